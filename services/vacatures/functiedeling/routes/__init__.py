"""The API of shared functions, and what a neighbour asks about hires on a pool place."""

from services.vacatures.functiedeling.routes import answering, hiring, proposing
from services.vacatures.functiedeling.routes.hiring import intern

routers = (proposing.router, answering.router)

__all__ = ["hiring", "intern", "routers"]
