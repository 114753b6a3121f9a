"""What the gateway tells in its figures beside what every service tells."""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from services.gateway.notificatie.storage.tellen import count_afleveringen
from services.gateway.poort.layer import Poort
from services.gateway.poort.proxy import Lines

OPEN = "opened"


def of(
    doors: Iterable[Poort], lines: Lines, sessions: sessionmaker[Session]
) -> Callable[[], Iterator[Metric]]:
    """Answers from what was kept and asked anew, neighbours left alone, deliveries."""

    def source() -> Iterator[Metric]:
        caches = [door.cache for door in doors]
        answers = CounterMetricFamily(
            "doorstroom_anonymous_answers", "For who shows no token.", labels=["source"]
        )
        answers.add_metric(["kept"], sum(cache.hits for cache in caches))
        answers.add_metric(["asked"], sum(cache.asked for cache in caches))
        size = GaugeMetricFamily("doorstroom_kept_bytes", "Of all kept answers together.")
        size.add_metric([], sum(cache.size for cache in caches))
        alone = GaugeMetricFamily(
            "doorstroom_breaker_open", "1: left alone for a moment.", labels=["neighbour"]
        )
        for name, state in _breakers(lines).items():
            alone.add_metric([name], state == OPEN)
        yield from (answers, size, alone)
        yield from _deliveries(sessions)

    return source


def _breakers(lines: Lines) -> dict[str, str]:
    """The state of each neighbour's breaker, by its name."""
    contexts = getattr(lines.breakers.uow, "contexts", None)
    known = getattr(contexts, "breakers", {})
    return {name: str(one.state) for name, one in list(known.items())}


def _deliveries(sessions: sessionmaker[Session]) -> Iterator[Metric]:
    try:
        with sessions() as tx:
            counts = count_afleveringen(tx)
    except SQLAlchemyError:
        return
    told = GaugeMetricFamily(
        "doorstroom_deliveries", "That did not succeed at once.", labels=["status"]
    )
    for status, count in counts.items():
        told.add_metric([status], count)
    yield told
