"""Who tries links and secrets that are none: counted over all processes, slowed down, logged."""

import structlog
from fastapi import Request
from limits import RateLimitItem, parse

from shared.problem import Problem

# Whoever tries to guess a link or a secret must need longer than the sun will shine.
GUESSES = parse("20/10 minutes")
GUESSES_ADDRESS = parse("100/10 minutes")
Guesses = list[tuple[RateLimitItem, str]]


def counted(request: Request, client_id: str | None, *, link: bool) -> Guesses:
    """What is counted when this fails: the address, and the client whose secret is tried.

    `client_id`: None for one that signs (private_key_jwt): nobody can shut it out by guessing.
    """
    address = (request.client.host if request.client else None) or "onbekend"
    if link:
        return [(GUESSES, address)]
    found = [(GUESSES_ADDRESS, f"token {address}")]
    if client_id:
        found.append((GUESSES, f"client {client_id[:100]}"))
    return found


def refuse(request: Request, guesses: Guesses) -> None:
    """Error: Problem 429, after too many that were none."""
    if not all(request.app.state.mislukte_links.test(*one) for one in guesses):
        text = "Te veel ongeldige links of geheimen; probeer het later opnieuw."
        raise Problem(429, text, code="te-vaak", headers={"Retry-After": "600"})


def count(request: Request, guesses: Guesses, error: str) -> None:
    """Only what can be guessing: a scope that is not there is a mistake."""
    if error not in ("invalid_client", "invalid_grant"):
        return
    for one in guesses:
        request.app.state.mislukte_links.hit(*one)
    who = [name for _, name in guesses if name.startswith("client ")]
    structlog.get_logger().warning(
        "inloggen_geweigerd", reden=error, client=who[0] if who else None
    )
