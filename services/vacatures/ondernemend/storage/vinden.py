"""One search over vacancies and what pool offers, in one statement; its lines as JSON.

Who sees what is the text of `vacature.storage.visible`, for both: the windows have the same keys.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.vacatures.ondernemend.rules import Mogelijkheidsoort
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.storage import visible
from services.vacatures.vacature.storage.visible import RUIMSTE, ZIET
from services.vacatures.zoeken import storage as zoeken
from services.vacatures.zoeken.rules import Plek
from shared import kalender
from shared.reader import Reader

ALLE = frozenset(Mogelijkheidsoort)


@dataclass(frozen=True, slots=True)
class Vraag:
    """What somebody looks for. `zoek`: words in the notation of `to_tsquery`; "" finds nothing."""

    soorten: frozenset[Mogelijkheidsoort] = ALLE
    filters: vacatures.Zoekvraag = field(default_factory=vacatures.Zoekvraag)
    zoek: str | None = None
    zoek_precies: str | None = None  # without misspellings: what the weight is counted by
    id: UUID | None = None
    na: Plek | None = None


_OPEN = "(o.sluitings_datum IS NULL OR o.sluitings_datum >= CAST(:vandaag AS date))"
_VACATURES = f"""
    SELECT 'vacature' AS soort, o.vacature_id AS id, o.geopend_op, z.solliciteren,
        {{waarde}} AS waarde
    FROM (
        SELECT DISTINCT ON (z.vacature_id) z.vacature_id, z.solliciteren
        FROM open_zicht z WHERE {ZIET} {{een}} ORDER BY z.vacature_id, {RUIMSTE}
    ) z JOIN open_vacature o ON o.vacature_id = z.vacature_id WHERE {{keuze}}
"""
_ELDERS = f"""
    SELECT o.soort, o.id, o.geopend_op, NULL::text AS solliciteren, {{waarde}} AS waarde
    FROM aanbod_elders o WHERE {_OPEN} AND {{keuze}} AND EXISTS (
        SELECT FROM aanbod_zicht z WHERE z.aanbod_id = o.id AND {ZIET}
    )
