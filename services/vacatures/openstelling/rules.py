"""The phases of an opening: when they start and end, and who may do what in them.

Times are moments in UTC; a working day is a whole day in Europe/Amsterdam that is neither a weekend
day nor in `vrije_dagen`. Default lengths come from the convenant (its certainty is C: a proposal).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant, Toegang, Voorrangsmodus
from services.vacatures.vacature import rules as vacature

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZATERDAG = 5
LANGSTE_OPENSTELLING = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Fase:
    """One phase of one opening; open from `van` until `tot` (not included)."""

    nr: int  # place in the convenant, from 0
    naam: str
    modus: Voorrangsmodus
    van: datetime
    tot: datetime
    toegang: Mapping[Categorie, Toegang]


@dataclass(frozen=True, slots=True)
class Fasewijziging:
    """An own length for a phase: `werkdagen` 0 skips it; always with a reason."""

    fase: str
    werkdagen: int
    reden: str
    verband: UUID | None = None


@dataclass(frozen=True, slots=True)
class Verbandfasen:
    """The phases by the rules of one verband; without convenant: open to all at once."""

    convenant: Convenant | None
    fasen: tuple[Fase, ...]

    @property
    def verband(self) -> UUID | None:
        """The verband whose rules these are."""
        return self.convenant.verband if self.convenant else None


@dataclass(frozen=True, slots=True)
class Openstelling:
    """A vacancy that was opened: shared with these verbanden, each by its own rules."""

    geopend_op: datetime
    sluit_op: datetime
    delen: tuple[Verbandfasen, ...]


def begin_dag(dag: date) -> datetime:
    """The first moment of a day in Amsterdam, in UTC."""
    return datetime.combine(dag, time.min, AMSTERDAM).astimezone(UTC)


def dag_van(moment: datetime) -> date:
    """The day it is in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


def einde_dag(dag: date) -> datetime:
    """The moment a day is over in Amsterdam, in UTC."""
    return begin_dag(dag + timedelta(days=1))


def is_werkdag(dag: date, vrije_dagen: frozenset[date]) -> bool:
    """Monday to Friday and not a day off."""
    return dag.weekday() < ZATERDAG and dag not in vrije_dagen


def na_werkdagen(start: datetime, werkdagen: int, vrije_dagen: frozenset[date]) -> datetime:
    """The end of the n-th whole working day from `start`; a day already begun does not count."""
    if werkdagen <= 0:
        return start
    dag = dag_van(start)
    if begin_dag(dag) != start:
        dag += timedelta(days=1)
    while True:
        if is_werkdag(dag, vrije_dagen):
            werkdagen -= 1
            if werkdagen == 0:
                return einde_dag(dag)
        dag += timedelta(days=1)


def plan(
    afspraken: Convenant,
    start: datetime,
    sluit_op: datetime,
    vrije_dagen: frozenset[date],
    wijzigingen: Sequence[Fasewijziging] = (),
) -> Verbandfasen:
    """The phases from `start` to closing; what would start after closing does not exist."""
    eigen = {w.fase: w.werkdagen for w in wijzigingen if w.verband in (None, afspraken.verband)}
    fasen = []
    van = start
    for nr, afspraak in enumerate(afspraken.fasen):
        werkdagen = eigen.get(afspraak.naam, afspraak.werkdagen)
        tot = sluit_op if werkdagen is None else na_werkdagen(van, werkdagen, vrije_dagen)
        tot = min(tot, sluit_op)
        if van < tot:
            fasen.append(lopend(afspraken, nr, van, tot))
            van = tot
    return Verbandfasen(afspraken, tuple(fasen))


def lopend(afspraken: Convenant, nr: int, van: datetime, tot: datetime) -> Fase:
    """Phase `nr` of a convenant, placed in time."""
    afspraak = afspraken.fasen[nr]
    toegang = {soort: convenant.toegang(afspraken, afspraak, soort) for soort in Categorie}
    return Fase(nr, afspraak.naam, afspraak.modus, van, tot, toegang)


def plan_zonder_verband(start: datetime, sluit_op: datetime) -> Verbandfasen:
    """An employer that shares with nobody opens for everybody at once, without priority."""
    ja = Toegang(True, convenant.Solliciteren.JA)
    alles = dict.fromkeys(Categorie, ja)
    fase = Fase(0, "openbaar", Voorrangsmodus.GELIJKE_GESCHIKTHEID, start, sluit_op, alles)
    return Verbandfasen(None, (fase,) if start < sluit_op else ())


def stel_open(
    convenanten: Sequence[Convenant],
    nu: datetime,
    sluit_op: datetime,
    vrije_dagen: frozenset[date],
    wijzigingen: Sequence[Fasewijziging] = (),
) -> Openstelling:
    """Everything that is fixed at the moment of opening."""
    delen = tuple(plan(c, nu, sluit_op, vrije_dagen, wijzigingen) for c in convenanten)
    return Openstelling(nu, sluit_op, delen or (plan_zonder_verband(nu, sluit_op),))


def sluiting_fouten(sluitings_datum: date, nu: datetime) -> list[vacature.Fout]:
    """Why a vacancy cannot be opened until this day, both included in the opening."""
    if sluitings_datum < dag_van(nu):
        reden, code = "De sluitingsdatum is voorbij", "voorbij"
    elif sluitings_datum > dag_van(nu) + LANGSTE_OPENSTELLING:
        reden, code = "Een openstelling duurt ten hoogste een jaar", "te-ver"
    else:
        return []
    return [vacature.Fout("sluitings_datum", code, reden)]


