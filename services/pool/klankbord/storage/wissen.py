"""What this room holds of a person, and how it goes."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.klankbord.rules import (
    BEZIG,
    LOPEND,
    Klankbordsoort,
    Klankbordstatus,
    Koppelstatus,
    Onkostenstatus,
)
from services.pool.klankbord.tables import (
    Klankbordexpert,
    Klankbordkoppeling,
    Klankbordonkosten,
    Klankbordvraag,
)
from shared.dossier import regel

VERBORGEN = frozenset({"persoon", "vrager", "versie", "door"})
STIL = {"synchronize_session": False}


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The own registration, questions, what one was asked, and claims."""
    delen: dict[str, Any] = {
        "klankbordexperts": (Klankbordexpert, Klankbordexpert.persoon),
        "klankbordvragen": (Klankbordvraag, Klankbordvraag.vrager),
        "klankbordkoppelingen": (Klankbordkoppeling, Klankbordkoppeling.persoon),
        "klankbordonkosten": (Klankbordonkosten, Klankbordonkosten.persoon),
    }
    return {
        naam: [regel(row, VERBORGEN) for row in tx.scalars(select(tabel).where(wie == persoon))]
        for naam, (tabel, wie) in delen.items()
    }


def bekenden(tx: Session, personen: Collection[UUID]) -> list[UUID]:
    """Which of these people are in the register or have a claim: they must stay reachable."""
    lijst = list(personen)
    gevonden = set(
        tx.scalars(select(Klankbordexpert.persoon).where(Klankbordexpert.persoon.in_(lijst)))
    )
    open_ = select(Klankbordonkosten.persoon).where(
        Klankbordonkosten.persoon.in_(lijst), Klankbordonkosten.status == Onkostenstatus.INGEDIEND
    )
    return sorted(gevonden | set(tx.scalars(open_)))


def schrijf_uit(tx: Session, persoon: UUID, verband: UUID | None = None) -> int:
    """Out of the register; what this expert was asked or thought about is open again."""
    wie = select(Klankbordexpert).where(Klankbordexpert.persoon == persoon)
    if verband is not None:
        wie = wie.where(Klankbordexpert.verband == verband)
    experts = tx.scalars(wie.with_for_update()).all()
    ids = [row.id for row in experts]
    mijn = Klankbordkoppeling.expert_id.in_(ids), Klankbordkoppeling.status.in_(BEZIG)
    van = select(Klankbordkoppeling.vraag_id).where(*mijn)
    vragen = select(Klankbordvraag).where(Klankbordvraag.id.in_(van)).order_by(Klankbordvraag.id)
    for vraag in tx.scalars(vragen.with_for_update()).all():
        vraag.status, vraag.versie = Klankbordstatus.OPEN, vraag.versie + 1
    for koppeling in tx.scalars(select(Klankbordkoppeling).where(*mijn).with_for_update()):
        koppeling.status, koppeling.versie = Koppelstatus.INGETROKKEN, koppeling.versie + 1
    tx.flush()
    tx.execute(delete(Klankbordexpert).where(Klankbordexpert.id.in_(ids)), execution_options=STIL)
    return len(ids)


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Registration and own personal questions go; of the rest only numbers without meaning stay."""
    experts = sum(schrijf_uit(tx, een) for een in personen)
    eigen = select(Klankbordvraag.id).where(
        Klankbordvraag.vrager.in_(personen), Klankbordvraag.soort == Klankbordsoort.PERSOONLIJK
    )
    vragen = _wis_vragen(tx, tx.scalars(eigen.with_for_update()).all())
    los = update(Klankbordvraag).where(Klankbordvraag.vrager.in_(personen)).values(vrager=None)
    geteld = {"klankbordexpert": experts}
    geteld["klankbordvraag"] = vragen + _aantal(tx, los.returning(Klankbordvraag.id))
    ander = {"persoon": func.gen_random_uuid()}
    for tabel, meer in (
        (Klankbordkoppeling, {"expert_id": func.gen_random_uuid()}),
        (Klankbordonkosten, {}),
    ):
        weg = update(tabel).where(tabel.persoon.in_(personen)).values(ander | meer)
        geteld[tabel.__tablename__] = _aantal(tx, weg.returning(tabel.id))
    return geteld


def _aantal(tx: Session, vraag: Any) -> int:
    return len(tx.execute(vraag, execution_options=STIL).all())


def _wis_vragen(tx: Session, ids: Sequence[UUID]) -> int:
    """Questions with who was asked; a claim stays, without the tie to them."""
    onder = delete(Klankbordkoppeling).where(Klankbordkoppeling.vraag_id.in_(ids))
    tx.execute(onder, execution_options=STIL)
    weg = delete(Klankbordvraag).where(Klankbordvraag.id.in_(ids))
    return _aantal(tx, weg.returning(Klankbordvraag.id))


def wis_persoonlijk(tx: Session, nu: datetime, hoogst: int) -> int:
    """Personal questions that are over, soon after: `klankbordWistermijnDagen`."""
    af = (
        Klankbordvraag.soort == Klankbordsoort.PERSOONLIJK,
        Klankbordvraag.status.not_in(LOPEND),
    )
    for verband in tx.scalars(select(Klankbordvraag.verband).where(*af).distinct()).all():
        dagen = pools.get_afspraken(tx, verband).klankbord_wistermijn_dagen
        ids = select(Klankbordvraag.id).where(
            *af,
            Klankbordvraag.verband == verband,
            Klankbordvraag.gesloten_op <= nu - timedelta(days=dagen),
        )
        weg = tx.scalars(ids.limit(hoogst).with_for_update(skip_locked=True)).all()
        if weg:
            return _wis_vragen(tx, weg)
    return 0


def verbanden(tx: Session) -> list[UUID]:
    """Where something was asked or claimed."""
    gevonden = set(tx.scalars(select(Klankbordvraag.verband).distinct()))
    return sorted(gevonden | set(tx.scalars(select(Klankbordonkosten.verband).distinct())))


def wis_voorbij(tx: Session, verband: UUID, voor: datetime, hoogst: int) -> dict[str, int]:
    """Questions that were over, and claims that were decided on, before a moment."""
    af = select(Klankbordonkosten.id).where(
        Klankbordonkosten.verband == verband, Klankbordonkosten.besloten_op < voor
    )
    onkosten = tx.scalars(af.limit(hoogst).with_for_update(skip_locked=True)).all()
    weg = delete(Klankbordonkosten).where(Klankbordonkosten.id.in_(onkosten))
    geteld = {"klankbordonkosten": _aantal(tx, weg.returning(Klankbordonkosten.id))}
    dicht = select(Klankbordvraag.id).where(
        Klankbordvraag.verband == verband, Klankbordvraag.gesloten_op < voor
    )
    ids = tx.scalars(dicht.limit(hoogst).with_for_update(skip_locked=True)).all()
    return geteld | {"klankbordvraag": _wis_vragen(tx, ids)}
