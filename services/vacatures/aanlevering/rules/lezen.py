"""Read one delivered item, a schema.org JobPosting or own facts, with all its faults at once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from services.vacatures.aanlevering.rules import waarden
from services.vacatures.vacature.rules import Fout, Gegevens, Niveau, tegenstrijdig

Ruw = Mapping[str, Any]
MAXIMUM_VELDEN = 60
Lezer = Callable[[Any], Any]


class Soort(StrEnum):
    """The form in which an item came."""

    JOBPOSTING = "jobposting"
    FEITEN = "feiten"


@dataclass(frozen=True, slots=True)
class Werkgeverfeiten:
    """The one organisation a client may deliver for."""

    oin: str
    tooi: str | None = None
    naam: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One delivered vacancy; `bron` identifies it within this client and form."""

    soort: Soort
    bron: str
    gegevens: Gegevens
    hash: str


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """An item that cannot be taken, with every reason."""

    redenen: tuple[Fout, ...]


def lees_item(ruw: object, werkgever: Werkgeverfeiten) -> Item | Geweigerd:
    """Read one item for this employer; all faults together when it cannot be taken."""
    if not isinstance(ruw, dict):
        return Geweigerd((Fout("item", "geen-object", "Een item is een JSON-object"),))
    soort = Soort.JOBPOSTING if "@type" in ruw or "title" in ruw else Soort.FEITEN
    velden = _JOBPOSTING if soort is Soort.JOBPOSTING else _FEITEN
    gelezen, fouten = _lees_velden(velden, ruw)
    fouten += _werkgever_fouten(ruw, soort, werkgever) + _vorm_fouten(ruw, soort)
    gegevens = _gegevens(gelezen)
    if gegevens.titel == "" and not any(f.veld in ("title", "titel") for f in fouten):
        fouten.append(Fout(_TITEL[soort], "verplicht", "De titel ontbreekt"))
    bron = gegevens.kenmerk or gegevens.bron_url
    if bron is None and not any(f.veld in _BRONNEN[soort] for f in fouten):
        fouten.append(Fout(_BRONNEN[soort][0], "verplicht", "Geef een kenmerk of een webadres"))
    fouten += [Fout(camel(f.veld), f.code, f.reden) for f in tegenstrijdig(gegevens)]
    if fouten or bron is None:
        return Geweigerd(tuple(fouten))
    return Item(soort, bron, gegevens, hash_van(gegevens))


