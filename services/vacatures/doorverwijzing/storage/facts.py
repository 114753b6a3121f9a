"""Referrals, from rows to facts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Uuid,
    any_,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from services.vacatures.doorverwijzing import rules
from services.vacatures.doorverwijzing.tables import Bestemming, Doorverwijzing, Pauze
from services.vacatures.toestemming import storage as toestemmingen


def get_doorverwijzing(tx: Session, id: UUID, *, lock: bool = False) -> rules.Doorverwijzing | None:
    """One referral; with `lock` nobody else decides on it until this transaction ends."""
    query = select(Doorverwijzing).where(Doorverwijzing.id == id)
    found = _facts(tx, query.with_for_update() if lock else query)
    return found[0] if found else None


def heeft_toestemming(tx: Session, id: UUID, ontvanger: str | None, nu: datetime) -> bool:
    """Whether consent stands now for this receiver; asked of what is not there too."""
    stands = toestemmingen.geldt_voor(
        Doorverwijzing.toestemming_id, Doorverwijzing.persoon, ontvanger or "", nu
    )
    return tx.scalar(select(stands).where(Doorverwijzing.id == id)) or False


def heeft_open_voorstel(tx: Session, persoon: UUID, verwijzer: str, nu: datetime) -> bool:
    """Whether this organisation put a question to the person that still waits for an answer."""
    van = (Doorverwijzing.persoon == persoon) & (Doorverwijzing.verwijzer == verwijzer)
    open_ = tx.scalars(select(Doorverwijzing).where(van, Doorverwijzing.besluit == "voorgesteld"))
    return any(een.voorgesteld_op + timedelta(days=een.voorstel_dagen) > nu for een in open_)


def list_van_persoon(
    tx: Session, persoon: UUID, offset: int, limit: int
) -> tuple[list[rules.Doorverwijzing], int]:
    """One person's own referrals, the newest first, and how many there are."""
    return _page(tx, Doorverwijzing.persoon == persoon, offset, limit)


def list_verstuurd(
    tx: Session, organisatie: str, offset: int, limit: int
) -> tuple[list[rules.Doorverwijzing], int]:
    """What an organisation proposed, the newest first."""
    own = (Doorverwijzing.verwijzer == organisatie) & ~Doorverwijzing.gewist
    return _page(tx, own, offset, limit)


def list_ontvangen(
    tx: Session, organisatie: str, nu: datetime, offset: int, limit: int
) -> tuple[list[rules.Doorverwijzing], int]:
    """Who is referred to an organisation now, with consent; the newest first."""
    chosen = exists().where(
        Bestemming.doorverwijzing_id == Doorverwijzing.id,
        Bestemming.organisatie == organisatie,
        Bestemming.toegestaan,
    )
    stands = toestemmingen.geldt_voor(
        Doorverwijzing.toestemming_id, Doorverwijzing.persoon, organisatie, nu
    )
    return _page(tx, chosen & stands, offset, limit)


def _page(
    tx: Session, where: ColumnElement[bool], offset: int, limit: int
) -> tuple[list[rules.Doorverwijzing], int]:
    count = tx.scalar(select(func.count()).select_from(Doorverwijzing).where(where)) or 0
    newest = Doorverwijzing.voorgesteld_op.desc(), Doorverwijzing.id
    query = select(Doorverwijzing).where(where).order_by(*newest)
    return _facts(tx, query.offset(offset).limit(limit)), count


def _facts(tx: Session, query: Select[Doorverwijzing]) -> list[rules.Doorverwijzing]:
    rows = tx.scalars(query.execution_options(populate_existing=True)).all()
    receivers: dict[UUID, list[rules.Bestemming]] = {row.id: [] for row in rows}
    # An array, so that nothing found asks the same as something that is hidden afterwards.
    ids = literal(list(receivers), ARRAY(Uuid))
    of_rows = select(Bestemming).where(Bestemming.doorverwijzing_id == any_(ids))
    for one in tx.scalars(
        of_rows.order_by(Bestemming.organisatie).execution_options(populate_existing=True)
    ):
        receivers[one.doorverwijzing_id].append(_bestemming(one))
    return [_doorverwijzing(row, receivers[row.id]) for row in rows]


