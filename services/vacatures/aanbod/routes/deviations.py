"""Reasoned deviations, for the candidate who was passed over."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.aanbod import storage
from services.vacatures.aanbod.routes import models
from services.vacatures.sollicitatie.routes import van_beller
from services.vacatures.sollicitatie.rules import Partij
from shared import api, paging, verwerking
from shared.api import Beller, Nu, Tx, eist

router = api.router("sollicitaties")


@router.get(
    "/sollicitaties/{id}/afwijkingen",
    response_model=models.AfwijkingPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Waarom van de volgorde is afgeweken",
)
def list_afwijkingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft wie voorging en toch is gepasseerd de reden. Over een ander staat er niets.

    Bent u het er niet mee eens, dan kunt u een klacht indienen.
    """
    dossier, _, partij = van_beller(tx, id, beller, nu)
    rows, count = storage.list_afwijkingen(tx, id, params.offset, params.limit)
    verwerking.record(tx, beller, "afwijking bekijken", [dossier.medewerker], nu)
    shown = [
        models.Afwijking(
            id=row.id,
            sollicitatie_id=row.sollicitatie_id,
            reden=row.reden,
            gebruiker=row.gebruiker if partij is Partij.WERKGEVER else None,
            vastgelegd_op=row.op,
        )
        for row in rows
    ]
    return paging.page(request, response, params, shown, count if params.telling else None)
