"""Count what is found per property, over what the caller may see and nothing else.

A facet does not count its own filter: whoever chose a domain still sees how many there are in the
others. So everything that the words find is read once, with per filter whether it fits.
"""

from dataclasses import replace
from datetime import datetime

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.storage.visible import ZIET, Zoekvraag
from services.vacatures.zoeken.rules import Sortering
from services.vacatures.zoeken.storage import vinden
from services.vacatures.zoeken.storage.vraag import (
    METERS,
    Soort,
    Vraag,
    conditions,
    soort,
    waarden,
)
from shared.reader import Reader

MAXIMUM_WAARDEN = 100  # per facet, the most frequent first
UREN = """CASE WHEN uren_max <= 16 THEN '0-16' WHEN uren_max <= 24 THEN '17-24'
    WHEN uren_max <= 32 THEN '25-32' ELSE '33-60' END"""
AFSTAND = """CASE WHEN meters <= 10000 THEN '0-10' WHEN meters <= 25000 THEN '11-25'
    WHEN meters <= 50000 THEN '26-50' WHEN meters < 999999999 THEN '51-400' END"""
# Facet → the values that a row counts for, and the filters that are its own.
FACETTEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "werkgever": ("unnest(werkgevers)", ("werkgever",)),
    "functie": ("functie", ("functie",)),
    "niveau": ("niveau", ("niveau",)),
    "domein": ("domein", ("domein",)),
    "uren": (UREN, ("uren_min", "uren_max")),
    "schaal": (
        "unnest(CASE WHEN schaal_min = schaal_max THEN ARRAY[schaal_min]"
        " ELSE ARRAY[schaal_min, schaal_max] END)",
        ("schaal",),
    ),
    "contractsoort": ("contractsoort", ("contractsoort",)),
    "soort": ("soort", ("soort",)),
    "banenafspraak": ("banenafspraak::text", ("banenafspraak",)),
    "afstand": (AFSTAND, ("afstand",)),
}
_EIGEN = {"schaal", "contractsoort", "soort", "banenafspraak"}
_NOOIT_VAN_EEN_FACET = ("status", "sluitings_datum_vanaf", "sluitings_datum_tot")
_KOLOMMEN = (
    "werkgevers, functie, niveau, domein, uren_max, schaal_min, schaal_max, contractsoort, soort"
)


def _past(vraag: Vraag) -> dict[str, str]:
    """Per filter that is set and belongs to a facet: the condition."""
    past = {}
    for eigen in (naam for _, namen in FACETTEN.values() for naam in namen):
        if eigen in _EIGEN or eigen == "afstand":
            alleen = Vraag(**{eigen: getattr(vraag, eigen)})
        else:
            alleen = Vraag(Zoekvraag(**{eigen: getattr(vraag.filters, eigen)}))
        if gezet := conditions(alleen, "o"):
            past[eigen] = " AND ".join(gezet)
    return past


def _zonder(vraag: Vraag) -> Vraag:
    """The question without the filters of facets."""
    blijft = {naam: getattr(vraag.filters, naam) for naam in _NOOIT_VAN_EEN_FACET}
    return replace(
        vraag,
        filters=Zoekvraag(**blijft),
        afstand=None,
        na=None,
        sorteer=Sortering.NIEUWSTE,
        schaal=None,
        contractsoort=None,
        soort=None,
        banenafspraak=None,
    )


def _basis(wie: Soort, vraag: Vraag, kolommen: str) -> str:
    """What is counted: all that is found and seen.

    With words each that is found is looked up: reading all windows costs more, also of many.
    """
    if not vinden.kan_later_zien(wie, vraag):
        return f"basis AS MATERIALIZED ({vinden.alles(wie, vraag, kolommen=kolommen)})"
    return f"""
        basis AS MATERIALIZED (
            SELECT r.* FROM ({vinden.raak(vraag, kolommen)} OFFSET 0) r CROSS JOIN LATERAL (
                SELECT FROM open_zicht z WHERE z.vacature_id = r.vacature_id AND {ZIET} LIMIT 1
            ) z
        )
    """


def _sql(kijker: vacatureregels.Kijker, vraag: Vraag) -> str:
    past = _past(vraag)
    kolommen = [f"o.{naam.strip()}" for naam in (*_KOLOMMEN.split(","), "banenafspraak")]
    if vraag.van_pc4 is not None:
        kolommen.append(f"{METERS} AS meters")
    kolommen += [f"({sql}) AS past_{naam}" for naam, sql in past.items()]
    bron = _basis(soort(kijker), _zonder(vraag), ", " + ", ".join(kolommen))
    delen = []
    for naam, (waarde, eigen) in FACETTEN.items():
        if naam == "afstand" and vraag.van_pc4 is None:
            continue
        andere = [f"past_{filter}" for filter in past if filter not in eigen]
        where = " AND ".join(["true", *andere])
        delen.append(f"""
            (SELECT '{naam}' AS facet, waarde, count(*) AS aantal
            FROM (SELECT {waarde} AS waarde FROM basis WHERE {where}) w
            WHERE waarde IS NOT NULL GROUP BY waarde
            ORDER BY aantal DESC, waarde LIMIT {MAXIMUM_WAARDEN})
        """)
    return f"""
        WITH {bron}
        SELECT coalesce(json_agg(f.facet ORDER BY f.nr), '[]') FROM (
            SELECT min(t.nr) AS nr, json_build_object('naam', t.facet, 'waarden', json_agg(
                json_build_object('waarde', t.waarde, 'aantal', t.aantal)
                ORDER BY t.aantal DESC, t.waarde)) AS facet
            FROM (SELECT *, row_number() OVER () AS nr FROM ({" UNION ALL ".join(delen)}) d) t
            GROUP BY t.facet
        ) f
    """


async def read_facetten(
    lezer: Reader, kijker: vacatureregels.Kijker, vraag: Vraag, nu: datetime
) -> bytes:
    """The facets as JSON: per facet its values with their counts, the most frequent first."""
    rows = await lezer.ask(_sql(kijker, vraag), waarden(kijker, vraag, nu))
    return rows[0][0] or b"[]"
