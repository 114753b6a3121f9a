"""The layer before everything: who are you, may you come in, how often, and where to.

Everything public passes here. The caller's own token stops here; what goes on, to a neighbour or
to a room of the gateway itself, is a fresh internal token for that one service.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Self

import httpx2
from limits import parse
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.datastructures import Headers, State
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.poort import cache, ear, openbaar, proxy, rules, storage
from services.gateway.toegang import storage as clients
from services.gateway.toegang.ingang import Ingang
from shared import deadline, token
from shared.caller import ANONIEM, Caller, to_claims
from shared.problem import Problem, answer, from_exception
from shared.settings import Modus


class Poort:
    """ASGI app around the gateway's own APIs; `/intern` and the front page pass untouched."""

    def __init__(self, app: ASGIApp, state: State, engine: AsyncEngine, lines: proxy.Lines) -> None:
        self._app = app
        self._state = state
        self._engine = engine
        self._lines = lines
        self.cache = cache.Cache(self._boundary)
        self._tally = state.tally
        self._limit = _Limit.of(state.settings.rate_limit)
        self._limit_anoniem = _Limit.of(state.settings.rate_limit_anoniem)
        self._limit_krap = _Limit.of(state.settings.rate_limit_inlog)
        self._recent = token.Recent()
        self._ingang = state.ingang = Ingang(state, engine)
        self._geheugen = self._ingang.geheugen
        self._ear = ear.Ear(state.settings, self.cache, self._geheugen)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        openbaar.naar_binnen(scope)
        target = rules.bestemming(scope["path"]) if scope["type"] == "http" else None
        if target is None:
            await self._app(scope, receive, send)
            return
        try:
            asked = dict(reversed(scope["headers"]))  # the first of each
            if b"origin" in asked:
                through = await self._ingang.kruis.pass_(scope, receive, send)
                if through is None:  # a browser only asked whether it may
                    return
                send = through
            deadline.start(None)  # nobody outside says how long we wait
            if target.dienst != "gateway":
                scope["route"] = target
            keeps = not target.is_open and not openbaar.bewaart_zelf(scope["path"])
            if keeps and rules.is_te_bewaren(target.dienst, scope["method"], asked):
                await self._keep(target, scope, asked, receive, send)
            else:
                await self._pass(target, scope, receive, send)
        except Exception as error:  # noqa: BLE001 (the one place that turns them into answers)
            await answer(from_exception(error))(scope, receive, send)

    async def _keep(
        self,
        target: rules.Bestemming,
        scope: Scope,
        asked: Mapping[bytes, bytes],
        receive: Receive,
        send: Send,
    ) -> None:
        """Answer somebody without a token from what is kept, or from one question for all who ask
        the same now; an answer that is too large to hold is passed on."""
        room = self._count(scope, ANONIEM)
        self._ear.listen()
        name, shift = target.dienst, await self._shift()
        path = scope.get("raw_path") or scope["path"].encode()
        key = (path, scope["query_string"], shift)
        answer = self.cache.find(name, key)
        if answer is None:

            async def fetch() -> cache.Answer | None:
                inside = dict(scope)
                self._go_inside(inside, self._inner(name, ANONIEM, shift))
                url = self._state.settings.url_of(name)
                return await proxy.fetch(self._lines, url, name, inside)

            answer = await self.cache.get(name, key, fetch)
        if answer is None:
            await self._go(target, scope, receive, _with(room, send), (ANONIEM, shift))
        else:
            await cache.give(answer, asked.get(b"if-none-match"), room, send)

    async def _pass(
        self, target: rules.Bestemming, scope: Scope, receive: Receive, send: Send
    ) -> None:
        known = await self._admit(target, Headers(scope=scope), scope)
        room = self._count(scope, known[0])
        await self._go(target, scope, receive, _with(room, send), known)

    async def _go(
        self,
        target: rules.Bestemming,
        scope: Scope,
        receive: Receive,
        send: Send,
        known: tuple[Caller, int],
    ) -> None:
        """To the service, or to a room of our own; `known`: who asks, and the business clock."""
        headers = Headers(scope=scope)  # as they came: what goes inside is another list
        if not target.is_open:
            self._go_inside(scope, self._inner(target.dienst, *known))
        if target.dienst == "gateway":
            if scope["method"] != "GET" and not target.is_open:
                send = _after(self._geheugen.drop, send)
            await self._app(scope, receive, send)
            return
        if target.is_open:
            self._go_inside(scope, None)
        if scope["method"] != "GET" and target.dienst in rules.GRENZEN:
            send = _after(partial(self.cache.drop, target.dienst), send)
        base = self._state.settings.url_of(target.dienst)
        await proxy.forward(self._lines, base, target.dienst, scope, headers, receive, send)

    def _inner(self, service: str, caller: Caller, shift: int) -> str:
        """The internal token for this caller at this service."""
        claims = to_claims(caller, service)
        if self._state.settings.modus is not Modus.PRODUCTIE:
            claims["verschuiving"] = shift
        return token.mint_again(self._recent, self._state.keys, "gateway", service, claims)

    @staticmethod
    def _go_inside(scope: Scope, inner: str | None) -> None:
        """`inner`: None when it is open, and nobody has to know who asks."""
        kept = rules.naar_binnen(Headers(scope=scope).items())
        if inner is not None:
            kept.append(("authorization", f"Bearer {inner}"))
        # On the scope itself: the layer outside logs the route that is written into it.
        scope["headers"] = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in kept]

    async def _shift(self) -> int:
        """Seconds that the business clock is ahead; in production it never is."""
        if self._state.settings.modus is Modus.PRODUCTIE:
            return 0
        async with AsyncSession(self._engine) as session:
            return await session.run_sync(clients.get_verschuiving)

    async def _boundary(self, service: str) -> float | None:
        claims = {"verschuiving": await self._shift()}  # for nobody: a service asks, no caller
        inner = token.mint(self._state.keys, "gateway", service, claims)
        base, path = self._state.settings.url_of(service), rules.GRENZEN[service]
        return await proxy.boundary(self._lines, base, path, inner)

    async def close(self) -> None:
        await self._ear.close()
        await self._tally.close()
        await self._lines.pool.aclose()

    async def _admit(
        self, target: rules.Bestemming, headers: Headers, scope: Scope
    ) -> tuple[Caller, int]:
        kind, _, value = headers.get("authorization", "").partition(" ")
        claims: dict[str, Any] | None = None
        if value and not target.is_open:
            if kind.lower() != "bearer":
                raise _refused("Alleen een Bearer-token wordt hier aangenomen.")
            self._tally.share(self._engine)
            claims = await self._ingang.claims(value, headers, scope)
        shift = await self._shift()
        if claims is None:
            return ANONIEM, shift
        found = await self._known(claims, storage.dag(shift))
        if found is None:
            raise _refused("Deze client heeft geen toegang meer.")
        user = rules.gebruiker(
            headers.get("audit-user-id"), headers.get("audit-user-representation")
        )
        return storage.namens(found, user), shift

    async def _known(self, claims: dict[str, Any], vandaag: date) -> Caller | None:
        """Who this is by the facts of now: looked up, or looked up before and nothing changed."""
        self._ear.listen()

        async def look_up() -> Caller | None:
            async with AsyncSession(self._engine) as session:
                return await session.run_sync(storage.admit, claims, vandaag)

        return await self._geheugen.get(storage.sleutel(claims, vandaag), look_up)

    def _count(self, scope: Scope, caller: Caller) -> cache.Headers:
        """Count this request (429 when it is one too many): how the answer tells what is left."""
        self._tally.share(self._engine)
        who = caller.client or f"adres {_adres(scope)}"
        if caller.medewerker:
            who = f"{who} {caller.medewerker}"
        limit = self._limit if caller.client else self._limit_anoniem
        if scope["path"] in rules.KRAP and not caller.client:
            limit = self._limit_krap
        number, until = self._tally.hit(f"{who} {limit.name}", limit.window)
        # draft-ietf-httpapi-ratelimit-headers; times in whole seconds.
        seconds = max(1, round(until - time.time()))
        room = f'"client";r={max(0, limit.amount - number)};t={seconds}'
        if number > limit.amount:
            policy = limit.policy.decode()
            told = {"RateLimit": room, "RateLimit-Policy": policy, "Retry-After": str(seconds)}
            raise Problem(429, "U vraagt te veel in te korte tijd.", code="te-vaak", headers=told)
        return [(b"ratelimit", room.encode()), (b"ratelimit-policy", limit.policy)]


