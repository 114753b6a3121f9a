"""What pool offers beside vacancies, as it tells us, and who sees it. Hours are per week."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from uuid import UUID

NOOIT = datetime(9999, 12, 31, tzinfo=UTC)  # a window without an end
GEBEURTENISSEN = frozenset({"gepubliceerd", "gewijzigd", "gesloten"})
NIVEAUS = frozenset({"junior", "medior", "senior"})
PAD = "/pool/v1/"  # where the API of pool tells all of it
MAX_TITEL, MAX_TEKST, MAX_VENSTERS = 200, 20_000, 100


class Mogelijkheidsoort(StrEnum):
    """What an employee can do elsewhere: all that one search finds."""

    VACATURE = "vacature"
    KLUS = "klus"
    TRAINEE = "trainee"
    FUNCTIERUIL = "functieruil"


# These live in pool; of each only what a list needs is kept here.
ELDERS = frozenset(Mogelijkheidsoort) - {Mogelijkheidsoort.VACATURE}


@dataclass(frozen=True, slots=True)
class Zichtvenster:
    """From `van` until `tot` (not included) whoever holds this key sees it."""

    sleutel: str
    van: datetime
    tot: datetime


@dataclass(frozen=True, slots=True)
class AanbodElders:
    """A klus, trainee place or swap that is open; nothing of a person."""

    id: UUID
    soort: Mogelijkheidsoort
    titel: str
    omschrijving: str | None
    organisatie: str
    functie: str | None
    niveau: str | None
    plaats: str | None
    uren_min: Decimal | None
    uren_max: Decimal | None
    van: date | None
    tot: date | None
    sluitings_datum: date | None
    gepubliceerd_op: datetime
    pad: str
    vensters: tuple[Zichtvenster, ...]


def melding(type: str) -> Mogelijkheidsoort | None:
    """Which kind an event of pool is about; None: no business of ours."""
    soort, _, wat = type.rpartition("-")
    if wat not in GEBEURTENISSEN or soort not in ELDERS:
        return None
    return Mogelijkheidsoort(soort)


def sleutel(venster: Mapping[str, Any]) -> str:
    """The key of a window, as `vacature.storage.visible.sleutels` gives them to who looks.

    Errors: KeyError, ValueError.
    """
    categorie = venster["categorie"]
    if categorie in ("intern", "inleenkracht"):
        return f"{categorie}:{venster['organisatie']}"
    if categorie == "partner":
        return f"partner:{UUID(venster['verband'])}"
    raise ValueError(categorie)


def lees_aanbod(soort: Mogelijkheidsoort, feiten: Mapping[str, Any]) -> AanbodElders | None:
    """What pool tells of one thing; None: it is closed, or pool does not tell it whole.

    Rather absent than shown to somebody whom it is not for.
    """
    try:
        if not feiten["actief"] or feiten["soort"] != soort:
            return None
        return _lees(soort, feiten)
    except (KeyError, ValueError, TypeError, InvalidOperation, OverflowError):
        return None


def _lees(soort: Mogelijkheidsoort, feiten: Mapping[str, Any]) -> AanbodElders | None:
    titel, pad, niveau = str(feiten["titel"]), str(feiten["url"]), feiten.get("niveau")
    tekst = feiten.get("omschrijving")
    vensters = tuple(_venster(een) for een in feiten["zicht"][:MAX_VENSTERS])
    past = 0 < len(titel) <= MAX_TITEL and pad.startswith(PAD) and len(tekst or "") <= MAX_TEKST
    if not past or not vensters or (niveau is not None and niveau not in NIVEAUS):
        return None
    return AanbodElders(
        UUID(feiten["id"]),
        soort,
        titel,
        tekst,
        str(feiten["organisatie"]),
        feiten.get("functie"),
        niveau,
        feiten.get("plaats"),
        _uren(feiten.get("urenMin")),
        _uren(feiten.get("urenMax")),
        _dag(feiten.get("van")),
        _dag(feiten.get("tot")),
        _dag(feiten.get("sluitingsDatum")),
        _moment(feiten["gepubliceerdOp"]),
        pad,
        vensters,
    )


def _venster(feiten: Mapping[str, Any]) -> Zichtvenster:
    tot = feiten.get("tot")
    einde = NOOIT if tot is None else _moment(tot)
    return Zichtvenster(sleutel(feiten), _moment(feiten["van"]), einde)


def _moment(tekst: str) -> datetime:
    moment = datetime.fromisoformat(tekst)
    if moment.tzinfo is None:
        raise ValueError(tekst)
    return moment


def _dag(tekst: str | None) -> date | None:
    return None if tekst is None else date.fromisoformat(tekst)


def _uren(getal: float | str | None) -> Decimal | None:
    if getal is None:
        return None
    uren = Decimal(str(getal))
    if not 0 <= uren <= 60:
        raise ValueError(getal)
    return uren


def is_open(
    aanbod: AanbodElders, sleutels: Collection[str], organisatie: str, nu: datetime
) -> bool:
    """Whether somebody with these keys sees it now: what the SQL of the search does.

    Own people see it through the own organisation, never as a partner of it.
    """
    return any(
        venster.sleutel in sleutels
        and venster.van <= nu < venster.tot
        and not (venster.sleutel.startswith("partner:") and aanbod.organisatie == organisatie)
        for venster in aanbod.vensters
    )
