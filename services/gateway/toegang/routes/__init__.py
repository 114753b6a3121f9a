"""The routes of toegang: clients and keys, the token endpoint, people themselves, the clock."""

from services.gateway.toegang.routes import clients, kandidaten, klok, paginas, persoon, token

routers = (clients.router, klok.router, token.router, kandidaten.router, persoon.router)
paginas_router = paginas.router
intern = klok.intern
TOKEN_PATH = "/toegang/v1/token"  # noqa: S105 (an address)
