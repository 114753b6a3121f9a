"""Two libraries of others judge what arrives, as a receiver would use them; each also says no."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from services.gateway.notificatie.bezorging import bewijs
from tests.gateway.conftest import AA, Als
from tests.gateway.notificatie.conftest import URL, Meld, stel, wacht_op
from tests.gateway.notificatie.ontvanger import Kreeg, Ontvanger

Neem = Callable[..., dict[str, Any]]


def lees(kreeg: Kreeg) -> CloudEvent:
    event = from_structured(HTTPMessage(kreeg.kop, kreeg.tekst), JSONFormat(), CloudEvent)
    assert isinstance(event, CloudEvent)
    return event


def test_the_cloudevents_library_reads_what_arrives(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    neem(f"{server.url}/a")
    server.wacht("/a", 0)
    while not server.posts("/a", proef=True):
        time.sleep(0.02)
    told = meld(3)
    delivered = [*server.posts("/a", proef=True)[:1], *server.wacht("/a", 3)]
    for kreeg in delivered:
        assert kreeg.kop["content-type"] == "application/cloudevents+json"
        assert len(kreeg.tekst) <= 65_536
        event = lees(kreeg)
        assert event.get_specversion() == "1.0"
        assert re.fullmatch(r"nl\.doorstroom(\.[a-z-]+)+", event.get_type())
        assert re.fullmatch(r"urn:nld:oin:\d{20}:systeem:[a-z-]+", event.get_source())
        assert event.get_data() is None  # only where it is
        attributes = event.get_attributes()
        assert set(attributes) == {
            *("specversion", "id", "source", "type", "subject", "time"),
            *("datacontenttype", "dataref"),
        }
        assert all(re.fullmatch(r"[a-z0-9]{1,20}", name) for name in attributes)
    assert [lees(kreeg).get_id() for kreeg in delivered[1:]] == told


@pytest.mark.parametrize(
    "mutatie",
    [
        {"source": None},
        {"type": None},
        {"specversion": "0.3"},
        {"time": "gisteren"},
        {"Naam": "Jan"},
        {"subject": ""},
    ],
    ids=str,
)
def test_the_cloudevents_library_refuses_a_mutant(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, mutatie: dict[str, Any]
) -> None:
    """So the test above can fail."""
    neem(f"{server.url}/a")
    while not server.posts("/a", proef=True):
        time.sleep(0.02)
    kreeg = server.posts("/a", proef=True)[0]
    lees(kreeg)
    whole = json.loads(kreeg.tekst) | mutatie
    body = {k: v for k, v in whole.items() if v is not None}
    mutant = Kreeg(kreeg.methode, kreeg.pad, kreeg.kop, json.dumps(body).encode())
    with pytest.raises(Exception):  # noqa: B017 (each fault has an error of its own)
        lees(mutant)


def test_standard_webhooks_checks_the_signature(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    [told] = meld(1)
    [kreeg] = server.wacht("/a", 1)
    assert Webhook(made["geheim"]).verify(kreeg.tekst, kreeg.kop)["id"] == told
    assert kreeg.kop["webhook-id"] == told
    stamp = str(int(kreeg.kop["webhook-timestamp"]) - 1)
    mutants: list[tuple[bytes, dict[str, str], str]] = [
        (kreeg.tekst + b" ", {}, made["geheim"]),
        (kreeg.tekst, {"webhook-id": "ander"}, made["geheim"]),
        (kreeg.tekst, {"webhook-timestamp": stamp}, made["geheim"]),
        (kreeg.tekst, {"webhook-signature": "v1,AAAA"}, made["geheim"]),
        (kreeg.tekst, {}, "whsec_" + "A" * 43 + "="),
    ]
    for body, kop, geheim in mutants:
        with pytest.raises(WebhookVerificationError):
            Webhook(geheim).verify(body, kreeg.kop | kop)


def test_an_old_signature_is_refused() -> None:
    secret, body = "whsec_" + "A" * 43 + "=", b"{}"
    now = int(time.time())
    Webhook(secret).verify(body, bewijs.sign([secret], "x", body, now))
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(secret).verify(body, bewijs.sign([secret], "x", body, now - 600))


def test_two_secrets_count_for_a_day(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
) -> None:
    made = neem(f"{server.url}/a")
    path = f"{URL}/{made['id']}"
    wacht_op(hier, ik(AA), made["id"], "actief")
    new = hier.post(f"{path}/geheimen", headers=ik(AA)).json()["geheim"]
    assert new != made["geheim"]
    assert hier.get(path, headers=ik(AA)).json()["vorigGeheimTot"]
    meld(1)
    [kreeg] = server.wacht("/a", 1)
    for geheim in (made["geheim"], new):
        Webhook(geheim).verify(kreeg.tekst, kreeg.kop)
    stel(engine, "UPDATE abonnement SET vorig_tot = now() - interval '1 second'")
    stel(engine, "NOTIFY doorstroom_abonnementen")
    time.sleep(0.3)
    meld(1)
    kreeg = server.wacht("/a", 2)[-1]
    Webhook(new).verify(kreeg.tekst, kreeg.kop)
    with pytest.raises(WebhookVerificationError):
        Webhook(made["geheim"]).verify(kreeg.tekst, kreeg.kop)


def test_no_secret_stands_in_the_database_as_it_is(
    hier: TestClient, server: Ontvanger, neem: Neem, engine: Engine, ik: Als
) -> None:
    oauth = {"tokenUrl": f"{server.url}/token", "clientId": "wij", "clientSecret": "heel-geheim"}
    made = neem(f"{server.url}/a", oauth=oauth)
    assert "heel-geheim" not in json.dumps(made)
    assert made["oauth"] == {"tokenUrl": oauth["tokenUrl"], "clientId": "wij", "scope": None}
    [(row,)] = stel(engine, "SELECT a::text FROM abonnement a")
    [(secret,)] = stel(engine, "SELECT geheimen FROM abonnement")
    core = made["geheim"].removeprefix("whsec_")
    for kept in (row, bytes(secret).decode()):
        assert "heel-geheim" not in kept
        assert core not in kept
