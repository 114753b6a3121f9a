"""Hand-overs, from rows to facts and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.overdracht import rules
from services.vacatures.overdracht.tables import Overdracht
from services.vacatures.sollicitatie.tables import Sollicitatie, Sollicitatielog
from services.vacatures.vacature.rules import Kijker
from services.vacatures.vacature.tables import Vacature

# The rows that go from one call of a route to the next.
Row = Overdracht


@dataclass(frozen=True, slots=True)
class Regel:
    """One application in the list of what can be handed over."""

    sollicitatie: UUID
    vacature_id: UUID
    medewerker: UUID
    status: str
    gewijzigd_op: datetime
    kenmerk: str | None
    opgehaald_op: datetime | None
    bevestigd_op: datetime | None


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which applications: changed since, confirmed or not."""

    gewijzigd_sinds: datetime | None = None
    bevestigd: bool | None = None


def to_facts(row: Row) -> rules.Overdracht:
    """What the rules know of a row."""
    return rules.Overdracht(
        row.sollicitatie_id, row.organisatie, row.kenmerk, row.opgehaald_op, row.bevestigd_op
    )


def find(tx: Session, kijker: Kijker, keuze: Keuze, offset: int, limit: int) -> Sequence[Regel]:
    """A page of the applications this organisation handles, the longest unchanged first."""
    query = _chosen(kijker, keuze).order_by("gewijzigd_op", Sollicitatie.id)
    return [Regel(*row) for row in tx.execute(query.offset(offset).limit(limit))]


def count(tx: Session, kijker: Kijker, keuze: Keuze) -> int:
    """How many applications `find` chooses from."""
    query = select(func.count()).select_from(_chosen(kijker, keuze).subquery())
    return tx.scalar(query) or 0


def _chosen(kijker: Kijker, keuze: Keuze) -> Select[Any]:
    """What may be handled, with the last change of each application."""
    last = (
        select(func.max(Sollicitatielog.op).label("gewijzigd_op"))
        .where(Sollicitatielog.sollicitatie_id == Sollicitatie.id)
        .lateral("laatste")
    )
    own = and_(
        Overdracht.sollicitatie_id == Sollicitatie.id,
        Overdracht.organisatie == kijker.organisatie,
    )
    query = (
        select(
            Sollicitatie.id,
            Sollicitatie.vacature_id,
            Sollicitatie.medewerker,
            Sollicitatie.status,
            last.c.gewijzigd_op,
            Overdracht.kenmerk,
            Overdracht.opgehaald_op,
            Overdracht.bevestigd_op,
        )
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .join(last, true())
        .outerjoin(Overdracht, own)
        .where(functiedelingen.te_zien(Sollicitatie.id, kijker), ~Sollicitatie.geanonimiseerd)
    )
    if keuze.gewijzigd_sinds is not None:
        query = query.where(last.c.gewijzigd_op >= keuze.gewijzigd_sinds)
    if keuze.bevestigd is not None:
        is_done = Overdracht.bevestigd_op.is_not(None)
        query = query.where(is_done if keuze.bevestigd else ~is_done)
    return query


def get(tx: Session, sollicitatie: UUID, organisatie: str, *, lock: bool = False) -> Row | None:
    """The hand-over of this application to this organisation."""
    return tx.get(
        Row, (sollicitatie, organisatie), with_for_update=lock or None, populate_existing=True
    )


def find_kenmerk(tx: Session, organisatie: str, kenmerk: str) -> UUID | None:
    """The application that this organisation knows by this reference."""
    known = select(Row.sollicitatie_id).where(
        Row.organisatie == organisatie, Row.kenmerk == kenmerk
    )
    return tx.scalars(known).one_or_none()


def fetched(
    tx: Session, sollicitatie: UUID, persoon: UUID, organisatie: str, client: str, nu: datetime
) -> Row:
    """Note that it was fetched; a repetition keeps the first moment."""
    new = insert(Row).values(
        sollicitatie_id=sollicitatie,
        persoon=persoon,
        organisatie=organisatie,
        client=client,
        opgehaald_op=nu,
    )
    tx.execute(new.on_conflict_do_nothing())
    row = get(tx, sollicitatie, organisatie)
    assert row is not None
    return row


def confirm(tx: Session, row: Row, kenmerk: str, nu: datetime) -> None:
    """Note the reference under which it is known there; the same once more changes nothing."""
    if row.kenmerk is None:
        row.kenmerk, row.bevestigd_op = kenmerk, nu
        row.versie += 1
        tx.flush()


# ---- retention ----------------------------------------------------------------------------------
def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """To which systems the person's applications went, for the person."""
    rows = tx.scalars(select(Row).where(Row.persoon == persoon).order_by(Row.opgehaald_op))
    told = [
        {
            "sollicitatie": str(row.sollicitatie_id),
            "organisatie": row.organisatie,
            "kenmerk": row.kenmerk,
            "opgehaaldOp": row.opgehaald_op.isoformat(),
            "bevestigdOp": row.bevestigd_op.isoformat() if row.bevestigd_op else None,
        }
        for row in rows
    ]
    return {"overdracht": told} if told else {}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Forget how these persons' applications are known elsewhere: table → rows."""
    gone = delete(Row).where(Row.persoon.in_(personen)).returning(Row.sollicitatie_id)
    return {"overdracht": len(tx.scalars(gone).all())}


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """Forget how these applications are known elsewhere: table → rows."""
    gone = delete(Row).where(Row.sollicitatie_id.in_(ids)).returning(Row.sollicitatie_id)
    return {"overdracht": len(tx.scalars(gone).all())}
