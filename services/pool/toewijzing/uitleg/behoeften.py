"""One reason per need and per candidate, with the values compared and the next-best choice.

A need gets the reason of the candidate that came closest, so that the reader sees what would have
to change first. Nothing here decides; it reads what the other steps did. Standard library only.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import floor
from uuid import UUID

from services.pool.toewijzing.feiten import Behoefte, Elders, Feiten, Lid, LopendeInzet
from services.pool.toewijzing.rules import (
    Agenda,
    Kans,
    Redencode,
    Regel,
    Toetsing,
    agenda,
    bezetting,
    toets,
)
from services.pool.toewijzing.uitleg.waarden import (
    Beeld,
    Tegenfeit,
    Vergelijking,
    in_woorden,
    vergelijk,
)
from services.pool.toewijzing.uitleg.woorden import NIET_GETOETST, VOOR_BEHOEFTE, ZINNEN

RANG = {code: nummer for nummer, code in enumerate(Redencode)}
Overige = Mapping[UUID, tuple[tuple[Redencode, int], ...]]


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """What a member's chance for a need was, with exactly one reason."""

    lid: UUID
    code: Redencode
    uitleg: str
    uren: int  # proposed, or possible when nobody else is served
    afstand_getoetst: bool
    waarden: tuple[Vergelijking, ...] = ()


@dataclass(frozen=True, slots=True)
class BehoefteUitleg:
    """What a need got, with exactly one reason, and who is next best."""

    behoefte: UUID
    inlener: str
    code: Redencode
    uitleg: str
    gevraagd: Decimal
    toegewezen: int
    alternatief: Kandidaat | None
    kandidaten: tuple[Kandidaat, ...]
    overige: tuple[tuple[Redencode, int], ...] = ()  # who is not named: how many per reason
    tegenfeit: Tegenfeit | None = None


@dataclass(frozen=True, slots=True)
class _Stand:
    """What the proposal fills, to see what is left."""

    feiten: Feiten
    leden: Mapping[UUID, Lid]
    vooraf: Agenda
    achteraf: Agenda  # with the lines counted as if they ran
    regels: Mapping[tuple[UUID, UUID], Regel]
    per_lid: Mapping[UUID, list[LopendeInzet]]
    per_behoefte: Mapping[UUID, list[LopendeInzet]]
    deel: Mapping[str, Decimal]
    gekregen: Mapping[str, Decimal]
    aandeel_op: frozenset[str]
    bekend: Mapping[tuple[UUID, UUID], Redencode]


def als_inzet(regel: Regel, lid: Lid, inlener: str) -> LopendeInzet:
    """A proposed line, counted as if it ran."""
    uren = Decimal(regel.uren)
    return LopendeInzet(
        regel.lid, lid.medewerker, regel.behoefte, inlener, uren, regel.van, regel.tot
    )


def als_inzetten(feiten: Feiten, regels: Sequence[Regel]) -> list[LopendeInzet]:
    """Proposed lines, counted as if they ran."""
    leden = {lid.id: lid for lid in feiten.leden}
    inlener = {behoefte.id: behoefte.inlener for behoefte in feiten.behoeften}
    return [als_inzet(een, leden[een.lid], inlener[een.behoefte]) for een in regels]


def gekregen(feiten: Feiten, regels: Sequence[Regel]) -> dict[str, Decimal]:
    """Hours (not per week) that every organisation gets from these lines inside the horizon."""
    inlener = {behoefte.id: behoefte.inlener for behoefte in feiten.behoeften}
    uren: dict[str, Decimal] = dict.fromkeys(feiten.organisaties, Decimal(0))
    einde: date = feiten.instellingen.einde
    for regel in regels:
        dagen = (min(regel.tot or einde, einde) - regel.van).days + 1
        uren[inlener[regel.behoefte]] += Decimal(regel.uren * dagen) / 7
    return {een: aantal.quantize(Decimal("0.01")) for een, aantal in uren.items()}


