"""Run the migrations of several services in one process, with the settings of each around.

    python -m deploy.migrations [vacatures] [pool] [gateway]

In a container one service does it for itself: `alembic -n pool upgrade head`.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

from deploy import SERVICES

ROOT = Path(__file__).parents[1]


def config(service: str) -> Config:
    return Config(ROOT / "alembic.ini", ini_section=service)


def upgrade(services: list[str]) -> None:
    for service in services:
        command.upgrade(config(service), "head")
        print(f"{service}: bij", flush=True)


if __name__ == "__main__":
    upgrade(sys.argv[1:] or list(SERVICES))
