"""Measure delivering: 100 subscribers, 1,000 events each: `python -m tests.benchmarks.abonnees`.

The worker runs as in production; the receivers are one process that answers 204 at once, as fast as
Python can. Beside it stands how fast the same worker's HTTP client posts to that receiver without
a database: the most that could be reached.
"""

import argparse
import asyncio
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import httpx2
from alembic import command
from alembic.config import Config
from sqlalchemy.orm import Session

from deploy import embedded
from deploy.database import prepare
from deploy.ports import free_port
from services.gateway.notificatie import rules, storage
from services.gateway.notificatie.bezorging import bewijs
from services.gateway.notificatie.bezorging.lijn import Guard, Lijn
from services.gateway.notificatie.storage import abonnementen
from services.gateway.toegang import storage as clients
from shared import db, fernet, token
from shared.settings import Modus, Settings
from tests.benchmarks.report import Row, show
from tests.benchmarks.servers import PASSWORD, ROOT

ABONNEES, EVENTS = 100, 1000
PATIENCE = 900  # seconds


# ---- the receivers, a process of their own -------------------------------------------------------
class Receiver(asyncio.Protocol):
    """Counts the ids per path, answers 204, keeps the connection."""

    seen: ClassVar[defaultdict[str, list[str]]] = defaultdict(list)
    number = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, rest = self.buffer.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: *(\d+)", head)
            size = int(length[1]) if length else 0
            if len(rest) < size:
                return
            self.buffer = rest[size:]
            self._answer(head, rest[:size])

    def _answer(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        if head.startswith(b"POST"):
            found = re.search(rb'"id":"([^"]+)"', body)
            Receiver.seen[path].append(found[1].decode() if found else "")
            Receiver.number += 1
            self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            return
        told: Any = {"number": Receiver.number}
        if path == "/alles":
            told["seen"] = {key: ids for key, ids in Receiver.seen.items() if key != "/warm"}
        text = json.dumps(told).encode()
        kop = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(text)}"
        self.transport.write(kop.encode() + b"\r\n\r\n" + text)


async def receive(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Receiver, "127.0.0.1", port)
    await server.serve_forever()


