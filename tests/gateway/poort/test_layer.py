"""The poort before a real neighbour over HTTP that is well, slow, dead or garbled."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from deploy.ports import free_port
from services.gateway.main import create_app
from shared import api, token
from shared.settings import Settings
from tests.conftest import KEYS, Start


class Buur(ThreadingHTTPServer):
    """A neighbour that does what its path says and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Buur

    def do_GET(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(iter(self._part, b""))
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        hosts = self.headers.get_all("Host")
        heard = {"path": self.path, "headers": dict(self.headers), "body": len(body)} | {
            "hosts": hosts
        }
        self.server.asked.append(heard)
        if "traag" in self.path:
            time.sleep(1.5)
        if "kapot" in self.path:
            self.wfile.write(b"geen http\r\n\r\n")
            self.close_connection = True
            return
        answer = b'{"gezien": true}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Server", "een-merk/1.0")
        self.send_header("ETag", '"1-abc"')
        self.end_headers()
        self.wfile.write(answer)

    def _part(self) -> bytes:
        """The next part of a body whose length nobody said; empty: that was all."""
        part = self.rfile.read(int(self.rfile.readline(), 16))
        self.rfile.readline()
        return part

    do_POST = do_GET  # noqa: N815 (the name that the library asks for)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def buur() -> Iterator[Buur]:
    server = Buur()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def starting(start: Start, **options: Any) -> Any:
    def create(settings: Settings) -> FastAPI:
        return create_app(settings.model_copy(update=options))

    return start("gateway", create)


@pytest.fixture
def gateway(start: Start, buur: Buur) -> Iterator[TestClient]:
    url = f"http://127.0.0.1:{buur.server_port}"
    with starting(start, vacatures_url=url, rate_limit_anoniem="1000/minute") as client:
        yield client


def test_a_request_goes_on_with_a_fresh_token_and_comes_back(
    gateway: TestClient, buur: Buur
) -> None:
    trace = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    answer = gateway.get(
        "/vacatures/v1/vacatures?q=a%20b&pageSize=2",
        headers={"X-Forwarded-For": "1.2.3.4", "Cookie": "a=b", "traceparent": trace},
    )
    assert (answer.status_code, answer.json()) == (200, {"gezien": True})
    assert answer.headers["ETag"] == '"1-abc"'
    assert "server" not in answer.headers
    assert answer.headers["API-Version"] == api.VERSION
    [heard] = buur.asked
    assert heard["path"] == "/vacatures/v1/vacatures?q=a%20b&pageSize=2"
    headers = {name.lower(): value for name, value in heard["headers"].items()}
    assert "cookie" not in headers
    assert "x-forwarded-for" not in headers
    assert headers["traceparent"].split("-")[1] == "a" * 32
    trust = token.Trust({}, {"gateway": token.public_keys(token.load_keys(KEYS["gateway"]))})
    claims = token.verify(headers["authorization"].split()[1], "vacatures", trust)
    assert claims["client"] is None
    assert claims["exp"] - claims["iat"] <= 60


def test_a_body_goes_on_whole_and_a_too_large_one_does_not(gateway: TestClient, buur: Buur) -> None:
    headers = {"Content-Type": "application/json"}
    body = json.dumps({"x": "y" * 300_000})
    path = "/vacatures/v1/aanleveringen"
    assert gateway.post(path, content=body, headers=headers).status_code == 200
    assert buur.asked[-1]["body"] == len(body)
    large = b"x" * (api.MAX_BODY + 1)
    answer = gateway.post(path, content=large, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "te-groot")
    assert len(buur.asked) == 1


def test_a_body_of_unknown_length_goes_on_in_parts(gateway: TestClient, buur: Buur) -> None:
    headers = {"Content-Type": "application/json"}
    path = "/vacatures/v1/aanleveringen"
    parts = [b'{"x": "', *[b"y" * 70_000] * 5, b'"}']
    assert gateway.post(path, content=iter(parts), headers=headers).status_code == 200
    [heard] = buur.asked
    names = {name.lower(): value for name, value in heard["headers"].items()}
    assert heard["body"] == sum(map(len, parts))
    assert names["transfer-encoding"] == "chunked"
    assert "content-length" not in names
    endless = (b"x" * 1_000_000 for _ in range(api.MAX_BODY // 1_000_000 + 2))
    answer = gateway.post(path, content=endless, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "te-groot")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer onzin"}])
def test_an_open_document_of_a_neighbour_needs_no_token(
    gateway: TestClient, buur: Buur, headers: dict[str, str]
) -> None:
    """What is open is read without knowing who asks, and nothing of who asks goes along."""
    path = "/vacatures/v1/openapi.json"
    answer = gateway.get(path, headers=headers | {"Cookie": "a=b", "X-Forwarded-For": "1.2.3.4"})
    assert (answer.status_code, answer.json()) == (200, {"gezien": True})
    [heard] = buur.asked
    assert heard["path"] == path
    assert heard["hosts"] == [f"127.0.0.1:{buur.server_port}"]  # ours, and no second one
    names = {name.lower() for name in heard["headers"]}
    assert not names & {"authorization", "cookie", "x-forwarded-for"}


def test_a_dead_neighbour_is_503_for_its_own_callers_only(start: Start) -> None:
    with starting(start, vacatures_url=f"http://127.0.0.1:{free_port()}") as client:
        answer = client.get("/vacatures/v1/vacatures")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.headers["content-type"] == "application/problem+json"
        assert "vacatures" in answer.json()["detail"]
        assert client.get("/toegang/v1/klok").status_code == 200
        assert client.get("/ready").json()["onderdelen"]["vacatures"] is False


def test_a_slow_neighbour_is_504(start: Start, buur: Buur) -> None:
    url = f"http://127.0.0.1:{buur.server_port}"
    with starting(start, vacatures_url=url, neighbour_seconds=0.3) as client:
        assert client.get("/vacatures/v1/traag").status_code == 504
        assert client.get("/vacatures/v1/vacatures").status_code == 200


def test_a_garbled_answer_is_503(gateway: TestClient) -> None:
    assert gateway.get("/vacatures/v1/kapot").status_code == 503


def test_too_many_requests_are_429_with_the_room_told(start: Start, buur: Buur) -> None:
    url = f"http://127.0.0.1:{buur.server_port}"
    with starting(start, vacatures_url=url, rate_limit_anoniem="5/day") as client:
        answers = [client.get("/vacatures/v1/vacatures") for _ in range(7)]
    assert [a.status_code for a in answers] == [200] * 5 + [429] * 2
    assert [a.headers["RateLimit"].split(";")[1] for a in answers[:5]] == [
        f"r={left}" for left in (4, 3, 2, 1, 0)
    ]
    assert answers[-1].headers["RateLimit-Policy"] == '"client";q=5;w=86400'
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 86400
    assert sum(een["path"].startswith("/vacatures") for een in buur.asked) == 5


def test_what_is_not_public_is_not_passed_on(gateway: TestClient, buur: Buur) -> None:
    for path in ("/vacatures/intern/jwks", "/intern/inzetten/1", "/pool/v2/pools", "/vacatures-v1"):
        assert gateway.get(path).status_code == 404
    assert buur.asked == []


def test_two_processes_count_together(start: Start, buur: Buur) -> None:
    """Each hears within about a second what the other counted."""
    url = f"http://127.0.0.1:{buur.server_port}"
    options = {"vacatures_url": url, "rate_limit_anoniem": "10/day"}
    with starting(start, **options) as een, starting(start, **options) as ander:
        for _ in range(6):
            assert een.get("/vacatures/v1/vacatures").status_code == 200
        left = 10
        deadline = time.monotonic() + 10
        asked = 0
        while left > 10 - 6 - asked and time.monotonic() < deadline:
            time.sleep(1.2)
            answer = ander.get("/vacatures/v1/vacatures")
            asked += 1
            if answer.status_code == 429:
                break
            left = int(answer.headers["RateLimit"].split("r=")[1].split(";")[0])
        assert asked <= 3, "the other's count never came"
        answers = [ander.get("/vacatures/v1/vacatures").status_code for _ in range(5)]
        assert 429 in answers
        assert answers.count(200) == 10 - 6 - asked


def test_who_is_counted_cannot_be_read_back(
    start: Start, buur: Buur, migrated: Callable[[str], Engine]
) -> None:
    url = f"http://127.0.0.1:{buur.server_port}"
    with starting(start, vacatures_url=url) as client:
        client.get("/vacatures/v1/vacatures")
        deadline = time.monotonic() + 10
        rows: list[Any] = []
        while not rows and time.monotonic() < deadline:
            time.sleep(0.2)
            with migrated("gateway").connect() as tx:
                rows = list(tx.execute(text("SELECT sleutel, aantal FROM tempo")))
    assert [len(sleutel) for sleutel, _ in rows] == [48]
