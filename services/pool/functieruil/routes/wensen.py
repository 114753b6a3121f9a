"""Wishes to swap: the person's own, with an own login; who sees them is the person's choice."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import Vaardigheid
from services.pool.functieruil import rules, verloop
from services.pool.functieruil.routes import models, tonen
from services.pool.functieruil.routes.access import FUNCTIERUIL, eis_goed, eis_verband
from services.pool.functieruil.rules import Ruilwensstatus
from services.pool.functieruil.storage import wensen
from services.pool.functieruil.storage.wensen import BewaardeWens
from services.pool.kijker import EigenKijker, adres, eis_eigen, eis_rol, eis_zelf
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("functieruil")
PLEKVELDEN = {naam: naam for naam in ("functie", "niveau", "van", "tot")} | {
    "uren_per_week": "uren"
}


@router.get(
    "/ruilwensen",
    response_model=models.RuilwensPagina,
    dependencies=[eist("pool:lezen")],
    summary="Ruilwensen die u mag zien",
)
def list_ruilwensen(
    request: Request,
    response: Response,
    params: Annotated[models.RuilFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft uw eigen wens en die van wie u laat meekijken, de nieuwste eerst.

    Wie niet mag weten wie het is, leest alleen het werk.
    """
    zoek = tonen.zoek(params)
    rijen = wensen.list_wensen(tx, kijker, zoek, params.offset, params.limit)
    count = wensen.count_wensen(tx, kijker, zoek) if params.telling else None
    over = [een.wens.medewerker for een in rijen if rules.ziet_persoon(een.wens, kijker)]
    verwerking.record(tx, beller, FUNCTIERUIL, over, nu)
    getoond = [tonen.toon_wens(request, een, kijker) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/ruilwensen",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Leg uw ruilwens vast",
)
def add_ruilwens(
    invoer: models.RuilwensInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Ruilwens:
    """U kiest zelf wie uw wens ziet; standaard niemand. Intrekken kan altijd."""
    medewerker, thuis = eis_zelf(kijker)
    eis_verband(kijker, invoer.verband)
    id = uuid4()
    plek = rules.Ruilplek(
        id, thuis, invoer.functie, invoer.niveau, invoer.uren_per_week, invoer.van, invoer.tot
    )
    wens = rules.Ruilwens(
        id=id,
        verband=invoer.verband,
        medewerker=medewerker,
        plek=plek,
        kan=_kan(invoer.kan),
        zoekt=tuple(dict.fromkeys(invoer.zoekt)),
        organisaties=tuple(dict.fromkeys(invoer.organisaties)),
        zichtbaarheid=invoer.zichtbaarheid,
        geldig_tot=invoer.geldig_tot,
        toelichting=invoer.toelichting,
        plaats=invoer.plaats,
    )
    _toets(tx, wens, vandaag)
    nieuw = wensen.set_wens(tx, None, wens, nu)
    if nieuw is None:
        zin = "U heeft in dit verband al een wens; wijzig die, of trek hem in."
        raise Problem(409, zin, code="bestaat-al")
    verloop.meld_wens(tx, None, wens, nu)
    verwerking.record(tx, beller, FUNCTIERUIL, [medewerker], nu)
    response.headers["Location"] = adres(request, f"/ruilwensen/{id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_wens(request, nieuw, kijker)


def _kan(kan: list[models.Ruilvaardigheid]) -> tuple[Vaardigheid, ...]:
    return tuple(Vaardigheid(een.functie, een.niveau) for een in kan)


def _toets(tx: Tx, wens: rules.Ruilwens, vandaag: Vandaag) -> None:
    kortste = pools.get_afspraken(tx, wens.verband).kortste_inzet_dagen
    eis_goed(rules.fouten_in_wens(wens, kortste, vandaag))


@router.get("/ruilwensen/{id}", dependencies=[eist("pool:lezen")], summary="Eén ruilwens")
def get_ruilwens(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Ruilwens:
    """Geeft de wens; u zelf leest ook waarom er wel of geen ruil is gevonden."""
    gevonden = found(wensen.get_wens(tx, id, kijker), "ruilwens")
    if rules.ziet_persoon(gevonden.wens, kijker):
        verwerking.record(tx, beller, FUNCTIERUIL, [gevonden.wens.medewerker], nu)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_wens(request, gevonden, kijker)


def _eigen(tx: Tx, id: UUID, kijker: EigenKijker, request: Request) -> BewaardeWens:
    """The caller's own wish that still stands, held. Errors: 404, 403, 409, 412."""
    oud = found(wensen.get_wens(tx, id, kijker, lock=True), "ruilwens")
    if not rules.is_eigenaar(oud.wens, kijker):
        raise Problem(403, "Alleen wie de wens heeft, wijzigt hem.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    if oud.wens.status is not Ruilwensstatus.ACTIEF:
        raise Problem(409, "Deze wens staat niet meer.", code="niet-actief")
    return oud


@router.patch(
    "/ruilwensen/{id}", dependencies=[eist("eigen:beheren")], summary="Wijzig uw ruilwens"
)
def patch_ruilwens(
    id: UUID,
    wijziging: models.RuilwensWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Ruilwens:
    """Wijzigt alleen de gegeven velden. Een kring die op uw oude wens rustte, vervalt."""
    oud = _eigen(tx, id, kijker, request)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    plek = {PLEKVELDEN[naam]: velden.pop(naam) for naam in set(PLEKVELDEN) & velden.keys()}
    if "kan" in velden:
        velden["kan"] = _kan(velden["kan"])
    for naam in {"zoekt", "organisaties"} & velden.keys():
        velden[naam] = tuple(dict.fromkeys(velden[naam]))
    wens = replace(oud.wens, plek=replace(oud.wens.plek, **plek), **velden)
    if wens == oud.wens:
        etag.stamp(request, oud.versie)
        return tonen.toon_wens(request, oud, kijker)
    _toets(tx, wens, vandaag)
    nieuw = _bewaar(tx, oud, wens, nu)
    if plek or velden.keys() - {"zichtbaarheid", "geldig_tot", "toelichting"}:
        verloop.breek_met(tx, [id], nu)
    verwerking.record(tx, beller, FUNCTIERUIL, [wens.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_wens(request, nieuw, kijker)


def _bewaar(tx: Tx, oud: BewaardeWens, wens: rules.Ruilwens, nu: Nu) -> BewaardeWens:
    nieuw = wensen.set_wens(tx, oud, wens, nu)
    assert nieuw is not None
    verloop.meld_wens(tx, oud.wens, wens, nu)
    return nieuw


@router.post(
    "/ruilwensen/{id}/intrekking",
    status_code=200,
    dependencies=[eist("eigen:beheren")],
    summary="Trek uw ruilwens in",
)
def trek_ruilwens_in(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Ruilwens:
    """Wat nog niet is vastgelegd, gaat dan niet door; de anderen lezen niet dat u het was."""
    oud = _eigen(tx, id, kijker, request)
    nieuw = _bewaar(tx, oud, replace(oud.wens, status=Ruilwensstatus.INGETROKKEN), nu)
    verloop.breek_met(tx, [id], nu)
    verwerking.record(tx, beller, FUNCTIERUIL, [oud.wens.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_wens(request, nieuw, kijker)


@router.put(
    "/ruilwensen/{id}/vervanging",
    dependencies=[eist("pool:schrijven")],
    summary="Zeg of de plek zolang leeg mag blijven",
)
def put_ruilwens_vervanging(
    id: UUID,
    invoer: models.Vervanging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Ruilwens:
    """De werkgever die de wens mag zien, zegt of een keten bij deze plek mag eindigen.

    Zonder dat vertrekt niemand voordat een ander de plek overneemt.
    """
    oud = found(wensen.get_wens(tx, id, kijker, lock=True), "ruilwens")
    eis_rol(kijker, rules.ORGANISATIEROLLEN)
    eis_eigen(kijker, oud.wens.plek.organisatie)
    if not rules.is_werkgever(oud.wens, kijker):
        raise Problem(403, "De medewerker deelt deze wens niet met u.", code="niet-gedeeld")
    etag.require_match(request, oud.versie)
    nieuw = oud
    if invoer.mag_leeg != oud.wens.mag_leeg:
        nieuw = _bewaar(tx, oud, replace(oud.wens, mag_leeg=invoer.mag_leeg), nu)
        if not invoer.mag_leeg:
            verloop.breek_met(tx, [id], nu)
    verwerking.record(tx, beller, FUNCTIERUIL, [oud.wens.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_wens(request, nieuw, kijker)
