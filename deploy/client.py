"""A client of the gateway, as any municipality's would be: tokens and JSON over HTTP."""

import json
import secrets
import ssl
import time
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import OKPKey

ALGORITHM = "Ed25519"
DEFAULT_URL = "http://127.0.0.1:8000"  # where `make run` puts the gateway
TIMEOUT = 60  # seconds
TLS = ssl.create_default_context()  # made once: reading all certificates takes longer than a call
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def _worded(beletsel: Any) -> str:
    if isinstance(beletsel, dict):
        return ": ".join(str(value) for value in beletsel.values() if value)
    return str(beletsel)


class Refused(Exception):
    """The gateway said no; `answer` is its problem+json."""

    def __init__(self, request: str, answer: httpx2.Response) -> None:
        self.answer = answer
        try:
            body = answer.json()
        except ValueError:
            body = {"detail": answer.text[:500]}
        faults = "".join(f"\n  {p['name']}: {p['reason']}" for p in body.get("invalidParams") or [])
        faults += "".join(f"\n  {_worded(b)}" for b in body.get("beletselen") or [])
        text = body.get("detail") or body.get("error_description") or ""
        super().__init__(f"{request} → {answer.status_code}: {text}{faults}")


class Gateway:
    """One caller at one gateway; `who` is set by one of the `as_…` functions."""

    def __init__(self, url: str, token: str | None = None, gebruiker: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        if gebruiker:
            self._headers["Audit-User-Representation"] = gebruiker

    def send(self, method: str, path: str, body: object = None, **headers: str) -> httpx2.Response:
        """The bare answer, also when it is a refusal. Header names: `_` stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = path if path.startswith("http") else self.url + path
        # A connection per call: nothing to close, and a caller may be kept as long as one likes.
        return httpx2.request(
            method, url, json=body, headers=self._headers | named, timeout=TIMEOUT, verify=TLS
        )

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The JSON of the answer. Error: Refused."""
        answer = self.send(method, path, body, **headers)
        if not answer.is_success:
            raise Refused(f"{method} {path}", answer)
        return answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: object, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def everything(self, path: str) -> list[Any]:
        """All results of a list, page after page (at most 200 pages)."""
        found: list[Any] = []
        url: str | None = f"{path}{'&' if '?' in path else '?'}pageSize=100"
        for _ in range(200):
            if url is None:
                break
            page = self.get(url)
            found += page["results"]
            url = page["next"]
        return found


def _token(url: str, form: dict[str, str]) -> str:
    answer = httpx2.post(f"{url.rstrip('/')}/toegang/v1/token", data=form, timeout=30, verify=TLS)
    if not answer.is_success:
        raise Refused("POST /toegang/v1/token", answer)
    return str(answer.json()["access_token"])


def as_client(url: str, client: str, geheim: str, gebruiker: str | None = None) -> Gateway:
    """A machine with a secret. `gebruiker`: for whom it acts, for the record."""
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": geheim}
    return Gateway(url, _token(url, form), gebruiker)


def as_keyed_client(url: str, client: str, key: OKPKey, gebruiker: str | None = None) -> Gateway:
    """A machine with an own key (private_key_jwt)."""
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": statement(url, client, client, key),
    }
    return Gateway(url, _token(url, form), gebruiker)


def as_medewerker(url: str, client: str, key: OKPKey, extern_id: str) -> Gateway:
    """An employee for whom the employer's own client vouches (RFC 7523)."""
    form = {"grant_type": JWT_BEARER, "assertion": statement(url, client, extern_id, key)}
    return Gateway(url, _token(url, form))


def statement(url: str, issuer: str, subject: str, key: OKPKey) -> str:
    """What a client signs to prove itself or to vouch for an employee; good for one use."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": subject,
        "aud": url.rstrip("/"),
        "iat": now,
        "exp": now + 60,
        "jti": secrets.token_urlsafe(16),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, key, [ALGORITHM])


def public_jwk(key: OKPKey) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(key.as_dict(private=False)))
    return data
