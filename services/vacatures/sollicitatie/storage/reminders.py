"""What recruiters still have to do, and that they were reminded of it once per term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import (
    Herinnering,
    Herinneringsoort,
    Klachtstatus,
    Partij,
    Sollicitatiestatus,
)
from services.vacatures.sollicitatie.storage.changes import bericht
from services.vacatures.sollicitatie.storage.facts import to_dossier
from services.vacatures.sollicitatie.tables import (
    Klacht,
    Selectiestap,
    Sollicitatie,
    Sollicitatielog,
)
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature
from shared import berichten
from shared.kalender import dag

BATCH = 500
OPEN = (Klachtstatus.INGEDIEND, Klachtstatus.IN_BEHANDELING)
SOLLICITATIE = (
    Sollicitatie.id,
    Sollicitatie.vacature_id,
    Sollicitatie.medewerker,
    Sollicitatie.status,
    Sollicitatie.herinnerd_voor,
)


@dataclass(frozen=True, slots=True)
class Taak:
    """Something that is due, and for which vacancy of whom."""

    herinnering: Herinnering
    vacature_id: UUID
    titel: str
    medewerker: UUID
    klacht: UUID | None = None


def herinner(tx: Session, nu: datetime, na: UUID | None = None) -> UUID | None:
    """Write the reminders of one batch of applications; gives where to go on, None at the end.

    One message per application and term: the row says for which term one was written.
    """
    query = lopend(nu).order_by(Sollicitatie.id).limit(BATCH)
    if na is not None:
        query = query.where(Sollicitatie.id > na)
    else:
        for taak in _klachttaken(
            tx, Klacht.herinnerd_voor.is_distinct_from(Klacht.uiterlijk_op), nu
        ):
            _schrijf(tx, taak)
            tx.execute(
                update(Klacht)
                .where(Klacht.id == taak.klacht)
                .values(herinnerd_voor=taak.herinnering.uiterlijk_op)
            )
    rows = tx.execute(query.with_for_update(of=Sollicitatie, skip_locked=True)).all()
    eerder = {row.id: row.herinnerd_voor for row in rows}
    for taak in taken_van(tx, rows, nu):
        h = taak.herinnering
        if eerder[h.sollicitatie] != h.uiterlijk_op:
            _schrijf(tx, taak)
            tx.execute(
                update(Sollicitatie)
                .where(Sollicitatie.id == h.sollicitatie)
                .values(herinnerd_voor=h.uiterlijk_op)
            )
    return rows[-1].id if len(rows) == BATCH else None


def _schrijf(tx: Session, taak: Taak) -> None:
    h = taak.herinnering
    vacature = vacatures.get_vacature(tx, taak.vacature_id)
    assert vacature is not None  # a key of the application
    werkgever = functiedelingen.verantwoordelijke(tx, vacature, h.sollicitatie)
    onderwerp, tekst = rules.berichten.herinnering(taak.titel, h.soort, h.uiterlijk_op)
    sleutel = f"herinnering:{taak.klacht or h.sollicitatie}:{h.soort}:{h.uiterlijk_op}"
    berichten.record(tx, vacature.werver or werkgever, onderwerp, tekst, sleutel=sleutel)


def meld_vervuld(tx: Session, nu: datetime) -> int:
    """Tell whoever still waits that no place is left; nobody is rejected by it.

    Who was told hears it too when there is a place again, because somebody did not come after all.
    Gives how many were told: at most two batches, the others the next time.
    """
    return _meld_vervuld(tx, nu) + _meld_vrij(tx)


def _meld_vervuld(tx: Session, nu: datetime) -> int:
    rows = _wachtenden(tx, Sollicitatie.vervuld_gemeld_op.is_(None), _is_vervuld())
    for row, titel, status in rows:
        weg = status == Vacaturestatus.INGETROKKEN
        tekst = rules.berichten.plaats_vervuld(titel, ingetrokken=weg)
        bericht(tx, to_dossier(row, None), tekst, f"plaats-vervuld:{nu.isoformat()}")
        row.vervuld_gemeld_op = nu
    return len(rows)


def _meld_vrij(tx: Session) -> int:
    rows = _wachtenden(tx, Sollicitatie.vervuld_gemeld_op.is_not(None), ~_is_vervuld())
    for row, titel, _ in rows:
        feit = f"plaats-vrij:{row.vervuld_gemeld_op.isoformat()}"
        bericht(tx, to_dossier(row, None), rules.berichten.plaats_vrij(titel), feit)
        row.vervuld_gemeld_op = None
    return len(rows)


def _wachtenden(tx: Session, *welke: ColumnElement[bool]) -> Sequence[Any]:
    """A batch of applications that wait for the employer, locked: one worker tells it."""
    query = (
        select(Sollicitatie, Vacature.titel, Vacature.status)
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .where(Sollicitatie.status.in_(rules.LOPEND), ~Sollicitatie.geanonimiseerd, *welke)
        .order_by(Sollicitatie.id)
        .limit(BATCH)
    )
    return tx.execute(query.with_for_update(of=Sollicitatie, skip_locked=True)).all()


def _is_vervuld() -> ColumnElement[bool]:
    """Whether no place is left: every one is taken, or the vacancy ended otherwise."""
    ander = aliased(Sollicitatie)
    aangenomen = (
        select(func.count())
        .select_from(ander)
        .where(
            ander.vacature_id == Vacature.id,
            ander.status == Sollicitatiestatus.AANGENOMEN,
            ~functiedelingen.voor_andere_delen(Sollicitatie.id, ander.id),
        )
        .scalar_subquery()
    )
    return or_(
        Vacature.status.in_([Vacaturestatus.VERVULD, Vacaturestatus.INGETROKKEN]),
        aangenomen >= Vacature.aantal_plaatsen,
    )


def lopend(nu: datetime) -> Select[Any]:
    """Applications that wait for the employer, with when their candidates last heard something."""
    werkgever = (
        select(func.max(Sollicitatielog.op))
        .where(
            Sollicitatielog.sollicitatie_id == Sollicitatie.id,
            Sollicitatielog.partij == Partij.WERKGEVER,
            Sollicitatielog.van.is_not(None),  # registering is not answering
        )
        .scalar_subquery()
    )
    stap = (
        select(func.max(Selectiestap.op))
        .where(Selectiestap.sollicitatie_id == Sollicitatie.id)
        .scalar_subquery()
    )
    gehoord = func.greatest(Sollicitatie.telt_vanaf, Sollicitatie.ontvangen_op, werkgever, stap)
    return (
        select(
            *SOLLICITATIE,
            Vacature.titel,
            gehoord.label("gehoord_op"),
            _is_vervuld().label("is_vervuld"),
        )
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .where(
            Sollicitatie.status.in_(rules.LOPEND),
            Sollicitatie.telt_vanaf <= nu,
            ~Sollicitatie.geanonimiseerd,
        )
    )


def taken_van(tx: Session, rows: Sequence[Any], nu: datetime) -> list[Taak]:
    """Of these applications (rows of `lopend`) what is due."""
    vandaag = dag(nu)
    afspraken = openstellingen.instellingen(tx, list({row.vacature_id for row in rows}))
    taken = []
    for row in rows:
        eigen = afspraken[row.vacature_id]
        status = Sollicitatiestatus(row.status)
        herinnering = rules.reactie(row.id, status, row.gehoord_op, row.is_vervuld, eigen)
        if herinnering and rules.is_aan_de_beurt(herinnering, eigen, vandaag):
            taken.append(_taak(herinnering, row))
    return taken


def _klachttaken(tx: Session, welke: ColumnElement[bool], nu: datetime) -> list[Taak]:
    query = (
        select(
            *SOLLICITATIE,
            Klacht.id.label("klacht"),
            Klacht.uiterlijk_op,
            Vacature.titel,
        )
        .join(Sollicitatie, Sollicitatie.id == Klacht.sollicitatie_id)
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .where(Klacht.status.in_(OPEN), welke)
    )
    rows = tx.execute(query).all()
    afspraken = openstellingen.instellingen(tx, list({row.vacature_id for row in rows}))
    taken = []
    for row in rows:
        h = Herinnering(row.id, Herinneringsoort.KLACHT, row.uiterlijk_op)
        if rules.is_aan_de_beurt(h, afspraken[row.vacature_id], dag(nu)):
            taken.append(_taak(h, row, row.klacht))
    return taken


def _taak(herinnering: Herinnering, row: Any, klacht: UUID | None = None) -> Taak:
    return Taak(
        herinnering,
        row.vacature_id,
        row.titel,
        row.medewerker,
        klacht,
    )
