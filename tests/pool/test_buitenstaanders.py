"""Every operation, tried by everyone it is not for: made from the OpenAPI document, so that a new
operation is tried without anybody thinking of it.

What is not yours and what does not exist are one: the same status and the same bytes.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.pool.functieruil import rekentaak as ruilrekentaak
from services.pool.main import create_app
from services.pool.trainee import rekentaak as roostertaak
from shared import caller, token
from tests.conftest import KEYS, Headers, empty, settings_of
from tests.pool.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    DEE,
    EIGEN,
    NU,
    SCOPES,
    VERBAND,
    Buur,
    Regio,
)
from tests.samples import sample

ALLES = SCOPES | EIGEN | {"toegang:beheren", "deelname:beheren", "vacatures:schrijven"}
ROLLEN = ("recruiter", "hr_adviseur", "leidinggevende", "makelaar", "beheerder", "secretaris")
Lijsten = dict[tuple[str, str], tuple[int, str]]  # (operation, who) → what they got
VREEMD = str(UUID(int=0xDEAD, version=4))  # exists nowhere
# What follows these names no hidden thing: a choice, a point of a list, a function, a number.
JAREN = {"inhuurjaren", "eigen-formaties", "referentietarieven", "inhuurcijfers"}
BEKEND_AAN_ALLEN = (
    JAREN
    | {"functies", "blokken", "gastplekken"}
    | {"keuzes", "punten", "roulatiefuncties", "overeenkomsten", "urenweken"}
    | {"organisaties", "verrekenmaanden"}
)
# A makelaar of the verband sees an inzet and may end it; its papers are the three parties' only.
PAPIEREN = (
    "akkoorden", "overdracht", "overeenkomsten", "signalen", "startlijst", "terugkeer", "verhaal",
    "voorwaarden", "waadi", "btw-route",
)  # fmt: skip
# Not the verband's: of one organisation, of the parties of an inzet, or of one person.
VAN_PARTIJEN = (
    "/aanleveringen/",
    "/capaciteiten/",
    "/uitstroomverwachtingen/",
    "/eigen",
    "/toestemming",
    "/inzetpad",
    *(f"/inzetten/{{id}}/{papier}/" for papier in PAPIEREN),
    "/verzoeken/",
    "/verwijderverzoeken/",
    "/inhuurregels/",
    "/inhuurtoetsen/",
    "/inhuurinlezingen/",
    "/inhuurvervangingen/",
    "/ruilwensen/",
    "/ruilkringen/",
    "/werkbezoeken/",
    "/inkomenseffect/",
    "/trainees/{id}/",
    "/traineementoren/{id}/",
    "/traineeroosters/",
    "/klussenplannen/",
    "/nevenwerkmelding/",
    "/urenstaten/",
    "/wachturen/",
)


@dataclass(frozen=True)
class Operatie:
    method: str
    path: str
    spec: dict[str, Any] = field(compare=False, repr=False)

    @property
    def params(self) -> set[str]:
        """The collections of which the path, or a query that must be there, names one."""
        delen = self.path.split("/")
        uit = {delen[nr - 1] for nr, deel in enumerate(delen) if deel.startswith("{")}
        return uit | ({"verbanden"} if "verband" in self.verplicht else set())

    @property
    def verplicht(self) -> dict[str, Any]:
        """Schema per query parameter that must be there."""
        params = self.spec.get("parameters", [])
        return {
            p["name"]: p["schema"] for p in params if p.get("in") == "query" and p.get("required")
        }

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


def document() -> dict[str, Any]:
    settings = settings_of("pool", {"pool": "postgresql+psycopg://niemand@localhost/x"})
    app = create_app(settings)
    mounted = next(r for r in app.routes if getattr(r, "path", None) == BASE)
    openapi: dict[str, Any] = mounted.app.openapi()  # type: ignore[attr-defined]
    return openapi


DOCUMENT = document()
OPERATIES = [
    Operatie(method, path, spec)
    for path, item in sorted(DOCUMENT["paths"].items())
    for method, spec in sorted(item.items())
    if method in ("get", "post", "put", "patch", "delete")
]


def vraag(
    client: TestClient, operatie: Operatie, dingen: Mapping[str, str], headers: Headers
) -> httpx2.Response:
    """The operation on these things, with a body that its schema allows."""
    content = operatie.spec.get("requestBody", {}).get("content", {})
    meer: dict[str, Any] = {}
    if content:
        media_type, body = next(iter(content.items()))
        headers = headers | {"Content-Type": media_type}
        ruw = sample(body.get("schema", {}), DOCUMENT)
        meer["content"] = json.dumps(ruw) if "json" in media_type else "x"
    query = {naam: sample(schema, DOCUMENT) for naam, schema in operatie.verplicht.items()}
    if "verband" in query:
        query["verband"] = dingen["verbanden"]
    params = {p["name"] for p in operatie.spec.get("parameters", []) if "name" in p}
    if "telling" in params:
        query["telling"] = "true"
    url = f"{BASE}{ingevuld(operatie, dingen)}" + (f"?{urlencode(query)}" if query else "")
    return client.request(operatie.method.upper(), url, headers=headers, **meer)


def ingevuld(operatie: Operatie, dingen: Mapping[str, str]) -> str:
    """The path with an id of the collection before each parameter; a new one must be known here."""
    delen, uit = operatie.path.split("/"), []
    for nr, deel in enumerate(delen):
        if deel.startswith("{"):
            naam = delen[nr - 1]
            assert naam in dingen, f"maak_wereld() makes no {naam} yet"
            uit.append(dingen[naam])
        else:
            uit.append(deel)
    return "/".join(uit)


# ---- who it is not for
def iemand(organisatie: str | None, *rollen: str, **meer: Any) -> Headers:
    """Headers on the first day of the story, with every scope there is."""
    facts = {"client": "testclient", "gebruiker": "proefpersoon", "scopes": ALLES} | meer
    lid = [caller.Verbandlid(id, 1) for id, oins in LEDEN.items() if organisatie in oins]
    wie = caller.Caller(
        organisatie=organisatie, rollen=frozenset(rollen), verbanden=tuple(lid), **facts
    )
    claims = caller.to_claims(wie) | {"verschuiving": VERSCHUIVING}
    keys = token.load_keys(KEYS["gateway"])
    return {"Authorization": f"Bearer {token.mint(keys, 'gateway', 'pool', claims)}"}


def alle_buitenstaanders() -> dict[str, Headers]:
    """Everyone outside the verband."""
    return {
        "anoniem": iemand(None, client=None, scopes=frozenset(), gebruiker=None),
        "machine zonder organisatie": iemand(None),
        "iedere rol zonder organisatie": iemand(None, *ROLLEN),
        "iemand zonder werkgever": iemand(None, medewerker=uuid4()),
        "medewerker elders": iemand(DEE, "medewerker", medewerker=uuid4()),
        "iedere rol elders": iemand(DEE, *ROLLEN),
        "platformbeheerder": iemand(None, "platformbeheerder"),
    }


def alle_partners() -> dict[str, Headers]:
    """Those of the verband who are no party: they share the plan, not what is of others."""
    return {
        "iedere rol bij een partner": iemand(CEE, *ROLLEN),
        "medewerker van een partner": iemand(CEE, "medewerker", medewerker=uuid4()),
        "collega van wie het is": iemand(AA, "medewerker", medewerker=uuid4(), **MENS),
    }


def wie_niet(operatie: Operatie) -> dict[str, Headers]:
    """Everyone whom an operation is not for, with tokens of now: they last a minute."""
    partners: dict[str, Headers] = {}
    if any(deel in f"{operatie.path}/" for deel in VAN_PARTIJEN):
        partners = alle_partners()
    if "/klankbord" in operatie.path:  # every makelaar of the verband but the asker's own
        partners = {k: v for k, v in alle_partners().items() if "rol" not in k}
    return alle_buitenstaanders() | partners


VAN_IEMAND = [o for o in OPERATIES if o.params - BEKEND_AAN_ALLEN]


@pytest.mark.parametrize("operatie", VAN_IEMAND, ids=str)
def test_what_is_not_yours_does_not_exist(
    operatie: Operatie, huis: TestClient, wereld: dict[str, str]
) -> None:
    niets = {k: v if k in BEKEND_AAN_ALLEN else VREEMD for k, v in wereld.items()}
    for wie, headers in wie_niet(operatie).items():
        antwoord = vraag(huis, operatie, wereld, headers)
        assert antwoord.status_code in (400, 401, 403, 404), (wie, antwoord.text)
        ander = vraag(huis, operatie, niets, headers)
        assert gelijk(antwoord, wereld) == gelijk(ander, wereld), wie


# Nobody gets this here: an inzet that has not begun has nothing to hand over.
ER_IS_NOG_NIETS = ("/overdracht",)
ER_IS_IETS = [o for o in VAN_IEMAND if o.method == "get" and not o.path.endswith(ER_IS_NOG_NIETS)]


@pytest.mark.parametrize("operatie", ER_IS_IETS, ids=str)
def test_and_yet_it_is_there_for_who_it_is_for(
    operatie: Operatie, huis: TestClient, wereld: dict[str, str]
) -> None:
    """The control: on the same path somebody gets an answer, so the refusals mean something."""
    answers = [vraag(huis, operatie, wereld, wie) for wie in betrokkenen()]
    assert 200 in {answer.status_code for answer in answers}, [a.text for a in answers]


def gelijk(antwoord: httpx2.Response, dingen: Mapping[str, str]) -> tuple[int, str, str]:
    """What a caller can tell apart; the id that was asked for is the caller's own."""
    tekst = antwoord.text
    for id in (*dingen.values(), VREEMD):
        if len(id) == len(VREEMD):
            tekst = tekst.replace(id, "·")
    return antwoord.status_code, antwoord.headers["content-type"], tekst


