"""All that this room holds of a person: told, and erased; the Waadi register stays its years."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.pool.inzet import rules
from services.pool.inzet.rules import Partij
from services.pool.inzet.storage.register import register_van
from services.pool.inzet.tables import (
    Inzet,
    InzetAkkoord,
    InzetOvereenkomst,
    InzetOvergang,
    InzetSignaal,
    InzetStartpunt,
    InzetTekst,
    InzetVoorwaarden,
)
from services.pool.tables import Base

KINDEREN: tuple[type[Base], ...] = (
    InzetAkkoord,
    InzetOvereenkomst,
    InzetOvergang,
    InzetSignaal,
    InzetStartpunt,
    InzetTekst,
    InzetVoorwaarden,
)
# Why another side said no is not told to the person, nor who decided for it.
NIET = frozenset({"geweigerd_door"})


def _rijen(rows: Sequence[Base]) -> list[dict[str, Any]]:
    return [
        {
            kolom.key: None if waarde is None else str(waarde)
            for kolom in row.__table__.columns
            if kolom.key not in NIET
            for waarde in [getattr(row, kolom.key)]
        }
        for row in rows
    ]


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """Everything, per part; a number of queries that does not grow with what there is."""
    inzetten = tx.scalars(select(Inzet).where(Inzet.medewerker == persoon).order_by(Inzet.van))
    eigen = inzetten.all()
    zichtbaar = _rijen(eigen)
    for rij, row in zip(zichtbaar, eigen, strict=True):
        is_eigen = row.geweigerd_door == Partij.MEDEWERKER
        if row.status == rules.InzetStatus.GEWEIGERD and not is_eigen:
            rij["status"] = str(rules.InzetStatus.INGETROKKEN)
    ids = [row.id for row in eigen]
    delen = {"inzetten": zichtbaar}
    for naam, tabel in (
        ("inzetvoorwaarden", InzetVoorwaarden),
        ("startlijst", InzetStartpunt),
        ("inzetteksten", InzetTekst),
        ("inzetovereenkomsten", InzetOvereenkomst),
    ):
        delen[naam] = _rijen(tx.scalars(select(tabel).where(tabel.inzet_id.in_(ids))).all())
    antwoorden = select(InzetAkkoord).where(
        InzetAkkoord.inzet_id.in_(ids), InzetAkkoord.partij == Partij.MEDEWERKER
    )
    delen["inzetantwoorden"] = _rijen(tx.scalars(antwoorden.order_by(InzetAkkoord.nr)).all())
    delen["waadiregister"] = [
        {naam: str(getattr(een, naam)) for naam in een.__dataclass_fields__}
        for een in register_van(tx, [persoon])
    ]
    return delen


def wis_inzetten(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """Erase these inzetten with all that hangs on them: table → rows."""
    weg: dict[str, int] = {}
    for tabel in KINDEREN:
        kolom = tabel.__table__.c.inzet_id
        rows = tx.execute(delete(tabel).where(kolom.in_(ids)).returning(kolom)).all()
        weg[tabel.__tablename__] = len(rows)
    rows = tx.execute(delete(Inzet).where(Inzet.id.in_(ids)).returning(Inzet.id)).all()
    return weg | {"inzet": len(rows)}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what is over of these persons; what runs or is asked stays, as does the register."""
    over = select(Inzet.id).where(Inzet.medewerker.in_(personen), Inzet.status.not_in(rules.BEZET))
    return wis_inzetten(tx, tx.scalars(over.with_for_update()).all())
