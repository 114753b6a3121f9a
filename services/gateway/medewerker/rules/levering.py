"""Medewerkers uit een bestand: each row is taken or refused by itself, with every reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.gateway.medewerker.rules import REDEN, Medewerker, beletselen
from services.gateway.medewerker.rules.scim import EMAIL

# Our field per column, without case and spaces.
KOLOMMEN: Mapping[str, str] = {
    "externid": "extern_id",
    "naam": "naam",
    "email": "email",
    "leidinggevende": "leidinggevende",
    "actief": "actief",
    "gebruikersnaam": "gebruikersnaam",
}
JA_NEE: Mapping[str, bool] = {"ja": True, "nee": False, "true": True, "false": False}
MAXIMUM = 200


@dataclass(frozen=True, slots=True)
class Rijfout:
    """Why a row is not taken; `rij` counts from 1, without the header."""

    rij: int
    veld: str
    code: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Medewerkerlevering:
    """What becomes of a file."""

    toegevoegd: tuple[Medewerker, ...]
    gewijzigd: tuple[Medewerker, ...]
    ongewijzigd: int
    fouten: tuple[Rijfout, ...]


def beoordeel(
    rijen: Sequence[Mapping[str, str]],
    bekend: Mapping[str, Medewerker],
    organisatie: str,
    nieuwe_id: Callable[[], UUID],
) -> Medewerkerlevering:
    """Judge a file. `bekend`: who is there, by the employer's key. A column that is absent says
    nothing; an empty cell says: there is none. The leidinggevende is named by that same key."""
    fouten: list[Rijfout] = []
    gelezen: dict[str, tuple[int, Medewerker, str | None]] = {}
    namen = {(m.gebruikersnaam or k).lower(): k for k, m in bekend.items()}
    for nr, rij in enumerate(rijen, start=1):
        velden, slecht = _velden(nr, rij)
        sleutel = velden.get("extern_id") or ""
        if not sleutel:
            slecht.append(Rijfout(nr, "externId", "ontbreekt", "Het kenmerk ontbreekt."))
        elif sleutel in gelezen:
            slecht.append(Rijfout(nr, "externId", "dubbel", "Dit kenmerk staat eerder."))
        baas = velden.pop("leidinggevende", None)
        oud = bekend.get(sleutel) or Medewerker(nieuwe_id(), organisatie, sleutel)
        nieuw = replace(oud, **velden) if not slecht else oud
        naam = (nieuw.gebruikersnaam or sleutel).lower()
        if not slecht and namen.get(naam, sleutel) != sleutel:
            uitleg = "Deze gebruikersnaam is van een ander."
            slecht.append(Rijfout(nr, "gebruikersnaam", "bezet", uitleg))
        slecht += [
            Rijfout(nr, "externId", str(een), REDEN[een])
            for een in ([] if slecht else beletselen(nieuw, []))
        ]
        if slecht:
            fouten += slecht
            continue
        namen[naam] = sleutel
        gelezen[sleutel] = (nr, nieuw, baas if "leidinggevende" in _kop(rij) else None)
    goed = _met_leiding(gelezen, bekend, fouten)
    anders = {k: m for k, m in goed.items() if bekend.get(k) != m}
    return Medewerkerlevering(
        tuple(m for k, m in anders.items() if k not in bekend),
        tuple(m for k, m in anders.items() if k in bekend),
        len(goed) - len(anders),
        tuple(sorted(fouten, key=lambda fout: fout.rij)),
    )


def _met_leiding(
    gelezen: Mapping[str, tuple[int, Medewerker, str | None]],
    bekend: Mapping[str, Medewerker],
    fouten: list[Rijfout],
) -> dict[str, Medewerker]:
    """Who leads whom, after everybody is known; who is not there, or a circle, refuses the row."""
    ids = {k: m.id for k, m in bekend.items()} | {k: m.id for k, (_, m, _) in gelezen.items()}
    boven: dict[UUID, UUID | None] = {m.id: m.leidinggevende for m in bekend.values()}
    goed: dict[str, Medewerker] = {}
    for sleutel, (nr, medewerker, baas) in gelezen.items():
        if baas is None:
            goed[sleutel] = medewerker
            continue
        leider = ids.get(baas) if baas else None
        code = "leidinggevende-onbekend" if baas and leider is None else None
        if leider is not None and _kring(medewerker.id, leider, boven):
            code = "leidinggevende-kringloop"
        if code:
            uitleg = "Deze leidinggevende staat er niet, of wordt ook door deze persoon geleid."
            fouten.append(Rijfout(nr, "leidinggevende", code, uitleg))
            continue
        boven[medewerker.id] = leider
        goed[sleutel] = replace(medewerker, leidinggevende=leider)
    # A leader whose own row was refused, and who was not there before, is not there now.
    er_zijn = {m.id for m in bekend.values()} | {m.id for m in goed.values()}
    return {
        k: m if m.leidinggevende in er_zijn else replace(m, leidinggevende=None)
        for k, m in goed.items()
    }


def _kring(wie: UUID, leider: UUID, boven: Mapping[UUID, UUID | None]) -> bool:
    gezien: set[UUID] = set()
    volgende: UUID | None = leider
    while volgende is not None and volgende not in gezien:
        if volgende == wie:
            return True
        gezien.add(volgende)
        volgende = boven.get(volgende)
    return False


def _kop(rij: Mapping[str, str]) -> set[str]:
    return {KOLOMMEN.get(_kaal(kolom), "") for kolom in rij}


def _kaal(kolom: str) -> str:
    return "".join(teken for teken in kolom.lower() if teken.isalnum())


def _velden(nr: int, rij: Mapping[str, str]) -> tuple[dict[str, Any], list[Rijfout]]:
    velden: dict[str, Any] = {}
    fouten: list[Rijfout] = []
    for kolom, cel in rij.items():
        veld, waarde = KOLOMMEN.get(_kaal(kolom)), cel.strip()
        if veld is None:
            continue
        if len(waarde) > MAXIMUM or any(ord(teken) < 32 for teken in waarde):
            fouten.append(Rijfout(nr, kolom[:100], "ongeldig", "Dit is te lang of geen tekst."))
        elif veld == "email" and waarde and not EMAIL.fullmatch(waarde):
            fouten.append(Rijfout(nr, kolom[:100], "geen-email", "Dit is geen e-mailadres."))
        elif veld == "actief":
            if waarde.lower() not in JA_NEE:
                fouten.append(Rijfout(nr, kolom[:100], "geen-ja-of-nee", "Schrijf ja of nee."))
            else:
                velden[veld] = JA_NEE[waarde.lower()]
        else:
            velden[veld] = waarde if veld == "leidinggevende" else waarde or None
    return velden, fouten
