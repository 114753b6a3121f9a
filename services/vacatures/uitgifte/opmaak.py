"""From the text that an employer gave to a plain text and sanitised HTML (library: nh3)."""

import re

import nh3
from lxml import html

from services.vacatures.uitgifte.rules import tekst

_BLOK = frozenset({"p", "li", "br", "h2", "h3", "h4"})
_WITREGELS = re.compile(r"\s*\n\s*")


def maak_op(omschrijving: str | None) -> tuple[str, str]:
    """The text plain and as HTML. What looks like HTML is sanitised; all else is only text."""
    gegeven = tekst.schoon(omschrijving or "")
    if not tekst.is_html(gegeven):
        return gegeven, tekst.als_html(gegeven)
    netjes = nh3.clean(gegeven, tags=set(tekst.ELEMENTEN), attributes={})
    # An entity may have brought in what XML cannot hold; XML knows no &nbsp;.
    netjes = tekst.schoon(netjes.replace("&nbsp;", " "))
    return _plat(netjes), netjes


def _plat(netjes: str) -> str:
    """The text of sanitised HTML, a line per block."""
    delen: list[str] = []
    for moment, deel in html.etree.iterwalk(
        html.fragment_fromstring(netjes or "<p></p>", create_parent="div"), ("start", "end")
    ):
        blok = "\n" if deel.tag in _BLOK else ""
        if moment == "start":
            delen += [blok, deel.text or ""]
        else:
            delen += [blok if deel.tag != "br" else "", deel.tail or ""]
    return _WITREGELS.sub("\n", "".join(delen)).strip()
