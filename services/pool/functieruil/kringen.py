"""Every ring of a graph: who goes to whose place, until the first place is filled again.

A free seat is a knot that nobody leaves: its ring is a chain, closed by the arc of somebody whose
place may stay empty. So a chain and a ring are the same thing to what comes after.
"""

from collections.abc import Iterator, Sequence

Pijlen = Sequence[Sequence[int]]  # per knot the knots that it can go to, in ascending order
Dagen = tuple[Sequence[int], Sequence[int], int]
MEESTE = 400_000  # rings; more is no exchange between people but a market


class TeVeelKringen(Exception):
    """There are more rings than can be looked at exactly."""


def zoek(
    pijlen: Pijlen, lengte: Sequence[int], hoogst: int, dagen: Dagen | None = None
) -> list[tuple[int, ...]]:
    """Every ring of at most `hoogst` people, each once, beginning with its lowest number.

    `lengte`: how many people a knot counts for (a free seat: none). `dagen`: the first and last
    day of every knot as numbers, and how many steps apart those of a whole ring are at least.
    Error: TeVeelKringen.
    """
    nul = [0] * len(pijlen)
    dagen = dagen or (nul, nul, 0)
    terug = _terug(pijlen)
    gevonden = []
    for begin in range(len(pijlen)):
        if not terug[begin]:
            continue
        dichtbij = _afstanden(terug, begin, hoogst)
        for kring in _vanaf(pijlen, lengte, begin, hoogst, dichtbij, dagen):
            gevonden.append(kring)
            if len(gevonden) > MEESTE:
                raise TeVeelKringen
    return sorted(gevonden)


def _terug(pijlen: Pijlen) -> list[list[int]]:
    terug: list[list[int]] = [[] for _ in pijlen]
    for van, naar in enumerate(pijlen):
        for een in naar:
            terug[een].append(van)
    return terug


def _afstanden(terug: Pijlen, begin: int, hoogst: int) -> dict[int, int]:
    """How many arcs from each knot back to `begin`, over higher numbers; who is too far is out."""
    afstand, rand = {begin: 0}, [begin]
    for stap in range(1, hoogst + 1):
        rand = list({een for wie in rand for een in terug[wie] if een > begin} - afstand.keys())
        for een in rand:
            afstand[een] = stap
    return afstand


def _vanaf(
    pijlen: Pijlen,
    lengte: Sequence[int],
    begin: int,
    hoogst: int,
    afstand: dict[int, int],
    dagen: Dagen,
) -> Iterator[tuple[int, ...]]:
    """Depth first; the arcs still needed to come back are held against the people still allowed.

    At most one knot of a ring is a free seat, so that is one arc more than there are people.
    """
    van, tot, kortste = dagen
    stapel: list[tuple[tuple[int, ...], int, int, int]]
    stapel = [((begin,), lengte[begin], van[begin], tot[begin])]
    while stapel:
        pad, mensen, eerste, laatste = stapel.pop()
        heeft_plek = mensen < len(pad)
        grens = hoogst + (1 if heeft_plek else 2)
        for naar in pijlen[pad[-1]]:
            if naar <= begin:
                if naar == begin and len(pad) > 1:
                    yield pad
                continue
            ver = afstand.get(naar)
            if ver is None or (heeft_plek and not lengte[naar]):
                continue
            totaal = mensen + lengte[naar]
            if totaal > hoogst or totaal + ver > grens or naar in pad:
                continue
            dag_een = van[naar] if van[naar] > eerste else eerste
            dag_twee = tot[naar] if tot[naar] < laatste else laatste
            if dag_twee - dag_een >= kortste:
                stapel.append(((*pad, naar), totaal, dag_een, dag_twee))
