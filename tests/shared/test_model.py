"""A body is as exact as its schema: what looks like a number, truth or day is not one."""

from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import Field, ValidationError

from shared import api, app
from shared.api import Datum, Model, Tekst, Tijdstip, Uren
from tests.conftest import settings_of


class Deel(Model):
    uren: Uren


class Geheel(Model):
    aantal: int | None = None
    waar: bool | None = None
    dag: Datum | None = None
    op: Tijdstip | None = None
    uren: Uren | None = Field(None, gt=0)
    tekst: Tekst | None = None
    delen: list[Deel] = Field(default_factory=list)
    type: dict[str, int] = Field(default_factory=dict)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"aantal": "5"}, "int_type"),
        ({"aantal": True}, "int_type"),
        ({"aantal": 5.5}, "int_from_float"),
        ({"waar": 1}, "bool_type"),
        ({"waar": "true"}, "bool_type"),
        ({"dag": "0"}, "date_parsing"),
        ({"dag": "2026-08-12T00:00:00Z"}, "date_parsing"),
        ({"dag": 0}, "value_error"),
        ({"op": "2026-08-12T09:00:00"}, "timezone_aware"),
        ({"op": "2026-08-12 09:00:00Z"}, "datetime_parsing"),
        ({"op": "2026-08-12t09:00:00z"}, "datetime_parsing"),
        ({"op": "2026-08-12T09:00:00-00:00"}, "datetime_parsing"),
        ({"op": "1786525200"}, "datetime_parsing"),
        ({"uren": "36"}, "decimal_type"),
        ({"uren": 0.25}, "decimal_max_places"),
        ({"uren": 0}, "greater_than"),
        ({"tekst": "a\x00"}, "value_error"),
        ({"delen": [{"uren": "36"}]}, "decimal_type"),
        ({"type": {"a": "1"}}, "int_type"),
    ],
)
def test_what_only_looks_like_it_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Geheel(**given)
    assert [fault["type"] for fault in refused.value.errors()] == [code]


def test_what_is_meant_is_taken() -> None:
    taken = Geheel(
        aantal=5.0, waar=True, dag="2026-08-12", op="2026-08-12T09:00:00.5+02:00", uren=3 * 0.1
    )
    assert taken.aantal == 5
    assert taken.uren == Decimal("0.3")
    assert '"op":"2026-08-12T07:00:00.500000Z"' in taken.model_dump_json()


def test_the_schema_says_what_is_taken() -> None:
    fields = Geheel.model_json_schema()["properties"]
    uren = fields["uren"]["anyOf"][0]
    assert (uren["type"], uren["exclusiveMinimum"], uren["multipleOf"]) == ("number", 0, 0.1)
    assert "pattern" in fields["tekst"]["anyOf"][0]


def test_an_operation_is_not_an_id(database: dict[str, str]) -> None:
    router = api.router("dingen")

    @router.get("/dingen/{id}")
    def get_ding(id: str) -> str:
        return id

    @router.post("/dingen/_zoek")
    def search_dingen() -> str:
        return "gevonden"

    one = app.Api("Proef", "Een proef.", "/proef/v1", [router], {"dingen": "Dingen"})
    client = TestClient(app.create_service(settings_of("gateway", database), [one]))
    assert client.get("/proef/v1/dingen/a").json() == "a"
    assert client.get("/proef/v1/dingen/_anders").status_code == 404
    refused = client.get("/proef/v1/dingen/_zoek")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