# ---- the system ----------------------------------------------------------------------------------
@contextmanager
def child(folder: Path, arguments: list[str], env: dict[str, str]) -> Iterator[None]:
    with (folder / f"{arguments[0]}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=os.environ | env,
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def fill(settings: Settings, port: int, abonnees: int, events_: int) -> dict[str, list[str]]:
    """Subscribers that were confirmed, and a feed of which each may know the half and more."""
    engine, now = db.engine(settings), datetime.now(UTC)
    config = Config(ROOT / "alembic.ini", ini_section="gateway")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    kluis = fernet.open_keys(settings.webhook_keys)
    assert kluis is not None
    oins = [f"000000990000000{n:02d}000" for n in range(10, 20)]
    with Session(engine) as tx, tx.begin():
        for n in range(abonnees):
            name, oin = f"abonnee-{n:03d}", oins[n % 10]
            row = clients.Client(
                id=name, naam=name, organisatie=oin, rollen=[], aangemaakt_op=now,
                scopes=["gebeurtenissen:lezen"],
            )  # fmt: skip
            clients.add_client(tx, row)
            hook = f"http://127.0.0.1:{port}/{n}"
            made = abonnementen.Row(
                client=name, organisatie=oin, naam=name, callback_url=hook, typen=[], filters=[],
                aangemaakt_op=now, bevestigd_op=now,
            )  # fmt: skip
            abonnementen.seal(made, abonnementen.Geheimen(abonnementen.new_secret()), kluis)
            abonnementen.add(tx, made)
            made.status = rules.Abonnementstatus.ACTIEF
    wanted: dict[str, list[str]] = {f"/{n}": [] for n in range(abonnees)}
    events = []
    for nr in range(2 * events_):  # every other one is for others: it must be passed over
        public = nr % 2 == 0
        others = frozenset[str]() if public else frozenset({"00000099000000099000"})
        who = rules.Publiek(openbaar=public, organisaties=others)
        een = rules.Gebeurtenis(
            uuid4(), "vacatures", "vacature-gewijzigd", uuid4(), "/vacatures/v1/x", now, who
        )
        events.append(een)
        if public:
            for ids in wanted.values():
                ids.append(str(een.id))
    with Session(engine) as tx, tx.begin():
        storage.add(tx, events)
    engine.dispose()
    return wanted


async def bare(port: int, seconds: float) -> float:
    """Signed posts per second of the same client, without anything around it."""
    line = Lijn(Guard(["127.0.0.0/8"]), ssl.create_default_context())
    secret, body = abonnementen.new_secret(), b'{"id":"x","pad":"' + b"x" * 380 + b'"}'
    number, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        kop = bewijs.sign([secret], "x", body, int(time.time()))
        await line.call("POST", f"http://127.0.0.1:{port}/warm", kop, body)
        number += 1
    await line.close()
    return number / seconds


def run(folder: Path, abonnees: int = ABONNEES, events: int = EVENTS) -> list[Row]:
    options = {"password": PASSWORD, "log": folder / "abonnees.log", "port": free_port()}
    with ExitStack() as stack:
        server = stack.enter_context(
            embedded.server(folder / "abonnees", **options, say=lambda _: None)  # type: ignore[arg-type]
        )
        services = ("vacatures", "gateway", "pool")
        url = prepare(server.admin_url, dict.fromkeys(services, PASSWORD))["gateway"]
        keys = {"SIGNING_KEYS": json.dumps(token.generate_keys())}
        keys["WEBHOOK_KEYS"] = fernet.generate_key()
        settings = Settings(
            service="gateway", modus=Modus.TEST, database_url=url, database_password=PASSWORD,
            signing_keys=keys["SIGNING_KEYS"], webhook_keys=keys["WEBHOOK_KEYS"],
        )  # fmt: skip
        port = free_port()
        stack.enter_context(
            child(folder, ["tests.benchmarks.abonnees", "--receive", str(port)], {})
        )
        _answers(port)
        wanted = fill(settings, port, abonnees, events)
        most = asyncio.run(bare(port, 3))
        before = _stand(port)["number"]
        own = keys | {"DATABASE_URL": url, "DATABASE_PASSWORD": PASSWORD, "MODUS": "test"}
        own |= {"WEBHOOK_NETWORKS": '["127.0.0.0/8"]', "WEBHOOK_HTTP_HOSTS": '["127.0.0.1"]'}
        env = {f"GATEWAY_{name}": value for name, value in own.items()}
        stack.enter_context(child(folder, ["services.gateway.worker"], env))
        return _measure(port, wanted, most, before)


def _measure(port: int, wanted: dict[str, list[str]], most: float, before: int) -> list[Row]:
    abonnees, events = len(wanted), len(wanted["/0"])
    all_, first, end = abonnees * events, 0.0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        number = _stand(port)["number"] - before
        if number and not first:
            first = time.monotonic()
        if number >= all_:
            break
        time.sleep(0.2)
    took = time.monotonic() - first
    time.sleep(1)
    seen = _stand(port, "/alles")["seen"]
    lost = sum(len(set(ids) - set(seen.get(path, []))) for path, ids in wanted.items())
    double = sum(len(ids) - len(set(ids)) for ids in seen.values())
    order = sum(seen.get(path) != ids for path, ids in wanted.items())
    rate = all_ / took
    more = {"abonnees": abonnees, "gebeurtenissen": events, "workers": 1, "seconds": round(took, 1)}
    aantal = f"{abonnees} abonnees × {events} gebeurtenissen"
    return [
        Row("gateway", f"verloren, {aantal}", "stuks", lost, 0, 0, "lower", more),
        Row("gateway", f"dubbel, {aantal}", "stuks", double, 0, None, "lower", more),
        Row("gateway", f"buiten volgorde, {aantal}", "stuks", order, 0, None, "lower", more),
        Row("gateway", f"afgeleverd, {aantal}", "afleveringen/s", rate, most, None, "higher", more),
    ]  # fmt: skip


def _stand(port: int, path: str = "/stand") -> dict[str, Any]:
    found: dict[str, Any] = httpx2.get(f"http://127.0.0.1:{port}{path}", timeout=60).json()
    return found


def _answers(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            _stand(port)
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the receivers did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receive", type=int, help="be the receivers, on this port")
    parser.add_argument("--abonnees", type=int, default=ABONNEES)
    parser.add_argument("--events", type=int, default=EVENTS)
    options = parser.parse_args()
    if options.receive:
        asyncio.run(receive(options.receive))
        return
    with tempfile.TemporaryDirectory(prefix="doorstroom-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        rows = run(folder, options.abonnees, options.events)
    show(rows, head=True)


if __name__ == "__main__":
    main()
