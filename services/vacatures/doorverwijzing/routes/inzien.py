"""Read referrals: as the person, as who refers, as who receives; and answer as a receiver."""

from typing import Annotated, Literal
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from pydantic import Field

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.doorverwijzing import rules, storage
from services.vacatures.doorverwijzing.routes import models
from services.vacatures.doorverwijzing.routes.access import (
    BEHANDELEN,
    EIGEN,
    Inzage,
    bekijk,
    eist_recruiter,
    mens,
    regel,
    toon,
    van_beller,
)
from services.vacatures.doorverwijzing.rules import Rol
from services.vacatures.toestemming.routes.eigen import eigen_persoon
from services.vacatures.toestemming.rules import Gegevensdeel
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("doorverwijzingen")
BEKIJKEN = "doorverwijzing bekijken"


class Filter(paging.PageParams):
    """Welke kant u bekijkt."""

    richting: Literal["ontvangen", "verstuurd"] = Field(
        "ontvangen", description="Naar uw organisatie, of door uw organisatie voorgesteld."
    )


@router.get(
    "/eigen-doorverwijzingen",
    response_model=models.DoorverwijzingPagina,
    dependencies=[eist(EIGEN)],
    summary="Uw eigen doorverwijzingen",
)
def list_eigen_doorverwijzingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft elk voorstel en elke doorverwijzing met het antwoord, de nieuwste eerst."""
    persoon = eigen_persoon(beller)
    lijst, count = storage.list_van_persoon(tx, persoon, params.offset, params.limit)
    regels = [regel(request, inzage) for inzage in bekijk(tx, lijst, beller, nu)]
    verwerking.record(tx, beller, BEKIJKEN, [persoon], nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/doorverwijzingen",
    response_model=models.DoorverwijzingPagina,
    dependencies=[eist(BEHANDELEN)],
    summary="Doorverwijzingen naar of door uw organisatie",
)
def list_doorverwijzingen(
    request: Request,
    response: Response,
    params: Annotated[Filter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de nieuwste eerst; ontvangen alleen zolang de toestemming geldt."""
    organisatie = eist_recruiter(beller)
    if params.richting == "verstuurd":
        lijst, count = storage.list_verstuurd(tx, organisatie, params.offset, params.limit)
    else:
        lijst, count = storage.list_ontvangen(tx, organisatie, nu, params.offset, params.limit)
    inzagen = bekijk(tx, lijst, beller, nu)
    getoond = [inzage.heel.persoon for inzage in inzagen[: params.page_size]]
    verwerking.record(tx, beller, BEKIJKEN, getoond, nu)
    regels = [regel(request, inzage) for inzage in inzagen]
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/doorverwijzingen/{id}",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Eén doorverwijzing",
)
def get_doorverwijzing(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Doorverwijzing:
    """Geeft de doorverwijzing aan de persoon, de verwijzer en de gekozen ontvangers.

    Een ontvanger ziet precies de gegevens waarvoor toestemming is, zolang die geldt. Ook nodig:
    eigen:beheren voor de persoon, sollicitaties:behandelen voor de organisaties.
    """
    inzage = van_beller(tx, id, beller, nu)
    verwerking.record(tx, beller, BEKIJKEN, [inzage.heel.persoon], nu)
    etag.stamp(request, inzage.versie)
    return toon(request, inzage)


@router.get(
    "/doorverwijzingen/{id}/kandidaat",
    dependencies=[eist(BEHANDELEN)],
    summary="Naam en bereikbaarheid van wie is doorverwezen",
)
def get_doorverwezen_kandidaat(
    id: UUID, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> models.Kandidaatgegevens:
    """Haalt op wie het is; alleen voor een ontvanger, en alleen met toestemming voor contact."""
    # Asked before and after: a slow gateway never holds up a withdrawal, and never outlives it.
    persoon = _met_contact(van_beller(tx, id, beller, nu, share=False))
    with vraagt_gateway():
        try:
            feiten = gateway.get(f"/intern/medewerkers/{persoon}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            found(None, "kandidaat")
    _met_contact(van_beller(tx, id, beller, nu))
    activiteit = "gegevens van doorverwezen kandidaat bekijken"
    verwerking.record(tx, beller, activiteit, [persoon], nu)
    return models.Kandidaatgegevens(
        naam=feiten.get("naam"), email=feiten.get("email"), telefoon=feiten.get("telefoon")
    )


def _met_contact(inzage: Inzage) -> UUID:
    consent = inzage.toestemming
    contact = consent is not None and Gegevensdeel.CONTACT in consent.gegevens
    return found(
        inzage.heel.persoon if inzage.rol is Rol.ONTVANGER and contact else None, "kandidaat"
    )


@router.post(
    "/doorverwijzingen/{id}/antwoorden",
    status_code=201,
    dependencies=[eist(BEHANDELEN)],
    summary="Antwoord op een doorverwijzing",
)
def add_verwijsantwoord(
    id: UUID,
    invoer: models.VerwijsantwoordInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Doorverwijzing:
    """Legt vast wat uw organisatie doet; de persoon leest uw reden, de verwijzer het antwoord."""
    inzage = van_beller(tx, id, beller, nu, lock=True)
    if inzage.rol is not Rol.ONTVANGER or inzage.organisatie is None:
        raise Problem(403, "Dit kan alleen een ontvanger.", code="geen-rol")
    mens(beller)
    etag.require_match(request, inzage.versie)
    [eigen] = [b for b in inzage.heel.bestemmingen if b.organisatie == inzage.organisatie]
    if fouten := rules.antwoord_fouten(eigen.antwoord, invoer.antwoord, invoer.reden):
        raise Problem(
            400 if fouten[0].veld == "reden" else 409,
            "Dit antwoord kan zo niet.",
            code="antwoord-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=sorted(rules.ANTWOORDEN[eigen.antwoord]),
        )
    storage.set_antwoord(
        tx, inzage.heel, inzage.organisatie, invoer.antwoord, invoer.reden, beller, nu
    )
    verwerking.record(tx, beller, "doorverwijzing beantwoorden", [inzage.heel.persoon], nu)
    response.headers["Location"] = adres(request, f"/doorverwijzingen/{id}")
    getoond = van_beller(tx, id, beller, nu)
    etag.stamp(request, getoond.versie)
    return toon(request, getoond)
