"""Addresses of what leaves; the gateway shows them under their public names."""

from services.vacatures.uitgifte.routes import feeds, pagina, standaarden
from services.vacatures.uitgifte.routes.leveren import Voorraad

routers = (feeds.router, standaarden.router, pagina.router)

__all__ = ["Voorraad", "routers"]
