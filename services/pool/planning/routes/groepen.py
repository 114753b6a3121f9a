"""Equal small needs of several employers, done by one person together."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool import storage as flexpool
from services.pool.flexpool.routes.models import Functie, Webadres
from services.pool.flexpool.rules import PLANNERS, Afspraken, Niveau, Reden
from services.pool.kijker import Kijker, adres, beletsels, eis_mens, eis_rol
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import groeperen as rules
from services.pool.planning.storage import groepen as storage
from shared import api, etag, openapi, paging
from shared.api import Beller, Datum, Geheel, Model, Nu, Oin, Tekst, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("behoeftegroepen")
Weeksom = Annotated[float, Field(ge=0, description="Uren per week.")]
Delen = Annotated[list[UUID], Field(min_length=2, max_length=40)]


class BehoeftegroepVraag(Model):
    """Voor welk verband."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    verband: UUID = Field(description="Van welk verband.")


class BehoeftegroepVoorstel(Model):
    """Kleine behoeften die één mens samen kan doen."""

    functie: Functie
    niveau: Niveau | None = None
    behoeften: Delen
    organisaties: list[Oin] = Field(max_length=40)
    uren_per_week: Weeksom
    van: Datum
    tot: Datum | None = None


class BehoeftegroepVoorstellen(Model):
    """Voorstellen volgens de regels; een mens maakt de groep."""

    kleine_behoefte_uren: Geheel = Field(ge=0, le=40, description="Wat het verband klein noemt.")
    results: list[BehoeftegroepVoorstel] = Field(max_length=10_000)


class BehoeftegroepInvoer(Model):
    """Een groep die u maakt."""

    verband: UUID
    behoeften: Delen
    reden: Tekst


class BehoeftegroepDeel(Model):
    """Het deel van één inlener."""

    behoefte: UUID
    inlener: Oin
    uren_per_week: Weeksom
    is_eigen: bool


class Behoeftegroep(Model):
    """Een groep behoeften; elke behoefte houdt haar eigen inlener, uren en aandeel."""

    id: UUID
    url: Webadres
    verband: UUID
    functie: Functie
    niveau: Niveau | None = None
    reden: str = Field(max_length=200)
    is_opgeheven: bool
    uren_per_week: Weeksom
    eigen_uren_per_week: Weeksom
    van: Datum | None = Field(None, description="Eerste dag die alle delen gemeen hebben.")
    tot: Datum | None = None
    delen: list[BehoeftegroepDeel] = Field(max_length=40)


class BehoeftegroepPagina(paging.Pagina):
    """Een pagina groepen."""

    results: list[Behoeftegroep] = Field(max_length=paging.MAX_SIZE)


def _toon(
    request: Request, groep: storage.BewaardeGroep, kijker: Kijker, vandaag: Vandaag
) -> Behoeftegroep:
    klein = [een for rij in groep.behoeften if (een := storage.als_klein(rij, vandaag))]
    geheel = rules.samen(klein) if klein else None
    delen = [
        BehoeftegroepDeel(
            behoefte=een.id,
            inlener=een.inlener,
            uren_per_week=float(een.uren),
            is_eigen=een.inlener == kijker.organisatie,
        )
        for een in klein
    ]
    return Behoeftegroep(
        id=groep.id,
        url=adres(request, f"/behoeftegroepen/{groep.id}"),
        verband=groep.verband,
        functie=groep.functie,
        niveau=groep.niveau,
        reden=groep.reden,
        is_opgeheven=groep.opgeheven_op is not None,
        uren_per_week=sum(een.uren_per_week for een in delen),
        eigen_uren_per_week=sum(een.uren_per_week for een in delen if een.is_eigen),
        van=geheel.van if geheel else None,
        tot=geheel.tot if geheel else None,
        delen=delen,
    )


def _grenzen(tx: Tx, verband: UUID) -> Afspraken:
    return flexpool.get_afspraken(tx, verband)


