"""The documents are Dutch, complete, and tell what the routes do. No database, no network."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared import api
from tests.conform import export
from tests.conform.export import NAMES, Document, operations

ROOT = Path(__file__).parents[2]
# Words that are English and not Dutch too: what a framework or a tired author leaves behind.
ENGLISH = frozenset(Path(__file__).with_name("english.txt").read_text(encoding="utf-8").split())
# Fields whose names come from a standard: RFC 9457 and the VNG's problem format, pages as Dutch
# client libraries read them, CloudEvents.
STANDARD = {
    *("name", "reason", "invalidParams", "InvalidParam", "pageSize"),
    *("source", "subject", "datacontenttype"),
}


def properties(node: Any, path: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where, name and schema of every property, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "properties" and isinstance(value, dict):
                for name, schema in value.items():
                    yield path, name, schema
            yield from properties(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from properties(value, f"{path}/{number}")


def texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Where and what of every text that a reader sees."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"description", "summary"} and isinstance(value, str):
                yield f"{path}/{key}", value
            elif key not in {"properties", "example", "default", "enum"}:
                yield from texts(value, f"{path}/{key}")
            elif key == "properties":
                for name, schema in value.items():
                    yield from texts(schema, f"{path}/{name}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts(value, f"{path}/{number}")


def words(text: str) -> set[str]:
    """The words of a sentence, or of a name in camelCase; code between backticks is no text."""
    plain = re.sub(r"`[^`]*`", " ", text)
    spaced = re.sub(r"(?<=[a-zé])(?=[A-Z])", " ", plain)
    return set(re.findall(r"[a-zéëï]+", spaced.lower()))


@pytest.fixture(params=NAMES)
def document(request: pytest.FixtureRequest, documents: dict[str, Document]) -> Document:
    found: Document = documents[request.param]
    return found


def test_every_operation_is_explained(document: Document) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names)) > 0
    for path, method, operation in operations(document):
        for part in ("summary", "description", "tags"):
            assert operation.get(part), f"{method} {path} has no {part}"
        assert operation["summary"] != operation["operationId"]
        # FastAPI makes a summary of the function's name: `Get Vacature`.
        assert not re.match(r"(Get|List|Add|Post|Put|Patch|Delete|Search) ", operation["summary"])


def test_every_property_is_explained(document: Document) -> None:
    missing = [
        f"{path}: {name}"
        for path, name, schema in properties(document)
        if not ({"description", "title", "$ref", "const"} & schema.keys())
        and not any("$ref" in choice for choice in schema.get("anyOf", []))
    ]
    assert missing == []


def test_texts_are_dutch(document: Document) -> None:
    faults = [
        f"{path}: {text!r} ({', '.join(sorted(found))})"
        for path, text in texts(document)
        if (found := words(text) & ENGLISH)
    ]
    assert faults == []


def test_names_are_dutch(document: Document) -> None:
    named = {name for _, name, _ in properties(document)}
    named |= set(document["components"]["schemas"])
    named |= {segment for path in document["paths"] for segment in re.split(r"[^\w-]+", path)}
    named |= {
        parameter["name"]
        for _, _, operation in operations(document)
        for parameter in operation.get("parameters", [])
        if parameter.get("in") in {"query", "path"}
    }
    faults = {name: found for name in named - STANDARD if (found := words(name) & ENGLISH)}
    assert faults == {}


def test_the_words_are_noticed() -> None:
    assert words("Returns the `id` of each vacature") & ENGLISH == {"returns", "the", "each"}
    assert words("lastNameOf") & ENGLISH == {"last", "name"}
    assert not words("Geeft de `name` van elke vacature") & ENGLISH


def test_texts_of_the_framework_are_gone(document: Document) -> None:
    text = str(document)
    for leftover in ("Successful Response", "Validation Error", "HTTPValidationError"):
        assert leftover not in text


def test_scopes_are_the_known_ones(document: Document) -> None:
    asked = {
        scope
        for _, _, operation in operations(document)
        for scheme in operation["security"]
        for scopes in scheme.values()
        for scope in scopes
    }
    assert asked <= api.SCOPES.keys()


def test_the_changelog_tells_this_version(document: Document) -> None:
    changelog = ROOT / "CHANGELOG.md"
    assert f"API {document['info']['version']}" in changelog.read_text(encoding="utf-8")


def test_export_writes_every_document(tmp_path: Path) -> None:
    export.main(tmp_path)
    assert sorted(file.stem for file in tmp_path.iterdir()) == NAMES
    assert all(file.stat().st_size > 1000 for file in tmp_path.iterdir())


def test_the_conformity_page_is_honest() -> None:
    """All 36 rules once, in order; every check that the page names exists."""
    page = (ROOT / "docs" / "conformiteit.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (/core/[\w/-]+) \| [^|]+ \| ([^|]+) \|", page, re.M)
    assert [int(number) for number, _, _ in rows] == list(range(1, 37))
    assert len({rule for _, rule, _ in rows}) == 36
    assert {status for _, _, status in rows} <= {
        *("voldoet", "handmatig", "deels", "niet van toepassing"),
    }
    rules = "".join(
        file.read_text() for file in (ROOT / "tests/conform/spectral/rules").glob("*.mjs")
    )
    tests = "".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    for name in set(re.findall(r"`(adr-[\w-]+|test_\w+)`", page)):
        known = f'"{name}": {{' in rules or f"def {name}(" in tests
        assert known, f"{name} is named on the page and does not exist"
    own = set(re.findall(r'^  "(adr-[\w-]+)": \{', rules, re.M))
    unnamed = own - set(re.findall(r"`(adr-[\w-]+)`", page))
    assert not unnamed, "rules that the page does not name"
