"""Welke kleine behoeften van meer werkgevers kan één mens samen doen?

Pure rules: a suggestion only, a person makes the group. The needs stay what they are, each with
its own inlener and hours, so that a share, an agreement and the register stay exact per employer.
Hours are hours per week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Reden

MEESTE_UREN = Decimal(40)  # one person's week


@dataclass(frozen=True, slots=True)
class KleineBehoefte:
    """What grouping looks at."""

    id: UUID
    inlener: str
    functie: str
    niveau: Niveau | None
    uren: Decimal
    van: date
    tot: date | None


@dataclass(frozen=True, slots=True)
class Groepsvoorstel:
    """Needs that fit in one week of one person, in the days that all of them share."""

    functie: str
    niveau: Niveau | None
    behoeften: tuple[UUID, ...]
    organisaties: tuple[str, ...]
    uren: Decimal
    van: date
    tot: date | None


def samen(behoeften: Sequence[KleineBehoefte]) -> Groepsvoorstel | None:
    """The whole of these needs; None when they share no day or no function and level."""
    if len({(een.functie, een.niveau) for een in behoeften}) != 1:
        return None
    van = max(een.van for een in behoeften)
    einden = [een.tot for een in behoeften if een.tot is not None]
    tot = min(einden) if einden else None
    if tot is not None and tot < van:
        return None
    return Groepsvoorstel(
        behoeften[0].functie,
        behoeften[0].niveau,
        tuple(sorted(een.id for een in behoeften)),
        tuple(sorted({een.inlener for een in behoeften})),
        sum((een.uren for een in behoeften), Decimal(0)),
        van,
        tot,
    )


def fouten_in_groep(
    behoeften: Sequence[KleineBehoefte], grens: Decimal, kortste_dagen: int
) -> list[Reden]:
    """Everything that stops these needs from being one group."""
    fouten = []
    if len({een.inlener for een in behoeften}) < 2:
        zin = "Een groep heeft behoeften van minstens twee organisaties."
        fouten.append(Reden("behoeften", "een-organisatie", zin))
    if any(een.uren > grens for een in behoeften):
        zin = f"Een kleine behoefte heeft hooguit {grens} uur per week."
        fouten.append(Reden("behoeften", "behoefte-te-groot", zin))
    geheel = samen(behoeften) if behoeften else None
    if len({(een.functie, een.niveau) for een in behoeften}) > 1:
        zin = "Kies behoeften met dezelfde functie en hetzelfde niveau."
        fouten.append(Reden("behoeften", "functie-verschilt", zin))
    elif geheel is None or not _is_lang_genoeg(geheel, kortste_dagen):
        zin = f"De behoeften hebben geen {kortste_dagen} dagen gemeen."
        fouten.append(Reden("behoeften", "periode-verschilt", zin))
    elif geheel.uren > MEESTE_UREN:
        zin = f"Samen is het meer dan {MEESTE_UREN} uur per week."
        fouten.append(Reden("behoeften", "uren-te-veel", zin))
    return fouten


def _is_lang_genoeg(geheel: Groepsvoorstel, kortste_dagen: int) -> bool:
    return geheel.tot is None or (geheel.tot - geheel.van).days + 1 >= kortste_dagen


def stel_groepen_voor(
    behoeften: Iterable[KleineBehoefte], grens: Decimal, kortste_dagen: int
) -> list[Groepsvoorstel]:
    """Groups of small needs, each need in one at most; the same for any order of input."""
    klein = [een for een in behoeften if 0 < een.uren <= grens]
    klein.sort(key=lambda een: (een.functie, een.niveau or "", een.van, een.id))
    bakken: dict[tuple[str, Niveau | None], list[list[KleineBehoefte]]] = {}
    for een in klein:
        rij = bakken.setdefault((een.functie, een.niveau), [])
        for bak in rij:
            geheel = samen([*bak, een])
            if geheel and geheel.uren <= MEESTE_UREN and _is_lang_genoeg(geheel, kortste_dagen):
                bak.append(een)
                break
        else:
            rij.append([een])
    gevuld = [bak for rij in bakken.values() for bak in rij]
    goed = [bak for bak in gevuld if not fouten_in_groep(bak, grens, kortste_dagen)]
    return [geheel for bak in goed if (geheel := samen(bak)) is not None]
