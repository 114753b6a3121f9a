"""What an employer says about a vacancy: what is missing, what clashes, what is the same one."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from services.vacatures.salaristabel.rules import schaalhoogte


class Niveau(StrEnum):
    """Level of experience."""

    JUNIOR = "junior"
    MEDIOR = "medior"
    SENIOR = "senior"


class Contractsoort(StrEnum):
    """Kind of employment contract."""

    VAST = "vast"
    TIJDELIJK_MET_UITZICHT = "tijdelijk_met_uitzicht"
    TIJDELIJK = "tijdelijk"


class Opleidingsniveau(StrEnum):
    """Level of education asked for."""

    VMBO = "vmbo"
    MBO = "mbo"
    HBO = "hbo"
    WO = "wo"


class Vacaturesoort(StrEnum):
    """A job, or a place to learn."""

    VACATURE = "vacature"
    STAGE = "stage"


class Taalniveau(StrEnum):
    """Level of Dutch asked for, by the European framework."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Afzendersoort(StrEnum):
    """Under whose name a vacancy goes out: the employer's brand, the verband's label, or both."""

    EIGEN = "eigen"
    VERBAND = "verband"
    BEIDE = "beide"


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What an employer says about a vacancy. Hours per week; money in euro cents per month."""

    titel: str
    omschrijving: str | None = None
    kenmerk: str | None = None
    functie: str | None = None
    niveau: Niveau | None = None
    domein: str | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    schaal_min: str | None = None
    schaal_max: str | None = None
    salaris_min: int | None = None
    salaris_max: int | None = None
    contractsoort: Contractsoort | None = None
    plaats: str | None = None
    gemeente_code: str | None = None
    pc4: str | None = None
    opleidingsniveau: Opleidingsniveau | None = None
    aantal_plaatsen: int = 1
    start_datum: date | None = None
    sluitings_datum: date | None = None
    bron_url: str | None = None
    soort: Vacaturesoort = Vacaturesoort.VACATURE
    normfunctie: str | None = None
    cao: str | None = None
    competenties: tuple[str, ...] = ()
    taalniveau: Taalniveau | None = None
    taalniveau_reden: str | None = None
    overheidservaring_reden: str | None = None
    profielen: tuple[UUID, ...] = ()  # blocks of the room `profiel`
    afzender: Afzendersoort | None = None
    afzender_naam: str | None = None
    banenafspraak: bool = False  # of the position; nothing is stored about persons
    alleen_herplaatsing: bool = False  # CBS does not count it as a vacancy
    vertrouwelijk: bool = False  # a top function
    sollicitatie_url: str | None = None  # to apply at the employer's own address
    poolplaats: UUID | None = None  # the pool that whoever is hired joins
    zsm: bool = False  # start as soon as possible
    einde_datum: date | None = None  # None: no end agreed


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong with a field, in words."""

    veld: str
    code: str
    reden: str


# Mandatory at opening, not on a concept: tasks, place, hours, contract, scale with amounts and
# an end (NVP code; scale and amounts as the coming law on pay transparency asks).
VERPLICHT_BIJ_OPENSTELLING = (
    "omschrijving",
    "uren_min",
    "uren_max",
    "schaal_min",
    "schaal_max",
    "salaris_min",
    "salaris_max",
    "contractsoort",
    "plaats",
    "sluitings_datum",
)


def ontbreekt(gegevens: Gegevens) -> list[str]:
    """Names of the fields still missing for opening, in reading order."""
    return [naam for naam in VERPLICHT_BIJ_OPENSTELLING if _is_leeg(getattr(gegevens, naam))]


def _is_leeg(waarde: object) -> bool:
    """Not said, or nothing but blanks."""
    return waarde is None or (isinstance(waarde, str) and not waarde.strip())


