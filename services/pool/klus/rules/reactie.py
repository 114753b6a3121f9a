"""Wie reageert op een klus, en wat weet de makelaar die een match voorstelt? Pure rules.

Nobody is ranked: people stand in the order in which they answered, each with the same facts beside
it, and a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden, Vaardigheid, voldoet_aan
from services.pool.inzet.rules import Inzet, Inzetvariant, houdt_bezet
from services.pool.klus.rules.klus import TE_VERGEVEN, Klus, Klusstatus, beheert, is_makelaar


class Reactiestatus(StrEnum):
    """Life of an answer. Whose no it was, `niet_doorgegaan` does not say."""

    INGEDIEND = "ingediend"
    INGETROKKEN = "ingetrokken"
    VOORGESTELD = "voorgesteld"  # a makelaar proposed it; three yeses are asked
    GEKOZEN = "gekozen"
    NIET_DOORGEGAAN = "niet_doorgegaan"
    NIET_GEKOZEN = "niet_gekozen"  # somebody else does it
    VERVALLEN = "vervallen"  # the klus was withdrawn


# One of these per person and klus; one of GEHOUDEN per klus.
LEVEND = frozenset({Reactiestatus.INGEDIEND, Reactiestatus.VOORGESTELD, Reactiestatus.GEKOZEN})
GEHOUDEN = frozenset({Reactiestatus.VOORGESTELD, Reactiestatus.GEKOZEN})


@dataclass(frozen=True, slots=True)
class Klusreactie:
    """Somebody who wants to do a klus."""

    id: UUID
    klus: UUID
    medewerker: UUID
    thuisorganisatie: str
    motivatie: str
    uren_per_week: Decimal
    variant: Inzetvariant | None = None  # what the person prefers; agreed on later
    status: Reactiestatus = Reactiestatus.INGEDIEND
    inzet: UUID | None = None


class Matchredencode(StrEnum):
    """What a makelaar reads beside an answer."""

    UREN = "uren"
    FUNCTIE = "functie"
    ANDERE_INZETTEN = "andere_inzetten"
    ORGANISATIE = "organisatie"


@dataclass(frozen=True, slots=True)
class Matchreden:
    """One fact beside an answer, and whether it fits; None: that cannot be said."""

    code: Matchredencode
    past: bool | None
    uitleg: str


@dataclass(frozen=True, slots=True)
class Klusmatch:
    """What a makelaar proposes: the hours and days, agreed on by three yeses."""

    uren_per_week: Decimal
    van: date
    tot: date
    variant: Inzetvariant


def is_reageerder(reactie: Klusreactie, kijker: Kijker) -> bool:
    return kijker.medewerker is not None and kijker.medewerker == reactie.medewerker


def ziet_reactie(klus: Klus, reactie: Klusreactie, kijker: Kijker) -> bool:
    """The person, who decides at the organisation of the klus, and a makelaar of the verband.

    The own employer hears of it when there is something to agree on: an inzet. What was taken back
    is the person's own again.
    """
    if is_reageerder(reactie, kijker):
        return True
    weg = reactie.status is Reactiestatus.INGETROKKEN
    return not weg and (beheert(klus, kijker) or is_makelaar(klus, kijker))


def fouten_in_uren(klus: Klus, uren: Decimal) -> list[Reden]:
    if klus.uren_min <= uren <= klus.uren_max:
        return []
    zin = f"De klus is {in_uren(klus.uren_min)} tot en met {in_uren(klus.uren_max)} uur per week."
    return [Reden("urenPerWeek", "buiten-klus", zin)]


def beletselen_reactie(klus: Klus, vandaag: date) -> list[Reden]:
    """Everything that stops an answer today."""
    if klus.status is not Klusstatus.OPEN or klus.sluitings_datum < vandaag:
        return [Reden("status", "niet-open", "Op deze klus kunt u niet meer reageren.")]
    return []


def beletselen_intrekken(reactie: Klusreactie) -> list[Reden]:
    if reactie.status in GEHOUDEN and reactie.inzet is not None:
        zin = "Er is al een inzet voorgesteld; zeg daar nee tegen."
        return [Reden("status", "al-voorgesteld", zin)]
    if reactie.status not in (Reactiestatus.INGEDIEND, Reactiestatus.GEKOZEN):
        zin = "Deze reactie staat niet meer open."
        return [Reden("status", "niet-open", zin)]
    return []


def beletselen_match(klus: Klus, reactie: Klusreactie, gehouden: bool) -> list[Reden]:
    """Everything that stops a proposal; `gehouden`: one for somebody is being agreed on."""
    if klus.status not in TE_VERGEVEN:
        return [Reden("status", "niet-te-vergeven", f"Deze klus is {klus.status}.")]
    if reactie.status is not Reactiestatus.INGEDIEND:
        return [Reden("status", "niet-open", "Deze reactie staat niet meer open.")]
    if gehouden:
        zin = "Voor deze klus wordt al een voorstel besproken."
        return [Reden("klus", "al-voorgesteld", zin)]
    return []


def fouten_in_match(klus: Klus, match: Klusmatch, vandaag: date) -> list[Reden]:
    fouten = fouten_in_uren(klus, match.uren_per_week)
    if match.tot < match.van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("tot", "periode-omgekeerd", zin))
    if match.van < vandaag:
        fouten.append(Reden("van", "voorbij", "De eerste dag is al voorbij."))
    if match.van < klus.van or match.tot > klus.tot:
        zin = f"De klus loopt van {klus.van:%d-%m-%Y} tot en met {klus.tot:%d-%m-%Y}."
        fouten.append(Reden("van", "buiten-klus", zin))
    return fouten


def matchredenen(
    klus: Klus,
    reactie: Klusreactie,
    kan: Iterable[Vaardigheid],
    andere: Iterable[Inzet],
    hoogste_aantal: int,
) -> list[Matchreden]:
    """The same facts beside every answer; `kan`: what a membership of a pool says, if there is one.

    `andere`: inzetten of the person that the reader may know of.
    """
    redenen = [_uren(klus, reactie)]
    if klus.functie is not None:
        redenen.append(_functie(klus, list(kan)))
    redenen.append(_andere(klus, list(andere), hoogste_aantal))
    eigen = reactie.thuisorganisatie == klus.organisatie
    zin = (
        "Werkt bij de organisatie van de klus; er is geen inzet nodig."
        if eigen
        else "Werkt bij een partner; thuisorganisatie, inlener en medewerker moeten ja zeggen."
    )
    return [*redenen, Matchreden(Matchredencode.ORGANISATIE, None, zin)]


def _uren(klus: Klus, reactie: Klusreactie) -> Matchreden:
    past = not fouten_in_uren(klus, reactie.uren_per_week)
    zin = (
        f"Wil {in_uren(reactie.uren_per_week)} uur per week; de klus vraagt"
        f" {in_uren(klus.uren_min)} tot en met {in_uren(klus.uren_max)} uur."
    )
    return Matchreden(Matchredencode.UREN, past, zin)


def _functie(klus: Klus, kan: list[Vaardigheid]) -> Matchreden:
    code = Matchredencode.FUNCTIE
    for een in kan:
        if een.functie == klus.functie:
            past = voldoet_aan(een.niveau, klus.niveau)
            zin = f"Doet deze functie volgens een flexpool, op niveau {een.niveau}."
            return Matchreden(code, past, zin)
    zin = "Van deze functie is bij ons niets bekend; lees de motivatie en spreek elkaar."
    return Matchreden(code, None, zin)


def _andere(klus: Klus, andere: list[Inzet], hoogste_aantal: int) -> Matchreden:
    tegelijk = [
        een
        for een in andere
        if houdt_bezet(een) and een.van <= klus.tot and (een.tot is None or een.tot >= klus.van)
    ]
    uren = sum((een.uren_per_week for een in tegelijk), Decimal(0))
    past = len(tegelijk) < hoogste_aantal
    if not tegelijk:
        zin = "Geen andere inzet in deze periode."
    else:
        hoeveel = f"{len(tegelijk)} inzetten" if len(tegelijk) > 1 else "1 inzet"
        zin = f"Heeft in deze periode al {hoeveel}, samen {in_uren(uren)} uur per week."
    return Matchreden(Matchredencode.ANDERE_INZETTEN, past, zin)


def in_uren(uren: Decimal) -> str:
    """A number of hours as it is written in Dutch: 7,5."""
    return f"{uren.normalize():f}".replace(".", ",")
