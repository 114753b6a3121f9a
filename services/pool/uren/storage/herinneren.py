"""Who must be reminded: people whose week is over, and organisations that have to decide."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import Afspraken
from services.pool.inzet.rules import Inzet
from services.pool.inzet.storage.rijen import bewaard
from services.pool.inzet.tables import Inzet as Inzetrij
from services.pool.inzet.tables import InzetVoorwaarden
from services.pool.uren import rules
from services.pool.uren.rules import Urenstatus
from services.pool.uren.storage.plekken import TELT_MEE
from services.pool.uren.tables import Urenstaat
from shared import berichten, kalender

# A week is looked at this long after its reminder came due: a worker that was away catches up.
NAZOEKEN = timedelta(days=13)
VRAAG = (
    "Vul uw uren in",
    "U heeft uw uren van week {week} nog niet ingediend. Log in bij Doorstroom, kijk of het"
    " voorstel klopt en dien de uren in.",
)
WACHT = (
    "Er wachten uren op uw besluit",
    "Iemand die bij u werkt of die u uitleent, diende uren in waarover nog niet is besloten."
    " Keur ze goed of stuur ze terug met een reden.",
)


def herinner(tx: Session, nu: datetime) -> int:
    """Remind people and organisations, each once per week; gives how many were due."""
    vandaag = kalender.dag(nu)
    return _herinner_mensen(tx, vandaag) + _herinner_organisaties(tx, vandaag)


def _herinner_mensen(tx: Session, vandaag: date) -> int:
    """Only of inzetten that are paid by the hour: of others nobody needs the hours."""
    aantal = 0
    verbanden = select(Inzetrij.verband).where(Inzetrij.status.in_(TELT_MEE)).distinct()
    for verband in tx.scalars(verbanden.order_by(Inzetrij.verband)).all():
        dagen = pools.get_afspraken(tx, verband).uren_herinnering_dagen
        weken = _te_vragen(vandaag, dagen)
        if weken:
            aantal += _vraag(tx, _ontbrekend(tx, verband, weken))
    return aantal


def _te_vragen(vandaag: date, dagen: int) -> list[str]:
    """Weeks that were over `dagen` days ago or a little longer; none when nobody wants it."""
    if dagen == 0:
        return []
    laatste = vandaag - timedelta(days=dagen)
    zondagen = (laatste - timedelta(days=terug) for terug in range(NAZOEKEN.days + 1))
    return sorted({rules.week_van(dag) for dag in zondagen if dag.isoweekday() == 7})


def _ontbrekend(tx: Session, verband: UUID, weken: list[str]) -> set[tuple[UUID, str]]:
    """Persons and weeks of which a part with agreed hours was not sent."""
    eerste, laatste = rules.maandag_van(weken[0]), rules.maandag_van(weken[-1])
    if eerste is None or laatste is None:
        return set()
    inzetten = tx.scalars(
        select(Inzetrij)
        .join(InzetVoorwaarden, InzetVoorwaarden.inzet_id == Inzetrij.id)
        .where(
            Inzetrij.verband == verband,
            Inzetrij.status.in_(TELT_MEE),
            Inzetrij.van <= laatste + timedelta(days=6),
            or_(Inzetrij.tot.is_(None), Inzetrij.tot >= eerste),
            InzetVoorwaarden.versie == Inzetrij.voorwaarden_versie,
            InzetVoorwaarden.tarief_cent_per_uur > 0,
        )
        .order_by(Inzetrij.id)
    ).all()
    weg = tx.execute(
        select(Urenstaat.inzet_id, Urenstaat.week, Urenstaat.maand).where(
            Urenstaat.inzet_id.in_([een.id for een in inzetten]),
            Urenstaat.week.in_(weken),
            Urenstaat.status.in_([Urenstatus.INGEDIEND, Urenstatus.GOEDGEKEURD]),
        )
    )
    verstuurd = {(een.inzet_id, een.week, een.maand) for een in weg}
    lijst = [bewaard(row).inzet for row in inzetten]
    return {
        (een.medewerker, week)
        for een in lijst
        for week in weken
        if any((een.id, week, maand) not in verstuurd for maand in _maanden_met_uren(een, week))
    }


def _maanden_met_uren(inzet: Inzet, week: str) -> Iterable[str]:
    per_deel = rules.afgesproken(inzet.uren_per_week, inzet.van, inzet.tot, week)
    return [deel.maand for deel, kwartieren in per_deel.items() if kwartieren]


def _vraag(tx: Session, wie: set[tuple[UUID, str]]) -> int:
    onderwerp, tekst = VRAAG
    for medewerker, week in sorted(wie):
        sleutel = f"uren/{medewerker}/{week}"
        zin = tekst.format(week=rules.week_in_woorden(week))
        berichten.record(tx, medewerker, onderwerp, zin, sleutel=sleutel)
    return len(wie)


def _herinner_organisaties(tx: Session, vandaag: date) -> int:
    """Who must decide, once per week as long as something waits too long."""
    goedkeurder = func.coalesce(Urenstaat.inlener, Urenstaat.uitlener)
    rijen = tx.execute(
        select(Urenstaat.verband, goedkeurder, func.min(Urenstaat.ingediend_op))
        .where(Urenstaat.status == Urenstatus.INGEDIEND)
        .group_by(Urenstaat.verband, goedkeurder)
    ).all()
    afspraken: dict[UUID, Afspraken] = {}
    te_laat: dict[str, bool] = defaultdict(bool)
    for verband, oin, sinds in rijen:
        afspraak = afspraken.setdefault(verband, pools.get_afspraken(tx, verband))
        dagen = afspraak.uren_goedkeuring_dagen
        if dagen and sinds is not None:
            te_laat[oin] |= kalender.dag(sinds) <= vandaag - timedelta(days=dagen)
    wachtend = sorted(oin for oin, is_te_laat in te_laat.items() if is_te_laat)
    for oin in wachtend:
        sleutel = f"uren/besluit/{oin}/{rules.week_van(vandaag)}"
        berichten.record(tx, oin, *WACHT, sleutel=sleutel)
    return len(wachtend)
