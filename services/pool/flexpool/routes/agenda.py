"""Who is free when: per member per week, inzetten taken into account."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.models import toon_agenda
from services.pool.kijker import Kijker, eis_rol
from shared import api, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("pools")
ACTIVITEIT = "Beschikbaarheid van poolleden bekijken"
# Where persons are deployed between two days, in this pool or elsewhere. The room that knows is
# above this one: main hands it over.
Bezettingen = Callable[[Session, Collection[UUID], date, date], list[rules.Bezetting]]


def _bezettingen(request: Request) -> Bezettingen:
    found: Bezettingen = request.app.state.bezettingen
    return found


@router.get(
    "/pools/{id}/agenda",
    response_model=models.AgendaPagina,
    dependencies=[eist("pool:lezen")],
    summary="Wie wanneer vrij is",
)
def list_agenda(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.AgendaFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    bezettingen: Annotated[Bezettingen, Depends(_bezettingen)],
) -> object:
    """Geeft per poollid en per week de uren die er zijn, bezet zijn en vrij zijn.

    Alleen pseudoniemen, en alleen wie nu voorgesteld kan worden; van de eigen organisatie iedereen.
    """
    found(storage.get_pool(tx, id, kijker), "pool")
    eis_rol(kijker, rules.PLANNERS)
    begin = rules.maandag(params.van or vandaag)
    alle = [lid for lid in storage.list_alle_leden(tx, id) if _toont(lid, params, kijker, vandaag)]
    leden = alle[params.offset : params.offset + params.limit]
    getoond = [lid.medewerker for lid in leden[: params.page_size]]
    verwerking.record(tx, beller, ACTIVITEIT, getoond, nu)
    einde = begin + timedelta(weeks=params.weken, days=-1)
    per_persoon: dict[UUID, list[rules.Bezetting]] = {}
    for een in bezettingen(tx, getoond, begin, einde):
        per_persoon.setdefault(een.medewerker, []).append(een)
    rijen = [
        toon_agenda(lid, rules.weken(lid, per_persoon.get(lid.medewerker, []), begin, params.weken))
        for lid in leden
    ]
    return paging.page(request, response, params, rijen, len(alle) if params.telling else None)


def _toont(
    lid: rules.Poollid, params: models.AgendaFilter, kijker: rules.Kijker, vandaag: date
) -> bool:
    """Who cannot be proposed is left out for partners, whatever the reason."""
    past = params.functie is None or params.functie in {een.functie for een in lid.functies}
    eigen = lid.thuisorganisatie == kijker.organisatie
    return past and (eigen or not rules.redenen_niet_voorstelbaar(lid, vandaag))
