"""Find what the caller may see, as the text of a statement; `pagina` makes a page of it.

Three roads to one list. Newest first without words takes, per key of the caller, just as many of
the newest windows as a page needs; with a filter just as many of the newest vacancies. Every other
question weighs all that it finds. In all, who sees what is the text of `vacature.storage.visible`.
"""

from datetime import datetime

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.storage.visible import (
    EIGEN,
    GEZIEN,
    OPEN_VOOR_MIJ,
    RUIMSTE,
    STATUS,
    ZIET,
)
from services.vacatures.zoeken.rules import Sortering
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


# ---- the roads ----------------------------------------------------------------------------------
def is_snel(vraag: Vraag) -> bool:
    """Whether the newest windows per key are enough."""
    return (
        vraag.sorteer is Sortering.NIEUWSTE and vraag.zoek is None and vraag.gewijzigd_sinds is None
    )


def na(vraag: Vraag, op: str, id: str) -> list[str]:
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
    where = " AND ".join([OPEN_VOOR_MIJ, *na(vraag, "z.geopend_op", "z.vacature_id")])
    van = f"""
        (SELECT z.vacature_id, z.geopend_op, z.fase, z.solliciteren, z.regelmerk, z.ruimte,
            0 AS waarde
        FROM open_zicht z WHERE {where}
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
    keuze = [*na(vraag, "v.geopend_op", "v.id"), *conditions(vraag, "v")]
    where = " AND ".join(["true", *keuze])
    columns = "v.id, v.geopend_op, NULL::text AS fase, NULL::text, NULL::uuid, -1, 0"
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


def snel(wie: Soort, vraag: Vraag, reikt: int) -> str:
    """The newest that the caller may see, as many as are asked."""
    gefilterd = conditions(vraag, "o")
    alle = _gefilterd(vraag, reikt) if gefilterd else _per_sleutel(vraag, wie.sleutels, reikt)
    if wie.recruiter:
        alle += f" UNION ALL {_eigen_per_werkgever(vraag, reikt)}"
    return f"""
        SELECT DISTINCT ON (z.geopend_op, z.vacature_id)
            z.vacature_id, z.geopend_op, z.fase, z.solliciteren, z.regelmerk, z.waarde
        FROM ({alle}) z ORDER BY z.geopend_op DESC, z.vacature_id, {RUIMSTE}
    """


def _gefilterd(vraag: Vraag, reikt: int) -> str:
    """The newest that pass a filter, by the keys of each; windows are looked up of a page only.

    To step through windows until a rare filter finds enough would read all of them.
    """
    order = "o.geopend_op DESC, o.vacature_id"
    ziet = [f"({GEZIEN})", *na(vraag, "o.geopend_op", "o.vacature_id")]
    where = " AND ".join([*conditions(vraag, "o"), *ziet])
    return f"""
        SELECT o.vacature_id, o.geopend_op, z.fase, z.solliciteren, o.regelmerk, z.ruimte,
            0 AS waarde
        FROM (
            SELECT o.vacature_id, o.geopend_op, o.regelmerk FROM open_vacature o
            {plaats(vraag, "o")} WHERE {where} ORDER BY {order} LIMIT {reikt}
        ) o CROSS JOIN LATERAL ({_ZICHT_VAN_O}) z
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
    SELECT z.fase, z.solliciteren, z.ruimte, z.van FROM open_zicht z
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


def gewogen(vraag: Vraag) -> str:
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


# ---- how many ----------------------------------------------------------------------------------
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
