"""Put traces and figures in their places, as far as the settings ask for them."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from shared import db, watch
from shared.reader import Reader, Row
from shared.settings import Settings
from shared.telemetry import figures
from shared.telemetry.figures import Figures, Source
from shared.telemetry.traces import METHODS, Traces, fail

KINDS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "SET", "SAVEPOINT", "LISTEN"})
_WORD = re.compile(r"\s*(\w+)")


class Telemetry:
    """Everything of one service that looks on; sees requests (`watch.Requests`)."""

    def __init__(self, settings: Settings) -> None:
        url = settings.otlp_endpoint
        self._settings = settings
        self._traces = Traces(settings.service, url) if url else None
        self._figures = Figures() if settings.metrics_port else None
        self._ends: list[Callable[[], None]] = [watch.look_at_calls(self._call)]
        self._own: Engine | None = None

    # ---- requests
    def begin(self, method: str, traceparent: str) -> Any:
        method = method if method in METHODS else "OTHER"
        return method, self._traces.begin(method, traceparent) if self._traces else None

    def end(self, seen: Any, route: str, status: int, seconds: float) -> None:
        method, span = seen
        if self._traces:
            self._traces.end(span, method, route, status)
        if self._figures:
            self._figures.request(method, route, status, seconds)

    # ---- neighbours
    @contextmanager
    def _call(self, neighbour: str, method: str) -> Iterator[None]:
        method = method if method in METHODS else "OTHER"
        if self._traces and self._figures:
            with self._traces.call(neighbour, method), self._figures.call(neighbour, method):
                yield
        elif one := self._traces or self._figures:
            with one.call(neighbour, method):
                yield

    # ---- statements
    def look_at(self, engine: Engine) -> None:
        """See every statement of this engine."""
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "handle_error", self._failed)

    def _before(self, _: Any, __: Any, statement: str, ___: Any, context: Any, ____: Any) -> None:
        kind = _kind(statement)
        span = self._traces.statement(kind) if self._traces else None
        context._seen = kind, span, time.perf_counter()

    def _after(self, _: Any, __: Any, ___: Any, ____: Any, context: Any, _____: Any) -> None:
        self._ended(context, None)

    def _failed(self, failure: Any) -> None:
        if failure.execution_context is not None:
            self._ended(failure.execution_context, failure.original_exception)

    def _ended(self, context: Any, error: BaseException | None) -> None:
        kind, span, began = context.__dict__.pop("_seen", (None, None, 0.0))
        if kind is None:
            return
        if span is not None:
            if error is not None:
                fail(span, error)
            span.end()
        if self._figures:
            self._figures.statement(kind, time.perf_counter() - began)

    def look_at_reader(self, reader: Reader) -> None:
        """See every statement of the reading side."""
        ask = reader.ask

        async def seen(sql: str, values: Mapping[str, object]) -> list[Row]:
            kind, began = _kind(sql), time.perf_counter()
            span = self._traces.statement(kind) if self._traces else None
            try:
                return await ask(sql, values)
            except BaseException as error:
                if span is not None:
                    fail(span, error)
                raise
            finally:
                if span is not None:
                    span.end()
                if self._figures:
                    self._figures.statement(kind, time.perf_counter() - began)

        reader.ask = seen  # type: ignore[method-assign]

    # ---- figures
    def open(self, engine: Engine, reader: Reader, *sources: Source) -> None:
        """Listen for who asks for the figures."""
        port = self._settings.metrics_port
        if self._figures is None or port is None:
            return
        # A connection of their own: the figures are wanted most when all others are lent out.
        self._own = db.engine(self._settings, pool_size=1)
        own = figures.queues(self._own), figures.connections(engine, reader)
        self._figures.look_up(*own, *sources)
        self._figures.open(self._settings.metrics_host, port)

    def close(self) -> None:
        """Stop looking, and send what waits."""
        for end in self._ends:
            end()
        if self._figures:
            self._figures.close()
        if self._own:
            self._own.dispose()
        if self._traces:
            self._traces.close()


def _kind(statement: str) -> str:
    word = _WORD.match(statement)
    kind = word[1].upper() if word else ""
    return kind if kind in KINDS else "OTHER"
