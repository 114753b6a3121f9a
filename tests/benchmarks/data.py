"""A region with many vacancies, most of them over, and 50,000 people who applied.

Drawn with a fixed seed and written with COPY. What is open goes through the same function that the
triggers call; what is closed has fewer windows than in life (three each), to be loaded in time.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

import psycopg
from psycopg import sql

from tests.benchmarks import words
from tests.vacatures.conftest import convenant

SEED = 20261122
ORGANISATIES = [f"0000009900{nr:07d}000" for nr in range(80)]
VERBANDEN = [UUID(int=0xBE_0000 + nr) for nr in range(8)]
MAXIMUM_OPEN = 20_000
PERSONEN = 50_000
KANDIDATEN = 100
FASE = timedelta(days=7)
TEKSTEN = 4000  # different descriptions; each with its own title, place and numbers around it


def verbanden(organisatie: str) -> list[UUID]:
    """One verband per organisation; every fifth is in two."""
    nr = ORGANISATIES.index(organisatie)
    return [VERBANDEN[nr % 8], *([VERBANDEN[(nr + 1) % 8]] if nr % 5 == 0 else [])]


@dataclass(frozen=True, slots=True)
class Geladen:
    """What the measurements need to know of what was loaded."""

    open_ids: list[str]
    werkgevers: dict[str, str]  # of open ones


VACATURE = [
    "id",
    "werkgever",
    "werkgevers",
    "status",
    "versie",
    "aangemaakt_op",
    "gewijzigd_op",
    "geopend_op",
    "sluit_op",
    "titelsleutel",
    "titel",
    "omschrijving",
    "kenmerk",
    "functie",
    "niveau",
    "domein",
    "uren_min",
    "uren_max",
    "schaal_min",
    "schaal_max",
    "salaris_min",
    "salaris_max",
    "contractsoort",
    "plaats",
    "gemeente_code",
    "pc4",
    "opleidingsniveau",
    "aantal_plaatsen",
    "start_datum",
    "sluitings_datum",
    "bron_url",
    "competenties",
]
PERIODE = [
    "id",
    "vacature_id",
    "categorie",
    "verband",
    "van",
    "tot",
    "solliciteren",
    "fase",
    "modus",
]


class Generator:
    """Draws rows; the same seed gives the same region, but for the moments (from `nu`)."""

    def __init__(self, nu: datetime) -> None:
        self._toeval = Random(SEED)
        self._nu = nu
        self._teksten = [self._tekst() for _ in range(TEKSTEN)]

    def id(self) -> str:
        return str(UUID(int=self._toeval.getrandbits(128), version=4))

    def _tekst(self) -> str:
        kies = self._toeval
        taken = [
            zin.format(o=kies.choice(words.ONDERWERPEN))
            for zin in kies.sample(words.WERKWOORDEN, 6)
        ]
        eisen = kies.sample(words.EISEN, 4)
        return " ".join([*taken, *eisen, *kies.sample(words.AANBOD, 3)])

    def vacature(self, nr: int, *, is_open: bool) -> tuple[str, ...]:
        kies = self._toeval
        code, titel, domein = kies.choice(words.FUNCTIES)
        niveau = kies.choice(words.NIVEAUS)
        plaats, gemeente, pc4 = kies.choice(words.PLAATSEN)
        werkgever = ORGANISATIES[nr % len(ORGANISATIES)]
        if is_open:
            geopend = self._nu - timedelta(minutes=kies.randrange(1, 45 * 24 * 60))
            sluit = self._nu + timedelta(minutes=kies.randrange(24 * 60, 40 * 24 * 60))
        else:
            geopend = self._nu - timedelta(minutes=kies.randrange(60 * 24 * 60, 3000 * 24 * 60))
            sluit = geopend + timedelta(days=30)
        uren = kies.choice([16, 20, 24, 28, 32])
        schaal = kies.randrange(6, 13)
        voluit = f"{niveau.capitalize()} {titel.lower()}{kies.choice(words.TOEVOEGINGEN)}"
        status = "opengesteld" if is_open else kies.choice(["gesloten", "vervuld", "vervuld"])
        return (
            self.id(), werkgever, f"{{{werkgever}}}", status, "2", geopend.isoformat(),
            (geopend if is_open else sluit).isoformat(), geopend.isoformat(), sluit.isoformat(),
            f"{voluit.lower()}|{nr}", voluit, self._teksten[kies.randrange(TEKSTEN)],
            f"V{nr:07d}", code, niveau, domein, str(uren), str(uren + 4), str(schaal),
            str(schaal + 1), str(200000 + schaal * 20000), str(280000 + schaal * 30000),
            kies.choice(["vast", "tijdelijk", "tijdelijk_met_uitzicht"]), plaats, gemeente, pc4,
            kies.choice(["mbo", "hbo", "wo"]), "1", (sluit + timedelta(days=60)).date().isoformat(),
            sluit.date().isoformat(), f"https://werk.example.org/vacature/{nr}",
            "{" + ",".join(f'"{c}"' for c in kies.sample(words.COMPETENTIES, 3)) + "}",
        )  # fmt: skip

    def perioden(self, rij: Sequence[str], *, is_open: bool) -> Iterator[tuple[str, ...]]:
        """The windows as a convenant with three phases gives them."""
        van, sluit = (datetime.fromisoformat(rij[i]) for i in (7, 8))
        grens = [van, van + FASE, van + 2 * FASE, max(sluit, van + 3 * FASE)]
        delen = verbanden(rij[1]) if is_open else VERBANDEN[:1]
        soorten = [("intern", None, 0), ("partner", delen[0], 1), ("extern", None, 2)]
        if is_open:
            eigen = ("herplaatsing", "intern", "inleenkracht")
            soorten = [(soort, None, eerste) for soort in eigen for eerste in (0, 1, 2)]
            soorten += [("herplaatsing_partner", v, e) for v in delen for e in (0, 1, 2)]
            soorten += [("partner", v, e) for v in delen for e in (1, 2)]
            soorten += [("doorverwezen", v, e) for v in delen for e in (1, 2)]
            soorten += [("extern", None, 2)]
        for soort, verband, fase in soorten:
            begin, eind = (grens[fase], grens[fase + 1]) if is_open else (grens[fase], grens[3])
            wacht = (soort == "herplaatsing_partner" and fase == 0) or (
                soort == "doorverwezen" and fase == 1
            )
            yield (
                self.id(), rij[0], soort, str(verband) if verband else "\\N", begin.isoformat(),
                eind.isoformat(), "aangehouden" if wacht else "ja",
                ("intern", "partners", "openbaar")[fase],
                ("exclusief", "voorrang_bij_passend", "gelijke_geschiktheid")[fase],
            )  # fmt: skip


def load(
    connection: psycopg.Connection, generator: Generator, van: int, tot: int, aantal_open: int
) -> Geladen:
    """Add vacancies `van`…`tot`, of which the first `aantal_open` are open."""
    geladen = Geladen([], {})
    with _without_indexes(connection, tot - van):
        for begin in range(van, tot, 20_000):
            nrs = range(begin, min(begin + 20_000, tot))
            rijen = [(nr - van < aantal_open, nr) for nr in nrs]
            vacatures = [(o, generator.vacature(nr, is_open=o)) for o, nr in rijen]
            copy(connection, "vacature", VACATURE, (v for _, v in vacatures))
            perioden = (p for o, v in vacatures for p in generator.perioden(v, is_open=o))
            copy(connection, "zichtperiode", PERIODE, perioden)
            geladen.open_ids.extend(v[0] for o, v in vacatures if o)
            geladen.werkgevers.update({v[0]: v[1] for o, v in vacatures if o})
    ids = iter(geladen.open_ids)
    while stuk := list(islice(ids, 2000)):
        connection.execute("SELECT open_vacature_bijwerken(%s::uuid[])", (stuk,))
    _openstellingen(connection, geladen)
    # What the worker does every ten seconds.
    connection.execute("SELECT zicht_begint(now())")
    for table in ("vacature", "zichtperiode", "open_vacature", "open_zicht", "zoekwoord"):
        connection.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
    return geladen


def copy(
    connection: psycopg.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> None:
    """Rows as text: nothing here holds a tab, a newline or a backslash of its own."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    text = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor().copy(text) as into:
        rest = iter(rows)
        while stuk := list(islice(rest, 2000)):
            into.write("".join("\t".join(row) + "\n" for row in stuk))


