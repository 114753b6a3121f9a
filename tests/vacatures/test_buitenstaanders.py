"""Every operation, tried by everyone it is not for: made from the OpenAPI document, so that a new
operation is tried without anybody thinking of it.

What is not yours and what does not exist are one: the same status and the same bytes.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.vacatures.main import create_app
from shared import caller, token
from tests.conftest import KEYS, Headers, empty, settings_of
from tests.samples import sample
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    SCOPES,
    VERBAND,
    Buur,
    nieuw,
    open_,
)

ALLES = SCOPES | {"eigen:beheren", "toegang:beheren", "deelname:beheren", "pool:schrijven"}
ROLLEN = ("recruiter", "hr_adviseur", "leidinggevende", "makelaar", "beheerder", "secretaris")
Lijsten = dict[tuple[str, str], tuple[int, str]]  # (operation, who) → what they got
VREEMD = str(UUID(int=0xDEAD, version=4))  # exists nowhere
# What follows these names no hidden thing: an organisation, a year, a table, a point of a list.
BEKEND_AAN_ALLEN = {"werkgevers", "uitstroomopgaven", "indicatoren", "punten"}


@dataclass(frozen=True)
class Operatie:
    method: str
    path: str
    spec: dict[str, Any] = field(compare=False, repr=False)

    @property
    def params(self) -> set[str]:
        """The collections of which the path names one."""
        delen = self.path.split("/")
        return {delen[nr - 1] for nr, deel in enumerate(delen) if deel.startswith("{")}

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


def document() -> dict[str, Any]:
    settings = settings_of("vacatures", {"vacatures": "postgresql+psycopg://niemand@localhost/x"})
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


def vraag(client: TestClient, operatie: Operatie, pad: str, headers: Headers) -> httpx2.Response:
    """The operation with a body that its schema allows."""
    content = operatie.spec.get("requestBody", {}).get("content", {})
    meer: dict[str, Any] = {}
    if content:
        media_type, body = next(iter(content.items()))
        headers = headers | {"Content-Type": media_type}
        ruw = sample(body.get("schema", {}), DOCUMENT)
        meer["content"] = json.dumps(ruw) if "json" in media_type else "x"
    verplicht = [p for p in operatie.spec.get("parameters", []) if p.get("in") == "query"]
    query = {p["name"]: sample(p["schema"], DOCUMENT) for p in verplicht if p.get("required")}
    url = f"{BASE}{pad}" + (f"?{urlencode(query)}" if query else "")
    return client.request(operatie.method.upper(), url, headers=headers, **meer)


# ---- who it is not for
@pytest.fixture
def buitenstaanders() -> dict[str, Headers]:
    """Anew for each test: a token lives a minute, and all that expired are refused alike."""
    return maak_buitenstaanders()


ZOMAAR, ELDERS, HERPLAATST, BIJ_BEE = (UUID(int=nr, version=4) for nr in range(0xB1, 0xB5))


def maak_buitenstaanders() -> dict[str, Headers]:
    """Everyone who has nothing to do with Aa, or not yet; with every scope there is."""

    def iemand(organisatie: str | None, *rollen: str, **meer: Any) -> Headers:
        return proef(organisatie, *rollen, scopes=ALLES, **meer)

    return {
        "anoniem": proef(None, client=None, scopes=frozenset(), gebruiker=None),
        "vacaturebank": iemand(None),
        "iemand zonder werkgever": iemand(None, medewerker=ZOMAAR),
        "medewerker elders": iemand(CEE, "medewerker", medewerker=ELDERS),
        "herplaatsing elders": iemand(CEE, "medewerker", medewerker=HERPLAATST, herplaatsing=True),
        "iedere rol elders": iemand(CEE, *ROLLEN),
        "medewerker van een partner": iemand(BEE, "medewerker", medewerker=BIJ_BEE),
        "iedere rol bij een partner": iemand(BEE, *ROLLEN),
        "platformbeheerder": iemand(None, "platformbeheerder"),
    }


VAN_IEMAND = [o for o in OPERATIES if o.params - BEKEND_AAN_ALLEN]


@pytest.mark.parametrize("operatie", VAN_IEMAND, ids=str)
def test_what_is_not_yours_does_not_exist(
    operatie: Operatie,
    huis: TestClient,
    wereld: dict[str, str],
    buitenstaanders: dict[str, Headers],
) -> None:
    niets = {k: v if k in BEKEND_AAN_ALLEN else VREEMD for k, v in wereld.items()}
    echt, vreemd = ingevuld(operatie, wereld), ingevuld(operatie, niets)
    for wie, headers in buitenstaanders.items():
        antwoord = vraag(huis, operatie, echt, headers)
        assert antwoord.status_code in (400, 401, 403, 404), (wie, antwoord.text)
        ander = vraag(huis, operatie, vreemd, headers)
        assert gelijk(antwoord, wereld) == gelijk(ander, wereld), wie


# Nobody gets these here: no file was sent, no name released, no application to decide on, and
# nothing is public yet.
ER_IS_NOG_NIETS = (
    *("/inhoud", "/interesses/{id}/kandidaat", "/functiedeling/besluiten"),
    *("/setu", "/vum"),
)
ER_IS_IETS = [o for o in VAN_IEMAND if o.method == "get" and not o.path.endswith(ER_IS_NOG_NIETS)]


@pytest.mark.parametrize("operatie", ER_IS_IETS, ids=str)
def test_and_yet_it_is_there_for_who_it_is_for(
    operatie: Operatie, huis: TestClient, wereld: dict[str, str]
) -> None:
    """The control: on the same path somebody gets an answer, so the refusals mean something."""
    pad = ingevuld(operatie, wereld)
    assert 200 in {vraag(huis, operatie, pad, wie).status_code for wie in betrokkenen()}


def ingevuld(operatie: Operatie, dingen: Mapping[str, str]) -> str:
    """The path with an id of the collection before each parameter; a new one must be known here."""
    delen, uit = operatie.path.split("/"), []
    for nr, deel in enumerate(delen):
        if deel.startswith("{"):
            naam = delen[nr - 1]
            bijzonder = [f"{naam}/{ander}" for ander in delen if f"{naam}/{ander}" in dingen]
            naam = bijzonder[0] if bijzonder else naam
            assert naam in dingen, f"maak_wereld() makes no {naam} yet"
            uit.append(dingen[naam])
        else:
            uit.append(deel)
    return "/".join(uit)


def gelijk(antwoord: httpx2.Response, dingen: Mapping[str, str]) -> tuple[int, str, str]:
    """What a caller can tell apart; the id that was asked for is the caller's own."""
    tekst = antwoord.text
    for id in (*dingen.values(), VREEMD):
        tekst = tekst.replace(id, "·")
    return antwoord.status_code, antwoord.headers["content-type"], tekst


