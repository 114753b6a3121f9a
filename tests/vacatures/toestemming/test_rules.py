"""The rules of consent: when it stands, for whom, how long; and the erasing afterwards."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import STANDAARD
from services.vacatures.toestemming import rules
from services.vacatures.toestemming.rules import (
    Gegevensdeel,
    Ontvanger,
    Toestemming,
    Toestemmingsdoel,
    Toestemmingsstatus,
    Wisstatus,
)

AA, BEE, CEE = (f"0000009900000000{n}000" for n in (1, 2, 3))
NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
moments = st.timedeltas(timedelta(days=-900), timedelta(days=1200)).map(lambda na: NU + na)


def toestemming(eind: date = date(2026, 12, 31), **anders: object) -> Toestemming:
    facts: dict[str, object] = {
        "id": uuid4(),
        "persoon": uuid4(),
        "doel": Toestemmingsdoel.DOORVERWIJZING,
        "gegevens": frozenset({Gegevensdeel.CONTACT}),
        "gegeven_op": NU,
        "eind_datum": eind,
        "tot": rules.einde_dag(eind),
        "ontvangers": (Ontvanger(uuid4(), BEE),),
    }
    return Toestemming(**(facts | anders))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dag", "einde"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),  # winter
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # the clock goes forward
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # and back
    ],
)
def test_a_day_ends_at_midnight_in_the_netherlands(dag: date, einde: datetime) -> None:
    assert rules.einde_dag(dag) == einde


@given(eind=days, nu=moments, ingetrokken=st.none() | moments)
def test_a_consent_stands_until_its_end_unless_withdrawn(
    eind: date, nu: datetime, ingetrokken: datetime | None
) -> None:
    een = toestemming(eind, ingetrokken_op=ingetrokken)
    status = rules.status_op(een, nu)
    if ingetrokken is not None:
        assert status is Toestemmingsstatus.INGETROKKEN
    else:
        geldig = nu.astimezone(rules.AMSTERDAM).date() <= eind
        assert (status is Toestemmingsstatus.GELDIG) == geldig
    assert rules.geldt_voor(een, BEE, (), nu) == (status is Toestemmingsstatus.GELDIG)
    assert not rules.geldt_voor(een, CEE, (), nu)
    assert not rules.geldt_voor(een, BEE, {BEE}, nu)


@given(vandaag=days, maanden=st.integers(1, 24))
def test_the_last_day_is_that_many_months_later(vandaag: date, maanden: int) -> None:
    dag = rules.laatste_dag(vandaag, maanden)
    assert (dag.year - vandaag.year) * 12 + dag.month - vandaag.month == maanden
    assert dag.day == vandaag.day or (dag + timedelta(days=1)).day == 1


def test_the_last_day_of_january_plus_a_month() -> None:
    assert rules.laatste_dag(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert rules.laatste_dag(date(2028, 1, 31), 1) == date(2028, 2, 29)


def test_every_fault_at_once() -> None:
    deel = Gegevensdeel.CONTACT
    fouten = rules.fouten([BEE, BEE, CEE], [deel, deel], date(2027, 3, 1), NU.date(), 6, {CEE})
    assert [(f.veld, f.code) for f in fouten] == [
        ("ontvangers.1", "dubbel"),
        ("ontvangers.2", "afgeschermd"),
        ("gegevens.1", "dubbel"),
        ("eind_datum", "te-lang"),
    ]
    voorbij = rules.fouten([BEE], [deel], date(2026, 8, 11), NU.date(), 6)
    assert [(f.veld, f.code) for f in voorbij] == [("eind_datum", "voorbij")]


@given(vandaag=days, maanden=st.integers(1, 24), dagen=st.integers(-400, 1200))
def test_an_end_between_today_and_the_longest_term_is_good(
    vandaag: date, maanden: int, dagen: int
) -> None:
    eind = vandaag + timedelta(days=dagen)
    goed = vandaag <= eind <= rules.laatste_dag(vandaag, maanden)
    fouten = rules.fouten([BEE], [Gegevensdeel.CONTACT], eind, vandaag, maanden)
    assert (fouten == []) == goed


def test_the_longest_term_comes_from_the_convenant() -> None:
    assert rules.maximum_maanden(Toestemmingsdoel.DOORVERWIJZING, STANDAARD) == 6
    assert rules.maximum_maanden(Toestemmingsdoel.LANGER_BEWAREN, STANDAARD) == 12


@given(na=st.timedeltas(timedelta(), timedelta(days=60)), dagen=st.integers(1, 30))
def test_a_receiver_is_late_after_the_term_of_the_convenant(na: timedelta, dagen: int) -> None:
    id = uuid4()
    assert rules.wisstatus(Ontvanger(id, BEE), NU + na) is Wisstatus.NIET_NODIG
    laat = na >= timedelta(days=dagen)
    status = rules.wisstatus(Ontvanger(id, BEE, NU, None, dagen), NU + na)
    assert status is (Wisstatus.TE_LAAT if laat else Wisstatus.GEVRAAGD)
    assert rules.wisstatus(Ontvanger(id, BEE, NU, NU), NU + na) is Wisstatus.BEVESTIGD
