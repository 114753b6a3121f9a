"""Reading a convenant, and comparing what several of them allow."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant import rules
from services.vacatures.convenant.rules import RUIMTE, Categorie, Solliciteren, Toegang
from tests.vacatures.conftest import VERBAND, convenant

TOEGANGEN = st.lists(st.builds(Toegang, st.booleans(), st.sampled_from(Solliciteren)), min_size=1)


def test_what_the_gateway_tells_is_read() -> None:
    gelezen = rules.lees(convenant())
    assert (gelezen.verband, gelezen.versie) == (VERBAND, 1)
    assert [(f.naam, f.werkdagen) for f in gelezen.fasen] == [
        ("intern", 5),
        ("partners", 5),
        ("openbaar", None),
    ]
    assert [rules.rang(gelezen, categorie) for categorie in Categorie] == [0, 1, 1, 2, 3, 4, 5]


def test_a_category_that_the_order_forgot_comes_last() -> None:
    gelezen = rules.lees(convenant(kandidaatvolgorde=[["intern"]]))
    assert rules.rang(gelezen, Categorie.EXTERN) == 1


@pytest.mark.parametrize(
    "anders",
    [
        {"fasen": None},
        {"fasen": [{"naam": "x"}]},
        {"kandidaatvolgorde": [["koning"]]},
        {"verband": "geen uuid"},
    ],
)
def test_a_text_that_is_no_convenant_is_refused(anders: dict[str, Any]) -> None:
    with pytest.raises(rules.OngeldigConvenant):
        rules.lees(convenant(**anders))


@given(TOEGANGEN)
def test_strictest_and_most_generous(lijst: list[Toegang]) -> None:
    streng, ruim = rules.strengste(lijst), rules.ruimste(lijst)
    for toegang in lijst:
        assert streng.zichtbaar <= toegang.zichtbaar <= ruim.zichtbaar
        assert RUIMTE[streng.solliciteren] <= RUIMTE[toegang.solliciteren]
        assert RUIMTE[toegang.solliciteren] <= RUIMTE[ruim.solliciteren]


def test_of_nothing_there_is_no_access() -> None:
    assert rules.strengste([]) == rules.ruimste([]) == rules.GEEN_TOEGANG
