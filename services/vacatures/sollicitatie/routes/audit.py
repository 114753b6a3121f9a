"""The audit trail of an application."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.sollicitatie.routes.access import leg_vast, van_beller
from services.vacatures.sollicitatie.rules import Partij
from services.vacatures.sollicitatie.storage import audit
from services.vacatures.vacature.routes.audit import Auditregel, AuditregelPagina
from shared import api, paging
from shared.api import Beller, Nu, Tx, eist

router = api.router("sollicitaties")
NAMES = ("wat", "van", "naar", "partij", "client", "gebruiker", "reden", "gebeurd_op")


@router.get(
    "/sollicitaties/{id}/audittrail",
    response_model=AuditregelPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Wie wat deed met een sollicitatie",
)
def list_sollicitatie_audittrail(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Statussen en selectiestappen, voor de kandidaat en voor de werkgever; oordelen voor deze.

    De kandidaat leest niet welke medewerker van de werkgever handelde. Een selectiestap staat er
    zoals hij nu is. Wie de sollicitatie alleen las, staat in de verwerkingen van de kandidaat.
    """
    dossier, vacature, partij = van_beller(tx, id, beller, nu)
    rows = audit.list_audit(tx, id, partij, params.offset, params.limit)
    alleen = vacature.werkgever if len(vacature.werkgevers) == 1 else None
    shown = [
        Auditregel(
            **{name: row[name] for name in NAMES}
            | {"organisatie": alleen if row["partij"] == Partij.WERKGEVER else None}
            | (VERBORGEN if _is_verborgen(partij, row["partij"]) else {}),
        )
        for row in rows
    ]
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    count = audit.count_audit(tx, id, partij) if params.telling else None
    return paging.page(request, response, params, shown, count)


VERBORGEN = {"gebruiker": None, "client": None}


def _is_verborgen(lezer: Partij, deed: str) -> bool:
    """Which person of the employer acted is no matter of the candidate."""
    return lezer is Partij.KANDIDAAT and deed == Partij.WERKGEVER
