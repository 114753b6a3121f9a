"""One need with other hours per period: a series of needs that belong together."""

from dataclasses import replace
from itertools import pairwise
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Request, Response
from pydantic import Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.kijker import Kijker, adres, eis_organisatie, eis_rol
from services.pool.planning import rules, storage
from services.pool.planning.routes import enige_verband, fouten_in, models
from shared import api
from shared.api import Beller, Datum, Model, Nu, Tx, Vandaag, eist
from shared.problem import invalid

router = api.router("behoeften")
EIGEN = {"van", "tot", "uren_min", "uren_max", "zo_snel_mogelijk", "open_einde", "duur_maanden"}


class BehoeftereeksPeriode(Model):
    """De uren in één periode."""

    van: Datum
    tot: Datum
    uren_min: models.Weekuren | None = None
    uren_max: models.Weekuren


class BehoeftereeksInvoer(models.BehoefteFeiten):
    """Een behoefte met per periode andere uren; hoogstens zestig perioden."""

    perioden: Annotated[list[BehoeftereeksPeriode], Field(min_length=1, max_length=60)]


class Behoeftereeks(Model):
    """De behoeften van een reeks, eerste periode eerst."""

    id: UUID
    url: Webadres
    behoeften: list[models.Behoefte] = Field(max_length=60)


@router.post(
    "/behoeftenreeksen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg een behoefte vast met andere uren per periode",
)
def add_behoeftereeks(
    invoer: BehoeftereeksInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> Behoeftereeks:
    """Legt per periode één behoefte vast, met dezelfde functie, plaats en reden.

    De perioden mogen elkaar niet overlappen; de lijst `/behoeften?reeks=` geeft ze terug.
    """
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    reeks = uuid4()
    gedeeld = {
        naam: getattr(invoer, naam) for naam in models.BehoefteFeiten.model_fields.keys() - EIGEN
    }
    gedeeld |= {
        "titel": invoer.titel or "",
        "verband": invoer.verband or enige_verband(kijker),
        "inlener": eigen,
        "reeks": reeks,
    }
    behoeften = [
        rules.Behoefte(**gedeeld, **een.model_dump(by_alias=False)) for een in invoer.perioden
    ]
    fouten = _fouten_in_vorm(invoer)
    for nr, een in enumerate(behoeften):
        fouten += [_bij_periode(nr, fout) for fout in fouten_in(tx, gateway, beller, kijker, een)]
    if fouten := list(dict.fromkeys(fouten)):
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))
    behoeften.sort(key=lambda een: een.van or vandaag)
    bewaard = [
        storage.add_behoefte(
            tx, uuid4(), een, rules.beginstatus(een, vandaag), beller.gebruiker, nu
        )
        for een in behoeften
    ]
    pad = adres(request, f"/behoeften?reeks={reeks}")
    response.headers["Location"] = pad
    getoond = [models.toon(request, een, vandaag) for een in bewaard]
    return Behoeftereeks(id=reeks, url=pad, behoeften=getoond)


def _fouten_in_vorm(invoer: BehoeftereeksInvoer) -> list[Reden]:
    """What is said twice, and which periods share days; numbers as the caller gave them."""
    zin = "Uren en dagen staan bij een reeks per periode."
    dubbel = sorted(invoer.model_fields_set & EIGEN)
    fouten = [Reden(to_camel(veld), "per-periode", zin) for veld in dubbel]
    op_volgorde = sorted(enumerate(invoer.perioden), key=lambda een: een[1].van)
    return fouten + [
        Reden(f"perioden.{nr}", "perioden-overlappen", "Twee perioden overlappen elkaar.")
        for (_, vorige), (nr, volgende) in pairwise(op_volgorde)
        if volgende.van <= vorige.tot
    ]


def _bij_periode(nr: int, fout: Reden) -> Reden:
    """A fault in hours or days with the period that it is in; the rest is the same for all."""
    if fout.veld not in {to_camel(veld) for veld in EIGEN}:
        return fout
    return replace(fout, veld=f"perioden.{nr}.{fout.veld}")
