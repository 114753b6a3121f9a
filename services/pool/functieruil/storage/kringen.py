"""Rings: from an outcome to rows, everybody's answer, and the inzetten that came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.functieruil import rules
from services.pool.functieruil.rules import Kringsoort, Kringstatus, Ruilkring, Schakel
from services.pool.functieruil.storage.wensen import haal_plek, haal_wensen
from services.pool.functieruil.tables import Ruilafval, Ruilschakel, VrijePlek
from services.pool.functieruil.tables import Ruilkring as Rij


@dataclass(frozen=True, slots=True)
class BewaardeKring:
    """A ring as it is stored."""

    kring: Ruilkring
    ronde: UUID
    verrekening: str | None
    reden: str | None
    op: datetime
    versie: int


def _schakel(row: Ruilschakel) -> Schakel:
    return Schakel(
        nr=row.nr,
        wens=row.wens_id,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        naar=row.naar_id,
        inlener=row.inlener,
        functie=row.functie,
        uren=row.uren,
        antwoord=row.antwoord,
        inzet=row.inzet_id,
    )


def _bewaard(row: Rij, schakels: Sequence[Ruilschakel]) -> BewaardeKring:
    kring = Ruilkring(
        id=row.id,
        verband=row.verband,
        soort=Kringsoort(row.soort),
        status=Kringstatus(row.status),
        van=row.van,
        tot=row.tot,
        reactie_voor=row.reactie_voor,
        schakels=tuple(_schakel(een) for een in schakels),
        vrije_plek=row.vrije_plek_id,
        allen_akkoord=row.allen_akkoord,
    )
    return BewaardeKring(kring, row.ronde_id, row.verrekening, row.reden, row.op, row.versie)


def _met_schakels(tx: Session, rows: Sequence[Rij]) -> list[BewaardeKring]:
    per: dict[UUID, list[Ruilschakel]] = {row.id: [] for row in rows}
    vraag = select(Ruilschakel).where(Ruilschakel.kring_id.in_(per)).order_by(Ruilschakel.nr)
    for een in tx.scalars(vraag.execution_options(populate_existing=True)):
        per[een.kring_id].append(een)
    return [_bewaard(row, per[row.id]) for row in rows]


def add_kringen(
    tx: Session, verband: UUID, ronde: UUID, kringen: Iterable[dict[str, Any]],
    geldig_dagen: int, op: datetime, vandaag: date,
) -> list[BewaardeKring]:  # fmt: skip
    """Store the rings of an outcome. One that is no longer whole or fair is left out."""
    gemaakt = []
    for een in kringen:
        ids = [UUID(deel["wens"]) for deel in een["schakels"]]
        wensen = haal_wensen(tx, ids, lock=True)
        over = [w for w in wensen.values() if w.wens.status is rules.Ruilwensstatus.ACTIEF]
        plek = UUID(een["vrije_plek"]) if een["vrije_plek"] else None
        vrij = haal_plek(tx, plek) if plek else None
        weg = plek and (vrij is None or vrij.vrij.status is not rules.Ruilwensstatus.ACTIEF)
        if len(over) < len(ids) or weg or _bezet(tx, [w.wens.medewerker for w in over], plek):
            continue
        plekken = {id: w.wens.plek for id, w in wensen.items()}
        if vrij is not None:
            plekken[vrij.vrij.plek.id] = vrij.vrij.plek
        schakels = []
        for nr, deel in enumerate(een["schakels"]):
            wens, naar = wensen[UUID(deel["wens"])].wens, plekken[UUID(deel["naar"])]
            schakels.append(
                Schakel(
                    nr, wens.id, wens.medewerker, wens.plek.organisatie,
                    naar.id, naar.organisatie, naar.functie, naar.uren,
                )
            )  # fmt: skip
        leeg = [w.wens.id for w in over if w.wens.mag_leeg]
        if rules.fouten_in_schakels(schakels, leeg):
            continue
        soort = Kringsoort.KETEN if plek else Kringsoort.KRING
        if not plek and len(schakels) == 2:
            soort = Kringsoort.PAAR
        kring = Ruilkring(
            id=uuid4(), verband=verband, soort=soort, status=Kringstatus.GEVRAAGD,
            van=date.fromisoformat(een["van"]), tot=date.fromisoformat(een["tot"]),
            reactie_voor=vandaag + timedelta(days=geldig_dagen),
            schakels=tuple(schakels), vrije_plek=plek,
        )  # fmt: skip
        gemaakt.append(_add(tx, kring, ronde, op))
    return gemaakt


def _bezet(tx: Session, mensen: Sequence[UUID], plek: UUID | None) -> bool:
    in_kring = select(Ruilschakel.nr).where(Ruilschakel.open, Ruilschakel.medewerker.in_(mensen))
    if tx.scalar(in_kring.limit(1)) is not None:
        return True
    open_ = [een.value for een in rules.OPEN]
    vraag = select(Rij.id).where(Rij.vrije_plek_id == plek, Rij.status.in_(open_))
    return plek is not None and tx.scalar(vraag.limit(1)) is not None


def _add(tx: Session, kring: Ruilkring, ronde: UUID, op: datetime) -> BewaardeKring:
    row = Rij(
        id=kring.id, verband=kring.verband, ronde_id=ronde, soort=kring.soort,
        status=kring.status, van=kring.van, tot=kring.tot, reactie_voor=kring.reactie_voor,
        vrije_plek_id=kring.vrije_plek, allen_akkoord=False, op=op, versie=1,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    tx.add_all(
        Ruilschakel(
            kring_id=kring.id, nr=een.nr, wens_id=een.wens, medewerker=een.medewerker,
            thuisorganisatie=een.thuisorganisatie, naar_id=een.naar, inlener=een.inlener,
            functie=een.functie, uren=een.uren, open=True,
        )
        for een in kring.schakels
    )  # fmt: skip
    tx.flush()
    return BewaardeKring(kring, ronde, None, None, op, 1)


def _ziet(kijker: Kijker) -> ColumnElement[bool]:
    """Somebody in it, or who sees it whole (`rules.ziet_hele_kring`)."""
    mijn = select(Ruilschakel.kring_id).where(Ruilschakel.medewerker == kijker.medewerker)
    ziet: ColumnElement[bool] = Rij.id.in_(mijn)
    if "makelaar" in kijker.rollen:
        ziet = or_(ziet, and_(Rij.allen_akkoord, Rij.verband.in_(kijker.verbanden)))
    if kijker.rollen & PLANNERS:
        onze = select(Ruilschakel.kring_id).where(
            or_(
                Ruilschakel.thuisorganisatie == kijker.organisatie,
                Ruilschakel.inlener == kijker.organisatie,
            )
        )
        ziet = or_(ziet, and_(Rij.allen_akkoord, Rij.id.in_(onze)))
    return ziet


def list_kringen(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[BewaardeKring]:
    """The rings that the caller sees, newest first."""
    vraag = select(Rij).where(_ziet(kijker)).order_by(Rij.op.desc(), Rij.id)
    return _met_schakels(tx, tx.scalars(vraag.offset(offset).limit(limit)).all())


def count_kringen(tx: Session, kijker: Kijker) -> int:
    return tx.scalar(select(func.count(Rij.id)).where(_ziet(kijker))) or 0


def haal_kring(tx: Session, id: UUID, lock: bool = False) -> BewaardeKring | None:
    """A ring, whoever asks."""
    return _haal(tx, Rij.id == id, lock)


def _haal(tx: Session, waar: ColumnElement[bool], lock: bool) -> BewaardeKring | None:
    vraag = select(Rij).where(waar).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _met_schakels(tx, [row])[0] if row else None


def get_kring(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardeKring | None:
    """A ring that the caller sees; hidden and absent are one question."""
    return _haal(tx, and_(Rij.id == id, _ziet(kijker)), lock)


def list_te_volgen(tx: Session, vandaag: date) -> list[UUID]:
    """Recorded rings, and those whose last day to answer is over."""
    te_laat = and_(
        Rij.status.in_([Kringstatus.GEVRAAGD, Kringstatus.AKKOORD]),
        or_(Rij.reactie_voor < vandaag, Rij.van <= vandaag),
    )
    vraag = select(Rij.id).where(or_(Rij.status == Kringstatus.VASTGELEGD, te_laat))
    return list(tx.scalars(vraag.order_by(Rij.id)))


def list_open_van(tx: Session, ids: Iterable[UUID]) -> list[UUID]:
    """Open rings with these wishes, places or people in them."""
    lijst = list(ids)
    vraag = select(Ruilschakel.kring_id).where(
        Ruilschakel.open,
        or_(
            Ruilschakel.wens_id.in_(lijst),
            Ruilschakel.naar_id.in_(lijst),
            Ruilschakel.medewerker.in_(lijst),
        ),
    )
    return sorted(set(tx.scalars(vraag)))


def set_antwoord(
    tx: Session, oud: BewaardeKring, schakel: Schakel, ja: bool, op: datetime
) -> BewaardeKring:
    """One person's yes or no, in the ring that is held."""
    tx.execute(
        update(Ruilschakel)
        .where(Ruilschakel.kring_id == oud.kring.id, Ruilschakel.nr == schakel.nr)
        .values(antwoord=ja, antwoord_op=op)
    )
    schakels = tuple(
        replace(een, antwoord=ja) if een.nr == schakel.nr else een for een in oud.kring.schakels
    )
    nieuw = replace(oud, kring=replace(oud.kring, schakels=schakels))
    naar = oud.kring.status
    if rules.is_akkoord(schakels):
        naar = Kringstatus.AKKOORD
    return set_status(tx, nieuw, naar, op)


