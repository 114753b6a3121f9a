"""Deliver needs in bulk: each row gets its own answer, none stops the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.pool.aanlevering import rules, storage
from services.pool.aanlevering.rules import Uitkomst
from services.pool.aanlevering.rules.eigen_kolommen import vul_aan, zegt_hetzelfde
from services.pool.aanlevering.rules.waarden import STANDAARD_CATALOGUS
from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.flexpool.routes.models import Veldnaam, Webadres
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.kijker import Kijker, adres, eis_organisatie, eis_rol
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from services.pool.planning.routes import enige_verband
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.storage import projecten
from shared import api, etag
from shared.api import Beller, Geheel, Model, Nu, Tijdstip, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import found

router = api.router("aanleveringen")
MAX_ITEMS = 5_000
Aantal = Annotated[Geheel, Field(ge=0, le=MAX_ITEMS)]
Ruw = Annotated[
    dict[str, Any],
    Field(
        max_length=100,
        description=(
            "Feiten zoals u ze heeft, als tekst: kenmerk, titel, functie, niveau, plaats, pc4, uren"
            " ('24-36'), kleinsteUrenblok, begin ('zsm'), eind, contractvorm ('6 maanden')."
        ),
    ),
]


class BehoefteAanleveringInvoer(Model):
    """Inhuuropdrachten van uw eigen organisatie, in uw eigen woorden."""

    items: list[Ruw] = Field(min_length=1, max_length=MAX_ITEMS)


class BehoefteAanleveringReden(Model):
    """Wat er met een veld is."""

    veld: Veldnaam
    code: Veldnaam
    reden: str = Field(max_length=1000)


Redenen = Annotated[list[BehoefteAanleveringReden], Field(max_length=200)]


class BehoefteAanleveringResultaat(Model):
    """Wat er van een item is geworden."""

    volgnummer: Geheel = Field(ge=1, le=MAX_ITEMS, description="Plaats in de aanlevering.")
    kenmerk: str | None = Field(None, max_length=200)
    uitkomst: Uitkomst
    behoefte: UUID | None = None
    url: Webadres | None = None
    status: BehoefteStatus | None = None
    ontbreekt: list[Veldnaam] = Field([], max_length=20, description="Wat nodig is om te openen.")
    opmerkingen: Redenen = Field([], description="Wat is aangenomen of nog aandacht vraagt.")
    redenen: Redenen = Field([], description="Waarom het item is geweigerd.")


class BehoefteAanleveringAantallen(Model):
    """Hoeveel items welke uitkomst kregen."""

    toegevoegd: Aantal = 0
    gewijzigd: Aantal = 0
    ongewijzigd: Aantal = 0
    geweigerd: Aantal = 0


class BehoefteAanlevering(Model):
    """Het verslag van een aanlevering."""

    id: UUID
    ontvangen_op: Tijdstip
    aantallen: BehoefteAanleveringAantallen
    resultaten: list[BehoefteAanleveringResultaat] = Field(max_length=MAX_ITEMS)


@dataclass(frozen=True, slots=True)
class Levering:
    """What is the same for every row."""

    afzender: str
    verbanden: frozenset[UUID]
    catalogus: Mapping[str, str]
    door: str | None
    nu: datetime
    vandaag: date


def levering_van(
    tx: Session, gateway: Gateway, beller: Caller, kijker: Kijker, nu: datetime, vandaag: date
) -> Levering:
    """Who delivers, and by which catalogue."""
    bekend = catalogus(tx, gateway, beller, enige_verband(kijker)) or STANDAARD_CATALOGUS
    return Levering(
        afzender=eis_organisatie(kijker),
        verbanden=kijker.verbanden,
        catalogus=bekend,
        door=beller.gebruiker,
        nu=nu,
        vandaag=vandaag,
    )


@router.post(
    "/aanleveringen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Lever behoeften aan",
)
def add_aanlevering(
    invoer: BehoefteAanleveringInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> BehoefteAanlevering:
    """Neemt elk item dat te lezen is; wat ontbreekt maakt het concept, een fout weigert het.

    Hetzelfde item (zelfde kenmerk, zelfde feiten) nog eens verandert niets.
    """
    eis_rol(kijker, PLANNERS)
    levering = levering_van(tx, gateway, beller, kijker, nu, vandaag)
    items = [rules.herken(item) for item in invoer.items]
    return neem_aan(tx, request, response, kijker, items, levering)


def neem_aan(
    tx: Session,
    request: Request,
    response: Response,
    kijker: Kijker,
    items: Sequence[tuple[rules.Inhuuropdracht, tuple[Reden, ...]]],
    levering: Levering,
) -> BehoefteAanlevering:
    """Take every row that can be taken, and keep the report."""
    kenmerken = {opdracht.kenmerk for opdracht, _ in items if opdracht.kenmerk}
    eerder = behoeften.list_geleverd(tx, levering.afzender, kenmerken)
    gevraagd = {opdracht.project for opdracht, _ in items if opdracht.project}
    bekend = projecten.list_verbanden(tx, kijker, gevraagd) if gevraagd else {}
    resultaten = [
        _verwerk(tx, request, nr, opdracht, vreemd, eerder, levering, bekend)
        for nr, (opdracht, vreemd) in enumerate(items, 1)
    ]
    id = uuid4()
    regels = [een.model_dump(mode="json", by_alias=False) for een in resultaten]
    storage.add_aanlevering(tx, id, levering.afzender, regels, levering.nu)
    response.headers["Location"] = adres(request, f"/aanleveringen/{id}")
    return _verslag(id, levering.nu, resultaten)


def _lees(
    opdracht: rules.Inhuuropdracht,
    oud: behoeften.Bewaard | None,
    levering: Levering,
    projecten: Mapping[UUID, UUID],
) -> rules.Gelezen:
    """What a row says now, with what was entered here before."""
    gelezen = rules.lees(opdracht, levering.afzender, levering.verbanden, levering.catalogus)
    behoefte, redenen = gelezen.behoefte, gelezen.redenen
    if oud is not None:
        behoefte = vul_aan(behoefte, oud.behoefte, opdracht.is_eigen_rij)
    nieuw = oud is None or behoefte.project != oud.behoefte.project
    if behoefte.project and nieuw and projecten.get(behoefte.project) != behoefte.verband:
        zin = "Dit project is er niet, of hoort bij een ander verband."
        redenen = (*redenen, Reden("project", "onbekend", zin))
    return rules.Gelezen(behoefte, gelezen.opmerkingen, redenen)


def _verwerk(
    tx: Session,
    request: Request,
    nr: int,
    opdracht: rules.Inhuuropdracht,
    vreemd: tuple[Reden, ...],
    eerder: dict[str, behoeften.Bewaard],
    levering: Levering,
    projecten: Mapping[UUID, UUID],
) -> BehoefteAanleveringResultaat:
    """One row: read it, compare it with what is known, store what is new."""
    kenmerk = opdracht.kenmerk or ""
    oud = eerder.get(kenmerk)
    gelezen = _lees(opdracht, oud, levering, projecten)
    fouten = [*vreemd, *gelezen.redenen]
    redenen = [*fouten, *rules.beletselen(oud.status if oud else None, gelezen.behoefte)]
    gelijk = oud is not None and (
        oud.feiten_hash == rules.vingerafdruk(opdracht)
        or (not fouten and zegt_hetzelfde(oud.behoefte, gelezen.behoefte))
    )
    if oud is not None and gelijk:
        uitkomst, bewaard = Uitkomst.ONGEWIJZIGD, oud
    elif redenen:
        return BehoefteAanleveringResultaat(
            volgnummer=nr,
            kenmerk=kenmerk or None,
            uitkomst=Uitkomst.GEWEIGERD,
            redenen=_als_redenen(redenen),
        )
    elif oud is None:
        uitkomst, bewaard = Uitkomst.TOEGEVOEGD, _voeg_toe(tx, opdracht, gelezen, levering)
    else:
        uitkomst, bewaard = Uitkomst.GEWIJZIGD, _wijzig(tx, oud, opdracht, gelezen, levering)
    eerder[kenmerk] = bewaard
    return _resultaat(request, nr, uitkomst, bewaard, gelezen, levering)


def _resultaat(
    request: Request,
    nr: int,
    uitkomst: Uitkomst,
    bewaard: behoeften.Bewaard,
    gelezen: rules.Gelezen,
    levering: Levering,
) -> BehoefteAanleveringResultaat:
    """The answer to a row that was taken."""
    return BehoefteAanleveringResultaat(
        volgnummer=nr,
        kenmerk=bewaard.kenmerk,
        uitkomst=uitkomst,
        behoefte=bewaard.id,
        url=adres(request, f"/behoeften/{bewaard.id}"),
        status=bewaard.status,
        ontbreekt=planning.ontbreekt(bewaard.behoefte),
        opmerkingen=_als_redenen([*gelezen.opmerkingen, *_waarom_dicht(bewaard, levering)]),
    )


def _wijzig(
    tx: Session,
    oud: behoeften.Bewaard,
    opdracht: rules.Inhuuropdracht,
    gelezen: rules.Gelezen,
    levering: Levering,
) -> behoeften.Bewaard:
    """Store other facts; a concept that is complete now opens, as a new one would."""
    hash = rules.vingerafdruk(opdracht)
    bewaard = behoeften.set_behoefte(tx, oud, gelezen.behoefte, levering.nu, hash)
    naar = planning.beginstatus(gelezen.behoefte, levering.vandaag)
    if bewaard.status is BehoefteStatus.CONCEPT and naar is BehoefteStatus.OPEN:
        reden = "De behoefte is compleet."
        bewaard = behoeften.set_status(tx, bewaard, naar, reden, levering.door, levering.nu)
    return bewaard


def _waarom_dicht(bewaard: behoeften.Bewaard, levering: Levering) -> list[Reden]:
    """Why a concept with nothing missing is not open, for example a period that is over."""
    if bewaard.status is not BehoefteStatus.CONCEPT or planning.ontbreekt(bewaard.behoefte):
        return []
    return planning.beletselen(
        bewaard.behoefte, BehoefteStatus.CONCEPT, BehoefteStatus.OPEN, levering.vandaag
    )


def _voeg_toe(
    tx: Session, opdracht: rules.Inhuuropdracht, gelezen: rules.Gelezen, levering: Levering
) -> behoeften.Bewaard:
    status = planning.beginstatus(gelezen.behoefte, levering.vandaag)
    herkomst = {"kenmerk": opdracht.kenmerk, "feiten_hash": rules.vingerafdruk(opdracht)}
    return behoeften.add_behoefte(
        tx, uuid4(), gelezen.behoefte, status, levering.door, levering.nu, herkomst
    )


def _als_redenen(redenen: Iterable[Reden]) -> list[BehoefteAanleveringReden]:
    return [
        BehoefteAanleveringReden(veld=een.veld, code=een.code, reden=een.uitleg) for een in redenen
    ]


def _verslag(
    id: UUID, op: datetime, resultaten: list[BehoefteAanleveringResultaat]
) -> BehoefteAanlevering:
    geteld = [een.uitkomst for een in resultaten]
    aantallen = {uitkomst.value: geteld.count(uitkomst) for uitkomst in Uitkomst}
    return BehoefteAanlevering(
        id=id,
        ontvangen_op=op,
        aantallen=BehoefteAanleveringAantallen(**aantallen),
        resultaten=resultaten,
    )


@router.get(
    "/aanleveringen/{id}",
    dependencies=[eist("pool:schrijven")],
    summary="Het verslag van een aanlevering",
)
def get_aanlevering(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> BehoefteAanlevering:
    """Geeft nog eens wat er van elk item is geworden; alleen voor de eigen organisatie."""
    organisatie = eis_organisatie(kijker)
    op, regels = found(storage.get_aanlevering(tx, id, organisatie), "aanlevering")
    etag.stamp(request, 1)  # a report never changes
    return _verslag(id, op, [BehoefteAanleveringResultaat(**regel) for regel in regels])
