"""Own values of one opening: inside the convenant, never at the cost of who counts on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant, Toegang, Voorrangsmodus
from services.vacatures.openstelling import rules
from services.vacatures.openstelling.rules import Fasewijziging
from services.vacatures.vacature import rules as vacature
from services.vacatures.vacature.rules import Hoedanigheid
from tests.vacatures.conftest import ANDER_VERBAND, NU, VERBAND
from tests.vacatures.openstelling.voorbeelden import (
    AFSPRAKEN,
    CONVENANTEN,
    JA,
    NEE,
    WACHT,
    WIJZIGINGEN,
    loopt_op,
    minstens,
)

SLUIT = rules.einde_dag(date(2026, 11, 30))
C = Categorie
VOORRANG = Voorrangsmodus.VOORRANG_BIJ_PASSEND
MAG, ZIET = Toegang(True, JA), Toegang(True, NEE)
SAMEN = replace(AFSPRAKEN, partner_telt_als_intern=True)


def met_modus(*modi: Voorrangsmodus) -> Convenant:
    intern, *rest = AFSPRAKEN.fasen
    return replace(AFSPRAKEN, fasen=(replace(intern, andere_modi=modi), *rest))


def wijziging(
    fase: str = "intern",
    werkdagen: int | None = None,
    modus: Voorrangsmodus | None = None,
    reden: str = "x",
    **toegang: Toegang,
) -> Fasewijziging:
    eigen = {C(soort): mag for soort, mag in toegang.items()}
    return Fasewijziging(fase, werkdagen, reden, None, modus, eigen)


@pytest.mark.parametrize(
    ("afspraken", "een", "fouten"),
    [
        (AFSPRAKEN, wijziging(partner=MAG), []),
        (AFSPRAKEN, wijziging(partner=ZIET), []),
        (AFSPRAKEN, wijziging(werkdagen=20), []),
        (AFSPRAKEN, wijziging(werkdagen=0), []),
        (AFSPRAKEN, wijziging(), ["fase: leeg"]),
        (AFSPRAKEN, wijziging(werkdagen=3, reden=" "), ["reden: verplicht"]),
        (
            replace(AFSPRAKEN, fase_overslaan_toegestaan=False),
            wijziging(werkdagen=0),
            ["werkdagen: overslaan-niet-toegestaan"],
        ),
        (replace(AFSPRAKEN, fase_overslaan_toegestaan=False), wijziging(werkdagen=1), []),
        (AFSPRAKEN, wijziging(modus=Voorrangsmodus.EXCLUSIEF), []),  # as agreed
        (AFSPRAKEN, wijziging(modus=VOORRANG), ["modus: modus-niet-toegestaan"]),
        (met_modus(VOORRANG), wijziging(modus=VOORRANG), []),
        (
            replace(AFSPRAKEN, ruimere_toegang_toegestaan=False),
            wijziging(partner=MAG),
            ["toegang: ruimere-toegang-niet-toegestaan"],
        ),
        (AFSPRAKEN, wijziging(extern=MAG), ["toegang.extern: extern-volgt-convenant"]),
        (
            AFSPRAKEN,
            wijziging("partners", partner=Toegang(True, WACHT)),
            ["toegang.partner: minder-dan-afgesproken"],
        ),
        (
            AFSPRAKEN,
            wijziging(doorverwezen=Toegang(False, JA)),
            ["toegang.doorverwezen: solliciteren-zonder-zicht"],
        ),
        # In the partner phase a referred person is held only: what came earlier would be lost.
        (AFSPRAKEN, wijziging(doorverwezen=MAG), ["toegang: verliest-toegang"]),
        (SAMEN, wijziging("partners", 1), ["fase: samengevoegd"]),
        (SAMEN, wijziging("intern", 1), []),
    ],
)
def test_what_an_employer_may_do_otherwise(
    afspraken: Convenant, een: Fasewijziging, fouten: list[str]
) -> None:
    gevonden = rules.wijziging_fouten([afspraken], [een])
    assert [f"{f.veld}: {f.code}" for f in gevonden] == [f"fasewijzigingen.0.{f}" for f in fouten]


def test_an_inleenkracht_is_never_behind_own_people() -> None:
    laat = {C.INTERN: ZIET, C.INLEENKRACHT: ZIET}
    intern, *rest = AFSPRAKEN.fasen
    strak = replace(AFSPRAKEN, fasen=(replace(intern, toegang={**intern.toegang, **laat}), *rest))
    alleen = rules.wijziging_fouten([strak], [wijziging(intern=MAG)])
    assert [f.code for f in alleen] == ["inleenkracht-achtergesteld"]
    beide = wijziging(intern=MAG, inleenkracht=MAG)
    assert rules.wijziging_fouten([strak], [beide]) == []


def test_one_phase_is_changed_once() -> None:
    algemeen = wijziging(werkdagen=3)
    eigen = replace(algemeen, verband=VERBAND, werkdagen=4)
    for lijst in ([algemeen, algemeen], [algemeen, eigen], [eigen, algemeen], [eigen, eigen]):
        codes = [(f.veld, f.code) for f in rules.wijziging_fouten([AFSPRAKEN], lijst)]
        assert codes == [("fasewijzigingen.1.fase", "dubbel")]
    ander = replace(AFSPRAKEN, verband=ANDER_VERBAND)
    elk = [eigen, replace(eigen, verband=ANDER_VERBAND, werkdagen=2)]
    assert rules.wijziging_fouten([AFSPRAKEN, ander], elk) == []
    delen = rules.stel_open([AFSPRAKEN, ander], NU, SLUIT, frozenset(), elk).delen
    assert [deel.fasen[1].van for deel in delen] == [
        datetime(2026, 8, 18, 22, tzinfo=UTC),
        datetime(2026, 8, 14, 22, tzinfo=UTC),
    ]


def test_own_values_hold_in_that_phase_only() -> None:
    eigen = wijziging(modus=VOORRANG, partner=MAG)
    open_ = rules.stel_open([met_modus(VOORRANG)], NU, SLUIT, frozenset(), [eigen])
    intern, partners, _ = open_.delen[0].fasen
    assert (intern.modus, intern.toegang[C.PARTNER]) == (VOORRANG, MAG)
    assert intern.toegang[C.DOORVERWEZEN] == convenant.GEEN_TOEGANG
    assert partners.modus is AFSPRAKEN.fasen[1].modus
    partner = Hoedanigheid(C.PARTNER, VERBAND)
    assert rules.telt_vanaf(open_, partner, NU) == NU


@given(CONVENANTEN, WIJZIGINGEN)
def test_what_is_allowed_is_never_less_than_agreed(
    lijst: list[Convenant], wijzigingen: list[Fasewijziging]
) -> None:
    assume(not rules.wijziging_fouten(lijst, wijzigingen))
    open_ = rules.stel_open(lijst, NU, SLUIT, frozenset(), wijzigingen)
    for deel in open_.delen:
        afgesproken = dict(rules.fasen_van(deel.convenant)) if deel.convenant else {}
        for fase in deel.fasen:
            if agreed := afgesproken.get(fase.nr):
                for soort in Categorie:
                    assert minstens(fase.toegang[soort], agreed.toegang[soort])
                assert fase.toegang[C.EXTERN] == agreed.toegang[C.EXTERN]
            assert minstens(fase.toegang[C.INLEENKRACHT], fase.toegang[C.INTERN])


@given(CONVENANTEN, WIJZIGINGEN, st.integers(0, 40))
def test_an_early_closing_day_skips_no_phase_in_silence(
    lijst: list[Convenant], wijzigingen: list[Fasewijziging], dagen: int
) -> None:
    """Whoever has a phase of the own gets it, unless it was skipped with a reason."""
    assume(not rules.wijziging_fouten(lijst, wijzigingen))
    sluit = rules.einde_dag(date(2026, 8, 12) + timedelta(days=dagen))
    open_ = rules.stel_open(lijst, NU, sluit, frozenset(), wijzigingen)
    ruim = rules.stel_open(lijst, NU, SLUIT, frozenset(), wijzigingen)
    mist = {
        fase.naam
        for deel, lang in zip(open_.delen, ruim.delen, strict=True)
        for fase in lang.fasen[:-1]  # the last one has no length of its own
        if fase.nr not in {een.nr for een in deel.fasen}
    }
    fouten = rules.valt_weg(open_)
    assert {fout.reden.split("'")[1] for fout in fouten} == mist
    assert all((f.veld, f.code) == ("sluitings_datum", "fase-valt-weg") for f in fouten)


@given(CONVENANTEN, WIJZIGINGEN, st.integers(0, 40))
def test_reserved_for_redeployment_only_what_is_theirs_counts(
    lijst: list[Convenant], wijzigingen: list[Fasewijziging], dagen: int
) -> None:
    """A phase that would bring them nothing new is not missed."""
    assume(not rules.wijziging_fouten(lijst, wijzigingen))
    sluit = rules.einde_dag(date(2026, 8, 12) + timedelta(days=dagen))
    open_, ruim = (
        rules.stel_open(lijst, NU, tot, frozenset(), wijzigingen, alleen_herplaatsing=True)
        for tot in (sluit, SLUIT)
    )
    mist = {
        fase.naam
        for deel, lang in zip(open_.delen, ruim.delen, strict=True)
        for fase in lang.fasen[:-1]
        if fase.nr not in {een.nr for een in deel.fasen}
        and fase.toegang != (deel.fasen[-1].toegang if deel.fasen else None)
    }
    fouten = rules.valt_weg(open_, alleen_herplaatsing=True)
    assert {fout.reden.split("'")[1] for fout in fouten} == mist


@given(CONVENANTEN, WIJZIGINGEN)
def test_nobody_ever_loses_sight_before_the_end(
    lijst: list[Convenant], wijzigingen: list[Fasewijziging]
) -> None:
    """So a phase that begins never has to be told to somebody who can no longer look."""
    assume(not rules.wijziging_fouten(lijst, wijzigingen))
    open_ = rules.stel_open(lijst, NU, SLUIT, frozenset(), wijzigingen)
    momenten = rules.grenzen(open_)[:-1]
    for wie in rules.alle_hoedanigheden(open_):
        assert loopt_op([rules.toegang_op(open_, wie, moment)[0] for moment in momenten])
    gehoor = [vacature.gehoor(rules.zichtperioden(open_), moment) for moment in momenten]
    for eerder, later in pairwise(gehoor):
        assert eerder.medewerkers <= later.medewerkers
        assert eerder.verbanden <= later.verbanden
        assert eerder.iedereen <= later.iedereen


@given(CONVENANTEN, WIJZIGINGEN)
def test_reserved_for_redeployment_nobody_else_sees_it(
    lijst: list[Convenant], wijzigingen: list[Fasewijziging]
) -> None:
    open_ = rules.stel_open(lijst, NU, SLUIT, frozenset(), wijzigingen, alleen_herplaatsing=True)
    gewoon = rules.stel_open(lijst, NU, SLUIT, frozenset(), wijzigingen)
    for moment in rules.grenzen(gewoon):
        for wie in rules.alle_hoedanigheden(gewoon):
            toegang = rules.toegang_op(open_, wie, moment)[0]
            if wie.categorie in (C.HERPLAATSING, C.HERPLAATSING_PARTNER):
                assert toegang == rules.toegang_op(gewoon, wie, moment)[0]
            else:
                assert toegang == convenant.GEEN_TOEGANG
    assert rules.eerste_openbaar_op(open_) is None
    assert not rules.telt_voor_cbs([f for d in open_.delen for f in d.fasen])
