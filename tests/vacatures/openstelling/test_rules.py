"""When phases start and end, and what each category may do at every boundary."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant, Solliciteren
from services.vacatures.openstelling import rules
from services.vacatures.vacature import rules as vacature
from services.vacatures.vacature.rules import Hoedanigheid, Vacature, Vacaturestatus
from tests.vacatures.conftest import ANDER_VERBAND, NU, VERBAND
from tests.vacatures.conftest import convenant as als_json

AFSPRAKEN = convenant.lees(als_json())
SLUIT = rules.einde_dag(date(2026, 9, 30))
JA, WACHT, NEE = Solliciteren.JA, Solliciteren.AANGEHOUDEN, Solliciteren.NEE
TIK = timedelta(microseconds=1)
WERKGEVER = "00000099000000001000"


def utc(*delen: int) -> datetime:
    return datetime(*delen, tzinfo=UTC)  # type: ignore[arg-type,misc]


def momenten(van: date, tot: date) -> st.SearchStrategy[datetime]:
    """Any moment between two days, in UTC."""
    dagen = st.integers(0, (tot - van).days * 24 * 3600 * 10**6)
    return dagen.map(lambda n: rules.begin_dag(van) + timedelta(microseconds=n))


def stel_open(*lijst: Convenant, nu: datetime = NU, sluit: datetime = SLUIT) -> rules.Openstelling:
    return rules.stel_open(lijst, nu, sluit, frozenset())


# ---- working days ----------
@pytest.mark.parametrize(
    ("start", "werkdagen", "vrij", "einde"),
    [
        # In the middle of Wednesday: Thursday is the first whole day; the weekend does not count.
        (utc(2026, 8, 12, 7), 5, [], utc(2026, 8, 19, 22)),
        # Exactly at midnight in Amsterdam the day itself counts.
        (utc(2026, 8, 11, 22), 1, [], utc(2026, 8, 12, 22)),
        (utc(2026, 8, 11, 22) - TIK, 1, [], utc(2026, 8, 12, 22)),
        (utc(2026, 8, 11, 22) + TIK, 1, [], utc(2026, 8, 13, 22)),
        # Friday evening: Monday is the first working day.
        (utc(2026, 8, 14, 20), 1, [], utc(2026, 8, 17, 22)),
        # Saturday in Amsterdam, still Friday in UTC.
        (utc(2026, 8, 14, 22), 1, [], utc(2026, 8, 17, 22)),
        # 5 May and Ascension Day are days off.
        (utc(2026, 5, 4, 8), 1, [date(2026, 5, 5)], utc(2026, 5, 6, 22)),
        (utc(2026, 5, 12, 8), 2, [date(2026, 5, 14)], utc(2026, 5, 15, 22)),
        # Over the start of summer time (29 March 2026) midnight moves from 23 to 22 hours UTC.
        (utc(2026, 3, 27, 8), 1, [], utc(2026, 3, 30, 22)),
        (utc(2026, 3, 26, 23), 1, [], utc(2026, 3, 27, 23)),
        # Over the end of summer time (25 October 2026) from 22 to 23 hours UTC.
        (utc(2026, 10, 23, 8), 1, [], utc(2026, 10, 26, 23)),
        (utc(2026, 10, 22, 22), 1, [], utc(2026, 10, 23, 22)),
        # The changing days themselves are Sundays; a closing on them ends at their midnight.
        (utc(2026, 12, 24, 8), 2, [date(2026, 12, 25)], utc(2026, 12, 29, 23)),
        (utc(2026, 8, 12, 7), 0, [], utc(2026, 8, 12, 7)),
    ],
)
def test_na_werkdagen(start: datetime, werkdagen: int, vrij: list[date], einde: datetime) -> None:
    assert rules.na_werkdagen(start, werkdagen, frozenset(vrij)) == einde


@pytest.mark.parametrize(
    ("dag", "begin", "einde"),
    [
        (date(2026, 3, 29), utc(2026, 3, 28, 23), utc(2026, 3, 29, 22)),  # 23 hours long
        (date(2026, 10, 25), utc(2026, 10, 24, 22), utc(2026, 10, 25, 23)),  # 25 hours long
        (date(2026, 8, 12), utc(2026, 8, 11, 22), utc(2026, 8, 12, 22)),
    ],
)
def test_a_day_in_amsterdam(dag: date, begin: datetime, einde: datetime) -> None:
    assert (rules.begin_dag(dag), rules.einde_dag(dag)) == (begin, einde)
    assert rules.dag_van(begin) == rules.dag_van(einde - TIK) == dag


@given(
    momenten(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(1, 30),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 3, 1)), max_size=20),
)
def test_n_whole_working_days_fit_in_between(
    start: datetime, werkdagen: int, vrij: frozenset[date]
) -> None:
    einde = rules.na_werkdagen(start, werkdagen, vrij)
    dagen = [rules.dag_van(start) + timedelta(days=n) for n in range(400)]
    heel = [d for d in dagen if start <= rules.begin_dag(d) and rules.einde_dag(d) <= einde]
    assert sum(rules.is_werkdag(dag, vrij) for dag in heel) == werkdagen
    assert rules.is_werkdag(rules.dag_van(einde - TIK), vrij)
    assert rules.na_werkdagen(start, werkdagen + 1, vrij) > einde


# ---- the phase matrix ----------
INTERN, PARTNERS, OPENBAAR = NU, utc(2026, 8, 19, 22), utc(2026, 8, 26, 22)
VERWACHT = {
    "intern": {
        Categorie.HERPLAATSING: (True, JA),
        Categorie.INTERN: (True, JA),
        Categorie.INLEENKRACHT: (True, JA),
        Categorie.HERPLAATSING_PARTNER: (True, WACHT),
        Categorie.PARTNER: (False, NEE),
        Categorie.DOORVERWEZEN: (False, NEE),
        Categorie.EXTERN: (False, NEE),
    },
    "partners": {
        **dict.fromkeys(Categorie, (True, JA)),
        Categorie.DOORVERWEZEN: (True, WACHT),
        Categorie.EXTERN: (False, NEE),
    },
    "openbaar": dict.fromkeys(Categorie, (True, JA)),
    "geen": dict.fromkeys(Categorie, (False, NEE)),
}


@pytest.mark.parametrize(
    ("op", "fase"),
    [
        (INTERN - TIK, "geen"),
        (INTERN, "intern"),
        (PARTNERS - TIK, "intern"),
        (PARTNERS, "partners"),
        (OPENBAAR - TIK, "partners"),
        (OPENBAAR, "openbaar"),
        (SLUIT - TIK, "openbaar"),
        (SLUIT, "geen"),
    ],
)
@pytest.mark.parametrize("categorie", list(Categorie))
def test_every_category_at_every_boundary(op: datetime, fase: str, categorie: Categorie) -> None:
    open_ = stel_open(AFSPRAKEN)
    wie = hoedanigheid(categorie)
    toegang, lopend = rules.toegang_op(open_, wie, op)
    assert (toegang.zichtbaar, toegang.solliciteren) == VERWACHT[fase][categorie]
    assert (lopend.naam if lopend else "geen") == fase


def hoedanigheid(categorie: Categorie, verband: UUID = VERBAND) -> Hoedanigheid:
    return Hoedanigheid(categorie, verband if categorie in convenant.VIA_VERBAND else None)


@pytest.mark.parametrize(
    ("geopend", "sluit", "grenzen"),
    [
        # Opened on the Friday before summer time starts: 5 + 5 working days around Good Friday
        # and Easter Monday.
        (
            utc(2026, 3, 27, 8),
            utc(2026, 4, 30, 22),
            [utc(2026, 3, 27, 8), utc(2026, 4, 7, 22), utc(2026, 4, 14, 22), utc(2026, 4, 30, 22)],
        ),
        # Over the end of summer time.
        (
            utc(2026, 10, 23, 8),
            utc(2026, 11, 30, 23),
            [
                utc(2026, 10, 23, 8),
                utc(2026, 10, 30, 23),
                utc(2026, 11, 6, 23),
                utc(2026, 11, 30, 23),
            ],
        ),
        # Closes inside the partner phase: there is no public phase at all.
        (NU, utc(2026, 8, 24, 22), [NU, PARTNERS, utc(2026, 8, 24, 22)]),
        (NU, utc(2026, 8, 17, 22), [NU, utc(2026, 8, 17, 22)]),
    ],
)
def test_the_phases_in_time(geopend: datetime, sluit: datetime, grenzen: list[datetime]) -> None:
    vrij = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27)})
    open_ = rules.stel_open([AFSPRAKEN], geopend, sluit, vrij)
    assert rules.grenzen(open_) == grenzen


def test_partner_telt_als_intern_merges_the_phases() -> None:
    samen = replace(AFSPRAKEN, partner_telt_als_intern=True)
    open_ = stel_open(samen)
    for categorie in (Categorie.PARTNER, Categorie.HERPLAATSING_PARTNER):
        toegang, _ = rules.toegang_op(open_, hoedanigheid(categorie), NU)
        assert toegang == convenant.Toegang(True, JA)
    buiten, _ = rules.toegang_op(open_, hoedanigheid(Categorie.EXTERN), NU)
    assert not buiten.zichtbaar
    assert convenant.rang(samen, Categorie.PARTNER) == convenant.rang(samen, Categorie.INTERN)


# ---- own lengths ----------
def test_a_phase_may_be_skipped_or_changed_with_a_reason() -> None:
    wijzigingen = [
        rules.Fasewijziging("intern", 0, "Er is intern niemand met deze opleiding"),
        rules.Fasewijziging("partners", 1, "Spoed"),
    ]
    open_ = rules.stel_open([AFSPRAKEN], NU, SLUIT, frozenset(), wijzigingen)
    assert [(f.naam, f.van) for f in open_.delen[0].fasen] == [
        ("partners", NU),
        ("openbaar", utc(2026, 8, 13, 22)),
    ]
    assert rules.wijziging_fouten([AFSPRAKEN], wijzigingen) == []


@pytest.mark.parametrize(
    ("wijziging", "code"),
    [
        (rules.Fasewijziging("bestaat niet", 1, "x"), "onbekend"),
        (rules.Fasewijziging("intern", 21, "x"), "te-lang"),
        (rules.Fasewijziging("openbaar", 5, "x"), "zonder-einde"),
        (rules.Fasewijziging("intern", 5, "x", ANDER_VERBAND), "onbekend"),
    ],
)
def test_own_lengths_stay_inside_the_convenant(wijziging: rules.Fasewijziging, code: str) -> None:
    assert [f.code for f in rules.wijziging_fouten([AFSPRAKEN], [wijziging])] == [code]


# ---- several verbanden ----------
KORT = convenant.lees(
    als_json(
        ANDER_VERBAND,
        fasen=[
            fase | {"werkdagen": 0} if fase["naam"] == "intern" else fase
            for fase in als_json()["fasen"]
        ],
    )
)


def test_several_verbanden_each_by_its_own_rules() -> None:
    """The other verband skips the internal phase: its partners come in at once."""
    open_ = stel_open(AFSPRAKEN, KORT)
    een = rules.toegang_op(open_, Hoedanigheid(Categorie.PARTNER, VERBAND), NU)[0]
    ander = rules.toegang_op(open_, Hoedanigheid(Categorie.PARTNER, ANDER_VERBAND), NU)[0]
    assert (een.zichtbaar, ander.zichtbaar) == (False, True)
    # Outsiders wait until both verbanden are public, although one already is.
    half = utc(2026, 8, 20, 8)
    buiten = Hoedanigheid(Categorie.EXTERN)
    assert rules.fase_op(open_.delen[1], half).naam == "openbaar"  # type: ignore[union-attr]
    assert not rules.toegang_op(open_, buiten, half)[0].zichtbaar
    assert rules.toegang_op(open_, buiten, OPENBAAR)[0].zichtbaar
    assert rules.eerste_openbaar_op(open_) == OPENBAAR
    eigen = Hoedanigheid(Categorie.INTERN)
    assert rules.toegang_op(open_, eigen, NU)[0] == convenant.Toegang(True, JA)


def test_nobody_else_through_a_verband_that_is_not_shared_with() -> None:
    open_ = stel_open(AFSPRAKEN)
    vreemd = Hoedanigheid(Categorie.PARTNER, ANDER_VERBAND)
    assert rules.toegang_op(open_, vreemd, OPENBAAR)[0] == convenant.GEEN_TOEGANG


def test_shared_with_nobody_is_open_to_all_at_once() -> None:
    open_ = stel_open()
    assert rules.eerste_openbaar_op(open_) == NU
    assert rules.toegang_op(open_, Hoedanigheid(Categorie.EXTERN), NU)[0].solliciteren is JA


# ---- held applications ----------
def test_a_held_application_counts_from_its_phase() -> None:
    open_ = stel_open(AFSPRAKEN)
    wie = hoedanigheid(Categorie.HERPLAATSING_PARTNER)
    assert rules.telt_vanaf(open_, wie, NU) == PARTNERS
    assert rules.telt_vanaf(open_, wie, PARTNERS) == PARTNERS
    assert rules.telt_vanaf(open_, hoedanigheid(Categorie.DOORVERWEZEN), PARTNERS) == OPENBAAR
    assert rules.telt_vanaf(open_, hoedanigheid(Categorie.PARTNER), NU) is None
    kort = stel_open(AFSPRAKEN, sluit=utc(2026, 8, 17, 22))
    assert rules.telt_vanaf(kort, wie, NU) is None  # its phase never comes
    assert rules.toegang_op(kort, wie, NU)[0] == convenant.Toegang(True, NEE)
    zin = "Herplaatsingskandidaten van partnerorganisaties zien de vacature en mogen niet"
    assert rules.wie_in_woorden(kort, wie, NU) == f"{zin} solliciteren."


# ---- what the database knows ----------
TOEGANGEN = st.builds(convenant.Toegang, st.booleans(), st.sampled_from(Solliciteren))
AFSPRAAK = st.builds(
    convenant.Faseafspraak,
    st.sampled_from(["een", "twee", "drie"]),
    st.one_of(st.none(), st.integers(0, 10)),
    st.sampled_from(convenant.Voorrangsmodus),
    st.fixed_dictionaries(dict.fromkeys(Categorie, TOEGANGEN)),
)
FASEN = st.lists(AFSPRAAK, min_size=1, max_size=3).map(tuple)
CONVENANTEN = st.lists(FASEN, max_size=2).map(
    lambda lijst: [
        Convenant(verband, 1, fasen, ())
        for verband, fasen in zip((VERBAND, ANDER_VERBAND), lijst, strict=False)
    ]
)
MOMENTEN = momenten(date(2026, 8, 1), date(2026, 10, 15))


@given(CONVENANTEN, MOMENTEN, st.booleans())
def test_windows_say_the_same_as_the_phases(
    lijst: list[Convenant], op: datetime, op_grens: bool
) -> None:
    open_ = stel_open(*lijst)
    if op_grens and rules.grenzen(open_):
        op = min(rules.grenzen(open_), key=lambda grens: abs(grens - op))
    zichtperioden = rules.zichtperioden(open_)
    for wie in rules.alle_hoedanigheden(open_):
        lopend = [
            v
            for v in zichtperioden
            if (v.categorie, v.verband) == (wie.categorie, wie.verband) and v.van <= op < v.tot
        ]
        toegang, fase = rules.toegang_op(open_, wie, op)
        assert len(lopend) == (1 if toegang.zichtbaar else 0)
        if lopend and fase:
            assert (lopend[0].solliciteren, lopend[0].fase) == (toegang.solliciteren, fase.naam)


@given(CONVENANTEN, MOMENTEN, momenten(date(2026, 8, 13), date(2026, 10, 1)))
def test_nobody_is_held_for_a_phase_that_never_comes(
    lijst: list[Convenant], op: datetime, sluit: datetime
) -> None:
    open_ = stel_open(*lijst, sluit=sluit)
    for wie in rules.alle_hoedanigheden(open_):
        solliciteren = rules.toegang_op(open_, wie, op)[0].solliciteren
        telt = rules.telt_vanaf(open_, wie, op)
        assert (telt is None) is (solliciteren is NEE)
        assert telt is None or (telt > op if solliciteren is WACHT else telt == op)


@given(CONVENANTEN, MOMENTEN)
def test_nobody_inside_sees_less_than_an_outsider(lijst: list[Convenant], op: datetime) -> None:
    open_ = stel_open(*lijst)
    een = Vacature(
        UUID(int=1),
        WERKGEVER,
        Vacaturestatus.OPENGESTELD,
        vacature.Gegevens("x"),
        sluit_op=SLUIT,
    )
    zichtperioden = rules.zichtperioden(open_)
    buiten = vacature.zicht(een, zichtperioden, vacature.Kijker(), op)
    for organisatie in (WERKGEVER, "00000099000000002000"):
        kijker = vacature.Kijker(organisatie, verbanden=frozenset({VERBAND}))
        binnen = vacature.zicht(een, zichtperioden, kijker, op)
        assert binnen.zichtbaar or not buiten.zichtbaar
        assert convenant.RUIMTE[binnen.solliciteren] >= convenant.RUIMTE[buiten.solliciteren]


def test_in_words() -> None:
    zichtperioden = rules.zichtperioden(stel_open(AFSPRAKEN))
    assert vacature.in_woorden(zichtperioden, NU) == (
        "Nu mogen solliciteren: eigen herplaatsingskandidaten, eigen medewerkers en inleenkrachten"
        " bij de werkgever. Al te zien en aangehouden tot de eigen fase:"
        " herplaatsingskandidaten van partnerorganisaties."
    )
    assert vacature.in_woorden(zichtperioden, OPENBAAR) == "Iedereen mag nu solliciteren."
    assert vacature.in_woorden(zichtperioden, SLUIT) == "Niemand mag nu solliciteren."


def test_who_hears_of_it() -> None:
    zichtperioden = rules.zichtperioden(stel_open(AFSPRAKEN))
    assert vacature.gehoor(zichtperioden, NU) == vacature.Gehoor(True, frozenset(), False)
    assert vacature.gehoor(zichtperioden, PARTNERS) == vacature.Gehoor(
        True, frozenset({VERBAND}), False
    )
    assert vacature.gehoor(zichtperioden, OPENBAAR).iedereen
    assert vacature.gehoor(zichtperioden, SLUIT) == vacature.Gehoor(False, frozenset(), False)
