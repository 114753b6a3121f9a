"""What a person may take along, and what stays of a referral when its term is over: a count."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.vacatures.doorverwijzing.rules import Besluit
from services.vacatures.doorverwijzing.storage.facts import list_van_persoon
from services.vacatures.doorverwijzing.tables import (
    Bestemming,
    Doorverwijzing,
    Doorverwijzinglog,
    Pauze,
)
from services.vacatures.toestemming import storage as toestemmingen

ALLES = 10_000  # referrals of one person in the own file


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about a person."""
    lijst, _ = list_van_persoon(tx, persoon, 0, ALLES)
    ids = [een.id for een in lijst]
    lines = select(Doorverwijzinglog).where(Doorverwijzinglog.doorverwijzing_id.in_(ids))
    pauze = tx.get(Pauze, str(persoon))
    return {
        "doorverwijzingen": [
            {
                "id": str(een.id),
                "aanleiding": een.aanleiding.value,
                "verwijzer": een.verwijzer,
                "besluit": een.besluit.value,
                "voorgesteldOp": een.voorgesteld_op.isoformat(),
                "sollicitatieId": str(een.sollicitatie) if een.sollicitatie else None,
                "toelichting": een.toelichting,
                "motivatie": een.motivatie,
                "werkgever": een.werkgever,
                "vastContract": een.vast_contract,
                "toestemmingId": str(een.toestemming) if een.toestemming else None,
                "ontvangers": [
                    {
                        "organisatie": b.organisatie,
                        "toegestaan": b.toegestaan,
                        "antwoord": b.antwoord.value if b.antwoord else None,
                        "antwoordOp": b.antwoord_op.isoformat() if b.antwoord_op else None,
                        "reden": b.reden,
                    }
                    for b in een.bestemmingen
                ],
            }
            for een in lijst
        ],
        "doorverwijzinglog": [
            {
                "doorverwijzingId": str(een.doorverwijzing_id),
                "wat": een.wat,
                "organisatie": een.organisatie,
                "op": een.op.isoformat(),
            }
            for een in tx.scalars(lines.order_by(Doorverwijzinglog.nr))
        ],
        "doorverwijzingspauze": [{"sinds": pauze.sinds.isoformat()}] if pauze else [],
    }


def list_af(tx: Session, voor: datetime, limit: int) -> list[UUID]:
    """Referrals that ended before a moment and are still whole: by consent, refusal or lapse."""
    ended = Doorverwijzing.besluit.in_(
        [Besluit.GEWEIGERD, Besluit.TERUGGENOMEN, Besluit.VERVALLEN]
    ) & (Doorverwijzing.voorgesteld_op < voor)
    lapsed = (Doorverwijzing.besluit == Besluit.VOORGESTELD) & (
        Doorverwijzing.voorgesteld_op
        < voor - func.make_interval(0, 0, 0, 0, 24 * Doorverwijzing.voorstel_dagen)
    )
    agreed = (Doorverwijzing.besluit == Besluit.TOEGESTAAN) & toestemmingen.geeindigd(
        Doorverwijzing.toestemming_id, voor
    )
    query = (
        select(Doorverwijzing.id)
        .where(~Doorverwijzing.gewist, or_(ended, lapsed, agreed))
        .order_by(Doorverwijzing.voorgesteld_op, Doorverwijzing.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(tx.scalars(query))


def wis(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """Of each referral only who referred to whom stays, the answer and the month; a new number."""
    counts = {"doorverwijzing": 0, "doorverwijzing_bestemming": 0, "doorverwijzinglog": 0}
    for id in ids:
        of_this = Bestemming.doorverwijzing_id == id
        month = func.date_trunc("month", Bestemming.antwoord_op, "Europe/Amsterdam")
        receivers = update(Bestemming).where(of_this).values(reden=None, antwoord_op=month)
        counts["doorverwijzing_bestemming"] += len(
            tx.execute(receivers.returning(Bestemming.organisatie)).all()
        )
        lines = (
            update(Doorverwijzinglog)
            .where(Doorverwijzinglog.doorverwijzing_id == id)
            .values(
                op=func.date_trunc("month", Doorverwijzinglog.op, "Europe/Amsterdam"),
                client=None,
                gebruiker=None,
            )
        )
        counts["doorverwijzinglog"] += len(tx.execute(lines.returning(Doorverwijzinglog.nr)).all())
        whole = (
            update(Doorverwijzing)
            .where(Doorverwijzing.id == id)
            .values(
                id=uuid4(),  # receivers and log follow (ON UPDATE CASCADE)
                persoon=uuid4(),
                sollicitatie_id=None,
                voorgesteld_op=func.date_trunc(
                    "month", Doorverwijzing.voorgesteld_op, "Europe/Amsterdam"
                ),
                toelichting=None,
                motivatie=None,
                werkgever=None,
                vast_contract=None,
                toestemming_id=None,
                gewist=True,
            )
        )
        counts["doorverwijzing"] += len(tx.execute(whole.returning(Doorverwijzing.besluit)).all())
    return counts


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what hangs on these persons."""
    own = select(Doorverwijzing.id).where(Doorverwijzing.persoon.in_(personen))
    ids = list(tx.scalars(own.order_by(Doorverwijzing.id).with_for_update()))
    gone = delete(Pauze).where(Pauze.wie.in_([str(een) for een in personen]))
    return wis(tx, ids) | {"doorverwijzingspauze": len(tx.execute(gone.returning(Pauze.wie)).all())}


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """A referral after a rejection no longer says which application that was."""
    loose = (
        update(Doorverwijzing)
        .where(Doorverwijzing.sollicitatie_id.in_(ids))
        .values(sollicitatie_id=None)
    )
    return {"doorverwijzing": len(tx.execute(loose.returning(Doorverwijzing.id)).all())}
