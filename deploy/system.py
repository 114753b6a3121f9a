"""The whole system on this machine: database, three services, three workers.

`make run` and the journey tests start the same thing; only the data folder, the ports and the mode
differ.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import httpx2

from deploy import SERVICES, database, embedded, ports, processes, secret_files

ROOT = Path(__file__).parents[1]
READY_SECONDS = 60
STEPS = 6  # how often `say` is called


@dataclass(frozen=True, slots=True)
class Ports:
    """TCP ports on 127.0.0.1."""

    gateway: int = 8000
    vacatures: int = 8001
    pool: int = 8002
    postgres: int = 54329

    @classmethod
    def free(cls) -> Self:
        return cls(*(ports.free_port() for _ in fields(cls)))

    @classmethod
    def from_env(cls) -> Self:
        """PORT_GATEWAY, PORT_VACATURES, PORT_POOL, PORT_POSTGRES; else the usual ones."""
        given = {f.name: os.environ.get(f"PORT_{f.name.upper()}") for f in fields(cls)}
        return cls(**{name: int(port) for name, port in given.items() if port})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the running system is, and what it consists of."""

    gateway: str
    vacatures: str
    pool: str
    data_dir: Path
    secrets: Path
    log: Path
    admin_url: str
    postgres: embedded.Server | None  # None: a PostgreSQL that was there already
    children: dict[str, processes.Child]


class NotReady(RuntimeError):
    """The system did not come up; the message says which part and why."""


@contextmanager
def system(
    data_dir: Path,
    given: Ports | None = None,
    admin_url: str | None = None,
    modus: str = "test",
    *,
    settings: Mapping[str, str] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Addresses]:
    """Start everything, wait until it is ready, stop everything in order at the end.

    Args:
        data_dir: secrets, logs, mail and the embedded database live here.
        given: the ports; free ones when left out.
        admin_url: a PostgreSQL to use, as its owner; else the embedded one is started.
        modus: demo, test or productie.
        settings: more environment for every service, as GATEWAY_RATE_LIMIT.
        say: hears every step.

    Raises:
        NotReady: something is in the way, or a part does not come up.
        processes.ChildDied: a part ended while starting.
    """
    chosen = given or Ports.free()
    data_dir = data_dir.absolute()
    data_dir.mkdir(parents=True, exist_ok=True)
    processes.preload()
    with ExitStack() as stack:
        _clear_leftovers(data_dir, say)
        _require_free(chosen, with_postgres=admin_url is None)
        secret_files.ensure(data_dir / "secrets")
        postgres = None
        if admin_url is None:
            say("PostgreSQL starten")
            postgres = stack.enter_context(_postgres(data_dir, chosen.postgres, modus))
            admin_url = postgres.admin_url
        addresses = _addresses(data_dir, chosen, admin_url, postgres)
        env = _prepare(addresses, chosen, modus, say) | dict(settings or {})
        stack.callback(_stop_all, addresses)
        say("diensten en werkers starten")
        for name, command in _commands(chosen).items():
            log = addresses.log / f"{name}.log"
            addresses.children[name] = processes.start(name, command, env, log)
            _remember(addresses)
        say("wachten tot alles werkt")
        wait_until_ready(addresses)
        say("alles werkt")
        yield addresses


def stop_part(addresses: Addresses, name: str) -> None:
    """Stop one process, as a crash or an upgrade of that part would."""
    processes.stop([addresses.children[name]])


def start_part(addresses: Addresses, name: str) -> None:
    """Start one stopped process again, as it was."""
    old = addresses.children[name]
    addresses.children[name] = processes.start(name, old.command, old.env, old.log)
    _remember(addresses)


def check(addresses: Addresses) -> None:
    """Raises processes.ChildDied when a part has ended by itself."""
    processes.check(addresses.children.values())
    if addresses.postgres and addresses.postgres.process.poll() is not None:
        end = processes.tail(addresses.log / "postgres.log")
        raise processes.ChildDied(f"PostgreSQL stopte onverwacht; het einde van zijn log:\n{end}")


def wait_until_ready(addresses: Addresses, seconds: float = READY_SECONDS) -> None:
    """Wait for `/ready` of the gateway, which speaks for the whole system."""
    end = time.monotonic() + seconds
    answer = "geen antwoord"
    while time.monotonic() < end:
        check(addresses)
        try:
            response = httpx2.get(f"{addresses.gateway}/ready", timeout=5)
        except httpx2.HTTPError:
            pass
        else:
            if response.status_code == 200:
                return
            answer = response.text
        time.sleep(0.1)
    raise NotReady(f"niet klaar na {seconds:.0f} s: {answer}")


