"""Needs: from rows to facts and back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker, Niveau, ziet_plan
from services.pool.kijker import BASE_PATH
from services.pool.planning import rules
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.storage.dekking import list_dekking as list_dekking
from services.pool.planning.storage.dekking import set_dekking as set_dekking
from services.pool.planning.storage.dekking import wis_dekking as wis_dekking
from services.pool.planning.tables import Behoefte, BehoefteOvergang
from shared import events

GEDEELD = (BehoefteStatus.OPEN, BehoefteStatus.VERVULD)
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
    groep: UUID | None = None  # needs that one person could do together
    gedeeld_op: datetime | None = None  # when the verband first saw it

    @property
    def is_gedeeld(self) -> bool:
        """A concept is its own organisation's; what was open once is known to the verband."""
        return self.gedeeld_op is not None or self.status in GEDEELD


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None: no filter."""

    status: BehoefteStatus | None = None
    verband: UUID | None = None
    inlener: str | None = None
    functie: str | None = None
    project: UUID | None = None
    reeks: UUID | None = None


def _bewaard(row: Behoefte) -> Bewaard:
    velden = {naam: getattr(row, naam) for naam in VELDEN}
    velden["niveau"] = Niveau(row.niveau) if row.niveau else None
    velden["soort"] = rules.BehoefteSoort(row.soort)
    velden["leiding"] = rules.Leiding(row.leiding) if row.leiding else None
    velden["urgentie"] = rules.Urgentie(row.urgentie)
    velden["bron"] = rules.Bron(row.bron)
    return Bewaard(
        row.id,
        rules.Behoefte(**velden),
        BehoefteStatus(row.status),
        row.kenmerk,
        row.feiten_hash,
        row.versie,
        row.groep_id,
        row.gedeeld_op,
    )


def gedeeld() -> ColumnElement[bool]:
    """`Bewaard.is_gedeeld` as a condition."""
    return or_(Behoefte.gedeeld_op.is_not(None), Behoefte.status.in_(GEDEELD))


def _zichtbaar(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    """`ziet_plan` as a condition, with the filters."""
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return false()
    partner = and_(Behoefte.verband.in_(kijker.verbanden), gedeeld())
    ziet = or_(Behoefte.inlener == kijker.organisatie, partner)
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
    is_eigen = behoefte.inlener == kijker.organisatie
    deelt = ziet_plan(behoefte.verband, behoefte.inlener, kijker)
    return bewaard if deelt and (is_eigen or bewaard.is_gedeeld) else None


def haal(tx: Session, id: UUID, lock: bool = False) -> Bewaard | None:
    """A need for a decision, whoever asks; `lock` holds it until the end of the transaction."""
    vraag = select(Behoefte).where(Behoefte.id == id).execution_options(populate_existing=True)
    if lock:
        vraag = vraag.with_for_update()
    row = tx.scalars(vraag).one_or_none()
    return _bewaard(row) if row else None


def lock(tx: Session, ids: Iterable[UUID]) -> None:
    """Hold these needs, in order of id, until the end of the transaction."""
    vraag = select(Behoefte.id).where(Behoefte.id.in_(set(ids))).order_by(Behoefte.id)
    tx.execute(vraag.with_for_update()).all()


def vraagt_handen() -> ColumnElement[bool]:
    """A need for a result under direction of who makes it is no work for a pool."""
    return or_(
        Behoefte.leiding == rules.Leiding.INLENER,
        and_(Behoefte.leiding.is_(None), Behoefte.soort == rules.BehoefteSoort.FUNCTIE),
    )


def list_voor_toewijzing(tx: Session, verband: UUID, ook: Iterable[UUID] = ()) -> list[Bewaard]:
    """Open needs of a verband, in order of id; `ook` counts whatever its status."""
    is_open = and_(Behoefte.status == BehoefteStatus.OPEN, vraagt_handen())
    vraag = select(Behoefte).where(
        Behoefte.verband == verband, or_(is_open, Behoefte.id.in_(list(ook)))
    )
    vraag = vraag.order_by(Behoefte.id)
    rows = tx.scalars(vraag.execution_options(populate_existing=True))
    return [_bewaard(row) for row in rows]


def list_geleverd(tx: Session, inlener: str, kenmerken: Iterable[str]) -> dict[str, Bewaard]:
    """Needs of an organisation by its own number, or by ours when it has none; held for a change.

    Who exported a need that was entered here brings it back with our number.
    """
    gevraagd = list(kenmerken)
    nummers = [nummer for een in gevraagd if (nummer := _als_nummer(een)) is not None]
    zonder = and_(Behoefte.kenmerk.is_(None), Behoefte.id.in_(nummers))
    rows = tx.scalars(
        select(Behoefte)
        .where(Behoefte.inlener == inlener, or_(Behoefte.kenmerk.in_(gevraagd), zonder))
        .order_by(Behoefte.id)
        .with_for_update()
    )
    return {row.kenmerk or str(row.id): _bewaard(row) for row in rows}


def _als_nummer(tekst: str) -> UUID | None:
    try:
        nummer = UUID(tekst)
    except ValueError:
        return None
    return nummer if str(nummer) == tekst else None


def list_eigen(tx: Session, inlener: str, offset: int, limit: int) -> list[Bewaard]:
    """Every need of an organisation, oldest first: for a file."""
    vraag = select(Behoefte).where(Behoefte.inlener == inlener)
    vraag = vraag.order_by(Behoefte.aangemaakt_op, Behoefte.id).offset(offset).limit(limit)
    return [_bewaard(row) for row in tx.scalars(vraag)]


def list_voor_planning(
    tx: Session,
    verband: UUID | None = None,
    projecten: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
) -> list[Bewaard]:
    """What the verband knows of needs that ask for people: open, filled, or dropped after that."""
    vraag = select(Behoefte).where(gedeeld()).order_by(Behoefte.id)
    vraag = vraag.where(Behoefte.verband == verband if verband else true())
    if projecten is not None:
        vraag = vraag.where(Behoefte.project.in_(list(projecten)))
    if ids is not None:
        vraag = vraag.where(Behoefte.id.in_(list(ids)))
    return [_bewaard(row) for row in tx.scalars(vraag)]


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
        id=id,
        status=status,
        gedeeld_op=op if status in GEDEELD else None,
        aangemaakt_op=op,
        versie=1,
        **asdict(behoefte),
        **(levering or {}),
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
    if row.gedeeld_op is None and {naar, oud.status} & set(GEDEELD):
        row.gedeeld_op = op
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
    """Tell who sees the need what happened to it; of a concept that is its own organisation."""
    verband = bewaard.behoefte.verband if bewaard.is_gedeeld else None
    publiek = events.Publiek(
        organisaties=frozenset({bewaard.behoefte.inlener}),
        verbanden=frozenset({verband} if verband else ()),
        rollen=PLANNERS | MEEKIJKERS,
    )
    events.record(tx, type, bewaard.id, publiek, op, f"{BASE_PATH}/behoeften/{bewaard.id}")