def tegenstrijdig(gegevens: Gegevens) -> list[Fout]:
    """Everything in which the facts contradict each other."""
    g = gegevens
    paren: list[tuple[str, Any, Any]] = [
        ("uren_min", g.uren_min, g.uren_max),
        ("salaris_min", g.salaris_min, g.salaris_max),
        ("schaal_min", _hoogte(g.schaal_min), _hoogte(g.schaal_max)),
    ]
    fouten = [
        Fout(veld, "groter-dan-maximum", "Het minimum is hoger dan het maximum")
        for veld, laag, hoog in paren
        if laag is not None and hoog is not None and laag > hoog
    ]
    if _is_leeg(g.titel):
        fouten.insert(0, Fout("titel", "leeg", "Geef een titel"))
    return [
        *fouten,
        *_tijden(g),
        *_dubbel("competenties", [c.casefold() for c in g.competenties]),
        *_dubbel("profielen", g.profielen),
    ]


def _tijden(g: Gegevens) -> list[Fout]:
    """Begin and end that cannot both be."""
    geldt = [
        (
            g.zsm and g.start_datum is not None,
            "zsm",
            "zsm-en-datum",
            "Kies een startdatum of zo snel mogelijk",
        ),
        (
            bool(g.start_datum and g.einde_datum and g.start_datum > g.einde_datum),
            "einde_datum",
            "voor-begin",
            "De einddatum ligt voor de startdatum",
        ),
        (
            g.contractsoort is Contractsoort.VAST and g.einde_datum is not None,
            "einde_datum",
            "vast-met-einde",
            "Een vast contract heeft geen einddatum",
        ),
    ]
    return [Fout(veld, code, reden) for waar, veld, code, reden in geldt if waar]


def _dubbel(veld: str, lijst: Sequence[object]) -> list[Fout]:
    return [Fout(veld, "dubbel", "Iets staat er vaker")] if len(set(lijst)) < len(lijst) else []


def _hoogte(schaal: str | None) -> Decimal | None:
    return None if schaal is None else schaalhoogte(schaal)


def gewijzigd(oud: Gegevens, nieuw: Gegevens) -> frozenset[str]:
    """Names of the fields in which two versions differ."""
    return frozenset(
        veld.name
        for veld in fields(Gegevens)
        if getattr(oud, veld.name) != getattr(nieuw, veld.name)
    )


def zelfde_vacature(een: Gegevens, ander: Gegevens, gelijkenis: float) -> bool:
    """Same address and alike titles, or the same title with the same closing date.

    One address alone is not enough: an article may name several vacancies. `gelijkenis`: which
    share of the words of the shorter title the other has too.
    """
    if een.bron_url and ander.bron_url and urlsleutel(een.bron_url) == urlsleutel(ander.bron_url):
        return _titels_lijken(een.titel, ander.titel, gelijkenis)
    return titelsleutel(een.titel, een.sluitings_datum) == titelsleutel(
        ander.titel, ander.sluitings_datum
    )


def titelsleutel(titel: str, sluitings_datum: date | None) -> str:
    """Title without case, accents, punctuation, with the closing date behind it."""
    return f"{' '.join(_woorden(titel))}|{sluitings_datum or ''}"


def urlsleutel(url: str) -> str:
    """An address without scheme, `www.`, tracking parameters, fragment and closing slash."""
    delen = urlsplit(url)
    vraag = [(n, w) for n, w in parse_qsl(delen.query) if not n.lower().startswith("utm_")]
    gastheer = (delen.hostname or "").removeprefix("www.")
    return f"{gastheer}{delen.path.rstrip('/')}" + (f"?{urlencode(sorted(vraag))}" if vraag else "")


def _woorden(titel: str) -> list[str]:
    kaal = unicodedata.normalize("NFKD", titel.casefold())
    return re.findall(r"[a-z0-9]+", "".join(t for t in kaal if not unicodedata.combining(t)))


def _titels_lijken(een: str, ander: str, gelijkenis: float) -> bool:
    a, b = set(_woorden(een)), set(_woorden(ander))
    return a == b or len(a & b) >= gelijkenis * min(len(a), len(b))
