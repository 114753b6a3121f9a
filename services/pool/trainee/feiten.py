"""The facts of one calculation, sorted, as plain JSON and back; the same facts, the same hash."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.pool.trainee.rules import (
    GEWOON,
    Bestuurslaag,
    Gastplek,
    Trainee,
    Traineeplaats,
    Wensgewichten,
)

REGELVERSIE = "2026.2"


@dataclass(frozen=True, slots=True)
class Feiten:
    """Who takes part, hosts with their room per block, and what is over and stays.

    `blokken`: numbers of the blocks to compute, in order; the room of a host is per one of these.
    `vast`: places in blocks that have begun (by number).
    """

    peildatum: date
    blokken: tuple[int, ...]
    trainees: tuple[Trainee, ...]
    gasten: tuple[Gastplek, ...]
    vast: tuple[Traineeplaats, ...] = ()
    gewichten: Wensgewichten = GEWOON

    @property
    def geweest(self) -> frozenset[tuple[UUID, str]]:
        """Where somebody has been, or is."""
        return frozenset((een.trainee, een.organisatie) for een in self.vast)


def als_json(feiten: Feiten) -> dict[str, Any]:
    """Plain and sorted."""
    return {
        "regelversie": REGELVERSIE,
        "peildatum": feiten.peildatum.isoformat(),
        "blokken": list(feiten.blokken),
        "trainees": [
            {
                "id": str(een.id),
                "thuisorganisatie": een.thuisorganisatie,
                "onderwerpen": list(een.onderwerpen),
                "organisaties": list(een.organisaties),
                "lagen": list(een.lagen),
                "gezien": sorted(een.gezien),
            }
            for een in sorted(feiten.trainees, key=lambda een: een.id)
        ],
        "gasten": [
            {
                "organisatie": een.organisatie,
                "laag": een.laag.value,
                "ruimte": list(een.ruimte),
                "onderwerpen": list(een.onderwerpen),
            }
            for een in sorted(feiten.gasten, key=lambda een: een.organisatie)
        ],
        "gewichten": asdict(feiten.gewichten),
        "vast": sorted([str(een.trainee), een.blok, een.organisatie] for een in feiten.vast),
    }


def vingerafdruk(tekst: dict[str, Any]) -> str:
    """SHA-256 of the facts."""
    return hashlib.sha256(json.dumps(tekst, sort_keys=True).encode()).hexdigest()


def van_json(tekst: dict[str, Any]) -> Feiten:
    return Feiten(
        peildatum=date.fromisoformat(tekst["peildatum"]),
        blokken=tuple(tekst["blokken"]),
        trainees=tuple(
            Trainee(
                UUID(een["id"]),
                een["thuisorganisatie"],
                tuple(een["onderwerpen"]),
                tuple(een["organisaties"]),
                lagen=tuple(Bestuurslaag(laag) for laag in een["lagen"]),
                gezien=frozenset(Bestuurslaag(laag) for laag in een["gezien"]),
            )
            for een in tekst["trainees"]
        ),
        gasten=tuple(
            Gastplek(
                een["organisatie"],
                Bestuurslaag(een["laag"]),
                tuple(een["ruimte"]),
                tuple(een["onderwerpen"]),
            )
            for een in tekst["gasten"]
        ),
        vast=tuple(Traineeplaats(UUID(wie), blok, waar) for wie, blok, waar in tekst["vast"]),
        gewichten=Wensgewichten(**tekst.get("gewichten", {})),
    )
