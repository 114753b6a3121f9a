"""The NLGov API Design Rules as a client meets them: through the gateway, on the running system.

Each test names the rules it holds us to; docs/conformiteit.md is the table of all of them.
"""

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.conform.asked import Asked
from tests.conform.export import METHODS
from tests.conform.region import Region

pytestmark = pytest.mark.conform

ALWAYS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}
REVEALING = ("server", "x-powered-by", "via", "x-aspnet-version", "x-runtime")
INNER = re.compile(
    r"traceback|pydantic|sqlalchemy|psycopg|starlette|fastapi|select \w|/site-packages", re.I
)
VACATURES, DEELNAME, POOL = "/vacatures/v1", "/deelname/v1", "/pool/v1"


# One request per kind of answer.
ANSWERS: list[tuple[int, str, str, dict[str, Any]]] = [
    (200, "GET", f"{VACATURES}/vacatures", {}),
    (200, "GET", f"{VACATURES}/openapi.json", {}),
    (400, "GET", f"{VACATURES}/vacatures?bestaatNiet=1", {}),
    (400, "POST", f"{VACATURES}/vacatures", {"json": {"titel": 5}}),
    (401, "GET", f"{POOL}/pools", {"headers": {"Authorization": "Bearer onzin"}}),
    (403, "POST", f"{VACATURES}/vacatures/{{id}}/sollicitaties", {"json": {}}),
    (404, "GET", f"{VACATURES}/vacatures/{uuid4()}", {}),
    (404, "GET", f"{VACATURES}/niets", {}),
    (404, "GET", "/elders/v1/niets", {}),
    (405, "DELETE", f"{VACATURES}/vacatures", {}),
    (406, "GET", f"{VACATURES}/vacatures", {"headers": {"Accept": "text/html"}}),
    (412, "PATCH", f"{VACATURES}/vacatures/{{id}}", {"json": {}, "headers": {"If-Match": '"0-x"'}}),
    (415, "POST", f"{VACATURES}/vacatures", {"content": "titel: proef"}),
]


@pytest.mark.parametrize(("status", "method", "path", "options"), ANSWERS)
def test_every_answer_has_the_headers(
    org: Asked,
    published: dict[str, Any],
    status: int,
    method: str,
    path: str,
    options: dict[str, Any],
) -> None:
    """/core/version-header, /core/transport/security-headers, /core/hide-implementation."""
    answer = org.ask(method, path, **dict(options))
    assert answer.status_code == status, answer.text
    assert answer.headers["api-version"] == published["vacatures"]["info"]["version"]
    assert ALWAYS.items() <= dict(answer.headers).items()
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert (
        int(re.findall(r"max-age=(\d+)", answer.headers["strict-transport-security"])[0])
        >= 31_536_000
    )
    assert not [name for name in REVEALING if name in answer.headers]
    names = [name.lower() for name, _ in answer.headers.multi_items()]
    assert len(names) == len(set(names)), "a header is given twice"


@pytest.mark.parametrize(
    ("status", "method", "path", "options"), [a for a in ANSWERS if a[0] >= 400]
)
def test_every_refusal_is_a_problem(
    org: Asked, status: int, method: str, path: str, options: dict[str, Any]
) -> None:
    """/core/error-handling/problem-details, /core/http-response-code."""
    answer = org.ask(method, path, **dict(options))
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code == status
    assert body["title"]
    assert body["detail"]
    assert not INNER.search(answer.text)


def test_a_trailing_slash_is_nothing(org: Asked, calls: list[Any]) -> None:
    """/core/no-trailing-slash: 404, and no redirect."""
    found = {path: org.ask("GET", f"{path}/").status_code for _, path, _ in calls}
    assert {path: status for path, status in found.items() if status != 404} == {}
    assert org.ask("GET", "/vacatures/v1/").status_code == 404


