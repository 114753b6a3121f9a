"""Afleveringen: what was not taken at once can be seen, and tried again; and tests."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.gateway.notificatie.routes.abonnementen import BASE, LEZEN, visible
from services.gateway.notificatie.routes.models import (
    Aflevering,
    AfleveringFilter,
    AfleveringPagina,
)
from services.gateway.notificatie.rules import Afleveringstatus
from services.gateway.notificatie.storage import abonnementen, afleveringen
from shared import api, etag, paging
from shared.api import Beller, Tx
from shared.problem import Problem, found

router = api.router("afleveringen")
PAD = "/abonnementen/{id}/afleveringen"


@router.get(PAD, response_model=AfleveringPagina, dependencies=[LEZEN], summary="Afleveringen")
def list_afleveringen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[AfleveringFilter, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Wat de ontvanger niet meteen aannam, en proefberichten; het nieuwste eerst.

    Kies `status=geparkeerd` voor wat na acht pogingen in een etmaal niet lukte. Wat meteen werd
    aangenomen staat hier niet.
    """
    visible(tx, id, beller)
    rows = afleveringen.find(tx, id, params.status, params.offset, params.limit)
    count = afleveringen.count(tx, id, params.status) if params.telling else None
    return paging.page(request, response, params, [_shown(row) for row in rows], count)


@router.get(PAD + "/{afleveringId}", dependencies=[LEZEN], summary="Eén aflevering")
def get_aflevering(
    id: UUID, afleveringId: UUID, request: Request, tx: Tx, beller: Beller
) -> Aflevering:
    """Hoe het met een aflevering staat."""
    visible(tx, id, beller)
    row = found(afleveringen.get(tx, id, afleveringId), "aflevering")
    etag.stamp(request, row.pogingen + 1)
    return _shown(row)


@router.post(
    PAD + "/{afleveringId}/herkansingen",
    status_code=202,
    dependencies=[LEZEN],
    summary="Probeer een aflevering opnieuw",
)
def add_herkansing(id: UUID, afleveringId: UUID, tx: Tx, beller: Beller) -> Aflevering:
    """Lever deze gebeurtenis nu opnieuw af, met evenveel pogingen als een nieuwe."""
    _running(visible(tx, id, beller))
    row = found(afleveringen.get(tx, id, afleveringId, lock=True), "aflevering")
    afleveringen.again(tx, row, datetime.now(UTC))
    return _shown(row)


@router.post(
    "/abonnementen/{id}/proefberichten",
    status_code=201,
    dependencies=[LEZEN],
    summary="Stuur een proefbericht",
)
def add_proefbericht(id: UUID, response: Response, tx: Tx, beller: Beller) -> Aflevering:
    """Stuur de ontvanger een CloudEvent van het type `nl.doorstroom.gateway.proefbericht`.

    Het gaat één keer; lees de aflevering om te zien wat de ontvanger antwoordde.
    """
    row = visible(tx, id, beller, lock=True)
    _running(row)
    if afleveringen.has_open_proef(tx, id):
        raise Problem(409, "Er is al een proefbericht onderweg.", code="proef-loopt")
    made = afleveringen.add_proef(tx, id, datetime.now(UTC))
    response.headers["Location"] = f"{BASE}/abonnementen/{id}/afleveringen/{made.id}"
    return _shown(made)


def _running(row: abonnementen.Row) -> None:
    if row.status not in abonnementen.LOPEND:
        raise Problem(409, "Dit abonnement loopt niet.", code="loopt-niet")


def _shown(row: afleveringen.Row) -> Aflevering:
    waits = row.status == Afleveringstatus.WACHT
    names = set(Aflevering.model_fields) - {"volgende_op"}
    values = {name: getattr(row, name) for name in names}
    return Aflevering(**values, volgende_op=row.volgende_op if waits else None)
