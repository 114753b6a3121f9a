"""The same needs as a file: what is exported can be imported again."""

import csv
from io import StringIO
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.aanlevering import rules
from services.pool.aanlevering.routes import MAX_ITEMS, levering_van, neem_aan
from services.pool.aanlevering.routes import BehoefteAanlevering as Aanlevering
from services.pool.aanlevering.rules import eigen_kolommen
from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.kijker import Kijker, eis_organisatie, eis_rol
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import csvrijen
from shared import api, formats
from shared.api import Beller, Geheel, Model, Nu, Tx, Vandaag, eist
from shared.problem import invalid

router = api.router("aanleveringen")
CSV = "text/csv"
Deel = Annotated[Geheel, Field(ge=1, le=1000)]
Rij = Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=100)]
LEEG = rules.Inhuuropdracht()


class BehoefteUitvoer(BaseModel):
    """Welk deel van de lijst; een bestand heeft hooguit vijfduizend rijen."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    deel: Deel = Field(1, description="Het hoeveelste bestand.")


class BehoefteBestand(Model):
    """Uw eigen behoeften als rijen; met `Accept: text/csv` als bestand."""

    kolommen: Rij
    rijen: list[Rij] = Field(max_length=MAX_ITEMS)
    volgend_deel: int | None = Field(None, ge=2, le=1001, json_schema_extra={"format": "int32"})


async def inhoud(request: Request) -> bytes:
    """The file as it came."""
    return await request.body()


def lees_bestand(inhoud: bytes, velden: list[str]) -> list[csvrijen.Rij]:
    """The rows. Error: 400, with everything that is wrong with the file at once."""
    rijen, fouten = csvrijen.lees_rijen(inhoud, velden)
    if len(rijen) > MAX_ITEMS:
        fouten = [Reden("bestand", "te-lang", f"Lever hooguit {MAX_ITEMS} rijen tegelijk.")]
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))
    return rijen


@router.post(
    "/aanleveringen/_csv",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Lever behoeften aan als bestand",
    openapi_extra=formats.takes(
        CSV, description="Een kopregel met kolommen zoals in `GET /behoeftebestand`."
    ),
)
def add_aanlevering_csv(
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
    bestand: Annotated[bytes, Depends(inhoud)],
) -> Aanlevering:
    """Doet hetzelfde als een aanlevering in JSON, met een CSV-bestand.

    Elke rij krijgt haar eigen uitkomst; wat is geweigerd, staat er met alle redenen tegelijk.
    """
    eis_rol(kijker, PLANNERS)
    levering = levering_van(tx, gateway, beller, kijker, nu, vandaag)
    rijen = lees_bestand(bestand, list(rules.NAMEN))
    items = [(LEEG, (rij,)) if isinstance(rij, Reden) else rules.herken(rij) for rij in rijen]
    return neem_aan(tx, request, response, kijker, items, levering)


@router.get(
    "/behoeftebestand",
    response_model=BehoefteBestand,
    dependencies=[eist("pool:schrijven")],
    responses=formats.gives(CSV),
    summary="Uw behoeften als bestand",
)
def get_behoeftebestand(
    request: Request, params: Annotated[BehoefteUitvoer, Query()], tx: Tx, kijker: Kijker
) -> object:
    """Geeft alle behoeften van uw organisatie in de kolommen waarin u ze ook kunt aanleveren.

    Zonder namen van mensen. Een cel die een rekenblad voor een formule zou houden, begint met '.
    """
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    begin = (params.deel - 1) * MAX_ITEMS
    gevonden = behoeften.list_eigen(tx, eigen, begin, MAX_ITEMS + 1)
    rijen = [
        eigen_kolommen.als_rij(rij.kenmerk or str(rij.id), rij.status, rij.behoefte)
        for rij in gevonden[:MAX_ITEMS]
    ]
    kop = list(eigen_kolommen.KOP)
    if not formats.wants(request, CSV):
        meer = params.deel + 1 if len(gevonden) > MAX_ITEMS else None
        return BehoefteBestand(kolommen=kop, rijen=rijen, volgend_deel=meer)
    buffer = StringIO()
    csv.writer(buffer).writerows([kop, *rijen])
    headers = {"Content-Disposition": f'attachment; filename="behoeften-{params.deel}.csv"'}
    return Response(buffer.getvalue(), media_type=f"{CSV}; charset=utf-8", headers=headers)
