"""What the caller could see and cannot see any more: for whoever keeps a copy of the list.

Only windows of the caller's own keys count, so of what was never visible nothing is told. A window
ends when its phase ends, when the vacancy closes by the clock, or when somebody ends it.
"""

from datetime import datetime

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.storage import visible
from services.vacatures.vacature.storage.visible import EIGEN, ZIET
from shared.reader import Reader

_GEEINDIGD = """
    z.sleutel = ANY (CAST(:sleutels AS text[]))
    AND (z.niet_voor IS NULL OR NOT CAST(:organisatie AS text) = ANY (z.niet_voor))
    AND z.tot > CAST(:sinds AS timestamptz) AND z.tot <= CAST(:nu AS timestamptz)
"""


def _sql(kijker: vacatureregels.Kijker) -> str:
    eigen = ""
    if visible.is_recruiter(kijker):  # the own vacancies stay visible, whatever their status
        eigen = f"""AND NOT EXISTS (
            SELECT FROM vacature v WHERE v.id = e.vacature_id AND {EIGEN})"""
    return f"""
        SELECT coalesce(string_agg(r.json, ',' ORDER BY r.nr)
            FILTER (WHERE r.nr <= CAST(:grootte AS int)), ''), count(*) > CAST(:grootte AS int)
        FROM (
            SELECT row_number() OVER (ORDER BY max(e.tot), e.vacature_id) AS nr,
                json_build_object('id', e.vacature_id, 'verdwenenOp', to_char(
                    max(e.tot) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"'
                ))::text AS json
            FROM (
                SELECT z.vacature_id, z.tot FROM open_zicht z WHERE {_GEEINDIGD}
                UNION ALL
                SELECT z.vacature_id, z.tot FROM verdwenen_zicht z WHERE {_GEEINDIGD}
            ) e
            WHERE NOT EXISTS (
                SELECT FROM open_zicht z WHERE z.vacature_id = e.vacature_id AND {ZIET}
            ) {eigen}
            GROUP BY e.vacature_id ORDER BY max(e.tot), e.vacature_id
            OFFSET CAST(:over AS int) LIMIT CAST(:grootte AS int) + 1
        ) r
    """


async def read_verdwenen(
    lezer: Reader,
    kijker: vacatureregels.Kijker,
    sinds: datetime,
    nu: datetime,
    *,
    over: int,
    grootte: int,
) -> tuple[bytes, bool]:
    """A page of what went after `sinds`, as JSON, the first to go first; and whether more went."""
    values = visible.wie(kijker, nu) | {"sinds": sinds, "over": over, "grootte": grootte}
    regels, meer = (await lezer.ask(_sql(kijker), values))[0]
    return regels or b"", meer == b"t"
