"""Child processes of the local runner: start, watch, stop, and clear what a crash left behind.

Seven Python processes that each load the same libraries take a quarter of a minute on two cores.
So they are forked from one process that has loaded what all of them use (`multiprocessing`'s
fork server); beyond that each runs the command that a container runs.
"""

import json
import os
import runpy
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import context, forkserver, get_context
from pathlib import Path
from types import ModuleType

import psutil

ROOT = Path(__file__).parents[1]
STOP_SECONDS = 12  # a worker gives a running job 10 s
# Libraries only, and shared/: the services are loaded by each process for itself.
PRELOAD = ["uvicorn.main", "shared.api", "shared.worker"]


@dataclass(frozen=True, slots=True)
class Child:
    """One process, with what is needed to start it again."""

    name: str
    process: context.ForkServerProcess
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path


class ChildDied(RuntimeError):
    """A process ended that should have gone on."""


def preload() -> None:
    """Begin loading the libraries; returns at once."""
    forkserver.set_forkserver_preload(PRELOAD)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the runner's business
    with _no_main():
        forkserver.ensure_running()
    signal.signal(signal.SIGINT, before)


@contextmanager
def _no_main() -> Iterator[None]:
    """The children would otherwise load whatever program we are called from, and run its lines."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def start(name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> Child:
    """Start what `python -m command…` would, with this environment only, writing to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.touch()
    process = get_context("forkserver").Process(
        target=_run, args=(list(command), dict(env), str(log)), name=name, daemon=True
    )
    with _no_main():
        process.start()
    return Child(name, process, command, env, log)


def _run(command: list[str], env: dict[str, str], log: str) -> None:
    """The child's side. A session of its own: a Ctrl-C in the terminal reaches the runner only."""
    os.setsid()
    for source, mode, target in ((log, os.O_WRONLY | os.O_APPEND, 1), (os.devnull, os.O_RDONLY, 0)):
        handle = os.open(source, mode)
        os.dup2(handle, target)
        os.close(handle)
    os.dup2(1, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(ROOT)
    sys.argv = list(command)
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def check(children: Iterable[Child]) -> None:
    """Raises ChildDied, with the last lines of its log, when one of them has ended."""
    for child in children:
        code = child.process.exitcode
        if code is not None:
            raise ChildDied(
                f"{child.name} stopte onverwacht (code {code}); het einde van {child.log}:\n"
                + tail(child.log)
            )


def stop(children: Sequence[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask all of them to end, and wait; one that does not listen is killed."""
    for child in children:
        child.process.terminate()
    for child in children:
        child.process.join(seconds)
        if child.process.exitcode is None:
            child.process.kill()
            child.process.join()


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def remember(record: Path, children: Mapping[str, Child]) -> None:
    """Write down what was started, so that a next start can clear it if this one is killed."""
    known = {
        name: (child.process.pid, psutil.Process(child.process.pid).create_time())
        for name, child in children.items()
        if child.process.is_alive()
    }
    record.write_text(json.dumps(known))


def clear_leftovers(record: Path) -> int:
    """Stop what an earlier runner started and could not stop; give how many there were.

    The moment of creation proves that a number still means the same process.
    """
    if not record.exists():
        return 0
    left = []
    for pid, created in json.loads(record.read_text() or "{}").values():
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
