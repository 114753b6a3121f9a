"""Count what is found per property, over what the caller may see and nothing else.

A facet does not count its own filter: whoever chose a domain still sees how many there are in the
others. So everything that the words find is read once, with per filter whether it fits, and facets
that count the same rows are counted in one round.
"""

from dataclasses import replace
from datetime import datetime

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.storage.visible import Zoekvraag
from services.vacatures.zoeken.rules import Sortering
from services.vacatures.zoeken.storage import vinden
from services.vacatures.zoeken.storage.vraag import (
    METERS,
    Vraag,
    conditions,
    soort,
    waarden,
)
from shared.reader import Reader

MAXIMUM_WAARDEN = 100  # per facet, the most frequent first
# Of `b`, what is found: some properties fall in classes. Hours are a range, which counts in every
# class that it touches: whoever asks for those hours (`urenMin`, `urenMax`) finds as many. So 16.5
# alone counts in none: from the class after 16, to the class before 17.
_UREN = "ARRAY['0-16', '17-24', '25-32', '33-60']"
_KLASSEN = """
    width_bucket(coalesce(uren_min, 0), ARRAY[0, 16.01, 24.01, 32.01]) AS uren_van,
    width_bucket(coalesce(uren_max, 60), ARRAY[0, 17, 25, 33]) AS uren_tot,
    banenafspraak::text AS banenafspraak
"""
_AFSTAND = """,
    CASE WHEN meters <= 10000 THEN '0-10' WHEN meters <= 25000 THEN '11-25'
        WHEN meters <= 50000 THEN '26-50' WHEN meters < 999999999 THEN '51-400' END AS afstand
"""
# Facet → the columns it is counted by, and the filters that are its own.
FACETTEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "werkgever": ("werkgevers", ("werkgever",)),
    "functie": ("functie", ("functie",)),
    "niveau": ("niveau", ("niveau",)),
    "domein": ("domein", ("domein",)),
    "uren": ("uren_van, uren_tot", ("uren_min", "uren_max")),
    "schaal": ("schaal_min, schaal_max", ("schaal",)),
    "contractsoort": ("contractsoort", ("contractsoort",)),
    "soort": ("soort", ("soort",)),
    "banenafspraak": ("banenafspraak", ("banenafspraak",)),
    "afstand": ("afstand", ("afstand",)),
}
# The values that a group counts for, of a facet that may have more than one.
_WAARDEN = {
    "werkgever": "werkgevers",
    "uren": f"({_UREN})[uren_van:uren_tot]",
    "schaal": """CASE WHEN schaal_min = schaal_max THEN ARRAY[schaal_min]
        ELSE ARRAY[schaal_min, schaal_max] END""",
}
_EIGEN = {"schaal", "contractsoort", "soort", "banenafspraak"}
_NOOIT_VAN_EEN_FACET = ("status", "sluitings_datum_vanaf", "sluitings_datum_tot")
_KOLOMMEN = "werkgevers, functie, niveau, domein, schaal_min, schaal_max, contractsoort, soort"


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


def _basis(kijker: vacatureregels.Kijker, vraag: Vraag) -> str:
    """What is counted: all that is found and seen, with per filter whether it fits."""
    past, zonder = _past(vraag), _zonder(vraag)
    namen = (*_KOLOMMEN.split(","), "uren_min", "uren_max", "banenafspraak")
    kolommen = [f"o.{naam.strip()}" for naam in namen]
    if vraag.van_pc4 is not None:
        kolommen.append(f"{METERS} AS meters")
    kolommen += [f"({sql}) AS past_{naam}" for naam, sql in past.items()]
    if vraag.gewijzigd_sinds is not None:
        return vinden.alles(soort(kijker), zonder, kolommen=", " + ", ".join(kolommen))
    return vinden.gezien(soort(kijker), zonder, ", ".join(kolommen))


def _ronden(vraag: Vraag) -> dict[str, list[str]]:
    """The facets that count the same rows, by the filters that they count with.

    One round counts all of them: most facets have no filter of their own in the question.
    """
    past = _past(vraag)
    ronden: dict[str, list[str]] = {}
    for naam, (_, eigen) in FACETTEN.items():
        if naam == "afstand" and vraag.van_pc4 is None:
            continue
        andere = [f"past_{filter}" for filter in past if filter not in eigen]
        ronden.setdefault(" AND ".join(["true", *andere]), []).append(naam)
    return ronden


def _geteld(where: str, facetten: list[str], klassen: str) -> str:
    """One round: how many rows each value of these facets has; a group is of one facet."""
    eerste = {naam: FACETTEN[naam][0].split(",")[0] for naam in facetten}
    nr = " ".join(
        f"WHEN grouping({eerste[n]}) = 0 THEN {list(FACETTEN).index(n)}" for n in facetten
    )
    meer = [f"WHEN grouping({eerste[n]}) = 0 THEN {_WAARDEN[n]}" for n in facetten if n in _WAARDEN]
    een = [eerste[naam] for naam in facetten if naam not in _WAARDEN]
    rest = f"ELSE ARRAY[coalesce({', '.join(een)})]" if een else ""
    waarden_ = f"CASE {' '.join(meer)} {rest} END" if meer else f"ARRAY[coalesce({', '.join(een)})]"
    sets = ", ".join(f"({FACETTEN[naam][0]})" for naam in facetten)
    return f"""
        SELECT CASE {nr} END AS nr, {waarden_} AS waarden, count(*) AS aantal
        FROM (SELECT {_KOLOMMEN}, {klassen} FROM basis WHERE {where}) b
        GROUP BY GROUPING SETS ({sets})
    """


def _sql(kijker: vacatureregels.Kijker, vraag: Vraag) -> str:
    klassen = _KLASSEN + (_AFSTAND if vraag.van_pc4 is not None else "")
    ronden = [_geteld(where, namen, klassen) for where, namen in _ronden(vraag).items()]
    namen = ", ".join(f"'{naam}'" for naam in FACETTEN)
    return f"""
        WITH basis AS ({_basis(kijker, vraag)})
        SELECT coalesce(json_agg(f.facet ORDER BY f.nr), '[]') FROM (
            SELECT w.nr, json_build_object('naam', (ARRAY[{namen}])[w.nr + 1], 'waarden', json_agg(
                json_build_object('waarde', w.waarde, 'aantal', w.aantal)
                ORDER BY w.aantal DESC, w.waarde)) AS facet
            FROM (
                SELECT g.nr, v.waarde, sum(g.aantal)::bigint AS aantal, row_number() OVER (
                    PARTITION BY g.nr ORDER BY sum(g.aantal) DESC, v.waarde) AS plaats
                FROM ({" UNION ALL ".join(ronden)}) g CROSS JOIN LATERAL unnest(g.waarden) v(waarde)
                WHERE v.waarde IS NOT NULL GROUP BY g.nr, v.waarde
            ) w WHERE w.plaats <= {MAXIMUM_WAARDEN} GROUP BY w.nr
        ) f
    """


async def read_facetten(
    lezer: Reader, kijker: vacatureregels.Kijker, vraag: Vraag, nu: datetime
) -> bytes:
    """The facets as JSON: per facet its values with their counts, the most frequent first."""
    rows = await lezer.ask(_sql(kijker, vraag), waarden(kijker, vraag, nu))
    return rows[0][0] or b"[]"
