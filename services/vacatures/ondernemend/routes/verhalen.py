"""Published profiles and success stories, for the intranets of the verbanden that may read them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.ondernemend import rules, storage
from services.vacatures.ondernemend.routes import models
from services.vacatures.vacature.routes.models import adres
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import found

router = api.router("verhalen")
LEZEN = "verhaal van ondernemende ambtenaar lezen"


@router.get(
    "/verhalen",
    response_model=models.VerhaalPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Profielen en succesverhalen die u mag lezen",
)
def list_verhalen(
    request: Request,
    response: Response,
    params: Annotated[models.Verhaalfilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft wat ondernemende ambtenaren met uw organisatie delen, het nieuwste eerst.

    Wat de schrijver intrekt, staat hier meteen niet meer; bewaar dus geen kopie, of volg
    `verhaal-ingetrokken` in de wijzigingsstroom.
    """
    lijst: list[rules.Verhaal] = []
    count = 0
    if beller.organisatie is not None:
        lijst, count = storage.list_te_lezen(
            tx,
            beller.organisatie,
            beller.verband_ids,
            nu,
            soort=params.soort,
            werkgever=params.werkgever,
            q=params.q,
            offset=params.offset,
            limit=params.limit,
        )
    getoond = lijst[: params.page_size]
    verwerking.record(tx, beller, LEZEN, [een.persoon for een in getoond], nu)
    regels = [toon(request, een) for een in lijst]
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/verhalen/{id}",
    dependencies=[eist("vacatures:lezen")],
    summary="Eén profiel of succesverhaal",
)
def get_verhaal(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Verhaal:
    """Geeft het verhaal aan wie het mag lezen, en altijd aan wie het schreef."""
    verhaal = found(storage.get_verhaal(tx, id), "verhaal")
    zelf = "eigen:beheren" in beller.scopes and beller.medewerker == verhaal.persoon
    leest = rules.is_te_lezen(verhaal, beller.organisatie, beller.verband_ids, nu)
    found(verhaal if zelf or leest else None, "verhaal")
    verwerking.record(tx, beller, LEZEN, [verhaal.persoon], nu)
    etag.stamp(request, verhaal.versie)
    return toon(request, verhaal, zelf=zelf)


def toon(request: Request, verhaal: rules.Verhaal, *, zelf: bool = False) -> models.Verhaal:
    """The story as a reader sees it; never the pseudonym of who wrote it."""
    names = ("id", "soort", "organisatie", "naam", "titel", "tekst", "contact")
    return models.Verhaal(
        **{name: getattr(verhaal, name) for name in names},
        url=adres(request, f"/verhalen/{verhaal.id}"),
        gepubliceerd_op=verhaal.gepubliceerd_op,
        gepubliceerd_tot=verhaal.gepubliceerd_tot,
        status=verhaal.status if zelf else None,
        verbanden=sorted(verhaal.verbanden) if zelf else None,
    )
