"""A repeated POST with the same Idempotency-Key gets the same answer: every POST claims its key."""

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from shared import api
from shared.app import _flat
from tests.vacatures.conftest import BASE


def _gevraagd(dependant: Dependant) -> Iterator[object]:
    """Everything that a route asks for before it runs."""
    yield dependant.call
    for een in dependant.dependencies:
        yield from _gevraagd(een)


def test_every_post_claims_its_key(client: TestClient) -> None:
    [mount] = [r for r in client.app.routes if getattr(r, "path", "") == BASE]  # type: ignore[attr-defined]
    posts = [
        route
        for route in _flat(mount.app.routes)
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    ]
    zonder = [r.path for r in posts if api.transaction not in set(_gevraagd(r.dependant))]
    assert zonder == ["/schrijfhulp"]  # keeps nothing: a text in, findings out
    assert len(posts) > 40
