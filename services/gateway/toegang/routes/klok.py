"""The one business clock. Everyone asks it; only in demo and test mode it can be set."""

from datetime import UTC, datetime, timedelta

from fastapi import Request

from services.gateway.toegang import rules, storage
from shared import api
from shared.api import Beller, Dienst, Model, Nu, Tijdstip, Tx, eist, mag_anoniem
from shared.problem import Problem, invalid
from shared.settings import Modus

router = api.router("klok")
intern = api.router("klok")


class Stand(Model):
    """De stand van de klok waarop fasen en termijnen lopen."""

    nu: Tijdstip


@router.get("/klok", dependencies=[mag_anoniem()], summary="De klok")
def get_klok(nu: Nu) -> Stand:
    """Het tijdstip waarmee het systeem rekent."""
    return Stand(nu=nu)


@router.put("/klok", dependencies=[eist("toegang:beheren")], summary="Zet de klok")
def put_klok(stand: Stand, request: Request, tx: Tx, beller: Beller) -> Stand:
    """Zet de klok voor het hele systeem; kan alleen in demo en test, door het platform."""
    if request.app.state.settings.modus is Modus.PRODUCTIE:
        raise Problem(409, "In productie loopt de klok gelijk met de werkelijkheid.", code="klok")
    if rules.Rol.PLATFORMBEHEERDER not in beller.rollen:
        raise Problem(403, "Alleen het platform zet de klok.", code="rol-ontbreekt")
    if not rules.EERSTE <= stand.nu <= rules.LAATSTE:
        reden = f"Kies een moment van {rules.EERSTE:%Y} tot {rules.LAATSTE:%Y}."
        raise invalid(("nu", "buiten-bereik", reden))
    shift = rules.verschuiving(stand.nu, datetime.now(UTC))
    storage.set_verschuiving(tx, int(shift.total_seconds()))
    return stand


@intern.get("/klok")
def get_klok_intern(request: Request, tx: Tx, dienst: Dienst) -> Stand:  # noqa: ARG001
    """The clock for the workers of our services, who have no token that carries it."""
    shift = storage.get_verschuiving(tx)
    if request.app.state.settings.modus is Modus.PRODUCTIE:
        shift = 0
    return Stand(nu=datetime.now(UTC) + timedelta(seconds=shift))