@dataclass(frozen=True, slots=True)
class _Limit:
    """So many requests in a window of seconds, and how an answer tells of it."""

    amount: int
    window: int
    name: str
    policy: bytes

    @classmethod
    def of(cls, setting: str) -> Self:
        """`setting`: as `limits` reads it, such as `600/minute`."""
        limit = parse(setting)
        amount, window = limit.amount, limit.get_expiry()
        return cls(amount, window, f"{amount}/{window}", f'"client";q={amount};w={window}'.encode())


def _with(more: cache.Headers, send: Send) -> Send:
    """`more`: headers that the answer gets, whatever it is."""

    async def send_with_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *more]
        await send(message)

    return send_with_more


def _after(drop: Callable[[], None], send: Send) -> Send:
    """Who changed something sees it at once, without waiting to hear of it."""

    async def send_after_drop(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < 400:
            drop()
        await send(message)

    return send_after_drop


def _adres(scope: Scope) -> str:
    return str((scope.get("client") or ["onbekend"])[0])


def _refused(text: str) -> Problem:
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return Problem(401, text, code="niet-aangemeld", headers=headers)


async def parts_of(client: httpx2.AsyncClient, urls: dict[str, str]) -> dict[str, bool]:
    """Whether each neighbour says that it is ready; all asked at once, each at most 3 s."""

    async def ask(url: str) -> bool:
        try:
            return (await client.get(f"{url}/ready", timeout=3)).status_code == 200
        except httpx2.HTTPError:
            return False

    answers = await asyncio.gather(*(ask(url) for url in urls.values()))
    return dict(zip(urls, answers, strict=True))
