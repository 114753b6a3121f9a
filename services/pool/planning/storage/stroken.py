"""Needs and members as stretches of hours, for the table of what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from services.pool.planning import rules
from services.pool.planning.rules import BehoefteStatus, tekort
from services.pool.planning.rules.dekking import Dekkingsdeel


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


def vraag_van_buren(
    behoefte: rules.Behoefte,
    status: BehoefteStatus,
    toegezegd: Dekkingsdeel,
    ingezet: Iterable[Dekkingsdeel],
    vandaag: date,
) -> tekort.Vraag | None:
    """What a pool promised of a need of another verband, as a need of its own verband.

    Never more hours or days than it promised; `ingezet`: what inzetten of that pool give it.
    """
    heel = vraag_van(behoefte, status, (), vandaag)
    if heel is None or not behoefte.functie:
        return None
    einden = [een for een in (heel.strook.tot, toegezegd.tot) if een is not None]
    strook = replace(
        heel.strook,
        van=max(heel.strook.van, toegezegd.van),
        tot=min(einden, default=None),
        tienden=min(heel.strook.tienden, tekort.tienden(toegezegd.uren)),
    )
    if strook.tot is not None and strook.tot < strook.van:
        return None
    dekking = (tekort.Strook("", "", een.van, een.tot, tekort.tienden(een.uren)) for een in ingezet)
    return tekort.Vraag(strook, tuple(dekking), heel.is_vervuld)


def stroken_van_lid(
    functies: Sequence[str],
    uren: Decimal,
    van: date,
    tot: date | None,
    perioden: Sequence[Mapping[str, Any]] = (),
) -> list[tekort.Strook]:
    """A member's hours in equal parts over the functions, while available; no person in it."""
    anders = [
        (
            date.fromisoformat(een["van"]),
            date.fromisoformat(een["tot"]) if een.get("tot") else None,
            tekort.tienden(Decimal(een["uren_per_week"])),
        )
        for een in perioden
    ]
    return [
        tekort.Strook(functie, "", begin, einde, deel)
        for begin, einde, hoeveel in tekort.leg_erover((van, tot, tekort.tienden(uren)), anders)
        for functie, deel in tekort.verdeel_over_functies(hoeveel, functies).items()
        if deel
    ]
