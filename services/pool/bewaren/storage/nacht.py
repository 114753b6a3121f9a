"""What the night erases: each step takes one batch and says how many it did."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    DateTime,
    Executable,
    Text,
    case,
    column,
    delete,
    func,
    or_,
    select,
    table,
    text,
    update,
)
from sqlalchemy.orm import Session

from services.pool.bewaren import rules
from services.pool.bewaren.rules import NAMEN, Bewaargrond
from services.pool.bewaren.storage import wissen
from services.pool.bewaren.tables import Verwijderverzoek, Verzoek
from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import LidStatus
from services.pool.flexpool.storage import erasing as flexpool
from services.pool.flexpool.tables import Lid, LidOvergang, OntvangenGebeurtenis, Pool
from services.pool.functieruil.storage import wissen as functieruil
from services.pool.inzet.rules import InzetStatus
from services.pool.inzet.storage import wis_register as wis_waadi
from services.pool.inzet.tables import Inzet, InzetOvergang
from services.pool.klankbord.storage import wissen as klankbord
from services.pool.klus.storage import wissen as klus
from services.pool.toewijzing.storage import wissen as toewijzing
from services.pool.toewijzing.tables import Toewijzingsvoorstel
from services.pool.trainee.storage import wissen as trainee
from services.pool.uren.storage import wissen as uren
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening.storage import wissen as verrekening
from shared import kalender
from shared.db import Gebeurtenis, Verwerking
from shared.kalender import AMSTERDAM

BATCH = 50
# Our own terms (C): after handling, after an answer, and for names of officials.
NA_VERWERKING = timedelta(days=7)
NA_ANTWOORD = timedelta(days=365)
AMBTELIJK = timedelta(days=730)


def _maanden(tx: Session, verbanden: Iterable[UUID]) -> dict[UUID, int]:
    """The term of every verband, in months."""
    return {
        een: pools.get_afspraken(tx, een).inzet_bewaartermijn_maanden for een in sorted(verbanden)
    }


Wisser = Callable[[Session, UUID, datetime, int], dict[str, int]]  # verband, before when, how many


def _wis_voorbij(tx: Session, verbanden: Iterable[UUID], wis: Wisser, nu: datetime) -> int:
    """One batch of the first verband that has anything older than it keeps; 0: none has."""
    for verband, maanden in _maanden(tx, verbanden).items():
        dag = rules.grens(kalender.dag(nu), maanden)
        gewist = wis(tx, verband, datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM), BATCH)
        if any(gewist.values()):
            wissen.schrijf_op(tx, None, gewist, Bewaargrond.TERMIJN, nu)
            return sum(gewist.values())
    return 0


def wis_inzetten(tx: Session, nu: datetime) -> int:
    """Inzetten that were over longer ago than the verband keeps them."""
    vandaag = kalender.dag(nu)
    termijnen = _maanden(tx, tx.scalars(select(Inzet.verband).distinct()))
    for verband, maanden in termijnen.items():
        grens = rules.grens(vandaag, maanden)
        over = Inzet.status.in_(wissen.TELT) & (Inzet.tot < grens)
        af = Inzet.status.in_([InzetStatus.INGETROKKEN, InzetStatus.GEWEIGERD])
        vraag = select(Inzet.id).where(Inzet.verband == verband, or_(over, af & _besloten(grens)))
        ids = tx.scalars(vraag.order_by(Inzet.id).limit(BATCH).with_for_update(skip_locked=True))
        voorbij = [
            een
            for een in wissen.list_inzetten(tx, ids=ids.all(), vandaag=vandaag)
            if rules.is_voorbij(rules.bewaartermijn(een.einde, maanden), vandaag)
        ]
        if voorbij:
            wissen.wis_inzetten(tx, voorbij, Bewaargrond.TERMIJN, nu)
            return len(voorbij)
    return 0


def _besloten(grens: date) -> ColumnElement[bool]:
    """Called off before a day; the last line of the log says when."""
    laatste = (
        select(func.max(InzetOvergang.op))
        .where(InzetOvergang.inzet_id == Inzet.id)
        .scalar_subquery()
    )
    return func.coalesce(laatste, Inzet.besloten_op) < grens


def wis_leden(tx: Session, nu: datetime) -> int:
    """Memberships that ended, or were refused, longer ago than the verband keeps them."""
    vandaag = kalender.dag(nu)
    for verband, maanden in _maanden(tx, tx.scalars(select(Pool.verband).distinct())).items():
        grens = rules.grens(vandaag, maanden)
        geweigerd = (
            select(func.max(LidOvergang.op)).where(LidOvergang.lid_id == Lid.id).scalar_subquery()
        )
        einde = case(
            (Lid.status == LidStatus.AFGEWEZEN, func.coalesce(geweigerd, Lid.aangemaakt_op)),
            else_=Lid.beschikbaar_tot,
        )
        lopend = select(Inzet.id).where(
            Inzet.medewerker == Lid.medewerker, Inzet.status.in_(wissen.TELT)
        )
        vraag = (
            select(Lid.id, Lid.thuisorganisatie)
            .join(Pool, Pool.id == Lid.pool_id)
            .where(Pool.verband == verband, einde < grens, ~lopend.exists())
            .order_by(Lid.id)
            .limit(BATCH)
            .with_for_update(of=Lid, skip_locked=True)
        )
        rijen = tx.execute(vraag).all()
        if rijen:
            _wis_leden(tx, {een.id: een.thuisorganisatie for een in rijen}, nu)
            return len(rijen)
    return 0


def _wis_leden(tx: Session, leden: dict[UUID, str], nu: datetime) -> None:
    tx.execute(delete(Lid).where(Lid.id.in_(leden)))
    wissen.vergeet(tx, sorted(leden), nu)
    for organisatie in sorted(set(leden.values())):
        aantal = sum(een == organisatie for een in leden.values())
        wissen.schrijf_op(tx, organisatie, {"lid": aantal}, Bewaargrond.TERMIJN, nu)


def wis_voorstellen(tx: Session, nu: datetime) -> int:
    """Who stood in proposals of long ago: the outcome per organisation stays."""
    verbanden = tx.scalars(select(Toewijzingsvoorstel.verband).distinct())
    for verband, maanden in _maanden(tx, verbanden).items():
        dag = rules.grens(kalender.dag(nu), maanden)
        voor = datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM)
        ids = toewijzing.list_af(tx, verband, voor, BATCH)
        if ids:
            gewist = toewijzing.wis_voorstellen(tx, ids)
            wissen.schrijf_op(tx, None, gewist, Bewaargrond.TERMIJN, nu)
            return len(ids)
    return 0


def wis_ruilwensen(tx: Session, nu: datetime) -> int:
    """Wishes to swap, rings and visits that were over longer ago than the verband keeps them."""
    return _wis_voorbij(tx, functieruil.verbanden(tx), functieruil.wis_voorbij, nu)


def wis_klankbord(tx: Session, nu: datetime) -> int:
    """Personal questions soon after they are over; the rest and claims after the term."""
    if aantal := klankbord.wis_persoonlijk(tx, nu, BATCH):
        wissen.schrijf_op(tx, None, {"klankbordvraag": aantal}, Bewaargrond.TERMIJN, nu)
        return aantal
    return _wis_voorbij(tx, klankbord.verbanden(tx), klankbord.wis_voorbij, nu)


def wis_klusreacties(tx: Session, nu: datetime) -> int:
    """Answers to klussen that were over longer ago than the verband keeps them."""
    return _wis_voorbij(tx, klus.verbanden(tx), klus.wis_voorbij, nu)


def wis_klussenplannen(tx: Session, nu: datetime) -> int:
    """Plans and reports that nobody kept up for two years."""
    gewist = klus.wis_eigen_voorbij(tx, nu - AMBTELIJK)
    wissen.schrijf_op(tx, None, gewist, Bewaargrond.TERMIJN, nu)
    return 0  # all at once


def wis_uren(tx: Session, nu: datetime) -> int:
    """Hours of longer ago than the verband keeps who worked them; what was approved stays a sum."""
    for verband in uren.verbanden(tx):
        maanden = pools.get_afspraken(tx, verband).uren_bewaartermijn_maanden
        voor = f"{rules.grens(kalender.dag(nu), maanden):%Y-%m}"
        ids = uren.list_voorbij(tx, verband, voor, BATCH)
        if ids:
            gewist = verrekening.wis_uren(tx, Urenstaat.id.in_(ids), kalender.dag(nu))
            gewist |= uren.wis_staten(tx, ids)
            wissen.schrijf_op(tx, None, gewist, Bewaargrond.TERMIJN, nu)
            return sum(gewist.values())
    return 0


def wis_trainees(tx: Session, nu: datetime) -> int:
    """Who took part in or guided for a programme that closed longer ago than the term."""
    return _wis_voorbij(tx, trainee.verbanden(tx), trainee.wis_voorbij, nu)


def wis_register(tx: Session, nu: datetime) -> int:
    """Lines of the Waadi register whose seven years are over."""
    aantal = wis_waadi(tx, kalender.dag(nu))
    wissen.schrijf_op(tx, None, {"waadi_registratie": aantal}, Bewaargrond.WAADI, nu)
    return 0  # all at once


def wis_feiten(tx: Session, nu: datetime) -> int:
    """Events that were handled, requests that were answered long ago."""
    weg = {
        "gebeurtenis_in": delete(OntvangenGebeurtenis).where(
            OntvangenGebeurtenis.verwerkt_op < nu - NA_VERWERKING
        ),
        "verzoek": delete(Verzoek).where(Verzoek.beantwoord_op < nu - NA_ANTWOORD),
        "verwijderverzoek": delete(Verwijderverzoek).where(
            Verwijderverzoek.ontvangen_op < nu - NA_ANTWOORD
        ),
    }
    aantallen = {naam: _rijen(tx, vraag) for naam, vraag in weg.items()}
    wissen.schrijf_op(tx, None, aantallen, Bewaargrond.TERMIJN, nu)
    return sum(aantallen.values())


def wis_bezorgd(tx: Session, nu: datetime) -> int:  # noqa: ARG001 (one form for every step)
    """What the gateway has: the events and records of processing that were delivered."""
    events = delete(Gebeurtenis).where(func.cardinality(Gebeurtenis.bestemmingen) == 0)
    return _rijen(tx, events) + _rijen(tx, delete(Verwerking).where(Verwerking.verzonden))


def wis_namen(tx: Session, nu: datetime) -> int:
    """After two years it no longer matters which official recorded something, only that it was."""
    voor = nu - AMBTELIJK
    totaal = sum(flexpool.wis_namen(tx, voor).values())
    for naam, (moment, kolommen) in NAMEN.items():
        log = table(
            naam,
            column(moment, DateTime(timezone=True)),
            *(column(een, Text) for een in kolommen),
        )
        gevuld = or_(*(log.c[een] != "" for een in kolommen))
        leeg = {een: case((log.c[een].is_not(None), "")) for een in kolommen}
        totaal += _rijen(tx, update(log).where(log.c[moment] < voor, gevuld).values(leeg))
    return totaal


OUDE_BEDRAGEN = (
    "UPDATE inzet_voorwaarden SET effect_getoond = true, inkomensverschil_cent = NULL"
    " WHERE inkomensverschil_cent IS NOT NULL",
    "UPDATE inzet_overeenkomst SET feiten = feiten #- '{voorwaarden,inkomensverschil_cent}'"
    " WHERE feiten #> '{voorwaarden,inkomensverschil_cent}' IS NOT NULL",
)


def wis_bedragen(tx: Session, nu: datetime) -> int:  # noqa: ARG001
    """Amounts of income that an older version wrote while the migration had removed them."""
    for zin in OUDE_BEDRAGEN:
        tx.execute(text(zin))
    return 0  # all at once


# The worker repeats each until it says that nothing is left.
STAPPEN: tuple[Callable[[Session, datetime], int], ...] = (
    wis_inzetten,
    wis_leden,
    wis_voorstellen,
    wis_ruilwensen,
    wis_trainees,
    wis_klusreacties,
    wis_klussenplannen,
    wis_klankbord,
    wis_uren,
    wis_register,
    wis_feiten,
    wis_bezorgd,
    wis_namen,
    wis_bedragen,
)


def _rijen(tx: Session, vraag: Executable) -> int:
    result = tx.execute(vraag, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)
    return result.rowcount
