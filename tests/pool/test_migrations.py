"""The migrations make an empty schema whole, leave nothing when undone, and miss nothing."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

ROOT = Path(__file__).parent.parent.parent


def names(engine: Engine) -> set[str]:
    with engine.connect() as tx:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        return set(tx.scalars(text(query)))


def test_down_and_up_again(migrated: Callable[[str], Engine]) -> None:
    engine = migrated("pool")
    before = names(engine)
    config = Config(ROOT / "alembic.ini", ini_section="pool")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert names(engine) == {"alembic_version"}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.check(config)
    assert names(engine) == before
