"""What the pool was worth to one organisation: given, received, and hire that was not needed.

Each percentage has its parts and its definition beside it: hire against the wage sum is another
figure than hire against wage sum and hire together, and the two are never compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.pool.uren.rules import Urensoort
from services.pool.verrekening.rules.geld import bedrag, percentage


class Noemersoort(StrEnum):
    """The two denominators that go round."""

    LOONSOM = "loonsom"
    LOONSOM_EN_INHUUR = "loonsom_en_inhuur"


DEFINITIES = {
    Noemersoort.LOONSOM: (
        "Vermeden inhuur gedeeld door de loonsom van het jaar, zoals in de Personeelsmonitor."
    ),
    Noemersoort.LOONSOM_EN_INHUUR: (
        "Vermeden inhuur gedeeld door loonsom en externe inhuur van het jaar samen, zoals in de"
        " Roemernorm. Die norm bindt gemeenten niet."
    ),
}
INHUURDEFINITIE = (
    "Externe inhuur: werk door een particuliere organisatie met winstoogmerk, tegen betaling en"
    " zonder arbeidsovereenkomst. Een inzet van een andere overheid hoort daar niet bij."
)
VERMEDEN = (
    "Vermeden inhuur: de uren die de organisatie via de pool kreeg, maal het eigen"
    " referentietarief voor inhuur, min wat zij voor die uren betaalde."
)


@dataclass(frozen=True, slots=True)
class Referentietarief:
    """What an hour of hire costs, as the organisation entered it, with where it comes from."""

    cent: int
    bron: str
    peildatum: date


@dataclass(frozen=True, slots=True)
class Jaarcijfers:
    """What the employer entered of one calendar year; None: not entered."""

    jaar: int
    loonsom_cent: int | None
    inhuur_cent: int | None


@dataclass(frozen=True, slots=True)
class Waardepost:
    """Settled hours or an amount of one organisation in one month of hours; no person."""

    maand: str
    soort: Urensoort
    gegeven: bool  # the organisation is the creditor; else the debtor
    kwartieren: int
    cent: int


@dataclass(frozen=True, slots=True)
class Kant:
    """Hours and cents on one side."""

    kwartieren: int
    cent: int


@dataclass(frozen=True, slots=True)
class Aandeel:
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

    gegeven: Kant
    ontvangen: Kant
    leegloop_ontvangen_cent: int
    leegloop_betaald_cent: int
    samenwerking_saldo_cent: int
    referentie: Referentietarief | None
    vermeden_cent: int | None  # None: no reference tariff was entered
    aandelen: tuple[Aandeel, ...]


def waarde(
    posten: Iterable[Waardepost],
    referentie: Referentietarief | None,
    jaren: Iterable[Jaarcijfers] = (),
) -> Waarde:
    """The statement, from rows that anybody can add up again."""
    lijst = list(posten)
    ontvangen = _kant(lijst, gegeven=False)
    return Waarde(
        gegeven=_kant(lijst, gegeven=True),
        ontvangen=ontvangen,
        leegloop_ontvangen_cent=_cent(lijst, Urensoort.LEEGLOOP, gegeven=True),
        leegloop_betaald_cent=_cent(lijst, Urensoort.LEEGLOOP, gegeven=False),
        samenwerking_saldo_cent=_cent(lijst, Urensoort.SAMENWERKING, gegeven=True)
        - _cent(lijst, Urensoort.SAMENWERKING, gegeven=False),
        referentie=referentie,
        vermeden_cent=_vermeden(ontvangen, referentie),
        aandelen=tuple(
            een
            for cijfers in jaren
            for een in _aandelen([p for p in lijst if p.maand[:4] == f"{cijfers.jaar:04}"],
                                 referentie, cijfers)
        ),
    )  # fmt: skip


def _kant(posten: Iterable[Waardepost], gegeven: bool) -> Kant:
    van = [een for een in posten if een.soort is Urensoort.INZET and een.gegeven is gegeven]
    return Kant(sum(een.kwartieren for een in van), sum(een.cent for een in van))


def _cent(posten: Iterable[Waardepost], soort: Urensoort, gegeven: bool) -> int:
    return sum(een.cent for een in posten if een.soort is soort and een.gegeven is gegeven)


def _vermeden(ontvangen: Kant, referentie: Referentietarief | None) -> int | None:
    if referentie is None:
        return None
    return bedrag(ontvangen.kwartieren, referentie.cent) - ontvangen.cent


def _aandelen(
    posten: list[Waardepost], referentie: Referentietarief | None, cijfers: Jaarcijfers
) -> list[Aandeel]:
    teller = _vermeden(_kant(posten, gegeven=False), referentie)
    if teller is None:
        return []
    loonsom, inhuur = cijfers.loonsom_cent, cijfers.inhuur_cent
    samen = loonsom + inhuur if loonsom is not None and inhuur is not None else None
    return [
        Aandeel(
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