def set_status(
    tx: Session, oud: BewaardeKring, naar: Kringstatus, op: datetime, **velden: Any
) -> BewaardeKring:
    """Another status; an ended ring frees its people and its seat."""
    row = tx.get_one(Rij, oud.kring.id)
    row.status, row.op, row.versie = naar, op, oud.versie + 1
    if naar is Kringstatus.AKKOORD:
        row.allen_akkoord = True
    for naam, waarde in velden.items():
        setattr(row, naam, waarde)
    if naar not in rules.OPEN:
        tx.execute(
            update(Ruilschakel).where(Ruilschakel.kring_id == oud.kring.id).values(open=False)
        )
    tx.flush()
    return _met_schakels(tx, [row])[0]


def set_inzet(tx: Session, kring: UUID, nr: int, inzet: UUID) -> None:
    tx.execute(
        update(Ruilschakel)
        .where(Ruilschakel.kring_id == kring, Ruilschakel.nr == nr)
        .values(inzet_id=inzet)
    )


def add_afval(tx: Session, paren: Iterable[tuple[UUID, UUID]]) -> None:
    """Arcs that a next calculation leaves out."""
    rijen = [{"wens_id": wens, "plek_id": plek} for wens, plek in paren]
    if rijen:
        tx.execute(insert(Ruilafval).values(rijen).on_conflict_do_nothing())


def set_plek_vervuld(tx: Session, plek: UUID, op: datetime) -> None:
    row = tx.get(VrijePlek, plek)
    if row is not None:
        row.status, row.gewijzigd_op = rules.Ruilwensstatus.VERVULD, op
        row.versie += 1
        tx.flush()
