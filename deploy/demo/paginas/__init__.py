"""Two pages beside the demo: an intranet with the widget, and a regional recruitment portal.

Small servers of their own, each with its own origin, as they would be at an employer and at a
portal: what they show they ask of the gateway. Not for production: who is looking is chosen in the
address, where a real intranet knows it from its own login.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import httpx2

from deploy import ports
from deploy.client import Gateway, Refused, as_client
from deploy.demo.loading import NotHere
from deploy.demo.paginas import intranet, portaal
from deploy.demo.paginas.antwoord import NIET_GEVONDEN, Antwoord, Maak

INTRANET, PORTAAL = 8003, 8004  # the usual ports


@dataclass(frozen=True, slots=True)
class Sites:
    """Where the two pages are."""

    intranet: str
    portaal: str


@contextmanager
def serve(url: str, secret: str, intranet_port: int = 0, portaal_port: int = 0) -> Iterator[Sites]:
    """Serve both pages until the end. A port that is taken, or 0, is replaced by a free one.

    Raises:
        NotHere: the gateway runs in production.
    """
    if httpx2.get(f"{url.rstrip('/')}/", timeout=10).json()["modus"] == "productie":
        raise NotHere("De demopagina's horen niet in productie.")
    platform = as_client(url, "platformbeheer", secret, "Testbeheerder")
    at = [_port(intranet_port), _port(portaal_port)]
    sites = Sites(*(f"http://{ports.HOST}:{port}" for port in at))
    clients = intranet.clients(platform, sites.intranet)
    with (
        _running(at[0], partial(intranet.maak, Gateway(url), clients, sites.intranet)),
        _running(at[1], partial(portaal.maak, Gateway(url))),
    ):
        yield sites


def _port(wanted: int) -> int:
    return ports.free_port() if wanted == 0 or ports.taken(wanted) else wanted


@contextmanager
def _running(port: int, maak: Maak) -> Iterator[None]:
    server = ThreadingHTTPServer((ports.HOST, port), _handler(maak))
    thread = Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(maak: Maak) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            try:
                answer = maak(parts.path, query) or NIET_GEVONDEN
            except (Refused, httpx2.HTTPError):
                text = "Doorstroom is even niet bereikbaar."
                answer = Antwoord(503, "text/plain", text.encode())
            self._send(answer)

        def _send(self, answer: Antwoord) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", f"{answer.soort}; charset=utf-8")
            self.send_header("Content-Length", str(len(answer.inhoud)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Content-Security-Policy", answer.beleid)
            self.end_headers()
            self.wfile.write(answer.inhoud)

        def log_message(self, *_: object) -> None: ...

    return Handler
