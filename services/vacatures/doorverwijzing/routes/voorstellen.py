"""Propose a referral, agree to it, refuse it or take it back."""

from datetime import date, datetime
from uuid import UUID

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
from services.vacatures.doorverwijzing.routes.feiten import (
    eigen_sollicitatie,
    kan_niet,
    partners_van,
    voorstel_van,
    weiger,
    wie,
)
from services.vacatures.doorverwijzing.rules import (
    Aanleiding,
    Besluit,
    Doorverwijzingsstatus,
    Rol,
)
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.toestemming import rules as toestemming
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.toestemming.routes.eigen import eigen_persoon
from services.vacatures.toestemming.rules import Gegevensdeel, Toestemmingsdoel
from services.vacatures.vacature.routes.models import adres
from services.vacatures.vacature.rules import Fout
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found

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
    persoon, dossier = wie(tx, invoer, beller, organisatie, nu, gateway)
    with vraagt_gateway():
        afspraken = convenanten.van_beller(tx, gateway, beller)
        partners = partners_van(gateway, beller.verband_ids, vandaag)
    voorstel = voorstel_van(
        tx, persoon, invoer.ontvangers, partners, {organisatie}, dossier, vandaag
    )
    weiger(voorstel)
    if storage.heeft_open_voorstel(tx, persoon, organisatie, nu):
        reden = "Deze persoon heeft al een voorstel van u; wacht het antwoord af of neem het terug"
        raise kan_niet([Fout("ontvangers", "voorstel-ligt-er-al", reden)])
    nieuw = storage.add_voorstel(
        tx,
        persoon,
        Aanleiding.AFWIJZING if dossier else Aanleiding.LOOPBAANSTAP,
        organisatie,
        {oin: partners[oin] for oin in invoer.ontvangers},
        convenant.samen(afspraken),
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
    dossier = eigen_sollicitatie(tx, invoer.sollicitatie_id, persoon)
    open_ = openstellingen.get_openstelling(tx, dossier.vacature_id) if dossier else None
    gedeeld = [deel.convenant for deel in open_.delen if deel.convenant] if open_ else []
    with vraagt_gateway():
        afspraken = convenanten.van_beller(tx, gateway, beller) + gedeeld
        partners = partners_van(gateway, {een.verband for een in afspraken}, vandaag)
    eigen = {beller.organisatie} if beller.organisatie else set()
    # Who pauses keeps others from asking, not from asking oneself.
    voorstel = voorstel_van(tx, None, invoer.ontvangers, partners, eigen, dossier, vandaag)
    weiger(voorstel)
    nieuw = storage.add_voorstel(
        tx,
        persoon,
        Aanleiding.AFWIJZING if dossier else Aanleiding.LOOPBAANSTAP,
        None,
        {oin: partners[oin] for oin in invoer.ontvangers},
        convenant.samen(afspraken),
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
        raise kan_niet(beletselen)
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
        wistermijn_dagen=heel.wistermijn_dagen,
        onderwerp=heel.id,
        gevraagd_door=heel.verwijzer,
    )
    storage.sta_toe(tx, heel, gegeven, invoer.ontvangers, invoer.motivatie, beller, nu)
