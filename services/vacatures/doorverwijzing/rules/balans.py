"""Who referred how many to whom: figures of partners are hidden when they are few."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kolom = Literal["verzonden", "ontvangen", "aangenomen"]
KOLOMMEN: tuple[Kolom, ...] = ("verzonden", "ontvangen", "aangenomen")


@dataclass(frozen=True, slots=True)
class Balansregel:
    """One organisation in one year: referrals sent, received, and received ones hired.

    None: too few to show.
    """

    organisatie: str
    verzonden: int | None = 0
    ontvangen: int | None = 0
    aangenomen: int | None = 0


def onderdruk(regels: Sequence[Balansregel], eigen: str, kleinste_cel: int) -> list[Balansregel]:
    """The table for one organisation: its own figures, and those of partners that are not few.

    What is sent by all is received by all: a single hidden figure could be computed from the rest,
    so then the smallest other one of that column is hidden too.
    """
    lijst = list(regels)
    for kolom in KOLOMMEN:
        verborgen = _te_verbergen(lijst, eigen, kolom, kleinste_cel)
        lijst = [_zonder(r, kolom) if r.organisatie in verborgen else r for r in lijst]
    return lijst


def _zonder(regel: Balansregel, kolom: Kolom) -> Balansregel:
    leeg: dict[str, None] = {kolom: None}
    return replace(regel, **leeg)  # type: ignore[arg-type]


def _te_verbergen(
    regels: Sequence[Balansregel], eigen: str, kolom: Kolom, kleinste_cel: int
) -> set[str]:
    partners = [
        (getattr(regel, kolom), regel.organisatie) for regel in regels if regel.organisatie != eigen
    ]
    klein = {oin for aantal, oin in partners if aantal < kleinste_cel}
    rest = sorted(een for een in partners if een[1] not in klein)
    if len(klein) == 1 and rest:
        klein.add(rest[0][1])
    return klein
