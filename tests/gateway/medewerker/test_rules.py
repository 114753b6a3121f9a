"""What may be recorded about a medewerker, by whom, and when priority holds."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.medewerker import rules
from services.gateway.medewerker.rules import Beletsel, Herplaatsing, Medewerker

AA, BEE = "00000099000000001000", "00000099000000002000"
IK, BAAS = UUID(int=1), UUID(int=2)
DAG = date(2026, 8, 12)
PERSOON = Medewerker(id=IK, organisatie=AA, extern_id="P-1")


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("111222333", True),  # the well-known test number
        ("111.222.333", True),
        ("111222334", False),
        ("P111222333", False),
        ("11122233", False),
        ("000000000", False),
        ("١١١٢٢٢٣٣٣", False),
        ("", False),
    ],
)
def test_a_bsn_is_recognised(tekst: str, verwacht: bool) -> None:
    assert rules.lijkt_bsn(tekst) is verwacht


@given(st.integers(1, 99_999_999), st.integers(0, 9))
def test_one_last_digit_at_most_makes_a_bsn(begin: int, ander: int) -> None:
    goed = [c for c in range(10) if rules.lijkt_bsn(f"{begin:08d}{c}")]
    assert len(goed) <= 1
    assert (ander in goed) == rules.lijkt_bsn(f"{begin:08d}{ander}")


@pytest.mark.parametrize(
    ("herplaatsing", "op", "verwacht"),
    [
        (None, DAG, False),
        (Herplaatsing(DAG), DAG, True),
        (Herplaatsing(DAG), DAG - timedelta(1), False),
        (Herplaatsing(DAG, DAG), DAG, True),
        (Herplaatsing(DAG, DAG), DAG + timedelta(1), False),
        (Herplaatsing(DAG), date(2030, 1, 1), True),
    ],
)
def test_priority_holds_from_the_first_to_the_last_day(
    herplaatsing: Herplaatsing | None, op: date, verwacht: bool
) -> None:
    assert rules.heeft_voorrang(herplaatsing, op) is verwacht


@pytest.mark.parametrize(
    ("medewerker", "keten", "verwacht"),
    [
        (PERSOON, [], []),
        (PERSOON, [BAAS], []),
        (PERSOON, None, [Beletsel.LEIDINGGEVENDE_ONBEKEND]),
        (PERSOON, [BAAS, IK], [Beletsel.LEIDINGGEVENDE_KRINGLOOP]),
        (replace(PERSOON, extern_id="111222333"), [], [Beletsel.LIJKT_BSN]),
        (
            replace(PERSOON, herplaatsing=Herplaatsing(DAG, DAG - timedelta(1))),
            None,
            [Beletsel.LEIDINGGEVENDE_ONBEKEND, Beletsel.HERPLAATSING_OMGEKEERD],
        ),
    ],
)
def test_everything_that_is_wrong_is_said_at_once(
    medewerker: Medewerker, keten: list[UUID] | None, verwacht: list[Beletsel]
) -> None:
    assert rules.beletselen(medewerker, keten) == verwacht
    assert all(rules.REDEN[een] and rules.PLAATS[een] for een in Beletsel)


@pytest.mark.parametrize(
    ("organisatie", "rollen", "persoon", "leest", "beheert"),
    [
        (AA, {"hr_adviseur"}, None, True, True),
        (AA, {"recruiter", "beheerder"}, None, False, False),
        (BEE, {"hr_adviseur"}, None, False, False),
        (None, {"platformbeheerder"}, None, False, False),
        (AA, {"medewerker"}, IK, True, False),
        (AA, {"medewerker"}, BAAS, False, False),
    ],
)
def test_own_hr_and_the_person_only(
    organisatie: str | None, rollen: set[str], persoon: UUID | None, leest: bool, beheert: bool
) -> None:
    gegeven = frozenset(rollen)
    assert rules.mag_lezen(PERSOON, organisatie, gegeven, persoon) is leest
    assert rules.mag_beheren(AA, organisatie, gegeven) is beheert
