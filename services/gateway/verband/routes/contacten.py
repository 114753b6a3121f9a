"""Whom partners can reach about recruitment."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.organisatie.routes import BASE, OinPad
from services.gateway.verband import rules
from services.gateway.verband import storage as verbanden
from services.gateway.verband.routes.beheer import visible
from services.gateway.verband.storage import contacten as storage
from shared import api, etag, paging
from shared.api import Beller, Model, Oin, Tekst, Tx, Vandaag, absent, eist
from shared.caller import Caller
from shared.model import Email
from shared.problem import DETAILS, Problem, found

router = api.router("verbanden")
Telefoon = Annotated[str, Field(pattern=r"^[0-9+() -]{3,30}$", min_length=3, max_length=30)]


class WervingscontactInvoer(Model):
    """Wie partners over werving kunnen bereiken: een collega of een postbus."""

    naam: Tekst = Field(description="Naam van de collega, of van het team.")
    email: Email
    telefoon: Telefoon | None = None
    werkgebied: Tekst | None = Field(None, description="Waarvoor: functies, afdeling, regio.")


class WervingscontactWijziging(Model):
    """Wat aan een contact kan wijzigen; wat ontbreekt, blijft zoals het is."""

    naam: Tekst = absent()
    email: Email = absent()
    telefoon: Telefoon | None = absent()
    werkgebied: Tekst | None = absent()


class Wervingscontact(WervingscontactInvoer):
    """Een contact van een organisatie."""

    id: UUID
    organisatie: Oin


class WervingscontactPagina(paging.Pagina):
    """Een deel van de contacten, per organisatie."""

    results: list[Wervingscontact] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/verbanden/{id}/wervingscontacten",
    response_model=WervingscontactPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Recruiters en postbussen van de partners",
)
def list_verbandcontacten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """Wie u bij elke partner over werving bereikt. Niet voor rollen zonder persoonsgegevens."""
    visible(tx, id, beller, vandaag)
    if not rules.mag_contacten_zien(beller.rollen):
        return found(None, "verband")
    leden = rules.leden_op(verbanden.leden(tx, id), vandaag)
    rows = storage.find_contacten(tx, leden, params.offset, params.limit)
    count = storage.count_contacten(tx, leden) if params.telling else None
    shown = [Wervingscontact.model_validate(row) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.get(
    "/organisaties/{oin}/wervingscontacten",
    response_model=WervingscontactPagina,
    dependencies=[eist("deelname:beheren")],
    summary="Eigen recruiters en postbussen",
)
def list_wervingscontacten(
    oin: OinPad,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Wie partners over werving bij uw organisatie bereiken."""
    _only_own(beller, oin)
    rows = storage.find_contacten(tx, [oin], params.offset, params.limit)
    count = storage.count_contacten(tx, [oin]) if params.telling else None
    shown = [Wervingscontact.model_validate(row) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post(
    "/organisaties/{oin}/wervingscontacten",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Recruiter of postbus vastleggen",
)
def add_wervingscontact(
    oin: OinPad,
    invoer: WervingscontactInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
) -> Wervingscontact:
    """Leg vast wie partners over werving bereiken. De partners van uw verbanden zien dit."""
    _only_own(beller, oin)
    row = storage.add_contact(tx, oin, dict(invoer))
    response.headers["Location"] = f"{BASE}/organisaties/{oin}/wervingscontacten/{row.id}"
    etag.stamp(request, row.versie)
    return Wervingscontact.model_validate(row)


@router.get(
    "/organisaties/{oin}/wervingscontacten/{id}",
    dependencies=[eist("deelname:beheren")],
    summary="Eén recruiter of postbus",
)
def get_wervingscontact(
    oin: OinPad, id: UUID, request: Request, tx: Tx, beller: Beller
) -> Wervingscontact:
    """Een contact van uw organisatie."""
    _only_own(beller, oin)
    row = found(storage.get_contact(tx, oin, id), "contact")
    etag.stamp(request, row.versie)
    return Wervingscontact.model_validate(row)


@router.patch(
    "/organisaties/{oin}/wervingscontacten/{id}",
    dependencies=[eist("deelname:beheren")],
    summary="Recruiter of postbus wijzigen",
)
def change_wervingscontact(
    oin: OinPad,
    id: UUID,
    wijziging: WervingscontactWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
) -> Wervingscontact:
    """Wijzig een contact van uw organisatie."""
    _only_own(beller, oin)
    row = found(storage.get_contact(tx, oin, id, lock=True), "contact")
    etag.require_match(request, row.versie)
    storage.change(row, {n: getattr(wijziging, n) for n in wijziging.model_fields_set})
    etag.stamp(request, row.versie)
    return Wervingscontact.model_validate(row)


@router.delete(
    "/organisaties/{oin}/wervingscontacten/{id}",
    status_code=204,
    dependencies=[eist("deelname:beheren")],
    summary="Recruiter of postbus verwijderen",
)
def remove_wervingscontact(oin: OinPad, id: UUID, request: Request, tx: Tx, beller: Beller) -> None:
    """Haal een contact weg; het is dan nergens meer te vinden."""
    _only_own(beller, oin)
    row = found(storage.get_contact(tx, oin, id, lock=True), "contact")
    etag.require_match(request, row.versie)
    storage.remove(tx, row)


def _only_own(beller: Caller, oin: str) -> None:
    """For HR, recruiters and the beheerder of the organisation; nobody else finds anything."""
    if not rules.mag_contacten_kiezen(oin, beller.organisatie, beller.rollen):
        raise Problem(404, DETAILS[404], code="niet-gevonden")
