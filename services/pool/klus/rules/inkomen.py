"""Wat doet een klus met uw inkomen? Two variants, from what is typed in alone; nothing is kept.

Amounts are whole euro cents, gross, per month. A month is 52/12 weeks, as the hourly wage of
the Cao Gemeenten has it: 1/156 of a full-time month of 36 hours (B). Each amount is rounded once,
half a cent away from zero.
"""

from dataclasses import dataclass
from decimal import Decimal

from services.pool.flexpool.rules import Reden
from services.pool.inzet.rules import Inzetvariant

NIET_MEEGETELD = "Vakantiegeld, keuzebudget, pensioen en belasting zijn niet meegerekend."
GEEN_ADVIES = "Dit is geen advies. Vraag het uw salarisadministratie voordat u ja zegt."


@dataclass(frozen=True, slots=True)
class Inkomensvraag:
    """What somebody types in; wages are euro cents per hour and may be left out."""

    contracturen: Decimal
    klusuren: Decimal
    uurloon_cent: int | None = None
    uurloon_elders_cent: int | None = None  # what the work elsewhere pays itself, in variant B


@dataclass(frozen=True, slots=True)
class Inkomenseffect:
    """What one variant means; amounts None: no wage was typed in."""

    variant: Inzetvariant
    contracturen: Decimal  # that the home employer pays
    uren_thuis: Decimal  # that are worked there
    minder_cent: int | None  # that the home employer pays less
    elders_cent: int | None  # that the work elsewhere pays
    verschil_cent: int | None
    uitleg: tuple[str, ...]


def fouten_in_inkomensvraag(vraag: Inkomensvraag) -> list[Reden]:
    fouten = []
    if vraag.contracturen <= 0:
        fouten.append(Reden("contracturen", "uren-nul", "Een contract is meer dan nul uur."))
    if vraag.klusuren <= 0:
        fouten.append(Reden("klusuren", "uren-nul", "Een klus is meer dan nul uur."))
    elif vraag.klusuren > vraag.contracturen:
        zin = "De klus is meer uren dan het contract."
        fouten.append(Reden("klusuren", "meer-dan-contract", zin))
    return fouten


def per_maand(uren: Decimal, cent_per_uur: int) -> int:
    """Cents per month of so many hours a week (one decimal); half a cent is rounded up."""
    teller = int(uren * 10) * cent_per_uur * 52
    return (2 * teller + 120) // 240


def inkomenseffecten(vraag: Inkomensvraag) -> tuple[Inkomenseffect, Inkomenseffect]:
    """Both variants beside each other: pay continues, or hours at home go down."""
    thuis = vraag.contracturen - vraag.klusuren
    door = Inkomenseffect(
        variant=Inzetvariant.LOONDOORBETALING,
        contracturen=vraag.contracturen,
        uren_thuis=thuis,
        minder_cent=0,
        elders_cent=0,
        verschil_cent=0,
        uitleg=(
            "Uw werkgever betaalt uw loon door en u houdt uw contract. Uw inkomen verandert niet.",
            "Uw werkgever en de organisatie van de klus spreken samen een vergoeding af.",
            GEEN_ADVIES,
        ),
    )
    return door, _verminderd(vraag, thuis)


def _verminderd(vraag: Inkomensvraag, thuis: Decimal) -> Inkomenseffect:
    loon, elders = vraag.uurloon_cent, vraag.uurloon_elders_cent
    minder = per_maand(vraag.klusuren, loon) if loon is not None else None
    erbij = per_maand(vraag.klusuren, elders) if elders is not None else None
    uitleg = [
        "Uw contract bij uw werkgever wordt kleiner. Loon, verlof en pensioenopbouw worden dat"
        " ook, naar verhouding.",
        "Spreek vooraf schriftelijk af of en wanneer u uw uren terugkrijgt.",
        "Meld het werk elders als nevenwerkzaamheid als uw werkgever dat vraagt.",
        NIET_MEEGETELD,
        GEEN_ADVIES,
    ]
    return Inkomenseffect(
        variant=Inzetvariant.UREN_VERMINDERD,
        contracturen=thuis,
        uren_thuis=thuis,
        minder_cent=minder,
        elders_cent=erbij,
        verschil_cent=(erbij or 0) - minder if minder is not None else None,
        uitleg=tuple(uitleg),
    )
