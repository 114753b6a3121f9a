"""The API of settlements."""

from services.pool.verrekening.routes import facturen, gegevens, maanden, waarde

routers = (maanden.router, facturen.router, gegevens.router, waarde.router)
