"""Deliver one vacancy under your own reference: put it, look at it, take it back."""

from typing import Annotated, Any

from fastapi import Path, Query, Request, Response
from pydantic import AfterValidator
from starlette.convertors import PathConvertor, register_url_convertor

from services.vacatures.aanlevering import rules, storage
from services.vacatures.aanlevering.routes import models
from services.vacatures.aanlevering.routes.levering import Levering, lees, trek_in, verwerk
from services.vacatures.aanlevering.rules import Geweigerd, Uitkomst
from services.vacatures.convenant.routes import Gateway
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.routes.models import adres, camel
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist
from shared.model import NO_CONTROL, no_control
from shared.problem import Problem, found, invalid

router = api.router("aanleveringen")


class Kenmerkdeel(PathConvertor):
    """A reference of another system in an address, slashes and all, but not nothing."""

    regex = ".+"


register_url_convertor("kenmerk", Kenmerkdeel())

Kenmerk = Annotated[
    str,
    Path(
        min_length=1,
        max_length=200,
        description="Uw eigen kenmerk van de vacature.",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
]


@router.get(
    "/aangeleverde-vacatures",
    response_model=models.AangeleverdPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="De levende vacatures van uw systeem",
)
def list_aangeleverd(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> object:
    """Geeft op kenmerk wat uw systeem aanleverde en nog niet is beëindigd."""
    levering = Levering(tx, request, beller, gateway, nu)
    wie = (levering.client, levering.organisatie, levering.werkgevers)
    rows, count = storage.list_bronnen(tx, *wie, nu, params.offset, params.limit)
    regels = [_toon(levering, een) for een in rows]
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/aangeleverde-vacatures/{kenmerk:kenmerk}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Eén vacature van uw systeem",
)
def get_aangeleverd(
    kenmerk: Kenmerk, request: Request, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> models.AangeleverdeVacature:
    """Geeft hoe het staat met wat uw systeem onder dit kenmerk aanleverde."""
    levering = Levering(tx, request, beller, gateway, nu)
    een = _gevonden(levering, kenmerk)
    etag.stamp(request, een.vacature.versie)
    return _toon(levering, een)


@router.put(
    "/aangeleverde-vacatures/{kenmerk:kenmerk}",
    dependencies=[eist("vacatures:schrijven")],
    responses={201: {"model": models.AangeleverdeVacature, "description": "Toegevoegd"}},
    summary="Lever één vacature aan onder uw eigen kenmerk",
)
def put_aangeleverd(
    kenmerk: Kenmerk,
    invoer: models.Ruw,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> models.AangeleverdeVacature:
    """Voegt toe of werkt bij; herhalen verandert niets.

    Is de vacature langs een andere weg al bekend, dan volgt 409 met het adres ervan.
    """
    levering = Levering(tx, request, beller, gateway, nu)
    gelezen = lees(levering, [_met_kenmerk(invoer, kenmerk)], None)
    (item,) = gelezen
    if isinstance(item, Geweigerd):
        raise invalid(*((f.veld, f.code, f.reden) for f in item.redenen))
    bron = item.bron  # as it was read: " A  1" is "A 1"
    eerder = storage.get_bron(tx, levering.client, levering.organisatie, bron, lock=True)
    if eerder is not None:
        etag.require_match(request, eerder.vacature.versie)
    [een] = verwerk(levering, gelezen)
    _weiger(levering, een)
    nu_ = _gevonden(levering, bron)
    if een.uitkomst is Uitkomst.TOEGEVOEGD:
        response.status_code = 201
        response.headers["Location"] = adres(request, f"/vacatures/{nu_.vacature.id}")
    etag.stamp(request, nu_.vacature.versie)
    return _toon(levering, nu_)


@router.delete(
    "/aangeleverde-vacatures/{kenmerk:kenmerk}",
    status_code=204,
    dependencies=[eist("vacatures:schrijven")],
    summary="Trek een vacature van uw systeem in",
)
def delete_aangeleverd(
    kenmerk: Kenmerk, request: Request, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> None:
    """Trekt in, tenzij er sollicitaties lopen: dan beslist een recruiter bij de vacature zelf."""
    levering = Levering(tx, request, beller, gateway, nu)
    vacature = _gevonden(levering, kenmerk, lock=True).vacature
    etag.require_match(request, vacature.versie)
    levend = storage.list_levend(
        tx, levering.client, levering.organisatie, {vacature.werkgever}, nu
    )
    if any(een.vacature == vacature.id and een.lopende_sollicitaties for een in levend):
        reden = "Er lopen sollicitaties; een recruiter sluit de vacature of trekt haar in."
        raise Problem(409, reden, code="lopende-sollicitaties")
    trek_in(levering, vacature.id, "Ingetrokken door de bron")


def _met_kenmerk(invoer: dict[str, Any], kenmerk: str) -> dict[str, Any]:
    """The item with the reference of its address. Error: Problem 400 when it names another."""
    veld = "identifier" if "@type" in invoer or "title" in invoer else "kenmerk"
    gegeven = invoer.get(veld)
    if gegeven not in (None, "") and not _is_kenmerk(gegeven, kenmerk):
        raise invalid((veld, "ander-kenmerk", "Dit is niet het kenmerk in het adres"))
    return invoer | {veld: kenmerk}


def _is_kenmerk(gegeven: object, kenmerk: str) -> bool:
    return _gelezen(gegeven) in (kenmerk, _gelezen(kenmerk))


def _gelezen(kenmerk: object) -> str | None:
    """A reference as it is kept of what was delivered under it; None when it cannot be read."""
    try:
        return rules.lees_kenmerk(kenmerk)
    except ValueError:
        return None


def _weiger(levering: Levering, een: rules.Afhandeling) -> None:
    """409 with a link to the double, or with every reason why it cannot change now."""
    url = adres(levering.request, f"/vacatures/{een.vacature}")
    if een.uitkomst is Uitkomst.DUBBEL:
        text = "Deze vacature is er al, langs een andere weg."
        raise Problem(
            409, text, code="dubbel", url=url, headers={"Link": f'<{url}>; rel="related"'}
        )
    if een.uitkomst is Uitkomst.GEWEIGERD:
        redenen = [{"veld": f.veld, "code": f.code, "reden": f.reden} for f in een.redenen]
        text = "Deze wijziging kan nu niet; zie beletselen."
        raise Problem(409, text, code="wijziging-kan-niet", url=url, beletselen=redenen)


def _gevonden(levering: Levering, kenmerk: str, *, lock: bool = False) -> storage.Aangeleverd:
    wie = levering.client, levering.organisatie
    gevonden = storage.get_bron(levering.tx, *wie, kenmerk, lock=lock)
    if gevonden is None and (gelezen := _gelezen(kenmerk)) not in (None, kenmerk):
        gevonden = storage.get_bron(levering.tx, *wie, str(gelezen), lock=lock)
    eigen = gevonden is not None and gevonden.vacature.werkgever in levering.werkgevers
    return found(gevonden if eigen else None, "vacature")


def _toon(levering: Levering, een: storage.Aangeleverd) -> models.AangeleverdeVacature:
    return models.AangeleverdeVacature(
        kenmerk=een.kenmerk,
        vorm=een.soort,
        vacature_id=een.vacature.id,
        url=adres(levering.request, f"/vacatures/{een.vacature.id}"),
        status=vacatureregels.status_op(een.vacature, levering.nu),
        laatst_aangeleverd_op=een.laatst_op,
        ontbreekt=[camel(naam) for naam in vacatureregels.ontbreekt(een.vacature.gegevens)],
    )