LIJSTEN = [o for o in OPERATIES if o.method == "get" and not o.params]


def test_no_list_betrays_what_is_hidden(
    huis: TestClient,
    voor_en_na: tuple[Lijsten, dict[str, str]],
) -> None:
    """Every list is the same bytes without and with everything of the verband."""
    na = lijsten(huis, alle_buitenstaanders())
    assert {k: v for k, v in na.items() if voor_en_na[0][k] != v} == {}


def lijsten(client: TestClient, wie: Mapping[str, Headers]) -> Lijsten:
    uit = {}
    for operatie in LIJSTEN:
        for naam, headers in wie.items():
            antwoord = vraag(client, operatie, {}, headers)
            tekst = re.sub(r'"opgesteldOp":"[^"]*"', "", antwoord.text)  # the moment of asking
            uit[str(operatie), naam] = antwoord.status_code, tekst
    return uit


# ---- who is nobody
def vervalst() -> Iterator[tuple[str, str]]:
    """Authorization headers that are no proof of anything."""
    eigen = token.load_keys(KEYS["gateway"])
    ander = token.load_keys(json.dumps(token.generate_keys()))
    claims = {"client": "x", "organisatie": AA, "rollen": ["makelaar"], "scopes": sorted(ALLES)}
    goed = token.mint(eigen, "gateway", "pool", claims)
    kop, inhoud, _ = goed.split(".")
    yield "zonder handtekening", f"{kop}.{inhoud}."
    yield "verlopen", token.mint(eigen, "gateway", "pool", claims, seconds=-60)
    yield "andere dienst", token.mint(eigen, "gateway", "vacatures", claims)
    yield "andere sleutel", token.mint(ander, "gateway", "pool", claims)
    yield "onbekende uitgever", token.mint(ander, "iemand", "pool", claims)
    yield "geen token", "x"


