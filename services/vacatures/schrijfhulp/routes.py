"""Drafting help: findings with reason and source, which a person may set aside. It never blocks."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import AfterValidator, Field

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.schrijfhulp import rules, storage
from services.vacatures.schrijfhulp.rules import Grond
from services.vacatures.schrijfhulp.storage import Row
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_organisatie, eigen_vacature
from services.vacatures.vacature.routes.models import Competenties, Webadres, adres
from shared import api, idempotency, paging
from shared.api import Beller, Geheel, LangeTekst, Model, Nu, Tekst, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.model import NO_CONTROL, no_control
from shared.problem import Problem
from shared.settings import Settings

router = api.router("schrijfhulp")

UITLEG = (
    "Dit zijn aanwijzingen om nog eens naar te kijken. Zij houden niets tegen en zijn geen"
    " juridisch advies. Zekerheid A: staat in de wet; B: uit de tweede hand; C: eigen voorstel."
)
Plek = Annotated[Geheel, Field(ge=0, le=20_000)]
Kort = Annotated[str, Field(max_length=500)]
Kenmerk = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="Waaraan de aanwijzing te herkennen is: regel en woorden.",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
]
Reden = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        description="Waarom dit hier toch goed is.",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
]


class TerzijdeleggingInvoer(Model):
    """Een aanwijzing die u met een reden terzijde legt."""

    kenmerk: Kenmerk
    reden: Reden


class Terzijdelegging(TerzijdeleggingInvoer):
    """Wie een aanwijzing terzijde legde, en waarom."""

    id: UUID
    regel: Kort
    fragment: Kort
    gebruiker: str = Field(max_length=200)
    gedaan_op: Tijdstip


class TerzijdeleggingPagina(paging.Pagina):
    """Een pagina terzijdeleggingen, de oudste eerst."""

    results: list[Terzijdelegging] = Field(max_length=paging.MAX_SIZE)


class Aanwijzing(Model):
    """Een plek om nog eens naar te kijken."""

    kenmerk: Kenmerk
    regel: Kort = Field(description="Welke regel dit vindt.")
    grond: Grond
    veld: Kort = Field(description="In welk veld.")
    van: Plek | None = Field(description="Eerste teken, geteld vanaf 0; leeg: het hele veld.")
    tot: Plek | None = Field(description="Teken na het laatste.")
    fragment: Kort
    reden: Kort
    suggestie: Kort
    bron: Kort
    zekerheid: Zekerheid
    vacature: UUID | None = Field(description="De andere vacature waar dit over gaat.")
    url: Webadres | None = None
    terzijde: Terzijdelegging | None = None


class Schrijfhulp(Model):
    """Aanwijzingen bij een tekst; zij houden niets tegen."""

    aanwijzingen: list[Aanwijzing] = Field(max_length=rules.MAXIMUM + 100)
    uitleg: Kort


class SchrijfhulpTekst(Model):
    """Een tekst om na te kijken; er wordt niets van bewaard."""

    titel: Tekst | None = None
    omschrijving: LangeTekst | None = None
    competenties: Competenties = ()


@router.post(
    "/schrijfhulp",
    dependencies=[eist("vacatures:schrijven")],
    summary="Kijk een tekst na",
)
def help_tekst(invoer: SchrijfhulpTekst, request: Request, beller: Beller) -> Schrijfhulp:
    """Geeft aanwijzingen bij een losse tekst; bewaart niets en zoekt geen andere vacatures."""
    eigen_organisatie(beller)
    idempotency.given(request)
    velden = {"titel": invoer.titel or "", "omschrijving": invoer.omschrijving or ""}
    velden |= {f"competenties.{nr}": tekst for nr, tekst in enumerate(invoer.competenties)}
    return _toon(request, rules.lees(velden), {})


@router.get(
    "/vacatures/{id}/schrijfhulp",
    dependencies=[eist("vacatures:schrijven")],
    summary="Aanwijzingen bij een vacature",
)
def get_schrijfhulp(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> Schrijfhulp:
    """Geeft aanwijzingen bij tekst en feiten, en vacatures die erop lijken en die u mag zien."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu, lock=False)
    bestaande = storage.list_bestaande(tx, vacature, kijker, nu)
    lijst = rules.beoordeel(vacature.gegevens, bestaande, *_gelijkenis(request))
    return _toon(request, lijst, storage.get_terzijde(tx, id))


