"""Wat een kandidaat van buiten over zichzelf opgeeft."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from enum import StrEnum
from uuid import UUID

MIN_CIJFERS, MAX_CIJFERS = 10, 15  # of a telephone number (E.164)


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """Somebody without an employer here; `id` is the pseudonym used everywhere else."""

    id: UUID
    naam: str
    email: str
    telefoon: str | None
    aangemaakt_op: datetime


class Beletsel(StrEnum):
    """Why these data cannot be recorded. Public API: add, never rename."""

    EMAIL_ONGELDIG = "email-ongeldig"
    TELEFOON_ONGELDIG = "telefoon-ongeldig"


REDEN = {
    Beletsel.EMAIL_ONGELDIG: "Dit is geen e-mailadres waar wij naar kunnen mailen.",
    Beletsel.TELEFOON_ONGELDIG: "Een telefoonnummer heeft 10 tot 15 cijfers en begint met 0 of +.",
}
PLAATS = {Beletsel.EMAIL_ONGELDIG: "email", Beletsel.TELEFOON_ONGELDIG: "telefoon"}


def beletselen(email: str, telefoon: str | None) -> list[Beletsel]:
    """Everything that keeps these data from being recorded; empty means: they can."""
    geldt = {
        Beletsel.EMAIL_ONGELDIG: not is_adres(email),
        Beletsel.TELEFOON_ONGELDIG: telefoon is not None and not is_telefoon(telefoon),
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]


DOMEIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def is_adres(email: str) -> bool:
    """One address that every mail server takes: no list, no comment, no other letters."""
    try:
        address = Address(addr_spec=email)
    except (HeaderParseError, ValueError, IndexError):
        return False
    plain = email.isascii() and address.addr_spec == email
    return plain and DOMEIN.fullmatch(address.domain) is not None


def is_telefoon(nummer: str) -> bool:
    """Digits with spaces, hyphens and brackets between them, from 0 or a country code."""
    cijfers = [teken for teken in nummer if teken in "0123456789"]
    rest = nummer.removeprefix("+").translate(dict.fromkeys(map(ord, " -()0123456789")))
    begint = nummer.startswith(("0", "+"))
    return begint and not rest and MIN_CIJFERS <= len(cijfers) <= MAX_CIJFERS
