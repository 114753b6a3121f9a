"""What happens to a programme: offered, computed, adopted as inzetten, over; and who is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from services.pool.flexpool.routes.gateway import publiek
from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import BEZET, Inzetsoort, InzetStatus, Terugkeerdoel
from services.pool.kijker import BASE_PATH
from services.pool.trainee import rules
from services.pool.trainee.rules import (
    Plaatscode,
    Programmastatus,
    Roosterstatus,
    Traineedeelname,
    is_open,
)
from services.pool.trainee.storage import mensen, plekken, programmas, roosters
from services.pool.trainee.storage.plekken import Plaats
from services.pool.trainee.storage.programmas import BewaardProgramma
from services.pool.trainee.storage.roosters import Rooster
from shared import berichten, events, jobs, kalender

TAAK = "bereken_traineerooster"
ROOSTER = (
    "Uw rooster als trainee is vastgesteld",
    "Er is een rooster voor uw traineeprogramma vastgesteld. Een berekening maakte een voorstel en"
    " een mens besloot. Log in bij Doorstroom om te zien waar u komt en waarom. Per blok vragen wij"
    " u ook zelf ja te zeggen. Bent u het niet eens met uw rooster, vraag dan wie het programma"
    " leidt om nog eens te kijken.",
)
VERVANGEN = "Er is een nieuw rooster vastgesteld."


# ------------------------------------------------------------------ what others may find
def meld_aanbod(tx: Session, bewaard: BewaardProgramma, nu: datetime, anders: bool = True) -> None:
    """Tell that places can be had, that what is offered changed, or that it is over; once each.

    `anders`: what is offered is another than before, besides being open or not.
    """
    open_ = is_open(bewaard.programma, bewaard.mensen, kalender.dag(nu))
    if open_:
        wat = "gewijzigd" if bewaard.aangeboden else "gepubliceerd"
        if bewaard.aangeboden and not anders:
            return
    elif bewaard.aangeboden:
        wat = "gesloten"
    else:
        return
    id = bewaard.programma.id
    programmas.set_aangeboden(tx, id, open_)
    wie = events.Publiek(verbanden=frozenset({bewaard.programma.verband}))
    pad = f"{BASE_PATH}/traineeprogrammas/{id}"
    events.record(tx, f"trainee-{wat}", id, wie, nu, pad, ("gateway", "vacatures"))


def tel_mee(tx: Session, programma: UUID, nu: datetime) -> None:
    """Somebody joined or left: the last place is taken, or free again."""
    bewaard = programmas.haal_programma(tx, programma)
    if bewaard is not None:
        meld_aanbod(tx, bewaard, nu, anders=False)


def sluit_aanmelden(sessions: sessionmaker[Session], nu: datetime) -> None:
    """The last day to sign up is over: what is offered elsewhere goes."""
    with sessions.begin() as tx:
        ids = programmas.list_te_sluiten(tx, kalender.dag(nu))
    for id in ids:
        with sessions.begin() as tx:
            bewaard = programmas.haal_programma(tx, id, lock=True)
            if bewaard is not None:
                meld_aanbod(tx, bewaard, nu, anders=False)


# ------------------------------------------------------------------ the calculation
def vraag_rooster(
    tx: Session, bewaard: BewaardProgramma, door: str | None, nu: datetime
) -> tuple[Rooster, bool]:
    """Plan a calculation on the facts of now; the one that is busy already when there is one."""
    feiten = roosters.get_feiten(tx, bewaard, kalender.dag(nu))
    rooster, nieuw = roosters.add_rooster(tx, bewaard.programma.id, feiten, door, nu)
    if nieuw:
        jobs.defer(tx, TAAK, rooster=str(rooster.id))
    return rooster, nieuw


def neem_op(tx: Session, id: UUID, uitkomst: dict[str, Any], op: datetime) -> Rooster | None:
    """Keep an outcome: places, why, figures. None: not awaited any more."""
    rooster = roosters.sluit(tx, id, Roosterstatus.BEREKEND, op, cijfers=uitkomst["cijfers"])
    if rooster is None:
        return None
    geldt = roosters.get_geldend(tx, rooster.programma_id)
    eerder = plekken.list_plaatsen(tx, geldt.id) if geldt else []
    vast = {(een.trainee, een.blok): een.inzet for een in eerder if een.inzet}
    blijft = {
        (UUID(een["trainee"]), een["blok"])
        for een in uitkomst["plaatsen"]
        if een["uitleg"]["code"] == Plaatscode.VAST
    }
    inzet_van = {sleutel: inzet for sleutel, inzet in vast.items() if sleutel in blijft}
    plekken.add_uitkomst(tx, id, uitkomst, inzet_van, op)
    return rooster


# ------------------------------------------------------------------ adopting
def stel_vast(
    tx: Session, bewaard: BewaardProgramma, oud: Rooster, door: str, reden: str, nu: datetime
) -> Rooster:
    """A person adopts a rooster: one inzet per block, each becomes one by its own three yeses."""
    programma = bewaard.programma
    vandaag = kalender.dag(nu)
    vorig = roosters.get_geldend(tx, programma.id, lock=True)
    if vorig is not None:
        vervang(tx, vorig, programma, vandaag, nu)
    velden = {"vastgesteld_op": nu, "vastgesteld_door": door, "reden": reden}
    nieuw = roosters.set_status(tx, oud, Roosterstatus.VASTGESTELD, **velden)
    plaatsen = plekken.list_plaatsen(tx, oud.id)
    wie = mensen.haal_deelnames(tx, [een.trainee for een in plaatsen])
    for plaats in plaatsen:
        maak_inzet(tx, programma, plaats, wie[plaats.trainee], door, reden, nu)
    programmas.set_programma(
        tx, bewaard, replace(programma, status=Programmastatus.VASTGESTELD), nu
    )
    na = programmas.haal_programma(tx, programma.id)
    assert na is not None
    meld_aanbod(tx, na, nu)
    meld_rooster(tx, programma, nieuw, plaatsen, nu)
    for een in sorted({een.trainee for een in plaatsen}):
        sleutel = f"traineerooster/{nieuw.id}/{een}"
        berichten.record(tx, wie[een].medewerker, *ROOSTER, sleutel=sleutel)
    return nieuw


def vervang(
    tx: Session, vorig: Rooster, programma: rules.Traineeprogramma, vandaag: date, nu: datetime
) -> None:
    """What was adopted before ends where it has not begun."""
    roosters.set_status(tx, vorig, Roosterstatus.VERVANGEN)
    straks = {een.nr for een in programma.blokken if een.van > vandaag}
    ids = {een.inzet for een in plekken.list_plaatsen(tx, vorig.id) if een.blok in straks}
    trek_in(tx, ids, vorig.id, VERVANGEN, nu)


def trek_in(tx: Session, ids: set[UUID | None], groep: UUID, reden: str, nu: datetime) -> None:
    """Withdraw the inzetten of these places that still stand and have not begun."""
    vandaag = kalender.dag(nu)
    for een in inzetten.list_groep(tx, [groep], lock=True):
        wat = een.inzet
        if wat.id in ids and wat.status in BEZET and wat.van > vandaag:
            weg = inzetten.set_status(tx, een, InzetStatus.INGETROKKEN, wat.tot, reden, None, nu)
            inzetten.niet_door(tx, weg, nu, vandaag)


def maak_inzet(
    tx: Session, programma: rules.Traineeprogramma, plaats: Plaats, wie: Traineedeelname,
    door: str, reden: str, nu: datetime,
) -> Plaats | None:  # fmt: skip
    """The inzet of one place; none at home, none in a block that has begun."""
    blok = programma.blokken[plaats.blok - 1]
    if plaats.organisatie in (None, wie.thuisorganisatie) or blok.van <= kalender.dag(nu):
        return None
    feiten = {
        "verband": programma.verband,
        "medewerker": wie.medewerker,
        "thuisorganisatie": wie.thuisorganisatie,
        "inlener": plaats.organisatie,
        "in_dienst_voor": wie.in_dienst_voor,
        "behoefte_id": None,
        "voorstel_id": None,
        "uren_per_week": programma.uren_per_week,
        "van": blok.van,
        "tot": blok.tot,
        "uitleg": f"Traineeprogramma, blok {plaats.blok} van {len(programma.blokken)}.",
        "reden": reden,
        "soort": Inzetsoort.TRAINEE,
        "groep_id": plaats.rooster,
        "terugkeer_datum": blok.tot + timedelta(days=1),
        "terugkeer_doel": Terugkeerdoel.OUDE_FUNCTIE,
        "werkzaamheden": f"Leren en werken als trainee: {programma.naam}",
    }
    inzet = inzetten.add_inzet(tx, feiten, door, nu)
    return plekken.set_plaats(
        tx, plaats.rooster, plaats.trainee, plaats.blok, nu, inzet_id=inzet.inzet.id
    )


def meld_rooster(
    tx: Session, programma: rules.Traineeprogramma, rooster: Rooster, plaatsen: Sequence[Plaats],
    nu: datetime,
) -> None:  # fmt: skip
    """Tell who plans people at the hosts and in the verband; no person stands in it."""
    gasten = {een.organisatie for een in plaatsen if een.organisatie}
    wie = publiek(programma.verband, programma.organisatie, *sorted(gasten), personen=True)
    pad = f"{BASE_PATH}/traineeroosters/{rooster.id}"
    events.record(tx, "traineerooster-vastgesteld", rooster.id, wie, nu, pad)


def stop(tx: Session, deelname: Traineedeelname, nu: datetime) -> None:
    """Somebody leaves: the inzetten of blocks that have not begun do not go on."""
    geldt = roosters.get_geldend(tx, deelname.programma)
    if geldt is not None:
        programma = programmas.haal_programma(tx, deelname.programma)
        assert programma is not None
        straks = rules.te_plannen(programma.programma.blokken, kalender.dag(nu))
        eigen = [een for een in plekken.list_plaatsen(tx, geldt.id) if een.trainee == deelname.id]
        zin = "De trainee doet niet meer mee."
        trek_in(tx, {een.inzet for een in eigen}, geldt.id, zin, nu)
        plekken.wis_plaatsen(tx, geldt.id, deelname.id, straks)
    tel_mee(tx, deelname.programma, nu)
