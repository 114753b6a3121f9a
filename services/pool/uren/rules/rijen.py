"""A row of a file with hours, as a small municipality has them: every fault at once. Pure rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.uren.rules.invullen import Urenopgave
from services.pool.uren.rules.staten import Urensoort
from services.pool.uren.rules.weken import (
    KWARTIEREN_PER_UUR,
    KWARTIEREN_PER_WEEK,
    MAANDPATROON,
    maandag_van,
)

# What is read, and what an export says besides; a file of ours can be given back as it is.
INVOER = ("soort", "inzet", "medewerker", "verband", "week", "maand", "uren", "toelichting")
UITVOER = ("uitlener", "inlener", "status", "correctie_van", "ingediend_op", "goedgekeurd_op")
KOLOMMEN = (*INVOER, *UITVOER)
LANGSTE_TOELICHTING = 500
_UREN = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Urenrij:
    """A line of a file: whose week, and what was worked."""

    week: str
    medewerker: UUID | None  # None: follows from the inzet
    opgave: Urenopgave


def lees_rij(item: Mapping[str, str]) -> tuple[Urenrij | None, list[Reden]]:
    """The row, or everything that is wrong with how it is written."""
    redenen: list[Reden] = []
    if item.get("correctie_van"):
        zin = "Leg een correctie vast bij de urenstaat zelf."
        redenen.append(Reden("correctie_van", "ongewenst", zin))
    ids = {naam: _id(item, naam, redenen) for naam in ("inzet", "medewerker", "verband")}
    tekst = item.get("soort", "inzet").lower()
    if tekst not in list(Urensoort):
        zin = "Kies inzet, leegloop of samenwerking."
        redenen.append(Reden("soort", "waarde-onjuist", zin))
    week, maand = item.get("week", "").upper(), item.get("maand")
    if maandag_van(week) is None:
        redenen.append(Reden("week", "week-onjuist", "Schrijf een week als 2026-W47."))
    if maand is not None and not re.fullmatch(MAANDPATROON, maand):
        redenen.append(Reden("maand", "maand-onjuist", "Schrijf een maand als 2026-11."))
    kwartieren = lees_kwartieren(item.get("uren", ""))
    if kwartieren is None:
        zin = "Schrijf uren op kwartieren, van 0 tot en met 168, zoals 7,5."
        redenen.append(Reden("uren", "uren-onjuist", zin))
    toelichting = item.get("toelichting", "")
    if len(toelichting) > LANGSTE_TOELICHTING or not _printbaar(toelichting):
        zin = f"Een toelichting is gewone tekst van hoogstens {LANGSTE_TOELICHTING} tekens."
        redenen.append(Reden("toelichting", "tekst-onjuist", zin))
    if not redenen and tekst != Urensoort.INZET and ids["medewerker"] is None:
        redenen.append(Reden("medewerker", "ontbreekt", "Noem de medewerker."))
    if redenen or kwartieren is None:
        return None, redenen
    opgave = Urenopgave(
        Urensoort(tekst), kwartieren, ids["inzet"], ids["verband"], maand, toelichting
    )
    return Urenrij(week, ids["medewerker"], opgave), []


def lees_kwartieren(tekst: str) -> int | None:
    """Hours as one writes them, with a comma or a point; None: these are none."""
    if not _UREN.fullmatch(tekst):
        return None
    geheel, _, deel = tekst.replace(",", ".").partition(".")
    honderdsten = int(geheel) * 100 + int(deel.ljust(2, "0") or 0)
    kwartieren, rest = divmod(honderdsten * KWARTIEREN_PER_UUR, 100)
    return None if rest or kwartieren > KWARTIEREN_PER_WEEK else kwartieren


def _id(item: Mapping[str, str], naam: str, redenen: list[Reden]) -> UUID | None:
    if not (tekst := item.get(naam)):
        return None
    try:
        return UUID(tekst)
    except ValueError:
        redenen.append(Reden(naam, "id-onjuist", "Dit is geen nummer van Doorstroom."))
        return None


def _printbaar(tekst: str) -> bool:
    return all(ord(teken) >= 32 or teken in "\n\r\t" for teken in tekst)
