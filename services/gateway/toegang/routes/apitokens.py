"""API tokens of a client: for a small intranet that reads the internal list and nothing else."""

import secrets
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field

from services.gateway.toegang import rules
from services.gateway.toegang.routes.clients import BASE, ClientId, visible
from services.gateway.toegang.storage import apitokens as storage
from shared import api, idempotency, paging, problem
from shared.api import Beller, Datum, Model, Tekst, Tijdstip, Tx, eist
from shared.problem import Problem, found

router = api.router("clients")
BEHEER = eist("toegang:beheren")


class ApitokenInvoer(Model):
    """Waar het token voor is, en tot wanneer het werkt."""

    naam: Tekst = Field(description="Waar het voor is, bijvoorbeeld `intranet`.")
    verloopt_op: Tijdstip = Field(description="Hoogstens een jaar vooruit.")


class Apitoken(Model):
    """Een API-token; het token zelf staat er alleen in bij het aanmaken."""

    id: UUID
    naam: Tekst
    aangemaakt_op: Tijdstip
    verloopt_op: Tijdstip
    laatst_gebruikt_op: Datum | None
    token: Annotated[str, Field(max_length=100)] | None = None


class ApitokenLijst(Model):
    """De API-tokens van een client."""

    results: list[Apitoken] = Field(max_length=paging.MAX_SIZE)


@router.get("/clients/{id}/tokens", dependencies=[BEHEER], summary="API-tokens van een client")
def list_apitokens(id: ClientId, tx: Tx, beller: Beller) -> ApitokenLijst:
    """De tokens, zonder wat geheim is; met de dag waarop elk het laatst is gebruikt."""
    visible(tx, id, beller)
    return ApitokenLijst(results=[Apitoken.model_validate(row) for row in storage.find(tx, id)])


@router.post(
    "/clients/{id}/tokens", status_code=201, dependencies=[BEHEER], summary="Maak een API-token"
)
def add_apitoken(
    id: ClientId,
    invoer: ApitokenInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
) -> Apitoken:
    """Voor een klein intranet: leest de interne lijst met vacatures, en verder niets.

    Het token is één keer te zien. Stuur het als `Authorization: Bearer ds_…`.
    """
    client = visible(tx, id, beller, lock=True)
    now = datetime.now(UTC)
    if reden := rules.bezwaar_apitoken(invoer.verloopt_op, now):
        raise problem.invalid(("verloopt_op", "buiten-bereik", reden))
    if client.organisatie is None:
        raise Problem(409, "Deze client hoort bij geen organisatie.", code="geen-organisatie")
    if storage.count(tx, id) >= rules.MAX_APITOKENS:
        raise Problem(409, "Deze client heeft te veel tokens; trek er eerst in.", code="te-veel")
    token = f"{rules.APITOKEN}{secrets.token_urlsafe(32)}"
    row = storage.add(tx, id, invoer.naam, token, now, invoer.verloopt_op)
    response.headers["Location"] = f"{BASE}/clients/{id}/tokens/{row.id}"
    idempotency.once(request)
    return Apitoken.model_validate(row).model_copy(update={"token": token})


@router.delete(
    "/clients/{id}/tokens/{uitgifteId}",
    status_code=204,
    dependencies=[BEHEER],
    summary="Trek een API-token in",
)
def delete_apitoken(id: ClientId, uitgifteId: UUID, tx: Tx, beller: Beller) -> None:
    """Het token werkt meteen niet meer."""
    visible(tx, id, beller)
    found(storage.delete_one(tx, id, uitgifteId) or None, "token")
