"""Who belongs to a verband, when, and what a verband and a membership may be."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.verband import rules
from services.gateway.verband.rules import Beletsel, Lidmaatschap, Verband, Verbandstatus

AA, BEE = "00000099000000001000", "00000099000000002000"
DAG = date(2026, 8, 12)
EEN = timedelta(1)
VERBAND = Verband(UUID(int=1), "Streek", Verbandstatus.AFSPRAKEN, date(2026, 1, 1))
LID = Lidmaatschap(UUID(int=2), VERBAND.id, AA, date(2026, 1, 1))
BESTAAT = (None, None)

dagen = st.dates(date(2020, 1, 1), date(2020, 2, 1))
perioden = st.tuples(dagen, st.none() | dagen).filter(lambda p: p[1] is None or p[0] <= p[1])


@pytest.mark.parametrize(
    ("tot", "op", "verwacht"),
    [
        (None, date(2025, 12, 31), False),
        (None, date(2026, 1, 1), True),
        (DAG, DAG, True),
        (DAG, DAG + EEN, False),
    ],
)
def test_a_period_includes_its_first_and_last_day(
    tot: date | None, op: date, verwacht: bool
) -> None:
    assert rules.loopt(LID.van, tot, op) is verwacht
    assert rules.is_lid([replace(LID, tot=tot)], AA, op) is verwacht


@given(perioden, perioden)
def test_two_periods_overlap_when_they_share_a_day(
    een: tuple[date, date | None], ander: tuple[date, date | None]
) -> None:
    days = [date(2020, 1, 1) + timedelta(n) for n in range(40)]
    share = any(rules.loopt(*een, dag) and rules.loopt(*ander, dag) for dag in days)
    assert rules.overlapt(*een, *ander) == share == rules.overlapt(*ander, *een)


@given(perioden, perioden)
def test_inside_a_verband_means_on_no_day_outside(
    lid: tuple[date, date | None], verband: tuple[date, date | None]
) -> None:
    van, tot = lid
    begin, eind = verband
    days = [date(2020, 1, 1) + timedelta(n) for n in range(40)]
    # Without a last day of its own, a membership ends with the verband.
    laatste = tot or (max(eind, van) if eind else None)
    outside = any(rules.loopt(van, laatste, d) and not rules.loopt(begin, eind, d) for d in days)
    feit = replace(VERBAND, begin_datum=begin, eind_datum=eind)
    assert rules.binnen(van, tot, feit) == (not outside)


@pytest.mark.parametrize(
    ("organisatie", "rollen", "ziet", "beheert"),
    [
        (AA, {"recruiter"}, True, False),
        (AA, {"beheerder"}, True, True),
        (BEE, {"beheerder"}, False, False),
        (None, {"platformbeheerder"}, True, True),
        (None, set(), False, False),
    ],
)
def test_members_see_their_beheerder_writes(
    organisatie: str | None, rollen: set[str], ziet: bool, beheert: bool
) -> None:
    assert rules.mag_zien([LID], organisatie, frozenset(rollen), DAG) is ziet
    assert rules.mag_beheren([LID], organisatie, frozenset(rollen), DAG) is beheert


@pytest.mark.parametrize(
    ("lid", "bestaat", "andere", "verwacht"),
    [
        (LID, BESTAAT, [], []),
        (LID, None, [], [Beletsel.ORGANISATIE_ONBEKEND]),
        (LID, (None, date(2025, 12, 31)), [], [Beletsel.ORGANISATIE_OPGEHEVEN]),
        (LID, (date(2026, 1, 2), None), [], [Beletsel.ORGANISATIE_OPGEHEVEN]),
        (LID, (None, DAG), [], []),
        (replace(LID, tot=DAG + EEN), (None, DAG), [], [Beletsel.ORGANISATIE_OPGEHEVEN]),
        (replace(LID, tot=date(2025, 12, 31)), BESTAAT, [], [Beletsel.PERIODE_OMGEKEERD]),
        (replace(LID, van=date(2025, 12, 31)), BESTAAT, [], [Beletsel.BUITEN_VERBAND]),
        (LID, BESTAAT, [replace(LID, van=DAG)], [Beletsel.AL_LID]),
        (replace(LID, tot=DAG), BESTAAT, [replace(LID, van=DAG + EEN)], []),
    ],
)
def test_what_stops_a_membership(
    lid: Lidmaatschap,
    bestaat: tuple[date | None, date | None] | None,
    andere: list[Lidmaatschap],
    verwacht: list[Beletsel],
) -> None:
    assert rules.beletselen_lid(lid, VERBAND, bestaat, andere) == verwacht


@pytest.mark.parametrize(
    ("nieuw", "verwacht"),
    [
        (VERBAND, []),
        (replace(VERBAND, status=Verbandstatus.REGELING), []),
        (replace(VERBAND, status=Verbandstatus.INFORMEEL), [Beletsel.STATUS_TERUG]),
        (replace(VERBAND, eind_datum=date(2025, 1, 1)), [Beletsel.EINDE_VOOR_BEGIN]),
        (replace(VERBAND, eind_datum=DAG), []),
        (replace(VERBAND, begin_datum=date(2026, 1, 2)), [Beletsel.LEDEN_NA_EINDE]),
    ],
)
def test_what_stops_a_verband(nieuw: Verband, verwacht: list[Beletsel]) -> None:
    assert rules.beletselen_verband(nieuw, VERBAND, [LID]) == verwacht


def test_a_verband_becomes_firmer_only() -> None:
    for status in Verbandstatus:
        later = rules.na_vaststelling(status)
        assert later in (Verbandstatus.CONVENANT, Verbandstatus.REGELING)
        oud = replace(VERBAND, status=status)
        assert rules.beletselen_verband(replace(VERBAND, status=later), oud, []) == []


def test_every_beletsel_has_its_words_and_place() -> None:
    assert all(rules.REDEN[een] and rules.PLAATS[een] for een in Beletsel)
