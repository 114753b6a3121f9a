"""A person with an own login, and a worker that tells of what is new."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures import worker
from shared.worker import Work
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import AA, BASE, BEE, CEE, SCOPES, VERBAND, Buur, Vraag

EIGEN, PARTNER, ELDERS = UUID(int=0xA1), UUID(int=0xB1), UUID(int=0xC1)
WERKGEVERS = {EIGEN: AA, PARTNER: BEE, ELDERS: CEE}
Mail = tuple[UUID, str, str]
Tel = Callable[[datetime], list[Mail]]


def feiten(persoon: UUID, **anders: Any) -> dict[str, Any]:
    """What the gateway says of a person at this moment."""
    oin = WERKGEVERS[persoon]
    leden = [] if oin == CEE else [{"verband": str(VERBAND), "convenant": 1}]
    return {"organisatie": oin, "verbanden": leden, "herplaatsing": False} | anders


@pytest.fixture
def inlog(ik: Vraag, buur: Buur) -> Vraag:
    """Headers of a person's own login; the gateway knows them too."""
    for persoon in WERKGEVERS:
        buur.antwoorden[f"/intern/bellers/{persoon}"] = feiten(persoon)

    def headers(persoon: UUID, **meer: Any) -> Headers:
        meer.setdefault("scopes", SCOPES | {"eigen:beheren"})
        return ik(WERKGEVERS[persoon], "medewerker", medewerker=persoon, **meer)

    return headers


@pytest.fixture
def work(client: TestClient, buur: Buur, database: dict[str, str]) -> Iterator[Work]:
    settings = settings_of("vacatures", database, gateway_url=buur.url)
    _, work = worker.create(settings)
    yield work
    work.sessions.kw["bind"].dispose()


@pytest.fixture
def tel(work: Work, buur: Buur, migrated: Callable[[str], Engine]) -> Tel:
    """Let the worker look at a moment; gives the mails (who, subject, text) written by it."""

    def at(nu: datetime) -> list[Mail]:
        buur.antwoorden["/intern/klok"] = {"nu": nu.isoformat()}
        with migrated("vacatures").connect() as tx:
            before = tx.scalar(text("SELECT coalesce(max(nr), 0) FROM bericht_uit"))
        worker.tell_searchers(work)
        with migrated("vacatures").connect() as tx:
            rows = tx.execute(
                text(
                    "SELECT persoon, onderwerp, tekst FROM bericht_uit"
                    " WHERE nr > :nr AND persoon IS NOT NULL ORDER BY nr"
                ),
                {"nr": before},
            ).all()
        return [(row.persoon, row.onderwerp, row.tekst) for row in rows]

    return at


def bewaar(
    client: TestClient, headers: Headers, frequentie: str = "direct", **filter: Any
) -> dict[str, Any]:
    """A saved search."""
    body = {"naam": "Mijn zoekopdracht", "frequentie": frequentie, "filter": filter}
    answer = client.post(f"{BASE}/zoekopdrachten", headers=headers, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
