"""Counts per year and kind, which outlive the questions."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.klankbord.rules import KOLOMMEN, Klankbordsoort
from services.pool.klankbord.tables import Klankbordtelling


def tel(tx: Session, verband: UUID, soort: Klankbordsoort, kolom: str, dag: date) -> None:
    """One more; `kolom` is one of `rules.KOLOMMEN`."""
    erbij = {naam: int(naam == kolom) for naam in KOLOMMEN}
    nieuw = insert(Klankbordtelling).values(verband=verband, jaar=dag.year, soort=soort, **erbij)
    sleutel = ["verband", "jaar", "soort"]
    meer = {kolom: getattr(Klankbordtelling, kolom) + 1}
    tx.execute(nieuw.on_conflict_do_update(index_elements=sleutel, set_=meer))


def get_tellingen(
    tx: Session, verband: UUID, jaar: int
) -> dict[Klankbordsoort, tuple[int, int, int]]:
    vraag = select(Klankbordtelling).where(
        Klankbordtelling.verband == verband, Klankbordtelling.jaar == jaar
    )
    return {
        Klankbordsoort(row.soort): (row.gesteld, row.gekoppeld, row.afgerond)
        for row in tx.scalars(vraag)
    }
