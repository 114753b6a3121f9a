"""Two stays trade weeks or half-days, when that is worth more together."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import (
    bord,
    bord_vel,
    feiten,
    kansen,
    rechtvaardig_deel,
    ruilen,
    schuiven,
    uitleg,
    validator,
)
from services.pool.toewijzing.bord import Bord
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Regel
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

RUSTIG = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def dag(nr: int) -> timedelta:
    return timedelta(days=nr)


def op_bord(feit: Feiten, regels: list[Regel]) -> Bord:
    mogelijk = kansen.vind(feit)
    spel = bord.maak(feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk).uren)
    bord.zet(spel, regels)
    return spel


def schuif(spel: Bord) -> int:
    stand = np.zeros((4, 3), dtype=np.int32)
    return schuiven.schuif(spel.vel, bord.lijsten(spel), stand, np.zeros(1))


def na_elkaar() -> Feiten:
    """One person of 24 hours; Bee asks eighteen weeks, Cee the eight weeks in their middle."""
    vragen = [
        behoefte(1, inlener=oin(2), tot=PEIL + dag(125)),
        behoefte(2, inlener=oin(3), uren_max=Decimal(24), urenblok=Decimal(16),
                 van=PEIL + dag(56), tot=PEIL + dag(111)),
    ]  # fmt: skip
    return feiten.gesorteerd(regio.feiten([lid(1, uren_per_week=Decimal(24))], vragen))


def test_een_dag_van_overgang_schuift_per_week() -> None:
    feit = na_elkaar()
    een, twee = feit.behoeften
    wie = feit.leden[0].id
    spel = op_bord(
        feit,
        [
            Regel(wie, een.id, 16, PEIL, PEIL + dag(55)),
            Regel(wie, twee.id, 24, PEIL + dag(56), PEIL + dag(111)),
        ],
    )
    was = bord_vel.totaal(spel.vel)
    assert schuif(spel) == 1
    assert bord_vel.totaal(spel.vel) > was
    assert schuif(spel) == 0
    eerst, dan = sorted(bord.regels(spel), key=lambda regel: regel.van)
    assert eerst.tot is not None
    assert dan.van == eerst.tot + dag(1)
    assert (dan.van - PEIL).days in (63, 70)  # 0.82 for one, 0.91 or more for the other
    assert validator.bevindingen(feit, bord.regels(spel)) == []


def test_halve_dagen_gaan_van_de_een_naar_de_ander() -> None:
    vragen = [behoefte(nr, inlener=oin(nr + 1), uren_max=Decimal(24)) for nr in (1, 2)]
    feit = feiten.gesorteerd(regio.feiten([lid(1, uren_per_week=Decimal(32))], vragen))
    wie, tot = feit.leden[0].id, PEIL + dag(181)
    spel = op_bord(
        feit, [Regel(wie, een.id, uren, PEIL, tot)
               for een, uren in zip(feit.behoeften, (24, 8), strict=True)],
    )  # fmt: skip
    assert schuif(spel) == 1
    assert [regel.uren for regel in bord.regels(spel)] == [16, 16]


def test_nooit_onder_het_kleinste_blok() -> None:
    """Bee may expect three times as much, but twelve hours are no block for Cee."""
    vragen = [
        behoefte(nr, inlener=oin(nr + 1), uren_max=Decimal(24), urenblok=Decimal(16))
        for nr in (1, 2)
    ]
    feit = feiten.gesorteerd(
        regio.feiten([lid(1, uren_per_week=Decimal(32))], vragen,
                     gewichten=((oin(2), 3), (oin(3), 1)))
    )  # fmt: skip
    wie, tot = feit.leden[0].id, PEIL + dag(181)
    spel = op_bord(feit, [Regel(wie, een.id, 16, PEIL, tot) for een in feit.behoeften])
    assert schuif(spel) == 0
    assert [regel.uren for regel in bord.regels(spel)] == [16, 16]


def test_wie_een_heel_blok_nodig_heeft_krijgt_ruimte() -> None:
    """36 hours, people of 24 and of exactly 16: the first does 20, or there is no room."""
    leden = [lid(nr, uren_per_week=Decimal(uren)) for nr, uren in ((1, 24), (2, 16))]
    vraag = behoefte(1, uren_max=Decimal(36), urenblok=Decimal(16))
    feit = feiten.gesorteerd(regio.feiten(leden, [vraag]))
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels = ruilen.bereken(feit, mogelijk, deel.uren, 300)
    assert sorted(regel.uren for regel in regels) == [16, 20]


def test_het_hele_voorstel_vindt_de_week_die_beiden_past() -> None:
    feit = na_elkaar()
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels = ruilen.bereken(feit, mogelijk, deel.uren, 300)
    gekregen = uitleg.gekregen(feit, regels)
    assert min(gekregen[een] / uren for een, uren in deel.uren.items()) > Decimal("0.81")


@RUSTIG
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(1, 8), st.integers(1, 14))
def test_schuiven_maakt_nooit_iets_slechter(
    zaad: int, organisaties: int, leden: int, behoeften: int
) -> None:
    """Worth more or the same, and every hard rule kept; on rich facts too."""
    kaal = regio.regio(zaad, organisaties, leden, behoeften)
    feit = feiten.gesorteerd(regio.verrijk(kaal, zaad))
    mogelijk = kansen.vind(feit)
    assume(mogelijk)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    spel = op_bord(feit, list(ruilen.bereken(feit, mogelijk, deel.uren, 3)))
    was = bord_vel.totaal(spel.vel)
    for _ in range(20):
        if schuif(spel) == 0:
            break
    assert bord_vel.totaal(spel.vel) >= was - 1e-6
    assert validator.bevindingen(feit, bord.regels(spel)) == []
