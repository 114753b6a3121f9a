"""Propose to share a function with other employers, and look at what was proposed."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.functiedeling import rules, storage
from services.vacatures.functiedeling.routes import models
from services.vacatures.functiedeling.routes.access import Dossier, Id, mens, toon, zoek
from services.vacatures.mandaat import routes as mandaat
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_vacature
from services.vacatures.vacature.routes.models import adres, camel
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist, mag_anoniem
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("functiedeling")


@router.post(
    "/vacatures/{id}/functiedeling",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Stel voor een functie te delen",
)
def add_functiedeling(
    id: Id,
    invoer: models.FunctiedelingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Functiedeling:
    """Stelt andere werkgevers voor deze functie te delen; elk antwoordt over het eigen deel.

    De delen zijn samen de uren van de vacature. Pas als iedereen ja zegt, kan zij open.
    """
    vacature = _eigen(tx, id, beller, nu)
    mens(beller)
    if storage.get_functiedeling(tx, id, lock=True) is not None:
        detail = "Voor deze functie is al een voorstel gedaan; wijzig dat."
        raise Problem(409, detail, code="bestaat-al")
    voltijd = _voltijd(tx, gateway, beller, vacature)
    voorstel = _voorstel(vacature, invoer, voltijd)
    dossier = _stel_voor(tx, gateway, vacature, None, voorstel, beller, nu)
    response.headers["Location"] = adres(request, f"/vacatures/{id}/functiedeling")
    etag.stamp(request, dossier.deling.versie)
    return toon(dossier)


@router.put(
    "/vacatures/{id}/functiedeling",
    dependencies=[eist("vacatures:schrijven")],
    summary="Doe een ander voorstel",
)
def set_functiedeling(
    id: Id,
    invoer: models.FunctiedelingInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Functiedeling:
    """Vervangt het voorstel; iedereen antwoordt opnieuw. Wie er niet meer in staat, vervalt.

    Kan ook na openstelling, als een deel is weggevallen: zo lang staan aanbiedingen stil.
    """
    vacature = _eigen(tx, id, beller, nu)
    mens(beller)
    oud = found(storage.get_functiedeling(tx, id, lock=True), "functiedeling")
    etag.require_match(request, oud.versie)
    voorstel = _voorstel(vacature, invoer, oud.voltijd_uren)
    dossier = _stel_voor(tx, gateway, vacature, oud, voorstel, beller, nu)
    etag.stamp(request, dossier.deling.versie)
    return toon(dossier)


@router.get(
    "/vacatures/{id}/functiedeling",
    dependencies=[eist("vacatures:lezen")],
    summary="Hoe een functie wordt gedeeld",
)
def get_functiedeling(
    id: Id, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Functiedeling:
    """Geeft het voorstel aan wie een deel heeft: de cijfers van het eigen deel, en wie meedoet."""
    dossier = zoek(tx, id, beller, nu)
    etag.stamp(request, dossier.deling.versie)
    return toon(dossier)


@router.get(
    "/vacatures/{id}/delen",
    response_model=models.VacaturedeelPagina,
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Waarop apart te solliciteren is",
)
def list_delen(
    id: Id,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft bij aparte contracten de delen met hun uren; anders is de functie één geheel."""
    kijker = vacatures.kijker(tx, beller, nu)
    found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    delen = rules.apart(storage.get_functiedeling(tx, id))
    rows = [models.Vacaturedeel(id=d.id, werkgever=d.werkgever, uren=d.uren) for d in delen]
    getoond = rows[params.offset : params.offset + params.limit]
    return paging.page(request, response, params, getoond, len(rows) if params.telling else None)


