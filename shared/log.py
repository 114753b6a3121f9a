"""Logs: one JSON line per event, without personal data; `traceparent` ties services together.

A path is logged as its template (`/sollicitaties/{id}`), never filled in: a pseudonym is
personal data too. Nothing of query, headers or body is logged.
"""

import json
import logging
import re
import secrets
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

import structlog

TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$")
trace_id: ContextVar[str] = ContextVar("trace_id", default="0" * 32)
# The part of the trace that is going on, when traces are kept (`shared.telemetry`); else empty.
span_id: ContextVar[str] = ContextVar("span_id", default="")
# What an FSC inway or outway calls this exchange; in its own log it stands beside both parties.
FSC = "fsc-transaction-id"
RAW_FSC = FSC.encode()
FSC_UUID = re.compile(rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
fsc_id: ContextVar[str] = ContextVar("fsc_id", default="")


def configure(level: str, service: str) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level.lower()),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(dienst=service)
    global _request_from
    _request_from = service if level.upper() in {"INFO", "DEBUG", "NOTSET"} else None
    logging.basicConfig(level=logging.WARNING, handlers=[_Libraries()], force=True)


def request(method: str, route: str, status: int, ms: float, trace: str, fsc: str = "") -> None:
    """One line per request: the busiest line there is, so it is written without structlog's steps.

    The same line as `get_logger().info("verzoek", …)` would give, and only when INFO is shown.
    `fsc`: the transaction of an FSC inway, if there is one.
    """
    if _request_from is None:
        return
    moment = datetime.now(UTC).isoformat()[:26]
    beside = f'"fsc": "{fsc}", ' if fsc else ""
    # Nothing in it needs escaping but the route, and that is a text of our own.
    sys.stdout.write(
        f'{{"methode": "{method}", "route": {_encode(route)}, "status": {status}, "ms": {ms},'
        f' "trace": "{trace}", {beside}"dienst": "{_request_from}", "event": "verzoek",'
        f' "level": "info", "timestamp": "{moment}Z"}}\n'
    )
    sys.stdout.flush()


_request_from: str | None = None  # the service; None: these lines are not shown
_encode = json.JSONEncoder().encode


class _Libraries(logging.Handler):
    """What libraries log, as our own lines; without traceback or values, which may quote data."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        structlog.get_logger().log(
            record.levelno, "bibliotheek", naam=record.name, tekst=str(record.msg), soort=kind
        )


def unexpected(error: Exception) -> None:
    """Log a crash: its kind and the lines it passed, not its message (that may quote data)."""
    if getattr(error, "_logged", False):
        return  # a mounted app saw it before the app around it
    error._logged = True  # type: ignore[attr-defined]
    ours = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in frame.filename
    ]
    structlog.get_logger().error("onverwachte_fout", soort=type(error).__name__, regels=ours)


def start_trace(traceparent: str | None) -> str:
    """Take over the caller's trace, or begin one. Returns the trace id (32 hex digits)."""
    match = TRACEPARENT.match(traceparent or "")
    trace = match.group(1) if match and match.group(1) != "0" * 32 else secrets.token_hex(16)
    trace_id.set(trace)
    return trace


def start_fsc(given: bytes | None) -> str:
    """Take over the transaction that an FSC inway named, when it is a UUID; else empty."""
    fsc = given.decode().lower() if given and FSC_UUID.fullmatch(given) else ""
    fsc_id.set(fsc)
    return fsc


def traceparent() -> str:
    """The header for a call to a neighbour: same trace, and the span that makes the call."""
    return f"00-{trace_id.get()}-{span_id.get() or secrets.token_hex(8)}-01"


def onward() -> list[tuple[str, str]]:
    """The headers that tie what a neighbour does to what is done here."""
    fsc = fsc_id.get()
    parent = ("traceparent", traceparent())
    return [parent, (FSC, fsc)] if fsc else [parent]
