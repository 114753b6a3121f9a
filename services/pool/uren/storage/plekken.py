"""What people can write hours for, looked up for many people at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import LidStatus, Poollid
from services.pool.inzet.rules import Inzet, InzetStatus
from services.pool.inzet.storage.rijen import bewaard
from services.pool.inzet.tables import Inzet as Inzetrij
from services.pool.uren import rules

TELT_MEE = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)


@dataclass(frozen=True, slots=True)
class Grond:
    """Per person the inzetten and memberships that hours can rest on; terms per verband."""

    inzetten: Mapping[UUID, list[Inzet]]
    leden: Mapping[UUID, list[Poollid]]
    termijnen: Mapping[UUID, int]

    def plekken(
        self, medewerker: UUID, week: str, verbanden: Iterable[UUID], organisatie: str | None
    ) -> list[rules.Urenplek]:
        return rules.plekken_van(
            week,
            self.inzetten.get(medewerker, []),
            self.leden.get(medewerker, []),
            verbanden,
            organisatie,
        )


def get_grond(
    tx: Session,
    personen: Collection[UUID],
    weken: Collection[str],
    verbanden: Iterable[UUID],
    uitlener: str | None = None,
) -> Grond:
    """The ground of hours of these people in these weeks; with an organisation, what it lends."""
    dagen = [dag for week in weken if (dag := rules.maandag_van(week)) is not None]
    if not dagen or not personen:
        return Grond({}, {}, {})
    vraag = select(Inzetrij).where(
        Inzetrij.medewerker.in_(list(personen)),
        Inzetrij.status.in_(TELT_MEE),
        Inzetrij.van <= max(dagen) + timedelta(days=6),
        or_(Inzetrij.tot.is_(None), Inzetrij.tot >= min(dagen)),
    )
    if uitlener is not None:
        vraag = vraag.where(Inzetrij.thuisorganisatie == uitlener)
    inzetten: dict[UUID, list[Inzet]] = defaultdict(list)
    for row in tx.scalars(vraag):
        inzetten[row.medewerker].append(bewaard(row).inzet)
    leden: dict[UUID, list[Poollid]] = defaultdict(list)
    for lid in pools.list_van_personen(tx, personen):
        if lid.status is LidStatus.ACTIEF and uitlener in (None, lid.thuisorganisatie):
            leden[lid.medewerker].append(lid)
    alle = set(verbanden) | {een.verband for groep in inzetten.values() for een in groep}
    alle |= {lid.verband for groep in leden.values() for lid in groep if lid.verband}
    termijnen = {een: pools.get_afspraken(tx, een).uren_bewaartermijn_maanden for een in alle}
    return Grond(inzetten, leden, termijnen)