@router.get(
    "/functiedelingen",
    response_model=models.FunctiedelingPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Functies waar uw organisatie een deel in heeft",
)
def list_functiedelingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de voorstellen aan uw organisatie, het nieuwste eerst; voor recruiters."""
    kijker = vacatures.kijker(tx, beller, nu)
    namens = kijker.handelt_voor if kijker.recruiter else frozenset[str]()
    rows, count = storage.list_delingen(tx, namens, params.offset, params.limit)
    return paging.page(request, response, params, rows, count if params.telling else None)


# ---- proposing ----------------------------------------------------------------------------------
def _eigen(tx: Session, id: UUID, beller: Caller, nu: datetime) -> vacatureregels.Vacature:
    """The vacancy of the employer that leads, locked, while something can be agreed on it."""
    vacature = eigen_vacature(tx, id, vacatures.kijker(tx, beller, nu), nu)
    status = vacatureregels.status_op(vacature, nu)
    if status not in (Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD):
        raise Problem(409, f"De vacature is {status}.", code="vacature-afgerond")
    return vacature


def _voltijd(
    tx: Session, gateway: Peer, beller: Caller, vacature: vacatureregels.Vacature
) -> Decimal:
    """Hours of full-time by the convenanten of the employer; the longest when they differ."""
    with vraagt_gateway():
        versies = convenanten.versies_van(gateway, beller, vacature.werkgever)
        lijst = [convenanten.get_convenant(tx, gateway, v, n) for v, n in sorted(versies.items())]
    uren = [c.voltijd_uren_per_week for c in lijst if c is not None]
    return max(uren, default=convenant.STANDAARD.voltijd_uren_per_week)


def _onbekend(
    gateway: Peer, voorstel: rules.Functiedeling, bekend: Collection[str]
) -> list[vacatureregels.Fout]:
    """Employers that nobody could answer for. Error: 503 when the gateway is away."""
    return [
        vacatureregels.Fout(f"delen.{nr}.werkgever", "onbekend", "Deze organisatie is niet bekend")
        for nr, deel in enumerate(voorstel.delen)
        if deel.werkgever not in bekend and not mandaat.bestaat(gateway, deel.werkgever)
    ]


def _stel_voor(
    tx: Session,
    gateway: Peer,
    vacature: vacatureregels.Vacature,
    oud: rules.Functiedeling | None,
    voorstel: rules.Functiedeling,
    beller: Caller,
    nu: datetime,
) -> Dossier:
    """Store a proposal that is right in itself, and tell who is asked and who fell away."""
    bekend = {vacature.werkgever, *(oud.werkgevers if oud else ())}
    fouten = rules.voorstel_fouten(voorstel, vacature) + _onbekend(gateway, voorstel, bekend)
    if fouten:
        raise invalid(*((camel(f.veld), f.code, f.reden) for f in fouten))
    storage.set_voorstel(tx, voorstel, oud, beller, nu)
    dossier = zoek(tx, vacature.id, beller, nu)
    # Who fell out of an earlier proposal hears no more of what came after.
    alle = {*(oud.werkgevers if oud else ()), *dossier.deling.werkgevers}
    storage.meld(tx, "functiedeling-voorgesteld", dossier.deling, alle, nu)
    for deel in dossier.deling.delen:
        if deel.werkgever in alle - {vacature.werkgever}:
            onderwerp, tekst = rules.uitnodiging(deel, vacature.gegevens.titel)
            storage.schrijf(tx, dossier.deling, deel.werkgever, onderwerp, tekst)
    return dossier


def _voorstel(
    vacature: vacatureregels.Vacature, invoer: models.FunctiedelingInvoer, voltijd: Decimal
) -> rules.Functiedeling:
    """The proposal that the body makes; what it leaves open is the employer that proposes."""
    een = invoer.vorm is rules.Delingsvorm.EEN_WERKGEVER
    formeel = invoer.formele_werkgever or (vacature.werkgever if een else None)
    kosten = [deel.kosten_percentage for deel in invoer.delen]
    if invoer.kostensleutel is rules.Kostensleutel.UREN:
        if any(een is not None for een in kosten):
            zin = "Bij kostensleutel uren volgen de percentages uit de uren"
            raise invalid(("delen", "kosten-volgen-uren", zin))
        verdeeld = rules.kosten_naar_uren([deel.uren for deel in invoer.delen])
    else:
        verdeeld = [een if een is not None else Decimal(0) for een in kosten]
    delen = tuple(
        rules.Deel(uuid4(), deel.werkgever, deel.uren, procent, deel.voorwaarden)
        for deel, procent in zip(invoer.delen, verdeeld, strict=True)
    )
    return rules.Functiedeling(
        vacature.id,
        invoer.vorm,
        formeel,
        invoer.verwerkingsverantwoordelijke or vacature.werkgever,
        invoer.kostensleutel,
        voltijd,
        delen,
    )