def _stand(
    feiten: Feiten,
    regels: Sequence[Regel],
    deel: Mapping[str, Decimal],
    bekend: Mapping[tuple[UUID, UUID], Redencode],
) -> _Stand:
    nieuw = als_inzetten(feiten, regels)
    per_lid: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    per_behoefte: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    for regel, een in zip(regels, nieuw, strict=True):
        per_lid[regel.lid].append(een)
        per_behoefte[regel.behoefte].append(een)
    op = gekregen(feiten, regels)
    return _Stand(
        feiten=feiten,
        leden={lid.id: lid for lid in feiten.leden},
        vooraf=agenda(feiten),
        achteraf=agenda(feiten, nieuw),
        regels={(regel.lid, regel.behoefte): regel for regel in regels},
        per_lid=per_lid,
        per_behoefte=per_behoefte,
        deel=deel,
        gekregen=op,
        aandeel_op=frozenset(een for een in op if op[een] >= deel.get(een, Decimal(0))),
        bekend=bekend,
    )


def _waarom_niet(lid: Lid, behoefte: Behoefte, eerst: Kans, stand: _Stand) -> Redencode:
    """Why a member who could do it is not proposed for it: what the lines leave no room for."""
    reden = stand.bekend.get((lid.id, behoefte.id)) or toets(
        lid, behoefte, stand.achteraf, stand.feiten.instellingen, eerst
    )
    if isinstance(reden, Kans):
        raise NietVol(f"behoefte {behoefte.id} en lid {lid.id} kunnen er nog bij")
    if reden is Redencode.GEDEKT:
        vol = is_vol(behoefte, gevuld(stand.feiten, behoefte, stand.achteraf))
        return Redencode.GEDEKT if vol else Redencode.URENBLOK
    if reden not in (Redencode.LOPENDE_INZET, Redencode.MAXIMUM_INZETTEN):
        return reden
    if behoefte.inlener in stand.aandeel_op:
        return Redencode.AANDEEL_BEREIKT
    geen_plek = reden is Redencode.MAXIMUM_INZETTEN
    return Redencode.MAXIMUM_INZETTEN if geen_plek else Redencode.BEZET_BIJ_ANDEREN


class NietVol(Exception):
    """A line could still be added: a proposal is maximal before it is explained."""


def _periode(behoefte: Behoefte, feiten: Feiten) -> tuple[date, date]:
    """The days of a need inside the horizon."""
    stand = feiten.instellingen
    return max(behoefte.van, stand.peildatum), min(behoefte.tot or stand.einde, stand.einde)


def _laagste(inzetten: Sequence[LopendeInzet | Elders], van: date, einde: date) -> Decimal:
    """Least hours per week that are filled on any day from van to einde."""
    dagen = {van} | {een.van for een in inzetten if van < een.van <= einde}
    na = {een.tot + timedelta(days=1) for een in inzetten if een.tot is not None}

    def op(dag: date) -> Decimal:
        nu = (een for een in inzetten if een.van <= dag and (een.tot is None or dag <= een.tot))
        return sum((een.uren for een in nu), Decimal(0))

    return min(op(dag) for dag in dagen | {dag for dag in na if van < dag <= einde})


def gevuld(feiten: Feiten, behoefte: Behoefte, bezet: Agenda) -> Decimal:
    """Hours per week that are filled on every day of a need inside the horizon."""
    heen: list[LopendeInzet | Elders]
    heen = [*bezet.voor_behoefte.get(behoefte.id, []), *behoefte.elders]
    return _laagste(heen, *_periode(behoefte, feiten))


def is_vol(behoefte: Behoefte, uren: Decimal) -> bool:
    """Whether the lower end of what was asked is reached, in whole hours per week."""
    genoeg = behoefte.uren_max if behoefte.uren_min is None else behoefte.uren_min
    return uren > 0 and uren >= floor(max(genoeg, behoefte.urenblok))


def _kandidaat(wie: UUID, behoefte: Behoefte, toetsing: Toetsing, stand: _Stand) -> Kandidaat:
    uitkomst, lid = toetsing[wie, behoefte.id], stand.leden[wie]
    regel, bezet = stand.regels.get((wie, behoefte.id)), stand.vooraf
    if not isinstance(uitkomst, Kans):
        code, uren, getoetst = uitkomst, 0, False
    else:
        code = Redencode.TOEGEWEZEN if regel else _waarom_niet(lid, behoefte, uitkomst, stand)
        uren = regel.uren if regel else uitkomst.uren_max
        bezet, getoetst = stand.achteraf, uitkomst.afstand_getoetst
    beeld = Beeld(lid, behoefte, bezet, stand.feiten.instellingen, stand.deel, stand.gekregen)
    waarden = vergelijk(code, beeld)
    zin = ZINNEN[code] + in_woorden(waarden)
    if isinstance(uitkomst, Kans) and not getoetst:
        zin += NIET_GETOETST
    return Kandidaat(wie, code, zin, uren, getoetst, waarden)


