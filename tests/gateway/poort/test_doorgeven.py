"""What goes on with a request: its trace, its FSC transaction, and how long the poort waits."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from shared import deadline, log
from tests.conftest import Start
from tests.gateway.poort.test_layer import Buur, starting
from tests.gateway.poort.test_layer import buur as buur

FSC = "0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c"
PAD = "/vacatures/v1/vacatures"
Heard = dict[str, str]


@pytest.fixture
def gateway(start: Start, buur: Buur) -> Iterator[TestClient]:
    url = f"http://127.0.0.1:{buur.server_port}"
    with starting(start, vacatures_url=url, neighbour_seconds=7) as client:
        yield client


def heard(gateway: TestClient, buur: Buur, **headers: str) -> Heard:
    answer = gateway.get(PAD, headers=headers)
    assert answer.status_code == 200, answer.text
    asked = [one for one in buur.asked if one["path"] == PAD]
    return {name.lower(): value for name, value in asked[-1]["headers"].items()}


def test_trace_and_transaction_go_on_and_the_patience_is_the_poorts_own(
    gateway: TestClient, buur: Buur
) -> None:
    trace = "a" * 32
    given = {
        "traceparent": f"00-{trace}-{'b' * 16}-01",
        "Fsc-Transaction-Id": FSC.upper(),
        "Doorstroom-Time-Left": "999999",
    }
    found = heard(gateway, buur, **given)
    assert found["traceparent"].split("-")[1] == trace
    assert found["traceparent"].split("-")[2] != "b" * 16
    assert found[log.FSC] == FSC
    assert found[deadline.HEADER] == "7000"


def test_what_is_no_uuid_goes_no_further(gateway: TestClient, buur: Buur) -> None:
    found = heard(gateway, buur, **{"Fsc-Transaction-Id": "Jan Jansen", "x-eigen": "1"})
    assert log.FSC not in found


def test_the_line_of_a_passed_request_names_where_it_went(
    gateway: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO", "gateway")
    gateway.get(f"{PAD}/0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c?zoek=jansen")
    gateway.get(PAD, headers={"Fsc-Transaction-Id": FSC})
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    lines = [line for line in lines if line["event"] == "verzoek"]
    assert {line["route"] for line in lines} == {"/vacatures/v1/…"}
    assert [line.get("fsc") for line in lines] == [None, FSC]
    log.configure("ERROR", "gateway")
