"""Vacancies: read what you may see, write down your own, end them."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.routes import models
from services.vacatures.vacature.routes.models import adres, beletsels, camel
from services.vacatures.vacature.routes.profiel import eis_profielen, vacatureprofiel
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist, mag_anoniem
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("vacatures")


@router.get(
    "/vacatures",
    response_model=models.VacaturePagina,
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Vacatures die u nu mag zien",
)
def list_vacatures(
    request: Request,
    response: Response,
    params: Annotated[models.VacatureFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de vacatures die voor u open zijn op dit moment, de nieuwste openstelling eerst.

    Een recruiter ziet daarnaast alle vacatures van de eigen organisatie, ook concepten.
    """
    kijker = storage.kijker(tx, beller, nu)
    kenmerken = {"page", "page_size", "telling"}
    vraag = storage.Zoekvraag(**params.model_dump(exclude=kenmerken, by_alias=False))
    rows = storage.list_zichtbaar(tx, kijker, vraag, nu, params.offset, params.limit)
    count = storage.count_zichtbaar(tx, kijker, vraag, nu) if params.telling else None
    regels = [
        models.VacatureRegel(
            url=adres(request, f"/vacatures/{row['id']}"),
            mag_solliciteren=row["solliciteren"] or "nee",
            **{name: row[name] for name in _REGELVELDEN},
        )
        for row in rows
    ]
    return paging.page(request, response, params, regels, count)


_REGELVELDEN = models.VacatureRegel.model_fields.keys() - {"url", "mag_solliciteren"}


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
) -> models.Vacature:
    """Maakt een concept van de eigen organisatie; wat voor openstelling ontbreekt staat erin."""
    werkgever = eigen_organisatie(beller)
    gegevens = _gegevens(dict(invoer))
    eis_profielen(tx, gegevens, (werkgever,))
    vacature = storage.add_vacature(tx, werkgever, gegevens, beller, nu)
    response.headers["Location"] = adres(request, f"/vacatures/{vacature.id}")
    etag.stamp(request, vacature.versie)
    return toon(tx, request, vacature, storage.kijker(tx, beller, nu), nu)


@router.get(
    "/vacatures/{id}", dependencies=[mag_anoniem("vacatures:lezen")], summary="Eén vacature"
)
def get_vacature(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Vacature:
    """Geeft de vacature zoals u haar nu mag zien, met wie nu mag solliciteren in woorden."""
    kijker = storage.kijker(tx, beller, nu)
    vacature, _ = found(storage.get_zichtbaar(tx, id, kijker, nu), "vacature")
    etag.stamp(request, vacature.versie)
    return toon(tx, request, vacature, kijker, nu)


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
) -> models.Vacature:
    """Wijzigt alleen de gegeven velden (merge patch); na openstelling liggen velden vast."""
    kijker = storage.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    etag.require_match(request, vacature.versie)
    gegevens = _gewijzigd(vacature.gegevens, wijziging)
    if fouten := rules.wijziging_beletselen(vacature, gegevens, nu):
        raise Problem(
            409,
            "Deze wijziging kan nu niet; zie beletselen.",
            code="wijziging-kan-niet",
            beletselen=beletsels(fouten),
        )
    if gegevens != vacature.gegevens:
        eis_profielen(tx, gegevens, vacature.werkgevers, vacature.gegevens.profielen)
        storage.update_gegevens(tx, id, gegevens, nu)
        storage.meld(tx, "vacature-gewijzigd", vacature, nu)
        vacature = found(storage.get_vacature(tx, id), "vacature")
    etag.stamp(request, vacature.versie)
    return toon(tx, request, vacature, kijker, nu)


