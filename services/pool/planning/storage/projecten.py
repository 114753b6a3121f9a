"""Opgaven and projects: from rows to facts and back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Text, and_, any_, cast, false, func, literal, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker
from services.pool.kijker import BASE_PATH
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import projecten as rules
from services.pool.planning.rules import tekort
from services.pool.planning.rules.projecten import ProjectStatus
from services.pool.planning.storage.dekking import list_dekking
from services.pool.planning.storage.stroken import vraag_van
from services.pool.planning.tables import Opgave, Project, ProjectOvergang
from shared import events

VELDEN = tuple(veld.name for veld in fields(rules.Project))


@dataclass(frozen=True, slots=True)
class BewaardProject:
    """A project as it is stored."""

    id: UUID
    project: rules.Project
    status: ProjectStatus
    gedeeld_op: datetime | None
    versie: int


@dataclass(frozen=True, slots=True)
class BewaardeOpgave:
    """An opgave as it is stored."""

    id: UUID
    opgave: rules.Opgave
    versie: int


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list of projects; None: no filter."""

    status: ProjectStatus | None = None
    verband: UUID | None = None
    organisatie: str | None = None
    opgave_id: UUID | None = None


# ------------------------------------------------------------------ opgaven
def _opgave(row: Opgave) -> BewaardeOpgave:
    feiten = rules.Opgave(row.organisatie, tuple(row.verbanden), row.naam, row.beschrijving)
    return BewaardeOpgave(row.id, feiten, row.versie)


