"""Instemmen met een convenant, one vote each; and what still keeps a member from joining in."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.convenant import rules, storage
from services.gateway.convenant.routes.bodies import Versie
from services.gateway.organisatie.routes import BASE, OinPad
from services.gateway.verband import rules as verbandrules
from services.gateway.verband import storage as verbanden
from services.gateway.verband.routes.beheer import door, is_own_beheer, named, tell, visible
from services.gateway.verband.storage import besluit
from shared import api, etag, paging
from shared.api import (
    Beller,
    Geheel,
    LangeTekst,
    Model,
    Nu,
    Oin,
    Tekst,
    Tijdstip,
    Tx,
    Vandaag,
    eist,
)
from shared.problem import Problem, found

router = api.router("convenanten")
Toelichting = Annotated[LangeTekst, Field(max_length=2000)]


class ConvenantstemInvoer(Model):
    """De stem van uw organisatie over de tekst zoals die nu is."""

    akkoord: bool
    toelichting: Toelichting | None = None


class Convenantstem(ConvenantstemInvoer):
    """Wat één organisatie van een versie zei, wanneer en bij monde van wie."""

    organisatie: Oin
    versie: Geheel = Field(ge=1, le=100_000)
    telt: bool = Field(description="Onwaar: de tekst is daarna gewijzigd; stem opnieuw.")
    op: Tijdstip
    door: str | None = Field(max_length=500)


class ConvenantstemPagina(paging.Pagina):
    """Een deel van de stemmen, per organisatie."""

    results: list[Convenantstem] = Field(max_length=paging.MAX_SIZE)
    uitslag: verbandrules.Uitslag = Field(description="Wat de stemmen nu samen zeggen.")


class Verhindering(Model):
    """Waarom een lidmaatschap nog niet werkt."""

    code: verbandrules.Belemmering
    uitleg: Tekst


class Deelnamestand(Model):
    """Of een lid in een onderdeel meedoet, en zo niet: waarom niet."""

    organisatie: Oin
    module: verbandrules.Module
    doet_mee: bool
    belemmeringen: list[Verhindering] = Field(max_length=len(verbandrules.Belemmering))


class Deelnamestanden(Model):
    """Per lid van vandaag en per onderdeel of het meedoet."""

    results: list[Deelnamestand] = Field(max_length=20_000)


@router.get(
    "/verbanden/{id}/convenanten/{versie}/stemmen",
    response_model=ConvenantstemPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Stemmen over een versie",
)
def list_convenantstemmen(
    id: UUID,
    versie: Versie,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """Welke organisatie met welke versie instemde, wanneer en bij monde van wie."""
    verband = visible(tx, id, beller, vandaag)
    row = found(storage.get(tx, id, versie), "versie")
    rows = storage.find_stemmen(tx, id, versie, params.offset, params.limit)
    count = storage.count_stemmen(tx, id, versie) if params.telling else None
    leden = verbandrules.leden_op(verbanden.leden(tx, id), vandaag)
    regel = verbanden.to_facts(verband).besluitregel
    uitslag = verbandrules.uitslag(regel, leden, storage.stemmen(tx, row))
    body = paging.page(request, response, params, [_stem(een, row) for een in rows], count)
    return body | {"uitslag": uitslag}


@router.put(
    "/verbanden/{id}/convenanten/{versie}/stemmen/{oin}",
    dependencies=[eist("deelname:beheren")],
    summary="Stemmen over een versie",
)
def put_convenantstem(
    id: UUID,
    versie: Versie,
    oin: OinPad,
    invoer: ConvenantstemInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Convenantstem:
    """Geef de stem van uw organisatie: één per organisatie, hoe groot zij ook is.

    Geef met `If-Match` het kenmerk van de versie die u las; wie over een andere tekst stemt,
    krijgt 412. Tot de versie is vastgesteld, kan de stem wijzigen.
    """
    visible(tx, id, beller, vandaag)
    row = found(storage.get(tx, id, versie, lock=True), "versie")
    if not is_own_beheer(beller, oin):
        detail = "Dit kan alleen een beheerder van de organisatie zelf."
        raise Problem(403, detail, code="rol-ontbreekt")
    named(beller)
    etag.require_match(request, row.wijziging)
    if row.geldig_vanaf is not None:
        raise Problem(409, "Deze versie is al vastgesteld.", code="al-vastgesteld")
    wie = door(beller).door
    stem = storage.stem(tx, row, oin, invoer.akkoord, invoer.toelichting, nu, wie)
    tell(tx, id, "convenantstem-gegeven", nu, f"{BASE}/verbanden/{id}/convenanten/{versie}/stemmen")
    return _stem(stem, row)


@router.get(
    "/verbanden/{id}/convenanten/{versie}/stemmen/{oin}",
    dependencies=[eist("deelname:lezen")],
    summary="De stem van één organisatie",
)
def get_convenantstem(
    id: UUID,
    versie: Versie,
    oin: OinPad,
    request: Request,
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> Convenantstem:
    """Wat één organisatie van een versie zei."""
    visible(tx, id, beller, vandaag)
    row = found(storage.get(tx, id, versie), "versie")
    stem = found(storage.get_stem(tx, id, versie, oin), "stem")
    # Whoever votes next names the version that was read.
    etag.stamp(request, row.wijziging)
    return _stem(stem, row)


@router.get(
    "/verbanden/{id}/deelnamestand",
    dependencies=[eist("deelname:lezen")],
    summary="Wie er meedoet, en wat er nog ontbreekt",
)
def get_deelnamestand(
    id: UUID, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> Deelnamestanden:
    """Per lid en per onderdeel of het meedoet, en anders alle redenen waarom nog niet."""
    verband = visible(tx, id, beller, vandaag)
    voorwaarden = verbandrules.Deelnamevoorwaarden(
        verbanden.to_facts(verband),
        besluit.gegevensafspraken(tx, id),
        rules.van_kracht(storage.adopted(tx, id), vandaag),
    )
    leden = [een for een in verbanden.leden(tx, id) if _runs(een, vandaag)]
    etag.stamp(request, 1)
    return Deelnamestanden(
        results=[
            _stand(lid, module, verbandrules.belemmeringen(lid, module, voorwaarden, vandaag))
            for lid in leden
            for module in verbandrules.Module
        ]
    )


def _runs(lid: verbandrules.Lidmaatschap, op: date) -> bool:
    return verbandrules.loopt(lid.van, lid.tot, op)


def _stand(
    lid: verbandrules.Lidmaatschap,
    module: verbandrules.Module,
    redenen: list[verbandrules.Belemmering],
) -> Deelnamestand:
    return Deelnamestand(
        organisatie=lid.organisatie,
        module=module,
        doet_mee=not redenen,
        belemmeringen=[Verhindering(code=een, uitleg=verbandrules.UITLEG[een]) for een in redenen],
    )


def _stem(stem: storage.StemRow, row: storage.Row) -> Convenantstem:
    return Convenantstem(
        organisatie=stem.organisatie,
        versie=stem.versie,
        akkoord=stem.akkoord,
        toelichting=stem.toelichting,
        telt=stem.wijziging == storage.tekst(row),
        op=stem.op,
        door=stem.door,
    )