LIJSTEN = [o for o in OPERATIES if o.method == "get" and not o.params]


def test_no_list_betrays_what_is_hidden(
    huis: TestClient, voor_en_na: tuple[Lijsten, dict[str, str]]
) -> None:
    """Every list is the same bytes without and with everything of Aa."""
    na = lijsten(huis)
    assert {k: v for k, v in na.items() if voor_en_na[0][k] != v} == {}


def lijsten(client: TestClient) -> Lijsten:
    uit = {}
    for operatie in LIJSTEN:
        wie = maak_buitenstaanders()
        params = {p["name"] for p in operatie.spec.get("parameters", [])}
        pad = operatie.path + ("?telling=true" if "telling" in params else "")
        for naam, headers in wie.items():
            antwoord = vraag(client, operatie, pad, headers)
            uit[str(operatie), naam] = antwoord.status_code, antwoord.text
    return uit


# ---- who is nobody
def vervalst() -> Iterator[tuple[str, str]]:
    """Authorization headers that are no proof of anything."""
    eigen = token.load_keys(KEYS["gateway"])
    ander = token.load_keys(json.dumps(token.generate_keys()))
    claims = {"client": "x", "organisatie": AA, "rollen": ["recruiter"], "scopes": sorted(ALLES)}
    goed = token.mint(eigen, "gateway", "vacatures", claims)
    kop, inhoud, _ = goed.split(".")
    yield "zonder handtekening", f"{kop}.{inhoud}."
    yield "verlopen", token.mint(eigen, "gateway", "vacatures", claims, seconds=-60)
    yield "andere dienst", token.mint(eigen, "gateway", "pool", claims)
    yield "andere sleutel", token.mint(ander, "gateway", "vacatures", claims)
    yield "onbekende uitgever", token.mint(ander, "iemand", "vacatures", claims)
    yield "geen token", "x"


