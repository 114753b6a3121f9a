"""Mentors: from rows to facts and back, and which of them a caller sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.trainee.rules import Mentoraanbod, Mentorstatus, Traineestatus
from services.pool.trainee.storage.mensen import als_aanbod, leidt
from services.pool.trainee.tables import Trainee, Traineementor, Traineeprogramma


@dataclass(frozen=True, slots=True)
class BewaardeMentor:
    """What a mentor offers, as it is stored."""

    aanbod: Mentoraanbod
    versie: int


def add_aanbod(tx: Session, aanbod: Mentoraanbod, op: datetime) -> BewaardeMentor | None:
    """Store an offer. None: this person offers in this programme already."""
    row = Traineementor(
        id=aanbod.id, programma_id=aanbod.programma, medewerker=aanbod.medewerker,
        organisatie=aanbod.organisatie, ervaring=list(aanbod.ervaring),
        hoogstens=aanbod.hoogstens, status=aanbod.status, gewijzigd_op=op, versie=1,
    )  # fmt: skip
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    return BewaardeMentor(aanbod, 1)


def set_aanbod(
    tx: Session, oud: BewaardeMentor, nieuw: Mentoraanbod, op: datetime
) -> BewaardeMentor:
    """Store a change; a mentor who withdraws guides nobody any more."""
    row = tx.get_one(Traineementor, nieuw.id)
    row.ervaring, row.hoogstens = list(nieuw.ervaring), nieuw.hoogstens
    row.status, row.gewijzigd_op, row.versie = nieuw.status, op, oud.versie + 1
    if nieuw.status is Mentorstatus.INGETROKKEN:
        for trainee in tx.scalars(select(Trainee).where(Trainee.mentor_id == nieuw.id)):
            trainee.mentor_id = trainee.mentor_reden = trainee.mentor_door = None
            trainee.versie += 1
    tx.flush()
    return BewaardeMentor(nieuw, row.versie)


def _mentoren(kijker: Kijker, programma: UUID | None) -> Select[Any]:
    """`rules.ziet_aanbod` as a condition."""
    mag = leidt(kijker)
    if kijker.medewerker is not None:
        mag = or_(mag, Traineementor.medewerker == kijker.medewerker)
    vraag = (
        select(Traineementor)
        .join(Traineeprogramma, Traineeprogramma.id == Traineementor.programma_id)
        .where(mag)
    )
    return vraag.where(Traineementor.programma_id == programma) if programma else vraag


def list_mentoren(
    tx: Session, kijker: Kijker, programma: UUID | None, offset: int, limit: int
) -> list[BewaardeMentor]:
    vraag = _mentoren(kijker, programma).order_by(
        Traineementor.gewijzigd_op.desc(), Traineementor.id
    )
    rows = tx.scalars(vraag.offset(offset).limit(limit))
    return [BewaardeMentor(als_aanbod(row), row.versie) for row in rows]


def count_mentoren(tx: Session, kijker: Kijker, programma: UUID | None) -> int:
    vraag = _mentoren(kijker, programma).with_only_columns(func.count(Traineementor.id))
    return tx.scalar(vraag) or 0


def get_mentor(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardeMentor | None:
    """An offer that the caller sees."""
    vraag = _mentoren(kijker, None).where(Traineementor.id == id)
    if lock:
        vraag = vraag.with_for_update(of=Traineementor)
    row = tx.scalars(vraag.execution_options(populate_existing=True)).one_or_none()
    return BewaardeMentor(als_aanbod(row), row.versie) if row else None


def list_aanbod(tx: Session, programma: UUID) -> list[Mentoraanbod]:
    """Who offers now, in order of number."""
    vraag = select(Traineementor).where(
        Traineementor.programma_id == programma, Traineementor.status == Mentorstatus.BESCHIKBAAR
    )
    return [als_aanbod(row) for row in tx.scalars(vraag.order_by(Traineementor.id))]


def begeleidt(tx: Session, programma: UUID) -> dict[UUID, list[UUID]]:
    """Per mentor the trainees who have this mentor now."""
    vraag = select(Trainee.mentor_id, Trainee.id).where(
        Trainee.programma_id == programma,
        Trainee.mentor_id.is_not(None),
        Trainee.status == Traineestatus.DEELNEMER,
    )
    uit: dict[UUID, list[UUID]] = {}
    for mentor, trainee in tx.execute(vraag.order_by(Trainee.id)):
        if mentor is not None:
            uit.setdefault(mentor, []).append(trainee)
    return uit
