"""What this room holds about a person, and how it is erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.vacatures.functiedeling.tables import (
    Aanbodbesluit,
    Aanstelling,
    Deelsollicitatie,
    Functiedeel,
)


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """For the person's own file: hires for a pool, and what employers decided about an offer."""
    rows = tx.scalars(select(Aanstelling).where(Aanstelling.medewerker == persoon))
    besluiten = tx.execute(
        select(Aanbodbesluit, Functiedeel.werkgever)
        .join(Functiedeel, Functiedeel.id == Aanbodbesluit.deel_id)
        .join(Deelsollicitatie, Deelsollicitatie.sollicitatie_id == Aanbodbesluit.sollicitatie_id)
        .where(Deelsollicitatie.medewerker == persoon)
        .order_by(Aanbodbesluit.nr)
    )
    return {
        "aanstellingen": [_aanstelling(row) for row in rows.all()],
        "aanbodbesluiten": [
            {
                "sollicitatieId": str(row.sollicitatie_id),
                "werkgever": werkgever,
                "akkoord": row.akkoord,
                "reden": row.reden,
                "beslotenOp": row.op.isoformat(),
            }
            for row, werkgever in besluiten
        ],
    }


def _aanstelling(row: Aanstelling) -> dict[str, Any]:
    return {
        "vacatureId": str(row.vacature_id),
        "pool": str(row.pool),
        "thuisorganisatie": row.thuisorganisatie,
        "inDienstVoor": row.in_dienst_voor,
        "functie": row.functie,
        "uren": float(row.uren),
        "van": row.van.isoformat(),
        "tot": row.tot.isoformat() if row.tot else None,
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """What hangs on the person keeps its count under pseudonyms that are nobody's."""
    own = select(Deelsollicitatie.sollicitatie_id).where(Deelsollicitatie.medewerker.in_(personen))
    aantallen = _maak_los(tx, tx.scalars(own).all())
    hired = Aanstelling.medewerker.in_(personen)
    aantallen["aanstelling"] += _anonymise(tx, hired)
    return aantallen


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """Decisions and a hire lose the application they hang on, and reasons go. Named parts stay
    with it: who was hired for one of them takes that one only (`volg`)."""
    return _maak_los(tx, ids)


def _maak_los(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    besluiten = select(Aanbodbesluit).where(Aanbodbesluit.sollicitatie_id.in_(ids))
    links = select(Deelsollicitatie).where(Deelsollicitatie.sollicitatie_id.in_(ids))
    nieuw = {id: uuid4() for id in ids}
    aantallen = {"aanbodbesluit": 0, "deelsollicitatie": 0}
    for besluit in tx.scalars(besluiten).all():
        besluit.sollicitatie_id, besluit.reden = nieuw[besluit.sollicitatie_id], None
        besluit.op = besluit.op.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        aantallen["aanbodbesluit"] += 1
    for link in tx.scalars(links).all():
        link.medewerker = uuid4()
        aantallen["deelsollicitatie"] += 1
    tx.flush()
    hired = Aanstelling.sollicitatie_id.in_(ids)
    return aantallen | {"aanstelling": _anonymise(tx, hired)}


def volg(tx: Session, nieuw: Mapping[UUID, UUID]) -> None:
    """An anonymised application got a new id; the parts that it is for are found by that one."""
    rows = tx.scalars(select(Deelsollicitatie).where(Deelsollicitatie.sollicitatie_id.in_(nieuw)))
    for link in rows.all():
        link.sollicitatie_id = nieuw[link.sollicitatie_id]
    tx.flush()


def _anonymise(tx: Session, which: Any) -> int:
    rows = tx.scalars(select(Aanstelling.id).where(which)).all()
    for id in rows:
        values = {"id": uuid4(), "medewerker": uuid4(), "sollicitatie_id": uuid4()}
        tx.execute(update(Aanstelling).where(Aanstelling.id == id).values(values))
    return len(rows)
