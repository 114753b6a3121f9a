"""Moves, from rows to facts and back; every query of the room."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, false, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.aanbod import storage as aanbiedingen
from services.vacatures.overstap import rules
from services.vacatures.overstap.rules import Overstappartij, Overstapstatus
from services.vacatures.overstap.tables import (
    Overstap,
    Overstaplog,
    Overstappunt,
    Overstaptoelichting,
)
from services.vacatures.sollicitatie.storage import Dossier
from services.vacatures.vacature import storage as vacatures
from shared import events
from shared.caller import Caller

# The rows that go from one call of a route to the next.
Row = Overstap
Punt = Overstappunt


def add_overstap(
    tx: Session, dossier: Dossier, naar: str, vroegst: date, beller: Caller, nu: datetime
) -> Row:
    """Store the move of who accepted the last offer on this application."""
    aanbod = aanbiedingen.get_laatste(tx, dossier.kandidaat.sollicitatie)
    assert aanbod is not None  # nobody accepts what was not offered
    assert dossier.organisatie is not None  # or it is no move
    row = Overstap(
        id=uuid4(),
        sollicitatie_id=dossier.kandidaat.sollicitatie,
        medewerker=dossier.medewerker,
        van=dossier.organisatie,
        naar=naar,
        contractsoort=aanbod.contractsoort,
        uren=aanbod.uren,
        vroegste_start_datum=vroegst,
        status=Overstapstatus.AFGESPROKEN.value,
        afgesproken_op=nu,
    )
    tx.add(row)
    tx.flush()
    _log(tx, row, None, Overstappartij.MEDEWERKER, beller, nu, None)
    return row


def get_overstap(tx: Session, id: UUID, *, lock: bool = False) -> Row | None:
    """One move; with `lock` nobody else changes it until this transaction ends."""
    return tx.get(Row, id, with_for_update=lock, populate_existing=lock)


def get_bij(tx: Session, sollicitatie: UUID) -> Row | None:
    """The move that came of an application, locked."""
    query = select(Row).where(Row.sollicitatie_id == sollicitatie)
    query = query.execution_options(populate_existing=True)
    return tx.scalars(query.with_for_update()).one_or_none()


def list_van(
    tx: Session,
    medewerker: UUID | None,
    thuis: Collection[str],
    nieuw: Collection[str],
    offset: int,
    limit: int,
) -> tuple[Sequence[Row], int]:
    """Moves of this person, or from and to these organisations: newest first, and how many."""
    own: ColumnElement[bool] = Row.medewerker == medewerker if medewerker else false()
    mine = or_(own, Row.van.in_(thuis), Row.naar.in_(nieuw))
    count = tx.scalar(select(func.count()).select_from(Row).where(mine)) or 0
    query = select(Row).where(mine).order_by(Row.afgesproken_op.desc(), Row.id)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


def list_punten(tx: Session, id: UUID) -> dict[str, Overstappunt]:
    """What was recorded, per code of the checklist."""
    rows = tx.scalars(select(Overstappunt).where(Overstappunt.overstap_id == id))
    return {row.code: row for row in rows}


def list_gedaan(tx: Session, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Codes of what was done, per move."""
    done = select(Overstappunt.overstap_id, Overstappunt.code).where(
        Overstappunt.overstap_id.in_(ids), Overstappunt.gedaan_op.is_not(None)
    )
    gedaan: dict[UUID, list[str]] = {id: [] for id in ids}
    for id, code in tx.execute(done):
        gedaan[id].append(code)
    return gedaan


