"""Partner telt als intern: the partner phase disappears into the internal one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant, Toegang, Voorrangsmodus
from services.vacatures.openstelling import rules
from services.vacatures.vacature import rules as vacature
from tests.vacatures.conftest import NU, VERBAND
from tests.vacatures.openstelling.voorbeelden import (
    AFSPRAKEN,
    JA,
    WACHT,
    convenanten_van,
    minstens,
)

SLUIT = rules.einde_dag(date(2026, 9, 30))
SAMEN = replace(AFSPRAKEN, partner_telt_als_intern=True)
C = Categorie


def met_lengten(*lengten: int | None) -> Convenant:
    fasen = tuple(replace(f, werkdagen=n) for f, n in zip(SAMEN.fasen, lengten, strict=True))
    return replace(SAMEN, fasen=fasen)


def test_the_phases_are_one() -> None:
    open_ = rules.stel_open([SAMEN], NU, SLUIT, frozenset())
    intern, openbaar = open_.delen[0].fasen
    assert (intern.nr, intern.naam, openbaar.nr, openbaar.naam) == (0, "intern", 2, "openbaar")
    assert intern.modus is Voorrangsmodus.EXCLUSIEF
    assert rules.grenzen(open_) == [NU, openbaar.van, SLUIT]
    assert {soort for soort, mag in intern.toegang.items() if mag.solliciteren is JA} == {
        C.HERPLAATSING,
        C.INTERN,
        C.INLEENKRACHT,
        C.HERPLAATSING_PARTNER,
        C.PARTNER,
    }
    # What the partner phase gave to others stays theirs; outsiders wait as in the internal one.
    assert intern.toegang[C.DOORVERWEZEN] == Toegang(True, WACHT)
    assert intern.toegang[C.EXTERN] == convenant.GEEN_TOEGANG


def test_words_and_listeners_follow() -> None:
    open_ = rules.stel_open([SAMEN], NU, SLUIT, frozenset())
    zichtperioden = rules.zichtperioden(open_)
    assert "medewerkers van partnerorganisaties" in vacature.in_woorden(zichtperioden, NU)
    assert vacature.gehoor(zichtperioden, NU) == vacature.Gehoor(True, frozenset({VERBAND}), False)
    woorden = rules.voorrang_in_woorden(open_.delen[0].fasen[0], SAMEN)
    assert "medewerkers van partnerorganisaties kunnen in deze fase een aanbod krijgen" in woorden


@pytest.mark.parametrize(
    ("lengten", "verwacht"),
    [((5, 5, None), 5), ((0, 5, None), 5), ((3, 8, None), 8), ((8, 3, None), 8), ((0, 0, None), 0)],
)
def test_the_longest_length_stays(lengten: tuple[int | None, ...], verwacht: int) -> None:
    assert rules.fasen_van(met_lengten(*lengten))[0][1].werkdagen == verwacht


def test_without_a_partner_phase_nothing_is_merged() -> None:
    twee = replace(SAMEN, fasen=(SAMEN.fasen[0], SAMEN.fasen[2]))
    assert [(nr, f.naam) for nr, f in rules.fasen_van(twee)] == [(0, "intern"), (1, "openbaar")]
    eerste = rules.fasen_van(twee)[0][1]
    assert eerste.toegang[C.PARTNER] == eerste.toegang[C.INTERN]
    alles = replace(SAMEN, fasen=SAMEN.fasen[2:])
    assert len(rules.fasen_van(alles)) == 1
    assert rules.fasen_van(replace(SAMEN, fasen=())) == []
    assert len(rules.fasen_van(AFSPRAKEN)) == 3


@given(convenanten_van(VERBAND))
def test_merging_takes_nothing_from_anybody_inside(afspraken: Convenant) -> None:
    apart = replace(afspraken, partner_telt_als_intern=False)
    samen = replace(afspraken, partner_telt_als_intern=True)
    een = rules.stel_open([apart], NU, SLUIT, frozenset())
    ander = rules.stel_open([samen], NU, SLUIT, frozenset())
    assert len(ander.delen[0].fasen) <= len(een.delen[0].fasen)
    for moment in {*rules.grenzen(een), *rules.grenzen(ander)}:
        for wie in rules.alle_hoedanigheden(een):
            voor = rules.toegang_op(een, wie, moment)[0]
            na = rules.toegang_op(ander, wie, moment)[0]
            if wie.categorie is not C.EXTERN:
                assert minstens(na, voor)
            if wie.categorie in (C.PARTNER, C.HERPLAATSING_PARTNER):
                eigen = vacature.Hoedanigheid(C.INTERN)
                assert minstens(na, rules.toegang_op(ander, eigen, moment)[0])
    # Nobody's time before the public gets shorter than the longest of the merged phases.
    langste = max((f.werkdagen or 0 for f in afspraken.fasen[:2]), default=0)
    merged = rules.fasen_van(samen)
    if len(merged) == 2:
        assert merged[0][1].werkdagen == langste
