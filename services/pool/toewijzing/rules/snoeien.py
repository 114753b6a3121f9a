"""Take somebody out of stored facts and explanations, whatever their shape.

Every object that names one of the ids goes from its list, and with it what it said; every id that
stands alone goes too. What is about others stays as it is.
"""

import re
from collections.abc import Set
from typing import Any

UUID_IN_TEKST = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def snoei(waarde: Any, weg: Set[str]) -> Any:
    """The same JSON without the objects and values that name one of these ids.

    A text with an id inside it becomes empty.
    """
    if isinstance(waarde, dict):
        return {
            naam: None if _noemt(deel, weg) else snoei(deel, weg)
            for naam, deel in waarde.items()
            if naam not in weg
        }
    if isinstance(waarde, list):
        return [snoei(deel, weg) for deel in waarde if not _noemt(deel, weg)]
    return "" if noemt_ergens(waarde, weg) else waarde


def _noemt(waarde: Any, weg: Set[str]) -> bool:
    """Whether this is one of the ids, or an object with one of them in a field of its own."""
    if isinstance(waarde, dict):
        return any(isinstance(deel, str) and deel in weg for deel in waarde.values())
    return isinstance(waarde, str) and waarde in weg


def noemt_ergens(waarde: Any, weg: Set[str]) -> bool:
    """Whether one of the ids stands anywhere in it, also as a key or inside a text."""
    if isinstance(waarde, dict):
        return any(noemt_ergens(deel, weg) for paar in waarde.items() for deel in paar)
    if isinstance(waarde, list):
        return any(noemt_ergens(deel, weg) for deel in waarde)
    return isinstance(waarde, str) and bool(_ids(waarde) & weg)


def _ids(tekst: str) -> set[str]:
    """The UUIDs that stand in a text."""
    return set(UUID_IN_TEKST.findall(tekst))
