"""Wie past bij deze vraag? The proposal with its reasons, the same every time. Pure.

Topics in common count first; of what is equal goes first who has the fewest running questions, then
who thought along least often, then the order of ids (random). A makelaar decides.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.klankbord.rules.experts import Klankbordexpert, verklaring_geldt
from services.pool.klankbord.rules.vragen import Klankbordvraag
from services.pool.klankbord.rules.woorden import Expertstatus, Koppelstatus


class Koppelbelemmering(StrEnum):
    """Why this expert cannot be asked this."""

    NIET_OPGENOMEN = "niet_opgenomen"
    NIET_BESCHIKBAAR = "niet_beschikbaar"
    SOORT = "soort"
    ONDERWERP = "onderwerp"
    BAND = "band"  # a tie to the organisation of who asks
    VERKLARING_VERLOPEN = "verklaring_verlopen"
    AL_GEVRAAGD = "al_gevraagd"
    ZELF = "zelf"


BELEMMERD = {
    Koppelbelemmering.NIET_OPGENOMEN: "De makelaar heeft deze deskundige nog niet opgenomen.",
    Koppelbelemmering.NIET_BESCHIKBAAR: "De deskundige is nu niet beschikbaar.",
    Koppelbelemmering.SOORT: "De deskundige denkt niet mee over dit soort vragen.",
    Koppelbelemmering.ONDERWERP: "Geen van de onderwerpen is die van de deskundige.",
    Koppelbelemmering.BAND: "De deskundige heeft een band met de organisatie van de vrager.",
    Koppelbelemmering.VERKLARING_VERLOPEN: "De verklaring van onafhankelijkheid is te oud.",
    Koppelbelemmering.AL_GEVRAAGD: "De deskundige is voor deze vraag al gevraagd.",
    Koppelbelemmering.ZELF: "De deskundige stelde deze vraag zelf.",
}


@dataclass(frozen=True, slots=True)
class Drukte:
    """What an expert has had to do: running questions, and all that were accepted."""

    lopend: int = 0
    ooit: int = 0


@dataclass(frozen=True, slots=True)
class Koppelvoorstel:
    """One expert who could be asked, with why; `plaats` 1 goes first."""

    expert: UUID
    plaats: int
    onderwerpen: tuple[str, ...]  # in common
    lopend: int
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Afvaller:
    """One expert who cannot be asked, with everything that stands in the way."""

    expert: UUID
    belemmeringen: tuple[Koppelbelemmering, ...]


@dataclass(frozen=True, slots=True)
class Koppeling:
    """One expert asked for one question."""

    id: UUID
    vraag: UUID
    expert: UUID
    persoon: UUID
    status: Koppelstatus = Koppelstatus.GEVRAAGD


def belemmeringen(
    vraag: Klankbordvraag,
    expert: Klankbordexpert,
    gevraagd: Collection[UUID],
    maanden: int,
    vandaag: date,
) -> list[Koppelbelemmering]:
    """Everything that stands in the way; `gevraagd`: experts who were asked this before."""
    staat = {
        Koppelbelemmering.NIET_OPGENOMEN: expert.status is not Expertstatus.OPGENOMEN,
        Koppelbelemmering.NIET_BESCHIKBAAR: not expert.beschikbaar,
        Koppelbelemmering.SOORT: vraag.soort not in expert.soorten,
        Koppelbelemmering.ONDERWERP: not set(vraag.onderwerpen) & set(expert.onderwerpen),
        Koppelbelemmering.BAND: vraag.organisatie in expert.banden,
        Koppelbelemmering.VERKLARING_VERLOPEN: not verklaring_geldt(
            expert.onafhankelijk_op, maanden, vandaag
        ),
        Koppelbelemmering.AL_GEVRAAGD: expert.id in gevraagd,
        Koppelbelemmering.ZELF: expert.persoon == vraag.vrager,
    }
    return [een for een, waar in staat.items() if waar]


def stel_voor(
    vraag: Klankbordvraag,
    experts: Iterable[Klankbordexpert],
    drukte: Mapping[UUID, Drukte],
    gevraagd: Collection[UUID],
    maanden: int,
    vandaag: date,
) -> tuple[list[Koppelvoorstel], list[Afvaller]]:
    """Who can be asked, the best first, and who cannot."""
    goed: list[tuple[tuple[int, int, int, UUID], Klankbordexpert]] = []
    afgevallen = []
    for een in sorted(experts, key=lambda wie: wie.id):
        tegen = belemmeringen(vraag, een, gevraagd, maanden, vandaag)
        if tegen:
            afgevallen.append(Afvaller(een.id, tuple(tegen)))
            continue
        druk = drukte.get(een.id, Drukte())
        samen = len(set(vraag.onderwerpen) & set(een.onderwerpen))
        goed.append(((-samen, druk.lopend, druk.ooit, een.id), een))
    goed.sort(key=lambda paar: paar[0])
    voorstellen = [
        _voorstel(plaats, vraag, een, drukte.get(een.id, Drukte()))
        for plaats, (_, een) in enumerate(goed, 1)
    ]
    return voorstellen, afgevallen


def _voorstel(
    plaats: int, vraag: Klankbordvraag, expert: Klankbordexpert, druk: Drukte
) -> Koppelvoorstel:
    samen = tuple(een for een in vraag.onderwerpen if een in expert.onderwerpen)
    dag = f"{expert.onafhankelijk_op:%d-%m-%Y}"
    redenen = (
        f"Weet van {len(samen)} van de {len(vraag.onderwerpen)} onderwerpen: {', '.join(samen)}.",
        f"Heeft nu {druk.lopend} lopende vragen en dacht eerder {druk.ooit} keer mee.",
        f"Heeft geen opgegeven band met de organisatie en verklaarde dat op {dag}.",
    )
    return Koppelvoorstel(expert.id, plaats, samen, druk.lopend, redenen)
