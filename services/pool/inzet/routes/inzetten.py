"""Deployments: who works where and why; for both organisations and the person."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS
from services.pool.inzet import rules, storage
from services.pool.inzet.routes import access, akkoorden, models
from services.pool.inzet.routes.access import INZETREGISTER
from services.pool.inzet.rules import InzetStatus, berichten
from services.pool.inzet.rules.start import Tekstsoort
from services.pool.kijker import Kijker, adres, eis_eigen, eis_mens, eis_rol
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("inzetten")


@router.get(
    "/inzetten",
    response_model=models.InzetPagina,
    dependencies=[eist("pool:lezen")],
    summary="Inzetten die u mag zien",
)
def list_inzetten(
    request: Request,
    response: Response,
    params: Annotated[models.InzetFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft de inzetten van uw verbanden; een medewerker ziet de eigen inzetten."""
    vraag = storage.Zoekvraag(
        params.status, params.verband, params.inlener, params.thuisorganisatie
    )
    rijen = storage.list_inzetten(tx, kijker, vraag, params.offset, params.limit)
    gezien = [rij.inzet.medewerker for rij in rijen[: params.page_size]]
    verwerking.record(tx, beller, INZETREGISTER, gezien, nu)
    count = storage.count_inzetten(tx, kijker, vraag) if params.telling else None
    getoond = [models.toon(request, rij, kijker, vandaag) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/inzetten/{id}", dependencies=[eist("pool:lezen")], summary="Eén inzet")
def get_inzet(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inzet:
    """Geeft de inzet, met waarom zij er is; ook aan de medewerker zelf."""
    bewaard = found(storage.get_inzet(tx, id, kijker), "inzet")
    verwerking.record(tx, beller, INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, access.versie_voor(bewaard, kijker))
    return models.toon(request, bewaard, kijker, vandaag)


@router.patch(
    "/inzetten/{id}",
    dependencies=[eist("pool:schrijven")],
    summary="Leg de terugkeer van een inzet vast",
)
def patch_inzet(
    id: UUID,
    wijziging: models.InzetWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inzet:
    """De thuisorganisatie legt vast wanneer en waarheen de medewerker terugkeert.

    Dat moet vóór het eerste ja: daarna zijn het andere voorwaarden en vraagt het opnieuw drie keer
    ja.
    """
    oud = found(storage.get_inzet(tx, id, kijker, lock=True), "inzet")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.inzet.thuisorganisatie)
    etag.require_match(request, oud.versie)
    huidig = storage.get_voorwaarden(tx, oud)
    gezet = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    anders = replace(huidig, **gezet)
    verwerking.record(tx, beller, INZETREGISTER, [oud.inzet.medewerker], nu)
    if rules.is_nieuw(huidig, anders):
        door, reden = eis_mens(beller), "Afspraken over terugkeer"
        akkoorden.wijzig(tx, oud, anders, reden, reden, door, nu, vandaag)
    nieuw = found(storage.get_inzet(tx, id, kijker), "inzet")
    etag.stamp(request, nieuw.versie)
    return models.toon(request, nieuw, kijker, vandaag)


@router.post(
    "/inzetten/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Beëindig een inzet of trek haar in",
)
def add_inzet_statuswijziging(
    id: UUID,
    invoer: models.InzetStatuswijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inzet:
    """Wat nog niet begon, wordt ingetrokken; een lopende inzet wordt opgezegd.

    De laatste dag ligt na de opzegtermijn van de voorwaarden; tot dan loopt de inzet door. Eerder
    kan als alle drie de partijen ja zeggen tegen andere voorwaarden (`POST …/voorwaarden`), met een
    eerdere laatste dag of een kortere opzegtermijn; of met `zonderOpzegtermijn`, door een van beide
    organisaties, als doorgaan niet kan. Opzeggen doet iemand van de thuisorganisatie of
    de inlener, of een makelaar van het verband. De behoefte staat daarna weer open, als zij nog
    loopt. Bij beëindigen hoort een overdrachtsnotitie.
    """
    oud = found(storage.get_inzet(tx, id, kijker, lock=True), "inzet")
    access.eis_makelaar_of_partij(kijker, oud.inzet)
    door = eis_mens(beller)
    etag.require_match(request, access.versie_voor(oud, kijker))
    # Whoever may not know of a refusal must not learn of it from what stops the next step.
    zichtbaar = replace(oud.inzet, status=rules.zichtbare_status(oud.inzet, False))
    weken = storage.get_voorwaarden(tx, oud, oud.voorwaarden_versie).opzegtermijn_weken
    redenen = rules.beletselen(zichtbaar, invoer.naar, vandaag, invoer.laatste_dag, weken)
    gebroken = invoer.zonder_opzegtermijn and rules.alleen_de_opzegtermijn(redenen)
    if gebroken:
        access.eis_organisatie(kijker, oud.inzet)
    else:
        access.weiger(redenen, akkoorden.NIET_NU, "overgang-kan-niet")
    verwerking.record(tx, beller, INZETREGISTER, [oud.inzet.medewerker], nu)
    nieuw = _zet(tx, oud, invoer, gebroken, door, nu, vandaag)
    response.headers["Location"] = adres(request, f"/inzetten/{id}")
    etag.stamp(request, access.versie_voor(nieuw, kijker))
    return models.toon(request, nieuw, kijker, vandaag)


def _zet(
    tx: Session,
    oud: storage.Bewaard,
    invoer: models.InzetStatuswijziging,
    gebroken: bool,
    door: str,
    nu: datetime,
    vandaag: date,
) -> storage.Bewaard:
    """Withdraw, end now, or give notice; `gebroken`: without the notice that was agreed on."""
    if invoer.naar is InzetStatus.INGETROKKEN:
        nieuw = storage.set_status(tx, oud, invoer.naar, oud.inzet.tot, invoer.reden, door, nu)
        return storage.niet_door(tx, nieuw, nu, vandaag)
    reden, brief = invoer.reden, berichten.eindigt_eerder
    if gebroken:
        reden = f"De opzegtermijn is niet aangehouden. {reden}"
        brief = berichten.eindigt_zonder_opzegtermijn
    tot = invoer.laatste_dag or vandaag
    if tot > vandaag:
        nieuw = storage.set_einde(tx, oud, tot, nu, door, reden)
    else:
        _eis_overdracht(tx, oud, invoer.zonder_overdracht)
        nieuw = storage.set_status(tx, oud, invoer.naar, tot, reden, door, nu)
    storage.registreer(tx, nieuw, None, nu)
    if tot != oud.inzet.tot:  # who ends it on the agreed day ends nothing early
        storage.stuur(tx, nieuw.inzet, brief, f"eindigt-{nieuw.versie}")
    if nieuw.behoefte is not None:
        storage.werk_behoefte_bij(tx, nieuw.behoefte, door, nu, vandaag)
    return nieuw


def _eis_overdracht(tx: Session, oud: storage.Bewaard, zonder: str | None) -> None:
    if zonder is None and storage.get_tekst(tx, oud.inzet.id, Tekstsoort.OVERDRACHT) is None:
        zin = "Leg eerst de overdracht vast, of leg uit waarom die er niet is (zonderOverdracht)."
        raise Problem(409, zin, code="overdracht-ontbreekt")
