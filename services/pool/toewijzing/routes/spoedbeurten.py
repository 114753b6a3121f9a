"""Emergency turns: outside the fair order, with a reason, few, and in everybody's sight."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NoReturn
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import publiek
from services.pool.inzet import storage as inzetten
from services.pool.kijker import BASE_PATH, Kijker, adres, beletsels
from services.pool.planning import storage as planning
from services.pool.toewijzing import rondes, storage
from services.pool.toewijzing.feiten import Lid
from services.pool.toewijzing.routes import zitting
from services.pool.toewijzing.routes.models import Reden
from services.pool.toewijzing.routes.voorstellen import TOEWIJZING, actieve_pool
from services.pool.toewijzing.routes.zicht import bekend
from services.pool.toewijzing.rules import Regel
from services.pool.toewijzing.toegang import MAKELAARS
from shared import api, events, kalender, paging, verwerking
from shared.api import Beller, Datum, Geheel, Model, Nu, Oin, Tijdstip, Tx, Uren, Vandaag, eist
from shared.problem import Problem, found

router = api.router("spoedbeurten")
UITLEG = "Een spoedbeurt: buiten de eerlijke volgorde, met de reden van de makelaar."


class SpoedbeurtInvoer(Model):
    """Wie waar met spoed nodig is, en waarom."""

    lid: UUID
    behoefte: UUID
    uren: Annotated[Geheel, Field(ge=1, le=40)] = Field(description="Hele uren per week.")
    van: Datum
    tot: Datum | None = None
    reden: Reden


class Spoedbeurt(Model):
    """Een inzet buiten de eerlijke volgorde. De medewerker staat er alleen voor makelaars bij."""

    id: UUID
    pool: UUID
    inlener: Oin
    thuisorganisatie: Oin
    behoefte: UUID
    uren_per_week: Uren
    van: Datum
    tot: Datum | None = None
    reden: str = Field(max_length=1000)
    op: Tijdstip
    jaar: Geheel = Field(ge=2000, le=9999)
    nummer: Geheel = Field(ge=1, le=1000, description="De hoeveelste van de inlener dit jaar.")
    per_jaar: Geheel = Field(ge=0, le=1000, description="Zoveel mag een organisatie er per jaar.")
    geteld_in: UUID | None = Field(None, description="De afgeronde ronde waarin zij meetelt.")
    lid: UUID | None = None
    medewerker: UUID | None = None
    door: str | None = Field(None, max_length=200)
    inzet: UUID | None = None


class SpoedbeurtPagina(paging.Pagina):
    """Een pagina spoedbeurten."""

    results: list[Spoedbeurt] = Field(max_length=paging.MAX_SIZE)


class SpoedbeurtFilter(paging.PageParams):
    """De lijst van spoedbeurten heeft alleen paginering."""


@router.post(
    "/pools/{id}/spoedbeurten",
    status_code=201,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Plaats iemand met spoed",
)
def add_spoedbeurt(
    id: UUID,
    invoer: SpoedbeurtInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Spoedbeurt:
    """Een makelaar plaatst een poollid buiten de eerlijke volgorde, met een reden.

    Dat kan zo vaak per organisatie en jaar als het verband afsprak. De harde regels gelden, alle
    partners zien het, en de uren tellen mee in de verdeling.
    """
    pool = actieve_pool(tx, id, kijker)
    door = zitting.eis_makelaar(kijker, beller)
    # Seen before held: who asks for what is not here holds nobody up.
    feit = storage.get_feiten(tx, pool, vandaag, min(104, pool.afspraken.horizon_weken))
    lid = bekend(feit, kijker).get(invoer.lid) or _geen_lid(tx, invoer.lid, pool, kijker, vandaag)
    vraag = next((een for een in feit.behoeften if een.id == invoer.behoefte), None)
    behoefte = vraag or _geen_behoefte(tx, invoer.behoefte, pool, kijker)
    storage.lock_betrokkenen(tx, [lid.medewerker], [behoefte.id])
    geplaatst, laatste = storage.tel_spoedbeurten(tx, pool.verband, behoefte.inlener, vandaag.year)
    _eis_ruimte(geplaatst, pool.afspraken.spoedbeurten_per_jaar)
    feit = storage.get_feiten(tx, pool, vandaag, min(104, pool.afspraken.horizon_weken))
    lijn = Regel(lid.id, behoefte.id, invoer.uren, max(invoer.van, vandaag), invoer.tot)
    try:
        zitting.toets(feit, lijn)
    except zitting.Geweigerd as nee:
        schendingen = list(nee.schendingen)
        raise Problem(409, nee.uitleg, code=nee.code, schendingen=schendingen) from None
    beurt = _plaats(tx, pool, lid, lijn, behoefte.inlener, invoer.reden, laatste + 1, door, nu)
    inzetten.werk_behoefte_bij(tx, behoefte.id, door, nu, vandaag)
    verwerking.record(tx, beller, TOEWIJZING, [lid.medewerker], nu)
    pad = f"{BASE_PATH}/pools/{pool.id}/spoedbeurten"
    wie = publiek(pool.verband, behoefte.inlener)
    events.record(tx, "spoedbeurt-geplaatst", beurt.id, wie, nu, pad)
    response.headers["Location"] = adres(request, f"/pools/{pool.id}/spoedbeurten")
    return _toon(beurt, pool, kijker)


def _geen_lid(
    tx: Session, id: UUID, pool: flexpool.Pool, kijker: flexpool.Kijker, vandaag: date
) -> NoReturn:
    """Why this member is not in the facts, for the own employer (409); others find nobody (404)."""
    lid = pools.get_lid(tx, id, kijker)
    eigen = lid and lid.pool == pool.id and flexpool.ziet_toestemming(lid, kijker)
    redenen = flexpool.redenen_niet_voorstelbaar(found(lid if eigen else None, "poollid"), vandaag)
    detail = "Dit poollid kan nu niet worden voorgesteld; zie de beletselen."
    code = "poollid-niet-voorstelbaar"
    raise Problem(409, detail, code=code, beletselen=beletsels(redenen))


def _geen_behoefte(tx: Session, id: UUID, pool: flexpool.Pool, kijker: flexpool.Kijker) -> NoReturn:
    """A need that is there but not in the facts (409), or that is not there (404)."""
    rij = planning.get_behoefte(tx, id, kijker)
    found(rij if rij and rij.behoefte.verband == pool.verband else None, "behoefte")
    detail = (
        "Deze behoefte vraagt nu niets van deze pool: zij is gevuld of gesloten, of valt buiten de"
        " periode of de pool."
    )
    raise Problem(409, detail, code="behoefte-niet-open")


def _plaats(
    tx: Session,
    pool: flexpool.Pool,
    lid: Lid,
    lijn: Regel,
    inlener: str,
    reden: str,
    nummer: int,
    door: str,
    nu: Nu,
) -> storage.Spoedbeurt:
    """Propose the inzet and number the turn."""
    gedeeld = {
        "verband": pool.verband,
        "medewerker": lid.medewerker,
        "thuisorganisatie": lid.thuisorganisatie,
        "inlener": inlener,
        "uren_per_week": Decimal(lijn.uren),
        "van": lijn.van,
        "tot": lijn.tot,
        "reden": reden,
    }
    velden = gedeeld | {"pool_id": pool.id, "behoefte_id": lijn.behoefte, "uitleg": UITLEG}
    inzet = inzetten.add_inzet(tx, velden, door, nu).inzet.id
    beurt = storage.Spoedbeurt(
        **gedeeld,  # type: ignore[arg-type]
        id=uuid4(),
        pool=pool.id,
        jaar=kalender.dag(nu).year,
        nummer=nummer,
        lid=lid.id,
        behoefte=lijn.behoefte,
        door=door,
        op=nu,
        inzet=inzet,
    )
    storage.add_spoedbeurt(tx, beurt)
    return beurt


def _eis_ruimte(geplaatst: int, per_jaar: int) -> None:
    if rondes.spoed_op(geplaatst, per_jaar):
        detail = "Deze organisatie heeft haar spoedbeurten van dit jaar gehad."
        raise Problem(
            409, detail, code="spoedbeurten-op", geplaatst=geplaatst, spoedbeurtenPerJaar=per_jaar
        )


@router.get(
    "/pools/{id}/spoedbeurten",
    response_model=SpoedbeurtPagina,
    dependencies=[eist("pool:lezen")],
    summary="De spoedbeurten van een pool",
)
def list_spoedbeurten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[SpoedbeurtFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Geeft aan alle partners wie wanneer een spoedbeurt kreeg en waarom, het nieuwste eerst."""
    pool = zichtbare_pool(tx, id, kijker)
    rijen = storage.list_spoedbeurten(tx, pool.id, params.offset, params.limit)
    count = storage.count_spoedbeurten(tx, pool.id) if params.telling else None
    if kijker.rollen & MAKELAARS:
        mensen = [rij.medewerker for rij in rijen[: params.page_size]]
        verwerking.record(tx, beller, TOEWIJZING, mensen, nu)
    getoond = [_toon(rij, pool, kijker) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


def zichtbare_pool(tx: Session, id: UUID, kijker: flexpool.Kijker) -> flexpool.Pool:
    """A pool, for staff of its verband: what is in it names organisations, no persons."""
    pool = found(pools.get_pool(tx, id, kijker), "pool")
    return found(pool if flexpool.ziet_plan(pool.verband, "", kijker) else None, "pool")


def _toon(beurt: storage.Spoedbeurt, pool: flexpool.Pool, kijker: flexpool.Kijker) -> Spoedbeurt:
    velden = {naam: getattr(beurt, naam, None) for naam in Spoedbeurt.model_fields}
    velden["per_jaar"] = pool.afspraken.spoedbeurten_per_jaar
    if not kijker.rollen & MAKELAARS:
        velden |= dict.fromkeys(("lid", "medewerker", "door", "inzet"))
    return Spoedbeurt.model_validate(velden)
