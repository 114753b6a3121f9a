"""The ledger as a picture (SVG): per organisation its fair share and what it received.

Drawn by the service itself: no script, no font or address from elsewhere, no clock, so that the
same ledger gives the same bytes. Colour is never the only sign: shares have a pattern of their
own, and every bar has its number beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import drawsvg

BREED, NAAM, GETAL = 960, 300, 90  # pixels: whole picture, names on the left, numbers on the right
KOP, REGEL, BALK = 96, 44, 14
INKT, GRIJS, BLAUW, ORANJE = "#1a1a1a", "#595959", "#154273", "#a84300"
LETTERTYPE = "Arial, Helvetica, sans-serif"
LANGSTE_NAAM = 34  # characters


@dataclass(frozen=True, slots=True)
class Balk:
    """One organisation, in hours."""

    naam: str
    rechtvaardig: Decimal
    ontvangen: Decimal


def getal(uren: Decimal) -> str:
    """As the Dutch write it: 1.234,5."""
    tekst = f"{uren:,.1f}"
    return tekst.translate(str.maketrans(",.", ".,"))


def teken(titel: str, omschrijving: str, balken: Sequence[Balk]) -> bytes:
    """The picture, as UTF-8."""
    hoog = KOP + REGEL * max(1, len(balken)) + 20
    beeld = drawsvg.Drawing(
        BREED,
        hoog,
        role="img",
        aria_labelledby="titel omschrijving",
        font_family=LETTERTYPE,
        xml__lang="nl",
    )
    beeld.append_title(titel, id="titel")
    beeld.append(_Omschrijving(omschrijving, id="omschrijving"))
    beeld.append(drawsvg.Rectangle(0, 0, BREED, hoog, fill="#ffffff"))
    beeld.append(drawsvg.Text(titel, 20, 16, 32, fill=INKT, font_weight="bold"))
    arcering = _arcering()
    _legenda(beeld, arcering)
    meest = max((max(een.rechtvaardig, een.ontvangen) for een in balken), default=Decimal(0))
    if not balken:
        leeg = "Er is in deze periode niets gevraagd en niets ontvangen."
        beeld.append(drawsvg.Text(leeg, 16, 16, KOP + 24, fill=INKT))
    for nr, balk in enumerate(balken):
        beeld.append(_rij(balk, KOP + nr * REGEL, meest, arcering))
    return str(beeld.as_svg()).encode()


class _Omschrijving(drawsvg.Title):  # type: ignore[misc]
    TAG_NAME = "desc"


def _arcering() -> drawsvg.Pattern:
    patroon = drawsvg.Pattern(6, 6, id="arcering", patternUnits="userSpaceOnUse")
    patroon.append(drawsvg.Rectangle(0, 0, 6, 6, fill="#ffffff"))
    patroon.append(drawsvg.Line(0, 6, 6, 0, stroke=BLAUW, stroke_width=2))
    return patroon


def _legenda(beeld: drawsvg.Drawing, arcering: drawsvg.Pattern) -> None:
    for x, vulling, rand, tekst in (
        (NAAM, arcering, BLAUW, "Eerlijk deel (uren)"),
        (NAAM + 220, ORANJE, ORANJE, "Ontvangen (uren)"),
    ):
        beeld.append(drawsvg.Rectangle(x, 54, 24, BALK, fill=vulling, stroke=rand))
        beeld.append(drawsvg.Text(tekst, 15, x + 32, 66, fill=INKT))


def _rij(balk: Balk, y: int, meest: Decimal, arcering: drawsvg.Pattern) -> drawsvg.Group:
    """Name, two bars and their numbers."""
    ruimte = Decimal(BREED - NAAM - GETAL)
    naam = balk.naam if len(balk.naam) <= LANGSTE_NAAM else f"{balk.naam[: LANGSTE_NAAM - 1]}…"
    groep = drawsvg.Group()
    groep.append_title(
        f"{balk.naam}: eerlijk deel {getal(balk.rechtvaardig)} uur,"
        f" ontvangen {getal(balk.ontvangen)} uur"
    )
    groep.append(drawsvg.Line(16, y - 6, BREED - 16, y - 6, stroke="#d9d9d9"))
    groep.append(drawsvg.Text(naam, 15, 16, y + BALK + 5, fill=INKT))
    for nr, (uren, vulling, rand) in enumerate(
        ((balk.rechtvaardig, arcering, BLAUW), (balk.ontvangen, ORANJE, ORANJE))
    ):
        lang = round(float(ruimte * uren / meest), 1) if meest else 0
        hoogte = y + nr * (BALK + 2)
        groep.append(drawsvg.Rectangle(NAAM, hoogte, lang, BALK, fill=vulling, stroke=rand))
        plek = NAAM + lang + 8
        groep.append(drawsvg.Text(getal(uren), 13, plek, hoogte + BALK - 2, fill=GRIJS))
    return groep
