"""What the clock brings about is written down once: phases, the first public moment, the end."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures import worker
from services.vacatures.bewaren.rules import Eigentermijnen
from services.vacatures.ondernemend.rules import Verhaaltermijnen
from tests.conftest import settings_of
from tests.vacatures.conftest import (
    AA,
    BASE,
    NA_SLUITING,
    NU,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Buur,
    Vraag,
    later,
    nieuw,
)


@pytest.fixture
def volg(
    client: TestClient,
    buur: Buur,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
) -> Iterator[Callable[[datetime], list[tuple[str, Any]]]]:
    """Let the worker look at the clock; gives the events written by then."""
    settings = settings_of("vacatures", database, gateway_url=buur.url)
    _, work = worker.create(settings)

    def at(nu: datetime) -> list[tuple[str, Any]]:
        buur.antwoorden["/intern/klok"] = {"nu": nu.isoformat()}
        worker.follow_clock(work)
        worker.follow_clock(work)  # a second look changes nothing
        with migrated("vacatures").connect() as tx:
            rows = tx.execute(text("SELECT type, publiek FROM gebeurtenis_uit ORDER BY nr")).all()
        return [(row.type, row.publiek) for row in rows]

    yield at
    work.sessions.kw["bind"].dispose()


def test_phases_and_the_end_are_told_to_who_may_know(
    client: TestClient,
    vacature: str,
    volg: Callable[[datetime], list[tuple[str, Any]]],
    migrated: Callable[[str], Engine],
) -> None:
    intern = {"openbaar": False, "organisaties": [AA], "verbanden": [], "rollen": []}
    partners = intern | {"verbanden": [str(VERBAND)]}
    iedereen = partners | {"openbaar": True}
    assert volg(later(NU, minutes=1)) == [("vacature-opengesteld", intern)]
    assert volg(PARTNERS)[1:] == [("fase-begonnen", partners)]
    assert volg(OPENBAAR)[2:] == [("fase-begonnen", iedereen)]
    assert volg(NA_SLUITING)[3:] == [("vacature-gesloten", iedereen)]
    assert len(volg(later(NA_SLUITING, days=9))) == 4
    with migrated("vacatures").connect() as tx:
        sinds = tx.scalar(text("SELECT openbaar_sinds FROM openstelling"))
        log = tx.execute(text("SELECT van, naar, client FROM vacaturelog ORDER BY op")).all()
    assert sinds == OPENBAAR
    assert [tuple(row) for row in log] == [
        (None, "concept", "testclient"),
        ("concept", "opengesteld", "testclient"),
        ("opengesteld", "gesloten", None),
    ]


def test_what_ended_early_opens_no_further(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    volg: Callable[[datetime], list[tuple[str, Any]]],
    migrated: Callable[[str], Engine],
) -> None:
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    assert client.post(path, headers=recruiter(), json={"naar": "ingetrokken"}).status_code == 201
    types = [type for type, _ in volg(later(OPENBAAR, days=1))]
    assert types == ["vacature-opengesteld", "vacature-ingetrokken"]
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT openbaar_sinds FROM openstelling")) is None


def test_a_late_worker_still_stores_when_it_was_public(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    volg: Callable[[datetime], list[tuple[str, Any]]],
    migrated: Callable[[str], Engine],
) -> None:
    """The worker was away while everybody saw it, until a recruiter closed it."""
    dag_erna = recruiter(nu=later(OPENBAAR, days=1))
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    assert client.post(path, headers=dag_erna, json={"naar": "gesloten"}).status_code == 201
    volg(later(OPENBAAR, days=2))
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT openbaar_sinds FROM openstelling")) == OPENBAAR


def test_a_late_worker_changes_nothing_that_is_read(
    client: TestClient,
    ik: Vraag,
    recruiter: Vraag,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    """No job has run, and yet the vacancy closed: by the clock, and in the log when touched."""
    na = later(NA_SLUITING, days=1)
    assert client.get(f"{BASE}/vacatures/{vacature}", headers=ik(None, nu=na)).status_code == 404
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    answer = client.post(path, headers=recruiter(nu=na), json={"naar": "vervuld"})
    assert answer.status_code == 201
    with migrated("vacatures").connect() as tx:
        log = tx.execute(text("SELECT van, naar FROM vacaturelog ORDER BY op, van = 'gesloten'"))
        assert [tuple(row) for row in log][2:] == [
            ("opengesteld", "gesloten"),
            ("gesloten", "vervuld"),
        ]
        types = tx.execute(text("SELECT type FROM gebeurtenis_uit ORDER BY nr")).scalars().all()
    assert types == ["vacature-opengesteld", "vacature-gesloten", "vacature-vervuld"]


def test_of_a_concept_only_its_recruiters_hear(
    client: TestClient, recruiter: Vraag, migrated: Callable[[str], Engine]
) -> None:
    id = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{id}"
    assert client.patch(path, headers=recruiter(), json={"titel": "Anders"}).status_code == 200
    einde = {"naar": "ingetrokken"}
    client.post(f"{path}/statuswijzigingen", headers=recruiter(), json=einde)
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(text("SELECT type, publiek FROM gebeurtenis_uit ORDER BY nr")).all()
    assert [row.type for row in rows] == ["vacature-gewijzigd", "vacature-ingetrokken"]
    for row in rows:
        assert row.publiek == {
            "openbaar": False,
            "organisaties": [AA],
            "verbanden": [],
            "rollen": ["hr_adviseur", "recruiter"],
        }


def test_the_terms_of_the_installation_are_its_settings() -> None:
    """What no convenant speaks of; the defaults are those of the rules."""
    urls = {"vacatures": "postgresql://nergens/"}
    assert worker.eigen_termijnen(settings_of("vacatures", urls)) == Eigentermijnen()
    namen = ("antwoord", "onbevestigd", "ambtelijk", "afloop", "gebeurtenis", "bezwaar_herinnering")
    gezet = {f"{naam}_dagen": 28 - nr for nr, naam in enumerate(namen)}
    gezet |= {naam: nr + 100 for nr, naam in enumerate(("antwoord_dagen", "onbevestigd_dagen"))}
    gezet |= {"ambtelijk_dagen": 102}
    dagen = (timedelta(days=nr) for nr in (100, 101, 102, 25, 24, 23))
    anders = settings_of("vacatures", urls, **gezet)
    assert worker.eigen_termijnen(anders) == Eigentermijnen(*dagen)


def test_how_long_a_story_is_there_is_a_setting() -> None:
    urls = {"vacatures": "postgresql://nergens/"}
    assert worker.verhaaltermijnen(settings_of("vacatures", urls)) == Verhaaltermijnen()
    kort = settings_of("vacatures", urls, verhaal_dagen=10, verhaal_na_dagen=0)
    tien = Verhaaltermijnen(timedelta(days=10), timedelta())
    assert worker.verhaaltermijnen(kort) == tien
