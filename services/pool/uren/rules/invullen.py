"""What somebody may fill in for a week, what is proposed for it, and what was filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.pool.flexpool.rules import InDienstVoor, Poollid, Reden
from services.pool.inzet.rules import Inzet, Inzetsoort, capaciteit_van, telt_mee
from services.pool.uren.rules.staten import (
    OPEN,
    Urensoort,
    Urenstaat,
    Urenstatus,
    te_lang_geleden,
)
from services.pool.uren.rules.weekstaten import Weekstaat, fouten_in_week
from services.pool.uren.rules.weken import Weekdeel, afgesproken, weekdelen

IN_POOLDIENST = frozenset({InDienstVoor.POOL, InDienstVoor.GEZAMENLIJK})


Plek = tuple[Urensoort, UUID, UUID | None, str]  # with a verband, perhaps an inzet, and a month


@dataclass(frozen=True, slots=True)
class Urenplek:
    """Something that hours of a part of a week can be for.

    `afgesproken`: quarters by the agreement; `voorstel` None: nothing is proposed, but it may be
    filled in.
    """

    soort: Urensoort
    verband: UUID
    inzet: UUID | None
    deel: Weekdeel
    uitlener: str
    inlener: str | None
    afgesproken: int
    voorstel: int | None

    @property
    def plek(self) -> tuple[Urensoort, UUID, UUID | None, str]:
        """As `Urenstaat.plek`."""
        return self.soort, self.verband, self.inzet, self.deel.maand


@dataclass(frozen=True, slots=True)
class Urenopgave:
    """A line as somebody writes it; what follows from the inzet or the week can be left out."""

    soort: Urensoort
    kwartieren: int
    inzet: UUID | None = None
    verband: UUID | None = None
    maand: str | None = None
    toelichting: str = ""


PerRegel = Mapping[int, Sequence[Reden]]  # reasons by the place of a line in the list


@dataclass(frozen=True, slots=True)
class Invulling:
    """What became of the lines, by their place in the list: written, the same, or refused.

    `fouten` are about what was written, `beletselen` about how far the hours are already.
    """

    staten: Mapping[int, Urenstaat]
    ongewijzigd: tuple[int, ...] = ()
    weg: tuple[UUID, ...] = ()
    fouten: PerRegel = field(default_factory=dict)
    beletselen: PerRegel = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invulmoment:
    """When, how and by whom lines are written.

    `termijnen`: per verband, in months. `vervangt`: a concept that is not mentioned goes. `door`
    None: the person.
    """

    vandaag: date
    termijnen: Mapping[UUID, int]
    indienen: bool
    vervangt: bool = False
    door: str | None = None


def plekken_van(
    week: str,
    inzetten: Iterable[Inzet],
    leden: Iterable[Poollid],
    verbanden: Iterable[UUID],
    organisatie: str | None,
) -> list[Urenplek]:
    """Everything that a person may write hours for in a week, in a fixed order.

    Per part of the week: each inzet that takes place; leegloop in a verband with a membership,
    proposed only for who is employed for the pool; and the co-operation in the own verbanden.
    """
    lijst = sorted((een for een in inzetten if telt_mee(een)), key=lambda een: (een.van, een.id))
    gevonden = [plek for een in lijst for plek in _van_inzet(week, een)]
    bezet: dict[tuple[UUID, str], int] = {}
    uit_pool = {een.id for een in lijst if een.soort is Inzetsoort.TOEWIJZING}
    for een in gevonden:
        if een.inzet in uit_pool:
            sleutel = een.verband, een.deel.maand
            bezet[sleutel] = bezet.get(sleutel, 0) + een.afgesproken
    gevonden += _leegloop(week, leden, bezet)
    if organisatie is not None:
        gevonden += [
            Urenplek(Urensoort.SAMENWERKING, een, None, deel, organisatie, None, 0, None)
            for een in sorted(verbanden)
            for deel in weekdelen(week)
        ]
    return gevonden


def _van_inzet(week: str, inzet: Inzet) -> list[Urenplek]:
    per_deel = afgesproken(inzet.uren_per_week, inzet.van, inzet.tot, week)
    return [
        Urenplek(
            Urensoort.INZET,
            inzet.verband,
            inzet.id,
            deel,
            inzet.thuisorganisatie,
            inzet.inlener,
            kwartieren,
            kwartieren,
        )
        for deel, kwartieren in per_deel.items()
        if inzet.van <= deel.tot and (inzet.tot is None or inzet.tot >= deel.van)
    ]


def _leegloop(
    week: str, leden: Iterable[Poollid], bezet: Mapping[tuple[UUID, str], int]
) -> list[Urenplek]:
    """Contract hours for the pool that no inzet uses; two memberships are the same hours."""
    ruimte: dict[tuple[UUID, Weekdeel], tuple[int, bool, str]] = {}
    for lid in leden:
        if lid.verband is None:
            continue
        per_deel = dict.fromkeys(weekdelen(week), 0)
        er = set()
        for een in capaciteit_van(lid):
            for deel, kwartieren in afgesproken(een.uren, een.van, een.tot, week).items():
                per_deel[deel] += kwartieren
                if een.van <= deel.tot and (een.tot is None or een.tot >= deel.van):
                    er.add(deel)
        in_pooldienst = lid.in_dienst_voor in IN_POOLDIENST
        for deel in er:
            sleutel = lid.verband, deel
            al, ook, oin = ruimte.get(sleutel, (0, False, lid.thuisorganisatie))
            ruimte[sleutel] = max(al, per_deel[deel]), ook or in_pooldienst, oin
    plekken = []
    for (verband, deel), (kwartieren, voorstelbaar, oin) in sorted(
        ruimte.items(), key=lambda een: (een[0][0], een[0][1].van)
    ):
        vrij = max(0, kwartieren - bezet.get((verband, deel.maand), 0))
        voorstel = vrij if voorstelbaar and vrij else None
        plekken.append(Urenplek(Urensoort.LEEGLOOP, verband, None, deel, oin, None, vrij, voorstel))
    return plekken


def vul_in(
    week: Weekstaat,
    medewerker: UUID,
    opgaven: Sequence[Urenopgave],
    plekken: Iterable[Urenplek],
    moment: Invulmoment,
    ids: Iterator[UUID],
) -> Invulling:
    """The lines on top of what there is; lines of the week that are not mentioned stay."""
    bekend = {een.plek: een for een in week.staten if een.correctie_van is None}
    kan = {een.plek: een for een in plekken}
    staten: dict[int, Urenstaat] = {}
    fouten: dict[int, list[Reden]] = {}
    beletselen: dict[int, list[Reden]] = {}
    gelijk: list[int] = []
    gezien: set[tuple[object, ...]] = set()
    for nr, opgave in enumerate(opgaven):
        plek, redenen = _plek_van(opgave, kan, week.week)
        if plek is not None:
            redenen = _niet_nu(plek, moment)
        if plek is not None and plek.plek in gezien:
            redenen = [Reden("soort", "dubbel", "Deze regel staat er vaker.")]
        if plek is None or redenen:
            fouten[nr] = redenen
            continue
        gezien.add(plek.plek)
        oud = bekend.get(plek.plek)
        if oud is not None and oud.status not in OPEN:
            if (oud.kwartieren, oud.toelichting) == (opgave.kwartieren, opgave.toelichting):
                gelijk.append(nr)
            else:
                beletselen[nr] = [AL_WEG[oud.status]]
            continue
        nieuw = _ingevuld(oud or _nieuw(next(ids), medewerker, week.week, plek), opgave, moment)
        if nieuw == oud:
            gelijk.append(nr)
        else:
            staten[nr] = nieuw
    los = {
        een.id for een in week.staten if een.status is Urenstatus.CONCEPT and een.plek not in gezien
    }
    weg = los if moment.vervangt else set()
    # A concept is the person's alone: who writes for somebody must not learn of it by a limit.
    telt_niet = los if moment.door else weg
    straks = {een.id: een for een in (*week.staten, *staten.values()) if een.id not in telt_niet}
    for reden in fouten_in_week(Weekstaat(week.week, tuple(straks.values()))):
        for nr in staten:
            fouten.setdefault(nr, []).append(reden)
    return Invulling(staten, tuple(gelijk), tuple(sorted(weg)), fouten, beletselen)


def _ingevuld(staat: Urenstaat, opgave: Urenopgave, moment: Invulmoment) -> Urenstaat:
    nieuw = replace(staat, kwartieren=opgave.kwartieren, toelichting=opgave.toelichting)
    if not moment.indienen:
        return nieuw
    status = Urenstatus.INGEDIEND
    return replace(nieuw, status=status, ingediend_door=moment.door, reden=None)


def _niet_nu(plek: Urenplek, moment: Invulmoment) -> list[Reden]:
    """Hours are of days that came; and not of longer ago than they are kept."""
    termijn = moment.termijnen.get(plek.verband)
    redenen = te_lang_geleden(plek.deel.van, moment.vandaag, termijn) if termijn else []
    if moment.indienen and plek.deel.van > moment.vandaag:
        zin = "Deze dagen zijn er nog niet geweest."
        redenen.append(Reden("week", "nog-niet-begonnen", zin))
    return redenen


AL_WEG = {
    Urenstatus.INGEDIEND: Reden(
        "uren", "al-ingediend", "Deze uren zijn al ingediend; trek ze eerst in."
    ),
    Urenstatus.GOEDGEKEURD: Reden(
        "uren", "al-goedgekeurd", "Deze uren zijn goedgekeurd; leg een correctie vast."
    ),
}


def _plek_van(
    opgave: Urenopgave, kan: Mapping[Plek, Urenplek], week: str
) -> tuple[Urenplek | None, list[Reden]]:
    """The place that a line is about, or what is wrong with how it names it."""
    fouten = []
    maanden = [een.maand for een in weekdelen(week)]
    if opgave.maand is None and len(maanden) > 1:
        zin = f"Deze week valt in twee maanden; noem {maanden[0]} of {maanden[1]}."
        fouten.append(Reden("maand", "ontbreekt", zin))
    elif opgave.maand is not None and opgave.maand not in maanden:
        fouten.append(Reden("maand", "buiten-week", "Deze maand hoort niet bij de week."))
    van_inzet = opgave.soort is Urensoort.INZET
    if van_inzet and opgave.inzet is None:
        fouten.append(Reden("inzet", "ontbreekt", "Noem de inzet."))
    if not van_inzet and opgave.inzet is not None:
        fouten.append(Reden("inzet", "ongewenst", "Een inzet hoort alleen bij uren van een inzet."))
    if not van_inzet and opgave.verband is None:
        fouten.append(Reden("verband", "ontbreekt", "Noem het verband."))
    if fouten:
        return None, fouten
    maand = opgave.maand or maanden[0]
    for een in kan.values():
        zelfde = (een.soort, een.deel.maand, een.inzet) == (opgave.soort, maand, opgave.inzet)
        if zelfde and opgave.verband in (None, een.verband):
            return een, []
    veld = "inzet" if van_inzet else "verband"
    zin = "Hiervoor kunt u in deze dagen geen uren schrijven."
    return None, [Reden(veld, "onbekend", zin)]


def _nieuw(id: UUID, medewerker: UUID, week: str, plek: Urenplek) -> Urenstaat:
    return Urenstaat(
        id=id,
        medewerker=medewerker,
        verband=plek.verband,
        soort=plek.soort,
        uitlener=plek.uitlener,
        inlener=plek.inlener,
        inzet=plek.inzet,
        week=week,
        maand=plek.deel.maand,
        kwartieren=0,
    )
