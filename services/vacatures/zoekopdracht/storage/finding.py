"""What a saved search finds that is open to its person now, by the same texts as the list."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.storage import visible
from services.vacatures.zoeken import rules as zoekregels
from services.vacatures.zoeken import storage as zoeken
from services.vacatures.zoeken.storage import vraag as zoekvragen
from services.vacatures.zoeken.tables import Postcode
from services.vacatures.zoekopdracht.storage.searches import Filter

_VAN_LIJST = [veld.name for veld in fields(vacatures.Zoekvraag) if veld.name != "status"]
_VAN_ZOEKEN = ("schaal", "contractsoort", "soort", "banenafspraak", "van_pc4", "afstand")


def list_zichtbaar(
    tx: Session,
    filter: Filter,
    kijker: vacatureregels.Kijker,
    nu: datetime,
    limit: int,
    gelijkenis: float,
) -> list[tuple[UUID, str]]:
    """Id and title, newest opening first. As nobody's recruiter: only what is open is found.

    `gelijkenis`: the setting of the installation for misspellings.
    """
    wie = replace(kijker, recruiter=False)
    vraag = _vraag(tx, filter, gelijkenis)
    keuze = [*zoekvragen.tekst(vraag, "o"), *zoekvragen.conditions(vraag, "o")]
    sql = f"""
        SELECT o.vacature_id, v.titel
        FROM (SELECT DISTINCT z.vacature_id FROM open_zicht z WHERE {visible.ZIET}) z
        JOIN open_vacature o ON o.vacature_id = z.vacature_id
        JOIN vacature v ON v.id = o.vacature_id {zoekvragen.plaats(vraag, "o")}
        WHERE {" AND ".join(["true", *keuze])}
        ORDER BY v.geopend_op DESC, v.id LIMIT :hoogstens
    """
    rows = tx.execute(text(sql), zoekvragen.waarden(wie, vraag, nu, hoogstens=limit))
    return [(id, titel) for id, titel in rows]


def list_openbaar(tx: Session, ids: Collection[UUID], nu: datetime) -> frozenset[UUID]:
    """Which of these everybody sees and may apply for now: those have a page for people."""
    sql = """
        SELECT DISTINCT z.vacature_id FROM open_zicht z
        WHERE z.sleutel = :extern AND z.vacature_id = ANY (CAST(:ids AS uuid[]))
          AND z.solliciteren = 'ja' AND z.van <= :nu AND z.tot > :nu
    """
    values = {"extern": Categorie.EXTERN.value, "ids": list(ids), "nu": nu}
    return frozenset(tx.scalars(text(sql), values))


def has_postcode(tx: Session, pc4: str) -> bool:
    """Whether it is known where this postcode lies."""
    return tx.scalar(select(exists().where(Postcode.pc4 == pc4))) or False


def _vraag(tx: Session, filter: Filter, gelijkenis: float) -> zoeken.Vraag:
    """The question as the list takes it, words and their synonyms worked out now."""
    verwant, woorden = zoekregels.Verwant(), None
    if filter.q is not None:
        woorden = zoekregels.woorden(filter.q)
        verwant = zoeken.find_verwant(tx, woorden, gelijkenis) if woorden else verwant
    return zoeken.Vraag(
        filters=vacatures.Zoekvraag(**{naam: getattr(filter, naam) for naam in _VAN_LIJST}),
        **{naam: getattr(filter, naam) for naam in _VAN_ZOEKEN},
        zoek=None if woorden is None else zoekregels.tekstvraag(woorden, verwant, ruim=True),
        woorden=tuple(woorden or ()),
    )
