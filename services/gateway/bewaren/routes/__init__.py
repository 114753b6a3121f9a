"""For a peer service: erase copies, and tell what is held of a person (not public)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import Field

from services.gateway.bewaren import storage
from services.gateway.bewaren.routes import uittredingen
from shared import api
from shared.api import Model, Tijdstip, Tx

MAX_IDS = 20_000
router = uittredingen.router
intern = api.router("bewaren")


class Wissing(Model):
    """Of whom and of what nothing may stay."""

    personen: Annotated[list[UUID], Field(max_length=MAX_IDS)]
    onderwerpen: Annotated[list[UUID], Field(max_length=MAX_IDS)]


class Kandidaten(Model):
    """A batch of outsiders, by number; empty: there are no more."""

    personen: Annotated[list[UUID], Field(max_length=MAX_IDS)]


@intern.post("/wissingen", status_code=204, dependencies=[Depends(api.dienst)])
def add_wissing(wissing: Wissing, tx: Tx) -> None:
    """Erase our copies; answered once they are gone."""
    storage.wis(tx, wissing.personen, wissing.onderwerpen)


@intern.get("/kandidaten", dependencies=[Depends(api.dienst)])
def list_kandidaten(tx: Tx, voor: Tijdstip, na: UUID | None = None) -> Kandidaten:
    """Outsiders recorded before a moment: a service says of whom it holds nothing."""
    return Kandidaten(personen=list(storage.list_kandidaten(tx, voor, na)))


@intern.get("/dossiers/{persoon}", dependencies=[Depends(api.dienst)])
def get_dossier(persoon: UUID, tx: Tx) -> dict[str, list[dict[str, Any]]]:
    """For the person's own file, which a service puts together and records the reading of."""
    return storage.dossier(tx, persoon)
