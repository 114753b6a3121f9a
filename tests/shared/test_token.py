"""Tokens: another key, audience or time is refused; a new key works without a restart."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey

from shared import token


class Publisher:
    """A service that publishes its keys over HTTP, as ours do."""

    def __init__(self) -> None:
        self.keys = new_keys()
        self.asked = 0


def new_keys() -> KeySet:
    return token.load_keys(json.dumps(token.generate_keys()))


@pytest.fixture
def publisher() -> Iterator[tuple[Publisher, str]]:
    state = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked += 1
            body = json.dumps(token.public(state.keys)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_keys_are_fetched_once_and_rotated(publisher: tuple[Publisher, str]) -> None:
    state, url = publisher
    trust = token.Trust({"pool": url})
    old = token.mint(state.keys, "pool", "gateway", {})
    assert token.verify(old, "gateway", trust)["iss"] == "pool"
    assert token.verify(token.mint(state.keys, "pool", "gateway", {}), "gateway", trust)
    assert state.asked == 1
    # The owner adds a new key in front and keeps publishing the old one.
    state.keys = KeySet([*new_keys().keys, *state.keys.keys])
    trust.fetched["pool"] -= token.REFETCH
    assert token.verify(token.mint(state.keys, "pool", "gateway", {}), "gateway", trust)
    assert token.verify(old, "gateway", trust)
    assert state.asked == 2


def test_unknown_keys_do_not_make_a_storm(publisher: tuple[Publisher, str]) -> None:
    state, url = publisher
    trust = token.Trust({"pool": url})
    for _ in range(5):
        with pytest.raises(token.InvalidToken):
            token.verify(token.mint(new_keys(), "pool", "gateway", {}), "gateway", trust)
    assert state.asked == 1


def test_an_issuer_out_of_reach_is_no_key() -> None:
    trust = token.Trust({"pool": "http://127.0.0.1:9"})
    with pytest.raises(token.InvalidToken, match="niet bereikbaar"):
        token.verify(token.mint(new_keys(), "pool", "gateway", {}), "gateway", trust)


@pytest.mark.parametrize("bad", ["", "a", "a.b", "a.b.c", "e30.e30.", "é.é.é"])
def test_garbage_is_refused(bad: str) -> None:
    with pytest.raises(token.InvalidToken):
        token.verify(bad, "gateway", token.Trust({}))
    with pytest.raises(token.InvalidToken):
        token.verify_access(bad, new_keys(), "x")
    with pytest.raises(token.InvalidToken):
        token.verify_statement(bad, [])


def test_an_internal_token_is_no_access_token_and_the_reverse() -> None:
    keys = new_keys()
    trust = token.Trust({}, {"gateway": token.public_keys(keys)})
    inner = token.mint(keys, "gateway", "gateway", {})
    access = token.mint(keys, "gateway", "gateway", {}, seconds=3600, typ="at+jwt")
    with pytest.raises(token.InvalidToken):
        token.verify_access(inner, keys, "gateway")
    with pytest.raises(token.InvalidToken):
        token.verify(access, "gateway", trust)


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (RSAKey.generate_key(2048), "PS256"),
        (RSAKey.generate_key(2048), "RS256"),
        (ECKey.generate_key("P-256"), "ES256"),
        (OKPKey.generate_key("Ed25519"), "Ed25519"),
    ],
)
def test_statements_of_the_usual_algorithms(key: OKPKey, alg: str) -> None:
    from joserfc import jwt

    public = json.loads(json.dumps(key.as_dict(private=False)))
    assert token.check_public_key(public) is None
    text = jwt.encode({"alg": alg}, {"iss": "ats"}, key, [alg])
    assert token.issuer_of(text) == "ats"
    assert token.verify_statement(text, [public])["iss"] == "ats"
    with pytest.raises(token.InvalidToken):
        token.verify_statement(text + "x", [public])


def test_only_strong_public_keys_are_registered() -> None:
    private = OKPKey.generate_key("Ed25519").as_dict(private=True)
    shared_secret = OctKey.generate_key(256).as_dict()
    with pytest.warns(SecurityWarning):
        weak = RSAKey.generate_key(1024).as_dict(private=False)
    for bad in (private, shared_secret, weak, {"kty": "x"}, {}):
        assert token.check_public_key(json.loads(json.dumps(bad))) is not None
