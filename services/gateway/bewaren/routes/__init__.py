"""For a peer service: erase copies, and tell what is held of a person (not public)."""

from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Depends, Request
from pydantic import Field

from services.gateway.bewaren import storage
from services.gateway.bewaren.routes import uittredingen
from shared import api
from shared.api import Model, Tijdstip, Tx
from shared.http import Peer
from shared.problem import unavailable

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
def add_wissing(wissing: Wissing, request: Request, tx: Tx) -> None:
    """Erase our copies; answered once they are gone.

    Who thinks along in pool must stay reachable. Error: 503 when pool cannot say who does.
    """
    blijft = _bekenden(request.app.state.buren["pool"], wissing.personen)
    weg = [een for een in wissing.personen if een not in blijft]
    storage.wis(tx, weg, wissing.onderwerpen)


def _bekenden(pool: Peer, personen: list[UUID]) -> set[UUID]:
    """Whom pool still knows; nothing is asked when nobody goes."""
    if not personen:
        return set()
    try:
        vraag = {"personen": [str(een) for een in personen]}
        antwoord = pool.request("POST", "/intern/bekenden", vraag).json()
    except httpx2.HTTPError:
        raise unavailable("De pool") from None
    return {UUID(een) for een in antwoord["personen"]}


@intern.get("/kandidaten", dependencies=[Depends(api.dienst)])
def list_kandidaten(tx: Tx, voor: Tijdstip, na: UUID | None = None) -> Kandidaten:
    """Outsiders recorded before a moment: a service says of whom it holds nothing."""
    return Kandidaten(personen=list(storage.list_kandidaten(tx, voor, na)))


@intern.get("/dossiers/{persoon}", dependencies=[Depends(api.dienst)])
def get_dossier(persoon: UUID, tx: Tx) -> dict[str, list[dict[str, Any]]]:
    """For the person's own file, which a service puts together and records the reading of."""
    return storage.dossier(tx, persoon)
