"""What the tables are: their definition, source and certainty, as printed with every answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tabel(StrEnum):
    """The fixed set of tables; there is no way to make another one."""

    VERVULTIJD = "vervultijd"
    WERVINGSTIJD = "wervingstijd"
    MOEILIJK_VERVULBAAR = "moeilijk_vervulbaar"
    STROMEN = "stromen"
    VERBANDMOVES = "verbandmoves"
    VOORRANG = "voorrang"
    UITSTROOMBESTEMMING = "uitstroombestemming"


@dataclass(frozen=True, slots=True)
class Beschrijving:
    """What a table says. A: the source itself was read; B: second-hand; C: our own proposal."""

    titel: str
    definitie: str
    bron: str
    zekerheid: str


_KLASSEN = " De grootteklasse is die van het register op dit moment."
_VACATURE = (
    " Plaatsen alleen voor herplaatsing en stages tellen niet mee (zo telt ook het CBS vacatures)."
)

BESCHRIJVINGEN: Mapping[Tabel, Beschrijving] = {
    Tabel.VERVULTIJD: Beschrijving(
        "Vervultijd",
        "Dagen van de eerste openstelling tot het aanvaarde aanbod, per vervulde plaats: aantal en"
        " mediaan. Een aanbod telt in de maand waarin het is aanvaard. De grootte en functie zijn"
        " die van de werkgever die de leiding heeft." + _VACATURE + _KLASSEN,
        "Begrip: definities van vacaturesites; klassen: Personeelsmonitor 2021",
        "B",
    ),
    Tabel.WERVINGSTIJD: Beschrijving(
        "Wervingstijd",
        "Dagen van de ontvangst van de sollicitatie tot het aanvaarde aanbod, van wie het werd:"
        " aantal en mediaan. Een aanbod telt in de maand waarin het is aanvaard."
        + _VACATURE
        + _KLASSEN,
        "Begrip: definities van vacaturesites; klassen: Personeelsmonitor 2021",
        "B",
    ),
    Tabel.MOEILIJK_VERVULBAAR: Beschrijving(
        "Moeilijk vervulbaar",
        "Plaatsen van vacatures die in de periode voor het eerst openstonden. Moeilijk vervulbaar:"
        " vervuld na meer dan {dagen} dagen, of na {dagen} dagen nog niet vervuld. Het aantal dagen"
        " is een instelling van het convenant. Ingetrokken vacatures tellen niet mee."
        + _VACATURE
        + _KLASSEN,
        "Eigen voorstel; geen bron gevonden voor een grens in dagen",
        "C",
    ),
    Tabel.STROMEN: Beschrijving(
        "Stromen tussen organisaties",
        "Aanvaarde aanbiedingen aan medewerkers van een andere organisatie: van de grootteklasse"
        " van hun werkgever (rij) naar die van de nieuwe (kolom). Wie bij geen aangesloten"
        " organisatie werkte, staat er niet in." + _KLASSEN,
        "Klassen: Personeelsmonitor 2021; de telling is een eigen voorstel",
        "C",
    ),
    Tabel.VERBANDMOVES: Beschrijving(
        "Herkomst van wie een aanbod aanvaardde",
        "Aanvaarde aanbiedingen naar waar de kandidaat werkte: bij de werkgever zelf, daar als"
        " inleenkracht, binnen het verband, bij een aangesloten organisatie buiten het verband, of"
        " elders (niet bekend waar).",
        "Eigen voorstel, op de begrippen instroom en doorstroom van de Personeelsmonitor",
        "C",
    ),
    Tabel.VOORRANG: Beschrijving(
        "Voorrang",
        "Aanbiedingen in de periode: voorrang gevolgd, of met een gemotiveerde afwijking van de"
        " volgorde. En afwijzingen van kandidaten met voorrang (herplaatsing en via het verband),"
        " naar de reden die de werkgever koos.",
        "Eigen voorstel; de volgorde staat in het convenant",
        "C",
    ),
    Tabel.UITSTROOMBESTEMMING: Beschrijving(
        "Bestemming van de uitstroom",
        "Wie uit dienst ging, naar bestemming, zoals werkgevers het per kalenderjaar opgeven."
        " Alleen jaren die helemaal in de periode vallen. Behoud: de uitstroom zonder wie binnen"
        " het verband bleef, en zonder wie bij de overheid bleef.",
        "Uitstroom: Personeelsmonitor (A); bestemmingen en behoud: eigen voorstel",
        "C",
    ),
}

_VERBERGING = (
    "Een aantal van 1 tot en met {grens} wordt niet getoond, en een groter aantal ook niet als het"
    " over zo weinig mensen gaat. Waar een verborgen aantal anders is"
    " uit te rekenen, is ook een ander aantal verborgen, en zo nodig een totaal. Nul is wel"
    " getoond: daar is niemand. Een mediaan staat er alleen bij een getoond aantal."
)


def verbergingstekst(kleinste_cel: int) -> str:
    """What is hidden, in words."""
    if kleinste_cel < 2:
        return "Er wordt geen aantal verborgen: zo staat het in het convenant."
    return _VERBERGING.format(grens=kleinste_cel - 1)
