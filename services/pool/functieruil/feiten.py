"""The facts of one calculation, sorted, as plain JSON and back; the same facts, the same hash."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.functieruil.rules import (
    Ruilafspraken,
    Ruilplek,
    Ruilwens,
    VrijePlek,
    Zichtbaarheid,
)

REGELVERSIE = "2026.1"


@dataclass(frozen=True, slots=True)
class Feiten:
    """Wishes, free seats, the agreements of the verband, and arcs over which a ring broke."""

    peildatum: date
    wensen: tuple[Ruilwens, ...]
    plekken: tuple[VrijePlek, ...]
    afspraken: Ruilafspraken
    afgevallen: frozenset[tuple[UUID, UUID]] = frozenset()


def vanaf_vandaag(plek: Ruilplek, vandaag: date) -> Ruilplek:
    """A swap begins in the future: days that are over count for nothing."""
    return replace(plek, van=max(plek.van, vandaag))


def als_json(feiten: Feiten) -> dict[str, Any]:
    """Plain and sorted by id."""
    afspraken = feiten.afspraken
    return {
        "regelversie": REGELVERSIE,
        "peildatum": feiten.peildatum.isoformat(),
        "wensen": [_wens(een) for een in sorted(feiten.wensen, key=lambda een: een.id)],
        "plekken": [_plek(een.plek) for een in sorted(feiten.plekken, key=lambda een: een.plek.id)],
        "afspraken": {
            "kortste_dagen": afspraken.kortste_dagen,
            "langste_dagen": afspraken.langste_dagen,
            "langste_kring": afspraken.langste_kring,
            "urenverschil": str(afspraken.urenverschil),
        },
        "afgevallen": sorted([str(wens), str(plek)] for wens, plek in feiten.afgevallen),
    }


def vingerafdruk(tekst: dict[str, Any]) -> str:
    """SHA-256 of the facts."""
    return hashlib.sha256(json.dumps(tekst, sort_keys=True).encode()).hexdigest()


def _plek(plek: Ruilplek) -> dict[str, Any]:
    return {
        "id": str(plek.id),
        "organisatie": plek.organisatie,
        "functie": plek.functie,
        "niveau": plek.niveau.value,
        "uren": str(plek.uren),
        "van": plek.van.isoformat(),
        "tot": plek.tot.isoformat(),
    }


def _wens(wens: Ruilwens) -> dict[str, Any]:
    return {
        "plek": _plek(wens.plek),
        "medewerker": str(wens.medewerker),
        "kan": [[een.functie, een.niveau.value] for een in wens.kan],
        "zoekt": list(wens.zoekt),
        "organisaties": sorted(wens.organisaties),
        "mag_leeg": wens.mag_leeg,
    }


def van_json(tekst: dict[str, Any]) -> Feiten:
    """What a calculation needs to know; whose wish it is and who may see it is none of it."""
    peildatum = date.fromisoformat(tekst["peildatum"])
    afspraken = tekst["afspraken"]
    return Feiten(
        peildatum=peildatum,
        wensen=tuple(_naar_wens(een, peildatum) for een in tekst["wensen"]),
        plekken=tuple(
            VrijePlek(_naar_plek(een), UUID(int=0), een["functie"]) for een in tekst["plekken"]
        ),
        afspraken=Ruilafspraken(**afspraken | {"urenverschil": Decimal(afspraken["urenverschil"])}),
        afgevallen=frozenset((UUID(wens), UUID(plek)) for wens, plek in tekst["afgevallen"]),
    )


def _naar_plek(een: dict[str, Any]) -> Ruilplek:
    return Ruilplek(
        id=UUID(een["id"]),
        organisatie=een["organisatie"],
        functie=een["functie"],
        niveau=Niveau(een["niveau"]),
        uren=Decimal(een["uren"]),
        van=date.fromisoformat(een["van"]),
        tot=date.fromisoformat(een["tot"]),
    )


def _naar_wens(een: dict[str, Any], peildatum: date) -> Ruilwens:
    plek = _naar_plek(een["plek"])
    return Ruilwens(
        id=plek.id,
        verband=UUID(int=0),
        medewerker=UUID(een["medewerker"]),
        plek=plek,
        kan=tuple(Vaardigheid(functie, Niveau(niveau)) for functie, niveau in een["kan"]),
        zoekt=tuple(een["zoekt"]),
        organisaties=tuple(een["organisaties"]),
        zichtbaarheid=Zichtbaarheid.ALLEEN_IK,
        geldig_tot=peildatum,
        mag_leeg=een["mag_leeg"],
    )
