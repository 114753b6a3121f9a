"""What is measured, started as in production: PostgreSQL, uvicorn with one worker; the bound."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen
from uuid import UUID

import psycopg
from alembic import command
from alembic.config import Config

from deploy import embedded
from deploy.database import prepare
from deploy.ports import free_port
from shared import caller, db, token
from shared.settings import Modus, Settings

ROOT = Path(__file__).parents[2]
PASSWORD = "wachtwoord-van-de-bench"
UVICORN = ("--no-server-header", "--no-access-log", "--log-level", "warning")


class Database:
    """A PostgreSQL of its own, migrated, and addresses for the service and for pgbench."""

    def __init__(self, admin_url: str) -> None:
        self.url = prepare(admin_url, dict.fromkeys(("vacatures", "pool", "gateway"), PASSWORD))[
            "vacatures"
        ]
        engine = db.engine(self.settings())
        config = Config(ROOT / "alembic.ini", ini_section="vacatures")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        engine.dispose()

    def settings(self, **more: object) -> Settings:
        values = {"database_url": self.url, "database_password": PASSWORD, "modus": Modus.TEST}
        return Settings(**{"service": "vacatures", "signing_keys": '{"keys":[]}'} | values | more)  # type: ignore[arg-type]

    def connect(self) -> psycopg.Connection:
        url = self.settings().database.set(drivername="postgresql")
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


@contextmanager
def database(folder: Path) -> Iterator[Database]:
    """Durable, with the settings that PostgreSQL has by itself."""
    options = {"password": PASSWORD, "log": folder / "postgres.log", "port": free_port()}
    with embedded.server(folder / "postgres", **options, say=lambda _: None) as server:  # type: ignore[arg-type]
        yield Database(server.admin_url)


class Gateway:
    """Mints internal tokens as the poort does, and shows the key that they are checked with."""

    def __init__(self) -> None:
        self.keys = token.load_keys(json.dumps(token.generate_keys()))
        jwks = json.dumps(token.public(self.keys)).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(jwks)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def token(self, organisatie: str, verbanden: list[UUID], **facts: object) -> str:
        """A token of somebody of this organisation; it lives a minute."""
        scopes = frozenset(
            f"{thing}:{action}"
            for thing, action in (
                ("vacatures", "lezen"),
                ("sollicitaties", "lezen"),
                ("sollicitaties", "indienen"),
                ("sollicitaties", "behandelen"),
            )
        )
        who = caller.Caller(
            client="bench",
            organisatie=organisatie,
            scopes=scopes,
            verbanden=tuple(caller.Verbandlid(verband, 1) for verband in verbanden),
            gebruiker="bench",
            **facts,  # type: ignore[arg-type]
        )
        claims = caller.to_claims(who) | {"verschuiving": 0}
        return token.mint(self.keys, "gateway", "vacatures", claims)


@contextmanager
def uvicorn(
    folder: Path, app: list[str], env: dict[str, str], port: int | None = None
) -> Iterator[int]:
    """One worker, on a free port unless one is given; its log goes to a file, as to a collector."""
    port = port or free_port()
    command_ = [sys.executable, "-m", "uvicorn", *app, "--port", str(port), *UVICORN]
    with (folder / f"uvicorn-{port}.log").open("wb") as log:
        process = subprocess.Popen(command_, cwd=ROOT, env=os.environ | env, stdout=log, stderr=log)
        try:
            _wait(process, port)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(f"http://127.0.0.1:{port}/live", timeout=2).close()
        except OSError as error:
            if getattr(error, "code", 0) in (404, 500):  # the bound has no such page
                return
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("uvicorn did not start")


@contextmanager
def service(folder: Path, database: Database, gateway: Gateway) -> Iterator[int]:
    env = {
        "VACATURES_DATABASE_URL": database.url,
        "VACATURES_DATABASE_PASSWORD": PASSWORD,
        "VACATURES_SIGNING_KEYS": json.dumps(token.generate_keys()),
        "VACATURES_MODUS": "test",
        "VACATURES_GATEWAY_URL": gateway.url,
        "VACATURES_DOCUMENT_KEY": "",
    }
    app = ["--factory", "services.vacatures.main:create_app"]
    with uvicorn(folder, app, {k: v for k, v in env.items() if v}) as port:
        yield port


@contextmanager
def bare(folder: Path, bodies: dict[str, bytes]) -> Iterator[int]:
    place = folder / "antwoorden"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, body in bodies.items():
        (place / name).write_bytes(body)
    with uvicorn(folder, ["tests.benchmarks.bare:app"], {"BARE_FOLDER": str(place)}) as port:
        yield port
