"""End a vacancy, and the log of its life."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.routes import logmodels
from services.vacatures.vacature.routes.access import eigen_vacature
from services.vacatures.vacature.routes.models import adres, beletsels
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem

router = api.router("vacatures")


@router.post(
    "/vacatures/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Sluit een vacature, trek haar in of meld haar vervuld",
)
def add_statuswijziging(
    id: UUID,
    wijziging: logmodels.Eindstatus,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> logmodels.Statuswijziging:
    """Beëindigt de vacature; zij is daarna voor anderen niet meer te vinden."""
    kijker = storage.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    etag.require_match(request, vacature.versie)
    van = rules.status_op(vacature, nu)
    fouten = rules.overgang_beletselen(vacature, wijziging.naar, nu)
    if wijziging.naar is Vacaturestatus.OPENGESTELD and not fouten:
        fouten = [rules.Fout("naar", "via-openstelling", "Openstellen gaat via openstelling")]
    if fouten:
        raise Problem(
            409,
            f"Een vacature die {van} is, kan niet naar {wijziging.naar}.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.mogelijk(van)],
        )
    vacature = storage.sluit_verlopen(tx, vacature, nu)
    storage.meld(tx, f"vacature-{wijziging.naar}", vacature, nu)
    storage.set_status(tx, vacature, wijziging.naar, beller, nu, wijziging.reden)
    response.headers["Location"] = adres(request, f"/vacatures/{id}/statuswijzigingen")
    return logmodels.Statuswijziging(
        vacature_id=id,
        van=van,
        naar=wijziging.naar,
        gewijzigd_op=nu,
        organisatie=beller.organisatie,
        gebruiker=beller.gebruiker,
        reden=wijziging.reden,
    )


@router.get(
    "/vacatures/{id}/statuswijzigingen",
    response_model=logmodels.StatuswijzigingPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wanneer de vacature welke status kreeg",
)
def list_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek van de vacature, de oudste wijziging eerst; voor de eigen recruiter."""
    eigen_vacature(tx, id, storage.kijker(tx, beller, nu), nu, lock=False)
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    return paging.page(request, response, params, rows, count if params.telling else None)
