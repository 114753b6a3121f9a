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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (b"0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c", True),
        (b"0190A7C4-5D0E-7F3A-9B1C-2D3E4F5A6B7C", True),
        (b'x"}\n{"trace": "', False),
        (b"0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c ", False),
        (b"", False),
        (None, False),
    ],
)
def test_an_fsc_transaction_stands_in_the_line_when_it_is_a_uuid(
    given: bytes | None, kept: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO", "pool")
    fsc = log.start_fsc(given)
    log.request("GET", "/leden/{id}", 200, 1.5, "a" * 32, fsc)
    line = json.loads(capsys.readouterr().out)
    assert line.get("fsc") == ("0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c" if kept else None)
    assert (log.FSC in dict(log.onward())) is kept
    log.start_fsc(None)
