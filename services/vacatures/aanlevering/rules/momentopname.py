"""A full snapshot: what is missing from it ends, unless that looks like an accident.

A source that breaks often sends an empty or half file. Such a file must not end a region's
vacancies: a snapshot that shrinks too much is refused as a whole until a person says it is right.
"""

from collections import Counter
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
    werkgever: str = ""


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
    levend: Mapping[str, int],
    krimp: Krimp,
    items: int,
    zonder_bron: int,
    grens: Krimpgrens = Krimpgrens(),
    *,
    toegestaan: bool = False,
) -> list[Fout]:
    """Why this snapshot is not taken; `toegestaan`: a person said that the shrinking is right.

    `levend`: how many live, per employer. Who delivers for several can lose the source of one:
    among all the others that is little, for that employer it is everything. `zonder_bron`: items
    without a readable reference. Whose they are cannot be known, so nothing can be called missing.
    """
    mist = Counter(een.werkgever for een in (*krimp.weg, *krimp.blijft))
    weg = mist.total()
    if zonder_bron and weg:
        reden = (
            f"{zonder_bron} items hebben geen leesbaar kenmerk; wat ontbreekt is zo niet te zien"
        )
        return [Fout("items", "kenmerk-onleesbaar", reden)]
    if toegestaan or not weg:
        return []
    if items == 0:
        reden = f"De momentopname is leeg, en {weg} vacatures zouden vervallen"
        return [Fout("items", "momentopname-leeg", reden)]
    aantallen = [("", weg, sum(levend.values()))]
    if len(levend) > 1:
        aantallen += [(f" van {oin}", n, levend.get(oin, 0)) for oin, n in sorted(mist.items())]
    return [
        Fout(
            "items",
            "momentopname-gekrompen",
            f"{n} van {was} vacatures{wie} ontbreken in deze momentopname",
        )
        for wie, n, was in aantallen
        if n > max(grens.altijd, grens.deel * was)
    ]


def redenen_blijft(krimp: Krimp) -> Mapping[UUID, Fout]:
    """Why a missing vacancy still stands."""
    reden = "Er lopen sollicitaties; een recruiter sluit de vacature of trekt haar in"
    return {a.vacature: Fout("kenmerk", "lopende-sollicitaties", reden) for a in krimp.blijft}
