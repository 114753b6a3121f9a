"""Make an offer, when nobody stands before; agree with it and accept it as the candidate."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.aanbod import rules, storage
from services.vacatures.aanbod.routes import models
from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.openstelling import rules as openstellingsregels
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.routes import (
    mens,
    van_beller,
    van_kandidaat,
    van_werkgever,
    wijzig_status,
)
from services.vacatures.sollicitatie.rules import Kandidaat, Partij, Sollicitatiestatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import api, berichten, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("sollicitaties")


@router.get(
    "/sollicitaties/{id}/aanbiedingen",
    response_model=models.AanbodPagina,
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
    dossier, _, partij = van_beller(tx, id, beller, nu)
    rows, count = storage.list_aanbiedingen(tx, id, params.offset, params.limit)
    verwerking.record(tx, beller, "aanbod bekijken", [dossier.medewerker], nu)
    shown = [_toon(request, row, is_laatste, dossier, partij) for row, is_laatste in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get(
    "/sollicitaties/{id}/aanbiedingen/{aanbod}",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Eén aanbod",
)
def get_aanbod(
    id: UUID, aanbod: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Aanbod:
    """Geeft het aanbod aan de kandidaat zelf en aan de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu)
    row, is_laatste = found(storage.get_aanbod(tx, id, aanbod), "aanbieding")
    verwerking.record(tx, beller, "aanbod bekijken", [dossier.medewerker], nu)
    etag.stamp(request, dossier.versie)
    return _toon(request, row, is_laatste, dossier, partij)


