"""What a choice of public vacancies comes down to now, cheaply: is there anything new to read?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from services.vacatures.uitgifte.rules import Uitgavekeuze, Uitgavestand
from services.vacatures.uitgifte.storage.openbaar import (
    KEUZE,
    KEUZE_OPEN,
    VENSTERS,
    VERDWENEN,
    ZONDER_KEUZE,
    waarden,
)
from shared import db
from shared.reader import Reader

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
# What is copied of the register counts by its contents, not by when it was fetched: that moment
# may come from a vacancy that nobody may know of.
# A sum of hashes needs no order: it changes when any of them does. Everything as text, so that
# both ways of reading give the same.
_STAND = f"""
    WITH o AS MATERIALIZED ({VENSTERS}),
    gekozen AS MATERIALIZED (
        SELECT v.vacature_id, v.gewijzigd_op, o.gepubliceerd_op, v.werkgevers
        FROM o JOIN open_vacature v ON v.vacature_id = o.vacature_id
        WHERE o.nu_open AND {KEUZE_OPEN}
    ),
    namen AS (
        SELECT sum(hash_record_extended(ROW(w.oin, f.naam, f.tooi, m.versie), 0)) AS merk,
            max(m.gewijzigd_op) AS gewijzigd_op
        FROM (SELECT DISTINCT unnest(werkgevers) AS oin FROM gekozen) w
        LEFT JOIN organisatiefeit f ON f.oin = w.oin
        LEFT JOIN profiel m ON m.organisatie = w.oin
    ),
    weg AS (
        SELECT max(g.tot) AS tot FROM (
            SELECT o.vacature_id, o.tot FROM o WHERE NOT o.nu_open
            UNION ALL {VERDWENEN}
        ) g WHERE {ZONDER_KEUZE} OR EXISTS (
            SELECT FROM vacature v WHERE v.id = g.vacature_id AND {KEUZE})
    ),
    samen AS (
        SELECT count(*) AS aantal, max(k.gewijzigd_op) AS gewijzigd_op,
            max(k.gepubliceerd_op) AS gepubliceerd_op,
            sum(hash_record_extended(ROW(k.vacature_id, k.gewijzigd_op, k.gepubliceerd_op), 0))
                AS merk
        FROM gekozen k
    )
    SELECT s.aantal::text, concat_ws('|', s.merk, n.merk, extract(epoch FROM w.tot)),
        (extract(epoch FROM greatest(
            s.gewijzigd_op, s.gepubliceerd_op, n.gewijzigd_op, w.tot)) * 1000000)::bigint::text
    FROM samen s, namen n, weg w
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
    return _stand(*tx.execute(text(_STAND), waarden(keuze, nu)).one())


async def read_stand(lezer: Reader, keuze: Uitgavekeuze, nu: datetime) -> Uitgavestand:
    """The same, by the quick way."""
    row = (await lezer.ask(_STAND, waarden(keuze, nu)))[0]
    return _stand(*(None if een is None else een.decode() for een in row))


def _stand(aantal: str | None, merk: str | None, op: str | None) -> Uitgavestand:
    moment = None if op is None else _BEGIN + timedelta(microseconds=int(op))
    return Uitgavestand(merk or "", int(aantal or 0), moment)
