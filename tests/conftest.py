"""A real PostgreSQL, roles and schemas as in production, migrated by the real migrations.

Tests commit for real: locks, constraints and two requests at once behave as they will. The
tables of a service are emptied before each test that uses it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from sqlalchemy import Engine, text

from shared import caller, db, fernet, token
from shared.settings import Modus, Settings
from tests import database as postgres

# Speed is measured by the bench, never by a test: a busy machine is no failure.
hypothesis.register_profile(
    "doorstroom", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.load_profile("doorstroom")

ROOT = Path(__file__).parent.parent
SERVICES = ("vacatures", "pool", "gateway")
PASSWORD = "wachtwoord-van-een-test"
DOCUMENT_KEY = fernet.generate_key()
WEBHOOK_KEY = fernet.generate_key()
KEYS = {name: json.dumps(token.generate_keys()) for name in SERVICES}


@pytest.fixture(scope="session")
def database() -> Iterator[dict[str, str]]:
    """Address per service of a prepared, empty database."""
    with postgres.admin_url() as admin:
        yield postgres.prepare(admin, dict.fromkeys(SERVICES, PASSWORD))


def settings_of(service: str, urls: dict[str, str], **options: Any) -> Settings:
    return Settings(
        service=service,
        modus=Modus.TEST,
        database_url=urls[service],
        database_password=PASSWORD,
        database_pool_size=5,
        signing_keys=KEYS[service],
        document_keys=DOCUMENT_KEY,
        webhook_keys=WEBHOOK_KEY,
        log_level="ERROR",
        **options,
    )


@pytest.fixture(scope="session")
def migrated(database: dict[str, str]) -> Iterator[Callable[[str], Engine]]:
    """Engine of a service whose migrations have run (once per session)."""
    engines: dict[str, Engine] = {}

    def engine_of(service: str) -> Engine:
        if service not in engines:
            engine = db.engine(settings_of(service, database))
            config = Config(ROOT / "alembic.ini", ini_section=service)
            with engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
            engines[service] = engine
        return engines[service]

    yield engine_of
    for engine in engines.values():
        engine.dispose()


def empty(engine: Engine) -> None:
    """Remove every row, also of the job queue, but not the record of migrations.

    Only of tables that have one: to truncate is to make files anew, for each table and index.
    """
    with engine.begin() as tx:
        names = tx.scalars(
            text(
                "SELECT quote_ident(tablename) FROM pg_tables"
                " WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
            )
        ).all()
        look = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names
        )
        if full := tx.scalars(text(look)).all():
            tx.execute(text(f"TRUNCATE {', '.join(full)} RESTART IDENTITY CASCADE"))


Start = Callable[[str, Callable[[Settings], FastAPI]], AbstractContextManager[TestClient]]


@pytest.fixture
def start(database: dict[str, str], migrated: Callable[[str], Engine]) -> Start:
    """Start a service in this process on emptied tables; it trusts the keys of the tests."""

    @contextmanager
    def starting(service: str, create_app: Callable[[Settings], FastAPI]) -> Iterator[TestClient]:
        empty(migrated(service))
        app = create_app(settings_of(service, database))
        for name, jwks in KEYS.items():
            app.state.trust.keys[name] = token.public_keys(token.load_keys(jwks))
        with TestClient(app) as client:
            yield client

    return starting


Headers = dict[str, str]


@pytest.fixture
def als() -> Callable[..., Callable[..., Headers]]:
    """`als("vacatures")(organisatie=…, rollen=…)`: headers with a token as the gateway mints it."""

    def for_service(audience: str) -> Callable[..., Headers]:
        def headers(nu: datetime | None = None, **facts: Any) -> Headers:
            facts.setdefault("client", "testclient")
            facts["rollen"] = frozenset(facts.get("rollen", ()))
            facts["scopes"] = frozenset(facts.get("scopes", ()))
            facts["verbanden"] = tuple(caller.Verbandlid(*v) for v in facts.get("verbanden", ()))
            claims = caller.to_claims(caller.Caller(**facts))
            if nu is not None:
                claims["verschuiving"] = round((nu - datetime.now(UTC)).total_seconds())
            keys = token.load_keys(KEYS["gateway"])
            return {"Authorization": f"Bearer {token.mint(keys, 'gateway', audience, claims)}"}

        return headers

    return for_service


@pytest.fixture
def als_dienst() -> Callable[[str, str], Headers]:
    """Headers of a peer service: `als_dienst("pool", "vacatures")`."""

    def headers(issuer: str, audience: str) -> Headers:
        keys = token.load_keys(KEYS[issuer])
        return {"Authorization": f"Bearer {token.mint(keys, issuer, audience, {})}"}

    return headers
