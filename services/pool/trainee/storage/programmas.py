"""Programmes, their hosts and their parts: from rows to facts and back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.trainee import rules
from services.pool.trainee.rules import Bestuurslaag, Gastplek, Programmastatus, Traineeblok
from services.pool.trainee.tables import (
    Programmaonderdeel,
    Trainee,
    Traineegastplek,
    Traineeprogramma,
)


@dataclass(frozen=True, slots=True)
class BewaardProgramma:
    """A programme as it is stored; `mensen`: who signed up or takes part."""

    programma: rules.Traineeprogramma
    mensen: int
    aangeboden: bool
    gewijzigd_op: datetime
    versie: int


@dataclass(frozen=True, slots=True)
class BewaardeGastplek:
    """What a host offers, as it is stored."""

    programma: UUID
    gast: Gastplek
    versie: int


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of a programme besides its blocks."""

    id: UUID
    programma: UUID
    soort: rules.Onderdeelsoort
    titel: str
    omschrijving: str
    datum: date | None
    link: str | None
    op: datetime


def als_blokken(rijen: list[dict[str, Any]]) -> tuple[Traineeblok, ...]:
    return tuple(
        Traineeblok(nr, date.fromisoformat(een["van"]), date.fromisoformat(een["tot"]))
        for nr, een in enumerate(rijen, 1)
    )


def als_programma(row: Traineeprogramma) -> rules.Traineeprogramma:
    return rules.Traineeprogramma(
        id=row.id,
        verband=row.verband,
        organisatie=row.organisatie,
        naam=row.naam,
        convenant=row.convenant,
        label=row.label,
        omschrijving=row.omschrijving,
        blokken=als_blokken(row.blokken),
        plaatsen=row.plaatsen,
        uren_per_week=row.uren_per_week,
        aanmelden_tot=row.aanmelden_tot,
        status=Programmastatus(row.status),
    )


def _bewaard(row: Traineeprogramma, mensen: int) -> BewaardProgramma:
    return BewaardProgramma(
        als_programma(row), mensen, row.aangeboden, row.gewijzigd_op, row.versie
    )


def _mensen() -> Any:
    """Who has a place of the programme, as a column."""
    return (
        select(func.count(Trainee.id))
        .where(Trainee.programma_id == Traineeprogramma.id, Trainee.status.in_(rules.DOET_MEE))
        .correlate(Traineeprogramma)
        .scalar_subquery()
    )


