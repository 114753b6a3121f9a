"""Open a vacancy in phases, and tell who sees it and may apply at any moment."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.openstelling import rules, storage
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_vacature
from services.vacatures.vacature.routes.models import adres, beletsels
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, kalender, problem
from shared.api import Beller, Geheel, Model, Nu, Tekst, Tijdstip, Tx, eist, mag_anoniem
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("openstelling")

MAX_VERBANDEN = 20
Id = Annotated[UUID, Path(description="Id van de vacature.")]


class FasewijzigingInvoer(Model):
    """Een eigen lengte van een fase, binnen de grens van het convenant; 0 slaat haar over."""

    fase: Tekst
    werkdagen: Annotated[Geheel, Field(ge=0, le=260)]
    reden: Tekst
    verband: UUID | None = Field(None, description="Alleen voor dit verband; leeg: voor alle.")


class OpenstellingInvoer(Model):
    """Met wie u de vacature deelt; leeg: met alle verbanden van uw organisatie."""

    verbanden: list[UUID] | None = Field(None, max_length=MAX_VERBANDEN)
    fasewijzigingen: list[FasewijzigingInvoer] = Field([], max_length=50)


class Fase(Model):
    """Een fase in de tijd; `tot` telt niet meer mee."""

    naam: str = Field(max_length=200)
    verband: UUID | None
    modus: Voorrangsmodus
    van_op: Tijdstip
    tot_op: Tijdstip


class Toegang(Model):
    """Wat een categorie op het gevraagde moment mag."""

    categorie: Categorie
    verband: UUID | None
    zichtbaar: bool
    solliciteren: Solliciteren
    fase: str | None = Field(max_length=200)
    telt_vanaf_op: Tijdstip | None = Field(description="Vanaf wanneer een sollicitatie dan telt.")


class Openstelling(Model):
    """De fasen van een vacature, en wie haar op een moment ziet."""

    vacature_id: UUID
    status: Vacaturestatus
    gevraagd_op: Tijdstip
    geopend_op: Tijdstip | None = Field(description="Leeg bij een concept: dan is dit een proef.")
    sluit_op: Tijdstip
    openbaar_vanaf_op: Tijdstip | None = Field(description="Vanaf wanneer iedereen haar ziet.")
    fasen: list[Fase] = Field(max_length=200)
    toegang: list[Toegang] = Field(max_length=200)
    wie_mag_solliciteren: str = Field(max_length=1000)


@router.post(
    "/vacatures/{id}/openstelling",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Stel een vacature open",
)
def add_openstelling(
    id: Id,
    invoer: OpenstellingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> Openstelling:
    """Stelt de vacature open in de fasen van het convenant, en legt die fasen daarmee vast."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    etag.require_match(request, vacature.versie)
    _wijs_af(vacature, nu)
    afspraken = _convenanten(tx, gateway, beller, invoer.verbanden)
    wijzigingen = [rules.Fasewijziging(**dict(w)) for w in invoer.fasewijzigingen]
    if fouten := rules.wijziging_fouten(afspraken, wijzigingen):
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
    nieuw = _plan(vacature, afspraken, nu, wijzigingen)
    if not rules.grenzen(nieuw):
        raise Problem(409, "Zo blijft er geen fase over.", code="geen-fase")
    zichtperioden = rules.zichtperioden(nieuw)
    vacatures.stel_open(tx, vacature, zichtperioden, nieuw.sluit_op, beller, nu)
    storage.add_openstelling(tx, id, nieuw, wijzigingen)
    tx.flush()
    vacature = found(vacatures.get_vacature(tx, id), "vacature")
    vacatures.meld(tx, "vacature-opengesteld", vacature, nu)
    response.headers["Location"] = adres(request, f"/vacatures/{id}/openstelling")
    return _toon(vacature, nieuw, kijker, nu, nu)


@router.get(
    "/vacatures/{id}/openstelling",
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Wie ziet de vacature, en wie mag solliciteren, op een moment",
)
def get_openstelling(
    id: Id,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
    op: Annotated[Tijdstip | None, Query(description="Het moment; leeg: nu.")] = None,
) -> Openstelling:
    """Geeft de fasen en de toegang per categorie; van een concept een proef vanaf nu.

    Een concept zonder sluitingsdatum wordt beproefd alsof het een jaar openstaat.

    Wie niet bij de werkgever hoort, ziet alleen de eigen verbanden en de eigen categorie.
    """
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    openstelling = storage.get_openstelling(tx, id)
    if openstelling is None:
        openstelling = _plan(vacature, _convenanten(tx, gateway, beller, None), nu, [])
    return _toon(vacature, openstelling, kijker, op or nu, nu)


