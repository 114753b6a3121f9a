"""Take a pause from new referrals, and the figures of who referred how many to whom."""

from datetime import date, datetime
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from sqlalchemy.orm import Session

from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.doorverwijzing import rules, storage
from services.vacatures.doorverwijzing.routes import models
from services.vacatures.doorverwijzing.routes.access import BEHANDELEN, EIGEN, eist_recruiter
from services.vacatures.toestemming.routes.eigen import eigen_persoon
from shared import api, etag, verwerking
from shared.api import Beller, Geheel, Nu, Tx, Vandaag, eist
from shared.problem import found, invalid, unavailable

router = api.router("doorverwijzingen")
INZIEN = frozenset({"recruiter", "hr_adviseur", "secretaris"})


@router.get(
    "/eigen-doorverwijzingspauze",
    dependencies=[eist(EIGEN)],
    summary="Of u nieuwe doorverwijzingen tegenhoudt",
)
def get_eigen_pauze(
    request: Request, tx: Tx, beller: Beller, nu: Nu, vandaag: Vandaag
) -> models.Pauze:
    """Geeft uw eigen pauze; lopende doorverwijzingen gaan daarin door."""
    persoon = eigen_persoon(beller)
    verwerking.record(tx, beller, "doorverwijzingspauze bekijken", [persoon], nu)
    return _toon(tx, persoon, request, vandaag)


@router.put(
    "/eigen-doorverwijzingspauze",
    dependencies=[eist(EIGEN)],
    summary="Houd nieuwe doorverwijzingen tegen, of niet meer",
)
def put_eigen_pauze(
    invoer: models.PauzeInvoer, request: Request, tx: Tx, beller: Beller, nu: Nu, vandaag: Vandaag
) -> models.Pauze:
    """Zolang u pauzeert, kan niemand voorstellen u door te verwijzen."""
    persoon = eigen_persoon(beller)
    _zet(tx, persoon, invoer, request, nu, vandaag)
    verwerking.record(tx, beller, "doorverwijzingspauze wijzigen", [persoon], nu)
    return _toon(tx, persoon, request, vandaag)


@router.get(
    "/doorverwijzingspauze",
    dependencies=[eist(BEHANDELEN)],
    summary="Of uw organisatie doorverwijzingen tegenhoudt",
)
def get_pauze(request: Request, tx: Tx, beller: Beller, vandaag: Vandaag) -> models.Pauze:
    """Geeft de pauze van uw organisatie als ontvanger."""
    return _toon(tx, eist_recruiter(beller), request, vandaag)


@router.put(
    "/doorverwijzingspauze",
    dependencies=[eist(BEHANDELEN)],
    summary="Neem als organisatie even geen doorverwijzingen aan",
)
def put_pauze(
    invoer: models.PauzeInvoer, request: Request, tx: Tx, beller: Beller, nu: Nu, vandaag: Vandaag
) -> models.Pauze:
    """Zolang uw organisatie pauzeert, is zij niet als ontvanger te kiezen."""
    organisatie = eist_recruiter(beller)
    _zet(tx, organisatie, invoer, request, nu, vandaag)
    return _toon(tx, organisatie, request, vandaag)


def _zet(
    tx: Session,
    wie: UUID | str,
    invoer: models.PauzeInvoer,
    request: Request,
    nu: datetime,
    vandaag: date,
) -> None:
    storage.lock_pauze(tx, wie)
    etag.require_match(request, _versie(storage.get_pauze(tx, wie, vandaag)))
    if not invoer.gepauzeerd:
        storage.delete_pauze(tx, wie)
        return
    if invoer.tot_datum is not None and invoer.tot_datum < vandaag:
        raise invalid(("totDatum", "voorbij", "Deze dag is voorbij"))
    storage.set_pauze(tx, wie, invoer.tot_datum, nu)


def _versie(row: storage.Pauze | None) -> int:
    """A pause has no version of its own: begun at the same moment, until the same day, is one."""
    if row is None:
        return 0
    wat = f"{row.sinds.timestamp()} {row.tot_datum}"
    return int.from_bytes(sha256(wat.encode()).digest()[:4]) + 1


def _toon(tx: Session, wie: UUID | str, request: Request, vandaag: date) -> models.Pauze:
    row = storage.get_pauze(tx, wie, vandaag)
    etag.stamp(request, _versie(row))
    if row is None:
        return models.Pauze(gepauzeerd=False, tot_datum=None, sinds_op=None)
    return models.Pauze(gepauzeerd=True, tot_datum=row.tot_datum, sinds_op=row.sinds)


Jaar = Annotated[Geheel, Query(ge=2000, le=2100, description="Kalenderjaar van het voorstel.")]


@router.get(
    "/verbanden/{id}/doorverwijzingsbalans",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Wie in een verband hoeveel doorverwees en aannam",
)
def get_balans(
    id: UUID,
    jaar: Jaar,
    request: Request,
    tx: Tx,
    beller: Beller,
    gateway: Gateway,
) -> models.Balans:
    """Telt doorverwijzingen met toestemming per organisatie, een per ontvanger.

    Wat partners verzonden of ontvingen staat er niet als het over te weinig mensen gaat, en ook
    niet als dat uit een ander getal is af te leiden. Nul is wel getoond: daar is niemand.
    """
    mag = id in beller.verband_ids and beller.rollen & INZIEN
    organisatie = found(beller.organisatie if mag else None, "verband")
    with vraagt_gateway():
        versies = {lid.verband: lid.convenant for lid in beller.verbanden}
        afspraken = convenanten.get_convenant(tx, gateway, id, versies[id])
    if afspraken is None:
        raise unavailable("Het convenant")
    telling = storage.count_balans(tx, id, jaar)
    regels, zelf = rules.balans(telling, organisatie, afspraken.kleinste_cel)
    etag.stamp(request, 1)  # figures have no version; what they say tells
    names = ("organisatie", "verzonden", "ontvangen", "aangenomen")
    return models.Balans(
        verband=id,
        jaar=jaar,
        kleinste_cel=afspraken.kleinste_cel,
        regels=[models.Balansregel(**{n: getattr(r, n) for n in names}) for r in regels],
        zonder_verwijzer=zelf,
    )
