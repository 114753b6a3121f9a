"""Offers and reasoned deviations, from rules to rows and back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, insert, literal_column, select, update
from sqlalchemy.orm import Session

from services.vacatures.aanbod import rules
from services.vacatures.aanbod.tables import Aanbod, Afwijking
from services.vacatures.sollicitatie.tables import Sollicitatie
from shared.caller import Caller

# The rows that go from one call of a route to the next.
Row = Aanbod


def add_aanbod(
    tx: Session,
    sollicitatie: UUID,
    aanbod: rules.Aanbod,
    vroegste_start: date,
    akkoord_nodig: bool,
    beller: Caller,
    nu: datetime,
) -> Row:
    """Store an offer made by a person."""
    row = Aanbod(
        id=uuid4(),
        sollicitatie_id=sollicitatie,
        vroegste_start_datum=vroegste_start,
        gedaan_op=nu,
        akkoord_nodig=akkoord_nodig,
        kandidaat_akkoord=False,
        client=beller.client,
        gebruiker=beller.gebruiker or "",
        **asdict(aanbod),
    )
    tx.add(row)
    tx.flush()
    return row


def get_aanbod(tx: Session, sollicitatie: UUID, id: UUID) -> tuple[Row, bool] | None:
    """One offer on an application, and whether it is the last."""
    row = tx.get(Row, id)
    if row is None or row.sollicitatie_id != sollicitatie:
        return None
    laatste = get_laatste(tx, sollicitatie)
    return row, laatste is not None and laatste.id == id


def get_laatste(tx: Session, sollicitatie: UUID) -> Row | None:
    """The last offer on an application."""
    query = select(Row).where(Row.sollicitatie_id == sollicitatie)
    newest = query.order_by(Row.gedaan_op.desc(), Row.id.desc()).limit(1)
    return tx.scalars(newest.execution_options(populate_existing=True)).one_or_none()


def set_akkoord(tx: Session, row: Row, nu: datetime) -> None:
    """The candidate agreed with less than the own contract."""
    row.kandidaat_akkoord = True
    row.akkoord_op = nu
    tx.flush()


def list_aanbiedingen(
    tx: Session, sollicitatie: UUID, offset: int, limit: int
) -> tuple[list[tuple[Aanbod, bool]], int]:
    """The offers on one application, the oldest first and whether it is the last; and how many."""
    own = Aanbod.sollicitatie_id == sollicitatie
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Aanbod).where(own).order_by(Aanbod.gedaan_op, Aanbod.id)
    rows = tx.scalars(query.offset(offset).limit(limit)).all()
    return [(row, offset + nr == count) for nr, row in enumerate(rows, 1)], count


def add_afwijkingen(
    tx: Session, aanbod: Row, gepasseerd: Sequence[UUID], reden: str, beller: Caller, nu: datetime
) -> None:
    """Store for each candidate who was passed over why that was."""
    shared = {"aanbod_id": aanbod.id, "reden": reden, "gebruiker": beller.gebruiker or "", "op": nu}
    if gepasseerd:
        rows = [{"id": uuid4(), "sollicitatie_id": id} | shared for id in gepasseerd]
        tx.execute(insert(Afwijking), rows)


def list_afwijkingen(
    tx: Session, sollicitatie: UUID, offset: int, limit: int
) -> tuple[Sequence[Afwijking], int]:
    """Why this candidate was passed over, the oldest first, and how often."""
    own = Afwijking.sollicitatie_id == sollicitatie
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Afwijking).where(own).order_by(Afwijking.op, Afwijking.id)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


# ---- keeping and erasing ------------------------------------------------------------------------
def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about a person; the reasons of offers to others are not in it."""
    own = select(Sollicitatie.id).where(Sollicitatie.medewerker == persoon)
    offers = select(Row).where(Row.sollicitatie_id.in_(own)).order_by(Row.gedaan_op, Row.id)
    passed = select(Afwijking).where(Afwijking.sollicitatie_id.in_(own))
    return {
        "aanbiedingen": [
            {
                "sollicitatie": str(row.sollicitatie_id),
                "contractsoort": row.contractsoort,
                "uren": float(row.uren),
                "schaal": row.schaal,
                "salaris": row.salaris,
                "redenContractsoort": row.reden_contractsoort,
                "kandidaatAkkoord": row.kandidaat_akkoord,
                "vroegsteStartDatum": row.vroegste_start_datum.isoformat(),
                "gedaanOp": row.gedaan_op.isoformat(),
            }
            for row in tx.scalars(offers)
        ],
        "afwijkingen": [
            {
                "sollicitatie": str(row.sollicitatie_id),
                "reden": row.reden,
                "op": row.op.isoformat(),
            }
            for row in tx.scalars(passed.order_by(Afwijking.op, Afwijking.id))
        ],
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what hangs on the applications of these persons; that an offer was made, stays."""
    own = select(Sollicitatie.id).where(Sollicitatie.medewerker.in_(personen))
    return _wis(tx, tx.scalars(own).all())


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001 (one form for every room)
    """Erase what hangs on these applications; numbers of offers and deviations stay right."""
    return _wis(tx, ids)


def _wis(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    month: ColumnElement[str] = literal_column("'month'")
    offers = tx.scalars(
        update(Row)
        .where(Row.sollicitatie_id.in_(ids))
        .values(
            id=func.gen_random_uuid(),  # deviations follow (ON UPDATE CASCADE)
            afwijking=None,
            reden_contractsoort=None,
            salaris=None,
            gebruiker="",
            client=None,
            gedaan_op=func.date_trunc(month, Row.gedaan_op),
            akkoord_op=func.date_trunc(month, Row.akkoord_op),
            vroegste_start_datum=func.date_trunc(month, Row.vroegste_start_datum),
        )
        .returning(Row.id)
        .execution_options(synchronize_session=False)
    ).all()
    passed = tx.scalars(
        update(Afwijking)
        .where(Afwijking.sollicitatie_id.in_(ids))
        .values(
            id=func.gen_random_uuid(),
            reden="",
            gebruiker="",
            op=func.date_trunc(month, Afwijking.op),
        )
        .returning(Afwijking.id)
        .execution_options(synchronize_session=False)
    ).all()
    return {"aanbod": len(offers), "afwijking": len(passed)}
