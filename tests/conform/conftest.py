"""What the conformity tests look at: the documents, and a running system."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conform import export, region
from tests.conform.asked import Asked
from tests.conform.export import NAMES, operations


@pytest.fixture(scope="session")
def documents() -> dict[str, dict[str, Any]]:
    """The OpenAPI document of each API."""
    return export.documents()


@pytest.fixture(scope="package")
def stelsel() -> Iterator[region.Region]:
    """The whole system with the demo region in it, through the gateway."""
    with region.running() as found:
        yield region.fill(*found)


@pytest.fixture(scope="package")
def org(stelsel: region.Region) -> Iterator[Asked]:
    with Asked(stelsel, stelsel.organisatie().token) as asked:
        yield asked


@pytest.fixture(scope="package")
def anyone(stelsel: region.Region) -> Iterator[Asked]:
    with Asked(stelsel, None) as asked:
        yield asked


@pytest.fixture(scope="package")
def published(anyone: Asked) -> dict[str, Any]:
    """The documents as the gateway publishes them, without login."""
    return {name: anyone.ask("GET", f"/{name}/v1/openapi.json").json() for name in NAMES}


@pytest.fixture(scope="package")
def calls(published: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation: method, whole path, description."""
    return [
        (method.upper(), f"/{name}/v1{path}", operation)
        for name, document in published.items()
        for path, method, operation in operations(document)
    ]
