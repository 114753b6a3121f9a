"""Mag dit rooster gelden? Pure: checked again before a person changes a place or adopts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.trainee.rules.mensen import Traineedeelname, Traineestatus
from services.pool.trainee.rules.programma import Programmastatus, Traineeprogramma
from services.pool.trainee.rules.roulatie import Gastplek, Traineeplaats, fouten_in_rooster


class Roosterstatus(StrEnum):
    """Life of a rooster: computed by a job, adopted by a person, replaced by a later one."""

    IN_BEREKENING = "in_berekening"
    BEREKEND = "berekend"
    MISLUKT = "mislukt"
    GEANNULEERD = "geannuleerd"
    VASTGESTELD = "vastgesteld"
    VERVANGEN = "vervangen"


@dataclass(frozen=True, slots=True)
class AndereInzet:
    """Another inzet that somebody has; trainees have one place to work at a time."""

    medewerker: UUID
    van: date
    tot: date | None


def _als_indexen(
    plaatsen: Sequence[Traineeplaats], programma: Traineeprogramma
) -> list[Traineeplaats]:
    """Blocks as positions, for the rules of a rotation."""
    index = {blok.nr: nr for nr, blok in enumerate(programma.blokken)}
    return [Traineeplaats(een.trainee, index[een.blok], een.organisatie) for een in plaatsen]


def fouten_in_plaatsen(
    plaatsen: Sequence[Traineeplaats],
    programma: Traineeprogramma,
    gasten: Mapping[str, Gastplek],
) -> list[Reden]:
    """What may never be, of a whole rooster (blocks by their number)."""
    bekend = {blok.nr for blok in programma.blokken}
    if any(een.blok not in bekend for een in plaatsen):
        return [Reden("blok", "onbekend", "Dit blok heeft het programma niet.")]
    return fouten_in_rooster(_als_indexen(plaatsen, programma), gasten)


def beletselen_wijziging(
    status: Roosterstatus, programma: Traineeprogramma, blok: int, loopt: bool, vandaag: date
) -> list[Reden]:
    """Everything that stops a person from changing a place; `loopt`: its inzet still stands."""
    gevonden = [een for een in programma.blokken if een.nr == blok]
    if not gevonden:
        return [Reden("blok", "onbekend", "Dit blok heeft het programma niet.")]
    if status not in (Roosterstatus.BEREKEND, Roosterstatus.VASTGESTELD):
        return [Reden("status", "niet-berekend", "Dit rooster is niet (meer) te wijzigen.")]
    if gevonden[0].van <= vandaag:
        return [Reden("blok", "al-begonnen", "Dit blok is al begonnen.")]
    if loopt:
        zin = "Voor deze plaats staat een inzet; trek die eerst in."
        return [Reden("blok", "inzet-loopt", zin)]
    return []


def beletselen_vaststelling(
    status: Roosterstatus,
    programma: Traineeprogramma,
    plaatsen: Sequence[Traineeplaats],
    gasten: Mapping[str, Gastplek],
    mensen: Mapping[UUID, Traineedeelname],
    bezet: Sequence[AndereInzet],
    vandaag: date,
) -> list[Reden]:
    """Everything that stops a rooster from being adopted; `plaatsen` in blocks yet to begin."""
    if status is not Roosterstatus.BEREKEND:
        return [Reden("status", "niet-berekend", "Alleen een berekend rooster is vast te stellen.")]
    if programma.status not in (Programmastatus.OPEN, Programmastatus.VASTGESTELD):
        return [Reden("programma", "niet-open", "Dit programma is niet open.")]
    redenen = fouten_in_plaatsen(plaatsen, programma, gasten)
    dagen = {een.nr: een for een in programma.blokken}
    nieuw = [een for een in plaatsen if een.blok in dagen and dagen[een.blok].van > vandaag]
    if not nieuw:
        redenen.append(Reden("plaatsen", "niets-te-doen", "Geen blok hoeft nog te beginnen."))
    weg = any(
        een.trainee not in mensen or mensen[een.trainee].status is not Traineestatus.DEELNEMER
        for een in nieuw
    )
    if weg:
        zin = "Iemand in dit rooster doet niet meer mee; bereken opnieuw."
        redenen.append(Reden("plaatsen", "geen-deelnemer", zin))
    per_mens: dict[UUID, list[AndereInzet]] = {}
    for een in bezet:
        per_mens.setdefault(een.medewerker, []).append(een)
    elders = any(
        overlapt(ander, dagen[een.blok].van, dagen[een.blok].tot)
        for een in nieuw
        if een.trainee in mensen
        for ander in per_mens.get(mensen[een.trainee].medewerker, [])
    )
    if elders:
        zin = "Iemand in dit rooster heeft in een blok al een andere inzet."
        redenen.append(Reden("plaatsen", "heeft-inzet", zin))
    return redenen


def geen_deelnemer() -> Reden:
    return Reden("trainee", "geen-deelnemer", "Deze trainee doet niet (meer) mee.")


def overlapt(een: AndereInzet, van: date, tot: date) -> bool:
    """Whether an inzet shares a day with a period."""
    return een.van <= tot and (een.tot is None or een.tot >= van)
