"""What the pool was worth to one organisation: given, received, and hire that was not needed.

Each percentage has its parts and its definition beside it: hire against the wage sum is another
figure than hire against wage sum and hire together, and the two are never compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.pool.uren.rules import Urensoort
from services.pool.verrekening.rules.geld import bedrag, percentage


class Noemersoort(StrEnum):
    """The two denominators that go round."""

    LOONSOM = "loonsom"
    LOONSOM_EN_INHUUR = "loonsom_en_inhuur"


DEFINITIES = {
    Noemersoort.LOONSOM: (
        "Vermeden inhuur in de gekozen maanden, gedeeld door de loonsom van het hele jaar, zoals in"
        " de Personeelsmonitor."
    ),
    Noemersoort.LOONSOM_EN_INHUUR: (
        "Vermeden inhuur in de gekozen maanden, gedeeld door loonsom en externe inhuur van het hele"
        " jaar samen, zoals in de Roemernorm. Die norm bindt gemeenten niet."
    ),
}
INHUURDEFINITIE = (
    "Externe inhuur: werk door een particuliere organisatie met winstoogmerk, tegen betaling en"
    " zonder arbeidsovereenkomst. Een inzet van een andere overheid hoort daar niet bij."
)
VERMEDEN = (
    "Vermeden inhuur: de uren die de organisatie via de pool kreeg, maal het referentietarief voor"
    " inhuur dat zij zelf invulde, min wat zij voor die uren verschuldigd was, zonder btw. Uren"
    " zonder referentietarief tellen niet mee."
)


@dataclass(frozen=True, slots=True)
class Uurprijs:
    """What an hour of hire costs for a function in a year, as the employer entered it."""

    functie: str
    jaar: int
    cent: int
    bron: str


@dataclass(frozen=True, slots=True)
class Jaarbasis:
    """What the employer entered of one calendar year; None: not entered."""

    jaar: int
    loonsom_cent: int | None
    inhuur_cent: int | None


@dataclass(frozen=True, slots=True)
class Waardepost:
    """Settled hours and amounts of one organisation in one month of hours; no person."""

    maand: str
    soort: Urensoort
    gegeven: bool  # the organisation is the creditor; else the debtor
    kwartieren: int
    cent: int
    functie: str | None = None

    @property
    def jaar(self) -> int:
        return int(self.maand[:4])


@dataclass(frozen=True, slots=True)
class Waardekant:
    """Hours and cents on one side."""

    kwartieren: int
    cent: int


@dataclass(frozen=True, slots=True)
class Vermeden:
    """Hire that was not needed, of one function in one year, with all that it was computed of."""

    functie: str
    jaar: int
    kwartieren: int
    betaald_cent: int
    referentie_cent: int
    bron: str
    cent: int


@dataclass(frozen=True, slots=True)
class Waardeaandeel:
    """A percentage, in hundredths, with what it is made of and what it means."""

    soort: Noemersoort
    jaar: int
    teller_cent: int
    noemer_cent: int | None
    percentage: int | None
    definitie: str


@dataclass(frozen=True, slots=True)
class Waarde:
    """The value statement of one organisation over a period of months."""

    posten: tuple[Waardepost, ...]
    gegeven: Waardekant
    ontvangen: Waardekant
    leegloop_ontvangen_cent: int
    leegloop_betaald_cent: int
    samenwerking_saldo_cent: int
    vermeden: tuple[Vermeden, ...]
    zonder_tarief: Waardekant  # received, but no reference tariff was entered for it
    aandelen: tuple[Waardeaandeel, ...]

    @property
    def vermeden_cent(self) -> int:
        return sum(een.cent for een in self.vermeden)


Plek = tuple[str | None, int]  # function and year


def waarde(
    posten: Iterable[Waardepost], prijzen: Iterable[Uurprijs], jaren: Iterable[Jaarbasis] = ()
) -> Waarde:
    """The statement, from rows that anybody can add up again."""
    lijst = tuple(posten)
    ontvangen = [een for een in lijst if een.soort is Urensoort.INZET and not een.gegeven]
    per: dict[Plek, Uurprijs] = {(een.functie, een.jaar): een for een in prijzen}
    vermeden = _vermeden(ontvangen, per)
    zonder = [een for een in ontvangen if (een.functie, een.jaar) not in per]
    samen = Urensoort.SAMENWERKING
    return Waarde(
        posten=lijst,
        gegeven=_kant(een for een in lijst if een.soort is Urensoort.INZET and een.gegeven),
        ontvangen=_kant(ontvangen),
        leegloop_ontvangen_cent=_cent(lijst, Urensoort.LEEGLOOP, gegeven=True),
        leegloop_betaald_cent=_cent(lijst, Urensoort.LEEGLOOP, gegeven=False),
        samenwerking_saldo_cent=_cent(lijst, samen, gegeven=True)
        - _cent(lijst, samen, gegeven=False),
        vermeden=vermeden,
        zonder_tarief=_kant(zonder),
        aandelen=tuple(aandeel for cijfers in jaren for aandeel in _aandelen(vermeden, cijfers)),
    )


def _kant(posten: Iterable[Waardepost]) -> Waardekant:
    van = list(posten)
    return Waardekant(sum(een.kwartieren for een in van), sum(een.cent for een in van))


def _cent(posten: Iterable[Waardepost], soort: Urensoort, gegeven: bool) -> int:
    return sum(een.cent for een in posten if een.soort is soort and een.gegeven is gegeven)


def _vermeden(
    ontvangen: Iterable[Waardepost], per: Mapping[Plek, Uurprijs]
) -> tuple[Vermeden, ...]:
    """Per function and year; rounded once for each, so that the sum adds up to the cent."""
    groepen: dict[tuple[str, int], list[Waardepost]] = defaultdict(list)
    for een in ontvangen:
        if een.functie is not None and (een.functie, een.jaar) in per:
            groepen[een.functie, een.jaar].append(een)
    gevonden = []
    for (functie, jaar), rijen in sorted(groepen.items()):
        kant, prijs = _kant(rijen), per[functie, jaar]
        cent = bedrag(kant.kwartieren, prijs.cent) - kant.cent
        gevonden.append(
            Vermeden(functie, jaar, kant.kwartieren, kant.cent, prijs.cent, prijs.bron, cent)
        )
    return tuple(gevonden)


def _aandelen(vermeden: Iterable[Vermeden], cijfers: Jaarbasis) -> list[Waardeaandeel]:
    teller = sum(een.cent for een in vermeden if een.jaar == cijfers.jaar)
    loonsom, inhuur = cijfers.loonsom_cent, cijfers.inhuur_cent
    samen = loonsom + inhuur if loonsom is not None and inhuur is not None else None
    return [
        Waardeaandeel(
            soort,
            cijfers.jaar,
            teller,
            noemer,
            percentage(teller, noemer) if noemer else None,
            DEFINITIES[soort],
        )
        for soort, noemer in (
            (Noemersoort.LOONSOM, loonsom),
            (Noemersoort.LOONSOM_EN_INHUUR, samen),
        )
    ]
