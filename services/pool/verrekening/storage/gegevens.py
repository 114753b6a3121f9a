"""What organisations entered: their own facts for documents, VAT routes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from services.pool.verrekening import rules
from services.pool.verrekening.rules import Btwroute
from services.pool.verrekening.storage.rijen import een_van
from services.pool.verrekening.tables import Btwkeuze, Factuurgegevens

VELDEN = tuple(rules.Factuurgegevens.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Versie:
    """A version of what an organisation entered, with when."""

    gegevens: rules.Factuurgegevens
    versie: int
    op: datetime


def _versie(row: Factuurgegevens) -> Versie:
    gegevens = rules.Factuurgegevens(**{naam: getattr(row, naam) for naam in VELDEN})
    return Versie(gegevens, row.versie, row.op)


def get_gegevens(tx: Session, organisatie: str) -> Versie | None:
    """The newest version."""
    vraag = select(Factuurgegevens).where(Factuurgegevens.organisatie == organisatie)
    row = tx.scalar(vraag.order_by(Factuurgegevens.versie.desc()).limit(1))
    return _versie(row) if row else None


def add_gegevens(
    tx: Session, gegevens: rules.Factuurgegevens, versie: int, door: str | None, op: datetime
) -> bool:
    """Add a version; False: somebody else just added it."""
    waarden: dict[str, Any] = {"versie": versie, "door": door, "op": op} | asdict(gegevens)
    rij = insert(Factuurgegevens).values(waarden).on_conflict_do_nothing()
    return tx.scalar(rij.returning(Factuurgegevens.versie)) is not None


def list_gegevens(tx: Session, organisaties: Iterable[str]) -> dict[str, rules.Factuurgegevens]:
    """The newest of each."""
    vraag = (
        select(Factuurgegevens)
        .where(Factuurgegevens.organisatie.in_(sorted(set(organisaties))))
        .order_by(Factuurgegevens.organisatie, Factuurgegevens.versie.desc())
        .ext(distinct_on(Factuurgegevens.organisatie))
    )
    return {row.organisatie: _versie(row).gegevens for row in tx.scalars(vraag)}


def get_gegevens_op(tx: Session, organisatie: str, op: datetime) -> rules.Factuurgegevens | None:
    """As they were when a month was closed; entered later: the first. So a document stays."""
    toen = select(Factuurgegevens).where(Factuurgegevens.organisatie == organisatie)
    voor = toen.where(Factuurgegevens.op <= op).order_by(Factuurgegevens.versie.desc()).limit(1)
    row = tx.scalar(voor) or tx.scalar(toen.order_by(Factuurgegevens.versie).limit(1))
    return _versie(row).gegevens if row else None


# ------------------------------------------------------------------ VAT route of an inzet
@dataclass(frozen=True, slots=True)
class Keuze:
    """The route that somebody chose for an inzet."""

    inzet: UUID
    versie: int
    route: Btwroute
    reden: str
    organisatie: str
    op: datetime


def list_keuzes(tx: Session, inzetten: Iterable[UUID]) -> dict[UUID, Keuze]:
    """The last choice of each; who chose nothing is not in it."""
    vraag = (
        select(Btwkeuze)
        .where(een_van(Btwkeuze.inzet_id, inzetten))
        .order_by(Btwkeuze.inzet_id, Btwkeuze.versie.desc())
        .ext(distinct_on(Btwkeuze.inzet_id))
    )
    return {
        row.inzet_id: Keuze(
            row.inzet_id, row.versie, Btwroute(row.route), row.reden, row.organisatie, row.op
        )
        for row in tx.scalars(vraag)
    }


def add_keuze(tx: Session, keuze: Keuze, door: str) -> bool:
    """Add a choice; False: somebody else just chose."""
    rij = insert(Btwkeuze).values(
        inzet_id=keuze.inzet,
        versie=keuze.versie,
        route=keuze.route,
        reden=keuze.reden,
        organisatie=keuze.organisatie,
        door=door,
        op=keuze.op,
    )
    nieuw = rij.on_conflict_do_nothing().returning(Btwkeuze.versie)
    return tx.scalar(nieuw) is not None
