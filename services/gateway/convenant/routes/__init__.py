"""Convenanten: drawn up and adopted per verband, read by its members and by the services."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from pydantic import TypeAdapter

from services.gateway.convenant import rules, storage
from services.gateway.convenant.routes import stemmen
from services.gateway.convenant.routes.bodies import (
    Convenant,
    ConvenantInvoer,
    ConvenantMetGebreken,
    ConvenantPagina,
    Deelname,
    Gebrek,
    InwerkingtredingInvoer,
    Lidmaatschap,
    Versie,
)
from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules as verbandrules
from services.gateway.verband import storage as verbanden
from services.gateway.verband.routes.beheer import log_changes, only_beheer, tell, visible
from shared import api, etag, paging
from shared.api import Beller, Nu, Oin, Tx, Vandaag, eist
from shared.caller import MODULES, Caller
from shared.problem import Problem, found, invalid

router = api.router("convenanten")
intern = api.router("convenanten")
routers = (router, stemmen.router)


@router.get(
    "/verbanden/{id}/convenanten",
    response_model=ConvenantPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Versies van het convenant",
)
def list_convenanten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """De versies van de afspraken van een verband, de nieuwste eerst."""
    visible(tx, id, beller, vandaag, gevraagden=True)
    days = storage.adopted(tx, id)
    rows = storage.find(tx, id, params.offset, params.limit)
    count = storage.count(tx, id) if params.telling else None
    shown = [_convenant(row, days, vandaag) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post(
    "/verbanden/{id}/convenanten",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Convenant opstellen",
)
def add_convenant(
    id: UUID,
    invoer: ConvenantInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> ConvenantMetGebreken:
    """Stel een nieuwe versie op, als concept.

    Wat ontbreekt, komt uit de laatst vastgestelde versie, en anders uit de standaard van
    Doorstroom. De vijf keuzes van de pool hebben geen standaard: die maakt het verband zelf.
    """
    visible(tx, id, beller, vandaag, lock=True)
    only_beheer(tx, id, beller, vandaag)
    days = storage.adopted(tx, id)
    basis = rules.STANDAARD
    if days and (last := storage.get(tx, id, max(days))):
        basis = storage.to_facts(last)
    afspraken = _merged(basis, invoer)
    _refuse_wrong(afspraken)
    row = storage.add(tx, id, afspraken, nu)
    _tell(tx, row, "convenant-opgesteld", nu)
    response.headers["Location"] = _adres(row)
    etag.stamp(request, row.wijziging)
    return _convenant(row, days, vandaag)


@router.get(
    "/verbanden/{id}/convenanten/{versie}",
    dependencies=[eist("deelname:lezen")],
    summary="Eén versie van het convenant",
)
def get_convenant(
    id: UUID, versie: Versie, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> ConvenantMetGebreken:
    """Een versie van de afspraken; van een concept ook wat er nog aan ontbreekt."""
    visible(tx, id, beller, vandaag, gevraagden=True)
    row = found(storage.get(tx, id, versie), "versie")
    etag.stamp(request, row.wijziging)
    return _convenant(row, storage.adopted(tx, id), vandaag)


@router.patch(
    "/verbanden/{id}/convenanten/{versie}",
    dependencies=[eist("deelname:beheren")],
    summary="Concept wijzigen",
)
def change_convenant(
    id: UUID,
    versie: Versie,
    invoer: ConvenantInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> ConvenantMetGebreken:
    """Wijzig een concept; wat ontbreekt, blijft zoals het is. Een lijst wordt in zijn geheel
    vervangen."""
    visible(tx, id, beller, vandaag)
    row = found(storage.get(tx, id, versie, lock=True), "versie")
    only_beheer(tx, id, beller, vandaag)
    etag.require_match(request, row.wijziging)
    if row.geldig_vanaf is not None:
        detail = "Deze versie is vastgesteld en ligt vast; stel een nieuwe versie op."
        raise Problem(409, detail, code="al-vastgesteld")
    afspraken = _merged(storage.to_facts(row), invoer)
    _refuse_wrong(afspraken)
    storage.change(row, afspraken)
    _tell(tx, row, "convenant-gewijzigd", nu)
    etag.stamp(request, row.wijziging)
    return _convenant(row, storage.adopted(tx, id), vandaag)


@router.post(
    "/verbanden/{id}/convenanten/{versie}/inwerkingtredingen",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Convenant vaststellen",
)
def add_inwerkingtreding(
    id: UUID,
    versie: Versie,
    invoer: InwerkingtredingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> ConvenantMetGebreken:
    """Stel een versie vast: zij geldt vanaf die dag en vervangt de vorige.

    Alleen als er niets meer ontbreekt; daarna wijzigt zij niet meer.
    """
    verband = visible(tx, id, beller, vandaag, lock=True)
    row = found(storage.get(tx, id, versie, lock=True), "versie")
    only_beheer(tx, id, beller, vandaag)
    etag.require_match(request, row.wijziging)
    vanaf = invoer.geldig_vanaf or vandaag
    gebreken = rules.gebreken(storage.to_facts(row))
    beletselen = rules.beletselen(
        versie,
        vanaf,
        storage.adopted(tx, id),
        gebreken,
        verband.eind_datum,
        vandaag,
        aangenomen=_uitslag(tx, row, vandaag) == verbandrules.Uitslag.AANGENOMEN,
    )
    if beletselen:
        raise Problem(
            409,
            "Deze versie kan niet in werking treden; zie beletselen.",
            code="kan-niet-in-werking-treden",
            beletselen=beletselen,
            gebreken=[_gebrek(een).model_dump() for een in gebreken],
        )
    door = " ".join(filter(None, [beller.client, beller.gebruiker]))
    storage.adopt(row, vanaf, nu, beller.organisatie, door)
    _firmer(tx, id, nu, beller)
    tx.flush()
    _tell(tx, row, "convenant-vastgesteld", nu)
    response.headers["Location"] = _adres(row)
    etag.stamp(request, row.wijziging)
    return _convenant(row, storage.adopted(tx, id), vandaag)


@intern.get("/convenanten/{verband}/{versie}", dependencies=[Depends(api.dienst)])
def get_vastgesteld_convenant(verband: UUID, versie: Versie, tx: Tx, vandaag: Vandaag) -> Convenant:
    """An adopted version, for a peer service that keeps it: it never changes."""
    row = found(storage.get(tx, verband, versie), "versie")
    if row.geldig_vanaf is None:
        return found(None, "versie")
    facts = _wire(row, storage.adopted(tx, verband), vandaag)
    return Convenant.model_validate(facts)


@intern.get("/convenanten/{verband}", dependencies=[Depends(api.dienst)])
def get_geldend_convenant(verband: UUID, tx: Tx, vandaag: Vandaag) -> Convenant:
    """The version in force today, for a peer service that works without a caller."""
    days = storage.adopted(tx, verband)
    versie = rules.van_kracht(days, vandaag)
    row = found(storage.get(tx, verband, versie) if versie is not None else None, "versie")
    return Convenant.model_validate(_wire(row, days, vandaag))


@intern.get("/deelnames/{oin}")
def get_deelname(
    oin: Annotated[Oin, Path()], dienst: api.Dienst, tx: Tx, vandaag: Vandaag
) -> Deelname:
    """The verbanden of an organisation today, for a peer service that acts for it."""
    return Deelname(
        verbanden=[
            Lidmaatschap(verband=een.verband, convenant=een.convenant)
            for een in storage.verbanden_of(tx, oin, vandaag)
            if dienst not in MODULES or dienst in een.modules
        ]
    )


def _merged(basis: rules.Afspraken, invoer: ConvenantInvoer) -> rules.Afspraken:
    """The basis, with what the body says in its place; `pool` field by field."""
    given: dict[str, Any] = invoer.model_dump(exclude_unset=True, by_alias=False)
    current = {field.name: getattr(basis, field.name) for field in fields(basis)}
    if "pool" in given:
        pool = {field.name: getattr(basis.pool, field.name) for field in fields(basis.pool)}
        given["pool"] = pool | given["pool"]
    return TypeAdapter(rules.Afspraken).validate_python(current | given)


def _refuse_wrong(afspraken: rules.Afspraken) -> None:
    """A draft may still lack a choice; what is wrong in itself is refused, all at once."""
    wrong = [gebrek for gebrek in rules.gebreken(afspraken) if not gebrek.mag_in_concept]
    if wrong:
        raise invalid(*((gebrek.waar, gebrek.code, gebrek.toelichting) for gebrek in wrong))


def _uitslag(tx: Tx, row: storage.Row, vandaag: date) -> verbandrules.Uitslag:
    """What the members of today said of the text as it stands."""
    verband = verbanden.to_facts(found(verbanden.get(tx, row.verband), "verband"))
    leden = verbandrules.leden_op(verbanden.leden(tx, row.verband), vandaag)
    return verbandrules.uitslag(verband.besluitregel, leden, storage.stemmen(tx, row))


def _firmer(tx: Tx, verband: UUID, nu: datetime, beller: Caller) -> None:
    """A verband that adopts a convenant is no longer informal."""
    row = found(verbanden.get(tx, verband), "verband")
    facts = verbanden.to_facts(row)
    status = verbandrules.na_vaststelling(facts.status)
    if status != facts.status:
        nieuw = replace(facts, status=status)
        verbanden.change(row, nieuw)
        log_changes(tx, facts, nieuw, "Convenant vastgesteld", nu, beller)


def _tell(tx: Tx, row: storage.Row, type: str, nu: datetime) -> None:
    tell(tx, row.verband, type, nu, _adres(row))


def _adres(row: storage.Row) -> str:
    return f"{BASE}/verbanden/{row.verband}/convenanten/{row.versie}"


def _gebrek(gebrek: rules.Gebrek) -> Gebrek:
    return Gebrek.model_validate(gebrek)


def _wire(row: storage.Row, days: dict[int, date], vandaag: date) -> dict[str, Any]:
    afspraken = storage.to_facts(row)
    return {
        "verband": row.verband,
        "versie": row.versie,
        "status": rules.status(row.versie, days, vandaag),
        "geldig_vanaf": row.geldig_vanaf,
        **{field.name: getattr(afspraken, field.name) for field in fields(afspraken)},
    }


def _convenant(row: storage.Row, days: dict[int, date], vandaag: date) -> ConvenantMetGebreken:
    # What was adopted was complete by the rules of its day.
    concept = row.geldig_vanaf is None
    gebreken = rules.gebreken(storage.to_facts(row)) if concept else []
    facts = _wire(row, days, vandaag) | {"gebreken": [_gebrek(een) for een in gebreken]}
    return ConvenantMetGebreken.model_validate(facts)
