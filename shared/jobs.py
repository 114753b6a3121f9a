"""Plan work that comes after the answer, in the request's own transaction.

The fact and its job commit together; the service's worker (`shared.worker`) runs it.
"""

import procrastinate
from sqlalchemy.orm import Session

DELIVER = "bezorg"
SHORT, LONG = "default", "berekening"  # queues: long calculations have workers of their own
_deferrer = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def defer(tx: Session, task: str, **args: procrastinate.types.JSONValue) -> None:
    """Plan `task` to run once this transaction commits."""
    raw = tx.connection().connection.driver_connection
    # One at a time per task: order is kept, and a crowd of jobs does not become a crowd of calls.
    _deferrer.configure_task(task, lock=task, connection=raw).defer(**args)


def defer_long(tx: Session, task: str, lock: str, **args: procrastinate.types.JSONValue) -> None:
    """Plan a long calculation: what has the same `lock` runs one after another."""
    raw = tx.connection().connection.driver_connection
    _deferrer.configure_task(task, lock=lock, queue=LONG, connection=raw).defer(**args)
