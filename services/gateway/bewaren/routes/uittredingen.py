"""Uittreden: the last day, everything that the organisation takes along, and what goes after."""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from pydantic import Field
from pydantic_core import to_jsonable_python
from starlette.responses import StreamingResponse

from services.gateway.bewaren import rules
from services.gateway.bewaren.storage import uittreding as storage
from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules as verbandrules
from services.gateway.verband import storage as verbanden
from services.gateway.verband.routes.beheer import door, is_own_beheer, named, visible
from services.gateway.verband.storage import besluit
from shared import api, etag, events, formats, kalender, openapi, paging, uitvoer, verwerking
from shared.api import Beller, Datum, Model, Nu, Oin, Tekst, Tijdstip, Tx, Vandaag, eist
from shared.caller import Caller
from shared.model import to_z
from shared.problem import Problem, found, invalid, unavailable

router = api.router("verbanden")
ZIP = "application/zip"
DIENSTEN = ("vacatures", "pool")
MEEGEVEN = "gegevens van een organisatie meegeven"
MEMORY = 5_000_000  # bytes of the file that stay out of the file system


class UittredingInvoer(Model):
    """Welk verband u verlaat, en wat de laatste dag is."""

    verband: UUID
    organisatie: Oin | None = Field(None, description="Leeg: uw eigen organisatie.")
    tot: Datum = Field(description="Laatste dag.")
    reden: Tekst | None = None


class Uittreding(Model):
    """Een organisatie die een verband verlaat."""

    id: UUID
    verband: UUID
    organisatie: Oin
    tot: Datum
    reden: Tekst | None
    aangekondigd_op: Tijdstip
    wissen_vanaf: Datum = Field(description="Vanaf dan gaat weg wat niemand meer nodig heeft.")
    uitgevoerd_op: Tijdstip | None = Field(description="Wanneer u alles voor het laatst ophaalde.")
    beeindigd_op: Tijdstip | None
    gewist_op: Tijdstip | None


class UittredingPagina(paging.Pagina):
    """Een deel van de uittredingen, de laatste dag eerst."""

    results: list[Uittreding] = Field(max_length=paging.MAX_SIZE)


class Meegeefdeel(Model):
    """Een onderdeel van wat u meekrijgt."""

    dienst: Tekst
    onderdeel: Tekst


class Meegave(Model):
    """Wat u meekrijgt; met `Accept: application/zip` als bestand met JSON-regels en CSV."""

    delen: list[Meegeefdeel] = Field(max_length=300)


