"""What happens to a klus: published, matched, agreed on or not; and who is told."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import (
    Inzetsoort,
    InzetStatus,
    Inzetvariant,
    Terugkeerdoel,
    telt_mee,
)
from services.pool.kijker import BASE_PATH
from services.pool.klus import rules
from services.pool.klus.rules import Klusmatch, Klusstatus, Matchreden, Reactiestatus
from services.pool.klus.storage import klussen, plannen, reacties
from services.pool.klus.storage.klussen import BewaardeKlus
from services.pool.klus.storage.reacties import BewaardeReactie
from shared import berichten, events, kalender

GEREAGEERD = (
    "Een reactie op een klus",
    "Iemand wil een klus van u doen. Lees de motivatie in Doorstroom; een makelaar stelt de match"
    " voor.",
)
GEWIJZIGD = (
    "Een klus is gewijzigd",
    "Een klus waarop u reageerde, is gewijzigd. Lees hem opnieuw; u kunt uw reactie intrekken.",
)
NIET_GEKOZEN = (
    "Een klus gaat naar iemand anders",
    "Een klus waarop u reageerde, doet iemand anders. Kijk op het klussenbord naar andere klussen.",
)
VERVALLEN = (
    "Een klus gaat niet door",
    "Een klus waarop u reageerde, is ingetrokken. Uw reactie geldt niet meer.",
)
GEKOZEN = (
    "U doet een klus in uw eigen organisatie",
    "Uw organisatie koos u voor een klus waarop u reageerde. Spreek met uw leidinggevende af"
    " wanneer u begint.",
)
TERUGKIJKEN = (
    "Kijk terug op uw klussenplan",
    "Vandaag zou u terugkijken op uw klussenplan. Haalt u uw doel? Pas het plan aan als dat nodig"
    " is.",
)
VOORBIJ = "De sluitingsdag is voorbij."
TOEGEWEZEN = "Thuisorganisatie, inlener en medewerker zijn akkoord."
OPNIEUW = "De klus is weer vrij."
KLUS_WEG = "De klus is ingetrokken."


def meld(tx: Session, klus: rules.Klus, wat: str, nu: datetime) -> None:
    """Tell the verband, and the search over everything; a klus says nothing of a person."""
    wie = events.Publiek(verbanden=frozenset({klus.verband}))
    pad = f"{BASE_PATH}/klussen/{klus.id}"
    events.record(tx, f"klus-{wat}", klus.id, wie, nu, pad, ("gateway", "vacatures"))


def _zeg(tx: Session, wie: Iterable[BewaardeReactie], brief: tuple[str, str], feit: str) -> None:
    for een in wie:
        sleutel = f"klusreactie/{een.reactie.id}/{feit}"
        berichten.record(tx, een.reactie.medewerker, *brief, sleutel=sleutel)


def zet(
    tx: Session, oud: BewaardeKlus, naar: Klusstatus, reden: str, door: str | None, nu: datetime
) -> BewaardeKlus:
    """Another status; the board and the search learn of it when they showed it or will."""
    nieuw = klussen.set_status(tx, oud, naar, reden, door, nu)
    if naar is Klusstatus.OPEN:
        meld(tx, nieuw.klus, "gepubliceerd", nu)
    elif oud.klus.status is Klusstatus.OPEN:
        meld(tx, nieuw.klus, "gesloten", nu)
    return nieuw


def trek_in(tx: Session, oud: BewaardeKlus, reden: str, door: str, nu: datetime) -> BewaardeKlus:
    """The klus goes, with what was being agreed on and everybody's answer."""
    gehouden = reacties.get_gehouden(tx, oud.klus.id)
    if gehouden is not None and gehouden.reactie.inzet is not None:
        inzet = inzetten.haal(tx, gehouden.reactie.inzet, lock=True)
        if inzet is not None and inzet.inzet.status is InzetStatus.VOORGESTELD:
            weg = inzetten.set_status(
                tx, inzet, InzetStatus.INGETROKKEN, inzet.inzet.tot, KLUS_WEG, door, nu
            )
            inzetten.niet_door(tx, weg, nu, kalender.dag(nu))
    if gehouden is not None:
        reacties.set_status(tx, gehouden, Reactiestatus.NIET_DOORGEGAAN, nu)
    _zeg(tx, reacties.sluit_andere(tx, oud.klus.id, Reactiestatus.VERVALLEN, nu), VERVALLEN, "weg")
    return zet(tx, oud, Klusstatus.INGETROKKEN, reden, door, nu)


def gewijzigd(tx: Session, nieuw: BewaardeKlus, nu: datetime) -> None:
    """What an open klus says is another thing now: tell who finds it and who answered."""
    if nieuw.klus.status is Klusstatus.OPEN:
        meld(tx, nieuw.klus, "gewijzigd", nu)
    _zeg(tx, reacties.list_bij(tx, nieuw.klus.id), GEWIJZIGD, f"gewijzigd-{nieuw.versie}")


