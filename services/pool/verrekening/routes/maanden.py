"""Months of a verband: the concept, closing, and what was closed."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool.routes.gateway import Gateway
from services.pool.kijker import BASE_PATH, Kijker, adres, eis_mens, eis_organisatie, eis_rol
from services.pool.verrekening import rules, storage
from services.pool.verrekening.routes import access, models, tonen
from services.pool.verrekening.routes.access import LEZEN, SCHRIJVEN, VERREKENING
from shared import api, berichten, etag, events, formats, openapi, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist

router = api.router("verrekening")
CSV = "text/csv"
MaandPad = Annotated[models.Maand, Path()]
GESLOTEN = "De verrekening van {maand} is gesloten"
KLAAR = (
    "De uren over {maand} zijn tussen de organisaties van het verband verrekend. Bekijk het saldo,"
    " de betalingen en de facturen: {adres}"
)


@router.get(
    "/verbanden/{id}/verrekenmaanden/{maand}",
    response_model=models.Verrekening,
    dependencies=[eist(LEZEN)],
    responses=formats.gives(CSV) | openapi.refuses(503),
    summary="De verrekening van een maand, als concept of gesloten",
)
def get_verrekenmaand(
    id: UUID, maand: MaandPad, request: Request, tx: Tx, kijker: Kijker, gateway: Gateway
) -> object:
    """Rekent een open maand steeds opnieuw uit; een gesloten maand verandert niet meer.

    Elke organisatie van het verband ziet alle bedragen tussen organisaties, en geen personen. Met
    `Accept: text/csv` de stromen als bestand.
    """
    access.eis_lezer(kijker, id)
    dicht = storage.get_maand_van(tx, id, maand, kijker)
    if dicht is not None:
        getoond = tonen.gesloten(dicht, *storage.get_inhoud(tx, dicht))
    else:
        getoond = tonen.concept(storage.concept(tx, id, maand, access.leden_van(gateway, id)))
    etag.stamp(request, 1)  # a sum has no version; its contents tell
    return _als_csv(getoond) if formats.wants(request, CSV) else getoond


def _als_csv(getoond: models.Verrekening) -> Response:
    naam = f"verrekening-{getoond.maand}.csv"
    return bestand(naam, tonen.KOLOMMEN, tonen.stroom_csv(getoond))


def bestand(naam: str, kop: Sequence[str], rijen: Iterable[Sequence[object]]) -> Response:
    """A file of words and numbers of our own: no formula can hide in it."""
    uit = StringIO()
    schrijver = csv.writer(uit)
    schrijver.writerow(kop)
    schrijver.writerows(["" if cel is None else cel for cel in rij] for rij in rijen)
    headers = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return Response(uit.getvalue(), media_type=f"{CSV}; charset=utf-8", headers=headers)


@router.post(
    "/verrekeningen",
    status_code=201,
    dependencies=[eist(SCHRIJVEN)],
    responses=openapi.refuses(404, 409, 503),
    summary="Sluit een maand",
)
def sluit_verrekening(
    invoer: models.SluitVerrekening,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Verrekening:
    """Legt de maand voorgoed vast, met saldi, betalingen en stukken; dat doet een mens.

    Geef het controlegetal van het concept dat u zag. Uren die later worden goedgekeurd en
    correcties komen als nieuwe regels in de volgende open maand.
    """
    access.eis_lezer(kijker, invoer.verband)
    eis_rol(kijker, rules.SLUITERS)
    door, namens = eis_mens(beller), eis_organisatie(kijker)
    maanden = storage.gedeelde_maanden(tx, invoer.verband, invoer.maand)
    leden = access.leden_vooraf(gateway, invoer.verband, maanden)
    storage.lock(tx)
    wat = storage.concept(tx, invoer.verband, invoer.maand, leden)
    laatste = storage.laatste_maand(tx, invoer.verband)
    getal = rules.controlegetal(wat)
    redenen = rules.beletselen_sluiten(invoer.maand, laatste, vandaag, invoer.controlegetal, getal)
    access.weiger(redenen, "Deze maand is nu niet te sluiten.", "niet-te-sluiten")
    dicht = storage.sluit(tx, wat, door, namens, nu)
    _meld(tx, request, dicht, wat, nu)
    response.headers["Location"] = adres(request, f"/verrekeningen/{dicht.id}")
    etag.stamp(request, 1)
    return tonen.gesloten(dicht, wat.posten, wat.regels)


def _meld(
    tx: Session, request: Request, dicht: storage.Maand, wat: rules.Verrekening, nu: Nu
) -> None:
    """Tell the verband, and every organisation that has a document in it."""
    publiek = events.Publiek(verbanden=frozenset({dicht.verband}), rollen=rules.LEZERS)
    pad = f"/verrekeningen/{dicht.id}"
    events.record(tx, "verrekening-gesloten", dicht.id, publiek, nu, f"{BASE_PATH}{pad}")
    onderwerp = GESLOTEN.format(maand=dicht.maand)
    tekst = KLAAR.format(maand=dicht.maand, adres=adres(request, pad))
    for oin in sorted({wie for een in wat.facturen for wie in (een.crediteur, een.debiteur)}):
        berichten.record(tx, oin, onderwerp, tekst, sleutel=f"verrekening:{dicht.id}:{oin}")


@router.get(
    "/verrekeningen",
    response_model=models.VerrekenPagina,
    dependencies=[eist(LEZEN)],
    summary="Gesloten maanden",
)
def list_verrekeningen(
    request: Request,
    response: Response,
    params: Annotated[models.VerrekenFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de gesloten maanden van uw verbanden, de nieuwste eerst."""
    rijen = storage.list_maanden(tx, kijker, params.verband, params.offset, params.limit)
    count = storage.count_maanden(tx, kijker, params.verband) if params.telling else None
    getoond = [models.VerrekendeMaand.model_validate(een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/verrekeningen/{id}",
    response_model=models.Verrekening,
    dependencies=[eist(LEZEN)],
    responses=formats.gives(CSV),
    summary="Eén gesloten maand",
)
def get_verrekening(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> object:
    """Geeft saldi, betalingen en alle bedragen tussen organisaties, voor elke partner hetzelfde."""
    dicht = access.maand(tx, id, kijker)
    getoond = tonen.gesloten(dicht, *storage.get_inhoud(tx, dicht))
    etag.stamp(request, 1)
    return _als_csv(getoond) if formats.wants(request, CSV) else getoond


REGELKOLOMMEN = (
    "urenregel", "corrigeert", "soort", "inzet", "medewerker", "week", "maand", "crediteur",
    "debiteur", "uren", "tarief", "grondslag", "herkomst", "deel", "geheel", "bedrag", "route",
)  # fmt: skip


@router.get(
    "/verrekeningen/{id}/regels",
    response_model=models.VerrekenregelPagina,
    dependencies=[eist(LEZEN)],
    responses=formats.gives(CSV) | openapi.refuses(404),
    summary="De regels over uw eigen mensen en inleenkrachten",
)
def list_verrekenregels(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.VerrekenregelFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Geeft elk bedrag met uren, tarief, herkomst, btw-route en wat die route nodig heeft.

    Alleen de twee werkgevers van iemand zien diens regels, met pseudoniem; dat wordt vastgelegd.
    Met `Accept: text/csv` als bestand.
    """
    dicht = access.maand(tx, id, kijker)
    eis_rol(kijker, rules.REGELLEZERS)
    oin = eis_organisatie(kijker)
    rijen = storage.list_eigen(tx, dicht, oin, params.offset, params.limit)
    gezien = rijen[: params.page_size]
    verwerking.record(tx, beller, VERREKENING, [e.medewerker for e in gezien if e.medewerker], nu)
    if formats.wants(request, CSV):
        return _regels_csv(dicht, [tonen.regel(een) for een in gezien])
    count = storage.count_eigen(tx, dicht, oin) if params.telling else None
    getoond = [tonen.regel(een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


def _regels_csv(dicht: storage.Maand, regels: Sequence[models.Verrekenregel]) -> Response:
    rijen = [
        [
            een.urenregel, een.corrigeert, een.soort.value, een.inzet, een.medewerker, een.week,
            een.maand, een.crediteur, een.debiteur, f"{een.uren:.2f}",
            rules.decimaal(een.tarief_cent), een.grondslag, een.herkomst, een.deel, een.geheel,
            rules.decimaal(een.cent), een.route.value,
        ]
        for een in regels
    ]  # fmt: skip
    return bestand(f"verrekenregels-{dicht.maand}.csv", REGELKOLOMMEN, rijen)
