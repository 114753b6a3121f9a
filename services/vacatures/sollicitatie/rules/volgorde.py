"""The order of candidates by the convenant, without ranking inside a category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant
from services.vacatures.openstelling import rules as openstelling
from services.vacatures.sollicitatie.rules.levensloop import (
    Afwijsgrond,
    Oordeel,
    Sollicitatiestatus,
)


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """An application as the order sees it."""

    sollicitatie: UUID
    categorie: Categorie
    verbanden: frozenset[UUID]
    telt_vanaf: datetime
    status: Sollicitatiestatus
    oordeel: Oordeel | None = None
    afwijsgrond: Afwijsgrond | None = None


@dataclass(frozen=True, slots=True)
class Plaats:
    """The place of one application; equal numbers mean: no ranking between them."""

    sollicitatie: UUID
    rang: int
    aangehouden: bool


def is_aangehouden(telt_vanaf: datetime, nu: datetime) -> bool:
    """Held: received, but its phase has not begun."""
    return telt_vanaf > nu


def volgorde(
    kandidaten: Sequence[Kandidaat], open_: openstelling.Openstelling, nu: datetime
) -> list[Plaats]:
    """The applications in the convenant's order; held ones last; no ranking inside a category.

    Places count up from 1. Ties are listed by the moment from which they count and then by id,
    so that the same facts always give the same list.
    """
    # Of many candidates there are few kinds: each is ranked once.
    soorten = {(k.categorie, k.verbanden): k for k in kandidaten}
    rang = {soort: _volgorde_rang(k, open_) for soort, k in soorten.items()}
    groep = {
        k.sollicitatie: (is_aangehouden(k.telt_vanaf, nu), rang[k.categorie, k.verbanden])
        for k in kandidaten
    }
    nummer = {waarde: nr for nr, waarde in enumerate(sorted(set(groep.values())), 1)}
    geordend = sorted(
        kandidaten, key=lambda k: (groep[k.sollicitatie], k.telt_vanaf, k.sollicitatie)
    )
    return [
        Plaats(k.sollicitatie, nummer[groep[k.sollicitatie]], groep[k.sollicitatie][0])
        for k in geordend
    ]


def _volgorde_rang(kandidaat: Kandidaat, open_: openstelling.Openstelling) -> int:
    rangen = [convenant.rang(c, kandidaat.categorie) for c in telt_in(kandidaat, open_)]
    return min(rangen, default=len(Categorie))


def telt_in(kandidaat: Kandidaat, open_: openstelling.Openstelling) -> list[Convenant]:
    """The convenanten under which this candidate is ranked: own people and outsiders in all."""
    afspraken = [d.convenant for d in open_.delen if d.convenant]
    if kandidaat.categorie in convenant.VIA_VERBAND:
        return [c for c in afspraken if c.verband in kandidaat.verbanden]
    return afspraken