def hash_van(gegevens: Gegevens) -> str:
    """The same facts always give the same hash."""
    feiten = {veld.name: getattr(gegevens, veld.name) for veld in fields(gegevens)}
    tekst = json.dumps(feiten, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()


def _lees_velden(
    velden: Mapping[str, tuple[str, Lezer]], ruw: Ruw
) -> tuple[dict[str, Any], list[Fout]]:
    gelezen: dict[str, Any] = {}
    fouten: list[Fout] = []
    for naam, (pad, lees) in velden.items():
        waarde = _pak(ruw, pad)
        if waarde is None or waarde in ("", []):
            continue
        try:
            gelezen[naam] = lees(waarde)
        except ValueError as fout:
            fouten.append(Fout(pad, "onleesbaar", str(fout)))
    return gelezen, fouten


def _pak(ruw: object, pad: str) -> Any:
    """The value at a path; of a list the first, as schema.org allows one or many everywhere."""
    for naam in pad.split("."):
        if isinstance(ruw, list):
            ruw = ruw[0] if ruw else None
        ruw = ruw.get(naam) if isinstance(ruw, dict) else None
    return ruw


def _gegevens(gelezen: Mapping[str, Any]) -> Gegevens:
    """Ranges fall apart in a minimum and a maximum; explicit values go before a range."""
    platte = dict(gelezen)
    for naam in ("uren", "schaal"):
        laag, hoog = platte.pop(naam, (None, None))
        platte.setdefault(f"{naam}_min", laag)
        platte.setdefault(f"{naam}_max", hoog)
    platte.setdefault("titel", "")
    return Gegevens(**platte)


def camel(naam: str) -> str:
    """The name of one of our fields as it stands on the line."""
    eerste, *rest = naam.split("_")
    return eerste + "".join(deel.title() for deel in rest)


_TITEL = {Soort.JOBPOSTING: "title", Soort.FEITEN: "titel"}
_BRONNEN = {Soort.JOBPOSTING: ("identifier", "url"), Soort.FEITEN: ("kenmerk", "bronUrl")}

_JOBPOSTING: Mapping[str, tuple[str, Lezer]] = {
    "titel": ("title", waarden.tekst(200)),
    "omschrijving": ("description", waarden.tekst(20_000)),
    "kenmerk": ("identifier", waarden.tekst_of_waarde(200)),
    "bron_url": ("url", waarden.url),
    "plaats": ("jobLocation.address.addressLocality", waarden.tekst(200)),
    "pc4": ("jobLocation.address.postalCode", waarden.pc4),
    "uren": ("workHours", waarden.uren),
    "opleidingsniveau": ("educationRequirements", waarden.opleiding),
    "contractsoort": ("employmentType", waarden.contract),
    "salaris_min": ("baseSalary.value.minValue", waarden.centen_van_euro),
    "salaris_max": ("baseSalary.value.maxValue", waarden.centen_van_euro),
    "aantal_plaatsen": ("totalJobOpenings", waarden.geheel(waarden.MAXIMUM_PLAATSEN)),
    "start_datum": ("jobStartDate", waarden.datum),
    "sluitings_datum": ("validThrough", waarden.datum),
}

_FEITEN: Mapping[str, tuple[str, Lezer]] = {
    "titel": ("titel", waarden.tekst(200)),
    "omschrijving": ("omschrijving", waarden.tekst(20_000)),
    "kenmerk": ("kenmerk", waarden.tekst(200)),
    "bron_url": ("bronUrl", waarden.url),
    "functie": (
        "functie",
        waarden.patroon("[a-z0-9][a-z0-9-]{0,99}", "Dit is geen code uit de functiecatalogus"),
    ),
    "niveau": ("niveau", waarden.keuze(Niveau)),
    "domein": ("domein", waarden.tekst(200)),
    "uren": ("uren", waarden.uren),
    "uren_min": ("urenMin", waarden.een_uren),
    "uren_max": ("urenMax", waarden.een_uren),
    "schaal": ("schaal", waarden.schaal),
    "schaal_min": ("schaalMin", lambda waarde: waarden.schaal(waarde)[0]),
    "schaal_max": ("schaalMax", lambda waarde: waarden.schaal(waarde)[1]),
    "salaris_min": ("salarisMin", waarden.centen),
    "salaris_max": ("salarisMax", waarden.centen),
    "contractsoort": ("contractsoort", waarden.contract),
    "plaats": ("plaats", waarden.tekst(200)),
    "gemeente_code": (
        "gemeenteCode",
        waarden.patroon("gm[0-9]{4}", "Een gemeentecode is gm met vier cijfers"),
    ),
    "pc4": ("pc4", waarden.pc4),
    "opleidingsniveau": ("opleidingsniveau", waarden.opleiding),
    "aantal_plaatsen": ("aantalPlaatsen", waarden.geheel(waarden.MAXIMUM_PLAATSEN)),
    "start_datum": ("startDatum", waarden.datum),
    "sluitings_datum": ("sluitingsDatum", waarden.datum),
}
_FEITENVELDEN = {pad for pad, _ in _FEITEN.values()} | {"werkgever"}


def _werkgever_fouten(ruw: Ruw, soort: Soort, werkgever: Werkgeverfeiten) -> list[Fout]:
    """A client delivers for its own organisation only; no name of employer means: its own."""
    if soort is Soort.FEITEN:
        veld, wie = "werkgever", _pak(ruw, "werkgever")
    else:
        veld, wie = "hiringOrganization.identifier", _pak(ruw, "hiringOrganization.identifier")
        if isinstance(wie, dict):
            wie = wie.get("value")
    if wie is None or wie == "":
        return _naam_fouten(ruw, soort, werkgever)
    eigen = {werkgever.oin, werkgever.tooi} - {None}
    if not isinstance(wie, str) or wie.strip() not in eigen:
        reden = "U levert alleen aan voor uw eigen organisatie (OIN of TOOI)"
        return [Fout(veld, "andere-werkgever", reden)]
    return []


def _naam_fouten(ruw: Ruw, soort: Soort, werkgever: Werkgeverfeiten) -> list[Fout]:
    naam = _pak(ruw, "hiringOrganization.name") if soort is Soort.JOBPOSTING else None
    if naam is None or werkgever.naam is None:
        return []
    if isinstance(naam, str) and naam.strip().lower() == werkgever.naam.strip().lower():
        return []
    reden = "Deze naam is niet die van uw eigen organisatie"
    return [Fout("hiringOrganization.name", "andere-werkgever", reden)]


def _toonbaar(naam: str) -> str:
    return "".join(teken for teken in naam[:100] if teken.isprintable()) or "?"


def _vorm_fouten(ruw: Ruw, soort: Soort) -> list[Fout]:
    """Own facts have no unknown fields; a JobPosting may say more than we read."""
    if soort is Soort.FEITEN:
        return [
            Fout(_toonbaar(naam), "onbekend-veld", "Dit veld bestaat niet")
            for naam in list(ruw)[:MAXIMUM_VELDEN]
            if naam not in _FEITENVELDEN
        ]
    fouten = []
    if ruw.get("@type") not in (None, "JobPosting"):
        fouten.append(Fout("@type", "geen-jobposting", "Alleen een JobPosting kan vacature zijn"))
    if _pak(ruw, "baseSalary.currency") not in (None, "EUR"):
        fouten.append(Fout("baseSalary.currency", "andere-munt", "Alleen bedragen in EUR"))
    if _pak(ruw, "baseSalary.value.unitText") not in (None, "MONTH"):
        reden = "Alleen bedragen per maand (MONTH)"
        fouten.append(Fout("baseSalary.value.unitText", "andere-eenheid", reden))
    return fouten