def test_head_is_get_without_content(org: Asked, calls: list[Any]) -> None:
    """/core/http-methods: whoever has GET has HEAD, with the same headers."""
    for method, path, _ in calls:
        if method != "GET":
            continue
        full, head = org.ask("GET", path), org.ask("HEAD", path)
        assert (head.status_code, head.content) == (full.status_code, b""), path
        own = {"date", "ratelimit", "content-length", "transfer-encoding"}
        assert set(head.headers) - own == set(full.headers) - own, path


def test_other_methods_are_405_with_allow(org: Asked, published: dict[str, Any]) -> None:
    """/core/http-methods: Allow names exactly what the document names."""
    for name, document in published.items():
        for path, item in document["paths"].items():
            known = {method.upper() for method in item if method in METHODS}
            expected = known | ({"HEAD"} if "GET" in known else set())
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - known:
                body: dict[str, Any] = {"json": {}} if method in {"POST", "PUT", "PATCH"} else {}
                answer = org.ask(method, f"/{name}/v1{path}", **body)
                assert answer.status_code == 405, f"{method} {path}"
                allowed = {one.strip() for one in answer.headers["allow"].split(",")}
                assert allowed == expected, f"{method} {path}"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_what_we_do_not_speak_is_406(org: Asked, accept: str) -> None:
    """Content types that cannot be given are refused; the wish is not repeated."""
    answer = org.ask("GET", f"{VACATURES}/vacatures", headers={"Accept": accept})
    assert answer.status_code == 406
    assert accept not in answer.text


@pytest.mark.parametrize(
    "accept", ["*/*", "application/*", "application/json", "text/html, */*;q=0.1"]
)
def test_what_we_speak_is_given(org: Asked, accept: str) -> None:
    answer = org.ask("GET", f"{VACATURES}/vacatures", headers={"Accept": accept})
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""]
)
def test_what_we_do_not_read_is_415(org: Asked, calls: list[Any], kind: str) -> None:
    for method, path, operation in calls:
        if kind not in operation.get("requestBody", {}).get("content", {kind}):
            headers = {"Content-Type": kind} if kind else {}
            answer = org.ask(method, path, content=b"{}", headers=headers)
            assert answer.status_code == 415, f"{method} {path}"
            assert set(operation["requestBody"]["content"]) & set(
                re.split(r",\s*", answer.headers["accept"])
            ), f"{method} {path}"


def test_invalid_input_is_400_with_every_fault(org: Asked) -> None:
    """/core/error-handling/invalid-input and /all-errors: all faults at once, without the input."""
    body = {"titel": "", "sluitingsDatum": "gisteren", "salarisMin": -1, "geheimzinnig": "zwijg"}
    answer = org.ask("POST", f"{VACATURES}/vacatures", json=body)
    assert answer.status_code == 400
    named = {fault["name"] for fault in answer.json()["invalidParams"]}
    assert named == {"titel", "sluitingsDatum", "salarisMin", "geheimzinnig"}
    assert "zwijg" not in answer.text
    assert "gisteren" not in answer.text


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"a"', b"\xff", b'{"a":NaN}'])
def test_broken_json_is_400(org: Asked, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = org.ask("POST", f"{VACATURES}/vacatures", content=content, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


def test_unknown_query_parameters_are_refused(
    stelsel: Region, org: Asked, calls: list[Any]
) -> None:
    """Also by who has the own login: some of it nobody else may read."""
    zelf = stelsel.zelf() or stelsel.medewerker()
    with Asked(stelsel, zelf.token) as self:
        for method, path, _ in calls:
            if method != "GET":
                continue
            answers = [one.ask("GET", f"{path}?bestaatNiet=1") for one in (org, self)]
            assert {answer.status_code for answer in answers} <= {400, 403, 404}, path
            if stelsel.mail is not None:
                assert {answer.status_code for answer in answers} & {400, 404}, path
            for answer in answers:
                if answer.status_code == 400:
                    faults = {fault["name"] for fault in answer.json()["invalidParams"]}
                    assert "query.bestaatNiet" in faults
