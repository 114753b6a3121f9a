"""Hours that wait for a price, and the tariff that both employers name for them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.kijker import Kijker, adres, eis_mens, eis_organisatie, eis_rol
from services.pool.verrekening import rules, storage
from services.pool.verrekening.routes import models
from services.pool.verrekening.routes.access import LEZEN, SCHRIJVEN, VERREKENING
from shared import api, berichten, etag, openapi, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("verrekening")
GEZEGD = "Een tarief voor uren die wachten"
VRAAG = (
    "Een partner noemde een tarief voor goedgekeurde uren van {maand} die niet te verrekenen zijn."
    " Noem hetzelfde tarief, of een ander: {adres}"
)


@router.get(
    "/wachturen",
    response_model=models.WachtuurPagina,
    dependencies=[eist(LEZEN)],
    summary="Goedgekeurde uren waar geen tarief voor is",
)
def list_wachturen(
    request: Request,
    response: Response,
    params: Annotated[models.WachtuurFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft uren van uw mensen en inleenkrachten die zonder tarief niet te verrekenen zijn.

    Er is geen tarief afgesproken, of de inzet is gewist voordat hij was verrekend. Ook met een
    afgesproken tarief staan ze hier, tot de maand is gesloten.
    """
    alle = storage.list_wachturen(tx, kijker, vandaag, verband=params.verband)
    rijen = alle[params.offset : params.offset + params.limit]
    gezien = [een.medewerker for een in rijen[: params.page_size] if een.medewerker]
    verwerking.record(tx, beller, VERREKENING, gezien, nu)
    count = len(alle) if params.telling else None
    return paging.page(request, response, params, [_toon(een) for een in rijen], count)


@router.get(
    "/wachturen/{id}",
    dependencies=[eist(LEZEN)],
    summary="Eén regel uren waar geen tarief voor is",
)
def get_wachtuur(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu, vandaag: Vandaag
) -> models.Wachtuur:
    """Geeft de uren, en wat elk van beide werkgevers erover zei."""
    wat = _wachtuur(tx, id, kijker, vandaag)
    verwerking.record(tx, beller, VERREKENING, [wat.medewerker] if wat.medewerker else [], nu)
    etag.stamp(request, wat.versie)
    return _toon(wat)


@router.put(
    "/wachturen/{id}/tarief",
    dependencies=[eist(SCHRIJVEN)],
    responses=openapi.refuses(404),
    summary="Noem het tarief van uren die wachten",
)
def set_tarief_van_wachtuur(
    id: UUID,
    invoer: models.TariefwoordInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Wachtuur:
    """Legt vast wat uw organisatie noemt; het tarief geldt als beide werkgevers hetzelfde noemen.

    Noemt de uitlener nul, dan geldt dat meteen: die uren worden niet gerekend. Tot de maand is
    gesloten kunt u iets anders noemen.
    """
    _wachtuur(tx, id, kijker, vandaag)
    eis_rol(kijker, rules.TARIEFZEGGERS)
    door, eigen = eis_mens(beller), eis_organisatie(kijker)
    storage.lock(tx)  # nobody closes the month meanwhile
    wat = _wachtuur(tx, id, kijker, vandaag)
    etag.require_match(request, wat.versie)
    oud = next((een for een in wat.woorden if een.organisatie == eigen), None)
    inhoud = invoer.tarief_cent, invoer.grondslag, invoer.reden
    if oud is None or (oud.cent, oud.grondslag, oud.reden) != inhoud:
        woord = rules.Tariefwoord(eigen, oud.versie + 1 if oud else 1, *inhoud, nu)
        storage.set_woord(tx, id, woord, door)
        wat = _wachtuur(tx, id, kijker, vandaag)
        _vraag_ander(tx, request, wat, eigen)
    verwerking.record(tx, beller, VERREKENING, [wat.medewerker] if wat.medewerker else [], nu)
    etag.stamp(request, wat.versie)
    return _toon(wat)


def _wachtuur(tx: Session, id: UUID, kijker: Kijker, vandaag: Vandaag) -> rules.Wachtuur:
    return found(next(iter(storage.list_wachturen(tx, kijker, vandaag, id=id)), None), "wachtuur")


def _vraag_ander(tx: Session, request: Request, wat: rules.Wachtuur, eigen: str) -> None:
    """Tell the other employer, while both say something else."""
    regel = wat.regel
    ander = regel.inlener if eigen == regel.uitlener else regel.uitlener
    if wat.tarief is None and ander is not None:
        tekst = VRAAG.format(maand=regel.maand, adres=adres(request, f"/wachturen/{regel.id}"))
        berichten.record(tx, ander, GEZEGD, tekst, sleutel=f"tarief:{regel.id}:{wat.versie}")


def _toon(wat: rules.Wachtuur) -> models.Wachtuur:
    regel, tarief = wat.regel, wat.tarief
    return models.Wachtuur(
        id=regel.id,
        verband=regel.verband,
        uitlener=regel.uitlener,
        inlener=regel.inlener,
        week=regel.week,
        maand=regel.maand,
        uren=models.uren(regel.kwartieren),
        reden=wat.reden,
        tarief_cent=tarief.cent if tarief else None,
        grondslag=tarief.grondslag if tarief else None,
        woorden=[
            models.Tariefwoord(
                organisatie=een.organisatie,
                tarief_cent=een.cent,
                grondslag=een.grondslag,
                reden=een.reden,
                op=een.op,
            )
            for een in wat.woorden
        ],
    )
