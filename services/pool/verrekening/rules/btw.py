"""Which VAT route a line goes, and which conditions of it hold. A person chooses; no legal advice.

The numbers of the conditions are those of the form guide: taxed in principle (R11), the approval
for mobility (R12), between public bodies (R13) and joint costs (R15).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.pool.flexpool.rules import Tariefgrondslag
from services.pool.inzet.rules.duur import plus_maanden

GEMENE_REKENING = "R15"
HOOGSTENS_MAANDEN = 12  # B: of the approval for mobility, extensions included


class Btwroute(StrEnum):
    """How the amount of a line is treated for VAT."""

    BELAST_21 = "belast_21"
    VRIJ_ARBEIDSMOBILITEIT = "vrij_arbeidsmobiliteit"
    KOSTEN_GEMENE_REKENING = "kosten_gemene_rekening"
    GEEN = "geen"


class Btwcategorie(StrEnum):
    """Code of EN 16931: standard rate, exempt, not subject to VAT."""

    S = "S"
    E = "E"
    O = "O"  # noqa: E741 (that is the code)


CATEGORIE = {
    Btwroute.BELAST_21: Btwcategorie.S,
    Btwroute.VRIJ_ARBEIDSMOBILITEIT: Btwcategorie.E,
    Btwroute.KOSTEN_GEMENE_REKENING: Btwcategorie.O,
    Btwroute.GEEN: Btwcategorie.O,
}


class Houdt(StrEnum):
    """Whether a condition holds; what nobody entered is not known."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Btwvoorwaarde:
    """One condition as it stood when the line was made."""

    code: str
    regel: str  # of the form guide
    houdt: Houdt
    uitleg: str
    zekerheid: str


@dataclass(frozen=True, slots=True)
class Btwfeiten:
    """What is known of an inzet for its VAT; None: nobody said it."""

    grondslag: str | None
    begin: date  # of the stay, with what it follows on
    einde: date | None
    peildag: date  # on which is looked: an inzet without a last day runs at least until then
    schriftelijk: bool
    publiek: bool | None  # both parties are public bodies
    mobiliteit: bool | None  # part of the personnel policy of the lender, for all


def voorwaarden(feiten: Btwfeiten, waarschuwing_maanden: int) -> list[Btwvoorwaarde]:
    """Every condition of the approval for mobility, holding or not, and the look ahead."""
    return [
        _tarief(feiten.grondslag),
        _duur(feiten),
        Btwvoorwaarde(
            "schriftelijk",
            "R12",
            Houdt.JA if feiten.schriftelijk else Houdt.NEE,
            "Er is een schriftelijke inzetovereenkomst."
            if feiten.schriftelijk
            else "Er is nog geen inzetovereenkomst gemaakt.",
            "B",
        ),
        Btwvoorwaarde(
            "partijen_publiek",
            "R13",
            _weet(feiten.publiek),
            "Uitlener en inlener zijn publiekrechtelijke lichamen, naar eigen opgave.",
            "B",
        ),
        Btwvoorwaarde(
            "mobiliteit_voor_allen",
            "R12",
            _weet(feiten.mobiliteit),
            "Mobiliteit hoort bij het personeelsbeleid van de uitlener en geldt voor alle"
            " werknemers, naar eigen opgave.",
            "B",
        ),
        *_vooruit(feiten, waarschuwing_maanden),
    ]


@dataclass(frozen=True, slots=True)
class Deelfeiten:
    """What is known of costs that are shared, or of an inzet: one inlener bears it all."""

    delers: int  # organisations that bear a part
    leden: int  # that could
    vooraf: bool | None  # the key was agreed on before the month began
    grondslag: str | None


VAN_EEN_INZET = 2  # parties: who lends and who bears


def van_een_inzet(grondslag: str | None) -> Deelfeiten:
    """An inzet as R15 sees it: no key, and nobody but the inlener bears the cost."""
    return Deelfeiten(1, VAN_EEN_INZET, False, grondslag)


def gemene_rekening(feiten: Deelfeiten) -> list[Btwvoorwaarde]:
    """The five conditions of joint costs, that must hold together."""
    samen, allen = feiten.delers > 1, feiten.delers == feiten.leden > 1
    delen = (
        ("kosten_samen", samen, "Meer organisaties dragen deze kosten samen."),
        ("sleutel_vooraf", feiten.vooraf, "De sleutel stond vast voordat de maand begon."),
        (
            "werkelijke_kosten",
            False,
            "De werkelijke kosten worden gedeeld, en niet een tarief per uur.",
        ),
        ("risico_voor_allen", allen, "Elke organisatie van het verband draagt een deel."),
        (
            "geen_winst",
            None if feiten.grondslag is None else True,
            "Niemand maakt winst: het tarief is hoogstens de kostprijs, zoals is afgesproken.",
        ),
    )
    return [
        Btwvoorwaarde(code, GEMENE_REKENING, _weet(houdt), uitleg, "B")
        for code, houdt, uitleg in delen
    ]


