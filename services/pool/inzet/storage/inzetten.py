"""Changes of deployments: proposed, confirmed, ended; each told, and its need kept right."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import PLANNERS, Afspraken
from services.pool.flexpool.tables import Lid, Pool
from services.pool.inzet import rules
from services.pool.inzet.rules import InzetStatus, berichten
from services.pool.inzet.storage.berichten import stuur
from services.pool.inzet.storage.register import registreer
from services.pool.inzet.storage.rijen import Bewaard, bewaard, list_lopend
from services.pool.inzet.tables import Inzet, InzetOvergang, InzetVoorwaarden
from services.pool.kijker import BASE_PATH
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from services.pool.planning.rules.dekking import Dekkingsdeel, is_gevuld
from shared import events


def add_inzet(tx: Session, feiten: dict[str, Any], door: str, op: datetime) -> Bewaard:
    """Propose a deployment that a person decided on; its hours are reserved at once.

    `feiten`: verband, medewerker, thuisorganisatie, inlener, behoefte_id, voorstel_id,
    uren_per_week, van, tot, uitleg, reden; pool_id and in_dienst_voor when known. It becomes an
    inzet by three yeses.
    Of a swap or a programme also soort and groep_id, and what the terms say of themselves:
    werkzaamheden, plaats, niveau, variant, terugkeer_datum, terugkeer_doel, and met_tarief False
    when no money goes round.
    """
    eigen = {naam: feiten[naam] for naam in EIGEN_VOORWAARDEN if naam in feiten}
    feiten = {naam: een for naam, een in feiten.items() if naam not in eigen}
    pool, in_dienst_voor = _lidmaatschap(tx, feiten)
    if feiten.get("soort", rules.Inzetsoort.TOEWIJZING) is not rules.Inzetsoort.TOEWIJZING:
        pool = None  # of a member, but no turn of the pool
    row = Inzet(
        id=uuid4(),
        status=InzetStatus.VOORGESTELD,
        besloten_door=door,
        besloten_op=op,
        gevraagde_versie=1,
        gevraagd_op=op,
        voorwaarden_versie=1,
        versie=1,
        **{"in_dienst_voor": in_dienst_voor} | feiten | {"pool_id": feiten.get("pool_id") or pool},
    )
    tx.add(row)
    tx.flush()
    tx.add(_eerste_voorwaarden(tx, row, eigen))
    tx.flush()
    nieuw = bewaard(row)
    meld(tx, "inzet-voorgesteld", nieuw, op)
    stuur(tx, nieuw.inzet, berichten.voorgesteld, "voorgesteld")
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


EIGEN_VOORWAARDEN = ("werkzaamheden", "met_tarief", "plaats", "niveau", "variant")
LEIDING = "de leidinggevende bij de inlener"


def _eerste_voorwaarden(tx: Session, row: Inzet, eigen: dict[str, Any]) -> InzetVoorwaarden:
    """The first version of the terms: what the need says, and the one tariff of the verband."""
    behoefte = behoeften.haal(tx, row.behoefte_id) if row.behoefte_id else None
    wat = behoefte.behoefte if behoefte else None
    afspraken = pools.get_afspraken(tx, row.verband)
    met_tarief = eigen.get("met_tarief", True)
    niveau = wat.niveau if wat else eigen.get("niveau")
    per_niveau = dict(afspraken.tarief_per_niveau).get(niveau) if niveau else None
    return InzetVoorwaarden(
        inzet_id=row.id,
        versie=1,
        uren_per_week=row.uren_per_week,
        van=row.van,
        tot=row.tot,
        werkzaamheden=(wat.titel or wat.functie or "") if wat else eigen.get("werkzaamheden", ""),
        plaats=wat.plaats if wat else eigen.get("plaats"),
        leiding=LEIDING,
        variant=eigen.get("variant", rules.Inzetvariant.LOONDOORBETALING),
        terugkeer_datum=row.terugkeer_datum,
        terugkeer_doel=row.terugkeer_doel,
        tarief_grondslag=afspraken.tarief_grondslag if met_tarief else None,
        tarief_cent_per_uur=(per_niveau or afspraken.tarief_cent_per_uur) if met_tarief else None,
        opzegtermijn_weken=afspraken.opzegtermijn_weken,
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
            tx, inzet.id, nieuw.behoefte, inzet.uren_per_week, inzet.van, inzet.tot,
            pool=nieuw.pool,
        )  # fmt: skip
    else:
        behoeften.wis_dekking(tx, inzet.id)


def set_einde(
    tx: Session,
    oud: Bewaard,
    tot: date,
    op: datetime,
    door: str | None = None,
    reden: str = "Een andere inzet van de ruil eindigt.",
) -> Bewaard:
    """Notice was given: it ends on this day, and who said so and why is logged; the clock does the
    rest. Without a name it is what it belongs to that ends."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.tot, row.versie = tot, oud.versie + 1
    row.gevraagde_versie = row.gevraagd_op = None
    stap = {"van": row.status, "naar": row.status, "door": door, "op": op}
    waarom = f"De laatste dag wordt {tot:%d-%m-%Y}. {reden}"
    tx.add(InzetOvergang(inzet_id=row.id, reden=waarom, **stap))
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


