"""What the routes of hours ask in the same words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker as Wie
from services.pool.flexpool.rules import Reden
from services.pool.kijker import BASE_PATH, Kijker, beletsels, eis_mens
from services.pool.uren import rules
from services.pool.uren.rules import Urenstatus
from services.pool.uren.storage import ZELF, Bewaard
from shared import berichten, events
from shared.api import Beller
from shared.caller import Caller
from shared.problem import Problem, invalid

EIGEN, SCHRIJVEN = "eigen:beheren", "pool:schrijven"
URENREGISTRATIE = "Urenregistratie"
INGEDIEND = (
    "Er zijn uren ingediend",
    "Iemand die bij u werkt of die u uitleent, diende uren in. Keur ze goed of stuur ze terug met"
    " een reden. Van deze week krijgt u hierover geen tweede bericht.",
)
TERUG = (
    "Uw uren zijn teruggestuurd",
    "Uren van week {week} die u indiende, zijn teruggestuurd. Log in bij Doorstroom, lees de reden"
    " en dien ze opnieuw in.",
)


def eigen_kijker(beller: Beller, kijker: Kijker) -> Wie:
    """Without an own login nobody is the person: a machine of the employer reads no concept."""
    return kijker if EIGEN in beller.scopes else replace(kijker, medewerker=None)


EigenKijker = Annotated[Wie, Depends(eigen_kijker)]


def eis_zelf(kijker: Wie) -> UUID:
    """The person with an own login (403)."""
    if kijker.medewerker is None:
        zin = "Dit doet een medewerker zelf, met een eigen inlog."
        raise Problem(403, zin, code="eigen-inlog-nodig")
    return kijker.medewerker


def als_indiener(beller: Caller, kijker: Wie, staat: rules.Urenstaat) -> str | None:
    """Who changes hours: the person (None), or a name of the thuisorganisatie.

    Error: 403 for everybody else who sees them.
    """
    if rules.is_eigen(staat, kijker):
        return None
    van_thuis = kijker.organisatie == staat.uitlener and kijker.rollen & rules.GOEDKEURDERS
    if not van_thuis or SCHRIJVEN not in beller.scopes:
        zin = "Dit doet de medewerker zelf, of diens thuisorganisatie."
        raise Problem(403, zin, code="andere-organisatie")
    return eis_mens(beller)


def eis_goed(fouten: Iterable[Reden]) -> None:
    """400 with all faults at once."""
    if lijst := list(fouten):
        raise invalid(*((een.veld, een.code, een.uitleg) for een in lijst))


def weiger(redenen: list[Reden], detail: str, code: str) -> None:
    """409 with everything that stops this, when there is anything."""
    if redenen:
        raise Problem(409, detail, code=code, beletselen=beletsels(redenen))


def in_log(door: str | None) -> str:
    """How the log calls who did it."""
    return door or ZELF


def meld(tx: Session, wat: Iterable[Bewaard], nu: datetime) -> None:
    """Tell both organisations what became of hours, and who must act on it."""
    gezegd, feiten = set(), []
    for een in wat:
        staat = een.staat
        organisaties = frozenset({staat.uitlener, staat.goedkeurder})
        wie = events.Publiek(organisaties=organisaties, rollen=rules.URENLEZERS)
        pad = f"{BASE_PATH}/urenstaten/{staat.id}"
        feiten.append((f"urenstaat-{staat.status}", staat.id, wie, pad))
        if staat.status is Urenstatus.INGEDIEND:
            gezegd.add((staat.goedkeurder, staat.week))
        if staat.status is Urenstatus.TERUGGESTUURD:
            onderwerp, tekst = TERUG
            zin = tekst.format(week=rules.week_in_woorden(staat.week))
            sleutel = f"uren/terug/{staat.id}/{een.versie}"
            berichten.record(tx, staat.medewerker, onderwerp, zin, sleutel=sleutel)
    events.record_many(tx, feiten, nu)
    for oin, week in sorted(gezegd):
        berichten.record(tx, oin, *INGEDIEND, sleutel=f"uren/ingediend/{oin}/{week}")
