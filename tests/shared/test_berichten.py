"""Messages to people: with their fact or not at all, at least once, and nothing stays behind."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select

from shared import berichten, db
from tests.conftest import SERVICES, empty

OIN = "00000099000000001000"


class Dead(Exception):
    """The neighbour does not answer."""


@pytest.fixture(params=SERVICES)
def engine(request: pytest.FixtureRequest, migrated: Callable[[str], Engine]) -> Engine:
    engine = migrated(request.param)
    empty(engine)
    return engine


def sent_by(engine: Engine) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    assert berichten.deliver(db.sessions(engine), sent.extend) == len(sent)
    return sent


def test_to_a_person_and_to_an_organisation(engine: Engine) -> None:
    person = uuid4()
    with db.sessions(engine).begin() as tx:
        berichten.record(tx, person, "Uw\r\nbericht", "Eén\nregel\x00", sleutel="a")
        berichten.record(tx, OIN, "Onderwerp", "Tekst", sleutel="b")
    first, second = sent_by(engine)
    assert first["persoon"] == str(person)
    assert first["organisatie"] is None
    assert (first["onderwerp"], first["tekst"]) == ("Uw bericht", "Eén\nregel")
    assert (second["persoon"], second["organisatie"]) == (None, OIN)


def test_a_key_counts_once_also_after_delivery(engine: Engine) -> None:
    for _ in range(2):
        with db.sessions(engine).begin() as tx:
            berichten.record(tx, uuid4(), "x", "y", sleutel="zelfde")
    assert len(sent_by(engine)) == 1
    with db.sessions(engine).begin() as tx:
        berichten.record(tx, uuid4(), "x", "y", sleutel="zelfde")
    assert sent_by(engine) == []


def test_delivered_means_emptied(engine: Engine) -> None:
    with db.sessions(engine).begin() as tx:
        berichten.record(tx, uuid4(), "x", "y", sleutel="sollicitatie-1")
    sent_by(engine)
    with db.sessions(engine).begin() as tx:
        [row] = tx.scalars(select(db.Bericht)).all()
        assert (row.persoon, row.organisatie, row.onderwerp, row.tekst) == (None,) * 4
        assert "sollicitatie" not in row.sleutel


def test_a_failure_keeps_them_and_a_repeat_has_the_same_id(engine: Engine) -> None:
    with db.sessions(engine).begin() as tx:
        for number in range(berichten.BATCH + 2):
            berichten.record(tx, uuid4(), "x", "y", sleutel=str(number))
    first: list[dict[str, Any]] = []

    def received_but_no_answer(rows: list[dict[str, Any]]) -> None:
        first.extend(rows)
        raise Dead

    with pytest.raises(Dead):
        berichten.deliver(db.sessions(engine), received_but_no_answer)
    again = sent_by(engine)
    assert len(again) == berichten.BATCH + 2
    assert [m["id"] for m in again[: berichten.BATCH]] == [m["id"] for m in first]


def test_an_erased_person_gets_no_mail_any_more(engine: Engine) -> None:
    person, other = uuid4(), uuid4()
    with db.sessions(engine).begin() as tx:
        berichten.record(tx, person, "x", "y", sleutel="a")
        berichten.record(tx, other, "x", "y", sleutel="b")
        assert berichten.wis_personen(tx, [person]) == {"bericht_uit": 1}
    assert [m["persoon"] for m in sent_by(engine)] == [str(other)]


def test_without_text_there_is_no_message(engine: Engine) -> None:
    with db.sessions(engine).begin() as tx, pytest.raises(ValueError):
        berichten.record(tx, uuid4(), "x", " \x07 ", sleutel="a")
