"""The network of divisible hours: members → needs → organisations, per period.

Capacities are whole numbers: hours per week times days, divided by what they have in common (a
half-day per week during a period, when hours and dates keep to half-days and weeks).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans, Strook, agenda

VAK_DAGEN = 28
MEESTE_PIJLEN = 400_000
GROOTSTE = 2**31 - 1  # scipy counts flows in 32 bits

Getallen = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Net:
    """Arrows between nodes, what enters a node from outside, and what may leave it.

    `put` is -1 except on the node of an organisation, where it is its number. `af` is what leaves
    a node for an organisation that was settled before.
    """

    van: Getallen
    naar: Getallen
    ruimte: Getallen
    bij: Getallen
    put: Getallen
    af: Getallen

    @property
    def knopen(self) -> int:
        """Number of nodes."""
        return len(self.bij)


@dataclass(frozen=True, slots=True)
class Invoer:
    """The whole network, its organisations in order, and how many units go in an hour."""

    net: Net
    organisaties: tuple[str, ...]
    per_uur: int  # units per hour is per_uur / noemer
    noemer: int
    leden: dict[int, UUID]  # node → member


def vakken(feiten: Feiten, kansen: Sequence[Kans]) -> Getallen:
    """First day of every period, in days after the peildatum, and the end.

    A period ends where anybody's calendar changes, so that nobody's hours count twice. When that
    makes too large a network, periods are four weeks: what is lost is less than a period each.
    """
    totaal = feiten.instellingen.horizon_weken * 7
    dagen = {0, totaal}
    for kans in kansen:
        dagen.update(dag for een in kans.vensters for dag in (een.van, een.na))
    if len(dagen) * len(kansen) > MEESTE_PIJLEN:
        dagen = {*range(0, totaal, VAK_DAGEN), totaal}
    return np.array(sorted(dagen), dtype=np.int64)


def _per_dag(stroken: Sequence[Strook], totaal: int) -> Getallen:
    """Whole hours per week that are left on every day of the horizon."""
    uit: Getallen = np.zeros(totaal, dtype=np.int64)
    for een in stroken:
        uit[een.van : een.na] = een.uren
    return uit


def _overlap(
    kansen: Sequence[Kans], grenzen: Getallen
) -> tuple[Getallen, Getallen, Getallen, Getallen]:
    """Per window and period that it touches: number of the kans, of the period, days and hours."""
    vensters = [(nr, een) for nr, kans in enumerate(kansen) for een in kans.vensters]
    van_kans = np.array([nr for nr, _ in vensters], dtype=np.int64)
    begin = np.array([een.van for _, een in vensters], dtype=np.int64)
    einde = np.array([een.na for _, een in vensters], dtype=np.int64)
    uren = np.array([een.uren for _, een in vensters], dtype=np.int64)
    eerste = np.searchsorted(grenzen, begin, side="right") - 1
    laatste = np.searchsorted(grenzen, einde, side="left") - 1
    aantal = laatste - eerste + 1
    nr = np.repeat(np.arange(len(vensters)), aantal)
    vak = np.arange(len(nr)) - np.repeat(np.cumsum(aantal) - aantal, aantal) + eerste[nr]
    dagen = np.minimum(einde[nr], grenzen[vak + 1]) - np.maximum(begin[nr], grenzen[vak])
    return van_kans[nr], vak, dagen, uren[nr]


def bouw(feiten: Feiten, kansen: Sequence[Kans]) -> Invoer:
    """The network of the facts (sorted) with these kansen."""
    bezet, grenzen = agenda(feiten), vakken(feiten, kansen)
    aantal, organisaties = len(grenzen) - 1, feiten.organisaties
    lid_nr = {een.id: nr for nr, een in enumerate(feiten.leden)}
    vraag_nr = {een.id: nr for nr, een in enumerate(feiten.behoeften)}
    org_nr = {een: nr for nr, een in enumerate(organisaties)}
    nuttig, totaal = _nuttig(feiten, kansen, lid_nr), int(grenzen[-1])
    aanbod = _per_vak(
        (_per_dag(bezet.vrij[een.id], totaal) * nuttig[nr] for nr, een in enumerate(feiten.leden)),
        grenzen,
    )
    vraag = _per_vak((_per_dag(bezet.rest[een.id], totaal) for een in feiten.behoeften), grenzen)
    nr, vak, dagen, meeste = _overlap(kansen, grenzen)
    leden = np.array([lid_nr[kans.lid] for kans in kansen], dtype=np.int64)[nr]
    vragen = np.array([vraag_nr[kans.behoefte] for kans in kansen], dtype=np.int64)[nr]
    eerste_vraag, eerste_org = len(aanbod), len(aanbod) + len(vraag)
    inlener = np.array([org_nr[een.inlener] for een in feiten.behoeften], dtype=np.int64)
    knopen = eerste_org + len(organisaties)
    bij, put = np.zeros(knopen, dtype=np.int64), np.full(knopen, -1, dtype=np.int64)
    bij[:eerste_vraag] = aanbod
    put[eerste_org:] = np.arange(len(organisaties))
    net = Net(
        np.concatenate([leden * aantal + vak, np.arange(eerste_vraag, eerste_org)]),
        np.concatenate([eerste_vraag + vragen * aantal + vak,
                        eerste_org + np.repeat(inlener, aantal)]),
        np.concatenate([meeste * dagen, vraag]),
        bij, put, np.zeros(knopen, dtype=np.int64),
    )  # fmt: skip
    lid_van_knoop = {
        lid * aantal + p: een.id for lid, een in enumerate(feiten.leden) for p in range(aantal)
    }
    return _deel_door(_bruikbaar(net), organisaties, lid_van_knoop)


def _per_vak(rijen: Iterable[Getallen], grenzen: Getallen) -> Getallen:
    """Rows of days summed per period, one after another."""
    return np.concatenate([np.add.reduceat(rij, grenzen[:-1]) for rij in rijen])


def _nuttig(
    feiten: Feiten, kansen: Sequence[Kans], lid_nr: Mapping[UUID, int]
) -> NDArray[np.bool_]:
    """Per member and day: whether anybody can use that day."""
    uit = np.zeros((len(feiten.leden), feiten.instellingen.horizon_weken * 7), dtype=bool)
    for kans in kansen:
        for een in kans.vensters:
            uit[lid_nr[kans.lid], een.van : een.na] = True
    return uit


def _bruikbaar(net: Net) -> Net:
    """Without arrows that carry nothing, and without supply that reaches nobody."""
    heen = net.ruimte > 0
    van, naar, ruimte = net.van[heen], net.naar[heen], net.ruimte[heen]
    uit = np.bincount(van, weights=ruimte, minlength=net.knopen).astype(np.int64)
    return Net(van, naar, ruimte, np.minimum(net.bij, uit), net.put, net.af)


def _deel_door(net: Net, organisaties: tuple[str, ...], leden: dict[int, UUID]) -> Invoer:
    """Count in the largest unit that fits everything."""
    alles = np.concatenate([net.ruimte, net.bij])
    deler = max(1, int(np.gcd.reduce(alles))) if len(alles) else 1
    if int(net.bij.sum()) // deler > GROOTSTE:
        raise OverflowError("more hours than the flow can count")
    eenheid = Net(net.van, net.naar, net.ruimte // deler, net.bij // deler, net.put, net.af)
    return Invoer(eenheid, organisaties, 7, deler, leden)


def _stroom(matrix: Any, bron: int, put: int) -> tuple[int, Any]:
    """Largest flow, and what is left of every arrow."""
    uitkomst = maximum_flow(matrix, bron, put)
    over = (matrix - uitkomst.flow).tocsr()
    over.eliminate_zeros()
    return int(uitkomst.flow_value), over


def _matrix(net: Net, grens: Getallen) -> Any:
    """Source and sink at the end; `grens` is what may leave per node."""
    n = net.knopen
    met, uit = np.flatnonzero(net.bij), np.flatnonzero(grens)
    van = np.concatenate([net.van, np.full(len(met), n), uit])
    naar = np.concatenate([net.naar, met, np.full(len(uit), n + 1)])
    waarden = np.concatenate([net.ruimte, net.bij[met], grens[uit]])
    waarden = np.minimum(waarden, GROOTSTE).astype(np.int32)
    matrix = csr_matrix((waarden, (van, naar)), shape=(n + 2, n + 2))
    matrix.sum_duplicates()
    return matrix


def meest(net: Net) -> int:
    """The largest flow when nobody is limited by a share."""
    grens = np.where(net.put >= 0, GROOTSTE, net.af)
    return _stroom(_matrix(net, grens), net.knopen, net.knopen + 1)[0]


def snede(net: Net, gewicht: Mapping[int, int], samen: int) -> NDArray[np.bool_] | None:
    """Whether each node is out of reach when everybody wants the same share of `samen`.

    None: everybody can have it. Exact, although scipy counts in 32 bits: first the whole parts of
    the shares, then their fractions over what the first flow left (no more than one unit each).
    """
    totaal, n = sum(gewicht.values()), net.knopen
    heel, breuk = net.af.copy(), np.zeros(n, dtype=np.int64)
    for knoop in np.flatnonzero(net.put >= 0).tolist():
        heel[knoop], breuk[knoop] = divmod(samen * gewicht[int(net.put[knoop])], totaal)
    waarde, over = _stroom(_matrix(net, heel), n, n + 1)
    if breuk.any():
        over = over.tocoo()
        mag = len(gewicht)
        rest = np.minimum(over.data.astype(np.int64), mag) * totaal
        van = np.concatenate([over.row, np.flatnonzero(breuk)])
        naar = np.concatenate([over.col, np.full(int((breuk > 0).sum()), n + 1)])
        alles = np.concatenate([rest, breuk[breuk > 0]])
        fijn = csr_matrix((alles.astype(np.int32), (van, naar)), shape=(n + 2, n + 2))
        fijn.sum_duplicates()
        bij, over = _stroom(fijn, n, n + 1)
    else:
        bij = 0
    if waarde == int(heel.sum()) and bij == int(breuk.sum()):
        return None
    binnen = np.zeros(n + 2, dtype=bool)
    binnen[breadth_first_order(over, n, return_predecessors=False)] = True
    return ~binnen[:n]


def deelnet(net: Net, houd: NDArray[np.bool_], *, arm: bool) -> tuple[Net, Getallen]:
    """The nodes of `houd` as a network of their own, beside a cut between reach and no reach.

    Every arrow over the cut is full. To the poor it is supply; from the rich it is promised away.
    Arrows back carry nothing.
    """
    nummers = np.flatnonzero(houd)
    nieuw = np.full(net.knopen, -1, dtype=np.int64)
    nieuw[nummers] = np.arange(len(nummers))
    van, naar = houd[net.van], houd[net.naar]
    binnen = van & naar
    bij, af = net.bij[nummers].copy(), net.af[nummers].copy()
    if arm:
        erin = ~van & naar
        np.add.at(bij, nieuw[net.naar[erin]], net.ruimte[erin])
    else:
        eruit = van & ~naar
        np.add.at(af, nieuw[net.van[eruit]], net.ruimte[eruit])
    deel = Net(
        nieuw[net.van[binnen]], nieuw[net.naar[binnen]], net.ruimte[binnen],
        bij, net.put[nummers], af,
    )  # fmt: skip
    return deel, nummers


def eilanden(net: Net) -> list[Getallen]:
    """Nodes that hang together and hold an organisation, per island."""
    n = net.knopen
    vorm = csr_matrix((np.ones(len(net.van), dtype=np.int8), (net.van, net.naar)), shape=(n, n))
    aantal, waar = connected_components(vorm, directed=False)
    volgorde = np.argsort(waar, kind="stable")
    stukken = np.split(volgorde, np.cumsum(np.bincount(waar, minlength=aantal))[:-1])
    return [np.sort(stuk) for stuk in stukken if (net.put[stuk] >= 0).any()]
