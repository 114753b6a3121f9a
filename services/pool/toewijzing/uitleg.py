"""Explanation: one reason per need and per candidate, in plain Dutch, with the next-best choice.

A need gets the reason of the candidate that came closest, so that the reader sees what would have
to change first. Nothing here decides; it reads what the other steps did. Standard library only.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor
from uuid import UUID

from services.pool.toewijzing.feiten import Behoefte, Feiten, Lid, LopendeInzet
from services.pool.toewijzing.rules import (
    Agenda,
    Kans,
    Redencode,
    Regel,
    Toetsing,
    agenda,
    bezetting,
)

ZINNEN: Mapping[Redencode, str] = {
    Redencode.GEEN_FUNCTIE: "De behoefte heeft nog geen functie uit de catalogus.",
    Redencode.GEEN_VAARDIGHEID: "Dit poollid heeft deze functie niet.",
    Redencode.NIVEAU: "Er is meer ervaring gevraagd dan dit poollid heeft.",
    Redencode.EIGEN_WERKGEVER: "Dit poollid werkt al bij deze organisatie.",
    Redencode.REISAFSTAND: "De werkplek ligt buiten de straal van dit poollid.",
    Redencode.NIET_BESCHIKBAAR: "Dit poollid is in deze periode niet of te kort beschikbaar.",
    Redencode.URENBLOK: "Er zijn minder uren over dan het kleinste urenblok.",
    Redencode.LOPENDE_INZET: "Lopende inzetten van dit poollid laten te weinig uren over.",
    Redencode.MAXIMUM_INZETTEN: "Dit poollid heeft al het hoogste aantal inzetten tegelijk.",
    Redencode.BEZET_BIJ_ANDEREN: "De uren van dit poollid gaan in dit voorstel naar een ander.",
    Redencode.AANDEEL_BEREIKT: "Deze organisatie heeft haar deel; de uren gaan naar een ander.",
    Redencode.GEDEKT: "De gevraagde uren zijn al gevuld.",
    Redencode.TOEGEWEZEN: "Dit poollid is voorgesteld voor deze behoefte.",
}
VOOR_BEHOEFTE: Mapping[Redencode, str] = {
    Redencode.GEEN_FUNCTIE: "Kies eerst een functie uit de catalogus; daarna kan de pool zoeken.",
    Redencode.GEEN_VAARDIGHEID: "Niemand in de pool heeft deze functie.",
    Redencode.NIVEAU: "Wie deze functie heeft, heeft te weinig ervaring voor deze vraag.",
    Redencode.EIGEN_WERKGEVER: "Wie dit kan, werkt al bij deze organisatie.",
    Redencode.REISAFSTAND: "Wie dit kan, woont te ver weg.",
    Redencode.NIET_BESCHIKBAAR: "Wie dit kan, is in deze periode niet of te kort beschikbaar.",
    Redencode.URENBLOK: "Wie dit kan, heeft minder uren over dan het kleinste urenblok.",
    Redencode.LOPENDE_INZET: "Wie dit kan, is bezet door lopende inzetten.",
    Redencode.MAXIMUM_INZETTEN: "Wie dit kan, heeft het hoogste aantal inzetten tegelijk.",
    Redencode.BEZET_BIJ_ANDEREN: "Wie dit kan, is voor een andere organisatie harder nodig.",
    Redencode.AANDEEL_BEREIKT: "De organisatie heeft haar deel; anderen gaan nu voor.",
    Redencode.GEDEKT: "De gevraagde uren zijn gevuld.",
}
RANG = {code: nummer for nummer, code in enumerate(Redencode)}


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """What a member's chance for a need was, with exactly one reason."""

    lid: UUID
    code: Redencode
    uitleg: str
    uren: int  # proposed, or possible when nobody else is served
    afstand_getoetst: bool


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


@dataclass(frozen=True, slots=True)
class _Stand:
    """What the proposal fills, to see what is left."""

    feiten: Feiten
    leden: Mapping[UUID, Lid]
    bezet: Agenda
    regels: Mapping[tuple[UUID, UUID], Regel]
    per_lid: Mapping[UUID, list[LopendeInzet]]
    per_behoefte: Mapping[UUID, list[LopendeInzet]]
    aandeel_op: frozenset[str]


