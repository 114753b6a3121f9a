"""Questions, and the experts who were asked: from rows to facts and back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.pool.klankbord import rules
from services.pool.klankbord.rules import (
    BEZIG,
    LOPEND,
    VRAGERS,
    Drukte,
    Klankbordlezer,
    Klankbordsoort,
    Klankbordstatus,
    Koppelstatus,
)
from services.pool.klankbord.tables import Klankbordkoppeling, Klankbordvraag

PERSOONLIJK = Klankbordsoort.PERSOONLIJK


@dataclass(frozen=True, slots=True)
class BewaardeVraag:
    """A question as stored; `denkt_mee` is who said yes."""

    vraag: rules.Klankbordvraag
    denkt_mee: UUID | None
    gesteld_op: datetime
    gesloten_op: datetime | None
    versie: int


@dataclass(frozen=True, slots=True)
class BewaardeKoppeling:
    """Who was asked, with the question."""

    koppeling: rules.Koppeling
    vraag: rules.Klankbordvraag
    plaats: int
    op: datetime
    beantwoord_op: datetime | None
    versie: int


def _feiten(row: Klankbordvraag) -> rules.Klankbordvraag:
    return rules.Klankbordvraag(
        id=row.id,
        verband=row.verband,
        soort=Klankbordsoort(row.soort),
        onderwerpen=tuple(row.onderwerpen),
        tekst=row.tekst,
        organisatie=row.organisatie,
        vrager=row.vrager,
        ook_eigen_makelaar=row.ook_eigen_makelaar,
        status=Klankbordstatus(row.status),
    )


def _bewaard(tx: Session, rows: Collection[Klankbordvraag]) -> list[BewaardeVraag]:
    met = select(Klankbordkoppeling.vraag_id, Klankbordkoppeling.persoon).where(
        Klankbordkoppeling.vraag_id.in_([row.id for row in rows]),
        Klankbordkoppeling.status.in_([Koppelstatus.AANVAARD, Koppelstatus.AFGEROND]),
    )
    wie: dict[UUID, UUID] = {row.vraag_id: row.persoon for row in tx.execute(met)}
    return [
        BewaardeVraag(_feiten(row), wie.get(row.id), row.gesteld_op, row.gesloten_op, row.versie)
        for row in rows
    ]


def add_vraag(tx: Session, vraag: rules.Klankbordvraag, op: datetime) -> BewaardeVraag:
    row = Klankbordvraag(
        id=vraag.id,
        verband=vraag.verband,
        soort=vraag.soort,
        onderwerpen=list(vraag.onderwerpen),
        tekst=vraag.tekst,
        organisatie=vraag.organisatie,
        vrager=vraag.vrager,
        ook_eigen_makelaar=vraag.ook_eigen_makelaar,
        status=vraag.status,
        gesteld_op=op,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return _bewaard(tx, [row])[0]


def _zoekt(lezer: Klankbordlezer) -> ColumnElement[bool]:
    """`rules.koppelt` as a condition: of a personal question not the asker's own employer."""
    if "makelaar" not in lezer.rollen:
        return false()
    mag = or_(
        Klankbordvraag.soort != PERSOONLIJK,
        Klankbordvraag.ook_eigen_makelaar,
        Klankbordvraag.organisatie.is_distinct_from(lezer.organisatie),
    )
    return and_(Klankbordvraag.verband.in_(lezer.verbanden), mag)


def _ziet(lezer: Klankbordlezer) -> ColumnElement[bool]:
    """`rules.ziet_vraag` as a condition."""
    ziet = _zoekt(lezer)
    if lezer.zelf is not None:
        ziet = or_(ziet, Klankbordvraag.vrager == lezer.zelf)
    if lezer.rollen & VRAGERS and lezer.organisatie is not None:
        eigen = Klankbordvraag.organisatie == lezer.organisatie
        ziet = or_(ziet, and_(eigen, Klankbordvraag.soort != PERSOONLIJK))
    return ziet


def get_vraag(
    tx: Session, id: UUID, lezer: Klankbordlezer, lock: bool = False
) -> BewaardeVraag | None:
    """A question that this reader sees."""
    vraag = select(Klankbordvraag).where(Klankbordvraag.id == id, _ziet(lezer))
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _bewaard(tx, [row])[0] if row else None


def list_vragen(tx: Session, lezer: Klankbordlezer, offset: int, limit: int) -> list[BewaardeVraag]:
    """What still runs first, then the newest."""
    loopt = Klankbordvraag.status.in_(LOPEND)
    vraag = select(Klankbordvraag).where(_ziet(lezer))
    vraag = vraag.order_by(loopt.desc(), Klankbordvraag.gesteld_op.desc(), Klankbordvraag.id)
    return _bewaard(tx, tx.scalars(vraag.offset(offset).limit(limit)).all())


def count_vragen(tx: Session, lezer: Klankbordlezer) -> int:
    return tx.scalar(select(func.count(Klankbordvraag.id)).where(_ziet(lezer))) or 0


def set_status(
    tx: Session, oud: BewaardeVraag, naar: Klankbordstatus, op: datetime
) -> BewaardeVraag:
    """Another status of a question that is held; when it is over so is who was asked."""
    row = tx.get_one(Klankbordvraag, oud.vraag.id)
    row.status, row.versie = naar, oud.versie + 1
    if naar not in LOPEND:
        row.gesloten_op = op
        klaar = {Koppelstatus.GEVRAAGD: Koppelstatus.INGETROKKEN}
        klaar[Koppelstatus.AANVAARD] = Koppelstatus.AFGEROND
        bezig = select(Klankbordkoppeling).where(
            Klankbordkoppeling.vraag_id == row.id, Klankbordkoppeling.status.in_(BEZIG)
        )
        for een in tx.scalars(bezig.with_for_update()):
            een.status, een.versie = klaar[Koppelstatus(een.status)], een.versie + 1
    tx.flush()
    return _bewaard(tx, [row])[0]


