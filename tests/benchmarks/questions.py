"""What the clients ask: complete requests, each with a token as the poort mints it."""

import json
from itertools import islice, product
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from services.vacatures.vacature import rules as vacatures
from services.vacatures.vacature.storage import detail
from services.vacatures.zoeken.storage import pagina
from services.vacatures.zoeken.storage import vraag as zoekvragen
from tests.benchmarks import data, words
from tests.benchmarks.servers import Gateway

if TYPE_CHECKING:
    from tests.benchmarks.__main__ import Bench

BASE = "/vacatures/v1"
PEOPLE = 8  # who read lists and details: one per client
FOUTEN = {"planeconoom": "planekonoom", "hydroloog": "hydrolog", "inkoopadviseur": "inkopadviseur"}


class Questions:
    """Requests over what was loaded; drawn with a fixed seed."""

    def __init__(self, gateway: Gateway, open_ids: list[str], loaded: data.Geladen) -> None:
        self._gateway = gateway
        self._toeval = Random(data.SEED)
        self._open = open_ids
        self._public: list[str] = []
        self._applied = 0
        self.popular = loaded.open_ids[0]
        self._employer = loaded.werkgevers[self.popular]

    def _token(self, nr: int, **facts: Any) -> str:
        organisatie = data.ORGANISATIES[(nr * 7 + 3) % len(data.ORGANISATIES)]
        who = uuid5(UUID(int=data.SEED), str(nr))
        verbanden = data.verbanden(organisatie)
        return self._gateway.token(organisatie, verbanden, medewerker=who, **facts)

    def somebody(self) -> str:
        return self._token(1)

    def public_ids(self, bench: "Bench") -> list[str]:
        """Vacancies that everybody sees by now."""
        if not self._public:
            for page in range(1, 9):
                body = bench.get(
                    f"/vacatures?pageSize=100&page={page * 20}", self.somebody()
                ).content
                self._public += [row["id"] for row in json.loads(body)["results"]]
        return self._public

    def _as_people(self, paths: list[str]) -> list[str]:
        """Each person asks for a while with the same token, as the poort hands them out."""
        from tests.benchmarks.__main__ import request

        share = max(1, len(paths) // PEOPLE)
        tokens = [self._token(nr) for nr in range(PEOPLE)]
        return [
            request(f"{BASE}{path}", tokens[min(nr // share, PEOPLE - 1)])
            for nr, path in enumerate(paths)
        ]

    def lists(self) -> list[str]:
        return self._as_people(["/vacatures"] * PEOPLE)

    def details(self) -> list[str]:
        return self._as_people([f"/vacatures/{id}" for id in self._public])

    def _words(self) -> list[str]:
        vragen = []
        for _, titel, _ in words.FUNCTIES:
            woord = titel.lower().split()[-1]
            vragen += [titel.lower(), FOUTEN.get(woord, woord)]
            vragen.append(f"{woord} {self._toeval.choice(words.ONDERWERPEN)}")
            vragen.append(self._toeval.choice(words.NIVEAUS) + " " + woord)
        self._toeval.shuffle(vragen)
        return [vraag.replace(" ", "+") for vraag in vragen]

    def searches(self) -> list[str]:
        return self._as_people([f"/vacatures?q={q}" for q in self._words()])

    def facets(self) -> list[str]:
        return self._as_people([f"/vacaturefacetten?q={q}" for q in self._words()])

    def both(self) -> list[str]:
        paths = [(f"/vacatures?q={q}", f"/vacaturefacetten?q={q}") for q in self._words()]
        return self._as_people([path for pair in paths for path in pair])

    def applications(self) -> list[str]:
        """Each by somebody on something that they did not apply for yet."""
        from tests.benchmarks.__main__ import request

        self._applied += 1
        first = 1000 * self._applied
        people = [self._token(nr) for nr in range(first, first + 60)]
        pairs = islice(product(self._public[:100], people), 6000)
        body = json.dumps({"motivatie": "Dit werk past bij wat ik de afgelopen jaren deed."})
        return [request(f"{BASE}/vacatures/{id}/sollicitaties", who, body) for id, who in pairs]

    def orders(self) -> list[str]:
        from tests.benchmarks.__main__ import request

        who = self._gateway.token(
            self._employer, data.verbanden(self._employer), rollen=frozenset({"recruiter"})
        )
        path = f"{BASE}/vacatures/{self.popular}/sollicitaties?pageSize=100"
        return [request(path, who)]

    # ---- the same SQL, for pgbench ---------------------------------------------------------------
    def _kijker(self) -> vacatures.Kijker:
        organisatie = data.ORGANISATIES[10]
        return vacatures.Kijker(
            organisatie=organisatie, verbanden=frozenset(data.verbanden(organisatie))
        )

    def _values(self, given: dict[str, Any], script: str) -> dict[str, str]:
        used = {name: value for name, value in given.items() if f":{name}" in script}
        text = {n: _array(v) if isinstance(v, list) else str(v) for n, v in used.items()}
        return text | {"medewerker": str(uuid5(UUID(int=data.SEED), "1"))}

    def list_script(self) -> tuple[str, dict[str, str]]:
        kijker, vraag = self._kijker(), zoekvragen.Vraag()
        given = zoekvragen.waarden(
            kijker, vraag, data.now(), basis="https://voorbeeld.example.org/"
        )
        script = _one_line(pagina.bekend(zoekvragen.soort(kijker), vraag, 0, 25, voluit=False))
        return script, self._values(given, script)

    def detail_script(self) -> tuple[str, dict[str, str]]:
        script = _one_line(detail._DETAIL)
        return script, self._values({"id": self._public[0], "nu": data.now()}, script)

    def apply_script(self) -> tuple[str, dict[str, str]]:
        """The rows that applying writes, in one transaction."""
        script = (
            "BEGIN;\n"
            "SELECT * FROM vacature WHERE id = :id FOR SHARE;\n"
            "INSERT INTO sollicitatie (id, vacature_id, medewerker, categorie, grond, verbanden,"
            " telt_vanaf, ontvangen_op, status, versie) VALUES (gen_random_uuid(), :id,"
            " gen_random_uuid(), 'extern', 'grond', '{}', now(), now(), 'ingediend', 1);\n"
            "INSERT INTO gebeurtenis_uit (id, type, onderwerp, publiek, dataref, op, bestemmingen)"
            " VALUES (gen_random_uuid(), 'bench', :id, '{}', '/', now(), '{}');\n"
            "INSERT INTO verwerking_uit (id, activiteit, betrokkene, trace, op, verzonden)"
            " VALUES (gen_random_uuid(), 'bench', gen_random_uuid(), '', now(), true);\n"
            "COMMIT;\n"
        )
        return script, self._values({"id": self._public[-1]}, script)


def _one_line(sql: str) -> str:
    return " ".join(sql.split()) + ";\n"


def _array(values: list[object]) -> str:
    """A PostgreSQL array in text form, as pgbench gives a parameter."""
    escaped = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in escaped) + "}"
