"""Draft a migration per service: what its tables say beyond what its migrations make.

    python -m deploy.draft "what changed" [vacatures] [pool] [gateway]

Runs on a temporary database of its own. Read the draft before you commit it.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command

from deploy import SERVICES, embedded, secret_files
from deploy.database import prepare
from deploy.migrations import config
from deploy.ports import free_port


def draft(message: str, services: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="doorstroom-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        own = home / "secrets"
        secret_files.ensure(own)
        with embedded.server(
            home / "postgres",
            password=secret_files.read(own, secret_files.SUPERUSER),
            log=home / "postgres.log",
            port=free_port(),
            durable=False,
        ) as server:
            urls = prepare(server.admin_url, secret_files.database_passwords(own))
            os.environ["DOORSTROOM_SECRETS_DIR"] = str(own)
            for service in services:
                os.environ[f"{service.upper()}_DATABASE_URL"] = urls[service]
                _draft(message, service)


def _draft(message: str, service: str) -> None:
    command.upgrade(config(service), "head")
    revision = f"{datetime.now(UTC):%Y%m%d}_{message.replace(' ', '_')}"
    command.revision(config(service), message, autogenerate=True, rev_id=revision)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    draft(sys.argv[1], sys.argv[2:] or list(SERVICES))
