"""Give a service centre a mandate, see which ones there are, and end one."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from pydantic import Field
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.mandaat import rules, storage
from services.vacatures.mandaat.rules import Mandaatstatus, Werkzaamheid
from shared import api, etag, paging
from shared.api import Beller, Datum, Model, Nu, Oin, Tekst, Tijdstip, Tx, Vandaag, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("mandaten")


class MandaatInvoer(Model):
    """Een mandaat van uw organisatie aan een andere; een einde is verplicht."""

    gemachtigde: Oin = Field(description="OIN van de organisatie die namens u mag handelen.")
    werkzaamheden: list[Werkzaamheid] = Field(
        [Werkzaamheid.WERVEN], min_length=1, max_length=10, description="Wat zij mag doen."
    )
    van_datum: Datum | None = Field(None, description="Eerste dag; leeg: vandaag.")
    tot_datum: Datum = Field(description="Laatste dag; daarna eindigt het mandaat vanzelf.")
    reden: Tekst | None = None


class Mandaat(Model):
    """Een mandaat; wat daarna komt of ervoor is, telt niet mee."""

    id: UUID
    gever: Oin
    gemachtigde: Oin
    werkzaamheden: list[Werkzaamheid] = Field(max_length=10)
    van_datum: Datum
    tot_datum: Datum
    status: Mandaatstatus
    gegeven_op: Tijdstip
    ingetrokken_op: Tijdstip | None = None


class MandaatPagina(paging.Pagina):
    """Een pagina mandaten."""

    results: list[Mandaat] = Field(max_length=paging.MAX_SIZE)


class MandaatFilter(paging.PageParams):
    """Filters van de lijst."""

    kant: Literal["gegeven", "gekregen"] | None = Field(
        None, description="Alleen wat uw organisatie gaf of kreeg; leeg: beide."
    )


class MandaatWijziging(Model):
    """Beëindigt een mandaat, op dit moment."""

    naar: Mandaatstatus = Field(description="Alleen ingetrokken; verlopen doet de klok.")
    reden: Tekst | None = None


class Mandaatregel(Model):
    """Wie een mandaat gaf of beëindigde."""

    mandaat_id: UUID
    van: Mandaatstatus | None = Field(description="Leeg bij het geven.")
    naar: Mandaatstatus
    gewijzigd_op: Tijdstip
    organisatie: Oin
    gebruiker: str | None = Field(None, max_length=200)
    reden: Tekst | None = None


class MandaatregelPagina(paging.Pagina):
    """Een pagina van het logboek van een mandaat, het oudste eerst."""

    results: list[Mandaatregel] = Field(max_length=paging.MAX_SIZE)


@router.post(
    "/mandaten",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Geef een andere organisatie mandaat om te werven",
)
def add_mandaat(
    invoer: MandaatInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> Mandaat:
    """Geeft mandaat namens de eigen organisatie; wie het krijgt, kan het niet zelf vastleggen."""
    gever = eigen_organisatie(beller)
    mens(beller)
    van = invoer.van_datum or vandaag
    eerdere = storage.list_tussen(tx, gever, invoer.gemachtigde)
    fouten = rules.beletselen(gever, invoer.gemachtigde, van, invoer.tot_datum, eerdere, nu)
    if not fouten and not bestaat(gateway, invoer.gemachtigde):
        fouten = [rules.Beletsel("gemachtigde", "onbekend", "Deze organisatie is niet bekend")]
    if fouten:
        raise invalid(*((to_camel(f.veld), f.code, f.reden) for f in fouten))
    nieuw = (invoer.gemachtigde, set(invoer.werkzaamheden), van, invoer.tot_datum)
    mandaat = storage.add_mandaat(tx, *nieuw, beller, nu, invoer.reden)
    response.headers["Location"] = _adres(request, f"/mandaten/{mandaat.id}")
    etag.stamp(request, mandaat.versie)
    return _toon(mandaat, nu)


@router.get(
    "/mandaten",
    response_model=MandaatPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Mandaten die uw organisatie gaf of kreeg",
)
def list_mandaten(
    request: Request,
    response: Response,
    params: Annotated[MandaatFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de mandaten van beide kanten, wat het laatst eindigt eerst."""
    organisatie = eigen_organisatie(beller)
    rows, count = storage.list_mandaten(tx, organisatie, params.kant, params.offset, params.limit)
    mandaten = [_toon(mandaat, nu) for mandaat in rows]
    return paging.page(request, response, params, mandaten, count if params.telling else None)


