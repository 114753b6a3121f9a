"""The widget as it is served: named, proved, kept for good, and never changed."""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from services.gateway.main import create_app
from services.gateway.widget import rules
from services.gateway.widget.routes import FOLDER, uitgaven
from shared.settings import Modus, Settings
from tests.conftest import ROOT, Start

GEHEIM = "geheim-van-een-test"
NIEUWSTE = max((f.name for f in FOLDER.iterdir()), key=rules.volgorde)
VAST, LOS = f"/widget/{NIEUWSTE}/doorstroom-widget.js", "/widget/doorstroom-widget.js"
# What was released, and never changes again: a new widget gets a new number and a new line here.
UITGEBRACHT = json.loads((Path(__file__).parent / "uitgebracht.json").read_text())


@pytest.fixture
def deur(start: Start) -> Iterator[TestClient]:
    def create(settings: Settings) -> FastAPI:
        return create_app(settings.model_copy(update={"beheer_secret": SecretStr(GEHEIM)}))

    with start("gateway", create) as client:
        yield client


def integriteit(inhoud: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(inhoud).digest()).decode()}"


def test_the_line_for_a_page_fits_the_bytes(deur: TestClient) -> None:
    told = deur.get("/widget").json()
    assert told["adres"].endswith(VAST)
    answer = deur.get(VAST)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert told["integriteit"] == integriteit(answer.content)
    for part in (told["adres"], told["integriteit"], 'crossorigin="anonymous"', 'type="module"'):
        assert part in told["script"]
    assert NIEUWSTE in told["versies"]
    assert deur.get("/").json()["widget"].endswith("/widget")


def test_an_address_with_a_version_is_kept_for_good(deur: TestClient) -> None:
    vast, los = deur.get(VAST), deur.get(LOS)
    assert vast.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert los.headers["cache-control"] == "public, no-cache"
    assert vast.content == los.content
    for answer in (vast, los):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("pad", [VAST, LOS])
def test_what_a_browser_has_it_does_not_get_again(deur: TestClient, pad: str) -> None:
    tag = deur.get(pad).headers["etag"]
    again = deur.get(pad, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    # Without this a browser would refuse what it has.
    assert again.headers["access-control-allow-origin"] == "*"
    assert again.headers["etag"] == tag
    assert deur.get(pad, headers={"If-None-Match": '"x"'}).status_code == 200
    head = deur.head(pad)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


@pytest.mark.parametrize(
    "pad",
    [
        "/widget/9.9.9/doorstroom-widget.js",
        "/widget/1.0.0/rules.py",
        "/widget/../rules.py",
        "/widget/%2e%2e/routes.py",
        "/widget/1.0.0/",
        "/widget/",
    ],
)
def test_nothing_else_is_there(deur: TestClient, pad: str) -> None:
    assert deur.get(pad).status_code == 404


def test_a_release_never_changes() -> None:
    found = {versie: uitgave.integriteit for versie, uitgave in uitgaven().items()}
    assert found == UITGEBRACHT


def test_a_changed_release_is_noticed() -> None:
    anders = rules.Widgetuitgave("1.0.0", uitgaven()["1.0.0"].inhoud + b" ")
    assert anders.integriteit != UITGEBRACHT["1.0.0"]
    assert anders.etag != uitgaven()["1.0.0"].etag


def test_the_manual_tells_the_newest() -> None:
    text = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
    assert f"/widget/{NIEUWSTE}/doorstroom-widget.js" in text
    assert UITGEBRACHT[NIEUWSTE] in text


def test_versions_are_in_order_of_their_numbers() -> None:
    made = [rules.Widgetuitgave(v, b"") for v in ("1.9.0", "1.10.0", "1.2.3")]
    assert rules.nieuwste(made).versie == "1.10.0"
    for geen in ("1", "1.0", "1.0.0.0", "a.b.c", "", "1.0.-1"):
        with pytest.raises(ValueError, match=geen or "^$"):
            rules.volgorde(geen)


# ---- where a page may live
def _platform(deur: TestClient) -> dict[str, str]:
    form = {
        "grant_type": "client_credentials",
        "client_id": "platformbeheer",
        "client_secret": GEHEIM,
    }
    token = deur.post("/toegang/v1/token", data=form).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def _client(deur: TestClient, *herkomsten: str, id: str = "intranet") -> int:
    body = {"id": id, "naam": "Proef", "herkomsten": list(herkomsten)}
    answer = deur.post("/toegang/v1/clients", headers=_platform(deur), json=body)
    return answer.status_code


def test_a_page_without_tls_lives_on_this_machine_and_never_in_production(
    deur: TestClient,
) -> None:
    lokaal = "http://127.0.0.1:8003"
    assert _client(deur, "http://intranet.example.org") == 400
    assert _client(deur, "http://127.0.0.1.example.org") == 400
    assert _client(deur, lokaal, "http://localhost") == 201
    settings = deur.app.state.settings  # type: ignore[attr-defined]
    productie = settings.model_copy(update={"modus": Modus.PRODUCTIE})
    deur.app.state.settings = productie  # type: ignore[attr-defined]
    assert _client(deur, lokaal, id="tweede") == 400
    pad = "/toegang/v1/clients/intranet"
    answer = deur.patch(pad, headers=_platform(deur), json={"herkomsten": [lokaal]})
    assert (answer.status_code, answer.json()["invalidParams"][0]["code"]) == (
        400,
        "herkomst-onveilig",
    )
    assert _client(deur, "https://intranet.example.org", id="derde") == 201
