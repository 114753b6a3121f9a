"""Answer on the own part, and decide on an offer to a candidate."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import rules, storage
from services.vacatures.functiedeling.routes import models
from services.vacatures.functiedeling.routes.access import Dossier, Id, mens, toon, zoek
from services.vacatures.functiedeling.rules import Deelstatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.routes.models import adres, beletsels
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("functiedeling")
DeelId = Annotated[UUID, Path(description="Id van het deel.")]


@router.post(
    "/vacatures/{id}/functiedeling/delen/{deel}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Antwoord op het eigen deel",
)
def add_antwoord(
    id: Id,
    deel: DeelId,
    invoer: models.DeelantwoordInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Functiedeling:
    """Aanvaard het deel, wijs het af of trek u terug; met een reden als het nee is.

    Trekt iemand zich terug, dan staan aanbiedingen stil tot er een nieuw voorstel is.
    """
    dossier = zoek(tx, id, beller, nu, lock=True)
    eigen = found(next((d for d in dossier.eigen if d.id == deel), None), "deel")
    mens(beller)
    etag.require_match(request, dossier.deling.versie)
    if fouten := _antwoord_fouten(dossier, eigen, invoer, nu):
        raise Problem(
            409,
            "Dit antwoord kan nu niet; zie beletselen.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[status.value for status in rules.mogelijk(eigen.status)],
        )
    storage.set_antwoord(tx, dossier.deling, deel, invoer.naar, invoer.reden, beller, nu)
    dossier = zoek(tx, id, beller, nu)
    _na_antwoord(tx, dossier, eigen.werkgever, invoer.naar, nu)
    pad = f"/vacatures/{id}/functiedeling/statuswijzigingen"
    response.headers["Location"] = adres(request, pad)
    etag.stamp(request, dossier.deling.versie)
    return toon(dossier)


@router.get(
    "/vacatures/{id}/functiedeling/statuswijzigingen",
    response_model=models.DeelantwoordPagina,
    dependencies=[eist("vacatures:lezen")],
    summary="Wie wanneer wat antwoordde",
)
def list_antwoorden(
    id: Id,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek van de delen die u mag zien, de oudste regel eerst."""
    dossier = zoek(tx, id, beller, nu)
    delen = dossier.deling.delen if dossier.leidt else dossier.eigen
    rows, count = storage.list_log(tx, [d.id for d in delen], params.offset, params.limit)
    return paging.page(request, response, params, rows, count if params.telling else None)


# ---- offers -------------------------------------------------------------------------------------
@router.post(
    "/vacatures/{id}/functiedeling/besluiten",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Besluit mee over een aanbod",
)
def add_besluit(
    id: Id,
    invoer: models.BesluitInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Besluit:
    """Zegt namens één werkgever ja of nee tegen een aanbod aan deze kandidaat.

    Een aanbod kan pas als elke werkgever om wie het gaat, ja zegt. Nee zeggen vraagt een reden.
    """
    dossier = zoek(tx, id, beller, nu, lock=True)
    sollicitatie = _sollicitatie(tx, dossier, invoer.sollicitatie_id)
    gebruiker = mens(beller)
    if all(deel.id != invoer.deel for deel in dossier.eigen):
        raise invalid(("deel", "niet-van-u", "Dit deel is niet van uw organisatie"))
    if not invoer.akkoord and not (invoer.reden or "").strip():
        raise invalid(("reden", "verplicht", "Geef een reden"))
    nieuw = storage.add_besluit(
        tx, invoer.deel, invoer.sollicitatie_id, invoer.akkoord, invoer.reden, beller, nu
    )
    _verwerking(tx, beller, "meebesluiten over een aanbod", sollicitatie, nu)
    zienden = storage.zienden(tx, dossier.vacature, invoer.sollicitatie_id)
    storage.meld(tx, "aanbodbesluit-genomen", dossier.deling, zienden, nu)
    pad = f"/vacatures/{id}/functiedeling/besluiten?sollicitatieId={invoer.sollicitatie_id}"
    response.headers["Location"] = adres(request, pad)
    return models.Besluit(id=nieuw, gebruiker=gebruiker, besloten_op=nu, **dict(invoer))


@router.get(
    "/vacatures/{id}/functiedeling/besluiten",
    response_model=models.BesluitPagina,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Besluiten over een aanbod aan een kandidaat",
)
def list_besluiten(
    id: Id,
    request: Request,
    response: Response,
    params: Annotated[models.BesluitFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de besluiten van alle werkgevers over één kandidaat, de oudste eerst."""
    dossier = zoek(tx, id, beller, nu)
    sollicitatie = _sollicitatie(tx, dossier, params.sollicitatie_id)
    _verwerking(tx, beller, "besluiten over een aanbod bekijken", sollicitatie, nu)
    rows = [
        models.Besluit(
            id=row.id,
            sollicitatie_id=row.sollicitatie_id,
            deel=row.deel_id,
            akkoord=row.akkoord,
            reden=row.reden,
            gebruiker=row.gebruiker,
            besloten_op=row.op,
        )
        for row, _ in storage.list_besluiten(tx, params.sollicitatie_id)
    ]
    getoond = rows[params.offset : params.offset + params.limit]
    return paging.page(request, response, params, getoond, len(rows) if params.telling else None)


def _verwerking(
    tx: Session,
    beller: Caller,
    activiteit: str,
    sollicitatie: rules.Deelsollicitatie,
    nu: datetime,
) -> None:
    wie = [sollicitatie.medewerker] if sollicitatie.medewerker else []
    verwerking.record(tx, beller, activiteit, wie, nu)


def _sollicitatie(tx: Session, dossier: Dossier, id: UUID) -> rules.Deelsollicitatie:
    """An application on this vacancy that the viewer may see; otherwise 404."""
    sollicitatie = found(storage.get_deelsollicitatie(tx, dossier.vacature.id, id), "sollicitatie")
    verborgen = storage.niet_te_zien(tx, dossier.vacature, dossier.kijker, [id])
    return found(None if verborgen else sollicitatie, "sollicitatie")


# ---- answering ----------------------------------------------------------------------------------
def _antwoord_fouten(
    dossier: Dossier, deel: rules.Deel, invoer: models.DeelantwoordInvoer, nu: datetime
) -> list[vacatureregels.Fout]:
    status = vacatureregels.status_op(dossier.vacature, nu)
    if status in (Vacaturestatus.INGETROKKEN, Vacaturestatus.VERVULD):
        return [vacatureregels.Fout("naar", "vacature-afgerond", f"De vacature is {status}")]
    return rules.overgang_fouten(deel.status, invoer.naar, invoer.reden)


def _na_antwoord(
    tx: Session, dossier: Dossier, werkgever: str, naar: Deelstatus, nu: datetime
) -> None:
    """Who agreed becomes an employer; the one that leads hears when all agree or one falls away."""
    deling, vacature = dossier.deling, dossier.vacature
    stand = rules.stand(deling)
    if stand is rules.Delingsstand.AKKOORD:
        storage.set_werkgevers(tx, vacature, deling, nu)
    storage.meld(tx, f"functiedeel-{naar}", deling, {vacature.werkgever, werkgever}, nu)
    if bericht := rules.bericht_over(stand, naar, vacature.gegevens.titel):
        storage.schrijf(tx, deling, vacature.werkgever, *bericht)