def met_grondslag(
    lijst: Iterable[Btwvoorwaarde], grondslag: str | None
) -> tuple[Btwvoorwaarde, ...]:
    """The conditions of an inzet whose tariff was named later: what follows from it anew."""
    anders = (_tarief(grondslag), *gemene_rekening(van_een_inzet(grondslag)))
    nieuw = {een.code: een for een in anders}
    return tuple(nieuw.get(een.code, een) for een in lijst)


def _weet(waarde: bool | None) -> Houdt:
    return Houdt.ONBEKEND if waarde is None else Houdt.JA if waarde else Houdt.NEE


def _tarief(grondslag: str | None) -> Btwvoorwaarde:
    houdt = _weet(None if grondslag is None else grondslag == Tariefgrondslag.BRUTO_LOON)
    uitleg = {
        Houdt.JA: "Het tarief is hoogstens het brutoloon, zoals is afgesproken.",
        Houdt.NEE: "Het tarief dekt meer dan het brutoloon, zoals is afgesproken.",
        Houdt.ONBEKEND: "Wat het tarief dekt, is nog niet afgesproken.",
    }
    return Btwvoorwaarde("tarief_brutoloon", "R12", houdt, uitleg[houdt], "B")


def _duur(feiten: Btwfeiten) -> Btwvoorwaarde:
    vol = plus_maanden(feiten.begin, HOOGSTENS_MAANDEN)
    if (feiten.einde or feiten.peildag) < vol and feiten.einde is None:
        houdt, uitleg = Houdt.ONBEKEND, "De inzet heeft geen laatste dag."
    elif (feiten.einde or feiten.peildag) >= vol:
        houdt = Houdt.NEE
        uitleg = "Met verlengingen duurt de inzet langer dan twaalf maanden; ook terug in de tijd."
    else:
        houdt = Houdt.JA
        uitleg = "Met verlengingen duurt de inzet hoogstens twaalf maanden."
    return Btwvoorwaarde("duur_twaalf_maanden", "R12", houdt, uitleg, "B")


def _vooruit(feiten: Btwfeiten, maanden: int) -> list[Btwvoorwaarde]:
    """The warning before month twelve is full."""
    einde = feiten.einde or feiten.peildag
    vol, bijna = (plus_maanden(feiten.begin, n) for n in (HOOGSTENS_MAANDEN, maanden))
    if not bijna <= einde < vol:
        return []
    zin = "De inzet komt dicht bij twaalf maanden; verleng niet zonder de btw na te kijken."
    return [Btwvoorwaarde("nadert_twaalf_maanden", "R12", Houdt.JA, zin, "B")]


def waarschuwingen(route: Btwroute, lijst: list[Btwvoorwaarde]) -> list[str]:
    """What is worth a look at the route that was chosen; it stops nothing."""
    if route is Btwroute.KOSTEN_GEMENE_REKENING:
        eigen = [een for een in lijst if een.regel == GEMENE_REKENING]
        return [
            f"Bij kosten voor gemene rekening hoort: {_klein(een.uitleg)} {GEDEELD[een.houdt]}"
            for een in eigen
            if een.houdt in GEDEELD
        ]
    if route is not Btwroute.VRIJ_ARBEIDSMOBILITEIT:
        return []
    eigen = [een for een in lijst if een.regel != GEMENE_REKENING]
    gemist = [een.uitleg for een in eigen if een.houdt is Houdt.NEE]
    vooruit = [een.uitleg for een in eigen if een.code == "nadert_twaalf_maanden"]
    onbekend = [
        f"Niet bekend: {_klein(een.uitleg)}" for een in eigen if een.houdt is Houdt.ONBEKEND
    ]
    return [*gemist, *onbekend, *vooruit]


GEDEELD = {
    Houdt.NEE: "Dat is hier niet zo.",
    Houdt.ONBEKEND: "Of dat hier zo is, is niet bekend.",
}


def _klein(zin: str) -> str:
    return zin[0].lower() + zin[1:]