@pytest.mark.parametrize("operatie", OPERATIES, ids=str)
def test_a_forged_token_opens_nothing(operatie: Operatie, huis: TestClient) -> None:
    for soort, bewijs in vervalst():
        antwoord = vraag(huis, operatie, _Alles(), {"Authorization": f"Bearer {bewijs}"})
        assert antwoord.status_code == 401, (soort, antwoord.text)
        assert antwoord.headers["content-type"] == "application/problem+json"


class _Alles(dict[str, str]):
    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: str) -> str:
        return VREEMD


@pytest.mark.parametrize("operatie", [o for o in OPERATIES if o.method != "get"], ids=str)
def test_a_role_or_organisation_in_a_header_changes_nothing(
    operatie: Operatie, huis: TestClient
) -> None:
    """Who you are follows from the token; a claim beside it is no reason for anything."""
    niemand = iemand(None, scopes=frozenset())
    beweerd = {"X-Organisatie": AA, "X-Rollen": "makelaar", "Organisatie": AA, "X-User": "beheer"}
    kaal = vraag(huis, operatie, _Alles(), niemand)
    assert kaal.status_code in (400, 401, 403, 404), kaal.text
    ander = vraag(huis, operatie, _Alles(), niemand | beweerd)
    assert (ander.status_code, ander.text) == (kaal.status_code, kaal.text)


