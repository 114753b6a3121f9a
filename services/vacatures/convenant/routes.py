"""What routes need to ask the gateway: the neighbour, and one way to say that it is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import httpx2
from fastapi import Depends, Request

from shared import problem
from shared.http import Peer


def _gateway(request: Request) -> Peer:
    peer: Peer = request.app.state.gateway
    return peer


Gateway = Annotated[Peer, Depends(_gateway)]


@contextmanager
def vraagt_gateway() -> Iterator[None]:
    """Whatever goes wrong at the gateway becomes a 503 here; nothing is stored then."""
    try:
        yield
    except httpx2.HTTPError:
        raise problem.unavailable("De gateway") from None
