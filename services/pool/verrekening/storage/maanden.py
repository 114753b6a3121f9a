"""Months of a verband: the concept, closing one, and reading what was closed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, text
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.inzet.tables import Inzet
from services.pool.uren.rules import Urensoort
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Verrekenregel
from services.pool.verrekening.storage.rijen import een_van, post, post_naar_rij, regel
from services.pool.verrekening.tables import Factuur, Urenprijs, VerrekendeUren, Verrekening
from services.pool.verrekening.tables import Verrekenregel as Rij
from shared import kalender

# One closing at a time: numbers of documents have no gap, whatever verbanden close at once.
SLOT = text("SELECT pg_advisory_xact_lock(hashtext('verrekening'))")


@dataclass(frozen=True, slots=True)
class Maand:
    """A closed month as it is kept."""

    id: UUID
    verband: UUID
    maand: str
    regelversie: str
    instelling: rules.Maandinstelling
    controlegetal: str
    saldi: dict[str, int]
    betalingen: tuple[rules.Betaling, ...]
    gesloten_door: str | None
    gesloten_namens: str | None
    gesloten_op: datetime


def maand_van(row: Verrekening) -> Maand:
    return Maand(
        id=row.id,
        verband=row.verband,
        maand=row.maand,
        regelversie=row.regelversie,
        instelling=rules.Maandinstelling(**row.instelling),
        controlegetal=row.controlegetal,
        saldi={een: int(cent) for een, cent in row.saldi.items()},
        betalingen=tuple(rules.Betaling(**een) for een in row.betalingen),
        gesloten_door=row.gesloten_door,
        gesloten_namens=row.gesloten_namens,
        gesloten_op=row.gesloten_op,
    )


# ------------------------------------------------------------------ closing
def lock(tx: Session) -> None:
    """Nobody else closes a month until the end of the transaction; what was read is read anew."""
    tx.flush()
    tx.execute(SLOT)
    tx.expire_all()


def laatste_maand(tx: Session, verband: UUID) -> str | None:
    """The last month that is closed."""
    return tx.scalar(select(func.max(Verrekening.maand)).where(Verrekening.verband == verband))


def sluit(
    tx: Session, wat: rules.Verrekening, door: str, namens: str | None, op: datetime
) -> Maand:
    """Keep a month for good, with its hours, documents and lines; the caller holds the lock."""
    row = Verrekening(
        id=uuid4(),
        verband=wat.verband,
        maand=wat.maand,
        regelversie=rules.REGELVERSIE,
        instelling=asdict(wat.instelling),
        controlegetal=rules.controlegetal(wat),
        saldi=wat.saldi,
        betalingen=[asdict(een) for een in wat.betalingen],
        gesloten_door=door,
        gesloten_namens=namens,
        gesloten_op=op,
    )
    tx.add(row)
    tx.flush()
    if wat.posten:
        tx.execute(insert(VerrekendeUren), [post_naar_rij(een, row.id) for een in wat.posten])
        dicht = select(VerrekendeUren.urenregel).where(VerrekendeUren.verrekening_id == row.id)
        tx.execute(delete(Urenprijs).where(Urenprijs.urenregel.in_(dicht)))  # it stands there now
    stukken = _add_facturen(tx, wat, row.id, op)
    regels = [_regelrij(een, row.id, stukken) for een in wat.regels]
    if regels:
        tx.execute(insert(Rij), regels)
    return maand_van(row)


Plaats = tuple[UUID, str]  # line of hours and debtor: what an amount is of


def _add_facturen(
    tx: Session, wat: rules.Verrekening, verrekening: UUID, op: datetime
) -> dict[Plaats, UUID]:
    """Number and keep the documents; by line which one it stands on."""
    nummers_tot = select(Factuur.crediteur, func.max(Factuur.volgnummer))
    stand = tx.execute(nummers_tot.group_by(Factuur.crediteur)).all()
    hoogste = defaultdict(int, {rij.crediteur: int(rij[1]) for rij in stand})
    corrigeert = {een.corrigeert for een in wat.regels if een.corrigeert is not None}
    nummers = _nummers_van(tx, corrigeert)
    datum, rijen = kalender.dag(op), []
    plaats: dict[Plaats, UUID] = {}
    for een in wat.facturen:
        id, volg = uuid4(), hoogste[een.crediteur] + 1
        hoogste[een.crediteur] = volg
        plaats |= {(r.urenregel, r.debiteur): id for r in een.regels}
        per = {urenregel: nummer for (urenregel, wie), nummer in nummers.items()
               if wie == een.debiteur}  # fmt: skip
        rijen.append(
            {
                "id": id,
                "verrekening_id": verrekening,
                "crediteur": een.crediteur,
                "volgnummer": volg,
                "debiteur": een.debiteur,
                "soort": een.soort,
                "netto": een.netto,
                "totaal": een.totaal,
                "btw": [asdict(deel) for deel in een.btw],
                "verwijst": rules.verwijzingen(een, per),
                "datum": datum,
                "vervaldatum": datum + timedelta(days=wat.instelling.betaaltermijn_dagen),
            }
        )
    if rijen:
        tx.execute(insert(Factuur), rijen)
    return plaats


def _nummers_van(tx: Session, urenregels: Iterable[UUID]) -> dict[Plaats, str]:
    """On which document the lines of these hours stood before."""
    vraag = (
        select(Rij.urenregel, Rij.debiteur, Factuur.volgnummer)
        .join(Factuur, Factuur.id == Rij.factuur_id)
        .where(een_van(Rij.urenregel, urenregels))
    )
    return {(id, wie): rules.nummer(volg) for id, wie, volg in tx.execute(vraag)}


def _regelrij(een: Verrekenregel, verrekening: UUID, stukken: dict[Plaats, UUID]) -> dict[str, Any]:
    return {
        "verrekening_id": verrekening,
        "urenregel": een.urenregel,
        "factuur_id": stukken.get((een.urenregel, een.debiteur)),
        "crediteur": een.crediteur,
        "debiteur": een.debiteur,
        "bedrag": een.bedrag,
        "deel": een.deel,
        "geheel": een.geheel,
    }


# ------------------------------------------------------------------ reading
def ziet(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_verrekening` as a condition."""
    verbanden = kijker.verbanden if kijker.rollen & rules.LEZERS else frozenset()
    return Verrekening.verband.in_(verbanden)


