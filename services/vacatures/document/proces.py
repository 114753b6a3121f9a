"""Start the process that looks inside a file.

A parser of files of strangers is the most likely thing here to be broken into or brought to a
halt. So it runs apart, without our environment, with little memory and time.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from services.vacatures.document.rules import Afkeuring, Documentsoort, Onderzoek
from shared.problem import unavailable

SECONDS = 20
ROOT = Path(__file__).parents[3]
# Each takes a process: a crowd of uploads must leave room for the rest.
_room = threading.BoundedSemaphore(4)


def onderzoek(data: bytes, soort: Documentsoort) -> Onderzoek:
    """The verdict on a file. Error: Problem 503, when too many are looked at already."""
    if not _room.acquire(timeout=SECONDS):
        raise unavailable("Het onderzoek van documenten")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "services.vacatures.document.onderzoek", soort.value],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return Onderzoek(Afkeuring.ONLEESBAAR)
    finally:
        _room.release()
    why = Afkeuring(told["afkeuring"]) if told["afkeuring"] else None
    return Onderzoek(why, bool(told["bsn"]), bool(told["doorzoekbaar"]))
