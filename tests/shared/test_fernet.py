"""Keys of what is kept: replaced without downtime, and nothing readable without them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import fernet
from shared.settings import Modus, Settings
from tests.conftest import KEYS


def kluis(*keys: str) -> fernet.Kluis:
    known: dict[str, Any] = {"signing_keys": KEYS["vacatures"], "document_keys": "\n".join(keys)}
    url = "postgresql:///x"
    settings = Settings(service="vacatures", modus=Modus.TEST, database_url=url, **known)
    found = fernet.open_(settings)
    assert found is not None
    return found


OLD, NEW = fernet.generate_key(), fernet.generate_key()


@given(st.binary())
def test_back_as_it_was_and_not_to_be_read(data: bytes) -> None:
    kept = fernet.encrypt(kluis(OLD), data)
    assert fernet.decrypt(kluis(OLD), kept) == data
    assert len(data) < 4 or data not in kept


def test_a_new_key_stands_beside_the_old_one() -> None:
    before, both, after = kluis(OLD), kluis(NEW, OLD), kluis(NEW)
    kept = fernet.encrypt(before, b"cv")
    assert fernet.decrypt(both, kept) == b"cv"
    with pytest.raises(fernet.Unreadable):
        fernet.decrypt(after, kept)
    assert fernet.decrypt(after, fernet.encrypt(both, b"cv")) == b"cv"
    assert (both.current, before.current != both.current) == (after.current, True)
    assert OLD not in repr(before)


def test_changed_bytes_are_not_read() -> None:
    kept = bytearray(fernet.encrypt(kluis(OLD), b"cv"))
    kept[20] ^= 1
    with pytest.raises(fernet.Unreadable):
        fernet.decrypt(kluis(OLD), bytes(kept))


@pytest.mark.parametrize("bad", ["kapot", "x" * 44])
def test_a_bad_key_stops_the_start(bad: str) -> None:
    with pytest.raises(ValueError):
        kluis(bad)


def test_a_demo_key_says_so() -> None:
    assert fernet.generate_key("demo-").startswith("demo-")
    kluis(fernet.generate_key("demo-"))
