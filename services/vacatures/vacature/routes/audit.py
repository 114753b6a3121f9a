"""The audit trail of a vacancy."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.vacatures.vacature.routes.access import eigen_vacature
from services.vacatures.vacature.routes.models import Veldnaam, camel
from services.vacatures.vacature.storage import audit, kijker
from shared import api, paging
from shared.api import Beller, Model, Nu, Oin, Tijdstip, Tx, eist

router = api.router("vacatures")


class Auditsoort(StrEnum):
    """Waarover een regel van een audittrail gaat."""

    STATUS = "status"
    GEGEVENS = "gegevens"
    BEOORDELING = "beoordeling"
    SELECTIESTAP = "selectiestap"


class Auditregel(Model):
    """Wie wat deed, wanneer en waarom."""

    wat: Auditsoort
    van: str | None = Field(None, max_length=50)
    naar: str | None = Field(None, max_length=50)
    velden: list[Veldnaam] | None = Field(
        None, max_length=100, description="Welke velden wijzigden; oude waarden staan er niet bij."
    )
    partij: str | None = Field(
        None, max_length=50, description="Bij een sollicitatie: kandidaat of werkgever."
    )
    organisatie: Oin | None = None
    client: str | None = Field(None, max_length=200, description="Het systeem; leeg: de klok.")
    gebruiker: str | None = Field(
        None, max_length=200, description="Wie dat systeem noemde (`Audit-User-ID`)."
    )
    reden: str | None = Field(None, max_length=5000)
    gebeurd_op: Tijdstip


class AuditregelPagina(paging.Pagina):
    """Een pagina van een audittrail, de oudste regel eerst."""

    results: list[Auditregel] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/vacatures/{id}/audittrail",
    response_model=AuditregelPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wie wat deed met een vacature",
)
def list_vacature_audittrail(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Wijzigingen van status en van gegevens in één lijst; voor de eigen recruiter."""
    eigen_vacature(tx, id, kijker(tx, beller, nu), nu, lock=False)
    rows = audit.list_audit(tx, id, params.offset, params.limit)
    shown = [
        Auditregel(
            **{name: row[name] for name in NAMES} | {"velden": _velden(row["velden"])},
        )
        for row in rows
    ]
    count = audit.count_audit(tx, id) if params.telling else None
    return paging.page(request, response, params, shown, count)


NAMES = ("wat", "van", "naar", "organisatie", "client", "gebruiker", "reden", "gebeurd_op")


def _velden(namen: list[str] | None) -> list[str] | None:
    return None if namen is None else [camel(naam) for naam in namen]
