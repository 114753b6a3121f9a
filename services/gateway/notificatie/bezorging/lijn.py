"""The line to one receiver: looks up, checks and pins its address, and waits no longer than agreed.

The check is where the connection is made: what a name means is looked up once, every address of
the answer is judged, and the connection goes to an address that was judged. So a name that means
something else a moment later, or in another spelling, changes nothing. TLS checks the name.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import httpcore2

from services.gateway.notificatie.rules import Uitkomst
from services.gateway.notificatie.rules.adres import is_toegestaan

CONNECT, TOTAL, BODY = 5.0, 10.0, 2.0  # seconds: to connect, until the answer, for what it says
MAX_BODY = 65_536  # bytes of an answer that are read
IDLE = 30.0  # seconds that a connection is kept
# Looking up a name can hang, and cannot be stopped: not in the threads that others wait for.
_LOOKUPS = ThreadPoolExecutor(64, thread_name_prefix="opzoeken")


class Refused(httpcore2.ConnectError):
    """The address is not on the public internet, nor in a network that was configured."""


class Unknown(httpcore2.ConnectError):
    """The name means nothing."""


class Guard(httpcore2.AsyncNetworkBackend):
    """Connects to what `is_toegestaan`, and to nothing else."""

    def __init__(self, networks: Iterable[str]) -> None:
        self._networks = tuple(networks)
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Errors: Refused, Unknown, httpcore2.ConnectError, httpcore2.ConnectTimeout."""
        try:
            async with asyncio.timeout(timeout or CONNECT):
                addresses = await _look_up(host, port)
                for address in addresses:
                    if not is_toegestaan(ip_address(address), self._networks):
                        raise Refused("adres-niet-toegestaan")
                return await self._first(addresses, port, timeout, local_address, socket_options)
        except TimeoutError:
            raise httpcore2.ConnectTimeout("te-laat") from None

    async def _first(
        self, addresses: list[str], port: int, timeout: float | None, *rest: Any
    ) -> httpcore2.AsyncNetworkStream:
        """The first that answers; half of the time for each but the last."""
        error: Exception = Unknown("adres-onbekend")
        for nr, address in enumerate(addresses):
            last = nr == len(addresses) - 1
            share = timeout if last or timeout is None else timeout / 2
            try:
                return await self._inner.connect_tcp(address, port, share, *rest)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = failed
        raise error

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        raise Refused("adres-niet-toegestaan")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _look_up(host: str, port: int) -> list[str]:
    """Addresses of a name, without scope; each once. Error: Unknown."""

    def ask() -> list[str]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))

    try:
        return await asyncio.get_running_loop().run_in_executor(_LOOKUPS, ask)
    except (OSError, UnicodeError):
        raise Unknown("adres-onbekend") from None


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What came back. Without `uitkomst.status` there was no answer."""

    uitkomst: Uitkomst
    kop: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    tekst: bytes = b""  # at most MAX_BODY
    heel: bool = False  # whether that was all of it


class Lijn:
    """Connections to one receiver. No redirects, no proxies from the environment, no cookies."""

    def __init__(self, guard: httpcore2.AsyncNetworkBackend, tls: ssl.SSLContext) -> None:
        self._guard, self._tls = guard, tls
        self._pool = self._new()

    def _new(self) -> httpcore2.AsyncConnectionPool:
        return httpcore2.AsyncConnectionPool(
            ssl_context=self._tls,
            max_connections=2,
            keepalive_expiry=IDLE,
            network_backend=self._guard,
        )

    async def call(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Antwoord:
        """One request. Raises nothing of the network: it says what went wrong."""
        answer: Antwoord | None = None
        pairs: list[tuple[bytes | str, bytes | str]] = [*headers.items()]
        times = {"connect": CONNECT, "read": TOTAL, "write": TOTAL, "pool": TOTAL}
        try:
            async with (
                asyncio.timeout(TOTAL),
                self._pool.stream(
                    method, url, headers=pairs, content=body, extensions={"timeout": times}
                ) as response,
            ):
                answer = _begun(response)
                async with asyncio.timeout(BODY):
                    return await _read(response, answer)
        except Exception as error:
            # What it said about the event counts, also when the rest of the answer never ends.
            fault = _fault(error)
            if fault is None:
                raise
            return answer or Antwoord(Uitkomst(fout=fault))

    async def close(self) -> None:
        """Let the connections go; a next call makes new ones."""
        old, self._pool = self._pool, self._new()
        with contextlib.suppress(Exception):  # whatever a broken connection says when it goes
            await old.aclose()


def _begun(response: httpcore2.Response) -> Antwoord:
    kop = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
    status = response.status
    return Antwoord(Uitkomst(status, "omleiding" if 300 <= status < 400 else None), kop)


async def _read(response: httpcore2.Response, begun: Antwoord) -> Antwoord:
    """The body as far as we read it; leaving it half closes the connection."""
    parts, size = [], 0
    async for part in response.aiter_stream():
        parts.append(part[: MAX_BODY - size])
        size += len(part)
        if size > MAX_BODY:
            return begun
    return Antwoord(begun.uitkomst, begun.kop, b"".join(parts), heel=True)


def _fault(error: Exception) -> str | None:
    """A fixed word for what went wrong; None: that was no fault of the network."""
    match error:
        case Refused():
            return "adres-niet-toegestaan"
        case Unknown():
            return "adres-onbekend"
        case httpcore2.ConnectError() if _is_tls(error):
            return "tls-mislukt"
        case httpcore2.ConnectError():
            return "geen-verbinding"
        case TimeoutError() | httpcore2.TimeoutException():
            return "te-laat"
        case httpcore2.ProtocolError():
            return "antwoord-onleesbaar"
        case httpcore2.NetworkError() | OSError():
            return "verbinding-verbroken"
        case httpcore2.UnsupportedProtocol() | httpcore2.ConnectionNotAvailable():
            return "geen-verbinding"
    return None


def _is_tls(error: BaseException | None) -> bool:
    """Whether the encryption could not begin: the certificate, usually."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def trusted(ca_path: str | None) -> ssl.SSLContext:
    """The certificate authorities of the system, and those of a file."""
    context = ssl.create_default_context()
    if ca_path is not None:
        context.load_verify_locations(ca_path)
    return context