@contextmanager
def _without_indexes(connection: psycopg.Connection, rows: int) -> Iterator[None]:
    """For a large load: triggers off and plain indexes away, and made again afterwards."""
    tables = ("vacature", "zichtperiode")
    gone: list[str] = []
    for table in tables:
        connection.execute(
            sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table))
        )
    if rows > 200_000:
        found = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
            " AND tablename = ANY(%s) AND indexname NOT LIKE 'pk%%'",
            (list(tables),),
        ).fetchall()
        for name, definition in found:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            gone.append(definition)
    yield
    for definition in gone:
        connection.execute(definition)
    for table in tables:
        connection.execute(
            sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table))
        )


def load_convenanten(connection: psycopg.Connection) -> None:
    """The agreements of every verband, as if fetched."""
    functies = [{"code": c, "naam": t, "domein": d} for c, t, d in words.FUNCTIES]
    for verband in VERBANDEN:
        inhoud = psycopg.types.json.Jsonb(convenant(verband, functies=functies))
        connection.execute("INSERT INTO convenant VALUES (%s, 1, %s)", (verband, inhoud))


def _openstellingen(connection: psycopg.Connection, geladen: Geladen) -> None:
    """What applying reads of an opening."""
    ids = geladen.open_ids
    connection.execute(
        "INSERT INTO openstelling (vacature_id, geopend_op, sluit_op, openbaar_vanaf)"
        " SELECT id, geopend_op, sluit_op, geopend_op + interval '14 days' FROM vacature"
        " WHERE id = ANY(%s::uuid[])",
        (ids,),
    )
    connection.execute(
        "INSERT INTO openstelling_verband (vacature_id, verband, versie)"
        " SELECT DISTINCT vacature_id, verband, 1 FROM zichtperiode"
        " WHERE vacature_id = ANY(%s::uuid[]) AND categorie = 'partner'",
        (ids,),
    )
    connection.execute(
        "INSERT INTO fase (id, vacature_id, verband, nr, van, tot, gemeld_op)"
        " SELECT gen_random_uuid(), vacature_id, verband,"
        "  CASE fase WHEN 'intern' THEN 0 WHEN 'partners' THEN 1 ELSE 2 END, van, tot, van"
        " FROM zichtperiode WHERE vacature_id = ANY(%s::uuid[])"
        " AND categorie = 'herplaatsing_partner'",
        (ids,),
    )


