"""Applications: category with its ground, what stops an application, life cycle and order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant
from services.vacatures.openstelling import rules as openstelling
from services.vacatures.vacature import rules as vacature


class Sollicitatiestatus(StrEnum):
    """Where an application is."""

    INGEDIEND = "ingediend"
    IN_BEHANDELING = "in_behandeling"
    AANGEBODEN = "aangeboden"
    AANGENOMEN = "aangenomen"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


class Oordeel(StrEnum):
    """Suitability: always the judgement of a person."""

    PASSEND = "passend"
    NIET_PASSEND = "niet_passend"


class Partij(StrEnum):
    """Who makes a change: the candidate or the employer."""

    KANDIDAAT = "kandidaat"
    WERKGEVER = "werkgever"


AFGEROND = frozenset(
    {Sollicitatiestatus.AANGENOMEN, Sollicitatiestatus.AFGEWEZEN, Sollicitatiestatus.INGETROKKEN}
)


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change: who may make it, and whether a reason is mandatory."""

    door: frozenset[Partij]
    reden_verplicht: bool = False


_KANDIDAAT = frozenset({Partij.KANDIDAAT})
_WERKGEVER = frozenset({Partij.WERKGEVER})
_S = Sollicitatiestatus

# From → to. An offer is made in the room `aanbod`, which asks its own rules first.
OVERGANGEN: Mapping[tuple[Sollicitatiestatus, Sollicitatiestatus], Overgang] = {
    (_S.INGEDIEND, _S.IN_BEHANDELING): Overgang(_WERKGEVER),
    (_S.INGEDIEND, _S.AFGEWEZEN): Overgang(_WERKGEVER, reden_verplicht=True),
    (_S.INGEDIEND, _S.INGETROKKEN): Overgang(_KANDIDAAT),
    (_S.IN_BEHANDELING, _S.AANGEBODEN): Overgang(_WERKGEVER),
    (_S.IN_BEHANDELING, _S.AFGEWEZEN): Overgang(_WERKGEVER, reden_verplicht=True),
    (_S.IN_BEHANDELING, _S.INGETROKKEN): Overgang(_KANDIDAAT),
    (_S.AANGEBODEN, _S.AANGENOMEN): Overgang(_KANDIDAAT),
    (_S.AANGEBODEN, _S.IN_BEHANDELING): Overgang(_WERKGEVER, reden_verplicht=True),
    (_S.AANGEBODEN, _S.INGETROKKEN): Overgang(_KANDIDAAT),
}


def mogelijk(van: Sollicitatiestatus, partij: Partij) -> list[Sollicitatiestatus]:
    """The statuses this party can bring the application to."""
    return [
        naar
        for (vanaf, naar), overgang in OVERGANGEN.items()
        if vanaf is van and partij in overgang.door
    ]


def overgang_fouten(
    van: Sollicitatiestatus, naar: Sollicitatiestatus, partij: Partij, reden: str | None
) -> list[vacature.Fout]:
    """Why this party may not make this change; an empty list means: go ahead."""
    overgang = OVERGANGEN.get((van, naar))
    if overgang is None:
        return [vacature.Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]
    if partij not in overgang.door:
        wie = " of ".join(sorted(overgang.door))
        return [vacature.Fout("naar", "andere-partij", f"Dit doet de {wie}")]
    if overgang.reden_verplicht and not (reden or "").strip():
        return [vacature.Fout("reden", "verplicht", "Geef een reden")]
    return []


# ---- category, from facts -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Indeling:
    """The category of an application, fixed at applying, with its ground in words."""

    categorie: Categorie
    grond: str
    verbanden: frozenset[UUID]
    telt_vanaf: datetime


def deel_in(
    open_: openstelling.Openstelling,
    kijker: vacature.Kijker,
    op: vacature.Vacature,
    nu: datetime,
) -> Indeling | None:
    """The best category the facts give now, or None when none of them may apply.

    Best: who may apply now goes before who is held, then the place in the order.
    """
    mogelijkheden = []
    gedeeld_met = {deel.verband for deel in open_.delen if deel.verband}
    for wie in _werkelijk(vacature.hoedanigheden(kijker, op, gedeeld_met), open_):
        telt = openstelling.telt_vanaf(open_, wie, nu)
        if telt is not None:
            mogelijkheden.append((telt, _rang(open_, wie), wie))
    if not mogelijkheden:
        return None
    telt, _, wie = min(mogelijkheden, key=lambda m: (m[0], m[1]))
    verbanden = frozenset(
        w.verband
        for _, _, w in mogelijkheden
        if w.categorie is wie.categorie and w.verband is not None
    )
    return Indeling(wie.categorie, _grond(wie.categorie, open_, verbanden), verbanden, telt)


