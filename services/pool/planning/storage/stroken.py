"""Needs and members as stretches of hours, for the table of what is missing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from services.pool.planning import rules
from services.pool.planning.rules import BehoefteStatus, tekort


def vraag_van(
    behoefte: rules.Behoefte,
    status: BehoefteStatus,
    dekking: Sequence[tekort.Strook],
    vandaag: date,
) -> tekort.Vraag | None:
    """What a need asks; None for a result, a need without hours or days, and one that lapsed.

    The lower end of the hours is enough, as it is for a need to be filled.
    """
    wanneer = rules.periode(behoefte, vandaag)
    uren = behoefte.uren_max if behoefte.uren_min is None else behoefte.uren_min
    if wanneer is None or not behoefte.uren_max or not rules.vraagt_handen(behoefte):
        return None
    if status not in (BehoefteStatus.OPEN, BehoefteStatus.VERVULD):
        return None
    strook = tekort.Strook(
        behoefte.functie or "",
        behoefte.inlener,
        *wanneer,
        tekort.tienden(uren or behoefte.uren_max),
    )
    return tekort.Vraag(strook, tuple(dekking), status is BehoefteStatus.VERVULD)


def stroken_van_lid(
    functies: Sequence[str], uren: Decimal, van: date, tot: date | None
) -> list[tekort.Strook]:
    """A member's hours in equal parts over the functions, while available; no person in it."""
    delen = tekort.verdeel_over_functies(tekort.tienden(uren), functies)
    return [tekort.Strook(functie, "", van, tot, deel) for functie, deel in delen.items() if deel]
