"""Fair share: the weighted max-min fair hours per organisation, when hours may be divided.

The organisations' hours that the pool can give together form a polymatroid (they are the flows of
a network), so the lexicographically fairest point is found by splitting on minimum cuts
(Megiddo 1974, Fujishige 1980). It is also a maximum flow: fairness costs no hours. All
capacities are integers, so the outcome is the same on every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import floor
from uuid import UUID

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans, Toetsing, agenda, bezetting

GROOTSTE_STROOM = 2**30  # scipy counts in 32 bits


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """Days between two changes of anybody's calendar, both ends included."""

    van: date
    einde: date

    @property
    def dagen(self) -> int:
        """Number of days."""
        return (self.einde - self.van).days + 1


@dataclass(frozen=True, slots=True)
class Groep:
    """Organisations that compete for the same members: a bottleneck, with what it can yield."""

    organisaties: tuple[str, ...]
    leden: tuple[UUID, ...]
    uren: Decimal
    vraag_gedekt: bool


@dataclass(frozen=True, slots=True)
class Deel:
    """Fair hours per organisation over the horizon (hours, not per week), and the bottlenecks."""

    uren: Mapping[str, Decimal]
    groepen: tuple[Groep, ...]


def tijdvakken(feiten: Feiten, kansen: list[Kans]) -> list[Tijdvak]:
    """Cut the horizon at every day on which something starts or has ended."""
    begin, einde = feiten.instellingen.peildatum, feiten.instellingen.einde
    grenzen = {begin, einde + timedelta(days=1)}
    for kans in kansen:
        grenzen |= {kans.van, kans.einde + timedelta(days=1)}
    for inzet in feiten.inzetten:
        grenzen.add(inzet.van)
        if inzet.tot and inzet.tot <= einde:
            grenzen.add(inzet.tot + timedelta(days=1))
    dagen = sorted(dag for dag in grenzen if begin <= dag <= einde + timedelta(days=1))
    return [Tijdvak(van, tot - timedelta(days=1)) for van, tot in pairwise(dagen)]


class Net:
    """A flow network: source, members and needs per period, organisations, sink."""

    def __init__(self, organisaties: tuple[str, ...]) -> None:
        self.van: list[int] = []
        self.naar: list[int] = []
        self.capaciteit: list[int] = []
        self.knoop: dict[object, int] = {"bron": 0, "put": 1}
        for organisatie in organisaties:
            self.nummer(organisatie)

    def nummer(self, wat: object) -> int:
        """Number of a node; a new one when it was not there."""
        return self.knoop.setdefault(wat, len(self.knoop))

    def pijl(self, van: object, naar: object, capaciteit: int) -> None:
        """Add an arrow."""
        self.van.append(self.nummer(van))
        self.naar.append(self.nummer(naar))
        self.capaciteit.append(capaciteit)

    def stroom(self, grenzen: Mapping[str, int], schaal: int) -> tuple[int, frozenset[str]]:
        """Largest flow under a limit per organisation; and who was not limited by its own."""
        van = np.array(self.van + [self.knoop[een] for een in grenzen], dtype=np.int32)
        naar = np.array(self.naar + [1] * len(grenzen), dtype=np.int32)
        waarden = [een * schaal for een in self.capaciteit] + list(grenzen.values())
        vorm = (len(self.knoop), len(self.knoop))
        matrix = csr_matrix((np.array(waarden, dtype=np.int32), (van, naar)), shape=vorm)
        uitkomst = maximum_flow(matrix, 0, 1)
        over = matrix - uitkomst.flow
        over.data[over.data < 0] = 0
        over.eliminate_zeros()
        bereikt = set(breadth_first_order(over, 0, return_predecessors=False).tolist())
        beknot = frozenset(een for een in grenzen if self.knoop[een] not in bereikt)
        return int(uitkomst.flow_value), beknot


