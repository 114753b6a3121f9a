"""Measure what leaves the building: `python -m tests.benchmarks.uitgifte`, or within `make bench`.

5,000 public vacancies. Each measure of a kept answer takes turns with a bare answer of the same
bytes; making a feed anew stands beside it in milliseconds.
"""

import argparse
import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import httpx2
import psycopg

from tests.benchmarks import data
from tests.benchmarks.__main__ import CLIENTS, load, measure_uitgifte, percentile
from tests.benchmarks.report import Row, show, write
from tests.benchmarks.servers import ROOT, Database, Gateway, bare, database, service

PART = "uitgifte"
OPENBAAR, GEWIJZIGD = 5_000, 50
BASE = "/vacatures/v1"
FEEDS = ("xml", "atom", "jsonfeed", "csv", "sitemap", "setu", "vum")
DELTA_MS = 50
SETTINGS: dict[str, Any] = {"clients": CLIENTS, "workers": 1, "vacatures": OPENBAAR}


@dataclass(slots=True)
class Meting:
    """One run: where everything is, and the rows so far."""

    folder: Path
    database: Database
    gateway: Gateway
    port: int
    rounds: int
    seconds: float
    rows: list[Row]

    def headers(self) -> dict[str, str]:
        werkgever = data.ORGANISATIES[0]
        token = self.gateway.token(werkgever, data.verbanden(werkgever))
        return {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}

    def get(self, path: str, **headers: str) -> tuple[httpx2.Response, float]:
        """The answer, its bytes as they came, and how many milliseconds it took."""
        url = f"http://127.0.0.1:{self.port}{BASE}{path}"
        with httpx2.Client(timeout=120) as client:
            started = time.perf_counter()
            answer = client.get(url, headers=self.headers() | headers)
            ms = (time.perf_counter() - started) * 1000
        if answer.status_code not in (200, 304):
            raise RuntimeError(answer.text)
        return answer, ms

    def request(self, path: str, **headers: str) -> str:
        lines = [f"{name}: {value}" for name, value in (self.headers() | headers).items()]
        return "\r\n".join([f"GET {path} HTTP/1.1", "Host: vacatures", *lines, "", ""])

    def bare_ms(self, body: bytes) -> float:
        """Milliseconds of one bare answer of these bytes."""
        with bare(self.folder, {"x": body}) as port, httpx2.Client(timeout=60) as client:
            took = []
            for _ in range(self.rounds + 1):
                started = time.perf_counter()
                client.get(f"http://127.0.0.1:{port}/x").raise_for_status()
                took.append((time.perf_counter() - started) * 1000)
        return median(took[1:])

    def in_turns(self, name: str, path: str, body: bytes, **headers: str) -> None:
        """The service and a bare answer of the same bytes, in turns."""
        own, bound = [], []
        with bare(self.folder, {"x": body}) as bare_port:
            for nr in range(self.rounds + 1):
                plain = load(bare_port, [self.request("/x", **headers)], self.seconds)
                ours = load(self.port, [self.request(f"{BASE}{path}", **headers)], self.seconds)
                if nr:  # the first warms up
                    bound.append(plain.per_second)
                    own.append(ours)
        settings = SETTINGS | {
            "bytes": len(body),
            "p95_ms": round(median(percentile(een.ms, 0.95) for een in own), 2),
        }
        ratio = median(o.per_second / b for o, b in zip(own, bound, strict=True))
        self.add(f"{name}: deel van een kaal antwoord", "verhouding", ratio, 1, None, settings)
        value = median(een.per_second for een in own)
        self.add(name, "verzoeken/s", value, median(bound), None, settings)

    def add(
        self, name: str, unit: str, value: float, bound: float | None, goal: float | None,
        settings: dict[str, Any],
    ) -> None:  # fmt: skip
        better = "lower" if unit == "ms" else "higher"
        self.rows.append(Row(PART, name, unit, value, bound, goal, better, settings))
        show(self.rows[-1:])