# ---- the world of the verband
LEDEN = {VERBAND: (AA, BEE, CEE), ANDER_VERBAND: (DEE,)}
# One shift for all, so that the clock only goes forward.
VERSCHUIVING = math.ceil((NU - datetime.now(UTC)).total_seconds())
LID, WEG, RUILER = UUID(int=0x101), UUID(int=0x102), UUID(int=0x103)
DESKUNDIGE = UUID(int=0x104)
MENS = {"gebruiker": None, "scopes": EIGEN}


def makelaar(organisatie: str = AA, **meer: Any) -> Headers:
    return iemand(organisatie, "makelaar", "hr_adviseur", "beheerder", **meer)


def betrokkenen() -> list[Headers]:
    """Aa, whose member it is; Bee, who is host; the person; and who wants to be erased."""
    return [
        makelaar(),
        makelaar(BEE),
        iemand(AA, "medewerker", medewerker=LID, **MENS),
        iemand(AA, "medewerker", medewerker=WEG, **MENS),
        iemand(AA, "medewerker", medewerker=RUILER, **MENS),
        iemand(None, medewerker=DESKUNDIGE, **MENS),
    ]


@pytest.fixture(scope="module")
def huis(database: dict[str, str], migrated: Callable[[str], Engine]) -> Iterator[TestClient]:
    """One service for all who are refused: whoever gets nothing changes nothing."""
    empty(migrated("pool"))
    buur = Buur()
    for oin in (AA, BEE, CEE, DEE):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "naam": f"Proef {oin[16]}"}
    for wie in (LID, WEG, RUILER):
        contact = {"naam": "Testpersoon", "email": "proef@example.org", "organisatie": AA}
        buur.antwoorden[f"/intern/medewerkers/{wie}"] = contact
    app = create_app(settings_of("pool", database, gateway_url=buur.url))
    for name, jwks in KEYS.items():
        app.state.trust.keys[name] = token.public_keys(token.load_keys(jwks))
    with TestClient(app) as client:
        yield client
    buur.server.shutdown()
    buur.server.server_close()


@pytest.fixture(scope="module")
def voor_en_na(huis: TestClient) -> tuple[Lijsten, dict[str, str]]:
    """Every list as it was before the verband had anything, and what it has now."""
    return lijsten(huis, alle_buitenstaanders()), maak_wereld(Regio(huis, makelaar))


@pytest.fixture(scope="module")
def wereld(voor_en_na: tuple[Lijsten, dict[str, str]]) -> dict[str, str]:
    return voor_en_na[1]


def maak_wereld(regio: Regio) -> dict[str, str]:
    """One of everything that the verband, its organisations and its people have.

    Per collection of the API the id of one.
    """
    pool, ander = regio.pool(), regio.pool(naam="Andere pool")
    wereld = {
        "verbanden": str(VERBAND),
        "pools": pool,
        "partners": ander,
        "keuzes": "doelgroep",
        "roulatiefuncties": "planeconoom",
        "punten": "vog",
        "overeenkomsten": "1",
        "medewerkers": str(LID),
    }
    wereld |= _planning(regio, pool, ander) | _inzet(regio, pool) | _eigen(regio)
    gunning = {"uren": 8, "reden": "Genoeg."}
    wereld["gunningen"] = regio.post(f"/pools/{pool}/gunningen", makelaar(), gunning)["id"]
    wereld |= _ruil(regio) | _klus(regio)
    wereld |= _vormadvies(regio, wereld["inzetten"])
    wereld |= _inhuur(regio, wereld["inzetten"])
    wereld |= _klankbord(regio) | _uren(regio) | _trainee(regio)
    wereld |= _verrekening(regio, wereld["inzetten"])
    rouleert = {"geschikt": True}
    _put(regio, f"/verbanden/{VERBAND}/roulatiefuncties/planeconoom", rouleert)
    return wereld