@router.get(
    "/uittredingen",
    response_model=UittredingPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Uittredingen",
)
def list_uittredingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """De verbanden die uw organisatie verlaat of verliet."""
    alles = verbandrules.PLATFORM in beller.rollen
    rows = storage.find(tx, beller.organisatie, alles, params.offset, params.limit)
    count = storage.count(tx, beller.organisatie, alles) if params.telling else None
    shown = [Uittreding.model_validate(row) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post(
    "/uittredingen",
    status_code=201,
    responses=openapi.refuses(404),
    dependencies=[eist("deelname:beheren")],
    summary="Een verband verlaten",
)
def add_uittreding(
    invoer: UittredingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Uittreding:
    """Leg vast wat uw laatste dag is. Door een beheerder van de organisatie, of het platform.

    Tot en met die dag verandert er niets. Daarna ziet u de partners niet meer en zij u niet:
    abonnementen en behoeften stoppen, inzetten lopen af op hun eigen dag, en een vacature die
    open staat gaat verder zonder de partners. Al uw gegevens haalt u op met `…/uitvoer`.
    """
    visible(tx, invoer.verband, beller, vandaag, lock=True)
    oin = invoer.organisatie or beller.organisatie
    if oin is None:
        raise invalid(("organisatie", "organisatie-nodig", "Zeg welke organisatie vertrekt."))
    if verbandrules.PLATFORM not in beller.rollen and not is_own_beheer(beller, oin):
        detail = "Dit kan alleen een beheerder van de organisatie zelf, of de platformbeheerder."
        raise Problem(403, detail, code="rol-ontbreekt")
    named(beller)
    lid = found(_running(tx, invoer.verband, oin, vandaag), "lidmaatschap")
    bekend = storage.van_lidmaatschap(tx, lid.id)
    if bekend is not None and lid.tot is not None:
        raise Problem(409, "Dit vertrek is al vastgelegd.", code="bestaat-al")
    if bezwaren := verbandrules.bezwaren_uittreding(verbanden.to_lid(lid), invoer.tot, vandaag):
        redenen = verbandrules.REDEN_UITTREDING
        raise invalid(*(("tot", een, redenen[een]) for een in bezwaren))
    if bekend is not None:  # taken back before, and told again
        storage.neem_terug(tx, bekend)
    verbanden.change_lid(lid, replace(verbanden.to_lid(lid), tot=invoer.tot))
    wie = door(beller)
    row = storage.add(tx, verbanden.to_lid(lid), invoer.tot, invoer.reden, nu, wie.door)
    wijziging = (f"lidmaatschap {oin}", "loopt", f"tot en met {invoer.tot}")
    besluit.log(tx, invoer.verband, wijziging, None, nu, wie)
    adres = f"{BASE}/uittredingen/{row.id}"
    leden = verbandrules.leden_op(verbanden.leden(tx, invoer.verband), kalender.dag(nu))
    publiek = events.Publiek(organisaties=leden)
    lid_adres = f"{BASE}/verbanden/{invoer.verband}/leden/{lid.id}"
    events.record(tx, "uittreding-aangekondigd", invoer.verband, publiek, nu, lid_adres)
    response.headers["Location"] = adres
    etag.stamp(request, row.versie)
    return Uittreding.model_validate(row)


@router.get("/uittredingen/{id}", dependencies=[eist("deelname:lezen")], summary="Eén uittreding")
def get_uittreding(id: UUID, request: Request, tx: Tx, beller: Beller) -> Uittreding:
    """Een uittreding van uw organisatie."""
    row = _visible(tx, id, beller)
    etag.stamp(request, row.versie)
    return Uittreding.model_validate(row)


@router.get(
    "/uittredingen/{id}/uitvoer",
    response_model=Meegave,
    dependencies=[eist("deelname:beheren")],
    responses=formats.gives(ZIP),
    summary="Al uw gegevens, in een open formaat",
)
def get_uittreding_uitvoer(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> object:
    """Geeft alles van uw organisatie uit elke dienst, als zip met JSON-regels en CSV.

    Alleen voor een beheerder van de organisatie zelf, ook na de laatste dag.
    """
    row = _visible(tx, id, beller)
    if not is_own_beheer(beller, row.organisatie):
        detail = "Dit kan alleen een beheerder van de organisatie zelf."
        raise Problem(403, detail, code="rol-ontbreekt")
    try:
        if not formats.wants(request, ZIP):
            etag.stamp(request, row.versie)
            return _contents(request, row.organisatie, nu)
        named(beller)
        file = _zip(request, tx, row.organisatie, beller, nu)
    except httpx2.HTTPError as error:
        raise unavailable("Een van de diensten") from error
    row.uitgevoerd_op = nu
    row.versie += 1
    headers = {"Content-Disposition": 'attachment; filename="doorstroom-uitvoer.zip"'}
    return StreamingResponse(file, media_type=ZIP, headers=headers)


def _visible(tx: Tx, id: UUID, beller: Caller) -> storage.Row:
    row = storage.get(tx, id)
    own = row is not None and row.organisatie == beller.organisatie
    return found(row if own or verbandrules.PLATFORM in beller.rollen else None, "uittreding")


def _running(tx: Tx, verband: UUID, oin: str, vandaag: date) -> verbanden.LidRow | None:
    id = storage.lidmaatschap_van(tx, verband, oin, vandaag)
    return verbanden.get_lid(tx, verband, id) if id else None


def _contents(request: Request, oin: str, nu: datetime) -> Meegave:
    delen = [("gateway", naam) for naam in storage.DELEN]
    for dienst in DIENSTEN:
        delen += [(dienst, naam) for naam in _ask(request, dienst, oin, nu)["delen"]]
    return Meegave(delen=[Meegeefdeel(dienst=d, onderdeel=o) for d, o in delen])


def _zip(request: Request, tx: Tx, oin: str, beller: Caller, nu: datetime) -> Iterator[bytes]:
    """The file, part after part, so that never more than one part is in memory."""
    file = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115 (closed when it was sent)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("leesmij.txt", rules.LEESMIJ)
        for deel in _parts(request, tx, oin, beller, nu):
            archive.writestr(f"{deel.pad}.jsonl", rules.als_jsonl(deel.rijen))
            archive.writestr(f"{deel.pad}.csv", rules.als_csv(deel.rijen))
    file.seek(0)

    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(65_536):
                yield chunk

    return chunks()


def _parts(
    request: Request, tx: Tx, oin: str, beller: Caller, nu: datetime
) -> Iterator[rules.Meegave]:
    for naam in storage.DELEN:
        rijen: list[dict[str, Any]] = []
        vanaf: int | None = 0
        while vanaf is not None:
            page, personen = uitvoer.page(tx, storage.DELEN, naam, oin, nu, vanaf)
            verwerking.record(tx, beller, MEEGEVEN, personen, nu)
            rijen += page.rijen
            vanaf = page.volgende
        yield rules.Meegave("gateway", naam, to_jsonable_python(rijen))
    for dienst in DIENSTEN:
        for naam in _ask(request, dienst, oin, nu)["delen"]:
            yield rules.Meegave(dienst, naam, _rows(request, dienst, oin, nu, naam))


def _rows(request: Request, dienst: str, oin: str, nu: datetime, deel: str) -> list[dict[str, Any]]:
    rijen: list[dict[str, Any]] = []
    vanaf: int | None = 0
    while vanaf is not None:
        page = _ask(request, dienst, oin, nu, deel=deel, vanaf=vanaf)
        rijen += page["rijen"]
        vanaf = page["volgende"]
    return rijen


def _ask(
    request: Request, dienst: str, oin: str, nu: datetime, **vraag: str | int
) -> dict[str, Any]:
    """A page of a service. Error: httpx2.HTTPError."""
    query = urlencode({"op": to_z(nu), **vraag})
    page: dict[str, Any] = request.app.state.buren[dienst].get(
        f"/intern/uitvoer/{quote(oin)}?{query}"
    )
    return page
