"""Rules need no fixtures: facts in, decision out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from services.pool.flexpool import rules
from services.pool.flexpool.rules import (
    InDienstVoor,
    Keuzes,
    Kijker,
    Niveau,
    Poollid,
    PoolStatus,
    Vaardigheid,
)

VERBAND, ELDERS = UUID(int=1), UUID(int=2)
IK = UUID(int=7)
AA, BEE, DEE = (f"0000009900000000{n}000" for n in (1, 2, 4))
ALLE = Keuzes("a", "b", "c", "d", "e")
LID = Poollid(
    id=UUID(int=3),
    pool=UUID(int=4),
    verband=VERBAND,
    medewerker=IK,
    thuisorganisatie=AA,
    functies=(Vaardigheid("jurist", Niveau.MEDIOR),),
    uren_per_week=Decimal(24),
    beschikbaar_van=date(2026, 9, 1),
    beschikbaar_tot=date(2027, 8, 31),
    pc4="5611",
    straal_km=30,
    in_dienst_voor=InDienstVoor.EIGEN_WERK,
    ontwikkelwensen=(),
    maximum_inzetten=2,
)


@pytest.mark.parametrize(
    ("eigen", "gevraagd", "voldoet"),
    [
        (Niveau.SENIOR, Niveau.MEDIOR, True),
        (Niveau.MEDIOR, Niveau.MEDIOR, True),
        (Niveau.JUNIOR, Niveau.MEDIOR, False),
        (Niveau.JUNIOR, None, True),
    ],
)
def test_meer_ervaring_mag_minder_niet(
    eigen: Niveau, gevraagd: Niveau | None, voldoet: bool
) -> None:
    assert rules.voldoet_aan(eigen, gevraagd) is voldoet


def test_elke_lege_keuze_houdt_de_pool_tegen() -> None:
    keuzes = replace(ALLE, afzender=" ", kosten_en_uren="")
    beletselen = rules.beletselen_pool(PoolStatus.CONCEPT, PoolStatus.ACTIEF, keuzes)
    assert [een.veld for een in beletselen] == ["afzender", "kosten_en_uren"]
    assert rules.beletselen_pool(PoolStatus.CONCEPT, PoolStatus.ACTIEF, ALLE) == []


@pytest.mark.parametrize("van", list(PoolStatus))
@pytest.mark.parametrize("naar", list(PoolStatus))
def test_alleen_de_tabel_laat_een_overgang_toe(van: PoolStatus, naar: PoolStatus) -> None:
    mag = rules.beletselen_pool(van, naar, ALLE) == []
    assert mag == ((van, naar) in rules.POOL_OVERGANGEN)


def test_fouten_in_een_lid_komen_samen() -> None:
    lid = replace(
        LID,
        beschikbaar_tot=date(2026, 8, 31),
        pc4=None,
        functies=(*LID.functies, Vaardigheid("jurist", Niveau.SENIOR)),
    )
    codes = [een.code for een in rules.fouten_in_lid(lid)]
    assert codes == ["periode-omgekeerd", "functie-dubbel", "ontbreekt"]
    assert rules.fouten_in_lid(LID) == []


def test_een_lege_catalogus_kent_elke_functie() -> None:
    assert rules.onbekende_functies(["x", "jurist"], frozenset({"jurist"})) == ["x"]
    assert rules.onbekende_functies(["x"], frozenset()) == []


@pytest.mark.parametrize(
    ("kijker", "lid", "plan", "pool"),
    [
        (Kijker(AA, frozenset({"makelaar"}), None, frozenset({VERBAND})), True, True, True),
        (Kijker(BEE, frozenset({"hr_adviseur"}), None, frozenset({VERBAND})), True, True, True),
        (Kijker(BEE, frozenset({"aanjager"}), None, frozenset({VERBAND})), False, True, True),
        (Kijker(AA, frozenset({"medewerker"}), IK, frozenset({VERBAND})), True, False, True),
        (Kijker(AA, frozenset({"medewerker"}), ELDERS, frozenset({VERBAND})), False, False, True),
        (Kijker(AA, frozenset({"makelaar"}), None, frozenset()), True, True, False),
        (Kijker(DEE, frozenset({"makelaar"}), None, frozenset({ELDERS})), False, False, False),
        (Kijker(), False, False, False),
    ],
)
def test_wie_ziet_wat(kijker: Kijker, lid: bool, plan: bool, pool: bool) -> None:
    assert rules.ziet_lid(LID, kijker) is lid
    assert rules.ziet_plan(VERBAND, AA, kijker) is plan
    assert rules.ziet_verband(VERBAND, kijker) is pool
