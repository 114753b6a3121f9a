"""Wat een percentage betekent, en waarmee het te vergelijken is.

Two denominators circulate, so no percentage is shown without its definition, and none is compared
with a norm or a figure of the other kind. Percentages are whole hundredths of a per cent.
"""

from dataclasses import dataclass
from enum import StrEnum

REEKSBREUK = 2021  # from this year the Personeelsmonitor uses another definition


class Inhuurmaat(StrEnum):
    """By what a share is measured."""

    VAN_LOONSOM = "van_loonsom"
    VAN_TOTAAL = "van_totaal"
    AANDEEL_FUNCTIE = "aandeel_functie"


@dataclass(frozen=True, slots=True)
class Maatdefinitie:
    """What a share means, as printed with it. A: read in the source; B: reported; C: our own."""

    maat: Inhuurmaat
    naam: str
    definitie: str
    bron: str
    zekerheid: str


_EXTERN = (
    "Externe inhuur is werk dat een private organisatie met winstoogmerk tegen betaling doet,"
    " zonder arbeidsovereenkomst met de organisatie; inhuur van een andere overheid telt niet mee."
)
DEFINITIES = {
    Inhuurmaat.VAN_LOONSOM: Maatdefinitie(
        Inhuurmaat.VAN_LOONSOM,
        "Externe inhuur van de loonsom",
        f"Kosten van externe inhuur gedeeld door de loonsom. {_EXTERN}",
        "Personeelsmonitor gemeenten (A&O fonds); begrip: BBV 2018",
        "A",
    ),
    Inhuurmaat.VAN_TOTAAL: Maatdefinitie(
        Inhuurmaat.VAN_TOTAAL,
        "Externe inhuur van alle personele uitgaven",
        f"Kosten van externe inhuur gedeeld door loonsom plus externe inhuur. {_EXTERN}",
        "Roemernorm (Kamerstukken); dat de BBV-indicator dezelfde noemer heeft, is niet gelezen",
        "A",
    ),
    Inhuurmaat.AANDEEL_FUNCTIE: Maatdefinitie(
        Inhuurmaat.AANDEEL_FUNCTIE,
        "Aandeel inhuur per functie",
        "Fte externe inhuur gedeeld door eigen fte plus fte externe inhuur. Fte inhuur: uren"
        f" gedeeld door de uren van één fte, zoals de organisatie ze opgaf. {_EXTERN}",
        "Eigen voorstel; de uren van een fte zijn een keuze van de organisatie",
        "C",
    ),
}


@dataclass(frozen=True, slots=True)
class Inhuurnorm:
    """A norm of one kind of share, and whom it binds."""

    naam: str
    maat: Inhuurmaat
    procent: int  # hundredths of a per cent
    geldt_voor: str
    bron: str
    zekerheid: str


@dataclass(frozen=True, slots=True)
class Landelijkcijfer:
    """A published figure. Without `maat` its definition is not certain: it compares to nothing."""

    sector: str
    jaar: int
    maat: Inhuurmaat | None
    procent: int  # hundredths of a per cent
    opmerking: str
    bron: str
    zekerheid: str

    @property
    def reeks(self) -> str:
        return reeks(self.jaar)


NORMEN = (
    Inhuurnorm(
        "Roemernorm",
        Inhuurmaat.VAN_TOTAAL,
        1000,
        "ministeries; niet voor gemeenten, provincies en waterschappen (minister, 2018)",
        "Kamerstuk 2025D18024; zipconomy 2018",
        "A",
    ),
)
_LOON, _TOTAAL, _ADVIES = Inhuurmaat.VAN_LOONSOM, Inhuurmaat.VAN_TOTAAL, "zipconomy 2018"
CIJFERS = (
    Landelijkcijfer("gemeenten", 2012, _LOON, 1100, "", "Kamervragen 2018Z14428", "A"),
    Landelijkcijfer(
        "gemeenten", 2017, _LOON, 2000, "ongeveer; vanaf 100.000 inwoners",
        "Kamervragen 2018Z14428", "A",
    ),
    Landelijkcijfer("gemeenten", 2021, _LOON, 1650, "", "Personeelsmonitor 2021", "A"),
    Landelijkcijfer("gemeenten", 2022, _LOON, 1700, "", "vng.nl 2023", "A"),
    Landelijkcijfer(
        "provincies", 2017, None, 2110, "van 4,4 tot 32,2; de definitie is niet zeker", _ADVIES, "B"
    ),
    Landelijkcijfer("rijk", 2022, _TOTAAL, 1420, "", "volkskrant 2023", "B"),
    Landelijkcijfer("rijk", 2023, _TOTAAL, 1540, "", "accountancyvanmorgen 2024", "B"),
)  # fmt: skip


def reeks(jaar: int) -> str:
    """Which definition the Personeelsmonitor had that year."""
    return "vanaf_2021" if jaar >= REEKSBREUK else "tot_2021"


def breekt(een: int, ander: int) -> bool:
    """Whether the series breaks between two years, so that they do not compare."""
    return reeks(een) != reeks(ander)


def normen_voor(maat: Inhuurmaat) -> tuple[Inhuurnorm, ...]:
    """The norms of the same kind; of another kind there are none."""
    return tuple(een for een in NORMEN if een.maat is maat)


def cijfers_voor(maat: Inhuurmaat, jaar: int) -> tuple[Landelijkcijfer, ...]:
    """Published figures of the same kind and the same side of the break."""
    return tuple(een for een in CIJFERS if een.maat is maat and not breekt(een.jaar, jaar))
