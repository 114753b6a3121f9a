"""What recruiters still have to do: who waits, and until when."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.vacatures.sollicitatie import storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_organisatie
from services.vacatures.vacature.routes.models import adres
from shared import api, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist

router = api.router("herinneringen")


class HerinneringFilter(paging.PageParams):
    """Waarop te kiezen is."""

    vacature: UUID | None = Field(None, description="Alleen van deze vacature.")
    te_laat: bool | None = Field(None, description="Alleen wat te laat is, of juist niet.")


@router.get(
    "/herinneringen",
    response_model=models.HerinneringPagina,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Wat u nog moet doen",
)
def list_herinneringen(
    request: Request,
    response: Response,
    params: Annotated[HerinneringFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft wie op een reactie, een besluit of een antwoord wacht; wat het eerst moet eerst.

    Er gebeurt nooit iets vanzelf als u te laat bent.
    """
    eigen_organisatie(beller)
    kijker = vacatures.kijker(tx, beller, nu)
    deel, aantal = storage.list_taken(
        tx,
        kijker,
        nu,
        params.offset,
        params.limit,
        vacature=params.vacature,
        te_laat=params.te_laat,
        telling=params.telling,
    )
    shown = [
        models.Herinnering(
            soort=taak.herinnering.soort,
            vacature_id=taak.vacature_id,
            titel=taak.titel,
            sollicitatie_id=taak.herinnering.sollicitatie,
            sollicitatie_url=adres(request, f"/sollicitaties/{taak.herinnering.sollicitatie}"),
            klacht_id=taak.klacht,
            uiterlijk_op=taak.herinnering.uiterlijk_op,
            te_laat=taak.herinnering.is_te_laat(vandaag),
        )
        for taak in deel
    ]
    gezien = [taak.medewerker for taak in deel[: params.page_size]]
    verwerking.record(tx, beller, "herinneringen bekijken", gezien, nu)
    return paging.page(request, response, params, shown, aantal)
