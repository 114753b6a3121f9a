"""The table and the file that keep what was measured; rows of other parts stay."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measure. `bound`: what it is compared with; `goal`: what it must reach."""

    part: str
    name: str
    unit: str
    value: float
    bound: float | None
    goal: float | None
    better: str
    settings: dict[str, Any]

    @property
    def reached(self) -> str:
        if self.goal is None:
            return ""
        enough = self.value >= self.goal if self.better == "higher" else self.value <= self.goal
        return "ja" if enough else "NEE"


def show(rows: list[Row], *, head: bool = False) -> None:
    """Lines of a table; at once, so that a long run shows how far it is."""
    if head:
        print(f"{'wat':58} {'n':>9} {'waarde':>10} {'grens':>10} {'doel':>8}  gehaald")
    for row in rows:
        size = row.settings.get("vacatures", "")
        numbers = [
            f"{_number(v):>{width}}" for v, width in zip(_values(row), (10, 10, 8), strict=True)
        ]
        print(
            f"{f'{row.name[:46]} ({row.unit})':58} {size:>9} {' '.join(numbers)}  {row.reached}",
            flush=True,
        )


def _values(row: Row) -> tuple[float | None, float | None, float | None]:
    return row.value, row.bound, row.goal


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def write(path: Path, machine: str, rows: list[Row]) -> None:
    """Put these rows in place of earlier ones of the same name and number of vacancies.

    A row that is no longer measured is taken out by hand.
    """
    rounded = [
        asdict(row) | {n: _round(getattr(row, n)) for n in ("value", "bound", "goal")}
        for row in rows
    ]
    new = {_which(row) for row in rounded}
    kept = []
    if path.exists():
        kept = [row for row in json.loads(path.read_text())["rows"] if _which(row) not in new]
    latest = {
        "date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "machine": machine,
        "rows": kept + rounded,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(latest, indent=2, ensure_ascii=False) + "\n")


def _which(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["part"], row["name"], row["settings"].get("vacatures", 0)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
