"""Wie partners kunnen bereiken, en waarmee een verband mensen bereikt."""

from enum import StrEnum

KIEZEN = frozenset({"beheerder", "hr_adviseur"})
# Whoever has only such roles works with rules and sums: no name of anybody (our own choice for
# medezeggenschap; for the aanjager it is the seed's).
ZONDER_PERSONEN = frozenset({"aanjager", "medezeggenschap"})


class Portaalsoort(StrEnum):
    """What a verband uses to reach people."""

    VACATURESITE = "vacaturesite"
    PORTAAL = "portaal"
    FEED = "feed"
    INTRANET = "intranet"


def mag_contacten_kiezen(oin: str, van_beller: str | None, rollen: frozenset[str]) -> bool:
    """Only HR and the beheerder of the organisation itself say who can be reached there."""
    return oin == van_beller and bool(rollen & KIEZEN)


def mag_contacten_zien(rollen: frozenset[str]) -> bool:
    """Whoever works with people; not whoever has only roles without personal data."""
    return not rollen or bool(rollen - ZONDER_PERSONEN)
