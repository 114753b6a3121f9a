"""Profiles, blocks and labels, from rows to facts and back; and the copied facts of the register.

No personal data, except the declared name of who changed a text (`docs/persoonsgegevens.md`).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from services.vacatures.profiel import rules
from services.vacatures.profiel.tables import (
    Organisatiefeit,
    Profiel,
    Profielblok,
    Profielblokversie,
    Verbandlabel,
)
from shared.caller import Caller
from shared.http import Peer

VERS = timedelta(days=7)  # how long a copied fact is good enough
BATCH = 100


# ---- facts of the register ----------------------------------------------------------------------
def haal_feiten(tx: Session, gateway: Peer, oins: Iterable[str], nu: datetime) -> int:
    """Copy the facts of organisations that are missing or old; how many. Error: httpx2.HTTPError.

    Sorted, so that two at once take their rows in the same order.
    """
    gevraagd = sorted(set(oins))
    vers = select(Organisatiefeit.oin).where(
        Organisatiefeit.oin.in_(gevraagd), Organisatiefeit.opgehaald_op > nu - VERS
    )
    bekend = set(tx.scalars(vers))
    te_halen = [oin for oin in gevraagd if oin not in bekend][:BATCH]
    for oin in te_halen:
        feiten = dict.fromkeys(("naam", "tooi", "inwoners"))
        feiten |= _vraag(gateway, oin)
        values = feiten | {"opgehaald_op": nu}
        row = insert(Organisatiefeit).values(oin=oin, **values)
        tx.execute(row.on_conflict_do_update(index_elements=[Organisatiefeit.oin], set_=values))
    return len(te_halen)


def _vraag(gateway: Peer, oin: str) -> dict[str, Any]:
    try:
        found = gateway.get(f"/intern/organisaties/{oin}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return {}
        raise
    return {name: found.get(name) for name in ("naam", "tooi", "inwoners")}


def grootteklassen(
    tx: Session, oins: Collection[str], g4: frozenset[str]
) -> dict[str, rules.Grootteklasse]:
    """Size class per organisation; one of which no facts are here yet is `onbekend`."""
    rows = tx.scalars(select(Organisatiefeit).where(Organisatiefeit.oin.in_(sorted(set(oins)))))
    bekend = {row.oin: rules.grootteklasse(row.tooi, row.inwoners, g4) for row in rows}
    return {oin: bekend.get(oin, rules.Grootteklasse.ONBEKEND) for oin in oins}


def get_feit(tx: Session, oin: str) -> Organisatiefeit | None:
    """The copied facts of one organisation."""
    return tx.get(Organisatiefeit, oin)


# ---- profile ------------------------------------------------------------------------------------
def get_profiel(tx: Session, oin: str, *, lock: bool = False) -> Profiel | None:
    """The profile of an organisation."""
    query = select(Profiel).where(Profiel.organisatie == oin)
    query = query.with_for_update() if lock else query
    return tx.scalars(query.execution_options(populate_existing=True)).one_or_none()


def set_profiel(tx: Session, oin: str, waarden: dict[str, Any], nu: datetime) -> Profiel:
    """Store a profile, or the next version of it."""
    values = waarden | {"gewijzigd_op": nu}
    row = insert(Profiel).values(organisatie=oin, versie=1, **values)
    anders = values | {"versie": Profiel.versie + 1}
    tx.execute(row.on_conflict_do_update(index_elements=[Profiel.organisatie], set_=anders))
    stored = get_profiel(tx, oin)
    assert stored is not None
    return stored


# ---- blocks -------------------------------------------------------------------------------------
Bloktekst = tuple[Profielblok, Profielblokversie]


def _nieuwste() -> Any:
    ander = aliased(Profielblokversie)
    laatste = select(func.max(ander.versie)).where(ander.blok == Profielblok.id)
    laatste_versie = laatste.correlate(Profielblok).scalar_subquery()
    return select(Profielblok, Profielblokversie).join(
        Profielblokversie,
        (Profielblokversie.blok == Profielblok.id) & (Profielblokversie.versie == laatste_versie),
    )


def get_blok(tx: Session, id: UUID, organisatie: str, *, lock: bool = False) -> Bloktekst | None:
    """A block of this organisation with its newest text; of another's: None."""
    own = (Profielblok.id == id, Profielblok.organisatie == organisatie)
    if lock:
        tx.execute(select(Profielblok.id).where(*own).with_for_update())
    query = _nieuwste().where(*own).execution_options(populate_existing=True)
    found = tx.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def list_blokken(
    tx: Session, organisatie: str, actief: bool | None, offset: int, limit: int
) -> list[Bloktekst]:
    """A page of the blocks of an organisation, the oldest first."""
    query = _nieuwste().where(*_van(organisatie, actief))
    query = query.order_by(Profielblok.aangemaakt_op, Profielblok.id)
    return [(row[0], row[1]) for row in tx.execute(query.offset(offset).limit(limit))]


