"""Wie op een poolplaats is aangenomen, wordt poollid (seed 001: recruited together)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from services.pool.flexpool.rules.leden import InDienstVoor, LidStatus, Poollid
from services.pool.flexpool.rules.woorden import Niveau, Vaardigheid

MEESTE_UREN = Decimal(40)
TE_BEVESTIGEN = (
    "Iemand is aangenomen op een poolplaats",
    "Iemand is aangenomen op een poolplaats en staat klaar als poollid. Kijk of de gegevens"
    " kloppen en bevestig het lidmaatschap in Doorstroom. Tot dan wordt dit poollid nergens"
    " voorgesteld.",
)
ZONDER_POOL = (
    "De pool van een poolplaats is er niet",
    "Iemand is aangenomen op een poolplaats, maar die pool bestaat niet of is beëindigd. Spreek"
    " af in welke pool de medewerker komt en leg het lidmaatschap zelf vast.",
)
VERVALLEN = (
    "Iemand komt toch niet op een poolplaats",
    "Iemand die op een poolplaats was aangenomen, komt toch niet. Het poollid dat nog bevestigd"
    " moest worden, is verwijderd.",
)
VERVALLEN_NA_BEVESTIGING = (
    "Iemand komt toch niet op een poolplaats",
    "Iemand die op een poolplaats was aangenomen, komt toch niet. Het lidmaatschap is al bevestigd"
    " en staat nog in de pool. Geef het in Doorstroom een einddatum als het niet klopt.",
)


def lid_van(aanstelling: UUID) -> UUID:
    """The number of the member that a hire makes: one hire, one member, found by either."""
    return uuid5(aanstelling, "poollid")


@dataclass(frozen=True, slots=True)
class Aanstelling:
    """Somebody hired on a place in a pool, as vacatures tells it."""

    id: UUID
    pool: UUID
    medewerker: UUID
    thuisorganisatie: str
    in_dienst_voor: InDienstVoor
    functie: str | None
    niveau: Niveau | None
    uren: Decimal
    van: date
    tot: date | None


def van_aanstelling(id: UUID, een: Aanstelling, verband: UUID, maximum_inzetten: int) -> Poollid:
    """The member that a hire makes. A person confirms: who is hired for the pool falls outside
    the Waadi exemption for own staff, and the level may not have been in the vacancy."""
    bekend = een.functie is not None and een.niveau is not None
    functies = (Vaardigheid(een.functie or "", een.niveau or Niveau.JUNIOR),) if bekend else ()
    return Poollid(
        id=id,
        pool=een.pool,
        verband=verband,
        medewerker=een.medewerker,
        thuisorganisatie=een.thuisorganisatie,
        functies=functies,
        uren_per_week=min(max(een.uren, Decimal(1)), MEESTE_UREN),
        beschikbaar_van=een.van,
        beschikbaar_tot=een.tot if een.tot and een.tot >= een.van else None,
        pc4=None,
        straal_km=None,
        in_dienst_voor=een.in_dienst_voor,
        ontwikkelwensen=(),
        maximum_inzetten=maximum_inzetten,
        status=LidStatus.TE_BEVESTIGEN,
    )


# ---- to the person, once, when somebody brings him into a pool
IN_DE_POOL = (
    "U staat in een flexpool",
    "Uw werkgever heeft u aangemeld voor een flexpool. U blijft gewoon in dienst bij uw werkgever."
    " U beslist zelf of u voorgesteld wilt worden voor werk bij een andere organisatie: log in met"
    " uw eigen inlog en zeg ja of nee. Zegt u niets of nee, dan wordt u niet voorgesteld; dat heeft"
    " geen gevolgen en andere organisaties zien het niet. U kunt uw antwoord altijd veranderen.",
)
VERIFICATIE = (
    "Controleer een poollid",
    "De gegevens van een poollid van uw organisatie moeten opnieuw worden gecontroleerd: kloppen de"
    " functies, de uren en de beschikbaarheid nog? Bevestig dat in Doorstroom. Na {tot} wordt dit"
    " poollid niet meer voorgesteld tot u dat hebt gedaan.",
)
