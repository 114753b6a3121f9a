"""Objections: a person objects, a named person of the organisation decides within a month."""

from typing import Annotated
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.bewaren import rules
from services.vacatures.bewaren.routes import models
from services.vacatures.bewaren.routes.eigen import EIGEN, clausule
from services.vacatures.bewaren.rules import Verzoekstatus
from services.vacatures.bewaren.storage import verzoeken
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.mandaat import routes as mandaat
from services.vacatures.toestemming.routes.eigen import eigen_persoon
from services.vacatures.toestemming.routes.wisverzoeken import BEHANDELEN, recruiter_van
from services.vacatures.toestemming.storage import ROLLEN
from services.vacatures.vacature.routes.models import adres
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("eigen gegevens")
LEZEN = "bezwaar bekijken"


@router.post("/bezwaren", status_code=201, dependencies=[eist(EIGEN)], summary="Maak bezwaar")
def add_bezwaar(
    invoer: models.BezwaarInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Bezwaar:
    """Legt uw bezwaar vast tegen wat een organisatie met uw gegevens doet (AVG artikel 21).

    Iemand van die organisatie besluit binnen een maand, met naam en motivering.
    """
    persoon = eigen_persoon(beller)
    if not mandaat.bestaat(gateway, invoer.organisatie):
        raise invalid(("organisatie", "onbekend", "Deze organisatie kennen wij niet"))
    row = verzoeken.add(tx, persoon, invoer.organisatie, invoer.tekst, nu)
    verwerking.record(tx, beller, "bezwaar maken", [persoon], nu)
    response.headers["Location"] = adres(request, f"/bezwaren/{row.id}")
    etag.stamp(request, row.versie)
    return _toon(request, row)


@router.get(
    "/eigen-bezwaren",
    response_model=models.BezwaarPagina,
    dependencies=[eist(EIGEN)],
    summary="Uw eigen bezwaren",
)
def list_eigen_bezwaren(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft uw bezwaren met het antwoord, de nieuwste eerst."""
    persoon = eigen_persoon(beller)
    rows, count = verzoeken.list_van_persoon(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [persoon], nu)
    shown = [_toon(request, row) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get(
    "/bezwaren",
    response_model=models.BezwaarPagina,
    dependencies=[eist(BEHANDELEN)],
    summary="Bezwaren tegen uw organisatie",
)
def list_bezwaren(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de bezwaren die uw organisatie moet of moest beantwoorden, de nieuwste eerst."""
    organisatie = recruiter_van(beller)
    rows, count = verzoeken.list_bij_organisatie(tx, organisatie, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [row.persoon for row in rows[: params.page_size]], nu)
    shown = [_toon(request, row) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get("/bezwaren/{id}", dependencies=[eist("sollicitaties:lezen")], summary="Eén bezwaar")
def get_bezwaar(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Bezwaar:
    """Geeft het bezwaar aan wie het maakte en aan de organisatie die besluit."""
    row, _ = _van_partij(tx, id, beller)
    verwerking.record(tx, beller, LEZEN, [row.persoon], nu)
    etag.stamp(request, row.versie)
    return _toon(request, row)


@router.get("/bezwaren/{id}/persoon", dependencies=[eist(BEHANDELEN)], summary="Wie bezwaar maakte")
def get_bezwaarmaker(
    id: UUID, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> models.Bezwaarmaker:
    """Haalt naam en e-mailadres op, voor wie het bezwaar beantwoordt."""
    row, is_persoon = _van_partij(tx, id, beller)
    found(None if is_persoon else row, "bezwaar")
    feiten = {}
    with vraagt_gateway():
        try:
            feiten = gateway.get(f"/intern/medewerkers/{row.persoon}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            found(None, "persoon")
    verwerking.record(tx, beller, "gegevens van bezwaarmaker bekijken", [row.persoon], nu)
    return models.Bezwaarmaker(naam=feiten.get("naam"), email=feiten.get("email"))


@router.post(
    "/bezwaren/{id}/antwoorden",
    status_code=201,
    dependencies=[eist(BEHANDELEN)],
    summary="Besluit op een bezwaar",
)
def add_bezwaarantwoord(
    id: UUID,
    invoer: models.BezwaarbesluitInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Bezwaar:
    """Legt het besluit vast, met motivering en wie besloot. Bij een bestuursorgaan is dat Awb."""
    row, is_persoon = _van_partij(tx, id, beller, lock=True)
    if is_persoon:
        raise Problem(403, "Dit kan alleen de organisatie.", code="geen-rol")
    if not beller.gebruiker:
        raise Problem(
            400, "Noem wie dit besluit neemt (Audit-User-ID).", code="gebruiker-ontbreekt"
        )
    etag.require_match(request, row.versie)
    _eis_open(row)
    verzoeken.answer(tx, row, invoer.besluit, invoer.motivering, beller, nu)
    verwerking.record(tx, beller, "bezwaar beantwoorden", [row.persoon], nu)
    response.headers["Location"] = adres(request, f"/bezwaren/{id}")
    etag.stamp(request, row.versie)
    return _toon(request, row)


@router.post(
    "/bezwaren/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Trek een bezwaar in",
)
def add_bezwaar_statuswijziging(
    id: UUID,
    wijziging: models.BezwaarWijziging,  # noqa: ARG001 (only one change exists)
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Bezwaar:
    """Trekt uw bezwaar in zolang er niet op besloten is."""
    row, is_persoon = _van_partij(tx, id, beller, lock=True)
    found(row if is_persoon else None, "bezwaar")
    etag.require_match(request, row.versie)
    _eis_open(row)
    verzoeken.withdraw(tx, row, nu)
    verwerking.record(tx, beller, "bezwaar intrekken", [row.persoon], nu)
    response.headers["Location"] = adres(request, f"/bezwaren/{id}")
    etag.stamp(request, row.versie)
    return _toon(request, row)


def _van_partij(
    tx: Session, id: UUID, beller: Caller, *, lock: bool = False
) -> tuple[verzoeken.Row, bool]:
    """The objection, and whether it is the person who asks; 404 for everybody else."""
    row = found(verzoeken.get(tx, id), "bezwaar")
    eigen = EIGEN in beller.scopes and beller.medewerker == row.persoon
    rol = bool(beller.rollen & ROLLEN) and BEHANDELEN in beller.scopes
    if not eigen and not (rol and beller.organisatie == row.organisatie):
        found(None, "bezwaar")
    if lock:
        row = found(verzoeken.get(tx, id, lock=True), "bezwaar")
    return row, eigen


def _eis_open(row: verzoeken.Row) -> None:
    mogelijk = rules.mogelijk(Verzoekstatus(row.status))
    if not mogelijk:
        raise Problem(
            409, f"Dit bezwaar is {row.status}.", code="overgang-kan-niet", mogelijk=mogelijk
        )


def _toon(request: Request, row: verzoeken.Row) -> models.Bezwaar:
    names = (
        "id",
        "organisatie",
        "tekst",
        "status",
        "ontvangen_op",
        "uiterlijk_datum",
        "besluit",
        "motivering",
        "gebruiker",
        "beantwoord_op",
    )
    return models.Bezwaar(
        **{name: getattr(row, name) for name in names},
        url=adres(request, f"/bezwaren/{row.id}"),
        bezwaarclausule=clausule(request) if row.besluit else None,
    )
