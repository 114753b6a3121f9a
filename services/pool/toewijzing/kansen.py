"""Who can do what, found fast: numpy leaves out the pairs that cannot be, the rules judge the rest.

`rules.toets_alles` looks at every pair and gives a reason for each; a country has twelve million
pairs of which a fraction can be. Both find the same kansen; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import radians

import numpy as np
from numpy.typing import NDArray

from services.pool.flexpool.rules import voldoet_aan
from services.pool.toewijzing.feiten import Behoefte, Feiten, Lid, Plek
from services.pool.toewijzing.rules import (
    AARDSTRAAL_KM,
    Kans,
    Toetsing,
    agenda,
    toets,
    toets_alles,
)

MEESTE_PAREN = 50_000  # above this only who has the function is a candidate that is named
MARGE_KM = 0.001  # numpy and math may differ in the last digits; the rules decide on the edge


def _plaatsen(plekken: Iterable[Plek]) -> dict[str, tuple[float, float]]:
    return {een.pc4: (radians(float(een.breedte)), radians(float(een.lengte))) for een in plekken}


def _ver(
    van: NDArray[np.float64], naar: tuple[float, float], straal: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether places are surely outside the radius; what is not known (nan) is not."""
    boog = np.sin((naar[0] - van[:, 0]) / 2) ** 2
    boog += np.cos(van[:, 0]) * np.cos(naar[0]) * np.sin((naar[1] - van[:, 1]) / 2) ** 2
    ver: NDArray[np.bool_] = 2 * AARDSTRAAL_KM * np.arcsin(np.sqrt(boog)) > straal + MARGE_KM
    return ver


class _Vak:
    """The members of one function, as arrays."""

    def __init__(self, leden: list[Lid], plaatsen: dict[str, tuple[float, float]]) -> None:
        onbekend = (float("nan"), float("nan"))
        self.leden = leden
        self.plaats = np.array([plaatsen.get(een.pc4 or "", onbekend) for een in leden])
        self.straal = np.array(
            [np.inf if een.straal_km is None else float(een.straal_km) for een in leden]
        )

    def mogelijk(
        self, behoefte: Behoefte, plaatsen: dict[str, tuple[float, float]]
    ) -> Iterable[Lid]:
        """Members who may reach the need, in order."""
        naar = plaatsen.get(behoefte.pc4 or "")
        if naar is None:
            return self.leden
        return (self.leden[nr] for nr in np.flatnonzero(~_ver(self.plaats, naar, self.straal)))


def _per_functie(feiten: Feiten) -> dict[str, list[Lid]]:
    """Members by function, in order."""
    per_functie: dict[str, list[Lid]] = defaultdict(list)
    for lid in feiten.leden:
        for functie in sorted({een.functie for een in lid.functies}):
            per_functie[functie].append(lid)
    return dict(per_functie)


def toetsing(feiten: Feiten, gevonden: Iterable[Kans]) -> Toetsing:
    """A kans or a reason for every candidate, in order of need and member.

    Everybody in the pool is a candidate; in a large pool everybody who has the function, because
    a list of thousands who lack it tells nobody anything.
    """
    if len(feiten.leden) * len(feiten.behoeften) <= MEESTE_PAREN:
        return toets_alles(feiten)
    bezet, per_functie = agenda(feiten), _per_functie(feiten)
    bekend = {(kans.lid, kans.behoefte): kans for kans in gevonden}
    return {
        (lid.id, vraag.id): bekend.get((lid.id, vraag.id))
        or toets(lid, vraag, bezet, feiten.instellingen)
        for vraag in feiten.behoeften
        for lid in per_functie.get(vraag.functie or "", ())
    }


def vind(feiten: Feiten) -> list[Kans]:
    """Every member who can do a need on its own, in order of need and member."""
    bezet, stand = agenda(feiten), feiten.instellingen
    plaatsen = _plaatsen(stand.plekken)
    vakken = {functie: _Vak(leden, plaatsen) for functie, leden in _per_functie(feiten).items()}
    gevonden = []
    for behoefte in feiten.behoeften:
        vak = vakken.get(behoefte.functie or "")
        for lid in vak.mogelijk(behoefte, plaatsen) if vak else ():
            if not _vooraf(lid, behoefte):
                continue
            uitkomst = toets(lid, behoefte, bezet, stand)
            if isinstance(uitkomst, Kans):
                gevonden.append(uitkomst)
    return gevonden


def _vooraf(lid: Lid, behoefte: Behoefte) -> bool:
    """What can be seen at a glance: period and level."""
    if (behoefte.tot and lid.van > behoefte.tot) or (lid.tot and behoefte.van > lid.tot):
        return False
    return any(
        een.functie == behoefte.functie and voldoet_aan(een.niveau, behoefte.niveau)
        for een in lid.functies
    )
