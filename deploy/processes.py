"""Child processes of the local runner: start, watch, stop, and clear what a crash left behind."""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import psutil

ROOT = Path(__file__).parents[1]
STOP_SECONDS = 12  # a worker gives a running job 10 s


@dataclass(frozen=True, slots=True)
class Child:
    """One running process, with what is needed to start it again."""

    name: str
    process: Popen[bytes]
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path


class ChildDied(RuntimeError):
    """A process ended that should have gone on."""


def start(name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> Child:
    """Start in a session of its own: a Ctrl-C in the terminal reaches the runner only."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = Popen(
            command,
            env=dict(env),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    return Child(name, process, command, env, log)


def check(children: Iterable[Child]) -> None:
    """Raises ChildDied, with the last lines of its log, when one of them has ended."""
    for child in children:
        code = child.process.poll()
        if code is not None:
            raise ChildDied(
                f"{child.name} stopte onverwacht (code {code}); het einde van {child.log}:\n"
                + tail(child.log)
            )


def stop(children: Sequence[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask all of them to end, and wait; one that does not listen is killed."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    for child in children:
        try:
            child.process.wait(seconds)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def remember(record: Path, pids: Iterable[int]) -> None:
    """Write down what was started, so that a next start can clear it if this one is killed."""
    known = [(pid, psutil.Process(pid).create_time()) for pid in pids if psutil.pid_exists(pid)]
    record.write_text(json.dumps(known))


def clear_leftovers(record: Path) -> int:
    """Stop what an earlier runner started and could not stop; give how many there were.

    The moment of creation proves that a number still means the same process.
    """
    if not record.exists():
        return 0
    left = []
    for pid, created in json.loads(record.read_text() or "[]"):
        try:
            process = psutil.Process(pid)
            if abs(process.create_time() - created) < 1:
                process.terminate()
                left.append(process)
        except psutil.Error:
            continue
    _, alive = psutil.wait_procs(left, timeout=STOP_SECONDS)
    for process in alive:
        process.kill()
    record.unlink(missing_ok=True)
    return len(left)
