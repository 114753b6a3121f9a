"""Improving in rounds: always valid, never worse for more rounds, the same for the same facts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import (
    bord,
    feiten,
    kansen,
    rechtvaardig_deel,
    ruilen,
    uitleg,
    validator,
)
from services.pool.toewijzing.bord import Bord
from services.pool.toewijzing.rules import Regel
from tests.benchmarks import pool_engine, pool_regions
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

RUSTIG = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RUSTIG
@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(1, 12), st.integers(1, 20))
def test_elk_voorstel_is_geldig_en_vol(
    zaad: int, organisaties: int, leden: int, behoeften: int
) -> None:
    """No hard rule broken, no more than together is possible, and nobody is left who still fits."""
    feit = feiten.gesorteerd(regio.regio(zaad, organisaties, leden, behoeften))
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels = ruilen.bereken(feit, mogelijk, deel.uren, 30)
    assert validator.bevindingen(feit, regels) == []
    samen = sum(uitleg.gekregen(feit, regels).values())
    assert samen <= deel.samen + Decimal("0.01") * (1 + len(deel.uren))
    spel = Bord(feit, mogelijk, deel.uren)
    spel.zet(mogelijk, regels)
    assert spel.regels(mogelijk) == regels
    over = [nr for nr in range(len(mogelijk)) if nr not in spel.gekozen and spel.ruimte(nr)]
    assert over == []


@pytest.mark.parametrize("zaad", pool_regions.ZADEN)
def test_een_kleine_regio_wordt_eerlijker_dan_op_een_gewone_manier(zaad: int) -> None:
    feit = pool_regions.regio("S", zaad)
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels = ruilen.bereken(feit, mogelijk, deel.uren, 400)
    assert validator.bevindingen(feit, regels) == []
    maten = pool_engine.maten(feit, regels, deel)
    for hoe in pool_engine.GEWOON.values():
        gewoon = pool_engine.gewoon(hoe, feit, mogelijk, deel)
        assert maten.laagste > gewoon.laagste
        assert maten.jain > gewoon.jain
    assert maten.uren > 0.85


def test_andere_volgorde_en_ander_begin() -> None:
    """Another order of the facts changes nothing; a start is kept unless there is better."""
    feit = pool_regions.regio("S", 1)
    ander = feiten.gesorteerd(replace(feit, leden=feit.leden[::-1], behoeften=feit.behoeften[::-1]))

    def bereken(feit: feiten.Feiten, ronden: int, *begin: Regel) -> tuple[Regel, ...]:
        mogelijk = kansen.vind(feit)
        deel = rechtvaardig_deel.bereken(feit, mogelijk)
        return ruilen.bereken(feit, mogelijk, deel.uren, ronden, begin)

    regels = bereken(feit, 150)
    assert bereken(ander, 150) == regels
    assert bereken(feit, 0, *regels) == regels


def test_een_ronde_die_niets_brengt_laat_alles_zoals_het_was() -> None:
    feit = pool_regions.regio("S", 2)
    mogelijk = kansen.vind(feit)
    spel = Bord(feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk).uren)
    leeg = (spel.vrij.copy(), spel.plek.copy(), spel.rest.copy(), spel.open.copy())
    for nr in range(len(mogelijk)):
        if ruimte := spel.ruimte(nr):
            spel.plaats(nr, ruimte[-1])
    assert spel.gekozen
    spel.herstel({})
    assert spel.gekregen == [0] * len(spel.gekregen)
    for was, nu in zip(leeg, (spel.vrij, spel.plek, spel.rest, spel.open), strict=True):
        assert (was == nu).all()


def test_uren_zijn_alles_wat_kan_of_een_blok_met_halve_dagen() -> None:
    """All that both can, or the block with half-days of four hours on top."""

    def uren(vrij: int) -> list[int]:
        feit = regio.feiten(
            [lid(1, uren_per_week=Decimal(vrij))], [behoefte(1, uren_max=Decimal(18))]
        )
        mogelijk = kansen.vind(feit)
        deel = rechtvaardig_deel.bereken(feit, mogelijk)
        return [regel.uren for regel in ruilen.bereken(feit, mogelijk, deel.uren, 5)]

    plaats = bord.Plaats(0, 0, 0, 0, 28, blok=8, meest=18, kortst=28, wens=False)
    assert [bord.hele(een, plaats) for een in (7, 8, 11, 12, 15, 17, 18)] == [
        7,
        8,
        8,
        12,
        12,
        16,
        18,
    ]
    assert [uren(vrij) for vrij in (7, 8, 11, 15, 18, 36)] == [[], [8], [11], [15], [18], [18]]


def test_de_wens_telt_pas_als_de_uren_gelijk_zijn() -> None:
    feit = regio.feiten(
        [
            lid(nr, uren_per_week=Decimal(16), ontwikkelwensen=("planeconoom",) * (nr == 2))
            for nr in (1, 2)
        ],
        [behoefte(1)],
    )
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    [regel] = ruilen.bereken(feit, mogelijk, deel.uren, 20)
    assert regel == Regel(
        UUID(int=2), UUID(int=1001), 16, PEIL, PEIL + timedelta(weeks=26, days=-1)
    )


def test_wie_het_langst_wachtte_staat_voor() -> None:
    lopend = feiten.LopendeInzet(
        UUID(int=8), UUID(int=8), None, oin(2), Decimal(8), PEIL - timedelta(days=9), None
    )
    vragen = [behoefte(nr, inlener=oin(nr + 1)) for nr in (1, 2, 3)]
    plek = bord.wachttijd(regio.feiten([lid(1)], vragen, [lopend]))
    assert plek == {oin(2): 1, oin(3): 0, oin(4): 0}
