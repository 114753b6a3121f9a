"""The Postman collection holds every operation, and newman runs it against a running demo."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.aansluiten.conftest import TOOLS, Demo
from tests.conform.export import NAMES, operations

BEGIN = "Begin hier"
Item = dict[str, Any]


def leaves(items: list[Item]) -> Iterator[Item]:
    for item in items:
        if "item" in item:
            yield from leaves(item["item"])
        else:
            yield item


@pytest.fixture(scope="module")
def files(draaiend: Demo, npm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with documents as the gateway publishes them, and with what is made of them."""
    folder = tmp_path_factory.mktemp("postman")
    (folder / "documents").mkdir()
    for name in NAMES:
        source = f"{draaiend.url}/{name}/v1/openapi.json"
        fetch = ["curl", "-sf", "-o", f"{folder}/documents/{name}.json", source]
        subprocess.run(fetch, check=True, timeout=30)
    where = [str(folder / "documents"), str(folder), str(draaiend.home / "demo.sh")]
    subprocess.run(["node", "postman.mjs", *where], cwd=TOOLS, check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def collection(files: Path) -> Item:
    found: Item = json.loads((files / "doorstroom.postman_collection.json").read_text())
    return found


def newman(npm: Path, files: Path, *folders: str, **other: str) -> tuple[int, list[Item]]:
    """Exit code, and what was asked with the answer."""
    command: list[str] = [str(npm / "newman"), "run", "doorstroom.postman_collection.json"]
    command += ["--environment", "doorstroom.postman_environment.json"]
    command += ["--reporters", "json", "--reporter-json-export", "report.json"]
    for folder in folders:
        command += ["--folder", folder]
    for name, value in other.items():
        command += ["--env-var", f"{name}={value}"]
    done = subprocess.run(command, cwd=files, capture_output=True, timeout=120)
    report = json.loads((files / "report.json").read_text())
    return done.returncode, report["run"]["executions"]


def test_the_story_runs(npm: Path, files: Path, collection: Item) -> None:
    code, asked = newman(npm, files, BEGIN)
    assert code == 0
    assert len(asked) == len(collection["item"][0]["item"])
    assert all(one["assertions"] for one in asked)


def test_somebody_else_is_noticed(npm: Path, files: Path, draaiend: Demo) -> None:
    code, _ = newman(npm, files, BEGIN, PARTNER=draaiend.values["ELDERS"])
    assert code == 1


def test_generated_requests_run(npm: Path, files: Path) -> None:
    names = ("Vacatures die u nu mag zien", "Organisaties", "Wie ben ik")
    _, asked = newman(npm, files, *names)
    assert {one["response"]["code"] for one in asked} == {200}
    assert len(asked) == len(names)


def test_every_operation_is_there(files: Path, collection: Item) -> None:
    made = {
        (item["request"]["method"], "/".join(item["request"]["url"]["path"]))
        for folder in collection["item"][1:]
        for item in leaves(folder["item"])
    }
    known = set()
    for name in NAMES:
        document = json.loads((files / "documents" / f"{name}.json").read_text())
        for path, method, _ in operations(document):
            part = path.replace("{", ":").replace("}", "")
            known.add((method.upper(), f"{name}/v1{part}"))
    assert made == known
    assert all("response" not in item for item in leaves(collection["item"]))


def test_the_environment_is_for_its_owner(files: Path, draaiend: Demo) -> None:
    file = files / "doorstroom.postman_environment.json"
    values = {one["key"]: one["value"] for one in json.loads(file.read_text())["values"]}
    assert values == {**draaiend.values, "token": "{{PARTNER}}"}
    assert file.stat().st_mode & 0o077 == 0
