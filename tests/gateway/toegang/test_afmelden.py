"""The page behind the link in an alert: opening it changes nothing, and it loads only our own."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from services.gateway.main import create_app
from tests.conftest import Start


@pytest.fixture
def gateway(start: Start) -> Iterator[TestClient]:
    with start("gateway", create_app) as client:
        yield client


def test_the_page_and_its_script(gateway: TestClient) -> None:
    page = gateway.get("/afmelden")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert 'src="/paginas/afmelden.js"' in page.text
    assert "<script>" not in page.text
    assert " onclick" not in page.text
    script = gateway.get("/paginas/afmelden.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert 'addEventListener("click"' in script.text
    assert "/vacatures/v1/zoekopdrachten/_afmelden" in script.text
    assert "innerHTML" not in script.text
