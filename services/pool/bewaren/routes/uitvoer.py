"""For the gateway: everything of one organisation when it leaves, and its end (not public)."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query

from services.pool.bewaren.storage import uittreding, uitvoer
from shared import api, verwerking
from shared.api import Beller, Datum, Geheel, Model, Nu, Oin, Tijdstip, Tx
from shared.uitvoer import Uitvoerdeel, page

intern = api.router("bewaren")


class Poolvertrek(Model):
    """An organisation that left a verband after its last day; `wissen`: the rest goes now."""

    verband: UUID
    organisatie: Oin
    tot: Datum
    op: Tijdstip
    wissen: bool = False


class Poolrest(Model):
    """How many members stay, because an inzet of theirs runs."""

    blijft: Geheel


DOEL = "gegevens van een organisatie meegeven"


@intern.get("/uitvoer/{oin}", dependencies=[Depends(api.dienst)])
def get_pool_uitvoer(
    oin: Annotated[Oin, Path()],
    op: Tijdstip,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    deel: Annotated[str | None, Query(max_length=100)] = None,
    vanaf: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
) -> Uitvoerdeel:
    """A page of one part; without `deel` the names of the parts."""
    found, personen = page(tx, uitvoer.DELEN, deel, oin, op, vanaf)
    verwerking.record(tx, replace(beller, organisatie=oin), DOEL, personen, nu)
    return found


@intern.post("/uittredingen", dependencies=[Depends(api.dienst)])
def add_poolvertrek(vertrek: Poolvertrek, tx: Tx) -> Poolrest:
    """End what waits; with `wissen` also remove what has no inzet that runs. Safe to repeat."""
    uittreding.beeindig(tx, vertrek.verband, vertrek.organisatie, vertrek.tot, vertrek.op)
    if not vertrek.wissen:
        return Poolrest(blijft=0)
    return Poolrest(blijft=uittreding.wis(tx, vertrek.verband, vertrek.organisatie, vertrek.op))
