"""What an organisation has destroyed: numbers, months and grounds, never a person."""

from typing import Annotated

from fastapi import Query, Request, Response

from services.pool.bewaren.routes import models
from services.pool.bewaren.routes.verzoeken import LEZEN, behandelaar_van
from services.pool.bewaren.storage import verzoeken
from shared import api, paging
from shared.api import Beller, Tx, eist

router = api.router("eigen gegevens")


@router.get(
    "/vernietigingen",
    response_model=models.VernietigingPagina,
    dependencies=[eist(LEZEN)],
    summary="De vernietigingslijst van uw organisatie",
)
def list_pool_vernietigingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Wat er gewist is: welke soort, hoeveel, uit welke maanden, waarom en wanneer."""
    organisatie = behandelaar_van(beller)
    rows, count = verzoeken.list_vernietiging(tx, organisatie, params.offset, params.limit)
    namen = ("id", "soort", "aantal", "van_maand", "tot_maand", "grond")
    shown = [{n: getattr(row, n) for n in namen} | {"gewist_op": row.op} for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)
