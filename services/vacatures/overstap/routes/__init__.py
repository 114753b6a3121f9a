"""Moves: read by both employers and the person, arranged by each of them for the own part."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.overstap import rules, storage
from services.vacatures.overstap.routes import models
from services.vacatures.overstap.routes.access import (
    als_start,
    bij_statuswijziging,
    eist_scope,
    geef_vrij,
    partij_van,
    spreekt_over_schaal,
    toon,
    toon_regel,
    weiger,
)
from services.vacatures.overstap.rules import Overstappartij, Overstapstatus
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.routes import mens
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found

__all__ = ["bij_statuswijziging", "router"]

LEZEN, WIJZIGEN = "overstap bekijken", "overstap regelen"
router = api.router("overstappen")


@router.get(
    "/overstappen",
    response_model=models.OverstapPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Overstappen waar u bij betrokken bent",
)
def list_overstappen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft uw eigen overstap, of die van en naar uw organisatie; de nieuwste eerst."""
    kijker = vacatures.kijker(tx, beller, nu)
    thuis = kijker.handelt_voor if "hr_adviseur" in beller.rollen else frozenset()
    nieuw = kijker.handelt_voor if kijker.recruiter else frozenset()
    rows, count = storage.list_van(tx, beller.medewerker, thuis, nieuw, params.offset, params.limit)
    gedaan = storage.list_gedaan(tx, [row.id for row in rows])
    shown = [
        toon_regel(request, row, partij_van(row, beller, kijker), gedaan[row.id]) for row in rows
    ]
    gezien = [row.medewerker for row in rows[: params.page_size]]
    verwerking.record(tx, beller, LEZEN, gezien, nu)
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get("/overstappen/{id}", dependencies=[eist("sollicitaties:lezen")], summary="Eén overstap")
def get_overstap(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Overstap:
    """Geeft de overstap aan de medewerker, de nieuwe werkgever en HR van de oude werkgever."""
    row, partij = _vind(tx, id, beller, nu)
    verwerking.record(tx, beller, LEZEN, [row.medewerker], nu)
    etag.stamp(request, row.versie)
    return toon(tx, request, row, partij, beller)


@router.patch(
    "/overstappen/{id}",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Spreek de begindag af",
)
def change_overstap(
    id: UUID,
    wijziging: models.OverstapWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Overstap:
    """De nieuwe werkgever noemt de begindag; eerder dan de opzegtermijn vraagt beide werkgevers.

    Een afspraak over de schaal is vrijwillig en komt van de medewerker, met een eigen inlog, of de
    nieuwe werkgever.
    """
    row, partij = _te_wijzigen(tx, id, request, beller, nu)
    velden = wijziging.model_fields_set
    if wijziging.start_datum is not None:
        _noem_start(row, wijziging.start_datum, partij, wijziging.reden, vandaag)
        storage.meld(tx, "overstap-gewijzigd", row, nu)
    if "schaalafspraak" in velden:
        if not spreekt_over_schaal(row, partij, beller):
            detail = "Over de schaal gaan de nieuwe werkgever en de medewerker, zelf ingelogd."
            raise Problem(403, detail, code="geen-rol")
        storage.set_schaalafspraak(row, wijziging.schaalafspraak)
    verwerking.record(tx, beller, WIJZIGEN, [row.medewerker], nu)
    etag.stamp(request, row.versie)
    return toon(tx, request, row, partij, beller)


@router.put(
    "/overstappen/{id}/punten/{code}",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Leg vast wat geregeld is",
)
def set_punt(
    id: UUID,
    code: Annotated[str, Path(max_length=60, pattern="^[a-z]+$")],
    invoer: models.ChecklistpuntInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Overstap:
    """Zet een punt van de checklist op gedaan; dat doet wie het punt regelt."""
    row, partij = _te_wijzigen(tx, id, request, beller, nu)
    punt = found(rules.punt(code), "checklistpunt")
    weiger(rules.punt_fouten(punt, partij, invoer.gedaan_op, invoer.antwoord, vandaag))
    storage.set_punt(tx, row, code, invoer.gedaan_op, invoer.antwoord, partij, beller, nu)
    verwerking.record(tx, beller, WIJZIGEN, [row.medewerker], nu)
    etag.stamp(request, row.versie)
    return toon(tx, request, row, partij, beller)


@router.post(
    "/overstappen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="De overstap begint, of gaat niet door",
)
def add_overstap_statuswijziging(
    id: UUID,
    invoer: models.OverstapStatusInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> models.OverstapStatus:
    """De nieuwe werkgever meldt het begin; die en de medewerker kunnen afbreken, met reden.

    Na afbreken is de plaats bij de vacature weer vrij.
    """
    gezien, _ = _vind(tx, id, beller, nu)
    vacature = _vacature(tx, gezien)  # locked first, as everywhere
    row, partij = _vind(tx, id, beller, nu, lock=True)
    _bevoegd(beller, partij)
    etag.require_match(request, row.versie)
    van = Overstapstatus(row.status)
    fouten = rules.overgang_fouten(van, invoer.naar, partij, invoer.reden, als_start(row), vandaag)
    if fouten:
        raise Problem(
            400 if fouten[0].veld == "reden" else 409,
            f"Van {van} naar {invoer.naar} kan zo niet.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.mogelijk(van, partij)],
        )
    storage.set_status(tx, row, invoer.naar, partij, beller, nu, invoer.reden)
    storage.meld(tx, f"overstap-{invoer.naar}", row, nu)
    if invoer.naar is Overstapstatus.AFGEBROKEN:
        geef_vrij(tx, row, vacature, partij, beller, nu, invoer.reden)
    verwerking.record(tx, beller, WIJZIGEN, [row.medewerker], nu)
    response.headers["Location"] = adres(request, f"/overstappen/{id}/statuswijzigingen")
    return models.OverstapStatus(
        overstap_id=id,
        van=van,
        naar=invoer.naar,
        gewijzigd_op=nu,
        partij=partij,
        gebruiker=beller.gebruiker,
        reden=invoer.reden,
    )


@router.get(
    "/overstappen/{id}/statuswijzigingen",
    response_model=models.OverstapStatusPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Wanneer de overstap welke status kreeg",
)
def list_overstap_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek, de oudste wijziging eerst."""
    row, _ = _vind(tx, id, beller, nu)
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [row.medewerker], nu)
    return paging.page(request, response, params, rows, count if params.telling else None)


def _vind(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[storage.Row, Overstappartij]:
    """The move and what the caller is in it; 404 for everybody else, before anything is locked."""
    # Who asks first: hidden and absent take the same.
    kijker: vacatureregels.Kijker = vacatures.kijker(tx, beller, nu)
    row = found(storage.get_overstap(tx, id), "overstap")
    partij = found(partij_van(row, beller, kijker), "overstap")
    return (
        (found(storage.get_overstap(tx, id, lock=True), "overstap"), partij)
        if lock
        else (
            row,
            partij,
        )
    )


def _vacature(tx: Session, row: storage.Row) -> vacatureregels.Vacature:
    """The vacancy that the person moves for, locked: one decision at a time is made on it."""
    dossier = found(sollicitaties.get_sollicitatie(tx, row.sollicitatie_id), "overstap")
    return found(vacatures.get_vacature(tx, dossier.vacature_id, lock=True), "overstap")


def _te_wijzigen(
    tx: Session, id: UUID, request: Request, beller: Caller, nu: datetime
) -> tuple[storage.Row, Overstappartij]:
    row, partij = _vind(tx, id, beller, nu, lock=True)
    _bevoegd(beller, partij)
    etag.require_match(request, row.versie)
    if row.status != Overstapstatus.AFGESPROKEN:
        raise Problem(409, f"Deze overstap is {row.status}.", code="overstap-afgerond")
    return row, partij


def _bevoegd(beller: Caller, partij: Overstappartij) -> None:
    eist_scope(beller, partij)
    if partij is not Overstappartij.MEDEWERKER:
        mens(beller)


def _noem_start(
    row: storage.Row, datum: date, partij: Overstappartij, reden: str | None, vandaag: date
) -> None:
    start = als_start(row)
    weiger(rules.start_fouten(start, datum, partij, reden, vandaag))
    storage.set_start(row, rules.noem_start(start, datum, partij), reden)
