"""Klussenplan en nevenwerkzaamheden: van de medewerker zelf. Pure rules; days are calendar days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.inzet.rules.duur import plus_maanden

# Who may read a plan that is shared, and what was reported, at the own employer.
EIGEN_HR = frozenset({"hr_adviseur", "hr_hoofd"})


@dataclass(frozen=True, slots=True)
class Klussenplan:
    """How somebody wants to come by klussen: hours per week, where, and when to look back."""

    id: UUID
    medewerker: UUID
    organisatie: str
    doel_uren: Decimal
    sectoren: tuple[str, ...]
    evaluatiedagen: tuple[date, ...]
    geldig_tot: date
    toelichting: str = ""
    gedeeld: bool = False  # with HR of the own employer


@dataclass(frozen=True, slots=True)
class Nevenwerkmelding:
    """Whether somebody told the employer of other work; what it is stays outside."""

    medewerker: UUID
    organisatie: str
    gemeld: bool
    gemeld_op: date | None
    gewijzigd_op: datetime | None = None


def ziet_klussenplan(plan: Klussenplan, kijker: Kijker) -> bool:
    """The person, and HR of the own employer once the person shares it."""
    zelf = kijker.medewerker is not None and kijker.medewerker == plan.medewerker
    hr = kijker.organisatie == plan.organisatie and bool(kijker.rollen & EIGEN_HR)
    return zelf or (plan.gedeeld and hr)


def fouten_in_klussenplan(
    plan: Klussenplan, vandaag: date, maanden: int, had: Collection[date] = ()
) -> list[Reden]:
    """Faults of a plan that stands so many months at most; `had`: days it had, may be over."""
    fouten = []
    if plan.doel_uren <= 0:
        fouten.append(Reden("doelUren", "uren-nul", "Het doel is meer dan nul uur."))
    if len(set(plan.sectoren)) != len(plan.sectoren):
        fouten.append(Reden("sectoren", "dubbel", "Noem elke sector één keer."))
    if plan.geldig_tot < vandaag:
        fouten.append(Reden("geldigTot", "voorbij", "Deze dag is al voorbij."))
    elif plan.geldig_tot > plus_maanden(vandaag, maanden):
        zin = f"Een plan staat hooguit {maanden} maanden."
        fouten.append(Reden("geldigTot", "te-lang", zin))
    if len(set(plan.evaluatiedagen)) != len(plan.evaluatiedagen):
        fouten.append(Reden("evaluatiedagen", "dubbel", "Noem elke dag één keer."))
    if any(dag < vandaag for dag in set(plan.evaluatiedagen) - set(had)):
        fouten.append(Reden("evaluatiedagen", "voorbij", "Deze dag is al voorbij."))
    if any(dag > plan.geldig_tot for dag in plan.evaluatiedagen):
        zin = "Terugkijken doet u zolang het plan geldt."
        fouten.append(Reden("evaluatiedagen", "na-einde", zin))
    return fouten


def fouten_in_melding(melding: Nevenwerkmelding, vandaag: date) -> list[Reden]:
    if melding.gemeld and melding.gemeld_op is None:
        zin = "Zeg wanneer u het hebt gemeld."
        return [Reden("gemeldOp", "dag-ontbreekt", zin)]
    if not melding.gemeld and melding.gemeld_op is not None:
        zin = "Zonder melding is er geen dag."
        return [Reden("gemeldOp", "ongewenst", zin)]
    if melding.gemeld_op is not None and melding.gemeld_op > vandaag:
        return [Reden("gemeldOp", "toekomst", "Deze dag moet nog komen.")]
    return []
