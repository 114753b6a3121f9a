"""Netting: of all documents of a month one balance per organisation, then few payments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EXACT_TOT = 12  # organisations; more are matched from large to small


@dataclass(frozen=True, slots=True)
class Stroom:
    """Cents from a debtor to a creditor; negative when the creditor gives back."""

    crediteur: str
    debiteur: str
    cent: int


@dataclass(frozen=True, slots=True)
class Betaling:
    """One payment that is left after netting; `cent` is more than zero."""

    van: str
    naar: str
    cent: int


def saldi(stromen: Iterable[Stroom], leden: Iterable[str] = ()) -> dict[str, int]:
    """Per organisation what it receives (plus) or pays (minus); together zero."""
    per: dict[str, int] = defaultdict(int)
    per.update(dict.fromkeys(leden, 0))
    for een in stromen:
        per[een.crediteur] += een.cent
        per[een.debiteur] -= een.cent
    return dict(sorted(per.items()))


def betalingen(per: Mapping[str, int]) -> list[Betaling]:
    """The fewest payments that bring every balance to zero, always the same ones.

    Up to twelve organisations the number is the smallest there is: they are split in as many
    groups that add up to zero as possible, and a group of n needs n - 1 payments. Above that in one
    group, after pairs that cancel out. Error: ValueError, when the balances are not zero together.
    """
    open_ = {een: cent for een, cent in sorted(per.items()) if cent}
    if sum(open_.values()):
        raise ValueError("de saldi zijn samen niet nul")
    groepen = _groepen(open_) if len(open_) <= EXACT_TOT else _paren(open_)
    gevonden = [een for groep in groepen for een in _in_groep(groep)]
    return sorted(gevonden, key=lambda een: (een.van, een.naar))


def _groepen(open_: Mapping[str, int]) -> list[dict[str, int]]:
    """The largest number of groups that are zero together, by subsets."""
    wie = list(open_)
    som = [0] * (1 << len(wie))
    beste = [0] * (1 << len(wie))
    laatste = [0] * (1 << len(wie))
    for masker in range(1, 1 << len(wie)):
        laag = masker & -masker
        som[masker] = som[masker ^ laag] + open_[wie[laag.bit_length() - 1]]
        rest, keus = masker, -1
        while rest:
            bit = rest & -rest
            rest ^= bit
            if beste[masker ^ bit] > keus:
                keus, laatste[masker] = beste[masker ^ bit], bit
        beste[masker] = keus + (som[masker] == 0)
    groepen: list[dict[str, int]] = []
    masker = (1 << len(wie)) - 1
    while masker:
        if som[masker] == 0:
            groepen.append({})
        bit = laatste[masker]
        een = wie[bit.bit_length() - 1]
        groepen[-1][een] = open_[een]
        masker ^= bit
    return groepen


def _paren(open_: Mapping[str, int]) -> list[dict[str, int]]:
    rest, groepen = dict(open_), []
    for een, cent in open_.items():
        ander = next((a for a, c in rest.items() if c == -cent), None)
        if een in rest and ander is not None:
            groepen.append({een: rest.pop(een), ander: rest.pop(ander)})
    return [*groepen, rest]


def _in_groep(groep: Mapping[str, int]) -> list[Betaling]:
    """From the largest debtor to the largest creditor, until nothing is left."""
    per, gevonden = dict(groep), []
    while any(per.values()):
        naar = max(per, key=lambda een: (per[een], een))
        van = min(per, key=lambda een: (per[een], een))
        cent = min(per[naar], -per[van])
        gevonden.append(Betaling(van, naar, cent))
        per[naar] -= cent
        per[van] += cent
    return gevonden
