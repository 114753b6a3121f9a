"""A route may take and give more than JSON, when it says so; no other route does."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from shared import api, app, formats
from shared.api import Tx, mag_anoniem
from shared.settings import Settings
from tests.conftest import Headers

BASE = "/proef/v1"
router = api.router("rijen")


@router.put(
    "/rijen/{id}",
    dependencies=[mag_anoniem("pool:lezen")],
    openapi_extra=formats.takes("text/csv"),
)
async def put_rijen(id: str, request: Request) -> int:
    """Neem rijen aan."""
    return len((await request.body()).splitlines())


@router.get(
    "/rijen/{id}",
    dependencies=[mag_anoniem("pool:lezen")],
    responses=formats.gives("text/csv"),
    response_model=list[str],
)
def get_rijen(id: str, request: Request, tx: Tx) -> object:
    """Geef rijen."""
    if formats.wants(request, "text/csv"):
        return Response("a;b", media_type="text/csv")
    return ["a", "b"]


@router.get("/kaal", dependencies=[mag_anoniem("pool:lezen")])
def get_kaal() -> str:
    """Alleen JSON."""
    return "a"


def create_app(settings: Settings) -> FastAPI:
    one = app.Api("Proef", "Een proef.", BASE, [router], {"rijen": "Rijen"})
    return app.create_service(settings, [one], passed=("/buren/v1",))


@pytest.fixture
def client(start: Callable[..., object]) -> Iterator[TestClient]:
    with start("gateway", create_app) as client:  # type: ignore[attr-defined]
        yield client


@pytest.fixture
def ik(als: Callable[[str], Callable[..., Headers]]) -> Headers:
    return als("gateway")(client=None)


def test_a_route_takes_what_it_says_and_nothing_else(client: TestClient, ik: Headers) -> None:
    kinds = ["text/csv; charset=utf-8", "application/json", "text/html"]
    answers = [
        client.put(f"{BASE}/rijen/1", headers=ik | {"Content-Type": kind}, content="a\nb")
        for kind in kinds
    ]
    assert [a.status_code for a in answers] == [200, 415, 415]
    assert answers[0].json() == 2
    assert answers[1].headers["Accept"] == "text/csv"


@pytest.mark.parametrize(
    ("path", "accept", "status", "kind"),
    [
        ("/rijen/1", "text/csv", 200, "text/csv; charset=utf-8"),
        ("/rijen/1", "text/*", 200, "application/json"),
        ("/rijen/1", "*/*", 200, "application/json"),
        ("/rijen/1", "text/html", 406, "application/problem+json"),
        ("/kaal", "text/csv", 406, "application/problem+json"),
        ("/kaal", "application/*", 200, "application/json"),
    ],
)
def test_a_route_gives_what_is_asked_or_says_what_there_is(
    client: TestClient, ik: Headers, path: str, accept: str, status: int, kind: str
) -> None:
    answer = client.get(f"{BASE}{path}", headers=ik | {"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (status, kind)


def test_of_another_services_path_that_service_judges_the_format(
    client: TestClient, ik: Headers
) -> None:
    headers = ik | {"Content-Type": "application/pdf", "Accept": "image/png"}
    assert client.put("/buren/v1/x", headers=headers, content="x").status_code == 404
    assert client.put(f"{BASE}/x", headers=headers, content="x").status_code == 415


def test_the_document_tells_it(client: TestClient) -> None:
    paths = client.get(f"{BASE}/openapi.json").json()["paths"]["/rijen/{id}"]
    assert set(paths["put"]["requestBody"]["content"]) == {"text/csv"}
    assert set(paths["get"]["responses"]["200"]["content"]) == {"application/json", "text/csv"}
