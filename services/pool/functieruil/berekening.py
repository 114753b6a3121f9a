"""A whole calculation: wishes → arcs → rings → the best set → a reason for everybody.

Exact: every ring is a choice, and HiGHS proves in turn that nobody can move more people, then that
nobody can grant dearer wishes, then that there are not fewer of the longest rings. Rings that
share no place, not even by way of others, are chosen apart.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any
from uuid import UUID

from services.pool.functieruil import kringen, optimaal
from services.pool.functieruil.feiten import Feiten, vanaf_vandaag
from services.pool.functieruil.optimaal import Doel, Grens
from services.pool.functieruil.rules import (
    Pijlbelemmering,
    Ruilafspraken,
    Ruilplek,
    Ruiluitleg,
    Ruiluitlegcode,
    Ruilwens,
    enige_belemmering,
    kan_naar,
    voorkeur,
)
from services.pool.functieruil.rules.uitkomst import ZINNEN

Voortgang = Callable[[int], bool]
PIJLEN, KRINGEN, KIEZEN, UITLEG, KLAAR = 0, 10, 30, 90, 100
# For whom the best set with them is also computed: at most so many, in parts of so many rings.
TEGENVRAGEN, KLEIN_DEEL = 20, 300


@dataclass(frozen=True, slots=True)
class Net:
    """The graph: people first, then free seats; who can go to which place."""

    wensen: tuple[Ruilwens, ...]
    plekken: tuple[Ruilplek, ...]  # per knot the place that it is
    pijlen: tuple[tuple[int, ...], ...]
    aantal_mensen: int


@dataclass(frozen=True, slots=True)
class Ruiloplossing:
    """The chosen rings as numbers of knots, and what is told to everybody."""

    kringen: tuple[tuple[int, ...], ...]
    mensen: int
    voorkeur: int
    langste: int  # rings of the greatest length that is allowed
    aantal_kringen: int  # that there were to choose from
    bewezen: bool
    uitleg: dict[UUID, Ruiluitleg]


def maak_net(feiten: Feiten) -> Net:
    """Arcs by function first, so that not everybody is held against every place."""
    wensen = tuple(sorted(feiten.wensen, key=lambda een: een.id))
    vrij = sorted((een.plek for een in feiten.plekken), key=lambda een: een.id)
    alle = [*(een.plek for een in wensen), *vrij]
    plekken = tuple(vanaf_vandaag(een, feiten.peildatum) for een in alle)
    per_functie: dict[str, list[int]] = defaultdict(list)
    for nr, plek in enumerate(plekken):
        per_functie[plek.functie].append(nr)
    pijlen = []
    for wens in wensen:
        naar = sorted(nr for functie in set(wens.zoekt) for nr in per_functie[functie])
        pijlen.append(
            tuple(
                nr
                for nr in naar
                if kan_naar(wens, plekken[nr], feiten.afspraken, feiten.afgevallen)
            )
        )
    leeg = tuple(nr for nr, een in enumerate(wensen) if een.mag_leeg)
    pijlen += [leeg for _ in vrij]
    return Net(wensen, plekken, tuple(pijlen), len(wensen))


def zoek_kringen(net: Net, afspraken: Ruilafspraken) -> list[tuple[int, ...]]:
    """Every ring and chain with enough days in common. Error: kringen.TeVeelKringen."""
    van = [een.van.toordinal() for een in net.plekken]
    tot = [een.tot.toordinal() for een in net.plekken]
    dagen = van, tot, afspraken.kortste_dagen - 1
    lengte = [1 if nr < net.aantal_mensen else 0 for nr in range(len(net.plekken))]
    return kringen.zoek(net.pijlen, lengte, afspraken.langste_kring, dagen)


def bereken(feiten: Feiten, voortgang: Voortgang = lambda _: True) -> Ruiloplossing:
    """Errors: kringen.TeVeelKringen, optimaal.NietOpgelost."""
    voortgang(PIJLEN)
    net = maak_net(feiten)
    voortgang(KRINGEN)
    alle = zoek_kringen(net, feiten.afspraken)
    voortgang(KIEZEN)
    keuze, stand, bewezen, delen = _kies(net, alle, feiten.afspraken, voortgang)
    voortgang(UITLEG)
    uitleg = _leg_uit(feiten, net, alle, keuze, delen)
    voortgang(KLAAR)
    return Ruiloplossing(
        kringen=tuple(alle[nr] for nr in keuze),
        mensen=stand[0],
        voorkeur=stand[1],
        langste=-stand[2],
        aantal_kringen=len(alle),
        bewezen=bewezen,
        uitleg=uitleg,
    )


def mensen_in(net: Net, kring: Sequence[int]) -> list[int]:
    """The knots of a ring that are people."""
    return [nr for nr in kring if nr < net.aantal_mensen]


def naar(kring: Sequence[int], nr: int) -> int:
    """To which knot this one goes."""
    return kring[(kring.index(nr) + 1) % len(kring)]


def doelen_van(net: Net, deel: Sequence[tuple[int, ...]], langste: int) -> list[Doel]:
    mensen = [mensen_in(net, kring) for kring in deel]
    waarde = [
        sum(voorkeur(net.wensen[nr], net.plekken[naar(kring, nr)]) for nr in wie)
        for kring, wie in zip(deel, mensen, strict=True)
    ]
    lang = [-1 if len(wie) == langste and langste > 2 else 0 for wie in mensen]
    allen = len({nr for wie in mensen for nr in wie})
    per_mens = [waarde[een] / len(wie) for een, wie in enumerate(mensen)]
    verschil = ceil(max(per_mens)) - floor(min(per_mens))
    return [
        Doel("mensen", [len(wie) for wie in mensen], allen),
        Doel("voorkeur", waarde, allen * verschil + 1),
        Doel("langste", lang, allen // langste),
    ]


def _grenzen(deel: Sequence[tuple[int, ...]]) -> list[Grens]:
    per_knoop: dict[int, list[int]] = defaultdict(list)
    for keuze, kring in enumerate(deel):
        for nr in kring:
            per_knoop[nr].append(keuze)
    return [Grens(keuzes, 1) for _, keuzes in sorted(per_knoop.items()) if len(keuzes) > 1]


def delen_van(alle: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """Numbers of rings that hang together by their places; the parts are chosen apart."""
    baas: dict[int, int] = {}

    def vind(nr: int) -> int:
        while baas.setdefault(nr, nr) != nr:
            baas[nr] = nr = baas[baas[nr]]
        return nr

    for kring in alle:
        for nr in kring[1:]:
            baas[vind(nr)] = vind(kring[0])
    delen: dict[int, list[int]] = defaultdict(list)
    for keuze, kring in enumerate(alle):
        delen[vind(kring[0])].append(keuze)
    return list(delen.values())


def _kies(
    net: Net, alle: list[tuple[int, ...]], afspraken: Ruilafspraken, voortgang: Voortgang
) -> tuple[list[int], list[int], bool, list[tuple[list[int], int]]]:
    gekozen: list[int] = []
    stand, bewezen = [0, 0, 0], True
    delen: list[tuple[list[int], int]] = []
    groepen = delen_van(alle)
    for klaar, nummers in enumerate(groepen):
        deel = [alle[nr] for nr in nummers]
        doelen = doelen_van(net, deel, afspraken.langste_kring)
        keuze, kwam, zeker = optimaal.kies(len(deel), _grenzen(deel), doelen)
        gekozen += [nummers[een] for een in keuze]
        stand = [a + b for a, b in zip(stand, kwam, strict=True)]
        bewezen = bewezen and zeker
        delen.append((nummers, kwam[0]))
        voortgang(KIEZEN + (UITLEG - KIEZEN) * (klaar + 1) // len(groepen))
    return sorted(gekozen), stand, bewezen, delen


# ------------------------------------------------------------------ why
def _leg_uit(
    feiten: Feiten,
    net: Net,
    alle: list[tuple[int, ...]],
    keuze: Sequence[int],
    delen: Sequence[tuple[list[int], int]],
) -> dict[UUID, Ruiluitleg]:
    in_kring = {nr for een in keuze for nr in alle[een]}
    door: dict[int, int] = defaultdict(int)
    for kring in alle:
        for nr in kring:
            door[nr] += 1
    bereikt = {nr for naar_wie in net.pijlen for nr in naar_wie}
    tegen = _tegenvragen(net, alle, in_kring, delen)
    uit = {}
    for nr, wens in enumerate(net.wensen):
        waarden: dict[str, Any] = {}
        if nr in in_kring:
            code = Ruiluitlegcode.IN_KRING
        elif door[nr]:
            code = Ruiluitlegcode.ANDERE_KEUZE
            waarden = {"kringen": door[nr]} | tegen.get(nr, {})
        elif not net.pijlen[nr]:
            code = Ruiluitlegcode.GEEN_PLEK
            waarden = {"belemmeringen": _enige_belemmeringen(feiten, net, nr)}
        else:
            code = Ruiluitlegcode.GEEN_KRING if nr in bereikt else Ruiluitlegcode.GEEN_OPVOLGER
        uit[wens.id] = Ruiluitleg(code, ZINNEN[code], **waarden)
    return uit


def _enige_belemmeringen(feiten: Feiten, net: Net, nr: int) -> tuple[Pijlbelemmering, ...]:
    """What alone kept this person from some place: change it, and there is one."""
    gevonden = set()
    zoekt = set(net.wensen[nr].zoekt)
    for plek in net.plekken:
        if plek.functie not in zoekt and Pijlbelemmering.FUNCTIE in gevonden:
            continue  # a function that is not wanted can only tell that again
        enige = enige_belemmering(net.wensen[nr], plek, feiten.afspraken, feiten.afgevallen)
        if enige not in (None, Pijlbelemmering.EIGEN_ORGANISATIE):
            gevonden.add(enige)
    return tuple(een for een in Pijlbelemmering if een in gevonden)


def _tegenvragen(
    net: Net,
    alle: list[tuple[int, ...]],
    in_kring: set[int],
    delen: Sequence[tuple[list[int], int]],
) -> dict[int, dict[str, object]]:
    """How many could move when somebody who lost must be among them; proof that it was not more."""
    uit: dict[int, dict[str, object]] = {}
    for nummers, mensen in delen:
        if len(nummers) > KLEIN_DEEL:
            continue
        deel = [alle[nr] for nr in nummers]
        doel = Doel("mensen", [len(mensen_in(net, kring)) for kring in deel])
        verloren = {nr for kring in deel for nr in mensen_in(net, kring)} - in_kring
        for nr in sorted(verloren):
            if len(uit) == TEGENVRAGEN:
                return uit
            met = [een for een, kring in enumerate(deel) if nr in kring]
            moet = Grens(met, 1, laagst=1)
            _, stand, _ = optimaal.kies(len(deel), [*_grenzen(deel), moet], [doel])
            uit[nr] = {"mensen": mensen, "mensen_met_u": stand[0]}
    return uit
