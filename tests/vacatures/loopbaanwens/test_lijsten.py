"""Lists of wishes and vacancies: distance, hidden from referrals, and always as many queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import event

from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.zoeken import storage as zoeken
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    PARTNERS,
    SCOPES,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.loopbaanwens.conftest import PERSOON, publiceer, wens

IN_PARTNERS = later(PARTNERS, hours=10)


@contextmanager
def queries(client: TestClient) -> Iterator[list[str]]:
    """The statements that the service sends to the database meanwhile."""
    engine = client.app.state.engine  # type: ignore[attr-defined]
    seen: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def count(client: TestClient, path: str, headers: dict[str, str]) -> int:
    """Statements of one request, without those that record whose data was read."""
    with queries(client) as seen:
        answer = client.get(BASE + path, headers=headers)
        assert answer.status_code == 200, answer.text
    return sum("verwerking_uit" not in een and "procrastinate" not in een for een in seen)


def test_as_many_queries_for_many_as_for_one(
    client: TestClient, zelf: Vraag, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    mij, hr = zelf(nu=IN_PARTNERS), recruiter(nu=IN_PARTNERS)

    def vul(nr: int) -> dict[str, str]:
        wie = ik(
            BEE,
            "medewerker",
            medewerker=UUID(int=nr),
            scopes=SCOPES | {"eigen:beheren"},
            nu=IN_PARTNERS,
        )
        id = wens(client, wie, vertrouwelijk=nr % 2 == 0)
        publiceer(client, wie, id)
        path = f"{BASE}/vacatures/{vacature}/interesses"
        assert client.post(path, headers=wie, json={"wens": id}).status_code == 201
        return wie

    mijn_wens = wens(client, mij)
    publiceer(client, mij, mijn_wens)
    eerste = vul(2)
    paden: list[tuple[str, dict[str, str]]] = [
        (f"/vacatures/{vacature}/loopbaanwensen", hr),
        (f"/vacatures/{vacature}/interesses", hr),
        (f"/loopbaanwensen/{mijn_wens}/vacatures", mij),
        ("/loopbaanwensen", mij),
        ("/interesses", eerste),
    ]
    een = [count(client, *pad) for pad in paden]
    for nr in range(3, 14):
        vul(nr)
    for nr in range(3):
        id = nieuw(client, recruiter(), titel=f"Werk {nr}")
        open_(client, recruiter(), id)
        client.post(f"{BASE}/vacatures/{id}/interesses", headers=eerste, json={})
        wens(client, mij, naam=f"Wens {nr}")
    assert [count(client, *pad) for pad in paden] == een


def test_distance_is_compared_once_places_are_known(
    client: TestClient, zelf: Vraag, recruiter: Vraag
) -> None:
    for pc4 in ("5504", "1011"):
        id = nieuw(client, recruiter(), pc4=pc4, titel=f"Werk in {pc4}")
        open_(client, recruiter(), id)
    id = wens(client, zelf())
    mij = zelf(nu=IN_PARTNERS)

    def afstand() -> dict[str, tuple[str, str | None]]:
        answer = client.get(f"{BASE}/loopbaanwensen/{id}/vacatures", headers=mij).json()
        return {
            een["titel"]: next(
                (c["uitkomst"], c["aangeboden"]) for c in een["criteria"] if c["soort"] == "afstand"
            )
            for een in answer["results"]
        }

    assert set(afstand().values()) == {("onbekend", None)}
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    plaatsen = [("5611", 51.435, 5.479), ("5504", 51.418, 5.404), ("1011", 52.373, 4.904)]
    with sessions.begin() as tx:
        zoeken.set_postcodes(tx, plaatsen)
    assert afstand() == {
        "Werk in 5504": ("past", "ongeveer 6 km"),
        "Werk in 1011": ("past_niet", "ongeveer 112 km"),
    }


def test_hidden_from_an_organisation_is_hidden_from_referrals_too(
    client: TestClient, zelf: Vraag
) -> None:
    sessions: Callable[[], Any] = client.app.state.sessions  # type: ignore[attr-defined]

    def verborgen() -> frozenset[str]:
        with sessions() as tx:
            return toestemmingen.afgeschermd_voor(tx, [PERSOON])[PERSOON]

    een = wens(client, zelf(), verborgenVoor=[AA])
    twee = wens(client, zelf())
    assert verborgen() == {AA}
    ander = f"00000099{str(uuid4().int)[:9]}000"
    path = f"{BASE}/loopbaanwensen"
    answer = client.patch(f"{path}/{twee}", headers=zelf(), json={"verborgenVoor": [ander]})
    assert answer.status_code == 200, answer.text
    assert verborgen() == {AA, ander}
    assert client.delete(f"{path}/{een}", headers=zelf()).status_code == 204
    assert verborgen() == {ander}


def test_the_general_list_of_hidden_organisations_counts(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:
    publiceer(client, zelf(), wens(client, zelf()))
    path = f"{BASE}/vacatures/{vacature}/loopbaanwensen"
    assert len(client.get(path, headers=recruiter()).json()["results"]) == 1
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        toestemmingen.set_afscherming(tx, PERSOON, "zelf", [AA])
    assert client.get(path, headers=recruiter()).json()["results"] == []


def test_stop_hiding_is_immediate(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:
    id = wens(client, zelf(), verborgenVoor=[AA])
    publiceer(client, zelf(), id)
    body: dict[str, Any] = {"verborgenVoor": []}
    client.patch(f"{BASE}/loopbaanwensen/{id}", headers=zelf(), json=body)
    path = f"{BASE}/vacatures/{vacature}/loopbaanwensen"
    assert len(client.get(path, headers=recruiter()).json()["results"]) == 1
