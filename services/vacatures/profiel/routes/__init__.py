"""How an employer and a verband show themselves to recruiters and candidates."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import httpx2
import structlog
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import Gateway
from services.vacatures.profiel import rules, storage
from services.vacatures.profiel.routes import models
from services.vacatures.profiel.routes.models import OinPad
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist, mag_anoniem
from shared.caller import Caller
from shared.problem import Problem, found

BASE_PATH = "/vacatures/v1"
router = api.router("profielen")


@router.get(
    "/werkgevers/{oin}/profiel",
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Het profiel van een werkgever",
)
def get_profiel(oin: OinPad, request: Request, tx: Tx) -> models.Profiel:
    """Geeft hoe een werkgever zich laat zien: naam, tekst, grootte en wat hem onderscheidt."""
    row = found(storage.get_profiel(tx, oin), "werkgever")
    etag.stamp(request, row.versie)
    return _profiel(tx, request, oin)


@router.put(
    "/werkgevers/{oin}/profiel",
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg het profiel van de eigen organisatie vast",
)
def put_profiel(
    oin: OinPad,
    invoer: models.MerkInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Profiel:
    """Legt naam, korte tekst en website vast; de grootte volgt uit het register."""
    if eigen_organisatie(beller) != oin:
        raise Problem(403, "U beheert alleen het eigen profiel.", code="andere-organisatie")
    row = storage.get_profiel(tx, oin, lock=True)
    etag.require_match(request, row.versie if row else 0)
    try:
        storage.haal_feiten(tx, gateway, [oin], nu)
    except httpx2.HTTPError as error:  # the worker fetches it later; a profile does not wait
        structlog.get_logger().warning("feiten_niet_opgehaald", soort=type(error).__name__)
    row = storage.set_profiel(tx, oin, invoer.model_dump(by_alias=False), nu)
    etag.stamp(request, row.versie)
    return _profiel(tx, request, oin)


@router.get(
    "/profielblokken",
    response_model=models.ProfielblokPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="De profielblokken van de eigen organisatie",
)
def list_profielblokken(
    request: Request,
    response: Response,
    params: Annotated[models.ProfielblokFilter, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Geeft de teksten die u in vacatures kunt gebruiken, met hun laatste versie."""
    oin = eigen_organisatie(beller)
    rows = storage.list_blokken(tx, oin, params.actief, params.offset, params.limit)
    count = storage.count_blokken(tx, oin, params.actief) if params.telling else None
    return paging.page(request, response, params, [_blok(row) for row in rows], count)


