"""Counts of a year that is over."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS
from services.pool.klankbord import rules
from services.pool.klankbord.routes import models
from services.pool.klankbord.routes.access import Lezer
from services.pool.klankbord.storage import tellen
from shared import api, etag
from shared.api import Geheel, Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("klankbord")


@router.get(
    "/verbanden/{id}/klankbordcijfers",
    dependencies=[eist("pool:lezen")],
    summary="Hoeveel klankbordvragen er waren",
)
def get_klankbordcijfers(
    id: UUID,
    jaar: Annotated[Geheel, Query(ge=2000, le=2100, description="Een jaar dat voorbij is.")],
    request: Request,
    tx: Tx,
    lezer: Lezer,
    vandaag: Vandaag,
) -> models.Klankbordcijfers:
    """Geeft de aantallen van een jaar dat voorbij is; kleine aantallen staan er niet in."""
    mag = id in lezer.verbanden and bool(lezer.rollen & (PLANNERS | MEEKIJKERS))
    found(id if mag else None, "verband")
    if jaar >= vandaag.year:
        zin = "Dit jaar is nog niet voorbij; wie twee keer kijkt zou één vraag zien komen."
        raise invalid(("jaar", "loopt-nog", zin))
    cel = pools.get_kleinste_cel(tx, id)
    regels = rules.onderdruk(tellen.get_tellingen(tx, id, jaar), cel)
    etag.stamp(request, 1)
    return models.Klankbordcijfers(
        verband=id,
        jaar=jaar,
        kleinste_cel=cel,
        regels=[models.Klankbordtelling.model_validate(een) for een in regels],
    )
