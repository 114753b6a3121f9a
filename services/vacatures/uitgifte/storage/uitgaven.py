"""Public vacancies from rows to `Uitgave`, streamed: two queries for any number of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from services.vacatures.uitgifte.opmaak import maak_op
from services.vacatures.uitgifte.rules import Uitgave, Uitgavekeuze, Uitgavewerkgever, tekst
from services.vacatures.uitgifte.storage.openbaar import (
    GEWEEST,
    KEUZE,
    OPENBAAR,
    WERKGEVERS,
    waarden,
)
from services.vacatures.vacature.rules import (
    Contractsoort,
    Niveau,
    Opleidingsniveau,
    Taalniveau,
    Vacaturesoort,
)

PORTIE = 500  # rows that are in memory at once
_ZO = (
    "id", "versie", "gewijzigd_op", "sluit_op", "sluitings_datum", "uren_min", "uren_max",
    "schaal_min", "schaal_max", "salaris_min", "salaris_max", "gemeente_code", "pc4",
    "aantal_plaatsen", "start_datum", "einde_datum", "zsm", "banenafspraak", "sollicitatie_url",
)  # fmt: skip
_REGELS = ("kenmerk", "functie", "normfunctie", "domein", "cao", "plaats")
_SOORTEN = {
    "niveau": Niveau,
    "contractsoort": Contractsoort,
    "soort": Vacaturesoort,
    "opleidingsniveau": Opleidingsniveau,
    "taalniveau": Taalniveau,
}
_KOLOMMEN = ", ".join(
    f"v.{naam}" for naam in (*_ZO, *_REGELS, *_SOORTEN, "titel", "omschrijving", "competenties")
)
# Newest first, and the id where moments are the same: one order for ever.
_LIJST = f"""
    SELECT {_KOLOMMEN}, o.gepubliceerd_op, {WERKGEVERS} AS werkgevers,
        ARRAY(SELECT ov.verband FROM openstelling_verband ov
            WHERE ov.vacature_id = v.id ORDER BY ov.verband) AS verbanden
    FROM ({OPENBAAR}) o JOIN vacature v ON v.id = o.vacature_id
    WHERE {KEUZE} AND (CAST(:id AS uuid) IS NULL OR v.id = CAST(:id AS uuid))
    ORDER BY o.gepubliceerd_op DESC, v.id
"""
_ZONDER_TEKST = _LIJST.replace("v.omschrijving", "NULL AS omschrijving")
_NAMEN = """
    SELECT w.oin, f.naam, f.tooi, m.naam AS merk, m.tekst, m.website
    FROM (SELECT oin FROM organisatiefeit UNION SELECT organisatie FROM profiel) w
    LEFT JOIN organisatiefeit f ON f.oin = w.oin
    LEFT JOIN profiel m ON m.organisatie = w.oin
"""
_GEWEEST = f"SELECT 1 FROM ({GEWEEST}) g WHERE g.vacature_id = CAST(:id AS uuid) LIMIT 1"


def list_uitgaven(
    tx: Session, keuze: Uitgavekeuze, nu: datetime, *, met_tekst: bool = True
) -> Iterator[Uitgave]:
    """Every public vacancy of a choice, first published last; read while they are used.

    In a `snapshot` they are of one moment. Without text a form can only tell where they are.
    """
    namen = _werkgevers(tx)
    rows = tx.execute(
        text(_LIJST if met_tekst else _ZONDER_TEKST),
        waarden(keuze, nu) | {"id": None},
        execution_options={"yield_per": PORTIE},
    )
    for row in rows.mappings():
        yield _uitgave(row, namen)


def list_bladzijde(
    tx: Session, keuze: Uitgavekeuze, nu: datetime, begin: int, hoogstens: int
) -> list[Uitgave]:
    """A part of `list_uitgaven`, for people who leaf through it."""
    bladzijde = f"{_LIJST} LIMIT :hoogstens OFFSET :begin"
    vraag = waarden(keuze, nu) | {"id": None, "begin": begin, "hoogstens": hoogstens}
    rows = tx.execute(text(bladzijde), vraag).mappings().all()
    namen = _werkgevers(tx)
    return [_uitgave(row, namen) for row in rows]


def get_uitgave(tx: Session, id: UUID, nu: datetime) -> Uitgave | None:
    """One public vacancy; None: it is not public now (see `is_geweest`)."""
    row = (
        tx.execute(text(_LIJST), waarden(Uitgavekeuze(), nu) | {"id": id}).mappings().one_or_none()
    )
    return None if row is None else _uitgave(row, _werkgevers(tx))


def is_geweest(tx: Session, id: UUID, nu: datetime) -> bool:
    """Whether a vacancy that is not public now once was: its page says that it is gone."""
    return tx.execute(text(_GEWEEST), waarden(Uitgavekeuze(), nu) | {"id": id}).first() is not None


def _werkgevers(tx: Session) -> dict[str, Uitgavewerkgever]:
    return {
        row["oin"]: Uitgavewerkgever(
            row["oin"],
            tekst.regel(row["naam"] or row["merk"] or f"Werkgever {row['oin']}"),
            _regel(row["merk"]),
            tekst.schoon(row["tekst"]) if row["tekst"] else None,
            row["website"],
            row["tooi"],
        )
        for row in tx.execute(text(_NAMEN)).mappings()
    }


def _regel(waarde: str | None) -> str | None:
    return (tekst.regel(waarde) or None) if waarde is not None else None


def _uitgave(row: RowMapping, namen: Mapping[str, Uitgavewerkgever]) -> Uitgave:
    facts: dict[str, Any] = {naam: row[naam] for naam in _ZO}
    facts |= {naam: _regel(row[naam]) for naam in _REGELS}
    for naam, soort in _SOORTEN.items():
        facts[naam] = soort(row[naam]) if row[naam] is not None else None
    plat, html = maak_op(row["omschrijving"])
    onbekend = {oin: Uitgavewerkgever(oin, f"Werkgever {oin}") for oin in row["werkgevers"]}
    return Uitgave(
        titel=tekst.regel(row["titel"]) or "Vacature",
        omschrijving=plat,
        omschrijving_html=html,
        werkgevers=tuple(namen.get(oin, onbekend[oin]) for oin in row["werkgevers"]),
        verbanden=tuple(row["verbanden"]),
        gepubliceerd_op=row["gepubliceerd_op"],
        competenties=tuple(filter(None, map(tekst.regel, row["competenties"]))),
        **facts,
    )
