"""Applications that the employer received itself: registered, and made the own by the person."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import httpx2
from fastapi import Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.openstelling import rules as openstellingsregels
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    eigen_medewerker,
    leg_vast,
    mens,
    toon,
    velden,
)
from services.vacatures.sollicitatie.rules import Partij
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_vacature
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, bsn, etag, idempotency
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("sollicitaties")
CODE_BYTES = 16  # nobody guesses 128 bits


@router.post(
    "/vacatures/{id}/registraties",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Leg een sollicitatie vast die u zelf ontving",
)
def add_registratie(
    id: UUID,
    invoer: models.RegistratieInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Registratie:
    """Zo blijft de volgorde kloppen voor wie bij u solliciteert; u kiest geen categorie.

    Van een eigen medewerker of inleenkracht volgt de categorie uit wat de eigen HR heeft
    vastgelegd. Met alleen een kenmerk is zij extern, tot de kandidaat met de koppelcode zelf laat
    zien wie het is.
    """
    _een_van_beide(invoer)
    vacature = eigen_vacature(tx, id, vacatures.kijker(tx, beller, nu), nu)
    mens(beller)
    open_ = openstellingen.get_openstelling(tx, id)
    if open_ is None:
        raise Problem(409, "Deze vacature is niet opengesteld.", code="niet-opengesteld")
    kandidaat = _persoon(tx, gateway, vacature, invoer.medewerker, nu)
    kijker = vacatures.kijker(tx, kandidaat, nu)
    ontvangen = invoer.ontvangen_op or nu
    indeling = rules.deel_geregistreerde_in(open_, kijker, vacature, ontvangen)
    _weiger(tx, invoer, open_, indeling, id, ontvangen, nu)
    assert indeling is not None
    code = secrets.token_urlsafe(CODE_BYTES) if invoer.kenmerk else None
    nieuw = storage.add_geregistreerde(
        tx,
        id,
        kandidaat,
        invoer.kenmerk,
        _hash(code) if code else None,
        indeling,
        ontvangen,
        beller,
        nu,
    )
    dossier = found(storage.get_sollicitatie(tx, nieuw), "sollicitatie")
    functiedelingen.neem_op(tx, vacature, nieuw, medewerker=dossier.medewerker)
    storage.meld(tx, "sollicitatie-ontvangen", nieuw, vacature, nu)
    tekst = rules.berichten.geregistreerd(vacature.gegevens.titel)
    storage.bericht(tx, dossier, tekst, "geregistreerd")
    leg_vast(tx, beller, "sollicitatie vastleggen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{nieuw}")
    etag.stamp(request, dossier.versie)
    if code:
        idempotency.once(request)
    getoond = velden(request, dossier, Partij.WERKGEVER, nu)
    return models.Registratie(**getoond, koppelcode=code)


@router.post(
    "/koppelingen",
    status_code=201,
    dependencies=[eist("sollicitaties:indienen")],
    summary="Maak een vastgelegde sollicitatie de uwe",
)
def add_koppeling(
    invoer: models.KoppelingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Sollicitatie:
    """Met de code van de werkgever; uw categorie volgt daarna uit feiten, zoals bij ieder ander.

    Zij telt vanaf het moment dat de werkgever uw sollicitatie ontving, of vanaf uw fase.
    """
    medewerker = eigen_medewerker(beller)
    dossier, vacature = _met_code(tx, _hash(invoer.code))
    if storage.heeft_gesolliciteerd(tx, vacature.id, beller.medewerker):
        detail = "U heeft al gesolliciteerd op deze vacature."
        raise Problem(409, detail, code="al-gesolliciteerd")
    indeling = _herindeling(tx, dossier, vacature, beller, nu)
    storage.koppel(tx, dossier, beller, indeling)
    id = dossier.kandidaat.sollicitatie
    functiedelingen.set_medewerker(tx, id, medewerker)
    dossier = found(storage.get_sollicitatie(tx, id), "sollicitatie")
    storage.meld(tx, "sollicitatie-gekoppeld", id, vacature, nu)
    leg_vast(tx, beller, "sollicitatie koppelen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}")
    etag.stamp(request, dossier.versie)
    return toon(request, dossier, Partij.KANDIDAAT, nu)


def _met_code(tx: Session, sleutel: str) -> tuple[storage.Dossier, vacatureregels.Vacature]:
    """The application with this code and its vacancy, locked; the vacancy first, as everywhere."""
    gezien = storage.find_koppelbaar(tx, sleutel)
    vacature = vacatures.get_vacature(tx, gezien.vacature_id, lock=True) if gezien else None
    dossier = storage.find_koppelbaar(tx, sleutel, lock=True)
    if dossier is None or vacature is None:
        raise invalid(("code", "onbekend", "Deze code bestaat niet of is al gebruikt"))
    return dossier, vacature


def _herindeling(
    tx: Session,
    dossier: storage.Dossier,
    vacature: vacatureregels.Vacature,
    beller: Caller,
    nu: datetime,
) -> rules.Indeling | None:
    """The category by the person's facts; None: an offer or decision was made, it stays."""
    open_ = openstellingen.get_openstelling(tx, vacature.id)
    if open_ is None or dossier.kandidaat.status not in rules.LOPEND:
        return None
    kijker = vacatures.kijker(tx, beller, nu)
    return rules.deel_geregistreerde_in(open_, kijker, vacature, dossier.ontvangen_op)


