"""Why a person is proposed, in plain Dutch for that person. Standard library only."""

from decimal import Decimal
from math import ceil

from services.pool.toewijzing.rules import Kans, Regel


def zin_voor_groep(samen: int, delen: int) -> str:
    """How many of the small needs of a group one person does; nothing when there is no group."""
    if delen < 2:
        return ""
    hoort = f" Dit is een van {delen} kleine vragen die samen een groep zijn"
    if samen > 1:
        return f"{hoort}: dit poollid doet er {samen}."
    return f"{hoort}. Een ruil met gelijke uren, zodat een mens er meer doet, is niet gevonden."


def zin_voor_medewerker(regel: Regel, kans: Kans, aandeel: Decimal, groep: str = "") -> str:
    """Why a person is proposed for a need, for that person."""
    wens = " Het past bij een ontwikkelwens." if kans.past_bij_wens else ""
    return (
        f"De functie, het niveau, de periode en de uren passen ({regel.uren} uur per week). "
        f"Het rechtvaardige deel van deze organisatie is {ceil(aandeel)} uur; "
        f"zo komt zij daar het dichtst bij.{wens}{groep}"
    )
