"""Logs: JSON lines without anybody's data."""

import json
import logging

import pytest

from shared import log


def test_a_library_that_fails_does_not_print_its_message(
    capfd: pytest.CaptureFixture[str],
) -> None:
    log.configure("INFO", "pool")
    try:
        raise ValueError("Testpersoon Geheim")
    except ValueError:
        logging.getLogger("procrastinate.worker").exception("Taak %s mislukt", "Testpersoon")
    out, err = capfd.readouterr()
    line = json.loads(out.splitlines()[-1])
    assert (line["event"], line["soort"], line["dienst"]) == ("bibliotheek", "ValueError", "pool")
    assert "Testpersoon" not in out + err


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (f"00-{'a' * 32}-{'b' * 16}-01", True),
        (f"00-{'0' * 32}-{'b' * 16}-01", False),
        ("onzin", False),
        (None, False),
    ],
)
def test_a_trace_is_taken_over_or_begun(given: str | None, kept: bool) -> None:
    trace = log.start_trace(given)
    assert (trace == "a" * 32) is kept
    assert len(trace) == 32
    assert log.traceparent().split("-")[1] == trace
