"""The board of a proposal: what is free, what is placed, and what that is worth.

Days are numbers after the peildatum; hours are whole hours per week, hours received are hours per
week times days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import floor

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing.feiten import Feiten, LopendeInzet
from services.pool.toewijzing.rules import Kans, Regel, agenda

HALVE_DAG = 4  # hours
VAK = 28  # days: an inzet is shortened by periods of four weeks
TEKORT = 4.0  # price of a share that is not reached, squared
NOOD = 200.0  # and to the fourth power: what is far below comes first
BOVEN = 0.4  # worth of an hour above the share
GELIJKSPEL = 1e-3  # extra for who waited longest: decides only between equals
WENS = 0.02  # worth of an hour that somebody wants to learn from, beside the hour itself

Vak = tuple[int, int, int]  # first day, first day after, hours per week


@dataclass(frozen=True, slots=True)
class Plaats:
    """A kans in numbers: member, need, organisation, days, hours."""

    lid: int
    behoefte: int
    organisatie: int
    van: int
    na: int
    blok: int
    meest: int
    kortst: int  # days
    wens: bool


def wachttijd(feiten: Feiten) -> dict[str, int]:
    """Place in the queue: 0 for the organisation that waited longest since its last turn."""
    laatste: dict[str, date] = {}
    for inzet in feiten.inzetten:
        laatste[inzet.inlener] = max(inzet.van, laatste.get(inzet.inlener, date.min))
    wachtrij = sorted({laatste.get(een, date.min) for een in feiten.organisaties})
    return {een: wachtrij.index(laatste.get(een, date.min)) for een in feiten.organisaties}


class Bord:
    """What is free, what is placed, and what it is worth."""

    def __init__(self, feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal]) -> None:
        stand = feiten.instellingen
        self.dagen = stand.horizon_weken * 7
        self.peil = stand.peildatum
        org = {een: nr for nr, een in enumerate(feiten.organisaties)}
        lid = {een.id: nr for nr, een in enumerate(feiten.leden)}
        vraag = {een.id: nr for nr, een in enumerate(feiten.behoeften)}
        heel = [
            (min(een.tot or stand.einde, stand.einde) - max(een.van, self.peil)).days + 1
            for een in feiten.behoeften
        ]
        self.plaatsen = [
            Plaats(
                lid[kans.lid], vraag[kans.behoefte], org[kans.inlener],
                (kans.van - self.peil).days, (kans.einde - self.peil).days + 1,
                kans.uren_min, kans.uren_max,
                min(stand.kortste_inzet_dagen, heel[vraag[kans.behoefte]]), kans.past_bij_wens,
            )
            for kans in kansen
        ]  # fmt: skip
        self.van_lid: list[list[int]] = [[] for _ in feiten.leden]
        self.van_behoefte: list[list[int]] = [[] for _ in feiten.behoeften]
        self.van_organisatie: list[list[int]] = [[] for _ in feiten.organisaties]
        for nr, plaats in enumerate(self.plaatsen):
            self.van_lid[plaats.lid].append(nr)
            self.van_behoefte[plaats.behoefte].append(nr)
            self.van_organisatie[plaats.organisatie].append(nr)
        self.deel = [float(deel[een]) * 7 for een in feiten.organisaties]
        wacht = wachttijd(feiten)
        self.beurt = [1 + GELIJKSPEL * (1 - wacht[een] / len(wacht)) for een in feiten.organisaties]
        met = [een for een in self.deel if een > 0]
        self.gemiddeld = sum(met) / max(1, len(met))
        self._vul_kalender(feiten)
        self.gekozen: dict[int, Vak] = {}
        self.bij_lid: list[list[int]] = [[] for _ in feiten.leden]
        self.gekregen = [0] * len(org)
        self.open = np.where(self.plek > 0, self.vrij, 0)
        self.top_lid: list[int] = self.open.max(axis=1, initial=0).tolist()
        self.top_behoefte: list[int] = self.rest.max(axis=1, initial=0).tolist()
        self.teller = 0
        self.stand_lid = [0] * len(lid)
        self.stand_organisatie = [0] * len(org)
        self.stand_behoefte = [0] * len(vraag)
        self.bekend: dict[int, tuple[int, int, list[Vak]]] = {}

    def _vul_kalender(self, feiten: Feiten) -> None:
        """Free hours and places per member and day, and hours still asked per need and day."""
        bezet = agenda(feiten)
        self.vrij = np.zeros((len(feiten.leden), self.dagen), dtype=np.int16)
        self.plek = np.zeros((len(feiten.leden), self.dagen), dtype=np.int16)
        self.rest = np.zeros((len(feiten.behoeften), self.dagen), dtype=np.int16)
        for nr, lid in enumerate(feiten.leden):
            lopend = bezet.van_medewerker.get(lid.medewerker, ())
            self.vrij[nr] = self._uren(lid.uren_per_week, lopend)
            self.plek[nr] = lid.maximum_inzetten
            for een in lopend:
                self.plek[nr, self._dag(een.van) : self._na(een.tot)] -= 1
        for nr, vraag in enumerate(feiten.behoeften):
            van, na = self._dag(vraag.van), self._na(vraag.tot)
            rest = self._uren(vraag.uren_max, bezet.voor_behoefte.get(vraag.id, ()))
            self.rest[nr, van:na] = rest[van:na]

    def _dag(self, dag: date) -> int:
        return min(max((dag - self.peil).days, 0), self.dagen)

    def _na(self, dag: date | None) -> int:
        return self.dagen if dag is None else min(max((dag - self.peil).days + 1, 0), self.dagen)

    def _uren(self, uren: Decimal, lopend: Sequence[LopendeInzet]) -> NDArray[np.int64]:
        per_dag = np.full(self.dagen, floor(uren * 100), dtype=np.int64)
        for een in lopend:
            per_dag[self._dag(een.van) : self._na(een.tot)] -= floor(een.uren * 100)
        uit: NDArray[np.int64] = np.maximum(per_dag, 0) // 100
        return uit

    # ------------------------------------------------------------------ worth
    def waarde(self, organisatie: int, gekregen: int) -> float:
        """What it is worth that an organisation has so many hours (times days)."""
        deel, beurt = self.deel[organisatie], self.beurt[organisatie]
        if gekregen >= deel:
            return beurt * deel + BOVEN * (gekregen - deel)
        kort = 1.0 - gekregen / deel
        kwadraat = kort * kort
        nood = self.gemiddeld * kwadraat * (TEKORT + NOOD * kwadraat)
        return beurt * (gekregen - nood)

    def totaal(self) -> float:
        """What all organisations have is worth, and what people want to learn from."""
        wensen = sum(
            vak[2] * (vak[1] - vak[0]) for nr, vak in self.gekozen.items() if self.plaatsen[nr].wens
        )
        return sum(map(self.waarde, range(len(self.deel)), self.gekregen)) + WENS * wensen

    def aandeel(self, organisatie: int) -> float:
        """Received beside the fair share; one when it has none."""
        deel = self.deel[organisatie]
        return self.gekregen[organisatie] / deel if deel > 0 else 1.0

    # ------------------------------------------------------------------ changes
    def plaats(self, nr: int, vak: Vak) -> None:
        """Put a member to work on a need."""
        self._zet(nr, vak, 1)
        self.gekozen[nr] = vak
        self.bij_lid[self.plaatsen[nr].lid].append(nr)

    def haal_weg(self, nr: int) -> Vak:
        """Take a member off a need."""
        vak = self.gekozen.pop(nr)
        self._zet(nr, vak, -1)
        self.bij_lid[self.plaatsen[nr].lid].remove(nr)
        return vak

    def _zet(self, nr: int, vak: Vak, teken: int) -> None:
        hier, (van, na, uren) = self.plaatsen[nr], vak
        self.vrij[hier.lid, van:na] -= teken * uren
        self.plek[hier.lid, van:na] -= teken
        self.rest[hier.behoefte, van:na] -= teken * uren
        self.open[hier.lid] = np.where(self.plek[hier.lid] > 0, self.vrij[hier.lid], 0)
        self.top_lid[hier.lid] = int(self.open[hier.lid].max())
        self.top_behoefte[hier.behoefte] = int(self.rest[hier.behoefte].max())
        self.teller += 1
        self.stand_lid[hier.lid] = self.stand_behoefte[hier.behoefte] = self.teller
        self.stand_organisatie[hier.organisatie] = self.teller
        self.gekregen[hier.organisatie] += teken * uren * (na - van)

    def stempel(self, nr: int) -> int:
        """When anything last changed for the member, the need or the organisation."""
        hier = self.plaatsen[nr]
        return max(
            self.stand_lid[hier.lid],
            self.stand_behoefte[hier.behoefte],
            self.stand_organisatie[hier.organisatie],
        )

    def herstel(self, gekozen: Mapping[int, Vak]) -> None:
        """Back to what was placed before."""
        for nr in [een for een, vak in self.gekozen.items() if gekozen.get(een) != vak]:
            self.haal_weg(nr)
        for nr, vak in gekozen.items():
            if nr not in self.gekozen:
                self.plaats(nr, vak)

    def zet(self, kansen: Sequence[Kans], regels: Sequence[Regel]) -> None:
        """Place the lines of a proposal."""
        plek = {(kans.lid, kans.behoefte): nr for nr, kans in enumerate(kansen)}
        for een in regels:
            vak = (self._dag(een.van), self._na(een.tot), een.uren)
            self.plaats(plek[een.lid, een.behoefte], vak)

    def regels(self, kansen: Sequence[Kans]) -> tuple[Regel, ...]:
        """The lines of what is placed, sorted; `kansen` as the board was made of."""
        uit = []
        for nr, (van, na, uren) in self.gekozen.items():
            kans = kansen[nr]
            tot = kans.tot if na == self.plaatsen[nr].na else self.peil + timedelta(days=na - 1)
            begin = self.peil + timedelta(days=van)
            uit.append(Regel(kans.lid, kans.behoefte, uren, begin, tot))
        return tuple(sorted(uit, key=lambda een: (een.behoefte, een.lid)))

    # ------------------------------------------------------------------ what still fits
    def ruimte(self, nr: int) -> list[Vak]:
        """The largest stays that still fit, one per number of hours."""
        hier = self.plaatsen[nr]
        if min(self.top_lid[hier.lid], self.top_behoefte[hier.behoefte]) < hier.blok:
            return []
        lid, behoefte = self.stand_lid[hier.lid], self.stand_behoefte[hier.behoefte]
        had = self.bekend.get(nr)
        if had is None or had[:2] != (lid, behoefte):
            self.bekend[nr] = had = (lid, behoefte, self._zoek(hier))
        return had[2]

    def _zoek(self, hier: Plaats) -> list[Vak]:
        """Longest stretch per height of what both are free."""
        van, na = hier.van, hier.na
        vrij = np.minimum(self.open[hier.lid, van:na], self.rest[hier.behoefte, van:na])
        begin = [0, *(een + 1 for een in (vrij[1:] != vrij[:-1]).nonzero()[0].tolist())]
        hoogte = vrij[begin].tolist()
        begin.append(na - van)
        uit = []
        for uren in {hele(een, hier) for een in hoogte}:
            if uren < hier.blok:
                continue
            beste, start, beste_start = 0, -1, 0
            for stuk, een in enumerate(hoogte):
                if een >= uren:
                    if start < 0:
                        start = begin[stuk]
                    if begin[stuk + 1] - start > beste:
                        beste, beste_start = begin[stuk + 1] - start, start
                else:
                    start = -1
            if beste >= hier.kortst:
                uit.append((van + beste_start, van + beste_start + beste, uren))
        uit.sort()
        return uit

    def beste(self, nr: int, prijs: float) -> tuple[float, Vak] | None:
        """The stay that brings most beyond the price of an hour; None when nothing does."""
        hier, keuze = self.plaatsen[nr], None
        had = self.gekregen[hier.organisatie]
        nu, extra = self.waarde(hier.organisatie, had), WENS if hier.wens else 0.0
        nodig = self.deel[hier.organisatie] - had
        for vak in self.ruimte(nr):
            for keus in _maten(vak, hier, nodig):
                veel = keus[2] * (keus[1] - keus[0])
                winst = self.waarde(hier.organisatie, had + veel) - nu - (prijs - extra) * veel
                if winst > 0 and (keuze is None or winst > keuze[0]):
                    keuze = (winst, keus)
        return keuze


def hele(uren: int, hier: Plaats) -> int:
    """Half-days on top of the smallest block; all of it when it is all that both can."""
    if uren >= hier.meest:
        return hier.meest
    return uren if uren < hier.blok else uren - (uren - hier.blok) % HALVE_DAG


def _maten(vak: Vak, hier: Plaats, nodig: float) -> list[Vak]:
    """A stay as long and full as can be, and smaller ones that come close to what is needed."""
    van, na, uren = vak
    uit = [vak]
    if uren * (na - van) > nodig > 0:
        minder = max(hier.blok, int(nodig / (na - van)) // HALVE_DAG * HALVE_DAG)
        uit += [(van, na, een) for een in (minder, minder + HALVE_DAG) if een < uren]
        korter = max(hier.kortst, int(nodig / uren) // VAK * VAK)
        for dagen in (korter, korter + VAK):
            if dagen < na - van:
                uit += [(van, van + dagen, uren), (na - dagen, na, uren)]
    return uit
