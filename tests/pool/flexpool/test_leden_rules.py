"""Members: hours, weeks, verification, the person's own word. Pure rules, tested at the edges."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.pool.flexpool import rules
from services.pool.flexpool.rules import (
    Beschikbaarheid,
    Bezetting,
    EscoLink,
    InDienstVoor,
    Kijker,
    LidStatus,
    Niveau,
    Poollid,
    Vaardigheid,
)

ESCO = "http://data.europa.eu/esco/occupation/93e4e70b-aae4-4fdc-8037-e48e7077564e"
ANDER = ESCO.replace("93", "00")
WIE, VERBAND, THUIS = UUID(int=7), UUID(int=1), "00000099000000001000"
BEGIN = date(2026, 9, 1)
LID = Poollid(
    id=UUID(int=2),
    pool=UUID(int=3),
    verband=VERBAND,
    medewerker=WIE,
    thuisorganisatie=THUIS,
    functies=(Vaardigheid("jurist", Niveau.SENIOR),),
    uren_per_week=Decimal(32),
    beschikbaar_van=BEGIN,
    beschikbaar_tot=None,
    pc4=None,
    straal_km=None,
    in_dienst_voor=InDienstVoor.EIGEN_WERK,
    ontwikkelwensen=(),
    maximum_inzetten=2,
    toestemming=True,
    verificatie_tot=date(2027, 9, 1),
)
dagen = st.dates(BEGIN, BEGIN + timedelta(days=400))
uren = st.integers(0, 80).map(lambda halve: Decimal(halve) / 2)


@st.composite
def perioden(draw: st.DrawFn) -> tuple[Beschikbaarheid, ...]:
    """Periods that do not overlap, in any order."""
    grenzen = sorted(draw(st.sets(dagen, min_size=0, max_size=8)))
    paren = zip(grenzen[::2], grenzen[1::2], strict=False)
    reeks = [Beschikbaarheid(van, tot, draw(uren)) for van, tot in paren]
    return tuple(draw(st.permutations(reeks)))


@given(perioden(), dagen)
def test_a_day_has_the_hours_of_its_period(reeks: tuple[Beschikbaarheid, ...], dag: date) -> None:
    lid = replace(LID, perioden=reeks)
    assert rules.fouten_in_lid(lid) == []
    binnen = [een for een in reeks if een.tot is not None and een.van <= dag <= een.tot]
    verwacht = binnen[0].uren_per_week if binnen else lid.uren_per_week
    assert rules.uren_op(lid, dag) == verwacht


@given(st.lists(st.tuples(dagen, dagen), min_size=2, max_size=5))
def test_overlapping_periods_are_found(paren: list[tuple[date, date]]) -> None:
    reeks = tuple(Beschikbaarheid(min(een), max(een), Decimal(8)) for een in paren)
    dubbel = any(
        a.van <= (b.tot or date.max) and b.van <= (a.tot or date.max)
        for nr, a in enumerate(reeks)
        for b in reeks[:nr]
    )
    codes = {fout.code for fout in rules.fouten_in_lid(replace(LID, perioden=reeks))}
    assert ("periode-overlapt" in codes) == dubbel


@pytest.mark.parametrize(
    ("van", "tot", "code"),
    [
        (date(2026, 8, 31), date(2026, 9, 30), "buiten-lidmaatschap"),
        (date(2026, 9, 1), date(2026, 12, 31), None),
        (date(2026, 9, 1), date(2027, 1, 1), "buiten-lidmaatschap"),
        (date(2026, 9, 1), None, None),
        (date(2027, 1, 1), None, "buiten-lidmaatschap"),
        (date(2026, 9, 2), date(2026, 9, 1), "periode-omgekeerd"),
    ],
)
def test_a_period_lies_within_the_membership(van: date, tot: date | None, code: str | None) -> None:
    een = Beschikbaarheid(van, tot, Decimal(8))
    lid = replace(LID, beschikbaar_tot=date(2026, 12, 31), perioden=(een,))
    assert [fout.code for fout in rules.fouten_in_lid(lid)] == ([code] if code else [])


def test_an_open_period_is_the_last_one() -> None:
    open_ = Beschikbaarheid(date(2026, 10, 1), None, Decimal(8))
    later = Beschikbaarheid(date(2026, 12, 1), date(2026, 12, 31), Decimal(4))
    [fout] = rules.fouten_in_lid(replace(LID, perioden=(later, open_)))
    assert (fout.veld, fout.code) == ("perioden.0", "periode-overlapt")


def test_the_days_of_the_week_offer_the_hours() -> None:
    week = (Decimal(8),) * 4 + (Decimal(0),) * 3
    assert rules.fouten_in_lid(replace(LID, weekdagen=week)) == []
    meer = replace(LID, weekdagen=week, perioden=(Beschikbaarheid(BEGIN, None, Decimal(33)),))
    [fout] = rules.fouten_in_lid(meer)
    assert fout.code == "weekdagen-te-weinig"
    assert "33" in fout.uitleg


# ------------------------------------------------------------------ calendar
@st.composite
def bezettingen(draw: st.DrawFn) -> list[Bezetting]:
    """Inzetten of this person and of somebody else."""
    uit = []
    for _ in range(draw(st.integers(0, 4))):
        van, tot = sorted([draw(dagen), draw(dagen)])
        einde = draw(st.sampled_from([tot, None]))
        wie = draw(st.sampled_from([WIE, UUID(int=8)]))
        uit.append(Bezetting(wie, draw(uren), van, einde))
    return uit


@given(perioden(), bezettingen(), dagen, st.integers(1, 10))
def test_what_is_free_is_never_more_than_what_is_left_on_a_day(
    reeks: tuple[Beschikbaarheid, ...], bezet: list[Bezetting], van: date, aantal: int
) -> None:
    lid = replace(LID, perioden=reeks)
    weken = rules.weken(lid, bezet, van, aantal)
    assert [week.van for week in weken] == [
        rules.maandag(van) + timedelta(weeks=nr) for nr in range(aantal)
    ]
    for week in weken:
        vijf = [week.van + timedelta(days=nr) for nr in range(5)]
        rest = [
            max(
                rules.uren_op(lid, dag)
                - sum((een.op(dag) for een in bezet if een.medewerker == WIE), Decimal(0)),
                Decimal(0),
            )
            for dag in vijf
        ]
        precies = sum(rest, Decimal(0)) / 5
        assert precies - Decimal("0.1") < week.vrij <= precies
        assert week.vrij <= week.beschikbaar + Decimal("0.05")


def test_a_week_in_which_an_inzet_begins_counts_by_day() -> None:
    week = (Decimal(8), Decimal(8), Decimal(0), Decimal(8), Decimal(8), Decimal(0), Decimal(0))
    lid = replace(LID, weekdagen=week)
    # Monday 5 October 2026; the inzet takes all hours from Thursday.
    inzet = Bezetting(WIE, Decimal(32), date(2026, 10, 8), None)
    [een] = rules.weken(lid, [inzet], date(2026, 10, 7), 1)
    assert (een.van, een.beschikbaar, een.bezet, een.vrij) == (
        date(2026, 10, 5),
        Decimal(32),
        Decimal(16),
        Decimal(16),
    )


# ------------------------------------------------------------------ may be proposed
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 60))
def test_a_check_holds_for_whole_months(op: date, maanden: int) -> None:
    tot = rules.verificatie_tot(op, maanden)
    assert (tot.year * 12 + tot.month) - (op.year * 12 + op.month) == maanden
    assert tot.day == op.day or (tot + timedelta(days=1)).day == 1
    lid = replace(LID, verificatie_tot=tot)
    assert not rules.is_verlopen(lid, tot)
    assert rules.is_verlopen(lid, tot + timedelta(days=1))


def test_why_somebody_is_not_proposed() -> None:
    op = date(2026, 10, 1)
    assert rules.redenen_niet_voorstelbaar(LID, op) == []
    alles = replace(
        LID,
        status=LidStatus.TE_BEVESTIGEN,
        beschikbaar_tot=date(2026, 9, 30),
        verificatie_tot=date(2026, 9, 30),
        toestemming=False,
    )
    assert [een.code for een in rules.redenen_niet_voorstelbaar(alles, op)] == [
        "niet-actief",
        "lidmaatschap-voorbij",
        "verificatie-verlopen",
        "geen-toestemming",
    ]


@pytest.mark.parametrize(
    ("woord", "vooraf", "mag"),
    [
        (True, True, True),
        (True, False, True),
        (None, True, False),
        (None, False, True),
        (False, True, False),
        (False, False, False),
    ],
)
def test_a_no_always_counts(woord: bool | None, vooraf: bool, mag: bool) -> None:
    lid = replace(LID, toestemming=woord, toestemming_vooraf=vooraf)
    assert rules.heeft_toestemming(lid) is mag


def test_a_partner_never_sees_a_refusal() -> None:
    verbanden = frozenset({VERBAND})
    makelaar = frozenset({"makelaar"})
    partner = Kijker("00000099000000002000", makelaar, None, verbanden)
    thuis = Kijker(THUIS, makelaar, None, verbanden)
    zelf = Kijker(THUIS, frozenset({"medewerker"}), WIE, verbanden)
    collega = Kijker(THUIS, frozenset({"medewerker"}), UUID(int=9), verbanden)
    assert rules.ziet_lid(LID, partner)
    assert [rules.ziet_toestemming(LID, k) for k in (partner, thuis, zelf, collega)] == [
        False,
        True,
        True,
        False,
    ]


def test_every_way_of_being_employed_says_what_it_means() -> None:
    assert set(rules.WAADI) == set(InDienstVoor)
    assert all("Waadi" in tekst or "artikel" in tekst for tekst in rules.WAADI.values())


def test_the_catalogue_says_which_occupation_a_function_is() -> None:
    link = (EscoLink("jurist", ESCO),)
    assert rules.fouten_in_esco(link, {}) == []
    assert rules.fouten_in_esco(link, {"jurist": ESCO}) == []
    assert [f.code for f in rules.fouten_in_esco(link, {"jurist": ANDER})] == ["esco-anders"]


def test_what_an_employer_does_not_let_rotate() -> None:
    fouten = rules.fouten_in_roulatie(["jurist", "debiteuren"], frozenset({"debiteuren"}))
    assert [(f.code, "debiteuren" in f.uitleg) for f in fouten] == [
        ("niet-geschikt-voor-roulatie", True)
    ]


@given(st.integers(1, 52), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_the_reminder_comes_weeks_before(weken: int, tot: date) -> None:
    assume(tot.year < 2030)
    assert tot - rules.eerste_herinnering(tot, weken) == timedelta(weeks=weken)
