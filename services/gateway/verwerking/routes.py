"""Verwerkingen: a person reads who read or changed what about them; the services report it."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.organisatie import storage as organisaties
from services.gateway.verwerking import rules, storage
from shared import api, formats, paging
from shared.api import Beller, Dienst, Model, Oin, Tekst, Tijdstip, Tx, eist
from shared.model import to_z
from shared.problem import Problem

MAX_BATCH = 1000
MAX_IN_FILE = 50_000
CSV = "text/csv"
COLUMNS = ("moment", "activiteit", "door", "naam", "onderdeel")
router = api.router("verwerkingen")
intern = api.router("verwerkingen")


class Verwerking(Model):
    """Eén keer dat iemand uw gegevens las of wijzigde."""

    id: UUID
    activiteit: Tekst = Field(description="Naam in het register van verwerkingen.")
    organisatie: Oin | None = Field(
        description="Wie het deed; leeg: uzelf (`doorUzelf`), of het platform."
    )
    naam: Tekst | None = Field(description="Naam van die organisatie.")
    dienst: Tekst = Field(description="Onderdeel van Doorstroom waarin het gebeurde.")
    uitgevoerd_op: Tijdstip
    door_uzelf: bool = Field(False, description="U deed dit zelf, met uw eigen inlog.")


class VerwerkingPagina(paging.Pagina):
    """Een deel van de verwerkingen."""

    results: list[Verwerking] = Field(max_length=paging.MAX_SIZE)


class Melding(Model):
    """A record as a peer service reports it (`shared.verwerking.message`)."""

    id: UUID
    activiteit: Tekst
    betrokkene: UUID
    organisatie: Oin | None
    client: Tekst | None
    trace: str = Field(max_length=100)
    op: Tijdstip


@router.get(
    "/verwerkingen",
    response_model=VerwerkingPagina,
    dependencies=[eist("deelname:lezen")],
    responses=formats.gives(CSV),
    summary="Wie uw gegevens las of wijzigde",
)
def list_verwerkingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Welke organisatie uw gegevens las of wijzigde, waarvoor en wanneer; het laatste eerst.

    Alleen voor een medewerker, en alleen over de medewerker zelf. Met `Accept: text/csv` komt alles
    in één bestand, zonder pagina's.
    """
    if beller.medewerker is None:
        raise Problem(403, "Dit is er alleen voor een medewerker.", code="rol-ontbreekt")
    as_file = formats.wants(request, CSV)
    part = (0, MAX_IN_FILE) if as_file else (params.offset, params.limit)
    rows = storage.find(tx, beller.medewerker, *part)
    namen = organisaties.names(tx, (row.organisatie for row in rows if row.organisatie))
    shown = [_verwerking(row, namen) for row in rows if rules.mag_inzien(row, beller.medewerker)]
    if as_file:
        return _file(shown)
    count = storage.count(tx, beller.medewerker) if params.telling else None
    return paging.page(request, response, params, shown, count)


@intern.post("/verwerkingen", status_code=204)
def add_verwerkingen(
    meldingen: Annotated[list[Melding], Field(max_length=MAX_BATCH)], tx: Tx, dienst: Dienst
) -> None:
    """Records of a peer service; one that came before changes nothing."""
    storage.add(tx, [rules.Verwerking(dienst=dienst, **dict(melding)) for melding in meldingen])


def _verwerking(row: rules.Verwerking, namen: dict[str, str]) -> Verwerking:
    return Verwerking(
        id=row.id,
        activiteit=row.activiteit,
        organisatie=(organisatie := rules.organisatie_van(row)),
        naam=namen.get(organisatie or ""),
        dienst=row.dienst,
        uitgevoerd_op=row.op,
        door_uzelf=rules.is_zelf(row),
    )


def _file(shown: Sequence[Verwerking]) -> Response:
    """The whole record as a file (RFC 4180), for who asks for it under art. 15 AVG."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in shown:
        door = "uzelf" if one.door_uzelf else one.organisatie or "het platform"
        line = (to_z(one.uitgevoerd_op), one.activiteit, door, one.naam or "", one.dienst)
        writer.writerow([_plain(value) for value in line])
    headers = {"Content-Disposition": 'attachment; filename="verwerkingen.csv"'}
    return Response(out.getvalue(), media_type=f"{CSV}; charset=utf-8", headers=headers)


def _plain(value: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
