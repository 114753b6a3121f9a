"""Klopt een poollid? Hours are hours per week, distances kilometres."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from services.pool.flexpool.rules.woorden import Reden, Vaardigheid


class InDienstVoor(StrEnum):
    """For which work the employer hired the member; the Waadi exemption depends on it."""

    EIGEN_WERK = "eigen_werk"
    POOL = "pool"
    GEZAMENLIJK = "gezamenlijk"


# Text of the law: certainty A; what it means for a rotating pool: C (see docs/adr).
WAADI = {
    InDienstVoor.EIGEN_WERK: "In dienst voor eigen werk: helpt de thuisorganisatie zonder winst,"
    " dan is dit geen terbeschikkingstelling (Waadi artikel 1 lid 3 onder b). Of een vaste roulatie"
    " nog hulp is, staat niet in de wet; laat dat per inzet toetsen.",
    InDienstVoor.POOL: "In dienst voor de pool: de uitzondering voor eigen personeel geldt niet."
    " Nodig zijn registratie in het handelsregister (artikel 7a) en gelijke arbeidsvoorwaarden"
    " (artikel 8), en vanaf 2027 toelating als uitlener.",
    InDienstVoor.GEZAMENLIJK: "Gezamenlijk in dienst genomen: de uitzondering voor eigen personeel"
    " geldt waarschijnlijk niet. Ga uit van registratie (artikel 7a) en gelijke"
    " arbeidsvoorwaarden (artikel 8) tot een jurist anders zegt.",
}


class LidStatus(StrEnum):
    """Whether somebody can be placed; who was hired for the pool waits for a person's yes."""

    TE_BEVESTIGEN = "te_bevestigen"
    ACTIEF = "actief"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Beschikbaarheid:
    """Hours per week in a part of a membership, days included; tot None: until its end."""

    van: date
    tot: date | None
    uren_per_week: Decimal


@dataclass(frozen=True, slots=True)
class EscoLink:
    """The occupation in ESCO that a function of a member stands for."""

    functie: str
    uri: str


@dataclass(frozen=True, slots=True)
class Poollid:
    """What the pool knows of a member. No name, and nothing about behaviour or person.

    `toestemming` is the person's own word about being proposed (None: nothing said yet).
    `weekdagen` are the hours per day from Monday to Sunday; empty: no pattern agreed.
    """

    id: UUID
    pool: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    functies: tuple[Vaardigheid, ...]
    uren_per_week: Decimal
    beschikbaar_van: date
    beschikbaar_tot: date | None
    pc4: str | None
    straal_km: int | None
    in_dienst_voor: InDienstVoor
    ontwikkelwensen: tuple[str, ...]
    maximum_inzetten: int
    demolabel: str | None = None
    status: LidStatus = LidStatus.ACTIEF
    versie: int = 1
    perioden: tuple[Beschikbaarheid, ...] = ()
    weekdagen: tuple[Decimal, ...] = ()
    esco: tuple[EscoLink, ...] = ()
    competenties: tuple[str, ...] = ()
    toestemming: bool | None = None
    toestemming_vooraf: bool = True  # of the verband: only who said yes is proposed
    verificatie_tot: date | None = None  # last day; None: never verified


LID_OVERGANGEN: frozenset[tuple[LidStatus, LidStatus]] = frozenset(
    {
        (LidStatus.TE_BEVESTIGEN, LidStatus.ACTIEF),
        (LidStatus.TE_BEVESTIGEN, LidStatus.AFGEWEZEN),
        (LidStatus.AFGEWEZEN, LidStatus.ACTIEF),
    }
)


def beletselen_lid(lid: Poollid, naar: LidStatus) -> list[Reden]:
    """Everything that stops a person from deciding so about a membership."""
    if (lid.status, naar) not in LID_OVERGANGEN:
        zin = f"Een poollid dat {lid.status} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is LidStatus.ACTIEF and not lid.functies:
        zin = "Leg eerst vast welke functie het poollid beheerst."
        return [Reden("functies", "ontbreekt", zin)]
    return []


# ---- may this member be proposed?
def verificatie_tot(op: date, maanden: int) -> date:
    """Last day on which a check by the employer of that day still holds."""
    jaar, maand = divmod(op.year * 12 + op.month - 1 + maanden, 12)
    laatste = calendar.monthrange(jaar, maand + 1)[1]
    return date(jaar, maand + 1, min(op.day, laatste))


def is_verlopen(lid: Poollid, op: date) -> bool:
    """Whether the employer has to check the member again before anybody proposes it."""
    return lid.verificatie_tot is None or lid.verificatie_tot < op


def heeft_toestemming(lid: Poollid) -> bool:
    """Whether the person may be proposed: a no always counts, silence as the verband agreed."""
    return lid.toestemming is True or (lid.toestemming is None and not lid.toestemming_vooraf)