def _als_inzet(regel: Regel, lid: Lid, inlener: str) -> LopendeInzet:
    """A proposed line, counted as if it ran."""
    return LopendeInzet(
        regel.lid,
        lid.medewerker,
        regel.behoefte,
        inlener,
        Decimal(regel.uren),
        regel.van,
        regel.tot,
    )


def gekregen(feiten: Feiten, regels: tuple[Regel, ...]) -> dict[str, Decimal]:
    """Hours (not per week) that every organisation gets from these lines inside the horizon."""
    inlener = {behoefte.id: behoefte.inlener for behoefte in feiten.behoeften}
    uren: dict[str, Decimal] = dict.fromkeys(feiten.organisaties, Decimal(0))
    einde: date = feiten.instellingen.einde
    for regel in regels:
        dagen = (min(regel.tot or einde, einde) - regel.van).days + 1
        uren[inlener[regel.behoefte]] += Decimal(regel.uren * dagen) / 7
    return {een: aantal.quantize(Decimal("0.01")) for een, aantal in uren.items()}


def _stand(feiten: Feiten, regels: tuple[Regel, ...], deel: Mapping[str, Decimal]) -> _Stand:
    leden = {lid.id: lid for lid in feiten.leden}
    inlener = {behoefte.id: behoefte.inlener for behoefte in feiten.behoeften}
    bezet = agenda(feiten)
    per_lid: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    per_behoefte: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    for regel in regels:
        een = _als_inzet(regel, leden[regel.lid], inlener[regel.behoefte])
        per_lid[regel.lid].append(een)
        per_behoefte[regel.behoefte].append(een)
    op = gekregen(feiten, regels)
    vol = frozenset(een for een in op if op[een] >= deel.get(een, Decimal(0)))
    per_regel = {(regel.lid, regel.behoefte): regel for regel in regels}
    return _Stand(feiten, leden, bezet, per_regel, per_lid, per_behoefte, vol)


def _waarom_niet(kans: Kans, behoefte: Behoefte, stand: _Stand) -> Redencode:
    """Why a member who could do it is not proposed for it."""
    lid = stand.leden[kans.lid]
    hier = [*stand.bezet.voor_behoefte.get(behoefte.id, ()), *stand.per_behoefte[behoefte.id]]
    gevuld = _laagste(hier, kans.van, kans.einde)
    rest = floor(behoefte.uren_max - gevuld)
    if rest < kans.uren_min:
        return Redencode.GEDEKT if is_vol(behoefte, gevuld) else Redencode.URENBLOK
    lopend = stand.bezet.van_medewerker.get(lid.medewerker, ())
    _, aantal = bezetting([*lopend, *stand.per_lid[lid.id]], kans.van, kans.einde)
    if kans.inlener in stand.aandeel_op:
        return Redencode.AANDEEL_BEREIKT
    if aantal >= lid.maximum_inzetten:
        return Redencode.MAXIMUM_INZETTEN
    return Redencode.BEZET_BIJ_ANDEREN


def _laagste(inzetten: list[LopendeInzet], van: date, einde: date) -> Decimal:
    """Least hours per week that are filled on any day from van to einde."""
    dagen = {van} | {een.van for een in inzetten if van < een.van <= einde}
    na = {een.tot + timedelta(days=1) for een in inzetten if een.tot is not None}
    return min(
        sum(
            (
                een.uren
                for een in inzetten
                if een.van <= dag and (een.tot is None or dag <= een.tot)
            ),
            Decimal(0),
        )
        for dag in dagen | {dag for dag in na if van < dag <= einde}
    )


def is_vol(behoefte: Behoefte, uren: Decimal) -> bool:
    """Whether the lower end of what was asked is reached, in whole hours per week."""
    genoeg = behoefte.uren_max if behoefte.uren_min is None else behoefte.uren_min
    return uren > 0 and uren >= floor(max(genoeg, behoefte.urenblok))


