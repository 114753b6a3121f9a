"""Who may change a vacancy, and how it is shown to whoever sees it."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.routes import models
from services.vacatures.vacature.routes.models import adres, camel
from services.vacatures.vacature.routes.profiel import vacatureprofiel
from services.vacatures.vacature.rules import Vacaturestatus
from shared.caller import Caller
from shared.problem import Problem, found


def eigen_organisatie(beller: Caller) -> str:
    """The organisation a recruiter works for; 403 for anybody else."""
    if beller.organisatie is None or not beller.rollen & rules.RECRUITERROLLEN:
        raise Problem(403, "Dit kan alleen een recruiter van een organisatie.", code="geen-rol")
    return beller.organisatie


def eigen_vacature(
    tx: Session, id: UUID, kijker: rules.Kijker, nu: datetime, *, lock: bool = True
) -> rules.Vacature:
    """The vacancy, locked, for its own recruiter: 404 when hidden, 403 when another's."""
    vacature, _ = found(storage.get_zichtbaar(tx, id, kijker, nu, lock=lock), "vacature")
    if not rules.mag_beheren(kijker, vacature):
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    return vacature


def toon(
    tx: Session, request: Request, vacature: rules.Vacature, kijker: rules.Kijker, nu: datetime
) -> models.Vacature:
    """The vacancy as this viewer may see it now."""
    zichtperioden = storage.list_zichtperioden(tx, vacature.id)
    zicht = rules.zicht(vacature, zichtperioden, kijker, nu)
    status = rules.status_op(vacature, nu)
    open_ = zichtperioden if status is Vacaturestatus.OPENGESTELD else []
    eigen = rules.is_eigen_recruiter(kijker, vacature)
    concept = eigen and status is Vacaturestatus.CONCEPT
    salaris = storage.bereken_salaris(tx, vacature, nu) if concept else None
    compleet = salaris.gegevens if salaris else vacature.gegevens
    return models.Vacature(
        id=vacature.id,
        url=adres(request, f"/vacatures/{vacature.id}"),
        werkgever=vacature.werkgever,
        werkgevers=list(vacature.werkgevers),
        werver=vacature.werver,
        houder=vacature.houder if eigen else None,
        status=status,
        fase=zicht.fase,
        mag_solliciteren=zicht.solliciteren,
        geopend_op=vacature.geopend_op,
        wie_mag_solliciteren=rules.in_woorden(open_, nu),
        voorrang=rules.MODUS_IN_WOORDEN[zicht.modus] if zicht.modus else None,
        salarisbron=vacature.salarisbron,
        salaristabel=vacature.salaristabel,
        salaris_bij_openstelling=models.salarisvoorstel(salaris) if salaris else None,
        ontbreekt=[camel(n) for n in rules.ontbreekt(compleet)] if eigen else None,
        profiel=vacatureprofiel(tx, request, vacature, zichtperioden, kijker),
        **asdict(vacature.gegevens),
    )
