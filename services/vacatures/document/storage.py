"""Documents and their encrypted content, from rows to facts and back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from services.vacatures.document import rules
from services.vacatures.document.rules import Documentsoort, Documentstatus
from services.vacatures.document.tables import Document, Documentinhoud
from services.vacatures.sollicitatie.rules import Sollicitatiestatus
from services.vacatures.sollicitatie.tables import Sollicitatie
from shared import fernet

# The rows that go from one call of a route to the next.
Row = Document


def to_facts(row: Row) -> rules.Document:
    """What the rules know of a row."""
    return rules.Document(
        row.id,
        row.sollicitatie_id,
        row.persoon,
        row.bestandsnaam,
        Documentsoort(row.soort),
        row.grootte,
        Documentstatus(row.status),
        row.doorzoekbaar,
        row.aangekondigd_op,
        row.ontvangen_op,
        row.versie,
    )


def list_bij(tx: Session, sollicitaties: Sequence[UUID]) -> list[rules.Document]:
    """The documents of these applications, without their content; one question for all."""
    query = select(Row).where(Row.sollicitatie_id.in_(sollicitaties))
    return rules.op_volgorde([to_facts(row) for row in tx.scalars(query)])


def get(tx: Session, sollicitatie: UUID, id: UUID, *, lock: bool = False) -> Row | None:
    """One document of this application; with `lock` it stays as it is until the end."""
    query = select(Row).where(Row.id == id, Row.sollicitatie_id == sollicitatie)
    query = query.execution_options(populate_existing=True)
    return tx.scalars(query.with_for_update() if lock else query).one_or_none()


def lock_sollicitatie(tx: Session, id: UUID) -> Sollicitatiestatus | None:
    """The status of an application, which stays so; None: it was erased meanwhile.

    One announcement at a time, so that the number of documents stays within bounds.
    """
    row = select(Sollicitatie.status).where(Sollicitatie.id == id, ~Sollicitatie.geanonimiseerd)
    status = tx.scalar(row.with_for_update(key_share=True))
    return Sollicitatiestatus(status) if status else None


def add(
    tx: Session,
    sollicitatie: UUID,
    persoon: UUID,
    bestandsnaam: str,
    soort: Documentsoort,
    grootte: int,
    nu: datetime,
) -> Row:
    """Announce a document; its content comes later."""
    row = Row(
        sollicitatie_id=sollicitatie,
        persoon=persoon,
        bestandsnaam=bestandsnaam,
        soort=soort.value,
        grootte=grootte,
        status=Documentstatus.AANGEKONDIGD,
        aangekondigd_op=nu,
    )
    tx.add(row)
    tx.flush()
    return row


def keep(
    tx: Session,
    row: Row,
    onderzoek: rules.Onderzoek,
    data: bytes,
    kluis: fernet.Kluis,
    nu: datetime,
) -> None:
    """Store the content encrypted; of a file in quarantine nothing is stored."""
    row.status = rules.oordeel(onderzoek)
    row.doorzoekbaar, row.ontvangen_op = onderzoek.doorzoekbaar, nu
    row.versie += 1
    if row.status is Documentstatus.BESCHIKBAAR:
        kept = fernet.encrypt(kluis, data)
        tx.add(Documentinhoud(document_id=row.id, versleuteld=kept, sleutel=kluis.current))
    tx.flush()


def read(tx: Session, id: UUID, kluis: fernet.Kluis) -> bytes | None:
    """The content as it was sent. Error: fernet.Unreadable, when its key is not there any more."""
    kept = tx.scalar(select(Documentinhoud.versleuteld).where(Documentinhoud.document_id == id))
    return None if kept is None else fernet.decrypt(kluis, kept)


def remove(tx: Session, row: Row) -> None:
    """Remove a document with its content."""
    tx.delete(row)
    tx.flush()


# ---- by the clock -------------------------------------------------------------------------------
def clean(tx: Session, nu: datetime) -> int:
    """Remove what was announced and never came."""
    gone = delete(Row).where(
        Row.status == Documentstatus.AANGEKONDIGD,
        Row.aangekondigd_op <= nu - rules.WACHT_OP_INHOUD,
    )
    return len(tx.scalars(gone.returning(Row.id)).all())


def encrypt_anew(sessions: sessionmaker[Session], kluis: fernet.Kluis) -> int:
    """Bring everything under the first key, one document per transaction. How many there were.

    One that cannot be read stays as it is: its key may come back.
    """
    done, seen = 0, UUID(int=0)
    while True:
        with sessions.begin() as tx:
            behind = select(Documentinhoud).where(
                Documentinhoud.sleutel != kluis.current, Documentinhoud.document_id > seen
            )
            behind = behind.order_by(Documentinhoud.document_id).limit(1)
            row = tx.scalars(behind.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return done
            seen = row.document_id
            try:
                data = fernet.decrypt(kluis, row.versleuteld)
            except fernet.Unreadable:
                continue
            row.versleuteld, row.sleutel = fernet.encrypt(kluis, data), kluis.current
            done += 1


# ---- retention ----------------------------------------------------------------------------------
def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about the person; the content is downloaded per document."""
    rows = tx.scalars(select(Row).where(Row.persoon == persoon).order_by(Row.aangekondigd_op))
    told = [
        {
            "id": str(row.id),
            "sollicitatie": str(row.sollicitatie_id),
            "bestandsnaam": row.bestandsnaam,
            "mediaType": row.soort,
            "grootte": row.grootte,
            "status": row.status,
            "aangekondigdOp": row.aangekondigd_op.isoformat(),
            "ontvangenOp": row.ontvangen_op.isoformat() if row.ontvangen_op else None,
        }
        for row in rows
    ]
    return {"document": told} if told else {}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Remove the documents of these persons: table → rows."""
    gone = delete(Row).where(Row.persoon.in_(personen)).returning(Row.id)
    return {"document": len(tx.scalars(gone).all())}


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """Remove the documents with these applications: table → rows."""
    gone = delete(Row).where(Row.sollicitatie_id.in_(ids)).returning(Row.id)
    return {"document": len(tx.scalars(gone).all())}
