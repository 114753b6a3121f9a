"""How long the caller still waits: nobody works for somebody who left.

The poort says how many milliseconds it waits for a service; a service passes on what is left of
them when it asks another (`shared.http`), and ends a statement that would take longer. The header
is our own: the poort takes it off whatever comes from outside.
"""

import time
from contextvars import ContextVar

HEADER = "doorstroom-time-left"  # milliseconds
RAW = HEADER.encode()
MAX_DIGITS = 7
_until: ContextVar[float | None] = ContextVar("until", default=None)  # time.monotonic


def start(given: bytes | None) -> None:
    """Take over what the caller said; anything else than milliseconds says nothing."""
    if given is not None and given.isdigit() and len(given) <= MAX_DIGITS:
        _until.set(time.monotonic() + int(given) / 1000)
    else:
        _until.set(None)


def left() -> float | None:
    """Seconds that the caller still waits, 0 or more; None: it did not say."""
    until = _until.get()
    return None if until is None else max(0.0, until - time.monotonic())


def within(seconds: float) -> float:
    """At most so many seconds, and no longer than the caller waits."""
    remaining = left()
    return seconds if remaining is None else min(seconds, remaining)


def header(seconds: float) -> tuple[str, str]:
    """What a neighbour hears of how long we wait for it."""
    return HEADER, str(int(seconds * 1000))
