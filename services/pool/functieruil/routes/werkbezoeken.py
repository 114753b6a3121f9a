"""Visits: asked by a person, answered by the host."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.functieruil import rules
from services.pool.functieruil.routes import models, tonen
from services.pool.functieruil.routes.access import FUNCTIERUIL, eis_goed, eis_verband, weiger
from services.pool.functieruil.rules import Bezoekstatus
from services.pool.functieruil.storage import werkbezoeken as storage
from services.pool.kijker import EigenKijker, adres, eis_mens, eis_zelf
from shared import api, berichten, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("functieruil")
GEVRAAGD = ("Een verzoek om een werkbezoek", "Iemand wil bij u op werkbezoek. Zeg ja of nee.")
ANTWOORD = ("Antwoord op uw werkbezoek", "De gastheer heeft geantwoord op uw werkbezoek.")
NIET_NU = "Dit kan nu niet; zie beletselen."


@router.get(
    "/werkbezoeken",
    response_model=models.WerkbezoekPagina,
    dependencies=[eist("pool:lezen")],
    summary="Werkbezoeken",
)
def list_werkbezoeken(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft uw eigen bezoeken, en die waarvoor uw organisatie gastheer is."""
    rijen = storage.list_bezoeken(tx, kijker, params.offset, params.limit)
    count = storage.count_bezoeken(tx, kijker) if params.telling else None
    verwerking.record(tx, beller, FUNCTIERUIL, [een.bezoek.medewerker for een in rijen], nu)
    getoond = [tonen.toon_bezoek(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/werkbezoeken",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Vraag een werkbezoek aan",
)
def add_werkbezoek(
    invoer: models.WerkbezoekInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Werkbezoek:
    """De lichte vorm van ruilen: een dag(deel) meekijken. Uw leidinggevende hoort het van u."""
    medewerker, thuis = eis_zelf(kijker)
    eis_verband(kijker, invoer.verband)
    bezoek = rules.Werkbezoek(
        uuid4(), invoer.verband, medewerker, thuis, invoer.gastheer, invoer.onderwerp, invoer.datum
    )
    eis_goed(rules.fouten_in_bezoek(bezoek, vandaag))
    nieuw = storage.set_bezoek(tx, None, bezoek, None, nu)
    berichten.record(tx, bezoek.gastheer, *GEVRAAGD, sleutel=f"werkbezoek/{bezoek.id}")
    verwerking.record(tx, beller, FUNCTIERUIL, [medewerker], nu)
    response.headers["Location"] = adres(request, f"/werkbezoeken/{bezoek.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_bezoek(request, nieuw)


@router.get("/werkbezoeken/{id}", dependencies=[eist("pool:lezen")], summary="Eén werkbezoek")
def get_werkbezoek(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Werkbezoek:
    """Geeft het bezoek, aan wie het vroeg en aan de gastheer."""
    gevonden = found(storage.get_bezoek(tx, id, kijker), "werkbezoek")
    verwerking.record(tx, beller, FUNCTIERUIL, [gevonden.bezoek.medewerker], nu)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_bezoek(request, gevonden)


@router.post(
    "/werkbezoeken/{id}/antwoord",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Antwoord op een werkbezoek",
)
def antwoord_werkbezoek(
    id: UUID,
    invoer: models.BezoekAntwoord,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Werkbezoek:
    """De gastheer zegt ja, eventueel op een andere dag, of nee."""
    oud = found(storage.get_bezoek(tx, id, kijker, lock=True), "werkbezoek")
    if not rules.is_gastheer(oud.bezoek, kijker):
        raise Problem(403, "De gastheer antwoordt.", code="andere-organisatie")
    door = eis_mens(beller)
    naar = Bezoekstatus.AFGESPROKEN if invoer.ja else Bezoekstatus.AFGEWEZEN
    weiger(rules.beletselen_bezoek(oud.bezoek, naar, vandaag), NIET_NU, "antwoord-kan-niet")
    bezoek = replace(oud.bezoek, status=naar, datum=invoer.datum or oud.bezoek.datum)
    eis_goed(rules.fouten_in_bezoek(bezoek, vandaag))
    nieuw = storage.set_bezoek(tx, oud, bezoek, door, nu)
    sleutel = f"werkbezoek/{id}/antwoord"
    berichten.record(tx, bezoek.medewerker, *ANTWOORD, sleutel=sleutel)
    verwerking.record(tx, beller, FUNCTIERUIL, [bezoek.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_bezoek(request, nieuw)


@router.post(
    "/werkbezoeken/{id}/intrekking",
    status_code=200,
    dependencies=[eist("eigen:beheren")],
    summary="Trek uw werkbezoek in",
)
def trek_werkbezoek_in(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Werkbezoek:
    """Wie het bezoek vroeg, trekt het in."""
    oud = found(storage.get_bezoek(tx, id, kijker, lock=True), "werkbezoek")
    if oud.bezoek.medewerker != kijker.medewerker:
        raise Problem(403, "Dit doet wie het bezoek vroeg.", code="andere-persoon")
    naar = Bezoekstatus.INGETROKKEN
    weiger(rules.beletselen_bezoek(oud.bezoek, naar, vandaag), NIET_NU, "intrekken-kan-niet")
    nieuw = storage.set_bezoek(tx, oud, replace(oud.bezoek, status=naar), None, nu)
    verwerking.record(tx, beller, FUNCTIERUIL, [oud.bezoek.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_bezoek(request, nieuw)
