"""The candidates of one vacancy in the order of the convenant: the busiest read about people."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    mag_behandelen,
    meelezer,
    niet_te_zien,
)
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import api, paging, verwerking
from shared.api import Beller, Lezer, Nu, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.read_router("sollicitaties")

_BEKIJKEN = "sollicitaties bekijken"


@router.get(
    "/vacatures/{id}/sollicitaties",
    response_model=models.SollicitatieRegelPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Sollicitaties op een vacature, in de volgorde van het convenant",
)
async def list_bij_vacature(
    id: UUID,
    request: Request,
    params: Annotated[paging.PageParams, Query()],
    lezer: Lezer,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de kandidaten met hun plaats en de grond daarvan; aangehouden staat achteraan.

    Ook voor de vacaturehouder. Heeft de vacature er geen, dan voor iedere leidinggevende van de
    werkgever, tenzij het convenant dat uitsluit; die ziet verder niets van de kandidaten.
    """
    gelezen = await storage.read_volgorde(lezer, id)
    regels, activiteit = gelezen.regels if gelezen else {}, _BEKIJKEN
    if gelezen is None or not _is_eigen_recruiter(beller, gelezen.vacature):
        # Also when there is nothing: hidden and absent ask the same.
        activiteit, verborgen = await run_in_threadpool(
            _te_lezen, request, id, beller, nu, list(regels)
        )
        regels = {nr: regel for nr, regel in regels.items() if nr not in verborgen}
    gelezen = found(gelezen, "vacature")
    open_ = gelezen.openstelling
    volgorde = rules.volgorde(storage.kandidaten(regels), open_, nu) if open_ else []
    deel = volgorde[params.offset : params.offset + params.limit]
    getoond = deel[: params.page_size]
    personen = {UUID(regels[plaats.sollicitatie].medewerker) for plaats in getoond}
    await verwerking.record_gelezen(lezer, beller, activiteit, personen, nu)
    aantal = len(volgorde) if params.telling else None
    lijst = _lijst(request, ((plaats, regels[plaats.sollicitatie]) for plaats in getoond))
    return paging.answer(request, params, lijst, len(deel) > params.page_size, aantal)


def _is_eigen_recruiter(beller: Caller, vacature: vacatureregels.Vacature) -> bool:
    """Who recruits for the only employer itself: mandates and inzetten change nothing for them."""
    kijker = vacatureregels.Kijker(
        organisatie=beller.organisatie,
        recruiter=bool(beller.rollen & vacatureregels.RECRUITERROLLEN),
    )
    return len(vacature.werkgevers) == 1 and mag_behandelen(kijker, vacature)


def _te_lezen(
    request: Request, id: UUID, beller: Caller, nu: datetime, ids: Collection[UUID]
) -> tuple[str, Collection[UUID]]:
    """What reading the order is called in the record, and which applications may not be read.

    404 when the vacancy is hidden, 403 for anybody who may see it but not its candidates.
    """
    with request.app.state.sessions.begin() as tx:
        kijker = vacatures.kijker(tx, beller, nu)
        gezien = vacatures.get_zichtbaar(tx, id, kijker, nu)
        vacature = found(vacatures.get_vacature(tx, id), "vacature")
        if mag_behandelen(kijker, vacature):
            return _BEKIJKEN, niet_te_zien(tx, vacature, kijker, ids)
        if _leest_als_leidinggevende(tx, beller, vacature):
            recruiter = replace(kijker, recruiter=True)  # sees what the own recruiters see
            verborgen = niet_te_zien(tx, vacature, recruiter, ids)
            als = "leidinggevende" if vacature.houder is None else "vacaturehouder"
            return f"{_BEKIJKEN} als {als}", verborgen
        found(gezien, "vacature")
        raise Problem(403, "Dit kan alleen een recruiter of de vacaturehouder.", code="geen-rol")


def _leest_als_leidinggevende(
    tx: Session, beller: Caller, vacature: vacatureregels.Vacature
) -> bool:
    """Whether who leads people reads this order; the convenant is asked for the own ones only."""
    wie, werkgevers = meelezer(tx, beller, vacature), vacature.werkgevers
    mag = False
    if vacature.houder is None and rules.is_leidinggevende(wie, werkgevers):
        afspraken = openstellingen.instellingen(tx, [vacature.id])[vacature.id]
        mag = afspraken.volgorde_zonder_houder
    return rules.mag_volgorde_lezen(wie, werkgevers, vacature.houder, zonder_houder=mag)


def _lijst(request: Request, lijst: Iterable[tuple[rules.Plaats, storage.Regelfeiten]]) -> bytes:
    """The lines as JSON (`models.SollicitatieRegel`), comma between.

    A page holds a hundred of them: pydantic would take longer than all the rest of the answer.
    """
    basis = adres(request, "/sollicitaties/")
    regels = [
        {
            "id": rij.id,
            "url": basis + rij.id,
            "plaats": plaats.rang,
            "categorie": rij.categorie,
            "grond": rij.grond,
            "aangehouden": plaats.aangehouden,
            "teltVanafOp": rij.telt_vanaf.replace("+00:00", "Z"),
            "ontvangenOp": rij.ontvangen_op.replace("+00:00", "Z"),
            "status": rij.status,
            "oordeel": rij.oordeel,
            "organisatie": rij.organisatie,
            "herkomst": rij.herkomst,
            "kenmerk": rij.kenmerk,
        }
        for plaats, rij in lijst
    ]
    return _encode(regels).encode()[1:-1]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
