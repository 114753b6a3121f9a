"""Erasing: what receivers still have to erase, and what goes when a person goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.vacatures.toestemming import rules
from services.vacatures.toestemming.rules import Toestemmingsdoel
from services.vacatures.toestemming.storage.consents import (
    dag,
    list_toestemmingen,
    list_van_persoon,
    log,
    to_ontvanger,
    vraag_wissen,
)
from services.vacatures.toestemming.tables import (
    Afscherming,
    Ontvanger,
    Toestemming,
    Toestemminglog,
)
from shared import berichten
from shared.caller import Caller

BATCH = 100
ALLES = 10_000  # consents of one person in the own file


@dataclass(frozen=True, slots=True)
class Wisverzoek:
    """What one receiver was asked to erase; whom it is about is not said here."""

    ontvanger: rules.Ontvanger
    toestemming: UUID
    persoon: UUID
    doel: Toestemmingsdoel
    onderwerp: UUID | None
    bevestigd_door: str | None


def get_wisverzoek(tx: Session, id: UUID, *, lock: bool = False) -> Wisverzoek | None:
    """One request to erase."""
    query = _wisverzoeken().where(Ontvanger.id == id)
    if lock:
        query = query.with_for_update(of=Ontvanger)
    rows = tx.execute(query.execution_options(populate_existing=True)).all()
    return _wisverzoek(*rows[0]) if rows else None


def list_wisverzoeken(
    tx: Session, organisatie: str, offset: int, limit: int
) -> tuple[list[Wisverzoek], int]:
    """What this organisation was asked to erase: open ones first, the oldest first."""
    own = Ontvanger.organisatie == organisatie
    query = _wisverzoeken().where(own)
    count = tx.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.order_by(
        Ontvanger.wissen_bevestigd_op.is_not(None), Ontvanger.wissen_gevraagd_op, Ontvanger.id
    )
    rows = tx.execute(ordered.offset(offset).limit(limit))
    return [_wisverzoek(*row) for row in rows], count


def _wisverzoeken() -> Select[Ontvanger, Toestemming]:
    return (
        select(Ontvanger, Toestemming)
        .join(Toestemming, Toestemming.id == Ontvanger.toestemming_id)
        .where(Ontvanger.wissen_gevraagd_op.is_not(None))
    )


def _wisverzoek(row: Ontvanger, consent: Toestemming) -> Wisverzoek:
    return Wisverzoek(
        to_ontvanger(row, consent.wistermijn_dagen),
        consent.id,
        consent.persoon,
        Toestemmingsdoel(consent.doel),
        consent.onderwerp,
        row.bevestigd_door,
    )


def bevestig(tx: Session, verzoek: Wisverzoek, beller: Caller, nu: datetime) -> None:
    """The receiver says that its copies are gone."""
    tx.execute(
        update(Ontvanger)
        .where(Ontvanger.id == verzoek.ontvanger.id)
        .values(wissen_bevestigd_op=nu, bevestigd_door=beller.gebruiker)
    )
    log(tx, verzoek.toestemming, "wissen-bevestigd", beller, nu, verzoek.ontvanger.organisatie)


# ---- by the clock -------------------------------------------------------------------------------
def verwerk_verlopen(tx: Session, nu: datetime) -> int:
    """Ask the receivers of consents that ran out to erase. Reading stopped at the end itself."""
    waiting = exists().where(
        Ontvanger.toestemming_id == Toestemming.id, Ontvanger.wissen_gevraagd_op.is_(None)
    )
    query = (
        select(Toestemming.id)
        .where(Toestemming.tot <= nu, Toestemming.ingetrokken_op.is_(None), waiting)
        .order_by(Toestemming.tot)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    ids = tx.scalars(query).all()
    for consent in list_toestemmingen(tx, ids).values():
        log(tx, consent.id, "verlopen", None, nu)
        vraag_wissen(tx, consent, nu)
        _vertel_verlopen(tx, consent)
    return len(ids)


def _vertel_verlopen(tx: Session, consent: rules.Toestemming) -> None:
    """The person hears that a referral is over, and who asked for it does too."""
    if consent.doel is not Toestemmingsdoel.DOORVERWIJZING:
        return
    berichten.record(
        tx,
        consent.persoon,
        "Een doorverwijzing is afgelopen",
        "De einddatum die u koos, is voorbij. De organisaties zien uw gegevens niet meer en moeten"
        " hun kopieën wissen. Bij uw toestemmingen ziet u wie dat bevestigde.",
        sleutel=f"doorverwijzing-verlopen:{consent.id}",
    )
    if consent.gevraagd_door and consent.onderwerp:
        berichten.record(
            tx,
            consent.gevraagd_door,
            "Een doorverwijzing is afgelopen",
            f"De toestemming voor doorverwijzing {consent.onderwerp} liep af.",
            sleutel=f"doorverwijzing-verlopen:{consent.onderwerp}",
        )


def herinner(tx: Session, nu: datetime) -> int:
    """Remind, once, each receiver that is too late with confirming; and tell the person."""
    late = nu - func.make_interval(0, 0, 0, 0, 24 * Toestemming.wistermijn_dagen)
    query = (
        select(Ontvanger, Toestemming)
        .join(Toestemming, Toestemming.id == Ontvanger.toestemming_id)
        .where(Ontvanger.wissen_gevraagd_op <= late, Ontvanger.wissen_bevestigd_op.is_(None))
        .where(Ontvanger.herinnerd_op.is_(None))
        .order_by(Ontvanger.wissen_gevraagd_op)
        .limit(BATCH)
        .with_for_update(of=Ontvanger, skip_locked=True)
    )
    rows = tx.execute(query).all()
    for row, consent in rows:
        asked = row.wissen_gevraagd_op or nu
        until = rules.uiterlijk(asked, consent.wistermijn_dagen)
        row.herinnerd_op = nu
        log(tx, consent.id, "wissen-herinnerd", None, nu, row.organisatie)
        berichten.record(
            tx,
            row.organisatie,
            "Herinnering: wis de gegevens van een kandidaat",
            f"Wisverzoek {row.id} had uiterlijk {dag(until)}"
            " bevestigd moeten zijn. Wis uw kopieën en bevestig dat vandaag nog.",
            sleutel=f"wissen-herinnerd:{row.id}",
        )
        if consent.gewist:
            continue
        berichten.record(
            tx,
            consent.persoon,
            "Nog niet bevestigd dat uw gegevens gewist zijn",
            "Een organisatie heeft nog niet bevestigd dat zij uw gegevens heeft gewist."
            " Wij hebben haar daaraan herinnerd. Bij uw toestemmingen ziet u welke organisatie"
            " het is.",
            sleutel=f"wissen-te-laat:{row.id}",
        )
    return len(rows)


# ---- retention ----------------------------------------------------------------------------------
def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about a person."""
    consents, _ = list_van_persoon(tx, persoon, 0, ALLES)
    hidden = select(Afscherming).where(Afscherming.persoon == persoon)
    ids = [een.id for een in consents]
    lines = select(Toestemminglog).where(Toestemminglog.toestemming_id.in_(ids))
    return {
        "toestemmingen": [_als_data(een) for een in consents],
        "toestemminglog": [
            {
                "toestemmingId": str(een.toestemming_id),
                "wat": een.wat,
                "organisatie": een.organisatie,
                "op": een.op.isoformat(),
            }
            for een in tx.scalars(lines.order_by(Toestemminglog.nr))
        ],
        "afscherming": [
            {"organisatie": een.organisatie, "bron": een.bron}
            for een in tx.scalars(hidden.order_by(Afscherming.organisatie, Afscherming.bron))
        ],
    }


