"""Alembic for vacatures: every room's tables, in the own schema of vacatures."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from services import vacatures
from services.vacatures.tables import Base
from shared.migrate import run

for room in iter_modules(vacatures.__path__):
    if room.ispkg and find_spec(f"services.vacatures.{room.name}.tables"):
        import_module(f"services.vacatures.{room.name}.tables")

run("vacatures", Base.metadata)
