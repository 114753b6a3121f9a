"""What this room holds about a person, and how it is erased so that counts stay right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, case, delete, func, insert, literal_column, select, update
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import Klachtstatus, Partij, Sollicitatiestatus
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Klacht,
    Selectiestap,
    Sollicitatie,
    Sollicitatielog,
    Toelichting,
)

MONTH: ColumnElement[str] = literal_column("'month'")


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about a person; five queries, whatever the number of applications."""
    rows = tx.scalars(
        select(Sollicitatie)
        .where(Sollicitatie.medewerker == persoon)
        .order_by(Sollicitatie.ontvangen_op, Sollicitatie.id)
    ).all()
    ids = [row.id for row in rows]
    return {
        "sollicitaties": [_sollicitatie(row) for row in rows],
        "statuswijzigingen": [
            {
                "sollicitatie": str(row.sollicitatie_id),
                "van": row.van,
                "naar": row.naar,
                "op": row.op.isoformat(),
                "partij": row.partij,
                "redencode": row.redencode,
                "reden": reden,
            }
            for row, reden in tx.execute(
                select(Sollicitatielog, Toelichting.reden)
                .outerjoin(Toelichting, Toelichting.log_nr == Sollicitatielog.nr)
                .where(Sollicitatielog.sollicitatie_id.in_(ids))
                .order_by(Sollicitatielog.nr)
            )
        ],
        "beoordelingen": [
            {
                "sollicitatie": str(row.sollicitatie_id),
                "oordeel": row.oordeel,
                "reden": row.reden,
                "op": row.op.isoformat(),
            }
            for row in tx.scalars(
                select(Beoordeling)
                .where(Beoordeling.sollicitatie_id.in_(ids))
                .order_by(Beoordeling.op, Beoordeling.id)
            )
        ],
        "selectiestappen": [
            {
                "sollicitatie": str(row.sollicitatie_id),
                "soort": row.soort,
                "datum": row.datum.isoformat(),
                "uitkomst": row.uitkomst,
                "toelichting": row.toelichting,
            }
            for row in tx.scalars(
                select(Selectiestap)
                .where(Selectiestap.sollicitatie_id.in_(ids))
                .order_by(Selectiestap.datum, Selectiestap.id)
            )
        ],
        "klachten": [
            {
                "sollicitatie": str(row.sollicitatie_id),
                "over": row.over,
                "tekst": row.tekst,
                "status": row.status,
                "uitkomst": row.uitkomst,
                "reden": row.reden,
                "ingediendOp": row.ingediend_op.isoformat(),
            }
            for row in tx.scalars(
                select(Klacht)
                .where(Klacht.sollicitatie_id.in_(ids))
                .order_by(Klacht.ingediend_op, Klacht.id)
            )
        ],
    }


