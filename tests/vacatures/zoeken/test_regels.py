"""Lines that were sent before: looked up by their key, never out of date, never too many."""

from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.zoeken.storage import regels

_TEKST = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))
PAREN = st.dictionaries(_TEKST.filter(bool).map(str.encode), _TEKST.map(str.encode), min_size=1)


def _als_paren(lijst: dict[bytes, bytes]) -> bytes:
    return b"\x1e".join(b"\x1f".join(paar) for paar in lijst.items())


@given(PAREN, st.randoms(use_true_random=False))
def test_what_is_kept_comes_back_in_the_order_asked(paren: dict[bytes, bytes], lot: object) -> None:
    bewaard: regels.Regels = {}
    assert regels.bewaar(bewaard, _als_paren(paren)) == b",".join(paren.values())
    sleutels = list(paren)
    lot.shuffle(sleutels)  # type: ignore[attr-defined]
    verwacht = b",".join(paren[een] for een in sleutels)
    assert regels.zoek(bewaard, b"\x1e".join(sleutels)) == verwacht
    assert regels.zoek(bewaard, b"\x1e".join([*sleutels, b"\x1d onbekend"])) is None


def test_the_oldest_make_room() -> None:
    bewaard: regels.Regels = {b"%d" % nr: b"x" for nr in range(regels.MEESTE)}
    regels.bewaar(bewaard, _als_paren({b"nieuw": b"y", b"ook": b"z"}))
    assert len(bewaard) == regels.MEESTE
    assert regels.zoek(bewaard, b"0") is None
    assert regels.zoek(bewaard, b"2\x1enieuw") == b"x,y"
