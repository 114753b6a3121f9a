"""What this room holds about a person, and how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import (
    Lid,
    LidOvergang,
    Lidtoestemming,
    Lidverificatie,
    Partnerwoord,
    PoolKeuzes,
    PoolOvergang,
    Roulatiefunctie,
)
from shared.dossier import regel

# Who decided is a person too, but not whose file this is; versions say nothing to anybody.
VERBORGEN = frozenset({"door", "versie", "nr", "lid_id"})
NAAMLOOS = "(naam gewist)"


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """Memberships of this person, with what was said and checked about them."""
    eigen = select(Lid.id).where(Lid.medewerker == persoon)
    tabellen = {
        "lidmaatschappen": (Lid, Lid.medewerker == persoon),
        "lidmaatschapStatuswijzigingen": (LidOvergang, LidOvergang.lid_id.in_(eigen)),
        "lidmaatschapToestemmingen": (Lidtoestemming, Lidtoestemming.lid_id.in_(eigen)),
        "lidmaatschapVerificaties": (Lidverificatie, Lidverificatie.lid_id.in_(eigen)),
    }
    return {
        naam: [regel(row, VERBORGEN) for row in tx.scalars(select(tabel).where(van_wie))]
        for naam, (tabel, van_wie) in tabellen.items()
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Their memberships go, with the logs beside them; nothing counts them."""
    weg = delete(Lid).where(Lid.medewerker.in_(personen)).returning(Lid.id)
    return {"lid": len(tx.scalars(weg).all())}


def wis_namen(tx: Session, voor: datetime) -> dict[str, int]:
    """Names of who acted, and reasons in free text, of lines before a moment."""
    leeg: dict[Any, dict[str, Any]] = {
        PoolKeuzes: {"door": None},
        PoolOvergang: {"door": None, "reden": ""},
        LidOvergang: {"door": None, "reden": ""},
        Lidverificatie: {"door": NAAMLOOS},
        Partnerwoord: {"door": NAAMLOOS, "reden": ""},
        Roulatiefunctie: {"door": NAAMLOOS},
    }
    gewist = {}
    for tabel, waarden in leeg.items():
        nog = tabel.door.is_not(None), tabel.door != NAAMLOOS
        vraag = update(tabel).where(tabel.op < voor, *nog).values(waarden)
        gewist[tabel.__tablename__] = len(tx.execute(vraag.returning(tabel.op)).all())
    return gewist
