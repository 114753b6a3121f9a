"""Everything that was done with one inzet: statuses, terms, answers, agreements, checklist."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from services.pool.inzet.rules import Partij
from services.pool.inzet.tables import (
    InzetAkkoord,
    InzetOvereenkomst,
    InzetOvergang,
    InzetStartpunt,
    InzetVoorwaarden,
)

LEEG, GEEN = null().cast(Text), null().cast(Integer)


def list_audit(
    tx: Session, id: UUID, eigen: Collection[Partij], offset: int, limit: int
) -> list[dict[str, Any]]:
    """Who did what when with an inzet; of a no only what was said on the sides `eigen`."""
    logs = union_all(*_logs(id, eigen)).subquery()
    query = select(logs).order_by(logs.c.op, logs.c.wat, logs.c.nr)
    rows = tx.execute(query.offset(offset).limit(limit)).mappings()
    return [{**row, "gebeurd_op": row["op"]} for row in rows]


def count_audit(tx: Session, id: UUID, eigen: Collection[Partij]) -> int:
    logs = union_all(*_logs(id, eigen)).subquery()
    return tx.scalar(select(func.count()).select_from(logs)) or 0


def _logs(id: UUID, eigen: Collection[Partij]) -> list[Any]:
    return [_overgangen(id), _akkoorden(id, eigen), *_rest(id)]


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


def _akkoorden(id: UUID, eigen: Collection[Partij]) -> Any:
    zichtbaar = or_(InzetAkkoord.akkoord, InzetAkkoord.partij.in_([een.value for een in eigen]))
    return select(
        literal("akkoord"),
        InzetAkkoord.op,
        InzetAkkoord.nr,
        LEEG,
        case((InzetAkkoord.akkoord, "ja"), else_="nee"),
        InzetAkkoord.partij,
        InzetAkkoord.versie,
        InzetAkkoord.door,
        InzetAkkoord.reden,
    ).where(InzetAkkoord.inzet_id == id, zichtbaar)


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
