"""What people publish: from rows to facts and back."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, delete, func, literal, or_, select, text, update
from sqlalchemy.orm import Session

from services.vacatures.ondernemend import rules
from services.vacatures.ondernemend.rules import Verhaalsoort, Verhaalstatus
from services.vacatures.ondernemend.tables import Verhaal, Verhaallog
from shared import events

BASE_PATH = "/vacatures/v1"
_VELDEN = ("soort", "naam", "titel", "tekst", "contact")


def lock_persoon(tx: Session, persoon: UUID) -> None:
    """One at a time per person, so that two requests at once do not pass the maximum."""
    key = func.hashtextextended(f"verhaal {persoon}", 0)
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def add_verhaal(tx: Session, verhaal: rules.Verhaal, nu: datetime) -> None:
    """Store a new one; nobody else reads it yet."""
    values = {name: getattr(verhaal, name) for name in _VELDEN}
    row = Verhaal(
        id=verhaal.id,
        persoon=verhaal.persoon,
        organisatie=verhaal.organisatie,
        verbanden=sorted(verhaal.verbanden),
        status=verhaal.status,
        aangemaakt_op=nu,
        gewijzigd_op=nu,
        versie=verhaal.versie,
        **values,
    )
    tx.add(row)
    tx.flush()
    tx.add(Verhaallog(verhaal_id=verhaal.id, van=None, naar=verhaal.status, op=nu))


def get_verhaal(tx: Session, id: UUID, *, lock: bool = False) -> rules.Verhaal | None:
    """One story, whoever may read it."""
    query = select(Verhaal).where(Verhaal.id == id)
    if lock:
        query = query.with_for_update()
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return from_row(row) if row else None


def count_eigen(tx: Session, persoon: UUID) -> int:
    return tx.scalar(select(func.count()).where(Verhaal.persoon == persoon)) or 0


def list_eigen(
    tx: Session, persoon: UUID, offset: int, limit: int
) -> tuple[list[rules.Verhaal], int]:
    """Somebody's own stories, the oldest first, and how many there are."""
    own = Verhaal.persoon == persoon
    rows = tx.scalars(
        select(Verhaal)
        .where(own)
        .order_by(Verhaal.aangemaakt_op, Verhaal.id)
        .offset(offset)
        .limit(limit)
    )
    return [from_row(row) for row in rows], count_eigen(tx, persoon)


def list_te_lezen(
    tx: Session,
    organisatie: str,
    verbanden: Collection[UUID],
    nu: datetime,
    *,
    soort: Verhaalsoort | None,
    werkgever: str | None,
    q: str | None,
    offset: int,
    limit: int,
) -> tuple[list[rules.Verhaal], int]:
    """What an organisation in these verbanden may read now, the newest first, and how many."""
    keuze: list[ColumnElement[bool]] = [
        Verhaal.status == Verhaalstatus.GEPUBLICEERD,
        Verhaal.gepubliceerd_tot > nu,
        or_(
            Verhaal.organisatie == organisatie,
            Verhaal.verbanden.op("&&")(literal(sorted(verbanden), ARRAY(Uuid))),
        ),
    ]
    keuze += [Verhaal.soort == soort] if soort is not None else []
    keuze += [Verhaal.organisatie == werkgever] if werkgever is not None else []
    if q is not None:
        words = func.concat_ws(" ", Verhaal.titel, Verhaal.naam, Verhaal.tekst)
        dutch = text("'nederlands'::regconfig")
        found = func.to_tsvector(dutch, words).op("@@")(func.plainto_tsquery(dutch, q))
        keuze.append(found)
    newest = select(Verhaal).where(*keuze).order_by(Verhaal.gepubliceerd_op.desc(), Verhaal.id)
    rows = tx.scalars(newest.offset(offset).limit(limit))
    count = tx.scalar(select(func.count()).select_from(Verhaal).where(*keuze)) or 0
    return [from_row(row) for row in rows], count


def change_verhaal(tx: Session, verhaal: rules.Verhaal, nu: datetime) -> None:
    """Store other words or readers; who may read it no more is told that it is gone."""
    values = {name: getattr(verhaal, name) for name in _VELDEN}
    values |= {"verbanden": sorted(verhaal.verbanden), "gewijzigd_op": nu}
    eerder = get_verhaal(tx, verhaal.id)
    tx.execute(
        update(Verhaal).where(Verhaal.id == verhaal.id).values(**values, versie=Verhaal.versie + 1)
    )
    if eerder is not None and verhaal.status is Verhaalstatus.GEPUBLICEERD:
        weg = eerder.verbanden - verhaal.verbanden
        if weg:
            meld(tx, "verhaal-ingetrokken", verhaal, nu, weg)
        meld(tx, "verhaal-gepubliceerd", verhaal, nu)


def set_status(
    tx: Session,
    verhaal: rules.Verhaal,
    naar: Verhaalstatus,
    organisatie: str,
    nu: datetime,
    geldig: timedelta = timedelta(),
) -> None:
    """Publish for as long as it is `geldig`, or withdraw: nobody reads it from this commit on."""
    values: dict[str, Any] = {"status": naar, "gewijzigd_op": nu}
    if naar is Verhaalstatus.GEPUBLICEERD:
        values |= {
            "organisatie": organisatie,
            "gepubliceerd_op": verhaal.gepubliceerd_op or nu,
            "gepubliceerd_tot": nu + geldig,
        }
    else:
        values |= {"gepubliceerd_op": None, "gepubliceerd_tot": nu}
    tx.execute(
        update(Verhaal).where(Verhaal.id == verhaal.id).values(**values, versie=Verhaal.versie + 1)
    )
    tx.add(Verhaallog(verhaal_id=verhaal.id, van=verhaal.status, naar=naar, op=nu))
    meld(tx, f"verhaal-{naar}", verhaal, nu)


def delete_verhaal(tx: Session, verhaal: rules.Verhaal, nu: datetime) -> None:
    """It goes at once; readers of a published one are told, so that their copy goes too."""
    if verhaal.status is Verhaalstatus.GEPUBLICEERD:
        meld(tx, "verhaal-ingetrokken", verhaal, nu)
    tx.execute(delete(Verhaal).where(Verhaal.id == verhaal.id))


def meld(
    tx: Session,
    type: str,
    verhaal: rules.Verhaal,
    nu: datetime,
    verbanden: Collection[UUID] | None = None,
) -> None:
    """Tell the verbanden that read it; the event names nobody."""
    wie = frozenset(verhaal.verbanden if verbanden is None else verbanden)
    organisaties = frozenset({verhaal.organisatie}) if verbanden is None else frozenset[str]()
    publiek = events.Publiek(organisaties=organisaties, verbanden=wie)
    events.record(tx, type, verhaal.id, publiek, nu, f"{BASE_PATH}/verhalen/{verhaal.id}")


def from_row(row: Verhaal) -> rules.Verhaal:
    """The facts of one row."""
    return rules.Verhaal(
        row.id,
        row.persoon,
        row.organisatie,
        Verhaalsoort(row.soort),
        row.naam,
        row.titel,
        row.tekst,
        row.contact,
        frozenset(row.verbanden),
        Verhaalstatus(row.status),
        row.gepubliceerd_op,
        row.gepubliceerd_tot,
        row.versie,
    )
