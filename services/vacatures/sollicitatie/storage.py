"""Applications, judgements and their log, from rows to facts and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import Oordeel, Partij, Sollicitatiestatus
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Sollicitatie,
    Sollicitatielog,
    Toelichting,
)
from services.vacatures.vacature import storage as vacatures
from shared import events
from shared.caller import Caller


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application with everything the routes show of it."""

    kandidaat: rules.Kandidaat
    vacature_id: UUID
    medewerker: UUID
    organisatie: str | None
    grond: str
    ontvangen_op: datetime
    vast_contract: bool | None
    motivatie: str | None
    versie: int
    reden: str | None = None


# ---- reading ------------------------------------------------------------------------------------
def get_sollicitatie(tx: Session, id: UUID) -> Dossier | None:
    """One application, with the reason of its last change."""
    row = tx.get(Sollicitatie, id, populate_existing=True)
    if row is None:
        return None
    reden = tx.scalar(
        select(Toelichting.reden)
        .join(Sollicitatielog, Sollicitatielog.nr == Toelichting.log_nr)
        .where(Sollicitatielog.sollicitatie_id == id, Sollicitatielog.naar == row.status)
        .order_by(Sollicitatielog.nr.desc())
        .limit(1)
    )
    return _dossier(row, _oordelen(tx, [id]).get(id), reden)


def list_bij_vacature(tx: Session, vacature_id: UUID) -> list[Dossier]:
    """All applications for one vacancy, in no order: the rules make the order."""
    rows = tx.scalars(select(Sollicitatie).where(Sollicitatie.vacature_id == vacature_id)).all()
    oordelen = _oordelen(tx, [row.id for row in rows])
    return [_dossier(row, oordelen.get(row.id)) for row in rows]


def list_van_medewerker(
    tx: Session, medewerker: UUID, offset: int, limit: int
) -> tuple[list[Dossier], int]:
    """One person's own applications, the newest first, and how many there are."""
    own = select(Sollicitatie).where(Sollicitatie.medewerker == medewerker)
    count = tx.scalar(select(func.count()).select_from(own.subquery())) or 0
    newest = own.order_by(Sollicitatie.ontvangen_op.desc(), Sollicitatie.id)
    rows = tx.scalars(newest.offset(offset).limit(limit)).all()
    return [_dossier(row, None) for row in rows], count


def heeft_gesolliciteerd(tx: Session, vacature_id: UUID, medewerker: UUID) -> bool:
    """Whether an application of this person lives; one that was withdrawn does not."""
    eerder = exists().where(
        Sollicitatie.vacature_id == vacature_id,
        Sollicitatie.medewerker == medewerker,
        Sollicitatie.status != Sollicitatiestatus.INGETROKKEN,
    )
    return tx.scalar(select(eerder)) or False


def _oordelen(tx: Session, ids: Sequence[UUID]) -> dict[UUID, Oordeel]:
    """The last judgement of each application."""
    oordelen = (
        select(Beoordeling.sollicitatie_id, Beoordeling.oordeel)
        .where(Beoordeling.sollicitatie_id.in_(ids))
        .order_by(Beoordeling.nr)
    )
    return {id: Oordeel(oordeel) for id, oordeel in tx.execute(oordelen)} if ids else {}