def _ziet_opgave(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_opgave` as a condition."""
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return false()
    gedeeld = Opgave.verbanden.overlap(list(kijker.verbanden))
    return or_(Opgave.organisatie == kijker.organisatie, gedeeld)


def list_opgaven(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[BewaardeOpgave]:
    """The opgaven that the caller sees, by name."""
    vraag = select(Opgave).where(_ziet_opgave(kijker)).order_by(Opgave.naam, Opgave.id)
    return [_opgave(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_opgaven(tx: Session, kijker: Kijker) -> int:
    return tx.scalar(select(func.count(Opgave.id)).where(_ziet_opgave(kijker))) or 0


def get_opgave(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardeOpgave | None:
    """An opgave that the caller sees."""
    vraag = select(Opgave).where(Opgave.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    bewaard = _opgave(row) if row else None
    return bewaard if bewaard and rules.ziet_opgave(bewaard.opgave, kijker) else None


def set_opgave(
    tx: Session, oud: BewaardeOpgave | None, opgave: rules.Opgave, op: datetime
) -> BewaardeOpgave:
    """Store a new opgave, or changed fields; tells the verbanden, also one that left it."""
    velden = asdict(opgave) | {"verbanden": list(opgave.verbanden)}
    if oud is None:
        row = Opgave(id=uuid4(), aangemaakt_op=op, versie=1, **velden)
        tx.add(row)
    else:
        row = tx.get_one(Opgave, oud.id)
        for naam, waarde in velden.items():
            setattr(row, naam, waarde)
        row.versie = oud.versie + 1
    tx.flush()
    publiek = events.Publiek(
        organisaties=frozenset({opgave.organisatie}),
        verbanden=frozenset(opgave.verbanden) | frozenset(oud.opgave.verbanden if oud else ()),
        rollen=PLANNERS | MEEKIJKERS,
    )
    soort = "opgave-gewijzigd" if oud else "opgave-vastgelegd"
    events.record(tx, soort, row.id, publiek, op, f"{BASE_PATH}/opgaven/{row.id}")
    return _opgave(row)


# ------------------------------------------------------------------ projecten
def _project(row: Project) -> BewaardProject:
    velden = {naam: getattr(row, naam) for naam in VELDEN}
    velden["deelnemers"] = tuple(row.deelnemers)
    feiten = rules.Project(**velden)
    return BewaardProject(row.id, feiten, ProjectStatus(row.status), row.gedeeld_op, row.versie)


def _ziet_project(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    """`rules.ziet_project` as a condition, with the filters."""
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return false()
    deelt = or_(
        Project.verband.in_(kijker.verbanden),
        literal(kijker.organisatie) == any_(Project.deelnemers),
    )
    gedeeld = and_(Project.gedeeld_op.is_not(None), deelt)
    gevraagd = [
        getattr(Project, naam) == waarde
        for naam, waarde in asdict(vraag).items()
        if waarde is not None
    ]
    return and_(or_(Project.organisatie == kijker.organisatie, gedeeld), *gevraagd)


def list_projecten(
    tx: Session, kijker: Kijker, vraag: Zoekvraag, offset: int, limit: int
) -> list[BewaardProject]:
    """The projects that the caller sees, first to begin first."""
    gevraagd = select(Project).where(_ziet_project(kijker, vraag))
    gevraagd = gevraagd.order_by(Project.van, Project.id).offset(offset).limit(limit)
    return [_project(row) for row in tx.scalars(gevraagd)]


def count_projecten(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Project.id)).where(_ziet_project(kijker, vraag))) or 0


def get_project(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardProject | None:
    """A project that the caller sees."""
    vraag = select(Project).where(Project.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    if row is None:
        return None
    bewaard = _project(row)
    ziet = rules.ziet_project(bewaard.project, row.gedeeld_op is not None, kijker)
    return bewaard if ziet else None


def list_verbanden(tx: Session, kijker: Kijker, ids: Iterable[str]) -> dict[UUID, UUID]:
    """The verband of each of these projects that the caller sees; other texts are no project."""
    vraag = select(Project.id, Project.verband).where(
        cast(Project.id, Text).in_([een.strip().lower() for een in ids]),
        _ziet_project(kijker, Zoekvraag()),
    )
    return {row.id: row.verband for row in tx.execute(vraag)}


def set_project(
    tx: Session, oud: BewaardProject | None, project: rules.Project, op: datetime
) -> BewaardProject:
    """Store a new project as a draft, or changed fields."""
    velden = asdict(project) | {"deelnemers": list(project.deelnemers)}
    if oud is None:
        row = Project(
            id=uuid4(), status=ProjectStatus.CONCEPT, aangemaakt_op=op, versie=1, **velden
        )
        tx.add(row)
    else:
        row = tx.get_one(Project, oud.id)
        for naam, waarde in velden.items():
            setattr(row, naam, waarde)
        row.versie = oud.versie + 1
    tx.flush()
    bewaard = _project(row)
    _meld(tx, "project-gewijzigd" if oud else "project-vastgelegd", bewaard, op)
    return bewaard


def set_projectstatus(
    tx: Session,
    oud: BewaardProject,
    naar: ProjectStatus,
    reden: str,
    door: str | None,
    op: datetime,
) -> BewaardProject:
    """Store, log and tell another status; a project that is planned is the verband's to see."""
    row = tx.get_one(Project, oud.id)
    row.status, row.versie = naar, oud.versie + 1
    if naar is ProjectStatus.GEPLAND and row.gedeeld_op is None:
        row.gedeeld_op = op
    tx.add(
        ProjectOvergang(project_id=oud.id, van=oud.status, naar=naar, reden=reden, door=door, op=op)
    )
    tx.flush()
    bewaard = _project(row)
    _meld(tx, f"project-{naar}", bewaard, op)
    return bewaard


def list_projectovergangen(tx: Session, id: UUID) -> list[ProjectOvergang]:
    """The log of a project, oldest first."""
    vraag = select(ProjectOvergang).where(ProjectOvergang.project_id == id)
    return list(tx.scalars(vraag.order_by(ProjectOvergang.nr).limit(1000)))


def standen(
    tx: Session, bewaarde: Iterable[BewaardProject], vandaag: date
) -> dict[UUID, rules.Projectstand]:
    """What each of these projects still misses, in two queries whatever their number."""
    per_id = {een.id: een.project for een in bewaarde}
    rijen = behoeften.list_voor_planning(tx, projecten=per_id)
    gedekt = list_dekking(tx, [rij.id for rij in rijen])
    vragen: dict[UUID, list[tekort.Vraag]] = {id: [] for id in per_id}
    for rij in rijen:
        vraag = vraag_van(rij.behoefte, rij.status, gedekt.get(rij.id, []), vandaag)
        if vraag is not None and rij.behoefte.project is not None:
            vragen[rij.behoefte.project].append(vraag)
    return {id: rules.stand(project, vragen[id], vandaag) for id, project in per_id.items()}


def _meld(tx: Session, type: str, bewaard: BewaardProject, op: datetime) -> None:
    project = bewaard.project
    gedeeld = bewaard.gedeeld_op is not None
    publiek = events.Publiek(
        organisaties=frozenset({project.organisatie, *(project.deelnemers if gedeeld else ())}),
        verbanden=frozenset({project.verband} if gedeeld else ()),
        rollen=PLANNERS | MEEKIJKERS,
    )
    events.record(tx, type, bewaard.id, publiek, op, f"{BASE_PATH}/projecten/{bewaard.id}")
