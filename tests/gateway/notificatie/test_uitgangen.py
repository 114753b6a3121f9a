"""Tokens of a receiver's own server, Open Notificaties, and two workers beside each other."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from services.gateway import worker
from services.gateway.notificatie.rules import Publiek
from services.gateway.notificatie.tables import Gebeurtenis
from shared import db, fernet
from shared.settings import Settings
from shared.worker import Work
from tests.conftest import settings_of
from tests.gateway.conftest import AA, BEE, Als
from tests.gateway.notificatie.conftest import HIER, URL, Meld, bezorgt, stel, wacht_op
from tests.gateway.notificatie.ontvanger import Handler, Kreeg, Ontvanger, dubbelen, status
from tests.gateway.notificatie.test_bezorging import wacht

Neem = Callable[..., dict[str, Any]]
GEHEIM = "een-gedeeld-geheim-van-32-tekens!"


@dataclass
class Server:
    """An authorization server that counts, and hands out tokens by number."""

    gegeven: int = 0
    geldig: str = ""

    def token(self, handler: Handler, kreeg: Kreeg) -> None:
        form = parse_qs(kreeg.tekst.decode())
        pair = base64.b64decode(kreeg.kop["authorization"].removeprefix("Basic ")).decode()
        if pair != "wij%3Ax:heel%2Bgeheim" or form != {
            "grant_type": ["client_credentials"],
            "scope": ["hook"],
        }:
            handler.antwoord(401)
            return
        self.gegeven += 1
        self.geldig = f"token-{self.gegeven}"
        told = {"access_token": self.geldig, "token_type": "Bearer", "expires_in": 3600}
        handler.antwoord(200, {"Content-Type": "application/json"}, json.dumps(told).encode())

    def hook(self, handler: Handler, kreeg: Kreeg) -> None:
        good = kreeg.kop.get("authorization") == f"Bearer {self.geldig}"
        handler.antwoord(204 if good else 401)


def test_a_token_of_the_receivers_own_server(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    auth = Server()
    server.gedrag |= {"/token": auth.token, "/a": auth.hook}
    oauth = {"tokenUrl": f"{server.url}/token", "clientId": "wij:x", "scope": "hook"}
    made = neem(f"{server.url}/a", oauth=oauth | {"clientSecret": "heel+geheim"})
    wacht_op(hier, ik(AA), made["id"], "actief")
    told = meld(10)
    server.wacht("/a", 10)
    assert auth.gegeven == 1  # kept as long as it lives
    auth.geldig = "ingetrokken"  # by its server: we ask once more, and go on
    told += meld(2)
    server.wacht("/a", 12)
    wacht(lambda: auth.gegeven == 2)
    shown = hier.get(f"{URL}/{made['id']}", headers=ik(AA)).json()
    assert shown["wachtend"] == 0
    assert [k.id for k in server.posts("/a") if k.kop["authorization"] != "x"][:10] == told[:10]


@pytest.mark.parametrize(
    "antwoord", [b"", b"[]", b'{"access_token": 1}', b'{"access_token": "a\\nb"}', b"x" * 100_000]
)
def test_a_token_server_that_says_nonsense(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, ik: Als, antwoord: bytes
) -> None:
    server.gedrag["/token"] = lambda handler, _: handler.antwoord(200, body=antwoord)
    oauth = {"tokenUrl": f"{server.url}/token", "clientId": "wij", "clientSecret": "y"}
    made = neem(f"{server.url}/a", oauth=oauth)
    path = f"{URL}/{made['id']}/afleveringen"
    wacht(lambda: bool(hier.get(f"{path}?status=geparkeerd", headers=ik(AA)).json()["results"]))
    [row] = hier.get(path, headers=ik(AA)).json()["results"]
    assert row["laatsteFout"] == "geen-token"
    assert server.posts("/a", proef=True) == []


# ---- Open Notificaties ---------------------------------------------------------------------------
class OpenNotificaties:
    """As the real one: only with a JWT that was signed with the shared secret."""

    def __init__(self) -> None:
        self.kreeg: list[dict[str, Any]] = []
        self.geweigerd = 0
        self.storing = 0

    def neem_aan(self, handler: Handler, kreeg: Kreeg) -> None:
        key = OctKey.import_key(GEHEIM)
        try:
            bearer = kreeg.kop["authorization"].removeprefix("Bearer ")
            claims = jwt.decode(bearer, key, ["HS256"]).claims
            fresh = abs(time.time() - claims["iat"]) < 60
            good = fresh and claims["iss"] == claims["client_id"] == "doorstroom"
        except (JoseError, KeyError):
            good = False
        if not good:
            self.geweigerd += 1
            handler.antwoord(403)
            return
        if self.storing:
            self.storing -= 1
            handler.antwoord(503)
            return
        body = json.loads(kreeg.tekst)
        wanted = "kanaal hoofdObject resource resourceUrl actie aanmaakdatum kenmerken"
        assert set(body) == set(wanted.split())
        self.kreeg.append(body)
        handler.antwoord(201, body=kreeg.tekst)


def buiten(database: dict[str, str], url: str, **meer: Any) -> Settings:
    own = {"open_notificaties_url": url, "open_notificaties_secret": GEHEIM}
    return settings_of("gateway", database, **HIER, **(own | meer))


def test_open_notificaties_hears_what_is_public(
    hier: TestClient, server: Ontvanger, meld: Meld, database: dict[str, str], engine: Engine
) -> None:
    nrc = OpenNotificaties()
    server.gedrag["/nrc/api/v1/notificaties"] = nrc.neem_aan
    settings = buiten(database, f"{server.url}/nrc/", open_notificaties_organisatie=AA)
    with bezorgt(settings):
        wacht(lambda: len(stel(engine, "SELECT 1 FROM abonnement WHERE bezig_door <> id")) == 1)
        nrc.storing = 1
        failed = "SELECT 1 FROM aflevering WHERE pogingen = 1"
        told = meld(2)
        meld(1, Publiek(organisaties=frozenset({BEE})))
        meld(1, Publiek(organisaties=frozenset({AA}), rollen=frozenset({"recruiter"})))
        told += meld(1, Publiek(organisaties=frozenset({AA})), type="inzet-bevestigd")
        wacht(lambda: len(nrc.kreeg) == 2 and bool(stel(engine, failed)))
        stel(engine, "UPDATE aflevering SET volgende_op = now()")
        stel(engine, "UPDATE abonnement SET wacht_tot = NULL")
        stel(engine, "NOTIFY doorstroom_abonnementen")
        wacht(lambda: len(nrc.kreeg) == 3)
    assert {een["kenmerken"]["id"] for een in nrc.kreeg} == set(told)
    assert nrc.geweigerd == 0
    last = next(een for een in nrc.kreeg if een["kenmerken"]["id"] == told[-1])
    assert (last["kanaal"], last["resource"], last["actie"]) == ("doorstroom", "inzet", "bevestigd")
    assert last["hoofdObject"] == "http://127.0.0.1:8000/vacatures/v1/vacatures/x"
    # Stopped and started: from where it was; what was on its way then may come once more.
    more = meld(2)

    def seen() -> set[str]:
        return {een["kenmerken"]["id"] for een in nrc.kreeg}

    with bezorgt(settings):
        wacht(lambda: seen() >= set(more))
    assert seen() == {*told, *more}


def test_open_notificaties_with_another_secret_takes_nothing_and_nothing_is_lost(
    hier: TestClient, server: Ontvanger, meld: Meld, database: dict[str, str], engine: Engine
) -> None:
    """The negative control of the judge, and the platform's own outlet is never given up."""
    nrc = OpenNotificaties()
    server.gedrag["/api/v1/notificaties"] = nrc.neem_aan
    wrong = buiten(database, server.url, open_notificaties_secret="x" * 32)
    with bezorgt(wrong):
        wacht(lambda: len(stel(engine, "SELECT 1 FROM abonnement WHERE bezig_door <> id")) == 1)
        told = meld(1)
        for tries in range(1, 11):
            count = f"SELECT 1 FROM aflevering WHERE pogingen = {tries}"
            wacht(lambda sql=count: bool(stel(engine, sql)))  # type: ignore[misc]
            stel(engine, "UPDATE aflevering SET volgende_op = now()")
            stel(engine, "NOTIFY doorstroom_abonnementen")
        assert nrc.kreeg == []
    with bezorgt(buiten(database, server.url)):
        stel(engine, "UPDATE aflevering SET volgende_op = now()")
        wacht(lambda: len(nrc.kreeg) == 1)
    assert nrc.kreeg[0]["kenmerken"]["id"] == told[0]


