"""Terms, durations, complaints, rejections and what people are told."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import STANDAARD
from services.vacatures.openstelling.rules import dag_van
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import (
    KLACHTOVERGANGEN,
    Afwijsgrond,
    Herinneringsoort,
    Klachtstatus,
    Klachtuitkomst,
    Partij,
    Sollicitatiestatus,
    Statuswijziging,
    berichten,
)
from tests.vacatures.conftest import NU

S, K, W = Sollicitatiestatus, Partij.KANDIDAAT, Partij.WERKGEVER
KS = Klachtstatus
ID = UUID(int=1)
MOMENTEN = st.integers(0, 400).map(lambda dagen: NU + timedelta(days=dagen))


# ---- terms ----------
@given(st.sampled_from(S), MOMENTEN, st.booleans(), st.integers(1, 60), st.integers(0, 30))
def test_who_waits_for_the_employer_is_due_within_the_term(
    status: Sollicitatiestatus, gehoord: datetime, vervuld: bool, dagen: int, vooraf: int
) -> None:
    afspraken = replace(STANDAARD, reactietermijn_dagen=dagen, herinnering_dagen_vooraf=vooraf)
    herinnering = rules.reactie(ID, status, gehoord, vervuld, afspraken)
    if status not in (S.INGEDIEND, S.IN_BEHANDELING):
        assert herinnering is None  # the candidate's turn, or over
        return
    assert herinnering is not None
    assert herinnering.uiterlijk_op == dag_van(gehoord) + timedelta(days=dagen)
    soort = Herinneringsoort.BESLUIT if vervuld else Herinneringsoort.REACTIE
    assert herinnering.soort is soort
    eerste = herinnering.uiterlijk_op - timedelta(days=vooraf)
    assert rules.is_aan_de_beurt(herinnering, afspraken, eerste)
    assert not rules.is_aan_de_beurt(herinnering, afspraken, eerste - timedelta(days=1))
    assert not herinnering.is_te_laat(herinnering.uiterlijk_op)  # the last day is in time
    assert herinnering.is_te_laat(herinnering.uiterlijk_op + timedelta(days=1))


# ---- durations ----------
def regel(naar: Sollicitatiestatus, partij: Partij, uren: int) -> Statuswijziging:
    return Statuswijziging(naar, partij, NU + timedelta(hours=uren))


def test_durations_come_from_the_log() -> None:
    log = [
        regel(S.INGEDIEND, K, 0),
        regel(S.IN_BEHANDELING, W, 30),
        regel(S.AANGEBODEN, W, 50),
        regel(S.IN_BEHANDELING, W, 60),
        regel(S.AANGEBODEN, W, 61),
        regel(S.AANGENOMEN, K, 100),
    ]
    duur = rules.doorlooptijd(log, NU + timedelta(hours=10), NU + timedelta(hours=500))
    assert duur.reactietijd == timedelta(hours=20)  # from when it counts, not while it was held
    assert duur.wervingstijd == timedelta(hours=100)
    assert duur.per_status[S.IN_BEHANDELING] == timedelta(hours=21)
    assert duur.per_status[S.AANGENOMEN] == timedelta(hours=400)


def test_what_has_not_happened_has_no_duration() -> None:
    duur = rules.doorlooptijd([regel(S.INGEDIEND, K, 0)], NU, NU + timedelta(hours=5))
    assert (duur.reactietijd, duur.wervingstijd) == (None, None)
    assert duur.per_status == {S.INGEDIEND: timedelta(hours=5)}
    leeg = rules.doorlooptijd([], NU, NU)
    assert (leeg.reactietijd, leeg.wervingstijd, leeg.per_status) == (None, None, {})


@given(
    st.lists(
        st.tuples(st.sampled_from(S), st.sampled_from(Partij), st.integers(0, 90)),
        min_size=1,
        max_size=10,
    ),
    MOMENTEN,
)
def test_time_per_status_adds_up_to_the_whole(lijst: list[Any], telt: datetime) -> None:
    uren, log = 0, []
    for naar, partij, stap in lijst:
        uren += stap
        log.append(regel(naar, partij, uren))
    nu = NU + timedelta(hours=uren + 7)
    duur = rules.doorlooptijd(log, telt, nu)
    assert sum(duur.per_status.values(), timedelta()) == nu - log[0].op
    assert duur.reactietijd is None or duur.reactietijd >= timedelta()


# ---- complaints ----------
@pytest.mark.parametrize(("van", "naar", "partij"), list(product(KS, KS, Partij)))
def test_every_change_of_a_complaint_by_each_party(
    van: Klachtstatus, naar: Klachtstatus, partij: Partij
) -> None:
    uitkomst = Klachtuitkomst.GEGROND if naar is KS.AFGEHANDELD else None
    fouten = rules.klacht_fouten(van, naar, partij, "Ander", ["Jansen"], uitkomst, "Een reden")
    mag = KLACHTOVERGANGEN.get((van, naar)) is partij
    assert (fouten == []) is mag
    assert (naar in rules.klacht_mogelijk(van, partij)) is mag


@pytest.mark.parametrize("naam", ["J. Jansen", "j.  jansen ", "J. JANSEN"])
@pytest.mark.parametrize("naar", [KS.IN_BEHANDELING, KS.AFGEHANDELD])
def test_whoever_judged_does_not_handle_the_complaint(naam: str, naar: Klachtstatus) -> None:
    van = KS.INGEDIEND if naar is KS.IN_BEHANDELING else KS.IN_BEHANDELING
    [fout] = rules.klacht_fouten(
        van, naar, W, naam, ["J. Jansen", "Pietersen"], Klachtuitkomst.ONGEGROND, "Reden"
    )
    assert fout.code == "zelfde-mens"


def test_an_answer_has_an_outcome_and_a_reason() -> None:
    fouten = rules.klacht_fouten(KS.IN_BEHANDELING, KS.AFGEHANDELD, W, "Ander", [], None, " ")
    assert [(f.veld, f.code) for f in fouten] == [
        ("uitkomst", "verplicht"),
        ("reden", "verplicht"),
    ]
    te_vroeg = rules.klacht_fouten(
        KS.INGEDIEND, KS.IN_BEHANDELING, W, "Ander", [], Klachtuitkomst.GEGROND, None
    )
    assert [f.code for f in te_vroeg] == ["te-vroeg"]


def test_the_term_of_a_complaint_is_a_setting() -> None:
    assert rules.uiterlijk(date(2026, 8, 12), STANDAARD.klachttermijn_dagen) == date(2026, 9, 23)


# ---- rejection ----------
def test_only_an_upheld_complaint_opens_a_rejection_again() -> None:
    [fout] = rules.overgang_fouten(S.AFGEWEZEN, S.IN_BEHANDELING, W, "Opnieuw bekeken")
    assert fout.code == "geen-gegronde-klacht"
    assert rules.overgang_fouten(S.AFGEWEZEN, S.IN_BEHANDELING, W, "Opnieuw", True) == []
    [zonder] = rules.overgang_fouten(S.AFGEWEZEN, S.IN_BEHANDELING, W, None, True)
    assert zonder.veld == "reden"


def test_every_ground_has_a_meaning() -> None:
    assert set(rules.AFWIJSGRONDEN) == set(Afwijsgrond)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_several_rejections_need_a_reason_of_their_own(redenen: list[str]) -> None:
    kernen = [" ".join(r.casefold().split()) for r in redenen]
    goed = all(kernen) and len(set(kernen)) == len(kernen)
    assert (rules.afwijzing_fouten(redenen) == []) is goed


def test_the_same_words_twice_are_no_own_reason() -> None:
    fouten = rules.afwijzing_fouten(["Te weinig ervaring.", "te  weinig ERVARING.", " "])
    assert [(f.veld, f.code) for f in fouten] == [
        ("afwijzingen.1.reden", "reden-herhaald"),
        ("afwijzingen.2.reden", "verplicht"),
    ]


# ---- what people are told ----------
@pytest.mark.parametrize(("van", "naar"), list(rules.OVERGANGEN))
def test_every_change_has_words(van: Sollicitatiestatus, naar: Sollicitatiestatus) -> None:
    onderwerp, tekst = berichten.gewijzigd("Jurist", van, naar)
    assert onderwerp == "Uw sollicitatie: Jurist"
    assert "'Jurist'" in tekst


@pytest.mark.parametrize("soort", list(Herinneringsoort))
def test_a_reminder_names_nobody_and_has_a_day(soort: Herinneringsoort) -> None:
    _, tekst = berichten.herinnering("Jurist", soort, date(2026, 8, 26))
    assert "uiterlijk 26 augustus 2026" in tekst


# ---- who reads ----------
@given(
    st.booleans(),
    st.sampled_from([None, "een", "twee"]),
    st.sampled_from([("een",), ("een", "twee"), ("drie",)]),
    st.sampled_from([None, "intranet", "inlog"]),
    st.sampled_from([None, "intranet", "inlog"]),
)
def test_an_employers_machine_knows_what_the_employer_may_know(
    eigen_inlog: bool,
    organisatie: str | None,
    werkgevers: tuple[str, ...],
    client: str | None,
    gemaakt_door: str | None,
) -> None:
    ziet = rules.ziet_eigen(eigen_inlog, organisatie, werkgevers, client, gemaakt_door)
    vrij = eigen_inlog or organisatie is None or organisatie in werkgevers
    assert ziet is (vrij or (client is not None and client == gemaakt_door))


MENSEN = st.none() | st.sampled_from([UUID(int=1), UUID(int=2)])


@given(
    st.sampled_from([None, "een", "drie"]),
    st.sampled_from([frozenset[str](), frozenset({"leidinggevende"}), frozenset({"recruiter"})]),
    MENSEN,
    MENSEN,
    st.booleans(),
    st.booleans(),
)
def test_of_those_who_lead_only_the_holder_reads_the_order(
    organisatie: str | None,
    rollen: frozenset[str],
    medewerker: UUID | None,
    houder: UUID | None,
    zonder_houder: bool,
    solliciteert: bool,
) -> None:
    wie = rules.Meelezer(organisatie, rollen, medewerker, solliciteert)
    leest = rules.mag_volgorde_lezen(wie, ("een", "twee"), houder, zonder_houder=zonder_houder)
    leidt = "leidinggevende" in rollen and zonder_houder
    mag = leidt if houder is None else medewerker == houder and not solliciteert
    assert leest is (organisatie == "een" and mag)
    # Taking part is more than reading: nobody does it without being named.
    doet_mee = rules.is_houder(wie, ("een", "twee"), houder)
    assert doet_mee is (leest and houder is not None)
