"""The path of somebody's inzetten, what to watch, and the return."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.pool.flexpool.rules import PLANNERS
from services.pool.inzet import rules, storage
from services.pool.inzet.routes import access, models
from services.pool.inzet.rules import Terugkeerdoel
from services.pool.inzet.rules.duur import Signaal
from services.pool.kijker import Kijker, adres, eis_eigen, eis_mens, eis_rol
from shared import api, etag, paging, verwerking
from shared.api import Beller, Datum, Model, Nu, Oin, Tx, Uren, Vandaag, eist
from shared.problem import Problem, found

router = api.router("inzetten")


class PadStap(Model):
    """Eén inzet op iemands pad."""

    inzet: UUID
    inlener: Oin
    werkzaamheden: str = Field(max_length=1000)
    uren_per_week: Uren
    van: Datum
    tot: Datum | None = None
    status: rules.InzetStatus
    teruggekeerd_op: Datum | None = None


class PadPagina(paging.Pagina):
    """Een pagina van iemands pad, de oudste inzet eerst."""

    results: list[PadStap] = Field(max_length=paging.MAX_SIZE)


class PadFilter(paging.PageParams):
    """Het pad heeft alleen paginering."""


class Terugkeer(Model):
    """De medewerker is terug."""

    dag: Datum
    doel: Terugkeerdoel


class InzetSignalen(Model):
    """Waar nu op te letten is bij een inzet."""

    signalen: list[Signaal] = Field(max_length=20)
    opmerkingen: list[models.Opmerking] = Field(max_length=20)


@router.get(
    "/medewerkers/{id}/inzetpad",
    response_model=PadPagina,
    dependencies=[eist("pool:lezen")],
    summary="Het pad van iemands inzetten",
)
def list_inzetpad(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[PadFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """De medewerker ziet het hele pad; de thuisorganisatie wat zij zelf uitleende.

    Wat niet doorging staat er niet op.
    """
    zelf = kijker.medewerker == id
    organisatie = kijker.organisatie if kijker.rollen & PLANNERS else None
    if not zelf and organisatie is None:
        found(None, "medewerker")
    alle = storage.list_van_persoon(tx, id, None if zelf else organisatie)
    stappen = [een for een in alle if rules.telt_mee(een.inzet)]
    if not zelf and not alle:
        found(None, "medewerker")
    verwerking.record(tx, beller, access.INZETREGISTER, [id], nu)
    deel = stappen[params.offset : params.offset + params.limit]
    werk = storage.list_werkzaamheden(tx, deel)
    getoond = [
        PadStap(
            inzet=een.inzet.id,
            inlener=een.inzet.inlener,
            werkzaamheden=werk.get(een.inzet.id, ""),
            uren_per_week=een.inzet.uren_per_week,
            van=een.inzet.van,
            tot=een.inzet.tot,
            status=een.inzet.status,
            teruggekeerd_op=een.teruggekeerd_op,
        )
        for een in deel
    ]
    count = len(stappen) if params.telling else None
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/inzetten/{id}/signalen",
    dependencies=[eist("pool:lezen")],
    summary="Waar nu op te letten is bij een inzet",
)
def get_inzet_signalen(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> InzetSignalen:
    """Terugkeer die nadert, geen vervolg, een inzet die bijna twaalf maanden duurt, en meer."""
    bewaard = access.van_partij(tx, id, kijker)
    [stand] = storage.signalen(tx, [bewaard], vandaag)
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie)
    return InzetSignalen(
        signalen=list(stand.signalen),
        opmerkingen=[models.Opmerking.model_validate(een) for een in stand.opmerkingen],
    )


@router.post(
    "/inzetten/{id}/terugkeer",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg vast dat de medewerker terug is",
)
def add_terugkeer(
    id: UUID,
    invoer: Terugkeer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inzet:
    """De thuisorganisatie zegt wanneer en waarheen de medewerker is teruggekeerd."""
    oud = access.van_partij(tx, id, kijker, lock=True)
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.inzet.thuisorganisatie)
    eis_mens(beller)
    etag.require_match(request, oud.versie)
    if oud.inzet.status is not rules.InzetStatus.BEEINDIGD or not (
        oud.inzet.van <= invoer.dag <= vandaag
    ):
        detail = "Terugkeren kan na het einde van de inzet, op een dag die er al was."
        raise Problem(409, detail, code="terugkeer-kan-niet")
    nieuw = storage.set_teruggekeerd(tx, oud, invoer.dag, invoer.doel, nu)
    verwerking.record(tx, beller, access.INZETREGISTER, [oud.inzet.medewerker], nu)
    response.headers["Location"] = adres(request, f"/inzetten/{id}")
    etag.stamp(request, nieuw.versie)
    return models.toon(request, nieuw, kijker, vandaag)