def list_maanden(
    tx: Session, kijker: Kijker, verband: UUID | None, offset: int, limit: int
) -> list[Maand]:
    """The newest month first."""
    vraag = select(Verrekening).where(ziet(kijker), *_van(verband))
    vraag = vraag.order_by(Verrekening.maand.desc(), Verrekening.id)
    return [maand_van(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_maanden(tx: Session, kijker: Kijker, verband: UUID | None) -> int:
    vraag = select(func.count(Verrekening.id)).where(ziet(kijker), *_van(verband))
    return tx.scalar(vraag) or 0


def _van(verband: UUID | None) -> list[ColumnElement[bool]]:
    return [] if verband is None else [Verrekening.verband == verband]


def get_maand(tx: Session, id: UUID, kijker: Kijker) -> Maand | None:
    row = tx.scalar(select(Verrekening).where(Verrekening.id == id, ziet(kijker)))
    return maand_van(row) if row else None


def get_maand_van(tx: Session, verband: UUID, maand: str, kijker: Kijker) -> Maand | None:
    """A closed month by its name; None: it is not closed, or not there for the caller."""
    vraag = select(Verrekening).where(Verrekening.verband == verband, Verrekening.maand == maand)
    row = tx.scalar(vraag.where(ziet(kijker)))
    return maand_van(row) if row else None


def get_inhoud(tx: Session, maand: Maand) -> tuple[list[rules.Urenpost], list[Verrekenregel]]:
    """The hours and the lines of a closed month."""
    uren = {
        row.urenregel: row
        for row in tx.scalars(
            select(VerrekendeUren)
            .where(VerrekendeUren.verrekening_id == maand.id)
            .order_by(VerrekendeUren.maand, VerrekendeUren.urenregel)
        )
    }
    rijen = tx.scalars(select(Rij).where(Rij.verrekening_id == maand.id).order_by(Rij.nr))
    regels = [regel(row, uren[row.urenregel]) for row in rijen]
    return [post(row, maand.verband) for row in uren.values()], regels


@dataclass(frozen=True, slots=True)
class Eigenregel:
    """A line of the own organisation, with whom it is about as long as that is kept."""

    regel: Verrekenregel
    post: rules.Urenpost
    factuur: UUID | None
    medewerker: UUID | None


def list_eigen(
    tx: Session, maand: Maand, organisatie: str, offset: int, limit: int
) -> list[Eigenregel]:
    """Lines about people whom an organisation employs or has at work, in order of making."""
    rijen = tx.execute(
        select(Rij, VerrekendeUren, Inzet.medewerker)
        .join(VerrekendeUren, VerrekendeUren.urenregel == Rij.urenregel)
        .outerjoin(Inzet, Inzet.id == VerrekendeUren.inzet_id)
        .where(Rij.verrekening_id == maand.id, _van_eigen_mens(organisatie))
        .order_by(Rij.nr)
        .offset(offset)
        .limit(limit)
    )
    return [
        Eigenregel(regel(rij, uren), post(uren, maand.verband), rij.factuur_id, wie)
        for rij, uren, wie in rijen
    ]


def count_eigen(tx: Session, maand: Maand, organisatie: str) -> int:
    vraag = (
        select(func.count(Rij.nr))
        .join(VerrekendeUren, VerrekendeUren.urenregel == Rij.urenregel)
        .where(Rij.verrekening_id == maand.id, _van_eigen_mens(organisatie))
    )
    return tx.scalar(vraag) or 0


def _van_eigen_mens(organisatie: str) -> ColumnElement[bool]:
    """Who only bears a part of shared costs is no employer of anybody in them."""
    inzet = VerrekendeUren.soort == Urensoort.INZET
    return or_(Rij.crediteur == organisatie, and_(Rij.debiteur == organisatie, inzet))


def _eigen(organisatie: str) -> ColumnElement[bool]:
    return or_(Rij.crediteur == organisatie, Rij.debiteur == organisatie)


def list_waardeposten(tx: Session, organisatie: str, van: str, tot: str) -> list[rules.Waardepost]:
    """Settled hours and amounts of an organisation by month of the hours, kind and function."""
    gegeven = (Rij.crediteur == organisatie).label("gegeven")
    uren = VerrekendeUren
    wat = uren.maand, uren.soort, gegeven, uren.functie
    vraag = (
        select(*wat, func.sum(uren.kwartieren), func.sum(Rij.bedrag))
        .join(uren, uren.urenregel == Rij.urenregel)
        .where(_eigen(organisatie), uren.maand >= van, uren.maand <= tot)
        .group_by(*wat)
        .order_by(*wat)
    )
    return [
        rules.Waardepost(maand, Urensoort(soort), kant, int(kwartieren), int(cent), functie)
        for maand, soort, kant, functie, kwartieren, cent in tx.execute(vraag)
    ]
