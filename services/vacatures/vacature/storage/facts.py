"""One vacancy: from row to facts, and who asks for it."""

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_, func, literal, or_, select
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.functiewaardering import storage as functiewaarderingen
from services.vacatures.inleenkracht import rules as inleenkracht
from services.vacatures.inleenkracht import storage as inleenkrachten
from services.vacatures.mandaat import storage as mandaten
from services.vacatures.salaristabel import storage as salaristabellen
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import (
    Vacature,
    Vacaturelog,
    Vacaturewijziging,
    Zichtperiode,
)
from shared import kalender
from shared.caller import Caller
from shared.kalender import AMSTERDAM

GEGEVENS = [field.name for field in fields(rules.Gegevens)]
SOORTEN = {
    "niveau": rules.Niveau,
    "contractsoort": rules.Contractsoort,
    "opleidingsniveau": rules.Opleidingsniveau,
    "soort": rules.Vacaturesoort,
    "taalniveau": rules.Taalniveau,
    "afzender": rules.Afzendersoort,
    "competenties": tuple,
    "profielen": tuple,
}


def kijker(tx: Session, beller: Caller, nu: datetime) -> rules.Kijker:
    """The facts about the caller that decide what is visible."""
    inleners: frozenset[str] = frozenset()
    verwezen: frozenset[str] = frozenset()
    # What an employer's machine asks for its employee must not tell it of a referral elsewhere.
    is_zelf = beller.organisatie is None or "eigen:beheren" in beller.scopes
    if beller.medewerker is not None and is_zelf:
        verwezen = toestemmingen.verwezen_naar(tx, beller.medewerker, nu)
    if beller.medewerker is not None:
        inzetten = inleenkrachten.list_inzetten(tx, beller.medewerker)
        inleners = inleenkracht.inleners(inzetten, nu.astimezone(AMSTERDAM).date())
    recruiter = bool(beller.rollen & rules.RECRUITERROLLEN)
    namens: frozenset[str] = frozenset()
    if recruiter and beller.organisatie is not None:
        namens = mandaten.handelt_voor(tx, beller.organisatie, nu)
    return rules.Kijker(
        organisatie=beller.organisatie,
        recruiter=recruiter,
        verbanden=beller.verband_ids,
        herplaatsing=beller.herplaatsing,
        inlener_bij=inleners,
        handelt_voor=namens,
        verwezen_naar=verwezen,
        medewerker=beller.medewerker,
    )


def get_vacature(
    tx: Session, id: UUID, *, lock: bool = False, share: bool = False
) -> rules.Vacature | None:
    """One vacancy; with `lock` nobody else decides on it until this transaction ends."""
    query = select(Vacature).where(Vacature.id == id)
    if lock or share:
        query = query.with_for_update(read=share)
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return from_row(row) if row else None


def get_zichtbaar(
    tx: Session,
    id: UUID,
    kijker: rules.Kijker,
    nu: datetime,
    *,
    lock: bool = False,
    share: bool = False,
) -> tuple[rules.Vacature, rules.Zicht] | None:
    """The vacancy and what the viewer may do with it, or None when it is not there for them."""
    # The windows are asked for whether or not there is a vacancy: hidden and absent ask the same.
    perioden = list_zichtperioden(tx, id)
    seen = _zie(get_vacature(tx, id), perioden, kijker, nu)
    if seen is None or not (lock or share):
        return seen
    # Looked first: whoever may not see the vacancy cannot hold it either.
    vacature = get_vacature(tx, id, lock=lock, share=share)
    return _zie(vacature, list_zichtperioden(tx, id), kijker, nu)


def _zie(
    vacature: rules.Vacature | None,
    perioden: list[rules.Zichtperiode],
    kijker: rules.Kijker,
    nu: datetime,
) -> tuple[rules.Vacature, rules.Zicht] | None:
    if vacature is None:
        return None
    zicht = rules.zicht(vacature, perioden, kijker, nu)
    return (vacature, zicht) if zicht.zichtbaar else None


def list_zichtperioden(tx: Session, vacature_id: UUID) -> list[rules.Zichtperiode]:
    """Who sees the vacancy when."""
    rows = tx.scalars(select(Zichtperiode).where(Zichtperiode.vacature_id == vacature_id))
    return [to_zichtperiode(row) for row in rows]


def to_zichtperiode(row: Zichtperiode) -> rules.Zichtperiode:
    """What the rules know of a window of sight."""
    return rules.Zichtperiode(
        Categorie(row.categorie),
        row.verband,
        row.van,
        row.tot,
        Solliciteren(row.solliciteren),
        row.fase,
        Voorrangsmodus(row.modus),
    )


def list_log(
    tx: Session, vacature_id: UUID, offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """The changes of status of one vacancy, the oldest first, and how many there are."""
    own = select(Vacaturelog).where(Vacaturelog.vacature_id == vacature_id)
    count = tx.scalar(select(func.count()).select_from(own.subquery())) or 0
    oldest = own.order_by(Vacaturelog.op, Vacaturelog.nr).offset(offset).limit(limit)
    names = ("vacature_id", "van", "naar", "organisatie", "gebruiker", "reden")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op}
        for row in tx.scalars(oldest)
    ]
    return rows, count


