"""The rules of tokens of other issuers: edges, and that a token never speaks for two."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.toegang import rules as toegang
from services.gateway.toegang.rules import uitgever as rules

NU = datetime(2026, 8, 12, 9, tzinfo=UTC)
SECONDEN = int(NU.timestamp())
ISSUER = "https://login.example.org"
KOP = {"alg": "RS256", "typ": "at+jwt"}


def uitgever(**other: Any) -> rules.Uitgever:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "organisatie": "00000099000000001000",
        "issuer": ISSUER,
        "publiek": frozenset({"wij"}),
        "algoritmen": frozenset(rules.ALGORITMEN),
        "clients": {"intranet": None},
    }
    return rules.Uitgever(**(facts | other))


def token(**other: Any) -> dict[str, Any]:
    claims = {
        "iss": ISSUER,
        "aud": "wij",
        "azp": "intranet",
        "jti": "0123456789abcdef",
        "sub": "1",
        "iat": SECONDEN,
        "exp": SECONDEN + 300,
    }
    return claims | other


NAMEN = st.sets(st.sampled_from(["a", "b", "c"]), max_size=3)
CLAIM = st.one_of(
    st.just((None, None)), st.tuples(st.sampled_from(["org", "tid"]), st.sampled_from(["x", "y"]))
)


@st.composite
def uitgevers(draw: st.DrawFn) -> rules.Uitgever:
    claim, waarde = draw(CLAIM)
    return uitgever(
        clients=dict.fromkeys(draw(NAMEN)),
        organisatie_claim=claim,
        organisatie_waarde=waarde,
        inlog_client=draw(st.sampled_from([None, "a", "d"])),
    )


@given(uitgevers(), uitgevers(), st.sampled_from(["a", "b", "c", "d"]), st.data())
def test_two_that_do_not_clash_share_no_token(
    een: rules.Uitgever, ander: rules.Uitgever, azp: str, data: st.DataObject
) -> None:
    assert rules.botst(een, ander) == rules.botst(ander, een)
    claims = token(azp=azp)
    for name in ("org", "tid"):
        if (value := data.draw(st.sampled_from([None, "x", "y", ["x"]]))) is not None:
            claims[name] = value
    both = [not rules.gebreken_token(one, KOP, claims, NU) for one in (een, ander)]
    if not rules.botst(een, ander):
        assert not all(both)
    chosen = rules.kies([een, ander], claims)
    assert chosen is None or not rules.gebreken_token(chosen, KOP, claims, NU)


@pytest.mark.parametrize(
    ("claims", "is_good"),
    [
        ({}, True),
        ({"exp": SECONDEN - rules.SPELING + 1, "iat": SECONDEN - 99}, True),
        ({"exp": SECONDEN - rules.SPELING, "iat": SECONDEN - 99}, False),
        ({"iat": SECONDEN + rules.SPELING}, True),
        ({"iat": SECONDEN + rules.SPELING + 1}, False),
        ({"nbf": SECONDEN + rules.SPELING}, True),
        ({"nbf": SECONDEN + rules.SPELING + 1}, False),
        ({"nbf": "nu"}, False),
        ({"exp": SECONDEN + rules.LANGST}, True),
        ({"exp": SECONDEN + rules.LANGST + 1}, False),
        ({"exp": float("nan")}, False),
        ({"exp": float("inf")}, False),
        ({"iat": float("-inf")}, False),
        ({"exp": True}, False),
        ({"aud": ["ander", "wij"]}, True),
        ({"aud": {"wij": 1}}, False),
        ({"aud": []}, False),
        ({"azp": ["intranet"]}, False),
        ({"jti": "kort"}, False),
        ({"typ": "Bearer"}, True),
        ({"typ": "ID"}, False),
    ],
)
def test_the_edges_of_a_token(claims: dict[str, Any], is_good: bool) -> None:
    assert (rules.gebreken_token(uitgever(), KOP, token(**claims), NU) == []) is is_good


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=3))
def test_whatever_stands_in_a_claim_is_judged_without_a_fall(value: Any) -> None:
    for name in (*token(), "nbf", "scope", "scp", "typ", "client_id", "acr", "nonce"):
        claims = token() | {name: value}
        one = uitgever(scopes={"x": frozenset({"vacatures:lezen"})}, organisatie_claim="org")
        one = replace(one, inlog_acr=frozenset({"hoog"}), organisatie_waarde="x")
        rules.gebreken_token(one, KOP, claims, NU)
        rules.gebreken_id_token(one, claims, "n", NU)
        rules.kies([one], claims)
        rules.extern_id(one, claims)
        assert rules.scopes_van_token(one, claims) <= toegang.MEDEWERKER_SCOPES


@pytest.mark.parametrize("value", ["", " x", "a\tb", "x" * 101, 12, None, ["x"]])
def test_what_cannot_be_somebodys_key(value: Any) -> None:
    assert rules.extern_id(uitgever(), token(sub=value)) is None


def test_an_api_token_ends_within_a_year_and_reads_one_list() -> None:
    for days, is_good in ((1, True), (366, True), (367, False), (0, False), (-1, False)):
        assert (toegang.bezwaar_apitoken(NU + timedelta(days=days), NU) is None) is is_good
    for methode, pad, is_good in (
        ("GET", "/vacatures/v1/vacatures", True),
        ("GET", f"/vacatures/v1/vacatures/{UUID(int=1)}", True),
        ("POST", "/vacatures/v1/vacatures", False),
        ("GET", "/vacatures/v1/vacaturesx", False),
        ("GET", "/pool/v1/pools", False),
    ):
        assert toegang.mag_apitoken(methode, pad) is is_good
