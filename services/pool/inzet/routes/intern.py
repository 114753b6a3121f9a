"""Facts of a deployment for a peer service (not public)."""

from uuid import UUID

from services.pool.inzet import rules, storage
from shared import api, kalender
from shared.api import Datum, Dienst, Model, Oin, Tx
from shared.problem import found

intern = api.router("intern")


class InzetFeiten(Model):
    """What vacatures needs to know of a deployment."""

    id: UUID
    medewerker: UUID
    inlener: Oin
    van: Datum  # first day on which the person counts as inleenkracht: that of the confirmation
    tot: Datum | None
    actief: bool


@intern.get("/inzetten/{id}")
def get_inzet_voor_dienst(id: UUID, tx: Tx, _: Dienst) -> InzetFeiten:
    """Facts of one deployment, for a peer service; without "today", for a peer has no clock."""
    bewaard = found(storage.haal(tx, id), "inzet")
    inzet = bewaard.inzet
    van = inzet.van
    if bewaard.bevestigd_op is not None:
        van = min(van, kalender.dag(bewaard.bevestigd_op))
    return InzetFeiten(
        id=inzet.id,
        medewerker=inzet.medewerker,
        inlener=inzet.inlener,
        van=van,
        tot=inzet.tot,
        actief=rules.telt_mee(inzet),
    )
