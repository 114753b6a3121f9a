"""What organisations have of their own and expect to lose, and the table of what is missing."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import LidStatus, PoolStatus
from services.pool.flexpool.tables import Lid, Pool
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import tekort
from services.pool.planning.storage.dekking import list_dekking
from services.pool.planning.storage.doorzendingen import list_vragen_van_buren
from services.pool.planning.storage.stroken import stroken_van_lid, vraag_van
from services.pool.planning.tables import EigenCapaciteit, Uitstroomverwachting


class Opgaaf(Enum):
    """What an organisation tells of itself; each has a table."""

    CAPACITEIT = EigenCapaciteit
    UITSTROOM = Uitstroomverwachting


Rij = Any  # a row of one of these tables


def _eigen(tabel: Any, organisatie: str, functie: str | None) -> ColumnElement[bool]:
    van_mij: ColumnElement[bool] = tabel.organisatie == organisatie
    return and_(van_mij, tabel.functie == functie) if functie else van_mij


def list_rijen(
    tx: Session, opgaaf: Opgaaf, organisatie: str, functie: str | None, offset: int, limit: int
) -> Sequence[Rij]:
    """What an organisation entered itself, by function; nobody else sees it."""
    tabel: Any = opgaaf.value
    vraag = select(tabel).where(_eigen(tabel, organisatie, functie))
    volgorde = (tabel.functie, tabel.aangemaakt_op, tabel.id)
    return tx.scalars(vraag.order_by(*volgorde).offset(offset).limit(limit)).all()


def count_rijen(tx: Session, opgaaf: Opgaaf, organisatie: str, functie: str | None) -> int:
    tabel: Any = opgaaf.value
    vraag = select(func.count(tabel.id)).where(_eigen(tabel, organisatie, functie))
    return tx.scalar(vraag) or 0


def get_rij(
    tx: Session, opgaaf: Opgaaf, id: UUID, organisatie: str | None, lock: bool = False
) -> Rij | None:
    """One row of the own organisation."""
    tabel: Any = opgaaf.value
    vraag = select(tabel).where(tabel.id == id, tabel.organisatie == organisatie)
    vraag = vraag.execution_options(populate_existing=True)
    return tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()


def add_rij(tx: Session, opgaaf: Opgaaf, velden: dict[str, Any], op: datetime) -> Rij:
    """Store a row; an outflow of the same function and year is refused by the database."""
    tabel: Any = opgaaf.value
    row = tabel(id=uuid4(), aangemaakt_op=op, versie=1, **velden)
    tx.add(row)
    tx.flush()
    return row


def set_rij(tx: Session, row: Rij, velden: dict[str, Any]) -> None:
    for naam, waarde in velden.items():
        setattr(row, naam, waarde)
    row.versie += 1
    tx.flush()


def wis_rij(tx: Session, row: Rij) -> None:
    tx.delete(row)
    tx.flush()


# ------------------------------------------------------------------ what is missing
def tekorten(
    tx: Session, verband: UUID, vakken: Sequence[tekort.Tijdvak], vandaag: date
) -> list[tekort.Tekortregel]:
    """Need, own and pool of a verband per function and period, in a fixed number of queries.

    What its pools promised to other verbanden is a need here too: their hours go there.
    """
    vragen = _vragen(tx, verband, vandaag) + list_vragen_van_buren(tx, verband, vandaag)
    return tekort.tekorten(vragen, *_eigen_en_weg(tx, verband), _pool(tx, verband), vakken)


def _vragen(tx: Session, verband: UUID, vandaag: date) -> list[tekort.Vraag]:
    rijen = [een for een in behoeften.list_voor_planning(tx, verband) if een.behoefte.functie]
    gedekt = list_dekking(tx, [rij.id for rij in rijen])
    vragen = (vraag_van(rij.behoefte, rij.status, gedekt.get(rij.id, []), vandaag) for rij in rijen)
    return [vraag for vraag in vragen if vraag is not None]


def _eigen_en_weg(tx: Session, verband: UUID) -> tuple[list[tekort.Strook], list[tekort.Strook]]:
    """Own hours, and the hours that are expected to go."""
    eigen = tx.scalars(select(EigenCapaciteit).where(EigenCapaciteit.verband == verband))
    weg = tx.scalars(select(Uitstroomverwachting).where(Uitstroomverwachting.verband == verband))
    return (
        [
            tekort.Strook(r.functie, r.organisatie, r.van, r.tot, tekort.tienden(r.uren_per_week))
            for r in eigen
        ],
        [
            tekort.Strook(r.functie, r.organisatie, r.vanaf, None, tekort.tienden(r.uren_per_week))
            for r in weg
        ],
    )


def _pool(tx: Session, verband: UUID) -> list[tekort.Strook]:
    """Hours of everybody in the active pools; who is in two pools counts once. No person leaves."""
    vraag = (
        select(
            Lid.medewerker,
            Lid.functies,
            Lid.uren_per_week,
            Lid.beschikbaar_van,
            Lid.beschikbaar_tot,
            Lid.perioden,
        )
        .join(Pool)
        .where(Pool.verband == verband, Pool.status == PoolStatus.ACTIEF)
        .where(Lid.status == LidStatus.ACTIEF)
        .order_by(Lid.medewerker, Lid.aangemaakt_op, Lid.id)
    )
    stroken: dict[UUID, list[tekort.Strook]] = {}
    for medewerker, functies, uren, van, tot, perioden in tx.execute(vraag):
        if medewerker not in stroken:
            codes = [een["functie"] for een in functies]
            stroken[medewerker] = stroken_van_lid(codes, uren, van, tot, perioden or ())
    return [strook for een in stroken.values() for strook in een]
