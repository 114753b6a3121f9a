"""What an organisation enters of a year: pay, own fte per function, what hiring costs."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Request, Response

from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.inhuur import storage
from services.pool.inhuur.routes import jaarmodellen as models
from services.pool.inhuur.routes.regels import (
    functies,
    lezer_van,
    onbekend,
    schrijver_van,
    weiger,
)
from services.pool.inhuur.routes.waarden import FunctiePad, JaarPad
from services.pool.inhuur.rules import als_uren
from services.pool.inhuur.storage import Opgave
from services.pool.kijker import Kijker
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("inhuur")


def _mijn(tx: Tx, opgave: Opgave, kijker: Kijker, lock: bool = False, **sleutel: Any) -> Any:
    """What the own organisation entered, for who plans there; for anyone else it is not there."""
    eigen = kijker.organisatie if kijker.rollen & PLANNERS else None
    return found(storage.get_opgave(tx, opgave, {"organisatie": eigen, **sleutel}, lock), "opgave")


def _zet(
    tx: Tx,
    opgave: Opgave,
    sleutel: Mapping[str, Any],
    velden: Mapping[str, Any],
    request: Request,
    nu: Nu,
) -> Any:
    """Store, when nobody else did meanwhile (412)."""
    oud = storage.get_opgave(tx, opgave, sleutel, lock=True)
    etag.require_match(request, oud.versie if oud else 0)
    row = storage.set_opgave(tx, opgave, sleutel, velden, nu)
    etag.stamp(request, row.versie)
    return row


def _wis(tx: Tx, opgave: Opgave, kijker: Kijker, request: Request, **sleutel: Any) -> None:
    row = _mijn(tx, opgave, kijker, lock=True, **sleutel)
    eigen = schrijver_van(kijker)
    etag.require_match(request, row.versie)
    storage.wis_opgave(tx, opgave, {"organisatie": eigen, **sleutel})


def _al_begonnen(jaar: int, vandaag: Vandaag) -> list[Reden]:
    zin = "Dit jaar is nog niet begonnen."
    return [Reden("jaar", "in-de-toekomst", zin)] if jaar > vandaag.year else []


# ---- pay
@router.get(
    "/inhuurjaren",
    response_model=models.InhuurjaarPagina,
    dependencies=[eist("pool:lezen")],
    summary="Loonsommen die u opgaf",
)
def list_inhuurjaren(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft per jaar de loonsom van uw organisatie, met de bron."""
    wat = (tx, Opgave.JAAR, {"organisatie": lezer_van(kijker)})
    rijen = storage.list_opgaven(*wat, params.offset, params.limit)
    count = storage.count_opgaven(*wat) if params.telling else None
    getoond = [models.Inhuurjaar.model_validate(row) for row in map(_jaar, rijen)]
    return paging.page(request, response, params, getoond, count)


def _jaar(row: Any) -> models.Inhuurjaar:
    velden = {naam: getattr(row, naam) for naam in models.Inhuurjaar.model_fields}
    return models.Inhuurjaar(**velden)


@router.get(
    "/inhuurjaren/{jaar}", dependencies=[eist("pool:lezen")], summary="De loonsom van een jaar"
)
def get_inhuurjaar(jaar: JaarPad, request: Request, tx: Tx, kijker: Kijker) -> models.Inhuurjaar:
    """Geeft wat uw organisatie over dat jaar opgaf."""
    row = _mijn(tx, Opgave.JAAR, kijker, jaar=jaar)
    etag.stamp(request, row.versie)
    return _jaar(row)


