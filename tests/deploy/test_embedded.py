"""The embedded PostgreSQL: passwords for everybody, clean stops, recovery after a crash."""

import os
import secrets
import signal
import stat
import subprocess
from contextlib import AbstractContextManager, closing
from pathlib import Path

import psutil
import psycopg
import pytest

from deploy import embedded
from deploy.ports import free_port

PASSWORD = secrets.token_urlsafe()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that PostgreSQL's own system user can reach, also when pytest's is root's."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    return tmp_path


def running(home: Path, **more: str) -> AbstractContextManager[embedded.Server]:
    return embedded.server(
        home / "postgres",
        password=more.get("password", PASSWORD),
        log=home / "postgres.log",
        port=free_port(),
        durable=False,
    )


def test_every_connection_needs_the_password(home: Path) -> None:
    with running(home) as server:
        with psycopg.connect(server.admin_url) as connection:
            methods = connection.execute(
                "SELECT DISTINCT auth_method FROM pg_hba_file_rules"
            ).fetchall()
            stored = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolcanlogin")
            assert methods == [("scram-sha-256",)]
            assert all(row[0].startswith("SCRAM-SHA-256") for row in stored)
        for wrong in (
            server.admin_url.replace(PASSWORD, "fout"),
            server.admin_url.replace(f":{PASSWORD}", ""),
        ):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(wrong)


def test_nothing_listens_but_127_0_0_1(home: Path) -> None:
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("SHOW unix_socket_directories").fetchone() == ("",)


def test_data_outlives_a_clean_stop(home: Path) -> None:
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        connection.execute("CREATE TABLE blijft (id int)")
        version = connection.execute("SHOW server_version").fetchone()
        assert version
        assert version[0].startswith("18")
    assert server.process.returncode == 0
    assert not (home / "postgres" / "postmaster.pid").exists()
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT count(*) FROM blijft").fetchone() == (0,)


def test_it_starts_after_a_crash_with_the_pid_given_away(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running(home) as server:
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        pid_file = home / "postgres" / "postmaster.pid"
        lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert "herstelt" in capsys.readouterr().out


def test_it_starts_after_a_crash_in_the_middle_of_a_query(home: Path) -> None:
    """Who computes does not notice that the server died, and keeps its shared memory."""
    with running(home) as server, closing(psycopg.connect(server.admin_url)) as connection:
        busy = connection.info.backend_pid
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1e12)")
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        assert psutil.pid_exists(busy)
        with running(home) as again, psycopg.connect(again.admin_url) as other:
            assert other.execute("SELECT 1").fetchone() == (1,)
        assert not psutil.pid_exists(busy)


def test_it_stops_a_server_that_lost_its_runner(home: Path) -> None:
    abandoned = embedded.start(
        home / "postgres", password=PASSWORD, log=home / "log", port=free_port(), durable=False
    )
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        assert abandoned.process.wait(10) == 0
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_start_that_was_broken_off_leaves_nothing_half(home: Path) -> None:
    half = home / "postgres.begin"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_wrong_password_for_existing_data_says_what_to_do(home: Path) -> None:
    with running(home):
        pass
    with pytest.raises(RuntimeError, match=r"\.data/secrets"), running(home, password="anders"):
        pass


def test_a_taken_port_fails_with_the_log(home: Path) -> None:
    with running(home) as server, psycopg.connect(server.admin_url) as connection:
        port = connection.info.port
        with pytest.raises(RuntimeError, match="Address already in use"):
            embedded.start(home / "ander", password=PASSWORD, log=home / "log", port=port)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands PostgreSQL to another user")
def test_as_root_data_goes_elsewhere_when_the_folder_is_closed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = home / "dicht"
    closed.mkdir(mode=0o700)
    with running(closed) as server, psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    data = closed / "postgres"
    assert data.is_symlink()
    place = data.resolve()
    try:
        assert embedded.FALLBACK in place.parents
        assert str(place) in capsys.readouterr().out
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        with running(closed) as server, psycopg.connect(server.admin_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        subprocess.run(["rm", "-rf", str(place)], check=True)
