"""Places of a rooster: who is where in which block, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import InzetStatus
from services.pool.trainee.rules import Roosterstatus
from services.pool.trainee.tables import Traineeplaats, Traineerooster, Traineeuitleg

VALT_WEG = (InzetStatus.INGETROKKEN, InzetStatus.GEWEIGERD)


@dataclass(frozen=True, slots=True)
class Plaats:
    """One trainee in one block of a rooster."""

    rooster: UUID
    trainee: UUID
    blok: int
    organisatie: str | None
    uitleg: dict[str, Any]
    reden: str | None
    inzet: UUID | None


def _plaats(row: Traineeplaats) -> Plaats:
    return Plaats(
        row.rooster_id, row.trainee_id, row.blok, row.organisatie, row.uitleg, row.reden,
        row.inzet_id,
    )  # fmt: skip


def list_gevallen(tx: Session, plaatsen: Iterable[Plaats]) -> set[UUID]:
    """The inzetten of these places that do not go on."""
    ids = [een.inzet for een in plaatsen if een.inzet is not None]
    alle = inzetten.haal_alle(tx, ids) if ids else {}
    return {id for id, een in alle.items() if een.inzet.status in VALT_WEG}


def add_uitkomst(
    tx: Session, id: UUID, uitkomst: dict[str, Any], inzet_van: dict[tuple[UUID, int], UUID],
    op: datetime,
) -> None:  # fmt: skip
    """Keep the places and why; who was erased meanwhile is left out by the caller."""
    tx.add_all(
        Traineeplaats(
            rooster_id=id, trainee_id=UUID(een["trainee"]), blok=een["blok"],
            organisatie=een["organisatie"], uitleg=een["uitleg"], op=op,
            inzet_id=inzet_van.get((UUID(een["trainee"]), een["blok"])),
        )
        for een in uitkomst["plaatsen"]
    )  # fmt: skip
    tx.add_all(
        Traineeuitleg(rooster_id=id, trainee_id=UUID(wie), wensen=wensen)
        for wie, wensen in uitkomst["wensen"].items()
    )
    tx.flush()


def list_plaatsen(
    tx: Session, rooster: UUID, offset: int = 0, limit: int | None = None
) -> list[Plaats]:
    """By trainee and block."""
    rows = tx.scalars(
        select(Traineeplaats)
        .where(Traineeplaats.rooster_id == rooster)
        .order_by(Traineeplaats.trainee_id, Traineeplaats.blok)
        .offset(offset)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return [_plaats(row) for row in rows]


def count_plaatsen(tx: Session, rooster: UUID) -> int:
    vraag = select(func.count()).where(Traineeplaats.rooster_id == rooster)
    return tx.scalar(vraag) or 0


def list_van_trainees(
    tx: Session, trainees: Sequence[UUID]
) -> tuple[dict[UUID, list[Plaats]], dict[UUID, list[dict[str, Any]]]]:
    """The adopted places of these trainees, and why wishes were not met."""
    geldt = and_(
        Traineerooster.id == Traineeplaats.rooster_id,
        Traineerooster.status == Roosterstatus.VASTGESTELD,
    )
    plaatsen = select(Traineeplaats).join(Traineerooster, geldt)
    plaatsen = plaatsen.where(Traineeplaats.trainee_id.in_(trainees))
    per: dict[UUID, list[Plaats]] = {}
    for row in tx.scalars(plaatsen.order_by(Traineeplaats.blok)):
        per.setdefault(row.trainee_id, []).append(_plaats(row))
    uitleg = (
        select(Traineeuitleg)
        .join(Traineerooster, Traineerooster.id == Traineeuitleg.rooster_id)
        .where(
            Traineerooster.status == Roosterstatus.VASTGESTELD,
            Traineeuitleg.trainee_id.in_(trainees),
        )
    )
    return per, {row.trainee_id: row.wensen for row in tx.scalars(uitleg)}


def wis_plaatsen(tx: Session, rooster: UUID, trainee: UUID, blokken: Iterable[int]) -> None:
    """Somebody leaves: these places are free again."""
    tx.execute(
        delete(Traineeplaats).where(
            Traineeplaats.rooster_id == rooster,
            Traineeplaats.trainee_id == trainee,
            Traineeplaats.blok.in_(list(blokken)),
        )
    )


def set_plaats(
    tx: Session, rooster: UUID, trainee: UUID, blok: int, op: datetime, **velden: Any
) -> Plaats:
    """A person changed this place, or its inzet was made."""
    row = tx.get(Traineeplaats, (rooster, trainee, blok))
    if row is None:
        row = Traineeplaats(rooster_id=rooster, trainee_id=trainee, blok=blok, uitleg={}, op=op)
        tx.add(row)
    for naam, waarde in velden.items():
        setattr(row, naam, waarde)
    row.op = op
    tx.flush()
    return _plaats(row)
