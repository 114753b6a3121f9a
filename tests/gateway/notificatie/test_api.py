"""The feed: in commit order, each reader its own part, and nothing betrays the rest."""

import json
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules, storage
from services.gateway.notificatie.tables import Gebeurtenis as Row
from shared import db, events
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, CEE, NU, Als
from tests.gateway.notificatie.test_rules import publieken

URL = "/notificaties/v1/gebeurtenissen"
INTERN = "/intern/gebeurtenissen"
ALLEN = {"openbaar": True, "organisaties": [], "verbanden": [], "rollen": []}
V1 = UUID(int=1)


def melding(**meer: object) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "type": "vacature-opengesteld",
        "onderwerp": str(uuid4()),
        "publiek": ALLEN,
        "dataref": "/vacatures/v1/vacatures/x",
        "op": "2026-08-12T11:00:00+02:00",
    } | meer


def voor(*oins: str, **meer: object) -> dict[str, object]:
    return ALLEN | {"openbaar": False, "organisaties": oins} | meer


@pytest.fixture
def meld(kamers: TestClient, als_dienst: Callable[[str, str], Headers]) -> Callable[..., list[str]]:
    def send(*meldingen: dict[str, Any]) -> list[str]:
        headers = als_dienst("vacatures", "gateway")
        answer = kamers.post(INTERN, headers=headers, json=meldingen)
        assert (answer.status_code, answer.content) == (204, b""), answer.text
        return [een["id"] for een in meldingen]

    return send


