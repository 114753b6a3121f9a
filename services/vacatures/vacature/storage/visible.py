"""The one place that says in SQL who sees which vacancy.

Somebody holds keys (`sleutels`): one for what everybody sees, one per organisation or verband that
they belong to. A window of an open vacancy has the key that it is for (`open_zicht`, kept by
triggers), so seeing is: a key that I hold, now. The texts have named parameters (`:nu`), and serve
both a `Session` and the `Reader`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import RowMapping, func, select, text
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie
from services.vacatures.vacature import rules
from services.vacatures.vacature.tables import Vacature

# ---- who sees -----------------------------------------------------------------------------------
# `z` is a row of open_zicht. To the own people of an employer its vacancy is never a partner's.
OPEN_VOOR_MIJ = """
    z.van <= CAST(:nu AS timestamptz) AND z.tot > CAST(:nu AS timestamptz)
    AND (z.niet_voor IS NULL OR NOT CAST(:organisatie AS text) = ANY (z.niet_voor))
"""
ZIET = f"z.sleutel = ANY (CAST(:sleutels AS text[])) AND {OPEN_VOOR_MIJ}"
# The same of `o`, a row of open_vacature, by the keys that it holds now; what the worker has not
# renewed yet is looked up in its windows.
GEZIEN = f"""
    CASE WHEN o.zicht_van <= CAST(:nu AS timestamptz) AND o.zicht_tot > CAST(:nu AS timestamptz)
    THEN o.sleutels && CAST(:sleutels AS text[])
        OR (o.sleutels_anderen && CAST(:sleutels AS text[])
            AND NOT CAST(:organisatie AS text) = ANY (o.werkgevers))
    ELSE EXISTS (SELECT FROM open_zicht z WHERE z.vacature_id = o.vacature_id AND {ZIET}) END
"""
# Of several windows the most generous one tells what the viewer may do.
RUIMSTE = "z.ruimte DESC, z.fase"
# `v` is a row of vacature: a recruiter sees those of the own employers whatever their status.
EIGEN = """(
    v.werkgever = ANY (CAST(:namens AS text[]))
    OR (cardinality(v.werkgevers) > 1 AND v.werkgevers && CAST(:namens AS text[]))
    OR v.werver = CAST(:organisatie AS text)
)"""
# The SQL of `rules.status_op`.
STATUS = """CASE WHEN v.status = 'opengesteld' AND v.sluit_op <= CAST(:nu AS timestamptz)
    THEN 'gesloten' ELSE v.status END"""


@lru_cache(maxsize=4096)
def sleutels(kijker: rules.Kijker) -> list[str]:
    """The keys that the viewer holds: the SQL side of `rules.hoedanigheden`."""
    own = [Categorie.INTERN, *([Categorie.HERPLAATSING] if kijker.herplaatsing else [])]
    through = [Categorie.PARTNER]
    through += [Categorie.HERPLAATSING_PARTNER] if kijker.herplaatsing else []
    lijst = [Categorie.EXTERN.value]
    if kijker.organisatie is not None:
        lijst += [f"{categorie}:{kijker.organisatie}" for categorie in own]
        lijst += [f"{categorie}:{v}" for categorie in through for v in sorted(kijker.verbanden)]
    lijst += [f"{Categorie.INLEENKRACHT}:{oin}" for oin in sorted(kijker.inlener_bij)]
    lijst += [f"{Categorie.DOORVERWEZEN}:{oin}" for oin in sorted(kijker.verwezen_naar)]
    return lijst


def is_recruiter(kijker: rules.Kijker) -> bool:
    """Whether there may be vacancies that the viewer sees whatever their status."""
    return kijker.recruiter and bool(kijker.handelt_voor)


def wie(kijker: rules.Kijker, nu: datetime) -> dict[str, Any]:
    """The parameters that say who asks, and when."""
    return {
        "sleutels": sleutels(kijker),
        "organisatie": kijker.organisatie or "",
        "namens": sorted(kijker.handelt_voor) if kijker.recruiter else [],
        "nu": nu,
    }


def markeer_begonnen(tx: Session, nu: datetime) -> None:
    """Mark the windows that have begun; see `OpenZicht.begonnen` and `OpenVacature.sleutels`."""
    tx.execute(select(func.zicht_begint(nu)))


# ---- which of them ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None means: no filter."""

    status: rules.Vacaturestatus | None = None
    werkgever: str | None = None
    functie: str | None = None
    niveau: rules.Niveau | None = None
    domein: str | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    sluitings_datum_vanaf: date | None = None
    sluitings_datum_tot: date | None = None


