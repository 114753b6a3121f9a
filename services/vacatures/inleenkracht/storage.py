"""Inleenkrachten: what pool told, and whom that makes internal where."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.inleenkracht import rules
from services.vacatures.inleenkracht.tables import Inleenkracht, OntvangenGebeurtenis
from shared.http import Peer

INZET = "inzet-"


def add_gebeurtenissen(
    tx: Session, gebeurtenissen: Iterable[tuple[UUID, str, UUID]], op: datetime
) -> int:
    """Store events (id, type, subject) once; returns how many are new and about an inzet."""
    rows = [
        {"id": id, "type": type, "onderwerp": onderwerp, "ontvangen_op": op}
        for id, type, onderwerp in gebeurtenissen
        if type.startswith(INZET)
    ]
    if not rows:
        return 0
    stored = insert(OntvangenGebeurtenis).values(rows).on_conflict_do_nothing()
    return len(tx.scalars(stored.returning(OntvangenGebeurtenis.id)).all())


def verwerk_gebeurtenissen(tx: Session, pool: Peer, op: datetime) -> int:
    """Fetch every inzet that an event spoke of. Error: httpx2.HTTPError (it stays waiting)."""
    open_ = (
        select(OntvangenGebeurtenis)
        .where(OntvangenGebeurtenis.verwerkt_op.is_(None))
        .order_by(OntvangenGebeurtenis.ontvangen_op)
        .with_for_update(skip_locked=True)
        .limit(100)
    )
    rows = tx.scalars(open_).all()
    for inzet in dict.fromkeys(row.onderwerp for row in rows):
        _keep(tx, inzet, _fetch(pool, inzet))
    for row in rows:
        row.verwerkt_op = op
    return len(rows)


def _fetch(pool: Peer, inzet: UUID) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = pool.get(f"/intern/inzetten/{inzet}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    return found


def _keep(tx: Session, inzet: UUID, feiten: dict[str, Any] | None) -> None:
    """Always the present state: the order in which events came makes no difference."""
    if feiten is None:
        gone = update(Inleenkracht).where(Inleenkracht.inzet == inzet).values(actief=False)
        tx.execute(gone)
        return
    values = {
        "medewerker": UUID(feiten["medewerker"]),
        "inlener": feiten["inlener"],
        "van": feiten["van"],
        "tot": feiten["tot"],
        "actief": feiten["actief"],
    }
    row = insert(Inleenkracht).values(inzet=inzet, **values)
    tx.execute(row.on_conflict_do_update(index_elements=[Inleenkracht.inzet], set_=values))


def list_inzetten(tx: Session, medewerker: UUID) -> list[rules.Inleenkracht]:
    """Every inzet of one person that this service knows of."""
    rows = tx.scalars(select(Inleenkracht).where(Inleenkracht.medewerker == medewerker))
    return [
        rules.Inleenkracht(r.inzet, r.medewerker, r.inlener, r.van, r.tot, r.actief) for r in rows
    ]


# For a read without a transaction: a column of somebody else's statement, NULL when there are none.
INZETTEN = """(
    SELECT json_agg(json_build_array(i.inzet, i.inlener, i.van, i.tot, i.actief))
    FROM inleenkracht i WHERE i.medewerker = CAST(:medewerker AS uuid))"""


def lees_inzetten(medewerker: UUID, tekst: bytes) -> list[rules.Inleenkracht]:
    """What the column `INZETTEN` tells: the same as `list_inzetten`."""
    return [
        rules.Inleenkracht(
            UUID(inzet),
            medewerker,
            inlener,
            date.fromisoformat(van),
            date.fromisoformat(tot) if tot else None,
            actief,
        )
        for inzet, inlener, van, tot, actief in json.loads(tekst)
    ]
