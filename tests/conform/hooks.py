"""What schemathesis must know about us beyond the documents. Loaded through its configuration."""

import atexit
import itertools
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import RejectedPositiveData

from shared.adr import HEADER_LIMITS


@schemathesis.hook
def filter_failure(
    context: HookContext, failure: Failure, case: Case[Any], response: Response
) -> bool:
    """Drop one complaint: a well-formed request that breaks a rule of the house.

    A schema cannot say that an end lies after its beginning or that a role gives a scope. Such a
    refusal is 400 as well (NLGov invalid-input), and names the rule by a code of our own, in words
    with hyphens. When a code of the form checker is among them (`string_too_long`), the document
    promised what the service refuses: that is a finding.
    """
    is_refusal = isinstance(failure, RejectedPositiveData) and response.status_code == 400
    # A link that the tool inferred itself can follow a field that is null; that is no address.
    from_nothing = any(value in (None, "null") for value in (case.path_parameters or {}).values())
    return not (is_refusal and (from_nothing or breaks_only_rules(response.content)))


def breaks_only_rules(content: bytes) -> bool:
    """Whether a refusal names rules of the house and no fault of form."""
    try:
        body = json.loads(content)
    except ValueError:
        return False
    codes = [fault["code"] for fault in body.get("invalidParams", [])] or [body.get("code", "")]
    return all(code and "_" not in code and code not in FORM for code in codes)


FORM = {"missing", "enum", "ongeldige-invoer"}

TURNS = itertools.count()
FRAMING = {"content-length", "transfer-encoding", "connection", "host", "expect", "upgrade", "te"}


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Headers that would stop most requests at the door: each key new, most versions the right one.

    Invented keys are often the same for two bodies (409) and an invented version never fits (412).
    Both have tests of their own. Values that break the document's limits stay as they are. An
    invented Content-Length makes no HTTP message at all: then the server answers, not the API.
    """
    turn = next(TURNS)
    headers: Any = case.headers or {}
    for name in FRAMING & {name.lower() for name in headers}:
        headers.pop(name, None)
    if 1 <= len(str(headers.get("Idempotency-Key", ""))) <= HEADER_LIMITS["Idempotency-Key"]:
        headers["Idempotency-Key"] = f"{headers['Idempotency-Key'][:150]}-{turn}"
    if "If-Match" in headers and len(str(headers["If-Match"])) <= HEADER_LIMITS["If-Match"]:
        headers["If-Match"] = "*" if turn % 4 else headers["If-Match"]


# How often each operation gave each status: a run that only ever hears 404 has tested nothing.
SEEN: Counter[tuple[str, int, str]] = Counter()


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    SEEN[case.operation.label, response.status_code, _code(response)] += 1


def _code(response: Response) -> str:
    """Why it was refused, in one word; empty for a success."""
    try:
        body = json.loads(response.content) if response.status_code >= 400 else {}
    except ValueError:
        return ""
    return str(body.get("code", "")) if isinstance(body, dict) else ""


@atexit.register
def _write_seen() -> None:
    if file := os.environ.get("FUZZ_SEEN"):
        rows = [[*what, count] for what, count in sorted(SEEN.items())]
        Path(file).write_text(json.dumps(rows), encoding="utf-8")
