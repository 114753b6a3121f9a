"""Values that break careless software, at every door: refused or taken, never a crash.

Schemathesis makes values that fit or break a schema; these are about bytes, text and numbers that
JSON and addresses can carry and a database or a parser cannot.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx2
import pytest

from tests.conform.asked import Asked
from tests.conform.region import Region

# Some 25,000 requests, a few at once: minutes.
pytestmark = [pytest.mark.conform, pytest.mark.timeout(900)]
AT_ONCE = 4
Question = tuple[str, Callable[[], httpx2.Response]]

TEXTS = ["a\x00b", "\x1f", "\u202e", "\U0001f600" * 10, "'; --", "%", "\\", "é" * 300, " "]
RAW_QUERIES = ["%00", "%ff%fe", "%ed%a0%80", "1_0", "+5", "%D9%A3", "1e400", "NaN", "-1", "[]", ""]
RAW_VALUES = [
    b'"\\ud800"',
    b'"a\\u0000b"',
    b"1e999",
    b"NaN",
    b"1" + b"0" * 5000,
    b"[" * 5000 + b"]" * 5000,
    b"{}",
    b"null",
]


@pytest.fixture(scope="module")
def callers(stelsel: Region) -> Iterator[list[Asked]]:
    """A machine of an organisation, an employee and the platform: one of them gets furthest."""
    tokens = [stelsel.organisatie().token, stelsel.medewerker().token, stelsel.platform.token]
    asked = [Asked(stelsel, token) for token in tokens]
    yield asked
    for one in asked:
        one.http.close()


def _furthest(callers: list[Asked], path: str) -> Asked:
    """Who may do most here."""
    org, person, platform = callers
    if path.startswith(("/deelname", "/toegang")):
        return platform
    return person if path.endswith("/vacatures/{id}/sollicitaties") else org


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    """The names of the fields of a body, one level deep."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if "$ref" not in content["schema"]:
            continue  # bytes, not fields
        name = content["schema"]["$ref"].rsplit("/", 1)[1]
        return list(document["components"]["schemas"][name]["properties"])
    return []


def _crashed(questions: list[Question]) -> list[str]:
    """The names of the questions that were answered with a fault of ours."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda question: question[1](), questions))
    pairs = zip(questions, answers, strict=True)
    return [name for (name, _), answer in pairs if answer.status_code >= 500]


def test_queries_never_crash(callers: list[Asked], calls: list[Any]) -> None:
    questions: list[Question] = []
    for method, path, operation in calls:
        names = [p["name"] for p in operation.get("parameters", []) if p.get("in") == "query"]
        for name in names if method == "GET" else []:
            for caller in callers[:2]:
                ask = partial(caller.ask, "GET")
                questions += [
                    (f"{path}?{name}={text!r}", partial(ask, path, params={name: text}))
                    for text in TEXTS
                ]
                exact = [f"{path}?{name}={raw}" for raw in RAW_QUERIES]
                questions += [(one, partial(ask, one)) for one in exact]
    assert questions
    assert _crashed(questions) == []


def test_bodies_never_crash(
    callers: list[Asked], calls: list[Any], published: dict[str, Any]
) -> None:
    questions: list[Question] = []
    headers = {"Content-Type": "application/json"}
    for method, path, operation in calls:
        for field in _fields(published[path.split("/")[1]], operation):
            if field == "nu":
                continue  # the clock of the system, which the other tests need
            key = json.dumps(field).encode()
            bodies = [b"{" + key + b":" + value + b"}" for value in RAW_VALUES]
            if field == "items":
                bodies = [b'{"items":[{"titel":' + value + b"}]}" for value in RAW_VALUES]
            ask = partial(_furthest(callers, path).ask, method, path, headers=headers)
            questions += [
                (f"{method} {path} {body[:60]!r}", partial(ask, content=body)) for body in bodies
            ]
    assert questions
    assert _crashed(questions) == []


@pytest.mark.parametrize("raw", ["%00", "%ff%fe", "%2e%2e", "%2F", "a" * 3000, "..;", "%E2%80%AE"])
def test_paths_never_crash(callers: list[Asked], calls: list[Any], raw: str) -> None:
    crashed = []
    for method, path, _ in calls:
        if method == "GET" and path.endswith("}"):
            answer = callers[0].ask("GET", f"{path.rsplit('/', 1)[0]}/{raw}")
            if answer.status_code >= 500:
                crashed.append(str(answer.url))
    assert crashed == []
