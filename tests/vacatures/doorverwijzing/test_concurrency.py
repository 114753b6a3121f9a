"""Two at once: one outcome, and nothing leaks after a withdrawal was committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event
from time import monotonic
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.vacatures.toestemming import storage as toestemmingen
from tests.vacatures.conftest import BASE, BEE, CEE, Buur, Vraag
from tests.vacatures.doorverwijzing.conftest import Doe
from tests.vacatures.onderweg import Onderweg


def tegelijk(*stappen: Callable[[], Any]) -> list[Any]:
    """Run these at the same moment; their results in order."""
    start = Barrier(len(stappen))

    def run(stap: Callable[[], Any]) -> Any:
        start.wait(10)
        return stap()

    with ThreadPoolExecutor(len(stappen)) as threads:
        return list(threads.map(run, stappen))


def test_withdrawn_and_read_at_once(
    client: TestClient, lopend: str, trek_in: Doe, hr: Vraag
) -> None:
    """Who read, read before the withdrawal; nobody reads after it has been answered."""
    path = f"{BASE}/doorverwijzingen/{lopend}"
    weg: list[float] = []

    def lees() -> list[tuple[float, int]]:
        gelezen = []
        for _ in range(12):
            begin = monotonic()
            gelezen.append((begin, client.get(path, headers=hr(BEE)).status_code))
        return gelezen

    def stop() -> list[tuple[float, int]]:
        assert trek_in(lopend).status_code == 201
        weg.append(monotonic())
        return []

    gelezen = [een for lijst in tegelijk(lees, stop, lees) for een in lijst]
    assert {code for _, code in gelezen} <= {200, 404}
    assert [code for begin, code in gelezen if begin > weg[0] and code == 200] == []
    assert client.get(path, headers=hr(BEE)).status_code == 404


def test_a_reading_under_way_holds_the_withdrawal_until_it_has_answered(
    client: TestClient, lopend: str, trek_in: Doe, zelf: Vraag, migrated: Callable[[str], Engine]
) -> None:
    gezien = client.get(f"{BASE}/doorverwijzingen/{lopend}", headers=zelf()).json()
    klaar = Event()
    with Session(migrated("vacatures")) as tx, ThreadPoolExecutor(1) as threads:
        tx.begin()
        toestemmingen.get_toestemming(tx, UUID(gezien["toestemmingId"]), share=True)

        def stop() -> Any:
            answer = trek_in(lopend)
            klaar.set()
            return answer

        weg = threads.submit(stop)
        assert not klaar.wait(0.5)
        tx.rollback()
        assert weg.result(10).status_code == 201


def test_a_slow_gateway_never_outlives_a_withdrawal(
    client: TestClient, lopend: str, trek_in: Doe, hr: Vraag, persoon: UUID, buur: Buur
) -> None:
    codes: list[int] = []
    buur.antwoorden = Onderweg(
        buur.antwoorden,
        f"/intern/medewerkers/{persoon}",
        lambda: codes.append(trek_in(lopend).status_code),
    )
    answer = client.get(f"{BASE}/doorverwijzingen/{lopend}/kandidaat", headers=hr(BEE))
    assert (answer.status_code, codes) == (404, [201])
    assert "Sam" not in answer.text


def test_two_pauses_at_once_are_one_change(client: TestClient, hr: Vraag) -> None:
    path = f"{BASE}/doorverwijzingspauze"
    gezien = client.get(path, headers=hr()).headers["ETag"]

    def zet(dag: str) -> Any:
        wie = hr() | {"If-Match": gezien}
        body = {"gepauzeerd": True, "totDatum": dag}
        return client.put(path, headers=wie, json=body)

    answers = tegelijk(*[partial(zet, f"2026-10-{dag}") for dag in (10, 11, 12)])
    assert sorted(een.status_code for een in answers) == [200, 412, 412]
    [gelukt] = [een for een in answers if een.status_code == 200]
    # The same moment and another last day is another pause.
    met = hr() | {"If-Match": gelukt.headers["ETag"]}
    anders = {"gepauzeerd": True, "totDatum": "2026-11-01"}
    assert client.put(path, headers=met, json=anders).status_code == 200
    assert client.put(path, headers=met, json=anders).status_code == 412


def test_two_answers_at_once_are_one(lopend: str, antwoord: Doe) -> None:
    codes = tegelijk(
        lambda: antwoord(lopend, "aangenomen").status_code,
        lambda: antwoord(lopend, "geen_passende_plek").status_code,
        lambda: antwoord(lopend, "aangenomen").status_code,
    )
    assert sorted(codes) == [201, 409, 409]


def test_an_answer_and_a_withdrawal_at_once(
    client: TestClient, lopend: str, antwoord: Doe, trek_in: Doe, zelf: Vraag
) -> None:
    code, weg = tegelijk(
        lambda: antwoord(lopend, "aangenomen").status_code,
        lambda: trek_in(lopend).status_code,
    )
    assert weg == 201
    gezien = client.get(f"{BASE}/doorverwijzingen/{lopend}", headers=zelf()).json()
    assert gezien["status"] == "ingetrokken"
    gegeven = gezien["ontvangers"][0]["antwoord"]
    assert (code, gegeven) in ((201, "aangenomen"), (404, None))


def test_agreeing_twice_or_while_it_is_taken_back(
    client: TestClient, voorgesteld: str, stem_in: Doe, hr: Vraag, zelf: Vraag
) -> None:
    path = f"{BASE}/doorverwijzingen/{voorgesteld}"
    terug = {"naar": "teruggenomen"}
    codes = tegelijk(
        lambda: stem_in(voorgesteld).status_code,
        lambda: stem_in(voorgesteld, ontvangers=[CEE]).status_code,
        lambda: client.post(f"{path}/statuswijzigingen", headers=hr(), json=terug).status_code,
    )
    assert sorted(codes) == [201, 409, 409]
    lijst = client.get(f"{BASE}/toestemmingen", headers=zelf()).json()["results"]
    status = client.get(path, headers=zelf()).json()["status"]
    assert (status, len(lijst)) in (("lopend", 1), ("teruggenomen", 0))
    gezien = [client.get(path, headers=hr(oin)).status_code for oin in (BEE, CEE)]
    assert gezien.count(200) == len(lijst)


def test_proposing_twice_at_once_is_one_question(stel_voor: Doe) -> None:
    codes = tegelijk(*[lambda: stel_voor().status_code] * 3)
    assert sorted(codes) == [201, 409, 409]


def test_hiding_and_reading_at_once(
    client: TestClient, lopend: str, hr: Vraag, zelf: Vraag
) -> None:
    path = f"{BASE}/doorverwijzingen/{lopend}"
    verberg = {"organisaties": [BEE]}
    tegelijk(
        lambda: client.put(f"{BASE}/afscherming", headers=zelf(), json=verberg),
        lambda: client.get(path, headers=hr(BEE)),
    )
    assert client.get(path, headers=hr(BEE)).status_code == 404


def test_the_same_agreement_sent_twice_is_answered_once(
    client: TestClient, voorgesteld: str, stem_in: Doe, zelf: Vraag
) -> None:
    key = zelf() | {"Idempotency-Key": "een-en-dezelfde"}
    een, twee = tegelijk(*[lambda: stem_in(voorgesteld, key)] * 2)
    assert (een.status_code, een.json()) == (201, twee.json())
    assert len(client.get(f"{BASE}/toestemmingen", headers=zelf()).json()["results"]) == 1
