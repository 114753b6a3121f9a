"""A test organisation, in which an integrator rehearses everything; not among real ones."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field

from services.gateway.toegang.routes.clients import ClientId, is_platform
from services.gateway.toegang.storage import proef as storage
from shared import api, idempotency
from shared.api import Beller, Model, Oin, Tekst, Tx, Vandaag, eist
from shared.model import NO_CONTROL
from shared.problem import Problem
from shared.settings import Modus

router = api.router("clients")


class ProefInvoer(Model):
    """Hoe de proef heet."""

    naam: Annotated[str, Field(min_length=1, max_length=100, pattern=NO_CONTROL)]


class Proeforganisatie(Model):
    """Een organisatie die niet bestaat, en de client die alles voor haar mag."""

    oin: Oin
    naam: Tekst
    client: ClientId
    geheim: Annotated[str, Field(max_length=100)] = Field(description="Eén keer te zien.")
    medewerkers: list[Tekst] = Field(max_length=20, description="Eigen kenmerken (`externId`).")


class Proef(Model):
    """Twee organisaties in één verband, met een convenant dat vandaag ingaat."""

    verband: UUID
    organisaties: list[Proeforganisatie] = Field(max_length=2)


@router.post(
    "/proeforganisaties",
    status_code=201,
    dependencies=[eist("toegang:beheren")],
    summary="Maak proeforganisaties",
)
def add_proeforganisaties(
    invoer: ProefInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> Proef:
    """Twee organisaties met een test-OIN, verzonnen medewerkers, en elk een client met alle rollen.

    Alleen het platform, en alleen in een installatie in de modus demo of test: tussen echte
    organisaties zou een openbare proefvacature voor iedereen te zien zijn.
    """
    if not is_platform(beller):
        raise Problem(403, "Alleen het platform maakt een proef.", code="rol-ontbreekt")
    if request.app.state.settings.modus is Modus.PRODUCTIE:
        text = "Oefenen kan in een installatie in de modus demo of test."
        raise Problem(409, text, code="alleen-in-proefinstallatie")
    made = storage.make(tx, invoer.naam, vandaag, datetime.now(UTC))
    if made is None:
        raise Problem(409, "Er zijn geen proefnummers meer over.", code="te-veel")
    verband, organisaties = made
    idempotency.once(request)
    response.headers["Location"] = f"/deelname/v1/verbanden/{verband}"
    return Proef(
        verband=verband,
        organisaties=[Proeforganisatie.model_validate(een) for een in organisaties],
    )
