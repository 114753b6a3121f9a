"""The register of hires: an organisation's own, for its own people who plan."""

import csv
from io import StringIO
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.flexpool.rules import PLANNERS, Reden, onbekende_functies
from services.pool.inhuur import rules, storage
from services.pool.inhuur.routes import models
from services.pool.inhuur.routes.waarden import Jaar, Zin
from services.pool.kijker import Kijker, adres, eis_organisatie, eis_rol
from shared import api, etag, formats, paging
from shared.api import Beller, Geheel, Model, Nu, Tx, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("inhuur")
CSV = "text/csv"
PER_DEEL = 20_000
SCHRIJVERS = frozenset({"hr_adviseur", "hr_hoofd", "makelaar", "secretaris"})
VRIJ = {"kosten_cent": "kosten"}  # how a column is called where the API says it otherwise


def weiger(fouten: list[Reden]) -> None:
    """Refuse (400) with every fault at once."""
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def functies(tx: Tx, gateway: Peer, beller: Caller, kijker: Kijker) -> dict[str, str]:
    """The functions of all own verbanden; empty when one of them has no catalogue."""
    alle: dict[str, str] = {}
    for verband in sorted(kijker.verbanden):
        eigen = catalogus(tx, gateway, beller, verband)
        if not eigen:
            return {}
        alle |= eigen
    return alle


def onbekend(codes: list[str], bekend: dict[str, str]) -> list[Reden]:
    return [
        Reden("functie", "functie-onbekend", f"“{code}” staat niet in de catalogus.")
        for code in onbekende_functies(codes, frozenset(bekend))
    ]


def lezer_van(kijker: Kijker) -> str:
    """The organisation of who plans there (403 for everybody else)."""
    eis_rol(kijker, PLANNERS)
    return eis_organisatie(kijker)


def schrijver_van(kijker: Kijker) -> str:
    """The organisation of who may record hires there (403)."""
    eis_rol(kijker, SCHRIJVERS)
    return eis_organisatie(kijker)


def _mijn(tx: Tx, id: UUID, kijker: Kijker, lock: bool = False) -> storage.Bewaard:
    """A row of the own organisation, for who plans there; for anyone else it is not there (404)."""
    eigen = kijker.organisatie if kijker.rollen & PLANNERS else None
    return found(storage.get_regel(tx, id, eigen, lock), "inhuurregel")


def _fouten(
    tx: Tx, gateway: Peer, beller: Caller, kijker: Kijker, regel: rules.Inhuurregel
) -> list[Reden]:
    """Everything that is wrong with a row."""
    fouten = rules.fouten(regel)
    fouten += onbekend([regel.functie], functies(tx, gateway, beller, kijker))
    if regel.toets:
        bekend = storage.get_toets(tx, regel.toets, kijker.organisatie)
        toetsen = {regel.toets: bekend.toets} if bekend else {}
        fouten += rules.fouten_in_toets(regel, toetsen)
    return fouten