def _een_van_beide(invoer: models.RegistratieInvoer) -> None:
    if (invoer.medewerker is None) == (invoer.kenmerk is None):
        raise invalid(("kenmerk", "een-van-beide", "Geef een medewerker of een kenmerk"))
    if invoer.kenmerk and bsn.bevat(invoer.kenmerk):
        raise invalid(
            ("kenmerk", "lijkt-bsn", "Dit kan een burgerservicenummer zijn; neem een ander kenmerk")
        )


def _persoon(
    tx: Session,
    gateway: Peer,
    vacature: vacatureregels.Vacature,
    medewerker: UUID | None,
    nu: datetime,
) -> Caller:
    """The facts of the person as the gateway knows them; only of own people and inleenkrachten."""
    if medewerker is None:
        return Caller()
    kandidaat = Caller(medewerker=medewerker)
    with vraagt_gateway():
        try:
            feiten = gateway.get(f"/intern/bellers/{medewerker}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            feiten = {}
    kandidaat = replace(
        kandidaat,
        organisatie=feiten.get("organisatie"),
        herplaatsing=bool(feiten.get("herplaatsing")),
        vast_contract=feiten.get("vastContract"),
    )
    soorten = vacatureregels.hoedanigheden(vacatures.kijker(tx, kandidaat, nu), vacature, ())
    if not any(soort.categorie in convenant.EIGEN for soort in soorten):
        raise invalid(
            ("medewerker", "onbekend", "Geen eigen medewerker of inleenkracht; geef een kenmerk")
        )
    return kandidaat


def _weiger(
    tx: Session,
    invoer: models.RegistratieInvoer,
    open_: openstellingsregels.Openstelling,
    indeling: rules.Indeling | None,
    vacature: UUID,
    ontvangen: datetime,
    nu: datetime,
) -> None:
    """409 with everything that stops this registration."""
    eerder = storage.heeft_gesolliciteerd(tx, vacature, invoer.medewerker, invoer.kenmerk)
    einde = vacatures.geeindigd_op(tx, vacature)
    if fouten := rules.registratie_beletselen(open_, indeling, eerder, ontvangen, nu, einde):
        raise Problem(
            409,
            "Vastleggen kan zo niet; zie beletselen.",
            code="vastleggen-kan-niet",
            beletselen=beletsels(fouten),
        )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
