"""A need is filled when every day that is still to come is."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.pool.planning.rules import Behoefte
from services.pool.planning.rules.dekking import Dekkingsdeel, is_gevuld, nog_toegezegd

VANDAAG = date(2026, 9, 1)
JAAR = Behoefte(
    None, "x", "Planeconoom", uren_min=Decimal(16), uren_max=Decimal(16),
    van=date(2026, 9, 1), tot=date(2027, 8, 31),
)  # fmt: skip


def deel(van: str, tot: str | None, uren: int = 16) -> Dekkingsdeel:
    einde = date.fromisoformat(tot) if tot else None
    return Dekkingsdeel(date.fromisoformat(van), einde, Decimal(uren))


def gevuld(*delen: Dekkingsdeel, behoefte: Behoefte = JAAR, kortste: int = 28) -> bool:
    return is_gevuld(behoefte, delen, VANDAAG, kortste)


def test_een_half_jaar_vult_geen_jaar() -> None:
    assert not gevuld()
    assert not gevuld(deel("2026-09-01", "2027-02-28"))
    assert gevuld(deel("2026-09-01", "2027-02-28"), deel("2027-03-01", "2027-08-31"))


def test_uren_na_elkaar_zijn_geen_uren_tegelijk() -> None:
    assert not gevuld(deel("2026-09-01", "2027-02-28", 8), deel("2027-03-01", "2027-08-31", 8))
    assert gevuld(deel("2026-09-01", "2027-08-31", 8), deel("2026-09-01", "2027-08-31", 8))


def test_dagen_te_weinig_voor_een_inzet_houden_niets_open() -> None:
    assert gevuld(deel("2026-09-28", "2027-08-31"))
    assert not gevuld(deel("2026-09-29", "2027-08-31"))
    assert not gevuld(deel("2026-09-02", "2027-08-31"), kortste=1)
    kort = replace(JAAR, tot=date(2026, 9, 10))
    assert not gevuld(behoefte=kort)
    assert gevuld(deel("2026-09-01", "2026-09-10"), behoefte=kort)


def test_een_open_einde_vult_alleen_een_inzet_zonder_einde() -> None:
    open_einde = replace(JAAR, tot=None, open_einde=True)
    assert not gevuld(deel("2026-09-01", "2027-08-30"), behoefte=open_einde)
    assert gevuld(deel("2026-09-01", None), behoefte=open_einde)


@given(st.lists(st.tuples(st.integers(-30, 400), st.integers(0, 400), st.integers(1, 40))))
def test_als_dag_voor_dag(delen: list[tuple[int, int, int]]) -> None:
    """The same as counting every day, with an inzet of one day as the shortest."""
    dagen = [
        Dekkingsdeel(
            VANDAAG + timedelta(days=begin),
            VANDAAG + timedelta(days=begin + lengte),
            Decimal(uren),
        )
        for begin, lengte, uren in delen
    ]
    kalender = (VANDAAG + timedelta(days=nr) for nr in range(365))
    elke = all(
        sum(een.uren for een in dagen if een.van <= dag <= (een.tot or date.max)) >= 16
        for dag in kalender
    )
    assert is_gevuld(JAAR, dagen, VANDAAG, 1) is elke


DELEN = st.builds(
    lambda van, lang, uren: Dekkingsdeel(
        VANDAAG + timedelta(van),
        None if lang is None else VANDAAG + timedelta(van + lang),
        Decimal(uren),
    ),
    st.integers(0, 30),
    st.one_of(st.none(), st.integers(0, 20)),
    st.integers(1, 24),
)


@given(DELEN, st.lists(DELEN, max_size=4), st.integers(0, 60))
def test_een_toezegging_en_haar_inzetten_tellen_samen_niet_dubbel(
    toezegging: Dekkingsdeel, ingezet: list[Dekkingsdeel], dag: int
) -> None:
    """On every day: as much as was promised or, when more, as much as is there."""

    def op(delen: list[Dekkingsdeel]) -> Decimal:
        nu = VANDAAG + timedelta(dag)
        hier = (een for een in delen if een.van <= nu and (een.tot is None or nu <= een.tot))
        return sum((een.uren for een in hier), Decimal(0))

    rest = nog_toegezegd(toezegging, ingezet)
    assert op(rest) + op(ingezet) == max(op([toezegging]), op(ingezet))
    assert all(een.uren > 0 for een in rest)
