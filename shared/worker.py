"""The worker of a service: runs the jobs of its own schema and brings its events to others."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import procrastinate
import psycopg
import psycopg_pool
import structlog
from procrastinate import builtin_tasks
from procrastinate.exceptions import ConnectorException
from sqlalchemy import delete, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from shared import berichten, db, events, jobs, log, verwerking
from shared.http import Peer
from shared.settings import Modus, Settings

SWEEP = "* * * * * */5"  # cron with seconds: what a lost job left behind is sent within 5 s
HEARTBEAT = 3  # seconds between two signs of life of a worker
STALLED = 12  # seconds without one: the worker was killed, and its jobs are taken up again
RETRY = 2  # seconds between two tries to reach the database
BUSY = 10  # seconds that a job waits for a connection, after which the database counts as away
AWAY = (ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout, SQLAlchemyError)
PEERS = ("gateway", "vacatures", "pool")

Beside = Callable[[], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Work:
    """What a task may use: sessions on the own schema, neighbours, settings."""

    settings: Settings
    sessions: sessionmaker[Session]
    peers: dict[str, Peer] = field(default_factory=dict)

    def peer(self, name: str) -> Peer:
        if name not in self.peers:
            self.peers[name] = Peer(self.settings, name)
        return self.peers[name]

    def now(self) -> datetime:
        """The business clock: in demo and test mode the gateway says how far it is shifted."""
        if self.settings.modus is Modus.PRODUCTIE:
            return datetime.now(UTC)
        return datetime.fromisoformat(self.peer("gateway").get("/intern/klok")["nu"])


def connector(settings: Settings) -> procrastinate.PsycopgConnector:
    """The connections on which jobs are taken and signed off."""
    conninfo = settings.database.set(drivername="postgresql").render_as_string(hide_password=False)
    return procrastinate.PsycopgConnector(conninfo=conninfo, timeout=BUSY, kwargs=db.LINE.copy())


def create_worker(settings: Settings) -> tuple[procrastinate.App, Work]:
    """The job app of a service with the tasks that every service has; add the rooms' own to it."""
    log.configure(settings.log_level, settings.service)
    app = procrastinate.App(connector=connector(settings))
    work = Work(settings, db.sessions(db.engine(settings, pool_size=5)))

    @app.task(name=jobs.DELIVER, lock=jobs.DELIVER)
    def bezorg() -> None:
        deliver_all(work)

    @app.periodic(cron=SWEEP)
    @app.task(name="bezorg_rest", lock=jobs.DELIVER, queueing_lock="bezorg_rest")
    def bezorg_rest(timestamp: int) -> None:  # noqa: ARG001 (given by the library)
        deliver_all(work)

    @app.periodic(cron=SWEEP)
    @app.task(name="hervat", queueing_lock="hervat")
    async def hervat(timestamp: int) -> None:  # noqa: ARG001
        await resume_stalled(app)

    @app.periodic(cron="17 * * * *")
    @app.task(name="ruim_op", queueing_lock="ruim_op")
    def ruim_op(timestamp: int) -> None:  # noqa: ARG001
        with work.sessions.begin() as tx:
            tx.execute(
                delete(db.Idempotentie).where(db.Idempotentie.vervalt_op < datetime.now(UTC))
            )

    @app.periodic(cron="43 3 * * *")
    @app.task(name="ruim_taken_op", queueing_lock="ruim_taken_op", pass_context=True)
    async def ruim_taken_op(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001
        await builtin_tasks.remove_old_jobs(context, max_hours=72, remove_failed=True)

    return app, work


async def resume_stalled(app: procrastinate.App) -> None:
    """Take up the jobs of a killed worker: until then their locks would stop all that come after.

    A job of the clock is dropped, for the clock brings the next; another one runs again.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        assert job.id is not None
        structlog.get_logger().warning("taak_hervat", taak=job.task_name)
        if job.queueing_lock is None:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job_by_id_async(
                job.id, procrastinate.jobs.Status.FAILED, delete_job=True
            )


def deliver_all(work: Work) -> None:
    """Bring every waiting event and verwerking; one dead neighbour does not stop the others."""

    def attempt(name: str, step: Callable[[], int]) -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 (any fault: the rows wait for the next sweep)
            structlog.get_logger().warning(
                "bezorging_uitgesteld", bestemming=name, soort=type(error).__name__
            )

    for name in PEERS:
        send = partial(work.peer(name).post, "/intern/gebeurtenissen")
        attempt(name, partial(events.deliver, work.sessions, name, send))
    send = partial(work.peer("gateway").post, "/intern/verwerkingen")
    attempt("verwerkingen", partial(verwerking.deliver, work.sessions, send))
    send = partial(work.peer("gateway").post, "/intern/berichten")
    attempt("berichten", partial(berichten.deliver, work.sessions, send))


async def work_once(app: procrastinate.App, work: Work, queue: str, concurrency: int) -> None:
    """Run the jobs of one queue until cancelled, or until the database goes away.

    That it ends without an error says nothing: so it does too when the database is back before
    the jobs have signed off.
    """
    # The pool of the job app waits longer after each failure: asked first, it never has to.
    await asyncio.to_thread(_ask, work.sessions)
    async with app.open_async():
        await app.run_worker_async(
            queues=[queue],
            concurrency=concurrency,
            install_signal_handlers=False,
            shutdown_graceful_timeout=10,
            fetch_job_polling_interval=5,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            delete_jobs=procrastinate.jobs.DeleteJobCondition.SUCCESSFUL,
        )


def _ask(sessions: sessionmaker[Session]) -> None:
    with sessions() as tx:
        tx.execute(text("SELECT 1"))


async def keep_working(
    app: procrastinate.App, work: Work, queue: str, concurrency: int, stop: asyncio.Event
) -> None:
    """Work, and begin again each time the database was away, until `stop` is set."""
    asked = asyncio.create_task(stop.wait())
    while not stop.is_set():
        working = asyncio.create_task(work_once(app, work, queue, concurrency))
        await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        cause = "einde"
        try:
            await working
        except asyncio.CancelledError:
            continue
        except AWAY as error:
            cause = type(error.__cause__ or error).__name__
        structlog.get_logger().warning("werker_wacht_op_database", rij=queue, soort=cause)
        await asyncio.wait({asked}, timeout=RETRY)


def run(app: procrastinate.App, work: Work, *besides: Beside, long: int = 0) -> None:
    """Run the worker until SIGTERM or Ctrl-C; running jobs get 10 s to end.

    A database that goes away is waited for: the worker begins again when it is back. Of the queue
    of long calculations `long` run at once, on connections of their own, so that the short jobs
    never wait for them. `besides` run in the same process and are cancelled at the end; an error of
    theirs ends the worker.
    """
    structlog.get_logger().info("werker_begint")

    async def main() -> None:
        stop = asyncio.Event()
        for asking in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(asking, stop.set)
        async with asyncio.TaskGroup() as group:
            lanes = [group.create_task(keep_working(app, work, jobs.SHORT, 2, stop))]
            if long:
                own = app.with_connector(connector(work.settings))
                lanes.append(group.create_task(keep_working(own, work, jobs.LONG, long, stop)))
            others = [group.create_task(one()) for one in besides]
            await asyncio.wait(lanes)
            for other in others:
                other.cancel()

    asyncio.run(main())
