"""Wat er over een medewerker wordt vastgelegd, en door wie: own HR only, no medical reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

HR = "hr_adviseur"


@dataclass(frozen=True, slots=True)
class Herplaatsing:
    """The period in which own HR says this person has priority; no reason is recorded."""

    sinds: date
    tot: date | None = None  # last day


@dataclass(frozen=True, slots=True)
class Medewerker:
    """A person in service of an organisation; `id` is the pseudonym used everywhere else."""

    id: UUID
    organisatie: str  # OIN
    extern_id: str
    naam: str | None = None
    email: str | None = None
    leidinggevende: UUID | None = None
    vast_contract: bool | None = None  # None: not known
    herplaatsing: Herplaatsing | None = None
    synthetisch: bool = False
    gebruikersnaam: str | None = None  # in the employer's own systems
    actief: bool = True  # False: works there no more, and cannot come in


@dataclass(frozen=True, slots=True)
class Bellerfeiten:
    """What the internal token says of a person besides who it is."""

    herplaatsing: bool
    vast_contract: bool | None


class Beletsel(StrEnum):
    """Why these data cannot be recorded. Public API: add, never rename."""

    LIJKT_BSN = "lijkt-bsn"
    HERPLAATSING_OMGEKEERD = "herplaatsing-omgekeerd"
    LEIDINGGEVENDE_ONBEKEND = "leidinggevende-onbekend"
    LEIDINGGEVENDE_KRINGLOOP = "leidinggevende-kringloop"


REDEN = {
    Beletsel.LIJKT_BSN: "Dit kan een burgerservicenummer zijn, en dat mag hier niet staan. "
    "Gebruik een ander kenmerk, of zet er letters voor.",
    Beletsel.HERPLAATSING_OMGEKEERD: "De einddatum ligt voor de begindatum.",
    Beletsel.LEIDINGGEVENDE_ONBEKEND: "Deze leidinggevende werkt niet bij deze organisatie.",
    Beletsel.LEIDINGGEVENDE_KRINGLOOP: "Niemand kan, ook via anderen, leiding geven aan zichzelf.",
}
PLAATS = {
    Beletsel.LIJKT_BSN: "externId",
    Beletsel.HERPLAATSING_OMGEKEERD: "herplaatsing.tot",
    Beletsel.LEIDINGGEVENDE_ONBEKEND: "leidinggevende",
    Beletsel.LEIDINGGEVENDE_KRINGLOOP: "leidinggevende",
}


def mag_beheren(organisatie: str, van_beller: str | None, rollen: frozenset[str]) -> bool:
    """Only HR of the own organisation sees and changes its medewerkers."""
    return van_beller == organisatie and HR in rollen


def mag_lezen(
    medewerker: Medewerker,
    van_beller: str | None,
    rollen: frozenset[str],
    persoon: UUID | None,
) -> bool:
    """Own HR, and the person."""
    return persoon == medewerker.id or mag_beheren(medewerker.organisatie, van_beller, rollen)


def beletselen(medewerker: Medewerker, keten: Sequence[UUID] | None) -> list[Beletsel]:
    """Everything that keeps these data from being recorded; empty means: they can.

    `keten`: the leidinggevende, that one's leidinggevende, and so on; None when the given
    leidinggevende does not work at this organisation; empty when none is given.
    """
    herplaatsing = medewerker.herplaatsing
    geldt = {
        Beletsel.LIJKT_BSN: lijkt_bsn(medewerker.extern_id)
        or lijkt_bsn(medewerker.gebruikersnaam or ""),
        Beletsel.LEIDINGGEVENDE_ONBEKEND: keten is None,
        Beletsel.LEIDINGGEVENDE_KRINGLOOP: medewerker.id in (keten or ()),
        Beletsel.HERPLAATSING_OMGEKEERD: herplaatsing is not None
        and herplaatsing.tot is not None
        and herplaatsing.tot < herplaatsing.sinds,
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]


def heeft_voorrang(herplaatsing: Herplaatsing | None, op: date) -> bool:
    """Whether the person is a herplaatsingskandidaat on that day; the last day counts."""
    if herplaatsing is None or op < herplaatsing.sinds:
        return False
    return herplaatsing.tot is None or op <= herplaatsing.tot


def lijkt_bsn(tekst: str) -> bool:
    """Nine digits that pass the eleven-test: one number in eleven does so by chance."""
    cijfers = tekst.replace(".", "").replace(" ", "").replace("-", "")
    if len(cijfers) != 9 or not (cijfers.isascii() and cijfers.isdigit()) or cijfers == "0" * 9:
        return False
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(c) * g for c, g in zip(cijfers, gewichten, strict=True)) % 11 == 0
