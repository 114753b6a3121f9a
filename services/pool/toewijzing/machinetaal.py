"""Plain functions over arrays, translated to machine code by numba.

What is translated is ordinary Python: with NUMBA_DISABLE_JIT=1 it runs as it stands, and gives the
same (a test holds them together). No `fastmath`, and for a processor with nothing special: only
what IEEE 754 fixes, so that every machine of a kind runs the same instructions. The translation is
kept in NUMBA_CACHE_DIR, or else beside the modules, or not at all when neither can be written;
under the hash of all that is translated, because numba itself only looks whether the file of one
function changed.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")
HIER = Path(__file__).parent
# Nothing is made or thrown away inside, so no array is counted; and nothing divides by zero.
KEUZES: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
BRONNEN = ("bord_vel.py", "machinetaal.py", "ruilen_ronden.py")


def _map() -> str:
    """Where the translation of these very sources is kept."""
    bron = b"".join((HIER / naam).read_bytes() for naam in BRONNEN)
    basis = Path(os.environ.get("NUMBA_CACHE_DIR") or HIER / "__pycache__")
    return str(basis / f"machinetaal-{hashlib.sha256(bron).hexdigest()[:16]}")


setattr(numba.config, "CPU_NAME", "generic")  # noqa: B010
setattr(numba.config, "CACHE_DIR", _map())  # noqa: B010


def vertaal(functie: Callable[P, R]) -> Callable[P, R]:
    """The same function, fast; other threads go on while it runs."""
    try:
        snel: Callable[P, R] = numba.njit(cache=True, **KEUZES)(functie)
    except (OSError, RuntimeError):  # nowhere to keep the translation
        snel = numba.njit(**KEUZES)(functie)
    return snel
