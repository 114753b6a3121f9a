"""The rules of wishes: who sees, what fits, in what order; and that nothing else comes in."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Categorie
from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.rules import (
    Criteriumsoort,
    Criteriumuitkomst,
    Interessestatus,
    Ligging,
    Vondst,
    Wenscriteria,
    Wenssoort,
    Wensstatus,
    Wensvondst,
    Wenszicht,
    Werkcriteria,
    Ziener,
)
from services.vacatures.loopbaanwens.rules import interesse as interesseregels
from services.vacatures.loopbaanwens.rules import wens as wensregels
from services.vacatures.vacature.rules import (
    Contractsoort,
    Gegevens,
    Hoedanigheid,
    Niveau,
    Vacaturesoort,
)
from tests.vacatures.conftest import AA, ANDER_VERBAND, BEE, CEE, VERBAND

VANDAAG = date(2026, 8, 12)
PAST, PAST_NIET, ONBEKEND = Criteriumuitkomst

# ---- who sees -----------------------------------------------------------------------------------

OINS = st.sampled_from([AA, BEE, CEE])
VERBANDEN = st.frozensets(st.sampled_from([VERBAND, ANDER_VERBAND]))
zichten = st.builds(
    Wenszicht,
    st.sampled_from(Wensstatus),
    st.dates(VANDAAG - timedelta(days=1), VANDAAG + timedelta(days=1)),
    OINS,
    VERBANDEN,
    st.booleans(),
    st.frozensets(OINS),
    st.booleans(),
)
zieners = st.builds(Ziener, st.booleans(), st.frozensets(OINS, min_size=1), VERBANDEN)


@given(zichten, zieners)
def test_nobody_sees_what_was_not_shared_with_them(zicht: Wenszicht, wie: Ziener) -> None:
    if not rules.mag_zien(zicht, wie, VANDAAG):
        return
    assert zicht.status is Wensstatus.GEPUBLICEERD
    assert zicht.eind_datum >= VANDAAG
    assert wie.recruiter
    assert not zicht.verborgen_voor & wie.organisaties
    assert zicht.eigen_organisatie or zicht.organisatie not in wie.organisaties
    assert zicht.verbanden & wie.verbanden or zicht.organisatie in wie.organisaties


@given(zichten, zieners, OINS)
def test_working_for_one_more_never_uncovers_what_is_hidden_for_it(
    zicht: Wenszicht, wie: Ziener, erbij: str
) -> None:
    """A mandate of a hidden employer closes the wish; it opens it only by its own release."""
    meer = replace(wie, organisaties=wie.organisaties | {erbij})
    if rules.mag_zien(zicht, meer, VANDAAG) and not rules.mag_zien(zicht, wie, VANDAAG):
        assert zicht.eigen_organisatie
        assert erbij == zicht.organisatie


@given(zichten, zieners, OINS, st.frozensets(OINS))
def test_who_else_would_learn_of_it_only_hides(
    zicht: Wenszicht, wie: Ziener, ander: str, genoemd: frozenset[str]
) -> None:
    """Another employer of a joint vacancy opens nothing: not by its name, not by its release."""
    met = rules.mag_zien(zicht, replace(wie, ook=frozenset({ander})), VANDAAG, genoemd)
    verborgen = ander in zicht.verborgen_voor
    verborgen |= ander == zicht.organisatie and not zicht.eigen_organisatie
    assert met == (rules.mag_zien(zicht, wie, VANDAAG, genoemd) and not verborgen)


@given(zichten, st.frozensets(OINS), st.dates())
def test_beside_interest_a_wish_stands_until_it_is_paused_over_or_hidden(
    zicht: Wenszicht, wie: frozenset[str], dag: date
) -> None:
    mee = rules.gaat_mee(zicht, wie, dag)
    verborgen = zicht.verborgen_voor | (set() if zicht.eigen_organisatie else {zicht.organisatie})
    redenen = (
        zicht.status is Wensstatus.GEPAUZEERD,
        zicht.eind_datum < dag,
        bool(verborgen & wie),
    )
    assert mee is not any(redenen)


@given(zichten, zieners, st.frozensets(OINS))
def test_a_consent_shows_to_whom_it_names_and_to_nobody_else(
    zicht: Wenszicht, wie: Ziener, genoemd: frozenset[str]
) -> None:
    zonder = rules.mag_zien(zicht, wie, VANDAAG)
    met = rules.mag_zien(zicht, wie, VANDAAG, genoemd)
    assert met or not zonder
    if met and not zonder:
        assert genoemd & wie.organisaties
        assert wie.recruiter
        assert zicht.status is Wensstatus.GEPUBLICEERD
        assert not zicht.verborgen_voor & wie.organisaties
        assert zicht.eigen_organisatie or zicht.organisatie not in wie.organisaties
        assert rules.wie_ziet(zicht, VANDAAG, genoemd).startswith("Deze wens zien: ")


def test_a_consent_is_enough_to_publish() -> None:
    zicht = Wenszicht(Wensstatus.CONCEPT, VANDAAG, BEE)
    naar = Wensstatus.GEPUBLICEERD
    assert [f.code for f in rules.overgang_fouten(zicht, naar, VANDAAG)] == ["met-niemand-gedeeld"]
    assert rules.overgang_fouten(zicht, naar, VANDAAG, [AA]) == []


@given(zichten, zieners, OINS)
def test_hiding_only_hides(zicht: Wenszicht, wie: Ziener, oin: str) -> None:
    nauwer = replace(zicht, verborgen_voor=zicht.verborgen_voor | {oin})
    assert not rules.mag_zien(nauwer, wie, VANDAAG) or rules.mag_zien(zicht, wie, VANDAAG)


@given(zichten, zieners)
def test_the_words_say_nobody_exactly_when_nobody_can(zicht: Wenszicht, wie: Ziener) -> None:
    if rules.wie_ziet(zicht, VANDAAG).startswith("Niemand"):
        assert not rules.mag_zien(zicht, wie, VANDAAG)


def test_who_sees_in_words() -> None:
    zicht = Wenszicht(
        Wensstatus.GEPUBLICEERD,
        VANDAAG,
        BEE,
        frozenset({VERBAND, ANDER_VERBAND}),
        verborgen_voor=frozenset({AA, CEE}),
        vertrouwelijk=True,
    )
    assert rules.wie_ziet(zicht, VANDAAG) == (
        "Deze wens zien: recruiters van organisaties in 2 verbanden. Uw eigen organisatie ziet haar"
        " niet. Verborgen voor 2 organisaties die u noemde. Wie haar ziet, ziet alleen wat past en"
        " wat niet; niet wie u bent of waar u werkt."
    )


@given(st.sampled_from(Wensstatus), st.sampled_from(Wensstatus))
def test_every_transition_outside_the_table_is_refused_with_the_allowed_ones(
    van: Wensstatus, naar: Wensstatus
) -> None:
    zicht = Wenszicht(van, VANDAAG, BEE, frozenset({VERBAND}))
    mag = naar in rules.mogelijk(van)
    assert mag == ((van, naar) in wensregels.OVERGANGEN)
    assert bool(rules.overgang_fouten(zicht, naar, VANDAAG)) is not mag


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_months_ahead_is_in_the_right_month(dag: date, maanden: int) -> None:
    later = rules.over_maanden(dag, maanden)
    assert (later.year - dag.year) * 12 + later.month - dag.month == maanden
    assert later.day == dag.day or (later + timedelta(days=1)).day == 1
    assert rules.termijn_fouten(later, dag, maanden) == []
    te_ver = rules.termijn_fouten(later + timedelta(days=1), dag, maanden)
    assert [fout.code for fout in te_ver] == ["te-ver"]
    assert [f.code for f in rules.termijn_fouten(dag - timedelta(days=1), dag, maanden)] == [
        "voorbij"
    ]


@given(st.dictionaries(st.uuids(), st.sampled_from([UUID(int=n) for n in range(7)])))
def test_a_crowd_is_of_persons(wensen: dict[UUID, UUID]) -> None:
    getoond = rules.groot_genoeg(wensen, 5)
    assert getoond == (frozenset(wensen) if len(set(wensen.values())) >= 5 else frozenset())


# ---- what fits ----------------------------------------------------------------------------------

functies = st.sampled_from(["planeconoom", "jurist", "ecoloog"])
woorden = st.sampled_from(["SQL", "sql", "rekenen", "Schrijven"])
uren = st.none() | st.integers(0, 60).map(Decimal)
schalen = st.none() | st.sampled_from(["A", "9", "10", "10A", "11", "12"])
wensen = st.builds(
    Wenscriteria,
    st.frozensets(functies),
    st.frozensets(st.sampled_from(Niveau)),
    st.frozensets(st.sampled_from(["fysiek", "Sociaal"])),
    uren,
    uren,
    schalen,
    st.none() | st.just("5611"),
    st.none() | st.integers(1, 100),
    st.frozensets(st.sampled_from(Contractsoort)),
    st.frozensets(woorden),
    st.frozensets(woorden),
)
werken = st.builds(
    Werkcriteria,
    st.none() | functies,
    st.none() | st.sampled_from(Niveau),
    st.none() | st.sampled_from(["fysiek", "sociaal"]),
    uren,
    uren,
    schalen,
    st.none() | st.just("5504"),
    st.none() | st.sampled_from(Contractsoort),
    st.frozensets(woorden),
)
afstanden = st.none() | st.floats(0, 300)


@given(wensen, werken, afstanden)
@example(
    Wenscriteria(te_leren_competenties=frozenset({"SQL"})),
    Werkcriteria(competenties=frozenset({"rekenen"})),
    None,
)
def test_every_criterion_is_there_once_with_both_values(
    wens: Wenscriteria, werk: Werkcriteria, km: float | None
) -> None:
    criteria = rules.toets(wens, werk, km)
    assert [c.soort for c in criteria] == list(Criteriumsoort)
    for een in criteria:
        onbekend = een.gewenst is None or een.aangeboden is None
        assert (een.uitkomst is ONBEKEND) == onbekend, een
        assert rules.in_woorden(een)[0].isupper()
        kaal = rules.in_woorden(een, met_waarden=False)
        for waarde in (een.gewenst, een.aangeboden):
            assert waarde is None or waarde not in kaal


VELDEN_WENS: dict[Criteriumsoort, dict[str, Any]] = {
    Criteriumsoort.FUNCTIE: {"functies": frozenset[str]()},
    Criteriumsoort.NIVEAU: {"niveaus": frozenset[Niveau]()},
    Criteriumsoort.DOMEIN: {"domeinen": frozenset[str]()},
    Criteriumsoort.UREN: {"uren_min": None, "uren_max": None},
    Criteriumsoort.SCHAAL: {"schaal_min": None},
    Criteriumsoort.AFSTAND: {"maximum_afstand": None},
    Criteriumsoort.CONTRACTSOORT: {"contractsoorten": frozenset[Contractsoort]()},
    Criteriumsoort.COMPETENTIES: {
        "competenties": frozenset[str](),
        "te_leren_competenties": frozenset[str](),
    },
}


@given(wensen, werken, afstanden, st.sampled_from(Criteriumsoort))
def test_leaving_something_open_changes_that_criterion_alone(
    wens: Wenscriteria, werk: Werkcriteria, km: float | None, soort: Criteriumsoort
) -> None:
    vol = {c.soort: c for c in rules.toets(wens, werk, km)}
    leeg = VELDEN_WENS[soort]
    open_ = {c.soort: c for c in rules.toets(replace(wens, **leeg), werk, km)}
    assert open_[soort].uitkomst is ONBEKEND
    assert {k: v for k, v in vol.items() if k != soort} == {
        k: v for k, v in open_.items() if k != soort
    }


@pytest.mark.parametrize(
    ("wens", "werk", "uitkomst"),
    [
        ((None, 24), (24, 36), PAST),  # the edge belongs to both
        ((None, 23), (24, 36), PAST_NIET),
        ((36, None), (24, 36), PAST),
        ((37, 40), (24, 36), PAST_NIET),
        ((None, None), (24, 36), ONBEKEND),
        ((24, 36), (None, None), ONBEKEND),
        ((24, 36), (None, 24), PAST),
    ],
)
def test_hours(wens: Any, werk: Any, uitkomst: Criteriumuitkomst) -> None:
    laag, hoog = (None if n is None else Decimal(n) for n in wens)
    van, tot = (None if n is None else Decimal(n) for n in werk)
    criteria = rules.toets(
        Wenscriteria(uren_min=laag, uren_max=hoog), Werkcriteria(uren_min=van, uren_max=tot), None
    )
    assert criteria[3].uitkomst is uitkomst


@pytest.mark.parametrize(
    ("wens", "werk", "uitkomst"),
    [("11", "11", PAST), ("11", "10A", PAST_NIET), ("10A", "11", PAST), ("A", "1", PAST)],
)
def test_scales(wens: str, werk: str, uitkomst: Criteriumuitkomst) -> None:
    criteria = rules.toets(Wenscriteria(schaal_min=wens), Werkcriteria(schaal_max=werk), None)
    assert criteria[4].uitkomst is uitkomst


@pytest.mark.parametrize(("km", "uitkomst"), [(30.0, PAST), (30.1, PAST_NIET), (None, ONBEKEND)])
def test_distance(km: float | None, uitkomst: Criteriumuitkomst) -> None:
    criteria = rules.toets(Wenscriteria(maximum_afstand=30), Werkcriteria(), km)
    assert criteria[5].uitkomst is uitkomst


def test_competences_tell_what_somebody_wants_to_learn() -> None:
    wens = Wenscriteria(
        competenties=frozenset({"rekenen"}), te_leren_competenties=frozenset({"SQL", "zingen"})
    )
    een = rules.toets(wens, Werkcriteria(competenties=frozenset({"Rekenen", "sql"})), None)[-1]
    assert een.uitkomst is PAST_NIET
    assert een.gewenst == "rekenen; wil leren: SQL"
    assert een.aangeboden == "Rekenen, sql"
    assert not een.is_hard


def test_distance_between_postcodes() -> None:
    liggingen = {"5611": Ligging(51.435, 5.479), "5504": Ligging(51.418, 5.404)}
    km = rules.afstand_km(liggingen, "5611", "5504")
    assert km is not None
    assert 5 < km < 6
    assert rules.afstand_km(liggingen, "5611", "9999") is None
    assert rules.afstand_km(liggingen, None, "5611") is None
    assert rules.afstand_km(liggingen, "5504", "5504") == 0


# ---- the order ----------------------------------------------------------------------------------

vondsten = st.lists(
    st.builds(
        Vondst,
        st.uuids(),
        st.sampled_from(Vacaturesoort),
        st.none() | st.dates(VANDAAG, VANDAAG + timedelta(days=3)),
        werken,
    ),
    max_size=8,
    unique_by=lambda een: een.vacature,
)
wensvondsten = st.lists(
    st.builds(
        Wensvondst,
        st.uuids(),
        st.frozensets(st.sampled_from(Wenssoort), min_size=1),
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 3), timezones=st.just(UTC)),  # noqa: DTZ001
        wensen,
    ),
    max_size=8,
    unique_by=lambda een: een.wens,
)


@given(wensen, vondsten, st.randoms())
def test_vacancies_come_in_one_order_whatever_order_they_came_in(
    wens: Wenscriteria, lijst: list[Vondst], toeval: Random
) -> None:
    soorten = frozenset({Wenssoort.OVERSTAP})
    eerst = rules.vacatures_bij_wens(soorten, wens, lijst, {})
    anders = list(lijst)
    toeval.shuffle(anders)
    assert rules.vacatures_bij_wens(soorten, wens, anders, {}) == eerst
    per_id = {een.vacature: een for een in lijst}
    volgorde = [
        (-rules.passend_aantal(criteria), per_id[id].sluitings_datum or date.max, id)
        for id, criteria in eerst
    ]
    assert volgorde == sorted(volgorde)
    assert all(per_id[id].soort is Vacaturesoort.VACATURE for id, _ in eerst)


@given(werken, wensvondsten, st.randoms())
def test_wishes_come_in_one_order_whatever_order_they_came_in(
    werk: Werkcriteria, lijst: list[Wensvondst], toeval: Random
) -> None:
    eerst = rules.wensen_bij_vacature(Vacaturesoort.STAGE, werk, lijst, {})
    anders = list(lijst)
    toeval.shuffle(anders)
    assert rules.wensen_bij_vacature(Vacaturesoort.STAGE, werk, anders, {}) == eerst
    per_id = {een.wens: een for een in lijst}
    volgorde = [(-rules.passend_aantal(c), per_id[id].sinds, id) for id, c in eerst]
    assert volgorde == sorted(volgorde)
    assert all(Wenssoort.STAGE_BEGELEIDEN in per_id[id].soorten for id, _ in eerst)


@given(wensen, werken)
def test_only_what_is_known_to_be_about_something_else_is_left_out(
    wens: Wenscriteria, werk: Werkcriteria
) -> None:
    criteria = rules.toets(wens, werk, None)
    inhoud = [c.uitkomst for c in criteria if c.soort in rules.INHOUD]
    assert rules.gaat_erover(criteria) == (PAST in inhoud or PAST_NIET not in inhoud)
    assert rules.zelfde_werk(wens, werk) == rules.gaat_erover(criteria)


# ---- nothing else comes in ----------------------------------------------------------------------


def test_only_these_facts_reach_the_rule() -> None:
    """No name, employer, free text, group or behaviour; who adds a field decides that here."""
    assert [veld.name for veld in fields(Wenscriteria)] == [
        "functies",
        "niveaus",
        "domeinen",
        "uren_min",
        "uren_max",
        "schaal_min",
        "pc4",
        "maximum_afstand",
        "contractsoorten",
        "competenties",
        "te_leren_competenties",
    ]
    assert [veld.name for veld in fields(Werkcriteria)] == [
        "functie",
        "niveau",
        "domein",
        "uren_min",
        "uren_max",
        "schaal_max",
        "pc4",
        "contractsoort",
        "competenties",
    ]
    assert [veld.name for veld in fields(Wensvondst)] == ["wens", "soorten", "sinds", "criteria"]


@given(st.text(min_size=1), st.text(), st.booleans())
def test_no_other_fact_of_a_vacancy_reaches_the_rule(titel: str, tekst: str, top: bool) -> None:
    een = Gegevens("Planeconoom", functie="planeconoom")
    ander = replace(een, titel=titel, omschrijving=tekst, vertrouwelijk=top, banenafspraak=top)
    assert storage.werkcriteria(een) == storage.werkcriteria(ander)


# ---- interest -----------------------------------------------------------------------------------


@given(st.sampled_from(Interessestatus), st.sampled_from(Interessestatus))
def test_interest_goes_only_as_the_table_says(van: Interessestatus, naar: Interessestatus) -> None:
    mag = (van, naar) in interesseregels.OVERGANGEN
    assert bool(rules.interesse_fouten(van, naar)) is not mag
    assert (naar in rules.interesse_mogelijk(van)) == mag
    assert van is not Interessestatus.INGETROKKEN or not mag


@given(st.sampled_from(Interessestatus), st.booleans())
def test_a_confidential_interest_shows_values_after_release_only(
    status: Interessestatus, vertrouwelijk: bool
) -> None:
    toont = rules.toont_waarden(status, vertrouwelijk)
    assert toont == (not vertrouwelijk or status is Interessestatus.VRIJGEGEVEN)


@given(
    st.lists(
        st.builds(
            Hoedanigheid,
            st.sampled_from(Categorie),
            st.sampled_from([None, VERBAND, ANDER_VERBAND]),
        )
    )
)
def test_the_category_of_a_card_is_coarse(wie: list[Hoedanigheid]) -> None:
    grof = rules.grove_categorie(wie, {VERBAND})
    assert grof in (Categorie.INTERN, Categorie.PARTNER, Categorie.EXTERN)
    # Redeployed or referred or not: the card says the same.
    zelfde = {
        Categorie.HERPLAATSING: Categorie.INTERN,
        Categorie.HERPLAATSING_PARTNER: Categorie.PARTNER,
        Categorie.DOORVERWEZEN: Categorie.EXTERN,
    }
    anders = [replace(een, categorie=zelfde.get(een.categorie, een.categorie)) for een in wie]
    assert rules.grove_categorie(anders, {VERBAND}) is grof
