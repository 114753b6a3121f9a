"""Who can do what, found fast: numpy leaves out the pairs that cannot be, the rules judge the rest.

`rules.toets_alles` looks at every pair and gives a reason for each; a country has twelve million
pairs of which a fraction can be. Both find the same kansen; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import radians
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.pool.flexpool.rules import Niveau
from services.pool.toewijzing.feiten import Behoefte, Feiten, Lid, Plek
from services.pool.toewijzing.rules import (
    AARDSTRAAL_KM,
    Kans,
    Redencode,
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

    def __init__(
        self, functie: str, leden: list[Lid], plaatsen: dict[str, tuple[float, float]]
    ) -> None:
        onbekend = (float("nan"), float("nan"))
        self.leden = leden
        self.plaats = np.array([plaatsen.get(een.pc4 or "", onbekend) for een in leden])
        self.straal = np.array(
            [np.inf if een.straal_km is None else float(een.straal_km) for een in leden]
        )
        self.niveau = np.array([_hoogste(een, functie) for een in leden])
        self.thuis = np.array([een.thuisorganisatie for een in leden])

    def reden(
        self, behoefte: Behoefte, plaatsen: dict[str, tuple[float, float]]
    ) -> NDArray[np.int64]:
        """Per member the number of the reason in GLOBAAL; 0: the rules must look closer."""
        uit = np.zeros(len(self.leden), dtype=np.int64)
        naar = plaatsen.get(behoefte.pc4 or "")
        if naar is not None:
            uit[_ver(self.plaats, naar, self.straal)] = 3
        uit[self.thuis == behoefte.inlener] = 2
        if behoefte.niveau is not None:
            uit[self.niveau < list(Niveau).index(behoefte.niveau)] = 1
        return uit

    def mogelijk(
        self, behoefte: Behoefte, plaatsen: dict[str, tuple[float, float]]
    ) -> Iterable[Lid]:
        """Members whose level, employer and radius do not stop them, in order."""
        return (self.leden[nr] for nr in np.flatnonzero(self.reden(behoefte, plaatsen) == 0))


GLOBAAL = (None, Redencode.NIVEAU, Redencode.EIGEN_WERKGEVER, Redencode.REISAFSTAND)


def _hoogste(lid: Lid, functie: str) -> int:
    """The best level that a member has in a function."""
    return max(list(Niveau).index(een.niveau) for een in lid.functies if een.functie == functie)


def _vakken(feiten: Feiten, plaatsen: dict[str, tuple[float, float]]) -> dict[str, _Vak]:
    """Members by function, in order."""
    per_functie: dict[str, list[Lid]] = defaultdict(list)
    for lid in feiten.leden:
        for functie in sorted({een.functie for een in lid.functies}):
            per_functie[functie].append(lid)
    return {functie: _Vak(functie, leden, plaatsen) for functie, leden in per_functie.items()}


def is_groot(feiten: Feiten) -> bool:
    """Whether a candidate is only named when function, level, employer and radius fit."""
    return len(feiten.leden) * len(feiten.behoeften) > MEESTE_PAREN


def toetsing(feiten: Feiten, gevonden: Iterable[Kans]) -> Toetsing:
    """A kans or a reason for every candidate, in order of need and member.

    Everybody in the pool is a candidate; in a large pool everybody whose function, level, employer
    and radius fit, because a list of thousands who lack it tells nobody anything. `overige` counts
    those.
    """
    if not is_groot(feiten):
        return toets_alles(feiten)
    bezet, plaatsen = agenda(feiten), _plaatsen(feiten.instellingen.plekken)
    vakken = _vakken(feiten, plaatsen)
    bekend = {(kans.lid, kans.behoefte): kans for kans in gevonden}
    return {
        (lid.id, vraag.id): bekend.get((lid.id, vraag.id))
        or toets(lid, vraag, bezet, feiten.instellingen)
        for vraag in feiten.behoeften
        if vraag.functie in vakken
        for lid in vakken[vraag.functie].mogelijk(vraag, plaatsen)
    }


def overige(feiten: Feiten) -> dict[UUID, tuple[tuple[Redencode, int], ...]]:
    """How many members a large pool does not name for a need, per reason."""
    if not is_groot(feiten):
        return {}
    plaatsen = _plaatsen(feiten.instellingen.plekken)
    vakken = _vakken(feiten, plaatsen)
    uit: dict[UUID, tuple[tuple[Redencode, int], ...]] = {}
    for vraag in feiten.behoeften:
        if vraag.functie is None:
            uit[vraag.id] = ((Redencode.GEEN_FUNCTIE, len(feiten.leden)),)
            continue
        vak = vakken.get(vraag.functie)
        redenen = vak.reden(vraag, plaatsen) if vak else np.zeros(0, dtype=np.int64)
        tel = np.bincount(redenen, minlength=len(GLOBAAL)).tolist()
        rij = [(Redencode.GEEN_VAARDIGHEID, len(feiten.leden) - len(redenen))]
        rij += [(code, tel[nr]) for nr, code in enumerate(GLOBAAL) if code is not None]
        uit[vraag.id] = tuple((code, aantal) for code, aantal in rij if aantal)
    return uit


def vind(feiten: Feiten) -> list[Kans]:
    """Every member who can do a need on its own, in order of need and member."""
    bezet, stand = agenda(feiten), feiten.instellingen
    plaatsen = _plaatsen(stand.plekken)
    vakken = _vakken(feiten, plaatsen)
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
    """What can be seen at a glance: consent and period."""
    te_laat = behoefte.tot is not None and lid.van > behoefte.tot
    te_vroeg = lid.tot is not None and behoefte.van > lid.tot
    return lid.toestemming and not te_laat and not te_vroeg
