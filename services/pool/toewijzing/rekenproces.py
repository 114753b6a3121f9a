"""A calculation in a process of its own: facts in on stdin, progress and outcome out on stdout.

It has no database and no secrets, only what it must compute. Whoever started it holds stdin open:
when that closes, by a kill too, the process ends, so that nothing goes on unseen.

In: a line with a number of bytes, then the facts as JSON. Out: lines of JSON; `percentage`, or
`bytes` after which the outcome follows, or `faalcode`.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

from services.pool.toewijzing import berekening
from services.pool.toewijzing.storage.invoer import uitkomst_json, van_json

ONGELDIG = "voorstel-ongeldig"  # the validator found a broken rule: never stored
LAGER = 5  # how much less our turn weighs than that of a request


def reken(invoer: dict[str, Any], voortgang: Callable[[int], bool]) -> dict[str, Any]:
    """The outcome as plain JSON. Error: berekening.OngeldigVoorstel."""
    return uitkomst_json(berekening.bereken(van_json(invoer), voortgang=voortgang))


def _end_with(parent: BinaryIO) -> None:
    parent.read(1)
    os._exit(1)


Rekenaar = Callable[[dict[str, Any], Callable[[int], bool]], dict[str, Any]]


class Faal(Exception):
    """A calculation that has no outcome, with a stable code why not."""


def main(rekenaar: Rekenaar = reken) -> None:
    """Read the facts, compute with `rekenaar`, tell progress and outcome.

    With a lower priority: requests and short jobs on the same machine go first.
    """
    os.nice(LAGER)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    invoer = json.loads(source.read(int(source.readline())))
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()

    def say(**what: object) -> None:
        out.write(json.dumps(what).encode() + b"\n")
        out.flush()

    told = -1

    def voortgang(percentage: int) -> bool:
        nonlocal told
        if percentage > told:
            told = percentage
            say(percentage=percentage)
        return True

    try:
        uitkomst = json.dumps(rekenaar(invoer, voortgang)).encode()
    except berekening.OngeldigVoorstel:
        say(faalcode=ONGELDIG)
        return
    except Faal as faal:
        say(faalcode=str(faal))
        return
    say(bytes=len(uitkomst))
    out.write(uitkomst)
    out.flush()


if __name__ == "__main__":
    main()
    os._exit(0)  # not waiting for the thread that reads
