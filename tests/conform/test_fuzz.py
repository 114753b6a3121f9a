"""The fuzz drops one kind of complaint; here is which, and that nothing else slips through."""

import json
import tomllib
from collections.abc import Sequence

import pytest

from deploy.client import Gateway
from tests.conform import fuzz
from tests.conform.hooks import breaks_only_rules
from tests.conform.region import Region


@pytest.mark.parametrize(
    ("body", "only_rules"),
    [
        ({"invalidParams": [{"code": "einde-voor-begin"}]}, True),
        ({"invalidParams": [{"code": "einde-voor-begin"}, {"code": "string_too_long"}]}, False),
        ({"invalidParams": [{"code": "missing"}]}, False),
        ({"invalidParams": [{"code": "value_error"}]}, False),
        ({"code": "gebruiker-ontbreekt"}, True),
        ({"code": "ongeldige-invoer", "invalidParams": []}, False),
        ({"detail": "Het verzoek is niet te lezen."}, False),
    ],
)
def test_a_fault_of_form_is_never_a_rule(body: dict[str, object], only_rules: bool) -> None:
    assert breaks_only_rules(json.dumps(body).encode()) is only_rules


def test_what_is_no_json_is_no_rule() -> None:
    assert not breaks_only_rules(b"Invalid HTTP request received.")


def test_the_configuration_binds_what_exists() -> None:
    known: dict[str, Sequence[str | int]] = {
        "pool/pools": ["een"],
        "pool/regels": [],
        "deelname/organisaties": ["oin"],
    }
    region = Region(Gateway("http://127.0.0.1:1"), known)
    paths = ["/pools/{id}/leden", "/toewijzingsvoorstellen/{id}/regels/{regelId}/besluiten"]
    text = fuzz.config(region, "pool", dict.fromkeys(paths), "geheim", 7)
    read = tomllib.loads(text)
    assert read["generation"]["max-examples"] == 7
    assert read["headers"] == {"Authorization": "Bearer geheim"}
    assert read["dictionaries"]["pool-pools"]["values"] == ["een"]
    assert [one["include-path"] for one in read["operations"]] == ["/pools/{id}/leden"]
    assert read["operations"][0]["parameters"]["path.id"]["dictionary"] == "pool-pools"
