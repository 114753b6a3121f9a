"""The own week: a proposal from the agreements, filled in and sent by the person."""

import hashlib
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Path, Request

from services.pool.flexpool.rules import Kijker as Wie
from services.pool.flexpool.rules import Reden
from services.pool.kijker import Kijker
from services.pool.uren import rules, storage
from services.pool.uren.routes import models
from services.pool.uren.routes.access import (
    EIGEN,
    URENREGISTRATIE,
    eis_goed,
    eis_zelf,
    meld,
    weiger,
)
from services.pool.uren.rules import Urenstatus, Weekstaat
from services.pool.uren.storage import ZELF, Bewaard
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("uren")
Week = Annotated[
    str,
    Path(pattern=rules.WEEKPATROON, max_length=8, description="ISO-week, zoals 2026-W47."),
]
NIET_NU = "Een deel van deze uren is al ingediend of goedgekeurd; zie beletselen."


@router.get("/urenweken/{week}", dependencies=[eist(EIGEN)], summary="Uw week met uren")
def get_urenweek(
    week: Week, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.Urenweek:
    """Geeft uw week: wat u invulde, en van de rest een voorstel uit de afgesproken uren.

    Een voorstel ligt nergens vast tot u het indient.
    """
    zelf = _eis_week(kijker, week)
    staten = storage.list_weken(tx, [zelf], [week])
    grond = storage.get_grond(tx, [zelf], [week], kijker.verbanden)
    verwerking.record(tx, beller, URENREGISTRATIE, [zelf], nu)
    return _toon(request, week, staten, _plekken(grond, zelf, week, kijker))


@router.put("/urenweken/{week}", dependencies=[eist(EIGEN)], summary="Vul uw week in")
def put_urenweek(
    week: Week,
    invoer: models.UrenweekInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Urenweek:
    """Bewaart uw uren als concept, dat alleen u ziet; met `indienen` gaan zij naar de inlener.

    Alle fouten komen in één keer terug, en dan is niets bewaard. Een regel die al is ingediend of
    goedgekeurd, mag er ongewijzigd bij staan.
    """
    zelf = _eis_week(kijker, week)
    storage.lock_personen(tx, [zelf])
    staten = storage.list_weken(tx, [zelf], [week], lock=True)
    etag.require_match(request, _versie(staten))
    grond = storage.get_grond(tx, [zelf], [week], kijker.verbanden)
    plekken = _plekken(grond, zelf, week, kijker)
    moment = rules.Invulmoment(vandaag, grond.termijnen, invoer.indienen, vervangt=True)
    opgaven = [_opgave(een) for een in invoer.regels]
    was = Weekstaat(week, tuple(een.staat for een in staten))
    uitkomst = rules.vul_in(was, zelf, opgaven, plekken, moment, iter(uuid4, None))
    eis_goed(_per_regel(uitkomst.fouten))
    weiger(_per_regel(uitkomst.beletselen), NIET_NU, "al-verder")
    nieuw = storage.set_staten(tx, list(uitkomst.staten.values()), ZELF, nu)
    meld(tx, [een for een in nieuw if een.staat.status is Urenstatus.INGEDIEND], nu)
    storage.wis_staten(tx, uitkomst.weg)
    verwerking.record(tx, beller, URENREGISTRATIE, [zelf], nu)
    return _toon(request, week, storage.list_weken(tx, [zelf], [week]), plekken)


def _eis_week(kijker: Wie, week: str) -> UUID:
    """The person, when there is such a week (404)."""
    zelf = eis_zelf(kijker)
    found(rules.maandag_van(week), "week")
    return zelf


def _plekken(grond: storage.Grond, zelf: UUID, week: str, kijker: Wie) -> list[rules.Urenplek]:
    return grond.plekken(zelf, week, kijker.verbanden, kijker.organisatie)


def _opgave(regel: models.Urenregelinvoer) -> rules.Urenopgave:
    return rules.Urenopgave(
        regel.soort,
        models.kwartieren(regel.uren),
        regel.inzet,
        regel.verband,
        regel.maand,
        regel.toelichting,
    )


def _per_regel(redenen: rules.PerRegel) -> list[Reden]:
    """Reasons with the place of their line."""
    return [
        Reden(f"regels.{nr}.{een.veld}", een.code, een.uitleg)
        for nr, lijst in sorted(redenen.items())
        for een in lijst
    ]


def _versie(staten: Sequence[Bewaard]) -> int:
    """A week has no row of its own: which urenstaten it has, each in which version, tells it."""
    inhoud = ",".join(f"{een.staat.id}/{een.versie}" for een in staten)
    return int(hashlib.sha256(inhoud.encode()).hexdigest()[:12], 16)


def _toon(
    request: Request,
    week: str,
    staten: Sequence[Bewaard],
    plekken: Sequence[rules.Urenplek],
) -> models.Urenweek:
    etag.stamp(request, _versie(staten))
    delen = rules.weekdelen(week)
    lijst = [een.staat for een in staten]
    per_plek = {een.plek: een for een in plekken}
    ingevuld = {een.plek for een in lijst}
    over = [een for een in plekken if een.plek not in ingevuld]
    regels = [models.toon_weekregel(een, per_plek.get(een.plek)) for een in lijst]
    regels += [models.toon_voorstel(een) for een in over if een.voorstel is not None]
    heel = Weekstaat(week, tuple(lijst))
    return models.Urenweek(
        week=week,
        van=delen[0].van,
        tot=delen[-1].tot,
        uren=models.uren(heel.kwartieren),
        regels=sorted(regels, key=lambda een: (een.van, een.soort, str(een.inzet), een.uren)),
        andere_plekken=[models.toon_plek(een) for een in over if een.voorstel is None],
        opmerkingen=[
            models.Urenopmerking(code=een.code, reden=een.uitleg)
            for een in rules.opmerkingen(heel, plekken)
        ],
    )
