"""Write down a vacancy and change it; for its own recruiters."""

from dataclasses import asdict, replace
from typing import Annotated
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenantregels
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.mandaat import routes as mandaat
from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.routes import logmodels, models
from services.vacatures.vacature.routes.access import eigen_organisatie, eigen_vacature, toon
from services.vacatures.vacature.routes.models import adres, beletsels, camel
from services.vacatures.vacature.routes.profiel import eis_profielen
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("vacatures")


@router.post(
    "/vacatures",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg een vacature vast als concept",
)
def add_vacature(
    invoer: models.VacatureInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Vacature:
    """Maakt een concept van de eigen organisatie; wat voor openstelling ontbreekt staat erin.

    Normfunctie en schalen die u leeg laat, komen uit de waardering van de functie bij de werkgever.
    De functie staat in de catalogus van een verband van de werkgever, als dat er een heeft.
    Met een mandaat dat nu geldt, kan het ook van een andere werkgever zijn.
    """
    eigen_organisatie(beller)
    feiten = dict(invoer)
    werkgever = mandaat.werkgever_van(tx, beller, feiten.pop("werkgever"), nu)
    werver, houder = feiten.pop("werver"), feiten.pop("houder")
    _eis_functie(tx, gateway, beller, werkgever, invoer.functie)
    gegevens = storage.met_waardering(tx, werkgever, _gegevens(tx, feiten, werkgever), nu)
    eis_profielen(tx, gegevens, (werkgever,))
    vacature = storage.add_vacature(tx, werkgever, gegevens, beller, nu)
    if werver is not None:
        if fouten := rules.werver_beletselen(vacature, werver, storage.kijker(tx, beller, nu), nu):
            raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
        _eis_werver(gateway, vacature, werver, beller)
        storage.set_werver(tx, vacature, werver, beller, nu)
    if houder is not None:
        _eis_houder(gateway, vacature, houder, beller)
        storage.set_houder(tx, vacature, houder, beller, nu)
    if werver is not None or houder is not None:
        vacature = found(storage.get_vacature(tx, vacature.id), "vacature")
    response.headers["Location"] = adres(request, f"/vacatures/{vacature.id}")
    etag.stamp(request, vacature.versie)
    return toon(tx, request, vacature, storage.kijker(tx, beller, nu), nu)


@router.patch(
    "/vacatures/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Wijzig of vul een vacature aan",
)
def patch_vacature(
    id: UUID,
    wijziging: models.VacatureWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.Vacature:
    """Wijzigt alleen de gegeven velden (merge patch); na openstelling liggen velden vast."""
    kijker = storage.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    etag.require_match(request, vacature.versie)
    waarden = wijziging.model_dump(exclude_unset=True, by_alias=False)
    werver = waarden.pop("werver", vacature.werver)
    houder = waarden.pop("houder", vacature.houder)
    gegevens = _gewijzigd(tx, vacature, waarden)
    if gegevens.functie != vacature.gegevens.functie:
        _eis_functie(tx, gateway, beller, vacature.werkgever, gegevens.functie)
    if vacature.status is Vacaturestatus.CONCEPT and gegevens.functie != vacature.gegevens.functie:
        gegevens = storage.met_waardering(tx, vacature.werkgever, gegevens, nu)
    fouten = rules.wijziging_beletselen(vacature, gegevens, nu)
    fouten += rules.werver_beletselen(vacature, werver, kijker, nu)
    if fouten:
        raise Problem(
            409,
            "Deze wijziging kan nu niet; zie beletselen.",
            code="wijziging-kan-niet",
            beletselen=beletsels(fouten),
        )
    if gegevens != vacature.gegevens:
        eis_profielen(tx, gegevens, vacature.werkgevers, vacature.gegevens.profielen)
        storage.wijzig(tx, vacature, gegevens, beller, nu)
    if werver != vacature.werver:
        _eis_werver(gateway, vacature, werver, beller)
        storage.set_werver(tx, vacature, werver, beller, nu)
    if houder != vacature.houder:
        _eis_houder(gateway, vacature, houder, beller)
        storage.set_houder(tx, vacature, houder, beller, nu)
    anders = (gegevens, werver) != (vacature.gegevens, vacature.werver)
    if anders:  # who is the vacaturehouder is for the employer alone: nobody else hears of it
        storage.meld(tx, "vacature-gewijzigd", vacature, nu)
    if anders or houder != vacature.houder:
        vacature = found(storage.get_vacature(tx, id), "vacature")
    etag.stamp(request, vacature.versie)
    return toon(tx, request, vacature, kijker, nu)


@router.get(
    "/vacatures/{id}/wijzigingen",
    response_model=logmodels.VacaturewijzigingPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wie welke velden van de vacature wijzigde",
)
def list_wijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft per wijziging de namen van de velden, de oudste eerst; voor de eigen recruiter."""
    eigen_vacature(tx, id, storage.kijker(tx, beller, nu), nu, lock=False)
    rows, count = storage.list_wijzigingen(tx, id, params.offset, params.limit)
    for row in rows:
        row["velden"] = [camel(naam) for naam in row["velden"]]
    return paging.page(request, response, params, rows, count if params.telling else None)


def _eis_functie(
    tx: Session, gateway: Peer, beller: Caller, werkgever: str, functie: str | None
) -> None:
    """400 for a code that no catalogue of the employer's verbanden knows, with those it knows.

    A catalogue that cannot be asked now stops nobody from writing a draft.
    """
    if functie is None:
        return
    try:
        geldend = convenanten.van_werkgever(tx, gateway, beller, werkgever)
    except httpx2.HTTPError:
        return
    if fouten := rules.functie_fouten(functie, convenantregels.catalogus(geldend)):
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))


def _eis_werver(
    gateway: Peer, vacature: rules.Vacature, werver: str | None, beller: Caller
) -> None:
    """400 for an organisation that cannot recruit for this employer; a person decides on it.

    Who recruits reads about the people who apply. Error: 503 when the gateway is away.
    """
    if werver is None:
        return
    mandaat.mens(beller)
    if werver in vacature.werkgevers:
        raise invalid(("werver", "eigen-organisatie", "De werkgever werft al zelf"))
    if not mandaat.bestaat(gateway, werver):
        raise invalid(("werver", "onbekend", "Deze organisatie is niet bekend"))


def _eis_houder(
    gateway: Peer, vacature: rules.Vacature, houder: UUID | None, beller: Caller
) -> None:
    """400 for somebody who works for no employer of the vacancy; a person decides on it.

    Who is the vacaturehouder reads about the people who apply. Error: 503 without the gateway.
    """
    mandaat.mens(beller)
    if houder is None:
        return
    with vraagt_gateway():
        try:
            werkt_bij = gateway.get(f"/intern/medewerkers/{houder}").get("organisatie")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            werkt_bij = None
    if werkt_bij not in vacature.werkgevers:
        raise invalid(("houder", "geen-medewerker", "Deze persoon werkt niet bij de werkgever"))


def _gegevens(
    tx: Session, waarden: dict[str, object], werkgever: str, oud: rules.Gegevens | None = None
) -> rules.Gegevens:
    """The facts, with a new address to apply as it was checked; 400 with everything wrong."""
    gegevens = rules.Gegevens(**waarden)  # type: ignore[arg-type]
    fouten = rules.tegenstrijdig(gegevens)
    url = gegevens.sollicitatie_url
    if url is not None and url != (oud.sollicitatie_url if oud else None):
        hosts, _ = storage.get_hosts(tx, werkgever, share=True)
        adres_of_fout = rules.sollicitatieadres(url, hosts)
        if isinstance(adres_of_fout, rules.Fout):
            fouten.append(adres_of_fout)
        else:
            gegevens = replace(gegevens, sollicitatie_url=adres_of_fout)
    if fouten:
        raise invalid(*((camel(f.veld), f.code, f.reden) for f in fouten))
    return gegevens


_NOOIT_LEEG = (
    "titel",
    "aantal_plaatsen",
    "soort",
    "banenafspraak",
    "alleen_herplaatsing",
    "vertrouwelijk",
    "zsm",
)


def _gewijzigd(tx: Session, vacature: rules.Vacature, waarden: dict[str, object]) -> rules.Gegevens:
    leeg = [naam for naam in _NOOIT_LEEG if waarden.get(naam, 0) is None]
    # An empty list is how a list is empty.
    waarden |= {n: () for n in ("competenties", "profielen") if waarden.get(n, 0) is None}
    if leeg:
        raise invalid(*((camel(n), "verplicht", "Dit veld kan niet leeg") for n in leeg))
    oud = vacature.gegevens
    return _gegevens(tx, asdict(oud) | waarden, vacature.werkgever, oud)
