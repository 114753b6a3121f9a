"""docs/integratie.md runs as it stands, in one shell, and refuses only what the page says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.aansluiten.conftest import BLOCK, ROOT, Demo

PAGE = ROOT / "docs/integratie.md"
# In the order of the page: applied twice, changed meanwhile, no name of who decides, two faults.
REFUSED = [
    ("409", "solliciteren-kan-niet"),
    ("412", "gewijzigd"),
    ("400", "gebruiker-ontbreekt"),
    ("400", "ongeldige-invoer"),
]


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl")
def test_the_page_runs_from_begin_to_end(draaiend: Demo, tmp_path: Path) -> None:
    blocks = [text for kind, text in BLOCK.findall(PAGE.read_text("utf-8")) if kind == "bash"]
    script = "\n".join(blocks).replace("source .data/demo.sh", f"source {draaiend.home}/demo.sh")
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=280
    )
    assert (done.returncode, done.stderr) == (0, "")
    refused = re.findall(r'"status":([45]\d\d),.*?"code":"([a-z-]+)"', done.stdout)
    assert refused == REFUSED, done.stdout
