"""Convenant versions: kept here once fetched, for they never change."""

from uuid import UUID

import httpx2
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules
from services.vacatures.convenant.tables import Convenant
from shared.http import Peer


def get_convenant(tx: Session, gateway: Peer, verband: UUID, versie: int) -> rules.Convenant | None:
    """One version of a convenant, or None when there is none. Error: httpx2.HTTPError."""
    if row := tx.get(Convenant, (verband, versie)):
        return rules.lees(row.inhoud)
    try:
        inhoud = gateway.get(f"/intern/convenanten/{verband}/{versie}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    convenant = rules.lees(inhoud)
    values = {"verband": verband, "versie": versie, "inhoud": inhoud}
    tx.execute(insert(Convenant).values(values).on_conflict_do_nothing())
    return convenant


def get_bewaard(tx: Session, verband: UUID, versie: int) -> rules.Convenant:
    """A version that an opening refers to, and that is here therefore."""
    return rules.lees(tx.get_one(Convenant, (verband, versie)).inhoud)
