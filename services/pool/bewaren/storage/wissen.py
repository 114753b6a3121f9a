"""Erase what hangs on inzetten and on people, in one transaction, and say so on the list."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from services.pool.bewaren.rules import Bewaargrond
from services.pool.bewaren.storage.melden import meld
from services.pool.bewaren.tables import Vernietiging
from services.pool.inzet.rules import Inzetsoort, InzetStatus
from services.pool.inzet.storage import wissen as inzetten
from services.pool.inzet.tables import Inzet, InzetOvergang
from services.pool.planning.storage import wissen as planning
from services.pool.planning.tables import Behoefte
from services.pool.toewijzing.storage import wissen as toewijzing
from services.pool.toewijzing.tables import Toewijzingsvoorstel
from services.pool.verdeling import storage as verdeling
from services.pool.verdeling.rules import Inzetfeit
from services.pool.verrekening.storage import wissen as verrekening
from shared import kalender
from shared.db import Gebeurtenis

TELT = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)


@dataclass(frozen=True, slots=True)
class Bewaard:
    """An inzet with the day on which it was over; None: it is not."""

    id: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    inlener: str
    einde: date | None


def list_inzetten(
    tx: Session,
    *,
    persoon: UUID | None = None,
    ids: Collection[UUID] = (),
    vandaag: date,
    lock: bool = True,
) -> list[Bewaard]:
    """The inzetten of a person, or these; `lock` holds them, so that nobody changes them."""
    vraag = select(Inzet).order_by(Inzet.id)
    if lock:
        vraag = vraag.with_for_update()
    wie = Inzet.id.in_(ids) if persoon is None else Inzet.medewerker == persoon
    rows = tx.scalars(vraag.where(wie).execution_options(populate_existing=True)).all()
    laatste = dict(
        tx.execute(
            select(InzetOvergang.inzet_id, func.max(InzetOvergang.op))
            .where(InzetOvergang.inzet_id.in_([row.id for row in rows]))
            .group_by(InzetOvergang.inzet_id)
        ).all()
    )
    return [
        Bewaard(
            row.id,
            row.verband,
            row.medewerker,
            row.thuisorganisatie,
            row.inlener,
            _einde(row, laatste.get(row.id) or row.besloten_op, vandaag),
        )
        for row in rows
    ]


def _einde(row: Inzet, gewijzigd: datetime, vandaag: date) -> date | None:
    """The day on which an inzet was over: its last day, or when it was called off."""
    if row.status in TELT:
        return row.tot if row.tot is not None and row.tot < vandaag else None
    return None if row.status == InzetStatus.VOORGESTELD else kalender.dag(gewijzigd)


def wis_inzetten(
    tx: Session, bewaard: Sequence[Bewaard], grond: Bewaargrond, nu: datetime
) -> dict[str, int]:
    """Count their hours per month, erase them everywhere, and write it on the list."""
    ids = [een.id for een in bewaard]
    verdeling.add_tellingen(tx, _feiten(tx, ids))
    aantallen = dict(planning.wis_inzetten(tx, ids))
    toewijzing.wis_inzetten(tx, ids)
    aantallen |= verrekening.wis_inzetten(tx, ids, kalender.dag(nu))
    aantallen |= inzetten.wis_inzetten(tx, ids)
    vergeet(tx, ids, nu)
    per_organisatie: dict[str, list[Bewaard]] = defaultdict(list)
    for een in bewaard:
        per_organisatie[een.thuisorganisatie].append(een)
    for organisatie, groep in sorted(per_organisatie.items()):
        dagen = [een.einde for een in groep if een.einde]
        schrijf_op(tx, organisatie, {"inzet": len(groep)}, grond, nu, dagen)
    return aantallen


def _feiten(tx: Session, ids: Collection[UUID]) -> list[tuple[UUID, UUID | None, Inzetfeit]]:
    """What the ledger must keep of them: of those that took place."""
    vraag = (
        select(Inzet, Behoefte.functie, Toewijzingsvoorstel.pool_id)
        .outerjoin(Behoefte, Behoefte.id == Inzet.behoefte_id)
        .outerjoin(Toewijzingsvoorstel, Toewijzingsvoorstel.id == Inzet.voorstel_id)
        .where(
            Inzet.id.in_(ids),
            Inzet.status.in_(TELT),
            Inzet.soort == Inzetsoort.TOEWIJZING,
        )
    )
    return [
        (
            row.verband,
            row.pool_id or pool,
            Inzetfeit(
                row.inlener,
                row.thuisorganisatie,
                functie,
                int(row.uren_per_week * 10),
                row.van,
                row.tot,
            ),
        )
        for row, functie, pool in tx.execute(vraag)
    ]


def vergeet(tx: Session, onderwerpen: Sequence[UUID], nu: datetime) -> None:
    """Remove our own copies of events about what is gone, and tell the gateway of its own.

    What another service still has to hear stays until it has heard: vacatures must forget too.
    """
    bezorgd = func.cardinality(Gebeurtenis.bestemmingen) == 0
    alleen_gateway = Gebeurtenis.bestemmingen == ["gateway"]
    tx.execute(
        delete(Gebeurtenis).where(
            Gebeurtenis.onderwerp.in_(onderwerpen), or_(bezorgd, alleen_gateway)
        )
    )
    meld(tx, onderwerpen, nu)


def schrijf_op(
    tx: Session,
    organisatie: str | None,
    aantallen: Mapping[str, int],
    grond: Bewaargrond,
    nu: datetime,
    dagen: Sequence[date] = (),
) -> None:
    """Add to the destruction list: what kind, how many, from which months, why and when."""
    maanden = sorted(dag.replace(day=1) for dag in dagen)
    rijen = [
        {
            "organisatie": organisatie,
            "soort": soort,
            "aantal": aantal,
            "van_maand": maanden[0] if maanden else None,
            "tot_maand": maanden[-1] if maanden else None,
            "grond": grond.value,
            "op": nu,
        }
        for soort, aantal in sorted(aantallen.items())
        if aantal
    ]
    if rijen:
        tx.execute(insert(Vernietiging), rijen)
