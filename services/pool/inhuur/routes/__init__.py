"""External hires over HTTP: the register, files, checks, figures of a year, goals."""

from services.pool.inhuur.routes import (
    cijfers,
    doelen,
    inlezingen,
    jaren,
    regels,
    toetsen,
    vervangingen,
)

routers = [
    regels.router,
    inlezingen.router,
    toetsen.router,
    jaren.router,
    cijfers.router,
    vervangingen.router,
    doelen.router,
]
