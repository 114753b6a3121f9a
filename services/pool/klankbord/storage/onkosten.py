"""Claims: from rows to facts and back; and the sum of a year."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, extract, func, or_, select
from sqlalchemy.orm import Session

from services.pool.klankbord import rules
from services.pool.klankbord.rules import VRAGERS, Klankbordlezer, Onkostensoort, Onkostenstatus
from services.pool.klankbord.tables import Klankbordkoppeling, Klankbordonkosten, Klankbordvraag


@dataclass(frozen=True, slots=True)
class BewaardeOnkosten:
    """A claim as stored."""

    onkosten: rules.Onkosten
    ingediend_op: datetime
    besloten_op: datetime | None
    versie: int


def _onkosten(row: Klankbordonkosten) -> BewaardeOnkosten:
    onkosten = rules.Onkosten(
        row.id, row.verband, row.koppeling_id, row.persoon, row.organisatie,
        Onkostensoort(row.soort), row.dag, row.bedrag_cent, Onkostenstatus(row.status),
    )  # fmt: skip
    return BewaardeOnkosten(onkosten, row.ingediend_op, row.besloten_op, row.versie)


def add_onkosten(tx: Session, onkosten: rules.Onkosten, op: datetime) -> BewaardeOnkosten:
    row = Klankbordonkosten(
        id=onkosten.id,
        verband=onkosten.verband,
        koppeling_id=onkosten.koppeling,
        persoon=onkosten.persoon,
        organisatie=onkosten.organisatie,
        soort=onkosten.soort,
        dag=onkosten.dag,
        bedrag_cent=onkosten.bedrag_cent,
        status=onkosten.status,
        ingediend_op=op,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return _onkosten(row)


def beslist(lezer: Klankbordlezer) -> ColumnElement[bool]:
    """Who decides: the asking organisation; of a personal question a makelaar who may read it."""
    keuzes: list[ColumnElement[bool]] = []
    if lezer.rollen & VRAGERS and lezer.organisatie is not None:
        keuzes.append(Klankbordonkosten.organisatie == lezer.organisatie)
    if "makelaar" in lezer.rollen:
        # Not of the asker's own employer; once the question is gone nothing ties the claim to it.
        thuis = (
            select(Klankbordvraag.id)
            .join(Klankbordkoppeling, Klankbordkoppeling.vraag_id == Klankbordvraag.id)
            .where(
                Klankbordkoppeling.id == Klankbordonkosten.koppeling_id,
                Klankbordvraag.organisatie == lezer.organisatie,
                ~Klankbordvraag.ook_eigen_makelaar,
            )
        )
        mee = Klankbordonkosten.verband.in_(lezer.verbanden)
        keuzes.append(and_(mee, Klankbordonkosten.organisatie.is_(None), ~thuis.exists()))
    return or_(*keuzes) if keuzes else Klankbordonkosten.id.is_(None)


def _ziet(lezer: Klankbordlezer) -> ColumnElement[bool]:
    return or_(Klankbordonkosten.persoon == lezer.zelf, beslist(lezer))


def get_onkosten(
    tx: Session, id: UUID, lezer: Klankbordlezer, lock: bool = False
) -> BewaardeOnkosten | None:
    """For the expert, and for who decides."""
    vraag = select(Klankbordonkosten).where(Klankbordonkosten.id == id, _ziet(lezer))
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _onkosten(row) if row else None


def mag_beslissen(tx: Session, id: UUID, lezer: Klankbordlezer) -> bool:
    vraag = select(Klankbordonkosten.id).where(Klankbordonkosten.id == id, beslist(lezer))
    return tx.scalar(vraag) is not None


def list_onkosten(
    tx: Session, lezer: Klankbordlezer, offset: int, limit: int
) -> list[BewaardeOnkosten]:
    """The newest first."""
    vraag = select(Klankbordonkosten).where(_ziet(lezer))
    vraag = vraag.order_by(Klankbordonkosten.ingediend_op.desc(), Klankbordonkosten.id)
    return [_onkosten(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_onkosten(tx: Session, lezer: Klankbordlezer) -> int:
    return tx.scalar(select(func.count(Klankbordonkosten.id)).where(_ziet(lezer))) or 0


def set_besluit(
    tx: Session, oud: BewaardeOnkosten, naar: Onkostenstatus, door: str, op: datetime
) -> BewaardeOnkosten:
    """Approved or not, in the row that is held."""
    row = tx.get_one(Klankbordonkosten, oud.onkosten.id)
    row.status, row.door, row.besloten_op, row.versie = naar, door, op, oud.versie + 1
    tx.flush()
    return _onkosten(row)


def jaartotaal(tx: Session, verband: UUID, persoon: UUID, dag: date) -> int:
    """Euro cents claimed and not refused in the calendar year of a day, in one verband."""
    som = select(func.coalesce(func.sum(Klankbordonkosten.bedrag_cent), 0)).where(
        Klankbordonkosten.verband == verband,
        Klankbordonkosten.persoon == persoon,
        Klankbordonkosten.status != Onkostenstatus.AFGEWEZEN,
        extract("year", Klankbordonkosten.dag) == dag.year,
    )
    return int(tx.scalar(som) or 0)
