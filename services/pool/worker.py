"""The worker of pool. Start: python -m services.pool.worker"""

import httpx2
import procrastinate
import structlog

from services.pool.flexpool import storage as leden
from services.pool.flexpool.routes.aanstellingen import VERWERK
from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import InzetStatus
from shared import kalender, worker
from shared.settings import Settings

EVERY_10_S = "* * * * * */10"
AFGELOPEN = "De laatste dag is geweest."


def create(settings: Settings) -> tuple[procrastinate.App, worker.Work]:
    """The tasks of every service, and those of the rooms of this one."""
    app, work = worker.create_worker(settings)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="volg_de_klok", queueing_lock="volg_de_klok", lock="volg_de_klok")
    def volg_de_klok(timestamp: int) -> None:  # noqa: ARG001 (given by the library)
        follow_clock(work)

    @app.task(name=VERWERK, lock=VERWERK)
    def verwerk_aanstellingen() -> None:
        process_aanstellingen(work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="verwerk_aanstellingen_rest", lock=VERWERK, queueing_lock="aanstellingen_rest")
    def verwerk_aanstellingen_rest(timestamp: int) -> None:  # noqa: ARG001
        process_aanstellingen(work)

    return app, work


def process_aanstellingen(work: worker.Work) -> None:
    """Take over who was hired on a pool place; a neighbour that is away is tried again."""
    try:
        while True:
            with work.sessions.begin() as tx:
                peers = work.peer("vacatures"), work.peer("gateway")
                if leden.verwerk_aanstellingen(tx, *peers, work.now()) == 0:
                    return
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)


def follow_clock(work: worker.Work) -> None:
    """End what the calendar has ended; a gateway that is away is tried again by the next round."""
    try:
        now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    with work.sessions.begin() as tx:
        for bewaard in inzetten.list_afgelopen(tx, kalender.dag(now)):
            tot = bewaard.inzet.tot
            inzetten.set_status(tx, bewaard, InzetStatus.BEEINDIGD, tot, AFGELOPEN, None, now)


if __name__ == "__main__":
    worker.run(create(Settings.for_service("pool"))[0])
