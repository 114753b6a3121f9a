"""Whom an inzet makes internal, and on which days."""

from datetime import date
from uuid import UUID

import pytest

from services.vacatures.inleenkracht.rules import Inleenkracht, inleners, werkt_op
from tests.vacatures.conftest import AA, BEE

IK, INZET = UUID(int=1), UUID(int=2)


def inzet(tot: date | None, *, actief: bool = True, inlener: str = AA) -> Inleenkracht:
    return Inleenkracht(INZET, IK, inlener, date(2026, 8, 1), tot, actief)


@pytest.mark.parametrize(
    ("dag", "tot", "werkt"),
    [
        (date(2026, 7, 31), None, False),
        (date(2026, 8, 1), None, True),
        (date(2030, 1, 1), None, True),
        (date(2026, 8, 31), date(2026, 8, 31), True),
        (date(2026, 9, 1), date(2026, 8, 31), False),
    ],
)
def test_both_days_count(dag: date, tot: date | None, werkt: bool) -> None:
    assert werkt_op(inzet(tot), dag) is werkt
    assert not werkt_op(inzet(tot, actief=False), dag)


def test_where_somebody_works() -> None:
    lijst = [inzet(None), inzet(date(2026, 8, 2), inlener=BEE)]
    assert inleners(lijst, date(2026, 8, 2)) == {AA, BEE}
    assert inleners(lijst, date(2026, 8, 3)) == {AA}
