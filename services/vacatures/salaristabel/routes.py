"""Upload and read salary tables."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.mandaat import routes as mandaat
from services.vacatures.salaristabel import rules, storage
from services.vacatures.salaristabel.rules import Tabeluitkomst
from shared import api, etag, formats, paging
from shared.api import Bedrag, Beller, Datum, Geheel, Model, Nu, Oin, Tekst, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("salaristabellen")

CSV = "text/csv"
PLATFORMBEHEERDER = "platformbeheerder"
Cao = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=60,
        description="Cao: gemeenten, sgo, provincies, waterschappen, rijk of een eigen code.",
    ),
]
Schaal = Annotated[str, Field(pattern="^(A|[0-9]{1,2}A?)$", max_length=3)]


class Salarisregel(Model):
    """Het bedrag van één periodiek."""

    schaal: Schaal
    periodiek: Geheel = Field(ge=0, le=rules.MAX_PERIODIEK)
    bedrag: Bedrag = Field(description="Eurocent per maand bij voltijd.")


class SalaristabelKern(Model):
    """Waarvan de bedragen zijn, en vanaf wanneer."""

    cao: Cao
    geldig_vanaf: Datum = Field(description="Eerste dag waarop de bedragen gelden.")
    bron: Tekst = Field(description="Waar de bedragen staan, bijvoorbeeld het cao-artikel.")
    zekerheid: Zekerheid = Field(
        Zekerheid.B, description="A: zelf in de cao gelezen, B: uit de tweede hand, C: aanname."
    )
    reden: Tekst | None = Field(None, description="Verplicht bij een verbetering.")


class SalaristabelInvoer(SalaristabelKern):
    """Een salaristabel van uw organisatie."""

    werkgever: Oin | None = Field(
        None, description="Leeg: uw eigen organisatie; van een andere alleen met mandaat."
    )
    regels: list[Salarisregel] = Field(min_length=1, max_length=rules.MAX_REGELS)


class SalaristabelBestand(SalaristabelKern):
    """Waarvan het bestand de bedragen geeft."""

    werkgever: Oin | None = Field(None, description="Leeg: uw eigen organisatie.")


class SalaristabelRegel(SalaristabelKern):
    """Een salaristabel in een lijst; een tabel verandert nooit."""

    id: UUID
    werkgever: Oin = Field(description="Van een tabel voor alle: het platform.")
    voor_alle: bool = Field(description="Geldt voor wie zelf geen tabel van deze cao heeft.")
    versie: Geheel = Field(ge=1, le=1_000_000, description="Hoger: een verbetering.")


class Salaristabel(SalaristabelRegel):
    """Een salaristabel met haar bedragen."""

    uitkomst: Tabeluitkomst | None = Field(None, description="Alleen bij het vastleggen.")
    regels: list[Salarisregel] = Field(max_length=rules.MAX_REGELS)


class SalaristabelPagina(paging.Pagina):
    """Een pagina salaristabellen."""

    results: list[SalaristabelRegel] = Field(max_length=paging.MAX_SIZE)


class SalaristabelFilter(paging.PageParams):
    """Filters van de lijst."""

    werkgever: Oin | None = Field(None, description="OIN van de werkgever.")
    cao: Cao | None = Field(None, description="Code van de cao.")
    geldig_op: Datum | None = Field(None, description="Alleen wat op deze dag geldt.")


async def _inhoud(request: Request) -> bytes:
    return await request.body()


AL_VASTGELEGD: dict[int | str, dict[str, Any]] = {
    200: {"model": Salaristabel, "description": "Deze tabel was al vastgelegd"}
}


@router.post(
    "/salaristabellen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    responses=AL_VASTGELEGD,
    summary="Leg een salaristabel vast",
)
def add_salaristabel(
    invoer: SalaristabelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Salaristabel:
    """Legt een tabel vast; dezelfde nog eens geeft de bestaande, een andere is een verbetering.

    Een tabel van de platformbeheerder geldt voor elke werkgever die van die cao geen eigen heeft.
    """
    werkgever = _werkgever(tx, beller, invoer.werkgever, nu)
    regels = [rules.Salarisregel(**dict(regel)) for regel in invoer.regels]
    velden = [f"regels.{nr}" for nr in range(len(regels))]
    _weiger(rules.fouten(invoer.cao, regels, velden))
    return _neem_aan(tx, request, response, werkgever, invoer, regels, beller, nu)


@router.post(
    "/salaristabellen/_csv",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    responses=AL_VASTGELEGD,
    summary="Leg een salaristabel uit een bestand vast",
    openapi_extra=formats.takes(
        CSV, description="Kolommen schaal, periodiek en bedrag (euro per maand bij voltijd)."
    ),
)
def add_salaristabel_csv(
    kern: Annotated[SalaristabelBestand, Query()],
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    inhoud: Annotated[bytes, Depends(_inhoud)],
) -> Salaristabel:
    """Doet hetzelfde met een CSV-bestand; bedragen in euro's, zoals 4465,00."""
    werkgever = _werkgever(tx, beller, kern.werkgever, nu)
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise invalid(("bestand", "geen-utf8", "Bewaar het bestand als UTF-8")) from None
    regels, velden, onleesbaar = rules.lees_csv(tekst)
    _weiger([*onleesbaar, *rules.fouten(kern.cao, regels, velden)])
    return _neem_aan(tx, request, response, werkgever, kern, regels, beller, nu)


