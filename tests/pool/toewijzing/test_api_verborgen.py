"""What somebody may not see takes the same questions to the database as what is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from tests.pool.conftest import AA, BASE, BEE, DEE, EIGEN, Regio, Vraag

VREEMD = UUID(int=77)


@contextmanager
def vragen(client: TestClient) -> Iterator[list[str]]:
    """What the service asks its database, without the values."""
    engine, gezien = client.app.state.engine, list[str]()  # type: ignore[attr-defined]

    def zie(_: Any, __: Any, statement: str, *___: Any) -> None:
        gezien.append(statement)

    event.listen(engine, "before_cursor_execute", zie)
    try:
        yield gezien
    finally:
        event.remove(engine, "before_cursor_execute", zie)


@pytest.mark.parametrize("wie", ["partner elders", "medewerker elders", "zonder werkgever"])
def test_verborgen_is_als_afwezig(client: TestClient, ik: Vraag, regio: Regio, wie: str) -> None:
    pool = regio.pool()
    regio.lid(pool, 1, AA)
    regio.behoefte(BEE)
    beurt = {"uren": 10, "reden": "Wij kunnen wachten."}
    gunning = regio.post(f"/pools/{pool}/gunningen", ik(BEE, "makelaar"), beurt)["id"]
    voorstel = regio.voorstel(pool)
    regel = voorstel["regels"][0]["id"]
    headers = {
        "partner elders": ik(DEE, "makelaar"),
        "medewerker elders": ik(DEE, "medewerker", medewerker=VREEMD, scopes=EIGEN),
        "zonder werkgever": ik(None, medewerker=VREEMD, scopes=EIGEN),
    }[wie]
    besluit = {"besluit": "bevestigd", "reden": "Past goed."}
    for methode, pad, inhoud in (
        ("GET", "/gunningen/{gunning}", None),
        ("POST", "/gunningen/{gunning}/intrekking", None),
        ("GET", "/toewijzingsvoorstellen/{voorstel}", None),
        ("POST", "/toewijzingsvoorstellen/{voorstel}/regels/{regel}/besluiten", besluit),
    ):
        gevraagd = []
        for dingen in ((gunning, voorstel["id"], regel), (uuid4(), uuid4(), uuid4())):
            waar = pad.format(gunning=dingen[0], voorstel=dingen[1], regel=dingen[2])
            with vragen(client) as gezien:
                answer = client.request(methode, BASE + waar, headers=headers, json=inhoud)
            assert answer.status_code in (403, 404), (waar, answer.text)
            gevraagd.append((answer.status_code, list(gezien)))
        assert gevraagd[0] == gevraagd[1], pad
