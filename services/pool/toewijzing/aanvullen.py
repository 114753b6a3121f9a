"""A proposal is maximal: whoever could still come, by the hard rules alone, comes.

The engine counts in blocks of days and half-days; what it left is placed here to the day, the
organisation with the lowest share first. Normally there is nothing left.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from services.pool.toewijzing import uitleg
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans, Redencode, Regel, Venster, agenda, kalender, toets


def ruimste(kans: Kans) -> Venster:
    """The stay that brings most hours: days in a row and hours per week that they all have."""
    keuzes = []
    for uren in sorted({min(een.uren, kans.uren_max) for een in kans.vensters}, reverse=True):
        for van, na in _rijen(kalender.lang_genoeg(kans.vensters, kans.kortst, uren)):
            einde = na if kans.langst is None else min(na, van + kans.langst)
            keuzes.append(Venster(van, einde, uren))
    return max(keuzes, key=lambda een: een.uren * (een.na - een.van))


def _rijen(vensters: Sequence[Venster]) -> list[tuple[int, int]]:
    """Days in a row."""
    uit: list[tuple[int, int]] = []
    for een in vensters:
        if uit and uit[-1][1] == een.van:
            uit[-1] = (uit[-1][0], een.na)
        else:
            uit.append((een.van, een.na))
    return uit


def regel_van(feiten: Feiten, kans: Kans) -> Regel:
    """The line of the stay that brings most hours."""
    verblijf = ruimste(kans)
    peil = feiten.instellingen.peildatum
    laatste = peil + timedelta(days=verblijf.na - 1)
    tot = kans.tot if laatste == kans.einde else laatste
    van = peil + timedelta(days=verblijf.van)
    return Regel(kans.lid, kans.behoefte, verblijf.uren, van, tot)


Redenen = dict[tuple[UUID, UUID], Redencode]


def vul_aan(
    feiten: Feiten, mogelijk: Sequence[Kans], regels: Sequence[Regel], deel: Mapping[str, Decimal]
) -> tuple[tuple[Regel, ...], Redenen]:
    """The lines with those that could still be added, by need and member; and why nobody else can.

    The reasons are by (lid, behoefte), for every kans that is no line.
    """
    lijst = list(regels)
    nog, redenen = _zoek(feiten, mogelijk, lijst)
    while nog:
        lijst += _eerlijk(feiten, nog, lijst, deel)
        nog, _ = _zoek(feiten, nog, lijst)
        if not nog:  # what was added may be another's reason now
            nog, redenen = _zoek(feiten, mogelijk, lijst)
    return tuple(sorted(lijst, key=lambda een: (een.behoefte, een.lid))), redenen


def _zoek(
    feiten: Feiten, mogelijk: Sequence[Kans], regels: Sequence[Regel]
) -> tuple[list[Kans], Redenen]:
    """Who could still come beside these lines, and why everybody else could not."""
    leden = {lid.id: lid for lid in feiten.leden}
    behoeften = {een.id: een for een in feiten.behoeften}
    nu = agenda(feiten, uitleg.als_inzetten(feiten, regels))
    gekozen = {(een.lid, een.behoefte) for een in regels}
    nog: list[Kans] = []
    redenen: Redenen = {}
    for kans in mogelijk:
        paar = kans.lid, kans.behoefte
        if paar in gekozen:
            continue
        uitkomst = toets(leden[kans.lid], behoeften[kans.behoefte], nu, feiten.instellingen, kans)
        if isinstance(uitkomst, Kans):
            nog.append(uitkomst)
        else:
            redenen[paar] = uitkomst
    return nog, redenen


def _eerlijk(
    feiten: Feiten, nog: Sequence[Kans], regels: Sequence[Regel], deel: Mapping[str, Decimal]
) -> list[Regel]:
    """At most one line per member and per need, lowest share first: these cannot clash."""
    heeft = uitleg.gekregen(feiten, regels)

    def beurt(kans: Kans) -> tuple[Decimal, UUID, UUID]:
        eigen = deel.get(kans.inlener, Decimal(0))
        aandeel = heeft[kans.inlener] / eigen if eigen > 0 else Decimal(1)
        return aandeel, kans.behoefte, kans.lid

    uit: list[Regel] = []
    bezig: set[UUID] = set()
    persoon = {lid.id: lid.medewerker for lid in feiten.leden}
    for kans in sorted(nog, key=beurt):
        if not {persoon[kans.lid], kans.behoefte} & bezig:
            uit.append(regel_van(feiten, kans))
            bezig |= {persoon[kans.lid], kans.behoefte}
    return uit