_FILTERS = {
    "functie": "{t}.functie = CAST(:functie AS text)",
    "niveau": "{t}.niveau = CAST(:niveau AS text)",
    "domein": "{t}.domein = CAST(:domein AS text)",
    "uren_min": "{t}.uren_max >= CAST(:uren_min AS numeric)",
    "uren_max": "{t}.uren_min <= CAST(:uren_max AS numeric)",
    "sluitings_datum_vanaf": "{t}.sluitings_datum >= CAST(:sluitings_datum_vanaf AS date)",
    "sluitings_datum_tot": "{t}.sluitings_datum <= CAST(:sluitings_datum_tot AS date)",
}


def filters(vraag: Zoekvraag, tabel: str) -> list[str]:
    """The conditions on `vacature` (v) or `open_vacature` (o) that a question sets."""
    gezet = [sql for naam, sql in _FILTERS.items() if getattr(vraag, naam) is not None]
    conditions = [sql.format(t=tabel) for sql in gezet]
    if vraag.werkgever is not None:
        employer = "CAST(:werkgever AS text)"
        own = f"v.werkgever = {employer} OR {employer} = ANY (v.werkgevers)"
        conditions.append(f"({own})" if tabel == "v" else f"{employer} = ANY (o.werkgevers)")
    if vraag.status is not None and tabel == "v":
        conditions.append(f"{STATUS} = CAST(:status AS text)")
    if vraag.status not in (None, rules.Vacaturestatus.OPENGESTELD) and tabel == "o":
        conditions.append("false")
    return conditions


def waarden(vraag: Zoekvraag) -> dict[str, Any]:
    """The parameters of `filters`."""
    velden = {naam: getattr(vraag, naam) for naam in (*_FILTERS, "werkgever", "status")}
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


# ---- reading in a transaction -------------------------------------------------------------------
_KOLOMMEN = ", ".join(
    f"v.{column.name}"
    for column in Vacature.__table__.c
    if column.name not in ("status", "omschrijving", "titelsleutel", "urlsleutel")
)


def _alles(kijker: rules.Kijker, vraag: Zoekvraag, wat: str) -> str:
    eigen = f"OR {EIGEN}" if is_recruiter(kijker) else ""
    join = "LEFT" if eigen else "INNER"
    conditions = " AND ".join([f"(z.fase IS NOT NULL {eigen})", *filters(vraag, "v")])
    return f"""
        SELECT {wat}
        FROM vacature v
        {join} JOIN (
            SELECT DISTINCT ON (z.vacature_id) z.vacature_id, z.fase, z.solliciteren
            FROM open_zicht z WHERE {ZIET} ORDER BY z.vacature_id, {RUIMSTE}
        ) z ON z.vacature_id = v.id
        WHERE {conditions}
    """


def list_zichtbaar(
    tx: Session, kijker: rules.Kijker, vraag: Zoekvraag, nu: datetime, offset: int, limit: int
) -> Sequence[RowMapping]:
    """What this viewer sees now, newest opening first, as rows with `fase` and `solliciteren`."""
    wat = f"{_KOLOMMEN}, {STATUS} AS status, z.fase, z.solliciteren"
    sql = _alles(kijker, vraag, wat) + (
        " ORDER BY v.geopend_op DESC NULLS FIRST, v.id OFFSET :offset LIMIT :limit"
    )
    values = wie(kijker, nu) | waarden(vraag) | {"offset": offset, "limit": limit}
    return tx.execute(text(sql), values).mappings().all()


def count_zichtbaar(tx: Session, kijker: rules.Kijker, vraag: Zoekvraag, nu: datetime) -> int:
    """How many this viewer sees now; what is hidden is not in it."""
    sql = _alles(kijker, vraag, "count(*)")
    return tx.scalar(text(sql), wie(kijker, nu) | waarden(vraag)) or 0