def lees(client: TestClient, headers: Headers, **query: object) -> dict[str, Any]:
    answer = client.get(URL, headers=headers, params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def ids(body: dict[str, Any]) -> list[str]:
    return [een["id"] for een in body["results"]]


def test_a_reader_follows_the_feed_with_its_cursor(
    kamers: TestClient, meld: Callable[..., list[str]], ik: Als
) -> None:
    assert lees(kamers, ik(AA)) == {"results": [], "cursor": None}
    gemeld = meld(*(melding() for _ in range(5)))
    first = lees(kamers, ik(AA), limit=2)
    assert (ids(first), first["cursor"]) == (gemeld[:2], gemeld[1])
    rest = lees(kamers, ik(AA), cursor=first["cursor"])
    assert ids(rest) == gemeld[2:]
    assert lees(kamers, ik(AA), cursor=rest["cursor"]) == {
        "results": [],
        "cursor": rest["cursor"],
    }
    later = meld(melding())
    assert ids(lees(kamers, ik(AA), cursor=rest["cursor"])) == later


def test_the_link_leads_on(kamers: TestClient, meld: Callable[..., list[str]], ik: Als) -> None:
    gemeld = meld(melding(), melding())
    answer = kamers.get(f"{URL}?limit=1", headers=ik(AA))
    found = re.fullmatch(r'<http://127\.0\.0\.1:8000(.+)>; rel="next"', answer.headers["Link"])
    assert found is not None
    assert ids(kamers.get(found[1], headers=ik(AA)).json()) == [gemeld[1]]
    assert "Link" not in kamers.get(URL, headers=ik(AA)).headers


def test_what_another_may_know_leaves_no_trace(
    kamers: TestClient, meld: Callable[..., list[str]], ik: Als
) -> None:
    zichtbaar = meld(melding())
    before = kamers.get(URL, headers=ik(CEE)).content
    hidden = meld(
        melding(publiek=voor(AA)),
        melding(publiek=voor(verbanden=[str(V1)])),
        melding(publiek=ALLEN | {"rollen": ["makelaar"]}),
    )
    assert kamers.get(URL, headers=ik(CEE)).content == before
    assert ids(lees(kamers, ik(AA, verbanden=[(V1, 1)]))) == zichtbaar + hidden[:2]
    assert ids(lees(kamers, ik(BEE, "makelaar"))) == zichtbaar + hidden[2:]
    for cursor in (*hidden, uuid4()):  # a hidden event as cursor is as good as none
        answer = kamers.get(f"{URL}?cursor={cursor}", headers=ik(CEE))
        assert answer.status_code == 400
        assert answer.json()["invalidParams"][0]["code"] == "cursor-onbekend"


def test_a_repeated_event_changes_nothing(
    kamers: TestClient, meld: Callable[..., list[str]], ik: Als
) -> None:
    een, twee = melding(), melding()
    meld(een)
    meld(een, twee, twee)
    assert ids(lees(kamers, ik(AA))) == [een["id"], twee["id"]]


def test_every_entry_is_a_cloudevent_of_the_dutch_profile(
    kamers: TestClient, meld: Callable[..., list[str]], ik: Als
) -> None:
    (gemeld,) = meld(een := melding())
    (event,) = lees(kamers, ik(AA))["results"]
    assert event == {
        "specversion": "1.0",
        "id": gemeld,
        "source": "urn:nld:oin:00000099000000001000:systeem:doorstroom-vacatures",
        "type": "nl.doorstroom.vacatures.vacature-opengesteld",
        "subject": een["onderwerp"],
        "time": "2026-08-12T09:00:00Z",
        "datacontenttype": "application/json",
        "dataref": "http://127.0.0.1:8000/vacatures/v1/vacatures/x",
    }
    again = JSONFormat().read(CloudEvent, json.dumps(event))
    assert str(again.get_id()) == gemeld
    for attribuut in event:
        assert re.fullmatch(r"[a-z0-9]{1,20}", attribuut)


def test_own_events_reach_the_feed_by_the_same_road(
    register: TestClient,
    ik: Als,
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    """What the worker does: take from the outbox, post to /intern, as often as it takes."""
    sessions = db.sessions(migrated("gateway"))
    crashed = False

    def send(rows: list[dict[str, Any]]) -> None:
        nonlocal crashed
        headers = als_dienst("gateway", "gateway")
        assert register.post(INTERN, headers=headers, json=rows).status_code == 204
        if not crashed:
            crashed = True
            raise ConnectionError("the answer got lost")

    with pytest.raises(ConnectionError):
        events.deliver(sessions, "gateway", send)
    assert events.deliver(sessions, "gateway", send) == 1
    (event,) = lees(register, ik(AA))["results"]
    assert event["type"] == "nl.doorstroom.gateway.register-bijgewerkt"
    assert events.deliver(sessions, "gateway", send) == 0


def test_the_feed_is_in_commit_order(
    kamers: TestClient, migrated: Callable[[str], Engine], ik: Als
) -> None:
    """A slow transaction that wrote first comes first, and the second waits for it."""
    engine = migrated("gateway")
    een, twee = (_gebeurtenis(rules.Publiek(openbaar=True)) for _ in range(2))

    def add(gebeurtenis: rules.Gebeurtenis) -> None:
        with Session(engine) as tx, tx.begin():
            storage.add(tx, [gebeurtenis])

    with ThreadPoolExecutor(1) as thread, Session(engine) as tx:
        storage.add(tx, [een])
        second: Future[None] = thread.submit(add, twee)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.3)
        assert ids(lees(kamers, ik(AA))) == []
        tx.commit()
        second.result(timeout=5)
    assert ids(lees(kamers, ik(AA))) == [str(een.id), str(twee.id)]


def _gebeurtenis(publiek: rules.Publiek) -> rules.Gebeurtenis:
    return rules.Gebeurtenis(
        id=uuid4(),
        dienst="pool",
        type="inzet-bevestigd",
        onderwerp=uuid4(),
        dataref="/pool/v1/inzetten/x",
        op=NU + timedelta(hours=1),
        publiek=publiek,
    )


LEZERS = [
    rules.Lezer(),
    rules.Lezer(AA),
    rules.Lezer(AA, frozenset({V1}), frozenset({"recruiter"})),
    rules.Lezer(None, frozenset({UUID(int=2)}), frozenset({"makelaar"})),
    rules.Lezer(BEE, frozenset({V1, UUID(int=2)})),
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(publieken, max_size=5))
def test_the_query_is_the_rule(
    kamers: TestClient, migrated: Callable[[str], Engine], publieken: list[rules.Publiek]
) -> None:
    gebeurtenissen = [_gebeurtenis(publiek) for publiek in publieken]
    with Session(migrated("gateway")) as tx:
        start = tx.scalar(select(func.coalesce(func.max(Row.nr), 0))) or 0
        storage.add(tx, gebeurtenissen)
        for lezer in LEZERS:
            assert storage.after(tx, start, lezer, 10) == [
                een for een in gebeurtenissen if rules.mag_weten(een.publiek, lezer)
            ]
        tx.rollback()


@pytest.mark.parametrize(
    "fout",
    [
        {"type": "Vacature Open"},
        {"dataref": "https://elders.example.org/"},
        {"op": "2026-08-12"},
        {"naam": "Jan"},
        {"onderwerp": "jan"},
    ],
)
def test_a_peer_is_held_to_the_form(
    kamers: TestClient, als_dienst: Callable[[str, str], Headers], fout: dict[str, object]
) -> None:
    headers = als_dienst("pool", "gateway")
    answer = kamers.post(INTERN, headers=headers, json=[melding(), melding() | fout])
    assert answer.status_code == 400


def test_only_peers_report_and_only_readers_read(kamers: TestClient, ik: Als) -> None:
    assert kamers.post(INTERN, headers=ik(AA), json=[melding()]).status_code == 404
    assert kamers.get(URL).status_code == 401
    assert kamers.get(URL, headers=ik(AA, scopes={"deelname:lezen"})).status_code == 403


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "cursor=x", "vanaf=1", "page=1"])
def test_a_wrong_question_is_refused(kamers: TestClient, ik: Als, query: str) -> None:
    assert kamers.get(f"{URL}?{query}", headers=ik(AA)).status_code == 400
