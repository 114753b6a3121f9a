"""What an organisation enters itself: facts for its documents, and the VAT route of an inzet."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import Path, Request

from services.pool.flexpool.rules import PLANNERS
from services.pool.inzet import rules as inzetrules
from services.pool.inzet import storage as inzetten
from services.pool.inzet.storage import Bewaard
from services.pool.kijker import Kijker, eis_eigen, eis_mens, eis_rol
from services.pool.verrekening import rules, storage
from services.pool.verrekening.routes import models
from services.pool.verrekening.routes.access import LEZEN, SCHRIJVEN, VERREKENING, weiger
from shared import api, etag, kalender, openapi, verwerking
from shared.api import Beller, Nu, Oin, Tx, eist
from shared.problem import Problem, found

router = api.router("verrekening")
OinPad = Annotated[Oin, Path()]
GEWIJZIGD = "Intussen is dit gewijzigd; lees het opnieuw."


@router.get(
    "/organisaties/{oin}/factuurgegevens",
    dependencies=[eist(LEZEN)],
    summary="De factuurgegevens van uw organisatie",
)
def get_factuurgegevens(
    oin: OinPad, request: Request, tx: Tx, kijker: Kijker
) -> models.Factuurgegevens:
    """Geeft wat nu op nieuwe stukken komt."""
    wat = found(storage.get_gegevens(tx, oin) if _ziet(oin, kijker) else None, "factuurgegevens")
    etag.stamp(request, wat.versie)
    return _toon(wat)


@router.put(
    "/organisaties/{oin}/factuurgegevens",
    dependencies=[eist(SCHRIJVEN)],
    responses=openapi.refuses(404, 409),
    summary="Vul de factuurgegevens van uw organisatie in",
)
def set_factuurgegevens(
    oin: OinPad,
    invoer: models.FactuurgegevensInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Factuurgegevens:
    """Bewaart een nieuwe versie. Stukken van maanden die al gesloten zijn, veranderen niet."""
    found(True if _ziet(oin, kijker) else None, "organisatie")
    eis_rol(kijker, rules.FACTUURBEHEER)
    oud = storage.get_gegevens(tx, oin)
    etag.require_match(request, oud.versie if oud else 0)
    gegevens = rules.Factuurgegevens(organisatie=oin, **invoer.model_dump(by_alias=False))
    weiger(rules.fouten(gegevens), "Deze factuurgegevens kloppen niet.", "gegevens-onjuist")
    if oud is None or oud.gegevens != gegevens:
        nieuw = storage.Versie(gegevens, oud.versie + 1 if oud else 1, nu)
        if not storage.add_gegevens(tx, gegevens, nieuw.versie, beller.gebruiker, nu):
            raise Problem(409, GEWIJZIGD, code="gewijzigd")
        oud = nieuw
    etag.stamp(request, oud.versie)
    return _toon(oud)


def _ziet(oin: str, kijker: Kijker) -> bool:
    return kijker.organisatie == oin and bool(kijker.rollen & rules.LEZERS)


def _toon(wat: storage.Versie) -> models.Factuurgegevens:
    return models.Factuurgegevens(**asdict(wat.gegevens), versie=wat.versie, gewijzigd_op=wat.op)


@router.get(
    "/inzetten/{id}/btw-route",
    dependencies=[eist(LEZEN)],
    summary="De btw-route van een inzet, met welke voorwaarden houden",
)
def get_btw_route(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.Btwbeeld:
    """Geeft de gekozen route, en welke voorwaarden houden, ook vóór maand twaalf.

    Van de goedkeuring voor arbeidsmobiliteit (R12, R13) en van kosten voor gemene rekening (R15).
    """
    bewaard = _van_werkgever(tx, id, kijker)
    keuze = storage.list_keuzes(tx, [id]).get(id)
    verwerking.record(tx, beller, VERREKENING, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, keuze.versie if keuze else 0)
    return _beeld(tx, bewaard, keuze, nu)


@router.put(
    "/inzetten/{id}/btw-route",
    dependencies=[eist(SCHRIJVEN)],
    responses=openapi.refuses(404, 409),
    summary="Kies de btw-route van een inzet",
)
def set_btw_route(
    id: UUID,
    invoer: models.BtwrouteInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Btwbeeld:
    """Legt vast wat de uitlener kiest, met reden; het geldt voor wat nog niet is verrekend."""
    bewaard = _van_werkgever(tx, id, kijker)
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, bewaard.inzet.thuisorganisatie)
    door = eis_mens(beller)
    oud = storage.list_keuzes(tx, [id]).get(id)
    etag.require_match(request, oud.versie if oud else 0)
    wie = bewaard.inzet.thuisorganisatie
    keuze = storage.Keuze(id, oud.versie + 1 if oud else 1, invoer.route, invoer.reden, wie, nu)
    if not storage.add_keuze(tx, keuze, door):
        raise Problem(409, GEWIJZIGD, code="gewijzigd")
    verwerking.record(tx, beller, VERREKENING, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, keuze.versie)
    return _beeld(tx, bewaard, keuze, nu)


def _van_werkgever(tx: Tx, id: UUID, kijker: Kijker) -> Bewaard:
    """The inzet for who plans at one of both employers (404 for everybody else)."""
    bewaard = inzetten.get_inzet(tx, id, kijker)
    if bewaard is None or not inzetrules.is_partij(bewaard.inzet, kijker):
        return found(None, "inzet")
    organisaties = bewaard.inzet.thuisorganisatie, bewaard.inzet.inlener
    return found(bewaard if kijker.organisatie in organisaties else None, "inzet")


def _beeld(tx: Tx, bewaard: Bewaard, keuze: storage.Keuze | None, nu: Nu) -> models.Btwbeeld:
    inzet = bewaard.inzet
    convenanten = storage.Convenanten(tx, inzet.verband)
    prijs = storage.inzetprijzen(tx, [inzet.id], convenanten, kalender.dag(nu))[inzet.id]
    return models.Btwbeeld(
        inzet=inzet.id,
        route=prijs.route,
        gekozen=keuze is not None,
        reden=keuze.reden if keuze else None,
        gekozen_door=keuze.organisatie if keuze else None,
        voorwaarden=[models.BtwVoorwaarde.model_validate(een) for een in prijs.voorwaarden],
        waarschuwingen=rules.waarschuwingen(prijs.route, list(prijs.voorwaarden)),
    )
