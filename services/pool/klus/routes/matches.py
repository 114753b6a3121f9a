"""A makelaar proposes a match: software shows facts, a person decides, three parties agree."""

from datetime import date
from uuid import UUID

from fastapi import Request, Response

from services.pool.inzet import storage as inzetten
from services.pool.inzet.routes.access import eis_ruimte
from services.pool.inzet.rules import Inzetvariant
from services.pool.kijker import Kijker, adres, eis_mens
from services.pool.klus import rules, verloop
from services.pool.klus.routes import models
from services.pool.klus.routes import reacties as routes
from services.pool.klus.routes.access import KLUSSEN, NIET_NU, eis_goed, weiger
from services.pool.klus.storage import reacties
from services.pool.klus.storage.klussen import BewaardeKlus
from services.pool.klus.storage.reacties import BewaardeReactie
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("klussen")


@router.post(
    "/klusreacties/{id}/match",
    status_code=201,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Stel een match voor",
)
def add_klusmatch(
    id: UUID,
    invoer: models.MatchInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klusreactie:
    """Een makelaar van het verband stelt een inzet voor; die gaat door bij drie keer ja.

    Thuisorganisatie, inlener en medewerker antwoorden bij de inzet. Een nee en de reden daarvan
    leest alleen de eigen kant; de klus is dan weer vrij. Werkt de medewerker bij de organisatie van
    de klus zelf, dan is er geen inzet nodig en kiest die organisatie.
    """
    gezien = found(reacties.get_reactie(tx, id, kijker), "reactie")
    klus = found(verloop.lock_bij(tx, gezien.reactie.klus, nu), "klus")
    oud = found(reacties.haal(tx, id, lock=True), "reactie")
    intern = _eis_wie(klus, oud, kijker)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    gehouden = reacties.get_gehouden(tx, klus.klus.id) is not None
    redenen = rules.beletselen_match(klus.klus, oud.reactie, gehouden)
    weiger(redenen, NIET_NU, "match-kan-niet")
    match = _match(klus.klus, oud.reactie, invoer, vandaag)
    eis_goed(rules.fouten_in_match(klus.klus, match, vandaag))
    if intern:
        nieuw = verloop.kies_eigen(tx, klus, oud, (invoer.reden, door), nu)
    else:
        nieuw = _stel_voor(tx, klus, oud, match, invoer, door, kijker, nu, vandaag)
    verwerking.record(tx, beller, KLUSSEN, [oud.reactie.medewerker], nu)
    response.headers["Location"] = adres(request, f"/klusreacties/{id}")
    etag.stamp(request, nieuw.versie)
    return routes.toon(request, tx, nieuw, kijker)


def _eis_wie(klus: BewaardeKlus, reactie: BewaardeReactie, kijker: Kijker) -> bool:
    """Whether it stays within one organisation, which then decides itself (403 for who may not)."""
    intern = reactie.reactie.thuisorganisatie == klus.klus.organisatie
    if intern and not rules.beheert(klus.klus, kijker):
        zin = "Over een eigen medewerker beslist de organisatie van de klus zelf."
        raise Problem(403, zin, code="andere-organisatie")
    if not intern and not rules.is_makelaar(klus.klus, kijker):
        raise Problem(403, "Dit doet een makelaar van het verband.", code="rol-ontbreekt")
    return intern


def _match(
    klus: rules.Klus, reactie: rules.Klusreactie, invoer: models.MatchInvoer, vandaag: date
) -> rules.Klusmatch:
    return rules.Klusmatch(
        uren_per_week=invoer.uren_per_week or reactie.uren_per_week,
        van=invoer.van or max(klus.van, vandaag),
        tot=invoer.tot or klus.tot,
        variant=invoer.variant or reactie.variant or Inzetvariant.LOONDOORBETALING,
    )


def _stel_voor(
    tx: Tx,
    klus: BewaardeKlus,
    oud: BewaardeReactie,
    match: rules.Klusmatch,
    invoer: models.MatchInvoer,
    door: str,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> BewaardeReactie:
    """The inzet, unless the person has no hours left on some day (409)."""
    redenen = routes.redenen_bij(tx, klus.klus, [oud], kijker)[oud.reactie.id]
    terugkeer = invoer.terugkeer_datum, invoer.terugkeer_doel
    besluit = invoer.reden, door
    nieuw = verloop.stel_voor(tx, klus.klus, oud, match, terugkeer, redenen, besluit, nu)
    inzet = found(inzetten.haal(tx, nieuw.reactie.inzet or oud.reactie.id), "inzet")
    eis_ruimte(tx, inzet, inzetten.get_voorwaarden(tx, inzet), vandaag)
    return nieuw
