"""The bound: a bare Starlette app that answers with the same bytes, under the same server.

Start: uvicorn tests.benchmarks.bare:app, with BARE_FOLDER: a folder with one file per answer; the
file `lijst` is what `GET /lijst` gives.
"""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BARE_FOLDER"]).iterdir()}


async def answer(request: Request) -> Response:
    return Response(BODIES[request.path_params["name"]], media_type="application/json")


app = Starlette(routes=[Route("/{name}", answer, methods=["GET", "POST"])])
