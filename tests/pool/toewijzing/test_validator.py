"""The validator finds every rule that a line can break, and agrees with the windows of a kans."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing import feiten, rules, validator
from services.pool.toewijzing.feiten import Beschikbaarheid, Feiten, LopendeInzet, Plek
from services.pool.toewijzing.rules import Kans, Regel
from services.pool.toewijzing.rules.kalender import lang_genoeg
from services.pool.toewijzing.validator import Schending
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

HIER, DAAR = Plek("5611", "51.4392", "5.4778"), Plek("9711", "53.2194", "6.5665")
EINDE = PEIL + timedelta(weeks=26) - timedelta(days=1)
GOED = Regel(UUID(int=1), UUID(int=1001), 16, PEIL, EINDE)


def dag(nummer: int) -> date:
    return PEIL + timedelta(days=nummer)


def lopend(**anders: object) -> LopendeInzet:
    basis: dict[str, object] = {
        "id": UUID(int=9),
        "medewerker": UUID(int=10_001),
        "behoefte": None,
        "inlener": oin(3),
        "uren": Decimal(8),
        "van": dag(-60),
        "tot": dag(-1),
    }
    return LopendeInzet(**{**basis, **anders})  # type: ignore[arg-type]


# Per rule: what differs in the member, the need, the line, the settings and what runs. Without the
# difference the line is good, so that what is found is found because of it.
BREUK: dict[Schending, dict[str, object]] = {
    Schending.ONBEKEND: {"regel": {"lid": UUID(int=77)}},
    Schending.DUBBEL: {"lopend": lopend(behoefte=GOED.behoefte, uren=Decimal(1), van=EINDE,
                                        tot=None), "behoefte": {"uren_max": Decimal(30)}},
    Schending.FUNCTIE: {"behoefte": {"functie": "jurist"}},
    Schending.NIVEAU: {"lid": {"functies": (Vaardigheid("planeconoom", Niveau.JUNIOR),)}},
    Schending.EIGEN_WERKGEVER: {"lid": {"thuisorganisatie": oin(2)}},
    Schending.REISAFSTAND: {"lid": {"pc4": "5611", "straal_km": 100}, "behoefte": {"pc4": "9711"}},
    Schending.GEEN_TOESTEMMING: {"lid": {"toestemming": False}},
    Schending.VERLEDEN: {
        "lid": {"van": dag(-1)}, "behoefte": {"van": dag(-1)}, "regel": {"van": dag(-1)}
    },
    Schending.PERIODE_LID: {"lid": {"tot": EINDE - timedelta(days=1)}},
    Schending.PERIODE_BEHOEFTE: {"behoefte": {"tot": EINDE - timedelta(days=1)}},
    Schending.TE_KORT: {"regel": {"tot": dag(26)}},
    Schending.TE_LANG: {"stand": {"langste_inzet_dagen": 181}},
    Schending.ROTATIE: {"lopend": lopend(inlener=oin(2)), "stand": {"rotatie_dagen": 1}},
    Schending.URENBLOK: {"regel": {"uren": 7}},
    Schending.UREN_LID: {"lid": {"uren_per_week": Decimal("15.9")}},
    Schending.UREN_BEHOEFTE: {"behoefte": {"uren_max": Decimal("15.9")}},
    Schending.MAXIMUM_INZETTEN: {
        "lid": {"maximum_inzetten": 1}, "lopend": lopend(van=EINDE, tot=None)
    },
}  # fmt: skip


def schendingen(geval: dict[str, object], *erbij: Regel) -> set[Schending]:
    def deel(naam: str) -> dict[str, object]:
        uit = geval.get(naam, {})
        assert isinstance(uit, dict)
        return uit

    feit = regio.feiten(
        [lid(1, **deel("lid"))],
        [behoefte(1, **deel("behoefte")), behoefte(2, titel="Nog een")],
        [een for een in [geval.get("lopend")] if isinstance(een, LopendeInzet)],
        **{"plekken": (HIER, DAAR), **deel("stand")},
    )
    regel = replace(GOED, **deel("regel"))  # type: ignore[arg-type]
    return {een.schending for een in validator.bevindingen(feit, [regel, *erbij])}


def test_een_goede_regel_blijft_staan() -> None:
    assert schendingen({}) == set()
    assert set(BREUK) == set(Schending)


@pytest.mark.parametrize("schending", Schending)
def test_elke_gebroken_regel_wordt_gevonden_en_niets_anders(schending: Schending) -> None:
    assert schendingen(BREUK[schending]) == {schending}


@pytest.mark.parametrize(
    ("geval", "verwacht"),
    [
        # the gap to what went before: the last day of 30 too few, and one day later
        ({"lopend": lopend(inlener=oin(2), tot=dag(-30)), "stand": {"rotatie_dagen": 30}},
         {Schending.ROTATIE}),
        ({"lopend": lopend(inlener=oin(2), tot=dag(-31)), "stand": {"rotatie_dagen": 30}}, set()),
        # what comes later counts as well, and so does what never ends
        ({"lopend": lopend(inlener=oin(2), van=EINDE + timedelta(days=30), tot=None),
          "stand": {"rotatie_dagen": 30}}, {Schending.ROTATIE}),
        # the same need is an extension: no rotation, but together no longer than agreed
        ({"lopend": lopend(inlener=oin(2), behoefte=GOED.behoefte),
          "stand": {"rotatie_dagen": 30, "langste_inzet_dagen": 242}}, set()),
        ({"lopend": lopend(inlener=oin(2), behoefte=GOED.behoefte),
          "stand": {"rotatie_dagen": 30, "langste_inzet_dagen": 241}}, {Schending.TE_LANG}),
        ({"lopend": lopend(inlener=oin(2), behoefte=GOED.behoefte, tot=dag(-32)),
          "stand": {"rotatie_dagen": 30, "langste_inzet_dagen": 241}}, set()),
        ({"regel": {"tot": None}, "behoefte": {"tot": None},
          "stand": {"langste_inzet_dagen": 364}}, {Schending.TE_LANG}),
        # other hours in a period: one day of it is enough
        ({"lid": {"perioden": (Beschikbaarheid(dag(100), dag(100), Decimal(8)),)}},
         {Schending.UREN_LID}),
        ({"lid": {"perioden": (Beschikbaarheid(dag(-9), dag(400), Decimal(16)),),
                  "uren_per_week": Decimal(8)}}, set()),
        ({"lid": {"perioden": (Beschikbaarheid(dag(-9), dag(99), Decimal(16)),),
                  "uren_per_week": Decimal(8)}}, {Schending.UREN_LID}),
    ],
)  # fmt: skip
def test_op_de_dag_af(geval: dict[str, object], verwacht: set[Schending]) -> None:
    assert schendingen(geval) == verwacht


def test_rotatie_en_dubbel_tussen_regels() -> None:
    ander = Regel(UUID(int=1), UUID(int=1002), 16, PEIL, EINDE)
    assert schendingen({}, ander) == set()
    assert schendingen({"stand": {"rotatie_dagen": 1}}, ander) == {Schending.ROTATIE}
    weer = replace(GOED, uren=8)
    assert schendingen({"behoefte": {"uren_max": Decimal(30)}}, weer) == {Schending.DUBBEL}
    eerst = {"tot": dag(59)}
    erna = replace(GOED, van=dag(60))
    assert schendingen({"regel": eerst}, erna) == set()
    assert schendingen({"regel": eerst, "stand": {"langste_inzet_dagen": 100}}, erna) == {
        Schending.TE_LANG
    }


# ------------------------------------------------------------------ beside the rules
def druk(zaad: int, leden: int, behoeften: int) -> Feiten:
    """A region where nearly everybody could do everything, and much ran before."""
    feit = regio.regio(zaad, 3, leden, behoeften)
    vak = (Vaardigheid("planeconoom", Niveau.SENIOR),)
    feit = replace(
        feit,
        leden=tuple(replace(een, functies=vak, thuisorganisatie=oin(9)) for een in feit.leden),
        behoeften=tuple(
            replace(een, functie="planeconoom", niveau=None, uren_max=een.uren_max + 12)
            for een in feit.behoeften
        ),
    )
    return feiten.gesorteerd(regio.verrijk(feit, zaad))


rijk = st.builds(druk, st.integers(0, 100_000), st.integers(1, 3), st.integers(1, 2))
RUSTIG = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def past(kans: Kans, van: int, na: int, uren: int) -> bool:
    """Whether a stay lies in the windows of a kans, as Kans describes it."""
    if na - van < kans.kortst or (kans.langst is not None and na - van > kans.langst):
        return False
    if not kans.uren_min <= uren <= kans.uren_max:
        return False
    delen = [een for een in kans.vensters if een.van < na and van < een.na and een.uren >= uren]
    return sum(min(een.na, na) - max(een.van, van) for een in delen) == na - van


def proef(feit: Feiten, trek: random.Random, kans: Kans | None) -> tuple[int, int, int]:
    """A stay at random, often on the edge of a window."""
    weken = feit.instellingen.horizon_weken * 7
    randen = [0, weken, 14, 28, 200]
    for venster in kans.vensters if kans else ():
        randen += [venster.van, venster.na, venster.van + (kans.langst or 0) if kans else 0]
    van = min(max(0, trek.choice(randen) + trek.choice((-1, 0, 0, 0, 1, 7))), weken - 1)
    na = min(max(van + 1, trek.choice((*randen, van + 14, van + 28))), weken)
    return van, na, trek.choice((1, 4, 8, 12, 16, 24, 36, kans.uren_max if kans else 8))


@RUSTIG
@given(rijk, st.randoms(use_true_random=False))
def test_een_kans_is_precies_wat_de_validator_goedvindt(feit: Feiten, trek: random.Random) -> None:
    """Both ways, except where an extension makes a window a little smaller than it could be."""
    for (wie, wat), uitkomst in rules.toets_alles(feit).items():
        kans = uitkomst if isinstance(uitkomst, Kans) else None
        persoon = next(een.medewerker for een in feit.leden if een.id == wie)
        verlengt = any(een.behoefte == wat and een.medewerker == persoon for een in feit.inzetten)
        for _ in range(8):
            van, na, uren = proef(feit, trek, kans)
            regel = Regel(wie, wat, uren, dag(van), dag(na - 1))
            gevonden = validator.bevindingen(feit, [regel])
            if kans and past(kans, van, na, uren):
                assert gevonden == []
            elif not verlengt:
                assert gevonden


@RUSTIG
@given(rijk)
def test_een_kans_past_ook_na_de_horizon(feit: Feiten) -> None:
    """A stay that reaches the end of a kans may last until its own last day."""
    for kans in rules.toets_alles(feit).values():
        if not isinstance(kans, Kans):
            continue
        laatste = lang_genoeg(kans.vensters, kans.kortst)[-1]
        van = max(laatste.van, laatste.na - (kans.langst or 10_000))
        if laatste.na - van >= kans.kortst:
            regel = Regel(kans.lid, kans.behoefte, kans.uren_min, dag(van), kans.tot)
            assert validator.bevindingen(feit, [regel]) == []
