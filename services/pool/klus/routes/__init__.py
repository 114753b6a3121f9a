"""The API of klussen."""

from services.pool.klus.routes import inkomen, intern, klussen, matches, plannen, reacties

routers = [
    klussen.router,
    reacties.router,
    matches.router,
    inkomen.router,
    plannen.router,
]
intern_router = intern.intern
