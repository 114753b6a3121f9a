"""What comes back again and again, and might belong in the pool."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool import storage as flexpool
from services.pool.flexpool.routes.models import Functie
from services.pool.flexpool.rules import PLANNERS
from services.pool.kijker import Kijker, eis_rol
from services.pool.planning.rules.patronen import Patroon, zoek_patronen
from services.pool.planning.storage import inhuur as storage
from shared import api, openapi
from shared.api import Datum, Geheel, Model, Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("poolsuggesties")
TWEE_JAAR, EEN_JAAR = timedelta(days=730), timedelta(days=365)
LANGSTE_DAGEN = 366 * 10
Telling = Annotated[Geheel, Field(ge=0, le=1_000_000)]
Kwartaal = Annotated[str, Field(max_length=7, description="Bijvoorbeeld 2026-K3.")]


class PoolsuggestieVraag(Model):
    """Over welke geschiedenis."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    verband: UUID = Field(description="Van welk verband.")
    van: Datum | None = Field(None, description="Zonder waarde: twee jaar geleden.")
    tot: Datum | None = Field(None, description="Zonder waarde: over een jaar.")


class Poolsuggestie(Model):
    """Een functie die misschien in de pool hoort, met de cijfers waar dat uit blijkt."""

    functie: Functie
    patronen: list[Patroon] = Field(max_length=2)
    keren: Telling
    keren_inhuur: Telling
    organisaties: Telling
    kwartalen: list[Kwartaal] = Field(max_length=60, description="Waarin de vraag begon.")


class Poolsuggesties(Model):
    """Suggesties volgens de regels; een mens beslist wat in de pool komt."""

    van: Datum
    tot: Datum
    perioden: Telling = Field(description="In zoveel kwartalen: terugkerend.")
    minimaal_organisaties: Telling = Field(description="Bij zoveel organisaties: wisselend.")
    zonder_functie: Telling = Field(description="Inhuur zonder functie; die telt niet mee.")
    results: list[Poolsuggestie] = Field(max_length=10_000)


@router.get(
    "/poolsuggesties",
    dependencies=[eist("pool:lezen")],
    responses=openapi.refuses(404),
    summary="Functies die steeds terugkomen",
)
def list_poolsuggesties(
    params: Annotated[PoolsuggestieVraag, Query()], tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> Poolsuggesties:
    """Zoekt in behoeften en ingelezen inhuur welke functie steeds opnieuw wordt gevraagd.

    Terugkerend: zij begint in zoveel kwartalen. Wisselend: zoveel organisaties hebben haar soms.
    """
    found(params.verband if params.verband in kijker.verbanden else None, "planning")
    eis_rol(kijker, PLANNERS)
    van, tot = params.van or vandaag - TWEE_JAAR, params.tot or vandaag + EEN_JAAR
    if tot < van:
        raise invalid(("tot", "periode-omgekeerd", "De laatste dag ligt voor de eerste dag."))
    if (tot - van).days > LANGSTE_DAGEN:
        raise invalid(("tot", "te-lang", "Vraag hooguit tien jaar tegelijk."))
    stand = flexpool.get_afspraken(tx, params.verband)
    perioden = stand.terugkerende_inhuur_perioden
    minimaal = stand.behoefte_bij_minimaal_organisaties
    vragen = storage.list_vragen(tx, params.verband, vandaag)
    return Poolsuggesties(
        van=van,
        tot=tot,
        perioden=perioden,
        minimaal_organisaties=minimaal,
        zonder_functie=storage.count_zonder_functie(tx, params.verband),
        results=[
            Poolsuggestie.model_validate(een)
            for een in zoek_patronen(vragen, van, tot, perioden, minimaal)
        ],
    )
