"""Wie doet mee, wie begeleidt, en wie mag dat weten? Pure rules.

No date of birth anywhere: somebody is a mentor by experience and because the person offers it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import PLANNERS, InDienstVoor, Kijker, Reden
from services.pool.trainee.rules.programma import (
    Programmastatus,
    Traineeprogramma,
    is_open,
    leidt,
)
from services.pool.trainee.rules.roulatie import Bestuurslaag, Trainee


class Traineestatus(StrEnum):
    """Of one person in one programme; who signs up waits for the own employer."""

    AANGEMELD = "aangemeld"
    DEELNEMER = "deelnemer"
    AFGEWEZEN = "afgewezen"
    GESTOPT = "gestopt"


DOET_MEE = frozenset({Traineestatus.AANGEMELD, Traineestatus.DEELNEMER})


class Mentorstatus(StrEnum):
    """Whether somebody offers to guide."""

    BESCHIKBAAR = "beschikbaar"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Traineewensen:
    """The person's own, the dearest first; written with an own login only."""

    organisaties: tuple[str, ...] = ()
    lagen: tuple[Bestuurslaag, ...] = ()
    onderwerpen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Traineedeelname:
    """Somebody who rotates in a programme, and stays employed at home."""

    id: UUID
    programma: UUID
    medewerker: UUID
    thuisorganisatie: str
    in_dienst_voor: InDienstVoor
    status: Traineestatus
    wensen: Traineewensen = Traineewensen()
    mentor: UUID | None = None  # the mentor's number in this programme


@dataclass(frozen=True, slots=True)
class Mentoraanbod:
    """Somebody who offers with an own login to guide trainees of a programme."""

    id: UUID
    programma: UUID
    medewerker: UUID
    organisatie: str
    ervaring: tuple[str, ...]
    hoogstens: int
    status: Mentorstatus = Mentorstatus.BESCHIKBAAR


def is_trainee(deelname: Traineedeelname, kijker: Kijker) -> bool:
    return kijker.medewerker is not None and kijker.medewerker == deelname.medewerker


def is_mentor(aanbod: Mentoraanbod | None, kijker: Kijker) -> bool:
    """Whether the caller is this mentor."""
    return (
        aanbod is not None
        and kijker.medewerker is not None
        and kijker.medewerker == aanbod.medewerker
    )


def is_werkgever(deelname: Traineedeelname, kijker: Kijker) -> bool:
    """Who plans people at home."""
    return kijker.organisatie == deelname.thuisorganisatie and bool(kijker.rollen & PLANNERS)


def is_gastheer(organisaties: Iterable[str], kijker: Kijker) -> bool:
    """Who plans people at an organisation of the trainee's adopted rooster."""
    return kijker.organisatie in set(organisaties) and bool(kijker.rollen & PLANNERS)


def ziet_trainee(
    deelname: Traineedeelname,
    programma: Traineeprogramma,
    mentor: Mentoraanbod | None,
    gasten: Iterable[str],
    kijker: Kijker,
) -> bool:
    """The person, the mentor, the own employer, who leads it, and hosts of the adopted rooster."""
    eigen = is_trainee(deelname, kijker) or is_mentor(mentor, kijker)
    werk = is_werkgever(deelname, kijker) or is_gastheer(gasten, kijker)
    return eigen or werk or leidt(programma, kijker)


def ziet_wensen(deelname: Traineedeelname, programma: Traineeprogramma, kijker: Kijker) -> bool:
    """The person, and who leads the programme; not the employer and not a host."""
    return is_trainee(deelname, kijker) or leidt(programma, kijker)


def ziet_aanbod(aanbod: Mentoraanbod, programma: Traineeprogramma, kijker: Kijker) -> bool:
    """The mentor, and who leads the programme."""
    return is_mentor(aanbod, kijker) or leidt(programma, kijker)


def beletselen_deelname(programma: Traineeprogramma, mensen: int, vandaag: date) -> list[Reden]:
    """Everything that stops somebody from joining now."""
    if programma.status is not Programmastatus.OPEN:
        return [Reden("programma", "niet-open", "Dit programma staat niet open.")]
    if vandaag > programma.aanmelden_tot:
        return [Reden("programma", "te-laat", "De laatste dag om aan te melden is voorbij.")]
    if not is_open(programma, mensen, vandaag):
        return [Reden("programma", "vol", "Alle plaatsen van dit programma zijn bezet.")]
    return []


def fouten_in_wensen(
    wensen: Traineewensen, gasten: Mapping[str, object], onderwerpen: Iterable[str]
) -> list[Reden]:
    """Faults of wishes: only hosts and subjects of this programme, each once."""
    fouten = []
    for veld in ("organisaties", "lagen", "onderwerpen"):
        lijst = getattr(wensen, veld)
        if len(set(lijst)) != len(lijst):
            fouten.append(Reden(veld, "dubbel", "Noem elke wens één keer."))
    if set(wensen.organisaties) - set(gasten):
        zin = "Een van deze organisaties is geen gastheer van het programma."
        fouten.append(Reden("organisaties", "geen-gastheer", zin))
    if set(wensen.onderwerpen) - set(onderwerpen):
        zin = "Een van deze onderwerpen biedt geen enkele gastheer aan."
        fouten.append(Reden("onderwerpen", "niet-aangeboden", zin))
    return fouten


def fouten_in_aanbod(aanbod: Mentoraanbod) -> list[Reden]:
    """Faults of what a mentor offers."""
    if len(set(aanbod.ervaring)) != len(aanbod.ervaring):
        return [Reden("ervaring", "dubbel", "Noem elk onderwerp één keer.")]
    return []


def beletselen_mentor(
    deelname: Traineedeelname, aanbod: Mentoraanbod, begeleidt: int
) -> list[Reden]:
    """Everything that stops this mentor for this trainee; `begeleidt`: others guided already."""
    redenen = []
    if deelname.status is not Traineestatus.DEELNEMER:
        zin = "Een mentor is er voor wie meedoet."
        redenen.append(Reden("trainee", "geen-deelnemer", zin))
    if aanbod.programma != deelname.programma or aanbod.status is not Mentorstatus.BESCHIKBAAR:
        zin = "Deze mentor biedt zich in dit programma niet aan."
        redenen.append(Reden("mentor", "niet-beschikbaar", zin))
    if aanbod.medewerker == deelname.medewerker:
        redenen.append(Reden("mentor", "zichzelf", "Niemand is de eigen mentor."))
    if begeleidt >= aanbod.hoogstens:
        zin = "Deze mentor begeleidt al zoveel trainees als deze zelf aanbood."
        redenen.append(Reden("mentor", "vol", zin))
    return redenen


def als_trainee(deelname: Traineedeelname) -> Trainee:
    """As the calculation knows the person."""
    wensen = deelname.wensen
    return Trainee(
        deelname.id,
        deelname.thuisorganisatie,
        wensen.onderwerpen,
        wensen.organisaties,
        lagen=wensen.lagen,
    )
