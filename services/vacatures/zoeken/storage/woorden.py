"""What the words of a question may also mean."""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.zoeken import rules
from services.vacatures.zoeken.tables import Zoeksynoniem
from shared.reader import Reader

BATCH = 5000
# No LIMIT: a word that only stands in a vacancy that the caller does not see adds nothing to what
# is found, but it could push out a word that does.
_VERWANT = """
    SELECT 's', s.term, json_agg(DISTINCT ander.term)
    FROM zoeksynoniem s JOIN zoeksynoniem ander ON ander.begrip = s.begrip AND ander.term <> s.term
    WHERE s.term = ANY (CAST(:termen AS text[])) GROUP BY s.term
    UNION ALL
    SELECT 'w', w.woord, json_agg(DISTINCT z.woord)
    FROM unnest(CAST(:woorden AS text[])) AS w(woord)
    JOIN zoekwoord z ON z.woord % w.woord AND z.woord <> w.woord
        AND similarity(z.woord, w.woord) >= CAST(:gelijkenis AS real)
    GROUP BY w.woord
"""


async def read_verwant(lezer: Reader, woorden: Sequence[str], gelijkenis: float) -> rules.Verwant:
    """Synonyms of the terms in a question, and words that look like its words.

    `gelijkenis`: of trigrams, from which a word may be the misspelling of another; at least 0.3.
    """
    found: dict[str, dict[str, frozenset[str]]] = {"s": {}, "w": {}}
    for soort, woord, anders in await lezer.ask(_VERWANT, _waarden(woorden, gelijkenis)):
        found[(soort or b"").decode()][(woord or b"").decode()] = frozenset(
            json.loads(anders or b"")
        )
    return rules.Verwant(found["s"], found["w"])


def find_verwant(tx: Session, woorden: Sequence[str], gelijkenis: float) -> rules.Verwant:
    """The same in a transaction, for who looks without a request (a saved search)."""
    found: dict[str, dict[str, frozenset[str]]] = {"s": {}, "w": {}}
    for soort, woord, anders in tx.execute(text(_VERWANT), _waarden(woorden, gelijkenis)):
        found[soort][woord] = frozenset(anders)
    return rules.Verwant(found["s"], found["w"])


def _waarden(woorden: Sequence[str], gelijkenis: float) -> dict[str, Any]:
    return {
        "termen": rules.termen(woorden),
        "woorden": list(woorden),
        "gelijkenis": gelijkenis,
    }


def set_synoniemen(tx: Session, bron: str, paren: Iterable[tuple[str, str]]) -> int:
    """Store the terms of one source (begrip, term) in place of what stood of it; how many."""
    tx.execute(delete(Zoeksynoniem).where(Zoeksynoniem.bron == bron))
    rest = iter(paren)
    count = 0
    while batch := list(islice(rest, BATCH)):
        rows = [{"bron": bron, "begrip": begrip, "term": term} for begrip, term in batch]
        tx.execute(insert(Zoeksynoniem).on_conflict_do_nothing(), rows)
        count += len(batch)
    return count
