"""The own login of a person, by the link in a mail of the system."""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

import httpx2
import pytest

from deploy.client import Gateway
from tests.journeys.conftest import Systeem

TOEGANG = "/toegang/v1"
WAIT = 45  # seconds for a mail


def inloggen(systeem: Systeem, email: str) -> Gateway:
    """Ask for a link, open it, redeem it. Skips where the mail of the system cannot be read."""
    if systeem.mail is None:
        pytest.skip("de mail van dit systeem is hier niet te lezen")
    url = systeem.platform.url
    Gateway(url).post(f"{TOEGANG}/inloglinks", {"email": email})
    geheim = _geheim(systeem.mail, email)
    form = {"grant_type": "urn:doorstroom:grant-type:inloglink", "inloglink": geheim}
    answer = httpx2.post(f"{url}{TOEGANG}/token", data=form, timeout=30)
    assert answer.is_success, answer.text
    return Gateway(url, answer.json()["access_token"])


def _geheim(folder: Path, email: str) -> str:
    """What stands behind the # of the newest link in a mail to this address."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        for file in sorted(folder.glob("*"), key=lambda one: one.stat().st_mtime, reverse=True):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            found = re.findall(r"https?://\S+#(\S+)", str(message.get_content()))
            if message["To"] == email and found:
                return str(found[-1]).partition("=")[2] or str(found[-1])
        time.sleep(0.3)
    raise AssertionError(f"binnen {WAIT} s geen link voor {email}")
