"""From rows to facts and back: every query on medewerkers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.medewerker import rules
from services.gateway.medewerker.tables import Medewerker

# The rows that go from one call of a route to the next.
Row = Medewerker

SAME = (
    "extern_id",
    "naam",
    "email",
    "leidinggevende",
    "vast_contract",
    "synthetisch",
    "gebruikersnaam",
    "actief",
)


def to_facts(row: Row) -> rules.Medewerker:
    """What the rules know of a row."""
    herplaatsing = None
    if row.herplaatsing_sinds is not None:
        herplaatsing = rules.Herplaatsing(row.herplaatsing_sinds, row.herplaatsing_tot)
    return rules.Medewerker(
        id=row.id,
        organisatie=row.organisatie,
        herplaatsing=herplaatsing,
        **{name: getattr(row, name) for name in SAME},
    )


def get(tx: Session, id: UUID) -> Row | None:
    """The row of a person."""
    return tx.get(Row, id)


def get_locked(tx: Session, id: UUID) -> Row | None:
    """The row of a person, kept for this transaction to change; others may still refer to it."""
    return tx.get(Row, id, with_for_update={"key_share": True}, populate_existing=True)


def find(
    tx: Session, organisatie: str, op: date, herplaatsing: bool | None, offset: int, limit: int
) -> Sequence[Row]:
    """A page of the people of one organisation; `herplaatsing`: with or without priority now."""
    query = select(Row).where(Row.organisatie == organisatie, *_priority(herplaatsing, op))
    return tx.scalars(query.order_by(Row.naam, Row.id).offset(offset).limit(limit)).all()


def count(tx: Session, organisatie: str, op: date, herplaatsing: bool | None) -> int:
    """How many people `find` chooses from."""
    query = select(func.count(Row.id)).where(Row.organisatie == organisatie)
    return tx.scalar(query.where(*_priority(herplaatsing, op))) or 0


def find_by_extern_id(tx: Session, organisatie: str, extern_ids: Iterable[str]) -> Sequence[Row]:
    """The people of one organisation with these keys of their employer."""
    known = Row.extern_id.in_(set(extern_ids))
    query = select(Row).where(Row.organisatie == organisatie, known)
    return tx.scalars(query.order_by(Row.extern_id)).all()


def find_by_email(tx: Session, email: str) -> Sequence[Row]:
    """Everybody who works somewhere and for whom HR recorded this address, at any employer."""
    query = select(Row).where(func.lower(Row.email) == email.lower(), Row.actief)
    return tx.scalars(query.order_by(Row.organisatie, Row.id)).all()


def ids_of(organisatie: str) -> Select[UUID]:
    """Query: the people of one organisation."""
    return select(Row.id).where(Row.organisatie == organisatie)


def _priority(herplaatsing: bool | None, op: date) -> list[ColumnElement[bool]]:
    """rules.heeft_voorrang, in SQL."""
    if herplaatsing is None:
        return []
    has = func.coalesce(
        (Row.herplaatsing_sinds <= op) & (func.coalesce(Row.herplaatsing_tot, op) >= op), False
    )
    return [has if herplaatsing else ~has]


def lock_lines(tx: Session, organisatie: str) -> None:
    """One change at a time of who leads whom: two at once could close a circle together."""
    key = func.hashtext(func.concat(func.current_schema(), ".leidinggevende.", organisatie))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def chain(tx: Session, organisatie: str, leidinggevende: UUID | None) -> list[UUID] | None:
    """The manager, the manager's manager, and so on; None: the first is not of this employer."""
    if leidinggevende is None:
        return []
    above = (
        select(Row.id, Row.leidinggevende)
        .where(Row.id == leidinggevende, Row.organisatie == organisatie)
        .cte("above", recursive=True)
    )
    # UNION (not ALL): a circle that should not be there ends instead of turning for ever.
    above = above.union(select(Row.id, Row.leidinggevende).where(Row.id == above.c.leidinggevende))
    return list(tx.scalars(select(above.c.id))) or None


def add(tx: Session, medewerker: rules.Medewerker) -> Row:
    """Record a new person."""
    row = Row(id=medewerker.id, organisatie=medewerker.organisatie, versie=0)
    change(row, medewerker)
    tx.add(row)
    tx.flush()
    return row


