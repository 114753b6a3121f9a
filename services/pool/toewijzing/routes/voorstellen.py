"""Proposals: computed from the facts of now, kept with those facts, explained."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import publiek
from services.pool.kijker import BASE_PATH, Kijker, adres, eis_rol
from services.pool.toewijzing import berekening, feiten, storage
from services.pool.toewijzing.routes import models
from shared import api, etag, events, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("toewijzingsvoorstellen")
TOEWIJZING = "Toewijzing van poolleden voorstellen en daarover besluiten"
GELDIG = timedelta(days=28)  # a proposal that nobody confirms expires
MAKELAARS = frozenset({"makelaar"})


@router.post(
    "/pools/{id}/toewijzingsvoorstellen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Bereken een toewijzingsvoorstel",
)
def add_toewijzingsvoorstel(
    id: UUID,
    invoer: models.VoorstelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Toewijzingsvoorstel:
    """Berekent wie waar het best past, met een eerlijk deel voor elke organisatie.

    Alleen functie, niveau, uren, plaats, beschikbaarheid, eigen wensen en afspraken tellen mee. Het
    voorstel besluit niets: pas een besluit van een mens maakt van een regel een inzet.
    """
    pool = _actieve_pool(tx, id, kijker)
    feit = storage.get_feiten(tx, pool, vandaag, invoer.horizon_weken)
    voorstel = berekening.bereken(feit)
    kop = _kop(pool, voorstel, feit.instellingen, nu, beller.gebruiker)
    regels = [
        storage.nieuwe_regel(regel, nr, kop.id, feit, zin)
        for nr, (regel, zin) in enumerate(
            zip(voorstel.regels, voorstel.toelichtingen, strict=True), 1
        )
    ]
    uitkomst = models.uitkomst(voorstel)
    storage.add_voorstel(tx, kop, feiten.als_json(feit), uitkomst, regels)
    verwerking.record(tx, beller, TOEWIJZING, [lid.medewerker for lid in feit.leden], nu)
    pad = f"{BASE_PATH}/toewijzingsvoorstellen/{kop.id}"
    wie = publiek(pool.verband, personen=True)
    events.record(tx, "toewijzingsvoorstel-berekend", kop.id, wie, nu, pad)
    response.headers["Location"] = adres(request, f"/toewijzingsvoorstellen/{kop.id}")
    etag.stamp(request, 1)
    return models.toon(request, kop, uitkomst, regels)


def _actieve_pool(tx: Session, id: UUID, kijker: flexpool.Kijker) -> flexpool.Pool:
    """The pool, for a makelaar who may see its people; it must have started (409)."""
    pool = found(pools.get_pool(tx, id, kijker), "pool")
    if not flexpool.ziet_personen(pool.verband, [], kijker):
        found(None, "pool")
    eis_rol(kijker, MAKELAARS)
    if pool.status is not flexpool.PoolStatus.ACTIEF:
        detail = "Een pool wijst toe zodra hij actief is: maak eerst de vijf keuzes."
        weg = [to_camel(keuze) for keuze in flexpool.ontbrekende_keuzes(pool.keuzes)]
        raise Problem(409, detail, code="pool-niet-actief", ontbreekt=weg)
    return pool


def _kop(
    pool: flexpool.Pool,
    voorstel: berekening.Voorstel,
    stand: feiten.Instellingen,
    nu: datetime,
    door: str | None,
) -> storage.Kop:
    return storage.Kop(
        id=uuid4(),
        pool=pool.id,
        verband=pool.verband,
        peildatum=stand.peildatum,
        horizon_weken=stand.horizon_weken,
        geldig_tot=stand.peildatum + GELDIG,
        gemaakt_op=nu,
        gemaakt_door=door,
        invoer_hash=voorstel.invoer_hash,
        regelversie=voorstel.regelversie,
        bewezen_optimaal=voorstel.bewezen_optimaal,
    )


@router.get(
    "/pools/{id}/toewijzingsvoorstellen",
    response_model=models.VoorstelPagina,
    dependencies=[eist("pool:lezen")],
    summary="De voorstellen van een pool",
)
def list_toewijzingsvoorstellen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.VoorstelFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de berekende voorstellen, het nieuwste eerst."""
    pool = found(pools.get_pool(tx, id, kijker), "pool")
    ziet = flexpool.ziet_personen(pool.verband, [], kijker)
    rijen = storage.list_voorstellen(tx, id, params.offset, params.limit) if ziet else []
    count = None
    if params.telling:
        count = storage.count_voorstellen(tx, id) if ziet else 0
    getoond = [models.toon_kop(request, kop) for kop in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/toewijzingsvoorstellen/{id}",
    dependencies=[eist("pool:lezen")],
    summary="Eén toewijzingsvoorstel",
)
def get_toewijzingsvoorstel(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.Toewijzingsvoorstel:
    """Geeft regels met besluiten, aandelen per organisatie, knelpunten en de uitleg."""
    kop, invoer, uitkomst = found(storage.get_voorstel(tx, id, kijker), "toewijzingsvoorstel")
    regels = storage.list_regels(tx, id)
    # The explanation tells about every member, proposed or not.
    wie = [UUID(lid["medewerker"]) for lid in invoer["leden"]]
    verwerking.record(tx, beller, TOEWIJZING, wie, nu)
    etag.stamp(request, 1 + sum(regel.besluit is not None for regel in regels))
    return models.toon(request, kop, uitkomst, regels)
