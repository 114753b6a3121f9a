"""Deliver vacancies: in batch, as a file, as a full snapshot, or one by one."""

from services.vacatures.aanlevering.routes import een, reeks
from services.vacatures.aanlevering.routes.bestanden import CSV, XML

routers = [reeks.router, een.router]

__all__ = ["CSV", "XML", "routers"]
