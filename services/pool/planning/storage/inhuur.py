"""History of what was hired and needed: from rows to facts, for suggestions to the pool."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.planning import rules
from services.pool.planning import storage as behoeften
from services.pool.planning.rules.patronen import Inhuurrij, Inzetvraag
from services.pool.planning.tables import Inhuur


def list_kenmerken(tx: Session, verband: UUID, door: str) -> dict[str, Inhuurrij]:
    """What an organisation delivered before for a verband."""
    vraag = select(Inhuur).where(Inhuur.verband == verband, Inhuur.aangeleverd_door == door)
    velden = Inhuurrij.__dataclass_fields__
    return {
        row.kenmerk: Inhuurrij(**{naam: getattr(row, naam) for naam in velden})
        for row in tx.scalars(vraag)
    }


def set_inhuur(tx: Session, verband: UUID, door: str, rijen: Sequence[Inhuurrij]) -> None:
    """Store new and changed assignments; the same number of the same sender is the same row."""
    if not rijen:
        return
    waarden = [
        {"id": uuid4(), "verband": verband, "aangeleverd_door": door, **asdict(rij)}
        for rij in rijen
    ]
    erin = insert(Inhuur).values(waarden)
    nieuw = {naam: erin.excluded[naam] for naam in Inhuurrij.__dataclass_fields__}
    sleutel = ["verband", "aangeleverd_door", "kenmerk"]
    tx.execute(erin.on_conflict_do_update(index_elements=sleutel, set_=nieuw))


def wis_inhuur(tx: Session, verband: UUID, door: str) -> int:
    """Remove what an organisation delivered for a verband; how many there were."""
    vraag = select(Inhuur).where(Inhuur.verband == verband, Inhuur.aangeleverd_door == door)
    rows = tx.scalars(vraag).all()
    for row in rows:
        tx.delete(row)
    tx.flush()
    return len(rows)


def count_zonder_functie(tx: Session, verband: UUID) -> int:
    """Assignments whose function is unknown: they count nowhere, so they are told."""
    vraag = select(func.count(Inhuur.id)).where(Inhuur.verband == verband, Inhuur.functie.is_(None))
    return tx.scalar(vraag) or 0


def list_vragen(tx: Session, verband: UUID, vandaag: date) -> list[Inzetvraag]:
    """Everything that was hired or needed, by function and organisation; nobody's concept."""
    gehuurd = tx.scalars(
        select(Inhuur).where(Inhuur.verband == verband, Inhuur.functie.is_not(None))
    )
    vragen = [
        Inzetvraag(row.functie or "", row.organisatie, row.van, row.tot, True) for row in gehuurd
    ]
    for rij in behoeften.list_voor_planning(tx, verband):
        behoefte = rij.behoefte
        if behoefte.functie:
            van, tot = rules.periode(behoefte, vandaag) or (None, None)
            vragen.append(Inzetvraag(behoefte.functie, behoefte.inlener, van, tot, False))
    return vragen
