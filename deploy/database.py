"""A role and a schema per service, made by the owner of the database; safe to repeat.

Each service logs in with its own role and password. The role owns one schema of the same name,
finds it through its search_path, and can reach nothing else in the database.

For a database of your own: DATABASE_URL=… python -m deploy.database GEHEIMENMAP
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

from deploy import SERVICES

_SQL = Path(__file__).parent / "postgres"


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
    return {service: str(service_url(admin_url, service)) for service in passwords}


def service_url(admin_url: str, service: str) -> URL:
    """The same database as the service's own role, without a password."""
    url = make_url(admin_url)
    return URL.create(
        "postgresql+psycopg", service, None, url.host, url.port, url.database, url.query
    )


def conninfo(url: str) -> str:
    """The address as libpq takes it, with the password; any postgres scheme is welcome."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


if __name__ == "__main__":
    if len(sys.argv) != 2 or "DATABASE_URL" not in os.environ:
        sys.exit(__doc__)
    secrets = Path(sys.argv[1])
    names = {service: f"{service}_database_password" for service in SERVICES}
    given = {service: (secrets / name).read_text().strip() for service, name in names.items()}
    for address in prepare(os.environ["DATABASE_URL"], given).values():
        print(address)
