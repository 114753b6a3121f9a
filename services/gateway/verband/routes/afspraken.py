"""Afspraken over persoonsgegevens, and the log of how a verband stands."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from services.gateway.organisatie.routes import BASE
from services.gateway.verband.routes.beheer import door, only_beheer, tell, visible
from services.gateway.verband.storage import besluit
from shared import api, etag, paging
from shared.api import Beller, Datum, Geheel, Model, Nu, Oin, Tekst, Tijdstip, Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("verbanden")

Versie = Annotated[
    int, Path(ge=1, le=100_000, json_schema_extra={"format": "int32"}, description="Versienummer.")
]


class GegevensafspraakInvoer(Model):
    """Een afspraak tussen de organisaties over het delen van persoonsgegevens."""

    titel: Tekst
    vindplaats: Tekst | None = Field(None, description="Zaaknummer of webadres van het stuk.")
    gesloten_op: Datum = Field(description="Dag waarop zij gesloten is.")
    geldig_vanaf: Datum | None = Field(None, description="Eerste dag; leeg: die van het sluiten.")


class Gegevensafspraak(Model):
    """Een vastgelegde afspraak; een nieuwe versie vervangt haar."""

    versie: Geheel = Field(ge=1, le=100_000)
    titel: Tekst
    vindplaats: Tekst | None
    gesloten_op: Datum
    geldig_vanaf: Datum
    vastgelegd_op: Tijdstip
    namens: Oin | None = Field(description="Leeg: het platform.")
    door: str | None = Field(max_length=500)


class GegevensafspraakPagina(paging.Pagina):
    """Een deel van de afspraken, de nieuwste eerst."""

    results: list[Gegevensafspraak] = Field(max_length=paging.MAX_SIZE)


class Verbandwijzigingsregel(Model):
    """Wat er wanneer aan een verband wijzigde, en door wie."""

    onderdeel: Tekst
    van: Tekst
    naar: Tekst
    reden: Tekst | None
    op: Tijdstip
    namens: Oin | None = Field(description="Leeg: het platform.")
    door: str | None = Field(max_length=500)


class VerbandlogPagina(paging.Pagina):
    """Een deel van het logboek, het oudste eerst."""

    results: list[Verbandwijzigingsregel] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/verbanden/{id}/gegevensafspraken",
    response_model=GegevensafspraakPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Afspraken over persoonsgegevens",
)
def list_gegevensafspraken(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """De afspraken over het delen van persoonsgegevens, de nieuwste eerst.

    Zolang er geen geldt, komt er niets van een mens bij een partner: dan noemt het platform het
    verband aan geen enkele dienst.
    """
    visible(tx, id, beller, vandaag)
    rows = besluit.find_afspraken(tx, id, params.offset, params.limit)
    count = len(besluit.gegevensafspraken(tx, id)) if params.telling else None
    shown = [Gegevensafspraak.model_validate(row) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post(
    "/verbanden/{id}/gegevensafspraken",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Afspraak over persoonsgegevens vastleggen",
)
def add_gegevensafspraak(
    id: UUID,
    invoer: GegevensafspraakInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Gegevensafspraak:
    """Leg vast welke afspraak de organisaties sloten (AVG artikel 26 en 28)."""
    visible(tx, id, beller, vandaag, lock=True)
    only_beheer(tx, id, beller, vandaag)
    vanaf = invoer.geldig_vanaf or invoer.gesloten_op
    if invoer.gesloten_op > vandaag:
        raise invalid(("geslotenOp", "nog-niet-gesloten", "Deze dag komt nog."))
    if vanaf < invoer.gesloten_op:
        raise invalid(("geldigVanaf", "voor-het-sluiten", "Ligt voor de dag van het sluiten."))
    dagen = (invoer.gesloten_op, vanaf)
    row = besluit.add_afspraak(tx, id, invoer.titel, invoer.vindplaats, dagen, nu, door(beller))
    adres = f"{BASE}/verbanden/{id}/gegevensafspraken/{row.versie}"
    tell(tx, id, "gegevensafspraak-vastgelegd", nu, adres)
    response.headers["Location"] = adres
    etag.stamp(request, 1)
    return Gegevensafspraak.model_validate(row)


@router.get(
    "/verbanden/{id}/gegevensafspraken/{versie}",
    dependencies=[eist("deelname:lezen")],
    summary="Eén afspraak over persoonsgegevens",
)
def get_gegevensafspraak(
    id: UUID, versie: Versie, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> Gegevensafspraak:
    """Een afspraak over het delen van persoonsgegevens; zij wijzigt niet meer."""
    visible(tx, id, beller, vandaag)
    row = found(besluit.get_afspraak(tx, id, versie), "afspraak")
    etag.stamp(request, 1)
    return Gegevensafspraak.model_validate(row)


@router.get(
    "/verbanden/{id}/logboek",
    response_model=VerbandlogPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Logboek van een verband",
)
def list_verbandlog(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """Wat er aan status, besluitregel, modules en instemming wijzigde, wanneer en door wie."""
    visible(tx, id, beller, vandaag)
    rows = besluit.find_log(tx, id, params.offset, params.limit)
    count = besluit.count_log(tx, id) if params.telling else None
    shown = [Verbandwijzigingsregel.model_validate(row) for row in rows]
    return paging.page(request, response, params, shown, count)
