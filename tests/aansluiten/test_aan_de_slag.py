"""The page for who begins keeps its word: it is run as it stands, on a fresh demo."""

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.aansluiten.conftest import BLOCK, PAGE, Demo
from tests.journeys.test_readme import fits, shown

FIVE_MINUTES = 300  # seconds
CURL = PAGE.read_text("utf-8").split("## 7.")[0]
# A block of commands, and what the page tells of its answer (when it tells).
STEPS = re.findall(r"```bash\n(.*?)```(?:\n```(\w+)\n(.*?)```)?", CURL, re.DOTALL)
END = "--einde van de stap--"


def run(home: Path, commands: list[str]) -> list[str]:
    """What each block of commands prints, all of them in one shell."""
    at_home = [command.replace(".data/", f"{home}/") for command in commands]
    script = "set -e\n" + "".join(f"{command}\necho; echo '{END}'\n" for command in at_home)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [answer.strip() for answer in done.stdout.split(END)[:-1]]


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
def test_every_answer_is_as_the_page_tells(draaiend: Demo) -> None:
    begin = time.monotonic()
    answers = run(draaiend.home, [command for command, _, _ in STEPS])
    assert time.monotonic() - begin < FIVE_MINUTES
    assert len(answers) == len(STEPS) > 5
    for (command, kind, told), answer in zip(STEPS, answers, strict=True):
        first = answer.partition("\n")[0]
        good = fits(shown(told), json.loads(first)) if kind == "json" else told.strip() == answer
        assert good, f"{command}\n{answer}"


def test_every_step_tells_its_answer() -> None:
    assert all(kind in {"json", "text"} for _, kind, _ in STEPS)
    assert {kind for kind, _ in BLOCK.findall(PAGE.read_text("utf-8"))} == {
        *("sh", "bash", "json", "text", "python", "typescript"),
    }


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="weg"):
        run(tmp_path, ["source .data/weg.sh"])
