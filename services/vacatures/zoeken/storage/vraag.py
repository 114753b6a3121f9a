"""What is asked: by whom, with which filters and words, as conditions and parameters of SQL."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.storage import visible
from services.vacatures.vacature.storage.visible import Zoekvraag
from services.vacatures.zoeken.rules import Plek, Sortering


@dataclass(frozen=True, slots=True)
class Vraag:
    """What somebody looks for. `zoek`: words in the notation of `to_tsquery`; "" finds nothing."""

    filters: Zoekvraag = field(default_factory=Zoekvraag)
    schaal: str | None = None
    contractsoort: str | None = None
    soort: str | None = None
    banenafspraak: bool | None = None
    gewijzigd_sinds: datetime | None = None
    van_pc4: str | None = None
    afstand: int | None = None  # km, at most, from `van_pc4`
    zoek: str | None = None
    zoek_precies: str | None = None  # without misspellings: what the weight is counted by
    woorden: tuple[str, ...] = ()
    sorteer: Sortering = Sortering.NIEUWSTE
    na: Plek | None = None


GEEN_VRAAG = Vraag()


@dataclass(frozen=True, slots=True)
class Soort:
    """What of the caller shapes the text; who it is, is in the parameters."""

    sleutels: int
    recruiter: bool


@lru_cache(maxsize=4096)
def soort(kijker: vacatureregels.Kijker) -> Soort:
    """How many keys, and whether there are own vacancies beside what is open."""
    return Soort(len(visible.sleutels(kijker)), visible.is_recruiter(kijker))


# ---- conditions ---------------------------------------------------------------------------------
METERS = """(CASE WHEN hier.pc4 IS NULL OR daar.pc4 IS NULL THEN 999999999 ELSE (
    12742000 * asin(least(1, sqrt(
        power(sin(radians(daar.breedte - hier.breedte) / 2), 2)
        + cos(radians(hier.breedte)) * cos(radians(daar.breedte))
        * power(sin(radians(daar.lengte - hier.lengte) / 2), 2)
    ))))::int END)"""
# What each facet is filtered by; a facet does not count its own filter, so they stand apart.
EIGEN_FILTERS = {
    "schaal": "({t}.schaal_min = CAST(:schaal AS text) OR {t}.schaal_max = CAST(:schaal AS text))",
    "contractsoort": "{t}.contractsoort = CAST(:contractsoort AS text)",
    "soort": "{t}.soort = CAST(:soort AS text)",
    "banenafspraak": "{t}.banenafspraak = CAST(:banenafspraak AS boolean)",
}


def plaats(vraag: Vraag, tabel: str) -> str:
    """The joins that say where a vacancy lies and where the caller is."""
    if vraag.van_pc4 is None:
        return ""
    return f"""
        LEFT JOIN postcode hier ON hier.pc4 = CAST(:van_pc4 AS text)
        LEFT JOIN postcode daar ON daar.pc4 = {tabel}.pc4
    """


def conditions(vraag: Vraag, tabel: str) -> list[str]:
    """Every filter of the question but its words."""
    gezet = [s for n, s in EIGEN_FILTERS.items() if getattr(vraag, n) is not None]
    lijst = visible.filters(vraag.filters, tabel) + [sql.format(t=tabel) for sql in gezet]
    if vraag.afstand is not None:
        lijst.append(f"{METERS} <= CAST(:afstand AS int) * 1000")
    return lijst


def woorden(naam: str) -> str:
    """The words as a question; in a SELECT of its own, or they are read again for every row."""
    return f"(SELECT to_tsquery('nederlands', CAST(:{naam} AS text)))"


def tekst(vraag: Vraag, tabel: str) -> list[str]:
    """The words: weighed stems of what is open, plain letters of what only a recruiter sees."""
    if vraag.zoek is None:
        return []
    if not vraag.zoek:
        return ["false"]
    if tabel == "o":
        return [f"o.woorden @@ {woorden('zoek')}"]
    return [
        "unaccent(concat_ws(' ', v.titel, v.omschrijving))"
        f" ILIKE '%' || CAST(:woord_{letter} AS text) || '%'"
        for letter in LETTERS[: len(vraag.woorden)]
    ]


LETTERS = "abcdefghij"  # parameter names have no digits


def waarden(
    kijker: vacatureregels.Kijker, vraag: Vraag, nu: datetime, **meer: object
) -> dict[str, Any]:
    """The parameters of every text of this room."""
    wie = {**_wie(kijker), "nu": nu}
    if vraag is GEEN_VRAAG:
        return wie | meer
    na = vraag.na
    names = (*EIGEN_FILTERS, "van_pc4", "afstand", "zoek", "zoek_precies", "gewijzigd_sinds")
    own = {name: getattr(vraag, name) for name in names}
    letters = zip(LETTERS, vraag.woorden, strict=False)
    return (
        wie
        | visible.waarden(vraag.filters)
        | own
        | {f"woord_{letter}": woord for letter, woord in letters}
        | {
            "na_waarde": na.waarde if na else None,
            "na_op": na.geopend_op if na else None,
            "na_id": na.id if na else None,
        }
        | meer
    )


_OOIT = datetime(2000, 1, 1, tzinfo=UTC)  # the moment of asking comes over it


@cache
def namen(aantal: int) -> list[str]:
    """Names for parameters, which have letters only: a, b … j, ba, bb …"""
    return ["".join(LETTERS[int(cijfer)] for cijfer in str(nr)) for nr in range(aantal)]


@lru_cache(maxsize=4096)
def _wie(kijker: vacatureregels.Kijker) -> dict[str, Any]:
    """The parameters that say who asks, each key by itself too; never to be changed."""
    wie = visible.wie(kijker, _OOIT)
    sleutels = wie["sleutels"]
    return wie | {f"sleutel_{n}": s for n, s in zip(namen(len(sleutels)), sleutels, strict=True)}
