"""What the worker does for keeping, and for the names in the ledger."""

from collections.abc import Callable

import httpx2
import procrastinate
import structlog

from services.pool.bewaren import storage
from services.pool.verdeling import storage as verdeling
from shared import worker

EVERY_MINUTE = "* * * * *"
EVERY_HOUR = "37 * * * *"
AT_NIGHT = "20 2 * * *"
MOST_BATCHES = 10_000  # of one step in one night; the rest waits for the next


def register(app: procrastinate.App, work: worker.Work) -> None:
    """Add the tasks of this room to the worker."""

    @app.periodic(cron=AT_NIGHT)
    @app.task(name="bewaar", lock="bewaar", queueing_lock="bewaar")
    def bewaar(timestamp: int) -> None:  # noqa: ARG001 (given by the library)
        attempt(erase_past, work)

    @app.task(name=storage.MELD, lock=storage.MELD)
    def meld_wissingen() -> None:
        attempt(tell_erased, work)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="meld_wissingen_rest", lock=storage.MELD, queueing_lock="meld_wissingen_rest")
    def meld_wissingen_rest(timestamp: int) -> None:  # noqa: ARG001
        attempt(tell_erased, work)

    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="herinner_verzoeken", lock="herinner_verzoeken", queueing_lock="verzoeken")
    def herinner_verzoeken(timestamp: int) -> None:  # noqa: ARG001
        attempt(remind, work)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="haal_namen", lock="haal_namen", queueing_lock="haal_namen")
    def haal_namen(timestamp: int) -> None:  # noqa: ARG001
        attempt(fetch_names, work)


def attempt(step: Callable[[worker.Work], None], work: worker.Work) -> None:
    """A neighbour that is away is no fault of ours: what waits is tried again by the next round."""
    try:
        step(work)
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)


def erase_past(work: worker.Work) -> None:
    """Erase what is past its term, a batch per transaction: killed, it goes on where it was."""
    now = work.now()
    for step in storage.STAPPEN:
        for _ in range(MOST_BATCHES):
            with work.sessions.begin() as tx:
                if step(tx, now) == 0:
                    break
    tell_erased(work)


def tell_erased(work: worker.Work) -> None:
    """Tell the gateway what it must erase of its copies."""
    gateway = work.peer("gateway")
    storage.bezorg(work.sessions, lambda ids: gateway.post("/intern/wissingen", ids))


def remind(work: worker.Work) -> None:
    """Remind organisations, once, that a request must be answered within the month."""
    now = work.now()
    with work.sessions.begin() as tx:
        storage.herinner(tx, now)


def fetch_names(work: worker.Work) -> None:
    """Copy what organisations in the ledger are called."""
    now = work.now()
    with work.sessions.begin() as tx:
        verdeling.haal_namen(tx, work.peer("gateway"), now)
