"""What was done with one inzet: statuses, terms, agreements, checklist."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from services.pool.inzet.tables import (
    InzetOvereenkomst,
    InzetOvergang,
    InzetStartpunt,
    InzetVoorwaarden,
)

MAX_ROWS = 10_000  # of one inzet
LEEG, GEEN = null().cast(Text), null().cast(Integer)


def list_audit(tx: Session, id: UUID) -> list[dict[str, Any]]:
    """Who did what when with an inzet, but for the answers: `rules.zichtbare_akkoorden`."""
    logs = union_all(_overgangen(id), *_rest(id)).subquery()
    query = select(logs).order_by(logs.c.op, logs.c.wat, logs.c.nr).limit(MAX_ROWS)
    return [dict(row) for row in tx.execute(query).mappings()]


def _overgangen(id: UUID) -> Any:
    return select(
        literal("status").label("wat"),
        InzetOvergang.op,
        InzetOvergang.nr,
        InzetOvergang.van,
        InzetOvergang.naar,
        LEEG.label("partij"),
        GEEN.label("versie"),
        InzetOvergang.door,
        InzetOvergang.reden,
    ).where(InzetOvergang.inzet_id == id)


def _rest(id: UUID) -> list[Any]:
    nul = literal(0, BigInteger)
    voorwaarden = select(
        literal("voorwaarden"),
        InzetVoorwaarden.op,
        nul,
        LEEG,
        LEEG,
        LEEG,
        InzetVoorwaarden.versie,
        InzetVoorwaarden.door,
        InzetVoorwaarden.reden,
    ).where(InzetVoorwaarden.inzet_id == id)
    overeenkomst = select(
        literal("overeenkomst"),
        InzetOvereenkomst.op,
        InzetOvereenkomst.nummer,
        LEEG,
        LEEG,
        LEEG,
        InzetOvereenkomst.voorwaarden_versie,
        InzetOvereenkomst.door,
        LEEG,
    ).where(InzetOvereenkomst.inzet_id == id)
    startpunt = select(
        literal("startpunt"),
        InzetStartpunt.op,
        nul,
        LEEG,
        InzetStartpunt.punt,
        InzetStartpunt.eigenaar,
        GEEN,
        InzetStartpunt.door,
        LEEG,
    ).where(InzetStartpunt.inzet_id == id)
    return [voorwaarden, overeenkomst, startpunt]
