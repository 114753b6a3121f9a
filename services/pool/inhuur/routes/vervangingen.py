"""Which inzetten came instead of a hire: hours that nobody had to buy."""

from uuid import UUID

from fastapi import Request

from services.pool.flexpool.rules import PLANNERS
from services.pool.inhuur import storage
from services.pool.inhuur.routes import jaarmodellen as models
from services.pool.inhuur.routes.regels import lezer_van, schrijver_van
from services.pool.inzet import rules as inzetrules
from services.pool.inzet import storage as inzetten
from services.pool.kijker import Kijker, eis_organisatie
from shared import api, etag
from shared.api import Nu, Tx, eist
from shared.problem import found, invalid

router = api.router("inhuur")


def _inzet(tx: Tx, id: UUID, kijker: Kijker) -> inzetten.Bewaard:
    """An inzet at the own organisation, for who plans there; else it is not there (404)."""
    bewaard = found(inzetten.get_inzet(tx, id, kijker), "inzet")
    mag = kijker.rollen & PLANNERS and bewaard.inzet.inlener == kijker.organisatie
    return found(bewaard if mag else None, "inzet")


@router.get(
    "/inhuurvervangingen",
    dependencies=[eist("pool:lezen")],
    response_model=models.InhuurvervangingLijst,
    summary="Inzetten die in de plaats kwamen van inhuur",
)
def list_inhuurvervangingen(tx: Tx, kijker: Kijker) -> models.InhuurvervangingLijst:
    """Geeft die bij uw organisatie, met hun uren zoals zij nu zijn."""
    rijen = storage.list_vervangingen(tx, [lezer_van(kijker)])
    return models.InhuurvervangingLijst(results=[_toon(een) for een in rijen[:10_000]])


@router.get(
    "/inhuurvervangingen/{inzet}",
    dependencies=[eist("pool:lezen")],
    summary="Of een inzet in de plaats kwam van inhuur",
)
def get_inhuurvervanging(
    inzet: UUID, request: Request, tx: Tx, kijker: Kijker
) -> models.Inhuurvervanging:
    """Geeft in welke vorm anders was ingehuurd."""
    een = _mijn(tx, inzet, kijker)
    etag.stamp(request, een.versie)
    return _toon(een)


def _mijn(tx: Tx, inzet: UUID, kijker: Kijker, lock: bool = False) -> storage.Vervanging:
    eigen = kijker.organisatie if kijker.rollen & PLANNERS else None
    return found(storage.get_vervanging(tx, inzet, eigen, lock), "inhuurvervanging")


def _toon(een: storage.Vervanging) -> models.Inhuurvervanging:
    return models.Inhuurvervanging(
        inzet=een.inzet, vorm=een.vorm, uren_per_week=een.uren_per_week, van=een.van, tot=een.tot
    )


@router.put(
    "/inhuurvervangingen/{inzet}",
    dependencies=[eist("pool:schrijven")],
    summary="Zeg dat een inzet in de plaats kwam van inhuur",
)
def put_inhuurvervanging(
    inzet: UUID,
    invoer: models.InhuurvervangingInvoer,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
) -> models.Inhuurvervanging:
    """Legt de vorm vast waarin u anders had ingehuurd, bijvoorbeeld zzp."""
    bewaard = _inzet(tx, inzet, kijker)
    schrijver_van(kijker)
    if not inzetrules.telt_mee(bewaard.inzet):
        raise invalid(("inzet", "niet-bevestigd", "Alleen een bevestigde inzet telt mee."))
    oud = storage.get_vervanging(tx, inzet, eis_organisatie(kijker), lock=True)
    etag.require_match(request, oud.versie if oud else 0)
    een = storage.set_vervanging(tx, bewaard, invoer.vorm, nu)
    etag.stamp(request, een.versie)
    return _toon(een)


@router.delete(
    "/inhuurvervangingen/{inzet}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Zeg dat een inzet niet in de plaats kwam van inhuur",
)
def delete_inhuurvervanging(inzet: UUID, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Daarna tellen de uren niet meer mee als vervangen inhuur."""
    een = _mijn(tx, inzet, kijker, lock=True)
    schrijver_van(kijker)
    etag.require_match(request, een.versie)
    storage.wis_vervanging(tx, inzet)
