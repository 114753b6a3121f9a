"""The API of pools and their members."""

from services.pool.flexpool.routes import (
    agenda,
    eigen,
    keuzes,
    leden,
    partners,
    pools,
    roulatie,
    verificaties,
)

routers = [
    pools.router,
    keuzes.router,
    partners.router,
    agenda.router,
    roulatie.router,
    leden.router,
    eigen.router,
    verificaties.router,
]
