"""Berichten: taken in from our services; who runs this sees what could not be sent."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.bericht import rules, storage
from services.gateway.bericht.rules import Berichtsoort, Berichtstatus
from shared import api, berichten, etag, openapi, paging, verwerking
from shared.api import Beller, Dienst, Geheel, Model, Nu, Oin, Tekst, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.problem import DETAILS, Problem, found

BASE = "/deelname/v1"
PLATFORM = "platformbeheerder"
ROLLEN = frozenset({"hr_adviseur", "beheerder"})
router = api.router("berichten")
intern = api.router("berichten")


class Bericht(Model):
    """Een bericht, zonder tekst en zonder adres."""

    id: UUID
    dienst: Tekst = Field(description="Onderdeel van Doorstroom dat het wil zeggen.")
    soort: Berichtsoort
    persoon: UUID | None = Field(description="Pseudoniem van wie het krijgt.")
    organisatie: Oin | None = Field(description="Of de organisatie, in haar postbus voor werving.")
    status: Berichtstatus
    pogingen: Geheel = Field(ge=0, le=1000)
    aangemaakt_op: Tijdstip
    verzonden_op: Tijdstip | None


class BerichtPagina(paging.Pagina):
    """Een deel van de berichten."""

    results: list[Bericht] = Field(max_length=paging.MAX_SIZE)


class BerichtFilter(paging.PageParams):
    """Waarop te kiezen is."""

    status: Berichtstatus | None = Field(None, description="Alleen berichten die zo staan.")


class Nieuw(BaseModel):
    """A message as a peer service brings it (`shared.berichten.message`)."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    persoon: UUID | None
    organisatie: str | None = Field(max_length=100)
    onderwerp: str = Field(max_length=berichten.MAX_ONDERWERP)
    tekst: str = Field(max_length=berichten.MAX_TEKST)


@router.get(
    "/berichten",
    response_model=BerichtPagina,
    dependencies=[eist("deelname:lezen")],
    responses=openapi.refuses(404),
    summary="Berichten, en of zij verzonden zijn",
)
def list_berichten(
    request: Request,
    response: Response,
    params: Annotated[BerichtFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """De berichten aan de eigen medewerkers en organisatie, het nieuwste eerst, zonder tekst.

    Kies `status=geen_adres` om te zien wie niet te bereiken is, en `status=vastgelopen` voor wat
    de mailserver niet aannam. Alleen voor de eigen HR en beheerder; het platform ziet alles.
    """
    keuze = _keuze(beller, params.status)
    rows = storage.find(tx, keuze, params.offset, params.limit)
    count = storage.count(tx, keuze) if params.telling else None
    seen = [row.persoon for row in rows[: params.page_size] if row.persoon]
    verwerking.record(tx, beller, "berichten bekijken", seen, nu)
    return paging.page(request, response, params, [_bericht(row) for row in rows], count)


@router.get("/berichten/{id}", dependencies=[eist("deelname:lezen")], summary="Eén bericht")
def get_bericht(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> Bericht:
    """Hoe het met een bericht staat, zonder tekst."""
    row = storage.to_facts(found(storage.get(tx, id, _keuze(beller)), "bericht"))
    verwerking.record(tx, beller, "berichten bekijken", [row.persoon] if row.persoon else [], nu)
    etag.stamp(request, row.pogingen)
    return _bericht(row)


@router.post(
    "/berichten/{id}/pogingen",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Probeer het opnieuw te verzenden",
)
def add_poging(id: UUID, response: Response, tx: Tx, beller: Beller) -> Bericht:
    """Zet een bericht dat vastliep of geen adres had opnieuw in de rij."""
    row = found(storage.get(tx, id, _keuze(beller), lock=True), "bericht")
    if beletselen := rules.beletselen(storage.to_facts(row)):
        raise Problem(409, " ".join(beletselen), code="opnieuw-kan-niet")
    storage.again(tx, row)
    response.headers["Location"] = f"{BASE}/berichten/{id}"
    return _bericht(storage.to_facts(row))


@intern.post("/berichten", status_code=204)
def add_berichten(
    nieuwe: Annotated[list[Nieuw], Field(max_length=1000)], tx: Tx, dienst: Dienst, nu: Nu
) -> None:
    """Messages of a peer service; one that came before changes nothing."""
    storage.add(tx, dienst, [een.model_dump() for een in nieuwe], nu)


def _keuze(beller: Caller, status: Berichtstatus | None = None) -> storage.Keuze:
    """For everyone else there is nothing here."""
    if PLATFORM in beller.rollen:
        return storage.Keuze(None, status)
    if beller.organisatie is None or not ROLLEN & beller.rollen:
        raise Problem(404, DETAILS[404], code="niet-gevonden")
    return storage.Keuze(beller.organisatie, status)


def _bericht(facts: rules.Bericht) -> Bericht:
    names = set(Bericht.model_fields)
    values: dict[str, Any] = {name: getattr(facts, name) for name in names}
    return Bericht(**values)
