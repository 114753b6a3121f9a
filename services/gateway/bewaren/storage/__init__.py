"""What the gateway holds of a person, and how its copies go."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.gateway.bericht import storage as berichten
from services.gateway.kandidaat import storage as kandidaten
from services.gateway.medewerker import storage as medewerkers
from services.gateway.notificatie import storage as notificaties
from services.gateway.toegang.storage import inloglinks
from services.gateway.verwerking import rules as verwerkingsregels
from services.gateway.verwerking import storage as verwerkingen

BATCH = 5000
KANDIDATEN = 500


def wis(tx: Session, personen: Sequence[UUID], onderwerpen: Sequence[UUID]) -> dict[str, int]:
    """Forget how to reach these outsiders, and what these events were about.

    Doing it again changes nothing. An employee stays: that is the employer's record.
    """
    counts: dict[str, int] = {}
    for room in (berichten, inloglinks, kandidaten):
        counts |= room.wis_personen(tx, personen)
    return counts | {"gebeurtenis": notificaties.wis(tx, onderwerpen)}


def wis_verlopen(tx: Session, nu: datetime, dagen: int) -> int:
    """Records of processing beyond their term (`Settings.verwerking_dagen`); how many, at most
    one batch. What was delivered to this room goes from the outbox too."""
    verwerkingen.wis_bezorgd(tx)
    return verwerkingen.wis(tx, nu - timedelta(days=dagen), BATCH)


def list_kandidaten(tx: Session, voor: datetime, na: UUID | None) -> Sequence[UUID]:
    """A batch of outsiders recorded before a moment."""
    return kandidaten.list_ouder(tx, voor, na, KANDIDATEN)


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What the gateway holds of a person, for the person's own file."""
    parts = kandidaten.dossier(tx, persoon) | berichten.dossier(tx, persoon)
    row = medewerkers.get(tx, persoon)
    if row is not None:
        facts = medewerkers.to_facts(row)
        since = facts.herplaatsing
        parts["medewerker"] = [
            {
                "organisatie": facts.organisatie,
                "kenmerkBijWerkgever": facts.extern_id,
                "naam": facts.naam,
                "email": facts.email,
                "vastContract": facts.vast_contract,
                "herplaatsingSinds": since.sinds.isoformat() if since else None,
                "herplaatsingTot": since.tot.isoformat() if since and since.tot else None,
            }
        ]
    parts["verwerkingen"] = [
        {
            "activiteit": een.activiteit,
            "organisatie": verwerkingsregels.organisatie_van(een),
            "doorUzelf": verwerkingsregels.is_zelf(een),
            "dienst": een.dienst,
            "op": een.op.isoformat(),
        }
        for een in verwerkingen.find(tx, persoon, 0, BATCH)
    ]
    return parts
