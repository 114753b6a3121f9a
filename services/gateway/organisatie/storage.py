"""From rows to facts and back: every query on the register of organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, text
from sqlalchemy.orm import Session

from services.gateway.organisatie import rules
from services.gateway.organisatie.tables import Organisatie, OrganisatieImport

# The rows that go from one call of a route to the next.
Row = Organisatie
ImportRow = OrganisatieImport

FACTS = (
    "oin",
    "tooi",
    "naam",
    "website",
    "plaats",
    "pc4",
    "inwoners",
    "actief_vanaf",
    "actief_tot",
    "opvolger",
)


def to_facts(row: Row) -> rules.Organisatie:
    """What the rules know of a row."""
    return rules.Organisatie(
        soort=rules.Soort(row.soort),
        cao=rules.Cao(row.cao) if row.cao else None,
        **{name: getattr(row, name) for name in FACTS},
    )


def get(tx: Session, oin: str, lock: bool = False) -> Row | None:
    """The organisation with this OIN, also when it was abolished."""
    return tx.get(Row, oin, with_for_update={"key_share": True} if lock else None)


def names(tx: Session, oins: Iterable[str]) -> dict[str, str]:
    """Name per OIN, of those in the register."""
    found = tx.execute(select(Row.oin, Row.naam).where(Row.oin.in_(set(oins))))
    return {row.oin: row.naam for row in found}


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which organisations of the register; `vandaag` decides who is active."""

    vandaag: date
    soort: rules.Soort | None = None
    naam: str | None = None  # part of the name
    actief: bool | None = None


def find(tx: Session, keuze: Keuze, offset: int, limit: int) -> Sequence[Row]:
    """A page of the chosen organisations, by name."""
    chosen = select(Row).where(*_chosen(keuze)).order_by(Row.naam, Row.oin)
    return tx.scalars(chosen.offset(offset).limit(limit)).all()


def count(tx: Session, keuze: Keuze) -> int:
    """How many organisations are chosen."""
    return tx.scalar(select(func.count(Row.oin)).where(*_chosen(keuze))) or 0


def _chosen(keuze: Keuze) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if keuze.soort is not None:
        conditions.append(Row.soort == keuze.soort)
    if keuze.naam is not None:
        conditions.append(Row.naam.icontains(keuze.naam, autoescape=True))
    if keuze.actief is not None:
        active = _active(keuze.vandaag)
        conditions.append(active if keuze.actief else not_(active))
    return conditions


def _active(op: date) -> ColumnElement[bool]:
    """rules.is_actief, in SQL."""
    return and_(
        or_(Row.actief_vanaf.is_(None), Row.actief_vanaf <= op),
        or_(Row.actief_tot.is_(None), Row.actief_tot >= op),
    )


def lock_register(tx: Session) -> None:
    """One import at a time: each must see what the one before it did."""
    tx.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.organisatie'))"))


def holders(tx: Session, keys: Iterable[tuple[str, str]]) -> list[rules.Organisatie]:
    """Every organisation that holds one of these (TOOI, OIN)."""
    pairs = list(keys)
    found = tx.scalars(
        select(Row).where(
            or_(Row.tooi.in_({tooi for tooi, _ in pairs}), Row.oin.in_({oin for _, oin in pairs}))
        )
    )
    return [to_facts(row) for row in found]


def save(tx: Session, organisaties: Sequence[rules.Organisatie]) -> list[Row]:
    """Add each organisation, or change the one with its OIN."""
    oins = [organisatie.oin for organisatie in organisaties]
    known = {row.oin: row for row in tx.scalars(select(Row).where(Row.oin.in_(oins)))}
    rows = []
    for organisatie in organisaties:
        row = known.get(organisatie.oin) or Row(oin=organisatie.oin, versie=0)
        for name in (*FACTS, "soort", "cao"):
            setattr(row, name, getattr(organisatie, name))
        row.versie += 1
        rows.append(row)
    tx.add_all(rows)
    tx.flush()
    return rows


def add_import(
    tx: Session, client: str | None, op: datetime, regels: list[dict[str, Any]]
) -> ImportRow:
    """Keep what a delivery did, row by row."""
    row = ImportRow(geleverd_op=op, client=client, regels=regels)
    tx.add(row)
    tx.flush()
    return row


def get_import(tx: Session, id: UUID) -> ImportRow | None:
    """What an earlier delivery did."""
    return tx.get(ImportRow, id)
