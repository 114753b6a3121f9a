"""From facts to tables: count, hide what must be hidden, and give medians of what is shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from services.vacatures.convenant.rules import EIGEN, VIA_VERBAND, Categorie
from services.vacatures.profiel.rules import Grootteklasse
from shared.verberging import Getal, Geteld, verberg

TOTAAL = "totaal"
GEEN_FUNCTIE = "geen_functie"
Klasse = Callable[[str], Grootteklasse]


@dataclass(frozen=True, slots=True)
class Vervulling:
    """One accepted offer, without a person. Days; None when they were not known any more."""

    maand: date
    opening_maand: date
    werkgever: str
    functie: str | None
    telt_als_vacature: bool
    van_organisatie: str | None
    categorie: Categorie
    gedeeld_met: frozenset[UUID]
    verbanden: frozenset[UUID]
    vervultijd: int | None
    wervingstijd: int | None


@dataclass(frozen=True, slots=True)
class Openstaand:
    """Places of one vacancy that nobody has, and for how many days it has been open."""

    werkgever: str
    plaatsen: int
    dagen: int


@dataclass(frozen=True, slots=True)
class Uitstroom:
    """What one employer says of one year: how many people left, by where they went."""

    binnen_verband: int
    overheid: int
    bedrijfsleven: int
    zzp: int
    pensioen: int
    onbekend: int


BESTEMMINGEN = ("binnen_verband", "overheid", "bedrijfsleven", "zzp", "pensioen", "onbekend")


@dataclass(frozen=True, slots=True)
class Tabelcel:
    """One number as shown; `aantal` None: hidden. `mediaan` in days."""

    onderdeel: str
    rij: str
    kolom: str | None
    aantal: int | None
    mediaan: float | None = None

    @property
    def verborgen(self) -> bool:
        return self.aantal is None


@dataclass(frozen=True, slots=True)
class _Telling:
    """A number with its place in the table and in the network of sums."""

    onderdeel: str
    rij: str
    kolom: str | None
    van: str
    naar: str
    aantal: int
    waarden: tuple[int, ...] = ()
    personen: int | None = None  # when one person may count more than once

    @property
    def is_totaal(self) -> bool:
        return TOTAAL in (self.rij, self.kolom)


def _publiceer(tellingen: Sequence[_Telling], k: int) -> list[Tabelcel]:
    """The numbers that may be seen. All tables that share a total are hidden together."""
    getallen = [
        Getal(str(nr), t.van, t.naar, t.aantal, t.is_totaal, t.personen)
        for nr, t in enumerate(tellingen)
    ]
    weg = verberg(getallen, k)
    return [
        Tabelcel(t.onderdeel, t.rij, t.kolom, None)
        if str(nr) in weg
        else Tabelcel(t.onderdeel, t.rij, t.kolom, t.aantal, _mediaan(t.waarden, k))
        for nr, t in enumerate(tellingen)
    ]


def _mediaan(waarden: Sequence[int], k: int) -> float | None:
    return float(median(waarden)) if len(waarden) >= max(1, k) else None


# ---- how long -----------------------------------------------------------------------------------
def vervultijd(vervullingen: Iterable[Vervulling], klasse: Klasse, k: int) -> list[Tabelcel]:
    """First opening to accepted offer, by size class and by function."""
    geteld = [(v, v.vervultijd) for v in vervullingen if v.telt_als_vacature]
    return _tijden(geteld, klasse, k)


def wervingstijd(vervullingen: Iterable[Vervulling], klasse: Klasse, k: int) -> list[Tabelcel]:
    """Application of the chosen one to accepted offer, by size class and by function."""
    geteld = [(v, v.wervingstijd) for v in vervullingen if v.telt_als_vacature]
    return _tijden(geteld, klasse, k)


def _tijden(
    geteld: Sequence[tuple[Vervulling, int | None]], klasse: Klasse, k: int
) -> list[Tabelcel]:
    """Size classes run into the middle, functions out of it, and the total closes the circle."""
    tellingen = []
    for groep in Grootteklasse:
        dagen = [d for v, d in geteld if klasse(v.werkgever) is groep]
        tellingen.append(_tijd("grootteklasse", groep, "begin", "midden", dagen))
    for functie in sorted({v.functie or GEEN_FUNCTIE for v, _ in geteld}):
        dagen = [d for v, d in geteld if (v.functie or GEEN_FUNCTIE) == functie]
        tellingen.append(_tijd("functie", functie, "midden", "eind", dagen))
    tellingen.append(_tijd(TOTAAL, TOTAAL, "eind", "begin", [d for _, d in geteld]))
    return _publiceer(tellingen, k)


def _tijd(onderdeel: str, rij: str, van: str, naar: str, dagen: Sequence[int | None]) -> _Telling:
    bekend = tuple(d for d in dagen if d is not None)
    return _Telling(onderdeel, str(rij), None, van, naar, len(dagen), bekend)


# ---- matrices -----------------------------------------------------------------------------------
def _matrix(
    onderdeel: str,
    rijen: Sequence[str],
    kolommen: Sequence[str],
    aantallen: Mapping[tuple[str, str], int],
    k: int,
) -> list[Tabelcel]:
    """Cells with totals of rows, of columns and of all."""
    tellingen = []
    for rij in rijen:
        for kolom in kolommen:
            n = aantallen.get((rij, kolom), 0)
            tellingen.append(_Telling(onderdeel, rij, kolom, f"r:{rij}", f"k:{kolom}", n))
        som = sum(aantallen.get((rij, kolom), 0) for kolom in kolommen)
        tellingen.append(_Telling(onderdeel, rij, TOTAAL, "rijen", f"r:{rij}", som))
    for kolom in kolommen:
        som = sum(aantallen.get((rij, kolom), 0) for rij in rijen)
        tellingen.append(_Telling(onderdeel, TOTAAL, kolom, f"k:{kolom}", "kolommen", som))
    alles = sum(aantallen.get((rij, kolom), 0) for rij in rijen for kolom in kolommen)
    tellingen.append(_Telling(onderdeel, TOTAAL, TOTAAL, "kolommen", "rijen", alles))
    return _publiceer(tellingen, k)


def stromen(vervullingen: Iterable[Vervulling], klasse: Klasse, k: int) -> list[Tabelcel]:
    """Moves between organisations: from size class to size class."""
    klassen = [str(groep) for groep in Grootteklasse]
    aantallen = Counter(
        (str(klasse(v.van_organisatie)), str(klasse(v.werkgever)))
        for v in vervullingen
        if v.van_organisatie is not None and v.van_organisatie != v.werkgever
    )
    return _matrix("stromen", klassen, klassen, aantallen, k)


BINNEN, NA, NIET = "vervuld_binnen_termijn", "vervuld_na_termijn", "niet_vervuld"
TE_KORT, ONBEKEND = "nog_te_kort_open", "duur_onbekend"
UITKOMSTEN = (BINNEN, NA, NIET, TE_KORT, ONBEKEND)


def moeilijk_vervulbaar(
    vervullingen: Iterable[Vervulling],
    openstaand: Iterable[Openstaand],
    klasse: Klasse,
    dagen: int,
    k: int,
) -> list[Tabelcel]:
    """Places by what became of them within `dagen`.

    `vervullingen`: of vacancies that first opened in the period.
    """
    aantallen: Counter[tuple[str, str]] = Counter()
    for v in vervullingen:
        if v.telt_als_vacature:
            aantallen[str(klasse(v.werkgever)), _uitkomst(v.vervultijd, dagen)] += 1
    for o in openstaand:
        uitkomst = NIET if o.dagen > dagen else TE_KORT
        aantallen[str(klasse(o.werkgever)), uitkomst] += o.plaatsen
    klassen = [str(groep) for groep in Grootteklasse]
    return _matrix("plaatsen", klassen, UITKOMSTEN, aantallen, k)


def _uitkomst(vervultijd: int | None, dagen: int) -> str:
    if vervultijd is None:
        return ONBEKEND
    return NA if vervultijd > dagen else BINNEN


# ---- lists with a total -------------------------------------------------------------------------
def _lijst(onderdeel: str, aantallen: Mapping[str, int], k: int) -> list[Tabelcel]:
    tellingen = [
        _Telling(onderdeel, naam, None, "begin", "eind", n) for naam, n in aantallen.items()
    ]
    tellingen.append(_Telling(onderdeel, TOTAAL, None, "eind", "begin", sum(aantallen.values())))
    return _publiceer(tellingen, k)


HERKOMSTEN = ("eigen_organisatie", "inleenkracht", "binnen_verband", "buiten_verband", "elders")


def herkomst(v: Vervulling, verband: UUID | None) -> str:
    """Where somebody came from; without a verband asked for, any verband of the person counts."""
    if v.categorie is Categorie.INLEENKRACHT:
        return "inleenkracht"
    if v.categorie in EIGEN or v.van_organisatie == v.werkgever:
        return "eigen_organisatie"
    via = v.categorie in VIA_VERBAND and bool(v.verbanden)
    if via and (verband is None or verband in v.verbanden):
        return "binnen_verband"
    return "buiten_verband" if v.van_organisatie is not None else "elders"


def verbandmoves(
    vervullingen: Iterable[Vervulling], verband: UUID | None, k: int
) -> list[Tabelcel]:
    """Where those came from who accepted an offer."""
    aantallen = Counter(herkomst(v, verband) for v in vervullingen)
    return _lijst("herkomst", {naam: aantallen[naam] for naam in HERKOMSTEN}, k)


GEVOLGD, AFGEWEKEN = "gevolgd", "afgeweken"


def voorrang(
    aanbiedingen: Mapping[str, Geteld], afwijzingen: Mapping[str, Geteld], k: int
) -> list[Tabelcel]:
    """Offers with and without a reasoned deviation; rejections of who had priority, by reason.

    Of each `TOTAAL` tells of how many people they are together: who is turned down five times is
    one.
    """
    vast = {naam: aanbiedingen.get(naam, Geteld()) for naam in (GEVOLGD, AFGEWEKEN, TOTAAL)}
    return [
        *_van_personen("aanbiedingen", vast, k),
        *_van_personen("afwijzingen", dict(sorted(afwijzingen.items())), k),
    ]


def _van_personen(onderdeel: str, geteld: Mapping[str, Geteld], k: int) -> list[Tabelcel]:
    som = sum(een.aantal for naam, een in geteld.items() if naam != TOTAAL)
    personen = geteld.get(TOTAAL, Geteld()).personen
    tellingen = [
        _Telling(onderdeel, naam, None, "begin", "eind", een.aantal, personen=een.personen)
        for naam, een in geteld.items()
        if naam != TOTAAL
    ]
    totaal = _Telling(onderdeel, TOTAAL, None, "eind", "begin", som, personen=personen)
    return _publiceer([*tellingen, totaal], k)


def uitstroombestemming(opgaven: Iterable[Uitstroom], k: int) -> list[Tabelcel]:
    """Who left, by where they went; and what is left of it without who stayed near.

    The corrected numbers are shown only when every number they are made of is: so they add nothing
    that a reader could not compute.
    """
    lijst = list(opgaven)
    cellen = _lijst("bestemming", {n: sum(getattr(o, n) for o in lijst) for n in BESTEMMINGEN}, k)
    getoond = {cel.rij: cel.aantal for cel in cellen}
    behoud = {
        "uitstroom": (),
        "uitstroom_uit_het_verband": ("binnen_verband",),
        "uitstroom_uit_de_overheid": ("binnen_verband", "overheid"),
    }
    return [*cellen, *(_min("behoud", naam, getoond, eraf) for naam, eraf in behoud.items())]


def _min(
    onderdeel: str, rij: str, getoond: Mapping[str, int | None], eraf: Sequence[str]
) -> Tabelcel:
    totaal, delen = getoond[TOTAAL], [getoond[naam] for naam in eraf]
    if totaal is None or any(deel is None for deel in delen):
        return Tabelcel(onderdeel, rij, None, None)
    return Tabelcel(onderdeel, rij, None, totaal - sum(deel or 0 for deel in delen))
