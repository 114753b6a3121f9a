"""What a member decides and changes himself; only with the own login."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.leden import LEDENADMINISTRATIE, meld_lid, toets_lid, uit_invoer
from services.pool.flexpool.routes.models import toon_lid
from services.pool.kijker import BASE_PATH, Kijker
from shared import api, etag, events, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("leden")
EIGEN = "eigen:beheren"
TOESTEMMING = "Zelf beslissen over voorgesteld worden"


@router.get(
    "/leden",
    response_model=models.LidPagina,
    dependencies=[eist(EIGEN)],
    summary="Uw eigen lidmaatschappen",
)
def list_eigen_leden(
    request: Request,
    response: Response,
    params: Annotated[models.LidFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft de pools waar u in zit, en wat daar over u is vastgelegd."""
    zelf = found(kijker.medewerker, "medewerker")
    leden = storage.list_eigen(tx, zelf, params.offset, params.limit)
    if leden:
        verwerking.record(tx, beller, LEDENADMINISTRATIE, [zelf], nu)
    count = storage.count_eigen(tx, zelf) if params.telling else None
    rijen = [toon_lid(request, lid, kijker, vandaag) for lid in leden]
    return paging.page(request, response, params, rijen, count)


def _eigen_lid(tx: Session, id: UUID, kijker: rules.Kijker, lock: bool = False) -> rules.Poollid:
    """The caller's own membership; for anybody else it is not there."""
    lid = found(storage.get_lid(tx, id, kijker, lock=lock), "poollid")
    return found(lid if lid.medewerker == kijker.medewerker else None, "poollid")


@router.patch(
    "/leden/{id}/eigen", dependencies=[eist(EIGEN)], summary="Wijzig uw eigen wensen en dagen"
)
def patch_eigen_lid(
    id: UUID,
    wijziging: models.EigenWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Poollid:
    """Wijzigt wat u zelf bepaalt: wensen, competenties, postcode, reisafstand en dagen.

    Wat in uw contract staat, wijzigt uw werkgever.
    """
    oud = _eigen_lid(tx, id, kijker, lock=True)
    etag.require_match(request, oud.versie)
    lid = replace(oud, **uit_invoer(wijziging, wijziging.model_fields_set, {}))
    toets_lid(request, lid, {}, [])
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    if lid != oud:
        lid = replace(lid, versie=oud.versie + 1)
        storage.set_lid(tx, lid)
        meld_lid(tx, "poollid-gewijzigd", lid, nu)
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid, kijker, vandaag)


@router.get(
    "/leden/{id}/toestemming", dependencies=[eist(EIGEN)], summary="Wilt u voorgesteld worden?"
)
def get_lidtoestemming(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.LidToestemming:
    """Geeft wat u zei, en wat u eerder zei."""
    lid = _eigen_lid(tx, id, kijker)
    verwerking.record(tx, beller, TOESTEMMING, [lid.medewerker], nu)
    return _toon(tx, request, lid)


@router.put("/leden/{id}/toestemming", dependencies=[eist(EIGEN)], summary="Zeg ja of nee")
def put_lidtoestemming(
    id: UUID,
    invoer: models.LidToestemmingInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.LidToestemming:
    """Zegt of u voorgesteld wilt worden; uw antwoord geldt meteen en u kunt het altijd veranderen.

    Uw werkgever ziet het antwoord, andere organisaties niet.
    """
    lid = _eigen_lid(tx, id, kijker, lock=True)
    etag.require_match(request, lid.versie)
    verwerking.record(tx, beller, TOESTEMMING, [lid.medewerker], nu)
    if lid.toestemming is not invoer.ja:
        lid = replace(lid, toestemming=invoer.ja, versie=lid.versie + 1)
        storage.set_toestemming(tx, lid, nu)
        _meld_thuis(tx, lid, nu)
    return _toon(tx, request, lid)


def _meld_thuis(tx: Session, lid: rules.Poollid, nu: Nu) -> None:
    """Only the home employer hears it: for a partner a no would be a refusal."""
    organisaties = frozenset({lid.thuisorganisatie})
    wie = events.Publiek(organisaties=organisaties, rollen=rules.PLANNERS)
    pad = f"{BASE_PATH}/leden/{lid.id}"
    events.record(tx, "poollid-toestemming-gewijzigd", lid.id, wie, nu, pad)


def _toon(tx: Session, request: Request, lid: rules.Poollid) -> models.LidToestemming:
    etag.stamp(request, lid.versie)
    gezegd = storage.list_toestemmingen(tx, lid.id)
    rijen = [models.LidToestemmingWoord(ja=ja, op=op) for ja, op in gezegd]
    return models.LidToestemming(ja=lid.toestemming, geschiedenis=rijen)
