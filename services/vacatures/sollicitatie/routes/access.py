"""Who may do what with an application, and how it is shown to them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.rules import Partij
from services.vacatures.sollicitatie.storage import Dossier
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import verwerking
from shared.caller import Caller
from shared.problem import Problem, found


def van_beller(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[Dossier, vacatureregels.Vacature, Partij]:
    """The application for its candidate or its employer; 404 for everybody else.

    With `lock` the vacancy is locked, so that one decision at a time is made on it.
    """
    dossier = found(storage.get_sollicitatie(tx, id), "sollicitatie")
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = found(vacatures.get_vacature(tx, dossier.vacature_id), "sollicitatie")
    eigen = beller.medewerker is not None and beller.medewerker == dossier.medewerker
    if not eigen and not vacatureregels.mag_beheren(kijker, vacature):
        found(None, "sollicitatie")
    if lock:
        vacature = found(vacatures.get_vacature(tx, vacature.id, lock=True), "sollicitatie")
        dossier = found(storage.get_sollicitatie(tx, id), "sollicitatie")
    return dossier, vacature, Partij.KANDIDAAT if eigen else Partij.WERKGEVER


def van_werkgever(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[Dossier, vacatureregels.Vacature]:
    """The application for a recruiter of the employer; nobody judges an own application."""
    dossier, vacature, partij = van_beller(tx, id, beller, nu, lock=lock)
    if partij is not Partij.WERKGEVER:
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    return dossier, vacature


def mens(beller: Caller) -> str:
    """The person who decides; a decision about people is never a machine's (400)."""
    if not beller.gebruiker:
        raise Problem(
            400, "Noem wie dit besluit neemt (Audit-User-ID).", code="gebruiker-ontbreekt"
        )
    return beller.gebruiker


def eist_scope(beller: Caller, partij: Partij) -> None:
    scope = {
        Partij.KANDIDAAT: "sollicitaties:indienen",
        Partij.WERKGEVER: "sollicitaties:behandelen",
    }[partij]
    if scope not in beller.scopes:
        raise Problem(403, f"Uw token mist: {scope}.", code="scope-ontbreekt")


def eigen_medewerker(beller: Caller) -> UUID:
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen een medewerker zelf.", code="geen-medewerker")
    return beller.medewerker


def leg_vast(
    tx: Session, beller: Caller, activiteit: str, dossiers: Iterable[Dossier], nu: datetime
) -> None:
    verwerking.record(tx, beller, activiteit, (d.medewerker for d in dossiers), nu)


def toon(request: Request, dossier: Dossier, partij: Partij, nu: datetime) -> models.Sollicitatie:
    kandidaat = dossier.kandidaat
    return models.Sollicitatie(
        id=kandidaat.sollicitatie,
        url=adres(request, f"/sollicitaties/{kandidaat.sollicitatie}"),
        vacature_id=dossier.vacature_id,
        status=kandidaat.status,
        categorie=kandidaat.categorie,
        grond=dossier.grond,
        aangehouden=rules.is_aangehouden(kandidaat.telt_vanaf, nu),
        telt_vanaf_op=kandidaat.telt_vanaf,
        ontvangen_op=dossier.ontvangen_op,
        motivatie=dossier.motivatie,
        reden=dossier.reden,
        organisatie=dossier.organisatie,
        oordeel=kandidaat.oordeel if partij is Partij.WERKGEVER else None,
    )


def regel(request: Request, plaats: rules.Plaats, dossier: Dossier) -> models.SollicitatieRegel:
    kandidaat = dossier.kandidaat
    return models.SollicitatieRegel(
        id=kandidaat.sollicitatie,
        url=adres(request, f"/sollicitaties/{kandidaat.sollicitatie}"),
        plaats=plaats.rang,
        categorie=kandidaat.categorie,
        grond=dossier.grond,
        aangehouden=plaats.aangehouden,
        telt_vanaf_op=kandidaat.telt_vanaf,
        ontvangen_op=dossier.ontvangen_op,
        status=kandidaat.status,
        oordeel=kandidaat.oordeel,
        organisatie=dossier.organisatie,
    )
