"""Trainees and mentors: from rows to facts and back, and which of them a caller sees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from services.pool.flexpool.rules import PLANNERS, InDienstVoor, Kijker
from services.pool.trainee import rules
from services.pool.trainee.rules import (
    Bestuurslaag,
    Mentoraanbod,
    Mentorstatus,
    Roosterstatus,
    Traineedeelname,
    Traineestatus,
    Traineewensen,
)
from services.pool.trainee.storage.programmas import als_programma
from services.pool.trainee.tables import (
    Trainee,
    Traineementor,
    Traineeplaats,
    Traineeprogramma,
    Traineerooster,
)


@dataclass(frozen=True, slots=True)
class BewaardeTrainee:
    """A trainee as stored, with the own programme, mentor and hosts of the adopted rooster."""

    deelname: Traineedeelname
    mentor: Mentoraanbod | None
    mentor_reden: str | None
    programma: rules.Traineeprogramma
    gewijzigd_op: datetime
    versie: int


def _deelname(row: Trainee) -> Traineedeelname:
    return Traineedeelname(
        id=row.id,
        programma=row.programma_id,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        in_dienst_voor=InDienstVoor(row.in_dienst_voor),
        status=Traineestatus(row.status),
        wensen=Traineewensen(
            tuple(row.organisaties),
            tuple(Bestuurslaag(een) for een in row.lagen),
            tuple(row.onderwerpen),
        ),
        mentor=row.mentor_id,
    )


def als_aanbod(row: Traineementor) -> Mentoraanbod:
    return Mentoraanbod(
        row.id, row.programma_id, row.medewerker, row.organisatie, tuple(row.ervaring),
        row.hoogstens, Mentorstatus(row.status),
    )  # fmt: skip


def _bewaard(
    row: Trainee, mentor: Traineementor | None, programma: Traineeprogramma
) -> BewaardeTrainee:
    return BewaardeTrainee(
        deelname=_deelname(row),
        mentor=als_aanbod(mentor) if mentor else None,
        mentor_reden=row.mentor_reden,
        programma=als_programma(programma),
        gewijzigd_op=row.gewijzigd_op,
        versie=row.versie,
    )


def _trainees() -> Select[Trainee, Traineementor, Traineeprogramma]:
    return (
        select(Trainee, Traineementor, Traineeprogramma)
        .join(Traineeprogramma, Traineeprogramma.id == Trainee.programma_id)
        .outerjoin(Traineementor, Traineementor.id == Trainee.mentor_id)
    )


def leidt(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.leidt` as a condition on the programme."""
    if not kijker.rollen & rules.LEIDING:
        return Traineeprogramma.id.is_(None)
    return and_(
        Traineeprogramma.organisatie == kijker.organisatie,
        Traineeprogramma.verband.in_(kijker.verbanden),
    )


def _ziet(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_trainee` as a condition."""
    mag = [leidt(kijker)]
    if kijker.medewerker is not None:
        mag += [
            Trainee.medewerker == kijker.medewerker,
            Traineementor.medewerker == kijker.medewerker,
        ]
    if kijker.rollen & PLANNERS and kijker.organisatie is not None:
        mag.append(Trainee.thuisorganisatie == kijker.organisatie)
        plaats, rooster = aliased(Traineeplaats), aliased(Traineerooster)
        gast = (
            select(plaats.trainee_id)
            .join(rooster, rooster.id == plaats.rooster_id)
            .where(
                plaats.organisatie == kijker.organisatie,
                rooster.status == Roosterstatus.VASTGESTELD,
            )
        )
        mag.append(Trainee.id.in_(gast))
    return or_(*mag)


def list_trainees(
    tx: Session, kijker: Kijker, programma: UUID | None, offset: int, limit: int
) -> list[BewaardeTrainee]:
    """The trainees that the caller sees, newest first."""
    vraag = _trainees().where(_ziet(kijker))
    if programma:
        vraag = vraag.where(Trainee.programma_id == programma)
    vraag = vraag.order_by(Trainee.gewijzigd_op.desc(), Trainee.id).offset(offset).limit(limit)
    return [_bewaard(*rij) for rij in tx.execute(vraag)]


def count_trainees(tx: Session, kijker: Kijker, programma: UUID | None) -> int:
    ids = _trainees().with_only_columns(func.count(Trainee.id)).where(_ziet(kijker))
    if programma:
        ids = ids.where(Trainee.programma_id == programma)
    return tx.scalar(ids) or 0


def get_trainee(
    tx: Session, id: UUID, kijker: Kijker, lock: bool = False
) -> BewaardeTrainee | None:
    """A trainee that the caller sees."""
    vraag = _trainees().where(Trainee.id == id, _ziet(kijker))
    if lock:
        vraag = vraag.with_for_update(of=Trainee)
    rij = tx.execute(vraag.execution_options(populate_existing=True)).one_or_none()
    return _bewaard(*rij) if rij else None


def list_deelnemers(tx: Session, programma: UUID) -> list[Traineedeelname]:
    """Who takes part, in order of number."""
    vraag = select(Trainee).where(
        Trainee.programma_id == programma, Trainee.status == Traineestatus.DEELNEMER
    )
    return [_deelname(row) for row in tx.scalars(vraag.order_by(Trainee.id))]


def haal_deelnames(tx: Session, ids: Sequence[UUID]) -> dict[UUID, Traineedeelname]:
    rows = tx.scalars(select(Trainee).where(Trainee.id.in_(ids)))
    return {row.id: _deelname(row) for row in rows}


def add_trainee(tx: Session, deelname: Traineedeelname, op: datetime) -> bool:
    """Store somebody who joins. False: takes part in this programme already."""
    row = Trainee(
        id=deelname.id, programma_id=deelname.programma, medewerker=deelname.medewerker,
        thuisorganisatie=deelname.thuisorganisatie, in_dienst_voor=deelname.in_dienst_voor,
        status=deelname.status, organisaties=[], lagen=[], onderwerpen=[], gewijzigd_op=op,
        versie=1,
    )  # fmt: skip
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return False
    return True


def set_trainee(
    tx: Session, oud: BewaardeTrainee, nieuw: Traineedeelname, op: datetime
) -> BewaardeTrainee:
    """Another status, other wishes or another employment; the mentor has its own."""
    row = tx.get_one(Trainee, nieuw.id)
    row.status, row.in_dienst_voor = nieuw.status, nieuw.in_dienst_voor
    row.organisaties, row.lagen = (
        list(nieuw.wensen.organisaties),
        [een.value for een in nieuw.wensen.lagen],
    )
    row.onderwerpen = list(nieuw.wensen.onderwerpen)
    row.gewijzigd_op, row.versie = op, oud.versie + 1
    tx.flush()
    return replace(oud, deelname=nieuw, gewijzigd_op=op, versie=row.versie)


def set_mentor(
    tx: Session, oud: BewaardeTrainee, mentor: Mentoraanbod | None, reden: str, door: str,
    op: datetime,
) -> BewaardeTrainee:  # fmt: skip
    """A person chose this mentor, or none."""
    row = tx.get_one(Trainee, oud.deelname.id)
    row.mentor_id = mentor.id if mentor else None
    row.mentor_reden, row.mentor_door = reden, door
    row.gewijzigd_op, row.versie = op, oud.versie + 1
    tx.flush()
    deelname = replace(oud.deelname, mentor=row.mentor_id)
    return replace(
        oud, deelname=deelname, mentor=mentor, mentor_reden=reden, gewijzigd_op=op,
        versie=row.versie,
    )  # fmt: skip
