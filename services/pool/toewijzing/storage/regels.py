"""Lines of a proposal and the decisions on them: from rows to facts and back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import Lid
from services.pool.planning import storage as planning
from services.pool.toewijzing import rondes, rules
from services.pool.toewijzing.storage.invoer import regels_van_json
from services.pool.toewijzing.tables import Besluit, Toewijzingsregel


@dataclass(frozen=True, slots=True)
class Besloten:
    """A decision that was taken; hours and days only when they were changed."""

    besluit: rules.Besluit
    reden: str
    uren_per_week: Decimal | None
    van: date | None
    tot: date | None
    grond: rondes.Weigergrond | None
    door: str
    op: datetime
    inzet: UUID | None


@dataclass(frozen=True, slots=True)
class Regel:
    """A stored line of a proposal, with the decision on it if there is one."""

    id: UUID
    nr: int
    voorstel: UUID
    lid: UUID
    medewerker: UUID
    thuisorganisatie: str
    behoefte: UUID
    inlener: str
    uren_per_week: Decimal
    van: date
    tot: date | None
    uitleg: str
    besluit: Besloten | None


def nieuwe_regels(voorstel: UUID, invoer: dict[str, Any], uitkomst: dict[str, Any]) -> list[Regel]:
    """The lines of an outcome as they will be stored."""
    leden = {UUID(een["id"]): een for een in invoer["leden"]}
    behoeften = {UUID(een["id"]): een for een in invoer["behoeften"]}
    regels = regels_van_json(uitkomst["regels"])
    return [
        Regel(
            id=uuid4(),
            nr=nr,
            voorstel=voorstel,
            lid=regel.lid,
            medewerker=UUID(leden[regel.lid]["medewerker"]),
            thuisorganisatie=leden[regel.lid]["thuisorganisatie"],
            behoefte=regel.behoefte,
            inlener=behoeften[regel.behoefte]["inlener"],
            uren_per_week=Decimal(regel.uren),
            van=regel.van,
            tot=regel.tot,
            uitleg=zin,
            besluit=None,
        )
        for nr, (regel, zin) in enumerate(zip(regels, uitkomst["toelichtingen"], strict=True), 1)
    ]


def add_regels(tx: Session, regels: Iterable[Regel]) -> None:
    for regel in regels:
        velden = asdict(regel)
        del velden["besluit"]
        for naam in ("voorstel", "lid", "behoefte"):
            velden[f"{naam}_id"] = velden.pop(naam)
        tx.add(Toewijzingsregel(**velden))
    tx.flush()


def _besloten(row: Besluit) -> Besloten:
    return Besloten(
        besluit=rules.Besluit(row.besluit),
        reden=row.reden,
        uren_per_week=row.uren_per_week,
        van=row.van,
        tot=row.tot,
        grond=rondes.Weigergrond(row.grond) if row.grond else None,
        door=row.door,
        op=row.op,
        inzet=row.inzet_id,
    )


def _regel(row: Toewijzingsregel, besluit: Besluit | None) -> Regel:
    return Regel(
        id=row.id,
        nr=row.nr,
        voorstel=row.voorstel_id,
        lid=row.lid_id,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        behoefte=row.behoefte_id,
        inlener=row.inlener,
        uren_per_week=row.uren_per_week,
        van=row.van,
        tot=row.tot,
        uitleg=row.uitleg,
        besluit=_besloten(besluit) if besluit else None,
    )


def list_regels(tx: Session, voorstel: UUID) -> list[Regel]:
    """The lines of a proposal, with their decisions."""
    vraag = (
        select(Toewijzingsregel, Besluit)
        .outerjoin(Besluit, Besluit.regel_id == Toewijzingsregel.id)
        .where(Toewijzingsregel.voorstel_id == voorstel)
        .order_by(Toewijzingsregel.nr)
    )
    rows = tx.execute(vraag.execution_options(populate_existing=True))
    return [_regel(row.Toewijzingsregel, row.Besluit) for row in rows]


def lock_regels(tx: Session, voorstel: UUID, ids: Iterable[UUID]) -> dict[UUID, Regel]:
    """These lines of this proposal, held: of two decisions at once one waits and sees the other."""
    gevraagd = list(ids)
    vraag = select(Toewijzingsregel).where(
        Toewijzingsregel.id.in_(gevraagd), Toewijzingsregel.voorstel_id == voorstel
    )
    rows = tx.scalars(vraag.order_by(Toewijzingsregel.id).with_for_update()).all()
    vraag_besluiten = select(Besluit).where(Besluit.regel_id.in_([row.id for row in rows]))
    besloten = {
        een.regel_id: een
        for een in tx.scalars(vraag_besluiten.execution_options(populate_existing=True))
    }
    return {row.id: _regel(row, besloten.get(row.id)) for row in rows}


def lock_betrokkenen(tx: Session, medewerkers: Iterable[UUID], behoeften: Iterable[UUID]) -> None:
    """Hold these people in every pool, then these needs: nobody else decides about them now."""
    leden = select(Lid.id).where(Lid.medewerker.in_(set(medewerkers)))
    tx.execute(leden.order_by(Lid.id).with_for_update()).all()
    planning.lock(tx, behoeften)


def add_besluit(tx: Session, regel: UUID, besloten: Besloten) -> None:
    velden = asdict(besloten)
    velden["inzet_id"] = velden.pop("inzet")
    tx.add(Besluit(regel_id=regel, **velden))
    tx.flush()
