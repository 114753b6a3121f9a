"""`/live`: the process answers. `/ready`: the database, its migrations and the worker are there.

`/ready/zelf` leaves the worker out: it is for a load balancer, and a silent worker is no reason to
take a service that can answer out of rotation.
"""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool

from shared import token

WORKER_SILENCE = 60  # seconds without a heartbeat after which a worker counts as gone


def router() -> APIRouter:
    router = APIRouter(redirect_slashes=False)

    @router.get("/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/ready", include_in_schema=False)
    def ready(request: Request) -> JSONResponse:
        return report(parts(request.app.state.sessions))

    @router.get("/ready/zelf", include_in_schema=False)
    def ready_self(request: Request) -> JSONResponse:
        found = parts(request.app.state.sessions)
        return report({name: found[name] for name in ("database", "migraties")})

    return router


def jwks_router() -> APIRouter:
    router = APIRouter(redirect_slashes=False)

    @router.get("/jwks", include_in_schema=False)
    async def jwks(request: Request) -> dict[str, Any]:
        return token.public(request.app.state.keys)

    return router


def parts(sessions: sessionmaker[Session]) -> dict[str, bool]:
    """What this service itself needs; its neighbours are no part of it."""
    try:
        with sessions() as tx:
            migrated = tx.scalar(text("SELECT count(*) FROM alembic_version")) == 1
            worker = tx.scalar(
                text(
                    "SELECT EXISTS (SELECT FROM procrastinate_workers"
                    " WHERE last_heartbeat > now() - make_interval(secs => :secs))"
                ),
                {"secs": WORKER_SILENCE},
            )
            return {"database": True, "migraties": migrated, "worker": bool(worker)}
    except SQLAlchemyError:
        return {"database": False, "migraties": False, "worker": False}


async def parts_async(sessions: sessionmaker[Session]) -> dict[str, bool]:
    return await run_in_threadpool(parts, sessions)


def report(parts: dict[str, bool]) -> JSONResponse:
    ready = all(parts.values())
    return JSONResponse({"ready": ready, "onderdelen": parts}, status_code=200 if ready else 503)
