"""What schemathesis must know about us beyond the documents. Loaded through its configuration."""

import atexit
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import RejectedPositiveData


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
    if not isinstance(failure, RejectedPositiveData) or response.status_code != 400:
        return True
    try:
        body = json.loads(response.content)
    except ValueError:
        return True
    codes = [fault["code"] for fault in body.get("invalidParams", [])] or [body.get("code", "")]
    return not all(code and "_" not in code and code not in FORM for code in codes)


FORM = {"missing", "enum", "ongeldige-invoer"}

# How often each operation gave each status: a run that only ever hears 404 has tested nothing.
SEEN: Counter[tuple[str, int]] = Counter()


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    SEEN[case.operation.label, response.status_code] += 1


@atexit.register
def _write_seen() -> None:
    if file := os.environ.get("FUZZ_SEEN"):
        rows = [[label, status, count] for (label, status), count in sorted(SEEN.items())]
        Path(file).write_text(json.dumps(rows), encoding="utf-8")
