"""Independent judges (npm, in `judges/`): installed once by the tests themselves, where Node is.

Without Node or Chromium a test that needs them is skipped with a word; nothing else depends on it.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import npm

JUDGES = Path(__file__).parent / "judges"


def node(script: str, given: object) -> Any:
    """What a judge in `judges/` says of this, as JSON in and out."""
    if reason := npm.install(JUDGES):
        pytest.skip(f"the judges of what leaves the building cannot run: {reason}")
    done = subprocess.run(
        ["node", script],
        cwd=JUDGES,
        input=json.dumps(given).encode(),
        capture_output=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return json.loads(done.stdout)


def adobe(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """Per page what Google's rules for a JobPosting say against it; empty means nothing.

    A page without JSON-LD that can be read is a finding too: the validator says nothing then.
    """
    found = {}
    for name, verdict in node("adobe.mjs", pages).items():
        issues = [f"{one['severity']}: {one['issueMessage']}" for one in verdict["issues"]]
        found[name] = [issue for issue in issues if not issue.endswith("(optional)")]
        found[name] += [] if verdict["types"] == ["JobPosting"] else [f"is {verdict['types']}"]
    return found


def tsc(postings: Mapping[str, Mapping[str, Any]], folder: Path) -> dict[str, list[str]]:
    """Per posting what the types of schema.org (schema-dts) say against it."""
    if reason := npm.install(JUDGES):
        pytest.skip(f"the judges of what leaves the building cannot run: {reason}")
    for name, posting in postings.items():
        text = json.dumps(posting, ensure_ascii=False, indent=1)
        (folder / f"{name}.ts").write_text(
            'import type { JobPosting, WithContext } from "schema-dts";\n'
            f"export const posting: WithContext<JobPosting> = {text};\n"
        )
    options = {
        "noEmit": True,
        "strict": True,
        "skipLibCheck": True,
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "types": [],
        "paths": {"schema-dts": [str(JUDGES / "node_modules/schema-dts")]},
    }
    (folder / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": options, "include": ["*.ts"]})
    )
    done = subprocess.run(
        [str(JUDGES / "node_modules/.bin/tsc"), "-p", str(folder), "--pretty", "false"],
        capture_output=True,
        text=True,
        timeout=240,
    )
    lines = done.stdout.splitlines()
    found = {name: [line for line in lines if f"{name}.ts(" in line] for name in postings}
    assert not done.returncode or any(found.values()), done.stdout + done.stderr
    return found


@cache
def chromium() -> str | None:
    """Where the browser is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def axe(pages: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a browser and axe-core make of these pages: `{name, url, width, dark, …}` each."""
    if (browser := chromium()) is None:
        pytest.skip("no Chromium here: the pages are not looked at")
    found: dict[str, dict[str, Any]] = node("axe.mjs", {"pages": list(pages), "chromium": browser})
    return found


def against(verdict: Mapping[str, Any]) -> list[str]:
    """Everything against a page that was looked at."""
    wide = [f"{verdict['wide']} pixels too wide"] if verdict["wide"] > 0 else []
    return [*verdict["violations"], *verdict["told"], *wide]
