"""Vacancies: read what you may see, write down your own (`changing`), end them (`status`)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.vacature import storage
from services.vacatures.vacature.routes import changing, models, status
from services.vacatures.vacature.routes.access import eigen_organisatie, eigen_vacature, toon
from services.vacatures.vacature.routes.models import adres
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, mag_anoniem
from shared.problem import found

router = api.router("vacatures")
routers = (router, changing.router, status.router)

__all__ = ["eigen_organisatie", "eigen_vacature", "routers", "toon"]


@router.get(
    "/vacatures",
    response_model=models.VacaturePagina,
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Vacatures die u nu mag zien",
)
def list_vacatures(
    request: Request,
    response: Response,
    params: Annotated[models.VacatureFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de vacatures die voor u open zijn op dit moment, de nieuwste openstelling eerst.

    Een recruiter ziet daarnaast alle vacatures van de eigen organisatie, ook concepten.
    """
    kijker = storage.kijker(tx, beller, nu)
    kenmerken = {"page", "page_size", "telling"}
    vraag = storage.Zoekvraag(**params.model_dump(exclude=kenmerken, by_alias=False))
    rows = storage.list_zichtbaar(tx, kijker, vraag, nu, params.offset, params.limit)
    count = storage.count_zichtbaar(tx, kijker, vraag, nu) if params.telling else None
    regels = [
        models.VacatureRegel(
            url=adres(request, f"/vacatures/{row['id']}"),
            mag_solliciteren=row["solliciteren"] or "nee",
            **{name: row[name] for name in _REGELVELDEN},
        )
        for row in rows
    ]
    return paging.page(request, response, params, regels, count)


_REGELVELDEN = models.VacatureRegel.model_fields.keys() - {"url", "mag_solliciteren"}


@router.get(
    "/vacatures/{id}", dependencies=[mag_anoniem("vacatures:lezen")], summary="Eén vacature"
)
def get_vacature(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Vacature:
    """Geeft de vacature zoals u haar nu mag zien, met wie nu mag solliciteren in woorden."""
    kijker = storage.kijker(tx, beller, nu)
    vacature, _ = found(storage.get_zichtbaar(tx, id, kijker, nu), "vacature")
    etag.stamp(request, vacature.versie)
    return toon(tx, request, vacature, kijker, nu)