@router.post(
    "/vacatures/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Sluit een vacature, trek haar in of meld haar vervuld",
)
def add_statuswijziging(
    id: UUID,
    wijziging: models.Eindstatus,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Statuswijziging:
    """Beëindigt de vacature; zij is daarna voor anderen niet meer te vinden."""
    kijker = storage.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    etag.require_match(request, vacature.versie)
    van = rules.status_op(vacature, nu)
    fouten = rules.overgang_beletselen(vacature, wijziging.naar, nu)
    if wijziging.naar is Vacaturestatus.OPENGESTELD and not fouten:
        fouten = [rules.Fout("naar", "via-openstelling", "Openstellen gaat via openstelling")]
    if fouten:
        raise Problem(
            409,
            f"Een vacature die {van} is, kan niet naar {wijziging.naar}.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.mogelijk(van)],
        )
    vacature = storage.sluit_verlopen(tx, vacature, nu)
    storage.meld(tx, f"vacature-{wijziging.naar}", vacature, nu)
    storage.set_status(tx, vacature, wijziging.naar, beller, nu, wijziging.reden)
    response.headers["Location"] = adres(request, f"/vacatures/{id}/statuswijzigingen")
    return models.Statuswijziging(
        vacature_id=id,
        van=van,
        naar=wijziging.naar,
        gewijzigd_op=nu,
        gebruiker=beller.gebruiker,
        reden=wijziging.reden,
    )


@router.get(
    "/vacatures/{id}/statuswijzigingen",
    response_model=models.StatuswijzigingPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wanneer de vacature welke status kreeg",
)
def list_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek van de vacature, de oudste wijziging eerst; voor de eigen recruiter."""
    eigen_vacature(tx, id, storage.kijker(tx, beller, nu), nu, lock=False)
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    return paging.page(request, response, params, rows, count if params.telling else None)


# ---- for this room and the ones above -----------------------------------------------------------
def eigen_organisatie(beller: Caller) -> str:
    """The organisation a recruiter works for; 403 for anybody else."""
    if beller.organisatie is None or not beller.rollen & rules.RECRUITERROLLEN:
        raise Problem(403, "Dit kan alleen een recruiter van een organisatie.", code="geen-rol")
    return beller.organisatie


def eigen_vacature(
    tx: Session, id: UUID, kijker: rules.Kijker, nu: datetime, *, lock: bool = True
) -> rules.Vacature:
    """The vacancy, locked, for its own recruiter: 404 when hidden, 403 when another's."""
    vacature, _ = found(storage.get_zichtbaar(tx, id, kijker, nu, lock=lock), "vacature")
    if not rules.mag_beheren(kijker, vacature):
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    return vacature


def toon(
    tx: Session, request: Request, vacature: rules.Vacature, kijker: rules.Kijker, nu: datetime
) -> models.Vacature:
    """The vacancy as this viewer may see it now."""
    zichtperioden = storage.list_zichtperioden(tx, vacature.id)
    zicht = rules.zicht(vacature, zichtperioden, kijker, nu)
    status = rules.status_op(vacature, nu)
    open_ = zichtperioden if status is Vacaturestatus.OPENGESTELD else []
    eigen = rules.is_eigen_recruiter(kijker, vacature)
    return models.Vacature(
        id=vacature.id,
        url=adres(request, f"/vacatures/{vacature.id}"),
        werkgever=vacature.werkgever,
        werkgevers=list(vacature.werkgevers),
        werver=vacature.werver,
        status=status,
        fase=zicht.fase,
        mag_solliciteren=zicht.solliciteren,
        geopend_op=vacature.geopend_op,
        wie_mag_solliciteren=rules.in_woorden(open_, nu),
        voorrang=rules.MODUS_IN_WOORDEN[zicht.modus] if zicht.modus else None,
        ontbreekt=[camel(n) for n in rules.ontbreekt(vacature.gegevens)] if eigen else None,
        profiel=vacatureprofiel(tx, request, vacature, zichtperioden, kijker),
        **asdict(vacature.gegevens),
    )


def _gegevens(waarden: dict[str, object]) -> rules.Gegevens:
    gegevens = rules.Gegevens(**waarden)  # type: ignore[arg-type]
    if fouten := rules.tegenstrijdig(gegevens):
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


def _gewijzigd(oud: rules.Gegevens, wijziging: models.VacatureWijziging) -> rules.Gegevens:
    waarden = wijziging.model_dump(exclude_unset=True, by_alias=False)
    leeg = [naam for naam in _NOOIT_LEEG if waarden.get(naam, 0) is None]
    # An empty list is how a list is empty.
    waarden |= {n: () for n in ("competenties", "profielen") if waarden.get(n, 0) is None}
    if leeg:
        raise invalid(*((camel(n), "verplicht", "Dit veld kan niet leeg") for n in leeg))
    return _gegevens(asdict(oud) | waarden)
