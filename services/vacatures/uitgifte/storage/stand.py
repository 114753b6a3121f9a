"""What a choice of public vacancies comes down to now, cheaply: is there anything new to read?"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from services.vacatures.convenant.rules import Categorie
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
# The same, with what is needed to know whether it still holds: what this query saw of other
# transactions, and the next moment at which the clock alone changes something.
_GEZIEN = _STAND.replace(
    "FROM samen s, namen n, weg w",
    f""", pg_current_snapshot()::text, (
        SELECT (extract(epoch FROM min(g.op)) * 1000000)::bigint::text FROM (
            SELECT unnest(ARRAY[z.van, z.tot]) AS op FROM open_zicht z
            WHERE z.sleutel = '{Categorie.EXTERN}'
            UNION ALL SELECT d.tot FROM verdwenen_zicht d WHERE d.sleutel = '{Categorie.EXTERN}'
        ) g WHERE g.op > CAST(:nu AS timestamptz) AND isfinite(g.op)
    ) FROM samen s, namen n, weg w""",
)
# Of the transactions that touched what feeds are made of, one of which that query saw nothing.
_ANDERS = """
    SELECT 1 FROM uitgiftewijziging w
    WHERE w.transactie >= pg_snapshot_xmin(CAST(CAST(:foto AS text) AS pg_snapshot))::text::bigint
        AND NOT pg_visible_in_snapshot(
            w.transactie::text::xid8, CAST(CAST(:foto AS text) AS pg_snapshot))
    LIMIT 1
"""
_OPRUIMEN = "DELETE FROM uitgiftewijziging WHERE op < now() - interval '1 day'"
HOOGSTENS = 600.0  # seconds that a mark is trusted; rows of changes stay a day
Sessions = sessionmaker[Session]


@dataclass(frozen=True, slots=True)
class Gezien:
    """What a choice came down to, and how long that holds."""

    stand: Uitgavestand
    foto: str  # pg_snapshot: which transactions it saw
    van: datetime  # business clock: not before this moment
    grens: datetime | None  # and before this one
    gelezen: float  # time.monotonic


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


async def read_stand(lezer: Reader, keuze: Uitgavekeuze, nu: datetime) -> Gezien:
    """The same, by the quick way, to be kept."""
    gelezen = time.monotonic()
    row = (await lezer.ask(_GEZIEN, waarden(keuze, nu)))[0]
    *feiten, foto, grens = (None if een is None else een.decode() for een in row)
    return Gezien(_stand(*feiten), foto or "", nu, _moment(grens), gelezen)


async def geldt_nog(lezer: Reader, gezien: Gezien, nu: datetime) -> bool:
    """Whether nothing can have changed since: the clock passed nothing, and nobody wrote.

    One look in an index. A transaction that was open then counts when it is committed, whatever
    the order in which they end.
    """
    if nu < gezien.van or (gezien.grens is not None and nu >= gezien.grens):
        return False
    if time.monotonic() - gezien.gelezen > HOOGSTENS:
        return False
    return not await lezer.ask(_ANDERS, {"foto": gezien.foto})


def ruim_op(tx: Session) -> None:
    """Forget changes of which everybody has read again."""
    tx.execute(text(_OPRUIMEN))


def _stand(aantal: str | None, merk: str | None, op: str | None) -> Uitgavestand:
    return Uitgavestand(merk or "", int(aantal or 0), _moment(op))


def _moment(op: str | None) -> datetime | None:
    return None if op is None else _BEGIN + timedelta(microseconds=int(op))
