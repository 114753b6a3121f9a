"""What stays of inzetten when they are erased: sums per month, so that no figure changes."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.verdeling import rules
from services.pool.verdeling.rules import Inzetfeit
from services.pool.verdeling.tables import Inzettelling

Sleutel = tuple[UUID, date, str, str, str | None, UUID | None]


def add_tellingen(tx: Session, inzetten: Iterable[tuple[UUID, UUID | None, Inzetfeit]]) -> int:
    """Add ended inzetten, each with its verband and pool, to the sums; how many months."""
    som: Counter[Sleutel] = Counter()
    for verband, pool, inzet in inzetten:
        for deel in rules.maandtellingen(inzet):
            wie = deel.inlener, deel.thuisorganisatie, deel.functie
            som[verband, deel.maand, *wie, pool] += deel.eenheden
    namen = ("verband", "maand", "inlener", "thuisorganisatie", "functie", "pool_id")
    for sleutel in sorted(som, key=str):
        rij = insert(Inzettelling).values(
            **dict(zip(namen, sleutel, strict=True)), eenheden=som[sleutel]
        )
        erbij = {"eenheden": Inzettelling.eenheden + rij.excluded.eenheden}
        tx.execute(rij.on_conflict_do_update(index_elements=list(namen), set_=erbij))
    return len(som)