"""
_MOMENT = """to_char(k.geopend_op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"')"""
_REGEL = f"""
    'soort', k.soort, 'id', k.id, 'url', CAST(:basis AS text) || k.id,
    'titel', coalesce(o.titel, a.titel),
    'werkgever', coalesce(f.regel ->> 'werkgever', a.werkgevers[1]),
    'werkgeverNaam', coalesce(p.naam, g.naam),
    'plaats', coalesce(f.regel ->> 'plaats', a.plaats),
    'functie', coalesce(o.functie, a.functie),
    'niveau', coalesce(o.niveau, a.niveau),
    'urenMin', coalesce(o.uren_min, a.uren_min),
    'urenMax', coalesce(o.uren_max, a.uren_max),
    'vanDatum', coalesce(CAST(f.regel ->> 'startDatum' AS date), a.van_datum),
    'totDatum', coalesce(CAST(f.regel ->> 'eindeDatum' AS date), a.tot_datum),
    'sluitingsDatum', coalesce(o.sluitings_datum, a.sluitings_datum),
    'geopendOp', {_MOMENT},
    'magSolliciteren', k.solliciteren
"""
_MEER = f"""
    'omschrijving', coalesce(v.omschrijving, a.omschrijving),
    'sollicitatieUrl', v.sollicitatie_url,
    'bronUrl', CAST(:publiek AS text)
        || coalesce(a.pad, '{vacatures.BASE_PATH}/vacatures/' || k.id)
"""
# As `zoeken.rules.merk` writes it, and what comes after it.
_PLEK = "k.waarde || '_' || (extract(epoch FROM k.geopend_op) * 1000000)::bigint || '_' || k.id"
_NA = """WHERE k.waarde > CAST(:na_waarde AS int) OR (k.waarde = CAST(:na_waarde AS int) AND (
    k.geopend_op < CAST(:na_op AS timestamptz)
    OR (k.geopend_op = CAST(:na_op AS timestamptz) AND k.id > CAST(:na_id AS uuid))))"""
_FEITEN = """
    LEFT JOIN open_vacature o ON k.soort = 'vacature' AND o.vacature_id = k.id
    LEFT JOIN aanbod_elders a ON k.soort <> 'vacature' AND a.id = k.id
    LEFT JOIN LATERAL (SELECT ('{' || o.regel)::jsonb AS regel) f ON true
    LEFT JOIN profiel p ON p.organisatie = coalesce(f.regel ->> 'werkgever', a.werkgevers[1])
    LEFT JOIN organisatiefeit g ON g.oin = coalesce(f.regel ->> 'werkgever', a.werkgevers[1])
"""


def _tekst(naam: str) -> str:
    return f"(SELECT to_tsquery('nederlands', CAST(:{naam} AS text)))"


def _bron(vraag: Vraag) -> str:
    """Everything that is found and seen, without order."""
    keuze = visible.filters(vraag.filters, "o")
    waarde, een = "0", ""
    if vraag.zoek is not None:
        keuze.append(f"o.woorden @@ {_tekst('zoek')}" if vraag.zoek else "false")
        waarde = f"-(1000000 * ts_rank(o.woorden, {_tekst('zoek_precies')}))::int"
    elders = [*keuze, "o.soort = ANY (CAST(:soorten AS text[]))"]
    if vraag.id is not None:
        een = "AND z.vacature_id = CAST(:id AS uuid)"
        elders.append("o.id = CAST(:id AS uuid)")
    delen = []
    if Mogelijkheidsoort.VACATURE in vraag.soorten:
        where = " AND ".join(["true", *keuze])
        delen.append(_VACATURES.format(waarde=waarde, een=een, keuze=where))
    if vraag.soorten - {Mogelijkheidsoort.VACATURE}:
        delen.append(_ELDERS.format(waarde=waarde, keuze=" AND ".join(elders)))
    return " UNION ALL ".join(delen)


def _waarden(
    kijker: vacatureregels.Kijker, vraag: Vraag, nu: datetime, **meer: object
) -> dict[str, Any]:
    return (
        visible.wie(kijker, nu)
        | visible.waarden(vraag.filters)
        | {
            "vandaag": kalender.dag(nu),
            "soorten": sorted(vraag.soorten),
            "zoek": vraag.zoek,
            "zoek_precies": vraag.zoek_precies,
            "id": vraag.id,
            "na_waarde": vraag.na.waarde if vraag.na else None,
            "na_op": vraag.na.geopend_op if vraag.na else None,
            "na_id": vraag.na.id if vraag.na else None,
        }
        | meer
    )


async def read_lijst(
    lezer: Reader,
    kijker: vacatureregels.Kijker,
    vraag: Vraag,
    nu: datetime,
    *,
    over: int,
    grootte: int,
    basis: str,
) -> zoeken.Gevonden:
    """`grootte` lines after the first `over`, or after the place in the question."""
    order = "k.waarde, k.geopend_op DESC, k.id"
    sql = f"""
        SELECT array_to_string((array_agg(r.regel))[:{grootte}], ','),
            CASE WHEN count(*) > {grootte} THEN (array_agg(r.plek))[{grootte}] END
        FROM (
            SELECT json_build_object({_REGEL})::text AS regel, {_PLEK} AS plek FROM (
                SELECT k.* FROM ({_bron(vraag)}) k {_NA if vraag.na else ""}
                ORDER BY {order} OFFSET {over} LIMIT {grootte + 1}
            ) k {_FEITEN} ORDER BY {order}
        ) r
    """
    [(regels, einde)] = await lezer.ask(sql, _waarden(kijker, vraag, nu, basis=basis))
    return zoeken.Gevonden(regels or b"", einde.decode() if einde else None)


async def read_aantal(
    lezer: Reader, kijker: vacatureregels.Kijker, vraag: Vraag, nu: datetime
) -> int:
    """How many the question finds; what is hidden is not in it."""
    sql = f"SELECT count(*) FROM ({_bron(vraag)}) k"
    return int((await lezer.ask(sql, _waarden(kijker, vraag, nu)))[0][0] or 0)


async def read_detail(
    lezer: Reader,
    kijker: vacatureregels.Kijker,
    id: UUID,
    nu: datetime,
    *,
    basis: str,
    publiek: str,
) -> tuple[bytes, int] | None:
    """One thing as JSON with its version, if this viewer sees it now."""
    vraag = Vraag(id=id)
    sql = f"""
        SELECT json_build_object({_REGEL}, {_MEER})::text, coalesce(v.versie, a.versie)
        FROM ({_bron(vraag)}) k {_FEITEN}
        LEFT JOIN vacature v ON k.soort = 'vacature' AND v.id = k.id
    """
    values = _waarden(kijker, vraag, nu, basis=basis, publiek=publiek)
    rows = await lezer.ask(sql, values)
    return (rows[0][0] or b"", int(rows[0][1] or 0)) if rows else None
