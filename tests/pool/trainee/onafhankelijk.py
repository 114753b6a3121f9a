"""Looks at a rooster without a line of the product's rules: plain counting over plain tuples."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Plek = tuple[str, int, str]  # trainee, block, host


def klachten(
    plekken: Iterable[Plek],
    ruimte: Mapping[str, Sequence[int]],
    geweest: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """Everything that is wrong with it; an empty list: nobody twice, nobody too many."""
    alle = list(plekken)
    uit = []
    eerder = set(geweest)
    for wie, waar in {(t, g) for t, _, g in alle}:
        keer = sum((t, g) == (wie, waar) for t, _, g in alle) + ((wie, waar) in eerder)
        if keer > 1:
            uit.append(f"{wie} {keer} keer bij {waar}")
    uit += [
        f"{t} dubbel in {b}" for (t, b), n in Counter((t, b) for t, b, _ in alle).items() if n > 1
    ]
    for (waar, blok), n in Counter((g, b) for _, b, g in alle).items():
        if waar not in ruimte or n > ruimte[waar][blok]:
            uit.append(f"{waar} vol in {blok}")
    return uit


def waarde(
    plekken: Iterable[Plek],
    laag: Mapping[str, str],
    wensen: Mapping[str, tuple[Sequence[str], Sequence[str], Sequence[str]]],
    leert: Mapping[str, Sequence[str]],
    gezien: Mapping[str, Iterable[str]],
) -> tuple[int, int, int]:
    """Blocks filled, new layers per trainee, and wishes as the page for users says they count.

    `wensen`: organisations, layers and subjects, the dearest first.
    """
    alle = list(plekken)
    lagen = {(t, laag[g]) for t, _, g in alle if laag[g] not in set(gezien.get(t, ()))}
    punten = 0
    for t, _, g in alle:
        organisaties, gewenste_lagen, onderwerpen = wensen[t]
        if g in organisaties:
            punten += max(5 - list(organisaties).index(g), 1)
        if laag[g] in gewenste_lagen:
            punten += max(3 - list(gewenste_lagen).index(laag[g]), 1)
        punten += sum(o in leert[g] for o in onderwerpen)
    return len(alle), len(lagen), punten