def _planning(regio: Regio, pool: str, ander: str) -> dict[str, str]:
    """Plans of Aa, a group of needs of two employers, one of them shown to another pool."""
    hr, naam = makelaar(), {"naam": "Proef"}
    opgave = regio.post("/opgaven", hr, naam | {"verbanden": [str(VERBAND)]})["id"]
    werk = naam | {"verband": str(VERBAND), "van": "2026-09-01", "opgaveId": opgave}
    eigen = {"verband": str(VERBAND), "functie": "planeconoom", "urenPerWeek": 36}
    klein: dict[str, Any] = {"urenMin": 8, "urenMax": 8, "zoSnelMogelijk": True, "openEinde": True}
    klein |= {"van": None, "tot": None}
    nodig = [regio.behoefte(oin, **klein)["id"] for oin in (AA, BEE)]
    samen = {"verband": str(VERBAND), "behoeften": nodig, "reden": "Samen."}
    for een, twee in ((pool, ander), (ander, pool)):
        _put(regio, f"/pools/{een}/partners/{twee}", {"akkoord": True, "reden": "Samen."})
    getoond = {"vanPool": pool, "naarPool": ander}
    item = {"verband": str(VERBAND), "titel": "Proef", "kenmerk": "K1"}
    return {
        "opgaven": opgave,
        "projecten": regio.post("/projecten", hr, werk)["id"],
        "capaciteiten": regio.post("/capaciteiten", hr, eigen | {"van": "2026-01-01"})["id"],
        "uitstroomverwachtingen": regio.post(
            "/uitstroomverwachtingen", hr, eigen | {"jaar": 2027, "aantal": 1}
        )["id"],
        "behoeftegroepen": regio.post("/behoeftegroepen", hr, samen)["id"],
        "doorzendingen": regio.post(f"/behoeften/{nodig[0]}/doorzendingen", hr, getoond)["id"],
        "aanleveringen": regio.post("/aanleveringen", hr, {"items": [item]})["id"],
    }


def _inzet(regio: Regio, pool: str) -> dict[str, str]:
    """A member of Aa at Bee after three yeses, with an agreement; nothing is handed over yet."""
    lid = regio.lid(pool, 1)
    heel = {"urenMin": 32, "urenMax": 32, "plaats": "Eindhoven"}
    behoefte = regio.behoefte(BEE, **heel)["id"]
    over = regio.behoefte(BEE, **heel)["id"]
    voorstel = regio.voorstel(pool)
    regel = next(r for r in voorstel["regels"] if r["behoefte"] in (behoefte, over))
    besluit = regio.besluit(voorstel["id"], regel["id"])["besluit"]
    pad = f"/inzetten/{besluit['inzet']}"
    terugkeer = {"terugkeerDatum": "2027-03-01", "terugkeerDoel": "oude_functie"}
    answer = regio.client.patch(f"{BASE}{pad}", headers=makelaar(), json=terugkeer)
    ja = {"versie": answer.json()["gevraagdeVersie"], "akkoord": True}
    hier, waar, zelf, *_ = betrokkenen()
    for wie in (hier, waar, zelf):
        done = regio.post(f"{pad}/akkoorden", wie, ja)
    assert done["status"] == "bevestigd"
    regio.post(f"{pad}/overeenkomsten", hier, {})
    return {
        "leden": lid["id"],
        "behoeften": over if regel["behoefte"] == behoefte else behoefte,
        "toewijzingsvoorstellen": voorstel["id"],
        "regels": regel["id"],
        "inzetten": besluit["inzet"],
    }


