"""What happens by itself after the last day of somebody who leaves."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import httpx2
import structlog
from sqlalchemy.orm import Session, sessionmaker

from services.gateway.bewaren.storage import uittreding as storage
from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules as verbandrules
from services.gateway.verband import storage as verbanden
from shared import events, kalender
from shared.http import Peer
from shared.model import to_z

BATCH = 20
Klok = Callable[[Session], timedelta]


def rond_uittredingen_af(
    sessions: sessionmaker[Session], pool: Peer, klok: Klok, nu: datetime
) -> int:
    """End what runs of who left, and erase the rest after its term; how many of both.

    A neighbour that is away stops it; the next round goes on where this one was. One transaction
    per organisation, and every step may be repeated.
    """
    done = 0
    while True:
        try:
            with sessions.begin() as tx:
                moment = nu + klok(tx)
                done_now = _one(tx, pool, moment, kalender.dag(moment))
        except httpx2.HTTPError as error:
            structlog.get_logger().warning("uittreding_uitgesteld", soort=type(error).__name__)
            return done
        if not done_now:
            return done
        done += 1


def _one(tx: Session, pool: Peer, nu: datetime, vandaag: date) -> bool:
    """The next one that has something to be done; False: there is none, or it must wait."""
    for row in storage.te_beeindigen(tx, vandaag, 1):
        if not storage.is_terug(tx, row, vandaag):
            _vertrek(pool, row, nu, wissen=False)
            storage.beeindig_abonnementen(tx, row)
        storage.beeindig(row, nu)
        leden = verbandrules.leden_op(verbanden.leden(tx, row.verband), vandaag)
        publiek = events.Publiek(organisaties=leden | {row.organisatie})
        adres = f"{BASE}/verbanden/{row.verband}/leden/{row.lidmaatschap}"
        events.record(tx, "lid-uitgetreden", row.verband, publiek, nu, adres)
        return True
    for row in storage.te_wissen(tx, vandaag, BATCH):
        blijft = 0
        if not storage.is_terug(tx, row, vandaag):
            blijft = _vertrek(pool, row, nu, wissen=True)
        if blijft == 0:
            storage.wis(tx, row, nu)
            return True
    return False


def _vertrek(pool: Peer, row: storage.Row, nu: datetime, *, wissen: bool) -> int:
    """Tell the pool; how many of its members stay there because an inzet runs."""
    body = {
        "verband": str(row.verband),
        "organisatie": row.organisatie,
        "tot": row.tot.isoformat(),
        "op": to_z(nu),
        "wissen": wissen,
    }
    answer = pool.request("POST", "/intern/uittredingen", body)
    return int(answer.json()["blijft"])
