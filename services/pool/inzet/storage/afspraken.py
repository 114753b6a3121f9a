"""Terms by version, and the yeses and noes to them."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.inzet import rules
from services.pool.inzet.rules import Akkoord, InzetStatus, Partij, Voorwaarden
from services.pool.inzet.storage.inzetten import meld, set_status, werk_dekking_bij
from services.pool.inzet.storage.rijen import Bewaard, bewaard
from services.pool.inzet.tables import Inzet, InzetAkkoord, InzetVoorwaarden

BEVESTIGD = "Thuisorganisatie, inlener en medewerker zijn akkoord."
GEWEIGERD = "De inzet gaat niet door."
VELDEN = tuple(Voorwaarden.__dataclass_fields__)


def _voorwaarden(row: InzetVoorwaarden) -> Voorwaarden:
    waarden = {naam: getattr(row, naam) for naam in VELDEN}
    waarden["variant"] = rules.Inzetvariant(row.variant)
    if row.terugkeer_doel:
        waarden["terugkeer_doel"] = rules.Terugkeerdoel(row.terugkeer_doel)
    return Voorwaarden(**waarden)


def get_voorwaarden(tx: Session, wat: Bewaard, versie: int | None = None) -> Voorwaarden:
    """A version of the terms; without: what is asked now, or else what is in force.

    Once notice was given, what is in force ends on that day.
    """
    nummer = versie or wat.gevraagde_versie or wat.voorwaarden_versie
    row = tx.get(InzetVoorwaarden, (wat.inzet.id, nummer))
    if row is not None:
        gezegd = _voorwaarden(row)
        in_kracht = nummer == wat.voorwaarden_versie
        return replace(gezegd, tot=wat.inzet.tot) if in_kracht else gezegd
    # Of before the terms were kept: what the inzet itself says.
    inzet = wat.inzet
    return Voorwaarden(
        versie=nummer,
        uren_per_week=inzet.uren_per_week,
        van=inzet.van,
        tot=inzet.tot,
        werkzaamheden="",
        terugkeer_datum=wat.terugkeer_datum,
        terugkeer_doel=wat.terugkeer_doel,
    )


def add_voorwaarden(
    tx: Session, oud: Bewaard, nieuw: Voorwaarden, reden: str, door: str, op: datetime
) -> tuple[Bewaard, Voorwaarden]:
    """Ask all three to agree on new terms; a proposed inzet takes them on, a running one waits."""
    hoogste = select(func.max(InzetVoorwaarden.versie)).where(
        InzetVoorwaarden.inzet_id == oud.inzet.id
    )
    nummer = max(tx.scalar(hoogste) or 0, oud.voorwaarden_versie) + 1
    waarden = {naam: getattr(nieuw, naam) for naam in VELDEN}
    # Of a klus the person looks at other terms anew.
    getoond = nieuw.effect_getoond and oud.inzet.soort is not rules.Inzetsoort.KLUS
    waarden |= {"versie": nummer, "effect_getoond": getoond}
    rij = InzetVoorwaarden(inzet_id=oud.inzet.id, reden=reden, door=door, op=op, **waarden)
    tx.add(rij)
    row = tx.get_one(Inzet, oud.inzet.id)
    row.gevraagde_versie, row.gevraagd_op = nummer, op
    row.versie = oud.versie + 1
    is_voorstel = oud.inzet.status is InzetStatus.VOORGESTELD
    if is_voorstel:
        _neem_over(row, rij)
    tx.flush()
    resultaat = bewaard(row)
    meld(tx, "inzet-gewijzigd", resultaat, op, alleen_partijen=not is_voorstel)
    return resultaat, _voorwaarden(rij)


def _neem_over(row: Inzet, rij: InzetVoorwaarden) -> None:
    """What the inzet itself says follows its terms."""
    row.uren_per_week, row.van, row.tot = rij.uren_per_week, rij.van, rij.tot
    row.terugkeer_datum, row.terugkeer_doel = rij.terugkeer_datum, rij.terugkeer_doel
    row.voorwaarden_versie = rij.versie


def set_effect_getoond(tx: Session, wat: Bewaard) -> None:
    """The person saw what the version that is asked now means for the income; no amount of it."""
    nummer = wat.gevraagde_versie or wat.voorwaarden_versie
    tx.get_one(InzetVoorwaarden, (wat.inzet.id, nummer)).effect_getoond = True
    tx.flush()


def list_akkoorden(tx: Session, inzet: UUID) -> list[Akkoord]:
    """Every answer, oldest first."""
    rows = tx.scalars(
        select(InzetAkkoord).where(InzetAkkoord.inzet_id == inzet).order_by(InzetAkkoord.nr)
    )
    return [Akkoord(Partij(r.partij), r.versie, r.akkoord, r.door, r.op, r.reden) for r in rows]


def add_akkoord(tx: Session, inzet: UUID, antwoord: Akkoord) -> None:
    tx.add(
        InzetAkkoord(
            inzet_id=inzet,
            versie=antwoord.versie,
            partij=antwoord.partij,
            akkoord=antwoord.akkoord,
            reden=antwoord.reden,
            door=antwoord.door,
            op=antwoord.op,
        )
    )
    tx.flush()


def bevestig(tx: Session, oud: Bewaard, op: datetime) -> Bewaard:
    """All three said yes to what was asked: the inzet takes place."""
    return set_status(tx, oud, InzetStatus.BEVESTIGD, oud.inzet.tot, BEVESTIGD, None, op)


def neem_over(tx: Session, oud: Bewaard, nieuw: Voorwaarden, op: datetime) -> Bewaard:
    """All three said yes to other terms of a confirmed inzet: they are in force now."""
    row = tx.get_one(Inzet, oud.inzet.id)
    rij = tx.get_one(InzetVoorwaarden, (oud.inzet.id, nieuw.versie))
    _neem_over(row, rij)
    row.gevraagde_versie = row.gevraagd_op = None
    row.versie = oud.versie + 1
    tx.flush()
    resultaat = bewaard(row)
    meld(tx, "inzet-gewijzigd", resultaat, op)
    werk_dekking_bij(tx, resultaat)
    return resultaat


def weiger(tx: Session, oud: Bewaard, partij: Partij, op: datetime) -> Bewaard:
    """One no: it does not go on. Who and why stand with the answer alone."""
    tx.get_one(Inzet, oud.inzet.id).geweigerd_door = partij
    return set_status(tx, oud, InzetStatus.GEWEIGERD, oud.inzet.tot, GEWEIGERD, None, op)


def sluit_vraag(tx: Session, oud: Bewaard, op: datetime) -> Bewaard:
    """The other terms are off; what was agreed on before stays in force."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.gevraagde_versie = row.gevraagd_op = None
    row.versie = oud.versie + 1
    tx.flush()
    resultaat = bewaard(row)
    meld(tx, "inzet-gewijzigd", resultaat, op, alleen_partijen=True)
    return resultaat
