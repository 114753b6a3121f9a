"""What a choice of public vacancies comes down to now, cheaply: is there anything new to read?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from services.vacatures.uitgifte.rules import Uitgavekeuze, Uitgavestand
from services.vacatures.uitgifte.storage.openbaar import (
    GEWEEST,
    IS_OPEN,
    KEUZE,
    OPENBAAR,
    WERKGEVERS,
    waarden,
)
from shared import db

# What is copied of the register counts by its contents, not by when it was fetched: that moment
# may come from a vacancy that nobody may know of.
_STAND = f"""
    WITH o AS ({OPENBAAR}),
    gekozen AS (
        SELECT v.id, v.versie, v.gewijzigd_op, o.gepubliceerd_op, {WERKGEVERS} AS werkgevers
        FROM o JOIN vacature v ON v.id = o.vacature_id
        WHERE {IS_OPEN} AND {KEUZE}
    ),
    namen AS (
        SELECT md5(string_agg(concat_ws('|', w.oin, f.naam, f.tooi, m.versie), ',' ORDER BY w.oin))
            AS merk, max(m.gewijzigd_op) AS gewijzigd_op
        FROM (SELECT DISTINCT unnest(werkgevers) AS oin FROM gekozen) w
        LEFT JOIN organisatiefeit f ON f.oin = w.oin
        LEFT JOIN profiel m ON m.organisatie = w.oin
    ),
    weg AS (
        SELECT max(g.tot) AS tot FROM ({GEWEEST}) g
        JOIN vacature v ON v.id = g.vacature_id WHERE {KEUZE}
    )
    SELECT count(*),
        md5(concat_ws('|',
            string_agg(concat_ws(':', k.id, k.versie, k.gewijzigd_op, k.gepubliceerd_op), ','
                ORDER BY k.id),
            (SELECT merk FROM namen), (SELECT tot FROM weg))),
        greatest(max(k.gewijzigd_op), max(k.gepubliceerd_op), (SELECT gewijzigd_op FROM namen),
            (SELECT tot FROM weg))
    FROM gekozen k
"""

Sessions = sessionmaker[Session]


@contextmanager
def snapshot(sessions: Sessions, seconds: float | None = None) -> Iterator[Session]:
    """A transaction in which every query sees the same moment, and that changes nothing.

    `seconds`: how long the caller waits; no statement runs longer.
    """
    with sessions.begin() as tx:
        tx.connection(
            execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
        db.end_within(tx, seconds)
        yield tx


def get_stand(tx: Session, keuze: Uitgavekeuze, nu: datetime) -> Uitgavestand:
    """One query; see `Uitgavestand`."""
    aantal, merk, gewijzigd_op = tx.execute(text(_STAND), waarden(keuze, nu)).one()
    return Uitgavestand(merk, aantal, gewijzigd_op)
