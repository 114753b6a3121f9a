"""The API of deployments."""

from services.pool.inzet.routes import (
    akkoorden,
    audit,
    intern,
    inzetten,
    overeenkomst,
    pad,
    register,
    start,
)

routers = [
    inzetten.router,
    akkoorden.router,
    overeenkomst.router,
    start.router,
    pad.router,
    register.router,
    audit.router,
]
intern_router = intern.intern
