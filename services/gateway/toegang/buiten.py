"""Requests to an address that an organisation gave us: nowhere but the public internet.

The connection goes through the guard of notificatie, to the very address that was judged; no
redirects, no proxies of the environment, a limit to size and to time.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpcore2
import httpx2

from services.gateway.notificatie.bezorging import lijn
from services.gateway.notificatie.rules import adres
from shared.settings import Settings

SECONDS = 5.0  # for everything together
MAX_BYTES = 256_000


class Onbereikbaar(Exception):
    """No usable answer came; the message is for our log, not for whoever asked."""


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
            ssl_context=self._tls, network_backend=lijn.Guard(self._networks)
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
        except lijn.Refused as error:
            raise Onbereikbaar("adres is niet openbaar") from error
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
