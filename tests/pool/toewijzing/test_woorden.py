"""The sentences of the explanation: each code has one, and none says what is not so."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing import berekening, uitleg
from services.pool.toewijzing.feiten import LopendeInzet
from services.pool.toewijzing.rules import Redencode
from services.pool.toewijzing.uitleg.woorden import BREUKEN
from services.pool.toewijzing.validator import Schending
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin


def test_elke_harde_regel_heeft_woorden() -> None:
    assert set(BREUKEN) == set(Schending)


def test_genoeg_uren_zegt_niet_dat_het_schaars_is() -> None:
    """A share has three decimals and what was asked two: of 299,43 the whole is 299,429."""
    zin = uitleg.zin_voor_aandeel(
        Decimal("299.43"), Decimal("368.57"), Decimal("299.429"), Decimal("299.43")
    )
    assert "Alles wat zij vraagt, kan eerlijk worden gevuld." in zin


@pytest.mark.parametrize(
    ("deel", "woorden"),
    [
        ("33.882", "Dat is haar recht."),
        ("35.2", "zo krijgt zij meer dan haar recht."),
        ("32.1", "meer is er voor haar nu niet."),
    ],
)
def test_meer_dan_het_recht_is_ook_te_zien(deel: str, woorden: str) -> None:
    """A part of a hundredth of an hour is no more and no less: 34 and 34 is what stands there."""
    recht = Decimal("33.88")
    assert woorden in uitleg.zin_voor_aandeel(Decimal(384), recht, Decimal(deel), Decimal(0))


@pytest.mark.parametrize("lopend", [False, True])
def test_wie_een_deel_doet_is_niet_niemand(lopend: bool) -> None:
    """The only one with the function does half of it: for the rest it is not said that nobody has
    it, nor of others who could never do it."""
    ander = [
        lid(2, functies=(Vaardigheid("jurist", Niveau.SENIOR),)),
        lid(3, functies=(Vaardigheid("planeconoom", Niveau.JUNIOR),)),
    ]
    weg = PEIL + timedelta(weeks=26)
    uren = [LopendeInzet(UUID(int=9), UUID(int=10_001), None, oin(4), Decimal(20), PEIL, weg)]
    vraag = behoefte(1, uren_min=Decimal(36), uren_max=Decimal(36))
    alleen = lid(1, uren_per_week=Decimal(36 if lopend else 16))
    voorstel = berekening.bereken(regio.feiten([alleen, *ander], [vraag], uren if lopend else []))
    [een] = voorstel.behoeften
    assert een.toegewezen == 16
    verwacht = Redencode.LOPENDE_INZET if lopend else Redencode.NIET_BESCHIKBAAR
    assert een.code is verwacht
    assert "Niemand" not in een.uitleg
