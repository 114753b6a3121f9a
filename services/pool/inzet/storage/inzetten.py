"""Deployments: from rows to facts and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.flexpool.tables import Lid, Pool
from services.pool.inzet import rules
from services.pool.inzet.rules import InzetStatus, Partij
from services.pool.inzet.tables import Inzet, InzetOvergang, InzetVoorwaarden
from services.pool.kijker import BASE_PATH
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from shared import events


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None: no filter."""

    status: InzetStatus | None = None
    verband: UUID | None = None
    inlener: str | None = None
    thuisorganisatie: str | None = None


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A deployment as it is stored, with why it came about."""

    inzet: rules.Inzet
    behoefte: UUID | None
    voorstel: UUID | None
    uitleg: str
    reden: str
    besloten_door: str
    besloten_op: datetime
    terugkeer_datum: date | None
    terugkeer_doel: rules.Terugkeerdoel | None
    versie: int
    pool: UUID | None = None
    in_dienst_voor: str = "eigen_werk"
    voorwaarden_versie: int = 1
    gevraagde_versie: int | None = None
    gevraagd_op: datetime | None = None
    bevestigd_op: datetime | None = None
    geweigerd_door: Partij | None = None
    teruggekeerd_op: date | None = None


def bewaard(row: Inzet) -> Bewaard:
    return Bewaard(
        inzet=rules.Inzet(
            id=row.id,
            verband=row.verband,
            medewerker=row.medewerker,
            thuisorganisatie=row.thuisorganisatie,
            inlener=row.inlener,
            uren_per_week=row.uren_per_week,
            van=row.van,
            tot=row.tot,
            status=InzetStatus(row.status),
        ),
        behoefte=row.behoefte_id,
        voorstel=row.voorstel_id,
        uitleg=row.uitleg,
        reden=row.reden,
        besloten_door=row.besloten_door,
        besloten_op=row.besloten_op,
        terugkeer_datum=row.terugkeer_datum,
        terugkeer_doel=rules.Terugkeerdoel(row.terugkeer_doel) if row.terugkeer_doel else None,
        versie=row.versie,
        pool=row.pool_id,
        in_dienst_voor=row.in_dienst_voor,
        voorwaarden_versie=row.voorwaarden_versie,
        gevraagde_versie=row.gevraagde_versie,
        gevraagd_op=row.gevraagd_op,
        # Confirmed by the version before the yeses: then the decision was the confirmation.
        bevestigd_op=row.bevestigd_op or (row.besloten_op if row.status in _TELT_MEE else None),
        geweigerd_door=Partij(row.geweigerd_door) if row.geweigerd_door else None,
        teruggekeerd_op=row.teruggekeerd_op,
    )


_TELT_MEE = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)


def _eigen_weigering(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.is_eigen_kant` of the party that refused, as a condition."""
    kanten = [
        and_(Inzet.geweigerd_door == Partij.MEDEWERKER, Inzet.medewerker == kijker.medewerker)
    ]
    if kijker.rollen & PLANNERS:
        kanten += [
            and_(Inzet.geweigerd_door == partij, kolom == kijker.organisatie)
            for partij, kolom in (
                (Partij.THUISORGANISATIE, Inzet.thuisorganisatie),
                (Partij.INLENER, Inzet.inlener),
            )
        ]
    return or_(*kanten)


def _met_status(status: InzetStatus, kijker: Kijker) -> ColumnElement[bool]:
    """`rules.zichtbare_status` as a condition: nobody finds the no of another side by filtering."""
    geweigerd = Inzet.status == InzetStatus.GEWEIGERD
    if status is InzetStatus.GEWEIGERD:
        return and_(geweigerd, _eigen_weigering(kijker))
    if status is InzetStatus.INGETROKKEN:
        # A NULL comparison (no person, no refuser) is no own refusal.
        eigen = func.coalesce(_eigen_weigering(kijker), false())
        return or_(Inzet.status == status, and_(geweigerd, ~eigen))
    return Inzet.status == status


def _zichtbaar(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    """`rules.ziet_inzet` as a condition, with the filters."""
    ziet: ColumnElement[bool] = Inzet.medewerker == kijker.medewerker
    if kijker.rollen & PLANNERS:
        eigen = or_(
            Inzet.thuisorganisatie == kijker.organisatie, Inzet.inlener == kijker.organisatie
        )
        ziet = or_(ziet, eigen, Inzet.verband.in_(kijker.verbanden))
    gevraagd = [
        getattr(Inzet, naam) == waarde
        for naam in ("verband", "inlener", "thuisorganisatie")
        if (waarde := getattr(vraag, naam)) is not None
    ]
    if vraag.status is not None:
        gevraagd.append(_met_status(vraag.status, kijker))
    return and_(ziet, *gevraagd)


def list_inzetten(
    tx: Session, kijker: Kijker, vraag: Zoekvraag, offset: int, limit: int
) -> list[Bewaard]:
    """The deployments that the caller sees, latest start first."""
    rows = tx.scalars(
        select(Inzet)
        .where(_zichtbaar(kijker, vraag))
        .order_by(Inzet.van.desc(), Inzet.id)
        .offset(offset)
        .limit(limit)
    )
    return [bewaard(row) for row in rows]


def count_inzetten(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Inzet.id)).where(_zichtbaar(kijker, vraag))) or 0