@router.post(
    "/sollicitaties/{id}/aanbiedingen",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Doe een kandidaat een aanbod",
)
def add_aanbod(
    id: UUID,
    invoer: models.AanbodInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Aanbod:
    """Legt het aanbod vast, tenzij iemand voorgaat of iets anders het belet (409, met redenen).

    Per vacature valt één besluit tegelijk: ook als twee recruiters op hetzelfde moment een aanbod
    doen, geldt de volgorde van het convenant. Wie een vast contract heeft en hier minder krijgt,
    moet daar eerst zelf mee instemmen; tot dan is het aanbod voorgelegd.
    """
    dossier, vacature = van_werkgever(tx, id, beller, nu, lock=True)
    mens(beller)
    etag.require_match(request, dossier.versie)
    open_ = openstellingen.get_openstelling(tx, vacature.id)
    if open_ is None:
        raise Problem(409, "Deze vacature is niet opengesteld.", code="niet-opengesteld")
    aanbod = rules.Aanbod(**dict(invoer))
    kandidaat, situatie = dossier.kandidaat, _situatie(tx, dossier, vacature, open_, nu)
    anderen = _anderen(tx, vacature.id, id)
    samen = functiedelingen.beletselen_aanbod(tx, vacature.id, id)
    beletselen = rules.beletselen(kandidaat, anderen, aanbod, situatie)
    beletselen = _verborgen(tx, beletselen, vacature, beller, nu)
    _weiger(beletselen + [rules.Beletsel(fout.code, fout.reden, id) for fout in samen])
    maanden = rules.opzegtermijn(kandidaat, open_)
    start = rules.vroegste_start(openstellingsregels.dag_van(nu), maanden)
    wacht = rules.akkoord_nodig(kandidaat, aanbod, situatie)
    naar, partij = Sollicitatiestatus.AANGEBODEN, Partij.WERKGEVER
    wijzig_status(tx, request, dossier, vacature, naar, partij, beller, nu)
    row = storage.add_aanbod(tx, id, aanbod, start, wacht, beller, nu)
    if invoer.afwijking:
        gepasseerd = rules.gepasseerd(kandidaat, anderen, situatie)
        _leg_afwijking_vast(tx, row, gepasseerd, invoer.afwijking, vacature, beller, nu)
    sollicitaties.meld(tx, "aanbod-gedaan", id, vacature, nu)
    verwerking.record(tx, beller, "aanbod doen", [dossier.medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/aanbiedingen/{row.id}")
    dossier = found(sollicitaties.get_sollicitatie(tx, id), "sollicitatie")
    etag.stamp(request, dossier.versie)
    return _toon(request, row, True, dossier, partij)


@router.post(
    "/sollicitaties/{id}/aanbiedingen/{aanbod}/akkoord",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Stem in met minder dan uw vaste contract",
)
def add_akkoord(
    id: UUID,
    aanbod: UUID,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Aanbod:
    """Alleen de kandidaat zelf, met een eigen inlog, geeft een vast contract op.

    Daarna kunt u het aanbod nog aannemen of niet. Zonder instemming kan aannemen niet.
    """
    dossier, vacature = van_kandidaat(tx, id, beller, nu, lock=True)
    row, is_laatste = found(storage.get_aanbod(tx, id, aanbod), "aanbieding")
    etag.require_match(request, dossier.versie)
    _weiger(rules.akkoord_beletselen(_status(row, is_laatste, dossier)), "akkoord-kan-niet")
    storage.set_akkoord(tx, row, nu)
    sollicitaties.meld(tx, "aanbod-akkoord", id, vacature, nu)
    verwerking.record(tx, beller, "instemmen met een aanbod", [dossier.medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/aanbiedingen/{aanbod}")
    etag.stamp(request, dossier.versie)
    return _toon(request, row, is_laatste, dossier, Partij.KANDIDAAT)


# ---- for the room below, which asks when an application changes status --------------------------
def bij_statuswijziging(
    tx: Session,
    dossier: sollicitaties.Dossier,
    vacature: vacatureregels.Vacature,
    naar: Sollicitatiestatus,
    beller: Caller,  # noqa: ARG001 (one form for every room)
    nu: datetime,
) -> None:
    """Nobody accepts less than the own contract without having agreed to that, nor what an employer
    of a joint vacancy no longer shares; the pool hears of who is hired on a place in it."""
    if naar is not Sollicitatiestatus.AANGENOMEN:
        return
    id = dossier.kandidaat.sollicitatie
    row = storage.get_laatste(tx, id)
    assert row is not None  # nobody accepts what was not offered
    g = vacature.gegevens
    bekend = dossier.is_bereikbaar or g.poolplaats is None
    status = _status(row, True, dossier)
    gedragen = not functiedelingen.beletselen_aanbod(tx, vacature.id, id)
    stopt = rules.aanname_beletselen(status, bekend=bekend, gedragen=gedragen)
    _weiger(stopt, "aannemen-kan-niet")
    van = max(g.start_datum or date.min, openstellingsregels.dag_van(nu))
    functiedelingen.neem_aan(tx, vacature, id, dossier.medewerker, row.uren, van, nu)


def _leg_afwijking_vast(
    tx: Session,
    row: storage.Row,
    gepasseerd: list[UUID],
    reden: str,
    vacature: vacatureregels.Vacature,
    beller: Caller,
    nu: datetime,
) -> None:
    """Whoever is passed over by a deviation can read why, and hears that."""
    storage.add_afwijkingen(tx, row, gepasseerd, reden, beller, nu)
    onderwerp, tekst = rules.bericht_afwijking(vacature.gegevens.titel)
    for id, persoon in sollicitaties.list_bereikbaar(tx, gepasseerd):
        berichten.record(tx, persoon, onderwerp, tekst, sleutel=f"afwijking:{row.id}:{id}")


def _anderen(tx: Session, vacature: UUID, id: UUID) -> list[Kandidaat]:
    """The other candidates, of a joint vacancy those for a same part.

    Who was rejected and has been erased reads no reason any more.
    """
    alle = {
        een.kandidaat.sollicitatie: een.kandidaat
        for een in sollicitaties.list_bij_vacature(tx, vacature)
        if not (een.geanonimiseerd and een.kandidaat.status is Sollicitatiestatus.AFGEWEZEN)
    }
    anderen = [nr for nr in alle if nr != id]
    mee = functiedelingen.mededingers(tx, vacature, id, anderen)
    return [alle[nr] for nr in anderen if nr in mee]


def _verborgen(
    tx: Session,
    beletselen: list[rules.Beletsel],
    vacature: vacatureregels.Vacature,
    beller: Caller,
    nu: datetime,
) -> list[rules.Beletsel]:
    """Of a joint vacancy: who applied for another's part stands before without being named."""
    if len(vacature.werkgevers) == 1:
        return beletselen
    ids = [b.sollicitatie for b in beletselen if b.sollicitatie is not None]
    kijker = vacatures.kijker(tx, beller, nu)
    weg = functiedelingen.niet_te_zien(tx, vacature, kijker, ids)
    getoond = (rules.elders(b) if b.sollicitatie in weg else b for b in beletselen)
    return list(dict.fromkeys(getoond))


def _situatie(
    tx: Session,
    dossier: sollicitaties.Dossier,
    vacature: vacatureregels.Vacature,
    open_: openstellingsregels.Openstelling,
    nu: datetime,
) -> rules.Situatie:
    werkgevers = functiedelingen.nieuwe_werkgevers(tx, vacature, dossier.kandidaat.sollicitatie)
    return rules.Situatie(
        status=vacatureregels.status_op(vacature, nu),
        openstelling=open_,
        aantal_plaatsen=vacature.gegevens.aantal_plaatsen,
        vast_contract=dossier.vast_contract and dossier.organisatie not in werkgevers,
        nu=nu,
    )


def _weiger(beletselen: list[rules.Beletsel], code: str = "aanbod-kan-niet") -> None:
    """409 with everything that stops this now."""
    if beletselen:
        raise Problem(
            409,
            "Dit kan nu niet; zie beletselen.",
            code=code,
            beletselen=[_als_data(beletsel) for beletsel in beletselen],
        )


def _als_data(beletsel: rules.Beletsel) -> dict[str, object]:
    return {
        "code": beletsel.code,
        "reden": beletsel.reden,
        "sollicitatie": str(beletsel.sollicitatie) if beletsel.sollicitatie else None,
        "metAfwijking": beletsel.met_afwijking,
    }


def _status(
    row: storage.Row, is_laatste: bool, dossier: sollicitaties.Dossier
) -> rules.Aanbodstatus:
    wacht = row.akkoord_nodig and not row.kandidaat_akkoord
    return rules.aanbodstatus(dossier.kandidaat.status, is_laatste, wacht)


def _toon(
    request: Request,
    row: storage.Row,
    is_laatste: bool,
    dossier: sollicitaties.Dossier,
    partij: Partij,
) -> models.Aanbod:
    """The offer; why somebody else was passed over is not the candidate's."""
    zelfde = {naam: getattr(row, naam) for naam in models.Aanbod.model_fields if hasattr(row, naam)}
    return models.Aanbod(
        **zelfde
        | {
            "url": adres(request, f"/sollicitaties/{row.sollicitatie_id}/aanbiedingen/{row.id}"),
            "status": _status(row, is_laatste, dossier),
            "afwijking": row.afwijking if partij is Partij.WERKGEVER else None,
        }
    )
