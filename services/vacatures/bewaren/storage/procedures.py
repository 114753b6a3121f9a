"""How long applications stay: the facts that decide it, for any number at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.vacatures.bewaren import rules
from services.vacatures.bewaren.rules import Bewaartermijn, Procedure, Stilte
from services.vacatures.bewaren.storage import stilte
from services.vacatures.convenant.rules import Convenant
from services.vacatures.doorverwijzing.tables import Doorverwijzing
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.openstelling.tables import Openstelling
from services.vacatures.overstap.tables import Overstap, Overstaplog
from services.vacatures.sollicitatie.rules import AFGEROND, Klachtstatus
from services.vacatures.sollicitatie.tables import Klacht, Sollicitatie, Sollicitatielog
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.toestemming.rules import Toestemming, Toestemmingsdoel
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature, Vacaturelog

EINDE_VACATURE = (Vacaturestatus.INGETROKKEN, Vacaturestatus.VERVULD)
OPEN_KLACHT = (Klachtstatus.INGEDIEND, Klachtstatus.IN_BEHANDELING)
OVERSTAP_LOOPT = "afgesproken"


@dataclass(frozen=True, slots=True)
class Bewaard:
    """One application with its term, and who keeps it."""

    sollicitatie: UUID
    persoon: UUID
    werkgever: str
    buiten: bool  # the candidate works for no organisation that takes part
    ontvangen_op: datetime
    procedure: Procedure
    termijn: Bewaartermijn
    afspraken: Convenant


def list_bewaard(tx: Session, ids: Collection[UUID], nu: datetime) -> list[Bewaard]:
    """The terms of these applications; a constant number of queries."""
    query = (
        select(Sollicitatie, Vacature.werkgever, Vacature.status)
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .where(Sollicitatie.id.in_(ids), ~Sollicitatie.geanonimiseerd)
        .order_by(Sollicitatie.ontvangen_op, Sollicitatie.id)
    )
    rows = tx.execute(query.execution_options(populate_existing=True)).all()
    found = [row for row, _, _ in rows]
    ended = _ended(tx, [row.id for row in found])
    vacatures = {row.vacature_id for row in found}
    closed = _closed(tx, vacatures)
    stil = stilte.list_stil(tx, vacatures, nu)
    complaints = _complaints(tx, [row.id for row in found])
    moves = _moves(tx, [row.id for row in found])
    referred = _referred(tx, [row.id for row in found], nu)
    personen = {row.medewerker for row in found}
    longer = toestemmingen.list_geldig(tx, personen, Toestemmingsdoel.LANGER_BEWAREN, nu)
    settings = openstellingen.instellingen(tx, list(vacatures))
    kept = []
    for row, werkgever, _ in rows:
        runs, moved = moves.get(row.id, (False, None))
        begin = _earliest(ended.get(row.id), closed.get(row.vacature_id))
        silent = _silent(stil.get(row.vacature_id), settings[row.vacature_id], nu)
        door_stilte = begin is None and silent is not None
        begin = begin or silent
        procedure = Procedure(
            einde=max(begin, moved) if begin and moved else begin,
            open_klacht=row.id in complaints,
            overstap_loopt=runs,
            toestemming_tot=_consent(longer, row.medewerker, werkgever, row.id),
            doorverwezen_tot=referred.get(row.id),
            door_stilte=door_stilte,
        )
        kept.append(_bewaard(row, werkgever, procedure, settings[row.vacature_id]))
    return kept


def _bewaard(
    row: Sollicitatie, werkgever: str, procedure: Procedure, afspraken: Convenant
) -> Bewaard:
    return Bewaard(
        sollicitatie=row.id,
        persoon=row.medewerker,
        werkgever=werkgever,
        buiten=row.organisatie is None,
        ontvangen_op=row.ontvangen_op,
        procedure=procedure,
        termijn=rules.bewaartermijn(procedure, afspraken.bewaartermijn_weken),
        afspraken=afspraken,
    )


def list_afgelopen(tx: Session, na: UUID | None, limit: int) -> list[UUID]:
    """Applications after `na` whose procedure has ended, or may have by silence, locked; whole
    ones only.
    """
    herinnerd = Openstelling.stilte_herinnerd_op.is_not(None)
    ended = or_(
        Sollicitatie.status.in_([status.value for status in AFGEROND]),
        Vacature.status.in_([status.value for status in EINDE_VACATURE]),
        Vacature.id.in_(select(Openstelling.vacature_id).where(herinnerd)),
    )
    query = (
        select(Sollicitatie.id)
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .where(~Sollicitatie.geanonimiseerd, ended)
        .order_by(Sollicitatie.id)
        .limit(limit)
        .with_for_update(of=Sollicitatie, skip_locked=True)
    )
    return list(tx.scalars(query.where(Sollicitatie.id > na) if na else query))


def list_van_persoon(tx: Session, persoon: UUID, *, lock: bool = False) -> list[UUID]:
    """The applications of one person that are still whole."""
    own = (Sollicitatie.medewerker == persoon) & ~Sollicitatie.geanonimiseerd
    query = select(Sollicitatie.id).where(own).order_by(Sollicitatie.id)
    return list(tx.scalars(query.with_for_update() if lock else query))


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _silent(stil: Stilte | None, afspraken: Convenant, nu: datetime) -> datetime | None:
    """When the procedure of a closed vacancy came to count as ended, if it did."""
    einde = rules.einde_door_stilte(stil, afspraken) if stil else None
    return einde if einde and einde <= nu else None


def _ended(tx: Session, ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each application was closed."""
    query = (
        select(Sollicitatielog.sollicitatie_id, func.max(Sollicitatielog.op).label("op"))
        .join(Sollicitatie, Sollicitatie.id == Sollicitatielog.sollicitatie_id)
        .where(Sollicitatielog.sollicitatie_id.in_(ids))
        .where(Sollicitatie.status.in_([status.value for status in AFGEROND]))
        .where(Sollicitatielog.naar == Sollicitatie.status)
        .group_by(Sollicitatielog.sollicitatie_id)
    )
    return {row.sollicitatie_id: row.op for row in tx.execute(query)}


