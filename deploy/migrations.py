"""Migrations of several services in one process: `upgrade` to the newest, or `draft` a new one.

python -m deploy.migrations upgrade            with the settings of each service around
python -m deploy.migrations draft "what" pool  on a temporary database of its own
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from deploy import embedded, secret_files
from deploy.database import SERVICES, prepare
from deploy.ports import free_port

ROOT = Path(__file__).parents[1]


def upgrade(services: list[str]) -> None:
    for service in services:
        command.upgrade(_config(service), "head")
        print(service, flush=True)


def draft(message: str, services: list[str]) -> None:
    """Compare the tables of each service with what its migrations make; write the difference."""
    with tempfile.TemporaryDirectory(prefix="doorstroom-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        secret_files.ensure(home / "secrets")
        with embedded.server(
            home / "postgres",
            password=secret_files.read(home / "secrets", secret_files.SUPERUSER),
            log=home / "postgres.log",
            port=free_port(),
            durable=False,
        ) as server:
            urls = prepare(server.admin_url, secret_files.database_passwords(home / "secrets"))
            os.environ["DOORSTROOM_SECRETS_DIR"] = str(home / "secrets")
            for service in services:
                os.environ[f"{service.upper()}_DATABASE_URL"] = urls[service]
                command.upgrade(_config(service), "head")
                revision = f"{datetime.now(UTC):%Y%m%d}_{message.replace(' ', '_')}"
                command.revision(_config(service), message, autogenerate=True, rev_id=revision)


def _config(service: str) -> Config:
    return Config(ROOT / "alembic.ini", ini_section=service)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["upgrade", *services]:
            upgrade(services or list(SERVICES))
        case ["draft", message, *services]:
            draft(message, services or list(SERVICES))
        case _:
            sys.exit(__doc__)
