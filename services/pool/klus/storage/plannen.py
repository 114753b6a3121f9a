"""What is of one person: the klussenplan with its days, and what was reported of other work."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.klus import rules
from services.pool.klus.rules import EIGEN_HR
from services.pool.klus.tables import Klusevaluatie, Klussenplan, Nevenwerkmelding

VELDEN = ("organisatie", "doel_uren", "toelichting", "geldig_tot", "gedeeld")


@dataclass(frozen=True, slots=True)
class BewaardPlan:
    """A plan as it is stored."""

    plan: rules.Klussenplan
    versie: int


@dataclass(frozen=True, slots=True)
class BewaardeMelding:
    """A report as it is stored."""

    melding: rules.Nevenwerkmelding
    versie: int


def _plannen(tx: Session, rows: list[Klussenplan]) -> list[BewaardPlan]:
    dagen: dict[UUID, list[date]] = {row.id: [] for row in rows}
    vraag = select(Klusevaluatie.plan_id, Klusevaluatie.dag).order_by(Klusevaluatie.dag)
    for plan, dag in tx.execute(vraag.where(Klusevaluatie.plan_id.in_(dagen))):
        dagen[plan].append(dag)
    return [
        BewaardPlan(
            rules.Klussenplan(
                id=row.id,
                medewerker=row.medewerker,
                sectoren=tuple(row.sectoren),
                evaluatiedagen=tuple(dagen[row.id]),
                **{naam: getattr(row, naam) for naam in VELDEN},
            ),
            row.versie,
        )
        for row in rows
    ]


def set_plan(
    tx: Session, oud: BewaardPlan | None, plan: rules.Klussenplan, op: datetime
) -> BewaardPlan | None:
    """Store a plan. None: this person has one already. A day that stays is not told again."""
    if oud is None:
        row = Klussenplan(id=plan.id, medewerker=plan.medewerker, versie=1)
    else:
        row = tx.get_one(Klussenplan, plan.id)
        row.versie = oud.versie + 1
    for naam in VELDEN:
        setattr(row, naam, getattr(plan, naam))
    row.sectoren, row.gewijzigd_op = list(plan.sectoren), op
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    had = set(oud.plan.evaluatiedagen) if oud else set()
    weg = had - set(plan.evaluatiedagen)
    tx.execute(
        delete(Klusevaluatie).where(Klusevaluatie.plan_id == plan.id, Klusevaluatie.dag.in_(weg))
    )
    tx.add_all(
        Klusevaluatie(plan_id=plan.id, dag=dag) for dag in sorted(set(plan.evaluatiedagen) - had)
    )
    tx.flush()
    return _plannen(tx, [row])[0]


def ziet(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_klussenplan` as a condition."""
    kan: ColumnElement[bool] = Klussenplan.medewerker == kijker.medewerker
    if kijker.organisatie is not None and kijker.rollen & EIGEN_HR:
        eigen = Klussenplan.organisatie == kijker.organisatie
        kan = or_(kan, and_(eigen, Klussenplan.gedeeld))
    return kan


def get_plan(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardPlan | None:
    vraag = select(Klussenplan).where(Klussenplan.id == id, ziet(kijker))
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _plannen(tx, [row])[0] if row else None


def list_plannen(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[BewaardPlan]:
    vraag = select(Klussenplan).where(ziet(kijker)).order_by(Klussenplan.id)
    return _plannen(tx, list(tx.scalars(vraag.offset(offset).limit(limit))))


def count_plannen(tx: Session, kijker: Kijker) -> int:
    return tx.scalar(select(func.count(Klussenplan.id)).where(ziet(kijker))) or 0


def wis_plan(tx: Session, id: UUID) -> None:
    tx.execute(delete(Klussenplan).where(Klussenplan.id == id))


def neem_herinneringen(tx: Session, vandaag: date, op: datetime) -> list[tuple[UUID, date, UUID]]:
    """Days to look back that came and were not told: plan, day, person. They count as told now."""
    rows = tx.execute(
        select(Klusevaluatie.plan_id, Klusevaluatie.dag)
        .where(Klusevaluatie.dag <= vandaag, Klusevaluatie.herinnerd_op.is_(None))
        .order_by(Klusevaluatie.dag, Klusevaluatie.plan_id)
        .limit(500)
        .with_for_update(skip_locked=True)
    ).all()
    plannen = [een.plan_id for een in rows]
    vraag = select(Klussenplan.id, Klussenplan.medewerker).where(Klussenplan.id.in_(plannen))
    wie = {een.id: een.medewerker for een in tx.execute(vraag)}
    for plan, dag in rows:
        deze = (Klusevaluatie.plan_id == plan, Klusevaluatie.dag == dag)
        tx.execute(update(Klusevaluatie).where(*deze).values(herinnerd_op=op))
    return [(plan, dag, wie[plan]) for plan, dag in rows]


# ------------------------------------------------------------------ other work, reported or not
def _melding(row: Nevenwerkmelding) -> BewaardeMelding:
    melding = rules.Nevenwerkmelding(
        row.medewerker, row.organisatie, row.gemeld, row.gemeld_op, row.gewijzigd_op
    )
    return BewaardeMelding(melding, row.versie)


def get_melding(tx: Session, medewerker: UUID, lock: bool = False) -> BewaardeMelding | None:
    vraag = select(Nevenwerkmelding).where(Nevenwerkmelding.medewerker == medewerker)
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _melding(row) if row else None


def get_melding_bij(tx: Session, medewerker: UUID, organisatie: str) -> BewaardeMelding | None:
    """Of an employee of this organisation; of anybody else there is nothing."""
    row = tx.scalars(
        select(Nevenwerkmelding).where(
            Nevenwerkmelding.medewerker == medewerker, Nevenwerkmelding.organisatie == organisatie
        )
    ).one_or_none()
    return _melding(row) if row else None


def set_melding(
    tx: Session, oud: BewaardeMelding | None, melding: rules.Nevenwerkmelding, op: datetime
) -> BewaardeMelding | None:
    """Store what was reported. None: somebody just did, at the same time."""
    if oud is None:
        row = Nevenwerkmelding(medewerker=melding.medewerker, versie=1)
    else:
        row = tx.get_one(Nevenwerkmelding, melding.medewerker)
        row.versie = oud.versie + 1
    row.organisatie, row.gemeld = melding.organisatie, melding.gemeld
    row.gemeld_op, row.gewijzigd_op = melding.gemeld_op, op
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    return _melding(row)


def wis_melding(tx: Session, medewerker: UUID) -> None:
    tx.execute(delete(Nevenwerkmelding).where(Nevenwerkmelding.medewerker == medewerker))
