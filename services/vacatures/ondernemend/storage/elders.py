"""What pool offers beside vacancies: told by its events, fetched, kept while it is open."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import delete, func, insert, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.vacatures.ondernemend import rules
from services.vacatures.ondernemend.tables import AanbodElders, AanbodMelding, AanbodZicht
from shared import jobs
from shared.http import Peer

VERWERK = "verwerk_aanbod"
BATCH = 50


def bij_gebeurtenissen(
    tx: Session, gebeurtenissen: Iterable[tuple[UUID, str, UUID]], op: datetime
) -> None:
    """Of these events (id, type, subject) keep what is to be read again; a job fetches it."""
    gemeld = {(soort, o) for _, type, o in gebeurtenissen if (soort := rules.melding(type))}
    if not gemeld:
        return
    rows = [{"soort": s, "onderwerp": o, "ontvangen_op": op} for s, o in sorted(gemeld)]
    stored = upsert(AanbodMelding).values(rows)
    # DO UPDATE waits for a worker that is just fetching it: DO NOTHING would lose this one.
    tx.execute(
        stored.on_conflict_do_update(
            index_elements=["soort", "onderwerp"], set_={"ontvangen_op": op}
        )
    )
    jobs.defer(tx, VERWERK)


def verwerk_meldingen(tx: Session, pool: Peer) -> int:
    """Fetch what pool told of; how many. Error: httpx2.HTTPError (they stay waiting)."""
    waiting = (
        select(AanbodMelding)
        .order_by(AanbodMelding.ontvangen_op, AanbodMelding.onderwerp)
        .with_for_update(skip_locked=True)
        .limit(BATCH)
    )
    rows = tx.scalars(waiting).all()
    for row in rows:
        soort = rules.Mogelijkheidsoort(row.soort)
        feiten = _fetch(pool, soort, row.onderwerp)
        aanbod = rules.lees_aanbod(soort, feiten) if feiten is not None else None
        if aanbod is None or aanbod.id != row.onderwerp:
            tx.execute(delete(AanbodElders).where(AanbodElders.id == row.onderwerp))
        else:
            _keep(tx, aanbod)
        tx.delete(row)
    tx.flush()
    return len(rows)


def _fetch(pool: Peer, soort: str, id: UUID) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = pool.get(f"/intern/aanbod/{soort}/{id}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    return found


def _keep(tx: Session, aanbod: rules.AanbodElders) -> None:
    """Always the present state: the order in which events came makes no difference."""
    values = {
        "soort": aanbod.soort,
        "werkgevers": [aanbod.organisatie],
        "titel": aanbod.titel,
        "omschrijving": aanbod.omschrijving,
        "functie": aanbod.functie,
        "niveau": aanbod.niveau,
        "plaats": aanbod.plaats,
        "uren_min": aanbod.uren_min,
        "uren_max": aanbod.uren_max,
        "van_datum": aanbod.van,
        "tot_datum": aanbod.tot,
        "sluitings_datum": aanbod.sluitings_datum,
        "geopend_op": aanbod.gepubliceerd_op,
        "pad": aanbod.pad,
        "woorden": _woorden(aanbod),
    }
    row = upsert(AanbodElders).values(id=aanbod.id, versie=1, **values)
    anew = values | {"versie": AanbodElders.versie + 1}
    tx.execute(row.on_conflict_do_update(index_elements=[AanbodElders.id], set_=anew))
    tx.execute(delete(AanbodZicht).where(AanbodZicht.aanbod_id == aanbod.id))
    tx.execute(insert(AanbodZicht), [_venster(aanbod, nr) for nr in range(len(aanbod.vensters))])
    # So that a misspelling of a word that stands only here is understood too.
    kaal = " ".join(filter(None, (aanbod.titel, aanbod.functie)))
    tx.execute(text("SELECT zoekwoorden_toevoegen(:tekst)"), {"tekst": kaal})


def _venster(aanbod: rules.AanbodElders, nr: int) -> dict[str, Any]:
    venster = aanbod.vensters[nr]
    partner = venster.sleutel.startswith("partner:")
    return {
        "aanbod_id": aanbod.id,
        "nr": nr,
        "sleutel": venster.sleutel,
        "niet_voor": [aanbod.organisatie] if partner else None,
        "van": venster.van,
        "tot": venster.tot,
    }


def _woorden(aanbod: rules.AanbodElders) -> Any:
    """Title, function and text as words of one weight each, as of a vacancy."""
    delen = (
        (aanbod.titel, "A"),
        ((aanbod.functie or "").replace("-", " "), "B"),
        (aanbod.omschrijving or "", "D"),
    )
    vectors = [
        func.setweight(func.to_tsvector("nederlands", tekst), literal_column(f"'{gewicht}'"))
        for tekst, gewicht in delen
    ]
    return vectors[0].op("||")(vectors[1]).op("||")(vectors[2])
