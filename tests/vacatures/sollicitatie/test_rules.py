"""Category with its ground, transitions, and the order of candidates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie
from services.vacatures.openstelling.rules import Openstelling, stel_open
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import (
    OVERGANGEN,
    Kandidaat,
    Oordeel,
    Partij,
    Sollicitatiestatus,
)
from services.vacatures.vacature.rules import Gegevens, Kijker, Vacature, Vacaturestatus
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BEE,
    CEE,
    NA_SLUITING,
    NU,
    OPENBAAR,
    PARTNERS,
    VERBAND,
)
from tests.vacatures.conftest import convenant as als_json

S, K, W = Sollicitatiestatus, Partij.KANDIDAAT, Partij.WERKGEVER
SAMEN, ANDERS = frozenset({VERBAND}), frozenset({ANDER_VERBAND})
C = Categorie
VACATURE = Vacature(UUID(int=1), AA, Vacaturestatus.OPENGESTELD, Gegevens("Jurist"))


def open_(*lijst: dict[str, Any]) -> Openstelling:
    afspraken = [convenant.lees(een) for een in lijst or (als_json(),)]
    return stel_open(afspraken, NU, NA_SLUITING, frozenset())


OPEN = open_()


# ---- category ----------
EIGEN = Kijker(AA)
PARTNER = Kijker(BEE, verbanden=SAMEN)


@pytest.mark.parametrize(
    ("kijker", "nu", "categorie", "telt_vanaf"),
    [
        (EIGEN, NU, C.INTERN, NU),
        (replace(EIGEN, herplaatsing=True), NU, C.HERPLAATSING, NU),
        (replace(PARTNER, inlener_bij=frozenset({AA})), NU, C.INLEENKRACHT, NU),
        (replace(PARTNER, inlener_bij=frozenset({CEE})), NU, None, None),
        (PARTNER, NU, None, None),
        (PARTNER, PARTNERS, C.PARTNER, PARTNERS),
        (replace(PARTNER, herplaatsing=True), NU, C.HERPLAATSING_PARTNER, PARTNERS),
        (replace(PARTNER, herplaatsing=True), PARTNERS, C.HERPLAATSING_PARTNER, PARTNERS),
        # Through a verband with which this vacancy is not shared one is an outsider.
        (Kijker(CEE, verbanden=ANDERS), PARTNERS, None, None),
        (Kijker(CEE, verbanden=ANDERS), OPENBAAR, C.EXTERN, OPENBAAR),
        (Kijker(CEE), OPENBAAR, C.EXTERN, OPENBAAR),
        (EIGEN, NA_SLUITING, None, None),
    ],
)
def test_the_category_follows_from_facts(
    kijker: Kijker, nu: datetime, categorie: Categorie | None, telt_vanaf: datetime | None
) -> None:
    indeling = rules.deel_in(OPEN, kijker, VACATURE, nu)
    gevonden = (indeling.categorie, indeling.telt_vanaf) if indeling else (None, None)
    assert gevonden == (categorie, telt_vanaf)


@pytest.mark.parametrize(
    ("kijker", "nu", "categorie", "telt_vanaf"),
    [
        # Referred: no verband of the own is needed; seen early, counts from the own phase.
        (Kijker(CEE, verwezen_naar=frozenset({AA})), PARTNERS, C.DOORVERWEZEN, OPENBAAR),
        (Kijker(CEE, verwezen_naar=frozenset({AA})), OPENBAAR, C.DOORVERWEZEN, OPENBAAR),
        (Kijker(None, verwezen_naar=frozenset({AA})), OPENBAAR, C.DOORVERWEZEN, OPENBAAR),
        (Kijker(CEE, verwezen_naar=frozenset({BEE})), OPENBAAR, C.EXTERN, OPENBAAR),
        # The best of what somebody is: who may apply now goes before who would be held.
        (replace(PARTNER, verwezen_naar=frozenset({AA})), PARTNERS, C.PARTNER, PARTNERS),
    ],
)
def test_who_is_referred_counts_as_such(
    kijker: Kijker, nu: datetime, categorie: Categorie, telt_vanaf: datetime
) -> None:
    indeling = rules.deel_in(OPEN, kijker, VACATURE, nu)
    assert indeling is not None
    assert (indeling.categorie, indeling.telt_vanaf) == (categorie, telt_vanaf)


def test_people_of_every_employer_of_a_joint_vacancy_are_intern() -> None:
    samen = replace(VACATURE, werkgevers=(AA, BEE))
    for organisatie in (AA, BEE):
        indeling = rules.deel_in(OPEN, Kijker(organisatie, verbanden=SAMEN), samen, NU)
        assert indeling is not None
        assert indeling.categorie is C.INTERN
    hier = Kijker(CEE, inlener_bij=frozenset({BEE}))
    indeling = rules.deel_in(OPEN, hier, samen, NU)
    assert indeling is not None
    assert indeling.categorie is C.INLEENKRACHT


@given(
    st.sampled_from([None, AA, BEE, CEE]),
    st.booleans(),
    st.sampled_from([frozenset(), frozenset({AA}), frozenset({BEE})]),
    st.sampled_from([frozenset(), SAMEN, ANDERS]),
    st.integers(0, 50 * 24),
)
def test_what_the_employer_received_counts_no_earlier_than_what_came_in_here(
    organisatie: str | None,
    herplaatsing: bool,
    verwezen: frozenset[str],
    verbanden: frozenset[UUID],
    uren: int,
) -> None:
    kijker = Kijker(
        organisatie, verbanden=verbanden, herplaatsing=herplaatsing, verwezen_naar=verwezen
    )
    op = NU + timedelta(hours=uren)
    hier = rules.deel_in(OPEN, kijker, VACATURE, op)
    elders = rules.deel_geregistreerde_in(OPEN, kijker, VACATURE, op)
    if hier is not None:  # what may be made here is registered just so
        assert elders == hier
    if op < NA_SLUITING:  # and what came too early is held, never refused
        assert elders is not None
        assert elders.telt_vanaf >= op
    else:
        assert elders is None


def test_the_ground_names_the_convenant() -> None:
    indeling = rules.deel_in(OPEN, PARTNER, VACATURE, PARTNERS)
    assert indeling is not None
    assert indeling.grond == "In dienst bij een partnerorganisatie (convenant versie 1)"
    assert indeling.verbanden == SAMEN
    eigen = rules.deel_in(OPEN, EIGEN, VACATURE, NU)
    assert eigen is not None
    assert eigen.grond == "In dienst bij de werkgever van de vacature"


def test_a_partner_in_two_verbanden_counts_in_both() -> None:
    beide = open_(als_json(), als_json(ANDER_VERBAND))
    indeling = rules.deel_in(beide, replace(PARTNER, verbanden=SAMEN | ANDERS), VACATURE, PARTNERS)
    assert indeling is not None
    assert indeling.verbanden == SAMEN | ANDERS


def test_beletselen_come_together() -> None:
    gesloten = rules.beletselen(Vacaturestatus.GESLOTEN, None, True)
    assert [f.code for f in gesloten] == ["vacature-gesloten", "al-gesolliciteerd"]
    te_vroeg = rules.beletselen(Vacaturestatus.OPENGESTELD, None, False)
    assert [f.code for f in te_vroeg] == ["fase"]


# ---- transitions ----------
TOEGESTAAN = {
    (S.INGEDIEND, S.IN_BEHANDELING): W,
    (S.INGEDIEND, S.AFGEWEZEN): W,
    (S.INGEDIEND, S.INGETROKKEN): K,
    (S.IN_BEHANDELING, S.AANGEBODEN): W,
    (S.IN_BEHANDELING, S.AFGEWEZEN): W,
    (S.IN_BEHANDELING, S.INGETROKKEN): K,
    (S.AANGEBODEN, S.AANGENOMEN): K,
    (S.AANGEBODEN, S.IN_BEHANDELING): W,
    (S.AANGEBODEN, S.INGETROKKEN): K,
    (S.AANGENOMEN, S.INGETROKKEN): K,
    (S.AFGEWEZEN, S.IN_BEHANDELING): W,
}


@pytest.mark.parametrize(("van", "naar", "partij"), list(product(S, S, Partij)))
def test_every_transition_by_each_party(
    van: Sollicitatiestatus, naar: Sollicitatiestatus, partij: Partij
) -> None:
    fouten = rules.overgang_fouten(van, naar, partij, "Een reden", klacht_gegrond=True)
    mag = TOEGESTAAN.get((van, naar)) is partij
    assert (fouten == []) is mag
    assert (naar in rules.mogelijk(van, partij)) is mag


@pytest.mark.parametrize(("van", "naar"), list(product(S, S)))
def test_for_whom_only_the_employer_knows_it_records_what_they_told(
    van: Sollicitatiestatus, naar: Sollicitatiestatus
) -> None:
    """Withdrawn or accepted on the telephone: the same transitions, always with a reason."""
    mag = (van, naar) in TOEGESTAAN
    fouten = rules.overgang_fouten(van, naar, W, "Telefonisch.", True, namens=True)
    assert (fouten == []) is mag
    assert (naar in rules.mogelijk(van, W, namens=True)) is mag
    if TOEGESTAAN.get((van, naar)) is K:
        [fout] = rules.overgang_fouten(van, naar, W, " ", namens=True)
        assert (fout.veld, fout.code) == ("reden", "verplicht")
        assert rules.overgang_fouten(van, naar, K, "Zelf.", namens=True) == []


@pytest.mark.parametrize("reden", [None, "", "  "])
def test_a_rejection_needs_a_reason(reden: str | None) -> None:
    [fout] = rules.overgang_fouten(S.IN_BEHANDELING, S.AFGEWEZEN, W, reden)
    assert (fout.veld, fout.code) == ("reden", "verplicht")
    assert all(
        overgang.reden_verplicht
        for (_, naar), overgang in OVERGANGEN.items()
        if naar is S.AFGEWEZEN
    )


# ---- order ----------
def kandidaat(nr: int, categorie: Categorie, telt_vanaf: datetime = NU, **meer: Any) -> Kandidaat:
    verbanden = SAMEN if categorie in convenant.VIA_VERBAND else frozenset()
    facts: dict[str, Any] = {"verbanden": verbanden, "status": S.INGEDIEND} | meer
    return Kandidaat(UUID(int=nr), categorie, telt_vanaf=telt_vanaf, **facts)


def nummers(kandidaten: Sequence[Kandidaat], nu: datetime = OPENBAAR) -> list[tuple[int, int]]:
    return [(p.sollicitatie.int, p.rang) for p in rules.volgorde(kandidaten, OPEN, nu)]


def test_the_order_of_the_convenant_without_ranking_inside_a_group() -> None:
    lijst = [
        kandidaat(1, C.EXTERN, OPENBAAR),
        kandidaat(2, C.PARTNER, PARTNERS),
        kandidaat(3, C.INLEENKRACHT, NU + timedelta(hours=1)),
        kandidaat(4, C.INTERN, NU),
        kandidaat(5, C.HERPLAATSING, PARTNERS),
        kandidaat(6, C.DOORVERWEZEN, OPENBAAR),
        kandidaat(7, C.HERPLAATSING_PARTNER, PARTNERS),
    ]
    assert nummers(lijst) == [(5, 1), (4, 2), (3, 2), (7, 3), (2, 4), (6, 5), (1, 6)]


def test_who_is_held_stands_last_and_is_marked() -> None:
    lijst = [kandidaat(1, C.HERPLAATSING_PARTNER, PARTNERS), kandidaat(2, C.INTERN)]
    plaatsen = rules.volgorde(lijst, OPEN, NU)
    assert [(p.sollicitatie.int, p.aangehouden) for p in plaatsen] == [(2, False), (1, True)]
    later = rules.volgorde([*lijst, kandidaat(3, C.PARTNER, PARTNERS)], OPEN, PARTNERS)
    assert [p.sollicitatie.int for p in later] == [2, 1, 3]
    assert not any(p.aangehouden for p in later)


KANDIDATEN = st.lists(
    st.tuples(st.integers(1, 1000), st.sampled_from(Categorie), st.integers(0, 30)),
    max_size=15,
    unique_by=lambda k: k[0],
).map(lambda lijst: [kandidaat(nr, c, NU + timedelta(days=d)) for nr, c, d in lijst])


@given(KANDIDATEN, st.integers(0, 30), st.randoms())
def test_the_order_is_the_same_whatever_order_it_came_in(
    kandidaten: list[Kandidaat], dagen: int, toeval: Any
) -> None:
    nu = NU + timedelta(days=dagen)
    eerst = rules.volgorde(kandidaten, OPEN, nu)
    geschud = list(kandidaten)
    toeval.shuffle(geschud)
    assert rules.volgorde(geschud, OPEN, nu) == eerst
    assert {p.sollicitatie for p in eerst} == {k.sollicitatie for k in kandidaten}
    assert [p.rang for p in eerst] == sorted(p.rang for p in eerst)
    assert [p.aangehouden for p in eerst] == sorted(p.aangehouden for p in eerst)


def test_the_judgement_does_not_change_the_order() -> None:
    lijst = [kandidaat(1, C.PARTNER), kandidaat(2, C.EXTERN, oordeel=Oordeel.PASSEND)]
    assert nummers(lijst) == [(1, 1), (2, 2)]