def list_wijzigingen(
    tx: Session, vacature_id: UUID, offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Which fields of one vacancy were changed by whom, the oldest first, and how often."""
    own = Vacaturewijziging.vacature_id == vacature_id
    count = tx.scalar(select(func.count()).where(own)) or 0
    oldest = select(Vacaturewijziging).where(own).order_by(Vacaturewijziging.nr)
    names = ("vacature_id", "velden", "organisatie", "gebruiker")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op}
        for row in tx.scalars(oldest.offset(offset).limit(limit))
    ]
    return rows, count


def geeindigd_op(tx: Session, id: UUID) -> datetime | None:
    """When the log says that the opening ended; None: it does not say so."""
    einde = Vacaturelog.vacature_id == id, Vacaturelog.van == Vacaturestatus.OPENGESTELD
    return tx.scalar(select(func.min(Vacaturelog.op)).where(*einde))


def bereken_salaris(tx: Session, vacature: rules.Vacature, nu: datetime) -> rules.Salaris:
    """The amounts of a concept if it were opened now; two queries when it names a cao."""
    cao, dag = vacature.gegevens.cao, kalender.dag(nu)
    tabel = salaristabellen.tabel_op(tx, vacature.werkgever, cao, dag) if cao else None
    return rules.salaris(vacature.gegevens, tabel, dag)


def met_waardering(
    tx: Session, werkgever: str, gegevens: rules.Gegevens, nu: datetime
) -> rules.Gegevens:
    """The facts, filled with what the employer says its function is worth; at most one query."""
    if gegevens.functie is None:
        return gegevens
    lijst = functiewaarderingen.list_van_leden(tx, [werkgever], gegevens.functie)
    return rules.met_waardering(gegevens, lijst, kalender.dag(nu))


def list_te_sluiten(tx: Session, nu: datetime, limit: int = 100) -> list[rules.Vacature]:
    """Openings that the clock has ended but whose log does not say so yet; locked."""
    query = (
        select(Vacature)
        .where(Vacature.status == Vacaturestatus.OPENGESTELD, Vacature.sluit_op <= nu)
        .order_by(Vacature.sluit_op, Vacature.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [from_row(row) for row in tx.scalars(query)]


def list_van_houder(
    tx: Session, houder: UUID, organisatie: str, offset: int, limit: int
) -> tuple[list[rules.Vacature], int]:
    """The vacancies of a vacaturehouder who works here, the newest opening first; how many."""
    here = or_(Vacature.werkgever == organisatie, literal(organisatie) == any_(Vacature.werkgevers))
    own = select(Vacature).where(Vacature.houder == houder, here)
    count = tx.scalar(select(func.count()).select_from(own.subquery())) or 0
    newest = own.order_by(Vacature.geopend_op.desc().nulls_first(), Vacature.id)
    return [from_row(row) for row in tx.scalars(newest.offset(offset).limit(limit))], count


def list_elders(
    tx: Session, werkgever: str, titelsleutels: set[str], urlsleutels: set[str]
) -> list[rules.Vacature]:
    """Living vacancies of an employer that may be the same as one that comes in."""
    # Arrays: a delivery may hold thousands, and a list of so many parameters is too complex.
    titels, urls = (
        literal(sorted(sleutels), ARRAY(Text)) for sleutels in (titelsleutels, urlsleutels)
    )
    query = select(Vacature).where(
        Vacature.werkgever == werkgever,
        Vacature.status.in_([Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD]),
        or_(Vacature.titelsleutel == any_(titels), Vacature.urlsleutel == any_(urls)),
    )
    return [from_row(row) for row in tx.scalars(query.order_by(Vacature.aangemaakt_op))]


def from_row(row: Vacature) -> rules.Vacature:
    """The facts of one row."""
    facts = {name: getattr(row, name) for name in GEGEVENS}
    for name, soort in SOORTEN.items():
        facts[name] = soort(facts[name]) if facts[name] is not None else None
    return rules.Vacature(
        row.id,
        row.werkgever,
        Vacaturestatus(row.status),
        rules.Gegevens(**facts),
        row.versie,
        row.geopend_op,
        row.sluit_op,
        tuple(row.werkgevers),
        row.werver,
        rules.Salarisbron(row.salarisbron) if row.salarisbron else None,
        row.salaristabel,
        row.houder,
    )


def to_columns(gegevens: rules.Gegevens) -> dict[str, Any]:
    """The columns of the facts, and the keys by which the same vacancy is found."""
    url = gegevens.bron_url
    return {name: getattr(gegevens, name) for name in GEGEVENS} | {
        "competenties": list(gegevens.competenties),
        "profielen": list(gegevens.profielen),
        "titelsleutel": rules.titelsleutel(gegevens.titel, gegevens.sluitings_datum),
        "urlsleutel": rules.urlsleutel(url) if url else None,
    }