def _als_data(een: rules.Toestemming) -> dict[str, Any]:
    return {
        "id": str(een.id),
        "doel": een.doel.value,
        "gegevens": sorted(een.gegevens),
        "gegevenOp": een.gegeven_op.isoformat(),
        "eindDatum": een.eind_datum.isoformat(),
        "ingetrokkenOp": een.ingetrokken_op.isoformat() if een.ingetrokken_op else None,
        "onderwerp": str(een.onderwerp) if een.onderwerp else None,
        "ontvangers": [o.organisatie for o in een.ontvangers],
    }


def list_af(tx: Session, voor: datetime, onbevestigd: timedelta, limit: int) -> list[UUID]:
    """Consents that ended before a moment, locked; `onbevestigd` longer when a receiver did not
    confirm, so that the person sees which one.
    """
    waiting = exists().where(
        Ontvanger.toestemming_id == Toestemming.id, Ontvanger.wissen_bevestigd_op.is_(None)
    )
    end = func.least(Toestemming.ingetrokken_op, Toestemming.tot)
    ended, long_ago = end < voor, end < voor - onbevestigd
    query = (
        select(Toestemming.id)
        .where(~Toestemming.gewist, (ended & ~waiting) | long_ago)
        .order_by(Toestemming.tot, Toestemming.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(tx.scalars(query))


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what hangs on these persons. Withdraw what stands first (`trek_alles_in`)."""
    own = select(Toestemming.id).where(Toestemming.persoon.in_(personen))
    ids = list(tx.scalars(own.order_by(Toestemming.id).with_for_update()))
    hidden = delete(Afscherming).where(Afscherming.persoon.in_(personen))
    gone = tx.execute(hidden.returning(Afscherming.persoon)).all()
    return {"afscherming": len(gone)} | wis(tx, ids)


def wis(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """Consents keep purpose, receiver and month under new numbers; of the person nothing stays.

    What a receiver must still erase stays asked: that is owed to the person who is gone.
    """
    counts = {"toestemming": 0, "toestemming_ontvanger": 0, "toestemminglog": 0}
    for id in ids:
        lines = (
            update(Toestemminglog)
            .where(Toestemminglog.toestemming_id == id)
            .values(op=_month(Toestemminglog.op), client=None, gebruiker=None)
        )
        receivers = (
            update(Ontvanger)
            .where(Ontvanger.toestemming_id == id)
            .values(bevestigd_door=None, wissen_bevestigd_op=_month(Ontvanger.wissen_bevestigd_op))
        )
        whole = (
            update(Toestemming)
            .where(Toestemming.id == id)
            .values(
                id=uuid4(),  # receivers and log follow (ON UPDATE CASCADE)
                persoon=uuid4(),
                onderwerp=None,
                gegeven_op=_month(Toestemming.gegeven_op),
                eind_datum=_month(Toestemming.tot),
                tot=_month(Toestemming.tot),
                ingetrokken_op=func.coalesce(
                    _month(Toestemming.ingetrokken_op), _month(Toestemming.gegeven_op)
                ),
                gewist=True,
            )
        )
        counts["toestemminglog"] += len(tx.execute(lines.returning(Toestemminglog.nr)).all())
        counts["toestemming_ontvanger"] += len(tx.execute(receivers.returning(Ontvanger.id)).all())
        counts["toestemming"] += len(tx.execute(whole.returning(Toestemming.doel)).all())
    return counts


def _month(moment: InstrumentedAttribute[Any]) -> Any:
    return func.date_trunc("month", moment, "Europe/Amsterdam")


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """A consent that named an application names nothing any more."""
    gone = update(Toestemming).where(Toestemming.onderwerp.in_(ids)).values(onderwerp=None)
    return {"toestemming": len(tx.execute(gone.returning(Toestemming.id)).all())}