def load_sollicitaties(
    connection: psycopg.Connection, generator: Generator, geladen: Geladen, nu: datetime
) -> str:
    """One application of each of 50,000 people; gives the vacancy that a hundred applied for."""
    populair = geladen.open_ids[0]
    toeval = Random(SEED)
    categorieen = ["herplaatsing", "intern", "inleenkracht", "partner", "doorverwezen", "extern"]
    columns = [
        "id",
        "vacature_id",
        "medewerker",
        "organisatie",
        "categorie",
        "grond",
        "verbanden",
        "telt_vanaf",
        "ontvangen_op",
        "status",
        "versie",
    ]

    def rows() -> Iterator[tuple[str, ...]]:
        for nr in range(PERSONEN):
            vacature = populair if nr < KANDIDATEN else toeval.choice(geladen.open_ids[1:])
            op = (nu - timedelta(minutes=toeval.randrange(1, 20_000))).isoformat()
            categorie = toeval.choice(categorieen)
            verband = "{" + str(VERBANDEN[nr % 8]) + "}" if categorie == "partner" else "{}"
            yield (
                generator.id(), vacature, generator.id(), ORGANISATIES[nr % 80], categorie,
                "In dienst bij een partnerorganisatie (convenant versie 1)", verband, op, op,
                "ingediend", "1",
            )  # fmt: skip

    copy(connection, "sollicitatie", columns, rows())
    connection.execute("VACUUM ANALYZE sollicitatie")
    return populair


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
