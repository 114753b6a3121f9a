"""The migrations make an empty schema whole, leave nothing when undone, and miss nothing."""

from collections.abc import Callable

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from tests.conftest import ROOT, SERVICES


def names(engine: Engine) -> set[str]:
    with engine.connect() as tx:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        return set(tx.scalars(text(query)))


@pytest.mark.parametrize("service", SERVICES)
def test_down_and_up_again(migrated: Callable[[str], Engine], service: str) -> None:
    engine = migrated(service)
    before = names(engine)
    config = Config(ROOT / "alembic.ini", ini_section=service)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert names(engine) == {"alembic_version"}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.check(config)
    assert names(engine) == before
