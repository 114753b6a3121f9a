"""The API of deployments."""

from services.pool.inzet.routes import akkoorden, intern, inzetten

routers = [inzetten.router, akkoorden.router]
intern_router = intern.intern