@pytest.mark.parametrize("operatie", OPERATIES, ids=str)
def test_a_forged_token_opens_nothing(operatie: Operatie, huis: TestClient) -> None:
    pad = ingevuld(operatie, _Alles())
    for soort, bewijs in vervalst():
        antwoord = vraag(huis, operatie, pad, {"Authorization": f"Bearer {bewijs}"})
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
    pad = ingevuld(operatie, _Alles())
    niemand = proef(None, scopes=frozenset())
    beweerd = {"X-Organisatie": AA, "X-Rollen": "recruiter", "Organisatie": AA, "X-User": "beheer"}
    kaal = vraag(huis, operatie, pad, niemand)
    assert kaal.status_code in (400, 401, 403, 404), kaal.text
    ander = vraag(huis, operatie, pad, niemand | beweerd)
    assert (ander.status_code, ander.text) == (kaal.status_code, kaal.text)


# ---- the world of Aa
LEDEN = {VERBAND: (AA, BEE), ANDER_VERBAND: (AA, DEE)}
# One shift for all, so that the clock only goes forward.
VERSCHUIVING = math.ceil((NU - datetime.now(UTC)).total_seconds())


def proef(organisatie: str | None, *rollen: str, **meer: Any) -> Headers:
    """Headers on the first day of the story."""
    facts = {"client": "testclient", "gebruiker": "proefpersoon", "scopes": ALLES} | meer
    lid = [caller.Verbandlid(id, 1) for id, oins in LEDEN.items() if organisatie in oins]
    wie = caller.Caller(
        organisatie=organisatie, rollen=frozenset(rollen), verbanden=tuple(lid), **facts
    )
    claims = caller.to_claims(wie) | {"verschuiving": VERSCHUIVING}
    keys = token.load_keys(KEYS["gateway"])
    return {"Authorization": f"Bearer {token.mint(keys, 'gateway', 'vacatures', claims)}"}


@pytest.fixture(scope="module")
def huis(database: dict[str, str], migrated: Callable[[str], Engine]) -> Iterator[TestClient]:
    """One service for all who are refused: whoever gets nothing changes nothing."""
    empty(migrated("vacatures"))
    buur = Buur()
    for oin in (AA, DEE):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": "x"}
    for wie, oin in ((EIGEN, AA), (GAST, DEE), (WEG, AA)):
        contact = {"naam": "Testpersoon", "email": "proef@example.org", "organisatie": oin}
        buur.antwoorden[f"/intern/medewerkers/{wie}"] = contact
        buur.antwoorden[f"/intern/dossiers/{wie}"] = {}
    for verband, oins in LEDEN.items():
        pad = f"/intern/verbanden/{verband}/leden?op={NU:%Y-%m-%d}"
        buur.antwoorden[pad] = {"organisaties": list(oins)}
    app = create_app(settings_of("vacatures", database, gateway_url=buur.url))
    for name, jwks in KEYS.items():
        app.state.trust.keys[name] = token.public_keys(token.load_keys(jwks))
    with TestClient(app) as client:
        yield client
    buur.server.shutdown()
    buur.server.server_close()


@pytest.fixture(scope="module")
def voor_en_na(huis: TestClient) -> tuple[Lijsten, dict[str, str]]:
    """Every list as it was before Aa had anything, and what Aa has now."""
    return lijsten(huis), maak_wereld(huis)


@pytest.fixture(scope="module")
def wereld(voor_en_na: tuple[Lijsten, dict[str, str]]) -> dict[str, str]:
    return voor_en_na[1]


EIGEN, GAST, WEG = (UUID(int=nr, version=4) for nr in (0xE16E, 0x6A57, 0x3E6))
# Whoever Aa and its people deal with; everybody else has nothing to do with it.
HR, ZELF = (AA, "recruiter", "hr_adviseur", "beheerder"), (AA, "medewerker")
HR_DEE, BIJ_DEE = (DEE, "recruiter", "hr_adviseur"), (DEE, "medewerker")


