"""The API of trainee programmes."""

from services.pool.trainee.routes import (
    evaluaties,
    gastplekken,
    intern,
    mentoren,
    onderdelen,
    programmas,
    roosters,
    trainees,
)

routers = [
    programmas.router,
    gastplekken.router,
    onderdelen.router,
    trainees.router,
    mentoren.router,
    roosters.router,
    evaluaties.router,
]
intern_router = intern.intern
