"""Who may do what with an application, how it is shown to them, and its change of status."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.rules import Afwijsgrond, Partij, Sollicitatiestatus
from services.vacatures.sollicitatie.storage import Dossier
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import verwerking
from shared.caller import Caller
from shared.problem import Problem, found

# What another room does when an application changes status: in the same transaction, before the
# change is stored, so that it can refuse too. `main` says which: `app.state.gevolgen`.
Gevolg = Callable[
    [Session, Dossier, vacatureregels.Vacature, Sollicitatiestatus, Caller, datetime], None
]


def van_beller(
    tx: Session,
    id: UUID,
    beller: Caller,
    nu: datetime,
    *,
    lock: bool = False,
    wat: str = "sollicitatie",
    soort: storage.Soort | None = None,
    ook_houder: bool = False,
) -> tuple[Dossier, vacatureregels.Vacature, Partij]:
    """The application for its candidate or its employer; 404 for everybody else.

    With `lock` the vacancy is locked, so that one decision at a time is made on it. `soort`: what
    `id` is of (None: the application), and `wat` how that is called, so that hidden and absent
    sound the same.
    `ook_houder`: also for the vacaturehouder, as the employer.
    """
    # Who asks first, then all that decides in one question: hidden and absent take the same.
    kijker = vacatures.kijker(tx, beller, nu)
    zaak = found(storage.get_zaak(tx, id, kijker, soort), wat)
    dossier, vacature, id = zaak.dossier, zaak.vacature, zaak.dossier.kandidaat.sollicitatie
    if ook_houder and is_houder(tx, beller, vacature):
        kijker = replace(kijker, recruiter=True)  # sees what the own recruiters see
    eigen = beller.medewerker is not None and beller.medewerker == dossier.medewerker
    if eigen and not rules.ziet_eigen(
        storage.EIGEN_INLOG in beller.scopes,
        beller.organisatie,
        vacature.werkgevers,
        beller.client,
        dossier.client,
    ):
        found(None, wat)
    if not eigen and not (zaak.te_behandelen and not niet_te_zien(tx, vacature, kijker, [id])):
        found(None, wat)
    if not lock:
        dossier = storage.met_verloop(tx, dossier)
    else:
        vacature = found(vacatures.get_vacature(tx, vacature.id, lock=True), wat)
        dossier = found(storage.get_sollicitatie(tx, id, lock=True), wat)
        if dossier.geanonimiseerd:
            found(None, wat)
    return dossier, vacature, Partij.KANDIDAAT if eigen else Partij.WERKGEVER


def is_houder(tx: Session, beller: Caller, vacature: vacatureregels.Vacature) -> bool:
    """Whether the caller is the vacaturehouder of this vacancy."""
    return rules.is_houder(meelezer(tx, beller, vacature), vacature.werkgevers, vacature.houder)


def meelezer(tx: Session, beller: Caller, vacature: vacatureregels.Vacature) -> rules.Meelezer:
    """Who asks, as the rules see it; only of who is named it matters whether they apply."""
    persoon = beller.medewerker
    genoemd = persoon is not None and persoon == vacature.houder
    solliciteert = genoemd and storage.heeft_gesolliciteerd(tx, vacature.id, persoon)
    return rules.Meelezer(beller.organisatie, beller.rollen, persoon, solliciteert)


def mag_behandelen(kijker: vacatureregels.Kijker, vacature: vacatureregels.Vacature) -> bool:
    """Whether this recruiter handles applications on it; on a joint vacancy each employer does."""
    if len(vacature.werkgevers) > 1:
        return vacatureregels.is_eigen_recruiter(kijker, vacature)
    return vacatureregels.mag_beheren(kijker, vacature)


def niet_te_zien(
    tx: Session,
    vacature: vacatureregels.Vacature,
    kijker: vacatureregels.Kijker,
    ids: Collection[UUID],
) -> frozenset[UUID]:
    """Which of these applications the recruiter may not see: on a joint vacancy those for the
    part of another employer only."""
    if not mag_behandelen(kijker, vacature):
        return frozenset(ids)
    if len(vacature.werkgevers) == 1:
        return frozenset()
    # What is erased is shown to none, whoever's part it was for.
    levend = storage.list_levend(tx, list(ids))
    verborgen = functiedelingen.niet_te_zien(tx, vacature, kijker, levend)
    return verborgen | (frozenset(ids) - levend)


def van_werkgever(
    tx: Session,
    id: UUID,
    beller: Caller,
    nu: datetime,
    *,
    lock: bool = False,
    wat: str = "sollicitatie",
    soort: storage.Soort | None = None,
    ook_houder: bool = False,
) -> tuple[Dossier, vacatureregels.Vacature]:
    """The application for a recruiter of the employer; nobody judges an own application."""
    dossier, vacature, partij = van_beller(
        tx, id, beller, nu, lock=lock, wat=wat, soort=soort, ook_houder=ook_houder
    )
    if partij is not Partij.WERKGEVER:
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    return dossier, vacature


def van_kandidaat(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False
) -> tuple[Dossier, vacatureregels.Vacature]:
    """The application for its own candidate; an employer never speaks for a candidate."""
    dossier, vacature, partij = van_beller(tx, id, beller, nu, lock=lock)
    if partij is not Partij.KANDIDAAT:
        raise Problem(403, "Dit kan alleen de kandidaat zelf.", code="geen-kandidaat")
    return dossier, vacature


def mens(beller: Caller) -> str:
    """The person who decides; a decision about people is never a machine's (400)."""
    if not beller.gebruiker:
        raise Problem(
            400, "Noem wie dit besluit neemt (Audit-User-ID).", code="gebruiker-ontbreekt"
        )
    return beller.gebruiker


