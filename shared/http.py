"""Calls from one of our services to another: own signed token, deadline, trace."""

from typing import Any

import httpx2

from shared import log, token
from shared.settings import Settings

TIMEOUT = httpx2.Timeout(10, connect=2)


class Peer:
    """A neighbour over HTTP. Errors: httpx2.HTTPError, also for a 4xx or 5xx answer."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._keys = token.load_keys(settings.signing_keys.get_secret_value())
        self._issuer = settings.service
        self._name = name
        self._client = httpx2.Client(base_url=settings.url_of(name), timeout=TIMEOUT)

    def request(self, method: str, path: str, json: object = None) -> httpx2.Response:
        headers = {
            "Authorization": f"Bearer {token.mint(self._keys, self._issuer, self._name, {})}",
            "traceparent": log.traceparent(),
        }
        answer = self._client.request(method, path, json=json, headers=headers)
        answer.raise_for_status()
        return answer

    def get(self, path: str) -> Any:
        return self.request("GET", path).json()

    def post(self, path: str, json: object) -> None:
        self.request("POST", path, json)

    def close(self) -> None:
        self._client.close()
