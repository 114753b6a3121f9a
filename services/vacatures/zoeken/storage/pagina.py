"""One page of the list, in one statement: its lines as JSON from PostgreSQL, and where it ends.

A line looks the same to everybody who may do the same with it, so most lines were sent before. Of
the newest PostgreSQL says which ones, and their text is looked up (`regels`).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from services.vacatures.inleenkracht.storage import INZETTEN
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.storage.visible import STATUS
from services.vacatures.zoeken.rules import NOOIT
from services.vacatures.zoeken.storage import vinden
from services.vacatures.zoeken.storage.regels import BINNEN, TUSSEN, Regels, bewaar, zoek
from services.vacatures.zoeken.storage.vraag import Soort, Vraag, soort, waarden
from shared.reader import Reader


@dataclass(frozen=True, slots=True)
class Gevonden:
    """The lines of one page as JSON, comma between; where it ends, when there is more."""

    regels: bytes
    einde: str | None  # as `rules.merk` writes it


_NIEUWSTE = "k.geopend_op DESC, k.vacature_id"
# One text at once: each `||` would copy what stands before it.
_OPEN = """concat('{"id":"', k.vacature_id, '","url":"', CAST(:basis AS text), k.vacature_id,
    '","status":"opengesteld","fase":"', k.fase, '","magSolliciteren":"', k.solliciteren, '",',
    o.regel)"""
_EIGEN = f"""'{{"id":"' || k.vacature_id || '","url":"' || CAST(:basis AS text) || k.vacature_id
    || '","status":"' || {STATUS} || '","fase":' || coalesce(to_json(k.fase)::text, 'null')
    || ',"magSolliciteren":"' || coalesce(k.solliciteren, 'nee') || '",'
    || coalesce(o.regel, vacatureregel(v))"""
# The SQL of `rules.merk`, of a line of the page.
_EINDE = f"""k.waarde || '_' || coalesce((extract(epoch FROM k.geopend_op) * 1000000)::bigint,
    {NOOIT}) || '_' || k.vacature_id"""
_JOIN = "JOIN open_vacature o ON o.vacature_id = k.vacature_id"


# ---- lines that PostgreSQL writes ---------------------------------------------------------------
@lru_cache(maxsize=1000)
def lijst(wie: Soort, vraag: Vraag, over: int, grootte: int) -> str:
    """The text of one page, as one row: its lines, and where it ends when there is more.

    Its numbers stand in it: PostgreSQL plans for few rows, not for any.
    """
    if vinden.is_snel(vraag):
        bron, na, order = vinden.snel(wie, vraag, over + grootte + 1), "", _NIEUWSTE
    else:
        later = vinden.kan_later_zien(wie, vraag)
        bron = vinden.gewogen(vraag) if later else vinden.alles(wie, vraag)
        na, order = _na_weging(vraag), f"k.waarde, {_NIEUWSTE}"
    join, regel = _JOIN, _OPEN
    if wie.recruiter:
        join = f"LEFT {_JOIN} JOIN vacature v ON v.id = k.vacature_id"
        regel = _EIGEN
    return f"""
        SELECT string_agg(k.regel, ',') FILTER (WHERE k.nr <= {grootte}),
            CASE WHEN count(*) > {grootte} THEN max({_EINDE}) FILTER (WHERE k.nr = {grootte}) END,
            {INZETTEN} FROM (
            SELECT {regel} AS regel, k.waarde, k.geopend_op, k.vacature_id,
                row_number() OVER (ORDER BY {order}) AS nr FROM (
                SELECT k.* FROM ({bron}) k {na}
                ORDER BY {order} OFFSET {over} LIMIT {grootte + 1}
            ) k {join} ORDER BY {order}
        ) k
    """


def _na_weging(vraag: Vraag) -> str:
    if vraag.na is None:
        return ""
    gelijk = vinden.na(vraag, "k.geopend_op", "k.vacature_id")[0]
    waarde = "CAST(:na_waarde AS int)"
    return f"WHERE (k.waarde > {waarde} OR (k.waarde = {waarde} AND {gelijk}))"


# ---- lines that were sent before ----------------------------------------------------------------
_SLEUTEL = "concat(k.regelmerk, ' ', k.fase, ' ', k.solliciteren)"
_PAAR = f"concat({_SLEUTEL}, '{BINNEN}', {_EINDE}, '{BINNEN}', {_OPEN})"


@lru_cache(maxsize=1000)
def bekend(wie: Soort, vraag: Vraag, over: int, grootte: int, *, voluit: bool) -> str:
    """The text of one page of the newest, and one line more, as one row: the keys of its lines.

    `voluit`: each key with what is kept by it.
    """
    regel, join = (_PAAR, f"{_JOIN} ORDER BY {_NIEUWSTE}") if voluit else (_SLEUTEL, "")
    return f"""
        SELECT string_agg(k.regel, '{TUSSEN}'), {INZETTEN} FROM (
            SELECT {regel} AS regel FROM (
                SELECT k.* FROM ({vinden.snel(wie, vraag, over + grootte + 1)}) k
                ORDER BY {_NIEUWSTE} OFFSET {over} LIMIT {grootte + 1}
            ) k {join}
        ) k
    """


# ---- the answer ---------------------------------------------------------------------------------
async def read_lijst(
    lezer: Reader,
    bewaard: Regels,
    kijker: vacatureregels.Kijker,
    vraag: Vraag,
    nu: datetime,
    *,
    over: int,
    grootte: int,
    basis: str,
    onbekend: UUID | None = None,
) -> Gevonden:
    """One page: `grootte` lines after the first `over`, or after the place in the question.

    `onbekend`: the person who asks, when `kijker` does not tell yet where they work.
    """
    wie = soort(kijker)
    values = waarden(kijker, vraag, nu, basis=basis, medewerker=onbekend)
    if snel := vinden.is_snel(vraag) and not wie.recruiter:
        sql = bekend(wie, vraag, over, grootte, voluit=False)
        [(sleutels, inzetten)] = await lezer.ask(sql, values)
    else:
        sql = lijst(wie, vraag, over, grootte)
        [(regels, einde, inzetten)] = await lezer.ask(sql, values)
    if onbekend is not None and inzetten is not None:
        # Few people are elsewhere: only for them it is read twice.
        kijker = vacatures.met_inzetten(kijker, onbekend, inzetten, nu)
        return await read_lijst(
            lezer, bewaard, kijker, vraag, nu, over=over, grootte=grootte, basis=basis
        )
    if not snel:
        return Gevonden(regels or b"", einde.decode() if einde else None)
    if sleutels is None:
        return Gevonden(b"", None)
    gevonden = zoek(bewaard, sleutels, grootte)
    if gevonden is None:  # a line that was not sent before: ask again, all of one moment
        [(paren, _)] = await lezer.ask(bekend(wie, vraag, over, grootte, voluit=True), values)
        gevonden = bewaar(bewaard, paren or b"", grootte)
    return Gevonden(*gevonden)
