"""Headless Chromium with axe-core (npm, in `browser/`): installed once by the tests themselves.

Without Chromium or Node a test that needs them is skipped with a word.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import npm

FOLDER = Path(__file__).parent / "browser"


def missing() -> str | None:
    """Why there is nothing to look with; None: there is."""
    reason = npm.install(FOLDER) if where() else "no Chromium here"
    return reason and f"{reason}: the widget is not looked at"


def where() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def run(script: str, given: dict[str, Any]) -> Any:
    """What the script saw, as JSON in and out."""
    if reason := missing():
        pytest.skip(reason)
    body = json.dumps(given | {"chromium": where()}).encode()
    done = subprocess.run(
        ["node", script], cwd=FOLDER, input=body, capture_output=True, timeout=240
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return json.loads(done.stdout)
