"""Plain functions over arrays, translated to machine code by numba.

What is translated is ordinary Python: with NUMBA_DISABLE_JIT=1 it runs as it stands, and gives the
same (a test holds them together). No `fastmath`, and for a processor with nothing special: only
what IEEE 754 fixes, so that every machine of a kind runs the same instructions. The translation is
kept in NUMBA_CACHE_DIR, or else beside the modules, or in a copy of that when it is read-only, or
not at all; under the hash of all that is translated, because numba itself only looks whether the
file of one function changed.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")
HIER = Path(__file__).parent
# Nothing is made or thrown away inside, so no array is counted; and nothing divides by zero.
KEUZES: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}


def _map() -> str:
    """Where the translation of these very sources is kept."""
    alle = (file.read_bytes() for file in sorted(HIER.glob("*.py")))
    bron = b"".join(tekst for tekst in alle if b"machinetaal" in tekst)
    basis = Path(os.environ.get("NUMBA_CACHE_DIR") or HIER / "__pycache__")
    vast = basis / f"machinetaal-{hashlib.sha256(bron).hexdigest()[:16]}"
    return str(kies_map(vast, Path(tempfile.gettempdir()), schrijfbaar=_schrijfbaar(basis)))


def _schrijfbaar(basis: Path) -> bool:
    with suppress(OSError):
        basis.mkdir(parents=True, exist_ok=True)
    return os.access(basis, os.W_OK)


def kies_map(vast: Path, tijdelijk: Path, *, schrijfbaar: bool) -> Path:
    """The fixed place, or a copy of it of our own where numba can write.

    numba reads only from where it can write; an image is read-only, but has a place for what is
    temporary. Nobody else may write there: a translation is run as it is found.
    """
    if schrijfbaar:
        return vast
    eigen = tijdelijk / f"doorstroom-{os.getuid()}"
    try:
        eigen.mkdir(mode=0o700, exist_ok=True)
        stand = eigen.lstat()
        if not S_ISDIR(stand.st_mode) or stand.st_uid != os.getuid() or stand.st_mode & 0o077:
            return vast
        if vast.is_dir() and not (eigen / vast.name).exists():
            with tempfile.TemporaryDirectory(dir=eigen) as werk:
                shutil.copytree(vast, Path(werk) / vast.name)
                # Another process may have been first: then its copy is as good.
                with suppress(OSError):
                    (Path(werk) / vast.name).rename(eigen / vast.name)
    except OSError:
        return vast
    return eigen / vast.name


# Both: with the name alone numba would still use whatever else this very processor can.
setattr(numba.config, "CPU_NAME", "generic")  # noqa: B010
setattr(numba.config, "CPU_FEATURES", "")  # noqa: B010
setattr(numba.config, "CACHE_DIR", _map())  # noqa: B010


def vertaal(functie: Callable[P, R]) -> Callable[P, R]:
    """The same function, fast; other threads go on while it runs."""
    try:
        snel: Callable[P, R] = numba.njit(cache=True, **KEUZES)(functie)
    except (OSError, RuntimeError):  # nowhere to keep the translation
        snel = numba.njit(**KEUZES)(functie)
    return snel
