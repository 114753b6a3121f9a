"""One function shared by employers: its parts, how they add up, and who has agreed.

Hours per week; money is never here, only shares of the cost in percent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.vacatures.vacature.rules import Fout, Vacature

HONDERD = Decimal(100)
CENT = Decimal("0.01")


class Delingsvorm(StrEnum):
    """One contract and inzet at the other employers, or a contract with each of them."""

    EEN_WERKGEVER = "een_werkgever"
    APARTE_CONTRACTEN = "aparte_contracten"


class Kostensleutel(StrEnum):
    """By what the cost is divided: agreed percentages, or the hours."""

    PERCENTAGES = "percentages"
    UREN = "uren"


class Deelstatus(StrEnum):
    """What an employer answered on its part; the last two: the part fell away."""

    UITGENODIGD = "uitgenodigd"
    AANVAARD = "aanvaard"
    AFGEWEZEN = "afgewezen"
    TERUGGETROKKEN = "teruggetrokken"
    VERVALLEN = "vervallen"


class Delingsstand(StrEnum):
    """Where the joint decision is; follows from the parts, never stored."""

    WACHT_OP_ANTWOORD = "wacht_op_antwoord"
    AKKOORD = "akkoord"
    DEEL_WEGGEVALLEN = "deel_weggevallen"


@dataclass(frozen=True, slots=True)
class Deel:
    """The part of one employer; only that employer and the one that leads see the figures."""

    id: UUID
    werkgever: str  # OIN
    uren: Decimal
    kosten: Decimal  # percent
    voorwaarden: str | None = None
    status: Deelstatus = Deelstatus.UITGENODIGD
    reden: str | None = None


@dataclass(frozen=True, slots=True)
class Functiedeling:
    """The proposal as it stands. `formele_werkgever` only with one contract."""

    vacature: UUID
    vorm: Delingsvorm
    formele_werkgever: str | None
    verantwoordelijke: str  # controller of the applications (AVG)
    kostensleutel: Kostensleutel
    voltijd_uren: Decimal
    delen: tuple[Deel, ...]
    versie: int = 1

    @property
    def levend(self) -> tuple[Deel, ...]:
        """The parts that still count."""
        return tuple(deel for deel in self.delen if deel.status is not Deelstatus.VERVALLEN)

    @property
    def werkgevers(self) -> tuple[str, ...]:
        """The employers of those parts, in the order of the proposal."""
        return tuple(deel.werkgever for deel in self.levend)


def kosten_naar_uren(uren: Sequence[Decimal]) -> list[Decimal]:
    """Percentages by hours, to the cent, that add up to exactly 100 (largest remainder)."""
    totaal = sum(uren)
    if not totaal:
        return [Decimal(0) for _ in uren]
    precies = [HONDERD * een / totaal for een in uren]
    lijst = [een.quantize(CENT, rounding="ROUND_DOWN") for een in precies]
    rest = int((HONDERD - sum(lijst)) / CENT)
    volgorde = sorted(range(len(uren)), key=lambda nr: (lijst[nr] - precies[nr], nr))
    for nr in volgorde[:rest]:
        lijst[nr] += CENT
    return lijst


def voorstel_fouten(deling: Functiedeling, vacature: Vacature) -> list[Fout]:
    """Everything that is wrong with a proposal in itself; an empty list: it can be sent."""
    oins = [deel.werkgever for deel in deling.delen]
    g = vacature.gegevens
    geldt = [
        (len(set(oins)) < 2, "delen", "minstens-twee", "Noem minstens twee werkgevers"),
        (len(set(oins)) < len(oins), "delen", "dubbel", "Een werkgever staat er twee keer in"),
        (
            vacature.werkgever not in oins,
            "delen",
            "leiding-ontbreekt",
            "De werkgever die voorstelt, heeft zelf ook een deel",
        ),
        (
            deling.verantwoordelijke not in oins,
            "verwerkingsverantwoordelijke",
            "geen-werkgever",
            "Kies een van de werkgevers",
        ),
        *_van_vorm(deling, oins),
        (
            sum(deel.kosten for deel in deling.delen) != HONDERD,
            "delen",
            "kosten-som",
            "De kosten zijn samen niet 100 procent",
        ),
    ]
    fouten = [Fout(veld, code, reden) for waar, veld, code, reden in geldt if waar]
    return fouten + uren_fouten(deling, g.uren_min, g.uren_max)


def _van_vorm(deling: Functiedeling, oins: Sequence[str]) -> list[tuple[bool, str, str, str]]:
    een = deling.vorm is Delingsvorm.EEN_WERKGEVER
    formeel = deling.formele_werkgever
    veld = "formele_werkgever"
    return [
        (een and formeel not in oins, veld, "geen-werkgever", "Kies een van de werkgevers"),
        (
            not een and formeel is not None,
            veld,
            "niet-bij-deze-vorm",
            "Bij aparte contracten is ieder zelf werkgever",
        ),
    ]


def uren_fouten(
    deling: Functiedeling, uren_min: Decimal | None, uren_max: Decimal | None
) -> list[Fout]:
    """Why the hours of the parts are not the hours that the vacancy offers."""
    samen = uren_samen(deling)
    laag, hoog = uren_min or Decimal(0), uren_max or uren_min
    if hoog is not None and not laag <= samen <= hoog:
        reden = f"De delen zijn samen {getal(samen)} uur; de vacature biedt {bereik(laag, hoog)}"
        return [Fout("delen", "uren-som", reden)]
    if samen > deling.voltijd_uren:
        reden = f"De delen zijn samen {getal(samen)} uur; voltijd is {getal(deling.voltijd_uren)}"
        return [Fout("delen", "meer-dan-voltijd", reden)]
    return []


def uren_samen(deling: Functiedeling) -> Decimal:
    """The hours of all parts that count."""
    return sum((deel.uren for deel in deling.levend), Decimal(0))


def bereik(laag: Decimal, hoog: Decimal) -> str:
    """Hours offered, in words."""
    return f"{getal(hoog)} uur" if laag == hoog else f"{getal(laag)} tot {getal(hoog)} uur"


def getal(waarde: Decimal) -> str:
    """A number as people write it."""
    kaal = f"{waarde.normalize():f}"
    return kaal.replace(".", ",")


# ---- the joint decision

# What an employer itself may answer, from → to; True: only with a reason. The one that leads makes
# a new proposal, to which everybody answers again.
OVERGANGEN: Mapping[tuple[Deelstatus, Deelstatus], bool] = {
    (Deelstatus.UITGENODIGD, Deelstatus.AANVAARD): False,
    (Deelstatus.UITGENODIGD, Deelstatus.AFGEWEZEN): True,
    (Deelstatus.AANVAARD, Deelstatus.TERUGGETROKKEN): True,
    (Deelstatus.AFGEWEZEN, Deelstatus.AANVAARD): False,
}


def mogelijk(van: Deelstatus) -> list[Deelstatus]:
    """The answers that are possible from here."""
    return [naar for (vanaf, naar) in OVERGANGEN if vanaf is van]


def overgang_fouten(van: Deelstatus, naar: Deelstatus, reden: str | None) -> list[Fout]:
    """Why an employer may not give this answer now; an empty list: go ahead."""
    if (van, naar) not in OVERGANGEN:
        return [Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]
    if OVERGANGEN[van, naar] and not (reden or "").strip():
        return [Fout("reden", "verplicht", "Geef een reden")]
    return []


WEGGEVALLEN = frozenset({Deelstatus.AFGEWEZEN, Deelstatus.TERUGGETROKKEN})


def alleen(deling: Functiedeling, delen: Sequence[Deel], leidt: str) -> Functiedeling:
    """What is left of a proposal for who fell out of it: the own parts, not who came instead."""
    return replace(deling, formele_werkgever=None, verantwoordelijke=leidt, delen=tuple(delen))


def stand(deling: Functiedeling) -> Delingsstand:
    """Where the joint decision is."""
    antwoorden = {deel.status for deel in deling.levend}
    if not antwoorden or antwoorden & WEGGEVALLEN:
        return Delingsstand.DEEL_WEGGEVALLEN
    if antwoorden == {Deelstatus.AANVAARD}:
        return Delingsstand.AKKOORD
    return Delingsstand.WACHT_OP_ANTWOORD


_REDENEN: Mapping[Deelstatus, tuple[str, str]] = {
    Deelstatus.UITGENODIGD: ("werkgever-niet-geantwoord", "heeft nog niet geantwoord"),
    Deelstatus.AFGEWEZEN: ("werkgever-niet-akkoord", "doet niet mee"),
    Deelstatus.TERUGGETROKKEN: ("deel-weggevallen", "heeft zich teruggetrokken"),
}


def niet_akkoord(delen: Sequence[Deel]) -> list[Fout]:
    """Each employer that has not agreed to its part, with what it did instead."""
    return [
        Fout("functiedeling", code, f"Werkgever {deel.werkgever} {zin}")
        for deel in delen
        if deel.status in _REDENEN
        for code, zin in [_REDENEN[deel.status]]
    ]


def beletselen_openstelling(deling: Functiedeling, vacature: Vacature) -> list[Fout]:
    """What keeps a joint vacancy from opening: everybody agrees, and the hours add up."""
    g = vacature.gegevens
    return [*niet_akkoord(deling.levend), *uren_fouten(deling, g.uren_min, g.uren_max)]
