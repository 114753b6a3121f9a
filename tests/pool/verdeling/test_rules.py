"""The ledger adds up: to the day, for any split, and after everything about people is gone."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.verdeling import rules
from services.pool.verdeling.rules import (
    Grootboekregel,
    Grootboekvraag,
    Inzetfeit,
    NietBediendcode,
    Periode,
    Rondeaandeel,
    Spoedbeurt,
    Uitsplitsing,
)

AA, BEE, CEE = (f"0000009900000000{n}000" for n in (1, 2, 3))
VANDAAG = date(2026, 8, 12)
POOL = UUID(int=1)
GETALLEN = (
    "gevraagd",
    "aanspraak",
    "rechtvaardig",
    "toegewezen",
    "geweigerd",
    "gegund",
    "spoed",
)
DAGEN = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def inzetten(draw: st.DrawFn) -> Inzetfeit:
    inlener, thuis = draw(st.permutations([AA, BEE, CEE]))[:2]
    van = draw(DAGEN)
    tot = draw(st.none() | st.integers(0, 800).map(lambda n: van + timedelta(days=n)))
    functie = draw(st.sampled_from([None, "jurist", "planeconoom"]))
    return Inzetfeit(inlener, thuis, functie, draw(st.integers(1, 400)), van, tot)


@st.composite
def perioden(draw: st.DrawFn) -> Periode:
    van = draw(DAGEN).replace(day=1)
    return Periode(van, rules.maanden_terug(van, -draw(st.integers(0, 35))))


def dag_voor_dag(een: Inzetfeit, van: date, einde: date) -> Fraction:
    """The same sum, made the slow way: hours of every single day."""
    dagen = [van + timedelta(days=n) for n in range((einde - van).days + 1)]
    aantal = sum(een.van <= dag and (een.tot is None or dag <= een.tot) for dag in dagen)
    return Fraction(een.tienden, 10) * aantal / 7


def afgerond(uren: Fraction) -> Decimal:
    return Decimal(round(uren * 100)) / 100


@given(st.lists(inzetten(), max_size=6), perioden())
def test_received_is_the_sum_of_inzetten(lijst: list[Inzetfeit], periode: Periode) -> None:
    regels = rules.grootboek(lijst, [], [], [], Grootboekvraag(periode, VANDAAG))
    for organisatie in (AA, BEE, CEE):
        regel = next(
            (r for r in regels if r.organisatie == organisatie), Grootboekregel(organisatie)
        )
        eigen = [een for een in lijst if een.inlener == organisatie]
        uit = [een for een in lijst if een.thuisorganisatie == organisatie]
        grens = min(periode.einde, VANDAAG)
        geweest = sum((dag_voor_dag(een, periode.van, grens) for een in eigen), Fraction(0))
        alles = sum((dag_voor_dag(een, periode.van, periode.einde) for een in eigen), Fraction(0))
        gegeven = sum((dag_voor_dag(een, periode.van, grens) for een in uit), Fraction(0))
        assert regel.ontvangen == afgerond(geweest)
        assert regel.ingepland == afgerond(alles - geweest)
        assert regel.gegeven == afgerond(gegeven)


@given(st.lists(inzetten(), max_size=6), perioden())
def test_every_split_adds_up_to_the_same(lijst: list[Inzetfeit], periode: Periode) -> None:
    sommen = set()
    for uitsplitsing in Uitsplitsing:
        vraag = Grootboekvraag(periode, VANDAAG, uitsplitsing)
        regels = rules.grootboek(lijst, [], [], [], vraag)
        som = sum((r.ontvangen for r in regels), Decimal(0))
        assert sum((r.gegeven for r in regels), Decimal(0)) == pytest.approx(
            som, abs=Decimal("0.01") * len(regels)
        )
        sommen.add(float(som))
        assert regels == rules.grootboek(lijst[::-1], [], [], [], vraag)
    assert max(sommen) - min(sommen) < 0.01 * 36 * 6


@given(st.lists(inzetten().filter(lambda e: e.tot is not None), max_size=5), perioden())
def test_counted_inzetten_say_the_same_as_the_inzetten(
    lijst: list[Inzetfeit], periode: Periode
) -> None:
    """Erasing an inzet and keeping its months changes no figure, for whole months that are past."""
    nu = date(2031, 1, 1)
    geteld = [regel for een in lijst for regel in rules.maandtellingen(een)]
    for uitsplitsing in Uitsplitsing:
        vraag = Grootboekvraag(periode, nu, uitsplitsing)
        assert rules.grootboek(lijst, [], [], [], vraag) == rules.grootboek(
            [], geteld, [], [], vraag
        )


@given(inzetten().filter(lambda e: e.tot is not None))
def test_months_of_an_inzet_add_up_exactly(een: Inzetfeit) -> None:
    assert een.tot is not None
    dagen = (een.tot - een.van).days + 1
    assert sum(regel.eenheden for regel in rules.maandtellingen(een)) == een.tienden * dagen


def test_an_inzet_without_end_cannot_be_counted_away() -> None:
    open_ = Inzetfeit(AA, BEE, None, 160, VANDAAG, None)
    with pytest.raises(ValueError, match="einde"):
        rules.maandtellingen(open_)


@given(st.decimals(Decimal("0.1"), Decimal(60), places=1), st.integers(0, 4000))
def test_units_are_whole_and_exact(per_week: Decimal, dagen: int) -> None:
    aantal = rules.eenheden(per_week, dagen)
    assert Fraction(aantal, rules.PER_UUR) == Fraction(per_week) * dagen / 7


@given(perioden())
def test_a_period_is_its_months(periode: Periode) -> None:
    maanden = list(periode.maanden())
    assert maanden[0].van == periode.van
    assert maanden[-1].einde == periode.einde
    for een, ander in pairwise(maanden):
        assert een.einde + timedelta(days=1) == ander.van
    assert rules.fouten_in_periode(periode, len(maanden)) is None
    if len(maanden) > 1:
        assert rules.fouten_in_periode(periode, len(maanden) - 1)
        assert rules.fouten_in_periode(Periode(periode.tot, periode.van), 100)


def getallen(*uren: Decimal | None) -> list[float | None]:
    return [None if een is None else float(een) for een in uren]


# ---- rounds -------------------------------------------------------------------------------------
def aandeel(organisatie: str, nr: int = 1, op: date = VANDAAG, **uren: int) -> Rondeaandeel:
    nul = dict.fromkeys(
        (*GETALLEN, "saldo_na"),
        Decimal(0),
    )
    waarden = nul | {naam: Decimal(aantal) for naam, aantal in uren.items()}
    return Rondeaandeel(UUID(int=nr), POOL, op, organisatie, **waarden)


JAAR = Periode(date(2026, 1, 1), date(2026, 12, 1))
VRAAG = Grootboekvraag(JAAR, VANDAAG)


def test_rounds_add_up_and_the_saldo_is_the_last() -> None:
    aandelen = [
        aandeel(AA, 1, date(2026, 2, 1), gevraagd=100, rechtvaardig=40, saldo_na=10),
        aandeel(AA, 2, date(2026, 5, 1), gevraagd=60, rechtvaardig=30, saldo_na=-4),
        aandeel(AA, 3, date(2025, 12, 31), gevraagd=999, saldo_na=99),
    ]
    [regel] = rules.grootboek([], [], aandelen, [Spoedbeurt(VANDAAG, AA)], VRAAG)
    assert getallen(regel.gevraagd, regel.rechtvaardig, regel.saldo) == [160, 70, -4]
    assert regel.spoedbeurten == 1
    per_maand = rules.grootboek(
        [], [], aandelen, [], Grootboekvraag(JAAR, VANDAAG, Uitsplitsing.MAAND)
    )
    assert [r.maand for r in per_maand] == [date(2026, 2, 1), date(2026, 5, 1)]
    assert getallen(*(r.gevraagd for r in per_maand)) == [100, 60]


def test_by_functie_the_rounds_say_nothing() -> None:
    inzet = Inzetfeit(AA, BEE, "jurist", 160, date(2026, 3, 2), date(2026, 3, 8))
    vraag = Grootboekvraag(JAAR, VANDAAG, Uitsplitsing.FUNCTIE)
    regels = rules.grootboek([inzet], [], [aandeel(AA, gevraagd=5)], [], vraag)
    assert [(r.organisatie, r.functie) for r in regels] == [(AA, "jurist"), (BEE, "jurist")]
    assert getallen(*(r.ontvangen for r in regels)) == [16, 0]
    assert getallen(*(r.gegeven for r in regels)) == [0, 16]
    assert {r.gevraagd for r in regels} == {None}


def test_the_total_is_of_what_is_known() -> None:
    regels = [Grootboekregel(AA, gevraagd=Decimal(3), ontvangen=Decimal(2)), Grootboekregel(BEE)]
    som = rules.totaal(regels)
    assert getallen(som.gevraagd, som.ontvangen, som.saldo) == [3, 2, None]


# ---- who was not served -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("regel", "code"),
    [
        ({"gevraagd": 9, "ontvangen": 1}, None),
        ({"ontvangen": 0}, None),
        ({"gevraagd": 9, "ingepland": 1}, NietBediendcode.NOG_NIET_BEGONNEN),
        ({"gevraagd": 9, "gegund": 2, "rechtvaardig": 4}, NietBediendcode.BEURT_GEGUND),
        ({"gevraagd": 9, "geweigerd": 2, "rechtvaardig": 4}, NietBediendcode.VOORSTEL_GEWEIGERD),
        ({"gevraagd": 9}, NietBediendcode.NIEMAND_PASSEND),
        ({"gevraagd": 9, "rechtvaardig": 4}, NietBediendcode.DESKUNDIGEN_ELDERS),
        ({"gevraagd": 9, "rechtvaardig": 4, "toegewezen": 4}, NietBediendcode.GEEN_INZET),
    ],
)
def test_why_somebody_was_not_served(regel: dict[str, int], code: NietBediendcode | None) -> None:
    uren = {naam: Decimal(aantal) for naam, aantal in regel.items()}
    gevonden = rules.niet_bediend([Grootboekregel(AA, **uren)])  # type: ignore[arg-type]
    assert [een.code for een in gevonden] == ([code] if code else [])


def test_who_waits_for_a_first_round_is_told_too() -> None:
    gevonden = rules.niet_bediend([Grootboekregel(BEE, gegeven=Decimal(5))], {BEE, CEE})
    assert [(een.organisatie, een.code) for een in gevonden] == [
        (BEE, NietBediendcode.GEEN_RONDE),
        (CEE, NietBediendcode.GEEN_RONDE),
    ]


def test_every_code_has_words() -> None:
    assert set(rules.UITLEG) == set(NietBediendcode)


# ---- simulation ---------------------------------------------------------------------------------
def test_beside_what_happened() -> None:
    werkelijk = [
        aandeel(AA, 1, gevraagd=50, rechtvaardig=20, toegewezen=18),
        aandeel(BEE, 1, gevraagd=50, rechtvaardig=20),
        aandeel(BEE, 9, gevraagd=70),
    ]
    dan = {UUID(int=1): ({AA: Decimal(30), BEE: Decimal(10)}, {AA: Decimal(25), BEE: Decimal(15)})}
    nu = {UUID(int=1): ({AA: Decimal(21)}, {AA: Decimal(19), BEE: Decimal(21)})}
    een, ander = rules.naast_elkaar(werkelijk, nu, dan)
    assert getallen(een.toegewezen, een.aanspraak_nu, een.verschil) == [18, 21, 6]
    assert getallen(ander.gevraagd, ander.aanspraak_dan, ander.verschil) == [50, 10, -6]
