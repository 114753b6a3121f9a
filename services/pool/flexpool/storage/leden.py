"""Members: from rows to facts and back."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import rules
from services.pool.flexpool.storage.pools import in_force, is_agreed
from services.pool.flexpool.tables import Lid, LidOvergang, Lidtoestemming, Lidverificatie, Pool
from shared import berichten, kalender


def _lid(row: Lid, verband: UUID, maanden: int | None, vooraf: bool | None = None) -> rules.Poollid:
    gecheckt = row.geverifieerd_op or kalender.dag(row.aangemaakt_op)
    termijn = rules.Afspraken().verificatie_maanden if maanden is None else maanden
    return rules.Poollid(
        id=row.id,
        pool=row.pool_id,
        verband=verband,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        functies=tuple(
            rules.Vaardigheid(een["functie"], rules.Niveau(een["niveau"])) for een in row.functies
        ),
        uren_per_week=row.uren_per_week,
        beschikbaar_van=row.beschikbaar_van,
        beschikbaar_tot=row.beschikbaar_tot,
        pc4=row.pc4,
        straal_km=row.straal_km,
        in_dienst_voor=rules.InDienstVoor(row.in_dienst_voor),
        ontwikkelwensen=tuple(row.ontwikkelwensen),
        maximum_inzetten=row.maximum_inzetten,
        demolabel=row.demolabel,
        status=rules.LidStatus(row.status),
        versie=row.versie,
        perioden=tuple(_periode(een) for een in row.perioden or ()),
        weekdagen=tuple(Decimal(een) for een in row.weekdagen or ()),
        esco=tuple(
            rules.EscoLink(een["functie"], een["esco"]) for een in row.functies if een.get("esco")
        ),
        competenties=tuple(row.competenties or ()),
        toestemming=row.toestemming,
        toestemming_vooraf=vooraf is not False,
        verificatie_tot=rules.verificatie_tot(gecheckt, termijn),
    )


def _periode(een: Mapping[str, Any]) -> rules.Beschikbaarheid:
    tot = date.fromisoformat(een["tot"]) if een["tot"] else None
    van = date.fromisoformat(een["van"])
    return rules.Beschikbaarheid(van, tot, Decimal(een["uren_per_week"]))


def _waarden(lid: rules.Poollid) -> Mapping[str, Any]:
    waarden = asdict(lid)
    esco = {een.functie: een.uri for een in lid.esco}
    return {
        "functies": [
            {"functie": v.functie, "niveau": v.niveau.value}
            | ({"esco": esco[v.functie]} if v.functie in esco else {})
            for v in lid.functies
        ],
        "ontwikkelwensen": list(lid.ontwikkelwensen),
        "perioden": [
            {naam: None if wat is None else str(wat) for naam, wat in asdict(een).items()}
            for een in lid.perioden
        ],
        "weekdagen": [str(uren) for uren in lid.weekdagen],
        "competenties": list(lid.competenties),
    } | {
        naam: waarden[naam]
        for naam in (
            "uren_per_week",
            "beschikbaar_van",
            "beschikbaar_tot",
            "pc4",
            "straal_km",
            "in_dienst_voor",
            "maximum_inzetten",
            "demolabel",
            "status",
            "toestemming",
            "versie",
        )
    }


def _leden() -> Select[Lid, UUID, int | None, bool | None]:
    maanden = in_force(Pool.verband, "verificatieMaanden").label("maanden")
    vooraf = is_agreed(Pool.verband, "toestemmingVooraf").label("vooraf")
    return select(Lid, Pool.verband, maanden, vooraf).join(Pool, Pool.id == Lid.pool_id)


def _ziet_leden(kijker: rules.Kijker) -> ColumnElement[bool]:
    """`rules.ziet_lid` as a condition, for the leden of a pool that the caller sees."""
    zelf = Lid.medewerker == kijker.medewerker
    if not kijker.rollen & rules.PLANNERS:
        return zelf
    binnen = Pool.verband.in_(kijker.verbanden)
    return or_(zelf, binnen, Lid.thuisorganisatie == kijker.organisatie)


def list_leden(
    tx: Session, pool: UUID, kijker: rules.Kijker, offset: int, limit: int
) -> list[rules.Poollid]:
    """The members of a pool that the caller sees, in order of entry."""
    vraag = _leden().where(Lid.pool_id == pool, _ziet_leden(kijker))
    vraag = vraag.order_by(Lid.aangemaakt_op, Lid.id).offset(offset).limit(limit)
    return [_lid(*row) for row in tx.execute(vraag)]


def count_leden(tx: Session, pool: UUID, kijker: rules.Kijker) -> int:
    vraag = select(func.count(Lid.id)).join(Pool).where(Lid.pool_id == pool, _ziet_leden(kijker))
    return tx.scalar(vraag) or 0


def list_alle_leden(tx: Session, pool: UUID) -> list[rules.Poollid]:
    """Every member that can be placed: for a calculation, not for an answer."""
    vraag = _leden().where(Lid.pool_id == pool)
    vraag = vraag.where(Lid.status == rules.LidStatus.ACTIEF).order_by(Lid.id)
    rows = tx.execute(vraag.execution_options(populate_existing=True))
    return [_lid(*row) for row in rows]


def list_voorstelbaar(tx: Session, pool: UUID, peildatum: date) -> list[rules.Poollid]:
    """Every member that a calculation of that day may know.

    Who has not said yes is among them, for the explanation to the home employer; who must be
    checked again by the employer is not.
    """
    leden = list_alle_leden(tx, pool)
    return [lid for lid in leden if not rules.is_verlopen(lid, peildatum)]


def list_eigen(tx: Session, medewerker: UUID, offset: int, limit: int) -> list[rules.Poollid]:
    """The memberships of one person, oldest first."""
    vraag = _leden().where(Lid.medewerker == medewerker).order_by(Lid.aangemaakt_op, Lid.id)
    return [_lid(*row) for row in tx.execute(vraag.offset(offset).limit(limit))]


def list_van_personen(tx: Session, personen: Collection[UUID]) -> list[rules.Poollid]:
    """The memberships of these persons, in order of id."""
    vraag = _leden().where(Lid.medewerker.in_(list(personen))).order_by(Lid.id)
    return [_lid(*row) for row in tx.execute(vraag)]


def count_eigen(tx: Session, medewerker: UUID) -> int:
    return tx.scalar(select(func.count(Lid.id)).where(Lid.medewerker == medewerker)) or 0


def get_lid(
    tx: Session, id: UUID, kijker: rules.Kijker, lock: bool = False
) -> rules.Poollid | None:
    """A member that the caller sees."""
    vraag = _leden().where(Lid.id == id)
    if lock:
        vraag = vraag.with_for_update(of=Lid)
    row = tx.execute(vraag.execution_options(populate_existing=True)).one_or_none()
    lid = _lid(*row) if row else None
    return lid if lid and rules.ziet_lid(lid, kijker) else None


def lock_medewerker(tx: Session, medewerker: UUID) -> None:
    """Hold every membership of a person: nobody else decides about this person meanwhile."""
    vraag = select(Lid.id).where(Lid.medewerker == medewerker).order_by(Lid.id).with_for_update()
    tx.execute(vraag).all()


def has_lid(tx: Session, pool: UUID, medewerker: UUID) -> bool:
    vraag = select(Lid.id).where(Lid.pool_id == pool, Lid.medewerker == medewerker)
    return tx.scalar(vraag) is not None


def add_lid(tx: Session, lid: rules.Poollid, door: str | None, op: datetime) -> rules.Poollid:
    """Store a new member and give it as it is; who brings somebody in has checked the facts."""
    row = Lid(
        id=lid.id,
        pool_id=lid.pool,
        medewerker=lid.medewerker,
        thuisorganisatie=lid.thuisorganisatie,
        aangemaakt_op=op,
        geverifieerd_op=kalender.dag(op),
        **_waarden(lid),
    )
    tx.add(row)
    tx.flush()
    return verifieer(tx, lid, door, op) if door is not None else lid


def set_lid(tx: Session, lid: rules.Poollid) -> None:
    row = tx.get_one(Lid, lid.id)
    for naam, waarde in _waarden(lid).items():
        setattr(row, naam, waarde)
    tx.flush()


def log_lid(
    tx: Session,
    lid: UUID,
    van: rules.LidStatus | None,
    naar: rules.LidStatus,
    reden: str,
    door: str | None,
    op: datetime,
) -> None:
    """Write who decided about a membership, and why."""
    tx.add(LidOvergang(lid_id=lid, van=van, naar=naar, reden=reden, door=door, op=op))


# ------------------------------------------------------------------ checked by the employer
def verifieer(tx: Session, lid: rules.Poollid, door: str, op: datetime) -> rules.Poollid:
    """Record that somebody of the employer checked the facts today; gives the member as it is."""
    tx.get_one(Lid, lid.id).geverifieerd_op = kalender.dag(op)
    tx.add(Lidverificatie(lid_id=lid.id, door=door, op=op))
    tx.flush()
    return _lid(*tx.execute(_leden().where(Lid.id == lid.id)).one())


def list_verificaties(tx: Session, lid: UUID) -> list[tuple[str, datetime]]:
    """By whom and when, newest first."""
    vraag = select(Lidverificatie.door, Lidverificatie.op).where(Lidverificatie.lid_id == lid)
    return [(row.door, row.op) for row in tx.execute(vraag.order_by(Lidverificatie.nr.desc()))]


def list_te_controleren(tx: Session, op: date) -> list[rules.Poollid]:
    """Members whose check ends within the weeks that their verband agreed on, or has ended."""
    weken = in_force(Pool.verband, "verificatieHerinneringWeken").label("weken")
    actief = Lid.status == rules.LidStatus.ACTIEF, Pool.status == rules.PoolStatus.ACTIEF
    vraag = _leden().add_columns(weken).where(*actief).order_by(Lid.id)
    standaard = rules.Afspraken().verificatie_herinnering_weken
    gevonden = []
    for row in tx.execute(vraag):
        lid = _lid(*row[:4])
        termijn = standaard if row.weken is None else row.weken
        loopt = lid.beschikbaar_tot is None or lid.beschikbaar_tot >= op
        tot = lid.verificatie_tot
        if loopt and tot is not None and rules.eerste_herinnering(tot, termijn) <= op:
            gevonden.append(lid)
    return gevonden


# ------------------------------------------------------------------ the person's own word
def set_toestemming(tx: Session, lid: rules.Poollid, op: datetime) -> None:
    """Store what the person said, beside what was said before."""
    set_lid(tx, lid)
    tx.add(Lidtoestemming(lid_id=lid.id, ja=lid.toestemming, op=op))
    tx.flush()


def list_toestemmingen(tx: Session, lid: UUID) -> list[tuple[bool, datetime]]:
    """What the person said and when, newest first."""
    vraag = select(Lidtoestemming.ja, Lidtoestemming.op).where(Lidtoestemming.lid_id == lid)
    return [(row.ja, row.op) for row in tx.execute(vraag.order_by(Lidtoestemming.nr.desc()))]


def herinner_verificaties(tx: Session, op: date) -> int:
    """Ask the employers of members whose check runs out, once for each check; gives how many."""
    leden = list_te_controleren(tx, op)
    for lid in leden:
        onderwerp, tekst = rules.VERIFICATIE
        sleutel = f"verificatie:{lid.id}:{lid.verificatie_tot}"
        zin = tekst.format(tot=lid.verificatie_tot)
        berichten.record(tx, lid.thuisorganisatie, onderwerp, zin, sleutel=sleutel)
    return len(leden)
