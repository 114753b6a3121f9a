"""The vacancies of a vacaturehouder, also when nobody else sees them any more."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.routes.models import Webadres, adres
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, paging
from shared.api import Beller, Datum, Model, Nu, Oin, Tijdstip, Tx, eist
from shared.problem import Problem

router = api.router("vacatures")


class EigenVacature(Model):
    """Een vacature waarvan u vacaturehouder bent."""

    id: UUID
    werkgever: Oin
    titel: str = Field(max_length=200)
    status: Vacaturestatus
    geopend_op: Tijdstip | None
    sluitings_datum: Datum | None
    sollicitaties_url: Webadres = Field(description="De kandidaten, in de afgesproken volgorde.")


class EigenVacaturePagina(paging.Pagina):
    """Een pagina van uw vacatures."""

    results: list[EigenVacature] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/eigen-vacatures",
    response_model=EigenVacaturePagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Vacatures waarvan u vacaturehouder bent",
)
def list_eigen_vacatures(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft ook concepten en wat gesloten is, de nieuwste opening eerst."""
    houder, organisatie = beller.medewerker, beller.organisatie
    if houder is None or organisatie is None:
        raise Problem(403, "Dit kan alleen een medewerker zelf.", code="geen-medewerker")
    lijst, count = storage.list_van_houder(tx, houder, organisatie, params.offset, params.limit)
    shown = [
        EigenVacature(
            id=een.id,
            werkgever=een.werkgever,
            titel=een.gegevens.titel,
            status=rules.status_op(een, nu),
            geopend_op=een.geopend_op,
            sluitings_datum=een.gegevens.sluitings_datum,
            sollicitaties_url=adres(request, f"/vacatures/{een.id}/sollicitaties"),
        )
        for een in lijst
    ]
    return paging.page(request, response, params, shown, count if params.telling else None)
