"""Wie ziet de pool? Staff who plan people, staff who only see figures, and the person."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.pool.flexpool.rules.leden import Poollid

PLANNERS = frozenset(
    {"recruiter", "hr_adviseur", "leidinggevende", "makelaar", "secretaris", "hr_hoofd"}
)
MEEKIJKERS = frozenset({"aanjager", "beheerder"})
POOLBEHEER = frozenset({"makelaar", "secretaris", "hr_hoofd"})
LEDENBEHEER = frozenset({"makelaar", "hr_adviseur", "recruiter", "leidinggevende", "hr_hoofd"})


@dataclass(frozen=True, slots=True)
class Kijker:
    """The caller as the signed token describes it."""

    organisatie: str | None = None  # OIN
    rollen: frozenset[str] = frozenset()
    medewerker: UUID | None = None
    verbanden: frozenset[UUID] = frozenset()


def ziet_verband(verband: UUID | None, kijker: Kijker) -> bool:
    """Pools, for everybody who works for an organisation of the verband."""
    return verband is not None and verband in kijker.verbanden


def ziet_plan(verband: UUID | None, organisatie: str, kijker: Kijker) -> bool:
    """Facts without persons, such as needs: staff of the organisation or of its verband."""
    deelt = organisatie == kijker.organisatie or ziet_verband(verband, kijker)
    return deelt and bool(kijker.rollen & (PLANNERS | MEEKIJKERS))


def ziet_personen(verband: UUID | None, organisaties: Iterable[str], kijker: Kijker) -> bool:
    """Facts about persons: staff who plan people, in the verband or an organisation involved."""
    deelt = kijker.organisatie in set(organisaties) or ziet_verband(verband, kijker)
    return deelt and bool(kijker.rollen & PLANNERS)


def ziet_lid(lid: Poollid, kijker: Kijker) -> bool:
    """A member: who plans people in the verband, the home employer, and the member himself."""
    is_zelf = kijker.medewerker is not None and kijker.medewerker == lid.medewerker
    return is_zelf or ziet_personen(lid.verband, [lid.thuisorganisatie], kijker)


def ziet_toestemming(lid: Poollid, kijker: Kijker) -> bool:
    """The person's own word, and why somebody is not proposed: the person and the home employer.

    For a partner it would be a refusal, and a refusal leaves no mark.
    """
    is_zelf = kijker.medewerker is not None and kijker.medewerker == lid.medewerker
    thuis = kijker.organisatie == lid.thuisorganisatie and bool(kijker.rollen & PLANNERS)
    return is_zelf or thuis
