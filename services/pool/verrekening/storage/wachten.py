"""Hours without a price: what is kept of an inzet that goes, and what both employers say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.inzet.tables import Inzet, InzetVoorwaarden
from services.pool.uren.rules import Urenregel, Urensoort, Urenstatus
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Btwroute, Inzetprijs, Uurtarief, Wachtuur
from services.pool.verrekening.storage import feiten
from services.pool.verrekening.storage.maanden import lock
from services.pool.verrekening.storage.rijen import een_van, lees_voorwaarden
from services.pool.verrekening.tables import Tariefwoord, Urenprijs

# What can still become part of a settlement.
KOMT_NOG = (Urenstatus.INGEDIEND, Urenstatus.GOEDGEKEURD)


def bewaar_prijzen(tx: Session, welke: ColumnElement[bool], vandaag: date) -> None:
    """Keep what an hour costs of open hours whose inzet is about to go; nothing of the person.

    Nobody closes a month meanwhile. Who holds lines of hours calls this first: who names a tariff
    has that lock and then waits for the line.
    """
    lock(tx)
    vraag = select(Urenstaat.id, Urenstaat.verband, Urenstaat.inzet_id).where(
        welke,
        Urenstaat.correctie_van.is_(None),  # a correction follows what it corrects
        Urenstaat.status.in_(KOMT_NOG),
        feiten.NIET_VERREKEND,
    )
    per_verband: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
    for id, verband, inzet in tx.execute(vraag):
        if inzet is not None:
            per_verband[verband][id] = inzet
    rijen = []
    for verband, regels in sorted(per_verband.items()):
        convenanten = feiten.Convenanten(tx, verband)
        prijzen = feiten.inzetprijzen(tx, regels.values(), convenanten, vandaag)
        rijen += [_naar_rij(id, prijzen[een]) for id, een in regels.items() if een in prijzen]
    if rijen:
        tx.execute(insert(Urenprijs).on_conflict_do_nothing(), rijen)


def _naar_rij(urenregel: UUID, prijs: Inzetprijs) -> dict[str, object]:
    tarief = prijs.tarief
    return {
        "urenregel": urenregel,
        "tarief_cent": tarief.cent if tarief else None,
        "grondslag": tarief.grondslag if tarief else None,
        "herkomst": tarief.herkomst if tarief else None,
        "route": prijs.route,
        "voorwaarden": [asdict(een) for een in prijs.voorwaarden],
        "functie": prijs.functie,
    }


def list_bewaarde_prijzen(tx: Session, urenregels: Iterable[UUID]) -> dict[UUID, Inzetprijs]:
    """By line of hours."""
    vraag = select(Urenprijs).where(een_van(Urenprijs.urenregel, urenregels))
    return {
        row.urenregel: Inzetprijs(
            None
            if row.tarief_cent is None
            else Uurtarief(row.tarief_cent, row.grondslag, row.herkomst or ""),
            Btwroute(row.route),
            lees_voorwaarden(row.voorwaarden),
            row.functie,
        )
        for row in tx.scalars(vraag)
    }


# ------------------------------------------------------------------ what employers say
def list_woorden(
    tx: Session, urenregels: Iterable[UUID]
) -> dict[UUID, dict[str, rules.Tariefwoord]]:
    """What was said, by line and organisation."""
    gezegd: dict[UUID, dict[str, rules.Tariefwoord]] = defaultdict(dict)
    vraag = select(Tariefwoord).where(een_van(Tariefwoord.urenregel, urenregels))
    for row in tx.scalars(vraag.execution_options(populate_existing=True)):
        gezegd[row.urenregel][row.organisatie] = rules.Tariefwoord(
            row.organisatie, row.versie, row.tarief_cent, row.grondslag, row.reden, row.op
        )
    return gezegd


def set_woord(tx: Session, urenregel: UUID, woord: rules.Tariefwoord, door: str) -> None:
    """The word of an organisation, instead of what it said before; the caller holds the lock."""
    waarden = {
        "versie": woord.versie,
        "tarief_cent": woord.cent,
        "grondslag": woord.grondslag,
        "reden": woord.reden,
        "door": door,
        "op": woord.op,
    }
    sleutel = {"urenregel": urenregel, "organisatie": woord.organisatie}
    rij = insert(Tariefwoord).values(sleutel | waarden)
    tx.execute(rij.on_conflict_do_update(index_elements=list(sleutel), set_=waarden))


def list_wachturen(
    tx: Session,
    kijker: Kijker,
    vandaag: date,
    *,
    verband: UUID | None = None,
    id: UUID | None = None,
) -> list[Wachtuur]:
    """Lines of the own organisation that only a word of both gives a price, oldest first."""
    if kijker.organisatie is None or not kijker.rollen & rules.REGELLEZERS:
        return []
    eigen = or_(Urenstaat.uitlener == kijker.organisatie, Urenstaat.inlener == kijker.organisatie)
    eerste = Urenstaat.soort == Urensoort.INZET, Urenstaat.correctie_van.is_(None)
    waar = [eigen, *eerste, ~_heeft_tarief()]
    if verband is not None:
        waar.append(Urenstaat.verband == verband)
    if id is not None:
        waar.append(Urenstaat.id == id)
    open_ = feiten.list_open(tx, *waar)
    per_verband: dict[UUID, list[Urenregel]] = defaultdict(list)
    for regel in open_:
        per_verband[regel.verband].append(regel)
    wacht = {
        een.regel.id: een.reden
        for welk, regels in sorted(per_verband.items())
        for een in _wachtend(tx, welk, regels, vandaag)
    }
    return _met_woorden(tx, [een for een in open_ if een.id in wacht], wacht)


def _heeft_tarief() -> ColumnElement[bool]:
    """The terms of the inzet name a tariff, or what was kept of it does; others are priced."""
    voorwaarden = (
        select(Inzet.id)
        .join(
            InzetVoorwaarden,
            and_(
                InzetVoorwaarden.inzet_id == Inzet.id,
                InzetVoorwaarden.versie == Inzet.voorwaarden_versie,
            ),
        )
        .where(Inzet.id == Urenstaat.inzet_id, InzetVoorwaarden.tarief_cent_per_uur.is_not(None))
    )
    bewaard = select(Urenprijs.urenregel).where(
        Urenprijs.urenregel == Urenstaat.id, Urenprijs.tarief_cent.is_not(None)
    )
    return or_(voorwaarden.exists(), bewaard.exists())


def _wachtend(
    tx: Session, verband: UUID, regels: list[Urenregel], vandaag: date
) -> list[rules.Wachtend]:
    """Those without a price, whatever was said of them."""
    inzetten = {een.inzet for een in regels if een.inzet}
    prijzen = rules.Prijzen(
        inzetten=feiten.inzetprijzen(tx, inzetten, feiten.Convenanten(tx, verband), vandaag),
        pooltarief=None,
        eerder={},
        sleutels={},
        samenwerking=False,
        bewaard=list_bewaarde_prijzen(tx, [een.id for een in regels]),
    )
    return rules.prijs(regels, prijzen)[1]


def _met_woorden(
    tx: Session, regels: list[Urenregel], wacht: Mapping[UUID, rules.Wachtreden]
) -> list[Wachtuur]:
    ids = [een.id for een in regels]
    woorden = list_woorden(tx, ids)
    vraag = select(Urenstaat.id, Urenstaat.medewerker).where(een_van(Urenstaat.id, ids))
    wie = {rij.id: rij.medewerker for rij in tx.execute(vraag)}
    return [
        Wachtuur(
            een,
            wacht[een.id],
            wie[een.id],
            tuple(sorted(woorden[een.id].values(), key=lambda woord: woord.organisatie)),
            rules.afgesproken(een, woorden[een.id]),
        )
        for een in regels
    ]