def list_log(tx: Session, id: UUID, offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The changes of status of one application, the oldest first, and how many there are."""
    own = Sollicitatielog.sollicitatie_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = (
        select(Sollicitatielog, Toelichting.reden)
        .outerjoin(Toelichting, Toelichting.log_nr == Sollicitatielog.nr)
        .where(own)
        .order_by(Sollicitatielog.nr)
        .offset(offset)
        .limit(limit)
    )
    names = ("sollicitatie_id", "van", "naar", "partij", "gebruiker")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op, "reden": reden}
        for row, reden in tx.execute(query)
    ]
    return rows, count


def list_beoordelingen(
    tx: Session, id: UUID, offset: int, limit: int
) -> tuple[list[Beoordeling], int]:
    """The judgements of one application, the oldest first, and how many there are."""
    own = Beoordeling.sollicitatie_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Beoordeling).where(own).order_by(Beoordeling.nr)
    return list(tx.scalars(query.offset(offset).limit(limit))), count


# ---- writing ------------------------------------------------------------------------------------
def add_sollicitatie(
    tx: Session,
    vacature_id: UUID,
    beller: Caller,
    indeling: rules.Indeling,
    motivatie: str | None,
    nu: datetime,
) -> UUID:
    """Store an application; the unique index decides when one person applies twice at once."""
    assert beller.medewerker is not None
    row = Sollicitatie(
        id=uuid4(),
        vacature_id=vacature_id,
        medewerker=beller.medewerker,
        organisatie=beller.organisatie,
        categorie=indeling.categorie.value,
        grond=indeling.grond,
        verbanden=sorted(indeling.verbanden),
        telt_vanaf=indeling.telt_vanaf,
        ontvangen_op=nu,
        vast_contract=beller.vast_contract,
        motivatie=motivatie,
        status=Sollicitatiestatus.INGEDIEND.value,
    )
    tx.add(row)
    tx.flush()
    _log(tx, row.id, None, Sollicitatiestatus.INGEDIEND, Partij.KANDIDAAT, beller, nu, None)
    return row.id


def add_beoordeling(
    tx: Session, sollicitatie: Dossier, oordeel: Oordeel, reden: str, beller: Caller, nu: datetime
) -> UUID:
    """Store a judgement beside the earlier ones."""
    id = sollicitatie.kandidaat.sollicitatie
    eerdere = select(func.count()).where(Beoordeling.sollicitatie_id == id)
    row = Beoordeling(
        id=uuid4(),
        sollicitatie_id=id,
        oordeel=oordeel.value,
        reden=reden,
        gebruiker=beller.gebruiker or "",
        op=nu,
        nr=(tx.scalar(eerdere) or 0) + 1,
    )
    tx.add(row)
    return row.id


def set_status(
    tx: Session,
    sollicitatie: Dossier,
    naar: Sollicitatiestatus,
    partij: Partij,
    beller: Caller,
    nu: datetime,
    reden: str | None = None,
) -> None:
    """Go to another status and log who did it; the reason stands apart."""
    id = sollicitatie.kandidaat.sollicitatie
    tx.execute(
        update(Sollicitatie)
        .where(Sollicitatie.id == id)
        .values(status=naar.value, versie=Sollicitatie.versie + 1)
    )
    _log(tx, id, sollicitatie.kandidaat.status, naar, partij, beller, nu, reden)


def meld(tx: Session, type: str, sollicitatie: UUID, werkgever: str, nu: datetime) -> None:
    """Tell the recruiters of the employer, and nobody else."""
    publiek = events.Publiek(
        organisaties=frozenset({werkgever}), rollen=frozenset({"recruiter", "hr_adviseur"})
    )
    dataref = f"{vacatures.BASE_PATH}/sollicitaties/{sollicitatie}"
    events.record(tx, type, sollicitatie, publiek, nu, dataref)


def _log(
    tx: Session,
    id: UUID,
    van: Sollicitatiestatus | None,
    naar: Sollicitatiestatus,
    partij: Partij,
    beller: Caller,
    nu: datetime,
    reden: str | None,
) -> None:
    row = Sollicitatielog(
        sollicitatie_id=id,
        van=van.value if van else None,
        naar=naar.value,
        op=nu,
        partij=partij.value,
        client=beller.client,
        gebruiker=beller.gebruiker,
    )
    tx.add(row)
    tx.flush()
    if reden:
        tx.add(Toelichting(log_nr=row.nr, reden=reden))


def _dossier(row: Sollicitatie, oordeel: Oordeel | None, reden: str | None = None) -> Dossier:
    kandidaat = rules.Kandidaat(
        row.id,
        Categorie(row.categorie),
        frozenset(row.verbanden),
        row.telt_vanaf,
        Sollicitatiestatus(row.status),
        oordeel,
    )
    return Dossier(
        kandidaat,
        row.vacature_id,
        row.medewerker,
        row.organisatie,
        row.grond,
        row.ontvangen_op,
        row.vast_contract,
        row.motivatie,
        row.versie,
        reden,
    )
