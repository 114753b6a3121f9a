"""Where telemetry looks in: at requests, calls to neighbours and statements.

Off, which is how it begins, nothing looks: then a call here costs nothing worth measuring.
`shared.telemetry` puts something in these places when the settings ask for it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

_NOTHING: AbstractContextManager[None] = nullcontext()
Calling = Callable[[str, str], AbstractContextManager[None]]


class Requests(Protocol):
    """Sees each request begin and end; what `begin` gives comes back at the end."""

    def begin(self, method: str, traceparent: str) -> Any: ...

    def end(self, seen: Any, route: str, status: int, seconds: float) -> None: ...


def _unseen(neighbour: str, method: str) -> AbstractContextManager[None]:  # noqa: ARG001
    return _NOTHING


_calling: list[Calling] = [_unseen]


def call(neighbour: str, method: str) -> AbstractContextManager[None]:
    """Around a call to a neighbour; an exception that passes is a call that failed."""
    return _calling[-1](neighbour, method)


def look_at_calls(calling: Calling) -> Callable[[], None]:
    """Let `calling` stand around every call; what comes back ends that."""
    _calling.append(calling)
    return lambda: _calling.remove(calling)
