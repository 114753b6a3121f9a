"""What the employer sees and judges: the order, the person, the judgements."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    begin_behandeling,
    leg_vast,
    mag_behandelen,
    mens,
    niet_te_zien,
    regel,
    van_beller,
    van_werkgever,
)
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import api, paging
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("sollicitaties")


@router.get(
    "/vacatures/{id}/sollicitaties",
    response_model=models.SollicitatieRegelPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Sollicitaties op een vacature, in de volgorde van het convenant",
)
def list_bij_vacature(
    id: UUID,
    request: Request,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de kandidaten met hun plaats en de grond daarvan; aangehouden staat achteraan.

    Ook voor een leidinggevende van de werkgever, die verder niets van de kandidaten ziet.
    """
    activiteit, dossiers = _te_lezen(tx, id, beller, nu)
    open_ = openstellingen.get_openstelling(tx, id)
    kandidaten = [d.kandidaat for d in dossiers.values()]
    volgorde = rules.volgorde(kandidaten, open_, nu) if open_ else []
    deel = volgorde[params.offset : params.offset + params.limit]
    getoond = [dossiers[plaats.sollicitatie] for plaats in deel[: params.page_size]]
    leg_vast(tx, beller, activiteit, getoond, nu)
    regels = b",".join(
        regel(request, plaats, dossier) for plaats, dossier in zip(deel, getoond, strict=False)
    )
    aantal = len(volgorde) if params.telling else None
    return paging.answer(request, params, regels, len(deel) > params.page_size, aantal)


def _te_lezen(
    tx: Session, id: UUID, beller: Caller, nu: datetime
) -> tuple[str, dict[UUID, storage.Dossier]]:
    """What reading the order is called in the record, and the applications that may be read.

    404 when the vacancy is hidden, 403 for anybody who may see it but not its candidates.
    """
    vacature = vacatures.get_vacature(tx, id)
    kijker = _eigen_recruiter(beller, vacature) or vacatures.kijker(tx, beller, nu)
    leidt = vacature is not None and rules.mag_volgorde_lezen(
        kijker.organisatie, vacature.werkgevers, beller.rollen
    )
    if vacature is None or not (leidt or mag_behandelen(kijker, vacature)):
        found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    dossiers = {d.kandidaat.sollicitatie: d for d in storage.list_bij_vacature(tx, id)}
    if mag_behandelen(kijker, vacature):
        verborgen = niet_te_zien(tx, vacature, kijker, list(dossiers))
        activiteit = "sollicitaties bekijken"
    else:
        recruiter = replace(kijker, recruiter=True)  # sees what the own recruiters see
        verborgen = niet_te_zien(tx, vacature, recruiter, list(dossiers))
        activiteit = "sollicitaties bekijken als leidinggevende"
    return activiteit, {nr: d for nr, d in dossiers.items() if nr not in verborgen}


def _eigen_recruiter(
    beller: Caller, vacature: vacatureregels.Vacature | None
) -> vacatureregels.Kijker | None:
    """Who recruits for the only employer itself: mandates and inzetten change nothing for them."""
    kijker = vacatureregels.Kijker(
        organisatie=beller.organisatie,
        recruiter=bool(beller.rollen & vacatureregels.RECRUITERROLLEN),
    )
    if vacature is None or len(vacature.werkgevers) > 1 or not mag_behandelen(kijker, vacature):
        return None
    return kijker


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
    dependencies=[eist("sollicitaties:behandelen")],
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
    """Legt het oordeel van een mens vast, met reden; het laatste oordeel telt."""
    dossier, vacature = van_werkgever(tx, id, beller, nu, lock=True)
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
    dependencies=[eist("sollicitaties:behandelen")],
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
    """Geeft wie wat oordeelde en waarom, de oudste eerst; het laatste oordeel telt."""
    dossier, _ = van_werkgever(tx, id, beller, nu)
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


def _seconden(duur: timedelta | None) -> int | None:
    return None if duur is None else max(int(duur.total_seconds()), 0)
