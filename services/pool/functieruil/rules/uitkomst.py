"""Waarom (nog) geen ruil? What a calculation tells each person. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from services.pool.functieruil.rules.pijlen import Pijlbelemmering


class Ruiluitlegcode(StrEnum):
    """How a calculation ended for one person."""

    IN_KRING = "in_kring"
    GEEN_PLEK = "geen_plek"  # no arc from you: no place that you could take
    GEEN_OPVOLGER = "geen_opvolger"  # no arc to you: nobody could take your place
    GEEN_KRING = "geen_kring"  # arcs, but no ring or chain through you
    ANDERE_KEUZE = "andere_keuze"  # rings through you, but another set moves more (or dearer)


@dataclass(frozen=True, slots=True)
class Ruiluitleg:
    """The reason with its values; never a word about another person."""

    code: Ruiluitlegcode
    uitleg: str
    belemmeringen: tuple[Pijlbelemmering, ...] = ()  # each alone kept you from a place
    kringen: int = 0  # rings that went through you
    mensen: int | None = None  # who can move in your part of the graph …
    mensen_met_u: int | None = None  # … and how many when you must be among them


ZINNEN = {
    Ruiluitlegcode.IN_KRING: "Er is een ruil gevonden waar u in past. Uw antwoord is gevraagd.",
    Ruiluitlegcode.GEEN_PLEK: "Er was geen plek die bij uw wens past.",
    Ruiluitlegcode.GEEN_OPVOLGER: "Er was niemand die uw eigen plek kan overnemen.",
    Ruiluitlegcode.GEEN_KRING: (
        "Er zijn plekken voor u en mensen voor uw plek, maar samen vormen zij geen kring."
    ),
    Ruiluitlegcode.ANDERE_KEUZE: (
        "Er waren kringen met u, maar met een andere keuze ruilen er meer mensen of krijgen meer"
        " mensen hun liefste wens."
    ),
}