def change(row: Row, medewerker: rules.Medewerker) -> None:
    """Make the row say what the facts say."""
    for name in SAME:
        setattr(row, name, getattr(medewerker, name))
    herplaatsing = medewerker.herplaatsing
    row.herplaatsing_sinds = herplaatsing.sinds if herplaatsing else None
    row.herplaatsing_tot = herplaatsing.tot if herplaatsing else None
    row.versie += 1


def get_or_create(tx: Session, organisatie: str, extern_id: str) -> UUID:
    """The pseudonym of the employer's own key, made when it is met for the first time."""
    new = insert(Row).values(organisatie=organisatie, extern_id=extern_id)
    keys = [Row.organisatie, Row.extern_id]
    tx.execute(new.on_conflict_do_nothing(index_elements=keys))
    own = select(Row.id).where(Row.organisatie == organisatie, Row.extern_id == extern_id)
    return tx.scalars(own).one()


def caller_facts(tx: Session, medewerker: UUID, op: date) -> rules.Bellerfeiten | None:
    """What the internal token of this person says that day; None: nobody we know, or who left."""
    row = tx.get(Row, medewerker)
    if row is None or not row.actief:
        return None
    facts = to_facts(row)
    return rules.Bellerfeiten(rules.heeft_voorrang(facts.herplaatsing, op), facts.vast_contract)


def find_scim(
    tx: Session, organisatie: str, keuze: tuple[str, str] | None, offset: int, limit: int
) -> Sequence[Row]:
    """A page of the people of one organisation for its own system; `keuze`: attribute, value."""
    query = select(Row).where(Row.organisatie == organisatie, *_chosen(keuze))
    return tx.scalars(query.order_by(Row.extern_id).offset(offset).limit(limit)).all()


def count_scim(tx: Session, organisatie: str, keuze: tuple[str, str] | None) -> int:
    """How many people `find_scim` chooses from."""
    query = select(func.count(Row.id)).where(Row.organisatie == organisatie)
    return tx.scalar(query.where(*_chosen(keuze))) or 0


def _chosen(keuze: tuple[str, str] | None) -> list[ColumnElement[bool]]:
    if keuze is None:
        return []
    attribuut, waarde = keuze
    if attribuut == "id":
        return [cast(Row.id, Text) == waarde.lower()]
    if attribuut == "externalid":
        return [Row.extern_id == waarde]
    return [func.lower(func.coalesce(Row.gebruikersnaam, Row.extern_id)) == waarde.lower()]


def names_taken(tx: Session, organisatie: str, naam: str, extern_id: str) -> set[UUID]:
    """Who has this user name or this key already; as a user name counts the key of who has none."""
    has = func.lower(func.coalesce(Row.gebruikersnaam, Row.extern_id)) == naam.lower()
    query = select(Row.id).where(Row.organisatie == organisatie, has | (Row.extern_id == extern_id))
    return set(tx.scalars(query))


def remove(tx: Session, row: Row) -> None:
    """Forget a person; elsewhere only a pseudonym that leads nowhere is left."""
    tx.delete(row)
    tx.flush()


def lock_delivery(tx: Session, organisatie: str) -> None:
    """One delivery of people at a time per employer."""
    key = func.hashtext(func.concat(func.current_schema(), ".medewerkers.", organisatie))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def everybody(tx: Session, organisatie: str) -> dict[str, rules.Medewerker]:
    """The people of one organisation, by the employer's key."""
    rows = tx.scalars(select(Row).where(Row.organisatie == organisatie))
    return {row.extern_id: to_facts(row) for row in rows}


def save_all(tx: Session, medewerkers: Sequence[rules.Medewerker]) -> None:
    """Add each person, or change who has this id, in a few statements."""
    ids = {een.id for een in medewerkers}
    known = {row.id: row for row in tx.scalars(select(Row).where(Row.id.in_(ids)))}
    new = []
    later = {}
    for een in medewerkers:
        row = known.get(een.id)
        if row is None:
            row = Row(id=een.id, organisatie=een.organisatie, versie=0)
            later[row.id] = een.leidinggevende
            change(row, replace(een, leidinggevende=None))
            new.append(row)
        else:
            change(row, een)
    # Who leads may be new too, so that comes after everybody is there.
    tx.add_all(new)
    tx.flush()
    for row in new:
        row.leidinggevende = later[row.id]
    tx.flush()
