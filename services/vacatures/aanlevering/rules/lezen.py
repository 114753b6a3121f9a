"""Read one delivered item, in any form, with all its faults at once."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeGuard

from services.vacatures.aanlevering.rules import waarden
from services.vacatures.aanlevering.rules.csvrijen import Kapot
from services.vacatures.aanlevering.rules.velden import (
    BRONNEN,
    FEITENVELDEN,
    MAXIMUM_KENMERK,
    TITEL,
    VELDEN,
    Soort,
    Velden,
)
from services.vacatures.vacature.rules import Fout, Gegevens, sollicitatieadres, tegenstrijdig

Ruw = Mapping[str, Any]
lees_kenmerk = waarden.kenmerk(MAXIMUM_KENMERK)
MAXIMUM_VELDEN = 60


@dataclass(frozen=True, slots=True)
class Werkgeverfeiten:
    """An organisation a client may deliver for: its own, or one that gave it a mandate."""

    oin: str
    tooi: str | None = None
    naam: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One delivered vacancy; `bron` identifies it within this client."""

    soort: Soort
    bron: str
    gegevens: Gegevens
    hash: str
    werkgever: str


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """An item that cannot be taken, with every reason; `bron` when it could be read.

    An item with an unreadable reference has none, also when it gives an address: under that it
    would not be found, and what it is about would be missing from a snapshot.
    """

    redenen: tuple[Fout, ...]
    bron: str | None = None


def lees_item(
    ruw: object, werkgevers: Sequence[Werkgeverfeiten], soort: Soort | None = None
) -> Item | Geweigerd:
    """Read one item for the employer it names, or the first; all faults together."""
    if isinstance(ruw, Kapot):
        return Geweigerd(ruw.redenen, _lees_bron(ruw.bron))
    if not isinstance(ruw, dict):
        return Geweigerd((Fout("item", "geen-object", "Een item is een JSON-object"),))
    soort = soort or (Soort.JOBPOSTING if "@type" in ruw or "title" in ruw else Soort.FEITEN)
    gelezen, fouten = _lees_velden(VELDEN[soort], ruw)
    werkgever, werkgever_fouten = _werkgever(ruw, soort, werkgevers)
    fouten += werkgever_fouten + _vorm_fouten(ruw, soort)
    gegevens = _gegevens(gelezen)
    if gegevens.titel == "" and not any(f.veld in ("title", "titel") for f in fouten):
        fouten.append(Fout(TITEL[soort], "verplicht", "De titel ontbreekt"))
    bron = gegevens.kenmerk or (gegevens.bron_url if soort is not Soort.INDEED else None)
    if bron is None and not any(f.veld in BRONNEN[soort] for f in fouten):
        fouten.append(Fout(BRONNEN[soort][0], "verplicht", "Geef een kenmerk of een webadres"))
    mis = [f for f in tegenstrijdig(gegevens) if f.veld != "titel"]  # said, as its source names it
    fouten += [Fout(camel(f.veld), f.code, f.reden) for f in mis]
    if fouten or bron is None:
        onleesbaar = any(fout.veld == BRONNEN[soort][0] for fout in fouten)
        return Geweigerd(tuple(fouten), None if onleesbaar else bron)
    return Item(soort, bron, gegevens, hash_van(gegevens), werkgever)


def _lees_bron(bron: str | None) -> str | None:
    """The reference as it is read of an item that is whole; None when it cannot be."""
    try:
        return lees_kenmerk(bron) if bron else None
    except ValueError:
        return None


def heeft_adres(item: Item | Geweigerd) -> TypeGuard[Item]:
    """Whether it names an address of the employer itself to apply at."""
    return isinstance(item, Item) and item.gegevens.sollicitatie_url is not None


def met_adres(item: Item | Geweigerd, hosts: Mapping[str, Collection[str]]) -> Item | Geweigerd:
    """The item with that address as it was checked; refused when its host is not on the list."""
    if not heeft_adres(item):
        return item
    adres = sollicitatieadres(item.gegevens.sollicitatie_url or "", hosts[item.werkgever])
    if isinstance(adres, Fout):
        return Geweigerd((Fout(camel(adres.veld), adres.code, adres.reden),), item.bron)
    gegevens = replace(item.gegevens, sollicitatie_url=adres)
    return replace(item, gegevens=gegevens, hash=hash_van(gegevens))


