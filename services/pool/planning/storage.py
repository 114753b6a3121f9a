"""Needs: from rows to facts and back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker, Niveau, ziet_plan
from services.pool.kijker import BASE_PATH
from services.pool.planning import rules
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.tables import Behoefte, BehoefteOvergang
from shared import events

VELDEN = tuple(veld.name for veld in fields(rules.Behoefte))


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A need as it is stored."""

    id: UUID
    behoefte: rules.Behoefte
    status: BehoefteStatus
    kenmerk: str | None
    feiten_hash: str | None
    versie: int


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None: no filter."""

    status: BehoefteStatus | None = None
    verband: UUID | None = None
    inlener: str | None = None
    functie: str | None = None


def _bewaard(row: Behoefte) -> Bewaard:
    velden = {naam: getattr(row, naam) for naam in VELDEN}
    velden["niveau"] = Niveau(row.niveau) if row.niveau else None
    behoefte = rules.Behoefte(**velden)
    status = BehoefteStatus(row.status)
    return Bewaard(row.id, behoefte, status, row.kenmerk, row.feiten_hash, row.versie)


def _zichtbaar(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    """`ziet_plan` as a condition, with the filters."""
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return false()
    ziet = or_(Behoefte.inlener == kijker.organisatie, Behoefte.verband.in_(kijker.verbanden))
    gevraagd = [
        getattr(Behoefte, naam) == waarde
        for naam, waarde in asdict(vraag).items()
        if waarde is not None
    ]
    return and_(ziet, *gevraagd)


def list_behoeften(
    tx: Session, kijker: Kijker, vraag: Zoekvraag, offset: int, limit: int
) -> list[Bewaard]:
    """The needs that the caller sees, newest first."""
    rows = tx.scalars(
        select(Behoefte)
        .where(_zichtbaar(kijker, vraag))
        .order_by(Behoefte.aangemaakt_op.desc(), Behoefte.id)
        .offset(offset)
        .limit(limit)
    )
    return [_bewaard(row) for row in rows]


def count_behoeften(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Behoefte.id)).where(_zichtbaar(kijker, vraag))) or 0


def get_behoefte(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Bewaard | None:
    """A need that the caller sees."""
    bewaard = haal(tx, id, lock=lock)
    if bewaard is None:
        return None
    behoefte = bewaard.behoefte
    return bewaard if ziet_plan(behoefte.verband, behoefte.inlener, kijker) else None


def haal(tx: Session, id: UUID, lock: bool = False) -> Bewaard | None:
    """A need for a decision, whoever asks; `lock` holds it until the end of the transaction."""
    vraag = select(Behoefte).where(Behoefte.id == id).execution_options(populate_existing=True)
    if lock:
        vraag = vraag.with_for_update()
    row = tx.scalars(vraag).one_or_none()
    return _bewaard(row) if row else None


def list_voor_toewijzing(tx: Session, verband: UUID, ook: Iterable[UUID] = ()) -> list[Bewaard]:
    """Open needs of a verband, in order of id; `ook` counts whatever its status."""
    is_open = and_(Behoefte.verband == verband, Behoefte.status == BehoefteStatus.OPEN)
    vraag = select(Behoefte).where(or_(is_open, Behoefte.id.in_(list(ook)))).order_by(Behoefte.id)
    rows = tx.scalars(vraag.execution_options(populate_existing=True))
    return [_bewaard(row) for row in rows]


def list_geleverd(tx: Session, inlener: str, kenmerken: Iterable[str]) -> dict[str, Bewaard]:
    """Needs that an organisation delivered before, by its own number; held for a change."""
    rows = tx.scalars(
        select(Behoefte)
        .where(Behoefte.inlener == inlener, Behoefte.kenmerk.in_(list(kenmerken)))
        .order_by(Behoefte.id)
        .with_for_update()
    )
    return {row.kenmerk: _bewaard(row) for row in rows if row.kenmerk}


def add_behoefte(
    tx: Session,
    id: UUID,
    behoefte: rules.Behoefte,
    status: BehoefteStatus,
    door: str | None,
    op: datetime,
    levering: Mapping[str, Any] | None = None,
) -> Bewaard:
    """Store a need; one that is complete is open at once, and that is logged and told."""
    row = Behoefte(
        id=id, status=status, aangemaakt_op=op, versie=1, **asdict(behoefte), **(levering or {})
    )
    tx.add(row)
    tx.flush()
    bewaard = _bewaard(row)
    if status is BehoefteStatus.OPEN:
        reden = "De behoefte is compleet."
        _log(tx, id, BehoefteStatus.CONCEPT, status, reden, door, op)
        meld(tx, "behoefte-opengesteld", bewaard, op)
    return bewaard


def set_behoefte(
    tx: Session, oud: Bewaard, behoefte: rules.Behoefte, op: datetime, feiten_hash: str | None
) -> Bewaard:
    """Store changed fields; tells it when others can see the need already."""
    row = tx.get_one(Behoefte, oud.id)
    for naam, waarde in asdict(behoefte).items():
        setattr(row, naam, waarde)
    row.feiten_hash, row.versie = feiten_hash, oud.versie + 1
    tx.flush()
    bewaard = _bewaard(row)
    meld(tx, "behoefte-gewijzigd", bewaard, op)
    return bewaard


def set_status(
    tx: Session, oud: Bewaard, naar: BehoefteStatus, reden: str, door: str | None, op: datetime
) -> Bewaard:
    """Store, log and tell another status."""
    row = tx.get_one(Behoefte, oud.id)
    row.status, row.versie = naar, oud.versie + 1
    tx.flush()
    _log(tx, oud.id, oud.status, naar, reden, door, op)
    bewaard = _bewaard(row)
    soort = "opengesteld" if naar is BehoefteStatus.OPEN else str(naar)
    meld(tx, f"behoefte-{soort}", bewaard, op)
    return bewaard


def _log(
    tx: Session,
    id: UUID,
    van: BehoefteStatus,
    naar: BehoefteStatus,
    reden: str,
    door: str | None,
    op: datetime,
) -> None:
    tx.add(BehoefteOvergang(behoefte_id=id, van=van, naar=naar, reden=reden, door=door, op=op))


def list_overgangen(tx: Session, id: UUID) -> list[dict[str, Any]]:
    """The log of a need, oldest first."""
    rows = tx.scalars(
        select(BehoefteOvergang)
        .where(BehoefteOvergang.behoefte_id == id)
        .order_by(BehoefteOvergang.nr)
        .limit(1000)
    )
    return [{"van": r.van, "naar": r.naar, "reden": r.reden, "op": r.op} for r in rows]


def meld(tx: Session, type: str, bewaard: Bewaard, op: datetime) -> None:
    """Tell who sees the need what happened to it."""
    verband = bewaard.behoefte.verband
    publiek = events.Publiek(
        organisaties=frozenset({bewaard.behoefte.inlener}),
        verbanden=frozenset({verband} if verband else ()),
        rollen=PLANNERS | MEEKIJKERS,
    )
    events.record(tx, type, bewaard.id, publiek, op, f"{BASE_PATH}/behoeften/{bewaard.id}")
