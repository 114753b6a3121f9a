"""Show a need to the pool of another verband, and see what becomes of it."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.pool.flexpool import storage as flexpool
from services.pool.flexpool.routes.models import Functie, Pc4, Webadres
from services.pool.flexpool.rules import PLANNERS, Niveau, Reden
from services.pool.kijker import Kijker, adres, beletsels, eis_rol
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from services.pool.planning.routes.models import Urenblok, Weekuren
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.rules import doorzenden as rules
from services.pool.planning.rules.doorzenden import DoorzendingStatus
from services.pool.planning.storage import doorzendingen as storage
from shared import api, etag, paging
from shared.api import Beller, Datum, Model, Nu, Oin, Tekst, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("doorzendingen")


class DoorzendingInvoer(Model):
    """Aan welke partnerpool."""

    van_pool: UUID = Field(description="Een pool van het verband van de behoefte.")
    naar_pool: UUID = Field(description="Een partnerpool van die pool.")
    toelichting: Tekst | None = Field(None, description="Zonder namen van mensen.")


class DoorzendingStap(Model):
    """Wat er met een doorzending gebeurt."""

    naar: DoorzendingStatus
    antwoord: Tekst = Field(description="Waarom; beide kanten lezen dit. Zonder namen van mensen.")
    uren_per_week: Urenblok | None = Field(None, description="Verplicht bij aannemen.")
    van: Datum | None = Field(None, description="Eerste dag; zonder waarde die van de behoefte.")
    tot: Datum | None = Field(None, description="Laatste dag.")


class DoorgezondenBehoefte(Model):
    """Wat de partner van de behoefte ziet."""

    id: UUID
    inlener: Oin
    titel: str | None = Field(None, max_length=200)
    functie: Functie | None = None
    niveau: Niveau | None = None
    uren_min: Weekuren | None = None
    uren_max: Weekuren | None = None
    van: Datum | None = None
    tot: Datum | None = None
    plaats: str | None = Field(None, max_length=200)
    pc4: Pc4 | None = None
    status: BehoefteStatus


class Ingezet(Model):
    """Uren die mensen van de partnerpool voor de behoefte werken; er staat niet bij wie."""

    uren_per_week: Weekuren
    van: Datum
    tot: Datum | None = None


class Doorzending(Model):
    """Een behoefte die aan een partnerpool is getoond; beide kanten zien hetzelfde."""

    id: UUID
    url: Webadres
    behoefte: DoorgezondenBehoefte
    naar_pool: UUID
    status: DoorzendingStatus
    toelichting: str | None = Field(None, max_length=200)
    antwoord: str | None = Field(None, max_length=200)
    uren_per_week: Weekuren | None = Field(None, description="Wat de partnerpool toezegde.")
    van: Datum | None = None
    tot: Datum | None = None
    ingezet: list[Ingezet] = Field(
        [],
        max_length=1000,
        description="Wat daarvan is bevestigd, uit inzetten van de partnerpool.",
    )


class DoorzendingPagina(paging.Pagina):
    """Een pagina doorzendingen."""

    results: list[Doorzending] = Field(max_length=paging.MAX_SIZE)


class DoorzendingFilter(paging.PageParams):
    """Filters van de lijst."""

    status: DoorzendingStatus | None = Field(None, description="Alleen met deze status.")


def _toon(request: Request, een: storage.BewaardeDoorzending, vandaag: date) -> Doorzending:
    feiten = een.behoefte.behoefte
    van, tot = planning.periode(feiten, vandaag) or (None, None)
    etag.stamp(request, een.versie)
    return Doorzending(
        id=een.id,
        url=adres(request, f"/doorzendingen/{een.id}"),
        behoefte=DoorgezondenBehoefte(
            id=een.behoefte.id,
            inlener=feiten.inlener,
            titel=feiten.titel or None,
            functie=feiten.functie,
            niveau=feiten.niveau,
            uren_min=feiten.uren_min,
            uren_max=feiten.uren_max,
            van=van,
            tot=tot,
            plaats=feiten.plaats,
            pc4=feiten.pc4,
            status=een.behoefte.status,
        ),
        naar_pool=een.naar_pool,
        status=een.status,
        toelichting=een.toelichting,
        antwoord=een.antwoord,
        uren_per_week=een.uren,
        van=een.van,
        tot=een.tot,
        ingezet=[
            Ingezet(uren_per_week=deel.uren, van=deel.van, tot=deel.tot)
            for deel in een.ingezet[:1000]
        ],
    )


@router.get(
    "/doorzendingen",
    response_model=DoorzendingPagina,
    dependencies=[eist("pool:lezen")],
    summary="Behoeften die aan een partnerpool zijn getoond",
)
def list_doorzendingen(
    request: Request,
    response: Response,
    params: Annotated[DoorzendingFilter, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft wat uw verband liet zien en wat het te zien kreeg, de nieuwste eerst."""
    rijen = storage.list_doorzendingen(tx, kijker, params.status, params.offset, params.limit)
    count = storage.count_doorzendingen(tx, kijker, params.status) if params.telling else None
    getoond = [_toon(request, rij, vandaag) for rij in rijen]
    request.state.versie = None  # a page has no version
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/behoeften/{id}/doorzendingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Toon een behoefte aan een partnerpool",
)
def add_doorzending(
    id: UUID,
    invoer: DoorzendingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Doorzending:
    """Toont een open behoefte aan de planners van een partnerpool; er reist niets over mensen.

    Dat doet de inlener zelf, of een makelaar van het verband.
    """
    rij = found(behoeften.get_behoefte(tx, id, kijker, lock=True), "behoefte")
    eis_rol(kijker, PLANNERS)
    is_makelaar = "makelaar" in kijker.rollen and rij.behoefte.verband in kijker.verbanden
    if rij.behoefte.inlener != kijker.organisatie and not is_makelaar:
        raise Problem(403, "Dit doet de inlener of een makelaar.", code="andere-organisatie")
    etag.require_match(request, rij.versie)
    verband = rij.behoefte.verband
    eigen = verband is not None and storage.get_verband_van_pool(tx, invoer.van_pool) == verband
    if not eigen or not flexpool.is_partner(tx, invoer.van_pool, invoer.naar_pool):
        zin = "Dit is geen partnerpool van een pool van dit verband."
        raise invalid(("naarPool", "geen-partner", zin))
    if rij.status is not BehoefteStatus.OPEN:
        zin = "Alleen een open behoefte gaat naar een partnerpool."
        raise Problem(409, zin, code="behoefte-niet-open")
    naar_verband = found(storage.get_verband_van_pool(tx, invoer.naar_pool), "pool")
    een = found(
        storage.add_doorzending(
            tx, id, invoer.naar_pool, naar_verband, invoer.toelichting, kijker, nu
        ),
        "doorzending",
    )
    response.headers["Location"] = adres(request, f"/doorzendingen/{een.id}")
    return _toon(request, een, vandaag)


@router.get("/doorzendingen/{id}", dependencies=[eist("pool:lezen")], summary="Eén doorzending")
def get_doorzending(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> Doorzending:
    """Geeft de doorzending, voor beide kanten gelijk."""
    een = found(storage.get_doorzending(tx, id, kijker), "doorzending")
    return _toon(request, een, vandaag)


@router.post(
    "/doorzendingen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Neem aan, wijs af, trek in of beëindig",
)
def add_doorzending_statuswijziging(
    id: UUID,
    invoer: DoorzendingStap,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Doorzending:
    """De partner neemt aan of wijst af; de vrager trekt in; beiden kunnen beëindigen.

    Wat de partner aanneemt, is vanaf dan een behoefte van die pool: de uren tellen daar mee in de
    toewijzing en in de eigen pool niet meer. Voor de planning van de vrager zijn ze gedekt. Wat
    ervan komt, lezen beide kanten in `ingezet`.
    """
    een = found(storage.get_doorzending(tx, id, kijker, lock=True), "doorzending")
    eis_rol(kijker, PLANNERS)
    etag.require_match(request, een.versie)
    kanten = een.kanten(kijker)
    redenen = rules.beletselen_doorzending(een.status, invoer.naar, kanten)
    dicht = een.behoefte.status is not BehoefteStatus.OPEN
    if not redenen and invoer.naar is DoorzendingStatus.AANGENOMEN and dicht:
        redenen = [Reden("naar", "behoefte-niet-open", "De behoefte staat niet meer open.")]
    if redenen:
        raise Problem(
            409,
            "Dit kan nu niet; zie beletselen.",
            code="overgang-kan-niet",
            beletselen=beletsels(redenen),
            toegestaan=rules.toegestaan(een.status, kanten),
        )
    dekking = _dekking(een, invoer, vandaag)
    nieuw = found(
        storage.set_doorzending(
            tx, een, invoer.naar, invoer.antwoord, dekking, beller.gebruiker, kijker, nu
        ),
        "doorzending",
    )
    response.headers["Location"] = adres(request, f"/doorzendingen/{id}")
    return _toon(request, nieuw, vandaag)


def _dekking(
    een: storage.BewaardeDoorzending, invoer: DoorzendingStap, vandaag: date
) -> tuple[Decimal | None, date | None, date | None]:
    """Hours and days that the partner gives after this step. Error: 400."""
    if invoer.naar is DoorzendingStatus.BEEINDIGD:
        return een.uren, een.van, min(invoer.tot or vandaag, een.tot or date.max)
    if invoer.naar is not DoorzendingStatus.AANGENOMEN:
        return None, None, None
    van, tot = planning.periode(een.behoefte.behoefte, vandaag) or (vandaag, None)
    van, tot = invoer.van or van, invoer.tot or tot
    if invoer.uren_per_week is None:
        raise invalid(("urenPerWeek", "ontbreekt", "Zeg hoeveel uren per week de pool geeft."))
    if tot is not None and tot < van:
        raise invalid(("tot", "periode-omgekeerd", "De laatste dag ligt voor de eerste dag."))
    return invoer.uren_per_week, van, tot
