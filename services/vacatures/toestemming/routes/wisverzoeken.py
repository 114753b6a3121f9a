"""Receivers confirm that they erased their copies."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.toestemming import rules, storage
from services.vacatures.toestemming.routes import models
from services.vacatures.toestemming.routes.models import adres
from services.vacatures.toestemming.rules import Toestemmingsdoel, Wisstatus
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("toestemmingen")
BEHANDELEN = "sollicitaties:behandelen"


@router.get(
    "/wisverzoeken",
    response_model=models.WisverzoekPagina,
    dependencies=[eist(BEHANDELEN)],
    summary="Wat uw organisatie moet wissen",
)
def list_wisverzoeken(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de wisverzoeken aan uw organisatie, openstaande eerst; voor haar recruiters."""
    organisatie = recruiter_van(beller)
    lijst, count = storage.list_wisverzoeken(tx, organisatie, params.offset, params.limit)
    shown = [_toon(een, nu) for een in lijst]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get("/wisverzoeken/{id}", dependencies=[eist(BEHANDELEN)], summary="Eén wisverzoek")
def get_wisverzoek(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Wisverzoek:
    """Geeft wat te wissen is en wanneer uiterlijk; wie het betreft, staat er niet in."""
    verzoek = _eigen(tx, id, beller)
    etag.stamp(request, _versie(verzoek))
    return _toon(verzoek, nu)


@router.post(
    "/wisverzoeken/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist(BEHANDELEN)],
    summary="Bevestig dat alle kopieën gewist zijn",
)
def add_wisverzoek_statuswijziging(
    id: UUID,
    wijziging: models.WisverzoekWijziging,  # noqa: ARG001 (only one change exists)
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Wisverzoek:
    """Legt vast dat uw organisatie haar kopieën heeft gewist; de persoon ziet dat meteen."""
    verzoek = _eigen(tx, id, beller, lock=True)
    if not beller.gebruiker:
        raise Problem(400, "Noem wie dit bevestigt (Audit-User-ID).", code="gebruiker-ontbreekt")
    etag.require_match(request, _versie(verzoek))
    if rules.wisstatus(verzoek.ontvanger, nu) is Wisstatus.BEVESTIGD:
        raise Problem(409, "Dit is al bevestigd.", code="overgang-kan-niet", mogelijk=[])
    storage.bevestig(tx, verzoek, beller, nu)
    verwerking.record(tx, beller, "wissen bevestigen", [verzoek.persoon], nu)
    verzoek = found(storage.get_wisverzoek(tx, id), "wisverzoek")
    response.headers["Location"] = adres(request, f"/wisverzoeken/{id}")
    etag.stamp(request, _versie(verzoek))
    return _toon(verzoek, nu)


def recruiter_van(beller: Caller) -> str:
    """The organisation whose recruiter asks; 403 for anybody else."""
    if beller.organisatie is None or not beller.rollen & storage.ROLLEN:
        raise Problem(403, "Dit kan alleen een recruiter van een organisatie.", code="geen-rol")
    return beller.organisatie


def _eigen(tx: Session, id: UUID, beller: Caller, *, lock: bool = False) -> storage.Wisverzoek:
    organisatie = recruiter_van(beller)
    verzoek = found(storage.get_wisverzoek(tx, id), "wisverzoek")
    if verzoek.ontvanger.organisatie != organisatie:
        found(None, "wisverzoek")
    return found(storage.get_wisverzoek(tx, id, lock=True), "wisverzoek") if lock else verzoek


def _versie(verzoek: storage.Wisverzoek) -> int:
    return 1 if verzoek.ontvanger.wissen_bevestigd_op is None else 2


def _toon(verzoek: storage.Wisverzoek, nu: datetime) -> models.Wisverzoek:
    ontvanger = verzoek.ontvanger
    assert ontvanger.wissen_gevraagd_op is not None  # or it would not be asked
    # With the number of a wish its cards at all vacancies could be tied together.
    is_wens = verzoek.doel is Toestemmingsdoel.LOOPBAANWENS_TONEN
    return models.Wisverzoek(
        id=ontvanger.id,
        doel=verzoek.doel,
        onderwerp=None if is_wens else verzoek.onderwerp,
        status=rules.wisstatus(ontvanger, nu),
        gevraagd_op=ontvanger.wissen_gevraagd_op,
        uiterlijk_op=rules.uiterlijk(ontvanger.wissen_gevraagd_op, ontvanger.wistermijn_dagen),
        bevestigd_op=ontvanger.wissen_bevestigd_op,
        gebruiker=verzoek.bevestigd_door,
    )
