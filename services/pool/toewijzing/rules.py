"""Wie kan waarheen, wat mag een besluit, en is een voorstel nog actueel?

Pure rules: no database, no clock, no solver. Hours are whole hours per week.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import asin, ceil, cos, floor, radians, sin, sqrt
from uuid import UUID

from services.pool.flexpool.rules import voldoet_aan
from services.pool.toewijzing.feiten import (
    Behoefte,
    Feiten,
    Instellingen,
    Lid,
    LopendeInzet,
    Plek,
)

AARDSTRAAL_KM = 6371.0


class Redencode(StrEnum):
    """Why a member is or is not proposed for a need. Public: add, never rename.

    The order is the order in which the rules are tried: the further, the closer it was.
    """

    GEEN_FUNCTIE = "geen-functie"
    GEEN_VAARDIGHEID = "geen-vaardigheid"
    NIVEAU = "niveau"
    EIGEN_WERKGEVER = "eigen-werkgever"
    REISAFSTAND = "reisafstand"
    NIET_BESCHIKBAAR = "niet-beschikbaar"
    URENBLOK = "urenblok"
    LOPENDE_INZET = "lopende-inzet"
    MAXIMUM_INZETTEN = "maximum-inzetten"
    BEZET_BIJ_ANDEREN = "bezet-bij-anderen"
    AANDEEL_BEREIKT = "aandeel-bereikt"
    GEDEKT = "gedekt"
    TOEGEWEZEN = "toegewezen"


@dataclass(frozen=True, slots=True)
class Kans:
    """A member who can do a need: when, and between how many whole hours per week."""

    lid: UUID
    behoefte: UUID
    inlener: str
    van: date
    tot: date | None
    einde: date  # last day inside the horizon
    uren_min: int
    uren_max: int
    past_bij_wens: bool
    afstand_getoetst: bool

    @property
    def dagen(self) -> int:
        """Days inside the horizon, both ends included."""
        return (self.einde - self.van).days + 1


def kleinste(dag: date | None, andere: date | None) -> date | None:
    """The earlier of two last days, where None is no end."""
    return min((een for een in (dag, andere) if een is not None), default=None)


def afstand_km(een: Plek, ander: Plek) -> float:
    """Distance as the crow flies, in kilometres (haversine)."""
    lat1, lon1 = radians(float(een.breedte)), radians(float(een.lengte))
    lat2, lon2 = radians(float(ander.breedte)), radians(float(ander.lengte))
    boog = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * AARDSTRAAL_KM * asin(sqrt(boog))


def bezetting(inzetten: Iterable[LopendeInzet], van: date, einde: date) -> tuple[Decimal, int]:
    """Most hours per week, and most inzetten at once, on any day from van to einde."""
    binnen = [een for een in inzetten if een.van <= einde and (een.tot is None or een.tot >= van)]
    hoogste, meeste = Decimal(0), 0
    for dag in {max(van, een.van) for een in binnen}:
        nu = [een for een in binnen if een.van <= dag and (een.tot is None or een.tot >= dag)]
        hoogste = max(hoogste, sum((een.uren for een in nu), Decimal(0)))
        meeste = max(meeste, len(nu))
    return hoogste, meeste


def past_bij_wens(lid: Lid, behoefte: Behoefte) -> bool:
    """Whether the need is something the member wants to learn: its function or its title."""
    titel, code = behoefte.titel.casefold(), (behoefte.functie or "").casefold()
    return any(wens.casefold() == code or wens.casefold() in titel for wens in lid.ontwikkelwensen)


def _reikt(lid: Lid, behoefte: Behoefte, plekken: Mapping[str, Plek]) -> bool | None:
    """Whether the need lies within the member's radius; None: cannot be tested."""
    thuis, werk = plekken.get(lid.pc4 or ""), plekken.get(behoefte.pc4 or "")
    if lid.straal_km is None or thuis is None or werk is None:
        return None
    return afstand_km(thuis, werk) <= lid.straal_km


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


@dataclass(frozen=True, slots=True)
class Agenda:
    """Running inzetten by person and by need, and where postcodes lie."""

    van_medewerker: Mapping[UUID, list[LopendeInzet]]
    voor_behoefte: Mapping[UUID, list[LopendeInzet]]
    plekken: Mapping[str, Plek]


def agenda(feiten: Feiten) -> Agenda:
    """Index the running inzetten of the facts once."""
    per_medewerker: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    per_behoefte: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    for een in feiten.inzetten:
        per_medewerker[een.medewerker].append(een)
        if een.behoefte is not None:
            per_behoefte[een.behoefte].append(een)
    plekken = {plek.pc4: plek for plek in feiten.instellingen.plekken}
    return Agenda(per_medewerker, per_behoefte, plekken)