@router.post(
    "/profielblokken",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg een profielblok vast",
)
def add_profielblok(
    invoer: models.ProfielblokInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Profielblok:
    """Maakt een tekst die in meer vacatures terug kan komen."""
    oin = eigen_organisatie(beller)
    blok = storage.add_blok(tx, oin, invoer.model_dump(by_alias=False), beller, nu)
    response.headers["Location"] = adres(request, f"/profielblokken/{blok[0].id}")
    etag.stamp(request, blok[0].versie)
    return _blok(blok)


@router.get(
    "/profielblokken/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Eén profielblok",
)
def get_profielblok(id: UUID, request: Request, tx: Tx, beller: Beller) -> models.Profielblok:
    """Geeft een profielblok van de eigen organisatie met de laatste tekst."""
    blok = _eigen_blok(tx, id, beller)
    etag.stamp(request, blok[0].versie)
    return _blok(blok)


@router.patch(
    "/profielblokken/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Wijzig een profielblok",
)
def patch_profielblok(
    id: UUID,
    wijziging: models.ProfielblokWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Profielblok:
    """Wijzigt een profielblok; een opengestelde vacature houdt de tekst van haar opening."""
    blok = _eigen_blok(tx, id, beller, lock=True)
    etag.require_match(request, blok[0].versie)
    waarden = wijziging.model_dump(exclude_unset=True, by_alias=False)
    if waarden:
        blok = storage.update_blok(tx, blok, waarden, beller, nu)
    etag.stamp(request, blok[0].versie)
    return _blok(blok)


@router.get(
    "/profielblokken/{id}/versies",
    response_model=models.ProfielblokversiePagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="Wat een profielblok eerder zei",
)
def list_versies(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Geeft elke tekst van het blok met wanneer zij inging, de oudste eerst."""
    _eigen_blok(tx, id, beller)
    rows, count = storage.list_versies(tx, id, params.offset, params.limit)
    names = ("versie", "titel", "tekst", "gebruiker")
    shown = [{n: getattr(row, n) for n in names} | {"gewijzigd_op": row.op} for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get(
    "/verbanden/{id}/label",
    dependencies=[eist("vacatures:lezen")],
    summary="Het label van een verband",
)
def get_label(id: UUID, request: Request, tx: Tx, beller: Beller) -> models.Verbandlabel:
    """Geeft de naam waaronder het verband samen werft; voor de leden."""
    row = found(storage.get_label(tx, _eigen_verband(id, beller)), "verband")
    etag.stamp(request, row.versie)
    return models.Verbandlabel.model_validate(row)


@router.put(
    "/verbanden/{id}/label",
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg het label van een verband vast",
)
def put_label(
    id: UUID, invoer: models.MerkInvoer, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Verbandlabel:
    """Legt vast onder welke naam het verband samen werft; elk lid mag dat, wie staat erbij."""
    _eigen_verband(id, beller)
    eigen_organisatie(beller)
    row = storage.get_label(tx, id, lock=True)
    etag.require_match(request, row.versie if row else 0)
    row = storage.set_label(tx, id, invoer.model_dump(by_alias=False), beller, nu)
    etag.stamp(request, row.versie)
    return models.Verbandlabel.model_validate(row)


# ---- for this room and the ones above -----------------------------------------------------------
def adres(request: Request, pad: str) -> str:
    """The public address of something of this API."""
    return f"{request.app.state.settings.public_base_url.rstrip('/')}{BASE_PATH}{pad}"


def eigen_organisatie(beller: Caller) -> str:
    """The organisation a recruiter works for; 403 for anybody else."""
    if beller.organisatie is None or not beller.rollen & rules.BEHEERROLLEN:
        raise Problem(403, "Dit kan alleen een recruiter van een organisatie.", code="geen-rol")
    return beller.organisatie


def bij_vacature(
    tx: Session,
    request: Request,
    organisatie: str,
    blokken: Sequence[UUID],
    verbanden: Collection[UUID],
    op: datetime | None,
    naam: str | None = None,
    soort: str | None = None,
) -> models.Vacatureprofiel:
    """What a vacancy shows of its employer. `op`: its opening, whose texts it keeps.

    `naam`: the employer's name on this vacancy only; `soort`: eigen, verband or beide.
    """
    eigen, feit = storage.get_eigen_merk(tx, organisatie)
    if naam is not None:
        eigen = rules.Merk(naam, eigen.tekst if eigen else None, eigen.website if eigen else None)
    met_label = soort in ("verband", "beide")
    labels = storage.get_labels(tx, verbanden) if met_label and verbanden else []
    merken = rules.afzenders(eigen, labels, toon_eigen=soort != "verband", toon_label=met_label)
    klasse = rules.Grootteklasse.ONBEKEND
    if feit is not None:
        klasse = rules.grootteklasse(feit.tooi, feit.inwoners, _g4(request))
    teksten = storage.get_blokken(tx, blokken, op) if blokken else []
    return models.Vacatureprofiel(
        afzenders=[models.Merk.model_validate(merk) for merk in merken],
        grootteklasse=klasse,
        blokken=[
            models.BlokKort(id=t.blok, versie=t.versie, titel=t.titel, tekst=t.tekst)
            for t in teksten
        ],
    )


def _g4(request: Request) -> frozenset[str]:
    g4: frozenset[str] = request.app.state.settings.g4
    return g4


def _profiel(tx: Session, request: Request, oin: str) -> models.Profiel:
    row = found(storage.get_profiel(tx, oin), "werkgever")
    klasse = storage.grootteklassen(tx, [oin], _g4(request))[oin]
    return models.Profiel(
        organisatie=oin,
        naam=row.naam,
        tekst=row.tekst,
        website=row.website,
        grootteklasse=klasse,
        grootte=rules.IN_WOORDEN[klasse],
        blokken=[_kort(blok) for blok in storage.list_in_profiel(tx, oin)],
        gewijzigd_op=row.gewijzigd_op,
    )


def _eigen_blok(tx: Session, id: UUID, beller: Caller, *, lock: bool = False) -> storage.Bloktekst:
    return found(storage.get_blok(tx, id, eigen_organisatie(beller), lock=lock), "tekst")


def _eigen_verband(id: UUID, beller: Caller) -> UUID:
    return found(id if id in beller.verband_ids else None, "verband")


def _kort(blok: storage.Bloktekst) -> models.BlokKort:
    row, tekst = blok
    return models.BlokKort(id=row.id, versie=tekst.versie, titel=tekst.titel, tekst=tekst.tekst)


def _blok(blok: storage.Bloktekst) -> models.Profielblok:
    row, tekst = blok
    return models.Profielblok(
        **dict(_kort(blok)),
        organisatie=row.organisatie,
        in_profiel=row.in_profiel,
        actief=row.actief,
        gewijzigd_op=tekst.op,
    )
