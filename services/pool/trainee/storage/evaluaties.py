"""What people wrote about blocks; who reads it the writer chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.pool.trainee import rules
from services.pool.trainee.rules import Evaluatierol, Evaluatiezicht, Roosterstatus, Traineestatus
from services.pool.trainee.tables import Blokevaluatie, Trainee, Traineeplaats, Traineerooster


@dataclass(frozen=True, slots=True)
class BewaardeEvaluatie:
    """An evaluation as it is stored."""

    evaluatie: rules.Blokevaluatie
    op: datetime
    versie: int


def _bewaard(row: Blokevaluatie) -> BewaardeEvaluatie:
    evaluatie = rules.Blokevaluatie(
        row.trainee_id, row.blok, Evaluatierol(row.rol), row.schrijver, row.geleerd, row.anders,
        Evaluatiezicht(row.zicht),
    )  # fmt: skip
    return BewaardeEvaluatie(evaluatie, row.op, row.versie)


def list_evaluaties(tx: Session, trainee: UUID) -> list[BewaardeEvaluatie]:
    """All of one trainee, whoever may read them: a dozen at most per part."""
    rows = tx.scalars(
        select(Blokevaluatie)
        .where(Blokevaluatie.trainee_id == trainee)
        .order_by(Blokevaluatie.blok, Blokevaluatie.rol)
        .execution_options(populate_existing=True)
    )
    return [_bewaard(row) for row in rows]


def get_evaluatie(
    tx: Session, trainee: UUID, blok: int, rol: Evaluatierol
) -> BewaardeEvaluatie | None:
    row = tx.get(Blokevaluatie, (trainee, blok, rol.value), populate_existing=True)
    return _bewaard(row) if row else None


def set_evaluatie(
    tx: Session, oud: BewaardeEvaluatie | None, wat: rules.Blokevaluatie, op: datetime
) -> BewaardeEvaluatie:
    """Store what the writer says, new or changed."""
    if oud is None:
        row = Blokevaluatie(trainee_id=wat.trainee, blok=wat.blok, rol=wat.rol, versie=1)
    else:
        row = tx.get_one(Blokevaluatie, (wat.trainee, wat.blok, wat.rol.value))
        row.versie = oud.versie + 1
    row.schrijver, row.geleerd, row.anders = wat.schrijver, wat.geleerd, wat.anders
    row.zicht, row.op = wat.zicht, op
    tx.add(row)
    tx.flush()
    return _bewaard(row)


def wis_evaluatie(tx: Session, wat: rules.Blokevaluatie) -> None:
    tx.execute(
        delete(Blokevaluatie).where(
            Blokevaluatie.trainee_id == wat.trainee,
            Blokevaluatie.blok == wat.blok,
            Blokevaluatie.rol == wat.rol,
        )
    )


def tel(
    tx: Session, programma: UUID, blokken: Sequence[rules.Traineeblok], vandaag: date
) -> dict[int, tuple[int, dict[str, int]]]:
    """Per block that began: how many trainees had a place, and evaluations given per part."""
    begonnen = [een.nr for een in blokken if een.van <= vandaag]
    geplaatst = (
        select(Traineeplaats.blok, func.count())
        .join(Traineerooster, Traineerooster.id == Traineeplaats.rooster_id)
        .where(
            Traineerooster.programma_id == programma,
            Traineerooster.status == Roosterstatus.VASTGESTELD,
            Traineeplaats.organisatie.is_not(None),
            Traineeplaats.blok.in_(begonnen),
        )
        .group_by(Traineeplaats.blok)
    )
    gegeven = (
        select(Blokevaluatie.blok, Blokevaluatie.rol, func.count())
        .join(Trainee, Trainee.id == Blokevaluatie.trainee_id)
        .where(Trainee.programma_id == programma, Trainee.status == Traineestatus.DEELNEMER)
        .group_by(Blokevaluatie.blok, Blokevaluatie.rol)
    )
    per: dict[int, dict[str, int]] = {nr: {} for nr in begonnen}
    for blok, rol, aantal in tx.execute(gegeven):
        if blok in per:
            per[blok][rol] = aantal
    verwacht: dict[int, int] = {blok: aantal for blok, aantal in tx.execute(geplaatst)}  # noqa: C416 (rows)
    return {nr: (verwacht.get(nr, 0), per[nr]) for nr in begonnen}
