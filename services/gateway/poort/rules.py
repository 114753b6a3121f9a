"""Waar gaat een verzoek heen, en welke koppen mogen mee? Pure rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

# RFC 7644: a protocol that describes itself, at ServiceProviderConfig, /Schemas and /ResourceTypes.
SCIM = "/scim/v2"
# Base path of every public API → the service that answers it.
BESTEMMINGEN = {
    "/vacatures/v1": "vacatures",
    "/pool/v1": "pool",
    "/deelname/v1": "gateway",
    "/toegang/v1": "gateway",
    "/notificaties/v1": "gateway",
    SCIM: "gateway",
}
# Each of these can make us send a mail: an address may ask them less often.
KRAP = frozenset({"/toegang/v1/kandidaten", "/toegang/v1/inloglinks"})
# RFC 9110 7.6.1: these concern one connection only.
HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
# What an outsider could use to pass for someone else inside; the token alone tells who it is.
NIET_NAAR_BINNEN = HOP_BY_HOP | {
    "host",
    "authorization",
    "cookie",
    "forwarded",
    "traceparent",
    "fsc-transaction-id",
    "doorstroom-time-left",
    "audit-user-id",
    "audit-user-representation",
}
NIET_NAAR_BUITEN = HOP_BY_HOP | {"server", "date", "set-cookie"}
MAX_GEBRUIKER = 200
# Services of which anonymous answers may be kept, and where each says how long the clock allows.
GRENZEN = {"vacatures": "/intern/volgende-grens"}
HOOGSTENS_BEWAARD = 60.0  # seconds
# What a caller may ask beside the address and still get the same bytes.
NEUTRAAL = frozenset(
    {
        "host",
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "dnt",
        "fsc-transaction-id",
        "if-none-match",
        "origin",
        "pragma",
        "priority",
        "referer",
        "traceparent",
        "tracestate",
        "upgrade-insecure-requests",
        "user-agent",
    }
)
GEWOON = frozenset({b"*/*", b"application/json"})  # values of Accept that ask for nothing special


@dataclass(frozen=True, slots=True)
class Bestemming:
    """The service behind a path, and whether the answer needs no token (an open document)."""

    dienst: str
    is_open: bool
    path: str = field(default="", compare=False)  # as a template, for log and figures


@lru_cache(maxsize=4096)
def bestemming(pad: str) -> Bestemming | None:
    """Where `pad` goes; None: nowhere, or not through the door (`/intern`, `/live`)."""
    for basis, dienst in BESTEMMINGEN.items():
        if pad == basis or pad.startswith(f"{basis}/"):
            rest = pad.removeprefix(basis)
            is_open = rest in {"/openapi.json", "/token"} and (rest != "/token" or "toegang" in pad)
            return Bestemming(dienst, is_open, f"{basis}/…")
    return None


def is_te_bewaren(dienst: str, methode: str, koppen: Mapping[bytes, bytes]) -> bool:
    """Whether the answer to this question is the same for everybody who asks it like this.

    Only for who shows no token at all; a header that we do not know may change the answer.
    `koppen`: names in small letters, as the server reads them.
    """
    return (
        methode == "GET"
        and dienst in GRENZEN
        and koppen.get(b"accept", b"*/*") in GEWOON
        and _is_neutraal(tuple(koppen))
    )


@lru_cache(maxsize=256)
def _is_neutraal(namen: tuple[bytes, ...]) -> bool:
    return all(
        naam in NEUTRAAL or naam.startswith(("sec-", "x-forwarded-", "x-real-ip"))
        for naam in (naam.decode("latin-1") for naam in namen)
    )


def houdbaar(grens: float | None) -> float:
    """Seconds that an answer may be kept when the clock changes something after `grens`."""
    return HOOGSTENS_BEWAARD if grens is None else max(0.0, min(HOOGSTENS_BEWAARD, grens))


def past(if_none_match: str | None, etag: str) -> bool:
    """Whether the caller has these very bytes (RFC 9110 13.1.2; weak comparison)."""
    if if_none_match is None:
        return False
    labels = {label.strip().removeprefix("W/") for label in if_none_match.split(",")}
    return "*" in labels or etag in labels


def naar_binnen(koppen: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers of a request that go on to a service; also without those Connection names."""
    given = list(koppen)
    named = {
        part.strip().lower()
        for name, value in given
        if name.lower() == "connection"
        for part in value.split(",")
    }
    return [
        (name, value)
        for name, value in given
        if name.lower() not in NIET_NAAR_BINNEN | named
        and not name.lower().startswith(("x-forwarded-", "x-real-ip"))
    ]


def naar_buiten(koppen: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers of an answer that go out."""
    return [(name, value) for name, value in koppen if name.lower() not in NIET_NAAR_BUITEN]


def gebruiker(id: str | None, naam: str | None) -> str | None:
    """The acting user that a client declares for the record; control characters are dropped."""
    text = " / ".join(part.strip() for part in (naam, id) if part and part.strip())
    clean = "".join(c for c in text if c.isprintable())[:MAX_GEBRUIKER]
    return clean or None
