"""Serve answers on a real port, so that a browser can look at them as it would at ours."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Antwoord = tuple[int, Mapping[str, str], bytes]


@contextmanager
def winkelraam(geef: Callable[[str], Antwoord]) -> Iterator[str]:
    """The address of a server that answers each path with what `geef` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            icon = self.path == "/favicon.ico"
            status, headers, body = (204, {}, b"") if icon else geef(self.path)
            self.send_response(status)
            for naam, waarde in headers.items():
                self.send_header(naam, waarde)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