def eist_scope(beller: Caller, partij: Partij) -> None:
    """Changing asks more than reading. Error: 403."""
    scope = {
        Partij.KANDIDAAT: "sollicitaties:indienen",
        Partij.WERKGEVER: "sollicitaties:behandelen",
    }[partij]
    if scope not in beller.scopes:
        raise Problem(403, f"Uw token mist: {scope}.", code="scope-ontbreekt")


def eigen_medewerker(beller: Caller) -> UUID:
    """The person who asks; 403 for a machine."""
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen een medewerker zelf.", code="geen-medewerker")
    return beller.medewerker


def leg_vast(
    tx: Session, beller: Caller, activiteit: str, dossiers: Iterable[Dossier], nu: datetime
) -> None:
    """The record of what was read or changed, per person."""
    verwerking.record(tx, beller, activiteit, (d.medewerker for d in dossiers), nu)


def wijzig_status(
    tx: Session,
    request: Request,
    dossier: Dossier,
    vacature: vacatureregels.Vacature,
    naar: Sollicitatiestatus,
    partij: Partij,
    beller: Caller,
    nu: datetime,
    reden: str | None = None,
    redencode: Afwijsgrond | None = None,
) -> models.SollicitatieStatus:
    """Go to another status, if the table of transitions and the rooms above allow it (400, 409)."""
    id, van = dossier.kandidaat.sollicitatie, dossier.kandidaat.status
    heropent = van is Sollicitatiestatus.AFGEWEZEN
    gegrond = heropent and storage.is_klacht_gegrond(tx, id)
    namens = not dossier.is_bereikbaar
    if fouten := rules.overgang_fouten(van, naar, partij, reden, gegrond, namens=namens):
        raise Problem(
            400 if fouten[0].veld == "reden" else 409,
            f"Van {van} naar {naar} kan zo niet.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.mogelijk(van, partij, namens=namens)],
        )
    gevolgen: tuple[Gevolg, ...] = request.app.state.gevolgen
    for gevolg in gevolgen:
        gevolg(tx, dossier, vacature, naar, beller, nu)
    code = redencode or Afwijsgrond.ANDERS if naar is Sollicitatiestatus.AFGEWEZEN else None
    storage.set_status(tx, dossier, naar, partij, beller, nu, reden, code)
    storage.meld(tx, f"sollicitatie-{naar}".replace("_", "-"), id, vacature, nu)
    tekst = rules.berichten.gewijzigd(vacature.gegevens.titel, van, naar)
    storage.bericht(tx, dossier, tekst, f"{naar}:{dossier.versie}")
    return models.SollicitatieStatus(
        sollicitatie_id=id,
        van=van,
        naar=naar,
        gewijzigd_op=nu,
        partij=partij,
        gebruiker=beller.gebruiker if partij is Partij.WERKGEVER else None,
        reden=reden,
        redencode=code,
    )


def begin_behandeling(
    tx: Session,
    request: Request,
    dossier: Dossier,
    vacature: vacatureregels.Vacature,
    beller: Caller,
    nu: datetime,
) -> None:
    """Who judges or plans a step has begun: the log says so, once."""
    if dossier.kandidaat.status is Sollicitatiestatus.INGEDIEND:
        naar, partij = Sollicitatiestatus.IN_BEHANDELING, Partij.WERKGEVER
        wijzig_status(tx, request, dossier, vacature, naar, partij, beller, nu)


def met_termijn(
    tx: Session, request: Request, getoond: Sequence[models.Sollicitatie], nu: datetime
) -> None:
    """Fill in until when each of these stays; the room that knows it is above this one."""
    termijnen = request.app.state.bewaartermijnen(tx, [een.id for een in getoond], nu)
    for een in getoond:
        een.bewaard_tot_datum, een.bewaargrond = termijnen.get(een.id, (None, None))


def toon(request: Request, dossier: Dossier, partij: Partij, nu: datetime) -> models.Sollicitatie:
    """The application as this party may see it."""
    return models.Sollicitatie(**velden(request, dossier, partij, nu))


def velden(request: Request, dossier: Dossier, partij: Partij, nu: datetime) -> dict[str, object]:
    """What is shown of an application to this party."""
    kandidaat = dossier.kandidaat
    return {
        "id": kandidaat.sollicitatie,
        "url": adres(request, f"/sollicitaties/{kandidaat.sollicitatie}"),
        "vacature_id": dossier.vacature_id,
        "status": kandidaat.status,
        "categorie": kandidaat.categorie,
        "grond": dossier.grond,
        "aangehouden": rules.is_aangehouden(kandidaat.telt_vanaf, nu),
        "telt_vanaf_op": kandidaat.telt_vanaf,
        "ontvangen_op": dossier.ontvangen_op,
        "motivatie": dossier.motivatie,
        "reden": dossier.reden,
        "redencode": dossier.redencode,
        "organisatie": dossier.organisatie,
        "oordeel": kandidaat.oordeel if partij is Partij.WERKGEVER else None,
        "herkomst": dossier.herkomst,
        "kenmerk": dossier.kenmerk if partij is Partij.WERKGEVER else None,
    }
