"""Hidden and absent take the same work: the same questions to the database, in the same order.

Time itself is noise on a busy machine; what costs the time is not. Every operation that names a
thing, from the document, as everyone whom it is not for: a new one is tried without anybody
thinking of it (ADR 101).
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from services.pool.inzet import storage as inzetten
from shared.api import Tx
from shared.problem import found
from tests.conftest import Headers
from tests.pool.conftest import BASE
from tests.pool.test_buitenstaanders import (
    BEKEND_AAN_ALLEN,
    VAN_IEMAND,
    VREEMD,
    Operatie,
    alle_buitenstaanders,
    betrokkenen,
    huis,
    voor_en_na,
    vraag,
    wereld,
    wie_niet,
)
from tests.statements import statements

__all__ = ["huis", "voor_en_na", "wereld"]  # its fixtures
# Refused before anything is asked, whatever it is: they say nothing here.
NIEMAND = ("anoniem", "machine zonder organisatie", "platformbeheerder")
Dingen = dict[str, str]
Werk = tuple[int, list[str]]


def werk(client: TestClient, operatie: Operatie, dingen: Dingen, wie: Headers) -> Werk:
    """The operation with a body that its schema allows: its status and what it asked."""
    with statements(client) as seen:
        answer = vraag(client, operatie, dingen, wie)
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
    wie = {naam: headers for naam, headers in wie_niet(operatie).items() if naam not in NIEMAND}
    uit = {naam: verschil(huis, operatie, wereld, headers) for naam, headers in wie.items()}
    assert {naam: anders for naam, anders in uit.items() if anders} == {}


# ---- a leak, to be found
lek = APIRouter()


@lek.get("/lek/inzetten/{id}")
def get_lek(id: UUID, tx: Tx) -> None:
    """Who sees it is asked only of what exists."""
    if inzetten.haal(tx, id) is not None:
        inzetten.list_akkoorden(tx, id)
    found(None, "inzet")


def test_what_asks_more_of_a_hidden_thing_is_found(huis: TestClient, wereld: Dingen) -> None:
    """The control: one question more is seen, and what is your own costs more than a refusal."""
    api: Any = next(r for r in huis.app.routes if getattr(r, "path", None) == BASE)  # type: ignore[attr-defined]
    api.app.include_router(lek)
    elders = alle_buitenstaanders()["iedere rol elders"]
    anders = verschil(huis, Operatie("get", "/lek/inzetten/{id}", {}), wereld, elders)
    assert anders is not None
    assert len(anders[0][1]) == len(anders[1][1]) + 1
    detail = next(o for o in VAN_IEMAND if str(o) == "GET /inzetten/{id}")
    eigen, ander = werk(huis, detail, wereld, betrokkenen()[0]), werk(huis, detail, wereld, elders)
    assert (eigen[0], ander[0]) == (200, 404)
    assert len(eigen[1]) > len(ander[1])
