"""A person's own saved searches; and stopping one with the link in the mail."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import Field

from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import (
    Functie,
    Pc4,
    Schaal,
    Webadres,
    Zoektekst,
    adres,
)
from services.vacatures.vacature.rules import Contractsoort, Niveau, Vacaturesoort
from services.vacatures.zoekopdracht import rules, storage
from services.vacatures.zoekopdracht.rules import Frequentie
from shared import api, etag, openapi, paging, verwerking
from shared.api import (
    Beller,
    Datum,
    Geheel,
    Model,
    Nu,
    Oin,
    Tekst,
    Tijdstip,
    Tx,
    Uren,
    absent,
    eist,
    mag_anoniem,
)
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("zoekopdrachten")
LEZEN, VASTLEGGEN = "eigen zoekopdracht bekijken", "eigen zoekopdracht vastleggen"


class Zoekopdrachtfilter(Model):
    """Waar iemand naar zoekt, met dezelfde filters als de lijst van vacatures."""

    q: Zoektekst | None = Field(None, description="Woorden in titel of omschrijving.")
    werkgever: Oin | None = Field(None, description="OIN van de werkgever.")
    functie: Functie | None = None
    niveau: Niveau | None = None
    domein: Tekst | None = Field(None, description="Vakgebied, precies zoals vastgelegd.")
    uren_min: Uren | None = Field(None, description="Minstens zoveel uren per week mogelijk.")
    uren_max: Uren | None = Field(None, description="Hoogstens zoveel uren per week mogelijk.")
    sluitings_datum_vanaf: Datum | None = Field(None, description="Vanaf deze dag.")
    sluitings_datum_tot: Datum | None = Field(None, description="Tot en met deze dag.")
    schaal: Schaal | None = Field(None, description="Laagste of hoogste schaal.")
    contractsoort: Contractsoort | None = None
    soort: Vacaturesoort | None = None
    banenafspraak: bool | None = Field(None, description="Plaatsen voor de banenafspraak.")
    van_pc4: Pc4 | None = Field(None, description="Postcode waarvandaan u reist.")
    afstand: Annotated[Geheel, Field(ge=1, le=400)] | None = Field(
        None, description="Hoogstens zoveel kilometer hemelsbreed van `vanPc4`."
    )


class BewaardFilter(Zoekopdrachtfilter):
    """Een bewaard filter."""


class ZoekopdrachtInvoer(Model):
    """Een nieuwe zoekopdracht."""

    naam: Tekst = Field(description="Hoe u de zoekopdracht zelf noemt.")
    filter: Zoekopdrachtfilter = Field(
        description="Dezelfde filters als van de lijst van vacatures."
    )
    frequentie: Frequentie


class ZoekopdrachtWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan. Een nieuw filter vervangt het oude helemaal."""

    naam: Tekst | None = absent()
    filter: Zoekopdrachtfilter | None = absent()
    frequentie: Frequentie | None = absent()
    actief: bool | None = absent(description="Of u berichten krijgt.")


class Zoekopdracht(Model):
    """Een eigen zoekopdracht."""

    id: UUID
    url: Webadres
    naam: Tekst
    filter: BewaardFilter
    frequentie: Frequentie
    actief: bool = Field(description="Of u berichten krijgt.")
    aangemaakt_op: Tijdstip
    volgende_op: Tijdstip = Field(description="Wanneer er op zijn vroegst weer wordt gekeken.")


class ZoekopdrachtPagina(paging.Pagina):
    """Een pagina eigen zoekopdrachten."""

    results: list[Zoekopdracht] = Field(max_length=paging.MAX_SIZE)


class Afmelding(Model):
    """De code uit de link in een bericht."""

    code: Annotated[str, Field(min_length=20, max_length=100, pattern="^[A-Za-z0-9_-]+$")]