def redenen_niet_voorstelbaar(lid: Poollid, op: date) -> list[Reden]:
    """Why a member is not proposed on that day; for the person and the home employer only."""
    redenen = []
    if lid.status is not LidStatus.ACTIEF:
        zin = "Het lidmaatschap is niet bevestigd."
        redenen.append(Reden("status", "niet-actief", zin))
    if lid.beschikbaar_tot is not None and lid.beschikbaar_tot < op:
        zin = "De beschikbaarheid is voorbij."
        redenen.append(Reden("beschikbaarTot", "lidmaatschap-voorbij", zin))
    if is_verlopen(lid, op):
        zin = "De controle door de werkgever is verlopen; controleer de gegevens opnieuw."
        redenen.append(Reden("verificatieTot", "verificatie-verlopen", zin))
    if not heeft_toestemming(lid):
        zin = "De medewerker heeft (nog) niet gezegd voorgesteld te willen worden."
        redenen.append(Reden("toestemming", "geen-toestemming", zin))
    return redenen


# ---- hours
def uren_op(lid: Poollid, dag: date) -> Decimal:
    """Hours per week that a member is there for the pool on a day."""
    if dag < lid.beschikbaar_van or (lid.beschikbaar_tot and dag > lid.beschikbaar_tot):
        return Decimal(0)
    for een in lid.perioden:
        if een.van <= dag and (een.tot is None or dag <= een.tot):
            return een.uren_per_week
    return lid.uren_per_week


# ---- faults
def fouten_in_lid(lid: Poollid) -> list[Reden]:
    """Faults between the fields of a member; an empty list means it can be stored."""
    fouten = []
    if lid.beschikbaar_tot and lid.beschikbaar_tot < lid.beschikbaar_van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("beschikbaarTot", "periode-omgekeerd", zin))
    if len({een.functie for een in lid.functies}) < len(lid.functies):
        zin = "Een functie staat er meer dan een keer in."
        fouten.append(Reden("functies", "functie-dubbel", zin))
    if lid.straal_km is not None and lid.pc4 is None:
        zin = "Een straal telt vanaf een postcode; vul pc4 in."
        fouten.append(Reden("pc4", "ontbreekt", zin))
    return fouten + _fouten_in_perioden(lid) + _fouten_in_week(lid)


def _fouten_in_perioden(lid: Poollid) -> list[Reden]:
    fouten = []
    einde = lid.beschikbaar_tot or date.max
    op_volgorde = sorted(enumerate(lid.perioden), key=lambda een: een[1].van)
    for nr, een in op_volgorde:
        if een.tot is not None and een.tot < een.van:
            zin = "De laatste dag ligt voor de eerste dag."
            fouten.append(Reden(f"perioden.{nr}.tot", "periode-omgekeerd", zin))
        elif een.van < lid.beschikbaar_van or (een.tot or een.van) > einde or een.van > einde:
            zin = "Deze periode valt (deels) buiten het lidmaatschap."
            fouten.append(Reden(f"perioden.{nr}", "buiten-lidmaatschap", zin))
    for (_, eerder), (nr, later) in pairwise(op_volgorde):
        if eerder.tot is None or eerder.tot >= later.van:
            zin = "Twee perioden hebben dezelfde dagen."
            fouten.append(Reden(f"perioden.{nr}", "periode-overlapt", zin))
    return fouten


def _fouten_in_week(lid: Poollid) -> list[Reden]:
    """The days must offer at least the hours that were agreed."""
    if not lid.weekdagen:
        return []
    meeste = max([lid.uren_per_week, *(een.uren_per_week for een in lid.perioden)])
    if sum(lid.weekdagen, Decimal(0)) >= meeste:
        return []
    zin = f"De dagen tellen op tot minder dan de {meeste:f} uur per week."
    return [Reden("weekdagen", "weekdagen-te-weinig", zin)]


def fouten_in_esco(esco: Iterable[EscoLink], catalogus: Mapping[str, str]) -> list[Reden]:
    """A function whose occupation the catalogue knows (code to uri) has that one."""
    zin = "De functiecatalogus van het verband noemt bij deze functie een ander beroep in ESCO."
    return [
        Reden("functies", "esco-anders", zin)
        for een in esco
        if catalogus.get(een.functie, een.uri) != een.uri
    ]


def onbekende_functies(codes: Iterable[str], catalogus: frozenset[str]) -> list[str]:
    """Codes that are not in the verband's catalogue; an empty catalogue knows every code."""
    return sorted(set(codes) - catalogus) if catalogus else []


@dataclass(frozen=True, slots=True)
class Roulatiefunctie:
    """Whether one organisation lets a function rotate (seed 002: not every function can)."""

    organisatie: str
    functie: str
    geschikt: bool
    toelichting: str
    versie: int = 1


def fouten_in_roulatie(codes: Iterable[str], ongeschikt: frozenset[str]) -> list[Reden]:
    """Functions that the home employer does not let rotate."""
    return [
        Reden(
            "functies",
            "niet-geschikt-voor-roulatie",
            f"Uw organisatie laat “{code}” niet rouleren; pas dat eerst aan.",
        )
        for code in sorted(set(codes) & ongeschikt)
    ]


def eerste_herinnering(verificatie_tot: date, weken: int) -> date:
    """From which day the employer is asked to check again."""
    return verificatie_tot - timedelta(weeks=weken)
