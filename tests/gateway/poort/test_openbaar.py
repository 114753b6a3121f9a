"""Public addresses of what vacatures gives out: where they end, and what is not one of them."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.poort import openbaar, rules
from services.vacatures.main import create_app as vacatures
from services.vacatures.uitgifte.rules import BASIS, ENKEL, PADEN, ROBOTS, adressen
from tests.conftest import settings_of
from tests.gateway.poort.test_cache import Dienst, bewaart, dienst, gateway

__all__ = ["dienst", "gateway"]  # fixtures

ID = UUID(int=7, version=4)
NERGENS = "postgresql+psycopg://niemand@localhost/x"


def test_both_services_have_one_table() -> None:
    verwacht = {pad: f"{BASIS}/{vorm}" for vorm, pad in PADEN.items()}
    verwacht |= {
        ROBOTS: f"{BASIS}/robots",
        adressen.LIJST: f"{BASIS}/lijst",
        adressen.STIJL: f"{BASIS}/stijl.css",
    }
    assert {pad: openbaar.binnen(pad) for pad in openbaar.VAST} == verwacht
    for vorm in ENKEL:
        einde = "" if vorm == "pagina" else f"/{vorm}"
        pad = adressen.enkel("", ID, vorm)
        assert openbaar.binnen(pad) == f"{BASIS}/vacatures/{ID}{einde}"


def test_every_public_address_has_an_operation() -> None:
    app = vacatures(settings_of("vacatures", {"vacatures": NERGENS}))
    api: Any = next(r for r in app.routes if getattr(r, "path", None) == "/vacatures/v1").app  # type: ignore[attr-defined]
    paden = [*openbaar.VAST, *(adressen.enkel("", ID, vorm) for vorm in ENKEL)]
    for pad in paden:
        binnen = (openbaar.binnen(pad) or "").removeprefix("/vacatures/v1")
        scope = {"type": "http", "method": "GET", "path": binnen, "root_path": "", "headers": []}
        assert any(route.matches(scope)[0].value == 2 for route in _routes(api)), pad


def _routes(api: Any) -> list[Any]:
    return [
        een
        for route in api.router.routes
        for een in getattr(getattr(route, "original_router", None), "routes", [route])
    ]


@pytest.mark.parametrize(
    "pad",
    [
        "/vacatures/v1/vacatures", "/vacatures.xml/", "/vacatures/", "/vacature/", "/vacature",
        "/vacature/x", f"/vacature/{ID}/", f"/vacature/{ID}.setu.json", f"/vacature/{ID}.pdf",
        f"/vacature/{ID}/../intern", "/sitemap.xml.gz", "/robots.txt%00", "/", "/intern/jwks",
    ],
)  # fmt: skip
def test_nothing_else_is_one(pad: str) -> None:
    assert openbaar.binnen(pad) is None


@given(st.text())
def test_what_goes_in_goes_to_public_things_only(pad: str) -> None:
    binnen = openbaar.binnen(pad)
    assert binnen is None or binnen.startswith(BASIS)
    bestemming = rules.bestemming(binnen or "/")
    assert bestemming is None or bestemming.dienst == "vacatures"


def test_formats_of_public_addresses_are_judged_by_vacatures() -> None:
    for pad in [*openbaar.VAST, adressen.enkel("", ID, "setu")]:
        assert pad.startswith(openbaar.BEGIN)


def test_it_is_passed_on_and_not_kept(gateway: TestClient, dienst: Dienst) -> None:
    """The label is that of vacatures, and each question reaches it: it keeps its feeds itself."""
    bewaart(gateway)
    for pad, binnen in (
        ("/vacatures.xml?werkgever=x", f"{BASIS}/xml?werkgever=x"),
        ("/sitemap.xml", f"{BASIS}/sitemap"),
        (f"/vacature/{ID}", f"{BASIS}/vacatures/{ID}"),
    ):
        een, twee = gateway.get(pad), gateway.get(pad, headers={"Accept": "application/xml"})
        assert een.json() != twee.json()
        assert een.headers["etag"] == '"van de dienst"'
        assert dienst.paths[-2:] == [binnen, binnen]
    assert gateway.get("/vacature/onzin").status_code == 404
    assert gateway.head("/robots.txt").status_code == 200
