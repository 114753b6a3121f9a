"""What the calendar does: ends what is over, frees what nobody answered, and tells in time."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from services.pool.flexpool import storage as pools
from services.pool.inzet.rules import InzetStatus, berichten
from services.pool.inzet.storage.afspraken import sluit_vraag
from services.pool.inzet.storage.berichten import stuur
from services.pool.inzet.storage.inzetten import niet_door, set_status
from services.pool.inzet.storage.periode import (
    list_afgelopen,
    list_verlopen,
    list_wachtende_verbanden,
)
from services.pool.inzet.storage.register import registreer
from services.pool.inzet.storage.signalen import list_bevestigd, meld_signalen
from shared import kalender

AFGELOPEN = "De laatste dag is geweest."
GEEN_ANTWOORD = "Niet iedereen heeft op tijd geantwoord."


def beeindig_afgelopen(tx: Session, nu: datetime) -> int:
    """End what is over; returns how many."""
    rijen = list_afgelopen(tx, kalender.dag(nu))
    for oud in rijen:
        nieuw = set_status(tx, oud, InzetStatus.BEEINDIGD, oud.inzet.tot, AFGELOPEN, None, nu)
        registreer(tx, nieuw, None, nu)
    return len(rijen)


def laat_verlopen(tx: Session, nu: datetime) -> int:
    """Free the hours of what was not answered in the days that the verband agreed on."""
    rijen = [
        een
        for verband in list_wachtende_verbanden(tx)
        for een in list_verlopen(tx, verband, nu - _geldig(tx, verband))
    ]
    for oud in rijen:
        if oud.inzet.status is InzetStatus.VOORGESTELD:
            tot = oud.inzet.tot
            nieuw = set_status(tx, oud, InzetStatus.INGETROKKEN, tot, GEEN_ANTWOORD, None, nu)
            niet_door(tx, nieuw, nu, kalender.dag(nu))
        else:
            nieuw = sluit_vraag(tx, oud, nu)
            wat = f"vervallen-{oud.gevraagde_versie}"
            stuur(tx, nieuw.inzet, berichten.voorwaarden_vervallen, wat)
    return len(rijen)


def _geldig(tx: Session, verband: UUID) -> timedelta:
    return timedelta(days=pools.get_afspraken(tx, verband).voorstel_geldig_dagen)


def volg_de_klok(sessions: sessionmaker[Session], nu: datetime) -> None:
    """Once an hour: what nobody answered, and all that must be told; in batches."""
    while True:
        with sessions.begin() as tx:
            if not laat_verlopen(tx, nu):
                break
    na: UUID | None = None
    while True:
        with sessions.begin() as tx:
            lijst = list_bevestigd(tx, na)
            meld_signalen(tx, lijst, nu)
        if not lijst:
            return
        na = lijst[-1].inzet.id
