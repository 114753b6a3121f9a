"""Spans over OTLP: one per request, per call to a neighbour and per statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
    format_span_id,
    format_trace_id,
)

from shared import log

EXPORT_SECONDS = 3  # per batch; a collector that is away costs memory for some spans, no more
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SAMPLED = TraceFlags(TraceFlags.SAMPLED)


class Traces:
    """The spans of one service, sent in batches by a thread of their own."""

    def __init__(self, service: str, endpoint: str) -> None:
        exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=EXPORT_SECONDS)
        # A provider of our own, with only the name: the library's default tells process and host.
        resource = Resource({SERVICE_NAME: f"doorstroom-{service}"})
        self._provider = TracerProvider(ALWAYS_ON, resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("doorstroom")

    def begin(self, method: str, traceparent: str) -> Span:
        """The span of a request; what happens in it finds its parent by `shared.log`."""
        match = log.TRACEPARENT.match(traceparent)
        parent = _context(match[1], match[2]) if match else Context()
        span = self._tracer.start_span(method, parent, SpanKind.SERVER)
        context = span.get_span_context()
        log.trace_id.set(format_trace_id(context.trace_id))
        log.span_id.set(format_span_id(context.span_id))
        return span

    def end(self, span: Span, method: str, route: str, status: int) -> None:
        """End the span of a request; only now it is known which route it was."""
        span.update_name(f"{method} {route}")
        span.set_attribute("http.request.method", method)
        span.set_attribute("http.route", route)
        span.set_attribute("http.response.status_code", status)
        if status >= 500:  # a refusal is no fault (LDV 1.0: Unset)
            span.set_status(StatusCode.ERROR)
        span.end()
        log.span_id.set("")

    @contextmanager
    def call(self, neighbour: str, method: str) -> Iterator[None]:
        """Around a call; the neighbour hears of this span as its parent."""
        span = self._child(f"{method} {neighbour}", SpanKind.CLIENT)
        span.set_attribute("http.request.method", method)
        span.set_attribute("peer.service", neighbour)
        before = log.span_id.set(format_span_id(span.get_span_context().span_id))
        try:
            yield
        except BaseException as error:
            fail(span, error)
            raise
        finally:
            log.span_id.reset(before)
            span.end()

    def statement(self, kind: str) -> Span:
        """The span of a statement, of which only the first word is told."""
        span = self._child(kind, SpanKind.CLIENT)
        span.set_attribute("db.system.name", "postgresql")
        span.set_attribute("db.operation.name", kind)
        return span

    def _child(self, name: str, kind: SpanKind) -> Span:
        parent = _context(log.trace_id.get(), log.span_id.get() or "0")
        return self._tracer.start_span(name, parent, kind)

    def close(self) -> None:
        """Send what waits, as far as the collector is there."""
        self._provider.shutdown()


def fail(span: Span, error: BaseException) -> None:
    """A fault by its kind; its message may quote data."""
    span.set_status(StatusCode.ERROR)
    span.set_attribute("error.type", type(error).__name__)


def _context(trace_id: str, span_id: str) -> Context:
    parent = SpanContext(int(trace_id, 16), int(span_id, 16), is_remote=True, trace_flags=_SAMPLED)
    return trace.set_span_in_context(NonRecordingSpan(parent), Context())
