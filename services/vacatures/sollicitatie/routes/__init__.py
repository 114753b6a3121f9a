"""Apply, withdraw, judge and reject."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.rules import Partij, Sollicitatiestatus
from services.vacatures.sollicitatie.storage import Dossier
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("sollicitaties")


@router.post(
    "/vacatures/{id}/sollicitaties",
    status_code=201,
    dependencies=[eist("sollicitaties:indienen")],
    summary="Solliciteer op een vacature",
)
def add_sollicitatie(
    id: UUID,
    invoer: models.SollicitatieInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Sollicitatie:
    """Legt de sollicitatie vast met uw categorie en de grond daarvan.

    Ziet u de vacature al, maar is uw fase nog niet begonnen, dan wordt zij aangehouden en telt
    zij vanaf uw fase.
    """
    medewerker = _medewerker(beller)
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu, share=True), "vacature")
    open_ = openstellingen.get_openstelling(tx, id)
    indeling = rules.deel_in(open_, kijker, vacature.werkgever, nu) if open_ else None
    eerder = storage.heeft_gesolliciteerd(tx, id, medewerker)
    status = vacatureregels.status_op(vacature, nu)
    beletselen = rules.beletselen(status, indeling, eerder)
    if beletselen or indeling is None:
        raise Problem(
            409,
            "Solliciteren kan nu niet; zie beletselen.",
            code="solliciteren-kan-niet",
            beletselen=beletsels(beletselen),
        )
    nieuw = storage.add_sollicitatie(tx, id, beller, indeling, invoer.motivatie, nu)
    storage.meld(tx, "sollicitatie-ontvangen", nieuw, vacature.werkgever, nu)
    verwerking.record(tx, beller, "solliciteren", [medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{nieuw}")
    dossier = found(storage.get_sollicitatie(tx, nieuw), "sollicitatie")
    etag.stamp(request, dossier.versie)
    return _toon(request, dossier, Partij.KANDIDAAT, nu)


@router.get(
    "/vacatures/{id}/sollicitaties",
    response_model=models.SollicitatieRegelPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Sollicitaties op een vacature, in de volgorde van het convenant",
)
def list_bij_vacature(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de kandidaten met hun plaats en de grond daarvan; aangehouden staat achteraan."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    if not vacatureregels.is_eigen_recruiter(kijker, vacature.werkgever):
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    dossiers = {d.kandidaat.sollicitatie: d for d in storage.list_bij_vacature(tx, id)}
    open_ = openstellingen.get_openstelling(tx, id)
    kandidaten = [d.kandidaat for d in dossiers.values()]
    volgorde = rules.volgorde(kandidaten, open_, nu) if open_ else []
    deel = volgorde[params.offset : params.offset + params.limit]
    regels = [_regel(request, plaats, dossiers[plaats.sollicitatie]) for plaats in deel]
    getoond = [dossiers[plaats.sollicitatie] for plaats in deel[: params.page_size]]
    _lees(tx, beller, "sollicitaties bekijken", getoond, nu)
    return paging.page(request, response, params, regels, len(volgorde) if params.telling else None)


@router.get(
    "/sollicitaties",
    response_model=models.SollicitatiePagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Uw eigen sollicitaties",
)
def list_eigen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de sollicitaties van de medewerker die vraagt, de nieuwste eerst."""
    medewerker = _medewerker(beller)
    lijst, count = storage.list_van_medewerker(tx, medewerker, params.offset, params.limit)
    regels = [_toon(request, dossier, Partij.KANDIDAAT, nu) for dossier in lijst]
    _lees(tx, beller, "eigen sollicitaties bekijken", lijst, nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/sollicitaties/{id}", dependencies=[eist("sollicitaties:lezen")], summary="Eén sollicitatie"
)
def get_sollicitatie(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Sollicitatie:
    """Geeft de sollicitatie aan de kandidaat zelf of aan een recruiter van de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu)
    _lees(tx, beller, "sollicitatie bekijken", [dossier], nu)
    etag.stamp(request, dossier.versie)
    return _toon(request, dossier, partij, nu)


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
    _lees(tx, beller, "gegevens van de kandidaat bekijken", [dossier], nu)
    return models.KandidaatGegevens(
        naam=feiten.get("naam"), email=feiten.get("email"), organisatie=dossier.organisatie
    )


@router.post(
    "/sollicitaties/{id}/beoordelingen",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Beoordeel of een kandidaat passend is",
)
def add_beoordeling(
    id: UUID, invoer: models.BeoordelingInvoer, tx: Tx, beller: Beller, nu: Nu
) -> models.Beoordeling:
    """Legt het oordeel van een mens vast, met reden; het laatste oordeel telt."""
    dossier, werkgever = van_werkgever(tx, id, beller, nu, lock=True)
    gebruiker = mens(beller)
    van = dossier.kandidaat.status
    if van not in (Sollicitatiestatus.INGEDIEND, Sollicitatiestatus.IN_BEHANDELING):
        raise Problem(409, f"Deze sollicitatie is {van}.", code="beoordelen-kan-niet")
    nieuw = storage.add_beoordeling(tx, dossier, invoer.oordeel, invoer.reden, beller, nu)
    if van is Sollicitatiestatus.INGEDIEND:
        naar = Sollicitatiestatus.IN_BEHANDELING
        storage.set_status(tx, dossier, naar, Partij.WERKGEVER, beller, nu)
    storage.meld(tx, "sollicitatie-beoordeeld", id, werkgever.werkgever, nu)
    _lees(tx, beller, "sollicitatie beoordelen", [dossier], nu)
    return models.Beoordeling(
        id=nieuw,
        sollicitatie_id=id,
        gebruiker=gebruiker,
        beoordeeld_op=nu,
        **dict(invoer),
    )


@router.post(
    "/sollicitaties/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Trek in, neem aan, neem in behandeling of wijs af",
)
def add_sollicitatie_statuswijziging(
    id: UUID,
    wijziging: models.SollicitatieWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.SollicitatieStatus:
    """De kandidaat trekt in of neemt een aanbod aan; de werkgever behandelt of wijst af.

    Afwijzen is altijd het besluit van een mens, met reden. Ook nodig: sollicitaties:indienen voor
    de kandidaat, sollicitaties:behandelen voor de werkgever.
    """
    dossier, vacature, partij = van_beller(tx, id, beller, nu, lock=True)
    _eist_scope(beller, partij)
    etag.require_match(request, dossier.versie)
    if partij is Partij.WERKGEVER:
        mens(beller)
    van, naar = dossier.kandidaat.status, Sollicitatiestatus(wijziging.naar)
    if fouten := rules.overgang_fouten(van, naar, partij, wijziging.reden):
        raise Problem(
            400 if fouten[0].veld == "reden" else 409,
            f"Van {van} naar {naar} kan zo niet.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.mogelijk(van, partij)],
        )
    storage.set_status(tx, dossier, naar, partij, beller, nu, wijziging.reden)
    storage.meld(tx, f"sollicitatie-{naar}".replace("_", "-"), id, vacature.werkgever, nu)
    _lees(tx, beller, "sollicitatie wijzigen", [dossier], nu)
    return models.SollicitatieStatus(sollicitatie_id=id, van=van, naar=naar, gewijzigd_op=nu)


# ---- for this room and the ones above -----------------------------------------------------------
def van_beller(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[Dossier, vacatureregels.Vacature, Partij]:
    """The application for its candidate or its employer; 404 for everybody else.

    With `lock` the vacancy is locked, so that one decision at a time is made on it.
    """
    dossier = found(storage.get_sollicitatie(tx, id), "sollicitatie")
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = found(vacatures.get_vacature(tx, dossier.vacature_id), "sollicitatie")
    eigen = beller.medewerker is not None and beller.medewerker == dossier.medewerker
    if not eigen and not vacatureregels.is_eigen_recruiter(kijker, vacature.werkgever):
        found(None, "sollicitatie")
    if lock:
        vacature = found(vacatures.get_vacature(tx, vacature.id, lock=True), "sollicitatie")
        dossier = found(storage.get_sollicitatie(tx, id), "sollicitatie")
    return dossier, vacature, Partij.KANDIDAAT if eigen else Partij.WERKGEVER


def van_werkgever(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[Dossier, vacatureregels.Vacature]:
    """The application for a recruiter of the employer; nobody judges an own application."""
    dossier, vacature, partij = van_beller(tx, id, beller, nu, lock=lock)
    if partij is not Partij.WERKGEVER:
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    return dossier, vacature


def mens(beller: Caller) -> str:
    """The person who decides; a decision about people is never a machine's (400)."""
    if not beller.gebruiker:
        raise Problem(
            400, "Noem wie dit besluit neemt (Audit-User-ID).", code="gebruiker-ontbreekt"
        )
    return beller.gebruiker


def _eist_scope(beller: Caller, partij: Partij) -> None:
    scope = {
        Partij.KANDIDAAT: "sollicitaties:indienen",
        Partij.WERKGEVER: "sollicitaties:behandelen",
    }[partij]
    if scope not in beller.scopes:
        raise Problem(403, f"Uw token mist: {scope}.", code="scope-ontbreekt")


def _medewerker(beller: Caller) -> UUID:
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen een medewerker zelf.", code="geen-medewerker")
    return beller.medewerker


def _lees(
    tx: Session, beller: Caller, activiteit: str, dossiers: Iterable[Dossier], nu: datetime
) -> None:
    verwerking.record(tx, beller, activiteit, (d.medewerker for d in dossiers), nu)


def _toon(request: Request, dossier: Dossier, partij: Partij, nu: datetime) -> models.Sollicitatie:
    kandidaat = dossier.kandidaat
    return models.Sollicitatie(
        id=kandidaat.sollicitatie,
        url=adres(request, f"/sollicitaties/{kandidaat.sollicitatie}"),
        vacature_id=dossier.vacature_id,
        status=kandidaat.status,
        categorie=kandidaat.categorie,
        grond=dossier.grond,
        aangehouden=rules.is_aangehouden(kandidaat.telt_vanaf, nu),
        telt_vanaf_op=kandidaat.telt_vanaf,
        ontvangen_op=dossier.ontvangen_op,
        motivatie=dossier.motivatie,
        reden=dossier.reden,
        organisatie=dossier.organisatie,
        oordeel=kandidaat.oordeel if partij is Partij.WERKGEVER else None,
    )


def _regel(request: Request, plaats: rules.Plaats, dossier: Dossier) -> models.SollicitatieRegel:
    kandidaat = dossier.kandidaat
    return models.SollicitatieRegel(
        id=kandidaat.sollicitatie,
        url=adres(request, f"/sollicitaties/{kandidaat.sollicitatie}"),
        plaats=plaats.rang,
        categorie=kandidaat.categorie,
        grond=dossier.grond,
        aangehouden=plaats.aangehouden,
        telt_vanaf_op=kandidaat.telt_vanaf,
        ontvangen_op=dossier.ontvangen_op,
        status=kandidaat.status,
        oordeel=kandidaat.oordeel,
        organisatie=dossier.organisatie,
    )
