"""Requests to an address that an organisation gave us: nowhere but the public internet.

The name is looked up here and the connection goes to the very address that was judged; no
redirects, no proxies of the environment, a limit to size and to time.
"""

import asyncio
import json
import socket
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode

import httpcore2
import httpx2

from services.gateway.notificatie.rules import adres
from shared.settings import Settings

SECONDS = 5.0  # for everything together
MAX_BYTES = 256_000


class Onbereikbaar(Exception):
    """No usable answer came; the message is for our log, not for whoever asked."""


class _Pinned(httpcore2.AsyncNetworkBackend):
    """Connects only to addresses that are allowed, and looks a name up once."""

    def __init__(self, networks: frozenset[str]) -> None:
        self._networks = networks
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(info[4][0]) for info in found]
        if not all(adres.is_toegestaan(ip_address(one), self._networks) for one in addresses):
            raise Onbereikbaar("adres is niet openbaar")  # one bad address spoils the name
        return await self._inner.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Buiten:
    """One way out, for the process."""

    def __init__(self, settings: Settings) -> None:
        self._http_hosts = settings.uitgever_http_hosts
        self._networks = settings.uitgever_networks
        self._tls = httpx2.create_ssl_context()

    def mag(self, url: object) -> bool:
        """Whether this can be an address to ask, without looking it up."""
        return isinstance(url, str) and not adres.bezwaar(url, self._http_hosts, self._networks)

    async def get(self, url: str) -> dict[str, Any]:
        """The JSON object at this address. Error: Onbereikbaar."""
        status, found = await self._ask("GET", url, {"accept": "application/json"}, None)
        if status != 200:
            raise Onbereikbaar(f"antwoord {status}")
        return found

    async def post(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON object of the answer. Error: Onbereikbaar."""
        kind = "application/x-www-form-urlencoded"
        sent = {"accept": "application/json", "content-type": kind, **headers}
        return await self._ask("POST", url, sent, urlencode(form).encode())

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> tuple[int, dict[str, Any]]:
        if not self.mag(url):
            raise Onbereikbaar("adres is niet toegestaan")
        pool = httpcore2.AsyncConnectionPool(
            ssl_context=self._tls, network_backend=_Pinned(self._networks)
        )
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
        try:
            async with (
                asyncio.timeout(SECONDS),
                pool,
                pool.stream(
                    method,
                    url,
                    headers=[(name.encode(), value.encode()) for name, value in headers.items()],
                    content=content,
                    extensions={"timeout": timeouts},
                ) as answer,
            ):
                return answer.status, _json(await _read(answer))
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise Onbereikbaar(type(error).__name__) from error
        except (httpcore2.TimeoutException, TimeoutError, OSError, ValueError) as error:
            raise Onbereikbaar(type(error).__name__) from error


async def _read(answer: httpcore2.Response) -> bytes:
    body = b""
    async for piece in answer.aiter_stream():
        body += piece
        if len(body) > MAX_BYTES:
            raise Onbereikbaar("antwoord is te groot")
    return body


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Onbereikbaar("antwoord is geen JSON") from error
    if not isinstance(found, dict):
        raise Onbereikbaar("antwoord is geen JSON-object")
    return found
