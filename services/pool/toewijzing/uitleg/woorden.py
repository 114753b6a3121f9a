"""The sentences of the explanation, in plain Dutch (B1), per reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from services.pool.toewijzing.rules import Redencode
from services.pool.toewijzing.validator import Schending

ZINNEN: Mapping[Redencode, str] = {
    Redencode.GEEN_FUNCTIE: "De behoefte heeft nog geen functie uit de catalogus.",
    Redencode.GEEN_VAARDIGHEID: "Dit poollid heeft deze functie niet.",
    Redencode.NIVEAU: "Er is meer ervaring gevraagd dan dit poollid heeft.",
    Redencode.EIGEN_WERKGEVER: "Dit poollid werkt al bij deze organisatie.",
    Redencode.REISAFSTAND: "De werkplek ligt buiten de straal van dit poollid.",
    Redencode.GEEN_TOESTEMMING: "Dit poollid wil nu niet worden voorgesteld.",
    Redencode.NIET_BESCHIKBAAR: "Dit poollid is in deze periode niet of te kort beschikbaar.",
    Redencode.URENBLOK: "Er zijn minder uren of dagen over dan de kleinste inzet.",
    Redencode.ROTATIE: "Dit poollid werkte kort geleden al bij deze organisatie.",
    Redencode.LOPENDE_INZET: "Lopende inzetten van dit poollid laten te weinig uren over.",
    Redencode.MAXIMUM_INZETTEN: "Dit poollid heeft al het hoogste aantal inzetten tegelijk.",
    Redencode.BEZET_BIJ_ANDEREN: "De uren van dit poollid gaan in dit voorstel naar een ander.",
    Redencode.AANDEEL_BEREIKT: "Deze organisatie heeft haar deel; de uren gaan naar een ander.",
    Redencode.GEDEKT: "De gevraagde uren zijn al gevuld.",
    Redencode.TOEGEWEZEN: "Dit poollid is voorgesteld voor deze behoefte.",
}
VOOR_BEHOEFTE: Mapping[Redencode, str] = {
    Redencode.GEEN_FUNCTIE: "Kies eerst een functie uit de catalogus; daarna kan de pool zoeken.",
    Redencode.GEEN_VAARDIGHEID: "Niemand die nu kan worden voorgesteld, heeft deze functie.",
    Redencode.NIVEAU: "Wie deze functie heeft, heeft te weinig ervaring voor deze vraag.",
    Redencode.EIGEN_WERKGEVER: "Wie dit kan, werkt al bij deze organisatie.",
    Redencode.REISAFSTAND: "Wie dit kan, woont te ver weg.",
    Redencode.GEEN_TOESTEMMING: "Wie dit kan, wil nu niet worden voorgesteld.",
    Redencode.NIET_BESCHIKBAAR: "Wie dit kan, is in deze periode niet of te kort beschikbaar.",
    Redencode.URENBLOK: "Wie dit kan, heeft minder uren of dagen over dan de kleinste inzet.",
    Redencode.ROTATIE: "Wie dit kan, werkte kort geleden al bij deze organisatie.",
    Redencode.LOPENDE_INZET: "Wie dit kan, is bezet door lopende inzetten.",
    Redencode.MAXIMUM_INZETTEN: "Wie dit kan, heeft het hoogste aantal inzetten tegelijk.",
    Redencode.BEZET_BIJ_ANDEREN: "Wie dit kan, is voor een andere organisatie harder nodig.",
    Redencode.AANDEEL_BEREIKT: "De organisatie heeft haar deel; anderen gaan nu voor.",
    Redencode.GEDEKT: "De gevraagde uren zijn gevuld.",
}
BREUKEN: Mapping[Schending, str] = {
    Schending.ONBEKEND: "dit poollid of deze behoefte telt nu niet mee",
    Schending.DUBBEL: "dit poollid werkt in deze dagen al voor deze behoefte",
    Schending.FUNCTIE: "dit poollid heeft deze functie niet",
    Schending.NIVEAU: "er is meer ervaring gevraagd",
    Schending.EIGEN_WERKGEVER: "dit poollid werkt al bij deze organisatie",
    Schending.REISAFSTAND: "de werkplek ligt te ver weg",
    Schending.GEEN_TOESTEMMING: "dit poollid wil nu niet worden voorgesteld",
    Schending.VERLEDEN: "de eerste dag is voorbij",
    Schending.PERIODE_LID: "dit poollid is niet al deze dagen beschikbaar",
    Schending.PERIODE_BEHOEFTE: "de dagen vallen niet binnen die van de behoefte",
    Schending.TE_KORT: "dit is korter dan de kortste inzet die is afgesproken",
    Schending.TE_LANG: "dit is langer dan de langste inzet die is afgesproken",
    Schending.ROTATIE: "dit poollid werkte kort geleden al bij deze organisatie",
    Schending.URENBLOK: "dit zijn minder uren dan het kleinste urenblok",
    Schending.UREN_LID: "dit poollid heeft niet zoveel uren vrij",
    Schending.UREN_BEHOEFTE: "zoveel uren zijn er niet gevraagd",
    Schending.MAXIMUM_INZETTEN: "dit poollid heeft dan te veel inzetten tegelijk",
}
NIET_GETOETST = " De reisafstand is niet getoetst: een postcode of de ligging ervan is onbekend."


def getal(aantal: Decimal | int) -> str:
    """A number as Dutch writes it, without trailing zeros."""
    return f"{Decimal(aantal).normalize():f}".replace(".", ",")


def periode(van: date, tot: date | None) -> str:
    """The days from one to another, both included."""
    einde = "zonder einde" if tot is None else f"tot en met {dag(tot)}"
    return f"{dag(van)} {einde}"


def dag(wanneer: date | None) -> str:
    """A day in words that everybody reads the same."""
    return "zonder einde" if wanneer is None else f"{wanneer.day}-{wanneer.month}-{wanneer.year}"
