"""The README keeps its word: its five lines are run as a visitor would, on a fresh demo."""

import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy import demo, secret_files
from deploy.client import Gateway
from deploy.demo import paginas, regio, story
from deploy.system import system
from tests.gateway.widget import chromium

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"```bash\n(curl [^\n]*)\n```\n```json\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(README.read_text())
# A text, or an ellipsis outside one: in a list, or in an object.
PART = re.compile(r'("(?:[^"\\]|\\.)*")|…(?=\s*\])|…(?=\s*\})')
MORE = "…"
PATIENCE = 60  # seconds for what a worker does; a free machine needs one


def shown(text: str) -> Any:
    """The README's answer as data; what was left out is marked with MORE, as item or as key."""

    def mark(part: re.Match[str]) -> str:
        rest = text[part.end() :].lstrip()
        return part.group(1) or (f'"{MORE}"' if rest.startswith("]") else f'"{MORE}": 0')

    return json.loads(PART.sub(mark, text))


def fits(told: Any, real: Any) -> bool:
    """Whether an answer is as the README tells; MORE stands for anything that is not shown."""
    match told:
        case dict():
            keys = told.keys() - {MORE}
            whole = MORE in told or (isinstance(real, dict) and keys == real.keys())
            return whole and all(key in real and fits(told[key], real[key]) for key in keys)
        case list():
            items = [item for item in told if item != MORE]
            if MORE not in told and len(items) != len(real):
                return False
            left = iter(real)
            return all(any(fits(item, one) for one in left) for item in items)
        case str():
            pattern = ".*".join(map(re.escape, told.split(MORE)))
            return isinstance(real, str) and re.fullmatch(pattern, real) is not None
    return bool(told == real)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where demo.sh stands while a fresh demo runs."""
    with tempfile.TemporaryDirectory(prefix="doorstroom-readme-") as name:
        home = Path(name)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        with system(home, modus="demo") as running:
            secret = secret_files.read(running.secrets, secret_files.BEHEER)
            demo.load(running.gateway, secret, folder=home)
            yield home


def test_the_lines_are_those_that_make_run_prints() -> None:
    assert [line for line, _ in EXAMPLES] == [line for _, line in story.CURL]


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
def test_every_answer_is_as_the_readme_tells(folder: Path) -> None:
    for line, answer in EXAMPLES:
        command = ["bash", "-c", f"source {folder}/demo.sh; {line}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert fits(shown(answer), json.loads(done.stdout)), f"{line}\n{done.stdout}"


def test_one_search_finds_what_pool_offers(folder: Path) -> None:
    """Klussen, trainee places, a free seat: pool tells of them, vacatures asks, it is found."""
    values = dict(re.findall(r"^export (\w+)='(.*)'$", (folder / "demo.sh").read_text(), re.M))

    def found(wie: str) -> set[tuple[str, str]]:
        caller = Gateway(values["DOORSTROOM"], values[wie])
        results = caller.everything("/vacatures/v1/mogelijkheden")
        return {(een["soort"], een["titel"]) for een in results}

    seat = ("functieruil", regio.VRIJE_PLEK[1]["titel"])
    trainee = ("trainee", regio.TRAINEEPROGRAMMA["naam"])
    end = time.monotonic() + PATIENCE
    klussen = {("klus", klus["titel"]) for _, klus in regio.KLUSSEN}
    while not found("PARTNER") >= {seat, trainee, *klussen}:
        assert time.monotonic() < end, ("pool's offer did not come", found("PARTNER"))
        time.sleep(0.5)
    assert {soort for soort, _ in found("PARTNER")} >= {
        "vacature",
        "klus",
        "trainee",
        "functieruil",
    }
    assert not found("ELDERS") & {seat, trainee, *klussen}


def test_the_widget_shows_what_pool_offers(folder: Path) -> None:
    """The same, on the intranet of a partner in a browser: found, named by kind, and opened."""
    if reason := chromium.missing():
        pytest.skip(reason)
    values = dict(re.findall(r"^export (\w+)='(.*)'$", (folder / "demo.sh").read_text(), re.M))
    klussen = {klus["titel"]: klus["omschrijving"] for _, klus in regio.KLUSSEN}
    programma = {regio.TRAINEEPROGRAMMA["naam"]: regio.TRAINEEPROGRAMMA["omschrijving"]}
    teksten = klussen | programma
    aanbod = {("Klus", een) for een in klussen} | {("Traineeplaats", een) for een in programma}
    secret = secret_files.read(folder / "secrets", secret_files.BEHEER)
    with paginas.serve(values["DOORSTROOM"], secret) as sites:

        def kijk(wie: str, titels: list[str]) -> dict[str, Any]:
            url = f"{sites.intranet}/?wie={wie}"
            return dict(chromium.run("aanbod.mjs", {"url": url, "titels": titels}))

        partner, elders = kijk("partner", list(teksten)), kijk("elders", [])
    assert {(soort, titel) for soort, titel in partner["gezien"]} >= aanbod
    for titel, tekst in teksten.items():
        assert tekst in partner["geopend"][titel]
    assert not {(soort, titel) for soort, titel in elders["gezien"]} & aanbod
    assert partner["gezegd"] == elders["gezegd"] == []


def test_an_answer_that_differs_is_noticed() -> None:
    told = shown('{"a": [{"b": "x…", …}, …], "c": [1]}')
    assert fits(told, {"a": [{"b": "no"}, {"b": "xyz", "d": 1}], "c": [1]})
    assert not fits(told, {"a": [{"b": "no"}], "c": [1]})
    assert not fits(told, {"a": [{"b": "x"}], "c": [1, 2]})
    assert not fits(told, {"a": [{"b": "x"}], "c": [1], "e": 0})
