"""What is left to erase besides applications: ended referrals and consents, what was delivered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CursorResult,
    DateTime,
    Executable,
    Text,
    and_,
    column,
    delete,
    func,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session

from services.vacatures.bewaren.rules import AMBTELIJKE_LOGS, Bewaargrond, Eigentermijnen
from services.vacatures.bewaren.storage import vertrek
from services.vacatures.bewaren.storage.wissen import BATCH, meld, schrijf_op, vergeet
from services.vacatures.bewaren.tables import Verwijderverzoek, Verzoek
from services.vacatures.doorverwijzing import storage as doorverwijzing
from services.vacatures.doorverwijzing.tables import Doorverwijzing
from services.vacatures.inleenkracht.tables import Inleenkracht, OntvangenGebeurtenis
from services.vacatures.mandaat import storage as mandaten
from services.vacatures.salaristabel import storage as salaristabellen
from services.vacatures.toestemming import storage as toestemming
from services.vacatures.vacature import storage as vacatures
from shared import kalender
from shared.db import Gebeurtenis, Verwerking

NAMEN = (vacatures.wis_namen, mandaten.wis_namen, salaristabellen.wis_namen)


def meld_onbekenden(tx: Session, personen: Sequence[UUID], nu: datetime) -> int:
    """Of outsiders at the gateway: tell it of whom nothing is held here. How many."""
    gone = vertrek.niets_meer(tx, personen)
    meld(tx, gone, [], nu)
    return len(gone)


def wis_doorverwijzingen(tx: Session, nu: datetime, eigen: Eigentermijnen) -> int:
    """Referrals whose term is over: who referred to whom stays, the person goes."""
    ids = doorverwijzing.list_af(tx, nu - eigen.afloop, BATCH)
    per_org: dict[str | None, list[UUID]] = {}
    for id, oin in tx.execute(
        select(Doorverwijzing.id, Doorverwijzing.verwijzer).where(Doorverwijzing.id.in_(ids))
    ):
        per_org.setdefault(oin, []).append(id)
    for oin, own in per_org.items():
        counts = doorverwijzing.wis(tx, own)
        vergeet(tx, own)
        meld(tx, [], own, nu)
        schrijf_op(tx, oin, counts, Bewaargrond.TERMIJN, nu)
    return len(ids)


def wis_toestemmingen(tx: Session, nu: datetime, eigen: Eigentermijnen) -> int:
    """Consents that ended and whose receivers all confirmed."""
    ids = toestemming.list_af(tx, nu - eigen.afloop, eigen.onbevestigd, BATCH)
    counts = toestemming.wis(tx, ids)
    schrijf_op(tx, None, counts, Bewaargrond.TERMIJN, nu)
    return len(ids)


def wis_feiten(tx: Session, nu: datetime, eigen: Eigentermijnen) -> int:
    """Inzetten that ended, events that were handled, answers of long ago."""
    gone = {
        "inleenkracht": delete(Inleenkracht).where(
            or_(~Inleenkracht.actief, Inleenkracht.tot < kalender.dag(nu))
        ),
        "gebeurtenis_in": delete(OntvangenGebeurtenis).where(
            OntvangenGebeurtenis.verwerkt_op < nu - eigen.gebeurtenis
        ),
        "verzoek": delete(Verzoek).where(Verzoek.beantwoord_op < nu - eigen.antwoord),
        "verwijderverzoek": delete(Verwijderverzoek).where(
            Verwijderverzoek.ontvangen_op < nu - eigen.antwoord
        ),
    }
    counts = {name: _rows(tx, statement) for name, statement in gone.items()}
    schrijf_op(tx, None, counts, Bewaargrond.TERMIJN, nu)
    return sum(counts.values())


def wis_bezorgd(tx: Session, nu: datetime, eigen: Eigentermijnen) -> int:  # noqa: ARG001 (one form for every step)
    """What the gateway has: the events and records of processing that were delivered."""
    events = delete(Gebeurtenis).where(func.cardinality(Gebeurtenis.bestemmingen) == 0)
    records = delete(Verwerking).where(Verwerking.verzonden)
    return _rows(tx, events) + _rows(tx, records)


def wis_ambtelijk(tx: Session, nu: datetime, eigen: Eigentermijnen) -> int:
    """After some years it no longer matters which official recorded something, only that it was."""
    voor = nu - eigen.ambtelijk
    total = sum(sum(wis(tx, voor).values()) for wis in NAMEN)
    for name, moment in AMBTELIJKE_LOGS.items():
        log = table(name, column(moment, DateTime(timezone=True)), column("gebruiker", Text))
        named = and_(log.c[moment] < voor, log.c.gebruiker != "")
        total += _rows(tx, update(log).where(named).values(gebruiker=""))
    return total


# Each says how many it did; the worker repeats it until none is left.
STAPPEN = (wis_doorverwijzingen, wis_toestemmingen, wis_feiten, wis_bezorgd, wis_ambtelijk)


def _rows(tx: Session, statement: Executable) -> int:
    result = tx.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)
    return result.rowcount