def betrokkenen() -> list[Headers]:
    """Aa, its people, and the one partner that has to do with them."""
    return [
        proef(*HR),
        proef(*ZELF, medewerker=EIGEN),
        proef(*BIJ_DEE, medewerker=GAST),
        proef(*HR_DEE, gebruiker="iemand anders"),
        proef(*ZELF, medewerker=WEG),
    ]


def maak_wereld(client: TestClient) -> dict[str, str]:
    """One of everything that Aa and its people have, during the internal phase.

    Per collection of the API the id of one; "a/b": the a to use in a path with b.
    """
    hr, zelf, _, _, weg = betrokkenen()
    vacature = nieuw(client, hr)
    open_(client, hr, vacature)
    gedeeld = nieuw(client, hr, titel="Samen", urenMin=36, urenMax=36)
    delen = [{"werkgever": AA, "uren": 18}, {"werkgever": DEE, "uren": 18}]
    deling = {"vorm": "een_werkgever", "kostensleutel": "uren", "delen": delen}
    _post(client, hr, f"/vacatures/{gedeeld}/functiedeling", deling, geeft="")
    deel = _eerste(client, hr, f"/vacatures/{gedeeld}/functiedeling", "delen")
    wereld = _procedure(client) | {
        "vacatures": vacature,
        "vacatures/functiedeling": gedeeld,
        "delen": deel,
        "verbanden": str(ANDER_VERBAND),
        "werkgevers": AA,
        "punten": "opzegging",
        "uitstroomopgaven": "2025",
        "indicatoren": "vervultijd",
    }
    item = {"titel": "Jurist", "kenmerk": "K1"}
    answer = client.put(f"{BASE}/aangeleverde-vacatures/K1", headers=hr, json=item)
    assert answer.status_code == 201, answer.text
    label = client.put(
        f"{BASE}/verbanden/{ANDER_VERBAND}/label", headers=hr, json={"naam": "Streek"}
    )
    assert label.is_success, label.text
    wens = {"naam": "Iets anders", "eindDatum": "2027-02-01", "verbanden": [str(VERBAND)]}
    mandaat = {"gemachtigde": DEE, "totDatum": "2026-12-31"}
    regels = [{"schaal": "10", "periodiek": 0, "bedrag": 330_000}]
    tabel = {"cao": "eigen", "geldigVanaf": "2026-01-01", "bron": "Verzonnen", "regels": regels}
    waarde = {"functie": "jurist", "normsysteem": "eigen", "normfunctie": "Jurist"}
    waarde |= {"schaalMin": "10", "schaalMax": "11", "geldigVanaf": "2026-01-01"}
    blok = {"titel": "Klein", "tekst": "Dicht bij het bestuur."}
    return (
        wereld
        | {
            "aanleveringen": _post(client, hr, "/aanleveringen", {"items": [item]}),
            "aangeleverde-vacatures": "K1",
            "mandaten": _post(client, hr, "/mandaten", mandaat),
            "salaristabellen": _post(client, hr, "/salaristabellen", tabel),
            "functiewaarderingen": _post(client, hr, "/functiewaarderingen", waarde),
            "profielblokken": _post(client, hr, "/profielblokken", blok),
            "loopbaanwensen": _post(client, zelf, "/loopbaanwensen", wens),
            "interesses": _post(client, zelf, f"/vacatures/{vacature}/interesses", {}),
            "zoekopdrachten": _post(
                client, zelf, "/zoekopdrachten", {"naam": "X", "frequentie": "direct", "filter": {}}
            ),
            "mogelijkheden": vacature,
            "verhalen": _verhaal(client),
            "bezwaren": _post(client, zelf, "/bezwaren", {"organisatie": AA, "tekst": "Nee."}),
            "verwijderverzoeken": _post(client, weg, "/verwijderverzoeken", {"bevestigd": True}),
        }
        | _verwijzing(client, vacature)
    )


