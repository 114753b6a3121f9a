"""Deployments: who works where and why; for both organisations and the person."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import PLANNERS, ziet_verband
from services.pool.inzet import rules, storage
from services.pool.inzet.rules import InzetStatus, Terugkeerdoel
from services.pool.kijker import Kijker, adres, beletsels, eis_eigen, eis_mens, eis_rol
from shared import api, etag, kalender, paging, verwerking
from shared.api import (
    Beller,
    Datum,
    Dienst,
    Model,
    Nu,
    Oin,
    Tekst,
    Tijdstip,
    Tx,
    Uren,
    Vandaag,
    eist,
)
from shared.problem import Problem, found

router = api.router("inzetten")
intern = api.router("intern")
INZETREGISTER = "Register van inzetten bijhouden en raadplegen"


class Waarom(Model):
    """Waarom deze inzet er is: het voorstel, de uitleg, en het besluit van een mens."""

    voorstel: UUID | None
    uitleg: str = Field(max_length=2000)
    reden: str = Field(max_length=1000, description="De reden van wie besloot.")
    besloten_door: str = Field(max_length=200)
    besloten_op: Tijdstip


class Inzet(Model):
    """Een periode waarin een medewerker bij een inlener werkt."""

    id: UUID
    url: Webadres
    verband: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    inlener: Oin
    behoefte: UUID | None = None
    uren_per_week: Uren
    van: Datum
    tot: Datum | None = Field(None, description="Laatste dag; leeg: zonder vastgesteld einde.")
    status: InzetStatus
    actief: bool = Field(description="Of de medewerker nu als inleenkracht telt.")
    terugkeer_datum: Datum | None = None
    terugkeer_doel: Terugkeerdoel | None = None
    waarom: Waarom


class InzetPagina(paging.Pagina):
    """Een pagina inzetten."""

    results: list[Inzet] = Field(max_length=paging.MAX_SIZE)


class InzetFilter(paging.PageParams):
    """Filters van de lijst."""

    status: InzetStatus | None = Field(None, description="Alleen met deze status.")
    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    inlener: Oin | None = Field(None, description="Alleen bij deze inlener (OIN).")
    thuisorganisatie: Oin | None = Field(None, description="Alleen uit deze organisatie (OIN).")


class InzetStatuswijziging(Model):
    """Een inzet beëindigen of intrekken."""

    naar: InzetStatus
    reden: Tekst
    laatste_dag: Datum | None = Field(None, description="Bij beëindigen; zonder waarde vandaag.")


class InzetWijziging(Model):
    """Merge patch: de afspraken over terugkeer."""

    terugkeer_datum: Datum | None = None
    terugkeer_doel: Terugkeerdoel | None = None


def toon(request: Request, bewaard: storage.Bewaard, vandaag: date) -> Inzet:
    return Inzet(
        **asdict(bewaard.inzet),
        url=adres(request, f"/inzetten/{bewaard.inzet.id}"),
        behoefte=bewaard.behoefte,
        actief=rules.is_actief(bewaard.inzet, vandaag),
        terugkeer_datum=bewaard.terugkeer_datum,
        terugkeer_doel=bewaard.terugkeer_doel,
        waarom=Waarom(
            voorstel=bewaard.voorstel,
            uitleg=bewaard.uitleg,
            reden=bewaard.reden,
            besloten_door=bewaard.besloten_door,
            besloten_op=bewaard.besloten_op,
        ),
    )


@router.get(
    "/inzetten",
    response_model=InzetPagina,
    dependencies=[eist("pool:lezen")],
    summary="Inzetten die u mag zien",
)
def list_inzetten(
    request: Request,
    response: Response,
    params: Annotated[InzetFilter, Query()],
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
    getoond = [toon(request, rij, vandaag) for rij in rijen]
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
) -> Inzet:
    """Geeft de inzet, met waarom zij er is; ook aan de medewerker zelf."""
    bewaard = found(storage.get_inzet(tx, id, kijker), "inzet")
    verwerking.record(tx, beller, INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie)
    return toon(request, bewaard, vandaag)


@router.patch(
    "/inzetten/{id}",
    dependencies=[eist("pool:schrijven")],
    summary="Leg de terugkeer van een inzet vast",
)
def patch_inzet(
    id: UUID,
    wijziging: InzetWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Inzet:
    """De thuisorganisatie legt vast wanneer en waarheen de medewerker terugkeert."""
    oud = found(storage.get_inzet(tx, id, kijker, lock=True), "inzet")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.inzet.thuisorganisatie)
    etag.require_match(request, oud.versie)
    gezet = wijziging.model_fields_set
    datum = wijziging.terugkeer_datum if "terugkeer_datum" in gezet else oud.terugkeer_datum
    doel = wijziging.terugkeer_doel if "terugkeer_doel" in gezet else oud.terugkeer_doel
    verwerking.record(tx, beller, INZETREGISTER, [oud.inzet.medewerker], nu)
    nieuw = oud
    if (datum, doel) != (oud.terugkeer_datum, oud.terugkeer_doel):
        nieuw = storage.set_terugkeer(tx, oud, datum, doel, nu)
    etag.stamp(request, nieuw.versie)
    return toon(request, nieuw, vandaag)


@router.post(
    "/inzetten/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Beëindig een inzet of trek haar in",
)
def add_inzet_statuswijziging(
    id: UUID,
    invoer: InzetStatuswijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Inzet:
    """Een lopende inzet eindigt op een dag tot en met vandaag; een komende wordt ingetrokken.

    Dat doet iemand van de thuisorganisatie of de inlener, of een makelaar van het verband. De
    behoefte staat daarna weer open, als zij nog loopt.
    """
    oud = found(storage.get_inzet(tx, id, kijker, lock=True), "inzet")
    eis_rol(kijker, PLANNERS)
    if not (ziet_verband(oud.inzet.verband, kijker) and "makelaar" in kijker.rollen):
        eis_eigen(kijker, oud.inzet.thuisorganisatie, oud.inzet.inlener)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    if redenen := rules.beletselen(oud.inzet, invoer.naar, vandaag, invoer.laatste_dag):
        raise Problem(
            409,
            "Dit kan nu niet; zie beletselen.",
            code="overgang-kan-niet",
            beletselen=beletsels(redenen),
        )
    is_einde = invoer.naar is InzetStatus.BEEINDIGD
    tot = (invoer.laatste_dag or vandaag) if is_einde else oud.inzet.tot
    nieuw = storage.set_status(tx, oud, invoer.naar, tot, invoer.reden, door, nu)
    if oud.behoefte is not None:
        storage.werk_behoefte_bij(tx, oud.behoefte, door, nu, vandaag)
    verwerking.record(tx, beller, INZETREGISTER, [oud.inzet.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return toon(request, nieuw, vandaag)


class InzetFeiten(Model):
    """What vacatures needs to know of a deployment."""

    id: UUID
    medewerker: UUID
    inlener: Oin
    van: Datum  # first day on which the person counts as inleenkracht: that of the decision
    tot: Datum | None
    actief: bool


@intern.get("/inzetten/{id}")
def get_inzet_voor_dienst(id: UUID, tx: Tx, _: Dienst) -> InzetFeiten:
    """Facts of one deployment, for a peer service; without "today", for a peer has no clock."""
    bewaard = found(storage.haal(tx, id), "inzet")
    inzet = bewaard.inzet
    return InzetFeiten(
        id=inzet.id,
        medewerker=inzet.medewerker,
        inlener=inzet.inlener,
        van=min(inzet.van, kalender.dag(bewaard.besloten_op)),
        tot=inzet.tot,
        actief=rules.telt_mee(inzet),
    )
