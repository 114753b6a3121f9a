"""Rings: first the people say yes or no, then a makelaar records them as inzetten."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.functieruil import rules, verloop
from services.pool.functieruil.routes import models, tonen
from services.pool.functieruil.routes.access import FUNCTIERUIL, MAKELAARS, weiger
from services.pool.functieruil.rules import Kringstatus
from services.pool.functieruil.storage import kringen
from services.pool.functieruil.storage.kringen import BewaardeKring
from services.pool.kijker import EigenKijker, eis_eigen_inlog, eis_mens, eis_rol
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("functieruil")
NIET_NU = "Dit kan nu niet; zie beletselen."


def _noteer(tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu, *wat: BewaardeKring) -> None:
    """Whose data was read: all of a ring that is shown whole, else the own part."""
    mensen = []
    for een in wat:
        heel = rules.ziet_hele_kring(een.kring, kijker)
        mensen += [
            deel.medewerker
            for deel in een.kring.schakels
            if heel or deel.medewerker == kijker.medewerker
        ]
    verwerking.record(tx, beller, FUNCTIERUIL, mensen, nu)


@router.get(
    "/ruilkringen",
    response_model=models.RuilkringPagina,
    dependencies=[eist("pool:lezen")],
    summary="Ruilkringen die u mag zien",
)
def list_ruilkringen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft de kringen waar u in zit, en die waarin iedereen ja zei en waarvoor u plant."""
    rijen = kringen.list_kringen(tx, kijker, params.offset, params.limit)
    count = kringen.count_kringen(tx, kijker) if params.telling else None
    _noteer(tx, beller, kijker, nu, *rijen)
    getoond = [tonen.toon_kring(request, een, kijker) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/ruilkringen/{id}", dependencies=[eist("pool:lezen")], summary="Eén ruilkring")
def get_ruilkring(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Ruilkring:
    """Geeft de kring: heel voor wie plant, en voor wie er in zit het eigen deel."""
    gevonden = found(kringen.get_kring(tx, id, kijker), "ruilkring")
    _noteer(tx, beller, kijker, nu, gevonden)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_kring(request, gevonden, kijker)


@router.post(
    "/ruilkringen/{id}/antwoorden",
    status_code=200,
    dependencies=[eist("pool:lezen")],
    summary="Zeg ja of nee tegen een ruil",
)
def add_kringantwoord(
    id: UUID,
    invoer: models.KringAntwoord,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Ruilkring:
    """Alleen met een eigen inlog. Zegt iedereen ja, dan horen de makelaar en de werkgevers ervan.

    Zegt iemand nee, dan gaat de kring niet door en wordt zonder haar opnieuw gerekend.
    """
    oud = found(kringen.get_kring(tx, id, kijker, lock=True), "ruilkring")
    eigen = rules.eigen_schakel(oud.kring, kijker)
    if eigen is None:
        raise Problem(403, "U zit niet in deze kring.", code="geen-partij")
    eis_eigen_inlog(beller)
    redenen = rules.beletselen_antwoord(oud.kring, eigen, invoer.ja, vandaag)
    weiger(redenen, NIET_NU, "antwoord-kan-niet")
    nieuw = kringen.set_antwoord(tx, oud, eigen, invoer.ja, nu)
    if not invoer.ja:
        afval = [(eigen.wens, eigen.naar)] if eigen.wens else []
        nieuw = verloop.breek(tx, nieuw, afval, nu)
    elif nieuw.kring.status is Kringstatus.AKKOORD:
        verloop.meld_kring(tx, nieuw, "akkoord", nu)
    verwerking.record(tx, beller, FUNCTIERUIL, [eigen.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_kring(request, nieuw, kijker)


def _voor_makelaar(tx: Tx, id: UUID, kijker: EigenKijker) -> BewaardeKring:
    oud = found(kringen.get_kring(tx, id, kijker, lock=True), "ruilkring")
    if not rules.ziet_hele_kring(oud.kring, kijker):
        raise Problem(403, "Dit doet een makelaar van het verband.", code="rol-ontbreekt")
    eis_rol(kijker, MAKELAARS)
    if oud.kring.verband not in kijker.verbanden:
        raise Problem(403, "Dit doet een makelaar van het verband.", code="rol-ontbreekt")
    return oud


@router.post(
    "/ruilkringen/{id}/vastlegging",
    status_code=200,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Leg een kring vast als inzetten",
)
def leg_ruilkring_vast(
    id: UUID,
    invoer: models.Vastlegging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Ruilkring:
    """Maakt per mens een inzet, allemaal op dezelfde dagen; elk vraagt drie keer ja.

    Valt er één weg, dan gaan de andere ook niet door. Ruilen zonder geld is voor de btw ook een
    prestatie (C): leg de waarde van beide kanten uit in de overeenkomst.
    """
    oud = _voor_makelaar(tx, id, kijker)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    weiger(rules.beletselen_vastleggen(oud.kring, vandaag), NIET_NU, "vastleggen-kan-niet")
    nieuw = verloop.leg_vast(tx, oud, door, invoer.reden, invoer.verrekening, nu)
    _noteer(tx, beller, kijker, nu, nieuw)
    bewaard = found(kringen.get_kring(tx, id, kijker), "ruilkring")
    etag.stamp(request, bewaard.versie)
    return tonen.toon_kring(request, bewaard, kijker)


@router.post(
    "/ruilkringen/{id}/intrekking",
    status_code=200,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Trek een ruilkring in",
)
def trek_ruilkring_in(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Ruilkring:
    """Een makelaar trekt een kring in die nog niet begonnen is, met alle inzetten daarvan."""
    oud = _voor_makelaar(tx, id, kijker)
    eis_mens(beller)
    if oud.kring.status not in rules.OPEN or oud.kring.van <= vandaag:
        raise Problem(409, "Deze kring is voorbij of al begonnen.", code="niet-in-te-trekken")
    nieuw = verloop.breek(tx, oud, [], nu, opnieuw=False)
    _noteer(tx, beller, kijker, nu, nieuw)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_kring(request, nieuw, kijker)
