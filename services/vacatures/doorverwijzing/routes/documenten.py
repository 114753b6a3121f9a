"""The documents of a referred person, for receivers whom the person allowed them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.vacatures.document import rules as documentregels
from services.vacatures.document import storage as documenten
from services.vacatures.document.routes import BYTES, stuur_inhoud
from services.vacatures.document.rules import Document, Documentsoort
from services.vacatures.doorverwijzing.routes.access import BEHANDELEN, Inzage, van_beller
from services.vacatures.doorverwijzing.rules import Rol
from services.vacatures.toestemming.rules import Gegevensdeel
from services.vacatures.vacature.routes.models import Webadres, adres
from shared import api, formats, paging, verwerking
from shared.api import Beller, Geheel, Model, Nu, Tx, eist
from shared.problem import found

router = api.router("doorverwijzingen")


class DoorverwezenDocument(Model):
    """Een bestand bij de sollicitatie die de aanleiding was."""

    id: UUID
    inhoud_url: Webadres
    bestandsnaam: str = Field(max_length=200)
    media_type: Documentsoort
    grootte: Geheel = Field(ge=1, le=2_147_483_647, description="Bytes.")


class DoorverwezenDocumentPagina(paging.Pagina):
    """De bestanden bij een doorverwijzing."""

    results: list[DoorverwezenDocument] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/doorverwijzingen/{id}/documenten",
    response_model=DoorverwezenDocumentPagina,
    dependencies=[eist(BEHANDELEN)],
    summary="Documenten van wie naar u is doorverwezen",
)
def list_doorverwezen_documenten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """De bestanden, de oudste eerst; alleen met toestemming voor documenten."""
    inzage = van_beller(tx, id, beller, nu)
    lijst = _te_zien(tx, inzage)
    shown = [
        DoorverwezenDocument(
            id=een.id,
            inhoud_url=adres(request, f"/doorverwijzingen/{id}/documenten/{een.id}/inhoud"),
            bestandsnaam=een.bestandsnaam,
            media_type=een.soort,
            grootte=een.grootte,
        )
        for een in lijst
    ]
    activiteit = "documenten van doorverwezen kandidaat bekijken"
    verwerking.record(tx, beller, activiteit, [inzage.heel.persoon], nu)
    deel = shown[params.offset : params.offset + params.limit]
    return paging.page(request, response, params, deel, len(shown) if params.telling else None)


@router.get(
    "/doorverwijzingen/{id}/documenten/{documentId}/inhoud",
    dependencies=[eist(BEHANDELEN)],
    summary="Haal een document op van wie naar u is doorverwezen",
    response_class=Response,
    responses=formats.gives(BYTES),
)
def get_doorverwezen_documentinhoud(
    id: UUID, documentId: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Response:
    """Het bestand, om te bewaren zolang de toestemming geldt; daarna wist u het."""
    inzage = van_beller(tx, id, beller, nu)
    gevonden = [een for een in _te_zien(tx, inzage) if een.id == documentId]
    answer = stuur_inhoud(tx, request, found(gevonden[0] if gevonden else None, "document"))
    activiteit = "document van doorverwezen kandidaat ophalen"
    verwerking.record(tx, beller, activiteit, [inzage.heel.persoon], nu)
    return answer


def _te_zien(tx: Session, inzage: Inzage) -> list[Document]:
    """What a receiver may read; 404 when the person did not include documents."""
    consent = inzage.toestemming
    mag = consent is not None and Gegevensdeel.DOCUMENTEN in consent.gegevens
    found(inzage if mag and inzage.rol is Rol.ONTVANGER else None, "document")
    if inzage.heel.sollicitatie is None:
        return []
    lijst = documenten.list_bij(tx, [inzage.heel.sollicitatie])
    return [een for een in lijst if documentregels.is_zichtbaar(een, False)]
