"""Where postcodes lie, as far as a file told."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.zoeken.tables import Postcode
from shared.reader import Reader


def set_postcodes(tx: Session, plekken: Iterable[tuple[str, float, float]]) -> int:
    """Store the places (pc4, degrees north, degrees east) in place of all others; how many."""
    tx.execute(delete(Postcode))
    alle = {pc4: (breedte, lengte) for pc4, breedte, lengte in plekken}
    rows = [{"pc4": pc4, "breedte": b, "lengte": g} for pc4, (b, g) in sorted(alle.items())]
    if rows:
        tx.execute(insert(Postcode), rows)
    return len(rows)


async def has_postcode(lezer: Reader, pc4: str) -> bool:
    """Whether it is known where this postcode lies."""
    sql = "SELECT FROM postcode WHERE pc4 = CAST(:pc4 AS text)"
    return bool(await lezer.ask(sql, {"pc4": pc4}))
