"""A read route answers the same with and without the door, and refuses what it cannot do."""

from typing import Annotated
from uuid import UUID

import pytest
from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.testclient import TestClient

from shared import api, paging
from shared.door import Door, instant


class Vraag(paging.PageParams):
    """One filter beside the page."""

    soort: str | None = None


@instant
def wie(request: Request) -> str:
    return request.headers.get("wie", "niemand")


Wie = Annotated[str, Depends(wie)]
router = api.read_router("dingen")


@router.get("/dingen")
async def list_dingen(params: Annotated[Vraag, Query()], wie: Wie) -> Response:
    return Response(f"{wie} {params.page} {params.soort}".encode())


@router.get("/dingen/{id}")
async def get_ding(id: UUID, request: Request, wie: Wie) -> Response:
    return Response(f"{wie} {id} {request.url.path}".encode())


def app(*, door: bool) -> TestClient:
    inner, outer = FastAPI(), FastAPI()
    inner.include_router(router)
    outer.mount("/v1", inner)
    routes = [route for route in router.routes if isinstance(route, api.ReadRoute)]
    return TestClient(Door(outer, [("/v1", inner, routes)]) if door else outer)


ID = UUID("7e046351-f7c6-4140-84b4-09a41a4c0b0d")  # fixed: it names tests
PATHS = ["/dingen", "/dingen?page=2&soort=a", f"/dingen/{ID}", f"/dingen/{str(ID).upper()}"]


@pytest.mark.parametrize("path", PATHS)
def test_with_and_without_the_door(path: str) -> None:
    a, b = (app(door=d).get(f"/v1{path}", headers={"wie": "ik"}) for d in (True, False))
    assert (a.status_code, a.content) == (b.status_code, b.content)
    assert a.content.startswith(b"ik ")


@pytest.mark.parametrize("path", ["/dingen?page=0", "/dingen?onbekend=1", "/dingen/geen-uuid"])
def test_wrong_input_is_refused(path: str) -> None:
    assert app(door=True).get(f"/v1{path}").status_code == 400


def test_everything_else_goes_on_as_always() -> None:
    client = app(door=True)
    assert client.get("/v1/elders").status_code == 404
    assert client.post("/v1/dingen").status_code == 405
    assert client.get(f"/v1/dingen/{ID}/meer").status_code == 404


def test_a_dependency_that_a_read_route_cannot_call() -> None:
    other = api.read_router("anders")

    def plain() -> str:
        return "from a thread"

    with pytest.raises(TypeError, match="cannot use"):

        @other.get("/x")
        async def get_x(x: Annotated[str, Depends(plain)]) -> Response:
            return Response(x.encode())