def _eigen(regio: Regio) -> dict[str, str]:
    """What two people asked about their own data."""
    _, _, zelf, weg, *_ = betrokkenen()
    vraag = {"organisatie": AA, "soort": "correctie", "tekst": "Proef."}
    return {
        "verzoeken": regio.post("/verzoeken", zelf, vraag)["id"],
        "verwijderverzoeken": regio.post("/verwijderverzoeken", weg, {"bevestigd": True})["id"],
    }


def _vormadvies(regio: Regio, inzet: str) -> dict[str, str]:
    """What the form guide said of the inzet, with the first answer to every question."""
    vragen = regio.client.get(f"{BASE}/vormwijzer", headers=makelaar()).json()["vragen"]
    antwoorden = {een["code"]: een["antwoorden"][0]["code"] for een in vragen}
    inhoud = {"sector": "gemeenten", "antwoorden": antwoorden, "inzet": inzet}
    return {"vormadviezen": regio.post("/vormadviezen", makelaar(), inhoud)["id"]}


def _klankbord(regio: Regio) -> dict[str, str]:
    """Somebody of Aa who asks something personal, an expert of nowhere who said yes, a claim."""
    expert: dict[str, Any] = {
        "verband": str(VERBAND),
        "onderwerpen": ["wonen"],
        "soorten": ["persoonlijk"],
    }
    expert |= {"ervaring": "Proef.", "onafhankelijk": True}
    wie = iemand(None, medewerker=DESKUNDIGE, **MENS)
    id = regio.post("/klankbordexperts", wie, expert)["id"]
    answer = regio.client.put(
        f"{BASE}/klankbordexperts/{id}/opname", headers=makelaar(BEE), json={"opgenomen": True}
    )
    assert answer.is_success, answer.text
    vraag = {"verband": str(VERBAND), "soort": "persoonlijk", "onderwerpen": ["wonen"]}
    zelf = iemand(AA, "medewerker", medewerker=RUILER, **MENS)
    asked = regio.post("/klankbordvragen", zelf, vraag | {"tekst": "Proef."})["id"]
    pad = f"/klankbordvragen/{asked}/koppelingen"
    match = regio.post(pad, makelaar(BEE), {"expert": id})["id"]
    regio.post(f"/klankbordkoppelingen/{match}/antwoord", wie, {"ja": True}, 200)
    bon = {"soort": "reizen", "dag": NU.date().isoformat(), "bedragCent": 450}
    return {
        "klankbordexperts": id,
        "klankbordvragen": asked,
        "klankbordkoppelingen": match,
        "klankbordonkosten": regio.post(f"/klankbordkoppelingen/{match}/onkosten", wie, bon)["id"],
    }


def _verrekening(regio: Regio, inzet: str) -> dict[str, str]:
    """A closed month of Aa and Bee with an invoice in it, and hours whose inzet is gone."""
    uren = {"v": VERBAND, "aa": AA, "bee": BEE, "op": NU}
    wacht = uuid4()
    regels = [
        uren | {"id": uuid4(), "i": UUID(inzet), "week": "2026-W28", "maand": "2026-07"},
        uren | {"id": wacht, "i": None, "week": "2026-W32", "maand": "2026-08"},
    ]
    with regio.sessions.begin() as tx:
        tx.execute(text("UPDATE inzet_voorwaarden SET tarief_cent_per_uur = 8000"))
        tx.execute(
            text(
                "INSERT INTO urenstaat (id, verband, soort, inzet_id, uitlener, inlener, week,"
                " maand, kwartieren, status, toelichting, goedgekeurd_op, gewijzigd_op)"
                " VALUES (:id, :v, 'inzet', :i, :aa, :bee, :week, :maand, 64,"
                " 'goedgekeurd', '', :op, :op)"
            ),
            regels,
        )
    pad = f"{BASE}/verbanden/{VERBAND}/verrekenmaanden/2026-07"
    concept = regio.client.get(pad, headers=makelaar()).json()
    maand = {naam: concept[naam] for naam in ("verband", "maand", "controlegetal")}
    dicht = regio.post("/verrekeningen", makelaar(), maand)["id"]
    stukken = regio.client.get(f"{BASE}/verrekeningen/{dicht}/facturen", headers=makelaar())
    return {
        "verrekenmaanden": "2026-07",
        "verrekeningen": dicht,
        "facturen": stukken.json()["results"][0]["id"],
        "wachturen": str(wacht),
        "organisaties": AA,
    }


