"""Calls from one of our services to another: own signed token, deadline, trace."""

from typing import Any

import httpx2

from shared import deadline, log, token, watch
from shared.settings import Settings

SECONDS, CONNECT = 10.0, 2.0  # at most; less when our own caller waits less long


class Peer:
    """A neighbour over HTTP. Errors: httpx2.HTTPError, also for a 4xx or 5xx answer."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._keys = token.load_keys(settings.signing_keys.get_secret_value())
        self._issuer = settings.service
        self._name = name
        self._client = httpx2.Client(base_url=settings.url_of(name))

    def request(self, method: str, path: str, json: object = None) -> httpx2.Response:
        seconds = deadline.within(SECONDS)
        if seconds <= 0:
            raise httpx2.ReadTimeout("nobody waits for this any more")
        with watch.call(self._name, method):
            return self._request(method, path, json, seconds)

    def _request(self, method: str, path: str, json: object, seconds: float) -> httpx2.Response:
        headers = [
            ("Authorization", f"Bearer {token.mint(self._keys, self._issuer, self._name, {})}"),
            deadline.header(seconds),
            *log.onward(),
        ]
        timeout = httpx2.Timeout(seconds, connect=min(CONNECT, seconds))
        answer = self._client.request(method, path, json=json, headers=headers, timeout=timeout)
        answer.raise_for_status()
        return answer

    def get(self, path: str) -> Any:
        return self.request("GET", path).json()

    def post(self, path: str, json: object) -> None:
        self.request("POST", path, json)

    def close(self) -> None:
        self._client.close()