@router.get(
    "/behoeftegroepvoorstellen",
    dependencies=[eist("pool:lezen")],
    responses=openapi.refuses(404),
    summary="Kleine behoeften die samen kunnen",
)
def list_behoeftegroepvoorstellen(
    params: Annotated[BehoeftegroepVraag, Query()], tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> BehoeftegroepVoorstellen:
    """Rekent uit welke open kleine behoeften van meer werkgevers één mens samen kan doen."""
    found(params.verband if params.verband in kijker.verbanden else None, "planning")
    eis_rol(kijker, PLANNERS)
    afspraken = _grenzen(tx, params.verband)
    kandidaten = storage.list_kandidaten(tx, params.verband, vandaag)
    gevonden = rules.stel_groepen_voor(
        kandidaten, Decimal(afspraken.kleine_behoefte_uren), afspraken.kortste_inzet_dagen
    )
    results = [
        BehoeftegroepVoorstel(
            functie=een.functie,
            niveau=een.niveau,
            behoeften=list(een.behoeften),
            organisaties=list(een.organisaties),
            uren_per_week=float(een.uren),
            van=een.van,
            tot=een.tot,
        )
        for een in gevonden
    ]
    return BehoeftegroepVoorstellen(
        kleine_behoefte_uren=afspraken.kleine_behoefte_uren, results=results
    )


@router.get(
    "/behoeftegroepen",
    response_model=BehoeftegroepPagina,
    dependencies=[eist("pool:lezen")],
    summary="De groepen van uw verbanden",
)
def list_behoeftegroepen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft de groepen met uw deel en de uren van het geheel, de nieuwste eerst."""
    eis_rol(kijker, PLANNERS)
    rijen = storage.list_groepen(tx, kijker, params.offset, params.limit)
    count = storage.count_groepen(tx, kijker) if params.telling else None
    getoond = [_toon(request, rij, kijker, vandaag) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/behoeftegroepen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Maak een groep van kleine behoeften",
)
def add_behoeftegroep(
    invoer: BehoeftegroepInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Behoeftegroep:
    """Een mens van het verband maakt de groep; de behoeften blijven ieder hun eigen deel.

    Zijn de behoeften te groot, te verschillend of al in een groep, dan is het antwoord 409.
    """
    if invoer.verband not in kijker.verbanden:
        raise invalid(("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))
    eis_rol(kijker, frozenset({"makelaar"}))
    door = eis_mens(beller)
    rijen = storage.lock_behoeften(tx, invoer.behoeften)
    gezien = {rij.id: rij for rij in rijen if rij.behoefte.verband == invoer.verband}
    if vreemd := set(invoer.behoeften) - set(gezien):
        zin = f"Deze behoefte is er niet: {min(vreemd)}."
        raise invalid(("behoeften", "onbekend", zin))
    fouten = _beletselen(tx, invoer.verband, list(gezien.values()), vandaag)
    if fouten:
        raise Problem(
            409,
            "Dit wordt geen groep; zie beletselen.",
            code="groep-kan-niet",
            beletselen=beletsels(fouten),
        )
    id = storage.add_groep(tx, invoer.verband, list(gezien.values()), invoer.reden, door, nu)
    groep = found(storage.get_groep(tx, id, kijker), "groep")
    response.headers["Location"] = adres(request, f"/behoeftegroepen/{id}")
    etag.stamp(request, groep.versie)
    return _toon(request, groep, kijker, vandaag)


def _beletselen(
    tx: Tx, verband: UUID, rijen: list[behoeften.Bewaard], vandaag: Vandaag
) -> list[Reden]:
    """Everything that stops these needs from being one group now."""
    fouten = []
    if any(rij.groep is not None for rij in rijen):
        fouten.append(Reden("behoeften", "al-in-groep", "Een behoefte zit al in een groep."))
    klein = [storage.als_klein(rij, vandaag) for rij in rijen if storage.is_open(rij)]
    goed = [een for een in klein if een is not None]
    if len(goed) < len(rijen):
        zin = "Kies open behoeften met een functie, uren en een periode."
        return [*fouten, Reden("behoeften", "niet-open", zin)]
    afspraken = _grenzen(tx, verband)
    grens = Decimal(afspraken.kleine_behoefte_uren)
    return fouten + rules.fouten_in_groep(goed, grens, afspraken.kortste_inzet_dagen)


@router.get("/behoeftegroepen/{id}", dependencies=[eist("pool:lezen")], summary="Eén groep")
def get_behoeftegroep(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> Behoeftegroep:
    """Geeft de groep, met uw deel en de uren van het geheel."""
    groep = found(_zie(tx, id, kijker), "groep")
    etag.stamp(request, groep.versie)
    return _toon(request, groep, kijker, vandaag)


def _zie(tx: Tx, id: UUID, kijker: Kijker, lock: bool = False) -> storage.BewaardeGroep | None:
    return storage.get_groep(tx, id, kijker, lock) if kijker.rollen & PLANNERS else None


@router.delete(
    "/behoeftegroepen/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Hef een groep op",
)
def delete_behoeftegroep(id: UUID, request: Request, tx: Tx, kijker: Kijker, nu: Nu) -> None:
    """Heft de groep op; de behoeften gaan ieder alleen verder."""
    groep = found(_zie(tx, id, kijker, lock=True), "groep")
    eis_rol(kijker, frozenset({"makelaar"}))
    etag.require_match(request, groep.versie)
    if groep.opgeheven_op is not None:
        raise Problem(409, "Deze groep is al opgeheven.", code="groep-opgeheven")
    storage.hef_op(tx, groep, nu)