def _inhuur(regio: Regio, inzet: str) -> dict[str, str]:
    """What Aa hired, checked before it and read in, its goal; and an inzet at Bee instead of it."""
    hr, dag = makelaar(), {"van": "2026-09-01", "tot": "2026-12-31"}
    regel: dict[str, Any] = {"functie": "planeconoom", "uren": 8, "kostenCent": 80_000, **dag}
    regel |= {"vorm": "uitzenden", "leverancierSoort": "privaat_met_winst", "reden": "piek"}
    toets = {"functie": "planeconoom", "urenPerWeek": 8, **dag}
    doel: dict[str, Any] = {"maat": "inhuurkosten", "nulmeting": 2, "nulmetingJaar": 2025}
    doel |= {"nulmetingBron": "Proef", "streefwaarde": 1, "streefjaar": 2027}
    _put(regio, "/inhuurjaren/2026", {"loonsomCent": 1, "bron": "Proef"})
    for waar, wat in (("eigen-formaties", {"fte": 1}), ("referentietarieven", {"centPerUur": 1})):
        _put(regio, f"/{waar}/2026/functies/planeconoom", {"bron": "Proef", **wat})
    pad, wie = f"{BASE}/inhuurvervangingen/{inzet}", makelaar(BEE)
    assert regio.client.put(pad, headers=wie, json={"vorm": "zzp"}).is_success
    kop = "functie;vorm;leverancierSoort;uren;kosten;van;tot;reden\n;;;;;;;x"
    csv = hr | {"Content-Type": "text/csv"}
    gelezen = regio.client.post(f"{BASE}/inhuurinlezingen/_csv", headers=csv, content=kop)
    return {
        **dict.fromkeys(JAREN, "2026"),
        "functies": "planeconoom",
        "inhuurregels": regio.post("/inhuurregels", hr, regel | {"zonderToets": "Proef."})["id"],
        "inhuurtoetsen": regio.post("/inhuurtoetsen", hr, toets)["id"],
        "inhuurdoelen": regio.post("/inhuurdoelen", hr, doel | {"verband": str(VERBAND)})["id"],
        "inhuurinlezingen": gelezen.json()["id"],
        "inhuurvervangingen": inzet,
    }


def _ruil(regio: Regio) -> dict[str, str]:
    """Somebody of Aa and somebody of Bee who can swap, a free seat, and a visit."""
    basis: dict[str, Any] = {"verband": str(VERBAND), "functie": "planeconoom", "niveau": "senior"}
    basis |= {"urenPerWeek": 32, "van": "2026-10-01", "tot": "2027-03-31"}
    kan = [{"functie": "planeconoom", "niveau": "senior"}]
    wens = basis | {"kan": kan, "zoekt": ["planeconoom"], "geldigTot": "2026-12-31"}
    zelf = iemand(AA, "medewerker", medewerker=RUILER, **MENS)
    ander = iemand(BEE, "medewerker", medewerker=uuid4(), **MENS)
    wensen = [regio.post("/ruilwensen", wie, wens)["id"] for wie in (zelf, ander)]
    ronde = regio.post("/ruilrondes", makelaar(), {"verband": str(VERBAND)})["id"]
    ruilrekentaak.bereken_hier(regio.sessions, UUID(ronde), NU)
    kringen = regio.client.get(f"{BASE}/ruilkringen", headers=zelf).json()["results"]
    bezoek = {"verband": str(VERBAND), "gastheer": BEE, "datum": "2026-09-10"}
    bezoek |= {"onderwerp": "Kijken"}
    return {
        "ruilwensen": wensen[0],
        "ruilrondes": ronde,
        "ruilkringen": kringen[0]["id"],
        "vrije-plekken": regio.post("/vrije-plekken", makelaar(), basis | {"titel": "Vrij"})["id"],
        "werkbezoeken": regio.post("/werkbezoeken", zelf, bezoek)["id"],
    }