@router.put(
    "/inhuurjaren/{jaar}", dependencies=[eist("pool:schrijven")], summary="Geef de loonsom op"
)
def put_inhuurjaar(
    jaar: JaarPad,
    invoer: models.InhuurjaarInvoer,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inhuurjaar:
    """Legt de loonsom vast, en welke verbanden uw inhuur in hun som mogen meetellen."""
    eigen = schrijver_van(kijker)
    fouten = _al_begonnen(jaar, vandaag)
    if set(invoer.gedeeld_met) - kijker.verbanden:
        zin = "Kies alleen verbanden van uw organisatie."
        fouten.append(Reden("gedeeldMet", "onbekend", zin))
    weiger(fouten)
    velden = {naam: getattr(invoer, naam) for naam in models.InhuurjaarInvoer.model_fields}
    velden["gedeeld_met"] = sorted(set(invoer.gedeeld_met))
    sleutel = {"organisatie": eigen, "jaar": jaar}
    return _jaar(_zet(tx, Opgave.JAAR, sleutel, velden, request, nu))


@router.delete(
    "/inhuurjaren/{jaar}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder de loonsom van een jaar",
)
def delete_inhuurjaar(jaar: JaarPad, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Daarna telt uw organisatie dat jaar in geen verband meer mee."""
    _wis(tx, Opgave.JAAR, kijker, request, jaar=jaar)


# ---- own fte
@router.get(
    "/eigen-formaties",
    response_model=models.EigenFormatiePagina,
    dependencies=[eist("pool:lezen")],
    summary="Eigen fte per functie",
)
def list_eigen_formatie(
    request: Request,
    response: Response,
    params: Annotated[models.JaarFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft wat uw organisatie opgaf."""
    sleutel = {"organisatie": lezer_van(kijker)} | ({"jaar": params.jaar} if params.jaar else {})
    rijen = storage.list_opgaven(tx, Opgave.FORMATIE, sleutel, params.offset, params.limit)
    count = storage.count_opgaven(tx, Opgave.FORMATIE, sleutel) if params.telling else None
    return paging.page(request, response, params, [_formatie(row) for row in rijen], count)


def _formatie(row: Any) -> models.EigenFormatie:
    velden = {naam: getattr(row, naam) for naam in models.EigenFormatie.model_fields}
    return models.EigenFormatie(**velden | {"fte": als_uren(row.fte)})


@router.get(
    "/eigen-formaties/{jaar}/functies/{functie}",
    dependencies=[eist("pool:lezen")],
    summary="Eigen fte van een functie",
)
def get_eigen_formatie(
    jaar: JaarPad, functie: FunctiePad, request: Request, tx: Tx, kijker: Kijker
) -> models.EigenFormatie:
    """Geeft wat uw organisatie over dat jaar opgaf."""
    row = _mijn(tx, Opgave.FORMATIE, kijker, jaar=jaar, functie=functie)
    etag.stamp(request, row.versie)
    return _formatie(row)


@router.put(
    "/eigen-formaties/{jaar}/functies/{functie}",
    dependencies=[eist("pool:schrijven")],
    summary="Geef eigen fte van een functie op",
)
def put_eigen_formatie(
    jaar: JaarPad,
    functie: FunctiePad,
    invoer: models.EigenFormatieInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.EigenFormatie:
    """Legt de eigen fte van dat jaar vast; zonder die is er geen aandeel inhuur."""
    eigen = schrijver_van(kijker)
    weiger(onbekend([functie], functies(tx, gateway, beller, kijker)))
    sleutel = {"organisatie": eigen, "jaar": jaar, "functie": functie}
    velden = {"fte": int(invoer.fte * 100), "bron": invoer.bron}
    return _formatie(_zet(tx, Opgave.FORMATIE, sleutel, velden, request, nu))


@router.delete(
    "/eigen-formaties/{jaar}/functies/{functie}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder eigen fte van een functie",
)
def delete_eigen_formatie(
    jaar: JaarPad, functie: FunctiePad, request: Request, tx: Tx, kijker: Kijker
) -> None:
    """Verwijdert wat uw organisatie opgaf."""
    _wis(tx, Opgave.FORMATIE, kijker, request, jaar=jaar, functie=functie)


# ---- what hiring costs
@router.get(
    "/referentietarieven",
    response_model=models.ReferentietariefPagina,
    dependencies=[eist("pool:lezen")],
    summary="Wat inhuren kost, per functie",
)
def list_referentietarieven(
    request: Request,
    response: Response,
    params: Annotated[models.JaarFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de tarieven die uw organisatie invulde; daarmee is vermeden inhuur te berekenen."""
    sleutel = {"organisatie": lezer_van(kijker)} | ({"jaar": params.jaar} if params.jaar else {})
    rijen = storage.list_opgaven(tx, Opgave.TARIEF, sleutel, params.offset, params.limit)
    count = storage.count_opgaven(tx, Opgave.TARIEF, sleutel) if params.telling else None
    return paging.page(request, response, params, [_tarief(row) for row in rijen], count)


def _tarief(row: Any) -> models.Referentietarief:
    velden = {naam: getattr(row, naam) for naam in models.Referentietarief.model_fields}
    return models.Referentietarief(**velden)


@router.get(
    "/referentietarieven/{jaar}/functies/{functie}",
    dependencies=[eist("pool:lezen")],
    summary="Wat inhuren van een functie kost",
)
def get_referentietarief(
    jaar: JaarPad, functie: FunctiePad, request: Request, tx: Tx, kijker: Kijker
) -> models.Referentietarief:
    """Geeft het tarief dat uw organisatie invulde."""
    row = _mijn(tx, Opgave.TARIEF, kijker, jaar=jaar, functie=functie)
    etag.stamp(request, row.versie)
    return _tarief(row)


@router.put(
    "/referentietarieven/{jaar}/functies/{functie}",
    dependencies=[eist("pool:schrijven")],
    summary="Vul in wat inhuren van een functie kost",
)
def put_referentietarief(
    jaar: JaarPad,
    functie: FunctiePad,
    invoer: models.ReferentietariefInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Referentietarief:
    """Legt een tarief vast met waar het staat; het volgt nooit uit het loon van iemand."""
    eigen = schrijver_van(kijker)
    weiger(onbekend([functie], functies(tx, gateway, beller, kijker)))
    sleutel = {"organisatie": eigen, "jaar": jaar, "functie": functie}
    velden = {"cent_per_uur": invoer.cent_per_uur, "bron": invoer.bron}
    return _tarief(_zet(tx, Opgave.TARIEF, sleutel, velden, request, nu))


@router.delete(
    "/referentietarieven/{jaar}/functies/{functie}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder een referentietarief",
)
def delete_referentietarief(
    jaar: JaarPad, functie: FunctiePad, request: Request, tx: Tx, kijker: Kijker
) -> None:
    """Verwijdert wat uw organisatie invulde."""
    _wis(tx, Opgave.TARIEF, kijker, request, jaar=jaar, functie=functie)
