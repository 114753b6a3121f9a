"""Complaints of candidates, and who was involved in what they are about."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import (
    Klachtsoort,
    Klachtstatus,
    Klachtuitkomst,
    Partij,
    Sollicitatiestatus,
)
from services.vacatures.sollicitatie.storage.facts import Dossier
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Klacht,
    Sollicitatie,
    Sollicitatielog,
)

# The rows that go from one call of a route to the next.
Klachtrij = Klacht


def add_klacht(
    tx: Session, sollicitatie: UUID, over: Klachtsoort, tekst: str, uiterlijk: date, nu: datetime
) -> Klacht:
    """Store a complaint; the unique index keeps one open complaint of a kind."""
    row = Klacht(
        id=uuid4(),
        sollicitatie_id=sollicitatie,
        over=over.value,
        tekst=tekst,
        status=Klachtstatus.INGEDIEND.value,
        ingediend_op=nu,
        uiterlijk_op=uiterlijk,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return row


def get_klacht(tx: Session, id: UUID, *, lock: bool = False) -> Klacht | None:
    """One complaint; with `lock` nobody else decides on it until this transaction ends."""
    return tx.get(Klacht, id, populate_existing=True, with_for_update=lock or None)


def list_klachten(
    tx: Session, sollicitatie: UUID, offset: int, limit: int
) -> tuple[Sequence[Klacht], int]:
    """The complaints about one application, the oldest first, and how many there are."""
    own = Klacht.sollicitatie_id == sollicitatie
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Klacht).where(own).order_by(Klacht.ingediend_op, Klacht.id)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


def heeft_klacht(tx: Session, sollicitatie: UUID, over: Klachtsoort) -> bool:
    """Whether a complaint of this kind is open."""
    open_ = exists().where(
        Klacht.sollicitatie_id == sollicitatie,
        Klacht.over == over,
        Klacht.status.in_([Klachtstatus.INGEDIEND, Klachtstatus.IN_BEHANDELING]),
    )
    return tx.scalar(select(open_)) or False


def is_klacht_gegrond(tx: Session, sollicitatie: UUID) -> bool:
    """Whether a complaint about this application was upheld since it was last rejected."""
    afgewezen = (
        select(func.max(Sollicitatielog.op))
        .where(
            Sollicitatielog.sollicitatie_id == sollicitatie,
            Sollicitatielog.naar == Sollicitatiestatus.AFGEWEZEN,
        )
        .scalar_subquery()
    )
    gegrond = exists().where(
        Klacht.sollicitatie_id == sollicitatie,
        Klacht.uitkomst.in_(rules.GEGROND),
        Klacht.afgehandeld_op >= afgewezen,
    )
    return tx.scalar(select(gegrond)) or False


def set_klachtstatus(
    tx: Session,
    row: Klacht,
    naar: Klachtstatus,
    gebruiker: str | None,
    uitkomst: Klachtuitkomst | None,
    reden: str | None,
    nu: datetime,
) -> None:
    """Store what became of a complaint, and who answered."""
    row.status = naar.value
    row.behandelaar = gebruiker or row.behandelaar
    if naar is Klachtstatus.AFGEHANDELD:
        row.uitkomst = uitkomst.value if uitkomst else None
        row.reden = reden
        row.afgehandeld_op = nu
    row.versie += 1
    tx.flush()


def list_betrokkenen(tx: Session, sollicitatie: Dossier) -> list[str]:
    """Who judged this candidate, decided about the application, or made an offer past it."""
    id = sollicitatie.kandidaat.sollicitatie
    oordelen = select(Beoordeling.gebruiker).where(Beoordeling.sollicitatie_id == id)
    besluiten = select(Sollicitatielog.gebruiker).where(
        Sollicitatielog.sollicitatie_id == id, Sollicitatielog.partij == Partij.WERKGEVER
    )
    andere = select(Sollicitatie.id).where(Sollicitatie.vacature_id == sollicitatie.vacature_id)
    aanbiedingen = select(Sollicitatielog.gebruiker).where(
        Sollicitatielog.sollicitatie_id.in_(andere),
        Sollicitatielog.naar == Sollicitatiestatus.AANGEBODEN,
    )
    namen = tx.scalars(oordelen.union(besluiten, aanbiedingen))
    return [naam for naam in namen if naam]
