"""What the employer sees and judges: the order, the person, the judgements."""

from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    leg_vast,
    mens,
    regel,
    van_werkgever,
)
from services.vacatures.sollicitatie.rules import Partij, Sollicitatiestatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import api, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("sollicitaties")


@router.get(
    "/vacatures/{id}/sollicitaties",
    response_model=models.SollicitatieRegelPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Sollicitaties op een vacature, in de volgorde van het convenant",
)
def list_bij_vacature(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de kandidaten met hun plaats en de grond daarvan; aangehouden staat achteraan."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    if not vacatureregels.mag_beheren(kijker, vacature):
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    dossiers = {d.kandidaat.sollicitatie: d for d in storage.list_bij_vacature(tx, id)}
    open_ = openstellingen.get_openstelling(tx, id)
    kandidaten = [d.kandidaat for d in dossiers.values()]
    volgorde = rules.volgorde(kandidaten, open_, nu) if open_ else []
    deel = volgorde[params.offset : params.offset + params.limit]
    regels = [regel(request, plaats, dossiers[plaats.sollicitatie]) for plaats in deel]
    getoond = [dossiers[plaats.sollicitatie] for plaats in deel[: params.page_size]]
    leg_vast(tx, beller, "sollicitaties bekijken", getoond, nu)
    return paging.page(request, response, params, regels, len(volgorde) if params.telling else None)


@router.get(
    "/sollicitaties/{id}/kandidaat",
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Naam en bereikbaarheid van de kandidaat",
)
def get_kandidaat(
    id: UUID, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> models.KandidaatGegevens:
    """Haalt op wie de kandidaat is; alleen voor een recruiter van de werkgever."""
    dossier, _ = van_werkgever(tx, id, beller, nu)
    feiten: dict[str, Any] = {}
    with vraagt_gateway():
        try:
            feiten = gateway.get(f"/intern/medewerkers/{dossier.medewerker}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            found(None, "kandidaat")
    leg_vast(tx, beller, "gegevens van de kandidaat bekijken", [dossier], nu)
    return models.KandidaatGegevens(
        naam=feiten.get("naam"), email=feiten.get("email"), organisatie=dossier.organisatie
    )


@router.post(
    "/sollicitaties/{id}/beoordelingen",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Beoordeel of een kandidaat passend is",
)
def add_beoordeling(
    id: UUID,
    invoer: models.BeoordelingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Beoordeling:
    """Legt het oordeel van een mens vast, met reden; het laatste oordeel telt."""
    dossier, werkgever = van_werkgever(tx, id, beller, nu, lock=True)
    gebruiker = mens(beller)
    van = dossier.kandidaat.status
    if van not in (Sollicitatiestatus.INGEDIEND, Sollicitatiestatus.IN_BEHANDELING):
        raise Problem(409, f"Deze sollicitatie is {van}.", code="beoordelen-kan-niet")
    nieuw = storage.add_beoordeling(tx, dossier, invoer.oordeel, invoer.reden, beller, nu)
    if van is Sollicitatiestatus.INGEDIEND:
        naar = Sollicitatiestatus.IN_BEHANDELING
        storage.set_status(tx, dossier, naar, Partij.WERKGEVER, beller, nu)
    storage.meld(tx, "sollicitatie-beoordeeld", id, werkgever.werkgever, nu)
    leg_vast(tx, beller, "sollicitatie beoordelen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/beoordelingen")
    return models.Beoordeling(
        id=nieuw,
        sollicitatie_id=id,
        gebruiker=gebruiker,
        beoordeeld_op=nu,
        **dict(invoer),
    )


@router.get(
    "/sollicitaties/{id}/beoordelingen",
    response_model=models.BeoordelingPagina,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Beoordelingen van een kandidaat",
)
def list_beoordelingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft wie wat oordeelde en waarom, de oudste eerst; het laatste oordeel telt."""
    dossier, _ = van_werkgever(tx, id, beller, nu)
    rows, count = storage.list_beoordelingen(tx, id, params.offset, params.limit)
    leg_vast(tx, beller, "beoordelingen bekijken", [dossier], nu)
    names = ("id", "sollicitatie_id", "oordeel", "reden", "gebruiker")
    shown = [{n: getattr(r, n) for n in names} | {"beoordeeld_op": r.op} for r in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)
