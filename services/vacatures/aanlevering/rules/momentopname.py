"""A full snapshot: what is missing from it ends, unless that looks like an accident.

A source that breaks often sends an empty or half file. Such a file must not end a region's
vacancies: a snapshot that shrinks too much is refused as a whole until a person says it is right.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.vacatures.vacature.rules import Fout


@dataclass(frozen=True, slots=True)
class Krimpgrens:
    """What a snapshot may end without a word: this share of what lives, and always this many.

    Own proposal (certainty C), so both are settings.
    """

    deel: float = 0.2
    altijd: int = 5


@dataclass(frozen=True, slots=True)
class Aangeleverd:
    """A living vacancy that this client delivered before."""

    bron: str
    vacature: UUID
    lopende_sollicitaties: bool = False


@dataclass(frozen=True, slots=True)
class Krimp:
    """What a snapshot would end: `weg` ends, `blijft` waits for a person."""

    weg: tuple[Aangeleverd, ...]
    blijft: tuple[Aangeleverd, ...]


def ontbrekend(levend: Sequence[Aangeleverd], aanwezig: Collection[str]) -> Krimp:
    """What lives and is not in the snapshot; whatever has running applications is not ended."""
    weg = sorted((a for a in levend if a.bron not in aanwezig), key=lambda a: a.bron)
    return Krimp(
        tuple(a for a in weg if not a.lopende_sollicitaties),
        tuple(a for a in weg if a.lopende_sollicitaties),
    )


def beletselen(
    levend: int,
    krimp: Krimp,
    items: int,
    zonder_bron: int,
    toegestaan: bool,
    grens: Krimpgrens = Krimpgrens(),
) -> list[Fout]:
    """Why this snapshot is not taken; `toegestaan`: a person said that the shrinking is right.

    `zonder_bron`: items without a readable reference. Whose they are cannot be known, so nothing
    can be called missing.
    """
    weg = len(krimp.weg) + len(krimp.blijft)
    if zonder_bron and weg:
        reden = (
            f"{zonder_bron} items hebben geen leesbaar kenmerk; wat ontbreekt is zo niet te zien"
        )
        return [Fout("items", "kenmerk-onleesbaar", reden)]
    if toegestaan or not weg:
        return []
    if items == 0:
        reden = f"De momentopname is leeg, en {levend} vacatures zouden vervallen"
        return [Fout("items", "momentopname-leeg", reden)]
    if weg > max(grens.altijd, grens.deel * levend):
        reden = f"{weg} van {levend} vacatures ontbreken in deze momentopname"
        return [Fout("items", "momentopname-gekrompen", reden)]
    return []


def redenen_blijft(krimp: Krimp) -> Mapping[UUID, Fout]:
    """Why a missing vacancy still stands."""
    reden = "Er lopen sollicitaties; een recruiter sluit de vacature of trekt haar in"
    return {a.vacature: Fout("kenmerk", "lopende-sollicitaties", reden) for a in krimp.blijft}
