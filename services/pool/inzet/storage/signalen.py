"""What must be told about inzetten that run or are to start; each thing once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.inzet import rules
from services.pool.inzet.rules import InzetStatus, duur
from services.pool.inzet.rules.berichten import SIGNAALBRIEVEN
from services.pool.inzet.rules.duur import Duuropmerking, Signaal
from services.pool.inzet.rules.start import Startpunt, Tekstsoort
from services.pool.inzet.storage.berichten import stuur
from services.pool.inzet.storage.periode import duurafspraak
from services.pool.inzet.storage.rijen import Bewaard, bewaard
from services.pool.inzet.tables import (
    Inzet,
    InzetSignaal,
    InzetStartpunt,
    InzetTekst,
    InzetVoorwaarden,
)
from shared import kalender


@dataclass(frozen=True, slots=True)
class Stand:
    """An inzet with what is to be told about it now."""

    wat: Bewaard
    signalen: tuple[Signaal, ...]
    opmerkingen: tuple[Duuropmerking, ...]


def list_bevestigd(tx: Session, na: UUID | None, limit: int = 500) -> list[Bewaard]:
    """Confirmed inzetten in order of id, after `na`."""
    vraag = select(Inzet).where(Inzet.status == InzetStatus.BEVESTIGD)
    if na is not None:
        vraag = vraag.where(Inzet.id > na)
    return [bewaard(row) for row in tx.scalars(vraag.order_by(Inzet.id).limit(limit))]


def signalen(tx: Session, lijst: Sequence[Bewaard], vandaag: date) -> list[Stand]:
    """What to watch per inzet; a number of queries that does not grow with the list."""
    bij_persoon = _van_personen(tx, {een.inzet.medewerker for een in lijst})
    ids = [een.inzet.id for een in lijst]
    met_notitie = set(
        tx.scalars(
            select(InzetTekst.inzet_id).where(
                InzetTekst.inzet_id.in_(ids), InzetTekst.soort == Tekstsoort.OVERDRACHT
            )
        )
    )
    klaar = _startklaar(tx, ids)
    afspraken = {
        verband: duurafspraak(pools.get_afspraken(tx, verband))
        for verband in sorted({een.inzet.verband for een in lijst})
    }
    standen = []
    for een in lijst:
        inzet, afspraak = een.inzet, afspraken[een.inzet.verband]
        andere = bij_persoon.get(inzet.medewerker, [])
        begin = duur.begin_van_verblijf(inzet, [a for a in andere if rules.telt_mee(a)])
        vervolg = duur.heeft_vervolg(inzet, andere, afspraak.vervolg_signaal_weken)
        gevonden = duur.signalen(inzet, een.terugkeer_doel, begin, vervolg, afspraak, vandaag)
        over = {Signaal.OVERDRACHT: inzet.id in met_notitie, Signaal.START: inzet.id in klaar}
        loopt = inzet.status is InzetStatus.BEVESTIGD
        standen.append(
            Stand(
                een,
                tuple(s for s in gevonden if loopt and not over.get(s, False)),
                tuple(duur.opmerkingen_over_duur(begin, inzet.tot, afspraak)),
            )
        )
    return standen


def _van_personen(tx: Session, personen: set[UUID]) -> dict[UUID, list[rules.Inzet]]:
    rows = tx.scalars(
        select(Inzet).where(
            Inzet.medewerker.in_(personen),
            or_(Inzet.status.in_(rules.BEZET), Inzet.status == InzetStatus.BEEINDIGD),
        )
    )
    gevonden: dict[UUID, list[rules.Inzet]] = {}
    for row in rows:
        gevonden.setdefault(row.medewerker, []).append(bewaard(row).inzet)
    return gevonden


def _startklaar(tx: Session, ids: Sequence[UUID]) -> set[UUID]:
    rows = tx.execute(
        select(InzetStartpunt.inzet_id, InzetStartpunt.punt).where(
            InzetStartpunt.inzet_id.in_(ids), InzetStartpunt.geregeld
        )
    )
    klaar: dict[UUID, set[str]] = {}
    for inzet, punt in rows:
        klaar.setdefault(inzet, set()).add(punt)
    return {inzet for inzet, punten in klaar.items() if punten == set(Startpunt)}


def meld_signalen(tx: Session, lijst: Sequence[Bewaard], nu: datetime) -> None:
    """Tell what must be told; what was told for this last day is not told again."""
    standen = {een.wat.inzet.id: een for een in signalen(tx, lijst, kalender.dag(nu))}
    rijen = [
        {"inzet_id": id, "signaal": een, "einde": str(stand.wat.inzet.tot), "op": nu}
        for id, stand in standen.items()
        for een in stand.signalen
    ]
    if not rijen:
        return
    nieuw = insert(InzetSignaal).values(rijen).on_conflict_do_nothing()
    for id, signaal in tx.execute(nieuw.returning(InzetSignaal.inzet_id, InzetSignaal.signaal)):
        brief, aan = SIGNAALBRIEVEN[Signaal(signaal)]
        inzet = standen[id].wat.inzet
        stuur(tx, inzet, brief, f"{signaal}-{inzet.tot}", aan)


def list_werkzaamheden(tx: Session, lijst: Sequence[Bewaard]) -> dict[UUID, str]:
    """What somebody did, per inzet, of the terms in force."""
    rows = tx.execute(
        select(InzetVoorwaarden.inzet_id, InzetVoorwaarden.werkzaamheden)
        .join(Inzet, Inzet.id == InzetVoorwaarden.inzet_id)
        .where(
            InzetVoorwaarden.versie == Inzet.voorwaarden_versie,
            Inzet.id.in_([een.inzet.id for een in lijst]),
        )
    )
    return {rij[0]: rij[1] for rij in rows}
