"""Wie kan waarheen, en zo niet: waarom niet?

One member against one need, on the days that both have. Hours are whole hours per week. Standard
library only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil
from uuid import UUID

from services.pool.flexpool.rules import voldoet_aan
from services.pool.toewijzing.feiten import (
    Behoefte,
    Feiten,
    Instellingen,
    Lid,
    LopendeInzet,
)
from services.pool.toewijzing.rules import kalender
from services.pool.toewijzing.rules.afstand import reikt
from services.pool.toewijzing.rules.kalender import Agenda, Dagen, Venster, agenda


class Redencode(StrEnum):
    """Why a member is or is not proposed for a need. Public: add, never rename.

    The order is the order in which the rules are tried: the further, the closer it was.
    """

    GEEN_FUNCTIE = "geen-functie"
    GEEN_VAARDIGHEID = "geen-vaardigheid"
    NIVEAU = "niveau"
    EIGEN_WERKGEVER = "eigen-werkgever"
    REISAFSTAND = "reisafstand"
    GEEN_TOESTEMMING = "geen-toestemming"
    NIET_BESCHIKBAAR = "niet-beschikbaar"
    URENBLOK = "urenblok"
    ROTATIE = "rotatie"
    LOPENDE_INZET = "lopende-inzet"
    MAXIMUM_INZETTEN = "maximum-inzetten"
    BEZET_BIJ_ANDEREN = "bezet-bij-anderen"
    AANDEEL_BEREIKT = "aandeel-bereikt"
    GEDEKT = "gedekt"
    TOEGEWEZEN = "toegewezen"


@dataclass(frozen=True, slots=True)
class Kans:
    """A member who can do a need: when, and between how many whole hours per week.

    `van` to `einde` is the hull of `vensters`; a stay lies in windows that follow on each other,
    takes no more hours than each of them has, and lasts from `kortst` to `langst` days.
    """

    lid: UUID
    behoefte: UUID
    inlener: str
    van: date
    tot: date | None  # the end of a stay that reaches `einde`
    einde: date  # last day inside the horizon
    uren_min: int
    uren_max: int
    past_bij_wens: bool
    afstand_getoetst: bool
    vensters: tuple[Venster, ...] = ()
    kortst: int = 1
    langst: int | None = None
    waarde: int = 0  # what people agreed that this pair is worth beside the rest, 0 to 100

    @property
    def dagen(self) -> int:
        """Days inside the horizon, both ends included."""
        return (self.einde - self.van).days + 1


def kleinste(dag: date | None, andere: date | None) -> date | None:
    """The earlier of two last days, where None is no end."""
    return min((een for een in (dag, andere) if een is not None), default=None)


def past_bij_wens(lid: Lid, behoefte: Behoefte) -> bool:
    """Whether the need is something the member wants to learn: its function or its title."""
    titel, code = behoefte.titel.casefold(), (behoefte.functie or "").casefold()
    return any(wens.casefold() == code or wens.casefold() in titel for wens in lid.ontwikkelwensen)


def _vakwerk(lid: Lid, behoefte: Behoefte) -> Redencode | None:
    """First reason in function, level and employer."""
    if behoefte.functie is None:
        return Redencode.GEEN_FUNCTIE
    niveaus = [een.niveau for een in lid.functies if een.functie == behoefte.functie]
    if not niveaus:
        return Redencode.GEEN_VAARDIGHEID
    if not any(voldoet_aan(niveau, behoefte.niveau) for niveau in niveaus):
        return Redencode.NIVEAU
    if lid.thuisorganisatie == behoefte.inlener:
        return Redencode.EIGEN_WERKGEVER
    return None


# ------------------------------------------------------------------ days that are closed
def rust(inzetten: Iterable[LopendeInzet], behoefte: Behoefte, stand: Instellingen) -> list[Dagen]:
    """Days too close to another inzet of the member at the same organisation.

    The same need is no return but an extension; `eigen_verblijf` judges that.
    """
    if stand.rotatie_dagen <= 0:
        return []
    return [
        _dicht(een.van, een.tot, stand, stand.rotatie_dagen)
        for een in inzetten
        if een.inlener == behoefte.inlener and een.behoefte != behoefte.id
    ]


def eigen_verblijf(
    inzetten: Iterable[LopendeInzet], behoefte: Behoefte, stand: Instellingen
) -> list[Dagen]:
    """Days on which the member already does this need, or would stay too long by an extension."""
    eigen = [een for een in inzetten if een.behoefte == behoefte.id]
    if not eigen:
        return []
    dicht = [_dicht(een.van, een.tot, stand) for een in eigen]
    if stand.langste_inzet_dagen is None:
        return dicht
    begin = _nummer(min(een.van for een in eigen), stand)
    einden = [een.tot for een in eigen]
    einde = kalender.NOOIT if None in einden else max(_nummer(een, stand) for een in einden if een)
    apart, langst = max(1, stand.rotatie_dagen), stand.langste_inzet_dagen
    eerste = begin + langst  # the first day on which the stay so far, made longer, is too long
    dicht.append((eerste, max(eerste, einde + apart) + 1))
    laatste = einde - langst
    dicht.append((min(laatste, begin - apart), laatste + 1))
    if einde - begin + 1 > langst:
        dicht.append((begin, einde + 1))
    return dicht


def _nummer(dag: date, stand: Instellingen) -> int:
    """A day as a number, also outside the horizon."""
    return (dag - stand.peildatum).days


def _dicht(van: date, tot: date | None, stand: Instellingen, rand: int = 0) -> Dagen:
    """The days from van to tot and so many days around them."""
    einde = kalender.NOOIT if tot is None else _nummer(tot, stand) + 1 + rand
    return _nummer(van, stand) - rand, einde


# ------------------------------------------------------------------ the test
def blok(behoefte: Behoefte) -> int:
    """Fewest hours per week of a stay."""
    return max(1, ceil(behoefte.urenblok))


def kortste_verblijf(behoefte: Behoefte, stand: Instellingen) -> int:
    """Fewest days of a stay: what was agreed, or the whole need when that is shorter."""
    heel = kalender.na(behoefte.tot, stand) - kalender.dag(behoefte.van, stand)
    return max(1, min(stand.kortste_inzet_dagen, heel))


def toets(
    lid: Lid, behoefte: Behoefte, bezet: Agenda, stand: Instellingen, eerst: Kans | None = None
) -> Kans | Redencode:
    """Whether this member can do this need: a Kans, or the first reason why not.

    `eerst` is the kans before anything was proposed: the reason is then what took its days away.
    """
    if reden := _vakwerk(lid, behoefte):
        return reden
    binnen = reikt(lid, behoefte, bezet.plekken)
    if binnen is False:
        return Redencode.REISAFSTAND
    if not lid.toestemming:
        return Redencode.GEEN_TOESTEMMING
    minst, kortst = blok(behoefte), kortste_verblijf(behoefte, stand)
    langst = stand.langste_inzet_dagen
    vensters = kalender.samen(bezet.vrij[lid.id], bezet.rest[behoefte.id], minst)
    if lopend := bezet.van_medewerker.get(lid.medewerker):
        dicht = (*rust(lopend, behoefte, stand), *eigen_verblijf(lopend, behoefte, stand))
        vensters = kalender.zonder(vensters, dicht)
    vensters = kalender.lang_genoeg(vensters, kortst)
    if not vensters or (langst is not None and langst < kortst):
        return _waarom_geen_dagen(lid, behoefte, bezet, stand, eerst)
    return _kans(lid, behoefte, bezet, stand, vensters, binnen is not None)


def _kans(
    lid: Lid, behoefte: Behoefte, bezet: Agenda, stand: Instellingen,
    vensters: Sequence[Venster], getoetst: bool,
) -> Kans:  # fmt: skip
    """The kans of these windows."""
    kortst = kortste_verblijf(behoefte, stand)
    meest = next(
        uren
        for uren in sorted({een.uren for een in vensters}, reverse=True)
        if kalender.lang_genoeg(vensters, kortst, uren)
    )
    einde = stand.peildatum + timedelta(days=vensters[-1].na - 1)
    tot: date | None = einde
    if einde == stand.einde and stand.langste_inzet_dagen is None:
        later = lid.id in bezet.later or behoefte.id in bezet.later
        tot = einde if later else kleinste(lid.tot, behoefte.tot)
    return Kans(
        lid=lid.id, behoefte=behoefte.id, inlener=behoefte.inlener,
        van=stand.peildatum + timedelta(days=vensters[0].van), tot=tot, einde=einde,
        uren_min=blok(behoefte), uren_max=meest,
        past_bij_wens=past_bij_wens(lid, behoefte), afstand_getoetst=getoetst,
        vensters=tuple(vensters), kortst=kortst, langst=stand.langste_inzet_dagen,
        waarde=bezet.waarden.get((lid.id, behoefte.id), 0),
    )  # fmt: skip


def _waarom_geen_dagen(
    lid: Lid, behoefte: Behoefte, bezet: Agenda, stand: Instellingen, eerst: Kans | None
) -> Redencode:
    """The first rule that leaves too few days in a row; every next one counts with those before.

    Only the days of `eerst` count: days that were closed already explain nothing.
    """
    minst, kortst = blok(behoefte), kortste_verblijf(behoefte, stand)
    lopend = bezet.van_medewerker.get(lid.medewerker, ())
    eigen_dagen, dicht = bezet.eigen[lid.id], _buiten(eerst)
    heel = kalender.zonder(kalender.samen(eigen_dagen, bezet.vraag[behoefte.id], 1), dicht)
    open_ = kalender.samen(eigen_dagen, bezet.rest[behoefte.id], minst)
    open_ = kalender.zonder(open_, dicht)
    rest = kalender.zonder(open_, rust(lopend, behoefte, stand))
    eigen = [een for een in lopend if een.behoefte == behoefte.id]
    los = kalender.zonder(rest, [_dicht(een.van, een.tot, stand) for een in eigen])
    kort = kalender.zonder(los, eigen_verblijf(lopend, behoefte, stand))
    plek = kalender.zonder(kort, kalender.vol(bezet.vrij[lid.id]))
    gevuld = Redencode.GEDEKT if bezet.voor_behoefte.get(behoefte.id) else Redencode.URENBLOK
    for vensters, uren, reden in (
        (heel, 1, Redencode.NIET_BESCHIKBAAR),
        (heel, minst, Redencode.URENBLOK),
        (open_, minst, gevuld),
        (rest, minst, Redencode.ROTATIE),
        (los, minst, Redencode.LOPENDE_INZET),
        (kort, minst, Redencode.URENBLOK),
        (plek, minst, Redencode.MAXIMUM_INZETTEN),
    ):
        if not kalender.lang_genoeg(vensters, kortst, uren):
            return reden
    langst = stand.langste_inzet_dagen
    te_kort = langst is not None and langst < kortst
    return Redencode.URENBLOK if te_kort else Redencode.LOPENDE_INZET


def _buiten(kans: Kans | None) -> list[Dagen]:
    """The days outside the windows of a kans."""
    vensters = kans.vensters if kans else ()
    randen = [-kalender.NOOIT, *(dag for een in vensters for dag in (een.van, een.na))]
    return list(pairwise([*randen, kalender.NOOIT]))[::2] if kans else []


Toetsing = dict[tuple[UUID, UUID], Kans | Redencode]


def toets_alles(feiten: Feiten) -> Toetsing:
    """Every member against every need, in order of id: (lid, behoefte) to Kans or reason."""
    bezet = agenda(feiten)
    return {
        (lid.id, behoefte.id): toets(lid, behoefte, bezet, feiten.instellingen)
        for behoefte in feiten.behoeften
        for lid in feiten.leden
    }


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of a proposal: this member does this need, so many whole hours per week."""

    lid: UUID
    behoefte: UUID
    uren: int
    van: date
    tot: date | None
