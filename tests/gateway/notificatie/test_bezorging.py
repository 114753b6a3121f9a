"""Delivery over real HTTP: who gets what, in which order, how often, and what stops it."""

from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine

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
    [row] = hier.get(f"{path}?status=wacht", headers=ik(AA)).json()["results"]
    assert (row["gebeurtenis"], row["pogingen"], row["laatsteStatus"]) == (eerste, 1, 500)
    answer = hier.post(f"{path}/{row['id']}/herkansingen", headers=ik(AA))
    assert answer.status_code == 202
    while len(server.ids("/a")) < 3:
        pass
    assert server.ids("/a") == [eerste, tweede, eerste]