# ------------------------------------------------------------------ who is asked
def _koppeling(row: Klankbordkoppeling, vraag: Klankbordvraag) -> BewaardeKoppeling:
    feiten = rules.Koppeling(
        row.id, row.vraag_id, row.expert_id, row.persoon, Koppelstatus(row.status)
    )
    return BewaardeKoppeling(
        feiten, _feiten(vraag), row.plaats, row.op, row.beantwoord_op, row.versie
    )


def add_koppeling(
    tx: Session, vraag: BewaardeVraag, expert: rules.Klankbordexpert, plaats: int, door: str,
    op: datetime,
) -> BewaardeKoppeling | None:  # fmt: skip
    """Ask an expert; None: somebody else is asked already."""
    row = Klankbordkoppeling(
        id=uuid4(), vraag_id=vraag.vraag.id, expert_id=expert.id, persoon=expert.persoon,
        plaats=plaats, status=Koppelstatus.GEVRAAGD, door=door, op=op, versie=1,
    )  # fmt: skip
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    set_status(tx, vraag, Klankbordstatus.GEVRAAGD, op)
    return _koppeling(row, tx.get_one(Klankbordvraag, vraag.vraag.id))


def _paren(lezer: Klankbordlezer) -> Select[Klankbordkoppeling, Klankbordvraag]:
    ziet = or_(Klankbordkoppeling.persoon == lezer.zelf, _zoekt(lezer))
    samen = select(Klankbordkoppeling, Klankbordvraag)
    return samen.join(Klankbordvraag, Klankbordvraag.id == Klankbordkoppeling.vraag_id).where(ziet)


def get_koppeling(
    tx: Session, id: UUID, lezer: Klankbordlezer, lock: bool = False
) -> BewaardeKoppeling | None:
    """For the expert who was asked, and the makelaars of the question.

    Held in the order of everybody: first the question, then who was asked.
    """
    vraag = _paren(lezer).where(Klankbordkoppeling.id == id)
    vraag = vraag.execution_options(populate_existing=True)
    paar = tx.execute(vraag).one_or_none()
    if paar is not None and lock:
        eerst = select(Klankbordvraag.id).where(Klankbordvraag.id == paar[1].id)
        tx.execute(eerst.with_for_update())
        paar = tx.execute(vraag.with_for_update()).one_or_none()
    return _koppeling(*paar) if paar else None


def list_koppelingen(
    tx: Session, lezer: Klankbordlezer, offset: int, limit: int
) -> list[BewaardeKoppeling]:
    """The newest first."""
    vraag = _paren(lezer).order_by(Klankbordkoppeling.op.desc(), Klankbordkoppeling.id)
    return [_koppeling(*paar) for paar in tx.execute(vraag.offset(offset).limit(limit))]


def count_koppelingen(tx: Session, lezer: Klankbordlezer) -> int:
    return tx.scalar(select(func.count()).select_from(_paren(lezer).subquery())) or 0


def set_antwoord(
    tx: Session, oud: BewaardeKoppeling, naar: Koppelstatus, op: datetime
) -> BewaardeKoppeling:
    """What became of asking this expert; the question goes along. Both are held."""
    row = tx.get_one(Klankbordkoppeling, oud.koppeling.id)
    row.status, row.beantwoord_op, row.versie = naar, op, oud.versie + 1
    vraag = tx.get_one(Klankbordvraag, row.vraag_id)
    ja = naar is Koppelstatus.AANVAARD
    vraag.status = Klankbordstatus.GEKOPPELD if ja else Klankbordstatus.OPEN
    vraag.versie += 1
    tx.flush()
    return _koppeling(row, vraag)


def list_bezig(tx: Session, vraag: UUID) -> list[UUID]:
    """Experts who were asked this and can still think along: at most one."""
    wie = select(Klankbordkoppeling.persoon).where(
        Klankbordkoppeling.vraag_id == vraag, Klankbordkoppeling.status.in_(BEZIG)
    )
    return list(tx.scalars(wie))


def eerder_gevraagd(tx: Session, vraag: UUID) -> set[UUID]:
    """Experts who were asked this before, whatever they said."""
    gevraagd = select(Klankbordkoppeling.expert_id).where(Klankbordkoppeling.vraag_id == vraag)
    return set(tx.scalars(gevraagd))


def get_drukte(tx: Session, experts: Iterable[UUID]) -> Mapping[UUID, Drukte]:
    """What each of them has had to do."""
    lopend = func.count().filter(Klankbordkoppeling.status.in_(BEZIG))
    klaar = [Koppelstatus.AANVAARD, Koppelstatus.AFGEROND]
    ooit = func.count().filter(Klankbordkoppeling.status.in_(klaar))
    vraag = select(Klankbordkoppeling.expert_id, lopend, ooit).group_by(
        Klankbordkoppeling.expert_id
    )
    vraag = vraag.where(Klankbordkoppeling.expert_id.in_(list(experts)))
    return {id: Drukte(nu, toen) for id, nu, toen in tx.execute(vraag)}