def _klus(regio: Regio) -> dict[str, str]:
    """A klus of Aa that somebody wants to do, with a plan and a report of other work."""
    klus: dict[str, Any] = {"verband": str(VERBAND), "titel": "Klus", "urenMin": 1, "urenMax": 8}
    klus |= {"van": "2026-10-01", "tot": "2027-03-31", "sluitingsDatum": "2026-09-15"}
    zelf = iemand(AA, "medewerker", medewerker=LID, **MENS)
    id = regio.post("/klussen", makelaar(), klus)["id"]
    regio.post(f"/klussen/{id}/statuswijzigingen", makelaar(), {"naar": "open", "reden": "Nu."})
    reactie = {"motivatie": "Graag.", "urenPerWeek": 4}
    plan = {"doelUren": 8, "geldigTot": "2027-06-30"}
    melding = {"gemeld": True, "gemeldOp": "2026-08-01"}
    answer = regio.client.put(f"{BASE}/nevenwerkmelding", headers=zelf, json=melding)
    assert answer.is_success, answer.text
    return {
        "klussen": id,
        "klusreacties": regio.post(f"/klussen/{id}/reacties", zelf, reactie)["id"],
        "klussenplannen": regio.post("/klussenplannen", zelf, plan)["id"],
    }


def _trainee(regio: Regio) -> dict[str, str]:
    """A programme of Aa with a trainee, a mentor, a host, a link and a rooster that holds."""
    programma: dict[str, Any] = {"verband": str(VERBAND), "naam": "Proef", "convenant": "K1"}
    programma |= {"plaatsen": 3, "urenPerWeek": 36, "aanmeldenTot": "2026-09-15"}
    programma["blokken"] = [{"van": "2027-05-01", "tot": "2027-10-31"}]
    id = regio.post("/traineeprogrammas", makelaar(), programma)["id"]
    pad = f"/traineeprogrammas/{id}"
    _put(regio, f"{pad}/gastplekken/{BEE}", {"laag": "provincie", "ruimte": [1]})
    regio.post(f"{pad}/statuswijzigingen", makelaar(), {"naar": "open"}, 200)
    cursus = {"soort": "cursus", "titel": "Proef", "link": "https://example.org/"}
    zelf = iemand(AA, "medewerker", medewerker=RUILER, **MENS)
    trainee = regio.post(f"{pad}/trainees", makelaar(), {"medewerker": str(RUILER)})["id"]
    bied = {"programma": id, "ervaring": ["water"]}
    wereld = {
        "traineeprogrammas": id,
        "gastplekken": BEE,
        "blokken": "1",
        "trainees": trainee,
        "traineementoren": regio.post("/traineementoren", zelf, bied)["id"],
        "programmaonderdelen": regio.post(f"{pad}/onderdelen", makelaar(), cursus)["id"],
        "traineeroosters": regio.post(f"{pad}/roosters", makelaar(), {})["id"],
    }
    roostertaak.bereken_hier(regio.sessions, UUID(wereld["traineeroosters"]), NU)
    vast = f"/traineeroosters/{wereld['traineeroosters']}/vaststelling"
    regio.post(vast, makelaar(), {"reden": "Past."}, 200)
    return wereld


def _uren(regio: Regio) -> dict[str, str]:
    """Hours of a person of Aa for the co-operation, sent."""
    _, _, zelf, *_ = betrokkenen()
    week, regel = "2026-W32", {"soort": "samenwerking", "verband": str(VERBAND), "uren": 2}
    inhoud: dict[str, Any] = {"regels": [regel], "indienen": True}
    answer = regio.client.put(f"{BASE}/urenweken/{week}", headers=zelf, json=inhoud)
    assert answer.is_success, answer.text
    (staat,) = (een["urenstaat"] for een in answer.json()["regels"])
    return {"urenweken": week, "urenstaten": staat}


def _put(regio: Regio, pad: str, body: Any) -> None:
    answer = regio.client.put(f"{BASE}{pad}", headers=makelaar(), json=body)
    assert answer.is_success, (pad, answer.text)
