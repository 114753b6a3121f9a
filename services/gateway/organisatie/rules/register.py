"""Een organisatie zoals de openbare registers haar kennen."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TOOI = re.compile(
    r"https://identifier\.overheid\.nl/tooi/id/"
    r"(gemeente/gm[0-9]{4}|provincie/pv[0-9]{2}|waterschap/ws[0-9]{4}"
    r"|(so|oorg|zbo|ministerie|caribisch_openbaar_lichaam)/[a-z0-9]+)"
)
OIN = re.compile(r"[0-9]{8}([0-9A-Za-z]{9}0{3}|[0-9A-Za-z]{8}0{4})")


class Soort(StrEnum):
    """Kind of public employer."""

    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"
    WATERSCHAP = "waterschap"
    GEMEENSCHAPPELIJKE_REGELING = "gemeenschappelijke_regeling"
    RIJK = "rijk"
    ZBO = "zbo"
    OVERIG = "overig"


class Cao(StrEnum):
    """Collective labour agreement of an employer."""

    GEMEENTEN = "gemeenten"
    SGO = "sgo"
    PROVINCIES = "provincies"
    WATERSCHAPPEN = "waterschappen"
    RIJK = "rijk"


class Sector(StrEnum):
    """Part of government, as collective agreements and the public guide on forms divide it."""

    GEMEENTEN = "gemeenten"
    PROVINCIES = "provincies"
    WATERSCHAPPEN = "waterschappen"
    RIJK = "rijk"
    OVERIG = "overig"


@dataclass(frozen=True, slots=True)
class Organisatie:
    """An employer as the public registers know it. Periods include their last day."""

    oin: str
    tooi: str
    naam: str
    soort: Soort
    cao: Cao | None = None
    website: str | None = None
    plaats: str | None = None
    pc4: str | None = None
    inwoners: int | None = None
    actief_vanaf: date | None = None
    actief_tot: date | None = None
    opvolger: str | None = None  # TOOI


def is_actief(organisatie: Organisatie, op: date) -> bool:
    """Whether the organisation exists on that day; the last day counts."""
    begonnen = organisatie.actief_vanaf is None or organisatie.actief_vanaf <= op
    return begonnen and (organisatie.actief_tot is None or op <= organisatie.actief_tot)


def mag_kiezen(oin: str, van_beller: str | None, rollen: frozenset[str]) -> bool:
    """Only a beheerder or HR of the organisation itself chooses what is not of the register."""
    return oin == van_beller and bool(rollen & {"beheerder", "hr_adviseur"})


BUITEN_HANDREIKING = (
    "De handreiking samenwerkingsvormen van de gemeentelijke sector gaat over Cao Gemeenten en Cao"
    " SGO. Voor deze organisatie geldt zij niet; vraag na wat in haar sector is afgesproken."
)
_SECTOR = {
    Cao.GEMEENTEN: Sector.GEMEENTEN,
    Cao.SGO: Sector.GEMEENTEN,
    Cao.PROVINCIES: Sector.PROVINCIES,
    Cao.WATERSCHAPPEN: Sector.WATERSCHAPPEN,
    Cao.RIJK: Sector.RIJK,
}
_ZONDER_CAO = {
    Soort.GEMEENTE: Sector.GEMEENTEN,
    Soort.PROVINCIE: Sector.PROVINCIES,
    Soort.WATERSCHAP: Sector.WATERSCHAPPEN,
    Soort.RIJK: Sector.RIJK,
}


def sector(organisatie: Organisatie) -> Sector:
    """By its collective agreement, and without one by its kind."""
    if organisatie.cao is not None:
        return _SECTOR[organisatie.cao]
    return _ZONDER_CAO.get(organisatie.soort, Sector.OVERIG)


def handreiking(organisatie: Organisatie) -> str | None:
    """None: the guide on forms of the municipal sector covers it; else what to say on screen."""
    return None if sector(organisatie) == Sector.GEMEENTEN else BUITEN_HANDREIKING
