"""Schemathesis on every document, through the gateway, in all phases. Seeded; no finding allowed.

`FUZZ=api` chooses one run, `FUZZ_EXAMPLES` another number of examples per operation.
"""

import os
import re
from pathlib import Path

import pytest

from tests.conform import fuzz
from tests.conform.region import Region

pytestmark = [pytest.mark.conform, pytest.mark.timeout(900)]

# Who calls which API, and examples per operation. The platform's calls are the most invasive
# (verbanden end, the clock moves): they come last.
RUNS = [
    ("notificaties", "organisatie", 20),
    ("vacatures", "iedereen", 10),
    ("vacatures", "medewerker", 15),
    ("vacatures", "organisatie", 20),
    ("pool", "organisatie", 20),
    ("deelname", "organisatie", 15),
    ("toegang", "organisatie", 15),
    ("deelname", "platform", 15),
    ("toegang", "platform", 15),
]


def _token(stelsel: Region, wie: str) -> str | None:
    match wie:
        case "organisatie":
            return stelsel.organisatie().token
        case "medewerker":
            return stelsel.medewerker().token
        case "platform":
            return stelsel.platform.token
    return None


@pytest.mark.parametrize(("api", "wie", "examples"), RUNS, ids=lambda value: str(value))
def test_schemathesis_finds_nothing(
    stelsel: Region, tmp_path: Path, api: str, wie: str, examples: int
) -> None:
    if os.environ.get("FUZZ", api) != api:
        pytest.skip(f"FUZZ={os.environ['FUZZ']}")
    number = int(os.environ.get("FUZZ_EXAMPLES", examples))
    code, report = fuzz.run(stelsel, api, _token(stelsel, wie), tmp_path, number)
    assert code == 0, report
    tested = re.search(r"Selected: (\d+)/(\d+)\s+Tested: (\d+)", report)
    assert tested is not None, report
    assert len(set(tested.groups())) == 1, "not every operation was tested"
    print(re.search(r"Test cases:\s+(.*)", report).group(1))  # type: ignore[union-attr]
