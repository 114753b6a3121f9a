"""Verwerkingen: a person reads who read or changed what about them; the services report it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.organisatie import storage as organisaties
from services.gateway.verwerking import rules, storage
from shared import api, paging
from shared.api import Beller, Dienst, Model, Oin, Tekst, Tijdstip, Tx, eist
from shared.problem import Problem

MAX_BATCH = 1000
router = api.router("verwerkingen")
intern = api.router("verwerkingen")


class Verwerking(Model):
    """Eén keer dat iemand uw gegevens las of wijzigde."""

    id: UUID
    activiteit: Tekst = Field(description="Naam in het register van verwerkingen.")
    organisatie: Oin | None = Field(description="Wie het deed; leeg: het platform zelf.")
    naam: Tekst | None = Field(description="Naam van die organisatie.")
    dienst: Tekst = Field(description="Onderdeel van Doorstroom waarin het gebeurde.")
    uitgevoerd_op: Tijdstip


class VerwerkingPagina(paging.Pagina):
    """Een deel van de verwerkingen."""

    results: list[Verwerking] = Field(max_length=paging.MAX_SIZE)


class Melding(Model):
    """A record as a peer service reports it (`shared.verwerking.message`)."""

    id: UUID
    activiteit: Tekst
    betrokkene: UUID
    organisatie: Oin | None
    client: Tekst | None
    trace: str = Field(max_length=100)
    op: Tijdstip


@router.get(
    "/verwerkingen",
    response_model=VerwerkingPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Wie uw gegevens las of wijzigde",
)
def list_verwerkingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Welke organisatie uw gegevens las of wijzigde, waarvoor en wanneer; het laatste eerst.

    Alleen voor een medewerker, en alleen over de medewerker zelf.
    """
    if beller.medewerker is None:
        raise Problem(403, "Dit is er alleen voor een medewerker.", code="rol-ontbreekt")
    rows = storage.find(tx, beller.medewerker, params.offset, params.limit)
    count = storage.count(tx, beller.medewerker) if params.telling else None
    namen = organisaties.names(tx, (row.organisatie for row in rows if row.organisatie))
    shown = [_verwerking(row, namen) for row in rows if rules.mag_inzien(row, beller.medewerker)]
    return paging.page(request, response, params, shown, count)


@intern.post("/verwerkingen", status_code=204)
def add_verwerkingen(
    meldingen: Annotated[list[Melding], Field(max_length=MAX_BATCH)], tx: Tx, dienst: Dienst
) -> None:
    """Records of a peer service; one that came before changes nothing."""
    storage.add(tx, [rules.Verwerking(dienst=dienst, **dict(melding)) for melding in meldingen])


def _verwerking(row: rules.Verwerking, namen: dict[str, str]) -> Verwerking:
    return Verwerking(
        id=row.id,
        activiteit=row.activiteit,
        organisatie=row.organisatie,
        naam=namen.get(row.organisatie or ""),
        dienst=row.dienst,
        uitgevoerd_op=row.op,
    )
