"""Rules of hours: every quarter stays, and no week holds more hours than it has."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.flexpool.rules import InDienstVoor, Kijker, LidStatus, Poollid
from services.pool.inzet.rules import Inzet, InzetStatus
from services.pool.uren import rules
from services.pool.uren.rules import (
    Invulmoment,
    Urenopgave,
    Urensoort,
    Urenstaat,
    Urenstatus,
    Weekstaat,
)

AA, BEE = "00000099000000001000", "00000099000000002000"
VERBAND, MENS, INZET = UUID(int=1), UUID(int=2), UUID(int=3)
HEEL, GESPLITST = "2026-W37", "2026-W40"  # 28 September to 4 October
VANDAAG = date(2026, 12, 1)
NU = datetime(2026, 12, 1, tzinfo=UTC)

dagen = st.dates(date(2000, 1, 3), date(2099, 12, 27))
weken = dagen.map(rules.week_van)
per_week = st.decimals(Decimal("0.1"), 60, places=1)


def een_inzet(**anders: object) -> Inzet:
    feiten: dict[str, object] = {
        "id": INZET, "verband": VERBAND, "medewerker": MENS, "thuisorganisatie": AA,
        "inlener": BEE, "uren_per_week": Decimal(16), "van": date(2026, 9, 1), "tot": None,
        "status": InzetStatus.BEVESTIGD,
    }  # fmt: skip
    return Inzet(**feiten | anders)  # type: ignore[arg-type]


def een_staat(**anders: object) -> Urenstaat:
    feiten: dict[str, object] = {
        "id": UUID(int=9), "medewerker": MENS, "verband": VERBAND, "soort": Urensoort.INZET,
        "uitlener": AA, "inlener": BEE, "inzet": INZET, "week": HEEL, "maand": "2026-09",
        "kwartieren": 64,
    }  # fmt: skip
    return Urenstaat(**feiten | anders)  # type: ignore[arg-type]


def een_lid(**anders: object) -> Poollid:
    feiten: dict[str, object] = {
        "id": UUID(int=5), "pool": UUID(int=6), "verband": VERBAND, "medewerker": MENS,
        "thuisorganisatie": AA, "functies": (), "uren_per_week": Decimal(32),
        "beschikbaar_van": date(2026, 1, 1), "beschikbaar_tot": None, "pc4": None,
        "straal_km": None, "in_dienst_voor": InDienstVoor.POOL, "ontwikkelwensen": (),
        "maximum_inzetten": None, "demolabel": None, "status": LidStatus.ACTIEF, "versie": 1,
    }  # fmt: skip
    return Poollid(**feiten | anders)  # type: ignore[arg-type]


def nummers() -> Iterator[UUID]:
    return (UUID(int=1000 + nr) for nr in range(10_000))


# ---- weeks and months
@given(dagen)
def test_the_parts_of_a_week_are_its_days_and_each_lies_in_one_month(dag: date) -> None:
    delen = rules.weekdelen(rules.week_van(dag))
    assert sum(een.dagen for een in delen) == 7
    assert delen[0].van.isoweekday() == 1
    assert delen[-1].tot.isoweekday() == 7
    for een in delen:
        assert {rules.maand_van(een.van), rules.maand_van(een.tot)} == {een.maand}
        assert rules.deel_van(een.week, een.maand) == een
    assert [een for een in delen if een.van <= dag <= een.tot]


@given(dagen)
def test_every_day_of_a_year_is_in_exactly_one_part(dag: date) -> None:
    (eigen,) = (een for een in rules.weekdelen(rules.week_van(dag)) if een.van <= dag <= een.tot)
    assert eigen.maand == rules.maand_van(dag)


@given(st.integers(0, 672), st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_sharing_keeps_every_quarter(totaal: int, gewichten: list[int]) -> None:
    delen = rules.verdeel(totaal, gewichten)
    som = sum(gewichten)
    assert sum(delen) == (totaal if som else 0)
    assert all(deel >= 0 for deel in delen)
    for deel, gewicht in zip(delen, gewichten, strict=True):
        assert gewicht or deel == 0
        assert abs(deel - (totaal * gewicht / som if som else 0)) <= 1


@given(per_week, weken)
def test_an_agreement_over_a_whole_week_is_its_hours_in_quarters(uren: Decimal, week: str) -> None:
    delen = rules.afgesproken(uren, date(1999, 1, 1), None, week)
    assert abs(sum(delen.values()) - uren * 4) <= Decimal("0.5")


@given(per_week, weken, st.integers(-3, 9), st.integers(0, 9))
def test_a_period_never_gives_more_than_the_week(
    uren: Decimal, week: str, begin: int, lengte: int
) -> None:
    maandag = rules.maandag_van(week)
    assert maandag is not None
    van = maandag + timedelta(days=begin)
    deel = rules.afgesproken(uren, van, van + timedelta(days=lengte), week)
    heel = rules.afgesproken(uren, date(1999, 1, 1), None, week)
    assert all(0 <= deel[een] <= sum(heel.values()) for een in deel)


@pytest.mark.parametrize("week", ["", "2026-W00", "2026-W54", "2025-W53", "2026W01", "26-W01"])
def test_what_is_no_week_has_no_monday(week: str) -> None:
    assert rules.maandag_van(week) is None
    assert rules.weekdelen(week) == ()


# ---- a week that is filled in
STATUSSEN = list(Urenstatus)
kwartieren = st.integers(0, 672)
opgaven = st.lists(
    st.builds(
        Urenopgave,
        soort=st.sampled_from(list(Urensoort)),
        kwartieren=kwartieren,
        inzet=st.sampled_from([None, INZET, UUID(int=77)]),
        verband=st.sampled_from([None, VERBAND, UUID(int=78)]),
        maand=st.sampled_from([None, "2026-09", "2026-10", "2026-11"]),
    ),
    max_size=6,
)


def plekken(week: str) -> list[rules.Urenplek]:
    return rules.plekken_van(week, [een_inzet()], [een_lid()], [VERBAND], AA)


def moment(indienen: bool, vervangt: bool = True) -> Invulmoment:
    return Invulmoment(VANDAAG, {VERBAND: 24}, indienen, vervangt)


def na(week: Weekstaat, uitkomst: rules.Invulling) -> Weekstaat:
    """The week as it is stored, when nothing was refused."""
    if uitkomst.fouten or uitkomst.beletselen:
        return week
    nieuw = {een.id: een for een in (*week.staten, *uitkomst.staten.values())}
    return Weekstaat(week.week, tuple(s for s in nieuw.values() if s.id not in uitkomst.weg))


@given(st.sampled_from([HEEL, GESPLITST]), st.lists(st.tuples(opgaven, st.booleans()), max_size=4))
def test_whatever_is_written_no_week_holds_more_than_168_hours(
    soort: str, stappen: list[tuple[list[Urenopgave], bool]]
) -> None:
    week, ids = Weekstaat(soort, ()), nummers()
    for opgave, indienen in stappen:
        uitkomst = rules.vul_in(week, MENS, opgave, plekken(soort), moment(indienen), ids)
        volgende = na(week, uitkomst)
        assert 0 <= volgende.kwartieren <= rules.KWARTIEREN_PER_WEEK
        vast = [een for een in week.staten if een.status not in rules.OPEN]
        assert all(een in volgende.staten for een in vast)  # what was sent stays as it was
        assert len({een.plek for een in volgende.staten}) == len(volgende.staten)
        geteld = len(uitkomst.staten) + len(uitkomst.ongewijzigd)
        assert (not uitkomst.fouten and not uitkomst.beletselen) or volgende == week
        assert uitkomst.fouten or uitkomst.beletselen or geteld == len(opgave)
        week = volgende


def test_every_fault_of_a_week_comes_at_once() -> None:
    lijst = [
        Urenopgave(Urensoort.INZET, 8),
        Urenopgave(Urensoort.INZET, 8, inzet=UUID(int=77), maand="2026-09"),
        Urenopgave(Urensoort.LEEGLOOP, 8, inzet=INZET, verband=VERBAND, maand="2026-09"),
        Urenopgave(Urensoort.SAMENWERKING, 8, maand="2026-12"),
        Urenopgave(Urensoort.INZET, 8, inzet=INZET, maand="2026-09"),
        Urenopgave(Urensoort.INZET, 9, inzet=INZET, maand="2026-09"),
    ]
    week = Weekstaat(GESPLITST, ())
    uitkomst = rules.vul_in(week, MENS, lijst, plekken(GESPLITST), moment(True), nummers())
    codes = {nr: {een.code for een in redenen} for nr, redenen in uitkomst.fouten.items()}
    assert codes == {
        0: {"ontbreekt"}, 1: {"onbekend"}, 2: {"ongewenst"}, 3: {"buiten-week", "ontbreekt"},
        5: {"dubbel"},
    }  # fmt: skip
    assert {een.veld for een in uitkomst.fouten[0]} == {"maand", "inzet"}


def test_hours_are_of_days_that_came_and_not_of_long_ago() -> None:
    def codes(indienen: bool, vandaag: date, termijn: int) -> set[str]:
        wanneer = Invulmoment(vandaag, {VERBAND: termijn}, indienen)
        opgave = [Urenopgave(Urensoort.INZET, 8, inzet=INZET)]
        uit = rules.vul_in(Weekstaat(HEEL, ()), MENS, opgave, plekken(HEEL), wanneer, nummers())
        return {een.code for redenen in uit.fouten.values() for een in redenen}

    zondag_ervoor = date(2026, 9, 6)
    assert codes(True, zondag_ervoor, 24) == {"nog-niet-begonnen"}
    assert codes(False, zondag_ervoor, 24) == codes(True, date(2026, 9, 7), 24) == set()
    assert codes(True, date(2028, 8, 31), 24) == set()
    assert codes(True, date(2028, 9, 1), 24) == {"te-lang-geleden"}


def test_leegloop_is_proposed_for_who_is_employed_for_the_pool() -> None:
    def leegloop(**anders: object) -> list[tuple[str, int, int | None]]:
        lijst = rules.plekken_van(GESPLITST, [een_inzet()], [een_lid(**anders)], [], AA)
        van = [een for een in lijst if een.soort is Urensoort.LEEGLOOP]
        return [(een.deel.maand, een.afgesproken, een.voorstel) for een in van]

    # 32 hours for the pool, 16 in an inzet; Monday to Wednesday in September.
    assert leegloop() == [("2026-09", 39, 39), ("2026-10", 25, 25)]
    assert {voorstel for *_, voorstel in leegloop(in_dienst_voor=InDienstVoor.EIGEN_WERK)} == {None}
    assert leegloop(uren_per_week=Decimal(16)) == [("2026-09", 0, None), ("2026-10", 0, None)]
    assert leegloop(beschikbaar_van=date(2026, 10, 5)) == []


def test_more_than_agreed_is_said_and_stops_nothing() -> None:
    week = Weekstaat(HEEL, (een_staat(kwartieren=65),))
    assert rules.fouten_in_week(week) == []
    (een,) = rules.opmerkingen(week, plekken(HEEL))
    assert een.code == "meer-dan-afgesproken"
    assert "16,25 uur" in een.uitleg
    assert rules.opmerkingen(Weekstaat(HEEL, (een_staat(),)), plekken(HEEL)) == []
    leeg = een_staat(id=UUID(int=10), soort=Urensoort.LEEGLOOP, inzet=None, kwartieren=65)
    (een,) = rules.opmerkingen(Weekstaat(HEEL, (een_staat(), leeg)), plekken(HEEL))
    assert een.code == "meer-leegloop-dan-contract"


# ---- decisions and corrections
@given(st.lists(st.tuples(st.integers(0, 672), st.booleans()), max_size=8))
def test_approved_hours_only_change_by_correction_lines(
    stappen: list[tuple[int, bool]],
) -> None:
    eerste = een_staat(status=Urenstatus.GOEDGEKEURD)
    staten, ids, verwacht = [eerste], nummers(), 64
    for totaal, akkoord in stappen:
        was = rules.geldig(eerste, staten)
        assert was == verwacht
        assert staten[0] == eerste
        stop = rules.beletselen_correctie(eerste, totaal, staten)
        assert bool(stop) == (totaal == was)
        verschil = replace(
            eerste, id=next(ids), kwartieren=totaal - was, status=Urenstatus.INGEDIEND,
            correctie_van=eerste.id,
        )  # fmt: skip
        if stop or rules.fouten_in_week(Weekstaat(HEEL, (*staten, verschil))):
            continue
        assert [een.code for een in rules.beletselen_correctie(eerste, 1, [*staten, verschil])] == [
            "correctie-loopt"
        ]
        naar = Urenstatus.GOEDGEKEURD if akkoord else Urenstatus.TERUGGESTUURD
        assert rules.overgang(verschil, naar) == []
        staten.append(replace(verschil, status=naar))
        verwacht = totaal if akkoord else was
        assert 0 <= rules.geldig(eerste, staten) <= rules.KWARTIEREN_PER_WEEK
    assert rules.geldig(eerste, staten) == verwacht


def test_a_correction_of_a_correction_or_of_nothing_is_refused() -> None:
    concept = een_staat()
    correctie = een_staat(correctie_van=UUID(int=8), status=Urenstatus.GOEDGEKEURD)
    for staat, code in ((concept, "niet-goedgekeurd"), (correctie, "is-correctie")):
        assert [een.code for een in rules.beletselen_correctie(staat, 1, [staat])] == [code]


@pytest.mark.parametrize(("van", "naar"), list(product(Urenstatus, Urenstatus)), ids=str)
def test_only_the_transitions_of_the_table(van: Urenstatus, naar: Urenstatus) -> None:
    stop = rules.overgang(een_staat(status=van), naar)
    assert bool(stop) == ((van, naar) not in rules.OVERGANGEN)
    assert van is not Urenstatus.GOEDGEKEURD or stop


def test_nobody_approves_the_own_hours_nor_what_he_sent() -> None:
    staat = een_staat(status=Urenstatus.INGEDIEND, ingediend_door="Anja")

    def codes(akkoord: bool, reden: str | None, wie: UUID | None, door: str) -> list[str]:
        return [een.code for een in rules.beletselen_besluit(staat, akkoord, reden, wie, door)]

    assert codes(True, None, MENS, "Piet") == ["eigen-uren"]
    assert codes(True, None, None, "Anja") == ["zelf-ingediend"]
    assert codes(False, None, None, "Piet") == ["ontbreekt"]
    assert codes(True, None, UUID(int=4), "Piet") == codes(False, "Te veel", None, "Piet") == []


ROLLEN = ("leidinggevende", "hr_adviseur", "hr_hoofd", "makelaar", "aanjager", "medewerker")
kijkers = st.builds(
    Kijker,
    organisatie=st.sampled_from([None, AA, BEE, "00000099000000003000"]),
    rollen=st.frozensets(st.sampled_from(ROLLEN)),
    medewerker=st.sampled_from([None, MENS, UUID(int=4)]),
    verbanden=st.just(frozenset({VERBAND})),
)


@given(kijkers, st.sampled_from(STATUSSEN), st.sampled_from(list(Urensoort)))
def test_who_decides_sees_it_and_a_concept_is_the_persons_alone(
    kijker: Kijker, status: Urenstatus, soort: Urensoort
) -> None:
    inlener = BEE if soort is Urensoort.INZET else None
    staat = een_staat(status=status, soort=soort, inlener=inlener)
    ziet, zelf = rules.ziet_staat(staat, kijker), kijker.medewerker == MENS
    if status is Urenstatus.CONCEPT:
        assert ziet == zelf
    elif rules.mag_besluiten(staat, kijker):
        assert ziet
        assert kijker.organisatie == (inlener or AA)
    if ziet and not zelf:
        assert kijker.organisatie in {AA, inlener}


# ---- files
@pytest.mark.parametrize(
    ("tekst", "kwartieren"),
    [
        ("7,5", 30), ("7.50", 30), ("0", 0), ("168", 672), ("0,25", 1), ("168,25", None),
        ("7,3", None), ("-1", None), ("", None), ("1e3", None), ("٧", None), (" 7", None),
    ],
)  # fmt: skip
def test_hours_as_one_writes_them(tekst: str, kwartieren: int | None) -> None:
    assert rules.lees_kwartieren(tekst) == kwartieren


@given(kwartieren)
def test_hours_written_are_read_back(aantal: int) -> None:
    assert rules.lees_kwartieren(rules.in_woorden(aantal)) == aantal


@given(st.dictionaries(st.sampled_from(rules.KOLOMMEN), st.text(max_size=30)))
def test_a_row_is_read_or_refused_with_reasons(item: dict[str, str]) -> None:
    rij, redenen = rules.lees_rij(item)
    assert (rij is None) == bool(redenen)


def test_every_fault_of_a_row_comes_at_once() -> None:
    item = {"soort": "x", "inzet": "y", "week": "2026-54", "maand": "13", "uren": "veel"}
    rij, redenen = rules.lees_rij(item)
    assert rij is None
    assert {een.veld for een in redenen} == {"soort", "inzet", "week", "maand", "uren"}