def _werkelijk(
    lijst: Sequence[vacature.Hoedanigheid], open_: openstelling.Openstelling
) -> list[vacature.Hoedanigheid]:
    """Only verbanden of this opening; whoever is nothing else is an outsider."""
    bekend = {deel.verband for deel in open_.delen if deel.verband}
    buiten = vacature.Hoedanigheid(Categorie.EXTERN)
    binnen = [h for h in lijst if h != buiten and (h.verband is None or h.verband in bekend)]
    return binnen or [buiten]


def _rang(open_: openstelling.Openstelling, wie: vacature.Hoedanigheid) -> int:
    afspraken = [d.convenant for d in open_.delen if d.convenant]
    passend = [c for c in afspraken if wie.verband in (None, c.verband)]
    return min((convenant.rang(c, wie.categorie) for c in passend), default=0)


_GRONDEN: Mapping[Categorie, str] = {
    Categorie.HERPLAATSING: "Herplaatsingskandidaat van de werkgever, vastgelegd door de eigen HR",
    Categorie.INTERN: "In dienst bij de werkgever van de vacature",
    Categorie.INLEENKRACHT: "Werkt met een lopende inzet bij de werkgever van de vacature",
    Categorie.HERPLAATSING_PARTNER: "Herplaatsingskandidaat van een partnerorganisatie",
    Categorie.PARTNER: "In dienst bij een partnerorganisatie",
    Categorie.DOORVERWEZEN: "Doorverwezen door een partnerorganisatie",
    Categorie.EXTERN: "Niet in dienst bij de werkgever of een partnerorganisatie",
}


def _grond(
    categorie: Categorie, open_: openstelling.Openstelling, verbanden: frozenset[UUID]
) -> str:
    grond = _GRONDEN[categorie]
    versies = [
        d.convenant.versie for d in open_.delen if d.convenant and d.convenant.verband in verbanden
    ]
    if not versies:
        return grond
    return f"{grond} (convenant versie {', '.join(str(v) for v in sorted(set(versies)))})"


# ---- applying -----------------------------------------------------------------------------------


def beletselen(
    status: vacature.Vacaturestatus, indeling: Indeling | None, al_gesolliciteerd: bool
) -> list[vacature.Fout]:
    """Everything that stops this application now; an empty list means: welcome."""
    open_ = status is vacature.Vacaturestatus.OPENGESTELD
    geldt = [
        (not open_, "vacature-gesloten", "De vacature is niet open"),
        (open_ and indeling is None, "fase", "In deze fase kunt u niet solliciteren"),
        (al_gesolliciteerd, "al-gesolliciteerd", "U heeft al gesolliciteerd op deze vacature"),
    ]
    return [vacature.Fout("vacature", code, reden) for waar, code, reden in geldt if waar]


# ---- order --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """An application as the order sees it."""

    sollicitatie: UUID
    categorie: Categorie
    verbanden: frozenset[UUID]
    telt_vanaf: datetime
    status: Sollicitatiestatus
    oordeel: Oordeel | None = None


@dataclass(frozen=True, slots=True)
class Plaats:
    """The place of one application; equal numbers mean: no ranking between them."""

    sollicitatie: UUID
    rang: int
    aangehouden: bool


def is_aangehouden(telt_vanaf: datetime, nu: datetime) -> bool:
    """Held: received, but its phase has not begun."""
    return telt_vanaf > nu


def volgorde(
    kandidaten: Sequence[Kandidaat], open_: openstelling.Openstelling, nu: datetime
) -> list[Plaats]:
    """The applications in the convenant's order; held ones last; no ranking inside a category.

    Places count up from 1. Ties are listed by the moment from which they count and then by id,
    so that the same facts always give the same list.
    """
    groep = {
        k.sollicitatie: (is_aangehouden(k.telt_vanaf, nu), _volgorde_rang(k, open_))
        for k in kandidaten
    }
    nummer = {waarde: nr for nr, waarde in enumerate(sorted(set(groep.values())), 1)}
    geordend = sorted(
        kandidaten, key=lambda k: (groep[k.sollicitatie], k.telt_vanaf, k.sollicitatie)
    )
    return [
        Plaats(k.sollicitatie, nummer[groep[k.sollicitatie]], groep[k.sollicitatie][0])
        for k in geordend
    ]


def _volgorde_rang(kandidaat: Kandidaat, open_: openstelling.Openstelling) -> int:
    rangen = [convenant.rang(c, kandidaat.categorie) for c in telt_in(kandidaat, open_)]
    return min(rangen, default=len(Categorie))


def telt_in(kandidaat: Kandidaat, open_: openstelling.Openstelling) -> list[Convenant]:
    """The convenanten under which this candidate is ranked: own people and outsiders in all."""
    afspraken = [d.convenant for d in open_.delen if d.convenant]
    if kandidaat.categorie in convenant.VIA_VERBAND:
        return [c for c in afspraken if c.verband in kandidaat.verbanden]
    return afspraken
