"""The person's own consents; only with an own login."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.toestemming import rules, storage
from services.vacatures.toestemming.routes import models
from services.vacatures.toestemming.routes.models import adres, camel
from services.vacatures.toestemming.rules import Toestemmingsdoel, Toestemmingsstatus
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("toestemmingen")
EIGEN = "eigen:beheren"


@router.post(
    "/toestemmingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Geef toestemming",
)
def add_toestemming(
    invoer: models.ToestemmingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Toestemming:
    """Legt vast waar u toestemming voor geeft, aan wie, voor welke gegevens en tot wanneer.

    Zij is op elk moment in te trekken, ook in één stap. Verlengen is een nieuwe toestemming. Met
    doel loopbaanwens_tonen zien de ontvangers ook een gepubliceerde wens buiten de verbanden die u
    daarbij noemde.
    """
    persoon = eigen_persoon(beller)
    doel = Toestemmingsdoel(invoer.doel)
    with vraagt_gateway():
        afspraken = convenant.samen(convenanten.van_beller(tx, gateway, beller))
    maanden = rules.maximum_maanden(doel, afspraken)
    fouten = rules.fouten(invoer.ontvangers, invoer.gegevens, invoer.eind_datum, vandaag, maanden)
    weiger([*fouten, *rules.doel_fouten(doel, invoer.gegevens)])
    nieuw = storage.add_toestemming(
        tx,
        persoon,
        doel,
        invoer.ontvangers,
        invoer.gegevens,
        invoer.eind_datum,
        beller,
        nu,
        wistermijn_dagen=afspraken.wistermijn_dagen,
        onderwerp=invoer.onderwerp,
    )
    verwerking.record(tx, beller, "toestemming geven", [persoon], nu)
    return _toon_een(tx, nieuw, request, response, nu)


def _toon_een(
    tx: Session, id: UUID, request: Request, response: Response, nu: datetime
) -> models.Toestemming:
    toestemming = found(storage.get_toestemming(tx, id), "toestemming")
    response.headers["Location"] = adres(request, f"/toestemmingen/{id}")
    etag.stamp(request, toestemming.versie)
    return toon(toestemming, nu)


@router.get(
    "/toestemmingen",
    response_model=models.ToestemmingPagina,
    dependencies=[eist(EIGEN)],
    summary="Uw eigen toestemmingen",
)
def list_toestemmingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft al uw toestemmingen, de nieuwste eerst, ook die zijn ingetrokken of verlopen.

    Per ontvanger staat erbij of die na afloop heeft bevestigd dat uw gegevens gewist zijn.
    """
    persoon = eigen_persoon(beller)
    lijst, count = storage.list_van_persoon(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, "toestemmingen bekijken", [persoon], nu)
    shown = [toon(een, nu) for een in lijst]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get("/toestemmingen/{id}", dependencies=[eist(EIGEN)], summary="Eén eigen toestemming")
def get_toestemming(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Toestemming:
    """Geeft de toestemming zoals u haar gaf, en wat ontvangers na afloop deden."""
    toestemming = _eigen(tx, id, beller)
    verwerking.record(tx, beller, "toestemmingen bekijken", [toestemming.persoon], nu)
    etag.stamp(request, toestemming.versie)
    return toon(toestemming, nu)


@router.post(
    "/toestemmingen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Trek een toestemming in",
)
def add_toestemming_statuswijziging(
    id: UUID,
    wijziging: models.ToestemmingWijziging,  # noqa: ARG001 (only one change exists)
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Toestemming:
    """Trekt de toestemming in. Vanaf dit moment ziet geen ontvanger uw gegevens nog.

    Elke ontvanger wordt gevraagd de eigen kopieën te wissen en dat te bevestigen.
    """
    toestemming = _eigen(tx, id, beller, lock=True)
    etag.require_match(request, toestemming.versie)
    status = rules.status_op(toestemming, nu)
    if status is not Toestemmingsstatus.GELDIG:
        raise Problem(
            409, f"Deze toestemming is al {status}.", code="overgang-kan-niet", mogelijk=[]
        )
    storage.trek_in(tx, toestemming, beller, nu)
    verwerking.record(tx, beller, "toestemming intrekken", [toestemming.persoon], nu)
    return _toon_een(tx, id, request, response, nu)


@router.get("/afscherming", dependencies=[eist(EIGEN)], summary="Voor wie u verborgen blijft")
def get_afscherming(request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Afscherming:
    """Geeft de organisaties die u zelf heeft uitgesloten."""
    persoon = eigen_persoon(beller)
    lijst = storage.list_afscherming(tx, persoon)
    verwerking.record(tx, beller, "afscherming bekijken", [persoon], nu)
    etag.stamp(request, _versie(lijst))
    return models.Afscherming(organisaties=lijst)


@router.put("/afscherming", dependencies=[eist(EIGEN)], summary="Blijf voor organisaties verborgen")
def put_afscherming(
    invoer: models.AfschermingInvoer, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Afscherming:
    """Vervangt de lijst. Zo'n organisatie krijgt uw gegevens niet, ook niet met toestemming."""
    persoon = eigen_persoon(beller)
    storage.lock_persoon(tx, persoon)
    etag.require_match(request, _versie(storage.list_afscherming(tx, persoon)))
    storage.set_afscherming(tx, persoon, storage.ZELF, invoer.organisaties)
    lijst = storage.list_afscherming(tx, persoon)
    verwerking.record(tx, beller, "afscherming wijzigen", [persoon], nu)
    etag.stamp(request, _versie(lijst))
    return models.Afscherming(organisaties=lijst)


# ---- for this room and the ones above -----------------------------------------------------------
def eigen_persoon(beller: Caller) -> UUID:
    """The person with an own login; 403 for a machine or an organisation."""
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen de persoon zelf.", code="geen-persoon")
    return beller.medewerker


def weiger(fouten: Sequence[rules.Toestemmingsfout]) -> None:
    """400 with everything that is wrong with the consent."""
    if fouten:
        raise invalid(*((camel(f.veld), f.code, f.reden) for f in fouten))


def toon(toestemming: rules.Toestemming, nu: datetime) -> models.Toestemming:
    """A consent as its person sees it."""
    return models.Toestemming(
        id=toestemming.id,
        doel=toestemming.doel,
        status=rules.status_op(toestemming, nu),
        gegevens=sorted(toestemming.gegevens),
        gegeven_op=toestemming.gegeven_op,
        eind_datum=toestemming.eind_datum,
        ingetrokken_op=toestemming.ingetrokken_op,
        onderwerp=toestemming.onderwerp,
        ontvangers=[
            models.ToestemmingOntvanger(
                organisatie=een.organisatie,
                wissen=rules.wisstatus(een, nu),
                wissen_gevraagd_op=een.wissen_gevraagd_op,
                wissen_bevestigd_op=een.wissen_bevestigd_op,
            )
            for een in toestemming.ontvangers
        ],
    )


def _eigen(tx: Session, id: UUID, beller: Caller, *, lock: bool = False) -> rules.Toestemming:
    """The consent, for the person who gave it; 404 for everybody else."""
    persoon = eigen_persoon(beller)
    toestemming = found(storage.get_toestemming(tx, id), "toestemming")
    if toestemming.persoon != persoon:
        found(None, "toestemming")
    if lock:
        toestemming = found(storage.get_toestemming(tx, id, lock=True), "toestemming")
    return toestemming


def _versie(lijst: Sequence[str]) -> int:
    """A list has no version of its own: the same list is the same version."""
    return int.from_bytes(hashlib.sha256(",".join(lijst).encode()).digest()[:4])
