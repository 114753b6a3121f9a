"""A service's role reaches its own schema, and nothing of its neighbours."""

from collections.abc import Iterator
from itertools import permutations

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy.engine import make_url

from deploy import SERVICES
from deploy.database import conninfo, migrated, prepare, service_url
from tests.database import admin_url

PASSWORDS = {service: f"wachtwoord-{service}" for service in SERVICES}


@pytest.fixture(scope="module")
def admin() -> Iterator[str]:
    with admin_url() as url:
        yield url


@pytest.fixture(scope="module")
def urls(admin: str) -> dict[str, str]:
    urls = prepare(admin, PASSWORDS)
    for service in SERVICES:
        with connect(urls, service) as own:
            own.execute("CREATE TABLE geheim (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY)")
            own.execute("INSERT INTO geheim DEFAULT VALUES")
    return urls


def connect(urls: dict[str, str], service: str, password: str = "") -> psycopg.Connection:
    url = make_url(urls[service]).set(password=password or PASSWORDS[service])
    return psycopg.connect(conninfo(url.render_as_string(hide_password=False)), autocommit=True)


@pytest.mark.parametrize(("service", "neighbour"), list(permutations(SERVICES, 2)))
def test_a_role_cannot_touch_anothers_schema(
    urls: dict[str, str], service: str, neighbour: str
) -> None:
    table = sql.Identifier(neighbour, "geheim")
    schema = sql.Identifier(neighbour)
    forbidden = [
        sql.SQL("SELECT * FROM {}").format(table),
        sql.SQL("INSERT INTO {} DEFAULT VALUES").format(table),
        sql.SQL("SELECT nextval({})").format(sql.Literal(f"{neighbour}.geheim_id_seq")),
        sql.SQL("CREATE TABLE {} (id int)").format(sql.Identifier(neighbour, "van_mij")),
        sql.SQL("DROP TABLE {}").format(table),
        sql.SQL("GRANT ALL ON SCHEMA {} TO CURRENT_USER").format(schema),
        sql.SQL("SET ROLE {}").format(schema),
    ]
    with connect(urls, service) as connection:
        for statement in forbidden:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


@pytest.mark.parametrize("service", SERVICES)
def test_a_role_sees_only_its_own_tables(urls: dict[str, str], service: str) -> None:
    listed = (
        "SELECT DISTINCT table_schema FROM information_schema.tables"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    )
    readable = (
        "SELECT relname FROM pg_class WHERE relname LIKE 'geheim%%' AND relkind = 'r'"
        " AND has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(oid, 'SELECT')"
    )
    with connect(urls, service) as connection:
        assert connection.execute(listed).fetchall() == [(service,)]
        assert len(connection.execute(readable).fetchall()) == 1


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.van_mij (id int)",
        "CREATE TABLE extensions.van_mij (id int)",
        "CREATE SCHEMA van_mij",
        "CREATE TEMPORARY TABLE van_mij (id int)",
        "CREATE ROLE van_mij",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_a_role_can_do_nothing_beside_its_schema(
    urls: dict[str, str], service: str, statement: str
) -> None:
    with connect(urls, service) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement.encode())
    assert refused.value.sqlstate == "42501"


@pytest.mark.parametrize("service", SERVICES)
def test_a_role_finds_its_schema_and_the_extensions_without_naming_them(
    urls: dict[str, str], service: str
) -> None:
    with connect(urls, service) as connection:
        row = connection.execute(
            "SELECT current_schema(), unaccent('Vacaturés'), similarity('pool', 'pool')"
        ).fetchone()
    assert row == (service, "Vacatures", 1.0)


def test_a_password_opens_one_role_only(urls: dict[str, str]) -> None:
    for service, other in permutations(SERVICES, 2):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(urls, service, PASSWORDS[other])


def test_a_repeat_keeps_data_and_sets_the_new_password(admin: str, urls: dict[str, str]) -> None:
    assert prepare(admin, PASSWORDS | {"pool": "een-ander"}) == urls
    with connect(urls, "pool", "een-ander") as connection:
        assert connection.execute("SELECT count(*) FROM geheim").fetchone() == (1,)
    prepare(admin, PASSWORDS)


def test_the_address_for_a_service_holds_no_password(urls: dict[str, str]) -> None:
    for service, url in urls.items():
        parsed = make_url(url)
        assert (parsed.drivername, parsed.username) == ("postgresql+psycopg", service)
        assert parsed.password is None


def test_a_role_that_may_do_more_is_refused(admin: str) -> None:
    with psycopg.connect(conninfo(admin), autocommit=True) as connection:
        connection.execute("CREATE ROLE doorstroom_beheer CREATEDB")
    try:
        with pytest.raises(psycopg.errors.RaiseException, match="may do more"):
            prepare(admin, {"doorstroom_beheer": "x"})
    finally:
        with psycopg.connect(conninfo(admin), autocommit=True) as connection:
            connection.execute("DROP ROLE doorstroom_beheer")


def test_an_owner_without_superuser_rights_is_enough(admin: str) -> None:
    """A managed database gives its customer no superuser."""
    with psycopg.connect(conninfo(admin), autocommit=True) as connection:
        connection.execute("CREATE ROLE eigenaar LOGIN CREATEROLE PASSWORD 'eigenaar'")
        connection.execute("CREATE DATABASE beheerd OWNER eigenaar")
    url = make_url(conninfo(admin)).set(
        username="eigenaar", password="eigenaar", database="beheerd"
    )
    names = {"dienst_a": "a", "dienst_b": "b"}
    try:
        for _ in range(2):
            own = prepare(url.render_as_string(hide_password=False), names)
        for name, password in names.items():
            address = make_url(own[name]).set(password=password)
            with psycopg.connect(conninfo(address.render_as_string(hide_password=False))) as tx:
                tx.execute("CREATE TABLE t (id int)")
                assert tx.execute("SELECT current_schema()").fetchone() == (name,)
    finally:
        with psycopg.connect(conninfo(admin), autocommit=True) as connection:
            connection.execute("DROP DATABASE beheerd WITH (FORCE)")
            for role in ("dienst_a", "dienst_b", "eigenaar"):
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def test_whether_to_migrate_follows_the_tables_and_the_migrations(admin: str) -> None:
    """The short cut before Alembic says what Alembic says."""
    config = [Config("alembic.ini", ini_section=service) for service in SERVICES]
    heads = [ScriptDirectory.from_config(each).get_current_head() for each in config]
    assert not migrated(admin)
    with psycopg.connect(conninfo(admin)) as connection:
        for service, head in zip(SERVICES, heads, strict=True):
            table = sql.Identifier(service, "alembic_version")
            connection.execute(sql.SQL("CREATE TABLE {} (version_num text)").format(table))
            connection.execute(sql.SQL("INSERT INTO {} VALUES (%s)").format(table), (head,))
    assert migrated(admin)
    with psycopg.connect(conninfo(admin)) as connection:
        connection.execute("UPDATE pool.alembic_version SET version_num = 'een-oude'")
    assert not migrated(admin)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://eigenaar:w%40w@db:5433/x", "postgresql+psycopg://pool@db:5433/x"),
        ("postgresql+psycopg://a:b@[::1]:5/x?sslmode=require", "postgresql+psycopg://pool@[::1]:5/x?sslmode=require"),
        ("postgresql://db/x?user=a&password=b&sslmode=require", "postgresql+psycopg://pool@db/x?sslmode=require"),
    ],
)  # fmt: skip
def test_the_owners_name_and_password_do_not_travel(given: str, expected: str) -> None:
    assert service_url(given, "pool") == expected
