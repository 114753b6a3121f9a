"""Applications on a joint vacancy; the rooms above call this at applying, showing and offering."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, any_, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from services.vacatures.functiedeling import rules
from services.vacatures.functiedeling.storage.deling import get_functiedeling
from services.vacatures.functiedeling.tables import (
    Aanbodbesluit,
    Deelsollicitatie,
    Functiedeel,
    Functiedeling,
)
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.rules import Fout
from services.vacatures.vacature.tables import Vacature
from shared.caller import Caller


def neem_op(
    tx: Session,
    vacature: vacatureregels.Vacature,
    sollicitatie: UUID,
    delen: Collection[UUID] = (),
    *,
    medewerker: UUID | None = None,
) -> list[Fout]:
    """Note that an application is for these parts (none: for all); what is wrong is not stored.

    Does nothing for a vacancy of one employer.
    """
    deling = get_functiedeling(tx, vacature.id)
    if deling is None:
        return [Fout("delen", "niet-gedeeld", "Deze functie is niet gedeeld")] if delen else []
    if fouten := rules.delen_fouten(deling, delen):
        return fouten
    values = {
        "sollicitatie_id": sollicitatie,
        "vacature_id": vacature.id,
        "medewerker": medewerker,
        "delen": sorted(delen),
    }
    tx.execute(insert(Deelsollicitatie).values(values).on_conflict_do_nothing())
    return []


def set_medewerker(tx: Session, sollicitatie: UUID, medewerker: UUID) -> None:
    """The person made a registered application the own: what hangs on it is found by the person."""
    own = Deelsollicitatie.sollicitatie_id == sollicitatie
    tx.execute(update(Deelsollicitatie).where(own).values(medewerker=medewerker))


def get_deelsollicitatie(
    tx: Session, vacature_id: UUID, sollicitatie: UUID
) -> rules.Deelsollicitatie | None:
    """For which parts an application on this vacancy is, or None when there is none."""
    row = tx.get(Deelsollicitatie, sollicitatie)
    if row is None or row.vacature_id != vacature_id:
        return None
    return rules.Deelsollicitatie(row.sollicitatie_id, frozenset(row.delen), row.medewerker)


def niet_te_zien(
    tx: Session,
    vacature: vacatureregels.Vacature,
    kijker: vacatureregels.Kijker,
    sollicitaties: Iterable[UUID],
) -> frozenset[UUID]:
    """Which applications on a vacancy this recruiter may not see; two queries at most.

    With one employer: none are hidden. On a joint vacancy the one that leads follows the same rule
    as the others: with separate contracts it sees what is for its own part.
    """
    deling = get_functiedeling(tx, vacature.id)
    if deling is None:
        return frozenset()
    organisaties = _organisaties(vacature, kijker)
    lijst = _deelsollicitaties(tx, list(sollicitaties))
    return frozenset(een.sollicitatie for een in lijst if not rules.ziet(deling, een, organisaties))


def _deelsollicitaties(tx: Session, ids: Sequence[UUID]) -> list[rules.Deelsollicitatie]:
    """For which parts each of these is; one query."""
    rows = tx.scalars(select(Deelsollicitatie).where(Deelsollicitatie.sollicitatie_id.in_(ids)))
    delen = {row.sollicitatie_id: frozenset(row.delen) for row in rows}
    return [rules.Deelsollicitatie(id, delen.get(id, frozenset())) for id in ids]


def mededingers(
    tx: Session, vacature_id: UUID, sollicitatie: UUID, anderen: Sequence[UUID]
) -> frozenset[UUID]:
    """Which of the others are for a part that this application is for; two queries at most."""
    deling = get_functiedeling(tx, vacature_id)
    if deling is None:
        return frozenset(anderen)
    [eigen, *rest] = _deelsollicitaties(tx, [sollicitatie, *anderen])
    return frozenset(een.sollicitatie for een in rest if rules.dingt_mee(deling, eigen, een))


def voor_andere_delen(
    een: InstrumentedAttribute[UUID], ander: InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    """Whether two applications name parts and none is the same, in the SQL of a room above."""
    links, rechts = aliased(Deelsollicitatie), aliased(Deelsollicitatie)
    apart = exists().where(
        links.sollicitatie_id == een,
        rechts.sollicitatie_id == ander,
        func.cardinality(links.delen) > 0,
        func.cardinality(rechts.delen) > 0,
        ~links.delen.bool_op("&&")(rechts.delen),
    )
    return apart.correlate_except(links, rechts)


def te_zien(
    sollicitatie: InstrumentedAttribute[UUID], kijker: vacatureregels.Kijker
) -> ColumnElement[bool]:
    """Which applications a recruiter handles, in the SQL of a room above; beside `vacature`.

    Of one employer: those of who leads. Of several: as `niet_te_zien`.
    """
    namens = sorted(kijker.handelt_voor)
    for_all = or_(
        func.cardinality(Deelsollicitatie.delen) == 0,
        Functiedeling.vorm == rules.Delingsvorm.EEN_WERKGEVER.value,
    )
    named = exists().where(Deelsollicitatie.sollicitatie_id == sollicitatie)
    named = named.correlate_except(Deelsollicitatie)
    for_part = named.where(or_(for_all, Functiedeel.id == any_(Deelsollicitatie.delen)))
    own = exists().where(
        Functiedeling.vacature_id == Vacature.id,
        Functiedeel.vacature_id == Vacature.id,
        Functiedeel.werkgever.in_(namens),
        Functiedeel.status == rules.Deelstatus.AANVAARD.value,
        or_(~named, for_part),
    )
    own = own.correlate_except(Functiedeling, Functiedeel)
    joint = func.cardinality(Vacature.werkgevers) > 1
    return or_(
        literal(kijker.organisatie) == Vacature.werver,
        and_(~joint, Vacature.werkgever.in_(namens)),
        and_(joint, own),
    )


def zienden(tx: Session, vacature: vacatureregels.Vacature, sollicitatie: UUID) -> frozenset[str]:
    """The employers whose recruiters may see this application; never none without a joint one."""
    deling = get_functiedeling(tx, vacature.id)
    if deling is None:
        return frozenset({vacature.werkgever})
    van = get_deelsollicitatie(tx, vacature.id, sollicitatie)
    van = van or rules.Deelsollicitatie(sollicitatie)
    return frozenset(oin for oin in vacature.werkgevers if rules.ziet(deling, van, {oin}))


def _organisaties(
    vacature: vacatureregels.Vacature, kijker: vacatureregels.Kijker
) -> frozenset[str]:
    """For whom somebody looks: who recruits for the vacancy looks for all of its employers."""
    if kijker.organisatie is not None and kijker.organisatie == vacature.werver:
        return frozenset(vacature.werkgevers)
    return kijker.handelt_voor


def verantwoordelijke(tx: Session, vacature: vacatureregels.Vacature, sollicitatie: UUID) -> str:
    """The one controller of an application (AVG): its OIN."""
    deling = get_functiedeling(tx, vacature.id)
    if deling is None:
        return vacature.werkgever
    van = get_deelsollicitatie(tx, vacature.id, sollicitatie)
    return rules.verantwoordelijke(deling, van or rules.Deelsollicitatie(sollicitatie))


def nieuwe_werkgevers(
    tx: Session, vacature: vacatureregels.Vacature, sollicitatie: UUID
) -> tuple[str, ...]:
    """Who employ the candidate once hired: OINs, the one that leads first."""
    deling = get_functiedeling(tx, vacature.id)
    van = get_deelsollicitatie(tx, vacature.id, sollicitatie) if deling else None
    van = van or rules.Deelsollicitatie(sollicitatie)
    return rules.nieuwe_werkgevers(vacature, deling, van)


def beletselen_aanbod(tx: Session, vacature_id: UUID, sollicitatie: UUID) -> list[Fout]:
    """What keeps an offer to this candidate from standing; empty for a vacancy of one employer.

    Locks the proposal, so that nobody withdraws between this look and the offer.
    """
    deling = get_functiedeling(tx, vacature_id, lock=True)
    if deling is None:
        return []
    van = get_deelsollicitatie(tx, vacature_id, sollicitatie)
    # A new proposal changes what was said yes to: who decided before it decides again.
    since = tx.get_one(Functiedeling, vacature_id).voorgesteld_op
    besluiten = [besluit for row, besluit in list_besluiten(tx, sollicitatie) if row.op >= since]
    return rules.beletselen_aanbod(deling, van or rules.Deelsollicitatie(sollicitatie), besluiten)


def add_besluit(
    tx: Session,
    deel: UUID,
    sollicitatie: UUID,
    akkoord: bool,
    reden: str | None,
    beller: Caller,
    nu: datetime,
) -> UUID:
    """Store what an employer's named person decided about an offer."""
    row = Aanbodbesluit(
        id=uuid4(),
        sollicitatie_id=sollicitatie,
        deel_id=deel,
        akkoord=akkoord,
        reden=reden,
        op=nu,
        client=beller.client,
        gebruiker=beller.gebruiker or "",
    )
    tx.add(row)
    tx.flush()
    return row.id


def list_besluiten(
    tx: Session, sollicitatie: UUID
) -> list[tuple[Aanbodbesluit, rules.Aanbodbesluit]]:
    """Decisions about offers to one candidate, the oldest first."""
    query = select(Aanbodbesluit).where(Aanbodbesluit.sollicitatie_id == sollicitatie)
    return [
        (row, rules.Aanbodbesluit(row.deel_id, row.akkoord, row.gebruiker, row.reden))
        for row in tx.scalars(query.order_by(Aanbodbesluit.nr))
    ]
