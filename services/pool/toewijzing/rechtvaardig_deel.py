"""Fair share: the weighted max-min fair hours per organisation, when hours may be divided.

The hours that the pool can give the organisations together form a polymatroid (they are the flows
of a network), so the lexicographically fairest point is found by splitting on minimum cuts
(Megiddo 1974, Fujishige 1980). It is also a maximum flow: fairness costs no hours. Every part of a
split goes on with its own, smaller network. All numbers are whole, so the outcome is exact and
the same on every machine.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import numpy as np

from services.pool.toewijzing import aanspraak, kansen, netwerk
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.netwerk import Getallen, Net
from services.pool.toewijzing.rules import Kans

FIJN = Decimal("0.001")
Voortgang = Callable[[int], object]  # told the percentage; whoever wants to stop raises
Klaar = Callable[[int], object]  # told how many organisations more are settled


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
    samen: Decimal = Decimal(0)  # the largest flow: what nobody can exceed


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A settled group: its organisations, the nodes it is about, and its units together."""

    organisaties: tuple[int, ...]
    knopen: Getallen
    samen: int


def _splits(
    net: Net, knopen: Getallen, gewicht: Mapping[int, int], samen: int, klaar: Klaar
) -> list[_Stuk]:
    """Settle the organisations of this network, poorest first; `samen` is what they can get."""
    eigen = {int(een): gewicht[int(een)] for een in net.put[net.put >= 0]}
    klaar(0)
    buiten = netwerk.snede(net, eigen, samen)
    if buiten is None:
        klaar(len(eigen))
        return [_Stuk(tuple(sorted(eigen)), knopen, samen)]
    arm, arme = netwerk.deelnet(net, buiten, arm=True)
    rijk, rijke = netwerk.deelnet(net, ~buiten, arm=False)
    van_arm = int(arm.bij.sum() - arm.af.sum())
    eerst = _los(arm, knopen[arme], gewicht, klaar, van_arm)
    return eerst + _los(rijk, knopen[rijke], gewicht, klaar, samen - van_arm)


def _los(
    net: Net, knopen: Getallen, gewicht: Mapping[int, int], klaar: Klaar, samen: int | None = None
) -> list[_Stuk]:
    """Settle every island by itself; when `samen` is known the largest island gets what is left."""
    uit: list[_Stuk] = []
    rest = samen
    eilanden = sorted(netwerk.eilanden(net), key=len)
    for nr, eiland in enumerate(eilanden, 1):
        houd = np.zeros(net.knopen, dtype=bool)
        houd[eiland] = True
        deel, nummers = netwerk.deelnet(net, houd, arm=True)
        if rest is not None and nr == len(eilanden):
            meest = rest
        else:
            meest = netwerk.meest(deel) - int(deel.af.sum())
            rest = None if rest is None else rest - meest
        uit += _splits(deel, knopen[nummers], gewicht, meest, klaar)
    return uit


def _passend(gewicht: Mapping[int, int]) -> dict[int, int]:
    """Weights that the flow can count in: 32 bits for the number of organisations times them."""
    totaal, aantal = sum(gewicht.values()), len(gewicht)
    meeste = netwerk.GROOTSTE // (aantal + 2)
    if totaal <= meeste:
        return dict(gewicht)
    return {een: max(1, deel * (meeste - aantal) // totaal) for een, deel in gewicht.items()}


def _uren(eenheden: Fraction | int, per_uur: Fraction) -> Decimal:
    """Units to hours, to a thousandth."""
    uren = Fraction(eenheden) / per_uur
    return (Decimal(uren.numerator) / Decimal(uren.denominator)).quantize(FIJN)


def _teller(aantal: int, voortgang: Voortgang) -> Klaar:
    """From organisations that are settled to a percentage."""
    samen = 0

    def klaar(erbij: int) -> None:
        nonlocal samen
        samen += erbij
        voortgang(min(99, samen * 100 // max(1, aantal)))

    return klaar


def bereken(
    feiten: Feiten, mogelijk: Sequence[Kans] | None = None, voortgang: Voortgang = abs
) -> Deel:
    """The fair share of every organisation that asks something; `feiten` is sorted.

    `voortgang` hears how many percent of the organisations is settled, before every cut.
    """
    alle = kansen.vind(feiten) if mogelijk is None else mogelijk
    leeg = dict.fromkeys(feiten.organisaties, Decimal(0))
    if not alle:
        return Deel(leeg, ())
    invoer = netwerk.bouw(feiten, alle)
    per_uur = Fraction(invoer.per_uur, invoer.noemer)
    ronde = netwerk.meest(invoer.net)
    sleutel = aanspraak.gewichten(feiten, Fraction(ronde) / per_uur)
    gewicht = _passend({nr: sleutel[een] for nr, een in enumerate(invoer.organisaties)})
    klaar = _teller(len(gewicht), voortgang)
    stukken = _los(invoer.net, np.arange(invoer.net.knopen), gewicht, klaar, ronde)
    uren = dict(leeg)
    for stuk in stukken:
        totaal = sum(gewicht[een] for een in stuk.organisaties)
        for een in stuk.organisaties:
            deel = Fraction(stuk.samen * gewicht[een], totaal)
            uren[invoer.organisaties[een]] = _uren(deel, per_uur)
    vraag = _vraag(invoer)
    wie: dict[str, set[UUID]] = defaultdict(set)
    for kans in alle:
        wie[kans.inlener].add(kans.lid)
    groepen = tuple(_groep(stuk, invoer, per_uur, vraag, wie) for stuk in stukken if stuk.samen > 0)
    return Deel(uren, groepen, _uren(ronde, per_uur))


def _vraag(invoer: netwerk.Invoer) -> Getallen:
    """Units that the members could give every organisation if nobody else asked."""
    net = invoer.net
    naar_org = net.put[net.naar] >= 0
    uit: Getallen = np.zeros(len(invoer.organisaties), dtype=np.int64)
    np.add.at(uit, net.put[net.naar[naar_org]], net.ruimte[naar_org])
    return uit


def _groep(
    stuk: _Stuk, invoer: netwerk.Invoer, per_uur: Fraction, vraag: Getallen,
    wie: Mapping[str, set[UUID]],
) -> Groep:  # fmt: skip
    """What the reader sees: who competes for whom, and how much there is together."""
    namen = tuple(invoer.organisaties[een] for een in stuk.organisaties)
    leden = {invoer.leden[een] for een in stuk.knopen.tolist() if een in invoer.leden}
    if not leden:
        leden = set().union(*(wie[een] for een in namen))
    gedekt = stuk.samen >= int(vraag[list(stuk.organisaties)].sum())
    return Groep(namen, tuple(sorted(leden)), _uren(stuk.samen, per_uur), gedekt)
