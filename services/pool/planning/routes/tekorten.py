"""Behoefte − eigen − pool: which expertise is missing, and when."""

import csv
from datetime import date
from io import StringIO
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool.routes.models import Functie
from services.pool.flexpool.rules import PLANNERS
from services.pool.kijker import Kijker, eis_rol
from services.pool.planning.rules import csvcel, tekort
from services.pool.planning.storage import capaciteit as storage
from shared import api, formats, openapi
from shared.api import Datum, Model, Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("tekorten")
CSV = "text/csv"
LANGSTE_JAREN = 10
Uurgetal = Annotated[float, Field(description="Uren in het tijdvak, op een tiende.")]


class TekortVraag(Model):
    """Welke tabel."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    verband: UUID = Field(description="Van welk verband.")
    van: Datum | None = Field(None, description="Zonder waarde: vandaag.")
    tot: Datum | None = Field(None, description="Zonder waarde: een jaar vanaf `van`.")
    raster: tekort.Raster = Field(tekort.Raster.KWARTAAL, description="Per maand of per kwartaal.")
    functie: Functie | None = Field(None, description="Alleen deze functie (code).")


class Tekortcel(Model):
    """Eén functie in één tijdvak."""

    functie: Functie
    van: Datum
    tot: Datum
    behoefte: Uurgetal
    eigen: Uurgetal
    pool: Uurgetal
    saldo: Uurgetal
    tekort: Uurgetal
    ongedekt: Uurgetal


class TekortTabel(Model):
    """Behoefte min eigen min pool, per functie en tijdvak."""

    verband: UUID
    raster: tekort.Raster
    van: Datum
    tot: Datum
    toelichting: str = Field(max_length=1000)
    regels: list[Tekortcel] = Field(max_length=200_000)


TOELICHTING = (
    "Uren in het tijdvak. Behoefte: open en vervulde behoeften die om mensen vragen, met het"
    " kleinste aantal uren dat genoeg is, en wat een pool van dit verband van een ander verband"
    " aannam (doorzending), voor de uren en dagen die zij toezegde. Eigen: wat werkgevers zelf"
    " opgaven, min de verwachte uitstroom. Pool: uren van poolleden; wie meer functies heeft, telt"
    " voor elk een gelijk deel. Ongedekt: uren van behoeften waar nog geen inzet of partnerpool"
    " voor is. Alle sommen zijn exact; alleen wat u ziet is afgerond op een tiende."
)


@router.get(
    "/tekorten",
    response_model=TekortTabel,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(CSV) | openapi.refuses(404),
    summary="Welke deskundigheid ontbreekt wanneer",
)
def get_tekorten(
    request: Request,
    params: Annotated[TekortVraag, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> Any:
    """Geeft behoefte, eigen en pool per functie en tijdvak, zonder mensen of organisaties.

    Met `Accept: text/csv` als kommagescheiden bestand.
    """
    found(params.verband if params.verband in kijker.verbanden else None, "planning")
    eis_rol(kijker, PLANNERS)
    van = params.van or vandaag
    tot = params.tot or _jaar_later(van)
    if tot < van:
        raise invalid(("tot", "periode-omgekeerd", "De laatste dag ligt voor de eerste dag."))
    if (tot - van).days > 366 * LANGSTE_JAREN:
        raise invalid(("tot", "te-lang", f"Vraag hooguit {LANGSTE_JAREN} jaar tegelijk."))
    vakken = tekort.tijdvakken(van, tot, params.raster)
    regels = storage.tekorten(tx, params.verband, vakken, vandaag)
    gevraagd = [een for een in regels if params.functie in (None, een.functie)]
    tabel = TekortTabel(
        verband=params.verband,
        raster=params.raster,
        van=vakken[0].van,
        tot=vakken[-1].tot,
        toelichting=TOELICHTING,
        regels=[_cel(regel) for regel in gevraagd],
    )
    return _csv(tabel) if formats.wants(request, CSV) else tabel


def _jaar_later(dag: date) -> date:
    return date.fromordinal(min(dag.toordinal() + 364, date.max.toordinal()))


def _cel(regel: tekort.Tekortregel) -> Tekortcel:
    getallen = {
        naam: float(tekort.als_uren(getattr(regel, naam)))
        for naam in ("behoefte", "eigen", "pool", "saldo", "tekort", "ongedekt")
    }
    vak = regel.tijdvak
    return Tekortcel(functie=regel.functie, van=vak.van, tot=vak.tot, **getallen)


def _csv(tabel: TekortTabel) -> Response:
    """The lines as a file (RFC 4180) that no spreadsheet takes for a formula."""
    buffer = StringIO()
    schrijver = csv.writer(buffer)
    velden = list(Tekortcel.model_fields)
    schrijver.writerow(velden)
    for regel in tabel.regels:
        schrijver.writerow([csvcel.veilig(str(getattr(regel, veld))) for veld in velden])
    return Response(buffer.getvalue(), media_type=f"{CSV}; charset=utf-8")
