"""Each way to break a client of the last release is noticed; `make check` does the comparison."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conform import breaking
from tests.conform.export import NAMES, Document

API = "vacatures"
PATHS = ("/vacatures", "/vacatures/{id}", "/verdwenen-vacatures")
Change = Callable[[Document], Any]


@pytest.fixture(scope="module", autouse=True)
def oasdiff() -> None:
    try:
        breaking.install()
    except breaking.CannotCompare as error:
        pytest.skip(str(error))


def references(node: Any) -> set[str]:
    """What is referred to, at any depth: `schemas/Vacature`."""
    return set(re.findall(r'"#/components/([^"]+)"', json.dumps(node)))


@pytest.fixture(scope="module")
def released() -> Document:
    """A part of a released document: three addresses and what they refer to."""
    document: Document = json.loads((breaking.last_release() / f"{API}.json").read_text())
    document["paths"] = {path: document["paths"][path] for path in PATHS}
    parts = document["components"]
    asked, new = set[str](), references(document["paths"])
    while new:
        asked |= new
        found = [parts[kind][name] for kind, name in (one.split("/") for one in new)]
        new = references(found) - asked
    for kind in set(parts) - {"securitySchemes"}:
        parts[kind] = {name: it for name, it in parts[kind].items() if f"{kind}/{name}" in asked}
    return document


def changed(released: Document, folder: Path, change: Change) -> set[str]:
    """Which checks find something after the change."""
    document = copy.deepcopy(released)
    change(document)
    old, new = folder / "old.json", folder / "new.json"
    old.write_text(json.dumps(released))
    new.write_text(json.dumps(document))
    return {one.check for one in breaking.compare(API, old, new)}


def schema(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


def lijst(document: Document) -> Document:
    """The operation that lists vacancies."""
    found: Document = document["paths"]["/vacatures"]["get"]
    return found


def new_required_field(document: Document) -> None:
    invoer = schema(document, "VacatureInvoer")
    invoer["properties"]["nieuw"] = {"type": "string"}
    invoer.setdefault("required", []).append("nieuw")


def other_schema_name(document: Document) -> None:
    text = json.dumps(document).replace('schemas/VacatureInvoer"', 'schemas/Nieuw"')
    document.clear()
    document.update(json.loads(text.replace('"VacatureInvoer":', '"Nieuw":')))


def new_parameter(document: Document, required: bool) -> None:
    parameter = {"name": "nieuw", "in": "query", "required": required, "schema": {"type": "string"}}
    lijst(document)["parameters"].append(parameter)


def new_value(document: Document) -> None:
    schema(document, "Vacaturestatus")["enum"].append("nieuw")


BREAKS: dict[str, Change] = {
    "api-path-removed-without-deprecation": lambda d: d["paths"].pop("/verdwenen-vacatures"),
    "api-removed-without-deprecation": lambda d: d["paths"]["/vacatures"].pop("post"),
    "response-optional-property-removed": (
        lambda d: schema(d, "Vacature")["properties"].pop("geopendOp")
    ),
    "response-property-became-optional": (
        lambda d: schema(d, "Vacature")["required"].remove("titel")
    ),
    "response-property-type-changed": (
        lambda d: schema(d, "Vacature")["properties"]["titel"].update(type="integer")
    ),
    "new-required-request-property": new_required_field,
    "request-property-removed": (
        lambda d: schema(d, "VacatureInvoer")["properties"].pop("functie")
    ),
    "request-property-enum-value-removed": lambda d: schema(d, "Niveau")["enum"].pop(),
    "request-property-max-length-decreased": (
        lambda d: schema(d, "VacatureInvoer")["properties"]["titel"].update(maxLength=5)
    ),
    "new-required-request-parameter": lambda d: new_parameter(d, required=True),
    # A generated client holds the values of an answer in an enumeration, and fails on another.
    "response-property-enum-value-added": new_value,
    # What is generated is named after these.
    "api-operation-id-removed": lambda d: lijst(d).update(operationId="anders"),
    "api-schema-removed": other_schema_name,
    "api-security-scope-added": lambda d: lijst(d)["security"][0]["oauth2"].append("nieuw:lezen"),
    "api-asks-token": lambda d: lijst(d)["security"].remove({}),
    "response-non-success-status-removed": lambda d: lijst(d)["responses"].pop("400"),
}
FINE: dict[str, Change] = {
    "nothing": lambda d: d,
    "a field of an answer": (
        lambda d: schema(d, "Vacature")["properties"].update(nieuw={"type": "string"})
    ),
    "an optional field of a request": (
        lambda d: schema(d, "VacatureInvoer")["properties"].update(nieuw={"type": "string"})
    ),
    "an optional parameter": lambda d: new_parameter(d, required=False),
    "an address": lambda d: d["paths"].update({"/nieuw": d["paths"]["/vacatures/{id}"]}),
    "other words": lambda d: schema(d, "Vacature").update(description="Anders."),
}


@pytest.mark.parametrize("check", BREAKS)
def test_what_breaks_is_noticed(check: str, released: Document, tmp_path: Path) -> None:
    assert check in changed(released, tmp_path, BREAKS[check])


@pytest.mark.parametrize("what", FINE)
def test_what_only_adds_is_fine(what: str, released: Document, tmp_path: Path) -> None:
    assert changed(released, tmp_path, FINE[what]) == set()


def test_a_document_that_goes_is_noticed(tmp_path: Path) -> None:
    [found] = breaking.compare(API, breaking.last_release() / f"{API}.json", tmp_path / "weg.json")
    assert found.check == "api-document-removed"


def test_a_finding_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert breaking.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.count("api-document-removed") == len(NAMES)


def test_what_is_no_document_is_no_good_news(tmp_path: Path) -> None:
    (tmp_path / "leeg.json").write_text("{")
    with pytest.raises(breaking.CannotCompare):
        breaking.compare(API, breaking.last_release() / f"{API}.json", tmp_path / "leeg.json")


def test_every_api_is_kept() -> None:
    assert sorted(file.stem for file in breaking.last_release().glob("*.json")) == NAMES


def test_the_newest_release_counts(tmp_path: Path) -> None:
    for name in ("0.9.0", "0.10.0", "0.2.0", "concept"):
        (tmp_path / name).mkdir()
    assert breaking.last_release(tmp_path).name == "0.10.0"


def test_what_is_accepted_needs_a_reason_and_a_finding() -> None:
    one = breaking.Break("pool", "api-schema-removed", "removed the schema `Weg`")
    [known] = breaking.accepted('pool api-schema-removed "`Weg`" # nobody could use it\n\n# x')
    assert breaking.judge([one], [known]) == ([], [])
    assert breaking.judge([one], []) == ([one], [])
    assert breaking.judge([], [known]) == ([], [known])
    with pytest.raises(ValueError, match="reason"):
        breaking.accepted('pool api-schema-removed "`Weg`"')