def _sollicitatie(row: Sollicitatie) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "vacature": str(row.vacature_id),
        "organisatie": row.organisatie,
        "categorie": row.categorie,
        "grond": row.grond,
        "teltVanaf": row.telt_vanaf.isoformat(),
        "ontvangenOp": row.ontvangen_op.isoformat(),
        "vastContract": row.vast_contract,
        "motivatie": row.motivatie,
        "status": row.status,
        "herkomst": row.herkomst,
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase these persons from their applications. What still ran, ends as withdrawn.

    Call it after every room above this one: an application gets a new id.
    """
    ids = tx.scalars(select(Sollicitatie.id).where(Sollicitatie.medewerker.in_(personen))).all()
    lopend = select(Sollicitatie.id, Sollicitatie.status).where(
        Sollicitatie.id.in_(ids), Sollicitatie.status.not_in(rules.AFGEROND)
    )
    logs = [
        {
            "sollicitatie_id": id,
            "van": status,
            "naar": Sollicitatiestatus.INGETROKKEN.value,
            "op": func.now(),
            "partij": Partij.KANDIDAAT.value,
        }
        for id, status in tx.execute(lopend)
    ]
    for log in logs:
        tx.execute(insert(Sollicitatielog).values(log))
    tx.execute(
        update(Sollicitatie)
        .where(Sollicitatie.id.in_([log["sollicitatie_id"] for log in logs]))
        .values(status=Sollicitatiestatus.INGETROKKEN.value)
    )
    return _wis(tx, Sollicitatie.id.in_(ids))


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001 (one form for every room)
    """Anonymise these applications; status, category and month stay, so that counts are right.

    Call it after every room above this one: an application gets a new id.
    """
    return _wis(tx, Sollicitatie.id.in_(ids))


def _wis(tx: Session, welke: ColumnElement[bool]) -> dict[str, int]:
    """New numbers for all that somebody can have the address of: none leads to what stays."""
    ids = tx.scalars(select(Sollicitatie.id).where(welke, ~Sollicitatie.geanonimiseerd)).all()
    logs = select(Sollicitatielog.nr).where(Sollicitatielog.sollicitatie_id.in_(ids))
    gone = delete(Toelichting).where(Toelichting.log_nr.in_(logs)).returning(Toelichting.log_nr)
    redenen = len(tx.scalars(gone).all())
    tx.execute(
        update(Sollicitatielog)
        .where(Sollicitatielog.sollicitatie_id.in_(ids))
        .values(gebruiker=None, client=None, op=func.date_trunc(MONTH, Sollicitatielog.op))
    )
    oordelen = tx.scalars(
        update(Beoordeling)
        .where(Beoordeling.sollicitatie_id.in_(ids))
        .values(
            id=func.gen_random_uuid(),
            reden="",
            gebruiker="",
            op=func.date_trunc(MONTH, Beoordeling.op),
        )
        .returning(Beoordeling.id)
        .execution_options(synchronize_session=False)
    ).all()
    stappen = tx.scalars(
        update(Selectiestap)
        .where(Selectiestap.sollicitatie_id.in_(ids))
        .values(
            id=func.gen_random_uuid(),
            toelichting=None,
            gebruiker=None,
            datum=func.date_trunc(MONTH, Selectiestap.datum),
            op=func.date_trunc(MONTH, Selectiestap.op),
        )
        .returning(Selectiestap.id)
        .execution_options(synchronize_session=False)
    ).all()
    klachten = tx.scalars(
        update(Klacht)
        .where(Klacht.sollicitatie_id.in_(ids))
        .values(
            id=func.gen_random_uuid(),
            tekst="",
            reden=None,
            behandelaar=None,
            status=case(
                (Klacht.status == Klachtstatus.AFGEHANDELD, Klacht.status),
                else_=Klachtstatus.INGETROKKEN.value,
            ),
            ingediend_op=func.date_trunc(MONTH, Klacht.ingediend_op),
            uiterlijk_op=func.date_trunc(MONTH, Klacht.uiterlijk_op),
            afgehandeld_op=func.date_trunc(MONTH, Klacht.afgehandeld_op),
        )
        .returning(Klacht.id)
        .execution_options(synchronize_session=False)
    ).all()
    nieuw = {id: uuid4() for id in ids}
    tx.execute(
        update(Sollicitatie)
        .where(Sollicitatie.id.in_(ids))
        .values(
            id=case(nieuw, value=Sollicitatie.id) if nieuw else Sollicitatie.id,
            medewerker=func.gen_random_uuid(),
            motivatie=None,
            client=None,
            kenmerk=None,
            koppelsleutel=None,
            herinnerd_voor=None,
            telt_vanaf=func.date_trunc(MONTH, Sollicitatie.telt_vanaf),
            ontvangen_op=func.date_trunc(MONTH, Sollicitatie.ontvangen_op),
            geanonimiseerd=True,
        )
        .execution_options(synchronize_session=False)
    )
    functiedelingen.volg(tx, nieuw)
    return {
        "sollicitatie": len(ids),
        "sollicitatietoelichting": redenen,
        "beoordeling": len(oordelen),
        "selectiestap": len(stappen),
        "klacht": len(klachten),
    }
