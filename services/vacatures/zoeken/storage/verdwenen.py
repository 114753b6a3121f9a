"""What the caller could see and cannot see any more: for whoever keeps a copy of the list.

Only windows of the caller's own keys count, so of what was never visible nothing is told. A window
ends when its phase ends, when the vacancy closes by the clock, or when somebody ends it. Who loses
or gets a key (another employer or verband, an inzet that ends) reads the whole list anew: `merk`
tells that it is so.
"""

import hashlib
import json
from datetime import datetime

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.storage import visible
from services.vacatures.vacature.storage.visible import EIGEN, ZIET
from services.vacatures.zoeken.rules import Plek
from services.vacatures.zoeken.storage.pagina import Gevonden
from shared.reader import Reader

_GEEINDIGD = """
    z.sleutel = ANY (CAST(:sleutels AS text[]))
    AND (z.niet_voor IS NULL OR NOT CAST(:organisatie AS text) = ANY (z.niet_voor))
    AND z.tot > CAST(:sinds AS timestamptz) AND z.tot <= CAST(:nu AS timestamptz)
"""
_MOMENT = """to_char(k.op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"')"""
# As `rules.merk` writes it.
_EINDE = "'0_' || (extract(epoch FROM k.op) * 1000000)::bigint || '_' || k.vacature_id"


def _sql(kijker: vacatureregels.Kijker) -> str:
    eigen = ""
    if visible.is_recruiter(kijker):  # the own vacancies stay visible, whatever their status
        eigen = f"""AND NOT EXISTS (
            SELECT FROM vacature v WHERE v.id = e.vacature_id AND {EIGEN})"""
    return f"""
        SELECT
            string_agg(
                json_build_object('id', k.vacature_id, 'verdwenenOp', {_MOMENT})::text,
                ',' ORDER BY k.nr
            ) FILTER (WHERE k.nr <= CAST(:grootte AS int)),
            CASE WHEN count(*) > CAST(:grootte AS int)
                THEN max({_EINDE}) FILTER (WHERE k.nr = CAST(:grootte AS int)) END
        FROM (
            SELECT row_number() OVER (ORDER BY max(e.tot), e.vacature_id) AS nr,
                e.vacature_id, max(e.tot) AS op
            FROM (
                SELECT z.vacature_id, z.tot FROM open_zicht z WHERE {_GEEINDIGD}
                UNION ALL
                SELECT z.vacature_id, z.tot FROM verdwenen_zicht z WHERE {_GEEINDIGD}
            ) e
            WHERE NOT EXISTS (
                SELECT FROM open_zicht z WHERE z.vacature_id = e.vacature_id AND {ZIET}
            ) {eigen}
            GROUP BY e.vacature_id
            HAVING CAST(:na_op AS timestamptz) IS NULL
                OR (max(e.tot), e.vacature_id)
                    > (CAST(:na_op AS timestamptz), CAST(:na_id AS uuid))
            ORDER BY max(e.tot), e.vacature_id
            OFFSET CAST(:over AS int) LIMIT CAST(:grootte AS int) + 1
        ) k
    """


async def read_verdwenen(
    lezer: Reader,
    kijker: vacatureregels.Kijker,
    sinds: datetime,
    nu: datetime,
    *,
    over: int,
    grootte: int,
    na: Plek | None = None,
) -> Gevonden:
    """A page of what went after `sinds`, the first to go first; after the place `na`, if given."""
    values = visible.wie(kijker, nu) | {
        "sinds": sinds,
        "over": over,
        "grootte": grootte,
        "na_op": na.geopend_op if na else None,
        "na_id": na.id if na else None,
    }
    [(regels, einde)] = await lezer.ask(_sql(kijker), values)
    return Gevonden(regels or b"", einde.decode() if einde else None)


def merk_van_zicht(kijker: vacatureregels.Kijker) -> str:
    """What the caller may see, as a mark: another one means that the caller's own rights changed.

    Made of what the caller knows: where they work, for whom they act, where they were referred to.
    """
    namens = sorted(kijker.handelt_voor) if kijker.recruiter else []
    wie = [visible.sleutels(kijker), kijker.organisatie, namens]
    return hashlib.sha256(json.dumps(wie).encode()).hexdigest()[:16]