@router.get(
    "/zoekopdrachten",
    response_model=ZoekopdrachtPagina,
    dependencies=[eist("eigen:beheren")],
    summary="Uw eigen zoekopdrachten",
)
def list_zoekopdrachten(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft uw zoekopdrachten, de oudste eerst. Alleen u ziet deze lijst."""
    persoon = _persoon(beller)
    lijst, count = storage.list_eigen(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [persoon] if lijst else [], nu)
    regels = [_toon(request, een) for een in lijst]
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.post(
    "/zoekopdrachten",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Bewaar een zoekopdracht",
)
def add_zoekopdracht(
    invoer: ZoekopdrachtInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Zoekopdracht:
    """Bericht u voortaan over vacatures die u dan mag zien en nog niet kon zien.

    Wat u nu al ziet, geldt als bekend. U kunt er twintig bewaren.
    """
    persoon = _persoon(beller)
    opdracht = storage.Opdracht(
        uuid4(),
        persoon,
        invoer.naam,
        _filter(tx, invoer.filter),
        invoer.frequentie,
        True,
        storage.new_code(),
        nu,
        rules.volgende_keer(invoer.frequentie, nu),
        1,
    )
    storage.lock_persoon(tx, persoon)
    hoogstens: int = request.app.state.settings.zoekopdrachten_per_persoon
    if storage.count_eigen(tx, persoon) >= hoogstens:
        detail = f"U heeft al {hoogstens} zoekopdrachten; verwijder er een."
        raise Problem(409, detail, code="te-veel-zoekopdrachten")
    storage.add_opdracht(tx, opdracht)
    _ken(request, tx, opdracht, beller, nu)
    verwerking.record(tx, beller, VASTLEGGEN, [persoon], nu)
    response.headers["Location"] = adres(request, f"/zoekopdrachten/{opdracht.id}")
    etag.stamp(request, opdracht.versie)
    return _toon(request, opdracht)


@router.post(
    "/zoekopdrachten/_afmelden",
    status_code=204,
    dependencies=[mag_anoniem("eigen:beheren")],
    responses=openapi.refuses(404),
    summary="Stop de berichten van een zoekopdracht",
)
def meld_af(afmelding: Afmelding, tx: Tx, beller: Beller, nu: Nu) -> None:
    """Werkt zonder in te loggen, met de code uit de link; een tweede keer verandert niets."""
    persoon = found(storage.meld_af(tx, afmelding.code), "afmelding")
    verwerking.record(tx, beller, "zoekopdracht afmelden", [persoon], nu)


@router.get(
    "/zoekopdrachten/{id}", dependencies=[eist("eigen:beheren")], summary="Eén zoekopdracht"
)
def get_zoekopdracht(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> Zoekopdracht:
    """Geeft uw zoekopdracht."""
    opdracht = _eigen(tx, id, beller)
    verwerking.record(tx, beller, LEZEN, [opdracht.persoon], nu)
    etag.stamp(request, opdracht.versie)
    return _toon(request, opdracht)


@router.patch(
    "/zoekopdrachten/{id}",
    dependencies=[eist("eigen:beheren")],
    summary="Wijzig een zoekopdracht",
)
def change_zoekopdracht(
    id: UUID, wijziging: ZoekopdrachtWijziging, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Zoekopdracht:
    """Wijzigt alleen de gegeven velden; wat een nieuw filter nu al vindt, geldt als bekend."""
    opdracht = _eigen(tx, id, beller, lock=True)
    etag.require_match(request, opdracht.versie)
    gegeven = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if leeg := [naam for naam, waarde in gegeven.items() if waarde is None]:
        raise invalid(*((naam, "verplicht", "Dit veld kan niet leeg") for naam in leeg))
    if "filter" in gegeven:
        gegeven["filter"] = _filter(tx, gegeven["filter"])
    nieuw = replace(opdracht, **gegeven)
    if nieuw.frequentie is not opdracht.frequentie:
        nieuw = replace(nieuw, volgende_op=rules.volgende_keer(nieuw.frequentie, nu))
    if nieuw != opdracht:
        storage.change_opdracht(tx, nieuw)
        if nieuw.filter != opdracht.filter or nieuw.actief > opdracht.actief:
            _ken(request, tx, nieuw, beller, nu)
        verwerking.record(tx, beller, VASTLEGGEN, [opdracht.persoon], nu)
        nieuw = replace(nieuw, versie=opdracht.versie + 1)
    etag.stamp(request, nieuw.versie)
    return _toon(request, nieuw)


@router.delete(
    "/zoekopdrachten/{id}",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Verwijder een zoekopdracht",
)
def delete_zoekopdracht(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> None:
    """Verwijdert de zoekopdracht meteen; er komen geen berichten meer."""
    opdracht = _eigen(tx, id, beller, lock=True)
    etag.require_match(request, opdracht.versie)
    storage.delete_opdracht(tx, id)
    verwerking.record(tx, beller, "eigen zoekopdracht verwijderen", [opdracht.persoon], nu)


def _persoon(beller: Caller) -> UUID:
    """The person whose own login this is; 403 for a machine."""
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen iemand zelf.", code="geen-persoon")
    return beller.medewerker


def _eigen(tx: Tx, id: UUID, beller: Caller, *, lock: bool = False) -> storage.Opdracht:
    """The search for its own person; 404 for everybody else."""
    persoon = _persoon(beller)
    opdracht = storage.get_opdracht(tx, id)
    if opdracht is None or opdracht.persoon != persoon:
        return found(None, "zoekopdracht")
    return found(storage.get_opdracht(tx, id, lock=lock), "zoekopdracht")


def _filter(tx: Tx, filter: Zoekopdrachtfilter) -> storage.Filter:
    """The filter as it is kept. Errors: 400 and 409, as for the list."""
    if filter.afstand is not None and filter.van_pc4 is None:
        raise invalid(("filter.vanPc4", "verplicht", "Geef de postcode waarvandaan u reist"))
    if filter.afstand is not None and not storage.has_postcode(tx, filter.van_pc4 or ""):
        detail = "Van deze postcode is hier niet bekend waar zij ligt; zoek zonder afstand."
        raise Problem(409, detail, code="afstand-niet-beschikbaar")
    return storage.Filter(**filter.model_dump(by_alias=False))


def _ken(request: Request, tx: Tx, opdracht: storage.Opdracht, beller: Caller, nu: Nu) -> None:
    """What the person sees now is no news; 409 when that is so much that it is no search."""
    kijker = vacatures.kijker(tx, beller, nu)
    gelijkenis: float = request.app.state.settings.zoek_gelijkenis
    hoogstens = rules.HOOGSTENS_BEKEND + 1
    gezien = storage.list_zichtbaar(tx, opdracht.filter, kijker, nu, hoogstens, gelijkenis)
    if len(gezien) > rules.HOOGSTENS_BEKEND:
        detail = f"Dit vindt nu al meer dan {rules.HOOGSTENS_BEKEND} vacatures; maak het preciezer."
        raise Problem(409, detail, code="te-ruim")
    storage.onthoud(tx, opdracht.id, [id for id, _ in gezien], nu)


def _toon(request: Request, opdracht: storage.Opdracht) -> Zoekopdracht:
    return Zoekopdracht(
        id=opdracht.id,
        url=adres(request, f"/zoekopdrachten/{opdracht.id}"),
        naam=opdracht.naam,
        filter=BewaardFilter.model_validate(opdracht.filter),
        frequentie=opdracht.frequentie,
        actief=opdracht.actief,
        aangemaakt_op=opdracht.aangemaakt_op,
        volgende_op=opdracht.volgende_op,
    )
