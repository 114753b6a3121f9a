"""Medewerkers: for HR of the own organisation; a person may read the own record."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.medewerker import rules, storage
from services.gateway.medewerker.routes import bestanden
from services.gateway.organisatie.routes import BASE, OinPad
from shared import api, etag, paging, verwerking
from shared.api import Beller, Datum, Model, Nu, Oin, Tekst, Tx, Vandaag, absent, eist
from shared.caller import Caller
from shared.model import Email
from shared.problem import DETAILS, Problem, found, invalid

LEZEN, VASTLEGGEN = "personeelsgegevens raadplegen", "personeelsgegevens vastleggen"
router = api.router("medewerkers")
routers = (router, bestanden.router)

ExternId = Annotated[Tekst, Field(description="Kenmerk van de medewerker bij de werkgever.")]


class Herplaatsing(Model):
    """Voorrang die de eigen HR vastlegt, zonder reden."""

    sinds: Datum
    tot: Datum | None = Field(None, description="Laatste dag; leeg: nog niet bekend.")


class MedewerkerWijziging(Model):
    """Wat HR kan wijzigen; wat ontbreekt, blijft zoals het is."""

    naam: Tekst | None = absent()
    email: Email | None = absent()
    leidinggevende: UUID | None = absent(description="Pseudoniem van de leidinggevende.")
    vast_contract: bool | None = absent(description="Leeg: niet bekend.")
    herplaatsing: Herplaatsing | None = absent()


class MedewerkerInvoer(MedewerkerWijziging):
    """Een nieuwe medewerker."""

    extern_id: ExternId
    synthetisch: bool = Field(False, description="Verzonnen persoon, voor een proef.")


class Medewerker(MedewerkerInvoer):
    """Een medewerker van de eigen organisatie."""

    id: UUID = Field(description="Pseudoniem: zo heet deze persoon overal elders.")
    organisatie: Oin


class MedewerkerPagina(paging.Pagina):
    """Een deel van de medewerkers."""

    results: list[Medewerker] = Field(max_length=paging.MAX_SIZE)


class MedewerkerFilter(paging.PageParams):
    """Waarop te kiezen is; zoeken op een persoon gaat met `_zoek`."""

    herplaatsing: bool | None = Field(None, description="Alleen wie nu voorrang heeft, of niet.")


class MedewerkerZoekvraag(Model):
    """Wie u zoekt. In de inhoud, want kenmerken van mensen horen niet in een adres."""

    extern_ids: list[ExternId] = Field(min_length=1, max_length=paging.MAX_SIZE)


class MedewerkerVondst(Model):
    """Wie er gevonden is."""

    results: list[Medewerker] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/organisaties/{oin}/medewerkers",
    response_model=MedewerkerPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Medewerkers van de eigen organisatie",
)
def list_medewerkers(
    oin: OinPad,
    request: Request,
    response: Response,
    params: Annotated[MedewerkerFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """De medewerkers die de eigen HR heeft vastgelegd, op naam. Alleen voor die HR."""
    _only_hr(beller, oin)
    voorrang = params.herplaatsing
    rows = storage.find(tx, oin, vandaag, voorrang, params.offset, params.limit)
    count = storage.count(tx, oin, vandaag, voorrang) if params.telling else None
    shown = [_medewerker(row) for row in rows]
    seen = [row.id for row in rows[: params.page_size]]
    verwerking.record(tx, beller, LEZEN, seen, nu)
    return paging.page(request, response, params, shown, count)


@router.post(
    "/organisaties/{oin}/medewerkers",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Medewerker vastleggen",
)
def add_medewerker(
    oin: OinPad,
    invoer: MedewerkerInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Medewerker:
    """Leg een medewerker vast. Het pseudoniem in het antwoord is overal elders de naam."""
    _only_hr(beller, oin)
    for bekend in storage.find_by_extern_id(tx, oin, [invoer.extern_id]):
        detail = "Deze medewerker is al vastgelegd."
        raise Problem(409, detail, code="bestaat-al", medewerker=str(bekend.id))
    medewerker = rules.Medewerker(id=uuid4(), organisatie=oin, **_given(invoer))
    _check(tx, medewerker)
    row = storage.add(tx, medewerker)
    verwerking.record(tx, beller, VASTLEGGEN, [row.id], nu)
    response.headers["Location"] = f"{BASE}/organisaties/{oin}/medewerkers/{row.id}"
    etag.stamp(request, row.versie)
    return _medewerker(row)


@router.post(
    "/organisaties/{oin}/medewerkers/_zoek",
    dependencies=[eist("deelname:lezen")],
    summary="Medewerkers zoeken op eigen kenmerk",
)
def zoek_medewerkers(
    oin: OinPad, vraag: MedewerkerZoekvraag, tx: Tx, beller: Beller, nu: Nu
) -> MedewerkerVondst:
    """Zoek medewerkers met het kenmerk dat de werkgever zelf gebruikt."""
    _only_hr(beller, oin)
    rows = storage.find_by_extern_id(tx, oin, vraag.extern_ids)
    verwerking.record(tx, beller, LEZEN, [row.id for row in rows], nu)
    return MedewerkerVondst(results=[_medewerker(row) for row in rows])


@router.get(
    "/organisaties/{oin}/medewerkers/{id}",
    dependencies=[eist("deelname:lezen")],
    summary="Eén medewerker",
)
def get_medewerker(
    oin: OinPad, id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Medewerker:
    """Een medewerker. Voor de eigen HR, en voor de persoon zelf."""
    row = _visible(storage.get(tx, id), oin, beller)
    verwerking.record(tx, beller, LEZEN, [row.id], nu)
    etag.stamp(request, row.versie)
    return _medewerker(row)


@router.patch(
    "/organisaties/{oin}/medewerkers/{id}",
    dependencies=[eist("deelname:beheren")],
    summary="Medewerker wijzigen",
)
def change_medewerker(
    oin: OinPad,
    id: UUID,
    wijziging: MedewerkerWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Medewerker:
    """Wijzig wat over een medewerker is vastgelegd, ook de voorrang bij herplaatsing."""
    _only_hr(beller, oin)
    _visible(storage.get(tx, id), oin, beller)
    row = _visible(storage.get_locked(tx, id), oin, beller)  # only now: not of others
    etag.require_match(request, row.versie)
    medewerker = replace(storage.to_facts(row), **_given(wijziging))
    _check(tx, medewerker)
    storage.change(row, medewerker)
    verwerking.record(tx, beller, VASTLEGGEN, [row.id], nu)
    etag.stamp(request, row.versie)
    return _medewerker(row)


def _only_hr(beller: Caller, oin: str) -> None:
    """For everyone else there is nothing here, whether the organisation exists or not."""
    if not rules.mag_beheren(oin, beller.organisatie, beller.rollen):
        raise Problem(404, DETAILS[404], code="niet-gevonden")


def _visible(row: storage.Row | None, oin: str, beller: Caller) -> storage.Row:
    if row is not None and row.organisatie == oin:
        facts = storage.to_facts(row)
        if rules.mag_lezen(facts, beller.organisatie, beller.rollen, beller.medewerker):
            return row
    return found(None, "medewerker")


def _given(invoer: MedewerkerWijziging) -> dict[str, Any]:
    """What the body says, as facts."""
    given = {name: getattr(invoer, name) for name in invoer.model_fields_set}
    if invoer.herplaatsing is not None:
        given["herplaatsing"] = rules.Herplaatsing(**dict(invoer.herplaatsing))
    return given


def _check(tx: Tx, medewerker: rules.Medewerker) -> None:
    if medewerker.leidinggevende is not None:
        storage.lock_lines(tx, medewerker.organisatie)
    keten = storage.chain(tx, medewerker.organisatie, medewerker.leidinggevende)
    if beletselen := rules.beletselen(medewerker, keten):
        raise invalid(*((rules.PLAATS[een], een, rules.REDEN[een]) for een in beletselen))


def _medewerker(row: storage.Row) -> Medewerker:
    return Medewerker.model_validate(storage.to_facts(row))
