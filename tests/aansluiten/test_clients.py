"""Clients that come out of a generator work unedited: the examples of the page are run with them.

The documents are those of the running gateway. A generator that leaves out an operation, a name
that it cannot make and an answer that does not fit its types all end here.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.aansluiten.conftest import TOOLS, Demo, blocks
from tests.conform.export import NAMES

TYPES = ["--strict", "--target", "es2022", "--module", "nodenext"]
# What stands in the example, and what somebody might have typed.
FAULTS = (
    ('"/vacatures"', '"/vacature"'),
    ("pageSize: 10", "pagesize: 10"),
    ("regel.titel", "regel.title"),
    ('motivatie: "Graag."', "motivatie: 1"),
)
OTHERS = [name for name in NAMES if name != "vacatures"]
MISSING = "Endpoint will not be generated"
CSV = """\
content_type_overrides: {text/csv: application/octet-stream}
post_hooks: []
http_timeout: 100
"""


def run(*command: str | Path, folder: Path, env: Mapping[str, str] | None = None) -> str:
    """What it prints. Error: AssertionError with all that it said, when it fails."""
    whole = {**os.environ, "NODE_NO_WARNINGS": "1", **(env or {})}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=whole,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def told(kind: str) -> str:
    """What the page says that its example in a language prints."""
    at = {"python": 0, "typescript": 1}[kind]
    return blocks("text")[-2:][at]


def command(tool: str) -> str:
    [found] = [block for block in blocks("bash") if block.startswith(tool)]
    return found


def test_python_client_unedited(draaiend: Demo, generator: Path, tmp_path: Path) -> None:
    env = {**draaiend.values, "PATH": f"{generator}:{os.environ['PATH']}"}
    run("bash", "-ec", command("openapi-python-client"), folder=tmp_path, env=env)
    (tmp_path / "begin.py").write_text(blocks("python")[0])
    assert run(generator / "python", "begin.py", folder=tmp_path, env=env) == told("python")


def test_python_clients_of_the_others(draaiend: Demo, generator: Path, tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(CSV)

    def generate(name: str) -> str:
        url, out = f"{draaiend.url}/{name}/v1/openapi.json", f"{name}_client"
        tool: list[str | Path] = [generator / "openapi-python-client", "generate", "--meta", "none"]
        options = ["--url", url, "--output-path", out, "--config", "config.yml"]
        return run(*tool, *options, folder=tmp_path)

    with ThreadPoolExecutor(2) as pool:
        said = dict(zip(OTHERS, pool.map(generate, OTHERS), strict=True))
    assert {name: text for name, text in said.items() if MISSING in text} == {}
    read = (
        "import importlib, pkgutil, sys\n"
        "for name in sys.argv[1:]:\n"
        "    package = importlib.import_module(f'{name}_client')\n"
        "    for one in pkgutil.walk_packages(package.__path__, f'{package.__name__}.'):\n"
        "        importlib.import_module(one.name)\n"
    )
    run(generator / "python", "-W", "error", "-c", read, *OTHERS, folder=tmp_path)


@pytest.fixture(scope="module")
def project(draaiend: Demo, npm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in TypeScript: the types of every API, the example of the page, and its faults."""
    folder = tmp_path_factory.mktemp("typescript")
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    (folder / "package.json").write_text('{"type": "module"}')
    env = {**draaiend.values, "PATH": f"{npm}:{os.environ['PATH']}"}
    run("bash", "-ec", command("openapi-typescript"), folder=folder, env=env)
    text = blocks("typescript")[0]
    (folder / "begin.ts").write_text(text)
    for number, (right, wrong) in enumerate(FAULTS):
        assert right in text
        (folder / f"fout{number}.ts").write_text(text.replace(right, wrong))
    for name in OTHERS:
        source = f"{draaiend.url}/{name}/v1/openapi.json"
        options = ["--default-non-nullable=false", "--output", f"alle/{name}.d.ts"]
        run(npm / "openapi-typescript", source, *options, folder=folder)
    return folder


@pytest.fixture(scope="module")
def refused(npm: Path, project: Path) -> set[str]:
    """The files that the compiler says something of; begin.js comes out of it too."""
    files = [
        str(path.relative_to(project)) for path in [*project.glob("*.ts"), *project.glob("alle/*")]
    ]
    with pytest.raises(AssertionError) as said:  # there are faults among them
        run(npm / "tsc", *TYPES, *files, folder=project)
    return set(re.findall(r"([\w./]+)\(\d+,\d+\): error TS", str(said.value)))


def test_typescript_client_unedited(draaiend: Demo, project: Path, refused: set[str]) -> None:
    assert not {"begin.ts", "vacatures.d.ts"} & refused
    said = run("node", "begin.js", folder=project, env=draaiend.values)
    assert said == told("typescript")


def test_the_types_notice_a_fault(refused: set[str]) -> None:
    assert {f"fout{number}.ts" for number in range(len(FAULTS))} <= refused


def test_typescript_of_the_others(project: Path, refused: set[str]) -> None:
    made = {f"alle/{name}.d.ts" for name in OTHERS}
    assert made == {str(path.relative_to(project)) for path in project.glob("alle/*")}
    assert not made & refused
