"""The sockets under the lines to our neighbours: asyncio's own streams, and nothing around them.

What httpcore brings itself works under two event loops and costs a proxied request a third more
processor time.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from typing import Any

import httpcore2


@contextlib.contextmanager
def _faults(late: type[Exception], broken: type[Exception]) -> Iterator[None]:
    """The faults of the network by the names that httpcore gives them."""
    try:
        yield
    except TimeoutError as error:  # before OSError, of which it is one
        raise late(str(error)) from error
    except (OSError, asyncio.IncompleteReadError) as error:
        raise broken(str(error)) from error


class Stream(httpcore2.AsyncNetworkStream):
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _faults(httpcore2.ReadTimeout, httpcore2.ReadError):
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        with _faults(httpcore2.WriteTimeout, httpcore2.WriteError):
            self._writer.write(buffer)
            async with asyncio.timeout(timeout):
                await self._writer.drain()

    async def aclose(self) -> None:
        self._writer.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        with _faults(httpcore2.ConnectTimeout, httpcore2.ConnectError):
            async with asyncio.timeout(timeout):
                await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # of a connection that waits: the other side has closed it
            return self._reader.at_eof() or self._reader.exception() is not None
        known = {"socket": "socket", "ssl_object": "ssl_object", "client_addr": "sockname"}
        return self._writer.get_extra_info(known[info]) if info in known else None


class Backend(httpcore2.AsyncNetworkBackend):
    """Makes the connections."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,  # noqa: ARG002 (asyncio itself sets TCP_NODELAY)
    ) -> httpcore2.AsyncNetworkStream:
        own = (local_address, 0) if local_address else None
        with _faults(httpcore2.ConnectTimeout, httpcore2.ConnectError):
            async with asyncio.timeout(timeout):
                return Stream(*await asyncio.open_connection(host, port, local_addr=own))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
