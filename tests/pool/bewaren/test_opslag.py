"""No store escapes: every table is in the retention table or on the list that holds no persons."""

import re
from collections.abc import Callable

from sqlalchemy import Engine, text

from services.pool.bewaren.rules import BEWAARTABEL, ZONDER_PERSONEN
from tests.conftest import ROOT

DOCS = (ROOT / "docs" / "persoonsgegevens.md").read_text()


def stores() -> set[str]:
    """Every store that the first column of the document names."""
    named: set[str] = set()
    for line in DOCS.splitlines():
        if line.startswith("| "):
            named.update(re.findall(r"`([^`]+)`", line.split("|")[1]))
    return named


def tables(engine: Engine) -> set[str]:
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    with engine.connect() as tx:
        return set(tx.scalars(text(query)))


def test_every_table_says_how_it_goes_or_that_it_holds_nobody(
    migrated: Callable[[str], Engine],
) -> None:
    known = set(BEWAARTABEL) | ZONDER_PERSONEN
    there = tables(migrated("pool"))
    assert there - known == set(), "say in bewaren/rules/opslag.py what these hold of persons"
    assert known - there == set(), "these are no tables (any more)"


def test_every_store_of_persons_stands_in_the_document() -> None:
    shared = {"gebeurtenis_uit", "verwerking_uit", "bericht_uit", "idempotentie"}
    wanted = {name if name in shared else f"pool.{name}" for name in BEWAARTABEL}
    assert wanted - stores() == set(), "give each of these a row in docs/persoonsgegevens.md"
    # And what holds nobody is not listed as if it did.
    assert {f"pool.{name}" for name in ZONDER_PERSONEN} & stores() == set()


def test_a_column_for_a_person_is_never_in_a_table_without_persons(
    migrated: Callable[[str], Engine],
) -> None:
    """A pseudonym or somebody's name has a column name of its own, whatever the list says."""
    query = (
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
        " AND column_name IN ('persoon', 'medewerker', 'betrokkene', 'motivatie', 'gebruiker')"
    )
    with migrated("pool").connect() as tx:
        found = {(row.table_name, row.column_name) for row in tx.execute(text(query))}
    assert {one for one in found if one[0] in ZONDER_PERSONEN} == set()
