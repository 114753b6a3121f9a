"""Who connects: a fresh demo, and the tools that an integrator would use."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from deploy import demo, secret_files
from deploy.system import system
from tests import npm as tools
from tests.conform.export import NAMES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/aan-de-slag.md"
TOOLS = Path(__file__).with_name("tools")
BUILD = ROOT / "build/aansluiten"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: the folder with demo.sh, and what stands in that."""

    home: Path
    values: dict[str, str]

    @property
    def url(self) -> str:
        return self.values["DOORSTROOM"]


@pytest.fixture(scope="package")
def draaiend() -> Iterator[Demo]:
    """A fresh demo, as `make run` makes it."""
    with tempfile.TemporaryDirectory(prefix="doorstroom-aansluiten-") as name:
        home = Path(name)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        with system(home, modus="demo") as running:
            secret = secret_files.read(running.secrets, secret_files.BEHEER)
            demo.load(running.gateway, secret, folder=home)
            for name in NAMES:  # a document is made when it is first asked, which takes a while
                document = f"{running.gateway}/{name}/v1/openapi.json"
                httpx2.get(document, timeout=100).raise_for_status()
            text = (home / "demo.sh").read_text()
            yield Demo(home, dict(re.findall(r"^export (\w+)='(.*)'$", text, re.MULTILINE)))


def blocks(kind: str) -> list[str]:
    """The parts of the page between fences of a kind, in order."""
    return [text for found, text in BLOCK.findall(PAGE.read_text("utf-8")) if found == kind]


@pytest.fixture(scope="package")
def npm() -> Path:
    """The folder with the tools of npm, as its lock names them."""
    reason = tools.install(TOOLS)
    if reason is not None:
        pytest.skip(f"{reason}: the generators cannot run")
    return TOOLS / "node_modules/.bin"


@pytest.fixture(scope="package")
def generator() -> Path:
    """The folder with openapi-python-client, in an environment of its own."""
    lock = TOOLS / "requirements.lock"
    home, uv = BUILD / "venv", Path(sys.executable).with_name("uv")
    stamp = home / "installed"
    if not (stamp.exists() and stamp.read_text() == lock.read_text()):
        install = ["pip", "install", "--quiet", "--python", str(home), "--require-hashes", "-r"]
        for command in (["venv", "--quiet", "--clear", str(home)], [*install, str(lock)]):
            done = subprocess.run([str(uv), *command], capture_output=True, timeout=280)
            if done.returncode:
                pytest.skip("openapi-python-client could not be installed")
        stamp.write_text(lock.read_text())
    return home / "bin"
