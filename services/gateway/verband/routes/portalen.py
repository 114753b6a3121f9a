"""Portalen en feeds van een verband."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules
from services.gateway.verband.routes.beheer import only_beheer, visible
from services.gateway.verband.storage import contacten as storage
from shared import api, etag, paging
from shared.api import Beller, LangeTekst, Model, Tekst, Tx, Vandaag, absent, eist
from shared.problem import found

router = api.router("verbanden")
PortaalId = Annotated[UUID, Path(alias="portaalId")]
Toelichting = Annotated[LangeTekst, Field(max_length=2000)]
# No brackets: those are of an IPv6 address only, and a half one is read by no URL parser.
Webadres = Annotated[str, Field(pattern=r"^https://[!-Z^-~]+$", min_length=9, max_length=500)]


class PortaalInvoer(Model):
    """Een portaal of feed waarmee het verband mensen bereikt."""

    soort: rules.Portaalsoort
    naam: Tekst
    webadres: Webadres
    toelichting: Toelichting | None = None


class PortaalWijziging(Model):
    """Wat aan een portaal kan wijzigen; wat ontbreekt, blijft zoals het is."""

    soort: rules.Portaalsoort = absent()
    naam: Tekst = absent()
    webadres: Webadres = absent()
    toelichting: Toelichting | None = absent()


class Portaal(PortaalInvoer):
    """Een portaal of feed van een verband."""

    id: UUID


class PortaalPagina(paging.Pagina):
    """Een deel van de portalen en feeds, op naam."""

    results: list[Portaal] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/verbanden/{id}/portalen",
    response_model=PortaalPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Portalen en feeds van een verband",
)
def list_portalen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """De vacaturesites, portalen en feeds die het verband gebruikt, op naam."""
    visible(tx, id, beller, vandaag)
    rows = storage.find_portalen(tx, id, params.offset, params.limit)
    count = storage.count_portalen(tx, id) if params.telling else None
    return paging.page(request, response, params, [Portaal.model_validate(r) for r in rows], count)


@router.post(
    "/verbanden/{id}/portalen",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Portaal of feed vastleggen",
)
def add_portaal(
    id: UUID,
    invoer: PortaalInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> Portaal:
    """Leg een portaal of feed vast. Door een beheerder van een lid, of het platform."""
    visible(tx, id, beller, vandaag)
    only_beheer(tx, id, beller, vandaag)
    row = storage.add_portaal(tx, id, dict(invoer))
    response.headers["Location"] = f"{BASE}/verbanden/{id}/portalen/{row.id}"
    etag.stamp(request, row.versie)
    return Portaal.model_validate(row)


@router.get(
    "/verbanden/{id}/portalen/{portaalId}",
    dependencies=[eist("deelname:lezen")],
    summary="Eén portaal of feed",
)
def get_portaal(
    id: UUID, portaal_id: PortaalId, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> Portaal:
    """Een portaal of feed van een verband."""
    visible(tx, id, beller, vandaag)
    row = found(storage.get_portaal(tx, id, portaal_id), "portaal")
    etag.stamp(request, row.versie)
    return Portaal.model_validate(row)


@router.patch(
    "/verbanden/{id}/portalen/{portaalId}",
    dependencies=[eist("deelname:beheren")],
    summary="Portaal of feed wijzigen",
)
def change_portaal(
    id: UUID,
    portaal_id: PortaalId,
    wijziging: PortaalWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> Portaal:
    """Wijzig wat er over een portaal of feed staat."""
    visible(tx, id, beller, vandaag)
    row = found(storage.get_portaal(tx, id, portaal_id, lock=True), "portaal")
    only_beheer(tx, id, beller, vandaag)
    etag.require_match(request, row.versie)
    storage.change(row, {n: getattr(wijziging, n) for n in wijziging.model_fields_set})
    etag.stamp(request, row.versie)
    return Portaal.model_validate(row)


@router.delete(
    "/verbanden/{id}/portalen/{portaalId}",
    status_code=204,
    dependencies=[eist("deelname:beheren")],
    summary="Portaal of feed verwijderen",
)
def remove_portaal(
    id: UUID, portaal_id: PortaalId, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> None:
    """Haal een portaal of feed uit de lijst."""
    visible(tx, id, beller, vandaag)
    row = found(storage.get_portaal(tx, id, portaal_id, lock=True), "portaal")
    only_beheer(tx, id, beller, vandaag)
    etag.require_match(request, row.versie)
    storage.remove(tx, row)