def _bestemming(row: Bestemming) -> rules.Bestemming:
    antwoord = rules.Antwoord(row.antwoord) if row.antwoord else None
    return rules.Bestemming(
        row.organisatie, row.verband, row.toegestaan, antwoord, row.antwoord_op, row.reden
    )


def _doorverwijzing(
    row: Doorverwijzing, bestemmingen: Sequence[rules.Bestemming]
) -> rules.Doorverwijzing:
    return rules.Doorverwijzing(
        id=row.id,
        persoon=row.persoon,
        aanleiding=rules.Aanleiding(row.aanleiding),
        verwijzer=row.verwijzer,
        besluit=rules.Besluit(row.besluit),
        voorgesteld_op=row.voorgesteld_op,
        bestemmingen=tuple(bestemmingen),
        maximum_maanden=row.maximum_maanden,
        sollicitatie=row.sollicitatie_id,
        toelichting=row.toelichting,
        motivatie=row.motivatie,
        werkgever=row.werkgever,
        vast_contract=row.vast_contract,
        toestemming=row.toestemming_id,
        versie=row.versie,
        voorstel_dagen=row.voorstel_dagen,
        wistermijn_dagen=row.wistermijn_dagen,
    )


# ---- pauses -------------------------------------------------------------------------------------
def list_pauzes(tx: Session, wie: Collection[UUID | str], vandaag: date) -> frozenset[str]:
    """Which of these persons and organisations take no new referrals today."""
    runs = or_(Pauze.tot_datum.is_(None), Pauze.tot_datum >= vandaag)
    query = select(Pauze.wie).where(Pauze.wie.in_({str(een) for een in wie}), runs)
    return frozenset(tx.scalars(query))


def get_pauze(tx: Session, wie: UUID | str, vandaag: date) -> Pauze | None:
    """The pause of a person or organisation, while it runs."""
    row = tx.get(Pauze, str(wie), populate_existing=True)
    if row is None or (row.tot_datum is not None and row.tot_datum < vandaag):
        return None
    return row


# ---- figures ------------------------------------------------------------------------------------
def count_balans(tx: Session, verband: UUID, jaar: int) -> rules.Balanstelling:
    """Per organisation of a verband: referrals with consent that were proposed in a year.

    Of how many people they are is known until they are erased. Each erased one has a pseudonym of
    its own, and all of those can be of one person: so nothing hidden is shown by erasing.
    """
    year = func.extract("year", func.timezone("Europe/Amsterdam", Doorverwijzing.voorgesteld_op))
    known = func.count(Doorverwijzing.persoon.distinct()).filter(~Doorverwijzing.gewist)
    persons = func.greatest(1, known)
    base = (
        select(func.count(), persons)
        .select_from(Doorverwijzing)
        .join(Bestemming, Bestemming.doorverwijzing_id == Doorverwijzing.id)
        .where(Bestemming.verband == verband, Bestemming.toegestaan, year == jaar)
    )
    received = base.add_columns(Bestemming.organisatie).group_by(Bestemming.organisatie)
    hired = received.where(Bestemming.antwoord == rules.Antwoord.AANGENOMEN)
    sent = _per(tx, base.add_columns(Doorverwijzing.verwijzer).group_by(Doorverwijzing.verwijzer))
    zelf = sent.pop(None, rules.Geteld())
    return rules.Balanstelling(sent, _per(tx, received), _per(tx, hired), zelf)


def _per(tx: Session, query: Select[Any]) -> dict[Any, rules.Geteld]:
    return {oin: rules.Geteld(count, persons) for count, persons, oin in tx.execute(query)}
