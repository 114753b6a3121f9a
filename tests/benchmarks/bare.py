"""The bound: a bare Starlette app that answers with the same bytes, under the same server.

Start: uvicorn tests.benchmarks.bare:app, with BARE_FOLDER: a folder with one file per answer; the
file `lijst` is what `GET /lijst` gives, with the headers of `lijst.koppen` (JSON) if that is there.
"""

import json
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BARE_FOLDER"]).iterdir()}
HEADERS = {name: json.loads(BODIES.get(f"{name}.koppen", b"{}")) for name in BODIES}


async def answer(request: Request) -> Response:
    name = request.path_params["name"]
    return Response(BODIES[name], media_type="application/json", headers=HEADERS[name])


app = Starlette(routes=[Route("/{name}", answer, methods=["GET", "POST"])])