def toets(lid: Lid, behoefte: Behoefte, bezet: Agenda, stand: Instellingen) -> Kans | Redencode:
    """Whether this member can do this need on its own: a Kans, or the first reason why not."""
    if reden := _vakwerk(lid, behoefte):
        return reden
    reikt = _reikt(lid, behoefte, bezet.plekken)
    if reikt is False:
        return Redencode.REISAFSTAND
    van = max(stand.peildatum, lid.van, behoefte.van)
    tot = kleinste(lid.tot, behoefte.tot)
    einde = min(tot or stand.einde, stand.einde)
    gevraagd = min(behoefte.tot or stand.einde, stand.einde) - max(behoefte.van, stand.peildatum)
    if (einde - van).days < min(stand.kortste_inzet_dagen - 1, gevraagd.days) or einde < van:
        return Redencode.NIET_BESCHIKBAAR
    gevuld, _ = bezetting(bezet.voor_behoefte.get(behoefte.id, ()), van, einde)
    blok, rest = max(1, ceil(behoefte.urenblok)), floor(behoefte.uren_max - gevuld)
    if gevuld and rest < blok:
        return Redencode.GEDEKT
    if min(floor(lid.uren_per_week), rest) < blok:
        return Redencode.URENBLOK
    uren, aantal = bezetting(bezet.van_medewerker.get(lid.medewerker, ()), van, einde)
    if aantal >= lid.maximum_inzetten:
        return Redencode.MAXIMUM_INZETTEN
    if floor(lid.uren_per_week - uren) < blok:
        return Redencode.LOPENDE_INZET
    return Kans(
        lid=lid.id, behoefte=behoefte.id, inlener=behoefte.inlener, van=van, tot=tot, einde=einde,
        uren_min=blok, uren_max=min(floor(lid.uren_per_week - uren), rest),
        past_bij_wens=past_bij_wens(lid, behoefte), afstand_getoetst=reikt is not None,
    )  # fmt: skip


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


class Besluit(StrEnum):
    """What a person decides on a line."""

    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"
    GEWIJZIGD = "gewijzigd"


@dataclass(frozen=True, slots=True)
class Verschil:
    """A fact that is no longer what the proposal was computed on."""

    soort: str  # lid, behoefte, inzet or instelling
    id: str
    veld: str
    was: str | None
    nu: str | None


def _rijen(feiten: Mapping[str, object], soort: str) -> dict[str, dict[str, object]]:
    rijen = feiten.get(soort, [])
    assert isinstance(rijen, list)
    return {str(rij["id"]): rij for rij in rijen}


def _als_tekst(waarde: object) -> str | None:
    return None if waarde is None else str(waarde)


def verschillen(was: Mapping[str, object], nu: Mapping[str, object]) -> list[Verschil]:
    """What changed between two sets of facts (as `feiten.als_json` gives them), sorted."""
    gevonden = []
    for soort, naam in (("leden", "lid"), ("behoeften", "behoefte"), ("inzetten", "inzet")):
        oud, nieuw = _rijen(was, soort), _rijen(nu, soort)
        gevonden += [Verschil(naam, id, "bestaat", "ja", "nee") for id in oud.keys() - nieuw.keys()]
        gevonden += [Verschil(naam, id, "bestaat", "nee", "ja") for id in nieuw.keys() - oud.keys()]
        for id in oud.keys() & nieuw.keys():
            gevonden += [
                Verschil(naam, id, veld, _als_tekst(oud[id][veld]), _als_tekst(nieuw[id].get(veld)))
                for veld in oud[id]
                if oud[id][veld] != nieuw[id].get(veld)
            ]
    oude_stand, nieuwe_stand = was.get("instellingen"), nu.get("instellingen")
    assert isinstance(oude_stand, dict)
    assert isinstance(nieuwe_stand, dict)
    gevonden += [
        Verschil("instelling", "pool", veld, _als_tekst(waarde), _als_tekst(nieuwe_stand.get(veld)))
        for veld, waarde in oude_stand.items()
        if waarde != nieuwe_stand.get(veld)
    ]
    if was.get("regelversie") != nu.get("regelversie"):
        oude, nieuwe = _als_tekst(was.get("regelversie")), _als_tekst(nu.get("regelversie"))
        gevonden.append(Verschil("instelling", "regels", "regelversie", oude, nieuwe))
    return sorted(gevonden, key=lambda een: (een.soort, een.id, een.veld))


class Beletsel(StrEnum):
    """Why a decision on a line cannot be taken. Public: add, never rename."""

    AL_BESLOTEN = "al-besloten"
    VERLOPEN = "voorstel-verlopen"
    VEROUDERD = "feiten-gewijzigd"
    UREN_NODIG = "uren-nodig"
    UREN_ONGEWENST = "uren-alleen-bij-wijziging"


@dataclass(frozen=True, slots=True)
class Stand:
    """How things are at the moment of the decision."""

    besloten: bool
    geldig_tot: date
    vandaag: date
    verschillen: tuple[Verschil, ...]


def beletselen(besluit: Besluit, uren: int | None, stand: Stand) -> list[Beletsel]:
    """Everything that stops this decision; a refusal never needs facts that are up to date."""
    bindt = besluit is not Besluit.AFGEWEZEN
    geldt = {
        Beletsel.AL_BESLOTEN: stand.besloten,
        Beletsel.VERLOPEN: bindt and stand.vandaag > stand.geldig_tot,
        Beletsel.VEROUDERD: bindt and bool(stand.verschillen),
        Beletsel.UREN_NODIG: besluit is Besluit.GEWIJZIGD and uren is None,
        Beletsel.UREN_ONGEWENST: besluit is not Besluit.GEWIJZIGD and uren is not None,
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]
