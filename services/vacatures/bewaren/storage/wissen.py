"""Erase what hangs on applications, in one transaction per batch, and say so on the list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from services.vacatures.aanbod import storage as aanbod
from services.vacatures.bewaren.rules import Bewaargrond, is_voorbij
from services.vacatures.bewaren.storage import procedures, vertrek
from services.vacatures.bewaren.storage.procedures import Bewaard
from services.vacatures.bewaren.tables import Vernietiging, Wismelding
from services.vacatures.document import storage as document
from services.vacatures.doorverwijzing import storage as doorverwijzing
from services.vacatures.functiedeling import storage as functiedeling
from services.vacatures.indicatoren import storage as indicatoren
from services.vacatures.overdracht import storage as overdracht
from services.vacatures.overstap import storage as overstap
from services.vacatures.overstap.tables import Overstap
from services.vacatures.sollicitatie import storage as sollicitatie
from services.vacatures.toestemming import storage as toestemming
from shared import jobs
from shared.db import Gebeurtenis
from shared.kalender import AMSTERDAM

BATCH = 50
MELD = "meld_wissingen"
Wis = Callable[[Session, Sequence[UUID], datetime], dict[str, int]]
# From the top of the rooms to the bottom: the last gives the application a new number.
KAMERS: tuple[Wis, ...] = (
    indicatoren.wis_sollicitaties,
    overdracht.wis_sollicitaties,
    doorverwijzing.wis_sollicitaties,
    overstap.wis_sollicitaties,
    aanbod.wis_sollicitaties,
    document.wis_sollicitaties,
    functiedeling.wis_sollicitaties,
    toestemming.wis_sollicitaties,
    sollicitatie.wis_sollicitaties,
)


def wis_verlopen(tx: Session, na: UUID | None, nu: datetime) -> UUID | None:
    """Erase the next batch of applications that are past their term; gives how far it came.

    All of a batch is erased, or nothing: a worker that is killed leaves nothing half, and the next
    run begins where it was.
    """
    ids = procedures.list_afgelopen(tx, na, BATCH)
    if not ids:
        return None
    past = [een for een in procedures.list_bewaard(tx, ids, nu) if is_voorbij(een.termijn, nu)]
    wis_sollicitaties(tx, past, nu)
    gone = vertrek.niets_meer(tx, {een.persoon for een in past if een.buiten})
    meld(tx, gone, [], nu)
    return ids[-1]


def wis_sollicitaties(
    tx: Session, bewaard: Sequence[Bewaard], nu: datetime, grond: Bewaargrond | None = None
) -> dict[str, int]:
    """Erase these applications in every room; `grond` when it is not their own term."""
    groups: dict[tuple[str, Bewaargrond], list[Bewaard]] = defaultdict(list)
    for een in bewaard:
        groups[een.werkgever, grond or een.termijn.grond].append(een)
    totals: dict[str, int] = defaultdict(int)
    for (werkgever, why), group in sorted(groups.items()):
        ids = [een.sollicitatie for een in group]
        subjects = [*ids, *_overstappen(tx, ids)]
        counts: dict[str, int] = defaultdict(int)
        for wis in KAMERS:
            for store, number in wis(tx, ids, nu).items():
                counts[store] += number
        vergeet(tx, subjects)
        meld(tx, [], subjects, nu)
        months = [een.ontvangen_op for een in group]
        schrijf_op(tx, werkgever, counts, why, nu, months)
        for store, number in counts.items():
            totals[store] += number
    return dict(totals)


def _overstappen(tx: Session, ids: Sequence[UUID]) -> list[UUID]:
    return list(tx.scalars(select(Overstap.id).where(Overstap.sollicitatie_id.in_(ids))))


def vergeet(tx: Session, onderwerpen: Sequence[UUID]) -> None:
    """Remove our own copies of events about what is gone, also those not yet delivered."""
    about = func.cardinality(Gebeurtenis.bestemmingen) == 0
    only_gateway = Gebeurtenis.bestemmingen == ["gateway"]
    tx.execute(
        delete(Gebeurtenis).where(Gebeurtenis.onderwerp.in_(onderwerpen), about | only_gateway)
    )


def meld(tx: Session, personen: Iterable[UUID], onderwerpen: Iterable[UUID], nu: datetime) -> None:
    """Tell the gateway, after the commit, what it must erase of its copies."""
    row = {"personen": sorted(personen), "onderwerpen": sorted(onderwerpen), "op": nu}
    if row["personen"] or row["onderwerpen"]:
        tx.execute(insert(Wismelding), [row])
        jobs.defer(tx, MELD)


def schrijf_op(
    tx: Session,
    organisatie: str | None,
    aantallen: Mapping[str, int],
    grond: Bewaargrond,
    nu: datetime,
    momenten: Sequence[datetime] = (),
) -> None:
    """Add to the destruction list: what kind, how many, from which months, why and when."""
    months = sorted(_maand(moment) for moment in momenten)
    rows = [
        {
            "organisatie": organisatie,
            "soort": soort,
            "aantal": aantal,
            "van_maand": months[0] if months else None,
            "tot_maand": months[-1] if months else None,
            "grond": grond.value,
            "op": nu,
        }
        for soort, aantal in sorted(aantallen.items())
        if aantal
    ]
    if rows:
        tx.execute(insert(Vernietiging), rows)


def _maand(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date().replace(day=1)
