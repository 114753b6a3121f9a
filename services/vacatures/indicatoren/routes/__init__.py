"""The tables, as JSON or CSV, for who decides at a member; and what employers say of who left."""

import csv
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenantregels
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.indicatoren import rules, storage
from services.vacatures.indicatoren.routes.models import (
    Cel,
    Indicator,
    Maand,
    UitstroomInvoer,
    Uitstroomopgave,
)
from services.vacatures.indicatoren.routes.tabellen import TELLINGEN, Vraag
from services.vacatures.indicatoren.rules import Tabel
from services.vacatures.profiel.routes import eigen_organisatie
from services.vacatures.profiel.routes.models import OinPad
from shared import api, etag, formats
from shared.api import Beller, Geheel, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("indicatoren")
CSV = "text/csv"
Jaar = Annotated[Geheel, Path(ge=2000, le=2100, description="Kalenderjaar.")]


@router.get(
    "/indicatoren/{tabel}",
    response_model=Indicator,
    dependencies=[eist("vacatures:lezen")],
    responses=formats.gives(CSV),
    summary="Een tabel over de arbeidsmarkt van een verband of uw organisatie",
)
def get_indicator(
    tabel: Tabel,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
    van: Annotated[Maand | None, Query(description="Eerste maand; leeg: een jaar.")] = None,
    tot: Annotated[Maand | None, Query(description="Laatste maand; leeg: deze.")] = None,
    verband: Annotated[
        UUID | None, Query(description="Verband; leeg: alleen de eigen organisatie.")
    ] = None,
) -> object:
    """Geeft een van de vaste tabellen, zonder personen en met kleine aantallen verborgen.

    Met `Accept: text/csv` als kommagescheiden bestand.
    """
    oin = _lezer(beller, verband)
    periode = rules.periode(van, tot, vandaag)
    if reden := rules.gebrek(periode):
        raise invalid(("tot", "periode-ongeldig", reden))
    afspraken = _afspraken(tx, gateway, beller, verband)
    storage.leg_vast(tx)
    k, dagen = afspraken.kleinste_cel, afspraken.moeilijk_vervulbaar_dagen
    g4 = request.app.state.settings.g4
    cellen = TELLINGEN[tabel](Vraag(tx, periode, oin, verband, k, dagen, g4, nu))
    indicator = _indicator(tabel, periode, verband, afspraken, cellen)
    etag.stamp(request, 1)  # a table has no version; its contents tell
    return _csv(indicator) if formats.wants(request, CSV) else indicator


@router.get(
    "/werkgevers/{oin}/uitstroomopgaven/{jaar}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Wat u over de uitstroom van een jaar opgaf",
)
def get_uitstroomopgave(
    oin: OinPad, jaar: Jaar, request: Request, tx: Tx, beller: Beller
) -> Uitstroomopgave:
    """Geeft de aantallen zoals uw organisatie ze opgaf.

    Een ander lid van uw verband ziet ze opgeteld. Gaf u als enige op, dan zijn dat uw aantallen.
    """
    _eigen(oin, beller)
    row = found(storage.get_opgave(tx, oin, jaar), "opgave")
    etag.stamp(request, row.versie)
    return _opgave(row)


@router.put(
    "/werkgevers/{oin}/uitstroomopgaven/{jaar}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Geef op hoeveel medewerkers in een jaar weggingen, en waarheen",
)
def put_uitstroomopgave(
    oin: OinPad,
    jaar: Jaar,
    invoer: UitstroomInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Uitstroomopgave:
    """Legt de aantallen van een afgelopen of lopend jaar vast; nooit personen.

    Leden van uw verband zien ze opgeteld. Geeft u als enige op, dan zijn dat uw aantallen.
    """
    _eigen(oin, beller)
    row = storage.get_opgave(tx, oin, jaar, lock=True)
    etag.require_match(request, row.versie if row else 0)
    if jaar > vandaag.year:
        raise invalid(("jaar", "in-de-toekomst", "Dit jaar is nog niet begonnen"))
    row = storage.set_opgave(tx, jaar, invoer.model_dump(by_alias=False), beller, nu)
    etag.stamp(request, row.versie)
    return _opgave(row)


# ---- who, and by which agreements ---------------------------------------------------------------
def _lezer(beller: Caller, verband: UUID | None) -> str:
    """The organisation of who may read; a verband that is not theirs does not exist (404)."""
    if verband is not None:
        found(verband if verband in beller.verband_ids else None, "verband")
    if beller.organisatie is None or not beller.rollen & rules.LEZERS:
        raise Problem(403, "Dit is voor wie bij een lid over werving gaat.", code="geen-rol")
    return beller.organisatie


def _eigen(oin: str, beller: Caller) -> None:
    """What another organisation says of who left is as hidden as if it were not there (404)."""
    found(oin if eigen_organisatie(beller) == oin else None, "opgave")


def _afspraken(
    tx: Session, gateway: Peer, beller: Caller, verband: UUID | None
) -> convenantregels.Convenant:
    """The settings that count: of the verband, or those of all the own verbanden together."""
    with vraagt_gateway():
        alle = convenanten.van_beller(tx, gateway, beller)
    return convenantregels.samen([c for c in alle if verband in (None, c.verband)])


# ---- as shown -----------------------------------------------------------------------------------
def _indicator(
    tabel: Tabel,
    periode: rules.Periode,
    verband: UUID | None,
    afspraken: convenantregels.Convenant,
    cellen: list[rules.Tabelcel],
) -> Indicator:
    wat = rules.BESCHRIJVINGEN[tabel]
    return Indicator(
        tabel=tabel,
        titel=wat.titel,
        definitie=wat.definitie.format(dagen=afspraken.moeilijk_vervulbaar_dagen),
        bron=wat.bron,
        zekerheid=wat.zekerheid,
        verberging=rules.verbergingstekst(afspraken.kleinste_cel),
        kleinste_cel=afspraken.kleinste_cel,
        van=f"{periode.begin:%Y-%m}",
        tot=f"{rules.verschuif(periode.eind, -1):%Y-%m}",
        verband=verband,
        cellen=[Cel.model_validate(cel) for cel in cellen],
    )


def _csv(indicator: Indicator) -> Response:
    """The same in lines: first what the table is, then its numbers. RFC 4180."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["onderdeel", "rij", "kolom", "aantal", "mediaan", "verborgen", "tekst"])
    uitleg = ("titel", "definitie", "bron", "zekerheid", "verberging", "van", "tot", "verband")
    for naam in uitleg:
        tekst = getattr(indicator, naam)
        writer.writerow(["toelichting", naam, "", "", "", "", "" if tekst is None else tekst])
    for cel in indicator.cellen:
        getallen = ["" if n is None else n for n in (cel.aantal, cel.mediaan)]
        verborgen = "ja" if cel.verborgen else "nee"
        writer.writerow([cel.onderdeel, cel.rij, cel.kolom or "", *getallen, verborgen, ""])
    return Response(buffer.getvalue(), media_type="text/csv; charset=utf-8")


def _opgave(row: storage.Opgave) -> Uitstroomopgave:
    return Uitstroomopgave.model_validate(
        {naam: getattr(row, naam) for naam in Uitstroomopgave.model_fields}
    )
