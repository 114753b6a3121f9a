"""Hoe een verband besluit, en wat er moet zijn voordat gegevens van mensen gedeeld worden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.gateway.verband.rules.lidmaatschap import (
    Besluitregel,
    Lidmaatschap,
    Module,
    Verband,
    loopt,
)


class Uitslag(StrEnum):
    """What the votes amount to so far."""

    OPEN = "open"
    AANGENOMEN = "aangenomen"
    VERWORPEN = "verworpen"


class Belemmering(StrEnum):
    """Why a membership does not work yet in a module. Public API: add, never rename."""

    GEEN_CONVENANT = "geen-convenant"
    GEEN_GEGEVENSAFSPRAAK = "geen-gegevensafspraak"
    OR_INSTEMMING_ONTBREEKT = "or-instemming-ontbreekt"
    MODULE_UIT = "module-uit"


UITLEG: Mapping[Belemmering, str] = {
    Belemmering.GEEN_CONVENANT: "Er geldt vandaag geen convenant.",
    Belemmering.GEEN_GEGEVENSAFSPRAAK: "Er geldt vandaag geen afspraak over het delen van"
    " persoonsgegevens (AVG artikel 26 en 28).",
    Belemmering.OR_INSTEMMING_ONTBREEKT: "De ondernemingsraad van deze organisatie heeft nog niet"
    " ingestemd (WOR artikel 27), of de datum is niet vastgelegd.",
    Belemmering.MODULE_UIT: "Het verband heeft dit onderdeel uitgezet.",
}


@dataclass(frozen=True, slots=True)
class Deelnamevoorwaarden:
    """What must be there before a membership works."""

    verband: Verband
    # First day per version of the arrangement on personal data.
    gegevensafspraken: Mapping[int, date]
    convenant: int | None  # version in force


def uitslag(regel: Besluitregel, leden: Iterable[str], stemmen: Mapping[str, bool]) -> Uitslag:
    """What the votes amount to; only those of today's members count, each once."""
    stemgerechtigd = frozenset(leden)
    ja = sum(stemmen.get(lid) is True for lid in stemgerechtigd)
    nee = sum(stemmen.get(lid) is False for lid in stemgerechtigd)
    if regel == Besluitregel.ZONDER_STEMMING:
        return Uitslag.AANGENOMEN
    if regel == Besluitregel.MEERDERHEID:
        if ja * 2 > len(stemgerechtigd):
            return Uitslag.AANGENOMEN
        return Uitslag.VERWORPEN if nee * 2 >= len(stemgerechtigd) > 0 else Uitslag.OPEN
    if nee:
        return Uitslag.VERWORPEN
    compleet = bool(stemgerechtigd) and ja == len(stemgerechtigd)
    return Uitslag.AANGENOMEN if compleet else Uitslag.OPEN


def geldende_afspraak(afspraken: Mapping[int, date], op: date) -> int | None:
    """The version of the arrangement on personal data that holds on that day."""
    begonnen = [versie for versie, vanaf in afspraken.items() if vanaf <= op]
    return max(begonnen, default=None)


def belemmeringen(
    lid: Lidmaatschap, module: Module, voorwaarden: Deelnamevoorwaarden, op: date
) -> list[Belemmering]:
    """Everything that keeps this membership from working in a module; empty: it works.

    Until then the internal token of this organisation does not name the verband, so that nothing
    of a person goes to a partner or comes from one. All else goes on: members, agreements in the
    making, contacts, portals (AVG 26 and 28: A; WOR 27: A/B).
    """
    heeft_or = lid.or_instemming_op is not None and lid.or_instemming_op <= op
    geldt = {
        Belemmering.GEEN_CONVENANT: voorwaarden.convenant is None,
        Belemmering.GEEN_GEGEVENSAFSPRAAK: geldende_afspraak(voorwaarden.gegevensafspraken, op)
        is None,
        Belemmering.OR_INSTEMMING_ONTBREEKT: voorwaarden.verband.or_instemming_vereist
        and not heeft_or,
        Belemmering.MODULE_UIT: module not in voorwaarden.verband.modules,
    }
    return [code for code, waar in geldt.items() if waar]


def stemgerechtigden(leden: Iterable[Lidmaatschap], op: date) -> frozenset[str]:
    """Who may vote: the members of that day."""
    return frozenset(lid.organisatie for lid in leden if loopt(lid.van, lid.tot, op))