def _verhaal(client: TestClient) -> str:
    """A profile that only the people of Aa may read."""
    zelf = betrokkenen()[1]
    invoer = {"soort": "profiel", "naam": "Testpersoon", "titel": "Ik klus graag", "tekst": "Ja."}
    id = _post(client, zelf, "/verhalen", invoer)
    _post(client, zelf, f"/verhalen/{id}/statuswijzigingen", {"naar": "gepubliceerd"}, geeft="")
    return id


def _procedure(client: TestClient) -> dict[str, str]:
    """An application of somebody of Dee, from the first step to the move."""
    hr, _, gast, _, _ = betrokkenen()
    vacature = nieuw(client, hr, titel="Voor Dee")
    intern = {"fase": "intern", "werkdagen": 0, "reden": "Bekend dat niemand wil"}
    open_(client, hr, vacature, verbanden=[str(ANDER_VERBAND)], fasewijzigingen=[intern])
    sollicitatie = _post(client, gast, f"/vacatures/{vacature}/sollicitaties", {})
    pad = f"/sollicitaties/{sollicitatie}"
    bestand = {"bestandsnaam": "cv.pdf", "mediaType": "application/pdf", "grootte": 1000}
    document = _post(client, gast, f"{pad}/documenten", bestand)
    _post(client, hr, f"{pad}/statuswijzigingen", {"naar": "in_behandeling"}, geeft="")
    stap = {"soort": "gesprek", "datum": "2026-08-20"}
    selectiestap = _post(client, hr, f"{pad}/selectiestappen", stap)
    oordeel = {"oordeel": "passend", "reden": "Goed."}
    _post(client, hr, f"{pad}/beoordelingen", oordeel, geeft="")
    klacht = _post(client, gast, f"{pad}/klachten", {"over": "beoordeling", "tekst": "Te laat."})
    bod = {"contractsoort": "vast", "uren": 32, "schaal": "11"}
    aanbod = _post(client, hr, f"{pad}/aanbiedingen", bod)
    _post(client, gast, f"{pad}/statuswijzigingen", {"naar": "aangenomen"}, geeft="")
    return {
        "sollicitaties": sollicitatie,
        "documenten": document,
        "selectiestappen": selectiestap,
        "klachten": klacht,
        "aanbiedingen": aanbod,
        "overstappen": _eerste(client, gast, "/overstappen", "results"),
        "overdrachten": sollicitatie,
    }


def _verwijzing(client: TestClient, vacature: str) -> dict[str, str]:
    """A referral to Dee after a rejection, whose consent was withdrawn; and one that stands."""
    hr, zelf, _, hr_dee, _ = betrokkenen()
    sollicitatie = _post(client, zelf, f"/vacatures/{vacature}/sollicitaties", {})
    af = {"naar": "afgewezen", "redencode": "ervaring", "reden": "Te weinig ervaring."}
    _post(client, hr, f"/sollicitaties/{sollicitatie}/statuswijzigingen", af, geeft="")
    voorstel = {"sollicitatieId": sollicitatie, "ontvangers": [DEE]}
    eerste = _post(client, hr, "/doorverwijzingen", voorstel)
    ja = {"ontvangers": [DEE], "gegevens": ["contact", "documenten"], "eindDatum": "2026-12-01"}
    _post(client, zelf, f"/doorverwijzingen/{eerste}/toestemmingen", ja, geeft="")
    toestemming = _eerste(client, zelf, "/toestemmingen", "results")
    nee = {"naar": "ingetrokken"}
    _post(client, zelf, f"/toestemmingen/{toestemming}/statuswijzigingen", nee, geeft="")
    return {
        "wisverzoeken": _eerste(client, hr_dee, "/wisverzoeken", "results"),
        "toestemmingen": toestemming,
        "doorverwijzingen": _post(client, zelf, "/eigen-doorverwijzingen", ja),
    }


def _eerste(client: TestClient, headers: Headers, pad: str, waarin: str) -> str:
    """Id of the first of a list."""
    answer = client.get(f"{BASE}{pad}", headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.json()[waarin][0]["id"])


def _post(client: TestClient, headers: Headers, pad: str, body: Any, geeft: str = "id") -> str:
    answer = client.post(f"{BASE}{pad}", headers=headers, json=body)
    assert answer.status_code == 201, (pad, answer.text)
    return str(answer.json()[geeft]) if geeft else ""