def bouw(feiten: Feiten, kansen: list[Kans]) -> Net:
    """The network of divisible hours, in hours per week times days."""
    net, bezet = Net(feiten.organisaties), agenda(feiten)
    leden = {lid.id: lid for lid in feiten.leden}
    behoeften = {behoefte.id: behoefte for behoefte in feiten.behoeften}
    gezien: set[object] = set()
    for vak in tijdvakken(feiten, kansen):
        for kans in kansen:
            if not (kans.van <= vak.van and vak.einde <= kans.einde):
                continue
            lid, behoefte = leden[kans.lid], behoeften[kans.behoefte]
            aanbod, vraag = (lid.id, vak.van), (behoefte.id, vak.van)
            if aanbod not in gezien:
                uren, _ = bezetting(
                    bezet.van_medewerker.get(lid.medewerker, ()), vak.van, vak.einde
                )
                net.pijl("bron", aanbod, max(0, floor(lid.uren_per_week - uren)) * vak.dagen)
            if vraag not in gezien:
                uren, _ = bezetting(bezet.voor_behoefte.get(behoefte.id, ()), vak.van, vak.einde)
                net.pijl(
                    vraag, behoefte.inlener, max(0, floor(behoefte.uren_max - uren)) * vak.dagen
                )
            gezien |= {aanbod, vraag}
            net.pijl(aanbod, vraag, kans.uren_max * vak.dagen)
    return net


def _splits(
    net: Net, groep: list[str], vast: dict[str, int], gewicht: Mapping[str, int], schaal: int
) -> list[tuple[list[str], int]]:
    """Share what `groep` can get beside what is fixed; splits where a cut forbids equal shares."""
    ruim = GROOTSTE_STROOM
    samen, _ = net.stroom({**vast, **dict.fromkeys(groep, ruim)}, schaal)
    samen -= sum(vast.values())
    totaal = sum(gewicht[een] for een in groep)
    doel = {een: samen * gewicht[een] // totaal for een in groep}
    bereikt, beknot = net.stroom({**vast, **doel}, schaal)
    arm = [een for een in groep if een in beknot]
    if bereikt == sum(vast.values()) + sum(doel.values()) or len(arm) in (0, len(groep)):
        vast.update(doel)
        return [(groep, samen)]
    eerst = _splits(net, arm, vast, gewicht, schaal)
    rijk = [een for een in groep if een not in beknot]
    return eerst + _splits(net, rijk, vast, gewicht, schaal)


def bereken(feiten: Feiten, toetsing: Toetsing) -> Deel:
    """The fair share of every organisation that asks something."""
    kansen = [kans for kans in toetsing.values() if isinstance(kans, Kans)]
    organisaties = feiten.organisaties
    if not kansen:
        return Deel(dict.fromkeys(organisaties, Decimal(0)), ())
    net = bouw(feiten, kansen)
    aanbod = sum(een for van, een in zip(net.van, net.capaciteit, strict=True) if van == 0)
    schaal = max(1, min(1000, GROOTSTE_STROOM // max(1, aanbod)))
    gewicht = {een: dict(feiten.instellingen.gewichten).get(een, 1) for een in organisaties}
    vast: dict[str, int] = {}
    groepen = _splits(net, list(organisaties), vast, gewicht, schaal)
    vraag = {
        een: sum(
            capaciteit
            for van, naar, capaciteit in zip(net.van, net.naar, net.capaciteit, strict=True)
            if naar == net.knoop[een] and van > 1
        )
        for een in organisaties
    }
    uren = {een: _uren(vast[een], schaal) for een in organisaties}
    return Deel(
        uren,
        tuple(
            Groep(
                tuple(groep),
                tuple(sorted({kans.lid for kans in kansen if kans.inlener in groep})),
                _uren(samen, schaal),
                all(uren[een] >= _uren(vraag[een], 1) for een in groep),
            )
            for groep, samen in groepen
            if samen > 0
        ),
    )


def _uren(stroom: int, schaal: int) -> Decimal:
    """Hours per week times days, back to hours; to a hundredth."""
    return (Decimal(stroom) / schaal / 7).quantize(Decimal("0.01"))
