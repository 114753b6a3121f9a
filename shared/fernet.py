"""Encrypt what is kept: Fernet keys that can be replaced without downtime.

Keys stand one per line: the first encrypts, all decrypt. To replace one: put a new one first, let
the nightly job encrypt everything anew, then take the old one away.
"""

import hashlib
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Kluis:
    """The keys, and the name of the one that encrypts now (not the key itself)."""

    keys: MultiFernet
    current: str


class Unreadable(Exception):
    """None of the keys fits: a key was taken away too early, or the bytes were changed."""


def generate_key(mark: str = "") -> str:
    """A new key: 256 random bits in base64url, of which `mark` takes the first characters."""
    return mark + Fernet.generate_key().decode()[len(mark) :]


def open_(settings: Settings) -> Kluis | None:
    """The keys of documents; None when there are none. Error: ValueError, for a bad key."""
    return open_keys(settings.document_keys)


def open_keys(secret: SecretStr | None) -> Kluis | None:
    """These keys, one per line; None when there are none. Error: ValueError, for a bad key."""
    if secret is None:
        return None
    keys = secret.get_secret_value().split()
    named = hashlib.sha256(keys[0].encode()).hexdigest()[:16]
    return Kluis(MultiFernet([Fernet(key) for key in keys]), named)


def encrypt(kluis: Kluis, data: bytes) -> bytes:
    return kluis.keys.encrypt(data)


def decrypt(kluis: Kluis, data: bytes) -> bytes:
    """Error: Unreadable."""
    try:
        return kluis.keys.decrypt(data)
    except InvalidToken:
        raise Unreadable from None
