"""Who has which part in a move, how it is shown, and how it comes to be."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.aanbod import rules as aanbodregels
from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.overstap import rules, storage
from services.vacatures.overstap.routes import models
from services.vacatures.overstap.rules import Overstappartij, Overstapstatus
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.rules import Partij, Sollicitatiestatus
from services.vacatures.sollicitatie.storage import Dossier
from services.vacatures.toestemming.rules import in_woorden
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.routes.models import adres, beletsels, camel
from services.vacatures.vacature.rules import Contractsoort
from shared import berichten
from shared.caller import Caller
from shared.kalender import dag
from shared.problem import Problem, invalid


def partij_van(
    row: storage.Row, beller: Caller, kijker: vacatureregels.Kijker
) -> Overstappartij | None:
    """What the caller is in this move; the employer that is left sees it through its HR only."""
    if beller.medewerker is not None:
        eigen = beller.medewerker == row.medewerker
        return Overstappartij.MEDEWERKER if eigen else None
    if kijker.recruiter and row.naar in kijker.handelt_voor:
        return Overstappartij.NIEUWE_WERKGEVER
    if "hr_adviseur" in beller.rollen and row.van in kijker.handelt_voor:
        return Overstappartij.THUISORGANISATIE
    return None


SCOPES = {
    Overstappartij.MEDEWERKER: "sollicitaties:indienen",
    Overstappartij.NIEUWE_WERKGEVER: "sollicitaties:behandelen",
    # HR of the employer that is left handles no applications; its role is what lets it in here.
    Overstappartij.THUISORGANISATIE: "sollicitaties:lezen",
}


def eist_scope(beller: Caller, partij: Overstappartij) -> None:
    """Arranging asks more than reading. Error: 403."""
    if SCOPES[partij] not in beller.scopes:
        raise Problem(403, f"Uw token mist: {SCOPES[partij]}.", code="scope-ontbreekt")


def weiger(fouten: list[vacatureregels.Fout]) -> None:
    """400 for what was said wrongly, 409 when another party must do it."""
    if any(fout.code == "andere-partij" for fout in fouten):
        raise Problem(
            409,
            "Dit kan zo niet; zie beletselen.",
            code="andere-partij",
            beletselen=beletsels(fouten),
        )
    if fouten:
        raise invalid(*((camel(f.veld), f.code, f.reden) for f in fouten))


def als_start(row: storage.Row) -> rules.Start:
    """The start as the rules see it."""
    door = Overstappartij(row.voorstel_door) if row.voorstel_door else None
    return rules.Start(row.vroegste_start_datum, row.start_datum, row.voorstel_datum, door)


def toon_regel(
    request: Request, row: storage.Row, partij: Overstappartij | None, gedaan: Collection[str]
) -> models.OverstapRegel:
    assert partij is not None  # listed for a party only
    return models.OverstapRegel(
        id=row.id,
        url=adres(request, f"/overstappen/{row.id}"),
        sollicitatie_id=row.sollicitatie_id,
        van=row.van,
        naar=row.naar,
        status=Overstapstatus(row.status),
        uw_deel=partij,
        vroegste_start_datum=row.vroegste_start_datum,
        start_datum=row.start_datum,
        nog_te_regelen=len(rules.te_regelen(gedaan)),
        afgesproken_op=row.afgesproken_op,
    )


def spreekt_over_schaal(row: storage.Row, partij: Overstappartij, beller: Caller) -> bool:
    """Whether the caller has part in what was agreed about the scale."""
    eigen_inlog = sollicitaties.EIGEN_INLOG in beller.scopes
    return rules.spreekt_over_schaal(partij, None if eigen_inlog else beller.organisatie, row.van)


def toon(
    tx: Session, request: Request, row: storage.Row, partij: Overstappartij, beller: Caller
) -> models.Overstap:
    """The move with its checklist, as this party may see it."""
    punten = storage.list_punten(tx, row.id)
    gedaan = [code for code, punt in punten.items() if punt.gedaan_op is not None]
    return models.Overstap(
        **dict(toon_regel(request, row, partij, gedaan)),
        contractsoort=Contractsoort(row.contractsoort),
        uren=row.uren,
        voorstel_datum=row.voorstel_datum,
        voorstel_door=Overstappartij(row.voorstel_door) if row.voorstel_door else None,
        start_reden=row.start_reden,
        schaalafspraak=(row.schaalafspraak if spreekt_over_schaal(row, partij, beller) else None),
        checklist=[_punt(punt, punten.get(punt.code)) for punt in rules.CHECKLIST],
        toelichting=rules.ANDERE_CAO,
        mogelijk=rules.mogelijk(Overstapstatus(row.status), partij),
    )


def _punt(punt: rules.Checklistpunt, stand: storage.Punt | None) -> models.Checklistpunt:
    return models.Checklistpunt(
        code=punt.code,
        omschrijving=punt.omschrijving,
        eigenaar=punt.eigenaar,
        ja_of_nee=punt.ja_of_nee,
        gedaan_op=stand.gedaan_op if stand else None,
        antwoord=stand.antwoord if stand else None,
        vastgelegd_door=Overstappartij(stand.partij) if stand else None,
        gebruiker=stand.gebruiker if stand else None,
        vastgelegd_op=stand.vastgelegd_op if stand else None,
    )


# ---- how a move comes to be ---------------------------------------------------------------------
def bij_statuswijziging(
    tx: Session,
    dossier: Dossier,
    vacature: vacatureregels.Vacature,
    naar: Sollicitatiestatus,
    beller: Caller,
    nu: datetime,
) -> None:
    """Who accepts an offer while in service elsewhere in the verband, moves; not after all."""
    kandidaat = dossier.kandidaat
    if naar is Sollicitatiestatus.INGETROKKEN:
        _breek_af(tx, kandidaat.sollicitatie, beller, nu)
    if naar is not Sollicitatiestatus.AANGENOMEN:
        return
    werkgevers = functiedelingen.nieuwe_werkgevers(tx, vacature, kandidaat.sollicitatie)
    if not rules.is_overstap(dossier.organisatie, werkgevers, kandidaat.categorie):
        return
    open_ = openstellingen.get_openstelling(tx, vacature.id)
    assert open_ is not None  # what was never opened has no applications
    vroegst = aanbodregels.vroegste_start(dag(nu), aanbodregels.opzegtermijn(kandidaat, open_))
    row = storage.add_overstap(tx, dossier, werkgevers[0], vroegst, beller, nu)
    storage.meld(tx, "overstap-afgesproken", row, nu)
    for wie, tekst in (
        (row.medewerker, _AAN_MEDEWERKER.format(datum=in_woorden(vroegst))),
        (row.van, _AAN_WERKGEVER),
        (row.naar, _AAN_WERKGEVER),
    ):
        sleutel = f"overstap-afgesproken:{row.id}:{wie}"
        berichten.record(tx, wie, "Een overstap is afgesproken", tekst, sleutel=sleutel)


def _breek_af(tx: Session, sollicitatie: UUID, beller: Caller, nu: datetime) -> None:
    """Who withdraws after accepting does not move; once begun there is nothing to withdraw."""
    row = storage.get_bij(tx, sollicitatie)
    if row is None or row.status == Overstapstatus.AFGEBROKEN:
        return
    if row.status == Overstapstatus.BEGONNEN:
        raise Problem(409, "De overstap is al begonnen.", code="overstap-afgerond")
    naar, partij = Overstapstatus.AFGEBROKEN, Overstappartij.MEDEWERKER
    storage.set_status(tx, row, naar, partij, beller, nu, None)
    storage.meld(tx, "overstap-afgebroken", row, nu)
    _vertel_afgebroken(tx, row)


def _vertel_afgebroken(tx: Session, row: storage.Row) -> None:
    """Both employers heard that somebody moves, so they hear that it is off."""
    for wie in (row.van, row.naar):
        sleutel = f"overstap-afgebroken:{row.id}:{wie}"
        berichten.record(tx, wie, "Een overstap gaat niet door", _AF, sleutel=sleutel)


def geef_vrij(
    tx: Session,
    row: storage.Row,
    vacature: vacatureregels.Vacature,
    partij: Overstappartij,
    beller: Caller,
    nu: datetime,
    reden: str | None,
) -> None:
    """The move is off: the application ends with it, and its place is free again."""
    _vertel_afgebroken(tx, row)
    dossier = sollicitaties.get_sollicitatie(tx, row.sollicitatie_id)
    if dossier is None or dossier.kandidaat.status is not Sollicitatiestatus.AANGENOMEN:
        return
    naar, id = Sollicitatiestatus.INGETROKKEN, row.sollicitatie_id
    zelf = partij is Overstappartij.MEDEWERKER
    wie = Partij.KANDIDAAT if zelf else Partij.WERKGEVER
    sollicitaties.set_status(tx, dossier, naar, wie, beller, nu, reden)
    sollicitaties.meld(tx, "sollicitatie-ingetrokken", id, vacature, nu)
    titel = vacature.gegevens.titel
    tekst = (f"Uw overstap: {titel}", _GAAT_NIET_DOOR.format(titel=titel))
    sollicitaties.bericht(tx, dossier, tekst, f"overstap-afgebroken:{row.id}")


_GAAT_NIET_DOOR = (
    "De overstap voor de vacature '{titel}' gaat niet door. Uw sollicitatie is daarmee ingetrokken."
    " De reden staat bij uw overstap in Doorstroom."
)
_AF = (
    "Een overstap die was afgesproken, gaat niet door. Welke het is, leest u in Doorstroom bij"
    " overstappen."
)
_AAN_MEDEWERKER = (
    "U hebt een baan aanvaard bij een andere werkgever in het samenwerkingsverband. Vraag zelf"
    " ontslag bij uw huidige werkgever. U kunt beginnen vanaf {datum}; eerder kan als beide"
    " werkgevers dat goedvinden. HR van beide werkgevers ziet deze overstap. Wat er geregeld moet"
    " worden, leest u bij uw overstap in Doorstroom."
)
_AAN_WERKGEVER = (
    "Een medewerker stapt over van de ene naar de andere werkgever in het samenwerkingsverband."
    " Wie het is en wat er geregeld moet worden, leest u in Doorstroom bij overstappen."
)
