"""Messages: taken in once, sent at least once, and what is not sent can be seen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from deploy.ports import free_port
from services.gateway import worker
from services.gateway.bericht import storage
from shared import db
from shared.settings import Settings
from shared.worker import Work
from tests.conftest import Headers, settings_of
from tests.gateway.conftest import AA, BEE, Als

BASE = "/deelname/v1"
Send = Callable[[], None]


class Server:
    """A real mail server that takes or refuses as it is told."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802 (the name that the library asks for)
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if no := self.answers.get(address):
            return no
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        return "250 ok"

    @property
    def receivers(self) -> list[str]:
        return [address for mail in self.mails for address in mail.rcpt_tos]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(port: int) -> Iterator[Server]:
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def engine(migrated: Callable[[str], Engine]) -> Engine:
    return migrated("gateway")


@pytest.fixture
def send(engine: Engine, database: dict[str, str], port: int) -> Send:
    """Let the worker send what is due."""
    settings: Settings = settings_of("gateway", database, mail_url=f"smtp://127.0.0.1:{port}")
    return lambda: worker.send_mail(Work(settings, db.sessions(engine)))


@pytest.fixture
def hr(ik: Als) -> Headers:
    return ik(AA, "hr_adviseur", "beheerder")


@pytest.fixture
def jan(register: TestClient, hr: Headers) -> str:
    body = {"externId": "1", "naam": "Jan Verzonnen", "email": "jan@example.org"}
    answer = register.post(f"{BASE}/organisaties/{AA}/medewerkers", headers=hr, json=body)
    return str(answer.json()["id"])


@pytest.fixture
def bring(register: TestClient, als_dienst: Callable[[str, str], Headers]) -> Callable[..., str]:
    """A peer brings a message; its id."""

    def one(**anders: Any) -> str:
        body = {
            "id": str(uuid4()),
            "persoon": None,
            "organisatie": None,
            "onderwerp": "Nieuws",
            "tekst": "Eén regel.",
        } | anders
        peer = als_dienst("vacatures", "gateway")
        for _ in range(2):  # at least once: a repetition changes nothing
            answer = register.post("/intern/berichten", headers=peer, json=[body])
            assert answer.status_code == 204, answer.text
        return str(body["id"])

    return one


def status(register: TestClient, headers: Headers, id: str) -> str:
    return str(register.get(f"{BASE}/berichten/{id}", headers=headers).json()["status"])


def test_a_person_gets_a_mail_once_and_the_text_goes(
    register: TestClient,
    engine: Engine,
    hr: Headers,
    jan: str,
    bring: Any,
    server: Server,
    send: Send,
) -> None:
    id = bring(persoon=jan)
    send()
    send()
    [mail] = server.mails
    assert mail.rcpt_tos == ["jan@example.org"]
    shown = register.get(f"{BASE}/berichten/{id}", headers=hr)
    assert shown.json()["status"] == "verzonden"
    assert "ETag" in shown.headers
    with engine.connect() as tx:
        row = str(tx.scalar(text("SELECT t::text FROM bericht t")))
    assert "regel" not in row
    assert "jan@" not in row
    again = register.post(f"{BASE}/berichten/{id}/pogingen", headers=hr)
    assert (again.status_code, again.json()["code"]) == (409, "opnieuw-kan-niet")


def test_an_organisation_has_a_mailbox_of_its_own_choice(
    register: TestClient, ik: Als, hr: Headers, bring: Any, server: Server, send: Send
) -> None:
    url = f"{BASE}/organisaties/{AA}"
    before = bring(organisatie=AA)
    send()
    assert status(register, hr, before) == "geen_adres"
    body = {"wervingsEmail": "werving@example.org"}
    assert register.patch(url, headers=ik(BEE, "beheerder"), json=body).status_code == 403
    etag = register.get(url, headers=hr).headers["ETag"]
    assert register.patch(url, headers=hr | {"If-Match": etag}, json=body).status_code == 200
    assert register.patch(url, headers=hr | {"If-Match": etag}, json=body).status_code == 412
    assert register.get(url, headers=hr).json()["wervingsEmail"] == "werving@example.org"
    assert register.get(url, headers=ik(BEE, "beheerder")).json()["wervingsEmail"] is None
    answer = register.post(f"{BASE}/berichten/{before}/pogingen", headers=hr)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{BASE}/berichten/{before}"
    send()
    assert server.receivers == ["werving@example.org"]


