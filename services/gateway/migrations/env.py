"""Alembic for the gateway: every room's tables, in the gateway's own schema."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from services import gateway
from services.gateway.tables import Base
from shared.migrate import run

for room in iter_modules(gateway.__path__):
    if room.ispkg and find_spec(f"services.gateway.{room.name}.tables"):
        import_module(f"services.gateway.{room.name}.tables")

run("gateway", Base.metadata)