def wijziging_fouten(
    convenanten: Sequence[Convenant], wijzigingen: Sequence[Fasewijziging]
) -> list[vacature.Fout]:
    """Why own phase lengths are outside what the convenanten allow."""
    fouten = []
    for nr, wijziging in enumerate(wijzigingen):
        veld = f"fasewijzigingen.{nr}"
        geraakt = [c for c in convenanten if wijziging.verband in (None, c.verband)]
        afspraken = [(c, f) for c in geraakt for f in c.fasen if f.naam == wijziging.fase]
        if not afspraken:
            fouten.append(vacature.Fout(f"{veld}.fase", "onbekend", "Deze fase bestaat niet"))
        for c, fase in afspraken:
            if fase.werkdagen is None:
                fouten.append(
                    vacature.Fout(f"{veld}.fase", "zonder-einde", "Deze fase duurt tot de sluiting")
                )
            elif wijziging.werkdagen > c.maximum_werkdagen_per_fase:
                reden = f"Het convenant staat ten hoogste {c.maximum_werkdagen_per_fase} toe"
                fouten.append(vacature.Fout(f"{veld}.werkdagen", "te-lang", reden))
    return fouten


# ---- at one moment ----------------------------------------------------------------------------


def fase_op(deel: Verbandfasen, op: datetime) -> Fase | None:
    """The phase that runs at a moment."""
    return next((fase for fase in deel.fasen if fase.van <= op < fase.tot), None)


def toegang_op(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime
) -> tuple[Toegang, Fase | None]:
    """What one category may do at a moment, and by which phase.

    Through a verband its own rules count; own people get the most generous of all; outsiders only
    what every verband allows.
    """
    delen = openstelling.delen
    if wie.categorie in convenant.VIA_VERBAND:
        delen = tuple(deel for deel in delen if deel.verband == wie.verband and deel.verband)
    lopend = [
        (fase.toegang[wie.categorie], fase) if fase else (convenant.GEEN_TOEGANG, None)
        for fase in (fase_op(deel, op) for deel in delen)
    ]
    if not lopend:
        return convenant.GEEN_TOEGANG, None
    streng = wie.categorie is Categorie.EXTERN
    samen = (convenant.strengste if streng else convenant.ruimste)([t for t, _ in lopend])
    kies = min if streng else max
    return samen, kies(lopend, key=_ruimte)[1]


def _ruimte(paar: tuple[Toegang, Fase | None]) -> tuple[bool, int]:
    return paar[0].zichtbaar, convenant.RUIMTE[paar[0].solliciteren]


def alle_hoedanigheden(openstelling: Openstelling) -> list[vacature.Hoedanigheid]:
    """Everything somebody can be towards this vacancy."""
    verbanden = [deel.verband for deel in openstelling.delen if deel.verband]
    lijst = []
    for soort in Categorie:
        via: Iterable[UUID | None] = verbanden if soort in convenant.VIA_VERBAND else [None]
        lijst += [vacature.Hoedanigheid(soort, verband) for verband in via]
    return lijst


def grenzen(openstelling: Openstelling) -> list[datetime]:
    """Every moment at which something changes, in order."""
    fasen = [fase for deel in openstelling.delen for fase in deel.fasen]
    return sorted({moment for fase in fasen for moment in (fase.van, fase.tot)})


def zichtperioden(openstelling: Openstelling) -> list[vacature.Zichtperiode]:
    """Who sees the vacancy from when until when: `toegang_op` written out, for the database."""
    momenten = grenzen(openstelling)
    stukken = list(pairwise(momenten))
    lijst: list[vacature.Zichtperiode] = []
    for wie in alle_hoedanigheden(openstelling):
        for van, tot in stukken:
            toegang, fase = toegang_op(openstelling, wie, van)
            if toegang.zichtbaar and fase is not None:
                nieuw = vacature.Zichtperiode(
                    wie.categorie,
                    wie.verband,
                    van,
                    tot,
                    toegang.solliciteren,
                    fase.naam,
                    fase.modus,
                )
                _voeg_toe(lijst, nieuw)
    return lijst


def _voeg_toe(lijst: list[vacature.Zichtperiode], nieuw: vacature.Zichtperiode) -> None:
    """Append, or make the last one longer when nothing but the time differs."""
    vorige = lijst[-1] if lijst else None
    if (
        vorige
        and vorige.tot == nieuw.van
        and replace(vorige, van=nieuw.van, tot=nieuw.tot) == nieuw
    ):
        lijst[-1] = replace(vorige, tot=nieuw.tot)
    else:
        lijst.append(nieuw)


def telt_vanaf(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime
) -> datetime | None:
    """From when an application of this category at `op` counts; None: it may not be made.

    A held application counts from the first later moment at which the category may apply.
    """
    solliciteren = toegang_op(openstelling, wie, op)[0].solliciteren
    if solliciteren is convenant.Solliciteren.JA:
        return op
    if solliciteren is convenant.Solliciteren.NEE:
        return None
    later = [moment for moment in grenzen(openstelling) if moment > op]
    for moment in later:
        if toegang_op(openstelling, wie, moment)[0].solliciteren is convenant.Solliciteren.JA:
            return moment
    return None


def eerste_openbaar_op(openstelling: Openstelling) -> datetime | None:
    """The first moment at which everybody sees the vacancy; None when it closes before."""
    buiten = vacature.Hoedanigheid(Categorie.EXTERN)
    for moment in grenzen(openstelling):
        if toegang_op(openstelling, buiten, moment)[0].zichtbaar:
            return moment
    return None