def _require_free(chosen: Ports, *, with_postgres: bool) -> None:
    wanted = [f.name for f in fields(chosen) if f.name != "postgres" or with_postgres]
    blocked = [
        f"poort {port} ({name}) is bezet door {ports.holder(port)};"
        f" kies een andere met PORT_{name.upper()}=…"
        for name in wanted
        if ports.taken(port := getattr(chosen, name))
    ]
    if blocked:
        raise NotReady("\n".join(blocked))


def _clear_leftovers(data_dir: Path, say: Callable[[str], None]) -> None:
    if number := processes.clear_leftovers(data_dir / "processen.json"):
        say(f"{number} achtergebleven processen van een vorige start gestopt")


def _remember(addresses: Addresses) -> None:
    processes.remember(addresses.data_dir / "processen.json", addresses.children)


def _postgres(data_dir: Path, port: int, modus: str) -> AbstractContextManager[embedded.Server]:
    return embedded.server(
        data_dir / "postgres",
        password=secret_files.read(data_dir / "secrets", secret_files.SUPERUSER),
        log=data_dir / "log" / "postgres.log",
        port=port,
        durable=modus != "test",
    )


def _addresses(
    data_dir: Path, chosen: Ports, admin_url: str, postgres: embedded.Server | None
) -> Addresses:
    return Addresses(
        gateway=f"http://{ports.HOST}:{chosen.gateway}",
        vacatures=f"http://{ports.HOST}:{chosen.vacatures}",
        pool=f"http://{ports.HOST}:{chosen.pool}",
        data_dir=data_dir,
        secrets=data_dir / "secrets",
        log=data_dir / "log",
        admin_url=admin_url,
        postgres=postgres,
        children={},
    )


def _prepare(
    addresses: Addresses, chosen: Ports, modus: str, say: Callable[[str], None]
) -> dict[str, str]:
    """Roles, schemas and tables; give the environment that the services start with."""
    say("rollen en schema's maken")
    passwords = secret_files.database_passwords(addresses.secrets)
    urls = database.prepare(addresses.admin_url, passwords)
    env = _environment(addresses.data_dir, chosen, urls, modus)
    say("tabellen migreren")
    if not database.migrated(addresses.admin_url):
        _migrate(env, addresses.log / "migraties.log")
    return env


def _environment(
    data_dir: Path, chosen: Ports, urls: Mapping[str, str], modus: str
) -> dict[str, str]:
    """What every process gets; the owner's address of the database is not among it."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env["DOORSTROOM_SECRETS_DIR"] = str(data_dir / "secrets")
    for service in SERVICES:
        own = {
            "MODUS": modus,
            "DATABASE_URL": urls[service],
            "PUBLIC_BASE_URL": f"http://{ports.HOST}:{chosen.gateway}",
            "MAIL_URL": f"file:{data_dir / 'mail'}",
        }
        own |= {
            f"{name.upper()}_URL": f"http://{ports.HOST}:{getattr(chosen, name)}"
            for name in SERVICES
        }
        env |= {f"{service.upper()}_{name}": value for name, value in own.items()}
    return env


def _commands(chosen: Ports) -> dict[str, list[str]]:
    web = {
        service: [
            *("uvicorn", "--factory", f"services.{service}.main:create_app"),
            *("--host", ports.HOST, "--port", str(getattr(chosen, service))),
            *("--no-server-header", "--no-access-log", "--timeout-graceful-shutdown", "5"),
        ]
        for service in SERVICES
    }
    return web | {f"{service}-werker": [f"services.{service}.worker"] for service in SERVICES}


def _migrate(env: Mapping[str, str], log: Path) -> None:
    child = processes.start("migreren", ["deploy.migrations", *SERVICES], env, log)
    try:
        child.process.join()
    finally:
        processes.stop([child])
    if child.process.exitcode:
        raise NotReady(f"migreren mislukte; het einde van {log}:\n{processes.tail(log)}")


def _stop_all(addresses: Addresses) -> None:
    """Workers first, then who takes requests in, then who answers them."""
    children = addresses.children
    processes.stop([child for name, child in children.items() if name.endswith("-werker")])
    processes.stop([child for name, child in children.items() if name == "gateway"])
    processes.stop(list(children.values()))
    (addresses.data_dir / "processen.json").unlink(missing_ok=True)
