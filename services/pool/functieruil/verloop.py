"""What happens to a ring: found, agreed on, recorded as inzetten, broken, over; and who is told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import publiek
from services.pool.functieruil import rules
from services.pool.functieruil.rules import Kringstatus, Ruilverrekening, Zichtbaarheid
from services.pool.functieruil.storage import kringen, rondes, wensen
from services.pool.functieruil.storage.kringen import BewaardeKring
from services.pool.functieruil.storage.rondes import Ronde, Rondestatus
from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import BEZET, Inzetsoort, InzetStatus, Terugkeerdoel
from services.pool.inzet.rules import berichten as inzetbrieven
from services.pool.kijker import BASE_PATH
from shared import berichten, events, jobs, kalender

TAAK = "bereken_ruilronde"
GEVONDEN = (
    "Er is een ruil mogelijk",
    "Er is een ruil gevonden die bij uw wens past. Log in bij Doorstroom en zeg ja of nee. Nee"
    " zeggen mag altijd en heeft geen gevolgen; niemand leest dat u het was. Pas als iedereen ja"
    " zegt, horen de makelaar en uw werkgever ervan.",
)
GAAT_NIET_DOOR = (
    "Een ruil gaat niet door",
    "De ruil die voor u was gevonden, gaat niet door. Uw wens blijft staan en er wordt opnieuw"
    " gezocht.",
)
SAMEN = "De inzetten van deze ruil beginnen en eindigen samen; een andere gaat niet door."


def vraag_ronde(tx: Session, verband: UUID, door: str | None, nu: datetime) -> tuple[Ronde, bool]:
    """Plan a calculation on the facts of now; the one that is busy already when there is one."""
    feiten = rondes.get_feiten(tx, verband, kalender.dag(nu))
    ronde, nieuw = rondes.add_ronde(tx, verband, feiten, door, nu)
    if nieuw:
        jobs.defer(tx, TAAK, ronde=str(ronde.id))
    return ronde, nieuw


def neem_op(tx: Session, id: UUID, uitkomst: dict[str, Any], op: datetime) -> Ronde | None:
    """Keep an outcome: rings, what is told to each person, figures. None: not awaited any more."""
    ronde = rondes.sluit(tx, id, Rondestatus.BEREKEND, op, cijfers=uitkomst["cijfers"])
    if ronde is None:
        return None
    dagen = pools.get_afspraken(tx, ronde.verband).voorstel_geldig_dagen
    dag = kalender.dag(op)
    gemaakt = kringen.add_kringen(tx, ronde.verband, id, uitkomst["kringen"], dagen, op, dag)
    wensen.set_uitleg(tx, uitkomst["uitleg"], op)
    for een in gemaakt:
        _zeg(tx, een, GEVONDEN, "gevonden")
    meld_ronde(tx, ronde, op)
    return ronde


def meld_ronde(tx: Session, ronde: Ronde, op: datetime) -> None:
    """Tell the makelaars of the verband how a calculation ended; it tells figures, not people."""
    wie = events.Publiek(verbanden=frozenset({ronde.verband}), rollen=frozenset({"makelaar"}))
    adres = f"{BASE_PATH}/ruilrondes/{ronde.id}"
    events.record(tx, f"ruilronde-{ronde.status}", ronde.id, wie, op, adres)


def _zeg(tx: Session, wat: BewaardeKring, brief: tuple[str, str], feit: str) -> None:
    for een in wat.kring.schakels:
        sleutel = f"ruilkring/{wat.kring.id}/{feit}/{een.nr}"
        berichten.record(tx, een.medewerker, *brief, sleutel=sleutel)


def meld_kring(tx: Session, wat: BewaardeKring, soort: str, nu: datetime) -> None:
    """Tell who plans; nothing is told of a ring in which not everybody said yes."""
    if not wat.kring.allen_akkoord:
        return
    oins = {o for een in wat.kring.schakels for o in (een.thuisorganisatie, een.inlener)}
    wie = publiek(wat.kring.verband, *oins, personen=True)
    events.record(
        tx, f"ruilkring-{soort}", wat.kring.id, wie, nu, f"{BASE_PATH}/ruilkringen/{wat.kring.id}"
    )


def leg_vast(
    tx: Session, oud: BewaardeKring, door: str, reden: str, hoe: Ruilverrekening, nu: datetime
) -> BewaardeKring:
    """One inzet per person, all on the same days; each becomes one by its own three yeses."""
    kring = oud.kring
    for een in kring.schakels:
        feiten = {
            "verband": kring.verband,
            "medewerker": een.medewerker,
            "thuisorganisatie": een.thuisorganisatie,
            "inlener": een.inlener,
            "behoefte_id": None,
            "voorstel_id": None,
            "uren_per_week": een.uren,
            "van": kring.van,
            "tot": kring.tot,
            "uitleg": f"Functieruil met {len(kring.schakels)} mensen tegelijk.",
            "reden": reden,
            "soort": Inzetsoort.FUNCTIERUIL,
            "groep_id": kring.id,
            "terugkeer_datum": kring.tot + timedelta(days=1),
            "terugkeer_doel": Terugkeerdoel.OUDE_FUNCTIE,
            "werkzaamheden": een.functie,
            "met_tarief": hoe is Ruilverrekening.TARIEF,
        }
        inzet = inzetten.add_inzet(tx, feiten, door, nu)
        kringen.set_inzet(tx, kring.id, een.nr, inzet.inzet.id)
    nieuw = kringen.set_status(
        tx, oud, Kringstatus.VASTGELEGD, nu, verrekening=hoe, reden=reden, door=door
    )
    meld_kring(tx, nieuw, "vastgelegd", nu)
    return nieuw


def breek(
    tx: Session,
    oud: BewaardeKring,
    afval: Iterable[tuple[UUID, UUID]],
    nu: datetime,
    opnieuw: bool = True,
) -> BewaardeKring:
    """A ring does not go on: nothing of it stays, and the rest is computed again without it."""
    kringen.add_afval(tx, afval)
    for een in inzetten.list_groep(tx, [oud.kring.id], lock=True):
        if een.inzet.status in BEZET:
            _trek_in(tx, een, nu)
    nieuw = kringen.set_status(tx, oud, Kringstatus.VERVALLEN, nu)
    _zeg(tx, nieuw, GAAT_NIET_DOOR, "vervallen")
    meld_kring(tx, nieuw, "vervallen", nu)
    if opnieuw:
        vraag_ronde(tx, oud.kring.verband, None, nu)
    return nieuw


def _trek_in(tx: Session, inzet: inzetten.Bewaard, nu: datetime) -> None:
    weg = inzetten.set_status(tx, inzet, InzetStatus.INGETROKKEN, inzet.inzet.tot, SAMEN, None, nu)
    inzetten.niet_door(tx, weg, nu, kalender.dag(nu))


def volg(tx: Session, id: UUID, nu: datetime) -> None:
    """Keep a ring whole: one inzet that falls takes the others along, one that ends ends all."""
    bewaard = kringen.haal_kring(tx, id, lock=True)
    vandaag = kalender.dag(nu)
    if bewaard is None or bewaard.kring.status not in rules.OPEN:
        return
    if bewaard.kring.status is not Kringstatus.VASTGELEGD:
        if min(bewaard.kring.reactie_voor, bewaard.kring.van - timedelta(days=1)) < vandaag:
            stil = [een for een in bewaard.kring.schakels if een.antwoord is None]
            breek(tx, bewaard, _paren(stil), nu)
        return
    delen = inzetten.list_groep(tx, [id], lock=True)
    weg = {
        een.inzet.id
        for een in delen
        if een.inzet.status in (InzetStatus.INGETROKKEN, InzetStatus.GEWEIGERD)
    }
    open_ = [een for een in delen if een.inzet.status is InzetStatus.VOORGESTELD]
    if weg or (open_ and bewaard.kring.van <= vandaag):
        gevallen = weg or {een.inzet.id for een in open_}
        wie = [een for een in bewaard.kring.schakels if een.inzet in gevallen]
        breek(tx, bewaard, _paren(wie), nu)
        return
    _eindig_samen(tx, bewaard, delen, vandaag, nu)


def _paren(schakels: Iterable[rules.Schakel]) -> list[tuple[UUID, UUID]]:
    return [(een.wens, een.naar) for een in schakels if een.wens is not None]


def _eindig_samen(
    tx: Session,
    bewaard: BewaardeKring,
    delen: list[inzetten.Bewaard],
    vandaag: date,
    nu: datetime,
) -> None:
    einden = [een.inzet.tot for een in delen if een.inzet.tot is not None]
    eerste = max(min(einden, default=bewaard.kring.tot), bewaard.kring.van)
    laatste = max(eerste, vandaag)
    for een in delen:
        loopt = een.inzet.status is InzetStatus.BEVESTIGD
        if loopt and (een.inzet.tot is None or een.inzet.tot > laatste):
            _eindig_mee(tx, een, laatste, nu)
    if delen and all(een.inzet.status is InzetStatus.BEEINDIGD for een in delen):
        over = [een.wens for een in bewaard.kring.schakels if een.wens is not None]
        wensen.set_statussen(tx, over, rules.Ruilwensstatus.VERVULD, nu)
        if bewaard.kring.vrije_plek:
            kringen.set_plek_vervuld(tx, bewaard.kring.vrije_plek, nu)
        kringen.set_status(tx, bewaard, Kringstatus.VOLTOOID, nu)


def _eindig_mee(tx: Session, oud: inzetten.Bewaard, laatste: date, nu: datetime) -> None:
    nieuw = inzetten.set_einde(tx, oud, laatste, nu)
    inzetten.registreer(tx, nieuw, None, nu)
    inzetten.stuur(tx, nieuw.inzet, inzetbrieven.eindigt_eerder, f"eindigt-{nieuw.versie}")


def breek_met(tx: Session, ids: Iterable[UUID], nu: datetime) -> None:
    """A wish or a seat changed or went: open rings with it that are not recorded yet break."""
    for id in kringen.list_open_van(tx, ids):
        bewaard = kringen.haal_kring(tx, id, lock=True)
        if bewaard and bewaard.kring.status in (Kringstatus.GEVRAAGD, Kringstatus.AKKOORD):
            breek(tx, bewaard, [], nu)


# ------------------------------------------------------------------ what others may find
def meld_aanbod(tx: Session, id: UUID, verband: UUID, pad: str, wat: str, nu: datetime) -> None:
    """Tell the verband, and the search over everything, that something is offered or gone."""
    wie = events.Publiek(verbanden=frozenset({verband}))
    events.record(
        tx, f"functieruil-{wat}", id, wie, nu, f"{BASE_PATH}{pad}/{id}", ("gateway", "vacatures")
    )


def meld_wens(tx: Session, oud: rules.Ruilwens | None, nieuw: rules.Ruilwens, nu: datetime) -> None:
    """Only what the person shows to the verband is told, and that it is gone when it was."""

    def is_open(wens: rules.Ruilwens | None) -> bool:
        actief = wens is not None and wens.status is rules.Ruilwensstatus.ACTIEF
        return actief and wens is not None and wens.zichtbaarheid is Zichtbaarheid.VERBAND

    if is_open(nieuw):
        wat = "gewijzigd" if is_open(oud) else "gepubliceerd"
    elif is_open(oud):
        wat = "gesloten"
    else:
        return
    meld_aanbod(tx, nieuw.id, nieuw.verband, "/ruilwensen", wat, nu)
