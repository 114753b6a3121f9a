"""Delivery over real HTTP: who gets what, in which order, how often, and what stops it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.gateway.notificatie import storage
from services.gateway.notificatie.rules import Publiek
from tests.gateway.conftest import AA, BEE, Als
from tests.gateway.notificatie.conftest import URL, Meld, add_client, stel, wacht_op
from tests.gateway.notificatie.ontvanger import Ontvanger, status

Neem = Callable[..., dict[str, Any]]


def test_from_handshake_to_delivery(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    meld(3)  # before: not for a new subscriber
    made = neem(f"{server.url}/a")
    assert made["status"] == "te_bevestigen"
    assert made["geheim"].startswith("whsec_")
    shown = wacht_op(hier, ik(AA), made["id"], "actief")
    assert shown["bevestigdOp"]
    assert "geheim" not in shown or shown["geheim"] is None
    greet, test = server.kreeg["/a"]
    assert greet.methode == "OPTIONS"
    assert greet.kop["webhook-request-origin"] == "127.0.0.1"
    assert test.type == "nl.doorstroom.gateway.proefbericht"
    told = meld(5)
    assert [een.id for een in server.wacht("/a", 5)] == told
    [proef] = hier.get(f"{URL}/{made['id']}/afleveringen", headers=ik(AA)).json()["results"]
    assert (proef["soort"], proef["status"], proef["laatsteStatus"]) == ("proef", "afgeleverd", 204)


def test_only_what_the_client_may_know_now(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
) -> None:
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    meld(1, Publiek(organisaties=frozenset({BEE})))
    meld(1, Publiek(organisaties=frozenset({AA}), rollen=frozenset({"recruiter"})))
    [mine] = meld(1, Publiek(organisaties=frozenset({AA})))
    assert [een.id for een in server.wacht("/a", 1)] == [mine]
    stel(engine, "UPDATE client SET rollen = '{recruiter}'")
    [later] = meld(1, Publiek(organisaties=frozenset({AA}), rollen=frozenset({"recruiter"})))
    assert [een.id for een in server.wacht("/a", 2)] == [mine, later]
    stel(engine, "UPDATE client SET actief = false")
    meld(1)
    add_client(engine, "ander", BEE)
    ander = neem(f"{server.url}/b", ik(BEE, client="ander"))
    wacht_op(hier, ik(BEE, client="ander"), ander["id"], "actief")
    [seen] = meld(1)
    assert [een.id for een in server.wacht("/b", 1)] == [seen]
    assert server.ids("/a") == [mine, later]


def test_a_failure_is_tried_again_with_the_same_id(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
) -> None:
    server.gedrag["/a"] = status(500, 204)
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    eerste, tweede = meld(2)
    server.wacht("/a", 2)
    path = f"{URL}/{made['id']}/afleveringen"
    wacht(lambda: bool(hier.get(f"{path}?status=wacht", headers=ik(AA)).json()["results"]))
    [row] = hier.get(f"{path}?status=wacht", headers=ik(AA)).json()["results"]
    assert (row["gebeurtenis"], row["pogingen"], row["laatsteStatus"]) == (eerste, 1, 500)
    answer = hier.post(f"{path}/{row['id']}/herkansingen", headers=ik(AA))
    assert answer.status_code == 202
    wacht(lambda: len(server.ids("/a")) == 3)
    assert server.ids("/a") == [eerste, tweede, eerste]


def test_types_and_filters(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    vacatures = "nl.doorstroom.vacatures."
    made = [
        neem(f"{server.url}/exact", typen=[f"{vacatures}vacature-gesloten"]),
        neem(f"{server.url}/begin", typen=[vacatures]),
        neem(f"{server.url}/niet", filters=[{"not": {"suffix": {"type": "-gesloten"}}}]),
        neem(f"{server.url}/alles"),
    ]
    for een in made:
        wacht_op(hier, ik(AA), een["id"], "actief")
    [open_] = meld(type="vacature-opengesteld")
    [dicht] = meld(type="vacature-gesloten")
    [inzet] = meld(type="inzet-bevestigd", dienst="pool")
    server.wacht("/alles", 3)
    assert server.ids("/alles") == [open_, dicht, inzet]
    assert [een.id for een in server.wacht("/begin", 2)] == [open_, dicht]
    assert [een.id for een in server.wacht("/niet", 2)] == [open_, inzet]
    assert [een.id for een in server.wacht("/exact", 1)] == [dicht]


def test_gone_ends_it_and_the_mailbox_hears(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
) -> None:
    server.gedrag["/a"] = status(410)
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    meld(3)
    shown = wacht_op(hier, ik(AA), made["id"], "beeindigd")
    assert shown["reden"] == "ontvanger-stopt"
    assert len(server.ids("/a")) == 1
    [(oin, tekst)] = stel(engine, "SELECT organisatie, tekst FROM bericht_uit")
    assert oin == AA
    assert made["id"] in tekst
    path = f"{URL}/{made['id']}"
    for method, url in (("PATCH", path), ("POST", f"{path}/proefberichten")):
        assert hier.request(method, url, headers=ik(AA), json={}).status_code == 409


def test_too_much_asked_is_asked_later(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    engine: Engine,
) -> None:
    """Retry-After holds the whole subscription: the rest keeps its order behind it."""
    server.gedrag["/a"] = status(429, 204, kop={"Retry-After": "3600"})
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    een, twee = meld(2)
    server.wacht("/a", 1)
    time.sleep(0.5)
    assert server.ids("/a") == [een]
    [(seconds,)] = stel(
        engine, "SELECT extract(epoch FROM wacht_tot - now()) FROM abonnement WHERE client <> ''"
    )
    assert 3500 < seconds <= 3600
    [(wait,)] = stel(
        engine,
        "SELECT extract(epoch FROM volgende_op - now()) FROM aflevering WHERE soort='gebeurtenis'",
    )
    assert 3500 < wait <= 3600
    stel(engine, "UPDATE aflevering SET volgende_op = now()")
    stel(engine, "UPDATE abonnement SET wacht_tot = NULL")
    stel(engine, "NOTIFY doorstroom_abonnementen")
    server.wacht("/a", 2)
    assert server.ids("/a") == [een, een, twee]


def test_parked_after_seven_more_tries_and_then_paused(
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
    told = meld(8)
    path = f"{URL}/{made['id']}/afleveringen"

    def tel(status: str) -> int:
        found: int = hier.get(
            f"{path}?status={status}&telling=true&pageSize=1", headers=ik(AA)
        ).json()["count"]
        return found

    wacht(lambda: tel("wacht") == 5)
    time.sleep(0.3)
    assert set(server.ids("/a")) == set(told[:5])  # the rest waits until something is taken
    for tries in range(2, 9):
        kept = f"SELECT 1 FROM aflevering WHERE pogingen = {tries - 1} AND soort = 'gebeurtenis'"
        wacht(lambda sql=kept: len(stel(engine, sql)) == 5)  # type: ignore[misc]
        stel(engine, "UPDATE aflevering SET volgende_op = now() WHERE status = 'wacht'")
        stel(engine, "NOTIFY doorstroom_abonnementen")
        wacht(lambda n=tries: len(server.ids("/a")) == 5 * n)  # type: ignore[misc]
    shown = wacht_op(hier, ik(AA), made["id"], "gepauzeerd")
    assert (shown["reden"], shown["geparkeerd"]) == ("te-veel-geparkeerd", 5)
    assert [tel(s) for s in ("wacht", "geparkeerd")] == [0, 5]
    [(tekst,)] = stel(engine, "SELECT onderwerp FROM bericht_uit")
    assert "gepauzeerd" in tekst
    # The receiver is mended: on from where it was, and what was parked when asked for.
    server.gedrag.pop("/a")
    before = len(server.ids("/a"))
    go_on = hier.patch(f"{URL}/{made['id']}", headers=ik(AA), json={"status": "actief"})
    assert go_on.json()["status"] == "te_bevestigen"
    wacht(lambda: len(server.ids("/a")) == before + 3)
    assert server.ids("/a")[before:] == told[5:]
    [first] = [
        row["id"]
        for row in hier.get(f"{path}?status=geparkeerd", headers=ik(AA)).json()["results"]
        if row["gebeurtenis"] == told[0]
    ]
    assert hier.post(f"{path}/{first}/herkansingen", headers=ik(AA)).status_code == 202
    wacht(lambda: server.ids("/a")[-1] == told[0])
    wacht(lambda: tel("geparkeerd") == 4)


def test_replay_from_a_moment(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    eerst = meld(3)
    server.wacht("/a", 3)
    moment = datetime.now(UTC).isoformat()
    dan = meld(4)
    server.wacht("/a", 7)
    path = f"{URL}/{made['id']}/herhalingen"
    assert hier.post(path, headers=ik(AA), json={"vanaf": moment}).status_code == 202
    wacht(lambda: len(server.ids("/a")) == 11)
    assert server.ids("/a") == eerst + dan + dan
    early = {"vanaf": "2020-01-01T00:00:00Z"}
    assert hier.post(path, headers=ik(AA), json=early).status_code == 202
    wacht(lambda: len(server.ids("/a")) == 18)
    assert server.ids("/a")[11:] == eerst + dan


def test_pause_and_go_on_loses_nothing(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, meld: Meld, ik: Als
) -> None:
    made = neem(f"{server.url}/a")
    path = f"{URL}/{made['id']}"
    wacht_op(hier, ik(AA), made["id"], "actief")
    paused = hier.patch(path, headers=ik(AA), json={"status": "gepauzeerd"})
    assert paused.json()["status"] == "gepauzeerd"
    time.sleep(0.3)
    told = meld(3)
    time.sleep(0.3)
    assert server.ids("/a") == []
    hier.patch(path, headers=ik(AA), json={"status": "actief"})
    assert [een.id for een in server.wacht("/a", 3)] == told
    assert hier.delete(path, headers=ik(AA)).status_code == 204
    assert hier.get(path, headers=ik(AA)).status_code == 404
    meld(1)
    time.sleep(0.3)
    assert server.ids("/a") == told


@pytest.mark.parametrize(
    ("handdruk", "proef", "verwacht"),
    [
        ({"WebHook-Allowed-Origin": "*"}, 204, "actief"),
        ({"WebHook-Allowed-Origin": "*", "WebHook-Allowed-Rate": "120"}, 200, "actief"),
        (405, 200, "actief"),
        (404, 204, "actief"),
        ({}, 204, "actief"),
        ({"WebHook-Allowed-Origin": "elders.example.org"}, 204, "afgewezen"),
        (403, 204, "afgewezen"),
    ],
)
def test_the_handshake(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    ik: Als,
    handdruk: Any,
    proef: int,
    verwacht: str,
) -> None:
    server.handdruk["/a"] = handdruk
    server.gedrag["/a"] = lambda handler, _: handler.antwoord(proef)
    made = neem(f"{server.url}/a")
    shown = wacht_op(hier, ik(AA), made["id"], verwacht)
    assert shown["reden"] == ("ontvanger-wil-niet" if verwacht == "afgewezen" else None)
    assert len(server.posts("/a", proef=True)) == (verwacht == "actief")


def test_a_receiver_that_takes_no_test_is_refused_after_three_tries(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, ik: Als, engine: Engine
) -> None:
    server.handdruk["/a"] = 405
    server.gedrag["/a"] = lambda handler, _: handler.antwoord(400)
    made = neem(f"{server.url}/a")
    for number in (1, 2):
        kept = f"SELECT 1 FROM abonnement WHERE pogingen = {number}"
        wacht(lambda sql=kept: bool(stel(engine, sql)))  # type: ignore[misc]
        stel(engine, "UPDATE abonnement SET wacht_tot = now()")
        stel(engine, "NOTIFY doorstroom_abonnementen")
    shown = wacht_op(hier, ik(AA), made["id"], "afgewezen")
    assert shown["reden"] == "proefbericht-geweigerd"
    server.gedrag.pop("/a")
    hier.patch(f"{URL}/{made['id']}", headers=ik(AA), json={"status": "actief"})
    wacht_op(hier, ik(AA), made["id"], "actief")


def test_a_test_on_request(
    hier: TestClient, bezorging: None, server: Ontvanger, neem: Neem, ik: Als
) -> None:
    made = neem(f"{server.url}/a")
    wacht_op(hier, ik(AA), made["id"], "actief")
    answer = hier.post(f"{URL}/{made['id']}/proefberichten", headers=ik(AA))
    assert answer.status_code == 201
    where = answer.headers["Location"]
    wacht(lambda: hier.get(where, headers=ik(AA)).json()["status"] == "afgeleverd")
    last = server.posts("/a", proef=True)[-1]
    assert last.id == answer.json()["gebeurtenis"]


def test_leaving_a_verband_ends_it(
    hier: TestClient,
    bezorging: None,
    server: Ontvanger,
    neem: Neem,
    ik: Als,
    engine: Engine,
) -> None:
    verband = uuid4()
    refused = hier.post(
        URL, headers=ik(AA), json={"naam": "x", "callbackUrl": server.url, "verband": str(verband)}
    )
    assert refused.json()["invalidParams"][0]["code"] == "geen-lid"
    headers = ik(AA, verbanden=[(verband, 1)])
    # By the facts at the delivery: the client is no member.
    made = neem(f"{server.url}/a", headers, verband=str(verband))
    shown = wacht_op(hier, ik(AA), made["id"], "beeindigd")
    assert shown["reden"] == "lidmaatschap-geeindigd"
    # And by whoever records the leaving.
    stel(engine, "UPDATE abonnement SET status = 'actief', reden = NULL")
    with Session(engine) as tx, tx.begin():
        assert storage.einde_lidmaatschap(tx, verband, BEE) == 0
        assert storage.einde_lidmaatschap(tx, verband, AA) == 1
        assert storage.einde_lidmaatschap(tx, verband, AA) == 0


def wacht(klaar: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not klaar():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.03)