def _is_gevuld(tx: Session, bewaard: behoeften.Bewaard, vandaag: date) -> bool:
    """Whether decided deployments give a need what it asks, on every day that is still to come."""
    behoefte = bewaard.behoefte
    delen = [
        Dekkingsdeel(een.inzet.van, een.inzet.tot, een.inzet.uren_per_week)
        for een in list_lopend(tx, [], [bewaard.id], vandaag)
    ]
    afspraken = pools.get_afspraken(tx, behoefte.verband) if behoefte.verband else Afspraken()
    return is_gevuld(behoefte, delen, vandaag, afspraken.kortste_inzet_dagen)


def werk_behoefte_bij(
    tx: Session, behoefte: UUID, door: str | None, op: datetime, vandaag: date
) -> None:
    """A need that has what it asked is filled; one that lost it is open again, if not over."""
    gevonden = behoeften.haal(tx, behoefte, lock=True)
    if gevonden is None:
        return
    gevuld = _is_gevuld(tx, gevonden, vandaag)
    naar = planning.BehoefteStatus.VERVULD if gevuld else planning.BehoefteStatus.OPEN
    if gevonden.status in (naar, planning.BehoefteStatus.VERVALLEN):
        return
    if planning.beletselen(gevonden.behoefte, gevonden.status, naar, vandaag):
        return
    reden = "De gevraagde uren zijn gevuld." if gevuld else "Een inzet is er niet meer."
    behoeften.set_status(tx, gevonden, naar, reden, door, op)


def meld(tx: Session, type: str, wat: Bewaard, op: datetime, alleen_partijen: bool = False) -> None:
    """Tell both organisations and the verband; vacatures needs to know who is inleenkracht.

    `alleen_partijen`: of other terms that are asked or refused the verband hears nothing.
    """
    inzet = wat.inzet
    publiek = events.Publiek(
        organisaties=frozenset({inzet.thuisorganisatie, inzet.inlener}),
        verbanden=frozenset() if alleen_partijen else frozenset({inzet.verband}),
        rollen=PLANNERS,
    )
    pad = f"{BASE_PATH}/inzetten/{inzet.id}"
    events.record(tx, type, inzet.id, publiek, op, pad, ("gateway", "vacatures"))


def niet_door(tx: Session, nieuw: Bewaard, nu: datetime, vandaag: date) -> Bewaard:
    """The same for a refusal, a withdrawal and silence, so that nobody can tell them apart.

    That the need is open again has no name beside it either.
    """
    registreer(tx, nieuw, None, nu)
    stuur(tx, nieuw.inzet, berichten.gaat_niet_door, "niet-door")
    if nieuw.behoefte is not None:
        werk_behoefte_bij(tx, nieuw.behoefte, None, nu, vandaag)
    return nieuw