# ---- two workers, and keys -----------------------------------------------------------------------
def test_two_workers_never_deliver_the_same_and_one_takes_over(
    hier: TestClient,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    instellingen: Settings,
    engine: Engine,
) -> None:
    paths = [f"/{n}" for n in range(6)]
    for path in paths:
        server.gedrag[path] = status(204)
    with bezorgt(instellingen):
        made = [neem(f"{server.url}{path}")["id"] for path in paths]
        for id in made:
            wacht_op(hier, ik(AA), id, "actief")
        with bezorgt(instellingen):
            told = meld(50)
            for path in paths:
                server.wacht(path, 50)
            time.sleep(0.3)
            assert all(server.ids(path) == told for path in paths)
            time.sleep(1)  # its place is marked by now
    owners = stel(engine, "SELECT bezig_door FROM abonnement")
    assert set(owners) == {(None,)}  # who leaves in order, leaves them to others at once
    more = meld(10)
    with bezorgt(instellingen):
        for path in paths:
            server.wacht(path, 60, seconds=6)
    assert all(server.ids(path) == told + more for path in paths)
    assert all(dubbelen(server.ids(path)) == 0 for path in paths)


def test_the_keys_of_secrets_can_be_replaced(
    hier: TestClient,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    database: dict[str, str],
    engine: Engine,
    instellingen: Settings,
) -> None:
    made = neem(f"{server.url}/a")
    with bezorgt(instellingen):
        wacht_op(hier, ik(AA), made["id"], "actief")
    old, new = instellingen.webhook_keys, fernet.generate_key()
    assert old is not None
    both = instellingen.model_copy(
        update={"webhook_keys": type(old)(f"{new}\n{old.get_secret_value()}")}
    )
    worker.tidy_deliveries(Work(both, db.sessions(engine)))
    only = instellingen.model_copy(update={"webhook_keys": type(old)(new)})
    told = meld(1)
    with bezorgt(instellingen):  # the old key alone reads nothing any more, and loses nothing
        time.sleep(0.5)
        assert server.ids("/a") == []
    with bezorgt(only):
        assert [een.id for een in server.wacht("/a", 1)] == told


def test_an_event_that_is_gone_is_not_tried_again(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
) -> None:
    server.gedrag["/a"] = status(500)
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    meld(1)
    server.wacht("/a", 1)
    wacht(lambda: hier.get(f"{URL}/{made['id']}", headers=ik(AA)).json()["wachtend"] == 1)
    with Session(engine) as tx, tx.begin():
        tx.execute(delete(Gebeurtenis))
    stel(engine, "UPDATE aflevering SET volgende_op = now()")
    stel(engine, "NOTIFY doorstroom_abonnementen")
    wacht(lambda: hier.get(f"{URL}/{made['id']}", headers=ik(AA)).json()["wachtend"] == 0)
    assert len(server.ids("/a")) == 1
