"""Children of the runner: started apart, watched, stopped, cleared after a crash."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from deploy import processes


def start(tmp_path: Path, what: str) -> processes.Child:
    """A child that runs one of the little programs below."""
    command = ["tests.deploy.proefkind", what]
    child = processes.start("proef", command, os.environ, tmp_path / "log" / "proef.log")
    end = time.monotonic() + 20
    while time.monotonic() < end and not child.log.read_text():
        time.sleep(0.01)
    return child


def test_a_child_does_not_hear_the_terminals_ctrl_c(tmp_path: Path) -> None:
    child = start(tmp_path, "wacht")
    assert child.process.pid
    assert os.getsid(child.process.pid) == child.process.pid
    processes.check([child])
    processes.stop([child])
    assert child.process.exitcode == -signal.SIGTERM


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    child = start(tmp_path, "doof")
    processes.stop([child], seconds=0.2)
    assert child.process.exitcode == -signal.SIGKILL


def test_a_dead_child_is_named_with_its_last_words(tmp_path: Path) -> None:
    child = start(tmp_path, "sterf")
    child.process.join()
    with pytest.raises(processes.ChildDied, match=r"proef .*\(code 1\)(.|\n)*schijf vol"):
        processes.check([child])


def test_a_next_start_clears_what_a_killed_runner_left(tmp_path: Path) -> None:
    record = tmp_path / "processen.json"
    child = start(tmp_path, "wacht")
    processes.remember(record, {"proef": child})
    assert processes.clear_leftovers(record) == 1
    child.process.join(5)
    assert child.process.exitcode == -signal.SIGTERM
    assert not record.exists()
    assert processes.clear_leftovers(record) == 0


def test_a_process_that_only_got_the_same_number_is_left_alone(tmp_path: Path) -> None:
    record = tmp_path / "processen.json"
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        try:
            created = psutil.Process(other.pid).create_time() - 100
            record.write_text(f'{{"proef": [{other.pid}, {created}]}}')
            assert processes.clear_leftovers(record) == 0
            assert other.poll() is None
        finally:
            other.kill()
