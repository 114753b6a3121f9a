"""The employer checks again whether what the pool knows of a member still holds."""

from dataclasses import replace
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.leden import LEDENADMINISTRATIE, meld_lid
from services.pool.kijker import Kijker, adres, eis_eigen, eis_mens, eis_rol
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("leden")


def _thuis(tx: Session, id: UUID, kijker: rules.Kijker, lock: bool = False) -> rules.Poollid:
    """A member as the employer and the member himself see it; a partner has no business here."""
    lid = found(storage.get_lid(tx, id, kijker, lock=lock), "poollid")
    return found(lid if rules.ziet_toestemming(lid, kijker) else None, "poollid")


@router.get(
    "/leden/{id}/verificaties",
    dependencies=[eist("pool:lezen")],
    summary="Controles van een poollid",
)
def list_verificaties(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.LidVerificaties:
    """Geeft wanneer de werkgever de gegevens controleerde; ook aan het lid zelf."""
    lid = _thuis(tx, id, kijker)
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    return _toon(tx, request, lid)


@router.post(
    "/leden/{id}/verificaties",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Controleer een poollid opnieuw",
)
def add_verificatie(
    id: UUID,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.LidVerificaties:
    """Legt vast dat functies, uren en beschikbaarheid nog kloppen; dat doet een mens van de
    thuisorganisatie. Na de afgesproken termijn vervalt de controle en wordt het lid niet meer
    voorgesteld."""
    oud = _thuis(tx, id, kijker, lock=True)
    eis_rol(kijker, rules.LEDENBEHEER)
    eis_eigen(kijker, oud.thuisorganisatie)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    if oud.status is not rules.LidStatus.ACTIEF:
        raise Problem(409, "Bevestig eerst het lidmaatschap.", code="niet-actief")
    lid = replace(oud, versie=oud.versie + 1)
    storage.set_lid(tx, lid)
    lid = storage.verifieer(tx, lid, door, nu)
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    meld_lid(tx, "poollid-gecontroleerd", lid, nu)
    response.headers["Location"] = adres(request, f"/leden/{id}/verificaties")
    return _toon(tx, request, lid)


def _toon(tx: Session, request: Request, lid: rules.Poollid) -> models.LidVerificaties:
    etag.stamp(request, lid.versie)
    rijen = [
        models.LidVerificatie(door=door, op=op)
        for door, op in storage.list_verificaties(tx, lid.id)
    ]
    return models.LidVerificaties(verificatie_tot=lid.verificatie_tot, results=rijen)
