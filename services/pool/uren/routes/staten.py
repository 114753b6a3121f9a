"""Urenstaten: read, decided on by who had the work, taken back, corrected."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool.rules import Reden
from services.pool.kijker import Kijker, adres, eis_mens, eis_rol
from services.pool.uren import rules, storage
from services.pool.uren.routes import models
from services.pool.uren.routes.access import (
    SCHRIJVEN,
    URENREGISTRATIE,
    EigenKijker,
    als_indiener,
    eis_goed,
    in_log,
    meld,
    weiger,
)
from services.pool.uren.rules import Urenstatus, Weekstaat
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("uren")
LEZEN = "pool:lezen"
NIET_NU = "Dit kan nu niet; zie beletselen."


@router.get(
    "/urenstaten",
    response_model=models.UrenstaatPagina,
    dependencies=[eist(LEZEN)],
    summary="Uren die u mag zien",
)
def list_urenstaten(
    request: Request,
    response: Response,
    params: Annotated[models.UrenstaatFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft uw eigen uren, en die van wie u uitleent of inleent, de laatste week eerst."""
    velden = storage.Zoekvraag.__dataclass_fields__
    vraag = storage.Zoekvraag(**{naam: getattr(params, naam) for naam in velden})
    rijen = storage.list_staten(tx, kijker, vraag, params.offset, params.limit)
    count = storage.count_staten(tx, kijker, vraag) if params.telling else None
    gezien = [een.staat.medewerker for een in rijen[: params.page_size]]
    verwerking.record(tx, beller, URENREGISTRATIE, gezien, nu)
    getoond = [models.toon_staat(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/urenstaten/{id}", dependencies=[eist(LEZEN)], summary="Eén urenstaat")
def get_urenstaat(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.UrenstaatMetVerloop:
    """Geeft de uren met alles wat ermee gebeurde; een concept ziet alleen de medewerker zelf."""
    wat = found(storage.get_staat(tx, id, kijker), "urenstaat")
    verwerking.record(tx, beller, URENREGISTRATIE, [wat.staat.medewerker], nu)
    etag.stamp(request, wat.versie)
    return models.toon_met_verloop(request, wat, storage.list_log(tx, id))


@router.post(
    "/urenstaten/{id}/besluit",
    status_code=200,
    dependencies=[eist(SCHRIJVEN)],
    summary="Keur uren goed of stuur ze terug",
)
def besluit_urenstaat(
    id: UUID,
    invoer: models.Urenbesluit,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    wie: EigenKijker,
    nu: Nu,
) -> models.Urenstaat:
    """De inlener besluit; over leegloop en samenwerking de thuisorganisatie. Nooit de persoon zelf.

    Terugsturen vraagt een reden. Wie de uren namens een ander indiende, besluit er niet over.
    """
    oud = found(storage.get_staat(tx, id, wie, lock=True), "urenstaat")
    eis_rol(kijker, rules.GOEDKEURDERS)
    if not rules.mag_besluiten(oud.staat, kijker):
        raise Problem(403, "Wie het werk had, besluit over de uren.", code="andere-organisatie")
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    redenen = rules.beletselen_besluit(
        oud.staat, invoer.akkoord, invoer.reden, kijker.medewerker, door
    )
    weiger(redenen, NIET_NU, "besluit-kan-niet")
    (nieuw,) = _besluit(tx, [oud], invoer, door, beller, nu)
    etag.stamp(request, nieuw.versie)
    return models.toon_staat(request, nieuw)


@router.post(
    "/urenbesluiten",
    status_code=200,
    dependencies=[eist(SCHRIJVEN)],
    summary="Besluit over meer urenstaten tegelijk",
)
def add_urenbesluiten(
    invoer: models.Urenbesluiten,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    wie: EigenKijker,
    nu: Nu,
) -> models.UrenbesluitUitkomst:
    """Keurt alles goed of stuurt alles terug; kan er één niet, dan gebeurt er niets.

    Wat niet kan, staat er per urenstaat bij met alle redenen tegelijk.
    """
    eis_rol(kijker, rules.GOEDKEURDERS)
    door = eis_mens(beller)
    gevonden = storage.get_staten(tx, invoer.urenstaten, wie, lock=True)
    bekend = {een.staat.id: een for een in gevonden}
    redenen = []
    for nr, id in enumerate(invoer.urenstaten):
        plek, wat = f"urenstaten.{nr}", bekend.get(id)
        if wat is None:
            redenen.append(Reden(plek, "onbekend", "Deze urenstaat bestaat niet."))
        elif not rules.mag_besluiten(wat.staat, kijker):
            zin = "Wie het werk had, besluit over de uren."
            redenen.append(Reden(plek, "andere-organisatie", zin))
        else:
            stop = rules.beletselen_besluit(
                wat.staat, invoer.akkoord, invoer.reden, kijker.medewerker, door
            )
            redenen += [Reden(f"{plek}.{een.veld}", een.code, een.uitleg) for een in stop]
    weiger(redenen, "Over geen van deze uren is besloten; zie beletselen.", "besluit-kan-niet")
    nieuw = _besluit(tx, list(bekend.values()), invoer, door, beller, nu)
    getoond = [models.toon_staat(request, een) for een in nieuw]
    return models.UrenbesluitUitkomst(urenstaten=getoond)


def _besluit(
    tx: Tx,
    wat: list[storage.Bewaard],
    invoer: models.Urenbesluit,
    door: str,
    beller: Beller,
    nu: Nu,
) -> list[storage.Bewaard]:
    naar = Urenstatus.GOEDGEKEURD if invoer.akkoord else Urenstatus.TERUGGESTUURD
    staten = []
    for een in wat:
        # The reason of a correction stays with it; why it was sent back stands in the log too.
        reden = een.staat.reden if invoer.akkoord else invoer.reden
        staten.append(replace(een.staat, status=naar, reden=reden))
    nieuw = storage.set_staten(tx, staten, door, nu)
    meld(tx, nieuw, nu)
    verwerking.record(tx, beller, URENREGISTRATIE, [een.staat.medewerker for een in nieuw], nu)
    return nieuw


@router.post(
    "/urenstaten/{id}/intrekking",
    status_code=200,
    dependencies=[eist(LEZEN)],
    summary="Trek ingediende uren in",
)
def trek_urenstaat_in(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Urenstaat:
    """Wie indiende, neemt de uren terug zolang er niet over is besloten.

    Zij worden weer een concept van de medewerker; een correctie vervalt.
    """
    oud = found(storage.get_staat(tx, id, kijker, lock=True), "urenstaat")
    door = als_indiener(beller, kijker, oud.staat)
    if door is not None and oud.staat.ingediend_door is None:
        zin = "Deze uren diende de medewerker zelf in."
        raise Problem(403, zin, code="andere-persoon")
    etag.require_match(request, oud.versie)
    naar = rules.terugname(oud.staat)
    weiger(rules.overgang(oud.staat, naar), NIET_NU, "intrekken-kan-niet")
    (nieuw,) = storage.set_staten(tx, [replace(oud.staat, status=naar)], in_log(door), nu)
    verwerking.record(tx, beller, URENREGISTRATIE, [oud.staat.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return models.toon_staat(request, nieuw)


@router.post(
    "/urenstaten/{id}/correcties",
    status_code=201,
    dependencies=[eist(LEZEN)],
    summary="Verbeter goedgekeurde uren",
)
def add_urencorrectie(
    id: UUID,
    invoer: models.UrencorrectieInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Urenstaat:
    """Wat is goedgekeurd, wijzigt niet: het verschil wordt een nieuwe regel met een reden.

    Die wordt ook goedgekeurd of teruggestuurd. De medewerker doet dit, of de thuisorganisatie.
    """
    gezien = found(storage.get_staat(tx, id, kijker), "urenstaat").staat
    door = als_indiener(beller, kijker, gezien)
    storage.lock_personen(tx, [gezien.medewerker])
    week = storage.list_weken(tx, [gezien.medewerker], [gezien.week], lock=True)
    staten = [een.staat for een in week]
    oud = found(next((een for een in staten if een.id == id), None), "urenstaat")
    kwartieren = models.kwartieren(invoer.uren)
    redenen = rules.beletselen_correctie(oud, kwartieren, staten)
    weiger(redenen, NIET_NU, "correctie-kan-niet")
    nieuw = replace(
        oud,
        id=uuid4(),
        kwartieren=kwartieren - rules.geldig(oud, staten),
        status=Urenstatus.INGEDIEND,
        toelichting="",
        correctie_van=id,
        reden=invoer.reden,
        ingediend_door=door,
    )
    eis_goed(rules.fouten_in_week(Weekstaat(oud.week, (*staten, nieuw))))
    (bewaard,) = storage.set_staten(tx, [nieuw], in_log(door), nu)
    meld(tx, [bewaard], nu)
    verwerking.record(tx, beller, URENREGISTRATIE, [oud.medewerker], nu)
    response.headers["Location"] = adres(request, f"/urenstaten/{nieuw.id}")
    etag.stamp(request, bewaard.versie)
    return models.toon_staat(request, bewaard)
