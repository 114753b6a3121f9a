"""The routes of toegang: clients and keys, the token endpoint, people themselves, the clock."""

from services.gateway.toegang.routes import (
    apitokens,
    clients,
    inloggen,
    kandidaten,
    klok,
    paginas,
    persoon,
    proef,
    token,
    uitgevers,
    widgettokens,
)

routers = (
    clients.router,
    apitokens.router,
    widgettokens.router,
    proef.router,
    uitgevers.router,
    klok.router,
    token.router,
    kandidaten.router,
    persoon.router,
)
paginas_router = paginas.router
inloggen_router = inloggen.router
intern = klok.intern
TOKEN_PATH = "/toegang/v1/token"  # noqa: S105 (an address)
