"""The worker of pool. Start: python -m services.pool.worker"""

import os
from uuid import UUID

import httpx2
import procrastinate
import structlog

from services.pool.bewaren import taken as bewaren
from services.pool.flexpool import storage as leden
from services.pool.flexpool.routes.aanstellingen import VERWERK
from services.pool.functieruil import rekentaak as ruiltaak
from services.pool.inhuur import inlees
from services.pool.inzet import storage as inzetten
from services.pool.klus import verloop as klussen
from services.pool.toewijzing import rekentaak
from services.pool.trainee import rekentaak as roostertaak
from services.pool.trainee import verloop as trainees
from services.pool.uren import storage as uren
from services.pool.vormwijzer import storage as vormadviezen
from shared import jobs, kalender, worker
from shared.settings import Settings

# A database or a gateway that is away: the proposal stays in_berekening until it is back.
NOG_EENS = procrastinate.RetryStrategy(max_attempts=60, wait=2, linear_wait=5)
EVERY_10_S = "* * * * * */10"
EVERY_10_MIN = "*/10 * * * *"
MINSTE, MEESTE = 2, 4  # proposals that are computed side by side


def create(settings: Settings) -> tuple[procrastinate.App, worker.Work]:
    """The tasks of every service, and those of the rooms of this one."""
    app, work = worker.create_worker(settings)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="volg_de_klok", queueing_lock="volg_de_klok", lock="volg_de_klok")
    def volg_de_klok(timestamp: int) -> None:  # noqa: ARG001 (given by the library)
        follow_clock(work)

    gedaan: set[str] = set()

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="volg_inzetten", queueing_lock="volg_inzetten", lock="volg_inzetten")
    def volg_inzetten(timestamp: int) -> None:  # noqa: ARG001
        follow_inzetten(work, gedaan)

    @app.task(name=VERWERK, lock=VERWERK)
    def verwerk_aanstellingen() -> None:
        process_aanstellingen(work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="verwerk_aanstellingen_rest", lock=VERWERK, queueing_lock="aanstellingen_rest")
    def verwerk_aanstellingen_rest(timestamp: int) -> None:  # noqa: ARG001
        process_aanstellingen(work)

    # In the queue of long calculations, so that the short tasks never wait for one.
    @app.task(name=rekentaak.TAAK, queue=jobs.LONG, retry=NOG_EENS)
    async def bereken_voorstel(voorstel: str) -> None:
        await rekentaak.bereken(work.sessions, UUID(voorstel), work.now)

    @app.task(name=inlees.TAAK, queue=jobs.LONG, retry=NOG_EENS)
    def lees_inhuur_in(inlezing: str) -> None:
        inlees.lees_in(work.sessions, UUID(inlezing), work.now)

    @app.task(name=ruiltaak.TAAK, lock=rekentaak.TAAK, retry=NOG_EENS)
    async def bereken_ruilronde(ronde: str) -> None:
        await ruiltaak.bereken(work.sessions, UUID(ronde), work.now)

    @app.task(name=roostertaak.TAAK, lock=rekentaak.TAAK, retry=NOG_EENS)
    async def bereken_traineerooster(rooster: str) -> None:
        await roostertaak.bereken(work.sessions, UUID(rooster), work.now)

    @app.periodic(cron=EVERY_10_MIN)
    @app.task(name="volg_trainees", queueing_lock="volg_trainees", lock="volg_trainees")
    def volg_trainees(timestamp: int) -> None:  # noqa: ARG001
        follow_trainees(work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="volg_ruilkringen", queueing_lock="volg_ruilkringen", lock="volg_ruilkringen")
    def volg_ruilkringen(timestamp: int) -> None:  # noqa: ARG001
        follow_ruilkringen(work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="volg_klussen", queueing_lock="volg_klussen", lock="volg_klussen")
    def volg_klussen(timestamp: int) -> None:  # noqa: ARG001
        follow_klussen(work)

    @app.periodic(cron=EVERY_10_MIN)
    @app.task(name="volg_afspraken", queueing_lock="volg_afspraken", lock="volg_afspraken")
    def volg_afspraken(timestamp: int) -> None:  # noqa: ARG001
        follow_afspraken(work)

    herinnerd: set[str] = set()

    @app.periodic(cron=EVERY_10_MIN)
    @app.task(name="herinner_uren", queueing_lock="herinner_uren", lock="herinner_uren")
    def herinner_uren(timestamp: int) -> None:  # noqa: ARG001
        remind_hours(work, herinnerd)

    bewaren.register(app, work)
    return app, work


def remind_hours(work: worker.Work, gedaan: set[str]) -> None:
    """Once a day: ask for hours of weeks that are over, and for decisions that wait."""
    try:
        now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    dag = str(kalender.dag(now))
    if dag in gedaan:
        return
    with work.sessions.begin() as tx:
        uren.herinner(tx, now)
    gedaan.clear()
    gedaan.add(dag)


def follow_afspraken(work: worker.Work) -> None:
    """Keep the convenanten in force, and ask employers to check members whose check runs out."""
    try:
        with work.sessions.begin() as tx:
            leden.ververs_convenanten(tx, work.peer("gateway"))
            now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    with work.sessions.begin() as tx:
        leden.herinner_verificaties(tx, kalender.dag(now))
        vormadviezen.waarschuw(tx, kalender.dag(now))


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
        inzetten.beeindig_afgelopen(tx, now)


def follow_ruilkringen(work: worker.Work) -> None:
    """Keep swaps whole: what falls takes the rest of its ring along, and is computed again."""
    try:
        now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    ruiltaak.volg_kringen(work.sessions, now)


def follow_klussen(work: worker.Work) -> None:
    """Close what is past its day, and give a klus away when three said yes to its inzet."""
    try:
        now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    klussen.volg_klussen(work.sessions, now)


def follow_trainees(work: worker.Work) -> None:
    """The last day to sign up is over: what is offered elsewhere goes."""
    try:
        now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    trainees.sluit_aanmelden(work.sessions, now)


def follow_inzetten(work: worker.Work, gedaan: set[str]) -> None:
    """Once per hour of the business clock: what nobody answered, and what must be told in time."""
    try:
        now = work.now()
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)
        return
    uur = f"{now:%Y-%m-%dT%H}"
    if uur in gedaan:
        return
    inzetten.volg_de_klok(work.sessions, now)
    gedaan.clear()
    gedaan.add(uur)


def tegelijk(settings: Settings) -> int:
    """How many proposals are computed side by side: at least two, so that a region never waits for
    a country, and at most four unless it is set, because each takes its memory.

    They run with a lower priority: what people wait for goes first (`rekenproces`).
    """
    return settings.berekeningen_tegelijk or min(MEESTE, max(MINSTE, (os.cpu_count() or 1) - 1))


if __name__ == "__main__":
    own = Settings.for_service("pool")
    worker.run(*create(own), long=tegelijk(own))
