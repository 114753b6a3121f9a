"""Whole inzetten as one step: any order, always valid, told how far it is, and stopped at once."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import (
    bord,
    feiten,
    hele_inzetten,
    kansen,
    rechtvaardig_deel,
    ruilen,
    validator,
)
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Regel
from tests.benchmarks import pool_regions
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

RUSTIG = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _anders(feit: Feiten, rotatie: int, langst: int | None) -> Feiten:
    """The same region with a rotation gap and a longest stay."""
    stand = replace(feit.instellingen, rotatie_dagen=rotatie, langste_inzet_dagen=langst)
    return feiten.gesorteerd(replace(feit, instellingen=stand))


@RUSTIG
@given(st.integers(0, 10_000), st.sampled_from((0, 182)), st.sampled_from((None, 112)))
def test_elke_oplossing_is_geldig(zaad: int, rotatie: int, langst: int | None) -> None:
    feit = _anders(regio.regio(zaad, 3, 4, 6), rotatie, langst)
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels = hele_inzetten.bereken(feit, mogelijk, deel.uren).regels
    assert validator.bevindingen(feit, regels) == []


def _uitkomst(feit: Feiten, ronden: int) -> tuple[Regel, ...]:
    feit = feiten.gesorteerd(feit)
    mogelijk = kansen.vind(feit)
    return ruilen.bereken(feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk).uren, ronden)


@pytest.mark.parametrize(("naam", "ronden"), [("S", 500), ("M", 200)])
def test_elke_volgorde_geeft_dezelfde_regels(naam: str, ronden: int) -> None:
    feit, trek = pool_regions.regio(naam, 1), random.Random(7)
    anders = replace(
        feit,
        leden=tuple(trek.sample(feit.leden, len(feit.leden))),
        behoeften=tuple(trek.sample(feit.behoeften, len(feit.behoeften))),
        inzetten=tuple(trek.sample(feit.inzetten, len(feit.inzetten))),
    )
    assert _uitkomst(anders, ronden) == _uitkomst(feit, ronden)


def test_de_voortgang_loopt_op_en_wie_stopt_stopt() -> None:
    class Stop(Exception):
        pass

    feit = pool_regions.regio("S", 2)
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    gehoord: list[int] = []

    def luister(percentage: int) -> None:
        gehoord.append(percentage)
        if percentage >= 30:
            raise Stop

    with pytest.raises(Stop):
        hele_inzetten.bereken(feit, mogelijk, deel.uren, luister)
    assert gehoord == sorted(gehoord)
    assert 0 <= gehoord[0] < gehoord[-1] < 40


def test_wie_er_al_werkte_en_wie_dichtbij_woont_gaat_voor_bij_gelijke_uren() -> None:
    """Two members with the same hours: the one who knows the place, or lives next to it."""
    vraag = behoefte(1, pc4="1000")
    eerder = feiten.LopendeInzet(
        lid(2).id, lid(2).medewerker, None, vraag.inlener, Decimal(8),
        PEIL - timedelta(days=300), PEIL - timedelta(days=200),
    )  # fmt: skip
    plekken = (feiten.Plek("1000", "52.0", "5.0"), feiten.Plek("1001", "52.5", "5.0"))
    for pc4, inzetten in ((("1000", "1000"), [eerder]), (("1001", "1000"), [])):
        leden = [lid(nr, uren_per_week=Decimal(16), pc4=een) for nr, een in enumerate(pc4, start=1)]
        [regel] = _uitkomst(regio.feiten(leden, [vraag], inzetten, plekken=plekken), 20)
        assert regel.lid == leden[1].id


def test_een_afgesproken_waarde_beslist_tussen_gelijken() -> None:
    leden = [lid(nr, uren_per_week=Decimal(16)) for nr in (1, 2)]
    vraag = behoefte(1, inlener=oin(2))
    waarden = (feiten.Waarde(leden[1].id, vraag.id, 50),)
    [regel] = _uitkomst(regio.feiten(leden, [vraag], waarden=waarden), 20)
    assert regel.lid == leden[1].id
    assert max(bord.LATER) < 1e-4  # never worth an hour


@pytest.mark.parametrize(("naam", "zaad"), [("S", 1), ("S", 2), ("S", 3), ("M", 1)])
def test_de_latere_stappen_veranderen_niemands_uren(naam: str, zaad: int) -> None:
    """Other people on the same stays: hours stay, the first step that changes is for the better."""
    feit = pool_regions.regio(naam, zaad)
    trek = random.Random(zaad)
    waarden = tuple(
        feiten.Waarde(een.id, vraag.id, trek.randrange(1, 101))
        for een in feit.leden
        for vraag in trek.sample(feit.behoeften, 5)
    )
    feit = feiten.gesorteerd(
        replace(feit, instellingen=replace(feit.instellingen, waarden=waarden))
    )
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    spel = bord.maak(feit, mogelijk, deel.uren)
    bord.zet(spel, ruilen.bereken(feit, mogelijk[::2], deel.uren, 0))
    was, gekregen = _soorten(spel), spel.vel.gekregen.tolist()
    gewerkt = sorted(bord.verblijven(spel).values())
    ruilen.verfijn(spel)
    assert spel.vel.gekregen.tolist() == gekregen
    assert sorted(bord.verblijven(spel).values()) == gewerkt
    assert _soorten(spel) > was
    assert validator.bevindingen(feit, bord.regels(spel)) == []


def _soorten(spel: bord.Bord) -> list[int]:
    """What every later step comes to, in its order."""
    som = [0] * spel.soort.shape[1]
    for nr, (van, na, uren) in bord.verblijven(spel).items():
        for stap in range(len(som)):
            som[stap] += int(spel.soort[nr, stap]) * uren * (na - van)
    return som
