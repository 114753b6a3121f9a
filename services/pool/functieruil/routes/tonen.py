"""From what is stored to what goes over the line, for who looks."""

from dataclasses import asdict

from fastapi import Request

from services.pool.flexpool.rules import Kijker
from services.pool.functieruil import rules
from services.pool.functieruil.routes import models
from services.pool.functieruil.rules import (
    Ruilverrekening,
)
from services.pool.functieruil.storage.kringen import BewaardeKring
from services.pool.functieruil.storage.rondes import Ronde
from services.pool.functieruil.storage.wensen import BewaardePlek, BewaardeWens, Zoek
from services.pool.functieruil.storage.werkbezoeken import BewaardBezoek
from services.pool.kijker import adres


def zoek(params: models.RuilFilter) -> Zoek:
    return Zoek(params.verband, params.organisatie, params.functie, params.status)


def toon_wens(request: Request, wat: BewaardeWens, kijker: Kijker) -> models.Ruilwens:
    """The person and who may know read whose it is; the rest of the verband reads the work."""
    wens, plek = wat.wens, wat.wens.plek
    volledig = rules.ziet_persoon(wens, kijker)
    eigen = rules.is_eigenaar(wens, kijker)
    uitleg = None
    if eigen and wat.uitleg and wat.uitleg_op:
        uitleg = models.Ruiluitleg(**wat.uitleg, op=wat.uitleg_op)
    return models.Ruilwens(
        id=wens.id,
        url=adres(request, f"/ruilwensen/{wens.id}"),
        verband=wens.verband,
        medewerker=wens.medewerker if volledig else None,
        organisatie=plek.organisatie,
        functie=plek.functie,
        niveau=plek.niveau,
        uren_per_week=plek.uren,
        van=plek.van,
        tot=plek.tot,
        kan=[models.Ruilvaardigheid(functie=k.functie, niveau=k.niveau) for k in wens.kan]
        if volledig
        else [],
        zoekt=list(wens.zoekt),
        organisaties=list(wens.organisaties) if volledig else [],
        zichtbaarheid=wens.zichtbaarheid,
        geldig_tot=wens.geldig_tot,
        plaats=wens.plaats,
        toelichting=wens.toelichting if volledig else "",
        mag_leeg=wens.mag_leeg,
        status=wens.status,
        uitleg=uitleg,
    )


def toon_plek(request: Request, wat: BewaardePlek) -> models.VrijePlek:
    vrij, plek = wat.vrij, wat.vrij.plek
    return models.VrijePlek(
        id=plek.id,
        url=adres(request, f"/vrije-plekken/{plek.id}"),
        verband=vrij.verband,
        organisatie=plek.organisatie,
        titel=vrij.titel,
        functie=plek.functie,
        niveau=plek.niveau,
        uren_per_week=plek.uren,
        van=plek.van,
        tot=plek.tot,
        status=vrij.status,
    )


def toon_ronde(request: Request, ronde: Ronde) -> models.Ruilronde:
    velden = asdict(ronde)
    velden.pop("versie")
    return models.Ruilronde(**velden, url=adres(request, f"/ruilrondes/{ronde.id}"))


def toon_kring(request: Request, wat: BewaardeKring, kijker: Kijker) -> models.Ruilkring:
    """Whole for who plans, once all said yes; the own part for who is in it."""
    kring = wat.kring
    heel = rules.ziet_hele_kring(kring, kijker)
    eigen = rules.eigen_schakel(kring, kijker)
    zichtbaar = kring.schakels if heel else tuple(een for een in (eigen,) if een)
    saldo = rules.urensaldo(kring.schakels, {}) if heel else {}
    return models.Ruilkring(
        id=kring.id,
        url=adres(request, f"/ruilkringen/{kring.id}"),
        verband=kring.verband,
        soort=kring.soort,
        status=kring.status,
        van=kring.van,
        tot=kring.tot,
        reactie_voor=kring.reactie_voor,
        mensen=len(kring.schakels),
        schakels=[
            models.Ruilschakel(
                nr=een.nr, medewerker=een.medewerker, thuisorganisatie=een.thuisorganisatie,
                inlener=een.inlener, functie=een.functie, uren_per_week=een.uren,
                antwoord=een.antwoord if een == eigen else (een.antwoord or None),
                inzet=een.inzet,
            )
            for een in zichtbaar
        ],
        urensaldo=[
            models.Urensaldo(organisatie=oin, uren_per_week=float(uren))
            for oin, uren in sorted(saldo.items())
        ],
        verrekening=Ruilverrekening(wat.verrekening) if wat.verrekening else None,
    )  # fmt: skip


def toon_bezoek(request: Request, wat: BewaardBezoek) -> models.Werkbezoek:
    return models.Werkbezoek(
        **asdict(wat.bezoek), url=adres(request, f"/werkbezoeken/{wat.bezoek.id}")
    )
