"""Find what the caller may see: the list in one statement, its lines as JSON from PostgreSQL.

Two roads to one list. Newest first without words takes, per key of the caller, just as many of the
newest windows as a page needs. Every other question weighs all that it finds. In both, who sees
what is the text of `vacature.storage.visible`.

Lines look the same to all who see them, so most were sent before: PostgreSQL says which ones, and
their text is looked up (`regels`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from services.vacatures.inleenkracht.storage import INZETTEN
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.storage.visible import (
    EIGEN,
    GEZIEN,
    OPEN_VOOR_MIJ,
    RUIMSTE,
    STATUS,
    ZIET,
)
from services.vacatures.zoeken.rules import NOOIT, Sortering
from services.vacatures.zoeken.storage import regels as lijstregels
from services.vacatures.zoeken.storage.regels import BINNEN, TUSSEN
from services.vacatures.zoeken.storage.vraag import (
    METERS,
    Soort,
    Vraag,
    conditions,
    namen,
    plaats,
    soort,
    tekst,
    waarden,
    woorden,
)
from shared.reader import Reader


@dataclass(frozen=True, slots=True)
class Gevonden:
    """The lines of one page as JSON, comma between; where it ends, when there is more."""

    regels: bytes
    einde: str | None  # as `rules.merk` writes it


# ---- the two roads ------------------------------------------------------------------------------
def _is_snel(vraag: Vraag) -> bool:
    return (
        vraag.sorteer is Sortering.NIEUWSTE and vraag.zoek is None and vraag.gewijzigd_sinds is None
    )


def _na(vraag: Vraag, op: str, id: str) -> list[str]:
    """What comes after a place in newest-first; never opened comes before all."""
    if vraag.na is None:
        return []
    later = f"{id} > CAST(:na_id AS uuid)"
    if vraag.na.geopend_op is None:
        return [f"({op} IS NOT NULL OR {later})"]
    moment = "CAST(:na_op AS timestamptz)"
    return [f"{op} <= {moment} AND ({op} < {moment} OR {later})"]


_ER_BEGON_IETS = """(SELECT EXISTS (
    SELECT FROM open_zicht b WHERE NOT b.begonnen AND b.van <= CAST(:nu AS timestamptz)
))"""


def _per_sleutel(vraag: Vraag, aantal: int, reikt: int) -> str:
    """The windows per key, each in the order of its index, so that they merge until a page is full.

    What began since the worker last marked it comes beside them: there is hardly any, and when
    there is none at all one look tells.
    """
    keuze = conditions(vraag, "o")
    join = "JOIN open_vacature o ON o.vacature_id = z.vacature_id" if keuze else ""
    where = " AND ".join([OPEN_VOOR_MIJ, *_na(vraag, "z.geopend_op", "z.vacature_id"), *keuze])
    van = f"""
        (SELECT z.vacature_id, z.geopend_op, z.fase, z.solliciteren, z.regelnummer, z.ruimte,
            0 AS waarde
        FROM open_zicht z {join} {plaats(vraag, "o") if keuze else ""} WHERE {where}
    """
    order = f"ORDER BY z.geopend_op DESC, z.vacature_id LIMIT {reikt})"
    delen = [
        f"{van} AND z.begonnen AND z.sleutel = CAST(:sleutel_{naam} AS text) {order}"
        for naam in namen(aantal)
    ]
    elke = ", ".join(f"CAST(:sleutel_{naam} AS text)" for naam in namen(aantal))
    pas = f"{van} AND {_ER_BEGON_IETS} AND NOT z.begonnen AND z.sleutel IN ({elke}) {order}"
    return " UNION ALL ".join([*delen, pas])


def _eigen_per_werkgever(vraag: Vraag, reikt: int) -> str:
    """A recruiter's own vacancies of every status, in the same way."""
    keuze = [*_na(vraag, "v.geopend_op", "v.id"), *conditions(vraag, "v")]
    where = " AND ".join(["true", *keuze])
    columns = "v.id, v.geopend_op, NULL::text AS fase, NULL::text, NULL::bigint, -1, 0"
    rest = f"{plaats(vraag, 'v')} WHERE {where}"
    order = f"ORDER BY v.geopend_op DESC, v.id LIMIT {reikt}"
    return f"""
        SELECT v.* FROM unnest(CAST(:namens AS text[])) AS n(oin) CROSS JOIN LATERAL (
            SELECT {columns} FROM vacature v {rest} AND v.werkgever = n.oin {order}
        ) v
        UNION ALL (
            SELECT {columns} FROM vacature v {rest} AND cardinality(v.werkgevers) > 1
            AND v.werkgevers && CAST(:namens AS text[]) {order}
        )
        UNION ALL (
            SELECT {columns} FROM vacature v {rest}
            AND v.werver = CAST(:organisatie AS text) {order}
        )
    """


def _snel(wie: Soort, vraag: Vraag, reikt: int) -> str:
    alle = _per_sleutel(vraag, wie.sleutels, reikt)
    if wie.recruiter:
        alle += f" UNION ALL {_eigen_per_werkgever(vraag, reikt)}"
    return f"""
        SELECT DISTINCT ON (z.geopend_op, z.vacature_id)
            z.vacature_id, z.geopend_op, z.fase, z.solliciteren, z.regelnummer, z.waarde
        FROM ({alle}) z ORDER BY z.geopend_op DESC, z.vacature_id, {RUIMSTE}
    """


def _waarde(vraag: Vraag) -> str:
    """What the order of a weighed question goes by first, of `o`."""
    if vraag.zoek is None and vraag.sorteer is Sortering.RELEVANTIE:
        return "0"
    return {
        Sortering.NIEUWSTE: "0",
        Sortering.RELEVANTIE: (f"-(1000000 * ts_rank(o.woorden, {woorden('zoek_precies')}))::int"),
        Sortering.SLUITINGSDATUM: "coalesce(o.sluitings_datum - DATE '2000-01-01', 999999999)",
        Sortering.AFSTAND: METERS,
    }[vraag.sorteer]


# Of one vacancy, what the viewer may do with it; looking costs more than weighing.
_ZICHT_VAN_O = f"""
    SELECT z.fase, z.solliciteren, z.van FROM open_zicht z
    WHERE z.vacature_id = o.vacature_id AND {ZIET} ORDER BY {RUIMSTE} LIMIT 1
"""


# What a recruiter sees of the own vacancies while they are open, seen by a window or not.
_EIGEN_OPEN = """(
    (o.werkgevers && CAST(:namens AS text[]) OR o.werver = CAST(:organisatie AS text))
    AND EXISTS (SELECT FROM vacature v WHERE v.id = o.vacature_id
        AND v.sluit_op > CAST(:nu AS timestamptz))
)"""


def kan_later_zien(wie: Soort, vraag: Vraag) -> bool:
    """Whether who sees what can be looked up after the words, of just what is shown or counted."""
    return vraag.zoek is not None and not wie.recruiter and vraag.gewijzigd_sinds is None


def raak(vraag: Vraag, kolommen: str) -> str:
    """Everything that the words and filters find, seen or not: never to be shown as it is."""
    where = " AND ".join([*tekst(vraag, "o"), *conditions(vraag, "o")])
    return f"""
        SELECT o.vacature_id, o.geopend_op, {_waarde(vraag)} AS waarde {kolommen}
        FROM open_vacature o {plaats(vraag, "o")} WHERE {where}
    """


def _gewogen(vraag: Vraag) -> str:
    """What is found, weighed first and then seen: a page looks no further than it is full."""
    order = "o.waarde, o.geopend_op DESC, o.vacature_id"
    return f"""
        SELECT o.vacature_id, o.geopend_op, z.fase, z.solliciteren, o.waarde
        FROM (SELECT o.* FROM ({raak(vraag, "")}) o ORDER BY {order} OFFSET 0) o
        CROSS JOIN LATERAL ({_ZICHT_VAN_O}) z
    """


def gezien(wie: Soort, vraag: Vraag, kolommen: str) -> str:
    """Of everything that is found and seen, and is open, these columns of `o`; without order."""
    ziet = f"({GEZIEN} OR {_EIGEN_OPEN})" if wie.recruiter else f"({GEZIEN})"
    where = " AND ".join([*tekst(vraag, "o"), *conditions(vraag, "o"), ziet])
    return f"SELECT {kolommen} FROM open_vacature o {plaats(vraag, 'o')} WHERE {where}"


def alles(wie: Soort, vraag: Vraag, *, kolommen: str = "") -> str:
    """Everything that is found, without order; `kolommen`: more columns of `o` to give."""
    keuze = [*tekst(vraag, "o"), *conditions(vraag, "o")]
    if vraag.gewijzigd_sinds is not None:
        sinds = "CAST(:gewijzigd_sinds AS timestamptz)"
        keuze.append(f"(o.gewijzigd_op >= {sinds} OR z.van >= {sinds})")
    ook = ""
    if wie.recruiter:
        ook = f"OR {_EIGEN_OPEN}"
    where = " AND ".join([f"(z.fase IS NOT NULL {ook})", *keuze])
    # With words few are found, and each is looked up; without them all windows are read at once.
    join = f"LEFT JOIN LATERAL ({_ZICHT_VAN_O}) z ON true"
    if vraag.zoek is None:
        join = f"""LEFT JOIN (
            SELECT DISTINCT ON (z.vacature_id) z.vacature_id, z.fase, z.solliciteren, z.van
            FROM open_zicht z WHERE {ZIET} ORDER BY z.vacature_id, {RUIMSTE}
        ) z ON z.vacature_id = o.vacature_id"""
    text = f"""
        SELECT o.vacature_id, o.geopend_op, z.fase, z.solliciteren,
            {_waarde(vraag)} AS waarde {kolommen}
        FROM open_vacature o {join} {plaats(vraag, "o")} WHERE {where}
    """
    if not wie.recruiter or kolommen:
        return text
    return f"{text} UNION ALL {_eigen_rest(vraag)}"


def _eigen_rest(vraag: Vraag) -> str:
    """What a recruiter sees of the own vacancies that are not open."""
    keuze = [*tekst(vraag, "v"), *conditions(vraag, "v")]
    waarde = {
        Sortering.SLUITINGSDATUM: "coalesce(v.sluitings_datum - DATE '2000-01-01', 999999999)",
        Sortering.AFSTAND: METERS,
    }.get(vraag.sorteer, "0")
    if vraag.gewijzigd_sinds is not None:
        sinds = "CAST(:gewijzigd_sinds AS timestamptz)"
        past = f"v.sluit_op BETWEEN {sinds} AND CAST(:nu AS timestamptz)"
        keuze.append(f"(v.gewijzigd_op >= {sinds} OR {past})")
    where = " AND ".join([EIGEN, f"{STATUS} <> 'opengesteld'", *keuze])
    return f"""
        SELECT v.id, v.geopend_op, NULL, NULL, {waarde}
        FROM vacature v {plaats(vraag, "v")} WHERE {where}
    """


# ---- the answer ---------------------------------------------------------------------------------
# One text at once: each `||` would copy what stands before it.
_OPEN = """concat('{"id":"', k.vacature_id, '","url":"', CAST(:basis AS text), k.vacature_id,
    '","status":"opengesteld","fase":"', k.fase, '","magSolliciteren":"', k.solliciteren, '",',
    o.regel)"""
_EIGEN = f"""'{{"id":"' || k.vacature_id || '","url":"' || CAST(:basis AS text) || k.vacature_id
    || '","status":"' || {STATUS} || '","fase":' || coalesce(to_json(k.fase)::text, 'null')
    || ',"magSolliciteren":"' || coalesce(k.solliciteren, 'nee') || '",'
    || coalesce(o.regel, vacatureregel(v))"""


class Geef(StrEnum):
    """What a page is answered with: keys of lines (`regels`), keys with their lines, or lines."""

    SLEUTELS = "sleutels"
    PAREN = "paren"
    REGELS = "regels"


@lru_cache(maxsize=1000)
def lijst(wie: Soort, vraag: Vraag, over: int, grootte: int, geef: Geef) -> str:
    """The text of one page, as one row: its lines, and where it ends when there is more.

    Its numbers stand in it: PostgreSQL plans for few rows, not for any.
    """
    order, nummer = "k.geopend_op DESC, k.vacature_id", "o.regelnummer"
    join, tussen = "JOIN open_vacature o ON o.vacature_id = k.vacature_id", TUSSEN
    if _is_snel(vraag):
        bron, na = _snel(wie, vraag, over + grootte + 1), ""
        if geef is Geef.SLEUTELS:
            join, nummer = "", "k.regelnummer"
    else:
        bron = _gewogen(vraag) if kan_later_zien(wie, vraag) else alles(wie, vraag)
        na, order = _na_weging(vraag), f"k.waarde, {order}"
    regel = f"concat({nummer}, ' ', k.fase, ' ', k.solliciteren)"
    if geef is Geef.PAREN:
        regel = f"concat({regel}, '{BINNEN}', {_OPEN})"
    if geef is Geef.REGELS:
        join = f"LEFT {join} JOIN vacature v ON v.id = k.vacature_id"
        regel, tussen = _EIGEN, ","
    return f"""
        SELECT string_agg(k.regel, '{tussen}') FILTER (WHERE k.nr <= {grootte}),
            CASE WHEN count(*) > {grootte} THEN max({_EINDE}) FILTER (WHERE k.nr = {grootte}) END,
            {INZETTEN} FROM (
            SELECT {regel} AS regel, k.waarde, k.geopend_op, k.vacature_id,
                row_number() OVER (ORDER BY {order}) AS nr FROM (
                SELECT k.* FROM ({bron}) k {na}
                ORDER BY {order} OFFSET {over} LIMIT {grootte + 1}
            ) k {join} ORDER BY {order}
        ) k
    """


# The SQL of `rules.merk`, of a line of the page.
_EINDE = f"""k.waarde || '_' || coalesce((extract(epoch FROM k.geopend_op) * 1000000)::bigint,
    {NOOIT}) || '_' || k.vacature_id"""


def _na_weging(vraag: Vraag) -> str:
    if vraag.na is None:
        return ""
    gelijk = _na(vraag, "k.geopend_op", "k.vacature_id")[0]
    waarde = "CAST(:na_waarde AS int)"
    return f"WHERE (k.waarde > {waarde} OR (k.waarde = {waarde} AND {gelijk}))"


async def read_lijst(
    lezer: Reader,
    bewaard: lijstregels.Regels,
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

    async def vraag_om(geef: Geef) -> Sequence[bytes | None]:
        return (await lezer.ask(lijst(wie, vraag, over, grootte, geef), values))[0]

    regels, einde, inzetten = await vraag_om(Geef.REGELS if wie.recruiter else Geef.SLEUTELS)
    if onbekend is not None and inzetten is not None:
        # Few people are elsewhere: only for them it is read twice.
        kijker = vacatures.met_inzetten(kijker, onbekend, inzetten, nu)
        return await read_lijst(
            lezer, bewaard, kijker, vraag, nu, over=over, grootte=grootte, basis=basis
        )
    if regels and not wie.recruiter:
        gekend = lijstregels.zoek(bewaard, regels)
        if gekend is None:  # a line that was not sent before: ask again, of one moment
            paren, einde, _ = await vraag_om(Geef.PAREN)
            gekend = lijstregels.bewaar(bewaard, paren) if paren else None
        regels = gekend
    return Gevonden(regels or b"", einde.decode() if einde else None)


async def read_aantal(
    lezer: Reader, kijker: vacatureregels.Kijker, vraag: Vraag, nu: datetime
) -> int:
    """How many the question finds; what is hidden is not in it."""
    wie = soort(kijker)
    if wie.recruiter or vraag.gewijzigd_sinds is not None:
        sql = f"SELECT count(*) FROM ({alles(wie, vraag)}) k"
    else:
        sql = gezien(wie, vraag, "count(*)")
    aantal = (await lezer.ask(sql, waarden(kijker, vraag, nu)))[0][0]
    return int(aantal or 0)
