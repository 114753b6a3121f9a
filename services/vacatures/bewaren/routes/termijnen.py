"""How long an application stays, and what an organisation has destroyed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.bewaren import rules, storage
from services.vacatures.bewaren.routes import models
from services.vacatures.bewaren.storage import verzoeken
from services.vacatures.convenant.rules import Convenant, Herkomst, Zekerheid
from services.vacatures.sollicitatie.routes import van_beller
from services.vacatures.toestemming.routes.wisverzoeken import recruiter_van
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import found

router = api.router("eigen gegevens")
INSTELLING = "bewaartermijnWeken"
STANDAARD = Herkomst(INSTELLING, Zekerheid.B, "NVP Sollicitatiecode en norm van de AP: vier weken")


@router.get(
    "/sollicitaties/{id}/bewaartermijn",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Tot wanneer een sollicitatie bewaard blijft",
)
def get_bewaartermijn(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Bewaartermijn:
    """Geeft de laatste dag en de grond, aan de kandidaat zelf en aan de werkgever."""
    dossier, _, _ = van_beller(tx, id, beller, nu)
    lijst = storage.list_bewaard(tx, [id], nu)
    bewaard = found(lijst[0] if lijst else None, "sollicitatie")
    verwerking.record(tx, beller, "bewaartermijn bekijken", [dossier.medewerker], nu)
    etag.stamp(request, dossier.versie)
    return toon_termijn(bewaard)


@router.get(
    "/vernietigingen",
    response_model=models.VernietigingPagina,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="De vernietigingslijst van uw organisatie",
)
def list_vernietigingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Wat er gewist is: welke soort, hoeveel, uit welke maanden, waarom en wanneer."""
    organisatie = recruiter_van(beller)
    rows, count = verzoeken.list_vernietiging(tx, organisatie, params.offset, params.limit)
    names = ("id", "soort", "aantal", "van_maand", "tot_maand", "grond")
    shown = [{n: getattr(row, n) for n in names} | {"gewist_op": row.op} for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


def termijnen_van(
    tx: Session, ids: Collection[UUID], nu: datetime
) -> dict[UUID, tuple[date | None, str]]:
    """Last day and ground of applications that no longer run, for who shows them."""
    return {
        een.sollicitatie: (een.termijn.laatste_dag, een.termijn.grond.value)
        for een in storage.list_bewaard(tx, ids, nu)
        if een.termijn.grond is not rules.Bewaargrond.PROCEDURE
    }


def toon_termijn(bewaard: storage.Bewaard) -> models.Bewaartermijn:
    """The term of one application, in words and with the certainty of its setting."""
    herkomst = _herkomst(bewaard.afspraken)
    return models.Bewaartermijn(
        sollicitatie_id=bewaard.sollicitatie,
        grond=bewaard.termijn.grond,
        uitleg=_uitleg(bewaard),
        laatste_dag=bewaard.termijn.laatste_dag,
        bewaartermijn_weken=bewaard.afspraken.bewaartermijn_weken,
        zekerheid=herkomst.zekerheid,
        bron=herkomst.bron,
    )


def _uitleg(bewaard: storage.Bewaard) -> str:
    uitleg = rules.GRONDEN_IN_WOORDEN[bewaard.termijn.grond]
    return f"{uitleg} {rules.DOOR_STILTE}" if bewaard.procedure.door_stilte else uitleg


def _herkomst(afspraken: Convenant) -> Herkomst:
    for een in afspraken.zekerheden:
        if een.instelling == INSTELLING:
            return een
    return STANDAARD
