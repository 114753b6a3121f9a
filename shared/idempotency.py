"""`Idempotency-Key` on a POST that creates: the same request twice gives the same answer once.

The key is claimed in the request's own transaction: a second, simultaneous request waits on the
unique index until the first has committed (and then gets its answer) or failed (and then runs).
Kept 24 hours, per client, person and route; erased with the person.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from shared.caller import Caller
from shared.db import Idempotentie
from shared.problem import Problem, answer

HEADER = "idempotency-key"
KEPT = timedelta(hours=24)
KEPT_HEADERS = ("content-type", "location", "etag")


class Replay(Exception):
    """Not an error: this request was answered before; answer the same."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def given(request: Request) -> str | None:
    """The key as sent, also for a POST that changes nothing and claims none. Errors: 400."""
    key = request.headers.get(HEADER)
    if request.method == "POST" and key is not None and not 1 <= len(key) <= 200:
        raise Problem(400, "Idempotency-Key heeft 1 tot 200 tekens.", code="sleutel-ongeldig")
    return key


def claim(tx: Session, request: Request, caller: Caller) -> None:
    """Claim the request's key, or raise Replay with the earlier answer. Errors: 400, 409."""
    key = given(request)
    if request.method != "POST" or key is None:
        return
    if caller.is_anoniem:  # nobody to remember it for
        return
    body: bytes = getattr(request, "_body", b"")
    scope = "\0".join((key, str(caller.client), str(caller.medewerker), request.url.path))
    digest = hashlib.sha256(scope.encode()).hexdigest()
    # What was asked is the body with what stands behind the question mark, as of a file.
    query = request.url.query.encode()
    body_hash = hashlib.sha256(body + b"\0" + query if query else body).hexdigest()
    now = datetime.now(UTC)
    tx.execute(
        delete(Idempotentie).where(Idempotentie.sleutel == digest, Idempotentie.vervalt_op < now)
    )
    claimed = tx.scalar(
        insert(Idempotentie)
        .values(
            sleutel=digest,
            betrokkene=caller.medewerker,
            inhoud_hash=body_hash,
            vervalt_op=now + KEPT,
        )
        .on_conflict_do_nothing(index_elements=[Idempotentie.sleutel])
        .returning(Idempotentie.id)
    )
    if claimed is None:
        raise _earlier(tx, digest, body_hash)
    request.state.idempotency_id = claimed


def _earlier(tx: Session, digest: str, body_hash: str) -> Exception:
    row = tx.scalars(select(Idempotentie).where(Idempotentie.sleutel == digest)).one()
    if row.inhoud_hash != body_hash:
        return Problem(
            409,
            "Deze Idempotency-Key hoort bij een verzoek met een andere inhoud.",
            code="sleutel-hergebruikt",
        )
    headers = dict(row.kop or {}) | {"Idempotency-Replayed": "true"}
    return Replay(Response(row.antwoord, row.status or 200, headers=headers))


def once(request: Request) -> None:
    """This answer holds a secret: do not store it; a repeat hears that it was given before."""
    request.state.idempotency_once = True


def keep(tx: Session, claimed: UUID, response: Response, once: bool = False) -> None:
    """Store the answer in the same transaction as what it tells."""
    if once:
        text = "Dit verzoek is al uitgevoerd; het geheim is één keer getoond."
        response = answer(Problem(409, text, code="al-uitgevoerd"))
    headers = {k: response.headers[k] for k in KEPT_HEADERS if k in response.headers}
    tx.execute(
        update(Idempotentie)
        .where(Idempotentie.id == claimed)
        .values(status=response.status_code, kop=headers, antwoord=bytes(response.body))
    )
