"""Alembic for pool: every room's tables, in the own schema of the pool."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from services import pool
from services.pool.tables import Base
from shared.migrate import run

for room in iter_modules(pool.__path__):
    if room.ispkg and find_spec(f"services.pool.{room.name}.tables"):
        import_module(f"services.pool.{room.name}.tables")

run("pool", Base.metadata)
