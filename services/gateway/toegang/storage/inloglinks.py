"""One-time links: who they are for, made when they are mailed, and used up."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.bericht.storage import Brief, Maker
from services.gateway.bericht.storage import Row as Bericht
from services.gateway.kandidaat import storage as kandidaten
from services.gateway.kandidaat.tables import Kandidaat
from services.gateway.medewerker import storage as medewerkers
from services.gateway.organisatie import storage as organisaties
from services.gateway.toegang import rules, teksten
from services.gateway.toegang.storage import hash_of
from services.gateway.toegang.tables import Inloglink


@dataclass(frozen=True, slots=True)
class Duur:
    """How long a link lives, in hours: with an application, and when asked for."""

    aanmelding: int
    gevraagd: int


def person(tx: Session, id: UUID) -> rules.Inlogpersoon | None:
    """Who can log in with this pseudonym; None: nobody that we know."""
    if (employee := medewerkers.get(tx, id)) is not None:
        return rules.Inlogpersoon(id, employee.email, employee.organisatie)
    if (outsider := kandidaten.get(tx, id)) is not None:
        return rules.Inlogpersoon(id, outsider.email, None, outsider.aangemaakt_op)
    return None


def persons(tx: Session, email: str) -> list[rules.Inlogpersoon]:
    """Everybody whose own address this is; as many questions whether it is known or not."""
    employees = [
        rules.Inlogpersoon(row.id, row.email, row.organisatie)
        for row in medewerkers.find_by_email(tx, email)
    ]
    outsiders = [
        rules.Inlogpersoon(row.id, row.email, None, row.aangemaakt_op)
        for row in kandidaten.find_by_email(tx, email, rules.MAX_LINKS)
    ]
    return rules.eigen_adres(employees) + outsiders


def is_vol(tx: Session, email: str, nu: datetime) -> bool:
    """Whether outsiders with this address had enough links today: each time is a new pseudonym."""
    made = (
        select(func.coalesce(func.sum(Inloglink.aantal), 0))
        .join(Kandidaat, Kandidaat.id == Inloglink.persoon)
        .where(func.lower(Kandidaat.email) == email.lower(), Inloglink.reeks_op > nu - rules.DAG)
    )
    return (tx.scalar(made) or 0) >= rules.LINKS_PER_DAG


def make(tx: Session, persoon: UUID, nu: datetime, uren: int) -> str | None:
    """A new link for this person; the one before is dead. None: they had enough of them today.

    `nu` is real time. Only the hash is kept.
    """
    row = tx.get(Inloglink, persoon, with_for_update=True, populate_existing=True)
    before = rules.Linkreeks(row.aantal, row.reeks_op, row.gemaakt_op) if row else None
    after = rules.volgende_link(before, nu)
    if after is None:
        return None
    geheim = secrets.token_urlsafe(32)  # 256 random bits
    values = {
        "geheim_hash": hash_of(geheim),
        "verloopt_op": nu + timedelta(hours=uren),
        "aantal": after.aantal,
        "reeks_op": after.reeks_op,
        "gemaakt_op": nu,
    }
    new = insert(Inloglink).values(persoon=persoon, **values)
    tx.execute(new.on_conflict_do_update(index_elements=[Inloglink.persoon], set_=values))
    return geheim


def use(tx: Session, geheim: str, nu: datetime) -> UUID | None:
    """Use a link up: whose it was. None: unknown, used, replaced or expired. One caller wins."""
    return tx.scalar(
        update(Inloglink)
        .where(Inloglink.geheim_hash == hash_of(geheim), Inloglink.verloopt_op > nu)
        .values(geheim_hash=None)
        .returning(Inloglink.persoon)
    )


def brief(base: str, duur: Duur, nu: datetime) -> Maker:
    """How a wish for a link becomes a mail: one link per person behind the address."""

    def compose(tx: Session, bericht: Bericht) -> Brief | None:
        asked = bericht.email is not None
        if bericht.email is not None:
            people = persons(tx, bericht.email)
        else:
            known = person(tx, bericht.persoon) if bericht.persoon else None
            people = [known] if known and not is_vol(tx, known.email or "", nu) else []
        uren = duur.gevraagd if asked else duur.aanmelding
        made = [(een, make(tx, een.id, nu, uren)) for een in people if een.email]
        links = [(een, f"{base}/mijn#{geheim}") for een, geheim in made if geheim]
        if not links:
            return None
        namen = organisaties.names(tx, (een.organisatie for een, _ in links if een.organisatie))
        regels = [(teksten.hoedanigheid(een, namen), adres) for een, adres in links]
        tekst = teksten.gevraagd(regels, uren) if asked else teksten.aanmelding(regels, uren)
        return Brief(links[0][0].email or "", teksten.ONDERWERP, tekst)

    return compose


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Links of these persons: table → rows."""
    gone = delete(Inloglink).where(Inloglink.persoon.in_(personen)).returning(Inloglink.persoon)
    return {"inloglink": len(tx.scalars(gone).all())}
