"""Hidden and absent take the same work: the same questions to the database, in the same order.

Time itself is noise on a busy machine; what costs the time is not. Every operation of the gateway
that names a thing, from its own document: a new one is tried without anybody thinking of it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from services.gateway.bericht import storage as berichten
from services.gateway.main import DEELNAME, NOTIFICATIES, TOEGANG
from services.gateway.toegang.rules import uitgever as inlog
from services.gateway.toegang.storage import uitgevers
from services.gateway.verband import rules, storage
from shared.api import Tx
from shared.app import create_service
from shared.problem import found
from shared.settings import Settings
from tests.conform import export
from tests.conftest import Headers, Start
from tests.gateway.conftest import AA, BEE, CEE, NU, RIJEN, Als
from tests.samples import sample
from tests.statements import statements

D, T, N = "/deelname/v1", "/toegang/v1", "/notificaties/v1"
SCOPES = {"deelname:lezen", "deelname:beheren", "gebeurtenissen:lezen", "toegang:beheren"}
ROLLEN = ("recruiter", "hr_adviseur", "leidinggevende", "makelaar", "beheerder", "secretaris")
# What follows these names nothing hidden: an organisation of the register, a number of a list.
BEKEND_AAN_ALLEN = {"organisaties", "stemmen", "convenanten", "gegevensafspraken"}
DOCUMENTEN = {
    name: app.openapi() for name, app in export.apis_of(export.create_app("gateway")).items()
}
Dingen = dict[str, str]
Werk = tuple[int, list[str]]


@dataclass(frozen=True)
class Operatie:
    base: str
    method: str
    path: str
    spec: dict[str, Any]

    @property
    def params(self) -> list[str]:
        """The collections of which the path names one."""
        delen = self.path.split("/")
        return [delen[nr - 1] for nr, deel in enumerate(delen) if deel.startswith("{")]

    def url(self, dingen: Dingen) -> str:
        delen = self.path.split("/")
        for nr, deel in enumerate(delen):
            if deel.startswith("{"):
                assert delen[nr - 1] in dingen, f"maak_wereld() makes no {delen[nr - 1]} yet"
                delen[nr] = dingen[delen[nr - 1]]
        return self.base + "/".join(delen)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.base}{self.path}"


OPERATIES = [
    Operatie(f"/{name}/v1", method, path, spec)
    for name, document in DOCUMENTEN.items()
    for path, method, spec in export.operations(document)
]
VAN_IEMAND = [o for o in OPERATIES if set(o.params) - BEKEND_AAN_ALLEN]


def werk(client: TestClient, operatie: Operatie, dingen: Dingen, wie: Headers) -> Werk:
    """The operation with a body that its schema allows: its status and what it asked."""
    content = operatie.spec.get("requestBody", {}).get("content", {})
    meer: dict[str, Any] = {}
    if content:
        soort, body = next(iter(content.items()))
        wie = wie | {"Content-Type": soort}
        document = DOCUMENTEN[operatie.base.split("/")[1]]
        ruw = sample(body.get("schema", {}), document)
        meer["content"] = json.dumps(ruw) if "json" in soort else "x"
    with statements(client) as seen:
        answer = client.request(operatie.method, operatie.url(dingen), headers=wie, **meer)
    return answer.status_code, list(seen)


def verschillen(
    client: TestClient, operaties: list[Operatie], wereld: Dingen, wie: dict[str, Headers]
) -> dict[str, tuple[Werk, Werk]]:
    """What asks something else of a hidden thing than of one that is not there."""
    uit = {}
    for operatie in operaties:
        for naam, headers in wie.items():
            niets = {k: v if k in BEKEND_AAN_ALLEN else str(uuid4()) for k, v in wereld.items()}
            hidden = werk(client, operatie, wereld, headers)
            absent = werk(client, operatie, niets, headers)
            assert hidden[0] in (400, 403, 404), (str(operatie), naam, hidden)
            if hidden != absent:
                uit[f"{operatie} ({naam})"] = (hidden, absent)
    return uit


# ---- a leak, to be found
lek = APIRouter()


@lek.get("/lek/verbanden/{id}")
def get_lek(id: UUID, tx: Tx) -> None:
    """As it once was: who belongs to it is asked only of what exists."""
    if storage.get(tx, id) is not None:
        storage.leden(tx, id)
    found(None, "verband")


SITE = "https://site.example.org"
LEK = Operatie("/lek", "get", "/verbanden/{id}", {})


def create_rooms(settings: Settings) -> FastAPI:
    return create_service(settings, apis=(DEELNAME, TOEGANG, NOTIFICATIES), own=(lek,))


@pytest.fixture
def huis(start: Start) -> Iterator[TestClient]:
    """Every room behind its front door, on empty tables."""
    with start("gateway", create_rooms) as client:
        yield client


@pytest.fixture
def alles(als: Callable[[str], Als]) -> Als:
    def headers(organisatie: str | None, *rollen: str) -> Headers:
        client = "testclient" if organisatie == AA else "elders"
        facts = {"nu": NU, "scopes": SCOPES, "gebruiker": "proefpersoon", "client": client}
        return als("gateway")(organisatie=organisatie, rollen=rollen, **facts)

    return headers


def maak_wereld(huis: TestClient, alles: Als) -> Dingen:
    """One thing at least of every kind that a path names, all of Aa (and Bee)."""
    platform, aa = alles(None, "platformbeheerder"), alles(AA, *ROLLEN)

    def maak(wie: Headers, url: str, **body: Any) -> str:
        answer = huis.post(url, headers=wie, json=body)
        assert answer.status_code == 201, (url, answer.text)
        return answer.headers["Location"].rpartition("/")[2]

    dingen = {"organisaties": AA, "stemmen": AA, "convenanten": "1", "gegevensafspraken": "1"}
    dingen["organisatie-importen"] = maak(platform, f"{D}/organisatie-importen", rijen=RIJEN)
    verband = maak(platform, f"{D}/verbanden", naam="Streek", beginDatum="2026-01-01")
    van, url = {"van": "2026-01-01"}, f"{D}/verbanden/{verband}"
    dingen |= {"verbanden": verband, "leden": maak(platform, f"{url}/leden", organisatie=AA, **van)}
    maak(platform, f"{url}/gegevensafspraken", titel="Afspraak", geslotenOp="2026-01-01")
    maak(platform, f"{url}/convenanten")
    portaal = {"soort": "portaal", "naam": "Site", "webadres": SITE}
    dingen["portalen"] = maak(platform, f"{url}/portalen", **portaal)
    vraag = {"verband": verband, "organisatie": BEE, "van": "2026-09-01"}
    dingen["toetredingen"] = maak(aa, f"{D}/toetredingen", **vraag)
    weg = {"verband": verband, "organisatie": AA, "tot": "2026-12-31"}
    dingen["uittredingen"] = maak(aa, f"{D}/uittredingen", **weg)
    eigen = f"{D}/organisaties/{AA}"
    dingen["medewerkers"] = maak(aa, f"{eigen}/medewerkers", externId="M1", naam="Noor Verzonnen")
    contact = {"naam": "Noor Verzonnen", "email": "noor@example.org"}
    dingen["wervingscontacten"] = maak(aa, f"{eigen}/wervingscontacten", **contact)
    for id in ("testclient", "clientvanaa"):  # the first is who calls here
        maak(platform, f"{T}/clients", id=id, naam="Machine", organisatie=AA)
    client = f"{T}/clients/clientvanaa"
    dingen |= {"clients": "clientvanaa", "sleutels": maak(platform, f"{client}/sleutels")}
    later = f"{date.today() + timedelta(days=30)}T00:00:00Z"  # noqa: DTZ011 (real time, any zone)
    dingen["tokens"] = maak(platform, f"{client}/tokens", naam="Intranet", verlooptOp=later)
    hook = {"naam": "Hier", "callbackUrl": "https://ontvanger.example.org/hook"}
    dingen["abonnementen"] = maak(aa, f"{N}/abonnementen", **hook)
    proef = f"{N}/abonnementen/{dingen['abonnementen']}/proefberichten"
    return dingen | {"afleveringen": maak(aa, proef)} | rechtstreeks(huis)


def rechtstreeks(huis: TestClient) -> Dingen:
    """What comes in by another door: a message of a neighbour, an issuer that was looked up."""
    uitgever = inlog.Uitgever(
        uuid4(), AA, "https://login.example.org", frozenset("x"), frozenset({"RS256"}), "sub"
    )
    bericht = {"persoon": uuid4(), "organisatie": AA, "onderwerp": "x", "tekst": "x"}
    with Session(huis.app.state.engine) as tx, tx.begin():  # type: ignore[attr-defined]
        berichten.add(tx, "gateway", [bericht | {"id": UUID(int=1)}], NU)
        uitgevers.add(tx, uitgever, "Inlog", NU)
    return {"berichten": str(UUID(int=1)), "uitgevers": str(uitgever.id)}


@pytest.fixture
def wereld(huis: TestClient, alles: Als) -> Dingen:
    return maak_wereld(huis, alles)


def test_what_is_not_yours_costs_what_nothing_costs(
    huis: TestClient, wereld: Dingen, alles: Als
) -> None:
    wie = {"iedere rol elders": alles(CEE, *ROLLEN), "geen organisatie": alles(None)}
    assert verschillen(huis, VAN_IEMAND, wereld, wie) == {}


def test_what_asks_more_of_a_hidden_thing_is_found(
    huis: TestClient, wereld: Dingen, alles: Als
) -> None:
    """The control: one question more is seen, and what is your own costs more than a refusal."""
    assert list(verschillen(huis, [LEK], wereld, {"elders": alles(CEE)})) == [f"{LEK} (elders)"]
    detail = next(o for o in VAN_IEMAND if str(o) == f"GET {D}/verbanden/{{id}}/leden")
    eigen, ander = (werk(huis, detail, wereld, alles(oin)) for oin in (AA, CEE))
    assert (eigen[0], ander[0]) == (200, 404)
    assert len(eigen[1]) > len(ander[1])


def test_the_question_is_the_rule(huis: TestClient, wereld: Dingen) -> None:
    """storage.get_visible asks what rules.mag_zien says, on the edges of a membership too."""
    id, dag = UUID(wereld["verbanden"]), timedelta(days=1)
    with Session(huis.app.state.engine) as tx:  # type: ignore[attr-defined]
        [lid] = storage.leden(tx, id)
        assert lid.tot  # Aa leaves
        for op in (lid.van - dag, lid.van, lid.tot, lid.tot + dag):
            for wie in (AA, BEE, None):
                for rollen in (frozenset[str](), frozenset({rules.PLATFORM})):
                    everything = rules.PLATFORM in rollen
                    row = storage.get_visible(tx, id, wie, op, everything, gevraagden=False)
                    assert (row is not None) is rules.mag_zien([lid], wie, rollen, op)
