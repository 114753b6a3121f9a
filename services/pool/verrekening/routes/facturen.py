"""Documents of closed months: their amounts for every member, the file for both parties."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.kijker import Kijker, eis_eigen, eis_rol
from services.pool.verrekening import rules, storage, ubl
from services.pool.verrekening.routes import access, models, tonen
from services.pool.verrekening.routes.access import LEZEN, VERREKENING
from shared import api, etag, formats, openapi, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import found

router = api.router("verrekening")


@router.get(
    "/verrekeningen/{id}/facturen",
    response_model=models.FactuurPagina,
    dependencies=[eist(LEZEN)],
    responses=openapi.refuses(404),
    summary="De facturen en creditnota's van een maand",
)
def list_facturen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.FactuurFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft per crediteur en debiteur één stuk; wat buiten de btw valt, heeft een eigen stuk."""
    dicht = access.maand(tx, id, kijker)
    rijen = storage.list_stukken(tx, dicht.id, params.offset, params.limit)
    count = storage.count_stukken(tx, dicht.id) if params.telling else None
    return paging.page(request, response, params, [tonen.stuk(een) for een in rijen], count)


@router.get(
    "/facturen/{id}",
    response_model=models.Factuur,
    dependencies=[eist(LEZEN)],
    responses=formats.gives(ubl.XML) | openapi.refuses(409),
    summary="Eén factuur of creditnota, ook als e-factuur",
)
def get_factuur(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> object:
    """Geeft het stuk, of met `Accept: application/xml` de e-factuur (UBL 2.1, NLCIUS).

    Het bestand is er voor beide partijen, zodra beide hun factuurgegevens hebben ingevuld. Elk stuk
    houdt de gegevens van toen de maand sloot.
    """
    stuk, maand = found(storage.get_stuk(tx, id, kijker), "factuur")
    etag.stamp(request, 1)
    if not formats.wants(request, ubl.XML):
        return tonen.stuk(stuk)
    eis_eigen(kijker, stuk.crediteur, stuk.debiteur)
    eis_rol(kijker, rules.SLUITERS | rules.REGELLEZERS)
    verkoper = storage.get_gegevens_op(tx, stuk.crediteur, maand.gesloten_op)
    koper = storage.get_gegevens_op(tx, stuk.debiteur, maand.gesloten_op)
    redenen = rules.beletselen_ubl(verkoper, koper, stuk.soort, stuk.verwijst)
    access.weiger(redenen, "De e-factuur is nog niet te maken.", "factuur-onvolledig")
    # Week by week it is about people, although it names nobody.
    verwerking.record(tx, beller, VERREKENING, storage.list_personen(tx, stuk), nu)
    document = rules.Factuurstuk(
        nummer=stuk.nummer,
        soort=stuk.soort,
        maand=maand.maand,
        datum=stuk.datum,
        vervaldatum=stuk.vervaldatum,
        verkoper=found(verkoper, "crediteur"),
        koper=found(koper, "debiteur"),
        regels=tuple(storage.list_factuurregels(tx, stuk, maand)),
        btw=stuk.btw,
        verwijst=stuk.verwijst,
        vrijstelling=maand.instelling.vrijstelling,
        buiten_btw=maand.instelling.buiten_btw,
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{stuk.nummer}-{stuk.crediteur}.xml"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(ubl.als_ubl(document), media_type=ubl.XML, headers=headers)
