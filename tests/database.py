"""A real PostgreSQL for the tests, whatever the machine has.

In this order: TEST_DATABASE_URL; a container when Docker answers and has (or quickly gets) the
image; the embedded PostgreSQL. In all three the session gets a database of its own. Roles belong
to the cluster: with TEST_DATABASE_URL they stay behind, with the passwords of the tests.
"""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from deploy import embedded
from deploy.database import conninfo, prepare
from deploy.ports import free_port

__all__ = ["admin_url", "prepare"]

IMAGE = "postgres:18"
ANSWER_SECONDS = 5
PULL_SECONDS = 60


@contextmanager
def admin_url() -> Iterator[str]:
    """The address of an empty database, as its owner; it is gone afterwards."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        with _own_database(url) as own:
            yield own
    elif _docker_has_image():
        with _container() as url:
            yield url
    else:
        with _embedded() as url:
            yield url


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """A new database in the given cluster, so that two sessions do not meet."""
    name = f"doorstroom_test_{secrets.token_hex(4)}"
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            own = make_url(conninfo(url)).set(database=name)
            yield own.render_as_string(hide_password=False)
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


def _docker_has_image() -> bool:
    """Asked of the docker program: it knows contexts and rootless engines, and can be timed."""

    def docker(*args: str, seconds: int = ANSWER_SECONDS) -> bool:
        try:
            done = subprocess.run(
                ["docker", *args], capture_output=True, check=False, timeout=seconds
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    return docker("info") and (
        docker("image", "inspect", IMAGE) or docker("pull", "--quiet", IMAGE, seconds=PULL_SECONDS)
    )


@contextmanager
def _container() -> Iterator[str]:
    # The container that removes other containers (ryuk) is one more image to pull; `with` does it.
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    from testcontainers.community.postgres import PostgresContainer

    container = PostgresContainer(IMAGE, username="postgres", driver=None).with_command(
        "postgres -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        " -c max_connections=200"
    )
    with container as postgres:
        yield postgres.get_connection_url()


@contextmanager
def _embedded() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="doorstroom-test-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        with embedded.server(
            home / "postgres",
            password=secrets.token_urlsafe(),
            log=home / "postgres.log",
            port=free_port(),
            durable=False,
        ) as server:
            yield server.admin_url
