"""The hosts where an employer lets people apply by itself, and what leaves with a host."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text, all_, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.storage.changes import log_wijziging, meld
from services.vacatures.vacature.storage.facts import from_row
from services.vacatures.vacature.tables import Sollicitatiehosts, Vacature
from shared.caller import Caller


def get_hosts(
    tx: Session, werkgever: str, *, lock: bool = False, share: bool = False
) -> tuple[list[str], int]:
    """The hosts of an employer and their version; 0 when it never made a list."""
    query = select(Sollicitatiehosts).where(Sollicitatiehosts.werkgever == werkgever)
    if lock or share:
        query = query.with_for_update(read=share)
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return (list(row.hosts), row.versie) if row else ([], 0)


def set_hosts(
    tx: Session, werkgever: str, hosts: Sequence[str], beller: Caller, nu: datetime
) -> int:
    """Store the list; a living vacancy whose address is not on it loses it. Returns the version."""
    values = {
        "hosts": sorted(hosts),
        "gewijzigd_op": nu,
        "client": beller.client,
        "gebruiker": beller.gebruiker,
    }
    row = insert(Sollicitatiehosts).values(werkgever=werkgever, versie=1, **values)
    changed = values | {"versie": Sollicitatiehosts.versie + 1}
    stored = row.on_conflict_do_update(index_elements=["werkgever"], set_=changed)
    versie = tx.scalar(stored.returning(Sollicitatiehosts.versie))
    _haal_adressen_weg(tx, werkgever, hosts, beller, nu)
    return versie or 1


def _haal_adressen_weg(
    tx: Session, werkgever: str, hosts: Sequence[str], beller: Caller, nu: datetime
) -> list[UUID]:
    """Without an address people apply here; each change is told and logged as any other."""
    # Stored addresses are normal: what follows https:// up to / ? or # is the host.
    host = func.substring(Vacature.sollicitatie_url, "^https://([^/?#]+)")
    query = select(Vacature).where(
        Vacature.werkgever == werkgever,
        Vacature.status.in_([Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD]),
        Vacature.sollicitatie_url.is_not(None),
        host != all_(literal(list(hosts), ARRAY(Text))),
    )
    rows = tx.scalars(query.order_by(Vacature.id).with_for_update()).all()
    for vacature in [from_row(row) for row in rows]:
        bump = {"versie": Vacature.versie + 1, "gewijzigd_op": nu, "sollicitatie_url": None}
        tx.execute(update(Vacature).where(Vacature.id == vacature.id).values(**bump))
        velden = ["sollicitatie_url"]
        log_wijziging(tx, vacature.id, vacature.versie + 1, velden, beller, nu)
        meld(tx, "vacature-gewijzigd", vacature, nu)
    return [row.id for row in rows]
