"""Events from pool about who works where (not public)."""

from typing import Annotated
from uuid import UUID

from fastapi import Body, Request
from pydantic import BaseModel, ConfigDict, Field

from services.vacatures.inleenkracht import storage
from shared import api, jobs
from shared.api import Dienst, Nu, Tx

VERWERK = "verwerk_inzetten"
intern = api.router("intern")


class Gebeurtenis(BaseModel):
    """Of what a peer tells only this is needed; the rest may grow."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    type: str = Field(max_length=200)
    onderwerp: UUID


@intern.post("/gebeurtenissen", status_code=204)
def ontvang(
    gebeurtenissen: Annotated[list[Gebeurtenis], Body(max_length=1000)],
    request: Request,
    dienst: Dienst,  # noqa: ARG001 (guards the route)
    tx: Tx,
    nu: Nu,
) -> None:
    """Store what happened, once; a job fetches the facts. Rooms above hear of it too."""
    rows = [(g.id, g.type, g.onderwerp) for g in gebeurtenissen]
    if storage.add_gebeurtenissen(tx, rows, nu):
        jobs.defer(tx, VERWERK)
    for hoort in request.app.state.bij_gebeurtenissen:
        hoort(tx, rows, nu)