def list_log(tx: Session, id: UUID, offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The changes of status of one move, the oldest first, and how many there are."""
    own = Overstaplog.overstap_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = (
        select(Overstaplog, Overstaptoelichting.reden)
        .outerjoin(Overstaptoelichting, Overstaptoelichting.log_nr == Overstaplog.nr)
        .where(own)
        .order_by(Overstaplog.nr)
        .offset(offset)
        .limit(limit)
    )
    names = ("overstap_id", "van", "naar", "partij", "gebruiker")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op, "reden": reden}
        for row, reden in tx.execute(query)
    ]
    return rows, count


# ---- writing ------------------------------------------------------------------------------------
def set_start(row: Row, start: rules.Start, reden: str | None) -> None:
    """Store who named which first day."""
    row.start_datum = start.datum
    row.voorstel_datum = start.voorstel
    row.voorstel_door = start.voorstel_door
    row.start_reden = reden or row.start_reden
    row.versie += 1


def set_schaalafspraak(row: Row, afspraak: str | None) -> None:
    """Store what was agreed about the scale, in words and without amounts of earlier pay."""
    row.schaalafspraak = afspraak
    row.versie += 1


def set_punt(
    tx: Session,
    row: Row,
    code: str,
    gedaan_op: date | None,
    antwoord: bool | None,
    partij: Overstappartij,
    beller: Caller,
    nu: datetime,
) -> None:
    """Store what was arranged; the last word counts."""
    values = {
        "gedaan_op": gedaan_op,
        "antwoord": antwoord,
        "partij": partij.value,
        "gebruiker": beller.gebruiker,
        "vastgelegd_op": nu,
    }
    new = insert(Overstappunt).values(overstap_id=row.id, code=code, **values)
    keys = [Overstappunt.overstap_id, Overstappunt.code]
    tx.execute(new.on_conflict_do_update(index_elements=keys, set_=values))
    row.versie += 1


def set_status(
    tx: Session,
    row: Row,
    naar: Overstapstatus,
    partij: Overstappartij,
    beller: Caller,
    nu: datetime,
    reden: str | None,
) -> None:
    """Go to another status and log who did it; the reason stands apart."""
    van = row.status
    row.status = naar.value
    row.versie += 1
    _log(tx, row, van, partij, beller, nu, reden)


def meld(tx: Session, type: str, row: Row, nu: datetime) -> None:
    """Tell HR of both employers, and nobody else."""
    publiek = events.Publiek(
        organisaties=frozenset({row.van, row.naar}), rollen=frozenset({"hr_adviseur"})
    )
    events.record(tx, type, row.id, publiek, nu, f"{vacatures.BASE_PATH}/overstappen/{row.id}")


def _log(
    tx: Session,
    row: Row,
    van: str | None,
    partij: Overstappartij,
    beller: Caller,
    nu: datetime,
    reden: str | None,
) -> None:
    line = Overstaplog(
        overstap_id=row.id,
        van=van,
        naar=row.status,
        op=nu,
        partij=partij.value,
        client=beller.client,
        gebruiker=beller.gebruiker,
    )
    tx.add(line)
    tx.flush()
    if reden:
        tx.add(Overstaptoelichting(log_nr=line.nr, reden=reden))


# ---- keeping and erasing ------------------------------------------------------------------------
def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about a person."""
    rows = tx.scalars(select(Row).where(Row.medewerker == persoon).order_by(Row.afgesproken_op))
    return {
        "overstappen": [
            {
                "id": str(row.id),
                "van": row.van,
                "naar": row.naar,
                "status": row.status,
                "contractsoort": row.contractsoort,
                "uren": float(row.uren),
                "vroegsteStartDatum": row.vroegste_start_datum.isoformat(),
                "startDatum": row.start_datum.isoformat() if row.start_datum else None,
                "startReden": row.start_reden,
                "schaalafspraak": row.schaalafspraak,
                "afgesprokenOp": row.afgesproken_op.isoformat(),
                "geregeld": [
                    {
                        "code": punt.code,
                        "gedaanOp": punt.gedaan_op.isoformat() if punt.gedaan_op else None,
                        "antwoord": punt.antwoord,
                    }
                    for punt in list_punten(tx, row.id).values()
                ],
            }
            for row in rows
        ]
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what hangs on these persons; from which employer to which stays, by the month."""
    return _wis(tx, Row.medewerker.in_(personen))


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001 (one form for every room)
    """Erase what hangs on these applications; counts of moves stay right."""
    return _wis(tx, Row.sollicitatie_id.in_(ids))


def _wis(tx: Session, welke: ColumnElement[bool]) -> dict[str, int]:
    ids = tx.scalars(select(Row.id).where(welke)).all()
    logs = select(Overstaplog.nr).where(Overstaplog.overstap_id.in_(ids))
    gone = tx.scalars(
        delete(Overstaptoelichting)
        .where(Overstaptoelichting.log_nr.in_(logs))
        .returning(Overstaptoelichting.log_nr)
    ).all()
    punten = tx.scalars(
        delete(Overstappunt).where(Overstappunt.overstap_id.in_(ids)).returning(Overstappunt.code)
    ).all()
    month: ColumnElement[str] = literal_column("'month'")
    tx.execute(
        update(Overstaplog)
        .where(Overstaplog.overstap_id.in_(ids))
        .values(gebruiker=None, client=None, op=func.date_trunc(month, Overstaplog.op))
    )
    tx.execute(
        update(Row)
        .where(Row.id.in_(ids))
        .values(
            id=func.gen_random_uuid(),
            medewerker=func.gen_random_uuid(),
            start_reden=None,
            schaalafspraak=None,
            voorstel_datum=None,
            vroegste_start_datum=func.date_trunc(month, Row.vroegste_start_datum),
            start_datum=func.date_trunc(month, Row.start_datum),
            afgesproken_op=func.date_trunc(month, Row.afgesproken_op),
        )
    )
    return {"overstap": len(ids), "overstappunt": len(punten), "overstaptoelichting": len(gone)}