def count_blokken(tx: Session, organisatie: str, actief: bool | None) -> int:
    """How many blocks `list_blokken` chooses from."""
    return tx.scalar(select(func.count(Profielblok.id)).where(*_van(organisatie, actief))) or 0


def _van(organisatie: str, actief: bool | None) -> list[Any]:
    keuze: list[Any] = [Profielblok.organisatie == organisatie]
    return keuze if actief is None else [*keuze, Profielblok.actief == actief]


def list_in_profiel(tx: Session, organisatie: str) -> list[Bloktekst]:
    """The blocks that the profile itself shows."""
    shown = (Profielblok.organisatie == organisatie, Profielblok.in_profiel, Profielblok.actief)
    query = _nieuwste().where(*shown).order_by(Profielblok.aangemaakt_op, Profielblok.id)
    return [(row[0], row[1]) for row in tx.execute(query.limit(rules.MAXIMUM_BLOKKEN))]


def add_blok(
    tx: Session, organisatie: str, waarden: dict[str, Any], beller: Caller, nu: datetime
) -> Bloktekst:
    """Store a block with its first text."""
    row = Profielblok(
        id=uuid4(),
        organisatie=organisatie,
        in_profiel=waarden["in_profiel"],
        actief=True,
        versie=1,
        aangemaakt_op=nu,
    )
    tx.add(row)
    tx.flush()
    return row, _add_versie(tx, row.id, 1, waarden["titel"], waarden["tekst"], beller, nu)


def update_blok(
    tx: Session, blok: Bloktekst, waarden: dict[str, Any], beller: Caller, nu: datetime
) -> Bloktekst:
    """Store what changed; another text is another version."""
    row, tekst = blok
    nieuw = {naam: waarden.get(naam, getattr(tekst, naam)) for naam in ("titel", "tekst")}
    vlaggen = {naam: waarden[naam] for naam in ("in_profiel", "actief") if naam in waarden}
    if any(nieuw[naam] != getattr(tekst, naam) for naam in nieuw):
        tekst = _add_versie(tx, row.id, tekst.versie + 1, **nieuw, beller=beller, nu=nu)
    changed = update(Profielblok).where(Profielblok.id == row.id)
    tx.execute(changed.values(versie=Profielblok.versie + 1, **vlaggen))
    tx.refresh(row)
    return row, tekst


def _add_versie(
    tx: Session, blok: UUID, versie: int, titel: str, tekst: str, beller: Caller, nu: datetime
) -> Profielblokversie:
    row = Profielblokversie(
        blok=blok, versie=versie, titel=titel, tekst=tekst, op=nu, gebruiker=beller.gebruiker
    )
    tx.add(row)
    tx.flush()
    return row


