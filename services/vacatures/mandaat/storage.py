"""Mandates, from rows to facts and back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from services.vacatures.mandaat import rules
from services.vacatures.mandaat.rules import Mandaatstatus, Werkzaamheid
from services.vacatures.mandaat.tables import Mandaat, Mandaatlog
from shared import events, kalender
from shared.caller import Caller

BASE_PATH = "/vacatures/v1"


def handelt_voor(tx: Session, organisatie: str, nu: datetime) -> frozenset[str]:
    """The employers for whom this organisation may recruit now; one query."""
    return rules.handelt_voor(_lopend(tx, Mandaat.gemachtigde == organisatie, nu), nu)


def gemachtigden(tx: Session, werkgevers: Iterable[str], nu: datetime) -> frozenset[str]:
    """The organisations that may recruit for one of these employers now; one query."""
    rows = _lopend(tx, Mandaat.gever.in_(sorted(werkgevers)), nu)
    return frozenset(m.gemachtigde for m in rows if rules.handelt_voor([m], nu))


def _lopend(tx: Session, whose: Any, nu: datetime) -> list[rules.Mandaat]:
    # A day wider than needed: the rules decide about the edges of a day.
    near = select(Mandaat).where(whose, Mandaat.tot >= kalender.dag(nu) - timedelta(days=1))
    return [to_facts(row) for row in tx.scalars(near.where(Mandaat.ingetrokken_op.is_(None)))]


def list_tussen(tx: Session, gever: str, gemachtigde: str) -> list[rules.Mandaat]:
    """Every mandate between two organisations; nobody else gives one until this ends."""
    pair = f"mandaat:{gever}:{gemachtigde}"
    tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(pair, 0))))
    query = select(Mandaat).where(Mandaat.gever == gever, Mandaat.gemachtigde == gemachtigde)
    return [to_facts(row) for row in tx.scalars(query)]


def get_mandaat(
    tx: Session, id: UUID, organisatie: str, *, lock: bool = False
) -> rules.Mandaat | None:
    """A mandate for one of its two sides; for anybody else: None."""
    mine = or_(Mandaat.gever == organisatie, Mandaat.gemachtigde == organisatie)
    query = select(Mandaat).where(Mandaat.id == id, mine)
    if lock:
        query = query.with_for_update()
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return to_facts(row) if row else None


def list_mandaten(
    tx: Session, organisatie: str, kant: str | None, offset: int, limit: int
) -> tuple[list[rules.Mandaat], int]:
    """The mandates that an organisation gave or got, the one that ends last first."""
    sides = {"gegeven": Mandaat.gever, "gekregen": Mandaat.gemachtigde}
    mine = [column == organisatie for name, column in sides.items() if kant in (None, name)]
    count = tx.scalar(select(func.count()).select_from(Mandaat).where(or_(*mine))) or 0
    query = select(Mandaat).where(or_(*mine)).order_by(Mandaat.tot.desc(), Mandaat.id)
    return [to_facts(row) for row in tx.scalars(query.offset(offset).limit(limit))], count


def add_mandaat(
    tx: Session,
    gemachtigde: str,
    werkzaamheden: Iterable[Werkzaamheid],
    van: date,
    tot: date,
    beller: Caller,
    nu: datetime,
    reden: str | None,
) -> rules.Mandaat:
    """Store a mandate of the caller's organisation, with its line in the log."""
    assert beller.organisatie is not None
    row = Mandaat(
        id=uuid4(),
        gever=beller.organisatie,
        gemachtigde=gemachtigde,
        werkzaamheden=sorted(w.value for w in werkzaamheden),
        van=van,
        tot=tot,
        gegeven_op=nu,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    mandaat = to_facts(row)
    _log(tx, mandaat, None, rules.status_op(mandaat, nu), beller, nu, reden)
    _meld(tx, "mandaat-gegeven", mandaat, nu)
    return mandaat


def trek_in(
    tx: Session, mandaat: rules.Mandaat, beller: Caller, nu: datetime, reden: str | None
) -> None:
    """End a mandate at this moment, with its line in the log."""
    ended = update(Mandaat).where(Mandaat.id == mandaat.id)
    tx.execute(ended.values(ingetrokken_op=nu, versie=Mandaat.versie + 1))
    van = rules.status_op(mandaat, nu)
    _log(tx, mandaat, van, Mandaatstatus.INGETROKKEN, beller, nu, reden)
    _meld(tx, "mandaat-ingetrokken", mandaat, nu)


def list_log(tx: Session, id: UUID, offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Who gave and ended a mandate, the oldest first."""
    own = Mandaatlog.mandaat_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Mandaatlog).where(own).order_by(Mandaatlog.nr).offset(offset).limit(limit)
    names = ("mandaat_id", "van", "naar", "organisatie", "gebruiker", "reden")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op}
        for row in tx.scalars(query)
    ]
    return rows, count


def wis_namen(tx: Session, voor: datetime) -> dict[str, int]:
    """Empty who acted and why in lines before a moment; what was done and when stays."""
    old = update(Mandaatlog).where(Mandaatlog.op < voor, Mandaatlog.gebruiker.is_not(None))
    lines = tx.scalars(old.values(gebruiker=None, reden=None).returning(Mandaatlog.nr)).all()
    return {"mandaatlog": len(lines)}


def to_facts(row: Mandaat) -> rules.Mandaat:
    """The facts of one row."""
    return rules.Mandaat(
        row.id,
        row.gever,
        row.gemachtigde,
        frozenset(Werkzaamheid(w) for w in row.werkzaamheden),
        row.van,
        row.tot,
        row.gegeven_op,
        row.ingetrokken_op,
        row.versie,
    )


def _log(
    tx: Session,
    mandaat: rules.Mandaat,
    van: Mandaatstatus | None,
    naar: Mandaatstatus,
    beller: Caller,
    nu: datetime,
    reden: str | None,
) -> None:
    assert beller.organisatie is not None
    tx.add(
        Mandaatlog(
            mandaat_id=mandaat.id,
            van=van.value if van else None,
            naar=naar.value,
            op=nu,
            organisatie=beller.organisatie,
            client=beller.client,
            gebruiker=beller.gebruiker,
            reden=reden,
        )
    )


def _meld(tx: Session, type: str, mandaat: rules.Mandaat, nu: datetime) -> None:
    """Tell those who handle mandates on both sides, and nobody else."""
    sides = frozenset({mandaat.gever, mandaat.gemachtigde})
    publiek = events.Publiek(organisaties=sides, rollen=rules.MANDAATROLLEN)
    events.record(tx, type, mandaat.id, publiek, nu, f"{BASE_PATH}/mandaten/{mandaat.id}")
