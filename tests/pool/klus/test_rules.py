"""The rules of klussen: the income to the cent, who sees what, and what stops a step."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.flexpool.rules import Kijker, Niveau, Vaardigheid
from services.pool.inzet import rules as inzetrules
from services.pool.inzet.rules import (
    Inzet,
    Inzetsoort,
    InzetStatus,
    Inzetvariant,
    Partij,
    Terugkeerdoel,
    Voorwaarden,
)
from services.pool.klus import rules
from services.pool.klus.rules import Inkomensvraag, Klusmatch, Klusstatus, Reactiestatus
from tests.pool.conftest import AA, BEE, CEE, VERBAND

VANDAAG = date(2026, 8, 12)
IK, ANDER = UUID(int=0x301), UUID(int=0x302)
KLUS = rules.Klus(
    id=UUID(int=0xC1),
    verband=VERBAND,
    organisatie=BEE,
    titel="Buurtbijeenkomsten",
    omschrijving="",
    uren_min=Decimal(6),
    uren_max=Decimal(12),
    van=date(2026, 10, 1),
    tot=date(2027, 3, 31),
    sluitings_datum=date(2026, 9, 15),
    functie="jurist",
    niveau=Niveau.MEDIOR,
    status=Klusstatus.OPEN,
)
REACTIE = rules.Klusreactie(UUID(int=0xC2), KLUS.id, IK, AA, "Graag.", Decimal(8))
UREN = st.integers(1, 600).map(lambda n: Decimal(n) / 10)
LOON = st.integers(0, 100_000)


# ------------------------------------------------------------------ income
@given(UREN, LOON)
def test_a_month_is_rounded_once_and_half_a_cent_away_from_zero(uren: Decimal, loon: int) -> None:
    exact = Fraction(uren) * loon * Fraction(52, 12)
    assert abs(rules.per_maand(uren, loon) - exact) <= Fraction(1, 2)
    assert rules.per_maand(uren, loon) == int(exact + Fraction(1, 2))


def test_a_full_month_of_36_hours_is_156_hours() -> None:
    assert rules.per_maand(Decimal(36), 2000) == 156 * 2000
    assert rules.per_maand(Decimal("0.1"), 15) == 7  # 6.5 cents


@given(UREN, UREN, st.none() | LOON, st.none() | LOON)
def test_both_variants_keep_hours_and_cents_together(
    contract: Decimal, klus: Decimal, loon: int | None, elders: int | None
) -> None:
    vraag = Inkomensvraag(contract, klus, loon, elders)
    if rules.fouten_in_inkomensvraag(vraag):
        assert klus > contract
        return
    door, minder = rules.inkomenseffecten(vraag)
    assert (door.variant, minder.variant) == (
        Inzetvariant.LOONDOORBETALING,
        Inzetvariant.UREN_VERMINDERD,
    )
    assert (door.minder_cent, door.verschil_cent, door.contracturen) == (0, 0, contract)
    assert door.uren_thuis == minder.uren_thuis == minder.contracturen == contract - klus
    assert (minder.minder_cent is None) == (minder.verschil_cent is None) == (loon is None)
    if minder.minder_cent is not None and minder.verschil_cent is not None:
        assert minder.verschil_cent == (minder.elders_cent or 0) - minder.minder_cent
    assert all("advies" in een.uitleg[-1] for een in (door, minder))


def test_whoever_types_no_wage_still_reads_the_hours() -> None:
    _, minder = rules.inkomenseffecten(Inkomensvraag(Decimal(36), Decimal(8)))
    assert minder.contracturen == 28
    assert minder.minder_cent is None
    fout = rules.fouten_in_inkomensvraag(Inkomensvraag(Decimal(0), Decimal(0)))
    assert [een.code for een in fout] == ["uren-nul", "uren-nul"]


# ------------------------------------------------------------------ before the yes of an employee
INZET = Inzet(
    UUID(int=0xC3), VERBAND, IK, AA, BEE, Decimal(8), KLUS.van, KLUS.tot,
    InzetStatus.VOORGESTELD, Inzetsoort.KLUS,
)  # fmt: skip
GEVRAAGD = Voorwaarden(
    1, Decimal(8), KLUS.van, KLUS.tot, "x",
    terugkeer_datum=date(2027, 4, 1), terugkeer_doel=Terugkeerdoel.INTERNE_KLUSSEN,
)  # fmt: skip


@pytest.mark.parametrize(("variant", "soort"), list(product(Inzetvariant, Inzetsoort)))
def test_the_effect_is_shown_before_the_employee_agrees(
    variant: Inzetvariant, soort: Inzetsoort
) -> None:
    """Of a klus, and of less hours at home, the person alone must have seen it."""
    gevraagd = replace(GEVRAAGD, variant=variant)
    inzet = replace(INZET, soort=soort)

    def codes(partij: Partij, wat: Voorwaarden) -> set[str]:
        redenen = inzetrules.beletselen_akkoord(inzet, wat, 1, partij, True, [], VANDAAG)
        return {een.code for een in redenen}

    nodig = soort is Inzetsoort.KLUS or variant is Inzetvariant.UREN_VERMINDERD
    assert codes(Partij.INLENER, gevraagd) == codes(Partij.THUISORGANISATIE, gevraagd) == set()
    assert codes(Partij.MEDEWERKER, gevraagd) == ({"effect-niet-getoond"} if nodig else set())
    for partij in Partij:
        assert codes(partij, replace(gevraagd, effect_getoond=True)) == set()


def test_of_a_klus_no_amount_of_income_can_be_agreed_on() -> None:
    redenen = inzetrules.beletselen_inkomen(INZET, 1)
    assert [een.code for een in redenen] == ["niet-bewaard"]
    assert inzetrules.beletselen_inkomen(INZET, None) == []
    assert inzetrules.beletselen_inkomen(replace(INZET, soort=Inzetsoort.TOEWIJZING), 1) == []


# ------------------------------------------------------------------ the klus
@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"uren_min": Decimal(0)}, "uren-nul"),
        ({"uren_max": Decimal(5)}, "uren-omgekeerd"),
        ({"tot": date(2026, 9, 30)}, "periode-omgekeerd"),
        ({"tot": date(2027, 10, 1)}, "te-lang"),
        ({"van": date(2026, 1, 1), "tot": date(2026, 8, 11)}, "voorbij"),
        ({"sluitings_datum": date(2026, 8, 11)}, "voorbij"),
        ({"sluitings_datum": date(2027, 4, 1)}, "na-einde"),
    ],
)
def test_faults_of_a_klus(anders: dict[str, object], code: str) -> None:
    assert rules.fouten_in_klus(KLUS, 364, VANDAAG) == []
    klus = replace(KLUS, **anders)  # type: ignore[arg-type]
    assert code in {een.code for een in rules.fouten_in_klus(klus, 364, VANDAAG)}


@given(st.sampled_from(Klusstatus), st.sampled_from(Klusstatus))
def test_only_the_table_of_steps_goes(van: Klusstatus, naar: Klusstatus) -> None:
    redenen = rules.beletselen_klus(replace(KLUS, status=van), naar, VANDAAG)
    assert (redenen == []) == ((van, naar) in rules.KLUSOVERGANGEN)
    over = KLUS.sluitings_datum + timedelta(days=1)
    if (van, naar) in rules.KLUSOVERGANGEN and naar is Klusstatus.OPEN:
        assert rules.beletselen_klus(replace(KLUS, status=van), naar, over)


def test_a_klus_that_comes_back_is_open_while_there_is_time() -> None:
    assert rules.heropend(KLUS, KLUS.sluitings_datum) is Klusstatus.OPEN
    assert rules.heropend(KLUS, KLUS.sluitings_datum + timedelta(days=1)) is Klusstatus.GESLOTEN


# ------------------------------------------------------------------ who sees
def kijker(oin: str | None, *rollen: str, wie: UUID | None = None, mee: bool = True) -> Kijker:
    return Kijker(oin, frozenset(rollen), wie, frozenset({VERBAND}) if mee else frozenset())


BEHEER, MAKELAAR = kijker(BEE, "leidinggevende"), kijker(CEE, "makelaar")
MEDEWERKER, BUITEN = kijker(AA, "medewerker", wie=ANDER), kijker(CEE, "makelaar", mee=False)


@pytest.mark.parametrize("status", Klusstatus)
def test_who_sees_a_klus(status: Klusstatus) -> None:
    klus = replace(KLUS, status=status)
    open_, concept = status is Klusstatus.OPEN, status is Klusstatus.CONCEPT
    assert rules.ziet_klus(klus, BEHEER, False)
    assert rules.ziet_klus(klus, MAKELAAR, False) == (not concept)
    assert rules.ziet_klus(klus, MEDEWERKER, False) == open_
    assert rules.ziet_klus(klus, MEDEWERKER, True) == (not concept)
    assert not rules.ziet_klus(klus, BUITEN, False)
    assert not rules.ziet_klus(klus, kijker(None), False) or open_


def test_the_own_employer_does_not_read_an_answer() -> None:
    zelf = kijker(AA, "medewerker", wie=IK)
    assert rules.ziet_reactie(KLUS, REACTIE, zelf)
    assert rules.ziet_reactie(KLUS, REACTIE, BEHEER)
    assert rules.ziet_reactie(KLUS, REACTIE, MAKELAAR)
    assert not rules.ziet_reactie(KLUS, REACTIE, kijker(AA, "leidinggevende", "hr_adviseur"))
    assert not rules.ziet_reactie(KLUS, REACTIE, MEDEWERKER)
    weg = replace(REACTIE, status=Reactiestatus.INGETROKKEN)
    assert rules.ziet_reactie(KLUS, weg, zelf)
    assert not rules.ziet_reactie(KLUS, weg, BEHEER)


# ------------------------------------------------------------------ match
@given(st.sampled_from(Klusstatus), st.sampled_from(Reactiestatus), st.booleans())
def test_a_match_needs_a_free_klus_and_an_open_answer(
    status: Klusstatus, stand: Reactiestatus, gehouden: bool
) -> None:
    klus, reactie = replace(KLUS, status=status), replace(REACTIE, status=stand)
    vrij = status in rules.TE_VERGEVEN and stand is Reactiestatus.INGEDIEND and not gehouden
    assert (rules.beletselen_match(klus, reactie, gehouden) == []) == vrij


def test_a_match_stays_within_the_klus() -> None:
    match = Klusmatch(Decimal(8), KLUS.van, KLUS.tot, Inzetvariant.LOONDOORBETALING)
    assert rules.fouten_in_match(KLUS, match, VANDAAG) == []
    fout = replace(match, uren_per_week=Decimal(13), van=date(2026, 8, 1), tot=date(2026, 7, 1))
    codes = [een.code for een in rules.fouten_in_match(KLUS, fout, VANDAAG)]
    assert codes == ["buiten-klus", "periode-omgekeerd", "voorbij", "buiten-klus"]


def test_every_answer_has_the_same_facts_beside_it() -> None:
    andere = replace(INZET, id=UUID(int=0xC9), soort=Inzetsoort.TOEWIJZING)
    kan = [Vaardigheid("jurist", Niveau.SENIOR)]
    leeg = rules.matchredenen(KLUS, REACTIE, [], [], 2)
    vol = rules.matchredenen(KLUS, REACTIE, kan, [andere, andere], 2)
    assert [een.code for een in leeg] == [een.code for een in vol]
    assert [een.past for een in leeg] == [True, None, True, None]
    assert [een.past for een in vol] == [True, True, False, None]
    assert "samen 16 uur" in vol[2].uitleg
    eigen = replace(REACTIE, thuisorganisatie=BEE)
    assert "geen inzet nodig" in rules.matchredenen(KLUS, eigen, [], [], 2)[-1].uitleg
    junior = [Vaardigheid("jurist", Niveau.JUNIOR)]
    assert rules.matchredenen(KLUS, REACTIE, junior, [], 2)[1].past is False


def test_who_was_proposed_says_no_to_the_inzet() -> None:
    voorgesteld = replace(REACTIE, status=Reactiestatus.VOORGESTELD, inzet=INZET.id)
    assert rules.beletselen_intrekken(voorgesteld)[0].code == "al-voorgesteld"
    assert rules.beletselen_intrekken(REACTIE) == []
    assert rules.beletselen_intrekken(replace(REACTIE, status=Reactiestatus.GEKOZEN)) == []
    over = rules.beletselen_intrekken(replace(REACTIE, status=Reactiestatus.VERVALLEN))
    assert over[0].code == "niet-open"


# ------------------------------------------------------------------ plan and report
PLAN = rules.Klussenplan(
    UUID(int=0xC4), IK, AA, Decimal(16), ("water",), (date(2026, 11, 1),), date(2027, 8, 1)
)


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"doel_uren": Decimal(0)}, "uren-nul"),
        ({"sectoren": ("a", "a")}, "dubbel"),
        ({"geldig_tot": date(2026, 8, 11)}, "voorbij"),
        ({"geldig_tot": date(2029, 8, 1)}, "te-lang"),
        ({"evaluatiedagen": (date(2027, 8, 2),)}, "na-einde"),
        ({"evaluatiedagen": (date(2026, 8, 11),)}, "voorbij"),
        ({"evaluatiedagen": (date(2027, 1, 1), date(2027, 1, 1))}, "dubbel"),
    ],
)
def test_faults_of_a_plan(anders: dict[str, object], code: str) -> None:
    assert rules.fouten_in_klussenplan(PLAN, VANDAAG, 24) == []
    plan = replace(PLAN, **anders)  # type: ignore[arg-type]
    assert rules.fouten_in_klussenplan(PLAN, date(2026, 12, 1), 24, PLAN.evaluatiedagen) == []
    assert code in {een.code for een in rules.fouten_in_klussenplan(plan, VANDAAG, 24)}


def test_how_long_a_plan_stands_is_agreed_on() -> None:
    """To the day: the same day so many months later, or the last of that month."""
    for maanden, laatste in ((1, date(2027, 2, 28)), (24, date(2029, 1, 31))):
        for dag, goed in ((laatste, True), (laatste + timedelta(days=1), False)):
            plan = replace(PLAN, geldig_tot=dag, evaluatiedagen=())
            fouten = rules.fouten_in_klussenplan(plan, date(2027, 1, 31), maanden)
            assert [een.code for een in fouten] == ([] if goed else ["te-lang"])


def test_a_plan_is_the_persons_until_it_is_shared_with_own_hr() -> None:
    zelf, hr, elders = (
        kijker(AA, "medewerker", wie=IK), kijker(AA, "hr_adviseur"), kijker(BEE, "hr_adviseur"),
    )  # fmt: skip
    baas = kijker(AA, "leidinggevende")
    gedeeld = replace(PLAN, gedeeld=True)
    wie = (zelf, hr, elders, baas)
    assert [rules.ziet_klussenplan(PLAN, een) for een in wie] == [True, False, False, False]
    assert [rules.ziet_klussenplan(gedeeld, een) for een in wie] == [True, True, False, False]


@pytest.mark.parametrize(
    ("gemeld", "dag", "codes"),
    [
        (True, date(2026, 8, 12), []),
        (False, None, []),
        (True, None, ["dag-ontbreekt"]),
        (False, date(2026, 8, 1), ["ongewenst"]),
        (True, date(2026, 8, 13), ["toekomst"]),
    ],
)
def test_a_report_has_a_day(gemeld: bool, dag: date | None, codes: list[str]) -> None:
    melding = rules.Nevenwerkmelding(IK, AA, gemeld, dag)
    assert [een.code for een in rules.fouten_in_melding(melding, VANDAAG)] == codes
