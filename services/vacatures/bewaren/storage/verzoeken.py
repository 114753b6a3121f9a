"""Objections of persons, from rows to facts; and the reminder before the month is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.vacatures.bewaren import rules
from services.vacatures.bewaren.rules import Verzoekbesluit, Verzoekstatus
from services.vacatures.bewaren.tables import Vernietiging, Verzoek
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.toestemming.rules import in_woorden
from shared import berichten, events, kalender
from shared.caller import Caller

# The rows that go from one call of a route to the next.
Row = Verzoek
ListRow = Vernietiging
BATCH = 100


def add(tx: Session, persoon: UUID, organisatie: str, tekst: str, nu: datetime) -> Row:
    """Register an objection and tell the organisation that the month has begun."""
    row = Row(
        persoon=persoon,
        organisatie=organisatie,
        tekst=tekst,
        status=Verzoekstatus.ONTVANGEN.value,
        ontvangen_op=nu,
        uiterlijk_datum=rules.uiterlijk(kalender.dag(nu)),
    )
    tx.add(row)
    tx.flush()
    _meld(tx, "bezwaar-ontvangen", row, nu)
    berichten.record(
        tx,
        organisatie,
        "Iemand maakt bezwaar tegen het gebruik van gegevens",
        f"Beantwoord bezwaar {row.id} uiterlijk op {in_woorden(row.uiterlijk_datum)}."
        " Uw antwoord is een besluit.",
        sleutel=f"bezwaar-ontvangen:{row.id}",
    )
    return row


def get(tx: Session, id: UUID, *, lock: bool = False) -> Row | None:
    """One objection."""
    return tx.get(Row, id, populate_existing=True, with_for_update=lock or None)


def list_van_persoon(
    tx: Session, persoon: UUID, offset: int, limit: int
) -> tuple[Sequence[Row], int]:
    """A person's own objections, the newest first."""
    return _page(tx, Row.persoon == persoon, offset, limit)


def list_bij_organisatie(
    tx: Session, organisatie: str, offset: int, limit: int
) -> tuple[Sequence[Row], int]:
    """The objections against one organisation, the newest first."""
    return _page(tx, Row.organisatie == organisatie, offset, limit)


def _page(
    tx: Session, where: ColumnElement[bool], offset: int, limit: int
) -> tuple[Sequence[Row], int]:
    count = tx.scalar(select(func.count()).select_from(Row).where(where)) or 0
    query = select(Row).where(where).order_by(Row.ontvangen_op.desc(), Row.id)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


def answer(
    tx: Session, row: Row, besluit: Verzoekbesluit, motivering: str, beller: Caller, nu: datetime
) -> None:
    """A named person decided; the person who objected hears that there is an answer."""
    row.status, row.besluit, row.motivering = "beantwoord", besluit.value, motivering
    row.gebruiker, row.beantwoord_op = beller.gebruiker, nu
    row.versie += 1
    tx.flush()
    _meld(tx, "bezwaar-beantwoord", row, nu)
    berichten.record(
        tx,
        row.persoon,
        "Antwoord op uw bezwaar",
        "Een organisatie heeft op uw bezwaar besloten. Log in om het besluit te lezen, en wat u"
        " kunt doen als u het er niet mee eens bent.",
        sleutel=f"bezwaar-beantwoord:{row.id}",
    )


def withdraw(tx: Session, row: Row, nu: datetime) -> None:
    """The person no longer objects."""
    row.status, row.beantwoord_op = Verzoekstatus.INGETROKKEN.value, nu
    row.versie += 1
    tx.flush()
    _meld(tx, "bezwaar-ingetrokken", row, nu)


def herinner(tx: Session, nu: datetime, vooraf: timedelta) -> int:
    """Remind organisations, once, so long before the last day to answer."""
    soon = kalender.dag(nu) + vooraf
    query = (
        select(Row)
        .where(Row.status == Verzoekstatus.ONTVANGEN, Row.herinnerd_op.is_(None))
        .where(Row.uiterlijk_datum <= soon)
        .order_by(Row.uiterlijk_datum)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    rows = tx.scalars(query).all()
    for row in rows:
        row.herinnerd_op = nu
        berichten.record(
            tx,
            row.organisatie,
            "Herinnering: beantwoord een bezwaar",
            f"Bezwaar {row.id} moet uiterlijk op {in_woorden(row.uiterlijk_datum)}"
            " beantwoord zijn.",
            sleutel=f"bezwaar-herinnering:{row.id}",
        )
    return len(rows)


def list_vernietiging(
    tx: Session, organisatie: str, offset: int, limit: int
) -> tuple[Sequence[ListRow], int]:
    """The destruction list of one organisation, the newest first."""
    own = ListRow.organisatie == organisatie
    count = tx.scalar(select(func.count()).select_from(ListRow).where(own)) or 0
    newest = ListRow.op.desc(), ListRow.soort, ListRow.id
    query = select(ListRow).where(own).order_by(*newest)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


def _meld(tx: Session, type: str, row: Row, nu: datetime) -> None:
    publiek = events.Publiek(organisaties=frozenset({row.organisatie}), rollen=toestemmingen.ROLLEN)
    events.record(tx, type, row.id, publiek, nu, f"{toestemmingen.BASE_PATH}/bezwaren/{row.id}")
