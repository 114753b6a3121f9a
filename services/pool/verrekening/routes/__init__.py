"""The API of settlements."""

from services.pool.verrekening.routes import facturen, gegevens, maanden, waarde, wachten

routers = (maanden.router, facturen.router, gegevens.router, wachten.router, waarde.router)
