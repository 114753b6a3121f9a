"""A whole running system for the journeys: the one at DOORSTROOM_URL, or one started here.

Nothing is stubbed: every step goes over HTTP through the gateway, as any client's would.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy import secret_files
from deploy.client import Gateway, as_client
from deploy.system import system

FAST = {"RATE_LIMIT": "100000/minute", "RATE_LIMIT_ANONIEM": "100000/minute"}


@dataclass(frozen=True, slots=True)
class Systeem:
    """A running system; `mail` is where its mail lands, when that can be read from here."""

    platform: Gateway
    mail: Path | None


@pytest.fixture(scope="package")
def systeem() -> Iterator[Systeem]:
    """The platform's own client, who registers all others, and the mail of the system."""
    if url := os.environ.get("DOORSTROOM_URL"):
        secret = Path(os.environ["DOORSTROOM_GEHEIM_BESTAND"]).read_text().strip()
        mail = Path(folder) if (folder := os.environ.get("DOORSTROOM_POST")) else None
        yield Systeem(as_client(url, "platformbeheer", secret, "Testbeheerder"), mail)
        return
    with tempfile.TemporaryDirectory(prefix="doorstroom-reis-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        settings = {
            f"{s}_{k}": v for s in ("GATEWAY", "VACATURES", "POOL") for k, v in FAST.items()
        }
        with system(home, modus="test", settings=settings) as running:
            secret = secret_files.read(running.secrets, secret_files.BEHEER)
            platform = as_client(running.gateway, "platformbeheer", secret, "Testbeheerder")
            yield Systeem(platform, home / "mail")


@pytest.fixture(scope="package")
def platform(systeem: Systeem) -> Gateway:
    """The platform's own client, who registers all others."""
    return systeem.platform


@pytest.fixture(scope="package")
def data() -> Path | None:
    """The folder with real data, when it is there (setting DOORSTROOM_DATA_PAD)."""
    folder = Path(os.environ.get("DOORSTROOM_DATA_PAD", "../shared/data"))
    return folder.resolve() if (folder / "vacatures").is_dir() else None
