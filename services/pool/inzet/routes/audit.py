"""The audit trail of an inzet."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.pool.inzet import rules, storage
from services.pool.inzet.routes import access
from services.pool.inzet.rules import InzetStatus, Partij
from services.pool.inzet.storage import audit
from services.pool.kijker import Kijker
from shared import api, paging, verwerking
from shared.api import Beller, Model, Nu, Oin, Tijdstip, Tx, eist

router = api.router("inzetten")


class InzetAuditsoort(StrEnum):
    """Waarover een regel van de audittrail gaat."""

    STATUS = "status"
    AKKOORD = "akkoord"
    VOORWAARDEN = "voorwaarden"
    OVEREENKOMST = "overeenkomst"
    STARTPUNT = "startpunt"


class InzetAuditregel(Model):
    """Wie wat deed met een inzet, wanneer en waarom."""

    wat: InzetAuditsoort
    van: str | None = Field(None, max_length=50)
    naar: str | None = Field(
        None,
        max_length=50,
        description="De status; bij een akkoord ja of nee; bij een startpunt welk.",
    )
    partij: Partij | None = None
    organisatie: Oin | None = Field(None, description="De organisatie van die partij.")
    versie: int | None = Field(
        None,
        ge=1,
        le=2_147_483_647,
        json_schema_extra=paging.Int32,
        description="Van de voorwaarden.",
    )
    gebruiker: str | None = Field(None, max_length=200, description="Leeg: de klok.")
    reden: str | None = Field(None, max_length=5000)
    gebeurd_op: Tijdstip


class InzetAuditPagina(paging.Pagina):
    """Een pagina van de audittrail, de oudste regel eerst."""

    results: list[InzetAuditregel] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/inzetten/{id}/audittrail",
    response_model=InzetAuditPagina,
    dependencies=[eist("pool:lezen")],
    summary="Wie wat deed met een inzet",
)
def list_inzet_audittrail(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Voor de medewerker en voor beide organisaties; voor de rest van het verband is zij er niet.

    Van de antwoorden staat hier wat u ook bij de voorwaarden leest: die van de eigen kant, en alle
    drie zodra zij gelden. Van een nee leest alleen de eigen kant wie het zei en waarom; bij
    intrekken staat dat er voor niemand, zodat een nee daar niet van te onderscheiden is.
    """
    bewaard = access.van_partij(tx, id, kijker)
    antwoorden = storage.list_akkoorden(tx, id)
    zicht = rules.zichtbare_akkoorden(bewaard.inzet, antwoorden, kijker)
    eigen = [een for een in Partij if rules.is_eigen_kant(een, bewaard.inzet, kijker)]
    is_eigen_nee = bewaard.geweigerd_door in eigen
    rows = audit.list_audit(tx, id) + [_akkoord(een) for een in zicht.akkoorden]
    rows.sort(key=lambda row: row["op"])
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    deel = rows[params.offset : params.offset + params.limit]
    shown = [_regel(row, bewaard.inzet, is_eigen_nee) for row in deel]
    return paging.page(request, response, params, shown, len(rows) if params.telling else None)


def _akkoord(een: rules.Akkoord) -> dict[str, Any]:
    return {
        "wat": "akkoord",
        "op": een.op,
        "van": None,
        "naar": "ja" if een.akkoord else "nee",
        "partij": een.partij.value,
        "versie": een.versie,
        "door": een.door,
        "reden": een.reden,
    }


def _regel(row: dict[str, Any], inzet: rules.Inzet, is_eigen_nee: bool) -> InzetAuditregel:
    names = ("wat", "van", "naar", "partij", "versie", "reden")
    shown = {name: row[name] for name in names}
    shown |= {"gebruiker": row["door"], "gebeurd_op": row["op"]}
    if row["wat"] == "status" and row["naar"] in ZONDER_REDEN and not is_eigen_nee:
        shown |= {"naar": InzetStatus.INGETROKKEN.value, "reden": None, "gebruiker": None}
    van = {
        Partij.THUISORGANISATIE.value: inzet.thuisorganisatie,
        Partij.INLENER.value: inzet.inlener,
    }
    return InzetAuditregel(**shown | {"organisatie": van.get(row["partij"])})


ZONDER_REDEN = (InzetStatus.INGETROKKEN.value, InzetStatus.GEWEIGERD.value)
