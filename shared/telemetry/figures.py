"""Figures for Prometheus, on a port of their own that is never public."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

Source = Callable[[], Iterable[Metric]]
BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
JOBS = "SELECT task_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2"
# Of each outbox: how many wait, and how long the first does already.
WAITING = (
    "SELECT 'gebeurtenissen', count(*), extract(epoch FROM now() - min(op))"
    " FROM gebeurtenis_uit WHERE cardinality(bestemmingen) > 0"
    " UNION ALL SELECT 'verwerkingen', count(*), extract(epoch FROM now() - min(op))"
    " FROM verwerking_uit WHERE NOT verzonden"
    " UNION ALL SELECT 'berichten', count(*), NULL FROM bericht_uit WHERE NOT verzonden"
)


class Figures:
    """What one process counts; the rest is looked up when it is asked for."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = self._histogram("request", "Requests", "method", "route", "status")
        self._calls = self._histogram("neighbour", "Calls", "neighbour", "method", "outcome")
        self._statements = self._histogram("statement", "Statements", "kind")
        self._labelled: dict[tuple[str, ...], Any] = {}
        self._server: Any = None

    def _histogram(self, name: str, what: str, *labels: str) -> Histogram:
        full, text = f"doorstroom_{name}_seconds", f"{what}, in seconds."
        return Histogram(full, text, labels, registry=self.registry, buckets=BUCKETS)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        self._observe(self._requests, seconds, method, route, str(status))

    def statement(self, kind: str, seconds: float) -> None:
        self._observe(self._statements, seconds, kind)

    @contextmanager
    def call(self, neighbour: str, method: str) -> Iterator[None]:
        """Around a call to a neighbour; outcome: the kind of fault, or `ok`."""
        began, outcome = time.perf_counter(), "ok"
        try:
            yield
        except BaseException as error:
            outcome = type(error).__name__
            raise
        finally:
            self._observe(self._calls, time.perf_counter() - began, neighbour, method, outcome)

    def _observe(self, histogram: Histogram, seconds: float, *labels: str) -> None:
        found = self._labelled.get(labels)
        if found is None:
            found = self._labelled[labels] = histogram.labels(*labels)
        found.observe(seconds)

    def look_up(self, *sources: Source) -> None:
        """Also give these figures, each time somebody asks."""
        for source in sources:
            self.registry.register(_Asked(source))

    def open(self, host: str, port: int) -> None:
        """Listen; when another process of this machine does, this one goes without figures."""
        try:
            self._server, _ = start_http_server(port, host, self.registry)
        except OSError as error:
            structlog.get_logger().warning("geen_meetpoort", soort=type(error).__name__, poort=port)

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


class _Asked(Collector):
    """Figures that are looked up when they are asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterable[Metric]:
        return self._source()


def connections(engine: Engine, reader: Any) -> Source:
    """How many connections are lent out, of how many; of the writing and of the reading side."""

    def source() -> Iterator[Metric]:
        pool: Any = engine.pool
        busy = GaugeMetricFamily("doorstroom_connections_busy", "Lent out.", labels=["pool"])
        most = GaugeMetricFamily("doorstroom_connections_max", "At most.", labels=["pool"])
        busy.add_metric(["writing"], pool.checkedout())
        most.add_metric(["writing"], pool.size() + pool._max_overflow)
        busy.add_metric(["reading"], reader.busy)
        most.add_metric(["reading"], reader.size)
        yield from (busy, most)

    return source


def queues(engine: Engine) -> Source:
    """Jobs per task and status, and what waits to be delivered; nothing without the database."""

    def source() -> Iterator[Metric]:
        try:
            with engine.connect() as connection:
                jobs = connection.execute(text(JOBS)).all()
                waiting = connection.execute(text(WAITING)).all()
        except SQLAlchemyError:
            return
        labels = ["task", "status"]
        counted = GaugeMetricFamily("doorstroom_jobs", "Jobs of the worker.", labels=labels)
        for task, status, count in jobs:
            counted.add_metric([task, status], count)
        outbox = GaugeMetricFamily("doorstroom_outbox", "Waits to be delivered.", labels=["kind"])
        oldest = GaugeMetricFamily(
            "doorstroom_outbox_oldest_seconds", "How long the first waits.", labels=["kind"]
        )
        for kind, count, age in waiting:
            outbox.add_metric([kind], count)
            if age is not None:
                oldest.add_metric([kind], float(age))
        yield from (counted, outbox, oldest)

    return source
