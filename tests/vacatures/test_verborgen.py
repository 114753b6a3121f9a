"""Hidden and absent take the same work: the same questions to the database, in the same order.

Time itself is noise on a busy machine; what costs the time is not. Every operation that names a
thing, from the document: a new one is tried without anybody thinking of it.
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from services.vacatures.vacature import storage as vacatures
from shared.api import Tx
from shared.problem import found
from tests.conftest import Headers
from tests.statements import statements
from tests.vacatures.conftest import BASE
from tests.vacatures.test_buitenstaanders import (
    BEKEND_AAN_ALLEN,
    VAN_IEMAND,
    VREEMD,
    Operatie,
    betrokkenen,
    huis,
    ingevuld,
    maak_buitenstaanders,
    voor_en_na,
    vraag,
    wereld,
)

__all__ = ["huis", "voor_en_na", "wereld"]  # its fixtures
# Who is refused for what somebody is, and for whom something is asked before it is refused.
WIE = (
    "iemand zonder werkgever",
    "medewerker elders",
    "iedere rol elders",
    "iedere rol bij een partner",
)
Dingen = dict[str, str]
Werk = tuple[int, list[str]]


def werk(client: TestClient, operatie: Operatie, dingen: Dingen, wie: Headers) -> Werk:
    """The operation with a body that its schema allows: its status and what it asked."""
    with statements(client) as seen:
        answer = vraag(client, operatie, ingevuld(operatie, dingen), wie)
    return answer.status_code, list(seen)


def verschil(
    client: TestClient, operatie: Operatie, wereld: Dingen, wie: Headers
) -> tuple[Werk, Werk] | None:
    """What is asked of a hidden thing and of one that is not there, when it differs."""
    niets = {k: v if k in BEKEND_AAN_ALLEN else VREEMD for k, v in wereld.items()}
    hidden = werk(client, operatie, wereld, wie)
    absent = werk(client, operatie, niets, wie)
    assert hidden[0] in (400, 401, 403, 404), hidden
    return (hidden, absent) if hidden != absent else None


@pytest.mark.parametrize("operatie", VAN_IEMAND, ids=str)
def test_what_is_not_yours_costs_what_nothing_costs(
    operatie: Operatie, huis: TestClient, wereld: Dingen
) -> None:
    allen = maak_buitenstaanders()
    uit = {naam: verschil(huis, operatie, wereld, allen[naam]) for naam in WIE}
    assert {naam: anders for naam, anders in uit.items() if anders} == {}


# ---- a leak, to be found
lek = APIRouter()


@lek.get("/lek/vacatures/{id}")
def get_lek(id: UUID, tx: Tx) -> None:
    """As it once was: who sees it is asked only of what exists."""
    if vacatures.get_vacature(tx, id) is not None:
        vacatures.list_zichtperioden(tx, id)
    found(None, "vacature")


def test_what_asks_more_of_a_hidden_thing_is_found(huis: TestClient, wereld: Dingen) -> None:
    """The control: one question more is seen, and what is your own costs more than a refusal."""
    api: Any = next(r for r in huis.app.routes if getattr(r, "path", None) == BASE)  # type: ignore[attr-defined]
    api.app.include_router(lek)
    operatie = Operatie("get", "/lek/vacatures/{id}", {})
    anders = verschil(huis, operatie, wereld, maak_buitenstaanders()["iedere rol elders"])
    assert anders is not None
    assert len(anders[0][1]) == len(anders[1][1]) + 1
    detail = next(o for o in VAN_IEMAND if str(o) == "GET /sollicitaties/{id}")
    eigen = werk(huis, detail, wereld, betrokkenen()[0])
    ander = werk(huis, detail, wereld, maak_buitenstaanders()["iedere rol elders"])
    assert (eigen[0], ander[0]) == (200, 404)
    assert len(eigen[1]) > len(ander[1])