@router.get(
    "/salaristabellen",
    response_model=SalaristabelPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Salaristabellen van uw organisatie",
)
def list_salaristabellen(
    request: Request,
    response: Response,
    params: Annotated[SalaristabelFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de tabellen zonder hun bedragen, de nieuwste eerst, ook verbeterde versies.

    Met een mandaat dat nu geldt ook die van de werkgever voor wie u werft, en die voor alle.
    """
    platform = request.app.state.settings.platform_oin
    eigen = mandaat.werkgevers_van(tx, beller, nu) | {rules.PLATFORM}
    # Who runs the installation may be an employer too: then both its own and those for all.
    gevraagd = {params.werkgever, rules.PLATFORM if params.werkgever == platform else None}
    werkgevers = eigen if params.werkgever is None else eigen & gevraagd
    vraag = (werkgevers, params.cao, params.geldig_op)
    tabellen, count = storage.list_tabellen(tx, *vraag, params.offset, params.limit)
    rows = [_regel(tabel, platform) for tabel in tabellen]
    return paging.page(request, response, params, rows, count if params.telling else None)


@router.get(
    "/salaristabellen/{id}",
    dependencies=[eist("vacatures:lezen")],
    summary="Eén salaristabel met haar bedragen",
)
def get_salaristabel(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> Salaristabel:
    """Geeft één versie van een tabel van uw organisatie of voor alle; die verandert nooit."""
    eigen = mandaat.werkgevers_van(tx, beller, nu) | {rules.PLATFORM}
    tabel = found(storage.get_tabel(tx, id, eigen), "salaristabel")
    etag.stamp(request, tabel.versie)
    return _toon(tabel, request.app.state.settings.platform_oin)


def _neem_aan(
    tx: Session,
    request: Request,
    response: Response,
    werkgever: str,
    kern: SalaristabelKern,
    regels: list[rules.Salarisregel],
    beller: Caller,
    nu: datetime,
) -> Salaristabel:
    vorige = storage.laatste_versie(tx, werkgever, kern.cao, kern.geldig_vanaf)
    uitkomst = rules.uitkomst(vorige, regels, kern.bron, kern.zekerheid, kern.reden)
    if isinstance(uitkomst, rules.Tabelfout):
        raise Problem(
            409,
            "Voor deze dag is al een andere tabel vastgelegd.",
            code=uitkomst.code,
            beletselen=[{"veld": f.veld, "code": f.code, "reden": f.reden} for f in (uitkomst,)],
        )
    tabel = vorige
    if tabel is None or uitkomst is not Tabeluitkomst.ONGEWIJZIGD:
        feiten = (kern.cao, kern.geldig_vanaf, kern.bron, kern.zekerheid)
        nieuw = storage.nieuwe_tabel(vorige, werkgever, *feiten, regels, kern.reden)
        tabel = storage.add_tabel(tx, nieuw, beller, nu)
    else:
        response.status_code = 200
    base: str = request.app.state.settings.public_base_url
    pad = f"{storage.BASE_PATH}/salaristabellen/{tabel.id}"
    response.headers["Location"] = f"{base.rstrip('/')}{pad}"
    etag.stamp(request, tabel.versie)
    return _toon(tabel, request.app.state.settings.platform_oin, uitkomst)


def _weiger(fouten: list[rules.Tabelfout]) -> None:
    if fouten:
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))


def _werkgever(tx: Session, beller: Caller, gevraagd: str | None, nu: datetime) -> str:
    """Whose table it becomes; the platform's own administrator uploads for all employers."""
    if PLATFORMBEHEERDER in beller.rollen and beller.organisatie is None and gevraagd is None:
        return rules.PLATFORM
    return mandaat.werkgever_van(tx, beller, gevraagd, nu)


def _regel(tabel: rules.Salaristabel, platform: str) -> SalaristabelRegel:
    return SalaristabelRegel(**_kern(tabel, platform))


def _toon(
    tabel: rules.Salaristabel, platform: str, uitkomst: Tabeluitkomst | None = None
) -> Salaristabel:
    regels = [Salarisregel.model_validate(regel) for regel in tabel.regels]
    return Salaristabel(uitkomst=uitkomst, regels=regels, **_kern(tabel, platform))


def _kern(tabel: rules.Salaristabel, platform: str) -> dict[str, Any]:
    """What stands in a list; a table for all has the OIN of who runs this installation."""
    names = SalaristabelRegel.model_fields.keys() - {"werkgever", "voor_alle"}
    voor_alle = tabel.werkgever == rules.PLATFORM
    werkgever = platform if voor_alle else tabel.werkgever
    kern = {naam: getattr(tabel, naam) for naam in names}
    return kern | {"werkgever": werkgever, "voor_alle": voor_alle}