def list_versies(
    tx: Session, blok: UUID, offset: int, limit: int
) -> tuple[Sequence[Profielblokversie], int]:
    """A page of the texts a block had, the oldest first, and how many there are."""
    own = Profielblokversie.blok == blok
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Profielblokversie).where(own).order_by(Profielblokversie.versie)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


# ---- label --------------------------------------------------------------------------------------
def get_label(tx: Session, verband: UUID, *, lock: bool = False) -> Verbandlabel | None:
    """The label of a verband."""
    query = select(Verbandlabel).where(Verbandlabel.verband == verband)
    query = query.with_for_update() if lock else query
    return tx.scalars(query.execution_options(populate_existing=True)).one_or_none()


def set_label(
    tx: Session, verband: UUID, waarden: dict[str, Any], beller: Caller, nu: datetime
) -> Verbandlabel:
    """Store the label, or the next version of it."""
    wie = {"organisatie": beller.organisatie, "gebruiker": beller.gebruiker}
    values = waarden | wie | {"gewijzigd_op": nu}
    row = insert(Verbandlabel).values(verband=verband, versie=1, **values)
    anders = values | {"versie": Verbandlabel.versie + 1}
    tx.execute(row.on_conflict_do_update(index_elements=[Verbandlabel.verband], set_=anders))
    stored = get_label(tx, verband)
    assert stored is not None
    return stored


# ---- for the rooms above ------------------------------------------------------------------------
def onbekende_blokken(
    tx: Session, ids: Collection[UUID], organisaties: Collection[str]
) -> set[UUID]:
    """Which of these blocks these organisations cannot choose: another's, gone, or made up."""
    query = select(Profielblok.id).where(
        Profielblok.id.in_(sorted(ids)),
        Profielblok.organisatie.in_(sorted(organisaties)),
        Profielblok.actief,
    )
    return set(ids) - set(tx.scalars(query))


def get_blokken(
    tx: Session, ids: Sequence[UUID], op: datetime | None = None
) -> list[rules.Blokversie]:
    """The texts of blocks in the order given, as they were at `op` (None: now)."""
    rows = tx.scalars(select(Profielblokversie).where(Profielblokversie.blok.in_(ids)))
    versies = [rules.Blokversie(r.blok, r.versie, r.titel, r.tekst, r.op) for r in rows]
    gekozen = (rules.geldende([v for v in versies if v.blok == id], op) for id in ids)
    return [versie for versie in gekozen if versie is not None]


def get_eigen_merk(
    tx: Session, organisatie: str
) -> tuple[rules.Merk | None, Organisatiefeit | None]:
    """The own brand (profile, else the register's name), and the copied facts; one query."""
    oin = literal(organisatie).label("oin")
    query = (
        select(Profiel, Organisatiefeit)
        .select_from(select(oin).subquery("gevraagd"))
        .outerjoin(Profiel, Profiel.organisatie == organisatie)
        .outerjoin(Organisatiefeit, Organisatiefeit.oin == organisatie)
    )
    profiel, feit = tx.execute(query).one()
    if profiel is not None:
        return rules.Merk(profiel.naam, profiel.tekst, profiel.website), feit
    return (rules.Merk(feit.naam) if feit is not None and feit.naam else None), feit


def get_labels(tx: Session, verbanden: Collection[UUID]) -> list[rules.Merk]:
    """The labels of these verbanden, by name."""
    gevraagd = Verbandlabel.verband.in_(sorted(verbanden))
    rows = tx.scalars(select(Verbandlabel).where(gevraagd).order_by(Verbandlabel.naam))
    return [rules.Merk(r.naam, r.tekst, r.website, r.verband) for r in rows]


def list_verouderd(tx: Session, nu: datetime) -> list[str]:
    """Organisations whose copied facts are old."""
    oud = Organisatiefeit.opgehaald_op <= nu - VERS
    query = select(Organisatiefeit.oin).where(oud).order_by(Organisatiefeit.opgehaald_op)
    return list(tx.scalars(query.limit(BATCH)))