def kies_eigen(
    tx: Session,
    klus: BewaardeKlus,
    reactie: BewaardeReactie,
    besluit: tuple[str, str],
    nu: datetime,
) -> BewaardeReactie:
    """Somebody of the own organisation does it: nobody is lent, so there is no inzet.

    `besluit`: the reason and who decided.
    """
    gekozen = reacties.set_status(tx, reactie, Reactiestatus.GEKOZEN, nu)
    _zeg(tx, [gekozen], GEKOZEN, "gekozen")
    _vergeven(tx, klus, *besluit, nu)
    return gekozen


def stel_voor(
    tx: Session,
    klus: rules.Klus,
    reactie: BewaardeReactie,
    match: Klusmatch,
    terugkeer: tuple[date | None, Terugkeerdoel | None],
    redenen: Sequence[Matchreden],
    besluit: tuple[str, str],
    nu: datetime,
) -> BewaardeReactie:
    """An inzet of this klus, that becomes one by three yeses; `besluit`: reason and who decided.

    Between employers money goes round only when the home employer goes on paying.
    """
    wie = reactie.reactie
    feiten = {
        "verband": klus.verband,
        "medewerker": wie.medewerker,
        "thuisorganisatie": wie.thuisorganisatie,
        "inlener": klus.organisatie,
        "behoefte_id": None,
        "voorstel_id": None,
        "uren_per_week": match.uren_per_week,
        "van": match.van,
        "tot": match.tot,
        "uitleg": "Klus: " + " ".join(een.uitleg for een in redenen),
        "reden": besluit[0],
        "soort": Inzetsoort.KLUS,
        "groep_id": klus.id,
        "terugkeer_datum": terugkeer[0],
        "terugkeer_doel": terugkeer[1],
        "werkzaamheden": klus.titel,
        "plaats": klus.plaats,
        "niveau": klus.niveau,
        "variant": match.variant,
        "met_tarief": match.variant is Inzetvariant.LOONDOORBETALING,
    }
    inzet = inzetten.add_inzet(tx, feiten, besluit[1], nu)
    return reacties.set_status(tx, reactie, Reactiestatus.VOORGESTELD, nu, inzet.inzet.id)


def _vergeven(tx: Session, klus: BewaardeKlus, reden: str, door: str | None, nu: datetime) -> None:
    zet(tx, klus, Klusstatus.TOEGEWEZEN, reden, door, nu)
    over = reacties.sluit_andere(tx, klus.klus.id, Reactiestatus.NIET_GEKOZEN, nu)
    _zeg(tx, over, NIET_GEKOZEN, "niet-gekozen")


def geef_vrij(tx: Session, klus: BewaardeKlus, nu: datetime) -> None:
    """Who would do it does not: others can answer again."""
    if klus.klus.status is Klusstatus.TOEGEWEZEN:
        zet(tx, klus, rules.heropend(klus.klus, kalender.dag(nu)), OPNIEUW, None, nu)


def volg(tx: Session, id: UUID, nu: datetime) -> None:
    """What the yeses and noes to an inzet mean for its klus; doing it twice changes nothing."""
    gezien = reacties.haal(tx, id)
    if gezien is None:
        return
    klus = klussen.haal(tx, gezien.reactie.klus, lock=True)
    reactie = reacties.haal(tx, id, lock=True)
    if klus is None or reactie is None or reactie.reactie.inzet is None:
        return
    inzet = inzetten.haal(tx, reactie.reactie.inzet, lock=True)
    if inzet is None or reactie.reactie.status not in rules.GEHOUDEN:
        return
    status = inzet.inzet.status
    if status in (InzetStatus.GEWEIGERD, InzetStatus.INGETROKKEN):
        reacties.set_status(tx, reactie, Reactiestatus.NIET_DOORGEGAAN, nu)
        geef_vrij(tx, klus, nu)
    elif telt_mee(inzet.inzet) and reactie.reactie.status is Reactiestatus.VOORGESTELD:
        reacties.set_status(tx, reactie, Reactiestatus.GEKOZEN, nu)
        _vergeven(tx, klus, TOEGEWEZEN, None, nu)


def lock_bij(tx: Session, id: UUID, nu: datetime) -> BewaardeKlus | None:
    """The klus, held, with what was said to its inzet taken along; the worker may be later."""
    klus = klussen.haal(tx, id, lock=True)
    gehouden = reacties.get_gehouden(tx, id) if klus else None
    if gehouden is None:
        return klus
    volg(tx, gehouden.reactie.id, nu)
    return klussen.haal(tx, id)


def volg_klussen(sessions: sessionmaker[Session], nu: datetime) -> None:
    """What the clock and the yeses did since the last time, each in a transaction of its own."""
    vandaag = kalender.dag(nu)
    with sessions.begin() as tx:
        for een in klussen.list_verlopen(tx, vandaag):
            zet(tx, een, Klusstatus.GESLOTEN, VOORBIJ, None, nu)
        ids = reacties.list_te_volgen(tx)
    for id in ids:
        with sessions.begin() as tx:
            volg(tx, id, nu)
    with sessions.begin() as tx:
        for plan, dag, wie in plannen.neem_herinneringen(tx, vandaag, nu):
            berichten.record(tx, wie, *TERUGKIJKEN, sleutel=f"klussenplan/{plan}/{dag}")
