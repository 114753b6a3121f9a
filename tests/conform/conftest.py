"""What the conformity tests look at: the documents, and a running system."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conform import export, region


@pytest.fixture(scope="session")
def documents() -> dict[str, dict[str, Any]]:
    """The OpenAPI document of each API."""
    return export.documents()


@pytest.fixture(scope="package")
def stelsel() -> Iterator[region.Region]:
    """The whole system with the demo region in it, through the gateway."""
    with region.running() as (url, secret):
        yield region.fill(url, secret)
