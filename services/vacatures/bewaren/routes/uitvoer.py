"""For the gateway: everything of one organisation, when it leaves (not public)."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Path, Query

from services.vacatures.bewaren.storage import uitvoer
from shared import api, verwerking
from shared.api import Beller, Nu, Oin, Tijdstip, Tx
from shared.uitvoer import Uitvoerdeel, page

intern = api.router("bewaren")
DOEL = "gegevens van een organisatie meegeven"


@intern.get("/uitvoer/{oin}", dependencies=[Depends(api.dienst)])
def get_vacature_uitvoer(
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
