"""The job that reads a file of hires in: with progress, and nothing half when it is killed.

Reading is done outside a transaction, some seconds for twenty thousand rows; what it gives is
stored in one. A killed worker's file is read again from its first row: until it was stored it had
changed nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from services.pool.inhuur import rules, storage
from services.pool.inhuur.rules import Inhuurregel, Rijfouten
from shared.model import zonder_bsn

TAAK = "lees_inhuur_in"
POGINGEN = 3  # a file that takes its worker down must not do so for ever
PER_KEER = 2000  # rows between two signs of progress
VRIJE_TEKSTEN = ("domein", "leverancier", "toelichting", "zonder_toets")


def lees_in(sessions: sessionmaker[Session], id: UUID, nu: Callable[[], datetime]) -> None:
    """Read a file that waits; does nothing when it does not any more."""
    op = nu()
    with sessions.begin() as tx:
        opdracht = storage.begin(tx, id)
    if opdracht is None:
        return
    bestand, _ = rules.lees_bestand(opdracht.inhoud, rules.lange_teksten(opdracht.indeling))
    if bestand is None or opdracht.poging > POGINGEN:
        with sessions.begin() as tx:
            storage.set_mislukt(tx, id, op)
        return
    gelezen = _lees(sessions, id, opdracht, bestand)
    if gelezen is None:
        return
    goed, fout = gelezen
    kolom = rules.kolom_van(opdracht.indeling, "kenmerk")
    goed, dubbel = rules.genummerd(goed, kolom)
    spreekt = rules.plaatsen(opdracht.indeling, bestand.kop).keys() | opdracht.indeling.vast.keys()
    met_toets = bool(spreekt & {"toets", "zonderToets"})
    with sessions.begin() as tx:
        storage.neem_over(tx, id, goed, [*fout, *dubbel], met_toets, op)


def _lees(
    sessions: sessionmaker[Session],
    id: UUID,
    opdracht: storage.Opdracht,
    bestand: rules.Inhuurbestand,
) -> tuple[list[tuple[int, Inhuurregel]], list[Rijfouten]] | None:
    """Every row, good or with its faults; None: somebody withdrew the file meanwhile."""
    lees = rules.lezer(opdracht.indeling, bestand.kop, opdracht.catalogus)
    goed: list[tuple[int, Inhuurregel]] = []
    fout: list[Rijfouten] = []
    for gedaan, rij in enumerate(bestand.rijen, 1):
        uitkomst = lees(rij)
        if isinstance(uitkomst, Rijfouten):
            fout.append(uitkomst)
        else:
            goed.append((rij.nummer, _zonder_bsn(uitkomst)))
        if gedaan % PER_KEER == 0:
            with sessions.begin() as tx:
                if not storage.set_voortgang(tx, id, gedaan):
                    return None
    return goed, fout


def _zonder_bsn(regel: Inhuurregel) -> Inhuurregel:
    """Free texts are kept without what can be a BSN (UAVG 46)."""
    teksten = {naam: getattr(regel, naam) for naam in VRIJE_TEKSTEN}
    schoon: dict[str, Any] = {naam: zonder_bsn(tekst) for naam, tekst in teksten.items() if tekst}
    if all(teksten[naam] == tekst for naam, tekst in schoon.items()):
        return regel
    return replace(regel, **schoon)
