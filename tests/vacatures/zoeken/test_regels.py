"""Lines that were sent before: looked up by their key, never out of date, never too many."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.zoeken.storage import regels

_TEKST = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))
LIJST = st.dictionaries(
    _TEKST.filter(bool).map(str.encode), st.tuples(_TEKST, _TEKST.map(str.encode)), min_size=1
)


def _als_paren(lijst: regels.Regels) -> bytes:
    return b"\x1e".join(b"\x1f".join([s, r[0].encode(), r[1]]) for s, r in lijst.items())


@given(LIJST, st.integers(1, 5), st.randoms(use_true_random=False))
def test_what_is_kept_comes_back_in_the_order_asked(
    lijst: regels.Regels, grootte: int, lot: Random
) -> None:
    bewaard: regels.Regels = {}
    sleutels = list(lijst)
    for asked in range(2):
        pagina = [lijst[een] for een in sleutels[:grootte]]
        einde = pagina[-1][0] if len(sleutels) > grootte else None
        verwacht = b",".join(tekst for _, tekst in pagina), einde
        if not asked:
            assert regels.bewaar(bewaard, _als_paren(lijst), grootte) == verwacht
        assert regels.zoek(bewaard, b"\x1e".join(sleutels), grootte) == verwacht
        lot.shuffle(sleutels)
    assert regels.zoek(bewaard, b"\x1e".join([b"\x1d", *sleutels]), grootte) is None


def test_nothing_is_a_page_too() -> None:
    assert regels.bewaar({}, b"", 25) == (b"", None)


def test_the_oldest_make_room() -> None:
    bewaard: regels.Regels = {b"%d" % nr: ("", b"x") for nr in range(regels.MEESTE)}
    regels.bewaar(bewaard, _als_paren({b"nieuw": ("", b"y"), b"ook": ("", b"z")}), 25)
    assert len(bewaard) == regels.MEESTE
    assert regels.zoek(bewaard, b"0", 25) is None
    assert regels.zoek(bewaard, b"2\x1enieuw", 25) == (b"x,y", None)
