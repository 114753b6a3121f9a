"""De inhuurtoets: eerst in de pool en bij partners gezocht, en dan pas inhuren.

Pure rules. What was found are counts; the pool itself shows people to who may see them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Poollid, Reden, uren_op, voldoet_aan


class Toetsuitkomst(StrEnum):
    """What came of it: somebody of one's own, of the pool, of a partner, a hire, or nothing."""

    EIGEN = "eigen"
    POOL = "pool"
    PARTNER = "partner"
    INHUUR = "inhuur"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Inhuurtoets:
    """One intended hire; the hours are hours per week."""

    functie: str
    niveau: Niveau | None
    uren_per_week: Decimal
    van: date
    tot: date
    uitkomst: Toetsuitkomst | None = None


@dataclass(frozen=True, slots=True)
class Toetsvondst:
    """What the pool and partners have, as counts. The hours are hours per week."""

    pools: int = 0
    leden: int = 0  # of other organisations, with the function and the level
    beschikbaar: int = 0  # of those, with hours left on the first day
    uren_over: Decimal = Decimal(0)  # of those together
    behoeften: int = 0  # open needs for the same function of others: perhaps together

    @property
    def genoeg(self) -> bool:
        return self.beschikbaar > 0


def vondst(
    toets: Inhuurtoets,
    organisatie: str,
    pools: int,
    leden: Iterable[Poollid],
    bezet: Iterable[tuple[UUID, Decimal]],
    behoeften: int,
) -> Toetsvondst:
    """Who could do it, counted per person: somebody in two pools is one.

    `bezet` are hours per week that people already work elsewhere on the first day.
    """
    weg: dict[UUID, Decimal] = {}
    for wie, uren in bezet:
        weg[wie] = weg.get(wie, Decimal(0)) + uren
    kan: dict[UUID, Decimal] = {}
    for lid in leden:
        if lid.thuisorganisatie != organisatie and past(toets, lid):
            over = uren_op(lid, toets.van) - weg.get(lid.medewerker, Decimal(0))
            kan[lid.medewerker] = max(over, kan.get(lid.medewerker, Decimal(0)))
    vrij = [over for over in kan.values() if over > 0]
    return Toetsvondst(pools, len(kan), len(vrij), sum(vrij, Decimal(0)), behoeften)


def past(toets: Inhuurtoets, lid: Poollid) -> bool:
    """Whether a member has the function at that level and may be proposed."""
    mag = lid.toestemming is True or (lid.toestemming is None and not lid.toestemming_vooraf)
    return mag and any(
        een.functie == toets.functie and voldoet_aan(een.niveau, toets.niveau)
        for een in lid.functies
    )


def fouten_in_uitkomst(
    uitkomst: Toetsuitkomst, gevonden: Toetsvondst, reden: str, tekens: int
) -> list[Reden]:
    """Why an outcome cannot be recorded: hiring past people who are there asks for more words."""
    if uitkomst is Toetsuitkomst.INHUUR and gevonden.genoeg and len(reden.strip()) < tekens:
        zin = f"De pool heeft mensen; leg in minstens {tekens} tekens uit waarom niet."
        return [Reden("reden", "te-kort", zin)]
    return []
