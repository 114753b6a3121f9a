"""What a service asks its database while a test does something."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import event


@contextmanager
def statements(client: TestClient) -> Iterator[list[str]]:
    """Its statements, without the values; of fast reads how many there were."""
    state, seen = client.app.state, list[str]()  # type: ignore[attr-defined]
    before = state.reader.count

    def see(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    event.listen(state.engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(state.engine, "before_cursor_execute", see)
        seen.append(f"{state.reader.count - before} read")
