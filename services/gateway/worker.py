"""The worker of the gateway. Start with `python -m services.gateway.worker`."""

from datetime import UTC, datetime, timedelta
from functools import partial

import procrastinate
import structlog
from sqlalchemy.orm import Session

from services.gateway.bericht import storage as berichten
from services.gateway.bericht.rules import Berichtsoort
from services.gateway.bewaren import storage as bewaren
from services.gateway.bewaren import taken as uittredingen
from services.gateway.convenant import storage as convenanten
from services.gateway.notificatie import rules
from services.gateway.notificatie.bezorging import hub
from services.gateway.notificatie.storage import abonnementen, afleveringen
from services.gateway.poort import storage as poort
from services.gateway.toegang import rules as toegangsregels
from services.gateway.toegang import storage as clients
from services.gateway.toegang.storage import inloglinks, uitgevers
from shared import fernet, kalender, mail, worker
from shared.http import Peer
from shared.settings import Settings

EVERY_10_S = "* * * * * */10"
LEZEN = "gebeurtenissen:lezen"
BATCH = 100


def create(settings: Settings) -> tuple[procrastinate.App, worker.Work]:
    """The tasks of every service, and those of the rooms of this one."""
    app, work = worker.create_worker(settings)

    @app.task(name=berichten.VERSTUUR, lock=berichten.VERSTUUR)
    def verstuur() -> None:
        send_mail(work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="verstuur_rest", lock=berichten.VERSTUUR, queueing_lock="verstuur_rest")
    def verstuur_rest(timestamp: int) -> None:  # noqa: ARG001 (given by the library)
        send_mail(work)

    @app.periodic(cron="31 * * * *")
    @app.task(name="ruim_berichten_op", queueing_lock="ruim_berichten_op")
    def ruim_berichten_op(timestamp: int) -> None:  # noqa: ARG001
        with work.sessions.begin() as tx:
            berichten.clean(tx, datetime.now(UTC))
            poort.ruim_tempo_op(tx)
            uitgevers.clean(tx, datetime.now(UTC))
            if (kluis := fernet.open_keys(settings.webhook_keys)) is not None:
                uitgevers.encrypt_anew(tx, kluis)

    pool = Peer(settings, "pool")

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="rond_uittredingen_af", lock="uittreding", queueing_lock="uittreding")
    def rond_uittredingen_af(timestamp: int) -> None:  # noqa: ARG001
        uittredingen.rond_uittredingen_af(work.sessions, pool, verschuiving, datetime.now(UTC))

    @app.periodic(cron="40 2 * * *")
    @app.task(name="wis_verlopen", lock="wis_verlopen", queueing_lock="wis_verlopen")
    def wis_verlopen(timestamp: int) -> None:  # noqa: ARG001
        erase_old(work)

    @app.periodic(cron="25 2 * * *")
    @app.task(name="ruim_afleveringen_op", queueing_lock="ruim_afleveringen_op")
    def ruim_afleveringen_op(timestamp: int) -> None:  # noqa: ARG001
        tidy_deliveries(work)

    return app, work


def lezer(tx: Session, client_id: str) -> rules.Lezer | None:
    """Who a client is for the feed, by what is true now; None: it may not read it (any more)."""
    if client_id == toegangsregels.PLATFORMBEHEER:
        return rules.Lezer(rollen=frozenset({toegangsregels.Rol.PLATFORMBEHEERDER.value}))
    client = clients.get_client(tx, client_id)
    if client is None or not client.actief or LEZEN not in client.scopes:
        return None
    shift = timedelta(seconds=clients.get_verschuiving(tx))
    oin = client.organisatie
    vandaag = kalender.dag(datetime.now(UTC) + shift)
    leden = convenanten.verbanden_of(tx, oin, vandaag) if oin else []
    return rules.Lezer(oin, frozenset(lid.verband for lid in leden), frozenset(client.rollen))


def verschuiving(tx: Session) -> timedelta:
    """How far the business clock is ahead; in production it never is."""
    return timedelta(seconds=clients.get_verschuiving(tx))


def tidy_deliveries(work: worker.Work) -> None:
    """Forget deliveries beyond their term; bring the secrets of subscribers under the first key."""
    with work.sessions.begin() as tx:
        afleveringen.clean(tx, datetime.now(UTC))
    if (kluis := fernet.open_keys(work.settings.webhook_keys)) is None:
        return
    again = BATCH
    while again == BATCH:
        with work.sessions.begin() as tx:
            again = abonnementen.reseal(tx, kluis, BATCH)


def erase_old(work: worker.Work) -> None:
    """Erase what is beyond its term, batch after batch."""
    now = datetime.now(UTC)
    while True:
        with work.sessions.begin() as tx:
            if bewaren.wis_verlopen(tx, now, work.settings.verwerking_dagen) == 0:
                return


def send_mail(work: worker.Work) -> None:
    """Send what waits. A mail server that is away is no fault of ours: the sweep tries again."""
    base = work.settings.public_base_url.rstrip("/")
    now = datetime.now(UTC)
    hours = inloglinks.Duur(work.settings.inloglink_hours_applying, work.settings.inloglink_hours)
    makers = {
        Berichtsoort.TEKST: berichten.brief(base),
        Berichtsoort.INLOGLINK: inloglinks.brief(base, hours, now),
    }
    send = partial(mail.send, work.settings)
    try:
        berichten.send_due(work.sessions, makers, send, lambda: datetime.now(UTC))
    except mail.Unreachable as error:
        cause = type(error.__cause__ or error).__name__
        structlog.get_logger().warning("mail_uitgesteld", soort=cause)


if __name__ == "__main__":
    own = Settings.for_service("gateway")
    worker.run(*create(own), partial(hub.run, own, lezer))
