"""`doorstroom organisaties importeer`: the public registers, file by file, row by row."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from rich.progress import Progress

from deploy import roo
from deploy.client import Gateway

BATCH = 100  # rows per call
MAX_LENGTH = 2000  # characters per cell
# What a file is about, by how its name begins.
KINDS = {"gemeenten": "gemeente", "provincies": "provincie", "waterschappen": "waterschap"}
OUTCOMES = ("toegevoegd", "gewijzigd", "ongewijzigd", "geweigerd")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that was refused, or taken with a remark, and why."""

    file: str
    line: int
    name: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """What an import did: counts per file and outcome, refused rows, remarks."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    refused: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)


class Unreadable(Exception):
    """A file or folder that holds no register."""


def files(path: Path, kind: str | None) -> list[tuple[Path, str | None]]:
    """The files to read, each with its kind of organisation.

    In a folder only the registers of gemeenten, provincies and waterschappen are read. A single
    file may have any name; its kind then comes from `kind`, its columns or its TOOI addresses.
    """
    if path.is_dir():
        found = [(file, _kind(file)) for file in sorted(path.glob("*.csv")) if _kind(file)]
        if not found:
            raise Unreadable(f"in {path} staat geen gemeenten*.csv, provincies*.csv of …")
        return found
    if not path.is_file():
        raise Unreadable(f"{path} bestaat niet")
    return [(path, kind or _kind(path))]


def _kind(file: Path) -> str | None:
    return next((kind for start, kind in KINDS.items() if file.name.startswith(start)), None)


def read(file: Path) -> list[Row]:
    """The rows of a CSV file with a header, comma or semicolon, UTF-8 with or without mark; or of
    the export of the Register van Overheidsorganisaties (XML)."""
    if file.suffix.lower() == ".xml":
        try:
            found = [row | {"soort": kind} for kind, row in roo.lees(file)]
        except (ParseError, DefusedXmlException) as error:
            raise Unreadable(f"{file} is geen leesbare XML: {type(error).__name__}") from error
        return [{name: _plain(value) for name, value in row.items()} for row in found]
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            header = text.readline()
            delimiter = ";" if header.count(";") > header.count(",") else ","
            text.seek(0)
            return [
                {name: _plain(value) for name, value in row.items() if name and name.strip()}
                for row in csv.DictReader(text, delimiter=delimiter)
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{file} is geen CSV-bestand in UTF-8: {error}") from error


def _plain(value: str | None) -> str:
    """What the API takes; one endless or broken cell must not hold up its whole batch."""
    return (value or "").replace("\0", "")[:MAX_LENGTH]


def importeer(
    gateway: Gateway, found: Sequence[tuple[Path, str | None]], progress: Progress
) -> Report:
    """Send every row, batch by batch; collect what became of each."""
    report = Report()
    for file, kind in found:
        rows = read(file)
        bar = progress.add_task(file.name, total=len(rows))
        report.counts[file.name] = Counter()
        for begin, batch in _batches(rows):
            body = {"soort": kind, "rijen": batch} if kind else {"rijen": batch}
            answer = gateway.post("/deelname/v1/organisatie-importen", body)
            _add(report, file.name, begin, batch, answer["regels"])
            progress.advance(bar, len(batch))
    return report


def _batches(rows: Sequence[Row]) -> Iterator[tuple[int, Sequence[Row]]]:
    for begin in range(0, len(rows), BATCH):
        yield begin, rows[begin : begin + BATCH]


def _add(
    report: Report, file: str, begin: int, batch: Sequence[Row], results: Sequence[dict[str, Any]]
) -> None:
    for number, (row, result) in enumerate(zip(batch, results, strict=True)):
        report.counts[file][result["uitkomst"]] += 1
        line = begin + number + 2  # the header is line 1
        for name, into in (("redenen", report.refused), ("opmerkingen", report.remarks)):
            if texts := tuple(_text(each) for each in result.get(name, [])):
                into.append(Finding(file, line, row.get("naam", ""), texts))


def _text(finding: dict[str, Any]) -> str:
    return f"{finding.get('veld', '')}: {finding.get('toelichting') or finding.get('code')}"
