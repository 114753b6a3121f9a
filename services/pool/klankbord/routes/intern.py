"""For the gateway: who is still in use here and must stay reachable (not public)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.klankbord.storage import wissen
from shared import api
from shared.api import Dienst, Model, Tx

intern = api.router("klankbord")
MAX_IDS = 20_000


class Bekenden(Model):
    """People by pseudonym."""

    personen: Annotated[list[UUID], Field(max_length=MAX_IDS)]


@intern.post("/bekenden")
def list_bekenden(vraag: Bekenden, tx: Tx, _: Dienst) -> Bekenden:
    """Which of these people are in the register of experts, or wait for money."""
    return Bekenden(personen=wissen.bekenden(tx, vraag.personen))
