"""Medewerkers uit een CSV-bestand, for employers whose system does not speak SCIM."""

import csv
from io import StringIO
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from pydantic import Field

from services.gateway.medewerker import rules, storage
from services.gateway.medewerker.rules import levering
from services.gateway.organisatie.routes import OinPad
from shared import api, formats, verwerking
from shared.api import Beller, Geheel, Model, Nu, Tekst, Tx, eist
from shared.problem import DETAILS, Problem, invalid

router = api.router("medewerkers")
CSV = "text/csv"
MAX_ROWS = 50_000
VASTLEGGEN = "personeelsgegevens vastleggen"


class Rijfout(Model):
    """Waarom een rij niet is overgenomen."""

    rij: Geheel = Field(ge=1, le=MAX_ROWS, description="Nummer van de rij, zonder de kopregel.")
    veld: Tekst
    code: Tekst
    uitleg: Tekst


class Medewerkerlevering(Model):
    """Wat een bestand deed."""

    toegevoegd: Geheel = Field(ge=0, le=MAX_ROWS)
    gewijzigd: Geheel = Field(ge=0, le=MAX_ROWS)
    ongewijzigd: Geheel = Field(ge=0, le=MAX_ROWS)
    fouten: list[Rijfout] = Field(max_length=200_000)


async def inhoud(request: Request) -> bytes:
    """The file as it came."""
    return await request.body()


@router.post(
    "/organisaties/{oin}/medewerkers/_csv",
    dependencies=[eist("deelname:beheren")],
    summary="Medewerkers uit een bestand",
    openapi_extra=formats.takes(
        CSV,
        description="Kolommen: externId, naam, email, leidinggevende (externId), gebruikersnaam,"
        " actief (ja of nee). Andere kolommen tellen niet mee.",
    ),
)
def lever_medewerkers(
    oin: OinPad, tx: Tx, beller: Beller, nu: Nu, bestand: Annotated[bytes, Depends(inhoud)]
) -> Medewerkerlevering:
    """Neem over wat klopt, en zeg per rij wat niet klopt.

    Een kolom die er niet is, zegt niets; een lege cel zegt: er is er geen. Wie niet in het
    bestand staat, blijft zoals hij is.
    """
    if not rules.mag_beheren(oin, beller.organisatie, beller.rollen):
        raise Problem(404, DETAILS[404], code="niet-gevonden")
    rijen = _rows(bestand)
    storage.lock_delivery(tx, oin)
    storage.lock_lines(tx, oin)
    uit = levering.beoordeel(rijen, storage.everybody(tx, oin), oin, uuid4)
    storage.save_all(tx, [*uit.toegevoegd, *uit.gewijzigd])
    personen = [een.id for een in (*uit.toegevoegd, *uit.gewijzigd)]
    verwerking.record(tx, beller, VASTLEGGEN, personen, nu)
    return Medewerkerlevering(
        toegevoegd=len(uit.toegevoegd),
        gewijzigd=len(uit.gewijzigd),
        ongewijzigd=uit.ongewijzigd,
        fouten=[Rijfout.model_validate(fout) for fout in uit.fouten],
    )


def _rows(bestand: bytes) -> list[dict[str, str]]:
    """Error: 400, when it is no CSV in UTF-8 with a column externId."""
    try:
        tekst = bestand.decode("utf-8-sig").replace("\0", "")
        kop = tekst.partition("\n")[0]
        teken = ";" if kop.count(";") > kop.count(",") else ","
        lezer = csv.DictReader(StringIO(tekst, newline=""), delimiter=teken)
        rijen = [{k: v or "" for k, v in rij.items() if k} for rij in lezer]
    except (UnicodeDecodeError, csv.Error) as error:
        raise invalid(("bestand", "geen-csv", "Dit is geen CSV in UTF-8.")) from error
    if not rijen or len(rijen) > MAX_ROWS:
        raise invalid(("bestand", "aantal-rijen", f"Lever 1 tot {MAX_ROWS} rijen."))
    return rijen
