"""A receiver of webhooks that behaves as it is told: a real server on a real port."""

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Kreeg:
    """One request as it came in."""

    methode: str
    pad: str
    kop: dict[str, str]
    tekst: bytes

    @property
    def id(self) -> str:
        return str(json.loads(self.tekst)["id"])

    @property
    def type(self) -> str:
        return str(json.loads(self.tekst)["type"])


# What a path does with a request; None: 200 and nothing more.
Gedrag = Callable[["Handler", Kreeg], None]


@dataclass(slots=True)
class Ontvanger:
    url: str
    gedrag: dict[str, Gedrag] = field(default_factory=dict)
    kreeg: dict[str, list[Kreeg]] = field(default_factory=lambda: defaultdict(list))
    handdruk: dict[str, dict[str, str] | int] = field(default_factory=dict)
    slot: threading.Lock = field(default_factory=threading.Lock)

    def posts(self, pad: str, proef: bool = False) -> list[Kreeg]:
        """What was delivered there, without (or with) tests."""
        with self.slot:
            found = [een for een in self.kreeg[pad] if een.methode == "POST"]
        return [een for een in found if proef or not een.type.endswith("proefbericht")]

    def ids(self, pad: str) -> list[str]:
        return [een.id for een in self.posts(pad)]

    def wacht(self, pad: str, aantal: int, seconds: float = 20) -> list[Kreeg]:
        """Until so many different events came in."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(set(self.ids(pad))) >= aantal:
                return self.posts(pad)
            time.sleep(0.02)
        raise AssertionError(f"{len(set(self.ids(pad)))} of {aantal} on {pad}")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    ontvanger: Ontvanger

    def _take(self) -> Kreeg:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # who sent it was killed: a receiver has not received it
            raise ConnectionError
        kop = {k.lower(): v for k, v in self.headers.items()}
        kreeg = Kreeg(self.command, self.path, kop, body)
        with self.ontvanger.slot:
            self.ontvanger.kreeg[self.path].append(kreeg)
        return kreeg

    def antwoord(
        self, status: int, kop: Mapping[str, str] | None = None, body: bytes = b""
    ) -> None:
        self.send_response(status)
        for naam, waarde in (kop or {}).items():
            self.send_header(naam, waarde)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_OPTIONS(self) -> None:
        kreeg = self._take()
        told = self.ontvanger.handdruk.get(
            self.path, {"WebHook-Allowed-Origin": kreeg.kop["webhook-request-origin"]}
        )
        if isinstance(told, int):
            self.antwoord(told)
        else:
            self.antwoord(200, told)

    def do_GET(self) -> None:
        self._take()
        self.antwoord(200)

    def do_POST(self) -> None:
        kreeg = self._take()
        gedrag = self.ontvanger.gedrag.get(self.path)
        if gedrag is None:
            self.antwoord(204)
        else:
            gedrag(self, kreeg)

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def ontvanger(tls: Any = None) -> Iterator[Ontvanger]:
    class Own(Handler):
        pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 200

        def handle_error(self, *_: Any) -> None: ...  # who hangs up on us is no fault

    server = Server(("127.0.0.1", 0), Own)
    scheme = "http"
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    Own.ontvanger = Ontvanger(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Own.ontvanger
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def status(*codes: int, kop: Mapping[str, str] | None = None) -> Gedrag:
    """These codes one after the other, the last for ever; tests are always taken."""
    left = list(codes)

    def doe(handler: Handler, kreeg: Kreeg) -> None:
        if kreeg.type.endswith("proefbericht"):
            handler.antwoord(204)
            return
        code = left.pop(0) if len(left) > 1 else left[0]
        handler.antwoord(code, kop)

    return doe


def dubbelen(ids: list[str]) -> int:
    return sum(n - 1 for n in Counter(ids).values())
