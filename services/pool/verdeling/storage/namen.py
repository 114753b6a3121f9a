"""How organisations are called: copied from the gateway's register by the worker."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import httpx2
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.verdeling.tables import Organisatienaam
from shared.http import Peer

BATCH = 50
OUD = timedelta(days=7)

NODIG = text("""
    SELECT gezien.oin FROM (
        SELECT organisatie AS oin FROM aandeel UNION
        SELECT inlener FROM inzet UNION
        SELECT thuisorganisatie FROM inzet
    ) gezien
    LEFT JOIN organisatienaam naam ON naam.oin = gezien.oin
    WHERE naam.oin IS NULL OR naam.gehaald_op < :oud
    ORDER BY gezien.oin LIMIT :aantal
""")


def get_namen(tx: Session, oins: Iterable[str]) -> dict[str, str]:
    """The names that are known."""
    vraag = select(Organisatienaam.oin, Organisatienaam.naam).where(
        Organisatienaam.oin.in_(sorted(set(oins))), Organisatienaam.naam.is_not(None)
    )
    return {oin: naam for oin, naam in tx.execute(vraag) if naam}


def haal_namen(tx: Session, gateway: Peer, nu: datetime) -> int:
    """Fetch names that are missing or old; how many were asked. Error: httpx2.HTTPError."""
    oins = tx.scalars(NODIG, {"oud": nu - OUD, "aantal": BATCH}).all()
    for oin in oins:
        nieuw = {"naam": _naam(gateway, oin), "gehaald_op": nu}
        rij = insert(Organisatienaam).values(oin=oin, **nieuw)
        tx.execute(rij.on_conflict_do_update(index_elements=["oin"], set_=nieuw))
    return len(oins)


def _naam(gateway: Peer, oin: str) -> str | None:
    try:
        naam = gateway.get(f"/intern/organisaties/{oin}").get("naam")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    return str(naam) if naam else None
