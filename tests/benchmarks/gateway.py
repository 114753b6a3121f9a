"""Measure what the gateway adds and what it saves: `python -m tests.benchmarks.gateway`.

Each measure is the median of rounds in which the gateway and what it is compared with take turns.
nginx as a proxy for the same service stands beside it where nginx is installed.
"""

import argparse
import json
import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
import psycopg
from alembic import command
from alembic.config import Config

from deploy import embedded
from deploy.database import prepare
from deploy.ports import free_port
from shared import caller, db, token
from shared.settings import Modus, Settings
from tests.benchmarks import abonnees, data
from tests.benchmarks.__main__ import Measured, answers, load, percentile
from tests.benchmarks.report import Row, show, write
from tests.benchmarks.servers import PASSWORD, ROOT, bare, uvicorn

SERVICES = ("vacatures", "gateway", "pool")
VACATURES, OPEN = 2_000, 1_000
LIJST = "/vacatures/v1/vacatures?pageSize=25"
SETTINGS = {"workers": 1, "server": "uvicorn, asyncio, h11", "vacatures": VACATURES}
ADDED_MS = 2.0
OF_BARE = 0.8
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  upstream dienst {{ server 127.0.0.1:{service}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://dienst; proxy_http_version 1.1;
                  proxy_set_header Connection ""; proxy_set_header Authorization $http_authorization; }}
  }}
}}
"""  # noqa: E501 (another language)


@dataclass(slots=True)
class System:
    """Where everything is, and the secret of whoever runs it."""

    gateway: int
    vacatures: int
    nginx: int | None
    beheer: str
    keys: Any
    rows: list[Row] = field(default_factory=list)

    def outside(self) -> str:
        """A token that the gateway gave."""
        form = {"grant_type": "client_credentials"}
        url = f"http://127.0.0.1:{self.gateway}/toegang/v1/token"
        answer = httpx2.post(url, data=form, auth=("platformbeheer", self.beheer), timeout=30)
        return str(answer.raise_for_status().json()["access_token"])

    def inside(self) -> str:
        """What the gateway hands the service for that caller; it lives a minute."""
        scopes, rollen = frozenset({"vacatures:lezen"}), frozenset({"platformbeheerder"})
        who = caller.Caller(client="platformbeheer", rollen=rollen, scopes=scopes)
        return token.mint(self.keys, "gateway", "vacatures", caller.to_claims(who))

    def add(
        self, name: str, unit: str, value: float, bound: float | None, goal: float | None,
        better: str, **settings: Any,
    ) -> None:  # fmt: skip
        row = Row("gateway", name, unit, value, bound, goal, better, SETTINGS | settings)
        self.rows.append(row)
        show([row])


def request(path: str, bearer: str | None) -> str:
    proof = f"Authorization: Bearer {bearer}\r\n" if bearer else ""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n{proof}\r\n"


def cached(system: System, folder: Path, rounds: int, seconds: float) -> None:
    """The public list as everybody asks it, beside a bare answer of the same bytes.

    The same bytes are the head as well: writing a dozen headers costs the server more than all that
    the poort does for a kept answer. An answer with the body alone stands beside it, without goal.
    """
    url = f"http://127.0.0.1:{system.gateway}{LIJST}"
    kept = _until_kept(url)
    own: list[Measured] = []
    bounds: dict[str, list[float]] = {"heel": [], "x": []}
    with bare(folder, answers(kept)) as port:
        load(port, [request("/x", None)], 0.5)
        load(system.gateway, [request(LIJST, None)], 0.5)
        for _ in range(rounds):
            for name, found in bounds.items():
                found.append(load(port, [request(f"/{name}", None)], seconds).per_second)
            own.append(load(system.gateway, [request(LIJST, None)], seconds))
    p95 = round(median(percentile(o.ms, 0.95) for o in own), 2)
    more = {"clients": 8, "bytes": len(kept.content), "headers": len(kept.headers), "p95_ms": p95}
    name = "openbare lijst uit de poort"
    for bound, of, goal in (("heel", "dezelfde bytes", OF_BARE), ("x", "alleen de inhoud", None)):
        ratio = median(o.per_second / b for o, b in zip(own, bounds[bound], strict=True))
        part = f"{name}: deel van een kaal antwoord, {of}"
        system.add(part, "verhouding", ratio, 1, goal, "higher", **more)
    per_second = median(o.per_second for o in own)
    system.add(name, "verzoeken/s", per_second, median(bounds["heel"]), None, "higher", **more)


def _until_kept(url: str) -> httpx2.Response:
    """The answer, once two in a row come without the service."""
    tot = time.monotonic() + 20
    while True:
        httpx2.get(url, timeout=30).raise_for_status()
        if "no-cache" in (kept := httpx2.get(url, timeout=30)).headers["cache-control"]:
            return kept
        assert time.monotonic() < tot, "the public list is not kept"


def added(system: System, rounds: int, seconds: float) -> None:
    """What it costs to come through the poort, one at a time; nginx does the least one can do."""
    ways = {"direct": system.vacatures, "poort": system.gateway}
    if system.nginx:
        ways["nginx"] = system.nginx
    ms: dict[str, list[list[float]]] = {way: [] for way in ways}
    outside = system.outside()
    for nr in range(rounds + 1):
        for way, port in ways.items():
            bearer = outside if way == "poort" else system.inside()
            took = load(port, [request(LIJST, bearer)], seconds, clients=1).ms
            if nr:  # the first is to get warm
                ms[way].append(took)
    for part, name in ((0.5, "p50"), (0.99, "p99")):
        at = {way: median(percentile(one, part) for one in found) for way, found in ms.items()}
        least = at["nginx"] - at["direct"] if "nginx" in at else None
        goal = ADDED_MS if part == 0.5 else None
        system.add(
            f"toegevoegd door de poort, {name}", "ms", at["poort"] - at["direct"], least, goal,
            "lower", clients=1, direct_ms=round(at["direct"], 2), beside="nginx",
        )  # fmt: skip


@contextmanager
def running(folder: Path) -> Iterator[System]:
    """PostgreSQL, the service and the gateway, one worker each, as in production."""
    options = {"password": PASSWORD, "log": folder / "postgres.log", "port": free_port()}
    with ExitStack() as stack:
        server = stack.enter_context(
            embedded.server(folder / "postgres", **options, say=lambda _: None)  # type: ignore[arg-type]
        )
        urls = prepare(server.admin_url, dict.fromkeys(SERVICES, PASSWORD))
        for name in ("vacatures", "gateway"):
            _migrate(name, urls[name])
        _fill(urls["vacatures"])
        keys = {name: json.dumps(token.generate_keys()) for name in SERVICES}
        ports = {"GATEWAY": free_port(), "VACATURES": free_port()}
        beheer = "geheim-van-de-bench-0123456789"
        env = {"GATEWAY_BEHEER_SECRET": beheer, "GATEWAY_RATE_LIMIT": "100000000/day"}
        env["GATEWAY_RATE_LIMIT_ANONIEM"] = "100000000/day"
        for name in ("VACATURES", "GATEWAY"):
            env[f"{name}_DATABASE_URL"] = urls[name.lower()]
            env[f"{name}_DATABASE_PASSWORD"] = PASSWORD
            env[f"{name}_SIGNING_KEYS"] = keys[name.lower()]
            env[f"{name}_MODUS"] = "test"
            for other, port in ports.items():
                env[f"{name}_{other}_URL"] = f"http://127.0.0.1:{port}"
        for name, port in ports.items():
            app = ["--factory", f"services.{name.lower()}.main:create_app"]
            own = env | ({"GATEWAY_MODUS": "productie"} if name == "GATEWAY" else {})
            stack.enter_context(uvicorn(folder, app, own, port))
        proxy = stack.enter_context(nginx(folder, ports["VACATURES"]))
        loaded = token.load_keys(keys["gateway"])
        yield System(ports["GATEWAY"], ports["VACATURES"], proxy, beheer, loaded)


def _migrate(name: str, url: str) -> None:
    settings = Settings(
        service=name, modus=Modus.TEST, database_url=url, database_password=PASSWORD,
        signing_keys='{"keys":[]}',
    )  # fmt: skip
    engine = db.engine(settings)
    config = Config(ROOT / "alembic.ini", ini_section=name)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def _fill(url: str) -> None:
    plain = url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, password=PASSWORD, autocommit=True) as connection:
        data.load_convenanten(connection)
        data.load(connection, data.Generator(data.now()), 0, VACATURES, OPEN)


@contextmanager
def nginx(folder: Path, service: int) -> Iterator[int | None]:
    """nginx before the service; None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        yield None
        return
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, service=service))
    process = subprocess.Popen(
        [program, "-c", str(config), "-p", str(folder)], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(1)
        yield port if process.poll() is None else None
    finally:
        process.terminate()
        process.wait(10)


def run(folder: Path, rounds: int, seconds: float) -> list[Row]:
    with running(folder) as system:
        cached(system, folder, rounds, seconds)
        added(system, rounds, seconds)
        rows = system.rows
    delivered = abonnees.run(folder)
    show(delivered)
    return rows + delivered


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--no-write", action="store_true", help="leave latest.json as it is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="doorstroom-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        rows = run(folder, options.rounds, options.seconds)
    print()
    show(rows, head=True)
    if not options.no_write:
        machine = f"{platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}"
        write(ROOT / "docs" / "benchmarks" / "latest.json", machine, rows)


if __name__ == "__main__":
    main()
