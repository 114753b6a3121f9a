"""Does a proposal keep every hard rule? Independent of the engine: it shares facts, not code.

It reads the facts day by day around every change, and judges lines however they came about: from
the solver, or from a person who changed the hours. What already runs is fixed: it counts, and a
line that does not fit beside it is found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from services.pool.toewijzing.feiten import Behoefte, Feiten, Instellingen, Lid
from services.pool.toewijzing.rules import Regel

NIVEAUS = ("junior", "medior", "senior")
ALTIJD = date.max
DAG = timedelta(days=1)


class Schending(StrEnum):
    """A hard rule that a line breaks."""

    ONBEKEND = "onbekend"
    DUBBEL = "dubbel"
    FUNCTIE = "functie"
    NIVEAU = "niveau"
    EIGEN_WERKGEVER = "eigen-werkgever"
    REISAFSTAND = "reisafstand"
    GEEN_TOESTEMMING = "geen-toestemming"
    VERLEDEN = "verleden"
    PERIODE_LID = "periode-lid"
    PERIODE_BEHOEFTE = "periode-behoefte"
    TE_KORT = "te-kort"
    TE_LANG = "te-lang"
    ROTATIE = "rotatie"
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
    """Function, level, employer, consent and smallest block."""
    vakken = [een for een in lid.functies if een.functie == behoefte.functie]
    if not vakken:
        yield Schending.FUNCTIE
    elif behoefte.niveau is not None and all(
        NIVEAUS.index(een.niveau) < NIVEAUS.index(behoefte.niveau) for een in vakken
    ):
        yield Schending.NIVEAU
    if lid.thuisorganisatie == behoefte.inlener:
        yield Schending.EIGEN_WERKGEVER
    if not lid.toestemming:
        yield Schending.GEEN_TOESTEMMING
    if regel.uren < max(behoefte.urenblok, Decimal(1)):
        yield Schending.URENBLOK


def _tijd(regel: Regel, lid: Lid, behoefte: Behoefte, stand: Instellingen) -> Iterable[Schending]:
    """Both calendars, and the shortest stay."""
    if regel.van < stand.peildatum:
        yield Schending.VERLEDEN
    if not _binnen(regel, lid.van, lid.tot):
        yield Schending.PERIODE_LID
    if not _binnen(regel, behoefte.van, behoefte.tot) or regel.van > (regel.tot or ALTIJD):
        yield Schending.PERIODE_BEHOEFTE
    duur = (min(regel.tot or stand.einde, stand.einde) - regel.van).days + 1
    begin = max(behoefte.van, stand.peildatum)
    heel = (min(behoefte.tot or stand.einde, stand.einde) - begin).days + 1
    if duur < min(stand.kortste_inzet_dagen, heel):
        yield Schending.TE_KORT


# ------------------------------------------------------------------ beside everything else
@dataclass(frozen=True, slots=True)
class _Stuk:
    """Anything that takes hours: a line or a running inzet."""

    medewerker: UUID
    behoefte: UUID | None
    inlener: str
    uren: Decimal
    van: date
    tot: date

    def op(self, dag: date) -> bool:
        return self.van <= dag <= self.tot


def _tussen(een: _Stuk, ander: _Stuk) -> int:
    """Days between two stays; negative when they overlap."""
    eerst, dan = (een, ander) if een.van <= ander.van else (ander, een)
    return (dan.van - eerst.tot).days - 1


def _te_lang(stuk: _Stuk, zelfde: Sequence[_Stuk], stand: Instellingen) -> bool:
    """Whether the stay with its extensions lasts longer than was agreed.

    A stay of the same member for the same need is an extension, unless the rotation gap (a day at
    least) lies between.
    """
    if stand.langste_inzet_dagen is None:
        return False
    keten, over, apart = [stuk], list(zelfde), max(1, stand.rotatie_dagen)
    while erbij := [een for een in over if any(_tussen(een, lid) < apart for lid in keten)]:
        keten += erbij
        over = [een for een in over if een not in erbij]
    dagen = (max(een.tot for een in keten) - min(een.van for een in keten)).days + 1
    return dagen > stand.langste_inzet_dagen


def _naast(stuk: _Stuk, anderen: Sequence[_Stuk], stand: Instellingen) -> Iterable[Schending]:
    """A line beside everything else of the same person."""
    zelfde = [een for een in anderen if een.behoefte == stuk.behoefte]
    if any(_tussen(stuk, een) < 0 for een in zelfde):
        yield Schending.DUBBEL
    if _te_lang(stuk, zelfde, stand):
        yield Schending.TE_LANG
    terug = (een for een in anderen if een.inlener == stuk.inlener and een not in zelfde)
    if stand.rotatie_dagen > 0 and any(_tussen(stuk, een) < stand.rotatie_dagen for een in terug):
        yield Schending.ROTATIE


def _uren(lid: Lid, dag: date) -> Decimal:
    """What the member has on that day, before anything is taken."""
    for een in lid.perioden:
        if een.van <= dag <= (een.tot or ALTIJD):
            return een.uren_per_week
    return lid.uren_per_week


def _per_dag(
    stuk: _Stuk, lid: Lid, behoefte: Behoefte, eigen: Sequence[_Stuk], hier: Sequence[_Stuk]
) -> Iterable[Schending]:
    """Hours and numbers at once, on every day on which anything changes."""
    weg = behoefte.elders
    dagen = {stuk.van} | {een.van for een in (*eigen, *hier)} | {een.van for een in weg}
    for periode in lid.perioden:
        dagen |= {periode.van} | ({periode.tot + DAG} if periode.tot else set())
    for dag in sorted(een for een in dagen if stuk.op(een)):
        bezig = [een for een in eigen if een.op(dag)]
        if sum(een.uren for een in bezig) > _uren(lid, dag):
            yield Schending.UREN_LID
        if len(bezig) > lid.maximum_inzetten:
            yield Schending.MAXIMUM_INZETTEN
        nu = [een.uren for een in hier if een.op(dag)]
        nu += [een.uren for een in weg if een.van <= dag <= (een.tot or ALTIJD)]
        if sum(nu) > behoefte.uren_max:
            yield Schending.UREN_BEHOEFTE


@dataclass(frozen=True, slots=True)
class _Lijn:
    """A line with the member and the need that it names."""

    regel: Regel
    lid: Lid
    behoefte: Behoefte
    stuk: _Stuk


def _samen(feiten: Feiten, lijnen: Sequence[_Lijn]) -> Iterable[Bevinding]:
    """What can be seen only beside other lines and running inzetten."""
    van_wie: dict[UUID, list[_Stuk]] = defaultdict(list)
    voor_wat: dict[UUID | None, list[_Stuk]] = defaultdict(list)
    lopend = (
        _Stuk(een.medewerker, een.behoefte, een.inlener, een.uren, een.van, een.tot or ALTIJD)
        for een in feiten.inzetten
    )
    for stuk in (*lopend, *(een.stuk for een in lijnen)):
        van_wie[stuk.medewerker].append(stuk)
        voor_wat[stuk.behoefte].append(stuk)
    for lijn in lijnen:
        eigen, hier = van_wie[lijn.lid.medewerker], voor_wat[lijn.behoefte.id]
        anderen = [een for een in eigen if een is not lijn.stuk]
        fouten = (
            *_naast(lijn.stuk, anderen, feiten.instellingen),
            *_per_dag(lijn.stuk, lijn.lid, lijn.behoefte, eigen, hier),
        )
        for fout in fouten:
            yield Bevinding(fout, lijn.lid.id, lijn.behoefte.id)


def bevindingen(feiten: Feiten, regels: Iterable[Regel]) -> list[Bevinding]:
    """Every broken rule, each once; an empty list means the lines may stand."""
    leden = {lid.id: lid for lid in feiten.leden}
    behoeften = {behoefte.id: behoefte for behoefte in feiten.behoeften}
    plaatsen = {
        plek.pc4: (radians(float(plek.breedte)), radians(float(plek.lengte)))
        for plek in feiten.instellingen.plekken
    }
    gevonden, lijnen = [], []
    for regel in regels:
        lid, behoefte = leden.get(regel.lid), behoeften.get(regel.behoefte)
        if lid is None or behoefte is None:
            gevonden.append(Bevinding(Schending.ONBEKEND, regel.lid, regel.behoefte))
            continue
        einde, uren = regel.tot or ALTIJD, Decimal(regel.uren)
        stuk = _Stuk(lid.medewerker, behoefte.id, behoefte.inlener, uren, regel.van, einde)
        lijnen.append(_Lijn(regel, lid, behoefte, stuk))
        fouten = [*_werk(regel, lid, behoefte), *_tijd(regel, lid, behoefte, feiten.instellingen)]
        if _te_ver(lid, behoefte, plaatsen):
            fouten.append(Schending.REISAFSTAND)
        gevonden += [Bevinding(fout, regel.lid, regel.behoefte) for fout in fouten]
    return list(dict.fromkeys([*gevonden, *_samen(feiten, lijnen)]))
