"""What follows on interest: who it is, once released, and what the two write to each other."""

from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.routes import interessemodels as models
from services.vacatures.loopbaanwens.routes.access import zonder_bsn
from services.vacatures.loopbaanwens.routes.interesseaccess import LEZEN, partijen, van_beller
from services.vacatures.loopbaanwens.rules import Interessepartij, Interessestatus
from services.vacatures.sollicitatie.routes.access import mens
from services.vacatures.sollicitatie.routes.models import KandidaatGegevens
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.vacature.routes.models import adres
from shared import api, berichten, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("loopbaanwensen")


@router.get(
    "/interesses/{id}/kandidaat",
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Naam en bereikbaarheid na vrijgave",
)
def get_interesse_kandidaat(
    id: UUID, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> KandidaatGegevens:
    """Haalt op wie het is; alleen voor een recruiter van de werkgever, en alleen na vrijgave."""
    # Asked before and after: a slow gateway never holds up taking back, and never outlives it.
    blijk = _vrijgegeven(tx, id, beller, nu)
    feiten: dict[str, Any] = {}
    with vraagt_gateway():
        try:
            feiten = gateway.get(f"/intern/medewerkers/{blijk.persoon}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            found(None, "kandidaat")
    _vrijgegeven(tx, id, beller, nu, lock=True)
    verwerking.record(tx, beller, "gegevens van de kandidaat bekijken", [blijk.persoon], nu)
    return KandidaatGegevens(
        naam=feiten.get("naam"), email=feiten.get("email"), organisatie=blijk.organisatie
    )


def _vrijgegeven(tx: Tx, id: UUID, beller: Beller, nu: Nu, *, lock: bool = False) -> storage.Blijk:
    """The interest of which the employer may know whose it is now. Error: Problem 404."""
    blijk, vacature, partij, kijker = van_beller(tx, id, beller, nu, lock=lock)
    vrij = partij is Interessepartij.WERKGEVER and blijk.status is Interessestatus.VRIJGEGEVEN
    verborgen = toestemmingen.afgeschermd_voor(tx, [blijk.persoon])[blijk.persoon]
    mag = vrij and not verborgen & partijen(vacature, kijker)
    return found(blijk if mag else None, "kandidaat")


@router.post(
    "/interesses/{id}/berichten",
    status_code=201,
    dependencies=[eist("vacatures:lezen")],
    summary="Schrijf de ander een bericht",
)
def add_interessebericht(
    id: UUID,
    invoer: models.InteresseberichtInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Interessebericht:
    """De recruiter antwoordt en de persoon schrijft terug, zonder dat de naam bekend wordt.

    Ook nodig: eigen:beheren voor de persoon, sollicitaties:behandelen voor de werkgever.
    """
    van_beller(tx, id, beller, nu)
    blijk, vacature, partij, _ = van_beller(tx, id, beller, nu, lock=True)
    gebruiker = None
    if partij is Interessepartij.WERKGEVER:
        if "sollicitaties:behandelen" not in beller.scopes:
            detail = "Uw token mist: sollicitaties:behandelen."
            raise Problem(403, detail, code="scope-ontbreekt")
        gebruiker = mens(beller)
    if blijk.status is Interessestatus.INGETROKKEN:
        raise Problem(409, "Deze interesse is ingetrokken.", code="ingetrokken")
    tekst = zonder_bsn(invoer.tekst) or ""
    nieuw = storage.add_bericht(tx, id, partij, gebruiker, tekst, nu)
    van_werkgever = partij is Interessepartij.WERKGEVER
    waar = rules.LEES_ZELF if van_werkgever else rules.LEES_ALS_WERKGEVER
    berichten.record(
        tx,
        blijk.persoon if van_werkgever else vacature.werkgever,
        f"Antwoord over {vacature.gegevens.titel}",
        f"Er is een bericht over de interesse in deze vacature. {waar}",
        sleutel=f"interessebericht {nieuw}",
    )
    verwerking.record(tx, beller, "bericht bij interesse", [blijk.persoon], nu)
    response.headers["Location"] = adres(request, f"/interesses/{id}/berichten")
    return models.Interessebericht(
        id=nieuw,
        interesse_id=id,
        partij=partij,
        gebruiker=gebruiker,
        tekst=tekst,
        geschreven_op=nu,
    )


@router.get(
    "/interesses/{id}/berichten",
    response_model=models.InteresseberichtPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wat u beiden schreef",
)
def list_interesseberichten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de berichten, het oudste eerst. De persoon ziet niet welke medewerker schreef."""
    blijk, _, partij, _ = van_beller(tx, id, beller, nu)
    rows, count = storage.list_berichten(tx, id, params.offset, params.limit)
    if partij is Interessepartij.KANDIDAAT:
        rows = [row | {"gebruiker": None} for row in rows]
    verwerking.record(tx, beller, LEZEN, [blijk.persoon], nu)
    return paging.page(request, response, params, rows, count if params.telling else None)
