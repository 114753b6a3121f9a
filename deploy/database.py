"""A role and a schema per service, made by the owner of the database; safe to repeat.

Each service logs in with its own role and password. The role owns one schema of the same name,
finds it through its search_path, and can reach nothing else in the database.

For a database of your own: DATABASE_URL=… python -m deploy.database GEHEIMENMAP
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from deploy import SERVICES

ROOT = Path(__file__).parents[1]
_SQL = ROOT / "deploy" / "postgres"


def prepare(admin_url: str, passwords: Mapping[str, str]) -> dict[str, str]:
    """Make or repair roles, schemas and extensions; give the address per service.

    Args:
        admin_url: address of the database, as its owner or a superuser, password included.
        passwords: password per service (vacatures, pool, gateway); no other roles are made.

    Returns:
        Per service the SQLAlchemy address without the password, as the setting DATABASE_URL wants.

    Raises:
        psycopg.Error: the owner may not do this, or the database cannot be reached.
    """
    with psycopg.connect(conninfo(admin_url)) as connection:
        connection.execute((_SQL / "init" / "10-database.sql").read_bytes())
        for service, password in passwords.items():
            connection.execute(
                "SELECT set_config('doorstroom.rol', %s, true),"
                " set_config('doorstroom.wachtwoord', %s, true)",
                (service, password),
            )
            connection.execute((_SQL / "rol.sql").read_bytes())
    return {service: service_url(admin_url, service) for service in passwords}


def service_url(admin_url: str, service: str) -> str:
    """The same database as the service's own role, without a password."""
    parts = urlsplit(conninfo(admin_url))
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in {"user", "password"}]
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(("postgresql+psycopg", f"{service}@{place}", parts.path, urlencode(kept), ""))


def conninfo(url: str) -> str:
    """The address as libpq takes it; any postgres scheme is welcome, SQLAlchemy's too."""
    return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)


def migrated(admin_url: str) -> bool:
    """Does every service's schema stand where its newest migration leaves it?

    Asked before Alembic is started, which costs seconds; in doubt the answer is no.
    """
    with psycopg.connect(conninfo(admin_url)) as connection:
        for service in SERVICES:
            table = sql.Identifier(service, "alembic_version")
            query = sql.SQL("SELECT version_num FROM {}").format(table)
            try:
                with connection.transaction():
                    found = {row[0] for row in connection.execute(query)}
            except psycopg.Error:
                return False
            if found != _heads(service):
                return False
    return True


def _heads(service: str) -> set[str]:
    """The revisions that no other revision comes after, read from the migrations' own text."""
    folder = ROOT / "services" / service / "migrations" / "versions"
    text = "\n".join(file.read_text() for file in folder.glob("*.py"))
    own = set(re.findall(r"""^revision\b[^=]*= ['"](.+?)['"]""", text, re.MULTILINE))
    earlier = set(re.findall(r"""^down_revision\b[^=]*= ['"](.+?)['"]""", text, re.MULTILINE))
    return own - earlier


if __name__ == "__main__":
    if len(sys.argv) != 2 or "DATABASE_URL" not in os.environ:
        sys.exit(__doc__)
    secrets = Path(sys.argv[1])
    names = {service: f"{service}_database_password" for service in SERVICES}
    given = {service: (secrets / name).read_text().strip() for service, name in names.items()}
    for address in prepare(os.environ["DATABASE_URL"], given).values():
        print(address)
