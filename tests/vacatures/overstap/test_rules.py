"""A move: from whom to whom, the first day, the checklist and the end."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Categorie
from services.vacatures.overstap import rules
from services.vacatures.overstap.rules import CHECKLIST, Overstappartij, Overstapstatus, Start
from tests.vacatures.conftest import AA, BEE

P, S = Overstappartij, Overstapstatus
VANDAAG = date(2026, 8, 27)
VROEGST = date(2026, 11, 1)
DAGEN = st.integers(-60, 200).map(lambda dagen: VANDAAG + timedelta(days=dagen))


@pytest.mark.parametrize(
    ("organisatie", "categorie", "verwacht"),
    [
        (BEE, Categorie.PARTNER, True),
        (BEE, Categorie.HERPLAATSING_PARTNER, True),
        (BEE, Categorie.INLEENKRACHT, True),
        (BEE, Categorie.DOORVERWEZEN, True),
        (BEE, Categorie.EXTERN, False),
        (AA, Categorie.INTERN, False),
        (None, Categorie.DOORVERWEZEN, False),
        (None, Categorie.EXTERN, False),
    ],
)
def test_a_move_is_from_an_employer_that_shares_the_agreements(
    organisatie: str | None, categorie: Categorie, verwacht: bool
) -> None:
    assert rules.is_overstap(organisatie, (AA,), categorie) is verwacht
    assert not rules.is_overstap(organisatie, (AA, BEE), categorie)


@given(st.sampled_from(P), st.sampled_from([None, AA, BEE]))
def test_the_employer_that_is_left_never_speaks_of_the_scale(
    door: Overstappartij, werkt_voor: str | None
) -> None:
    mag = rules.spreekt_over_schaal(door, werkt_voor, BEE)
    assert mag is (door is not P.THUISORGANISATIE and werkt_voor != BEE)


# ---- the first day ----------
@given(DAGEN, st.sampled_from(P), st.sampled_from([None, " ", "Overleg"]))
def test_who_may_name_which_first_day(datum: date, door: Overstappartij, reden: str | None) -> None:
    codes = {f.code for f in rules.start_fouten(Start(VROEGST), datum, door, reden, VANDAAG)}
    vroeg = datum < VROEGST
    werkgever = door is P.NIEUWE_WERKGEVER or (vroeg and door is P.THUISORGANISATIE)
    assert ("andere-partij" in codes) is not werkgever
    assert ("voorbij" in codes) is (datum < VANDAAG)
    assert ("verplicht" in codes) is (vroeg and not (reden or "").strip())


@given(DAGEN, DAGEN)
def test_earlier_than_the_notice_period_needs_both_employers(een: date, ander: date) -> None:
    eerst = rules.noem_start(Start(VROEGST), een, P.NIEUWE_WERKGEVER)
    assert (eerst.datum == een) is (een >= VROEGST)
    nog_eens = rules.noem_start(eerst, een, P.NIEUWE_WERKGEVER)
    assert (nog_eens.datum == een) is (een >= VROEGST)  # saying it twice is not agreeing
    samen = rules.noem_start(eerst, ander, P.THUISORGANISATIE)
    akkoord = een == ander
    assert (samen.datum == ander) is (ander >= VROEGST or akkoord)


def test_an_agreed_day_ends_the_proposal() -> None:
    vroeg = VROEGST - timedelta(days=30)
    voorstel = rules.noem_start(Start(VROEGST), vroeg, P.NIEUWE_WERKGEVER)
    assert (voorstel.voorstel, voorstel.voorstel_door) == (vroeg, P.NIEUWE_WERKGEVER)
    assert rules.noem_start(voorstel, vroeg, P.THUISORGANISATIE) == Start(VROEGST, vroeg)
    assert rules.noem_start(voorstel, VROEGST, P.NIEUWE_WERKGEVER) == Start(VROEGST, VROEGST)


# ---- status ----------
TOEGESTAAN = {
    (S.AFGESPROKEN, S.BEGONNEN): {P.NIEUWE_WERKGEVER},
    (S.AFGESPROKEN, S.AFGEBROKEN): {P.NIEUWE_WERKGEVER, P.MEDEWERKER},
}


@pytest.mark.parametrize(("van", "naar", "door"), list(product(S, S, P)))
def test_every_transition_by_each_party(
    van: Overstapstatus, naar: Overstapstatus, door: Overstappartij
) -> None:
    start = Start(VROEGST, VANDAAG)
    fouten = rules.overgang_fouten(van, naar, door, "Een reden", start, VANDAAG)
    mag = door in TOEGESTAAN.get((van, naar), set())
    assert (fouten == []) is mag
    assert (naar in rules.mogelijk(van, door)) is mag


@pytest.mark.parametrize("datum", [None, VANDAAG + timedelta(days=1)])
def test_a_move_begins_on_its_first_day(datum: date | None) -> None:
    start, wie = Start(VROEGST, datum), P.NIEUWE_WERKGEVER
    [fout] = rules.overgang_fouten(S.AFGESPROKEN, S.BEGONNEN, wie, None, start, VANDAAG)
    assert fout.code == "nog-niet-begonnen"


def test_breaking_off_needs_a_reason() -> None:
    wie = P.MEDEWERKER
    [fout] = rules.overgang_fouten(S.AFGESPROKEN, S.AFGEBROKEN, wie, " ", Start(VROEGST), VANDAAG)
    assert (fout.veld, fout.code) == ("reden", "verplicht")


# ---- checklist ----------
def test_codes_are_unique_and_fit_an_address() -> None:
    codes = [p.code for p in CHECKLIST]
    assert len(set(codes)) == len(codes)
    assert all(code.isascii() and code.isalpha() and code.islower() for code in codes)
    assert rules.punt("bestaatniet") is None


@given(
    st.sampled_from(CHECKLIST),
    st.sampled_from(P),
    st.none() | DAGEN,
    st.sampled_from([None, True, False]),
)
def test_what_may_be_recorded(
    punt: rules.Checklistpunt, door: Overstappartij, gedaan: date | None, antwoord: bool | None
) -> None:
    codes = {f.code for f in rules.punt_fouten(punt, door, gedaan, antwoord, VANDAAG)}
    namens = punt.eigenaar is P.MEDEWERKER and door is P.NIEUWE_WERKGEVER
    assert ("andere-partij" in codes) is not (door is punt.eigenaar or namens)
    assert ("toekomst" in codes) is (gedaan is not None and gedaan > VANDAAG)
    vraag = punt.ja_of_nee and gedaan is not None
    assert ("verplicht" in codes) is (vraag and antwoord is None)
    assert ("niet-gevraagd" in codes) is (antwoord is not None and not vraag)


def test_what_is_left() -> None:
    alles = [p.code for p in CHECKLIST]
    assert rules.te_regelen([]) == list(CHECKLIST)
    assert [p.code for p in rules.te_regelen(alles[1:])] == alles[:1]
    assert rules.te_regelen(alles) == []
