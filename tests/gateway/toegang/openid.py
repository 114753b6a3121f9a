"""A certified OpenID Connect provider (npm `oidc-provider`) as a municipality's own."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from deploy.ports import free_port
from tests import npm

FOLDER = Path(__file__).parent / "provider"
AUDIENCE = "urn:doorstroom:proef"


@dataclass(frozen=True, slots=True)
class Provider:
    url: str

    def _ask(self, what: str, body: str = "") -> str:
        answer = httpx2.post(f"{self.url}/proef/{what}", content=body, timeout=20)
        return answer.raise_for_status().text

    def modus(self, name: str) -> None:
        """How it answers: gewoon, weg, omleiding, eindeloos, anders."""
        self._ask("modus", name)

    def draai(self) -> None:
        """Only new keys from now on."""
        self._ask("draai")

    def geteld(self) -> int:
        """How often somebody asked for its document or keys."""
        return int(self._ask("geteld"))

    def teken(self, claims: dict[str, Any], alg: str = "RS256", **how: Any) -> str:
        """A token as a real provider would never give it; signed with its own key."""
        return self._ask("teken", json.dumps({"alg": alg, "claims": claims, **how}))

    def id_token(self, claims: dict[str, Any], alg: str = "RS256", **how: Any) -> None:
        """What its token endpoint gives the next who comes, whoever that is."""
        given = {"alg": alg, "claims": claims, "header": {"typ": "JWT"}} | how
        self._ask("id-token", json.dumps(given))

    def client_token(self, client: str, secret: str) -> str:
        """What the provider itself gives a machine."""
        form = {"grant_type": "client_credentials", "scope": "lezen", "resource": AUDIENCE}
        answer = httpx2.post(f"{self.url}/token", data=form, auth=(client, secret), timeout=20)
        return str(answer.raise_for_status().json()["access_token"])

    def toegang(self, **other: Any) -> dict[str, Any]:
        """The claims of a good access token of an employee; None: leave that one out."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "medewerker-1",
            "client_id": "intranet",
            "jti": "0123456789abcdef",
            "iat": now,
            "exp": now + 300,
            "scope": "lezen",
        }
        return {name: value for name, value in (claims | other).items() if value is not None}


@contextmanager
def running(**options: Any) -> Iterator[Provider]:
    if reason := npm.install(FOLDER):
        pytest.skip(f"the real OpenID Connect provider cannot run: {reason}")
    port = free_port()
    given = {"audience": AUDIENCE, "account": "medewerker-1", "clients": []} | options
    command = ["node", "provider.mjs", str(port), json.dumps(given)]
    process = subprocess.Popen(
        command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "klaar"
        yield Provider(f"http://127.0.0.1:{port}")
    finally:
        process.kill()
        process.wait(timeout=10)
        if process.stdout:
            process.stdout.close()
