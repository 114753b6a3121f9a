"""What this room holds of a person, and how it goes. The Waadi register is kept apart."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.pool.inzet.rules import BEZET, InzetStatus, Partij
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
from shared.dossier import regel

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
NIET_DOOR = frozenset({InzetStatus.GEWEIGERD, InzetStatus.INGETROKKEN})
# Who decided is a person too, but not whose file this is; versions and numbers tell nothing. That
# another side said no is not told to the person either. An amount of income is never kept.
VERBORGEN = frozenset(
    {"besloten_door", "door", "nr", "versie", "medewerker", "bewaren_tot", "geweigerd_door"}
    | {"inkomensverschil_cent"}
)


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The inzetten of this person, what was agreed about them, and what the register holds."""
    eigen = select(Inzet.id).where(Inzet.medewerker == persoon)
    antwoord = (InzetAkkoord.inzet_id.in_(eigen), InzetAkkoord.partij == Partij.MEDEWERKER)
    delen: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "inzetten": (Inzet, (Inzet.medewerker == persoon,)),
        "inzetStatuswijzigingen": (InzetOvergang, (InzetOvergang.inzet_id.in_(eigen),)),
        "inzetVoorwaarden": (InzetVoorwaarden, (InzetVoorwaarden.inzet_id.in_(eigen),)),
        "inzetAkkoorden": (InzetAkkoord, antwoord),
        "inzetOvereenkomsten": (InzetOvereenkomst, (InzetOvereenkomst.inzet_id.in_(eigen),)),
        "inzetStartlijst": (InzetStartpunt, (InzetStartpunt.inzet_id.in_(eigen),)),
        "inzetTeksten": (InzetTekst, (InzetTekst.inzet_id.in_(eigen),)),
        "waadiregister": (WaadiRegistratie, (WaadiRegistratie.medewerker == persoon,)),
    }
    alles = {
        naam: [regel(row, VERBORGEN) for row in tx.scalars(select(tabel).where(*van_wie))]
        for naam, (tabel, van_wie) in delen.items()
    }
    _zonder_nee_van_een_ander(tx, persoon, alles)
    return alles


def _zonder_nee_van_een_ander(
    tx: Session, persoon: UUID, alles: dict[str, list[dict[str, Any]]]
) -> None:
    """As `rules.zichtbare_status` shows it to the person: only that it does not go on.

    A reason is with none of them, for the words would tell a no from a withdrawal.
    """
    zelf = select(Inzet.id).where(
        Inzet.medewerker == persoon, Inzet.geweigerd_door == Partij.MEDEWERKER
    )
    eigen = {str(id) for id in tx.scalars(zelf)}
    for naam, sleutel, veld in (
        ("inzetten", "id", "status"),
        ("inzetStatuswijzigingen", "inzetId", "naar"),
    ):
        for rij in alles[naam]:
            if rij[veld] in NIET_DOOR and rij[sleutel] not in eigen:
                rij[veld] = InzetStatus.INGETROKKEN.value
                rij |= {"reden": None} if veld == "naar" else {}


def wis_inzetten(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """These inzetten go with all that hangs on them; their hours were counted before."""
    gewist = {}
    for tabel in BIJ_INZET:
        weg = delete(tabel).where(tabel.inzet_id.in_(ids)).returning(tabel.inzet_id)
        gewist[tabel.__tablename__] = len(tx.execute(weg).all())
    zelf = delete(Inzet).where(Inzet.id.in_(ids)).returning(Inzet.id)
    return gewist | {"inzet": len(tx.execute(zelf).all())}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what is over of these persons; what runs or is asked stays, as does the register."""
    over = select(Inzet.id).where(Inzet.medewerker.in_(personen), Inzet.status.not_in(BEZET))
    return wis_inzetten(tx, tx.scalars(over.with_for_update()).all())
