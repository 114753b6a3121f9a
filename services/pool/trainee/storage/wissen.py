"""What this room holds of a person, and how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, or_, select, update
from sqlalchemy.orm import Session

from services.pool.trainee.rules import Programmastatus, Roosterstatus
from services.pool.trainee.tables import (
    Blokevaluatie,
    Trainee,
    Traineementor,
    Traineeplaats,
    Traineeprogramma,
    Traineerooster,
    Traineeuitleg,
)
from shared.dossier import regel

VERBORGEN = frozenset(
    {"medewerker", "versie", "door", "mentor_door", "schrijver", "mentor_id", "reden"}
)
STIL = {"synchronize_session": False}


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The own programmes, places and wishes, offers as a mentor, and evaluations written."""
    eigen = select(Trainee.id).where(Trainee.medewerker == persoon)
    geldt = select(Traineerooster.id).where(
        Traineerooster.status.in_([Roosterstatus.VASTGESTELD, Roosterstatus.VERVANGEN])
    )
    delen: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "trainees": (Trainee, (Trainee.medewerker == persoon,)),
        "traineeplaatsen": (
            Traineeplaats,
            (Traineeplaats.trainee_id.in_(eigen), Traineeplaats.rooster_id.in_(geldt)),
        ),
        "traineeuitleg": (
            Traineeuitleg,
            (Traineeuitleg.trainee_id.in_(eigen), Traineeuitleg.rooster_id.in_(geldt)),
        ),
        "mentoraanbod": (Traineementor, (Traineementor.medewerker == persoon,)),
        "blokevaluaties": (Blokevaluatie, (Blokevaluatie.schrijver == persoon,)),
    }
    return {
        naam: [regel(row, VERBORGEN) for row in tx.scalars(select(tabel).where(*waar))]
        for naam, (tabel, waar) in delen.items()
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Everything of these people goes; a rooster that is being computed with them is cancelled."""
    trainees = tx.scalars(select(Trainee.id).where(Trainee.medewerker.in_(personen))).all()
    van = select(Trainee.programma_id).where(Trainee.id.in_(trainees))
    tx.execute(
        update(Traineerooster)
        .where(
            Traineerooster.programma_id.in_(van),
            Traineerooster.status == Roosterstatus.IN_BEREKENING,
        )
        .values(status=Roosterstatus.GEANNULEERD, invoer=None, versie=Traineerooster.versie + 1),
        execution_options=STIL,
    )
    geschreven = delete(Blokevaluatie).where(Blokevaluatie.schrijver.in_(personen))
    aantal = len(tx.execute(geschreven.returning(Blokevaluatie.blok), execution_options=STIL).all())
    mentoren = tx.scalars(
        select(Traineementor.id).where(Traineementor.medewerker.in_(personen))
    ).all()
    tx.execute(
        update(Trainee)
        .where(Trainee.mentor_id.in_(mentoren))
        .values(mentor_id=None, mentor_reden=None, mentor_door=None, versie=Trainee.versie + 1),
        execution_options=STIL,
    )
    gewist = _wis(tx, trainees, mentoren)
    gewist["blokevaluatie"] += aantal
    return gewist


def _wis(tx: Session, trainees: Sequence[UUID], mentoren: Sequence[UUID]) -> dict[str, int]:
    weg = {
        "blokevaluatie": (Blokevaluatie, Blokevaluatie.trainee_id.in_(trainees)),
        "traineeplaats": (Traineeplaats, Traineeplaats.trainee_id.in_(trainees)),
        "traineeuitleg": (Traineeuitleg, Traineeuitleg.trainee_id.in_(trainees)),
        "trainee": (Trainee, Trainee.id.in_(trainees)),
        "traineementor": (Traineementor, Traineementor.id.in_(mentoren)),
    }
    uit = {}
    for naam, (tabel, waar) in weg.items():
        eerste = inspect(tabel).primary_key[0]
        vraag = delete(tabel).where(waar).returning(eerste)
        uit[naam] = len(tx.execute(vraag, execution_options=STIL).all())
    return uit


def verbanden(tx: Session) -> list[UUID]:
    """The verbanden that have a programme."""
    return sorted(set(tx.scalars(select(Traineeprogramma.verband).distinct())))


def wis_voorbij(tx: Session, verband: UUID, voor: datetime, hoogst: int) -> dict[str, int]:
    """Who took part in, or guided for, a programme that closed before a moment.

    Also who was turned down, stopped or withdrew as long ago. Programmes hold nobody and stay.
    """
    dicht = select(Traineeprogramma.id).where(
        Traineeprogramma.verband == verband,
        Traineeprogramma.status == Programmastatus.GESLOTEN,
        Traineeprogramma.gewijzigd_op < voor,
    )
    hier = select(Traineeprogramma.id).where(Traineeprogramma.verband == verband)
    af = Trainee.status.in_(["afgewezen", "gestopt"]) & (Trainee.gewijzigd_op < voor)
    trainee = select(Trainee.id).where(
        or_(Trainee.programma_id.in_(dicht), Trainee.programma_id.in_(hier) & af)
    )
    terug = (Traineementor.status == "ingetrokken") & (Traineementor.gewijzigd_op < voor)
    mentor = select(Traineementor.id).where(
        or_(Traineementor.programma_id.in_(dicht), Traineementor.programma_id.in_(hier) & terug)
    )
    trainees = tx.scalars(trainee.limit(hoogst).with_for_update(skip_locked=True)).all()
    mentoren = tx.scalars(mentor.limit(hoogst).with_for_update(skip_locked=True)).all()
    tx.execute(
        update(Trainee)
        .where(Trainee.mentor_id.in_(mentoren))
        .values(mentor_id=None, mentor_reden=None, mentor_door=None),
        execution_options=STIL,
    )
    return _wis(tx, trainees, mentoren)