def list_van_persoon(tx: Session, medewerker: UUID, thuisorganisatie: str | None) -> list[Bewaard]:
    """One person's deployments, oldest first; with an organisation: those it lent the person to."""
    vraag = select(Inzet).where(Inzet.medewerker == medewerker)
    if thuisorganisatie is not None:
        vraag = vraag.where(Inzet.thuisorganisatie == thuisorganisatie)
    rows = tx.scalars(vraag.order_by(Inzet.van, Inzet.id).limit(1000))
    return [bewaard(row) for row in rows]


def get_inzet(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Bewaard | None:
    """A deployment that the caller sees."""
    gevonden = haal(tx, id, lock=lock)
    return gevonden if gevonden and rules.ziet_inzet(gevonden.inzet, kijker) else None


def haal(tx: Session, id: UUID, lock: bool = False) -> Bewaard | None:
    """A deployment, whoever asks."""
    vraag = select(Inzet).where(Inzet.id == id).execution_options(populate_existing=True)
    if lock:
        vraag = vraag.with_for_update()
    row = tx.scalars(vraag).one_or_none()
    return bewaard(row) if row else None


def list_lopend(
    tx: Session, medewerkers: Iterable[UUID], behoeften: Iterable[UUID], vanaf: date
) -> list[Bewaard]:
    """What holds hours of these people, or fills these needs, until `vanaf` or later.

    Proposed ones too: their hours are reserved until somebody says no.
    """
    vraag = (
        select(Inzet)
        .where(
            or_(
                Inzet.medewerker.in_(list(medewerkers)),
                Inzet.behoefte_id.in_(list(behoeften)),
            ),
            Inzet.status.in_(rules.BEZET),
            or_(Inzet.tot.is_(None), Inzet.tot >= vanaf),
        )
        .order_by(Inzet.id)
    )
    rows = tx.scalars(vraag.execution_options(populate_existing=True))
    return [bewaard(row) for row in rows]


def add_inzet(tx: Session, feiten: dict[str, Any], door: str, op: datetime) -> Bewaard:
    """Propose a deployment that a person decided on; its hours are reserved at once.

    `feiten`: verband, medewerker, thuisorganisatie, inlener, behoefte_id, voorstel_id,
    uren_per_week, van, tot, uitleg, reden; pool_id when known. It becomes an inzet by three yeses.
    """
    pool, in_dienst_voor = _lidmaatschap(tx, feiten)
    row = Inzet(
        id=uuid4(),
        status=InzetStatus.VOORGESTELD,
        besloten_door=door,
        besloten_op=op,
        gevraagde_versie=1,
        gevraagd_op=op,
        voorwaarden_versie=1,
        versie=1,
        **feiten | {"pool_id": feiten.get("pool_id") or pool, "in_dienst_voor": in_dienst_voor},
    )
    tx.add(row)
    tx.flush()
    tx.add(_eerste_voorwaarden(tx, row))
    tx.flush()
    nieuw = bewaard(row)
    meld(tx, "inzet-voorgesteld", nieuw, op)
    return nieuw


def _lidmaatschap(tx: Session, feiten: dict[str, Any]) -> tuple[UUID | None, str]:
    """The pool and for which work the person is employed, of the membership that it rests on."""
    rij = tx.execute(
        select(Lid.pool_id, Lid.in_dienst_voor)
        .join(Pool, Pool.id == Lid.pool_id)
        .where(
            Lid.medewerker == feiten["medewerker"],
            Pool.verband == feiten["verband"],
            Lid.thuisorganisatie == feiten["thuisorganisatie"],
        )
        .order_by(Lid.pool_id != feiten.get("pool_id"), Lid.id)
        .limit(1)
    ).one_or_none()
    return (rij[0], rij[1]) if rij else (None, "eigen_werk")


def _eerste_voorwaarden(tx: Session, row: Inzet) -> InzetVoorwaarden:
    """The first version of the terms: what the need says, and the one tariff of the verband."""
    behoefte = behoeften.haal(tx, row.behoefte_id) if row.behoefte_id else None
    wat = behoefte.behoefte if behoefte else None
    afspraken = pools.get_afspraken(tx, row.verband)
    per_niveau = dict(afspraken.tarief_per_niveau).get(wat.niveau) if wat and wat.niveau else None
    return InzetVoorwaarden(
        inzet_id=row.id,
        versie=1,
        uren_per_week=row.uren_per_week,
        van=row.van,
        tot=row.tot,
        werkzaamheden=(wat.titel or wat.functie or "") if wat else "",
        plaats=wat.plaats if wat else None,
        leiding="",
        variant=rules.Inzetvariant.LOONDOORBETALING,
        inkomensverschil_cent=None,
        terugkeer_datum=None,
        terugkeer_doel=None,
        tarief_grondslag=afspraken.tarief_grondslag,
        tarief_cent_per_uur=per_niveau or afspraken.tarief_cent_per_uur,
        opzegtermijn_weken=4,
        reden=row.reden,
        door=row.besloten_door,
        op=row.besloten_op,
    )


def set_status(
    tx: Session,
    oud: Bewaard,
    naar: InzetStatus,
    tot: date | None,
    reden: str,
    door: str | None,
    op: datetime,
) -> Bewaard:
    """Store, log and tell another status and, when it ends early, the last day."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.status, row.tot, row.versie = naar, tot, oud.versie + 1
    row.gevraagde_versie = row.gevraagd_op = None
    if naar is InzetStatus.BEVESTIGD:
        row.bevestigd_op = op
    tx.flush()
    van = oud.inzet.status
    tx.add(InzetOvergang(inzet_id=row.id, van=van, naar=naar, reden=reden, door=door, op=op))
    nieuw = bewaard(row)
    zichtbaar = rules.zichtbare_status(nieuw.inzet, eigen_weigering=False)
    meld(tx, f"inzet-{zichtbaar}", nieuw, op)
    werk_dekking_bij(tx, nieuw)
    return nieuw


def werk_dekking_bij(tx: Session, nieuw: Bewaard) -> None:
    """What a need really gets: planning counts it, without the person."""
    if nieuw.behoefte is None:
        return
    inzet = nieuw.inzet
    if rules.telt_mee(inzet):
        behoeften.set_dekking(
            tx, inzet.id, nieuw.behoefte, inzet.uren_per_week, inzet.van, inzet.tot
        )
    else:
        behoeften.wis_dekking(tx, inzet.id)


def set_einde(tx: Session, oud: Bewaard, tot: date, op: datetime) -> Bewaard:
    """Notice was given: it ends on this day; the clock does the rest."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.tot, row.versie = tot, oud.versie + 1
    row.gevraagde_versie = row.gevraagd_op = None
    tx.flush()
    nieuw = bewaard(row)
    meld(tx, "inzet-gewijzigd", nieuw, op)
    werk_dekking_bij(tx, nieuw)
    return nieuw


def set_teruggekeerd(
    tx: Session, oud: Bewaard, dag: date, doel: rules.Terugkeerdoel, op: datetime
) -> Bewaard:
    """The person is back; where to."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.teruggekeerd_op, row.terugkeer_doel, row.versie = dag, doel, oud.versie + 1
    tx.flush()
    nieuw = bewaard(row)
    meld(tx, "inzet-gewijzigd", nieuw, op)
    return nieuw


def gevuld(tx: Session, behoefte: UUID, vandaag: date) -> Decimal:
    """Hours per week that decided deployments give a need from today on."""
    lopend = list_lopend(tx, [], [behoefte], vandaag)
    return sum((een.inzet.uren_per_week for een in lopend), Decimal(0))


def werk_behoefte_bij(
    tx: Session, behoefte: UUID, door: str | None, op: datetime, vandaag: date
) -> None:
    """A need that has what it asked is filled; one that lost it is open again, if not over."""
    gevonden = behoeften.haal(tx, behoefte, lock=True)
    if gevonden is None:
        return
    is_gedekt = planning.is_gedekt(gevonden.behoefte, gevuld(tx, behoefte, vandaag))
    naar = planning.BehoefteStatus.VERVULD if is_gedekt else planning.BehoefteStatus.OPEN
    if gevonden.status in (naar, planning.BehoefteStatus.VERVALLEN):
        return
    if planning.beletselen(gevonden.behoefte, gevonden.status, naar, vandaag):
        return
    reden = "De gevraagde uren zijn gevuld." if is_gedekt else "Een inzet is er niet meer."
    behoeften.set_status(tx, gevonden, naar, reden, door, op)


def meld(tx: Session, type: str, wat: Bewaard, op: datetime) -> None:
    """Tell both organisations and the verband; vacatures needs to know who is inleenkracht."""
    inzet = wat.inzet
    publiek = events.Publiek(
        organisaties=frozenset({inzet.thuisorganisatie, inzet.inlener}),
        verbanden=frozenset({inzet.verband}),
        rollen=PLANNERS,
    )
    pad = f"{BASE_PATH}/inzetten/{inzet.id}"
    events.record(tx, type, inzet.id, publiek, op, pad, ("gateway", "vacatures"))
