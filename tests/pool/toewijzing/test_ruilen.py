"""Improving in rounds: always valid, never worse for more rounds, the same for the same facts."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import (
    bord,
    bord_vel,
    feiten,
    kansen,
    rechtvaardig_deel,
    ruilen,
    uitleg,
    validator,
)
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
    spel = bord.maak(feit, mogelijk, deel.uren)
    bord.zet(spel, regels)
    assert bord.regels(spel) == regels
    gekozen = bord.verblijven(spel)
    over = [
        nr for nr in range(len(mogelijk)) if nr not in gekozen and bord_vel.ruimte(spel.vel, nr)
    ]
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
    spel = bord.maak(feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk).uren)
    vel = spel.vel
    begin = vel.kans[:, bord_vel.VAN :].copy()
    leeg = (vel.vrij.copy(), vel.plek.copy(), vel.rest.copy())
    samen = bord_vel.totaal(vel)
    for nr in range(len(mogelijk)):
        if aantal := bord_vel.ruimte(vel, nr):
            samen += bord_vel.plaats(vel, nr, *vel.stuk[aantal - 1].tolist())
    assert bord.verblijven(spel)
    assert bord_vel.totaal(vel) == pytest.approx(samen)
    bord_vel.herstel(vel, begin)
    assert vel.gekregen.tolist() == [0] * len(vel.gekregen)
    assert bord.verblijven(spel) == {}
    for was, nu in zip(leeg, (vel.vrij, vel.plek, vel.rest), strict=True):
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

    feit = regio.feiten([lid(1)], [behoefte(1, uren_max=Decimal(18))])
    mogelijk = kansen.vind(feit)
    vel = bord.maak(feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk).uren).vel
    heel = [bord_vel.hele(vel, 0, een) for een in (7, 8, 11, 12, 15, 17, 18)]
    assert heel == [7, 8, 8, 12, 12, 16, 18]
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


def test_de_laatste_beurt_telt_ook_zonder_lopende_inzet() -> None:
    vragen = [behoefte(nr, inlener=oin(nr + 1)) for nr in (1, 2)]
    feit = regio.feiten([lid(1)], vragen, laatste_beurten=((oin(2), PEIL - timedelta(days=40)),))
    assert bord.wachttijd(feit) == {oin(2): 1, oin(3): 0}


def test_gelijke_gevallen_gaan_op_een_lot_dat_vastligt() -> None:
    """Nothing but the hash decides between equals: another fact, another draw."""
    uitkomsten = set()
    for titel in "abcdefgh":
        vragen = [
            behoefte(
                nr, inlener=oin(nr + 1), titel=titel, urenblok=Decimal(16), tot=PEIL + timedelta(27)
            )
            for nr in (1, 2)
        ]
        feit = regio.feiten([lid(1, uren_per_week=Decimal(16))], vragen)
        mogelijk = kansen.vind(feit)
        deel = rechtvaardig_deel.bereken(feit, mogelijk)
        [regel] = ruilen.bereken(feit, mogelijk, deel.uren, 20)
        assert ruilen.bereken(feit, mogelijk, deel.uren, 20) == (regel,)
        uitkomsten.add(regel.behoefte)
    assert len(uitkomsten) == 2


@RUSTIG
@given(st.integers(0, 10_000), st.sampled_from((0, 28, 182)), st.sampled_from((None, 56, 364)))
def test_rotatie_langste_inzet_en_perioden(zaad: int, rotatie: int, langst: int | None) -> None:
    """Counted here from the lines alone, apart from engine and validator."""
    basis = regio.regio(zaad, 3, 8, 14)
    begin, einde = PEIL + timedelta(70), PEIL + timedelta(139)
    leden = tuple(
        replace(
            een,
            toestemming=een.id.int % 4 != 0,
            perioden=(
                feiten.Beschikbaarheid(PEIL + timedelta(70), PEIL + timedelta(139), Decimal(8)),
            ),
        )
        for een in basis.leden
    )
    stand = replace(basis.instellingen, rotatie_dagen=rotatie, langste_inzet_dagen=langst)
    feit = feiten.gesorteerd(replace(basis, leden=leden, instellingen=stand))
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels = ruilen.bereken(feit, mogelijk, deel.uren, 30)
    assert validator.bevindingen(feit, regels) == []
    waar = {een.id: een.inlener for een in feit.behoeften}
    for regel in regels:
        assert regel.lid.int % 4 != 0
        if langst is not None:
            assert regel.tot is not None
            assert (regel.tot - regel.van).days < langst
        if regel.van <= einde and (regel.tot is None or regel.tot >= begin):
            assert regel.uren <= 8
        terug = [
            een.van
            for een in regels
            if een.lid == regel.lid and waar[een.behoefte] == waar[regel.behoefte]
        ]
        for dag in terug if rotatie else ():
            if dag > regel.van:
                assert regel.tot is not None
                assert (dag - regel.tot).days - 1 >= rotatie


def test_wie_stopt_stopt_binnen_een_stap() -> None:
    class Stop(Exception):
        pass

    gehoord: list[int] = []

    def gedaan(aantal: int) -> None:
        gehoord.append(aantal)
        if len(gehoord) == 3:
            raise Stop

    feit = pool_regions.regio("S", 1)
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    with pytest.raises(Stop):
        ruilen.bereken(feit, mogelijk, deel.uren, 5_000, (), gedaan)
    assert len(gehoord) == 3
    assert max(gehoord) <= ruilen.STAP


def test_vertaald_en_gewoon_python_geven_hetzelfde() -> None:
    """The machine code is the Python that stands there: the same draws, the same lines."""
    programma = """
from services.pool.toewijzing import feiten, kansen, rechtvaardig_deel, ruilen
from tests.pool.toewijzing.regio import regio
feit = feiten.gesorteerd(regio(4, 6, 8, 14))
mogelijk = kansen.vind(feit)
print(ruilen.bereken(feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk).uren, 60))
"""
    basis = dict(os.environ) | {"PYTHONPATH": str(Path(__file__).parents[3])}
    uitkomsten = {
        subprocess.run(
            [sys.executable, "-c", programma],
            env=basis | {"NUMBA_DISABLE_JIT": zonder},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zonder in ("0", "1")
    }
    assert len(uitkomsten) == 1
    assert "Regel(" in uitkomsten.pop()
