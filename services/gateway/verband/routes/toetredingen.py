"""Toetreden: a member asks, the candidate and the members each have one vote."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules
from services.gateway.verband import storage as verbanden
from services.gateway.verband.routes.beheer import (
    check_lid,
    door,
    is_own_beheer,
    named,
    only_beheer,
    tell,
    visible,
)
from services.gateway.verband.storage import toetreding as storage
from shared import api, etag, events, kalender, openapi, paging
from shared.api import Beller, Datum, Geheel, Model, Nu, Oin, Tijdstip, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("verbanden")


class ToetredingInvoer(Model):
    """Wie u vraagt mee te doen, en vanaf wanneer."""

    verband: UUID
    organisatie: Oin
    van: Datum = Field(description="Eerste dag.")


class Toetredingstem(Model):
    """Wat één organisatie ervan zei."""

    organisatie: Oin
    akkoord: bool
    op: Tijdstip
    door: str | None = Field(max_length=500)


class Toetreding(ToetredingInvoer):
    """Een organisatie die gevraagd is mee te doen, en wat ieder ervan zei."""

    id: UUID
    status: rules.Toetredingstatus
    convenant: Geheel | None = Field(ge=1, le=100_000, description="Versie waarmee zij instemde.")
    or_instemming_op: Datum | None
    gevraagd_op: Tijdstip
    besloten_op: Tijdstip | None
    stemmen: list[Toetredingstem] = Field(max_length=10_000)


class ToetredingPagina(paging.Pagina):
    """Een deel van de toetredingen, de nieuwste eerst."""

    results: list[Toetreding] = Field(max_length=paging.MAX_SIZE)


class ToetredingstemInvoer(Model):
    """De stem van uw organisatie."""

    akkoord: bool
    convenant: Geheel | None = Field(
        None, ge=1, le=100_000, description="Alleen van wie toetreedt: de versie die u las."
    )
    or_instemming_op: Datum | None = Field(
        None, description="Alleen van wie toetreedt: dag waarop uw ondernemingsraad instemde."
    )


@router.get(
    "/toetredingen",
    response_model=ToetredingPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Toetredingen",
)
def list_toetredingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """Waarvoor uw organisatie gevraagd is, en wie gevraagd is voor uw verbanden."""
    alles = rules.PLATFORM in beller.rollen
    rows = storage.find(tx, beller.organisatie, vandaag, alles, params.offset, params.limit)
    stemmen = storage.stemmen_van(tx, [row.id for row in rows])
    shown = [_toetreding(row, stemmen.get(row.id, [])) for row in rows]
    count = storage.count(tx, beller.organisatie, vandaag, alles) if params.telling else None
    return paging.page(request, response, params, shown, count)


@router.post(
    "/toetredingen",
    status_code=201,
    responses=openapi.refuses(404),
    dependencies=[eist("deelname:beheren")],
    summary="Een organisatie vragen mee te doen",
)
def add_toetreding(
    invoer: ToetredingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Toetreding:
    """Vraag een organisatie mee te doen. Door een beheerder van een lid, of het platform.

    Zij wordt lid als zij zelf instemt en de leden volgens de besluitregel van het verband; ieder
    heeft één stem, hoe groot zij ook is.
    """
    verband = visible(tx, invoer.verband, beller, vandaag, lock=True)
    only_beheer(tx, invoer.verband, beller, vandaag)
    vraag = rules.Toetreding(uuid4(), invoer.verband, invoer.organisatie, invoer.van)
    leden = verbanden.leden(tx, invoer.verband)
    if bezwaren := rules.bezwaren_vraag(vraag, leden, vandaag):
        raise invalid(*((_veld(een), een, rules.REDEN_TOETREDING[een]) for een in bezwaren))
    check_lid(tx, verband, _lid(vraag, None))
    if storage.find_open(tx, invoer.verband, invoer.organisatie) is not None:
        raise Problem(409, "Deze organisatie is al gevraagd.", code="bestaat-al")
    row = storage.add(tx, vraag, nu)
    if rules.PLATFORM not in beller.rollen and beller.organisatie:
        storage.stem(tx, row, beller.organisatie, True, nu, door(beller).door)
    adres = f"{BASE}/toetredingen/{row.id}"
    leden_nu = rules.leden_op(leden, vandaag)
    publiek = events.Publiek(organisaties=leden_nu | {invoer.organisatie})
    events.record(tx, "toetreding-gevraagd", row.id, publiek, nu, adres)
    response.headers["Location"] = adres
    etag.stamp(request, row.versie)
    return _toetreding(row, storage.stemmen(tx, row.id))


@router.get("/toetredingen/{id}", dependencies=[eist("deelname:lezen")], summary="Eén toetreding")
def get_toetreding(
    id: UUID, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> Toetreding:
    """Een toetreding; voor wie gevraagd is, en voor de leden van het verband."""
    row = _visible(tx, id, beller, vandaag)
    etag.stamp(request, row.versie)
    return _toetreding(row, storage.stemmen(tx, id))


@router.put(
    "/toetredingen/{id}/stem",
    dependencies=[eist("deelname:beheren")],
    summary="Stemmen over een toetreding",
)
def put_toetredingstem(
    id: UUID,
    invoer: ToetredingstemInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Toetreding:
    """Geef de stem van uw organisatie; tot er besloten is, kan zij wijzigen.

    Wie toetreedt, zegt daarbij welke versie van het convenant zij las en wanneer haar
    ondernemingsraad instemde. Wat daarvan ontbreekt, kan later nog; tot dan doet zij niet mee.
    """
    row = _visible(tx, id, beller, vandaag)
    verband = found(verbanden.get_locked(tx, row.verband), "verband")
    row = found(storage.get(tx, id, lock=True), "toetreding")
    stemmer = beller.organisatie
    if stemmer is None or not is_own_beheer(beller, stemmer):
        raise Problem(403, "Dit kan alleen een beheerder.", code="rol-ontbreekt")
    named(beller)
    etag.require_match(request, row.versie)
    leden = verbanden.leden(tx, row.verband)
    if bezwaren := rules.bezwaren_stem(storage.to_facts(row), leden, stemmer, vandaag):
        detail = " ".join(rules.REDEN_TOETREDING[een] for een in bezwaren)
        raise Problem(409, detail, code=str(bezwaren[0]), bezwaren=bezwaren)
    stemmen = storage.stem(tx, row, stemmer, invoer.akkoord, nu, door(beller).door)
    if stemmer == row.organisatie:
        row.convenant, row.or_instemming_op = invoer.convenant, invoer.or_instemming_op
    _decide(tx, row, verband, leden, stemmen, nu)
    etag.stamp(request, row.versie)
    return _toetreding(row, storage.stemmen(tx, id))


def _decide(
    tx: Tx,
    row: storage.Row,
    verband: verbanden.Row,
    leden: list[rules.Lidmaatschap],
    stemmen: dict[str, bool],
    nu: datetime,
) -> None:
    """When all have said enough: it is decided, and who was let in is a member."""
    vraag, regel = storage.to_facts(row), verbanden.to_facts(verband).besluitregel
    status = rules.besluit(vraag, regel, rules.leden_op(leden, kalender.dag(nu)), stemmen)
    storage.besluit(row, status, nu)
    if status == rules.Toetredingstatus.TOEGELATEN:
        lid = _lid(vraag, row.or_instemming_op)
        check_lid(tx, verband, lid)
        new = verbanden.add_lid(tx, lid)
        tell(tx, verband.id, "lid-toegetreden", nu, f"{BASE}/verbanden/{verband.id}/leden/{new.id}")


def _visible(tx: Tx, id: UUID, beller: Caller, vandaag: date) -> storage.Row:
    """For the candidate, the members of today and the platform; to others it does not exist."""
    everything = rules.PLATFORM in beller.rollen
    row = storage.get_visible(tx, id, beller.organisatie, vandaag, everything)
    return found(row, "toetreding")


def _lid(vraag: rules.Toetreding, or_instemming_op: date | None) -> rules.Lidmaatschap:
    return rules.Lidmaatschap(
        uuid4(), vraag.verband, vraag.organisatie, vraag.van, None, or_instemming_op
    )


def _veld(bezwaar: rules.Toetredingsbezwaar) -> str:
    return "organisatie" if bezwaar == rules.Toetredingsbezwaar.AL_LID else "van"


def _toetreding(row: storage.Row, stemmen: Sequence[storage.StemRow]) -> Toetreding:
    names = ("id", "verband", "organisatie", "van", "status", "convenant", "or_instemming_op")
    return Toetreding(
        **{name: getattr(row, name) for name in names},
        gevraagd_op=row.gevraagd_op,
        besloten_op=row.besloten_op,
        stemmen=[Toetredingstem.model_validate(een) for een in stemmen],
    )
