"""No field anywhere in the service for what an employer may not ask or use.

Pay history, date of birth or age, origin, sex, health, religion, BSN: not in a table, not in a
body, not as a parameter. A room that adds such a name fails here.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.vacatures.conftest import BASE

VERBODEN = re.compile(
    "geboort|leeftijd|geslacht|gender|sekse|afkomst|etnic|nationalit|geboorteland|huidskleur"
    "|gezondheid|ziekte|ziekmelding|handicap|arbeidsbeperking|zwanger|medisch"
    "|godsdienst|religie|geloof|levensovertuiging|politiek|geaardheid|burgerlijkestaat|gehuwd"
    "|bsn|burgerservice|sofinummer|strafblad"
    "|(huidig|vorig|laatst|oud)e?(salaris|loon|schaal|bedrag|inkomen)"
    "|(salaris|loon|inkomen)s?(historie|verleden|geschiedenis|strook|nu)"
)
# That a number was found and taken out says nothing of whose, or which.
TOEGESTAAN: frozenset[str] = frozenset()


def plat(naam: str) -> str:
    return re.sub("[^a-z]", "", naam.lower())


@pytest.mark.parametrize(
    "naam",
    ["geboorteDatum", "leeftijd_min", "bsn", "huidigSalaris", "laatste_loon", "burgerlijkeStaat"],
)
def test_the_list_recognises(naam: str) -> None:
    assert VERBODEN.search(plat(naam))


@pytest.mark.parametrize("naam", ["salarisMin", "schaal_max", "loopbaanwens", "laatstOp", "reden"])
def test_the_list_leaves_be(naam: str) -> None:
    assert not VERBODEN.search(plat(naam))


def test_no_column(client: TestClient) -> None:
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    columns = "SELECT table_name, column_name FROM information_schema.columns"
    with engine.connect() as tx:
        rows = tx.execute(text(f"{columns} WHERE table_schema = current_schema()")).all()
    assert len(rows) > 100
    namen = {naam for tabel, kolom in rows for naam in (f"{tabel}.{kolom}",)}
    assert [n for n in sorted(namen) if VERBODEN.search(plat(n)) and n not in TOEGESTAAN] == []


def test_no_field_or_parameter(client: TestClient) -> None:
    namen = set(_namen(client.get(f"{BASE}/openapi.json").json()))
    assert "salarisMin" in namen
    assert [n for n in sorted(namen) if VERBODEN.search(plat(n)) and n not in TOEGESTAAN] == []


def _namen(deel: Any) -> Iterator[str]:
    """Every property of a schema and every parameter, in whatever depth of the document."""
    if isinstance(deel, list):
        for een in deel:
            yield from _namen(een)
    elif isinstance(deel, dict):
        if isinstance(deel.get("properties"), dict):
            yield from deel["properties"]
        if "in" in deel and isinstance(deel.get("name"), str):
            yield deel["name"]
        for een in deel.values():
            yield from _namen(een)
