"""The routes of toegang: clients and their keys, the OAuth token endpoint, the business clock."""

from services.gateway.toegang.routes import clients, klok, token

routers = (clients.router, klok.router, token.router)
intern = klok.intern
TOKEN_PATH = "/toegang/v1/token"  # noqa: S105 (an address)
