"""Groups of small needs: from rows to facts and back. The needs stay what they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker, Niveau
from services.pool.kijker import BASE_PATH
from services.pool.planning import rules
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.rules.groeperen import KleineBehoefte
from services.pool.planning.tables import Behoefte, Behoeftegroep
from shared import events


@dataclass(frozen=True, slots=True)
class BewaardeGroep:
    """A group with its needs."""

    id: UUID
    verband: UUID
    functie: str
    niveau: Niveau | None
    reden: str
    opgeheven_op: datetime | None
    versie: int
    behoeften: tuple[behoeften.Bewaard, ...]


def als_klein(rij: behoeften.Bewaard, vandaag: date) -> KleineBehoefte | None:
    """A need as grouping looks at it; None when it has no function, hours or days."""
    behoefte = rij.behoefte
    wanneer = rules.periode(behoefte, vandaag)
    if not wanneer or not behoefte.functie or not behoefte.uren_max:
        return None
    if not rules.vraagt_handen(behoefte):
        return None
    return KleineBehoefte(
        rij.id, behoefte.inlener, behoefte.functie, behoefte.niveau, behoefte.uren_max, *wanneer
    )


def list_kandidaten(tx: Session, verband: UUID, vandaag: date) -> list[KleineBehoefte]:
    """Open needs of a verband that are in no group."""
    rijen = behoeften.list_voor_toewijzing(tx, verband)
    klein = (als_klein(rij, vandaag) for rij in rijen if rij.groep is None)
    return [een for een in klein if een is not None]


def list_groepen(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[BewaardeGroep]:
    """The groups of the caller's verbanden, newest first, with their needs in one more query."""
    vraag = select(Behoeftegroep).where(
        Behoeftegroep.verband.in_(kijker.verbanden), Behoeftegroep.opgeheven_op.is_(None)
    )
    vraag = vraag.order_by(Behoeftegroep.aangemaakt_op.desc(), Behoeftegroep.id)
    return _met_behoeften(tx, tx.scalars(vraag.offset(offset).limit(limit)).all())


def count_groepen(tx: Session, kijker: Kijker) -> int:
    vraag = select(func.count(Behoeftegroep.id)).where(
        Behoeftegroep.verband.in_(kijker.verbanden), Behoeftegroep.opgeheven_op.is_(None)
    )
    return tx.scalar(vraag) or 0


def get_groep(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardeGroep | None:
    """A group of the caller's verbanden."""
    vraag = select(Behoeftegroep).where(
        Behoeftegroep.id == id, Behoeftegroep.verband.in_(kijker.verbanden)
    )
    vraag = vraag.execution_options(populate_existing=True)
    rows = tx.scalars(vraag.with_for_update() if lock else vraag).all()
    return next(iter(_met_behoeften(tx, rows)), None)


def _met_behoeften(tx: Session, rows: Sequence[Behoeftegroep]) -> list[BewaardeGroep]:
    leden = tx.execute(
        select(Behoefte.groep_id, Behoefte.id).where(Behoefte.groep_id.in_([r.id for r in rows]))
    ).all()
    rijen = {rij.id: rij for rij in behoeften.list_voor_planning(tx, ids=[id for _, id in leden])}
    return [
        BewaardeGroep(
            row.id,
            row.verband,
            row.functie,
            Niveau(row.niveau) if row.niveau else None,
            row.reden,
            row.opgeheven_op,
            row.versie,
            tuple(rijen[id] for groep, id in sorted(leden) if groep == row.id and id in rijen),
        )
        for row in rows
    ]


def lock_behoeften(tx: Session, ids: Iterable[UUID]) -> list[behoeften.Bewaard]:
    """These needs, held until the end of the transaction, in a fixed order against deadlock."""
    vraag = select(Behoefte.id).where(Behoefte.id.in_(list(ids))).order_by(Behoefte.id)
    gevonden = tx.scalars(vraag.with_for_update()).all()
    return behoeften.list_voor_planning(tx, ids=gevonden)


def add_groep(
    tx: Session,
    verband: UUID,
    delen: Sequence[behoeften.Bewaard],
    reden: str,
    door: str | None,
    op: datetime,
) -> UUID:
    """Store a group that a person made; its needs say that they are in it."""
    eerste = delen[0].behoefte
    row = Behoeftegroep(
        id=uuid4(),
        verband=verband,
        functie=eerste.functie or "",
        niveau=eerste.niveau,
        reden=reden,
        door=door,
        versie=1,
        aangemaakt_op=op,
    )
    tx.add(row)
    tx.flush()
    _zet(tx, [een.id for een in delen], row.id)
    _meld(tx, "behoeftegroep-gemaakt", row, [een.behoefte.inlener for een in delen], op)
    return row.id


def hef_op(tx: Session, groep: BewaardeGroep, op: datetime) -> None:
    """The group is no more; its needs go on alone."""
    row = tx.get_one(Behoeftegroep, groep.id)
    row.opgeheven_op, row.versie = op, groep.versie + 1
    _zet(tx, [een.id for een in groep.behoeften], None)
    inleners = [een.behoefte.inlener for een in groep.behoeften]
    _meld(tx, "behoeftegroep-opgeheven", row, inleners, op)


def _zet(tx: Session, ids: Sequence[UUID], groep: UUID | None) -> None:
    """Put needs in or out of a group; that is a change of the need too."""
    tx.execute(
        update(Behoefte)
        .where(Behoefte.id.in_(ids))
        .values(groep_id=groep, versie=Behoefte.versie + 1)
        .execution_options(synchronize_session=False)
    )


def _meld(
    tx: Session, type: str, row: Behoeftegroep, inleners: Sequence[str], op: datetime
) -> None:
    publiek = events.Publiek(
        organisaties=frozenset(inleners),
        verbanden=frozenset({row.verband}),
        rollen=PLANNERS | MEEKIJKERS,
    )
    events.record(tx, type, row.id, publiek, op, f"{BASE_PATH}/behoeftegroepen/{row.id}")


def is_open(rij: behoeften.Bewaard) -> bool:
    return rij.status is BehoefteStatus.OPEN
