"""Propose a referral, agree to it, refuse it or take it back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx2
from fastapi import Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.doorverwijzing import rules, storage
from services.vacatures.doorverwijzing.routes import models
from services.vacatures.doorverwijzing.routes.access import (
    BEHANDELEN,
    EIGEN,
    Inzage,
    eist_recruiter,
    mens,
    toon,
    van_beller,
    weiger_invoer,
)
from services.vacatures.doorverwijzing.rules import (
    Aanleiding,
    Besluit,
    Doorverwijzingsstatus,
    Rol,
    Voorstel,
)
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.routes import van_werkgever
from services.vacatures.toestemming import rules as toestemming
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.toestemming.routes.eigen import eigen_persoon
from services.vacatures.toestemming.rules import Gegevensdeel, Toestemmingsdoel
from services.vacatures.vacature.routes.models import adres, beletsels
from services.vacatures.vacature.rules import Fout
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("doorverwijzingen")


@router.post(
    "/doorverwijzingen",
    status_code=201,
    dependencies=[eist(BEHANDELEN)],
    summary="Stel voor om iemand door te verwijzen",
)
def add_doorverwijzing(
    invoer: models.DoorverwijzingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Doorverwijzing:
    """Vraagt de persoon om toestemming; tot die er is, krijgt geen ontvanger iets te zien.

    Na een afwijzing op een vacature van uw organisatie, of voor een loopbaanstap van een eigen
    medewerker die daarom vroeg.
    """
    organisatie = eist_recruiter(beller)
    mens(beller)
    persoon, dossier = _wie(tx, invoer, beller, organisatie, nu, gateway)
    with vraagt_gateway():
        afspraken = convenanten.van_beller(tx, gateway, beller)
        partners = _partners(gateway, beller.verband_ids, vandaag)
    voorstel = _voorstel(tx, persoon, invoer.ontvangers, partners, {organisatie}, dossier, vandaag)
    _weiger(voorstel)
    nieuw = storage.add_voorstel(
        tx,
        persoon,
        Aanleiding.AFWIJZING if dossier else Aanleiding.LOOPBAANSTAP,
        organisatie,
        {oin: partners[oin] for oin in invoer.ontvangers},
        convenant.samen(afspraken).doorverwijzing_maximum_maanden,
        beller,
        nu,
        sollicitatie=dossier.kandidaat.sollicitatie if dossier else None,
        toelichting=invoer.toelichting,
    )
    heel = found(storage.get_doorverwijzing(tx, nieuw), "doorverwijzing")
    storage.vraag_persoon(tx, heel, nu)
    verwerking.record(tx, beller, "doorverwijzing voorstellen", [persoon], nu)
    return _gemaakt(tx, nieuw, request, response, beller, nu)


@router.post(
    "/eigen-doorverwijzingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Laat uzelf doorverwijzen",
)
def add_eigen_doorverwijzing(
    invoer: models.EigenDoorverwijzingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Doorverwijzing:
    """Brengt u onder de aandacht van organisaties die u kiest; uw werkgever hoort dit niet.

    Zonder sollicitatie gaat het om een loopbaanstap bij een partner van uw werkgever.
    """
    persoon = eigen_persoon(beller)
    dossier = _eigen_sollicitatie(tx, invoer.sollicitatie_id, persoon)
    open_ = openstellingen.get_openstelling(tx, dossier.vacature_id) if dossier else None
    gedeeld = [deel.convenant for deel in open_.delen if deel.convenant] if open_ else []
    with vraagt_gateway():
        afspraken = convenanten.van_beller(tx, gateway, beller) + gedeeld
        partners = _partners(gateway, {een.verband for een in afspraken}, vandaag)
    eigen = {beller.organisatie} if beller.organisatie else set()
    # Who pauses keeps others from asking, not from asking oneself.
    voorstel = _voorstel(tx, None, invoer.ontvangers, partners, eigen, dossier, vandaag)
    _weiger(voorstel)
    nieuw = storage.add_voorstel(
        tx,
        persoon,
        Aanleiding.AFWIJZING if dossier else Aanleiding.LOOPBAANSTAP,
        None,
        {oin: partners[oin] for oin in invoer.ontvangers},
        convenant.samen(afspraken).doorverwijzing_maximum_maanden,
        beller,
        nu,
        sollicitatie=invoer.sollicitatie_id,
    )
    heel = found(storage.get_doorverwijzing(tx, nieuw, lock=True), "doorverwijzing")
    _stem_in(tx, heel, invoer, beller, nu, vandaag)
    verwerking.record(tx, beller, "doorverwijzing toestaan", [persoon], nu)
    return _gemaakt(tx, nieuw, request, response, beller, nu)


@router.post(
    "/doorverwijzingen/{id}/toestemmingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Stem in met een doorverwijzing",
)
def add_doorverwijzing_toestemming(
    id: UUID,
    invoer: models.Instemming,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Doorverwijzing:
    """U kiest welke van de voorgestelde ontvangers wat mogen zien, en tot wanneer.

    Intrekken kan altijd, ook in één stap, bij de toestemming.
    """
    inzage = _van_persoon(tx, id, beller, nu)
    etag.require_match(request, inzage.versie)
    _eis_open(inzage)
    pauzeren = storage.list_pauzes(tx, invoer.ontvangers, vandaag)
    if beletselen := rules.pauze_beletselen(invoer.ontvangers, pauzeren):
        raise _kan_niet(beletselen)
    _stem_in(tx, inzage.heel, invoer, beller, nu, vandaag)
    verwerking.record(tx, beller, "doorverwijzing toestaan", [inzage.heel.persoon], nu)
    getoond = van_beller(tx, id, beller, nu)
    response.headers["Location"] = adres(request, f"/toestemmingen/{getoond.heel.toestemming}")
    etag.stamp(request, getoond.versie)
    return toon(request, getoond)


@router.post(
    "/doorverwijzingen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Weiger een voorstel, of neem het terug",
)
def add_doorverwijzing_statuswijziging(
    id: UUID,
    wijziging: models.DoorverwijzingWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Doorverwijzing:
    """De persoon weigert zonder reden of gevolg; de verwijzer kan het voorstel terugnemen.

    Ook nodig: eigen:beheren voor de persoon, sollicitaties:behandelen voor de verwijzer.
    """
    inzage = van_beller(tx, id, beller, nu, lock=True)
    etag.require_match(request, inzage.versie)
    mag = {Rol.PERSOON: "geweigerd", Rol.VERWIJZER: "teruggenomen"}.get(inzage.rol)
    if wijziging.naar != mag:
        raise _overgang(f"Dit doet een ander: {wijziging.naar}.", [mag] if mag else [])
    _eis_open(inzage)
    storage.set_besluit(tx, inzage.heel, Besluit(wijziging.naar), beller, nu)
    verwerking.record(tx, beller, "doorverwijzing wijzigen", [inzage.heel.persoon], nu)
    return _gemaakt(tx, id, request, response, beller, nu)


def _gemaakt(
    tx: Session, id: UUID, request: Request, response: Response, beller: Caller, nu: datetime
) -> models.Doorverwijzing:
    inzage = van_beller(tx, id, beller, nu)
    response.headers["Location"] = adres(request, f"/doorverwijzingen/{id}")
    etag.stamp(request, inzage.versie)
    return toon(request, inzage)


def _wie(
    tx: Session,
    invoer: models.DoorverwijzingInvoer,
    beller: Caller,
    organisatie: str,
    nu: datetime,
    gateway: Peer,
) -> tuple[UUID, sollicitaties.Dossier | None]:
    """The person, and the application that gave rise to it."""
    if (invoer.sollicitatie_id is None) == (invoer.medewerker is None):
        reden = "Noem de sollicitatie of de medewerker, een van beide"
        raise invalid(("sollicitatieId", "een-van-beide", reden))
    if invoer.sollicitatie_id is not None:
        try:
            dossier, _ = van_werkgever(tx, invoer.sollicitatie_id, beller, nu)
        except Problem:
            raise invalid(("sollicitatieId", "onbekend", "Deze is er niet voor u")) from None
        return dossier.medewerker, dossier
    assert invoer.medewerker is not None
    if not invoer.op_verzoek_van_medewerker:
        reden = "Alleen als de medewerker er zelf om vroeg"
        raise invalid(("opVerzoekVanMedewerker", "verplicht", reden))
    if _werkgever(gateway, invoer.medewerker) != organisatie:
        raise invalid(("medewerker", "onbekend", "Deze medewerker is er niet voor u"))
    return invoer.medewerker, None


def _werkgever(gateway: Peer, medewerker: UUID) -> str | None:
    with vraagt_gateway():
        try:
            feiten: dict[str, Any] = gateway.get(f"/intern/medewerkers/{medewerker}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            return None
    return feiten.get("organisatie")


def _eigen_sollicitatie(
    tx: Session, id: UUID | None, persoon: UUID
) -> sollicitaties.Dossier | None:
    if id is None:
        return None
    dossier = sollicitaties.get_sollicitatie(tx, id)
    if dossier is None or dossier.medewerker != persoon:
        raise invalid(("sollicitatieId", "onbekend", "Deze sollicitatie is er niet"))
    return dossier


def _partners(gateway: Peer, verbanden: Iterable[UUID], op: date) -> dict[str, UUID]:
    """Who can receive: every member today of these verbanden. Error: httpx2.HTTPError."""
    partners: dict[str, UUID] = {}
    for verband in sorted(verbanden, reverse=True):
        leden = gateway.get(f"/intern/verbanden/{verband}/leden?op={op}")["organisaties"]
        partners |= dict.fromkeys(leden, verband)
    return partners


def _voorstel(
    tx: Session,
    persoon: UUID | None,
    ontvangers: list[str],
    partners: dict[str, UUID],
    eigen: set[str],
    dossier: sollicitaties.Dossier | None,
    vandaag: date,
) -> Voorstel:
    wie: list[UUID | str] = [*ontvangers, *([persoon] if persoon else [])]
    pauzeren = storage.list_pauzes(tx, wie, vandaag)
    return Voorstel(
        ontvangers=tuple(ontvangers),
        partners=partners,
        eigen=eigen,
        persoon_pauzeert=str(persoon) in pauzeren,
        ontvangers_pauzeren=pauzeren,
        sollicitatie=dossier.kandidaat.status if dossier else None,
    )


def _weiger(voorstel: Voorstel) -> None:
    weiger_invoer(rules.invoer_fouten(voorstel))
    if beletselen := rules.voorstel_beletselen(voorstel):
        raise _kan_niet(beletselen)


def _kan_niet(beletselen: list[Fout]) -> Problem:
    return Problem(
        409,
        "Deze doorverwijzing kan nu niet; zie beletselen.",
        code="doorverwijzen-kan-niet",
        beletselen=beletsels(beletselen),
    )


def _van_persoon(tx: Session, id: UUID, beller: Caller, nu: datetime) -> Inzage:
    inzage = van_beller(tx, id, beller, nu, lock=True)
    if inzage.rol is not Rol.PERSOON:
        raise Problem(403, "Dit kan alleen de persoon zelf.", code="geen-persoon")
    return inzage


def _eis_open(inzage: Inzage) -> None:
    if inzage.status is not Doorverwijzingsstatus.VOORGESTELD:
        raise _overgang(f"Deze doorverwijzing is {inzage.status}.", [])


def _overgang(detail: str, mogelijk: list[str]) -> Problem:
    return Problem(409, detail, code="overgang-kan-niet", mogelijk=mogelijk)


def _stem_in(
    tx: Session,
    heel: rules.Doorverwijzing,
    invoer: models.Instemming,
    beller: Caller,
    nu: datetime,
    vandaag: date,
) -> None:
    """Store the consent and what it lets travel; 400 with everything that is wrong with it."""
    delen = [Gegevensdeel(deel) for deel in invoer.gegevens]
    verborgen = toestemmingen.afgeschermd_voor(tx, [heel.persoon])[heel.persoon]
    weiger_invoer(
        [
            *rules.keuze_fouten(heel, invoer.ontvangers, beller.organisatie),
            *toestemming.fouten(
                invoer.ontvangers,
                delen,
                invoer.eind_datum,
                vandaag,
                heel.maximum_maanden,
                verborgen,
            ),
        ]
    )
    gegeven = toestemmingen.add_toestemming(
        tx,
        heel.persoon,
        Toestemmingsdoel.DOORVERWIJZING,
        invoer.ontvangers,
        delen,
        invoer.eind_datum,
        beller,
        nu,
        onderwerp=heel.id,
        gevraagd_door=heel.verwijzer,
    )
    storage.sta_toe(tx, heel, gegeven, invoer.ontvangers, invoer.motivatie, beller, nu)