def _code(
    behoefte: Behoefte, beste: Kandidaat | None, overige: Collection[Redencode], stand: _Stand
) -> Redencode:
    """The one reason of a need."""
    if is_vol(behoefte, gevuld(stand.feiten, behoefte, stand.achteraf)):
        return Redencode.GEDEKT
    nieuw = stand.per_behoefte.get(behoefte.id, [])
    if beste is not None and not (nieuw and RANG[beste.code] <= RANG[Redencode.REISAFSTAND]):
        return beste.code if beste.code is not Redencode.GEDEKT else Redencode.URENBLOK
    if nieuw:  # nobody else could ever do it: why not more of who does a part
        return _waarom_niet_meer(behoefte, nieuw, stand)
    if behoefte.functie is None:
        return Redencode.GEEN_FUNCTIE
    return max(overige, key=lambda code: RANG[code], default=Redencode.GEEN_VAARDIGHEID)


def _waarom_niet_meer(
    behoefte: Behoefte, nieuw: Sequence[LopendeInzet], stand: _Stand
) -> Redencode:
    """Why who was proposed for a part of a need does not do the rest of it."""
    if any(len(stand.per_lid[een.id]) > 1 for een in nieuw):  # works elsewhere too
        vol = behoefte.inlener in stand.aandeel_op
        return Redencode.AANDEEL_BEREIKT if vol else Redencode.BEZET_BIJ_ANDEREN
    lopend = (een for wie in nieuw for een in stand.vooraf.van_medewerker.get(wie.medewerker, ()))
    bezig = bezetting(lopend, *_periode(behoefte, stand.feiten))[0]
    return Redencode.LOPENDE_INZET if bezig else Redencode.NIET_BESCHIKBAAR


def _leg_behoefte_uit(
    behoefte: Behoefte,
    leden: Sequence[UUID],
    toetsing: Toetsing,
    stand: _Stand,
    overige: tuple[tuple[Redencode, int], ...],
) -> BehoefteUitleg:
    kandidaten = tuple(_kandidaat(lid, behoefte, toetsing, stand) for lid in leden)
    anderen = [een for een in kandidaten if een.code is not Redencode.TOEGEWEZEN]
    beste = max(anderen, key=lambda een: (RANG[een.code], een.uren), default=None)
    code = _code(behoefte, beste, [reden for reden, _ in overige], stand)
    zin = VOOR_BEHOEFTE[code]
    nieuw = stand.per_behoefte.get(behoefte.id, [])
    toegewezen = int(bezetting(nieuw, *_periode(behoefte, stand.feiten))[0])
    if toegewezen and code is not Redencode.GEDEKT:
        zin = f"Een deel is gevuld: {toegewezen} uur per week. Voor de rest geldt: {zin}"
    kan = beste is not None and isinstance(toetsing[beste.lid, behoefte.id], Kans)
    return BehoefteUitleg(
        behoefte=behoefte.id,
        inlener=behoefte.inlener,
        code=code,
        uitleg=zin,
        gevraagd=behoefte.uren_max,
        toegewezen=toegewezen,
        alternatief=beste if kan else None,
        kandidaten=kandidaten,
        overige=overige,
    )


def leg_uit(
    feiten: Feiten,
    toetsing: Toetsing,
    regels: Sequence[Regel],
    deel: Mapping[str, Decimal],
    overige: Overige | None = None,
    redenen: Mapping[tuple[UUID, UUID], Redencode] | None = None,
) -> tuple[BehoefteUitleg, ...]:
    """The reasons of a whole proposal, in order of need. Error: NietVol.

    `redenen` is what `aanvullen` already found: why a kans cannot be added to these lines.
    """
    stand, niet_genoemd = _stand(feiten, regels, deel, redenen or {}), overige or {}
    leden: dict[UUID, list[UUID]] = defaultdict(list)
    for lid, behoefte in toetsing:
        leden[behoefte].append(lid)
    return tuple(
        _leg_behoefte_uit(een, leden[een.id], toetsing, stand, niet_genoemd.get(een.id, ()))
        for een in feiten.behoeften
    )
