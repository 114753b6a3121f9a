"""Reading a convenant, and comparing what several of them allow."""

from dataclasses import replace
from decimal import Decimal
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


def test_a_text_of_before_a_setting_existed_gets_its_default() -> None:
    gelezen = rules.lees(convenant())
    standaard = rules.STANDAARD
    namen = [*rules.GETALLEN.values(), *rules.JA_OF_NEE.values(), "voltijd_uren_per_week"]
    assert {naam: getattr(gelezen, naam) for naam in namen} == {
        naam: getattr(standaard, naam) for naam in namen
    }
    assert (standaard.reactietermijn_dagen, standaard.kleinste_cel) == (14, 5)


def test_what_a_convenant_sets_is_read() -> None:
    anders: dict[str, Any] = {naam: nr + 30 for nr, naam in enumerate(rules.GETALLEN)}
    herkomst = {"instelling": "kleinsteCel", "zekerheid": "C", "bron": "eigen voorstel"}
    ja_nee: dict[str, Any] = {
        naam: not getattr(rules.STANDAARD, veld) for naam, veld in rules.JA_OF_NEE.items()
    }
    tekst = convenant(**anders, **ja_nee, voltijdUrenPerWeek=37.5, zekerheden=[herkomst])
    tekst["fasen"][0]["andereModi"] = ["voorrang_bij_passend"]
    gelezen = rules.lees(tekst)
    for naam, veld in rules.GETALLEN.items():
        assert getattr(gelezen, veld) == anders[naam]
    for naam, veld in rules.JA_OF_NEE.items():
        assert getattr(gelezen, veld) is ja_nee[naam]
    assert gelezen.voltijd_uren_per_week == Decimal("37.5")
    assert gelezen.zekerheden == (
        rules.Herkomst("kleinsteCel", rules.Zekerheid.C, "eigen voorstel"),
    )
    assert gelezen.fasen[0].andere_modi == (rules.Voorrangsmodus.VOORRANG_BIJ_PASSEND,)


TERMIJN = st.integers(1, 100)


@given(st.lists(st.tuples(TERMIJN, TERMIJN, TERMIJN), min_size=1))
def test_of_several_convenanten_the_kindest_setting_counts(
    lijst: list[tuple[int, int, int]],
) -> None:
    samen = rules.samen(
        [
            replace(rules.STANDAARD, bewaartermijn_weken=w, kleinste_cel=c, klachttermijn_dagen=k)
            for w, c, k in lijst
        ]
    )
    weken, cellen, klacht = (list(kolom) for kolom in zip(*lijst, strict=True))
    assert samen.bewaartermijn_weken == min(weken)
    assert (samen.kleinste_cel, samen.klachttermijn_dagen) == (max(cellen), max(klacht))


def test_who_must_erase_has_the_shortest_term_and_who_may_answer_the_longest() -> None:
    kort = replace(rules.STANDAARD, wistermijn_dagen=7, doorverwijzing_voorstel_dagen=10)
    samen = rules.samen([rules.STANDAARD, kort])
    assert (samen.wistermijn_dagen, samen.doorverwijzing_voorstel_dagen) == (7, 30)


def test_an_employer_in_no_verband_has_the_defaults() -> None:
    assert rules.samen([]) == rules.STANDAARD


def test_of_nothing_there_is_no_access() -> None:
    assert rules.strengste([]) == rules.ruimste([]) == rules.GEEN_TOEGANG
