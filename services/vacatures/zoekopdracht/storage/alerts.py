"""What is new to the person of a saved search: found, remembered, told in one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature, Zichtperiode
from services.vacatures.zoekopdracht import rules
from services.vacatures.zoekopdracht.rules import Frequentie
from services.vacatures.zoekopdracht.storage import bewaren
from services.vacatures.zoekopdracht.storage.finding import list_openbaar, list_zichtbaar
from services.vacatures.zoekopdracht.storage.searches import Opdracht, from_row
from services.vacatures.zoekopdracht.tables import Zoekopdracht, Zoektreffer
from shared import berichten, verwerking
from shared.caller import Caller, Verbandlid
from shared.http import Peer

BATCH = 50
MEER_DAN_OPEN = 100_000  # more vacancies than are ever open at once
# A direct search is looked at when something opened; and once a day, for what the person became.
UITERLIJK = timedelta(days=1)
# What was being opened while it was looked at is seen the next time.
SPELING = timedelta(minutes=5)


def onthoud(tx: Session, id: UUID, gezien: Sequence[UUID], nu: datetime) -> set[UUID]:
    """Remember these for good; gives those that this search had not seen before."""
    if not gezien:
        return set()
    rows = [{"zoekopdracht_id": id, "vacature_id": vacature, "op": nu} for vacature in gezien]
    new = insert(Zoektreffer).on_conflict_do_nothing().returning(Zoektreffer.vacature_id)
    return set(tx.scalars(new, rows))


def claim(tx: Session, nu: datetime, limit: int) -> list[Opdracht]:
    """Searches whose time it is, locked for this worker alone.

    A direct one is passed over while nothing has opened since it was looked at.
    """
    opened = exists().where(
        Zichtperiode.van > Zoekopdracht.gekeken_op - SPELING,
        Zichtperiode.van <= nu,
        Zichtperiode.vacature_id == Vacature.id,
        Vacature.status == Vacaturestatus.OPENGESTELD,
    )
    due = (
        select(Zoekopdracht)
        .where(Zoekopdracht.actief, Zoekopdracht.volgende_op <= nu)
        .where(
            or_(
                Zoekopdracht.frequentie != Frequentie.DIRECT,
                Zoekopdracht.gekeken_op <= nu - UITERLIJK,
                opened,
            )
        )
        .order_by(Zoekopdracht.volgende_op, Zoekopdracht.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = tx.scalars(due.execution_options(populate_existing=True))
    return [from_row(row) for row in rows]


def gekeken(tx: Session, opdracht: Opdracht, nu: datetime) -> None:
    """Looked at now; the next time follows from the clock."""
    again = rules.volgende_keer(opdracht.frequentie, nu)
    tx.execute(
        update(Zoekopdracht)
        .where(Zoekopdracht.id == opdracht.id)
        .values(gekeken_op=nu, volgende_op=again)
    )


def meld_nieuw(tx: Session, gateway: Peer, basis: str, nu: datetime, gelijkenis: float) -> int:
    """Tell the persons of a batch of searches what is new to them; gives how many were looked at.

    The searches of who is gone end here. `basis`: the public address. Error: httpx2.HTTPError, and
    then nothing was told or remembered.
    """
    opdrachten = claim(tx, nu, BATCH)
    kijkers = {
        persoon: kijker(tx, gateway, persoon, nu)
        for persoon in sorted({o.persoon for o in opdrachten})
    }
    bewaren.wis_personen(tx, [persoon for persoon, wie in kijkers.items() if wie is None])
    for opdracht in opdrachten:
        if (wie := kijkers[opdracht.persoon]) is not None:
            _meld(tx, opdracht, wie, basis, nu, gelijkenis)
            gekeken(tx, opdracht, nu)
    return len(opdrachten)


def kijker(tx: Session, gateway: Peer, persoon: UUID, nu: datetime) -> vacatureregels.Kijker | None:
    """The person as a viewer by the facts of this moment, never as a recruiter; None: gone."""
    feiten = bewaren.feiten_van(gateway, persoon)
    return vacatures.kijker(tx, _beller(persoon, feiten), nu) if feiten else None


def _beller(persoon: UUID, feiten: dict[str, Any]) -> Caller:
    """As the person would come in by the own login."""
    return Caller(
        client="zoekopdracht",
        organisatie=feiten["organisatie"],
        scopes=frozenset({"eigen:beheren"}),
        medewerker=persoon,
        verbanden=tuple(
            Verbandlid(UUID(lid["verband"]), lid["convenant"]) for lid in feiten["verbanden"]
        ),
        herplaatsing=feiten["herplaatsing"],
    )


def _meld(
    tx: Session,
    opdracht: Opdracht,
    wie: vacatureregels.Kijker,
    basis: str,
    nu: datetime,
    gelijkenis: float,
) -> None:
    gezien = list_zichtbaar(tx, opdracht.filter, wie, nu, MEER_DAN_OPEN, gelijkenis)
    nieuw = onthoud(tx, opdracht.id, [id for id, _ in gezien], nu)
    if not nieuw:
        return
    thuis = basis.rstrip("/")
    openbaar = list_openbaar(tx, nieuw, nu)
    vermeldingen = [
        rules.Vermelding(titel, rules.adres(thuis, id, id in openbaar))
        for id, titel in gezien
        if id in nieuw
    ]
    afmelden = f"{thuis}/afmelden#{opdracht.afmeldcode}"
    berichten.record(
        tx,
        opdracht.persoon,
        rules.onderwerp(len(vermeldingen), opdracht.naam),
        rules.bericht(vermeldingen, opdracht.naam, afmelden),
        sleutel=f"zoekopdracht {opdracht.id} {nu.isoformat()}",
    )
    zelf = Caller(dienst="vacatures")
    verwerking.record(tx, zelf, "zoekopdracht melden", [opdracht.persoon], nu)
