"""What a function is worth here, and beside the partners."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.functiewaardering import rules, storage
from services.vacatures.functiewaardering.rules import Normsysteem, Vergelijkbaarheid
from services.vacatures.profiel.routes import adres, eigen_organisatie
from shared import api, etag, paging
from shared.api import Beller, Datum, Model, Nu, Oin, Tekst, Tx, Vandaag, eist
from shared.caller import Caller
from shared.http import Peer
from shared.model import niet_leeg
from shared.problem import Problem, found, invalid

router = api.router("functiewaarderingen")

Schaal = Annotated[
    str,
    Field(
        pattern="^(A|[0-9]{1,2}A?)$", max_length=3, description="Salarisschaal, bijvoorbeeld 10A."
    ),
]
Functie = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=100,
        description="Code uit de functiecatalogus van het verband.",
    ),
]


Normcode = Annotated[Tekst, Field(max_length=60)]


class WaarderingFeiten(Model):
    """Met welke normfunctie en schalen een functie overeenkomt; u vult het zelf in."""

    functie: Functie
    normsysteem: Normsysteem
    normfunctie: Tekst = Field(description="Naam van de normfunctie, zoals u die gebruikt.")
    normcode: Normcode | None = Field(None, description="Code in dat systeem, als die er is.")
    schaal_min: Schaal
    schaal_max: Schaal
    geldig_vanaf: Datum


class WaarderingWijziging(Model):
    """Merge patch; de functie zelf ligt vast."""

    normsysteem: Normsysteem | None = None
    normfunctie: Tekst | None = None
    normcode: Normcode | None = None
    schaal_min: Schaal | None = None
    schaal_max: Schaal | None = None
    geldig_vanaf: Datum | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "WaarderingWijziging":
        """Only the code can be empty."""
        for naam in self.model_fields_set - {"normcode"}:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Functiewaardering(WaarderingFeiten):
    """Wat een functie bij een organisatie waard is."""

    id: UUID
    organisatie: Oin


class FunctiewaarderingPagina(paging.Pagina):
    """Een pagina functiewaarderingen, op functie."""

    results: list[Functiewaardering] = Field(max_length=paging.MAX_SIZE)


class WaarderingFilter(paging.PageParams):
    """Filters van de lijst."""

    functie: Functie | None = Field(None, description="Alleen deze functie.")


class VergelijkingFilter(WaarderingFilter):
    """Filters van de vergelijking."""

    op: Datum | None = Field(None, description="De dag waarop het gold; leeg: vandaag.")


class Functievergelijking(Model):
    """Eén functie naast elkaar bij de organisaties van een verband."""

    functie: Functie
    vergelijkbaarheid: Vergelijkbaarheid
    in_woorden: str = Field(max_length=200)
    waarderingen: list[Functiewaardering] = Field(max_length=1000)


class FunctievergelijkingPagina(paging.Pagina):
    """Een pagina vergelijkingen, met hoe zeker zij zijn."""

    results: list[Functievergelijking] = Field(max_length=paging.MAX_SIZE)
    zekerheid: str = Field(max_length=1, description="B: uit de tweede hand, zelf ingevuld.")
    uitleg: str = Field(max_length=1000)


@router.get(
    "/functiewaarderingen",
    response_model=FunctiewaarderingPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="Functiewaarderingen van de eigen organisatie",
)
def list_functiewaarderingen(
    request: Request,
    response: Response,
    params: Annotated[WaarderingFilter, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Geeft wat u per functie invulde, ook wat eerder gold of later ingaat."""
    oin = eigen_organisatie(beller)
    rows, count = storage.list_van(tx, oin, params.functie, params.offset, params.limit)
    shown = [_toon(row) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.post(
    "/functiewaarderingen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg vast wat een functie waard is",
)
def add_functiewaardering(
    invoer: WaarderingFeiten, request: Request, response: Response, tx: Tx, beller: Beller, nu: Nu
) -> Functiewaardering:
    """Legt normfunctie en schalen van een functie vast, vanaf een dag."""
    oin = eigen_organisatie(beller)
    _weiger(invoer.schaal_min, invoer.schaal_max)
    row = storage.add(tx, oin, invoer.model_dump(by_alias=False), beller, nu)
    if row is None:
        raise _dubbel()
    response.headers["Location"] = adres(request, f"/functiewaarderingen/{row.id}")
    etag.stamp(request, row.versie)
    return _toon(row)


@router.get(
    "/functiewaarderingen/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Eén functiewaardering",
)
def get_functiewaardering(id: UUID, request: Request, tx: Tx, beller: Beller) -> Functiewaardering:
    """Geeft een functiewaardering van de eigen organisatie."""
    row = _eigen(tx, id, beller)
    etag.stamp(request, row.versie)
    return _toon(row)


@router.patch(
    "/functiewaarderingen/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Verbeter een functiewaardering",
)
def patch_functiewaardering(
    id: UUID, wijziging: WaarderingWijziging, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Functiewaardering:
    """Verbetert wat u invulde; gaat er iets anders gelden, leg dan een nieuwe vast."""
    row = _eigen(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    waarden = wijziging.model_dump(exclude_unset=True, by_alias=False)
    _weiger(waarden.get("schaal_min", row.schaal_min), waarden.get("schaal_max", row.schaal_max))
    if storage.bestaat(tx, row, waarden):
        raise _dubbel()
    if waarden:
        row = storage.update(tx, row, waarden, beller, nu)
    etag.stamp(request, row.versie)
    return _toon(row)


@router.get(
    "/verbanden/{id}/functievergelijkingen",
    response_model=FunctievergelijkingPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="Schalen per functie, naast die van de partners",
)
def list_functievergelijkingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[VergelijkingFilter, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
    gateway: Gateway,
) -> object:
    """Geeft per functie wat de leden van het verband invulden; alleen voor hun recruiters."""
    found(id if id in beller.verband_ids else None, "verband")
    eigen_organisatie(beller)
    leden = _leden(gateway, id, vandaag)
    waarderingen = storage.list_van_leden(tx, leden, params.functie)
    alle = rules.vergelijk(waarderingen, params.op or vandaag)
    deel = [_naast(een) for een in alle[params.offset : params.offset + params.limit]]
    body = paging.page(request, response, params, deel, len(alle) if params.telling else None)
    return body | {"zekerheid": rules.ZEKERHEID, "uitleg": rules.UITLEG}


def _leden(gateway: Peer, verband: UUID, op: date) -> list[str]:
    """The members today, as the gateway knows them: who left is not shown any more. Error: 503."""
    with vraagt_gateway():
        try:
            return list(gateway.get(f"/intern/verbanden/{verband}/leden?op={op}")["organisaties"])
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            return list(found(None, "verband"))


def _eigen(tx: Session, id: UUID, beller: Caller, *, lock: bool = False) -> storage.Row:
    row = storage.get(tx, id, eigen_organisatie(beller), lock=lock)
    return found(row, "functiewaardering")


def _weiger(schaal_min: str, schaal_max: str) -> None:
    if not rules.klopt(schaal_min, schaal_max):
        reden = "Het minimum is hoger dan het maximum"
        raise invalid(("schaalMin", "groter-dan-maximum", reden))


def _dubbel() -> Problem:
    text = "Voor deze functie is er al een waardering die op die dag ingaat."
    return Problem(409, text, code="bestaat-al")


def _toon(row: storage.Row) -> Functiewaardering:
    return _feiten(storage.to_facts(row))


def _feiten(een: rules.Functiewaardering) -> Functiewaardering:
    velden: dict[str, Any] = {naam: getattr(een, naam) for naam in storage.NAMEN}
    return Functiewaardering(**velden)


def _naast(een: rules.Functievergelijking) -> Functievergelijking:
    return Functievergelijking(
        functie=een.functie,
        vergelijkbaarheid=een.vergelijkbaarheid,
        in_woorden=rules.IN_WOORDEN[een.vergelijkbaarheid],
        waarderingen=[_feiten(waardering) for waardering in een.waarderingen],
    )
