"""From what is stored to what goes over the line, for who looks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request

from services.pool.flexpool.rules import Kijker
from services.pool.inzet import rules as inzetregels
from services.pool.inzet.rules import InzetStatus
from services.pool.inzet.storage import Bewaard as BewaardeInzet
from services.pool.kijker import adres
from services.pool.trainee import rules
from services.pool.trainee.routes.models import mensen as models
from services.pool.trainee.routes.models import programmas as programmamodels
from services.pool.trainee.routes.models import roosters as roostermodels
from services.pool.trainee.rules import ZIN_PLAATS, ZIN_WENS, Plaatscode, Wenscode
from services.pool.trainee.storage.evaluaties import BewaardeEvaluatie
from services.pool.trainee.storage.mensen import BewaardeTrainee
from services.pool.trainee.storage.mentoren import BewaardeMentor
from services.pool.trainee.storage.plekken import Plaats
from services.pool.trainee.storage.programmas import (
    BewaardeGastplek,
    BewaardProgramma,
    Onderdeel,
)
from services.pool.trainee.storage.roosters import Rooster


def toon_programma(
    request: Request, wat: BewaardProgramma, vandaag: date
) -> programmamodels.Traineeprogramma:
    een = wat.programma
    return programmamodels.Traineeprogramma(
        id=een.id,
        url=adres(request, f"/traineeprogrammas/{een.id}"),
        verband=een.verband,
        organisatie=een.organisatie,
        naam=een.naam,
        convenant=een.convenant,
        label=een.label,
        omschrijving=een.omschrijving,
        blokken=[programmamodels.Roulatieblok(van=blok.van, tot=blok.tot) for blok in een.blokken],
        plaatsen=een.plaatsen,
        vrij=rules.vrije_plaatsen(een, wat.mensen),
        uren_per_week=een.uren_per_week,
        aanmelden_tot=een.aanmelden_tot,
        aanmelden_kan=rules.is_open(een, wat.mensen, vandaag),
        status=een.status,
    )


def toon_gastplek(request: Request, wat: BewaardeGastplek) -> programmamodels.Traineegastplek:
    gast = wat.gast
    pad = f"/traineeprogrammas/{wat.programma}/gastplekken/{gast.organisatie}"
    return programmamodels.Traineegastplek(
        programma=wat.programma,
        url=adres(request, pad),
        organisatie=gast.organisatie,
        laag=gast.laag,
        ruimte=list(gast.ruimte),
        onderwerpen=list(gast.onderwerpen),
    )


def toon_onderdeel(request: Request, wat: Onderdeel) -> programmamodels.Programmaonderdeel:
    velden = asdict(wat)
    velden.pop("op")
    return programmamodels.Programmaonderdeel(
        **velden, url=adres(request, f"/programmaonderdelen/{wat.id}")
    )


def _uitleg(plaats: Plaats) -> models.Plaatsuitleg:
    code = Plaatscode(plaats.uitleg["code"])
    return models.Plaatsuitleg(**plaats.uitleg, uitleg=ZIN_PLAATS[code], reden=plaats.reden)


def _inzetstatus(inzet: BewaardeInzet | None) -> InzetStatus | None:
    """As every partner reads it: a no of another side only says that it does not go on."""
    return inzetregels.zichtbare_status(inzet.inzet, False) if inzet else None


def toon_trainee(
    request: Request,
    wat: BewaardeTrainee,
    kijker: Kijker,
    plaatsen: Sequence[Plaats] = (),
    wensen: Sequence[dict[str, Any]] = (),
    inzetten: Mapping[UUID, BewaardeInzet] | None = None,
) -> models.Trainee:
    """Wishes and reasons for the person and who leads; a host and a mentor read the places."""
    een, programma = wat.deelname, wat.programma
    volledig = rules.ziet_wensen(een, programma, kijker)
    begeleidt = volledig or rules.is_mentor(wat.mentor, kijker)
    komt = {plaats.organisatie for plaats in plaatsen}
    bekend = inzetten or {}
    return models.Trainee(
        id=een.id,
        url=adres(request, f"/trainees/{een.id}"),
        programma=een.programma,
        medewerker=een.medewerker,
        thuisorganisatie=een.thuisorganisatie,
        in_dienst_voor=een.in_dienst_voor,
        status=een.status,
        wensen=models.Traineewensen(
            organisaties=list(een.wensen.organisaties),
            lagen=list(een.wensen.lagen),
            onderwerpen=list(een.wensen.onderwerpen),
        )
        if volledig
        else None,
        mentor=een.mentor if begeleidt else None,
        mentor_reden=wat.mentor_reden if volledig else None,
        plaatsen=[
            models.EigenPlaats(
                blok=plaats.blok,
                van=programma.blokken[plaats.blok - 1].van,
                tot=programma.blokken[plaats.blok - 1].tot,
                organisatie=plaats.organisatie,
                inzet=plaats.inzet,
                inzetstatus=_inzetstatus(bekend.get(plaats.inzet) if plaats.inzet else None),
                uitleg=_uitleg(plaats) if volledig else None,
            )
            for plaats in plaatsen
        ],
        niet_gekregen=[
            models.NietGekregen(
                organisatie=niet["organisatie"],
                code=niet["code"],
                uitleg=ZIN_WENS[Wenscode(niet["code"])],
            )
            for niet in (wensen if volledig else ())
            if niet["organisatie"] not in komt
        ],
    )


def toon_mentor(request: Request, wat: BewaardeMentor) -> models.Traineementor:
    velden = asdict(wat.aanbod)
    velden["ervaring"] = list(wat.aanbod.ervaring)
    return models.Traineementor(**velden, url=adres(request, f"/traineementoren/{wat.aanbod.id}"))


def toon_rooster(request: Request, wat: Rooster) -> roostermodels.Traineerooster:
    velden = asdict(wat)
    velden.pop("versie")
    programma = velden.pop("programma_id")
    url = adres(request, f"/traineeroosters/{wat.id}")
    return roostermodels.Traineerooster(**velden, programma=programma, url=url)


def toon_plaats(plaats: Plaats, inzet: BewaardeInzet | None) -> roostermodels.Traineeplaats:
    return roostermodels.Traineeplaats(
        trainee=plaats.trainee,
        blok=plaats.blok,
        organisatie=plaats.organisatie,
        inzet=plaats.inzet,
        inzetstatus=_inzetstatus(inzet),
        uitleg=_uitleg(plaats),
    )


def toon_evaluatie(wat: BewaardeEvaluatie) -> models.Blokevaluatie:
    een = wat.evaluatie
    return models.Blokevaluatie(
        trainee=een.trainee,
        blok=een.blok,
        rol=een.rol,
        geleerd=een.geleerd,
        anders=een.anders,
        zicht=een.zicht,
        op=wat.op,
    )
