"""Deployments by their days: of a period, over, waited too long, and the hours there are."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import Afspraken, LidStatus
from services.pool.inzet import rules
from services.pool.inzet.rules import InzetStatus
from services.pool.inzet.rules.duur import Duurafspraak
from services.pool.inzet.storage.rijen import Bewaard, bewaard
from services.pool.inzet.tables import Inzet
from services.pool.planning import storage as behoeften


def list_in_periode(tx: Session, verband: UUID, van: date, tot: date) -> list[Bewaard]:
    """What takes place or took place in a verband between two days, both included."""
    rows = tx.scalars(
        select(Inzet)
        .where(
            Inzet.verband == verband,
            Inzet.status.in_((InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)),
            Inzet.van <= tot,
            or_(Inzet.tot.is_(None), Inzet.tot >= van),
        )
        .order_by(Inzet.id)
    )
    return [bewaard(row) for row in rows]


def list_afgelopen(tx: Session, vandaag: date) -> list[Bewaard]:
    """Deployments whose last day has passed but that are not ended yet; held for that."""
    rows = tx.scalars(
        select(Inzet)
        .where(Inzet.status == InzetStatus.BEVESTIGD, Inzet.tot < vandaag)
        .order_by(Inzet.id)
        .limit(500)
        .with_for_update(skip_locked=True)
    )
    return [bewaard(row) for row in rows]


def list_wachtende_verbanden(tx: Session) -> list[UUID]:
    """The verbanden in which something was asked that is not answered by all."""
    vraag = select(Inzet.verband).where(Inzet.gevraagde_versie.is_not(None)).distinct()
    return list(tx.scalars(vraag.order_by(Inzet.verband)))


def list_verlopen(tx: Session, verband: UUID, sinds: datetime) -> list[Bewaard]:
    """What was asked at `sinds` or before and is not answered by all; held, with its needs.

    The needs in order of id, as decisions hold them: two that wait for each other is one too many.
    """
    rows = tx.scalars(
        select(Inzet)
        .where(
            Inzet.verband == verband,
            Inzet.gevraagde_versie.is_not(None),
            Inzet.gevraagd_op <= sinds,
        )
        .order_by(Inzet.id)
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    rijen = [bewaard(row) for row in rows]
    behoeften.lock(tx, (een.behoefte for een in rijen if een.behoefte))
    return rijen


def list_capaciteit(tx: Session, medewerker: UUID) -> list[rules.Capaciteit]:
    """The hours that somebody has for inzetten, from every membership that counts."""
    leden = pools.list_eigen(tx, medewerker, 0, MEESTE_LEDEN)
    actief = [lid for lid in leden if lid.status is LidStatus.ACTIEF]
    return [een for lid in actief for een in rules.capaciteit_van(lid)]


MEESTE_LEDEN = 100  # memberships of one person


def duurafspraak(afspraken: Afspraken) -> Duurafspraak:
    """What the verband agreed on about how long, of all its settings."""
    return Duurafspraak(
        langste_inzet_dagen=afspraken.langste_inzet_dagen,
        waarschuwing_maanden=afspraken.waarschuwing_maanden,
        terugkeer_herinnering_weken=afspraken.terugkeer_herinnering_weken,
        vervolg_signaal_weken=afspraken.vervolg_signaal_weken,
        overdracht_signaal_weken=afspraken.overdracht_signaal_weken,
        start_signaal_dagen=afspraken.start_signaal_dagen,
    )