def _wijs_af(vacature: vacatureregels.Vacature, nu: datetime) -> None:
    """409 with every reason why this vacancy cannot be opened now."""
    fouten = vacatureregels.overgang_beletselen(vacature, Vacaturestatus.OPENGESTELD, nu)
    sluit = vacature.gegevens.sluitings_datum
    if not fouten and sluit is not None:
        fouten = rules.sluiting_fouten(sluit, nu)
    if fouten:
        beletselen = beletsels(fouten)
        raise Problem(
            409,
            "Deze vacature kan nu niet open; zie beletselen.",
            code="openstellen-kan-niet",
            beletselen=beletselen,
            ontbreekt=[b["veld"] for b in beletselen if b["code"] == "ontbreekt"],
        )


def _convenanten(
    tx: Session, gateway: Peer, beller: Caller, gevraagd: list[UUID] | None
) -> list[convenant.Convenant]:
    """The convenant in force of each verband to share with; 400 for a verband that is not ours."""
    versies = {lid.verband: lid.convenant for lid in beller.verbanden}
    gekozen = list(dict.fromkeys(versies if gevraagd is None else gevraagd))
    vreemd = [nr for nr, verband in enumerate(gekozen) if verband not in versies]
    if vreemd:
        reden = "Uw organisatie doet hier niet aan mee"
        raise invalid(*((f"verbanden.{nr}", "onbekend", reden) for nr in vreemd))
    with vraagt_gateway():
        lijst = [
            convenanten.get_convenant(tx, gateway, verband, versies[verband])
            for verband in sorted(gekozen)
        ]
    if None in lijst:
        raise problem.unavailable("Het convenant")
    return [afspraken for afspraken in lijst if afspraken is not None]


def _plan(
    vacature: vacatureregels.Vacature,
    afspraken: list[convenant.Convenant],
    nu: datetime,
    wijzigingen: list[rules.Fasewijziging],
) -> rules.Openstelling:
    uiterste = rules.dag_van(nu) + rules.LANGSTE_OPENSTELLING
    sluit = min(vacature.gegevens.sluitings_datum or uiterste, uiterste)
    vrij = kalender.vrije_dagen(rules.dag_van(nu), sluit)
    return rules.stel_open(afspraken, nu, rules.einde_dag(sluit), vrij, wijzigingen)


def _toon(
    vacature: vacatureregels.Vacature,
    openstelling: rules.Openstelling,
    kijker: vacatureregels.Kijker,
    op: datetime,
    nu: datetime,
) -> Openstelling:
    eigen = kijker.organisatie in vacature.werkgevers
    eigen = eigen or vacatureregels.is_eigen_recruiter(kijker, vacature)
    gedeeld_met = {deel.verband for deel in openstelling.delen if deel.verband}
    wie = vacatureregels.hoedanigheden(kijker, vacature, gedeeld_met)
    verbanden = {h.verband for h in wie}
    fasen = [
        Fase(naam=f.naam, verband=d.verband, modus=f.modus, van_op=f.van, tot_op=f.tot)
        for d in openstelling.delen
        for f in d.fasen
        if eigen or d.verband in verbanden
    ]
    soorten = [h for h in rules.alle_hoedanigheden(openstelling) if eigen or h in wie]
    afgelopen = vacatureregels.status_op(vacature, nu) not in (
        Vacaturestatus.CONCEPT,
        Vacaturestatus.OPENGESTELD,
    )
    return Openstelling(
        vacature_id=vacature.id,
        status=vacatureregels.status_op(vacature, nu),
        gevraagd_op=op,
        geopend_op=vacature.geopend_op,
        sluit_op=openstelling.sluit_op,
        openbaar_vanaf_op=rules.eerste_openbaar_op(openstelling),
        fasen=fasen,
        toegang=[] if afgelopen else [_toegang(openstelling, h, op) for h in soorten],
        wie_mag_solliciteren=vacatureregels.in_woorden(
            [] if afgelopen else rules.zichtperioden(openstelling), op
        ),
    )


def _toegang(
    openstelling: rules.Openstelling, wie: vacatureregels.Hoedanigheid, op: datetime
) -> Toegang:
    toegang, fase = rules.toegang_op(openstelling, wie, op)
    return Toegang(
        categorie=wie.categorie,
        verband=wie.verband,
        zichtbaar=toegang.zichtbaar,
        solliciteren=toegang.solliciteren,
        fase=fase.naam if fase else None,
        telt_vanaf_op=rules.telt_vanaf(openstelling, wie, op),
    )
