"""Offers (`offers`) and reasoned deviations from the order (`deviations`)."""

from services.vacatures.aanbod.routes import deviations, offers
from services.vacatures.aanbod.routes.offers import bij_statuswijziging

routers = (offers.router, deviations.router)

__all__ = ["bij_statuswijziging", "routers"]