@router.get("/mandaten/{id}", dependencies=[eist("vacatures:lezen")], summary="Eén mandaat")
def get_mandaat(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> Mandaat:
    """Geeft een mandaat; alleen voor wie het gaf of kreeg."""
    mandaat = found(storage.get_mandaat(tx, id, eigen_organisatie(beller)), "mandaat")
    etag.stamp(request, mandaat.versie)
    return _toon(mandaat, nu)


@router.post(
    "/mandaten/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Trek een mandaat in of geef het terug",
)
def add_mandaatwijziging(
    id: UUID,
    wijziging: MandaatWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Mandaatregel:
    """Beëindigt het mandaat op dit moment; kan door wie het gaf en door wie het kreeg."""
    organisatie = eigen_organisatie(beller)
    mandaat = found(storage.get_mandaat(tx, id, organisatie, lock=True), "mandaat")
    gebruiker = mens(beller)
    etag.require_match(request, mandaat.versie)
    van = rules.status_op(mandaat, nu)
    if wijziging.naar not in rules.OVERGANGEN[van]:
        raise Problem(
            409,
            f"Een mandaat dat {van} is, kan niet naar {wijziging.naar}.",
            code="overgang-kan-niet",
            mogelijk=sorted(naar.value for naar in rules.OVERGANGEN[van]),
        )
    storage.trek_in(tx, mandaat, beller, nu, wijziging.reden)
    response.headers["Location"] = _adres(request, f"/mandaten/{id}/statuswijzigingen")
    return Mandaatregel(
        mandaat_id=id,
        van=van,
        naar=wijziging.naar,
        gewijzigd_op=nu,
        organisatie=organisatie,
        gebruiker=gebruiker,
        reden=wijziging.reden,
    )


@router.get(
    "/mandaten/{id}/statuswijzigingen",
    response_model=MandaatregelPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wie een mandaat gaf en beëindigde",
)
def list_mandaatwijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Geeft het logboek van een mandaat, het oudste eerst; voor beide kanten."""
    found(storage.get_mandaat(tx, id, eigen_organisatie(beller)), "mandaat")
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    return paging.page(request, response, params, rows, count if params.telling else None)


def eigen_organisatie(beller: Caller) -> str:
    """The organisation whose mandates the caller handles; 403 for anybody else."""
    if beller.organisatie is None or not beller.rollen & rules.MANDAATROLLEN:
        reden = "Dit kan alleen een recruiter of beheerder van een organisatie."
        raise Problem(403, reden, code="geen-rol")
    return beller.organisatie


def werkgever_van(tx: Session, beller: Caller, gevraagd: str | None, nu: datetime) -> str:
    """The employer for whom the caller recruits: the own organisation, or one that gave a mandate.

    Error: 403 when the caller recruits for nobody, or not for this one now.
    """
    if beller.organisatie is None or not beller.rollen & rules.MANDAATROLLEN:
        raise Problem(403, "Dit kan alleen een recruiter van een organisatie.", code="geen-rol")
    if gevraagd in (None, beller.organisatie):
        return beller.organisatie
    if gevraagd not in storage.handelt_voor(tx, beller.organisatie, nu):
        reden = "Uw organisatie heeft nu geen mandaat van deze werkgever."
        raise Problem(403, reden, code="geen-mandaat")
    return gevraagd


def werkgevers_van(tx: Session, beller: Caller, nu: datetime) -> frozenset[str]:
    """The employers whose own things the caller may read: the own one, and with a mandate."""
    if beller.organisatie is None:
        return frozenset()
    eigen = frozenset({beller.organisatie})
    if not beller.rollen & rules.MANDAATROLLEN:
        return eigen
    return eigen | storage.handelt_voor(tx, beller.organisatie, nu)


def mens(beller: Caller) -> str:
    """The person who decides: a machine does not give others access to people's data (400)."""
    if not beller.gebruiker:
        reden = "Noem wie dit besluit neemt (Audit-User-ID)."
        raise Problem(400, reden, code="gebruiker-ontbreekt")
    return beller.gebruiker


def bestaat(gateway: Peer, oin: str) -> bool:
    """Whether the register knows this organisation. Error: 503 when the gateway is away."""
    with vraagt_gateway():
        try:
            gateway.get(f"/intern/organisaties/{oin}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code == 404:
                return False
            raise
    return True


def _adres(request: Request, pad: str) -> str:
    base: str = request.app.state.settings.public_base_url
    return f"{base.rstrip('/')}{storage.BASE_PATH}{pad}"


def _toon(mandaat: rules.Mandaat, nu: Nu) -> Mandaat:
    return Mandaat(
        id=mandaat.id,
        gever=mandaat.gever,
        gemachtigde=mandaat.gemachtigde,
        werkzaamheden=sorted(mandaat.werkzaamheden),
        van_datum=mandaat.van,
        tot_datum=mandaat.tot,
        status=rules.status_op(mandaat, nu),
        gegeven_op=mandaat.gegeven_op,
        ingetrokken_op=mandaat.ingetrokken_op,
    )