@router.post(
    "/vacatures/{id}/terzijdeleggingen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg een aanwijzing met een reden terzijde",
)
def add_terzijdelegging(
    id: UUID,
    invoer: TerzijdeleggingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Terzijdelegging:
    """Legt vast waarom een aanwijzing hier niet opgaat; zij blijft te zien, met die reden."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu, lock=False)
    door = _mens(beller)
    bestaande = storage.list_bestaande(tx, vacature, kijker, nu)
    aanwijzingen = rules.beoordeel(vacature.gegevens, bestaande, *_gelijkenis(request))
    gevraagd = next((a for a in aanwijzingen if rules.kenmerk(a) == invoer.kenmerk), None)
    if gevraagd is None:
        text = "Deze aanwijzing is er nu niet; lees de schrijfhulp opnieuw."
        raise Problem(409, text, code="geen-aanwijzing")
    row = storage.add_terzijde(tx, id, gevraagd, invoer.reden, door, nu)
    if row is None:
        raise Problem(409, "Deze aanwijzing ligt al terzijde.", code="bestaat-al")
    response.headers["Location"] = adres(request, f"/vacatures/{id}/terzijdeleggingen")
    return _terzijde(row)


@router.get(
    "/vacatures/{id}/terzijdeleggingen",
    response_model=TerzijdeleggingPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="Welke aanwijzingen terzijde zijn gelegd, en waarom",
)
def list_terzijdeleggingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft elke reden, ook als de tekst intussen anders is; voor de eigen recruiter."""
    eigen_vacature(tx, id, vacatures.kijker(tx, beller, nu), nu, lock=False)
    rows, count = storage.list_terzijde(tx, id, params.offset, params.limit)
    shown = [_terzijde(row) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


def _gelijkenis(request: Request) -> tuple[float, float]:
    """How alike titles must be to be alike, and to be one, as this installation says."""
    settings: Settings = request.app.state.settings
    return settings.schrijfhulp_gelijkenis, settings.dubbel_gelijkenis


def _mens(beller: Caller) -> str:
    """Who sets a finding aside is a person with a name (400)."""
    if not beller.gebruiker:
        raise Problem(400, "Noem wie dit doet (Audit-User-ID).", code="gebruiker-ontbreekt")
    return beller.gebruiker


def _toon(request: Request, lijst: list[rules.Aanwijzing], terzijde: dict[str, Row]) -> Schrijfhulp:
    return Schrijfhulp(
        aanwijzingen=[_aanwijzing(request, een, terzijde) for een in lijst], uitleg=UITLEG
    )


def _aanwijzing(request: Request, een: rules.Aanwijzing, terzijde: dict[str, Row]) -> Aanwijzing:
    kenmerk = rules.kenmerk(een)
    row = terzijde.get(kenmerk)
    names = [n for n in Aanwijzing.model_fields if n not in ("kenmerk", "url", "terzijde")]
    return Aanwijzing(
        kenmerk=kenmerk,
        url=adres(request, f"/vacatures/{een.vacature}") if een.vacature else None,
        terzijde=_terzijde(row) if row else None,
        **{naam: getattr(een, naam) for naam in names},
    )


def _terzijde(row: Row) -> Terzijdelegging:
    names = ("id", "kenmerk", "regel", "fragment", "reden", "gebruiker")
    return Terzijdelegging(**{naam: getattr(row, naam) for naam in names}, gedaan_op=row.op)
