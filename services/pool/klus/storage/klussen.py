"""Klussen: from rows to facts and back, and which of them a caller sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker, Niveau
from services.pool.klus import rules
from services.pool.klus.rules import KLUSBEHEER, Klusstatus
from services.pool.klus.tables import Klus, KlusOvergang, Klusreactie

VELDEN = (
    "titel", "omschrijving", "functie", "niveau", "uren_min", "uren_max", "weekpatroon", "van",
    "tot", "plaats", "sluitings_datum",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BewaardeKlus:
    """A klus as it is stored."""

    klus: rules.Klus
    gepubliceerd_op: datetime | None
    gewijzigd_op: datetime
    versie: int


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the board; None: no filter. Hours: what somebody has per week."""

    verband: UUID | None = None
    organisatie: str | None = None
    status: Klusstatus | None = None
    functie: str | None = None
    niveau: Niveau | None = None
    uren: Decimal | None = None
    van: date | None = None
    tot: date | None = None


def _klus(row: Klus) -> BewaardeKlus:
    feiten = {naam: getattr(row, naam) for naam in VELDEN}
    feiten["niveau"] = Niveau(row.niveau) if row.niveau else None
    klus = rules.Klus(
        id=row.id,
        verband=row.verband,
        organisatie=row.organisatie,
        status=Klusstatus(row.status),
        **feiten,
    )
    return BewaardeKlus(klus, row.gepubliceerd_op, row.gewijzigd_op, row.versie)


def set_klus(tx: Session, oud: BewaardeKlus | None, klus: rules.Klus, op: datetime) -> BewaardeKlus:
    """Store what a klus says; its status goes by `set_status`."""
    if oud is None:
        row = Klus(
            id=klus.id, verband=klus.verband, organisatie=klus.organisatie,
            status=klus.status, versie=1,
        )  # fmt: skip
        tx.add(row)
    else:
        row = tx.get_one(Klus, klus.id)
        row.versie = oud.versie + 1
    for naam in VELDEN:
        setattr(row, naam, getattr(klus, naam))
    row.gewijzigd_op = op
    tx.flush()
    return _klus(row)


def set_status(
    tx: Session,
    oud: BewaardeKlus,
    naar: Klusstatus,
    reden: str,
    door: str | None,
    op: datetime,
) -> BewaardeKlus:
    """Another status, with who and why in the log."""
    row = tx.get_one(Klus, oud.klus.id)
    tx.add(
        KlusOvergang(klus_id=row.id, van=oud.klus.status, naar=naar, reden=reden, door=door, op=op)
    )
    row.status, row.gewijzigd_op, row.versie = naar, op, oud.versie + 1
    if naar is Klusstatus.OPEN and row.gepubliceerd_op is None:
        row.gepubliceerd_op = op
    tx.flush()
    return _klus(row)


def haal(tx: Session, id: UUID, lock: bool = False) -> BewaardeKlus | None:
    """A klus, whoever asks; `lock` holds it, so that nobody else gives it away meanwhile."""
    vraag = select(Klus).where(Klus.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _klus(row) if row else None


def haal_alle(tx: Session, ids: Iterable[UUID]) -> dict[UUID, BewaardeKlus]:
    rows = tx.scalars(select(Klus).where(Klus.id.in_(list(ids))))
    return {row.id: _klus(row) for row in rows}


def _reageerde(kijker: Kijker) -> ColumnElement[bool]:
    eigen = select(Klusreactie.klus_id).where(Klusreactie.medewerker == kijker.medewerker)
    return Klus.id.in_(eigen)


def ziet(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_klus` as a condition."""
    mee = Klus.verband.in_(kijker.verbanden)
    kan = [and_(mee, Klus.status == Klusstatus.OPEN)]
    bekend = Klus.status != Klusstatus.CONCEPT
    if kijker.medewerker is not None:
        kan.append(and_(bekend, _reageerde(kijker)))
    if "makelaar" in kijker.rollen:
        kan.append(and_(bekend, mee))
    if kijker.organisatie is not None and kijker.rollen & KLUSBEHEER:
        kan.append(Klus.organisatie == kijker.organisatie)
    return or_(*kan)


def get_klus(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardeKlus | None:
    """A klus that the caller sees; hidden and absent are one question."""
    vraag = (
        select(Klus).where(Klus.id == id, ziet(kijker)).execution_options(populate_existing=True)
    )
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _klus(row) if row else None


def _gevraagd(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    delen: list[ColumnElement[bool]] = [ziet(kijker)]
    delen += [
        getattr(Klus, naam) == waarde
        for naam in ("verband", "organisatie", "status", "functie", "niveau")
        if (waarde := getattr(vraag, naam)) is not None
    ]
    if vraag.uren is not None:
        delen.append(Klus.uren_min <= vraag.uren)
    if vraag.van is not None:
        delen.append(Klus.tot >= vraag.van)
    if vraag.tot is not None:
        delen.append(Klus.van <= vraag.tot)
    return and_(*delen)


def list_klussen(
    tx: Session, kijker: Kijker, vraag: Zoekvraag, offset: int, limit: int
) -> list[BewaardeKlus]:
    """What the caller sees, the newest first."""
    rows = tx.scalars(
        select(Klus)
        .where(_gevraagd(kijker, vraag))
        .order_by(func.coalesce(Klus.gepubliceerd_op, Klus.gewijzigd_op).desc(), Klus.id)
        .offset(offset)
        .limit(limit)
    )
    return [_klus(row) for row in rows]


def count_klussen(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Klus.id)).where(_gevraagd(kijker, vraag))) or 0


def list_verlopen(tx: Session, vandaag: date) -> list[BewaardeKlus]:
    """Open klussen whose closing day is over; held."""
    rows = tx.scalars(
        select(Klus)
        .where(Klus.status == Klusstatus.OPEN, Klus.sluitings_datum < vandaag)
        .order_by(Klus.id)
        .limit(500)
        .with_for_update(skip_locked=True)
    )
    return [_klus(row) for row in rows]
