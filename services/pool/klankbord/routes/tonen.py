"""From what is stored to what goes over the line, for who looks."""

from datetime import date

from fastapi import Request
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.kijker import adres
from services.pool.klankbord import rules
from services.pool.klankbord.routes import models
from services.pool.klankbord.rules import Klankbordlezer, Koppelstatus
from services.pool.klankbord.storage.experts import BewaardeExpert
from services.pool.klankbord.storage.onkosten import BewaardeOnkosten
from services.pool.klankbord.storage.vragen import BewaardeKoppeling, BewaardeVraag


def toon_experts(
    tx: Session, request: Request, rijen: list[BewaardeExpert], vandaag: date
) -> list[models.Klankbordexpert]:
    """Each with whether the statement still holds in its verband."""
    maanden = {
        een: pools.get_afspraken(tx, een).klankbord_verklaring_maanden
        for een in sorted({wat.expert.verband for wat in rijen})
    }
    return [_expert(request, wat.expert, maanden[wat.expert.verband], vandaag) for wat in rijen]


def _expert(
    request: Request, een: rules.Klankbordexpert, maanden: int, vandaag: date
) -> models.Klankbordexpert:
    return models.Klankbordexpert(
        id=een.id,
        url=adres(request, f"/klankbordexperts/{een.id}"),
        verband=een.verband,
        persoon=een.persoon,
        onderwerpen=list(een.onderwerpen),
        soorten=list(een.soorten),
        ervaring=een.ervaring,
        banden=list(een.banden),
        onafhankelijk_op=een.onafhankelijk_op,
        verklaring_geldt=rules.verklaring_geldt(een.onafhankelijk_op, maanden, vandaag),
        beschikbaar=een.beschikbaar,
        status=een.status,
    )


def toon_vraag(request: Request, wat: BewaardeVraag) -> models.Klankbordvraag:
    een = wat.vraag
    return models.Klankbordvraag(
        id=een.id,
        url=adres(request, f"/klankbordvragen/{een.id}"),
        verband=een.verband,
        soort=een.soort,
        onderwerpen=list(een.onderwerpen),
        tekst=een.tekst,
        organisatie=een.organisatie,
        vrager=een.vrager,
        ook_eigen_makelaar=een.ook_eigen_makelaar,
        status=een.status,
        denkt_mee=wat.denkt_mee,
        gesteld_op=wat.gesteld_op,
        gesloten_op=wat.gesloten_op,
    )


def toon_koppeling(
    request: Request, wat: BewaardeKoppeling, lezer: Klankbordlezer
) -> models.Klankbordkoppeling:
    """Of a personal question the expert reads who and what only while thinking along."""
    een, vraag = wat.koppeling, wat.vraag
    makelaar = rules.koppelt(vraag, lezer)
    denkt_mee = een.status is Koppelstatus.AANVAARD
    heel = makelaar or denkt_mee or not rules.is_persoonlijk(vraag)
    return models.Klankbordkoppeling(
        id=een.id,
        url=adres(request, f"/klankbordkoppelingen/{een.id}"),
        vraag=een.vraag if makelaar else None,
        expert=een.expert,
        persoon=een.persoon,
        soort=vraag.soort,
        onderwerpen=list(vraag.onderwerpen),
        tekst=vraag.tekst if heel else None,
        organisatie=vraag.organisatie if heel else None,
        vrager=vraag.vrager if makelaar or denkt_mee else None,
        plaats=wat.plaats if makelaar else 0,
        status=een.status,
        gevraagd_op=wat.op,
        beantwoord_op=wat.beantwoord_op,
    )


def toon_onkosten(
    request: Request,
    wat: BewaardeOnkosten,
    let_op: rules.Onkostenwaarschuwing | None = None,
) -> models.Klankbordonkosten:
    een = wat.onkosten
    return models.Klankbordonkosten(
        id=een.id,
        url=adres(request, f"/klankbordonkosten/{een.id}"),
        koppeling=een.koppeling,
        persoon=een.persoon,
        organisatie=een.organisatie,
        soort=een.soort,
        dag=een.dag,
        bedrag_cent=een.bedrag_cent,
        status=een.status,
        ingediend_op=wat.ingediend_op,
        besloten_op=wat.besloten_op,
        waarschuwing=models.Onkostenwaarschuwing.model_validate(let_op) if let_op else None,
    )
