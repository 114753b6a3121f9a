"""One event to one receiver: as a signed CloudEvent, or as a notification of ZGW."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from services.gateway.notificatie import rules
from services.gateway.notificatie.bezorging import bewijs
from services.gateway.notificatie.bezorging.lijn import Antwoord, Lijn
from services.gateway.notificatie.rules import Uitkomst
from services.gateway.notificatie.rules.aflevering import retry_after, tempo

AGENT = "Doorstroom (CloudEvents)"
ONCE_MORE = frozenset({"verbinding-verbroken", "antwoord-onleesbaar"})


@dataclass(frozen=True, slots=True)
class Adres:
    """Where to, and with what proof; secrets stay out of logs."""

    url: str
    geheimen: tuple[str, ...] = field(default=(), repr=False)
    oauth: bewijs.OAuth | None = None
    zgw: tuple[str, str] | None = field(default=None, repr=False)  # client id, secret


@dataclass(frozen=True, slots=True)
class Handdruk:
    """What the receiver said: whether it wants this, and how many per minute."""

    uitkomst: Uitkomst
    mag: bool | None
    tempo: int | None = None


class Post:
    """What is kept between two events: a connection and a token."""

    def __init__(self, line: Lijn) -> None:
        self._line = line
        self._tokens = bewijs.Tokens()

    async def send(self, adres: Adres, id: str, body: bytes, kind: str) -> Uitkomst:
        """Deliver; a token that was refused is fetched anew, once."""
        answer = await self._try(adres, id, body, kind)
        if answer.uitkomst.status == 401 and adres.oauth:
            self._tokens.forget()
            answer = await self._try(adres, id, body, kind)
        elif answer.uitkomst.fout in ONCE_MORE and answer.uitkomst.status is None:
            # A connection that was kept too long ends like this; the id is the same.
            answer = await self._try(adres, id, body, kind)
        found = answer.uitkomst
        if found.status in (429, 503):
            wacht = retry_after(answer.kop.get("retry-after"), datetime.now(UTC))
            return Uitkomst(found.status, found.fout, wacht)
        return found

    async def _try(self, adres: Adres, id: str, body: bytes, kind: str) -> Antwoord:
        now = int(time.time())
        headers = {"Content-Type": kind, "User-Agent": AGENT}
        if adres.geheimen:
            headers |= bewijs.sign(list(adres.geheimen), id, body, now)
        if adres.zgw:
            headers["Authorization"] = f"Bearer {bewijs.zgw_token(*adres.zgw, now)}"
        if adres.oauth:
            token = await self._tokens.get(self._line, adres.oauth)
            if token is None:
                return Antwoord(Uitkomst(fout="geen-token"))
            headers["Authorization"] = f"Bearer {token}"
        return await self._line.call("POST", adres.url, headers, body)

    async def greet(self, adres: Adres, eigen: str) -> Handdruk:
        """The handshake of CloudEvents Webhook: may we send you this?"""
        headers = {"WebHook-Request-Origin": eigen, "WebHook-Request-Rate": "*"}
        answer = await self._line.call("OPTIONS", adres.url, headers | {"User-Agent": AGENT})
        status = answer.uitkomst.status
        if status is None:
            return Handdruk(answer.uitkomst, None)
        mag = rules.toestemming(status, answer.kop.get("webhook-allowed-origin"), eigen)
        return Handdruk(answer.uitkomst, mag, tempo(answer.kop.get("webhook-allowed-rate")))


def as_cloudevent(event: Mapping[str, str]) -> bytes:
    return json.dumps(event, separators=(",", ":")).encode()


def as_notificatie(event: Mapping[str, str], dienst: str, type: str, kanaal: str) -> bytes:
    """The event as the API for notifications of ZGW has it; nothing about a person either."""
    resource, _, actie = type.rpartition("-")
    body = {
        "kanaal": kanaal,
        "hoofdObject": event["dataref"],
        "resource": resource or type,
        "resourceUrl": event["dataref"],
        "actie": actie,
        "aanmaakdatum": event["time"],
        "kenmerken": {"dienst": dienst, "type": event["type"], "id": event["id"]},
    }
    return json.dumps(body, separators=(",", ":")).encode()


def host_of(url: str) -> str:
    """How we call ourselves in the handshake."""
    return urlsplit(url).hostname or "localhost"
