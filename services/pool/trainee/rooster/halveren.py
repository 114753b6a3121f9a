"""A block for pairs of trainee and host: the blocks are halved until one is left."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from random import Random

from services.pool.functieruil.optimaal import Doel, Grens, NietOpgelost, kies
from services.pool.trainee.rooster.opgave import Drie, Opgave, Paar

ORDES = 30  # orders of the blocks in which they are halved


def halveer(opgave: Opgave, paren: Sequence[Paar]) -> list[Drie]:
    """A block for all of these pairs, or nothing.

    Which pairs go to the first half is a flow, of which the best is whole by itself; that the
    halves can be halved again is not sure, so some orders of the blocks are tried.
    """
    for poging in range(ORDES):
        orde = list(range(opgave.blokken))
        Random(poging).shuffle(orde)
        with suppress(NietOpgelost):
            return _half(opgave, orde, paren)
    return []


def _half(opgave: Opgave, orde: Sequence[int], paren: Sequence[Paar]) -> list[Drie]:
    """Error: NietOpgelost, when these pairs do not fit these blocks."""
    if not paren or len(orde) == 1:
        return [(t, g, orde[0]) for t, g in paren]
    een, ander = orde[: len(orde) // 2], orde[len(orde) // 2 :]
    per: dict[Paar, list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(paren):
        per[t, -1].append(nr)
        per[-1, g].append(nr)
    grenzen = []
    for (t, g), lijst in sorted(per.items()):
        if g < 0:
            kan = [sum(b in opgave.blokken_van(t) for b in deel) for deel in (een, ander)]
        else:
            kan = [sum(opgave.waar[g].ruimte[b] for b in deel) for deel in (een, ander)]
        grenzen.append(Grens(lijst, kan[0], laagst=len(lijst) - kan[1]))
    doel = Doel("eerste helft", [1] * len(paren))
    keuze = set(kies(len(paren), grenzen, [doel], [True] * len(paren))[0])
    hier = [paar for nr, paar in enumerate(paren) if nr in keuze]
    daar = [paar for nr, paar in enumerate(paren) if nr not in keuze]
    return _half(opgave, een, hier) + _half(opgave, ander, daar)