@router.get(
    "/inhuurregels",
    response_model=models.InhuurregelPagina,
    dependencies=[eist("pool:lezen")],
    summary="Het register van inhuur van uw organisatie",
)
def list_inhuurregels(
    request: Request,
    response: Response,
    params: Annotated[models.InhuurregelFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft wat uw organisatie inhuurde; een andere organisatie ziet geen enkele regel."""
    eigen = lezer_van(kijker)
    vraag = storage.Zoekvraag(params.functie, params.vorm, params.leverancier_soort, params.jaar)
    rijen = storage.list_regels(tx, eigen, vraag, params.offset, params.limit)
    count = storage.count_regels(tx, eigen, vraag) if params.telling else None
    getoond = [models.toon_regel(request, rij) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/inhuurregels",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg inhuur vast",
)
def add_inhuurregel(
    invoer: models.InhuurregelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Inhuurregel:
    """Legt vast wat is ingehuurd, met de inhuurtoets of de reden waarom er geen is."""
    eigen, id = schrijver_van(kijker), uuid4()
    velden = {naam: getattr(invoer, naam) for naam in models.InhuurregelInvoer.model_fields}
    regel = models.regel_van(velden, invoer.kenmerk or str(id))
    weiger(_fouten(tx, gateway, beller, kijker, regel))
    if storage.has_kenmerk(tx, eigen, regel.kenmerk):
        raise Problem(409, "U heeft al een regel met dit kenmerk.", code="kenmerk-bestaat")
    rij = storage.add_regel(tx, id, eigen, regel, nu)
    response.headers["Location"] = adres(request, f"/inhuurregels/{id}")
    etag.stamp(request, rij.versie)
    return models.toon_regel(request, rij)


@router.get("/inhuurregels/{id}", dependencies=[eist("pool:lezen")], summary="Eén regel inhuur")
def get_inhuurregel(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Inhuurregel:
    """Geeft één regel van uw eigen organisatie."""
    rij = _mijn(tx, id, kijker)
    etag.stamp(request, rij.versie)
    return models.toon_regel(request, rij)


@router.patch(
    "/inhuurregels/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een regel inhuur"
)
def patch_inhuurregel(
    id: UUID,
    wijziging: models.InhuurregelWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    gateway: Gateway,
) -> models.Inhuurregel:
    """Wijzigt alleen de gegeven velden."""
    oud = _mijn(tx, id, kijker, lock=True)
    schrijver_van(kijker)
    etag.require_match(request, oud.versie)
    anders = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    nieuw = models.regel_van(models.velden_van(oud.regel) | anders, oud.regel.kenmerk)
    weiger(_fouten(tx, gateway, beller, kijker, nieuw))
    rij = storage.set_regel(tx, oud, nieuw)
    etag.stamp(request, rij.versie)
    return models.toon_regel(request, rij)


@router.delete(
    "/inhuurregels/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder een regel inhuur",
)
def delete_inhuurregel(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Verwijdert één regel van uw eigen organisatie."""
    oud = _mijn(tx, id, kijker, lock=True)
    schrijver_van(kijker)
    etag.require_match(request, oud.versie)
    storage.wis_regel(tx, oud)


# ---- as a file
class InhuurUitvoer(BaseModel):
    """Welk deel van het register; een bestand heeft hooguit twintigduizend rijen."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    jaar: Jaar | None = Field(None, description="Met een dag in dit jaar.")
    deel: Annotated[Geheel, Field(ge=1, le=1000)] = Field(1, description="Het hoeveelste bestand.")


class InhuurBestand(Model):
    """Uw register als rijen; met `Accept: text/csv` als bestand dat u ook kunt inlezen."""

    kolommen: list[Zin] = Field(max_length=30)
    rijen: list[Annotated[list[Zin], Field(max_length=30)]] = Field(max_length=PER_DEEL)
    volgend_deel: int | None = Field(None, ge=2, le=1001, json_schema_extra={"format": "int32"})


@router.get(
    "/inhuurbestand",
    response_model=InhuurBestand,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(CSV),
    summary="Het register als bestand",
)
def get_inhuurbestand(
    request: Request, params: Annotated[InhuurUitvoer, Query()], tx: Tx, kijker: Kijker
) -> object:
    """Geeft het register in de kolommen waarin u het zonder indeling weer kunt inlezen."""
    eigen = lezer_van(kijker)
    vraag = storage.Zoekvraag(jaar=params.jaar)
    begin = (params.deel - 1) * PER_DEEL
    gevonden = storage.list_regels(tx, eigen, vraag, begin, PER_DEEL + 1)
    kop, rijen = list(rules.LEZERS), [cellen(een.regel) for een in gevonden[:PER_DEEL]]
    if formats.wants(request, CSV):
        return als_csv([kop, *rijen])
    meer = params.deel + 1 if len(gevonden) > PER_DEEL else None
    return InhuurBestand(kolommen=kop, rijen=rijen, volgend_deel=meer)


def waarden(regel: rules.Inhuurregel) -> dict[str, Any]:
    """Its values by the names of our own file, in which costs are euros."""
    velden = models.velden_van(regel)
    gevonden = {to_camel(VRIJ.get(naam, naam)): waarde for naam, waarde in velden.items()}
    return gevonden | {"kosten": rules.als_uren(regel.kosten_cent)}


def cellen(regel: rules.Inhuurregel) -> list[str]:
    """A row of our own file."""
    eigen = waarden(regel)
    return [rules.als_cel(eigen[naam]) for naam in rules.LEZERS]


def als_csv(rijen: list[list[str]]) -> Response:
    """RFC 4180, but with the semicolon that Dutch spreadsheets read: numbers have a comma."""
    buffer = StringIO()
    csv.writer(buffer, delimiter=";").writerows(rijen)
    return Response(buffer.getvalue(), media_type=f"{CSV}; charset=utf-8")