def _closed(tx: Session, vacatures: Collection[UUID]) -> dict[UUID, datetime]:
    """When each vacancy was filled or withdrawn; its closing day ends no procedure."""
    query = (
        select(Vacaturelog.vacature_id, func.max(Vacaturelog.op).label("op"))
        .where(Vacaturelog.vacature_id.in_(vacatures))
        .where(Vacaturelog.naar.in_([status.value for status in EINDE_VACATURE]))
        .group_by(Vacaturelog.vacature_id)
    )
    return {row.vacature_id: row.op for row in tx.execute(query)}


def _complaints(tx: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    open_ = Klacht.status.in_([status.value for status in OPEN_KLACHT])
    query = select(Klacht.sollicitatie_id).where(Klacht.sollicitatie_id.in_(ids), open_)
    return frozenset(tx.scalars(query))


def _moves(tx: Session, ids: Collection[UUID]) -> dict[UUID, tuple[bool, datetime]]:
    """Whether a move is still to begin, and when it last changed."""
    query = (
        select(Overstap.sollicitatie_id, Overstap.status, func.max(Overstaplog.op))
        .join(Overstaplog, Overstaplog.overstap_id == Overstap.id)
        .where(Overstap.sollicitatie_id.in_(ids))
        .group_by(Overstap.sollicitatie_id, Overstap.status)
    )
    return {id: (status == OVERSTAP_LOOPT, op) for id, status, op in tx.execute(query)}


def _referred(tx: Session, ids: Collection[UUID], nu: datetime) -> dict[UUID, datetime]:
    """Until when a referral with consent runs that this application gave rise to."""
    query = select(Doorverwijzing.sollicitatie_id, Doorverwijzing.toestemming_id).where(
        Doorverwijzing.sollicitatie_id.in_(ids), Doorverwijzing.toestemming_id.is_not(None)
    )
    found = tx.execute(query).all()
    consents = toestemmingen.list_toestemmingen(tx, [consent for _, consent in found if consent])
    until: dict[UUID, datetime] = {}
    for id, consent in found:
        een = consents.get(consent) if consent else None
        if id is not None and een is not None and een.ingetrokken_op is None and een.tot > nu:
            until[id] = max(een.tot, until.get(id, een.tot))
    return until


def _consent(
    consents: Iterable[Toestemming], persoon: UUID, werkgever: str, sollicitatie: UUID
) -> datetime | None:
    """Until when this employer may keep this application longer, by consent."""
    return max(
        (
            een.tot
            for een in consents
            if een.persoon == persoon
            and een.onderwerp in (None, sollicitatie)
            and any(o.organisatie == werkgever for o in een.ontvangers)
        ),
        default=None,
    )
