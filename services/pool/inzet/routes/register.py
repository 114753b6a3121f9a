"""Waadi: the status of an inzet with its reason, and the register of both organisations."""

import csv
from datetime import datetime
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.pool.flexpool.rules import PLANNERS, InDienstVoor
from services.pool.inzet import storage
from services.pool.inzet.routes import access
from services.pool.inzet.rules import waadi
from services.pool.kijker import Kijker, eis_organisatie, eis_rol
from shared import api, etag, formats, kalender, paging, verwerking
from shared.api import Beller, Datum, Model, Nu, Oin, Tijdstip, Tx, eist

router = api.router("inzetten")
CSV = "text/csv"
ACTIVITEIT = "Waadi-register raadplegen"
GEEN_ADVIES = "Dit is een hulpmiddel en geen juridisch advies."
KOLOMMEN = (
    "inzet",
    "medewerker",
    "uitlener",
    "inlener",
    "van",
    "tot",
    "waadi_status",
    "reden",
    "regelversie",
    "geregistreerd_op",
    "bewaren_tot",
)


class WaadiRegelUitleg(Model):
    """Een regel van de wet zoals die hier is toegepast."""

    code: str = Field(max_length=10)
    uitleg: str = Field(max_length=1000)
    bron: str = Field(max_length=200)
    zekerheid: str = Field(max_length=1, description="A: wettekst, B: andere bron, C: eigen keuze.")


class WaadiOordeel(Model):
    """Hoe een inzet staat tegenover de Waadi, en waarom."""

    status: waadi.Waadistatus
    reden: str = Field(max_length=1000)
    regels: list[WaadiRegelUitleg] = Field(max_length=20)
    regelversie: str = Field(max_length=30)
    voorbehoud: str = Field(max_length=200)


class WaadiRegel(Model):
    """Wie waar is uitgeleend."""

    inzet: UUID
    medewerker: UUID
    uitlener: Oin
    inlener: Oin
    van: Datum
    tot: Datum | None = None
    waadi_status: waadi.Waadistatus
    reden: str = Field(max_length=1000)
    regelversie: str = Field(max_length=30)
    geregistreerd_op: Tijdstip
    bewaren_tot: Datum | None = Field(None, description="Leeg zolang de inzet loopt.")


class WaadiPagina(paging.Pagina):
    """Een pagina van het register."""

    results: list[WaadiRegel] = Field(max_length=paging.MAX_SIZE)


class WaadiFilter(paging.PageParams):
    """Het register heeft alleen paginering."""


@router.get(
    "/inzetten/{id}/waadi",
    dependencies=[eist("pool:lezen")],
    summary="Hoe een inzet staat tegenover de Waadi",
)
def get_waadi(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> WaadiOordeel:
    """Geeft de status met de reden, de regels die daarbij horen en hoe zeker die zijn."""
    bewaard = access.van_partij(tx, id, kijker)
    voorwaarden = storage.get_voorwaarden(tx, bewaard)
    oordeel = waadi.beoordeel(InDienstVoor(bewaard.in_dienst_voor), voorwaarden.tarief_grondslag)
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie)
    return WaadiOordeel(
        status=oordeel.status,
        reden=oordeel.reden,
        regels=[WaadiRegelUitleg.model_validate(een) for een in oordeel.regels],
        regelversie=waadi.REGELVERSIE,
        voorbehoud=GEEN_ADVIES,
    )


@router.get(
    "/waadi-register",
    response_model=WaadiPagina,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(CSV),
    summary="Het Waadi-register van uw organisatie",
)
def list_waadi_register(
    request: Request,
    response: Response,
    params: Annotated[WaadiFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Wie uw organisatie uitleende of inleende, de nieuwste eerst; ook met `Accept: text/csv`.

    Het register blijft zeven jaar na het jaar waarin een inzet eindigt, los van het profiel.
    """
    oin = eis_organisatie(kijker)
    eis_rol(kijker, PLANNERS)
    rijen = storage.list_register(tx, oin, params.offset, params.limit)
    gezien = rijen[: params.page_size]
    verwerking.record(tx, beller, ACTIVITEIT, [een.medewerker for een in gezien], nu)
    if formats.wants(request, CSV):
        return _csv(gezien)
    count = storage.count_register(tx, oin) if params.telling else None
    getoond = [WaadiRegel.model_validate(een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


def _csv(rijen: list[storage.Registratie]) -> Response:
    """One page of the register as a file; sentences of our own, no formula can hide in them.

    A moment is as the clock in the Netherlands showed it, with its distance to UTC.
    """
    uit = StringIO()
    schrijver = csv.writer(uit)
    schrijver.writerow(KOLOMMEN)
    for rij in rijen:
        schrijver.writerow([_cel(getattr(rij, naam)) for naam in KOLOMMEN])
    headers = {"Content-Disposition": 'attachment; filename="waadi-register.csv"'}
    return Response(uit.getvalue(), media_type=f"{CSV}; charset=utf-8", headers=headers)


def _cel(waarde: object) -> str:
    if isinstance(waarde, datetime):
        return waarde.astimezone(kalender.AMSTERDAM).isoformat(timespec="seconds")
    return "" if waarde is None else str(waarde)
