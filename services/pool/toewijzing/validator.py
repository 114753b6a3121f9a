"""Does a proposal keep every hard rule? Independent of the engine: it shares facts, not code.

It reads the facts day by day around every change, and judges lines however they came about: from
the solver, or from a person who changed the hours.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from services.pool.toewijzing.feiten import Behoefte, Feiten, Lid
from services.pool.toewijzing.rules import Regel

NIVEAUS = ("junior", "medior", "senior")
ALTIJD = date.max


class Schending(StrEnum):
    """A hard rule that a line breaks."""

    ONBEKEND = "onbekend"
    DUBBEL = "dubbel"
    FUNCTIE = "functie"
    NIVEAU = "niveau"
    EIGEN_WERKGEVER = "eigen-werkgever"
    REISAFSTAND = "reisafstand"
    PERIODE_LID = "periode-lid"
    PERIODE_BEHOEFTE = "periode-behoefte"
    TE_KORT = "te-kort"
    URENBLOK = "urenblok"
    UREN_LID = "uren-lid"
    UREN_BEHOEFTE = "uren-behoefte"
    MAXIMUM_INZETTEN = "maximum-inzetten"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One broken rule, with the line it was found on."""

    schending: Schending
    lid: UUID
    behoefte: UUID


def _binnen(regel: Regel, van: date, tot: date | None) -> bool:
    return van <= regel.van and (regel.tot or ALTIJD) <= (tot or ALTIJD)


def _te_ver(lid: Lid, behoefte: Behoefte, plaatsen: dict[str, tuple[float, float]]) -> bool:
    """Great-circle distance by the spherical law; unknown places are never too far."""
    if lid.straal_km is None or lid.pc4 not in plaatsen or behoefte.pc4 not in plaatsen:
        return False
    (noord, oost), (noorder, ooster) = plaatsen[lid.pc4], plaatsen[behoefte.pc4]
    helft = sin((noorder - noord) / 2) ** 2
    helft += cos(noord) * cos(noorder) * sin((ooster - oost) / 2) ** 2
    return 12742.0 * asin(sqrt(helft)) > lid.straal_km + 1e-9


def _werk(regel: Regel, lid: Lid, behoefte: Behoefte) -> Iterable[Schending]:
    """Function, level and employer."""
    vakken = [een for een in lid.functies if een.functie == behoefte.functie]
    if not vakken:
        yield Schending.FUNCTIE
    elif behoefte.niveau is not None and all(
        NIVEAUS.index(een.niveau) < NIVEAUS.index(behoefte.niveau) for een in vakken
    ):
        yield Schending.NIVEAU
    if lid.thuisorganisatie == behoefte.inlener:
        yield Schending.EIGEN_WERKGEVER
    if regel.uren < behoefte.urenblok:
        yield Schending.URENBLOK


def _tijd(regel: Regel, lid: Lid, behoefte: Behoefte, feiten: Feiten) -> Iterable[Schending]:
    """Both calendars, and the shortest stay."""
    stand = feiten.instellingen
    if not _binnen(regel, lid.van, lid.tot):
        yield Schending.PERIODE_LID
    if not _binnen(regel, behoefte.van, behoefte.tot) or regel.van > (regel.tot or ALTIJD):
        yield Schending.PERIODE_BEHOEFTE
    duur = (min(regel.tot or stand.einde, stand.einde) - regel.van).days + 1
    begin = max(behoefte.van, stand.peildatum)
    heel = (min(behoefte.tot or stand.einde, stand.einde) - begin).days + 1
    if duur < min(stand.kortste_inzet_dagen, heel):
        yield Schending.TE_KORT


@dataclass(frozen=True, slots=True)
class _Stuk:
    """Anything that takes hours: a line or a running inzet."""

    medewerker: UUID
    behoefte: UUID | None
    uren: Decimal
    van: date
    tot: date
    regel: Regel | None


def _stukken(feiten: Feiten, regels: Iterable[Regel], leden: dict[UUID, Lid]) -> list[_Stuk]:
    lopend = [
        _Stuk(een.medewerker, een.behoefte, een.uren, een.van, een.tot or ALTIJD, None)
        for een in feiten.inzetten
    ]
    nieuw = [
        _Stuk(
            leden[een.lid].medewerker, een.behoefte, Decimal(een.uren), een.van,
            een.tot or ALTIJD, een,
        )
        for een in regels
    ]  # fmt: skip
    return lopend + nieuw


def _samen(feiten: Feiten, regels: list[Regel]) -> list[Bevinding]:
    """Hours and numbers at once, on every day on which something starts."""
    leden = {lid.id: lid for lid in feiten.leden}
    behoeften = {behoefte.id: behoefte for behoefte in feiten.behoeften}
    van_wie: dict[UUID, list[_Stuk]] = defaultdict(list)
    voor_wat: dict[UUID | None, list[_Stuk]] = defaultdict(list)
    for stuk in _stukken(feiten, regels, leden):
        van_wie[stuk.medewerker].append(stuk)
        voor_wat[stuk.behoefte].append(stuk)
    gevonden = []
    for regel in regels:
        lid, behoefte = leden[regel.lid], behoeften[regel.behoefte]
        samen = [*van_wie[lid.medewerker], *voor_wat[behoefte.id]]
        dagen = {een.van for een in samen if regel.van <= een.van <= (regel.tot or ALTIJD)}
        for dag in sorted(dagen | {regel.van}):
            eigen = [een for een in van_wie[lid.medewerker] if een.van <= dag <= een.tot]
            hier = [een for een in voor_wat[behoefte.id] if een.van <= dag <= een.tot]
            fout = {
                Schending.UREN_LID: sum(een.uren for een in eigen) > lid.uren_per_week,
                Schending.UREN_BEHOEFTE: sum(een.uren for een in hier) > behoefte.uren_max,
                Schending.MAXIMUM_INZETTEN: len(eigen) > lid.maximum_inzetten,
            }
            gevonden += [
                Bevinding(wat, regel.lid, regel.behoefte) for wat, waar in fout.items() if waar
            ]
    return gevonden


def bevindingen(feiten: Feiten, regels: Iterable[Regel]) -> list[Bevinding]:
    """Every broken rule, each once, in order of line; an empty list means it may stand."""
    regels = list(regels)
    leden = {lid.id: lid for lid in feiten.leden}
    behoeften = {behoefte.id: behoefte for behoefte in feiten.behoeften}
    plaatsen = {
        plek.pc4: (radians(float(plek.breedte)), radians(float(plek.lengte)))
        for plek in feiten.instellingen.plekken
    }
    gevonden, bekend, paren = [], [], set()
    for regel in regels:
        lid, behoefte = leden.get(regel.lid), behoeften.get(regel.behoefte)
        if lid is None or behoefte is None:
            gevonden.append(Bevinding(Schending.ONBEKEND, regel.lid, regel.behoefte))
            continue
        bekend.append(regel)
        fouten = [*_werk(regel, lid, behoefte), *_tijd(regel, lid, behoefte, feiten)]
        if _te_ver(lid, behoefte, plaatsen):
            fouten.append(Schending.REISAFSTAND)
        if (regel.lid, regel.behoefte) in paren:
            fouten.append(Schending.DUBBEL)
        paren.add((regel.lid, regel.behoefte))
        gevonden += [Bevinding(fout, regel.lid, regel.behoefte) for fout in fouten]
    return list(dict.fromkeys(gevonden + _samen(feiten, bekend)))
