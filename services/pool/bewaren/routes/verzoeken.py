"""Requests: a person asks, a named person of the organisation decides within a month."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.bewaren import rules
from services.pool.bewaren.routes import models
from services.pool.bewaren.routes.eigen import EIGEN, clausule, eigen_persoon
from services.pool.bewaren.rules import Verzoekstatus
from services.pool.bewaren.storage import verzoeken
from services.pool.kijker import adres, eis_mens
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("eigen gegevens")
LEZEN, SCHRIJVEN = "pool:lezen", "pool:schrijven"
BEKIJKEN = "verzoek over eigen gegevens bekijken"
VELDEN = (
    "id",
    "organisatie",
    "soort",
    "tekst",
    "status",
    "ontvangen_op",
    "uiterlijk_datum",
    "besluit",
    "motivering",
    "gebruiker",
    "beantwoord_op",
)


@router.post(
    "/verzoeken",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Vraag een verbetering, of maak bezwaar",
)
def add_verzoek(
    invoer: models.VerzoekInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verzoek:
    """Legt uw verzoek aan een organisatie vast (AVG artikel 16 en 21).

    Iemand van die organisatie besluit binnen een maand, met naam en motivering.
    """
    persoon = eigen_persoon(beller)
    row = verzoeken.add(tx, persoon, invoer.organisatie, invoer.soort, invoer.tekst, nu)
    verwerking.record(tx, beller, "verzoek over eigen gegevens doen", [persoon], nu)
    response.headers["Location"] = adres(request, f"/verzoeken/{row.id}")
    etag.stamp(request, row.versie)
    return _toon(request, row)


@router.get(
    "/eigen-verzoeken",
    response_model=models.VerzoekPagina,
    dependencies=[eist(EIGEN)],
    summary="Uw eigen verzoeken",
)
def list_eigen_verzoeken(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft uw verzoeken met het antwoord, de nieuwste eerst."""
    persoon = eigen_persoon(beller)
    rows, count = verzoeken.list_van_persoon(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, BEKIJKEN, [persoon], nu)
    shown = [_toon(request, row) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get(
    "/verzoeken",
    response_model=models.VerzoekPagina,
    dependencies=[eist(LEZEN)],
    summary="Verzoeken aan uw organisatie",
)
def list_verzoeken(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de verzoeken die uw organisatie moet of moest beantwoorden, de nieuwste eerst."""
    organisatie = behandelaar_van(beller)
    rows, count = verzoeken.list_bij_organisatie(tx, organisatie, params.offset, params.limit)
    verwerking.record(tx, beller, BEKIJKEN, [row.persoon for row in rows[: params.page_size]], nu)
    shown = [_toon(request, row) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get("/verzoeken/{id}", dependencies=[eist()], summary="Eén verzoek")
def get_verzoek(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Verzoek:
    """Geeft het verzoek aan wie het deed en aan de organisatie die besluit."""
    row, _ = _van_partij(tx, id, beller, LEZEN)
    verwerking.record(tx, beller, BEKIJKEN, [row.persoon], nu)
    etag.stamp(request, row.versie)
    return _toon(request, row)


@router.post(
    "/verzoeken/{id}/antwoorden",
    status_code=201,
    dependencies=[eist(SCHRIJVEN)],
    summary="Besluit op een verzoek",
)
def add_verzoekantwoord(
    id: UUID,
    invoer: models.VerzoekbesluitInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verzoek:
    """Legt het besluit vast, met motivering en wie besloot. Bij een bestuursorgaan is dat Awb."""
    row, is_persoon = _van_partij(tx, id, beller, SCHRIJVEN, lock=True)
    if is_persoon:
        raise Problem(403, "Dit kan alleen de organisatie.", code="geen-rol")
    eis_mens(beller)
    etag.require_match(request, row.versie)
    _eis_open(row)
    verzoeken.answer(tx, row, invoer.besluit, invoer.motivering, beller, nu)
    verwerking.record(tx, beller, "verzoek over gegevens beantwoorden", [row.persoon], nu)
    response.headers["Location"] = adres(request, f"/verzoeken/{id}")
    etag.stamp(request, row.versie)
    return _toon(request, row)


@router.post(
    "/verzoeken/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Trek een verzoek in",
)
def add_verzoek_statuswijziging(
    id: UUID,
    wijziging: models.VerzoekWijziging,  # noqa: ARG001 (only one change exists)
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verzoek:
    """Trekt uw verzoek in zolang er niet op besloten is."""
    row, is_persoon = _van_partij(tx, id, beller, SCHRIJVEN, lock=True)
    found(row if is_persoon else None, "verzoek")
    etag.require_match(request, row.versie)
    _eis_open(row)
    verzoeken.withdraw(tx, row, nu)
    verwerking.record(tx, beller, "verzoek over eigen gegevens intrekken", [row.persoon], nu)
    response.headers["Location"] = adres(request, f"/verzoeken/{id}")
    etag.stamp(request, row.versie)
    return _toon(request, row)


def behandelaar_van(beller: Caller) -> str:
    """The organisation of somebody who answers for it (403)."""
    if beller.organisatie is None or not beller.rollen & rules.BEHANDELAARS:
        nodig = ", ".join(sorted(rules.BEHANDELAARS))
        raise Problem(403, f"Hiervoor is een van deze rollen nodig: {nodig}.", code="rol-ontbreekt")
    return beller.organisatie


def _van_partij(
    tx: Session, id: UUID, beller: Caller, scope: str, *, lock: bool = False
) -> tuple[verzoeken.Row, bool]:
    """The request, and whether it is the person who asks; 404 for everybody else."""
    row = found(verzoeken.get(tx, id), "verzoek")
    eigen = EIGEN in beller.scopes and beller.medewerker == row.persoon
    rol = bool(beller.rollen & rules.BEHANDELAARS) and scope in beller.scopes
    if not eigen and not (rol and beller.organisatie == row.organisatie):
        found(None, "verzoek")
    if lock:
        row = found(verzoeken.get(tx, id, lock=True), "verzoek")
    return row, eigen


def _eis_open(row: verzoeken.Row) -> None:
    mogelijk = rules.mogelijk(Verzoekstatus(row.status))
    if not mogelijk:
        raise Problem(
            409, f"Dit verzoek is {row.status}.", code="overgang-kan-niet", mogelijk=mogelijk
        )


def _toon(request: Request, row: verzoeken.Row) -> models.Verzoek:
    return models.Verzoek(
        **{naam: getattr(row, naam) for naam in VELDEN},
        url=adres(request, f"/verzoeken/{row.id}"),
        bezwaarclausule=clausule(request) if row.besluit else None,
    )
