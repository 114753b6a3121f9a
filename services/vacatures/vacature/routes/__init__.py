"""Vacancies: one of them (`reading`), write down your own (`changing`), end them (`status`),
those of a vacaturehouder (`houder`).

The list stands in the room `zoeken`.
"""

from services.vacatures.vacature.routes import audit, changing, hosts, houder, reading, status
from services.vacatures.vacature.routes.access import eigen_organisatie, eigen_vacature, toon

routers = (
    reading.router,
    changing.router,
    status.router,
    hosts.router,
    houder.router,
    audit.router,
)

__all__ = ["eigen_organisatie", "eigen_vacature", "routers", "toon"]
