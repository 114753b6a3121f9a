"""Answers to klussen: of the person, for who decides about the klus."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.kijker import EigenKijker, Kijker, adres, eis_zelf
from services.pool.klus import rules, verloop
from services.pool.klus.routes import models
from services.pool.klus.routes.access import KLUSSEN, NIET_NU, eis_goed, weiger
from services.pool.klus.rules import Reactiestatus
from services.pool.klus.storage import klussen, reacties
from services.pool.klus.storage.reacties import BewaardeReactie
from shared import api, berichten, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("klussen")


def redenen_bij(
    tx: Session, klus: rules.Klus, rijen: Sequence[BewaardeReactie], kijker: flexpool.Kijker
) -> dict[UUID, list[rules.Matchreden]]:
    """Per answer the same facts, for who decides; the person reads the own answer only."""
    if not (rules.beheert(klus, kijker) or rules.is_makelaar(klus, kijker)):
        return {}
    mensen = [een.reactie.medewerker for een in rijen]
    kan = reacties.vaardigheden(tx, mensen, klus.verband)
    andere = reacties.andere_inzetten(tx, mensen, klus)
    hoogste = pools.get_afspraken(tx, klus.verband).maximum_gelijktijdige_inzetten
    return {
        een.reactie.id: rules.matchredenen(
            klus,
            een.reactie,
            kan.get(een.reactie.medewerker, []),
            andere.get(een.reactie.medewerker, []),
            hoogste,
        )
        for een in rijen
    }


def toon(
    request: Request, tx: Session, wat: BewaardeReactie, kijker: flexpool.Kijker
) -> models.Klusreactie:
    """One answer for who looks."""
    klus = found(klussen.haal(tx, wat.reactie.klus), "klus").klus
    redenen = redenen_bij(tx, klus, [wat], kijker)
    return models.toon_reactie(request, wat, redenen.get(wat.reactie.id, []))


@router.get(
    "/klussen/{id}/reacties",
    response_model=models.KlusreactiePagina,
    dependencies=[eist("pool:lezen")],
    summary="De reacties op een klus",
)
def list_reacties_op_klus(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.KlusreactieFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """In de volgorde waarin zij kwamen, elk met dezelfde feiten; niemand wordt gerangschikt.

    Voor wie de klus beheert en voor de makelaar; een medewerker leest alleen de eigen reactie.
    """
    klus = found(klussen.get_klus(tx, id, kijker), "klus").klus
    rijen = reacties.list_reacties(tx, kijker, id, params.offset, params.limit)
    gezien = rijen[: params.page_size]
    verwerking.record(tx, beller, KLUSSEN, [een.reactie.medewerker for een in gezien], nu)
    redenen = redenen_bij(tx, klus, gezien, kijker)
    getoond = [models.toon_reactie(request, een, redenen.get(een.reactie.id, [])) for een in rijen]
    count = reacties.count_reacties(tx, kijker, id) if params.telling else None
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/klussen/{id}/reacties",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Reageer op een klus",
)
def add_klusreactie(
    id: UUID,
    invoer: models.KlusreactieInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klusreactie:
    """Alleen met een eigen inlog. Uw werkgever hoort ervan als er een voorstel is, niet eerder."""
    klus = found(klussen.get_klus(tx, id, kijker, lock=True), "klus").klus
    medewerker, thuis = eis_zelf(kijker)
    weiger(rules.beletselen_reactie(klus, vandaag), NIET_NU, "reageren-kan-niet")
    eis_goed(rules.fouten_in_uren(klus, invoer.uren_per_week))
    reactie = rules.Klusreactie(
        id=uuid4(),
        klus=id,
        medewerker=medewerker,
        thuisorganisatie=thuis,
        motivatie=invoer.motivatie,
        uren_per_week=invoer.uren_per_week,
        variant=invoer.variant,
    )
    nieuw = reacties.add_reactie(tx, reactie, nu)
    if nieuw is None:
        raise Problem(409, "U hebt al op deze klus gereageerd.", code="al-gereageerd")
    sleutel = f"klusreactie/{reactie.id}/nieuw"
    berichten.record(tx, klus.organisatie, *verloop.GEREAGEERD, sleutel=sleutel)
    verwerking.record(tx, beller, KLUSSEN, [medewerker], nu)
    response.headers["Location"] = adres(request, f"/klusreacties/{reactie.id}")
    etag.stamp(request, nieuw.versie)
    return models.toon_reactie(request, nieuw, [])


@router.get(
    "/klusreacties",
    response_model=models.KlusreactiePagina,
    dependencies=[eist("pool:lezen")],
    summary="Reacties die u mag lezen",
)
def list_klusreacties(
    request: Request,
    response: Response,
    params: Annotated[models.KlusreactieFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft uw eigen reacties (met een eigen inlog), en die op klussen die u beheert of matcht."""
    rijen = reacties.list_reacties(tx, kijker, None, params.offset, params.limit)
    gezien = [een.reactie.medewerker for een in rijen[: params.page_size]]
    verwerking.record(tx, beller, KLUSSEN, gezien, nu)
    count = reacties.count_reacties(tx, kijker, None) if params.telling else None
    getoond = [models.toon_reactie(request, een, []) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/klusreacties/{id}", dependencies=[eist("pool:lezen")], summary="Eén reactie")
def get_klusreactie(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Klusreactie:
    """Geeft de reactie, met de feiten die bij een match horen voor wie daarover gaat."""
    gevonden = found(reacties.get_reactie(tx, id, kijker), "reactie")
    verwerking.record(tx, beller, KLUSSEN, [gevonden.reactie.medewerker], nu)
    etag.stamp(request, gevonden.versie)
    return toon(request, tx, gevonden, kijker)


@router.post(
    "/klusreacties/{id}/intrekking",
    status_code=200,
    dependencies=[eist("eigen:beheren")],
    summary="Trek uw reactie in",
)
def trek_klusreactie_in(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Klusreactie:
    """Dat heeft geen gevolgen. Is er al een inzet voorgesteld, zeg dan daar nee tegen."""
    gezien = found(reacties.get_reactie(tx, id, kijker), "reactie")
    if not rules.is_reageerder(gezien.reactie, kijker):
        raise Problem(403, "Dit doet wie reageerde.", code="andere-persoon")
    klus = found(verloop.lock_bij(tx, gezien.reactie.klus, nu), "klus")
    oud = found(reacties.haal(tx, id, lock=True), "reactie")
    etag.require_match(request, oud.versie)
    weiger(rules.beletselen_intrekken(oud.reactie), NIET_NU, "intrekken-kan-niet")
    nieuw = reacties.set_status(tx, oud, Reactiestatus.INGETROKKEN, nu)
    if oud.reactie.status is Reactiestatus.GEKOZEN:
        verloop.geef_vrij(tx, klus, nu)
    verwerking.record(tx, beller, KLUSSEN, [oud.reactie.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return models.toon_reactie(request, nieuw, [])
