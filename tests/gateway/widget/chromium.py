"""Headless Chromium with axe-core (npm, in `browser/`): installed once by the tests themselves.

Without Chromium or Node a test that needs them is skipped with a word.
"""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "browser"
NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
LOCK, STAMP = FOLDER / "package-lock.json", FOLDER / "node_modules/.doorstroom"


@cache
def missing() -> str | None:
    """Why there is nothing to look with; None: there is."""
    if not where():
        return "no Chromium here: the widget is not looked at"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "no Node 20 here: the widget is not looked at"
    if STAMP.is_file() and STAMP.read_text() == LOCK.read_text():
        return None
    done = subprocess.run(NPM, cwd=FOLDER, capture_output=True, timeout=300)
    if done.returncode:
        return "npm could not install what drives the browser"
    STAMP.write_text(LOCK.read_text())
    return None


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
