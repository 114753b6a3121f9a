"""Where the translated engine is kept: a read-only image must neither break it nor slow it down."""

import os
import subprocess
import sys
from pathlib import Path

from services.pool.toewijzing import berekening, opwarmen, validator
from services.pool.toewijzing.machinetaal import kies_map

PROGRAMMA = "import services.pool.toewijzing.machinetaal as m, numba; print(numba.config.CACHE_DIR)"


def test_what_can_be_written_is_used_as_it_is(tmp_path: Path) -> None:
    assert kies_map(tmp_path / "vast", tmp_path, schrijfbaar=True) == tmp_path / "vast"


def test_a_read_only_translation_is_copied_once_to_a_place_of_our_own(tmp_path: Path) -> None:
    vast = tmp_path / "image" / "machinetaal-1"
    vast.mkdir(parents=True)
    (vast / "een.nbc").write_bytes(b"machine code")
    tijdelijk = tmp_path / "tijdelijk"
    tijdelijk.mkdir()
    found = {kies_map(vast, tijdelijk, schrijfbaar=False) for _ in range(2)}
    [eigen] = found
    assert eigen != vast
    assert (eigen / "een.nbc").read_bytes() == b"machine code"
    assert eigen.parent.stat().st_mode & 0o077 == 0
    assert [een.name for een in eigen.parent.iterdir()] == [vast.name]


def test_a_place_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    open_ = tmp_path / f"doorstroom-{os.getuid()}"
    open_.mkdir()
    open_.chmod(0o777)
    vast = tmp_path / "vast"
    assert kies_map(vast, tmp_path, schrijfbaar=False) == vast


def test_nowhere_to_write_is_no_reason_to_stop(tmp_path: Path) -> None:
    env = os.environ | {"NUMBA_CACHE_DIR": "/proc/nergens", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAMMA], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(str(tmp_path))
    assert kies_map(Path("/proc/x"), Path("/proc"), schrijfbaar=False) == Path("/proc/x")


VERTAALD = """
import numpy as np
from numba.core.registry import cpu_target
from services.pool.toewijzing.ruilen_ronden import loot
assert 0 < loot(np.ones(1, dtype=np.int64)) < 1
print(cpu_target.target_context.codegen().magic_tuple()[1:], *loot.stats.cache_hits.values())
"""


def test_a_translation_made_for_one_processor_is_used_on_another(tmp_path: Path) -> None:
    """Whatever the machine is said to be, what is kept is for a processor with nothing special."""
    basis = {naam: een for naam, een in os.environ.items() if not naam.startswith("NUMBA_")}
    basis["NUMBA_CACHE_DIR"] = str(tmp_path)
    gezegd = []
    for machine in ({"NUMBA_CPU_NAME": "generic"}, {"NUMBA_CPU_NAME": "core2"}):
        done = subprocess.run(
            [sys.executable, "-c", VERTAALD],
            env=basis | machine, capture_output=True, text=True, check=True,
        )  # fmt: skip
        gezegd.append(done.stdout.strip())
    assert gezegd == ["('generic', '')", "('generic', '') 1"]


def test_warming_up_computes_a_region_that_holds() -> None:
    feiten = opwarmen.regio()
    voorstel = berekening.bereken(feiten, tegenfeiten=False)
    assert voorstel.regels
    assert validator.bevindingen(feiten, voorstel.regels) == []
