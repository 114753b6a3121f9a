"""When a deployment may end, and who counts as inleenkracht."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from services.pool.flexpool.rules import Kijker
from services.pool.inzet import rules
from services.pool.inzet.rules import Inzet, InzetStatus

VERBAND = UUID(int=1)
AA, BEE, CEE = (f"0000009900000000{n}000" for n in (1, 2, 3))
INZET = Inzet(
    id=UUID(int=5),
    verband=VERBAND,
    medewerker=UUID(int=7),
    thuisorganisatie=AA,
    inlener=BEE,
    uren_per_week=Decimal(16),
    van=date(2026, 9, 1),
    tot=date(2026, 12, 31),
    status=InzetStatus.BEVESTIGD,
)
VOOR, TIJDENS, NA = date(2026, 8, 12), date(2026, 10, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("naar", "vandaag", "laatste", "code"),
    [
        (InzetStatus.INGETROKKEN, VOOR, None, None),
        (InzetStatus.INGETROKKEN, TIJDENS, None, "al-begonnen"),
        (InzetStatus.BEEINDIGD, VOOR, None, "niet-begonnen"),
        (InzetStatus.BEEINDIGD, TIJDENS, None, None),
        (InzetStatus.BEEINDIGD, TIJDENS, date(2026, 9, 15), None),
        (InzetStatus.BEEINDIGD, TIJDENS, date(2026, 8, 15), "buiten-periode"),
        (InzetStatus.BEEINDIGD, TIJDENS, date(2026, 10, 2), None),
        (InzetStatus.BEEINDIGD, TIJDENS, date(2027, 1, 1), "buiten-periode"),
        (InzetStatus.BEVESTIGD, TIJDENS, None, "overgang-onbekend"),
    ],
)
def test_beletselen(
    naar: InzetStatus, vandaag: date, laatste: date | None, code: str | None
) -> None:
    codes = [een.code for een in rules.beletselen(INZET, naar, vandaag, laatste, 0)]
    assert codes == ([code] if code else [])


@pytest.mark.parametrize(
    "status", [InzetStatus.BEEINDIGD, InzetStatus.INGETROKKEN, InzetStatus.GEWEIGERD]
)
@pytest.mark.parametrize("naar", list(InzetStatus))
def test_wat_klaar_is_blijft_klaar(status: InzetStatus, naar: InzetStatus) -> None:
    assert rules.beletselen(replace(INZET, status=status), naar, TIJDENS, None, 0)


@pytest.mark.parametrize(
    ("vandaag", "laatste", "weken", "zin"),
    [
        (TIJDENS, None, 4, "is 4 weken: de eerste dag die kan, is 29-10-2026."),
        (TIJDENS, date(2026, 9, 15), 4, "29-10-2026"),
        (TIJDENS, date(2026, 10, 28), 4, "29-10-2026"),
        (TIJDENS, date(2026, 10, 29), 4, None),
        (TIJDENS, date(2026, 10, 7), 1, "is 1 week: de eerste dag die kan, is 08-10-2026."),
        (TIJDENS, date(2026, 10, 8), 1, None),
        (TIJDENS, date(2026, 12, 31), 52, "De inzet eindigt al op 31-12-2026"),  # as was agreed
        (date(2026, 12, 3), date(2026, 12, 30), 4, "de inzet eindigt al op 31-12-2026."),
        (date(2026, 12, 3), date(2026, 12, 31), 4, "De inzet eindigt al op 31-12-2026"),
        (date(2026, 12, 31), date(2026, 12, 31), 4, None),
    ],
)
def test_eerder_eindigen_kan_na_de_opzegtermijn(
    vandaag: date, laatste: date | None, weken: int, zin: str | None
) -> None:
    gevonden = rules.beletselen(INZET, InzetStatus.BEEINDIGD, vandaag, laatste, weken)
    code = "al-afgesproken" if laatste == INZET.tot else "binnen-opzegtermijn"
    assert [een.code for een in gevonden] == ([code] if zin else [])
    assert zin is None or zin in gevonden[0].uitleg
    open_einde = replace(INZET, tot=None)
    nog = rules.beletselen(open_einde, InzetStatus.BEEINDIGD, vandaag, laatste, weken)
    assert bool(nog) is ((laatste or vandaag) < vandaag + timedelta(weeks=weken))


def test_inleenkracht_vanaf_drie_keer_ja_tot_en_met_de_laatste_dag() -> None:
    assert rules.is_actief(INZET, VOOR)
    assert rules.is_actief(INZET, date(2026, 12, 31))
    assert not rules.is_actief(INZET, NA)
    assert rules.is_actief(replace(INZET, tot=None), NA)
    for status in (InzetStatus.INGETROKKEN, InzetStatus.VOORGESTELD, InzetStatus.GEWEIGERD):
        assert not rules.is_actief(replace(INZET, status=status), VOOR)


@pytest.mark.parametrize(
    ("kijker", "ziet"),
    [
        (Kijker(BEE, frozenset({"recruiter"})), True),
        (Kijker(CEE, frozenset({"makelaar"}), None, frozenset({VERBAND})), True),
        (Kijker(CEE, frozenset({"makelaar"})), False),
        (Kijker(CEE, frozenset({"aanjager"}), None, frozenset({VERBAND})), False),
        (Kijker(AA, frozenset({"medewerker"}), UUID(int=7)), True),
        (Kijker(AA, frozenset({"medewerker"}), UUID(int=8), frozenset({VERBAND})), False),
    ],
)
def test_wie_ziet_een_inzet(kijker: Kijker, ziet: bool) -> None:
    assert rules.ziet_inzet(INZET, kijker) is ziet
