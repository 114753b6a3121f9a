"""Recruiters are reminded once per term; when no place is left people hear it, and that is all."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures import worker
from services.vacatures.sollicitatie import storage
from services.vacatures.sollicitatie.storage import reminders
from services.vacatures.vacature.rules import Kijker
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    NU,
    VERBAND,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.sollicitatie.stappen import beoordeel, bied, doe, solliciteer, wijzig

Berichten = Callable[[Callable[[Any], None], datetime], list[tuple[str | None, str]]]


@pytest.fixture
def werk(
    client: TestClient, buur: Buur, database: dict[str, str], migrated: Callable[[str], Engine]
) -> Iterator[Berichten]:
    """Let a job run at a moment; gives the messages written by then: organisation and text."""
    settings = settings_of("vacatures", database, gateway_url=buur.url)
    _, work = worker.create(settings)

    def at(job: Callable[[Any], None], nu: datetime) -> list[tuple[str | None, str]]:
        buur.antwoorden["/intern/klok"] = {"nu": nu.isoformat()}
        job(work)
        job(work)  # a second time changes nothing
        with migrated("vacatures").connect() as tx:
            rows = tx.execute(text("SELECT organisatie, tekst FROM bericht_uit ORDER BY nr")).all()
        return [(row.organisatie, row.tekst) for row in rows]

    yield at
    work.sessions.kw["bind"].dispose()


def te_doen(client: TestClient, headers: Headers, vraag: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/herinneringen?telling=true{vraag}", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["count"] == len(answer.json()["results"])
    return list(answer.json()["results"])


def test_one_reminder_per_application_and_term(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag, werk: Berichten
) -> None:
    id = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))

    def aan_aa(nu: datetime) -> list[str]:
        return [tekst for wie, tekst in werk(worker.remind, nu) if wie == AA]

    assert te_doen(client, recruiter(nu=later(NU, days=10))) == []
    assert aan_aa(later(NU, days=10)) == []
    [taak] = te_doen(client, recruiter(nu=later(NU, days=11)))
    assert (taak["sollicitatieId"], taak["soort"], taak["uiterlijkOp"], taak["teLaat"]) == (
        id,
        "reactie",
        "2026-08-26",
        False,
    )
    [tekst] = aan_aa(later(NU, days=11))
    assert "Planeconoom" in tekst
    assert "26 augustus 2026" in tekst
    assert te_doen(client, recruiter(nu=later(NU, days=15)))[0]["teLaat"]
    assert len(aan_aa(later(NU, days=15))) == 1
    # The candidate hears something: a new term begins, and ends in a new reminder.
    stap = {"soort": "gesprek", "datum": "2026-09-01"}
    doe(client, id, "selectiestappen", recruiter(nu=later(NU, days=15)), **stap)
    assert te_doen(client, recruiter(nu=later(NU, days=20))) == []
    assert te_doen(client, recruiter(nu=later(NU, days=27)))[0]["uiterlijkOp"] == "2026-09-10"
    assert len(aan_aa(later(NU, days=27))) == 2
    wijzig(client, id, recruiter(nu=later(NU, days=28)), "afgewezen", reden="Te weinig ervaring.")
    assert te_doen(client, recruiter(nu=later(NU, days=60))) == []


def test_a_held_application_is_due_after_its_phase_began(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    wie = ik(BEE, "medewerker", medewerker=uuid4(), herplaatsing=True)
    solliciteer(client, vacature, wie)
    assert te_doen(client, recruiter(nu=later(NU, days=6))) == []
    [taak] = te_doen(client, recruiter(nu=later(NU, days=19)))
    assert taak["uiterlijkOp"] == "2026-09-03"  # two weeks after 20 August


def test_the_list_is_the_own_and_can_be_narrowed(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    ander = nieuw(client, recruiter(), titel="Jurist", sluitingsDatum="2026-09-29")
    open_(client, recruiter(), ander)
    for id in (vacature, ander):
        solliciteer(client, id, ik(AA, "medewerker", medewerker=uuid4()))
    hr = recruiter(nu=later(NU, days=15))
    assert len(te_doen(client, hr)) == 2
    assert [t["vacatureId"] for t in te_doen(client, hr, f"&vacature={ander}")] == [ander]
    assert len(te_doen(client, hr, "&teLaat=true")) == 2
    assert te_doen(client, hr, "&teLaat=false") == []
    first = client.get(f"{BASE}/herinneringen?pageSize=1", headers=hr).json()
    assert len(first["results"]) == 1
    assert first["next"]
    assert te_doen(client, ik(BEE, "recruiter", nu=later(NU, days=15))) == []
    leeg = client.get(f"{BASE}/herinneringen", headers=ik(AA, "medewerker", medewerker=uuid4()))
    assert leeg.status_code == 403


def test_a_complaint_is_due_too(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag, werk: Berichten
) -> None:
    zelf = ik(AA, "medewerker", medewerker=uuid4())
    id = solliciteer(client, vacature, zelf)
    wijzig(client, id, recruiter(), "afgewezen", reden="Te weinig ervaring.")
    answer = doe(client, id, "klachten", zelf, over="afwijzing", tekst="Klopt niet.")
    [taak] = te_doen(client, recruiter(nu=later(NU, days=40)))
    assert (taak["soort"], taak["klachtId"]) == ("klacht", answer.json()["id"])
    teksten = [t for wie, t in werk(worker.remind, later(NU, days=40)) if wie == AA]
    assert len(teksten) == 1
    assert "klacht" in teksten[0]


def test_a_filled_position_is_told_and_rejects_nobody(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag, werk: Berichten
) -> None:
    winnaar = ik(AA, "medewerker", medewerker=uuid4())
    gekozen = solliciteer(client, vacature, winnaar)
    ander = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    for id in (gekozen, ander):
        beoordeel(client, id, recruiter())
    assert bied(client, gekozen, recruiter()).status_code == 201

    def verteld() -> int:
        rijen = werk(worker.tell_filled, later(NU, hours=1))
        return sum("geen plaats meer" in tekst for _, tekst in rijen)

    assert verteld() == 0
    assert wijzig(client, gekozen, winnaar, "aangenomen").status_code == 201
    assert verteld() == 1
    stand = client.get(f"{BASE}/sollicitaties/{ander}", headers=recruiter()).json()
    assert stand["status"] == "in_behandeling"
    [taak] = te_doen(client, recruiter(nu=later(NU, days=12)))
    assert (taak["sollicitatieId"], taak["soort"]) == (ander, "besluit")
    eerste = client.get(
        f"{BASE}/vacatures/{vacature}/sollicitaties?telling=true", headers=recruiter()
    )
    assert eerste.json()["count"] == 2


def test_a_place_that_is_free_again_is_told_each_time(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag, werk: Berichten
) -> None:
    """Who heard that no place was left hears that there is one, as often as that changes."""
    eerste, tweede = (ik(AA, "medewerker", medewerker=uuid4()) for _ in range(2))
    gekozen = {solliciteer(client, vacature, wie): wie for wie in (eerste, tweede)}
    ander = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    for id in (*gekozen, ander):
        beoordeel(client, id, recruiter())

    def verteld(uur: int) -> tuple[int, int]:
        rijen = [tekst for _, tekst in werk(worker.tell_filled, later(NU, hours=uur))]
        vol, vrij = "geen plaats meer vrij", "weer een plaats vrij"
        return sum(vol in tekst for tekst in rijen), sum(vrij in tekst for tekst in rijen)

    wachten = [2, 1]  # for the first who is chosen two wait, then the other alone
    vol = vrij = 0
    for uur, ((id, wie), aantal) in enumerate(zip(gekozen.items(), wachten, strict=True)):
        assert bied(client, id, recruiter()).status_code == 201
        assert wijzig(client, id, wie, "aangenomen").status_code == 201
        vol += aantal
        assert verteld(2 * uur + 1) == (vol, vrij)
        weg = wijzig(client, id, wie, "ingetrokken", reden="Toch niet.")
        assert weg.status_code == 201, weg.text
        vrij += aantal
        assert verteld(2 * uur + 2) == (vol, vrij)
    assert bied(client, ander, recruiter()).status_code == 201


def test_a_vacancy_that_ended_otherwise_is_told_too(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag, werk: Berichten
) -> None:
    solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    body = {"naar": "ingetrokken", "reden": "Bezuiniging."}
    assert client.post(path, headers=recruiter(), json=body).status_code == 201
    rijen = werk(worker.tell_filled, later(NU, hours=1))
    assert sum("is ingetrokken" in tekst for _, tekst in rijen) == 1


def test_who_was_anonymised_waits_for_nothing(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    ik: Vraag,
    werk: Berichten,
    migrated: Callable[[str], Engine],
) -> None:
    """Nobody decided before the term was over: no reminder of who is not there any more."""
    id = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    with migrated("vacatures").begin() as tx:
        storage.wis_sollicitaties(Session(bind=tx), [UUID(id)], NU)
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    ended = client.post(path, headers=recruiter(), json={"naar": "ingetrokken"})
    assert ended.status_code == 201
    for job in (worker.remind, worker.tell_filled):
        assert [b for b in werk(job, later(NU, days=60)) if "Herinnering" in b[1]] == []
    assert te_doen(client, recruiter(nu=later(NU, days=60))) == []
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM bericht_uit WHERE tekst LIKE '%vrij%'")) == 0


def test_the_pages_are_what_the_rules_say(
    client: TestClient,
    recruiter: Vraag,
    ik: Vraag,
    buur: Buur,
    migrated: Callable[[str], Engine],
) -> None:
    """The list is made in the database: on any day it holds what the rules would, in order."""
    path = f"/intern/convenanten/{VERBAND}/1"
    for dagen in (5, 14):
        buur.antwoorden[path.replace("/1", f"/{dagen}")] = buur.antwoorden[path] | {
            "versie": dagen,
            "reactietermijnDagen": dagen,
            "herinneringDagenVooraf": dagen % 4,
        }
        hr = recruiter(verbanden=[(VERBAND, dagen)])
        id = nieuw(client, hr, titel=f"Werk {dagen}")
        open_(client, hr, id)
        for nr in range(3):
            solliciteer(client, id, ik(AA, "medewerker", medewerker=uuid4(), nu=later(NU, days=nr)))
    kijker = Kijker(organisatie=AA, recruiter=True)
    aantallen = set()
    with Session(migrated("vacatures")) as tx:
        for dag in range(0, 22):
            nu = later(NU, days=dag)
            volgens_regels = reminders.taken_van(tx, tx.execute(reminders.lopend(nu)).all(), nu)
            alle, count = storage.list_taken(tx, kijker, nu, 0, 100, telling=True)
            assert sorted(map(repr, alle)) == sorted(map(repr, volgens_regels))
            assert count == len(alle)
            plaatsen = [taak.herinnering.uiterlijk_op for taak in alle]
            assert plaatsen == sorted(plaatsen)
            paren = [storage.list_taken(tx, kijker, nu, nr, 1)[0] for nr in range(len(alle))]
            assert [taak for paar in paren for taak in paar] == alle
            laat, _ = storage.list_taken(tx, kijker, nu, 0, 100, te_laat=True)
            op_tijd, _ = storage.list_taken(tx, kijker, nu, 0, 100, te_laat=False)
            assert len(laat) + len(op_tijd) == len(alle)
            aantallen.add(len(alle))
    assert {0, 3, 6} <= aantallen
