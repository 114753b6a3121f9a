"""Salary tables, from rows to facts and back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.salaristabel import rules
from services.vacatures.salaristabel.tables import Salarisregel, Salaristabel
from shared.caller import Caller

BASE_PATH = "/vacatures/v1"


def get_tabel(tx: Session, id: UUID, werkgevers: Iterable[str]) -> rules.Salaristabel | None:
    """One version with its rows, if it is of one of these; of another costs what none costs."""
    own = Salaristabel.werkgever.in_(sorted(werkgevers))
    row = tx.scalars(select(Salaristabel).where(Salaristabel.id == id, own)).one_or_none()
    return _with_rows(tx, row) if row else None


def tabel_op(tx: Session, werkgever: str, cao: str, dag: date) -> rules.Salaristabel | None:
    """The table in force on a day: the last that began, in its last version; two queries.

    An employer's own goes before the one of the platform, also an older one.
    """
    both = Salaristabel.werkgever.in_([werkgever, rules.PLATFORM])
    query = select(Salaristabel).where(both, Salaristabel.cao == cao)
    newest = query.where(Salaristabel.geldig_vanaf <= dag).order_by(
        Salaristabel.werkgever == rules.PLATFORM,
        Salaristabel.geldig_vanaf.desc(),
        Salaristabel.versie.desc(),
    )
    row = tx.scalars(newest.limit(1)).one_or_none()
    return _with_rows(tx, row) if row else None


def laatste_versie(
    tx: Session, werkgever: str, cao: str, geldig_vanaf: date
) -> rules.Salaristabel | None:
    """The last version for a day; nobody else adds one until this transaction ends."""
    key = f"salaristabel:{werkgever}:{cao}"
    tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    query = _of(werkgever, cao).where(Salaristabel.geldig_vanaf == geldig_vanaf)
    row = tx.scalars(query.order_by(Salaristabel.versie.desc()).limit(1)).one_or_none()
    return _with_rows(tx, row) if row else None


def add_tabel(
    tx: Session, tabel: rules.Salaristabel, beller: Caller, nu: datetime
) -> rules.Salaristabel:
    """Store a new version with its rows."""
    names = ("id", "werkgever", "cao", "geldig_vanaf", "versie", "bron", "reden")
    who = {name: getattr(beller, name) for name in ("organisatie", "client", "gebruiker")}
    facts = {name: getattr(tabel, name) for name in names}
    tx.add(Salaristabel(**facts, zekerheid=tabel.zekerheid.value, aangemaakt_op=nu, **who))
    tx.flush()
    rows = [
        {"tabel_id": tabel.id, "schaal": r.schaal, "periodiek": r.periodiek, "bedrag": r.bedrag}
        for r in tabel.regels
    ]
    tx.execute(insert(Salarisregel), rows)
    return tabel


def nieuwe_tabel(
    vorige: rules.Salaristabel | None,
    werkgever: str,
    cao: str,
    geldig_vanaf: date,
    bron: str,
    zekerheid: Zekerheid,
    regels: Sequence[rules.Salarisregel],
    reden: str | None,
) -> rules.Salaristabel:
    """A version to store: the first, or the one after `vorige`."""
    versie = vorige.versie + 1 if vorige else 1
    return rules.Salaristabel(
        uuid4(),
        werkgever,
        cao,
        geldig_vanaf,
        versie,
        bron,
        zekerheid,
        rules.geordend(regels),
        reden if vorige else None,
    )


def list_tabellen(
    tx: Session,
    werkgevers: Iterable[str],
    cao: str | None,
    geldig_op: date | None,
    offset: int,
    limit: int,
) -> tuple[list[rules.Salaristabel], int]:
    """Tables without their rows, the newest first; with `geldig_op` only those in force then."""
    query: Select[Salaristabel] = select(Salaristabel)
    query = query.where(Salaristabel.werkgever.in_(sorted(werkgevers)))
    if cao is not None:
        query = query.where(Salaristabel.cao == cao)
    if geldig_op is not None:
        newest = (
            select(Salaristabel.id)
            .where(Salaristabel.geldig_vanaf <= geldig_op)
            .ext(distinct_on(Salaristabel.werkgever, Salaristabel.cao))
            .order_by(
                Salaristabel.werkgever,
                Salaristabel.cao,
                Salaristabel.geldig_vanaf.desc(),
                Salaristabel.versie.desc(),
            )
        )
        query = query.where(Salaristabel.id.in_(newest))
    count = tx.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(
        Salaristabel.geldig_vanaf.desc(), Salaristabel.versie.desc(), Salaristabel.id
    )
    rows = tx.scalars(query.offset(offset).limit(limit))
    return [_facts(row, ()) for row in rows], count


def wis_namen(tx: Session, voor: datetime) -> dict[str, int]:
    """Empty who uploaded the tables before a moment; the tables stay."""
    old = update(Salaristabel).where(Salaristabel.aangemaakt_op < voor)
    named = old.where(Salaristabel.gebruiker.is_not(None)).values(gebruiker=None)
    return {"salaristabel": len(tx.scalars(named.returning(Salaristabel.id)).all())}


def _of(werkgever: str, cao: str) -> Select[Salaristabel]:
    return select(Salaristabel).where(Salaristabel.werkgever == werkgever, Salaristabel.cao == cao)


def _with_rows(tx: Session, row: Salaristabel) -> rules.Salaristabel:
    rows = tx.scalars(select(Salarisregel).where(Salarisregel.tabel_id == row.id))
    return _facts(row, [rules.Salarisregel(r.schaal, r.periodiek, r.bedrag) for r in rows])


def _facts(row: Salaristabel, regels: Sequence[rules.Salarisregel]) -> rules.Salaristabel:
    return rules.Salaristabel(
        row.id,
        row.werkgever,
        row.cao,
        row.geldig_vanaf,
        row.versie,
        row.bron,
        Zekerheid(row.zekerheid),
        rules.geordend(regels),
        row.reden,
    )
