"""What the employer sees and judges: the order, the person, the judgements."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    begin_behandeling,
    eist_scope,
    is_houder,
    leg_vast,
    mens,
    van_beller,
    van_werkgever,
)
from services.vacatures.vacature.routes.models import adres
from services.vacatures.vacature.rules import Vacature
from shared import api, paging
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("sollicitaties")


@router.get(
    "/sollicitaties/{id}/kandidaat",
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Naam en bereikbaarheid van de kandidaat",
)
def get_kandidaat(
    id: UUID, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> models.KandidaatGegevens:
    """Haalt op wie de kandidaat is; alleen voor een recruiter van de werkgever."""
    dossier, _ = van_werkgever(tx, id, beller, nu)
    feiten: dict[str, Any] = {}
    with vraagt_gateway():
        try:
            feiten = gateway.get(f"/intern/medewerkers/{dossier.medewerker}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            found(None, "kandidaat")
    leg_vast(tx, beller, "gegevens van de kandidaat bekijken", [dossier], nu)
    return models.KandidaatGegevens(
        naam=feiten.get("naam"),
        email=feiten.get("email"),
        telefoon=feiten.get("telefoon"),
        organisatie=dossier.organisatie,
    )


@router.post(
    "/sollicitaties/{id}/beoordelingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Beoordeel of een kandidaat passend is",
)
def add_beoordeling(
    id: UUID,
    invoer: models.BeoordelingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Beoordeling:
    """Legt het oordeel van een mens vast, met reden; het laatste oordeel telt.

    Van een recruiter, of van de vacaturehouder. Ook nodig voor de recruiter:
    sollicitaties:behandelen.
    """
    dossier, vacature = _te_beoordelen(tx, id, beller, nu, lock=True)
    if is_houder(tx, beller, vacature):
        beller = replace(beller, gebruiker=f"vacaturehouder {beller.medewerker}")
    gebruiker = mens(beller)
    van = dossier.kandidaat.status
    if van not in rules.LOPEND:
        raise Problem(409, f"Deze sollicitatie is {van}.", code="beoordelen-kan-niet")
    nieuw = storage.add_beoordeling(tx, dossier, invoer.oordeel, invoer.reden, beller, nu)
    begin_behandeling(tx, request, dossier, vacature, beller, nu)
    storage.meld(tx, "sollicitatie-beoordeeld", id, vacature, nu)
    leg_vast(tx, beller, "sollicitatie beoordelen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/beoordelingen")
    return models.Beoordeling(
        id=nieuw,
        sollicitatie_id=id,
        gebruiker=gebruiker,
        beoordeeld_op=nu,
        **dict(invoer),
    )


@router.get(
    "/sollicitaties/{id}/beoordelingen",
    response_model=models.BeoordelingPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Beoordelingen van een kandidaat",
)
def list_beoordelingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft wie wat oordeelde en waarom, de oudste eerst; het laatste oordeel telt.

    Aan een recruiter (ook nodig: sollicitaties:behandelen) en aan de vacaturehouder.
    """
    dossier, _ = _te_beoordelen(tx, id, beller, nu)
    rows, count = storage.list_beoordelingen(tx, id, params.offset, params.limit)
    leg_vast(tx, beller, "beoordelingen bekijken", [dossier], nu)
    names = ("id", "sollicitatie_id", "oordeel", "reden", "gebruiker")
    shown = [{n: getattr(r, n) for n in names} | {"beoordeeld_op": r.op} for r in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get(
    "/sollicitaties/{id}/doorlooptijden",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Hoe lang het duurde",
)
def get_doorlooptijden(id: UUID, tx: Tx, beller: Beller, nu: Nu) -> models.Doorlooptijd:
    """Geeft reactietijd, wervingstijd en tijd per status; alles volgt uit het logboek."""
    dossier, _, _ = van_beller(tx, id, beller, nu)
    log = storage.list_statuswijzigingen(tx, [id])[id]
    duur = rules.doorlooptijd(log, dossier.kandidaat.telt_vanaf, nu)
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    return models.Doorlooptijd(
        sollicitatie_id=id,
        reactietijd_seconden=_seconden(duur.reactietijd),
        wervingstijd_seconden=_seconden(duur.wervingstijd),
        per_status=[
            models.StatusDuur(status=status, seconden=max(int(tijd.total_seconds()), 0))
            for status, tijd in duur.per_status.items()
        ],
    )


def _te_beoordelen(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[storage.Dossier, Vacature]:
    """The application for who may judge it; a recruiter needs more than reading for it (403)."""
    dossier, vacature = van_werkgever(tx, id, beller, nu, lock=lock, ook_houder=True)
    if not is_houder(tx, beller, vacature):
        eist_scope(beller, rules.Partij.WERKGEVER)
    return dossier, vacature


def _seconden(duur: timedelta | None) -> int | None:
    return None if duur is None else max(int(duur.total_seconds()), 0)