def hash_van(gegevens: Gegevens) -> str:
    """The same facts always give the same hash; a fact that nobody gave yet does not change it."""
    feiten = {veld.name: getattr(gegevens, veld.name) for veld in fields(gegevens)}
    gegeven = {naam: waarde for naam, waarde in feiten.items() if waarde not in (None, (), False)}
    tekst = json.dumps(gegeven, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()


def _lees_velden(velden: Velden, ruw: Ruw) -> tuple[dict[str, Any], list[Fout]]:
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
    return gelezen, list(dict.fromkeys(fouten))


def _pak(ruw: object, pad: str) -> Any:
    """The value at a path; of a list of objects the first."""
    for naam in pad.split("."):
        if isinstance(ruw, list):
            ruw = ruw[0] if ruw else None
        ruw = ruw.get(naam) if isinstance(ruw, dict) else None
    return ruw


def _gegevens(gelezen: Mapping[str, Any]) -> Gegevens:
    """Ranges fall apart in a minimum and a maximum; explicit values go before a range."""
    platte = {naam: waarde for naam, waarde in gelezen.items() if waarde is not None}
    for naam in ("uren", "schaal", "salaris"):
        laag, hoog = platte.pop(naam, (None, None))
        platte.setdefault(f"{naam}_min", laag)
        platte.setdefault(f"{naam}_max", hoog)
    for naam in ("salaris_min", "salaris_max"):
        euro = platte.pop(f"{naam}_euro", None)
        platte[naam] = platte[naam] if platte[naam] is not None else euro
    platte["zsm"] = bool(platte.get("zsm")) or bool(platte.pop("direct", False))
    platte.setdefault("titel", "")
    return Gegevens(**platte)


def camel(naam: str) -> str:
    """The name of one of our fields as it stands on the line."""
    eerste, *rest = naam.split("_")
    return eerste + "".join(deel.title() for deel in rest)


_WERKGEVERVELD = {
    Soort.FEITEN: ("werkgever", None),
    Soort.JOBPOSTING: ("hiringOrganization.identifier", "hiringOrganization.name"),
    Soort.INDEED: (None, "company"),
}


def _werkgever(
    ruw: Ruw, soort: Soort, werkgevers: Sequence[Werkgeverfeiten]
) -> tuple[str, list[Fout]]:
    """For whom the item is: by OIN or TOOI, else by name; nothing named means the own one."""
    idveld, naamveld = _WERKGEVERVELD[soort]
    eigen = werkgevers[0].oin
    wie = _pak(ruw, idveld) if idveld else None
    if isinstance(wie, dict):
        wie = wie.get("value")
    if idveld and wie not in (None, ""):
        for een in werkgevers:
            if isinstance(wie, str) and wie.strip() in {een.oin, een.tooi}:
                return een.oin, []
        reden = "U levert alleen aan voor uw eigen organisatie of met een mandaat (OIN of TOOI)"
        return eigen, [Fout(idveld, "andere-werkgever", reden)]
    naam = _pak(ruw, naamveld) if naamveld else None
    if soort is Soort.JOBPOSTING and isinstance(ruw.get("hiringOrganization"), str):
        naam = ruw["hiringOrganization"]  # schema.org lets a text stand for the organisation
    if naam in (None, "") or naamveld is None or werkgevers[0].naam is None:
        return eigen, []
    for een in werkgevers:
        zelfde = een.naam is not None and isinstance(naam, str) and _kaal(naam) == _kaal(een.naam)
        if zelfde:
            return een.oin, []
    reden = "Deze naam is niet die van uw eigen organisatie, en u heeft er geen mandaat van"
    return eigen, [Fout(naamveld, "andere-werkgever", reden)]


def _kaal(naam: str) -> str:
    return " ".join(naam.split()).casefold()


def _toonbaar(naam: str) -> str:
    return "".join(teken for teken in naam[:100] if teken.isprintable()) or "?"


def _vorm_fouten(ruw: Ruw, soort: Soort) -> list[Fout]:
    """Own facts have no unknown fields; a source in another form may say more than we read."""
    if soort is Soort.FEITEN:
        return [
            Fout(_toonbaar(naam), "onbekend-veld", "Dit veld bestaat niet")
            for naam in list(ruw)[:MAXIMUM_VELDEN]
            if naam not in FEITENVELDEN
        ]
    if soort is Soort.INDEED:
        return []
    fouten = []
    if ruw.get("@type") not in (None, "JobPosting"):
        fouten.append(Fout("@type", "geen-jobposting", "Alleen een JobPosting kan vacature zijn"))
    if _pak(ruw, "baseSalary.currency") not in (None, "EUR"):
        fouten.append(Fout("baseSalary.currency", "andere-munt", "Alleen bedragen in EUR"))
    if _pak(ruw, "baseSalary.value.unitText") not in (None, "MONTH"):
        reden = "Alleen bedragen per maand (MONTH)"
        fouten.append(Fout("baseSalary.value.unitText", "andere-eenheid", reden))
    return fouten