def zichtbaar(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_programma` as a condition."""
    mee = Traineeprogramma.verband.in_(kijker.verbanden)
    ziet = Traineeprogramma.status != Programmastatus.CONCEPT
    if kijker.rollen & rules.LEIDING:
        ziet = or_(ziet, Traineeprogramma.organisatie == kijker.organisatie)
    return and_(mee, ziet)


def _gevraagd(kijker: Kijker, verband: UUID | None) -> ColumnElement[bool]:
    ziet = zichtbaar(kijker)
    return and_(ziet, Traineeprogramma.verband == verband) if verband else ziet


def list_programmas(
    tx: Session, kijker: Kijker, verband: UUID | None, offset: int, limit: int
) -> list[BewaardProgramma]:
    """The programmes that the caller sees, newest first."""
    rijen = tx.execute(
        select(Traineeprogramma, _mensen())
        .where(_gevraagd(kijker, verband))
        .order_by(Traineeprogramma.gewijzigd_op.desc(), Traineeprogramma.id)
        .offset(offset)
        .limit(limit)
    )
    return [_bewaard(row, mensen) for row, mensen in rijen]


def count_programmas(tx: Session, kijker: Kijker, verband: UUID | None) -> int:
    vraag = select(func.count(Traineeprogramma.id)).where(_gevraagd(kijker, verband))
    return tx.scalar(vraag) or 0


def get_programma(
    tx: Session, id: UUID, kijker: Kijker, lock: bool = False
) -> BewaardProgramma | None:
    """A programme that the caller sees."""
    return _haal(tx, and_(Traineeprogramma.id == id, zichtbaar(kijker)), lock)


def haal_programma(tx: Session, id: UUID, lock: bool = False) -> BewaardProgramma | None:
    """A programme, whoever asks."""
    return _haal(tx, Traineeprogramma.id == id, lock)


def _haal(tx: Session, waar: ColumnElement[bool], lock: bool) -> BewaardProgramma | None:
    vraag = select(Traineeprogramma).where(waar).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    if row is None:
        return None
    mee = Trainee.programma_id == row.id, Trainee.status.in_(rules.DOET_MEE)
    return _bewaard(row, tx.scalar(select(func.count(Trainee.id)).where(*mee)) or 0)


def set_programma(
    tx: Session, oud: BewaardProgramma | None, nieuw: rules.Traineeprogramma, op: datetime
) -> BewaardProgramma:
    """Store a programme, new or changed."""
    if oud is None:
        row = Traineeprogramma(id=nieuw.id, verband=nieuw.verband, aangeboden=False, versie=1)
    else:
        row = tx.get_one(Traineeprogramma, nieuw.id)
        row.versie = oud.versie + 1
    row.organisatie, row.naam, row.convenant = nieuw.organisatie, nieuw.naam, nieuw.convenant
    row.label, row.omschrijving, row.plaatsen = nieuw.label, nieuw.omschrijving, nieuw.plaatsen
    row.blokken = [
        {"van": een.van.isoformat(), "tot": een.tot.isoformat()} for een in nieuw.blokken
    ]
    row.uren_per_week, row.aanmelden_tot = nieuw.uren_per_week, nieuw.aanmelden_tot
    row.status, row.gewijzigd_op = nieuw.status, op
    tx.add(row)
    tx.flush()
    return _bewaard(row, oud.mensen if oud else 0)


def set_aangeboden(tx: Session, id: UUID, aangeboden: bool) -> None:
    """Keep what others were told, so that a close is told once."""
    tx.get_one(Traineeprogramma, id).aangeboden = aangeboden
    tx.flush()


def list_te_sluiten(tx: Session, vandaag: date) -> list[UUID]:
    """Programmes that are still offered after the last day to sign up."""
    vraag = select(Traineeprogramma.id).where(
        Traineeprogramma.aangeboden, Traineeprogramma.aanmelden_tot < vandaag
    )
    return list(tx.scalars(vraag.order_by(Traineeprogramma.id)))


# ------------------------------------------------------------------ hosts
def _gastplek(row: Traineegastplek) -> BewaardeGastplek:
    gast = Gastplek(
        row.organisatie, Bestuurslaag(row.laag), tuple(row.ruimte), tuple(row.onderwerpen)
    )
    return BewaardeGastplek(row.programma_id, gast, row.versie)


def list_gastplekken(
    tx: Session, programma: UUID, offset: int = 0, limit: int | None = None
) -> list[BewaardeGastplek]:
    rows = tx.scalars(
        select(Traineegastplek)
        .where(Traineegastplek.programma_id == programma)
        .order_by(Traineegastplek.organisatie)
        .offset(offset)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return [_gastplek(row) for row in rows]


def count_gastplekken(tx: Session, programma: UUID) -> int:
    vraag = select(func.count()).where(Traineegastplek.programma_id == programma)
    return tx.scalar(vraag) or 0


def gasten(tx: Session, programma: UUID) -> dict[str, Gastplek]:
    """Hosts by organisation."""
    return {een.gast.organisatie: een.gast for een in list_gastplekken(tx, programma)}


def get_gastplek(tx: Session, programma: UUID, oin: str) -> BewaardeGastplek | None:
    row = tx.get(Traineegastplek, (programma, oin), populate_existing=True)
    return _gastplek(row) if row else None


def set_gastplek(tx: Session, programma: UUID, gast: Gastplek, op: datetime) -> BewaardeGastplek:
    """Store what a host offers; the first time and again are the same request."""
    velden = {
        "laag": gast.laag.value,
        "ruimte": list(gast.ruimte),
        "onderwerpen": list(gast.onderwerpen),
        "gewijzigd_op": op,
    }
    vraag = (
        insert(Traineegastplek)
        .values(programma_id=programma, organisatie=gast.organisatie, versie=1, **velden)
        .on_conflict_do_update(
            index_elements=["programma_id", "organisatie"],
            set_=velden | {"versie": Traineegastplek.versie + 1},
        )
        .returning(Traineegastplek.versie)
    )
    return BewaardeGastplek(programma, gast, tx.execute(vraag).scalar_one())


def wis_gastplek(tx: Session, programma: UUID, oin: str) -> None:
    waar = Traineegastplek.programma_id == programma, Traineegastplek.organisatie == oin
    tx.execute(delete(Traineegastplek).where(*waar))


# ------------------------------------------------------------------ parts
def _onderdeel(row: Programmaonderdeel) -> Onderdeel:
    return Onderdeel(
        row.id, row.programma_id, rules.Onderdeelsoort(row.soort), row.titel, row.omschrijving,
        row.datum, row.link, row.op,
    )  # fmt: skip


def add_onderdeel(tx: Session, programma: UUID, op: datetime, **velden: Any) -> Onderdeel:
    row = Programmaonderdeel(id=uuid4(), programma_id=programma, op=op, **velden)
    tx.add(row)
    tx.flush()
    return _onderdeel(row)


def list_onderdelen(tx: Session, programma: UUID, offset: int, limit: int) -> list[Onderdeel]:
    """By day; what has none last."""
    rows = tx.scalars(
        select(Programmaonderdeel)
        .where(Programmaonderdeel.programma_id == programma)
        .order_by(
            Programmaonderdeel.datum.asc().nulls_last(),
            Programmaonderdeel.op,
            Programmaonderdeel.id,
        )
        .offset(offset)
        .limit(limit)
    )
    return [_onderdeel(row) for row in rows]


def count_onderdelen(tx: Session, programma: UUID) -> int:
    vraag = select(func.count()).where(Programmaonderdeel.programma_id == programma)
    return tx.scalar(vraag) or 0


def get_onderdeel(
    tx: Session, id: UUID, kijker: Kijker
) -> tuple[Onderdeel, rules.Traineeprogramma] | None:
    """A part of a programme that the caller sees."""
    vraag = (
        select(Programmaonderdeel, Traineeprogramma)
        .join(Traineeprogramma, Traineeprogramma.id == Programmaonderdeel.programma_id)
        .where(Programmaonderdeel.id == id, zichtbaar(kijker))
    )
    rij = tx.execute(vraag).one_or_none()
    return (_onderdeel(rij[0]), als_programma(rij[1])) if rij else None


def wis_onderdeel(tx: Session, id: UUID) -> None:
    tx.execute(delete(Programmaonderdeel).where(Programmaonderdeel.id == id))
