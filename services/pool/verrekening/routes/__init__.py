"""The API of settlements."""

from services.pool.verrekening.routes import facturen, gegevens, maanden

routers = (maanden.router, facturen.router, gegevens.router)
