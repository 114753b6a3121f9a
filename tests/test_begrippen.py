"""One word per concept: every class of the rules stands in docs/begrippen.md, and once only."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIST = ROOT / "docs" / "begrippen.md"
HEADER = ["begrip", "English", "betekenis", "niet gebruiken"]


def _key(term: str) -> str:
    """How two spellings of one term compare: `BehoefteStatus`, "behoefte status"."""
    return "".join(char for char in term.lower() if char.isalnum())


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if row != HEADER and set("".join(row)) != {"-"}]


def _classes(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def _rules() -> list[Path]:
    services = ROOT / "services"
    return sorted([*services.glob("*/*/rules.py"), *services.glob("*/*/rules/*.py")])


ROWS = _rows(LIST.read_text())
TERMS = {_key(row[0]) for row in ROWS}


def test_every_row_has_a_term_its_english_and_a_meaning() -> None:
    assert [row for row in ROWS if len(row) != 4 or not all(row)] == []


def test_no_term_stands_there_twice() -> None:
    counts = Counter(_key(row[0]) for row in ROWS)
    assert [term for term, number in counts.items() if number > 1] == []


@pytest.mark.parametrize("file", _rules(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_class_of_the_rules_is_a_known_term(file: Path) -> None:
    missing = [name for name in _classes(file.read_text()) if _key(name) not in TERMS]
    assert missing == [], f"set these words in docs/begrippen.md: {missing}"


def test_this_test_can_fail() -> None:
    assert _classes("class Zomaar: ...\nclass _Eigen: ...") == ["Zomaar"]
    assert _key("Zomaar") not in TERMS
    assert _key("BehoefteStatus") == _key("behoefte status")
    assert _rows("| begrip | English | betekenis | niet gebruiken |\n|---|---|---|---|") == []
