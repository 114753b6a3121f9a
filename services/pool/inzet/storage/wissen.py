"""What this room holds of a person, and how it goes. The Waadi register is kept apart."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from services.pool.inzet.tables import (
    Inzet,
    InzetAkkoord,
    InzetOvereenkomst,
    InzetOvergang,
    InzetSignaal,
    InzetStartpunt,
    InzetTekst,
    InzetVoorwaarden,
    WaadiRegistratie,
)

# What hangs on an inzet: everything that must go before it.
BIJ_INZET: tuple[Any, ...] = (
    InzetAkkoord,
    InzetOvereenkomst,
    InzetOvergang,
    InzetSignaal,
    InzetStartpunt,
    InzetTekst,
    InzetVoorwaarden,
)
# Who decided is a person too, but not whose file this is; versions and numbers tell nothing.
VERBORGEN = frozenset({"besloten_door", "door", "nr", "versie", "medewerker", "bewaren_tot"})


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The inzetten of this person, what was agreed about them, and what the register holds."""
    eigen = select(Inzet.id).where(Inzet.medewerker == persoon)
    delen: dict[str, tuple[Any, Any]] = {
        "inzetten": (Inzet, Inzet.medewerker == persoon),
        "inzetStatuswijzigingen": (InzetOvergang, InzetOvergang.inzet_id.in_(eigen)),
        "inzetVoorwaarden": (InzetVoorwaarden, InzetVoorwaarden.inzet_id.in_(eigen)),
        "inzetAkkoorden": (InzetAkkoord, InzetAkkoord.inzet_id.in_(eigen)),
        "inzetOvereenkomsten": (InzetOvereenkomst, InzetOvereenkomst.inzet_id.in_(eigen)),
        "inzetStartlijst": (InzetStartpunt, InzetStartpunt.inzet_id.in_(eigen)),
        "inzetTeksten": (InzetTekst, InzetTekst.inzet_id.in_(eigen)),
        "waadiregister": (WaadiRegistratie, WaadiRegistratie.medewerker == persoon),
    }
    return {
        naam: [_rij(row) for row in tx.scalars(select(tabel).where(van_wie))]
        for naam, (tabel, van_wie) in delen.items()
    }


def _rij(row: object) -> dict[str, Any]:
    kolommen = [een.key for een in inspect(type(row)).column_attrs if een.key not in VERBORGEN]
    return {_op_de_draad(naam): _json(getattr(row, naam)) for naam in kolommen}


def _op_de_draad(kolom: str) -> str:
    eerste, *rest = kolom.split("_")
    return eerste + "".join(deel.capitalize() for deel in rest)


def _json(waarde: object) -> Any:
    if isinstance(waarde, Decimal):
        return float(waarde)
    if isinstance(waarde, datetime | date):
        return waarde.isoformat().replace("+00:00", "Z")
    return str(waarde) if isinstance(waarde, UUID) else waarde


def wis_inzetten(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """These inzetten go with all that hangs on them; their hours were counted before."""
    gewist = {}
    for tabel in BIJ_INZET:
        weg = delete(tabel).where(tabel.inzet_id.in_(ids)).returning(tabel.inzet_id)
        gewist[tabel.__tablename__] = len(tx.execute(weg).all())
    zelf = delete(Inzet).where(Inzet.id.in_(ids)).returning(Inzet.id)
    return gewist | {"inzet": len(tx.execute(zelf).all())}
