"""Apply, follow and correct an application, and change its status; the last one by both parties."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    eigen_medewerker,
    eist_scope,
    leg_vast,
    mens,
    met_termijn,
    toon,
    van_beller,
    van_kandidaat,
    velden,
    wijzig_status,
)
from services.vacatures.sollicitatie.rules import Partij, Sollicitatiestatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres, beletsels, camel
from shared import api, bsn, etag, kalender, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found, invalid

router = api.router("sollicitaties")
AANMELDEN = "/toegang/v1/kandidaten"
WEGGEHAALD = "Een nummer dat een burgerservicenummer kan zijn, is weggehaald. Dat mag hier niet."


def _wijs_de_weg(beller: Beller) -> None:
    """Who has no token yet hears how to get one: an outsider needs no account."""
    if beller.is_anoniem:
        raise Problem(
            401,
            "Meld u eerst aan: als medewerker via uw intranet, en anders met uw naam en e-mail"
            f" op {AANMELDEN}.",
            code="niet-aangemeld",
            headers={"WWW-Authenticate": "Bearer"},
            aanmelden=AANMELDEN,
        )


@router.post(
    "/vacatures/{id}/sollicitaties",
    status_code=201,
    dependencies=[Depends(_wijs_de_weg), eist("sollicitaties:indienen")],
    summary="Solliciteer op een vacature",
)
def add_sollicitatie(
    id: UUID,
    invoer: models.SollicitatieInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Sollicitatie:
    """Legt de sollicitatie vast met uw categorie en de grond daarvan.

    Ziet u de vacature al, maar is uw fase nog niet begonnen, dan wordt zij aangehouden en telt
    zij vanaf uw fase. U krijgt bericht van ontvangst. Wie nergens in dienst is, meldt zich eerst
    aan als kandidaat.
    """
    medewerker = eigen_medewerker(beller)
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu, share=True), "vacature")
    open_ = openstellingen.get_openstelling(tx, id)
    indeling = rules.deel_in(open_, kijker, vacature, nu) if open_ else None
    eerder = storage.heeft_gesolliciteerd(tx, id, medewerker)
    status = vacatureregels.status_op(vacature, nu)
    elders = vacature.gegevens.sollicitatie_url
    beletselen = rules.beletselen(status, indeling, eerder, elders)
    if beletselen or indeling is None:
        raise Problem(
            409,
            "Solliciteren kan nu niet; zie beletselen.",
            code="solliciteren-kan-niet",
            beletselen=beletsels(beletselen),
        )
    motivatie, weg = bsn.redigeer(invoer.motivatie or "")
    nieuw = storage.add_sollicitatie(tx, id, beller, indeling, motivatie or None, nu)
    fouten = functiedelingen.neem_op(tx, vacature, nieuw, invoer.delen, medewerker=medewerker)
    if fouten:
        raise invalid(*((camel(f.veld), f.code, f.reden) for f in fouten))
    storage.meld(tx, "sollicitatie-ontvangen", nieuw, vacature, nu)
    verwerking.record(tx, beller, "solliciteren", [medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{nieuw}")
    dossier = found(storage.get_sollicitatie(tx, nieuw), "sollicitatie")
    _bevestig(tx, dossier, vacature, nu)
    etag.stamp(request, dossier.versie)
    return _toon_opgeslagen(request, dossier, weg, nu)


def _bevestig(
    tx: Session, dossier: storage.Dossier, vacature: vacatureregels.Vacature, nu: datetime
) -> None:
    """The acknowledgement of receipt, with the term of the convenant."""
    afspraken = openstellingen.instellingen(tx, [vacature.id])[vacature.id]
    telt = dossier.kandidaat.telt_vanaf
    tekst = rules.berichten.ontvangst(
        vacature.gegevens.titel,
        kalender.dag(telt) if rules.is_aangehouden(telt, nu) else None,
        afspraken.reactietermijn_dagen,
    )
    storage.bericht(tx, dossier, tekst, "ontvangst")


def _toon_opgeslagen(
    request: Request, dossier: storage.Dossier, weg: int, nu: datetime
) -> models.Sollicitatie:
    getoond = velden(request, dossier, Partij.KANDIDAAT, nu)
    return models.Sollicitatie(**getoond | {"melding": WEGGEHAALD if weg else None})


@router.patch(
    "/sollicitaties/{id}",
    dependencies=[eist("sollicitaties:indienen")],
    summary="Verbeter uw sollicitatie",
)
def change_sollicitatie(
    id: UUID,
    wijziging: models.SollicitatieVerbetering,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Sollicitatie:
    """De kandidaat verbetert de motivatie, zolang de werkgever er nog niet mee begonnen is."""
    dossier, _ = van_kandidaat(tx, id, beller, nu, lock=True)
    etag.require_match(request, dossier.versie)
    if dossier.kandidaat.status is not Sollicitatiestatus.INGEDIEND:
        detail = f"Deze sollicitatie is {dossier.kandidaat.status}."
        raise Problem(409, detail, code="wijzigen-kan-niet")
    weg = 0
    if "motivatie" in wijziging.model_fields_set:
        motivatie, weg = bsn.redigeer(wijziging.motivatie or "")
        storage.set_motivatie(tx, id, motivatie or None)
        leg_vast(tx, beller, "eigen sollicitatie verbeteren", [dossier], nu)
    dossier = found(storage.get_sollicitatie(tx, id), "sollicitatie")
    etag.stamp(request, dossier.versie)
    return _toon_opgeslagen(request, dossier, weg, nu)


@router.get(
    "/sollicitaties",
    response_model=models.SollicitatiePagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Uw eigen sollicitaties",
)
def list_eigen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de sollicitaties van de medewerker die vraagt, de nieuwste eerst.

    Via een systeem van uw werkgever alleen die bij uw werkgever, en wat dat systeem zelf voor u
    indiende; met uw eigen inlog allemaal.
    """
    medewerker = eigen_medewerker(beller)
    lijst, count = storage.list_van_medewerker(tx, medewerker, beller, params.offset, params.limit)
    regels = [toon(request, dossier, Partij.KANDIDAAT, nu) for dossier in lijst]
    met_termijn(tx, request, regels, nu)
    leg_vast(tx, beller, "eigen sollicitaties bekijken", lijst, nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/sollicitaties/{id}", dependencies=[eist("sollicitaties:lezen")], summary="Eén sollicitatie"
)
def get_sollicitatie(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Sollicitatie:
    """Geeft de sollicitatie aan de kandidaat zelf of aan een recruiter van de werkgever.

    Ook aan de vacaturehouder; naam en bereikbaarheid staan er niet bij.
    """
    dossier, _, partij = van_beller(tx, id, beller, nu, ook_houder=True)
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    etag.stamp(request, dossier.versie)
    getoond = toon(request, dossier, partij, nu)
    met_termijn(tx, request, [getoond], nu)
    return getoond


@router.post(
    "/sollicitaties/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Trek in, neem aan, neem in behandeling of wijs af",
)
def add_sollicitatie_statuswijziging(
    id: UUID,
    wijziging: models.SollicitatieWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.SollicitatieStatus:
    """De kandidaat trekt in of neemt een aanbod aan; de werkgever behandelt of wijst af.

    Afwijzen is altijd het besluit van een mens, met reden. Ook nodig: sollicitaties:indienen voor
    de kandidaat, sollicitaties:behandelen voor de werkgever.
    """
    dossier, vacature, partij = van_beller(tx, id, beller, nu, lock=True)
    eist_scope(beller, partij)
    etag.require_match(request, dossier.versie)
    if partij is Partij.WERKGEVER:
        mens(beller)
    naar = Sollicitatiestatus(wijziging.naar)
    if wijziging.redencode is not None and naar is not Sollicitatiestatus.AFGEWEZEN:
        raise invalid(("redencode", "niet-gevraagd", "Alleen bij een afwijzing"))
    gewijzigd = wijzig_status(
        tx,
        request,
        dossier,
        vacature,
        naar,
        partij,
        beller,
        nu,
        wijziging.reden,
        wijziging.redencode,
    )
    leg_vast(tx, beller, "sollicitatie wijzigen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/statuswijzigingen")
    return gewijzigd


@router.get(
    "/sollicitaties/{id}/statuswijzigingen",
    response_model=models.SollicitatieStatusPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Wanneer de sollicitatie welke status kreeg",
)
def list_sollicitatie_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek, de oudste wijziging eerst, aan de kandidaat en aan de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu)
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    if partij is Partij.KANDIDAAT:
        rows = [row | {"gebruiker": None} for row in rows]
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    return paging.page(request, response, params, rows, count if params.telling else None)
