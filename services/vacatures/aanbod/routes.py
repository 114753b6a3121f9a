"""Make an offer, when nobody stands before."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.vacatures.aanbod import rules, storage
from services.vacatures.openstelling import rules as openstellingsregels
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.routes import mens, van_beller, van_werkgever
from services.vacatures.sollicitatie.routes.models import Reden
from services.vacatures.sollicitatie.rules import Partij, Sollicitatiestatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.routes.models import Schaal, adres
from services.vacatures.vacature.rules import Contractsoort
from shared import api, etag, paging, verwerking
from shared.api import Bedrag, Beller, Datum, Model, Nu, Tijdstip, Tx, Uren, eist
from shared.problem import Problem

router = api.router("sollicitaties")


class AanbodInvoer(Model):
    """Wat u de kandidaat aanbiedt."""

    contractsoort: Contractsoort
    uren: Uren
    schaal: Schaal
    salaris: Bedrag | None = Field(None, description="Eurocent per maand bij voltijd.")
    afwijking: Reden | None = Field(
        None, description="Waarom u bij gelijke geschiktheid van de volgorde afwijkt."
    )
    reden_contractsoort: Reden | None = Field(
        None, description="Waarom wie een vast contract heeft, dat hier niet houdt."
    )
    kandidaat_akkoord: bool = Field(
        False, description="De kandidaat stemt zelf in met minder dan een vast contract."
    )


class Aanbod(AanbodInvoer):
    """Een gedaan aanbod."""

    id: UUID
    sollicitatie_id: UUID
    status: rules.Aanbodstatus
    vroegste_start_datum: Datum = Field(description="Volgt uit de opzegtermijn in het convenant.")
    gebruiker: str = Field(max_length=200)
    gedaan_op: Tijdstip


class AanbodPagina(paging.Pagina):
    """Een pagina aanbiedingen, de oudste eerst."""

    results: list[Aanbod] = Field(max_length=paging.MAX_SIZE)


@router.get(
    "/sollicitaties/{id}/aanbiedingen",
    response_model=AanbodPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Aanbiedingen aan een kandidaat",
)
def list_aanbiedingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de aanbiedingen aan de kandidaat zelf en aan de werkgever; de laatste geldt."""
    dossier, _, _ = van_beller(tx, id, beller, nu)
    rows, count = storage.list_aanbiedingen(tx, id, params.offset, params.limit)
    verwerking.record(tx, beller, "aanbod bekijken", [dossier.medewerker], nu)
    status = dossier.kandidaat.status
    shown = [
        {naam: getattr(row, naam) for naam in Aanbod.model_fields if naam != "status"}
        | {"status": rules.aanbodstatus(status, is_laatste)}
        for row, is_laatste in rows
    ]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.post(
    "/sollicitaties/{id}/aanbiedingen",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Doe een kandidaat een aanbod",
)
def add_aanbod(
    id: UUID,
    invoer: AanbodInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Aanbod:
    """Legt het aanbod vast, tenzij iemand voorgaat of iets anders het belet (409, met redenen).

    Per vacature valt één besluit tegelijk: ook als twee recruiters op hetzelfde moment een aanbod
    doen, geldt de volgorde van het convenant.
    """
    dossier, vacature = van_werkgever(tx, id, beller, nu, lock=True)
    gebruiker = mens(beller)
    etag.require_match(request, dossier.versie)
    open_ = openstellingen.get_openstelling(tx, vacature.id)
    if open_ is None:
        raise Problem(409, "Deze vacature is niet opengesteld.", code="niet-opengesteld")
    aanbod = rules.Aanbod(**dict(invoer))
    _weiger(tx, dossier, vacature, open_, aanbod, nu)
    maanden = rules.opzegtermijn(dossier.kandidaat, open_)
    start = rules.vroegste_start(openstellingsregels.dag_van(nu), maanden)
    nieuw = storage.add_aanbod(tx, id, aanbod, start, beller, nu)
    naar = Sollicitatiestatus.AANGEBODEN
    sollicitaties.set_status(tx, dossier, naar, Partij.WERKGEVER, beller, nu, invoer.afwijking)
    sollicitaties.meld(tx, "aanbod-gedaan", id, vacature.werkgever, nu)
    verwerking.record(tx, beller, "aanbod doen", [dossier.medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/aanbiedingen")
    return Aanbod(
        id=nieuw,
        sollicitatie_id=id,
        status=rules.Aanbodstatus.OPEN,
        vroegste_start_datum=start,
        gebruiker=gebruiker,
        gedaan_op=nu,
        **dict(invoer),
    )


def _weiger(
    tx: Session,
    dossier: sollicitaties.Dossier,
    vacature: vacatureregels.Vacature,
    open_: openstellingsregels.Openstelling,
    aanbod: rules.Aanbod,
    nu: datetime,
) -> None:
    """409 with everything that stops this offer now."""
    alle = [d.kandidaat for d in sollicitaties.list_bij_vacature(tx, vacature.id)]
    id = dossier.kandidaat.sollicitatie
    anderen = [kandidaat for kandidaat in alle if kandidaat.sollicitatie != id]
    situatie = rules.Situatie(
        status=vacatureregels.status_op(vacature, nu),
        openstelling=open_,
        aantal_plaatsen=vacature.gegevens.aantal_plaatsen,
        vast_contract=dossier.vast_contract,
        nu=nu,
    )
    if beletselen := rules.beletselen(dossier.kandidaat, anderen, aanbod, situatie):
        raise Problem(
            409,
            "Dit aanbod kan nu niet; zie beletselen.",
            code="aanbod-kan-niet",
            beletselen=[_als_data(beletsel) for beletsel in beletselen],
        )


def _als_data(beletsel: rules.Beletsel) -> dict[str, object]:
    return {
        "code": beletsel.code,
        "reden": beletsel.reden,
        "sollicitatie": str(beletsel.sollicitatie) if beletsel.sollicitatie else None,
        "metAfwijking": beletsel.met_afwijking,
    }