def _kandidaat(lid: UUID, behoefte: Behoefte, toetsing: Toetsing, stand: _Stand) -> Kandidaat:
    uitkomst = toetsing[lid, behoefte.id]
    if not isinstance(uitkomst, Kans):
        return Kandidaat(lid, uitkomst, ZINNEN[uitkomst], 0, afstand_getoetst=False)
    regel = stand.regels.get((lid, behoefte.id))
    code = Redencode.TOEGEWEZEN if regel else _waarom_niet(uitkomst, behoefte, stand)
    zin = ZINNEN[code]
    if not uitkomst.afstand_getoetst:
        zin += " De reisafstand is niet getoetst: een postcode of de ligging ervan is onbekend."
    uren = regel.uren if regel else uitkomst.uren_max
    return Kandidaat(lid, code, zin, uren, uitkomst.afstand_getoetst)


def _leg_behoefte_uit(
    behoefte: Behoefte, leden: list[UUID], toetsing: Toetsing, stand: _Stand
) -> BehoefteUitleg:
    kandidaten = tuple(_kandidaat(lid, behoefte, toetsing, stand) for lid in leden)
    nieuw = stand.per_behoefte[behoefte.id]
    samen = [*stand.bezet.voor_behoefte.get(behoefte.id, ()), *nieuw]
    horizon = stand.feiten.instellingen
    van = max(behoefte.van, horizon.peildatum)
    einde = min(behoefte.tot or horizon.einde, horizon.einde)
    gevuld = _laagste(samen, van, einde)
    anderen = [een for een in kandidaten if een.code is not Redencode.TOEGEWEZEN]
    beste = max(anderen, key=lambda een: (RANG[een.code], een.uren), default=None)
    if is_vol(behoefte, gevuld):
        code = Redencode.GEDEKT
    elif beste is None:
        code = _zonder_kandidaat(behoefte, nieuw, stand)
    else:
        code = beste.code if beste.code is not Redencode.GEDEKT else Redencode.URENBLOK
    zin = VOOR_BEHOEFTE[code]
    toegewezen = int(bezetting(nieuw, van, einde)[0])
    if toegewezen and code is not Redencode.GEDEKT:
        zin = f"Een deel is gevuld: {toegewezen} uur per week. Voor de rest geldt: {zin}"
    kan = beste is not None and isinstance(toetsing[beste.lid, behoefte.id], Kans)
    return BehoefteUitleg(
        behoefte.id, behoefte.inlener, code, zin, behoefte.uren_max, toegewezen,
        beste if kan else None, kandidaten,
    )  # fmt: skip


def _zonder_kandidaat(behoefte: Behoefte, nieuw: list[LopendeInzet], stand: _Stand) -> Redencode:
    """Why a need is not full when there is nobody else to name."""
    if any(len(stand.per_lid[een.id]) > 1 for een in nieuw):  # its own member works elsewhere too
        vol = behoefte.inlener in stand.aandeel_op
        return Redencode.AANDEEL_BEREIKT if vol else Redencode.BEZET_BIJ_ANDEREN
    if nieuw:
        return Redencode.NIET_BESCHIKBAAR
    return Redencode.GEEN_FUNCTIE if behoefte.functie is None else Redencode.GEEN_VAARDIGHEID


def leg_uit(
    feiten: Feiten, toetsing: Toetsing, regels: tuple[Regel, ...], deel: Mapping[str, Decimal]
) -> tuple[BehoefteUitleg, ...]:
    """The reasons of a whole proposal, in order of need."""
    stand = _stand(feiten, regels, deel)
    leden: dict[UUID, list[UUID]] = defaultdict(list)
    for lid, behoefte in toetsing:
        leden[behoefte].append(lid)
    return tuple(_leg_behoefte_uit(een, leden[een.id], toetsing, stand) for een in feiten.behoeften)


def zin_voor_medewerker(regel: Regel, kans: Kans, aandeel: Decimal) -> str:
    """Why a person is proposed for a need, for that person."""
    wens = " Het past bij een ontwikkelwens." if kans.past_bij_wens else ""
    return (
        f"De functie, het niveau, de periode en de uren passen ({regel.uren} uur per week). "
        f"Het rechtvaardige deel van deze organisatie is {ceil(aandeel)} uur; "
        f"zo komt zij daar het dichtst bij.{wens}"
    )
