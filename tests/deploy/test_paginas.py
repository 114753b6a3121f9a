"""The demo's pages: never in production, and nothing but what they are made of."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from deploy import ports
from deploy.client import Gateway
from deploy.demo import NotHere, paginas
from deploy.demo.paginas import intranet, portaal
from deploy.demo.paginas.antwoord import NIET_GEVONDEN, Antwoord


@pytest.fixture
def productie() -> Iterator[str]:
    """A gateway that says that it is in production, and nothing else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"modus": "productie"}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer((ports.HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://{ports.HOST}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_not_in_production(productie: str) -> None:
    with pytest.raises(NotHere), paginas.serve(productie, "geheim"):
        pass


def test_a_server_gives_what_it_is_told_and_a_policy_with_it() -> None:
    port = ports.free_port()

    def maak(pad: str, query: object) -> Antwoord | None:
        if pad == "/weg":
            raise httpx2.ConnectError("weg")
        return Antwoord(200, "text/plain", b"ja", "default-src 'self'") if pad == "/" else None

    with paginas._running(port, maak):
        found = {pad: httpx2.get(f"http://{ports.HOST}:{port}{pad}") for pad in ("/", "/x", "/weg")}
    assert [answer.status_code for answer in found.values()] == [200, 404, 503]
    assert found["/"].headers["content-security-policy"] == "default-src 'self'"
    assert found["/x"].content == NIET_GEVONDEN.inhoud


def test_only_the_known_people_and_files() -> None:
    gateway = Gateway("http://niemand.invalid")
    for pad, wie in (("/", "baas"), ("/widgettoken", "baas"), ("/etc/passwd", "eigen")):
        assert intranet.maak(gateway, {}, "http://x", pad, {"wie": wie}) is None
    assert portaal.maak(gateway, "/../regio.py", {}) is None
    stijl = portaal.maak(gateway, "/stijl.css", {})
    assert stijl is not None
    assert stijl.soort == "text/css"