def test_without_an_address_own_hr_can_see_it(
    register: TestClient, ik: Als, hr: Headers, bring: Any, server: Server, send: Send
) -> None:
    body = {"externId": "2", "naam": "Zonder Post"}
    url = f"{BASE}/organisaties/{AA}/medewerkers"
    person = register.post(url, headers=hr, json=body).json()["id"]
    id = bring(persoon=person)
    bring(persoon=str(uuid4()))
    send()
    listed = f"{BASE}/berichten?status=geen_adres&telling=true"
    seen = register.get(listed, headers=hr).json()
    assert [row["id"] for row in seen["results"]] == [id]
    assert seen["count"] == 1
    assert register.get(listed, headers=ik(None, "platformbeheerder")).json()["count"] == 2
    assert register.get(listed, headers=ik(BEE, "hr_adviseur")).json()["results"] == []
    assert register.get(listed, headers=ik(AA, "recruiter")).status_code == 404
    other = ik(BEE, "hr_adviseur")
    assert register.get(f"{BASE}/berichten/{id}", headers=other).status_code == 404
    assert register.post(f"{BASE}/berichten/{id}/pogingen", headers=other).status_code == 404


def test_a_refused_address_is_parked_and_holds_nobody_up(
    register: TestClient, hr: Headers, jan: str, bring: Any, server: Server, send: Send
) -> None:
    server.answers["jan@example.org"] = "550 onbekend"
    bad = bring(persoon=jan)
    body = {"externId": "2", "naam": "Els Verzonnen", "email": "els@example.org"}
    url = f"{BASE}/organisaties/{AA}/medewerkers"
    good = bring(persoon=register.post(url, headers=hr, json=body).json()["id"])
    send()
    assert status(register, hr, bad) == "vastgelopen"
    assert status(register, hr, good) == "verzonden"


@pytest.mark.usefixtures("register")
def test_of_a_refused_mail_to_an_address_nothing_stays(
    engine: Engine, server: Server, send: Send
) -> None:
    server.answers["weg@example.org"] = "550 onbekend"
    with db.sessions(engine).begin() as tx:
        storage.add_notice(tx, "weg@example.org", "Gewijzigd", "Uw adres.", datetime.now(UTC))
    send()
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM bericht")) == 0


def test_a_busy_server_is_tried_later(
    register: TestClient,
    engine: Engine,
    hr: Headers,
    jan: str,
    bring: Any,
    server: Server,
    send: Send,
) -> None:
    server.answers["jan@example.org"] = "451 straks"
    id = bring(persoon=jan)
    send()
    send()  # not due yet: no second try
    shown = register.get(f"{BASE}/berichten/{id}", headers=hr).json()
    assert (shown["status"], shown["pogingen"]) == ("wacht", 1)
    server.answers.clear()
    with engine.begin() as tx:
        tx.execute(text("UPDATE bericht SET volgende_op = volgende_op - interval '2 minutes'"))
    send()
    assert status(register, hr, id) == "verzonden"


def test_a_dead_server_costs_one_try_and_changes_nothing(
    register: TestClient, engine: Engine, hr: Headers, jan: str, bring: Any, send: Send
) -> None:
    ids = [bring(persoon=jan, tekst=f"Nummer {n}") for n in range(3)]
    send()
    assert {status(register, hr, id) for id in ids} == {"wacht"}
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT sum(pogingen) FROM bericht")) == 0


def test_two_workers_send_it_once(
    engine: Engine, jan: str, bring: Any, server: Server, send: Send
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(6):
        bring(persoon=jan, tekst=f"Nummer {number}")
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: send(), range(3)))
    assert len(server.mails) == 6


def test_what_cannot_be_sent_is_forgotten(
    register: TestClient, engine: Engine, hr: Headers, jan: str, bring: Any
) -> None:
    id = bring(persoon=jan)
    now = datetime.now(UTC)
    with db.sessions(engine).begin() as tx:
        storage.clean(tx, now + timedelta(days=29))
    assert status(register, hr, id) == "wacht"
    with db.sessions(engine).begin() as tx:
        storage.clean(tx, now + timedelta(days=31))
    assert status(register, hr, id) == "vastgelopen"
    assert register.post(f"{BASE}/berichten/{id}/pogingen", headers=hr).status_code == 409
    with db.sessions(engine).begin() as tx:
        storage.clean(tx, now + timedelta(days=91))
    assert register.get(f"{BASE}/berichten/{id}", headers=hr).status_code == 404


def test_only_a_service_brings_messages(register: TestClient, hr: Headers) -> None:
    assert register.post("/intern/berichten", headers=hr, json=[]).status_code == 404


def test_the_person_can_have_and_erase_it(engine: Engine, jan: str, bring: Any) -> None:
    from uuid import UUID

    bring(persoon=jan)
    with db.sessions(engine).begin() as tx:
        [told] = storage.dossier(tx, UUID(jan))["bericht"]
        assert told["tekst"] == "Eén regel."
        assert storage.wis_personen(tx, [UUID(jan)]) == {"bericht": 1}
        assert storage.dossier(tx, UUID(jan)) == {}


def test_mail_to_files(
    engine: Engine, database: dict[str, str], jan: str, bring: Any, tmp_path: Path
) -> None:
    bring(persoon=jan)
    settings = settings_of("gateway", database, mail_url=f"file://{tmp_path}/post")
    worker.send_mail(Work(settings, db.sessions(engine)))
    [file] = (tmp_path / "post").iterdir()
    assert b"/mijn" in file.read_bytes()
