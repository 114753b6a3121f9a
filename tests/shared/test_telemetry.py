"""Traces at a real OTLP receiver and figures at their own port, and nobody's data in either."""

import gzip
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from prometheus_client.parser import text_string_to_metric_families

from deploy.ports import free_port
from services.gateway.main import create_app as create_gateway
from services.vacatures.main import create_app as create_vacatures
from shared import log, watch
from shared.telemetry.traces import Traces
from tests.conftest import Headers, Start
from tests.gateway.conftest import AA, RIJEN, Als
from tests.gateway.conftest import ik as ik
from tests.gateway.conftest import platform as platform

NAAM, ADRES, NUMMER = "Testpersoon Geheim", "geheim@example.org", "P-98765"
UUIDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ROUTE = "/organisaties/{oin}/medewerkers/{id}"
TRACE, PARENT = "ab" * 16, "cd" * 8


class Ontvanger(ThreadingHTTPServer):
    """A collector that understands OTLP over HTTP and keeps all of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.raw: list[bytes] = []
        self.spans: list[Span] = []
        self.services: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Ontvanger

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        assert self.path == "/v1/traces"
        message = ExportTraceServiceRequest()
        message.ParseFromString(body)
        self.server.raw.append(body)
        for resource in message.resource_spans:
            told = {one.key: one.value.string_value for one in resource.resource.attributes}
            self.server.services.add(told["service.name"])
            for scope in resource.scope_spans:
                self.server.spans += scope.spans
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def ontvanger() -> Iterator[Ontvanger]:
    server = Ontvanger()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def begin(start: Start) -> Callable[..., Any]:
    """A service with telemetry; what it traced is sent when it ends."""

    def starting(service: str, create: Callable[..., Any], **options: Any) -> Any:
        return start(service, lambda settings: create(settings.model_copy(update=options)))

    return starting


def speel(client: TestClient, platform: Headers, ik: Als) -> str:
    """Record a person, and read about it; the id."""
    answer = client.post(
        "/deelname/v1/organisatie-importen", headers=platform, json={"rijen": RIJEN}
    )
    assert answer.status_code in {200, 201}, answer.text
    url = f"/deelname/v1/organisaties/{AA}/medewerkers"
    jan = {"externId": NUMMER, "naam": NAAM, "email": ADRES}
    hr = ik(AA, "hr_adviseur") | {"Audit-User-ID": "geheim-id", "Audit-User-Representation": NAAM}
    id = client.post(url, headers=hr, json=jan).json()["id"]
    hr["traceparent"] = f"00-{TRACE}-{PARENT}-01"
    assert client.get(f"{url}/{id}", headers=hr).status_code == 200
    assert client.get(f"{url}?telling=true", headers=hr).status_code == 200
    return str(id)


def verraad(raw: bytes, id: str = "-") -> list[str]:
    """What of a person stands in these bytes."""
    secrets = [NAAM, "Geheim", ADRES, NUMMER, "geheim-id", AA, "eyJ"]
    found = [one for one in secrets if one.encode() in raw]
    found += [one.decode() for one in UUIDS.findall(raw)]
    return [*found, id] if id.encode() in raw and id != "-" else found


def kamers(settings: Any) -> Any:
    """The rooms of the gateway without its door, as their own tests have them."""
    from tests.gateway.conftest import create_rooms

    return create_rooms(settings)


def test_spans_of_request_and_statements_hang_together_without_anybodys_data(
    begin: Callable[..., Any], ontvanger: Ontvanger, platform: Headers, ik: Als
) -> None:
    with begin("gateway", kamers, otlp_endpoint=ontvanger.url) as client:
        id = speel(client, platform, ik)
    assert ontvanger.services == {"doorstroom-gateway"}
    names = {span.name for span in ontvanger.spans}
    assert {f"GET {ROUTE}", "SELECT", "INSERT"} <= names
    read = next(s for s in ontvanger.spans if s.name == f"GET {ROUTE}")
    assert (read.trace_id.hex(), read.parent_span_id.hex()) == (TRACE, PARENT)
    inside = [s for s in ontvanger.spans if s.parent_span_id == read.span_id]
    assert inside
    assert {s.trace_id for s in inside} == {read.trace_id}
    assert all(s.start_time_unix_nano >= read.start_time_unix_nano for s in inside)
    assert {a.key for s in ontvanger.spans for a in s.attributes} == {
        "http.request.method",
        "http.route",
        "http.response.status_code",
        "db.system.name",
        "db.operation.name",
    }
    assert verraad(b"".join(ontvanger.raw), id) == []


def test_the_judge_sees_what_should_not_be_there(ontvanger: Ontvanger) -> None:
    """Negative control: traces that do tell of a person."""
    for text in (f"SELECT * FROM medewerker WHERE naam = '{NAAM}'", f"GET /medewerkers/{TRACE}"):
        traces = Traces("gateway", ontvanger.url)
        traces.statement(text).end()
        traces.close()
    traces = Traces("gateway", ontvanger.url)
    path = "/medewerkers/0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c"
    traces.end(traces.begin("GET", ""), "GET", path, 200)
    traces.close()
    assert [bool(verraad(raw)) for raw in ontvanger.raw] == [True, False, True]


def test_a_neighbour_hears_of_the_span_that_calls_it(
    begin: Callable[..., Any], ontvanger: Ontvanger
) -> None:
    """The gateway passes a question on to vacatures, which is away: a fault by its kind."""
    dead = f"http://127.0.0.1:{free_port()}"
    options = {"otlp_endpoint": ontvanger.url, "vacatures_url": dead}
    with begin("gateway", create_gateway, **options) as client:
        headers = {"X-Anders": NAAM, "traceparent": f"00-{TRACE}-{PARENT}-01"}
        assert client.get("/vacatures/v1/vacatures?zoek=geheim", headers=headers).status_code == 503
    spans = {span.name: span for span in ontvanger.spans}
    outer, call = spans["GET /vacatures/v1/…"], spans["GET vacatures"]
    assert call.parent_span_id == outer.span_id
    assert {a.key: a.value.string_value for a in call.attributes}["error.type"] == "ConnectError"
    assert (outer.status.code, call.status.code) == (Status.STATUS_CODE_ERROR,) * 2
    assert (outer.status.message, call.status.message, list(call.events)) == ("", "", [])
    assert verraad(b"".join(ontvanger.raw)) == []


def test_a_collector_that_is_away_harms_nothing(begin: Callable[..., Any]) -> None:
    dead = f"http://127.0.0.1:{free_port()}"
    with begin("vacatures", create_vacatures, otlp_endpoint=dead) as client:
        assert client.get("/vacatures/v1/vacatures").status_code == 401
        began = time.monotonic()
    assert time.monotonic() - began < 10


def cijfers(port: int) -> tuple[dict[str, Any], bytes]:
    answer = httpx2.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
    families = text_string_to_metric_families(answer.text)
    return {s.name: s for family in families for s in family.samples}, answer.content


def test_figures_on_a_port_of_their_own(
    begin: Callable[..., Any], platform: Headers, ik: Als
) -> None:
    port = free_port()
    with begin("gateway", kamers, metrics_port=port) as client:
        id = speel(client, platform, ik)
        client.get(
            f"/deelname/v1/organisaties/{AA}/medewerkers/niets", headers=ik(AA, "hr_adviseur")
        )
        for path in ("/metrics", "/intern/metrics", "/deelname/v1/metrics"):
            assert client.get(path).status_code == 404, path
        found, raw = cijfers(port)
    told = raw.decode()
    line = f'doorstroom_request_seconds_count{{method="GET",route="{ROUTE}",status="%s"}} 1.0'
    assert line % 200 in told
    assert line % 400 in told
    assert 'doorstroom_jobs{status="todo",task="bezorg"}' in told
    assert 'doorstroom_outbox{kind="verwerkingen"}' in told
    assert 'doorstroom_connections_max{pool="writing"} 10.0' in told
    assert found["doorstroom_statement_seconds_count"].value > 0
    assert verraad(raw, id) == []
    with pytest.raises(httpx2.ConnectError):
        cijfers(port)


def test_figures_of_the_poort(begin: Callable[..., Any]) -> None:
    port, dead = free_port(), f"http://127.0.0.1:{free_port()}"
    with begin("gateway", create_gateway, metrics_port=port, vacatures_url=dead) as client:
        for _ in range(6):
            client.get("/vacatures/v1/vacatures")
        client.request("VERZONNEN", "/vacatures/v1/vacatures")
        told = cijfers(port)[1].decode()
    assert 'doorstroom_anonymous_answers_total{source="asked"} 6.0' in told
    assert 'doorstroom_breaker_open{neighbour="vacatures"} 1.0' in told
    assert 'doorstroom_neighbour_seconds_count{method="GET",neighbour="vacatures",' in told
    assert "VERZONNEN" not in told


def test_a_port_that_is_taken_stops_no_service(begin: Callable[..., Any]) -> None:
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as other,
        begin("vacatures", create_vacatures, metrics_port=other.server_port) as client,
    ):
        assert client.get("/live").status_code == 200


def test_off_is_off(begin: Callable[..., Any]) -> None:
    with begin("vacatures", create_vacatures) as client:
        assert client.app.state.telemetry is None
        log.start_trace(None)
        assert watch.call("pool", "GET") is watch.call("gateway", "POST")
    code = "import sys, services.vacatures.main; sys.exit('opentelemetry.sdk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
