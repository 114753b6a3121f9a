"""Terms and durations: when an applicant must hear something, and how long things took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.vacatures.convenant.rules import Convenant
from services.vacatures.openstelling.rules import dag_van
from services.vacatures.sollicitatie.rules.levensloop import (
    LOPEND,
    Partij,
    Sollicitatiestatus,
)


class Herinneringsoort(StrEnum):
    """What a recruiter still has to do."""

    REACTIE = "reactie"
    BESLUIT = "besluit"
    KLACHT = "klacht"


@dataclass(frozen=True, slots=True)
class Herinnering:
    """Something that is due: the last day on which it is in time."""

    sollicitatie: UUID
    soort: Herinneringsoort
    uiterlijk_op: date

    def is_te_laat(self, vandaag: date) -> bool:
        """Whether the last day is over."""
        return vandaag > self.uiterlijk_op


def reactie(
    sollicitatie: UUID,
    status: Sollicitatiestatus,
    gehoord_op: datetime,
    is_vervuld: bool,
    afspraken: Convenant,
) -> Herinnering | None:
    """What this applicant waits for, or None. Nothing happens by itself when it is late.

    `gehoord_op`: when the applicant last heard from a person, or else from when the application
    counts. NVP: two weeks (certainty B, a setting). When the position is filled a person still
    decides, with a reason.
    """
    if status not in LOPEND:
        return None
    soort = Herinneringsoort.BESLUIT if is_vervuld else Herinneringsoort.REACTIE
    termijn = timedelta(days=afspraken.reactietermijn_dagen)
    return Herinnering(sollicitatie, soort, dag_van(gehoord_op) + termijn)


def is_aan_de_beurt(herinnering: Herinnering, afspraken: Convenant, vandaag: date) -> bool:
    """Whether to remind now: some days before the last day, and after it."""
    vooraf = timedelta(days=afspraken.herinnering_dagen_vooraf)
    return vandaag >= herinnering.uiterlijk_op - vooraf


# ---- durations ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statuswijziging:
    """One line of the log."""

    naar: Sollicitatiestatus
    partij: Partij
    op: datetime


@dataclass(frozen=True, slots=True)
class Doorlooptijd:
    """How long things took; None: has not happened."""

    reactietijd: timedelta | None
    wervingstijd: timedelta | None
    per_status: Mapping[Sollicitatiestatus, timedelta]


def doorlooptijd(
    log: Sequence[Statuswijziging], telt_vanaf: datetime, nu: datetime
) -> Doorlooptijd:
    """All durations of one application from its log, the oldest line first.

    Reaction: from when the application counts until the employer's first change. Time to hire:
    from applying until the accepted offer. Per status: how long it was there, until now.
    """
    per_status: dict[Sollicitatiestatus, timedelta] = {}
    tot = [*(regel.op for regel in log[1:]), nu]
    for regel, einde in zip(log, tot, strict=False):
        per_status[regel.naar] = per_status.get(regel.naar, timedelta()) + (einde - regel.op)
    werkgever = [regel.op for regel in log if regel.partij is Partij.WERKGEVER]
    gekozen = [regel.op for regel in log if regel.naar is Sollicitatiestatus.AANGENOMEN]
    begin = max(log[0].op, telt_vanaf) if log else telt_vanaf
    return Doorlooptijd(
        max(werkgever[0] - begin, timedelta()) if werkgever else None,
        gekozen[0] - log[0].op if gekozen else None,
        per_status,
    )
