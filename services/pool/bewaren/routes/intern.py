"""For a peer service: what is held of a person, and erase it (not public)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import Field

from services.pool.bewaren import storage
from shared import api
from shared.api import Model, Nu, Tx

MAX_IDS = 1000
router = api.router("bewaren")


class PersonenWissing(Model):
    """Of whom nothing may stay but what still runs."""

    personen: Annotated[list[UUID], Field(max_length=MAX_IDS)]


class Gebleven(Model):
    """Of whom something stays, and where: the register, or an inzet that runs."""

    gebleven: dict[str, list[str]]


@router.get("/dossiers/{persoon}", dependencies=[Depends(api.dienst)])
def get_pooldossier(persoon: UUID, tx: Tx) -> dict[str, list[dict[str, Any]]]:
    """For the person's own file, which another service puts together and records."""
    return storage.dossier(tx, persoon)


@router.post("/wissingen", dependencies=[Depends(api.dienst)])
def add_poolwissing(wissing: PersonenWissing, tx: Tx, nu: Nu) -> Gebleven:
    """Erase people who are gone elsewhere; what still runs is told and stays."""
    gebleven: dict[str, list[str]] = {}
    for persoon in sorted(wissing.personen):
        onderdelen = storage.wis_persoon(tx, persoon, nu)
        if blijft := [een.naam for een in onderdelen if een.blijft]:
            gebleven[str(persoon)] = blijft
    return Gebleven(gebleven=gebleven)
