"""What is still asked: not what somebody has already."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.pool.toewijzing import gevraagd
from services.pool.toewijzing.feiten import LopendeInzet
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

WEEK = timedelta(weeks=1)


def loopt(uren: int, eerste: int, laatste: int | None) -> LopendeInzet:
    """An inzet for need 1, from week to week."""
    tot = None if laatste is None else PEIL + laatste * WEEK - timedelta(days=1)
    wie = UUID(int=77_000 + uren)
    van = PEIL + eerste * WEEK
    return LopendeInzet(wie, wie, behoefte(1).id, oin(2), Decimal(uren), van, tot)


def test_wat_er_al_is_wordt_niet_opnieuw_gevraagd() -> None:
    feit = regio.feiten([lid(1)], [behoefte(1)], [loopt(10, 0, 13)])
    # 26 weeks of 16 hours; 10 hours of the first 13 weeks are there.
    assert gevraagd.per_organisatie(feit) == {oin(2): Decimal(26 * 16 - 13 * 10)}
    [een] = gevraagd.per_functie(feit)
    assert (een.organisatie, een.functie, een.uren) == (oin(2), "planeconoom", Decimal(286))


@given(st.integers(1, 40), st.integers(-10, 30), st.integers(1, 30))
def test_nooit_minder_dan_niets_en_nooit_meer_dan_de_behoefte(
    uren: int, eerste: int, weken: int
) -> None:
    feit = regio.feiten([], [behoefte(1)], [loopt(uren, eerste, eerste + weken)])
    samen = max(0, min(26, eerste + weken) - max(0, eerste))
    verwacht = 26 * 16 - samen * min(16, uren)
    assert gevraagd.per_organisatie(feit) == {oin(2): Decimal(verwacht)}