def maak_openbaar(connection: psycopg.Connection) -> list[str]:
    """5,000 open vacancies whose public phase has begun; their ids."""
    data.load_convenanten(connection)
    generator = data.Generator(data.now())
    ids = data.load(connection, generator, 0, OPENBAAR, OPENBAAR).open_ids
    begin = "least(van, now() - interval '1 minute')"
    connection.execute(f"UPDATE zichtperiode SET van = {begin} WHERE categorie = 'extern'")
    connection.execute(f"UPDATE open_zicht SET van = {begin}, begonnen = true"
                       " WHERE sleutel = 'extern'")  # fmt: skip
    connection.execute(
        "INSERT INTO organisatiefeit (oin, naam, opgehaald_op)"
        " SELECT DISTINCT werkgever, 'Gemeente ' || werkgever, now() FROM vacature"
    )
    connection.execute("VACUUM ANALYZE open_zicht")
    connection.execute("VACUUM ANALYZE vacature")
    return ids


def wijzig(connection: psycopg.Connection, ids: list[str]) -> None:
    """Fifty of them change, as fifty employers would do it."""
    connection.execute(
        "UPDATE vacature SET plaats = plaats || ' ', versie = versie + 1, gewijzigd_op = now()"
        " WHERE id = ANY(%s::uuid[])",
        (ids[:GEWIJZIGD],),
    )


def measure(meting: Meting, connection: psycopg.Connection, ids: list[str]) -> None:
    for vorm in FEEDS:
        gemaakt = []
        for _ in range(meting.rounds):
            wijzig(connection, ids)
            answer, ms = meting.get(f"/uitgifte/{vorm}")
            gemaakt.append(ms)
        settings = SETTINGS | {"bytes": len(answer.content)}
        kaal = meting.bare_ms(answer.content)
        meting.add(f"feed {vorm} opnieuw maken", "ms", median(gemaakt), kaal, None, settings)
    with httpx2.Client(timeout=60) as client:
        url = f"http://127.0.0.1:{meting.port}{BASE}/uitgifte/xml"
        with client.stream("GET", url, headers=meting.headers()) as answer:
            gepakt, label = b"".join(answer.iter_raw()), answer.headers["etag"]
    meting.in_turns("volledige feed, gepakt", "/uitgifte/xml", gepakt)
    plat, _ = meting.get("/uitgifte/xml", **{"Accept-Encoding": "identity"})
    name = "volledige feed, niet gepakt"
    meting.in_turns(name, "/uitgifte/xml", plat.content, **{"Accept-Encoding": "identity"})
    name = "304 op een ongewijzigde feed"
    meting.in_turns(name, "/uitgifte/xml", b"", **{"If-None-Match": label})
    _delta(meting, connection, ids)
    openbaar = UUID(ids[0])
    pagina, _ = meting.get(f"/uitgifte/vacatures/{openbaar}", Accept="text/html")
    name = "pagina met JSON-LD"
    meting.in_turns(name, f"/uitgifte/vacatures/{openbaar}", pagina.content, Accept="text/html")


def _delta(meting: Meting, connection: psycopg.Connection, ids: list[str]) -> None:
    """What changed since a moment: the list that a copy is kept with."""
    sinds = connection.execute("SELECT now()").fetchone()
    assert sinds is not None
    wijzig(connection, ids)
    moment = sinds[0].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    path = f"/vacatures?gewijzigdSinds={moment}&pageSize={GEWIJZIGD}"
    answer, _ = meting.get(path)
    if (found := len(answer.json()["results"])) != GEWIJZIGD:
        raise RuntimeError(f"{found} changed")
    ask = [meting.request(f"{BASE}{path}", **{"Accept-Encoding": "identity"})]
    alone = [load(meting.port, ask, meting.seconds, clients=1) for _ in range(meting.rounds + 1)]
    settings = SETTINGS | {"clients": 1, "gewijzigd": GEWIJZIGD}
    p95 = median(percentile(een.ms, 0.95) for een in alone[1:])
    kaal = meting.bare_ms(answer.content)
    meting.add("delta van 50 op 5.000, p95", "ms", p95, kaal, DELTA_MS, settings)


def run(folder: Path, rounds: int, seconds: float) -> list[Row]:
    gateway, rows = Gateway(), list[Row]()
    with database(folder) as postgres, postgres.connect() as connection:
        ids = maak_openbaar(connection)
        with service(folder, postgres, gateway) as port:
            measure(Meting(folder, postgres, gateway, port, rounds, seconds, rows), connection, ids)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--no-write", action="store_true", help="leave latest.json as it is")
    options = parser.parse_args()
    rows = measure_uitgifte(options.rounds, options.seconds)
    show(rows, head=True)
    if not options.no_write:
        machine = (
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        )
        write(ROOT / "docs" / "benchmarks" / "latest.json", machine, rows)


if __name__ == "__main__":
    main()
