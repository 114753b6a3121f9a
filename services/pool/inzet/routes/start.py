"""The start checklist, the hand-over note and the story afterwards."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import AfterValidator, Field

from services.pool.inzet import storage
from services.pool.inzet.routes import access, models
from services.pool.inzet.rules import Partij
from services.pool.inzet.rules import start as regels
from services.pool.inzet.rules.start import Startpunt, Tekstsoort
from services.pool.kijker import Kijker
from shared import api, etag, paging, verwerking
from shared.api import Beller, Datum, Model, Nu, Oin, Tijdstip, Tx, Vandaag, eist
from shared.model import NO_CONTROL, ZonderBsn, no_control
from shared.problem import Problem, found

router = api.router("inzetten")
Lang = Annotated[
    str,
    Field(min_length=1, max_length=5000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]


class StartpuntInvoer(Model):
    """Hoe een punt van de startlijst staat."""

    geregeld: bool
    datum: Datum | None = Field(None, description="De dag waarop het geregeld is.")
    eigenaar: Partij | None = Field(None, description="Wie het regelt; leeg: zoals het was.")
    uiterlijk: Datum | None = Field(None, description="Voor wanneer; leeg: zoals het was.")
    rol: models.Reden | None = Field(
        None, description="Alleen bij de contactpersoon: de rol, niet de naam."
    )


class StartlijstPunt(Model):
    """Eén punt van de startlijst."""

    punt: Startpunt
    eigenaar: Partij
    uiterlijk: Datum
    geregeld: bool
    datum: Datum | None = None
    rol: str | None = Field(None, max_length=200)


class Startlijst(Model):
    """Wat geregeld moet zijn voordat iemand begint."""

    startklaar: bool
    punten: list[StartlijstPunt] = Field(max_length=20)


class TekstInvoer(Model):
    """Een overdrachtsnotitie."""

    tekst: Lang = Field(description="Wat de volgende moet weten; geen namen.")


class VerhaalInvoer(Model):
    """Een kort verhaal over een inzet, om te delen."""

    tekst: Lang
    zichtbaar: bool = Field(description="Of collega's in het verband het mogen lezen.")


class InzetNotitie(Model):
    """Een tekst bij een inzet."""

    tekst: str = Field(max_length=5000)
    zichtbaar: bool
    door: models.Door
    op: Tijdstip


class Verhaal(Model):
    """Een verhaal dat iemand wilde delen; zonder naam."""

    inzet: UUID
    inlener: Oin
    tekst: str = Field(max_length=5000)
    op: Tijdstip


class VerhaalPagina(paging.Pagina):
    """Een pagina verhalen."""

    results: list[Verhaal] = Field(max_length=paging.MAX_SIZE)


class VerhaalFilter(paging.PageParams):
    """De lijst van verhalen heeft alleen paginering."""


@router.get(
    "/inzetten/{id}/startlijst",
    dependencies=[eist("pool:lezen")],
    summary="De startlijst van een inzet",
)
def get_startlijst(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> Startlijst:
    """Wat geregeld moet zijn, door wie en voor wanneer; alleen voor de drie partijen."""
    bewaard = access.van_partij(tx, id, kijker)
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie)
    return _startlijst(storage.get_startlijst(tx, bewaard.inzet))


def _startlijst(lijst: list[regels.Startregel]) -> Startlijst:
    return Startlijst(
        startklaar=regels.is_startklaar(lijst),
        punten=[StartlijstPunt.model_validate(een) for een in lijst],
    )


@router.put(
    "/inzetten/{id}/startlijst/punten/{punt}",
    dependencies=[eist("pool:lezen")],
    summary="Leg een punt van de startlijst vast",
)
def put_startpunt(
    id: UUID,
    punt: Startpunt,
    invoer: StartpuntInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Startlijst:
    """Beide organisaties houden de lijst bij; de medewerker de eigen punten, met een eigen inlog.

    Alleen ja of nee en een dag: wat er in een VOG staat, hoort hier niet.
    """
    bewaard = access.van_partij(tx, id, kijker, lock=True)
    etag.require_match(request, bewaard.versie)
    oud = next(e for e in storage.get_startlijst(tx, bewaard.inzet) if e.punt is punt)
    eigen = access.EIGEN in beller.scopes
    mag = regels.mag_startpunt(bewaard.inzet, oud, kijker, eigen)
    if not mag or not (eigen or access.SCHRIJVEN in beller.scopes):
        raise Problem(403, "Dit punt legt een ander vast.", code="ander-regelt")
    regel = regels.Startregel(
        punt,
        invoer.eigenaar or oud.eigenaar,
        invoer.uiterlijk or oud.uiterlijk,
        invoer.geregeld,
        invoer.datum,
        invoer.rol,
    )
    redenen = regels.beletselen_startpunt(bewaard.inzet, regel, vandaag)
    access.weiger(redenen, "Dit kan nu niet; zie beletselen.", "startpunt-kan-niet")
    storage.set_startpunt(tx, id, regel, beller.gebruiker or "de medewerker", nu)
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie + 1)
    return _startlijst(storage.get_startlijst(tx, bewaard.inzet))


@router.get(
    "/inzetten/{id}/overdracht",
    dependencies=[eist("pool:lezen")],
    summary="De overdrachtsnotitie van een inzet",
)
def get_overdracht(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> InzetNotitie:
    """Wat wie het werk overneemt moet weten; voor de drie partijen."""
    bewaard = access.van_partij(tx, id, kijker)
    tekst = found(storage.get_tekst(tx, id, Tekstsoort.OVERDRACHT), "overdracht")
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, tekst.versie)
    return InzetNotitie.model_validate(tekst)


@router.put(
    "/inzetten/{id}/overdracht",
    dependencies=[eist("pool:lezen")],
    summary="Schrijf de overdrachtsnotitie",
)
def put_overdracht(
    id: UUID,
    invoer: TekstInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> InzetNotitie:
    """De medewerker (eigen inlog) of een van beide organisaties legt de overdracht vast."""
    bewaard = access.van_partij(tx, id, kijker, lock=True)
    if not {access.EIGEN, access.SCHRIJVEN} & beller.scopes:
        raise Problem(403, "Uw token mist: pool:schrijven.", code="scope-ontbreekt")
    return _schrijf(
        tx, request, beller, bewaard, Tekstsoort.OVERDRACHT, invoer.tekst, True, nu, vandaag
    )


def _schrijf(
    tx: Tx,
    request: Request,
    beller: Beller,
    bewaard: storage.Bewaard,
    soort: Tekstsoort,
    tekst: str,
    zichtbaar: bool,
    nu: Nu,
    vandaag: Vandaag,
) -> InzetNotitie:
    oud = storage.get_tekst(tx, bewaard.inzet.id, soort)
    etag.require_match(request, oud.versie if oud else 0)
    redenen = regels.beletselen_tekst(bewaard.inzet, soort, vandaag)
    access.weiger(redenen, "Dit kan nu niet; zie beletselen.", "tekst-kan-niet")
    door = beller.gebruiker or "de medewerker"
    nieuw = storage.set_tekst(tx, bewaard.inzet.id, soort, tekst, zichtbaar, door, nu)
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return InzetNotitie.model_validate(nieuw)


@router.put(
    "/inzetten/{id}/verhaal",
    dependencies=[eist("eigen:beheren")],
    summary="Vertel over uw inzet, als u dat wilt",
)
def put_verhaal(
    id: UUID,
    invoer: VerhaalInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> InzetNotitie:
    """Alleen de medewerker zelf, na afloop, en alleen als die wil; weghalen kan altijd."""
    bewaard = _eigen(tx, id, kijker)
    return _schrijf(
        tx,
        request,
        beller,
        bewaard,
        Tekstsoort.VERHAAL,
        invoer.tekst,
        invoer.zichtbaar,
        nu,
        vandaag,
    )


@router.delete(
    "/inzetten/{id}/verhaal",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Haal uw verhaal weg",
)
def delete_verhaal(id: UUID, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu) -> Response:
    """Daarna leest niemand het meer."""
    bewaard = _eigen(tx, id, kijker)
    found(storage.wis_tekst(tx, id, Tekstsoort.VERHAAL) or None, "verhaal")
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    return Response(status_code=204)


def _eigen(tx: Tx, id: UUID, kijker: Kijker) -> storage.Bewaard:
    """The person's own inzet; for anybody else there is no story to write (404)."""
    bewaard = found(storage.get_inzet(tx, id, kijker, lock=True), "inzet")
    return found(bewaard if bewaard.inzet.medewerker == kijker.medewerker else None, "inzet")


@router.get(
    "/inzetverhalen",
    response_model=VerhaalPagina,
    dependencies=[eist("pool:lezen")],
    summary="Verhalen over inzetten in uw verbanden",
)
def list_verhalen(
    request: Request,
    response: Response,
    params: Annotated[VerhaalFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Verhalen die medewerkers zelf wilden delen, het nieuwste eerst; zonder naam."""
    rijen = storage.list_verhalen(tx, kijker.verbanden, params.offset, params.limit)
    count = storage.count_verhalen(tx, kijker.verbanden) if params.telling else None
    getoond = [
        Verhaal(inzet=tekst.inzet, inlener=inlener, tekst=tekst.tekst, op=tekst.op)
        for tekst, inlener in rijen
    ]
    return paging.page(request, response, params, getoond, count)
