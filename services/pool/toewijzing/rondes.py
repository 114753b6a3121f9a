"""Rounds, turns given away and emergency turns. Pure; standard library only; hours unless said.

A round is a proposal that was decided on and closed. What an organisation came short counts in
the next round, what it got above its right too (`aanspraak.saldo_na`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.toewijzing import aanspraak

CENT = Decimal("0.01")
DAG = timedelta(days=1)
NUL = Decimal(0)


class Weigergrond(StrEnum):
    """Whose no a refusal is, as far as it touches the shares; never which person's."""

    INLENER_WEIGERT = "inlener_weigert"  # no credit: it was there and was not wanted
    INLENER_GUNT = "inlener_gunt"  # given away: the credit stays
    ANDERS = "anders"


def uren(per_week: Decimal, van: date, tot: date | None, begin: date, einde: date) -> Decimal:
    """Hours between two days, both included."""
    dagen = (min(tot or einde, einde) - max(van, begin)).days + 1
    return (per_week * max(0, dagen) / 7).quantize(CENT)


def uren_nu(
    per_week: Decimal, van: date, tot: date | None, begin: date, einde: date, toen: date | None
) -> Decimal:
    """What an inzet of a closed round gives now: inside its horizon, and what it was extended past
    that since. `toen`: its last day as the round counted it; None: it had no end.
    """
    binnen = uren(per_week, van, tot, begin, einde)
    if toen is None or tot is None:
        return binnen
    laatste = max(toen, einde)
    return binnen + uren(per_week, van, tot, laatste + DAG, max(tot, laatste))


@dataclass(frozen=True, slots=True)
class Toezegging:
    """Hours for one organisation: a line that was proposed, or an inzet that came of it."""

    organisatie: str
    uren: Decimal
    grond: Weigergrond | None = None  # of a refused line


@dataclass(frozen=True, slots=True)
class Gegund:
    """What an organisation gives away; ontvanger None: to all others."""

    gever: str
    ontvanger: str | None
    uren: Decimal


def te_geven(een: Gegund, organisaties: Collection[str]) -> bool:
    """Whether both ask something: else there is nothing to give or nobody to give it to."""
    if een.gever not in organisaties:
        return False
    if een.ontvanger is not None:
        return een.ontvanger in organisaties
    return any(org != een.gever for org in organisaties)


def verschuiving(gegund: Iterable[Gegund], organisaties: Iterable[str]) -> dict[str, Decimal]:
    """What giving does to the saldo of each organisation: as much off as on.

    What goes to all goes in equal parts to every other organisation that asks something.
    """
    wie = sorted(set(organisaties))
    saldo = dict.fromkeys(wie, NUL)
    for een in sorted(gegund, key=lambda g: (g.gever, g.ontvanger or "", g.uren)):
        if not te_geven(een, wie):
            continue
        naar = [een.ontvanger] if een.ontvanger else [org for org in wie if org != een.gever]
        saldo[een.gever] -= een.uren
        for org in naar:
            saldo[org] = saldo.get(org, NUL) + een.uren / len(naar)
    return {org: deel.quantize(CENT) for org, deel in saldo.items() if deel}


def met_gunning(
    saldi: Mapping[str, Decimal], gegund: Iterable[Gegund], organisaties: Iterable[str]
) -> tuple[tuple[str, Decimal], ...]:
    """The saldi that a calculation starts from: earlier rounds and what was given away."""
    bij = verschuiving(gegund, organisaties)
    samen = {org: saldi.get(org, NUL) + bij.get(org, NUL) for org in saldi.keys() | bij.keys()}
    return tuple(sorted((org, saldo) for org, saldo in samen.items() if saldo))


@dataclass(frozen=True, slots=True)
class Ronde:
    """What came of a proposal, at the moment of closing; hours over its horizon."""

    gevraagd: Mapping[str, Decimal]
    rechtvaardig: Mapping[str, Decimal]
    voorgesteld: tuple[Toezegging, ...]  # every line, refused ones with their ground
    inzetten: tuple[Toezegging, ...]  # what takes place
    spoed: tuple[Toezegging, ...]  # emergency turns since the round before
    vooraf_gegund: tuple[Gegund, ...]


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One organisation's part of a round."""

    organisatie: str
    gevraagd: Decimal
    rechtvaardig: Decimal
    toegewezen: Decimal
    geweigerd: Decimal
    gegund: Decimal
    ontvangen: Decimal
    spoed: Decimal


def _tel(
    toezeggingen: Iterable[Toezegging], grond: Weigergrond | None = None
) -> dict[str, Decimal]:
    som: dict[str, Decimal] = {}
    for een in toezeggingen:
        if grond is None or een.grond is grond:
            som[een.organisatie] = som.get(een.organisatie, NUL) + een.uren
    return som


def tel_op(ronde: Ronde, ook: Iterable[str] = ()) -> list[Uitkomst]:
    """What each organisation asked, could expect, refused, gave away and got; by OIN.

    `ook`: organisations with a saldo, which fades whether they ask something or not.
    """
    voorgesteld, spoed = _tel(ronde.voorgesteld), _tel(ronde.spoed)
    geweigerd = _tel(ronde.voorgesteld, Weigergrond.INLENER_WEIGERT)
    gegund = _tel(ronde.voorgesteld, Weigergrond.INLENER_GUNT)
    for een in ronde.vooraf_gegund:
        gegund[een.gever] = gegund.get(een.gever, NUL) + een.uren
    ontvangen = _tel((*ronde.inzetten, *ronde.spoed))
    wie = ronde.gevraagd.keys() | ronde.rechtvaardig.keys() | spoed.keys() | gegund.keys()
    wie = wie | ontvangen.keys() | set(ook)
    return [
        Uitkomst(
            organisatie=org,
            gevraagd=ronde.gevraagd.get(org, NUL),
            rechtvaardig=ronde.rechtvaardig.get(org, NUL),
            toegewezen=voorgesteld.get(org, NUL),
            geweigerd=geweigerd.get(org, NUL),
            gegund=gegund.get(org, NUL),
            ontvangen=ontvangen.get(org, NUL),
            spoed=spoed.get(org, NUL),
        )
        for org in sorted(wie)
    ]


@dataclass(frozen=True, slots=True)
class Nakomst:
    """What one organisation was counted to have of a closed round, and what it really has.

    `gevraagd` includes emergency turns; `later`: rounds that were closed since.
    """

    aanspraak: Decimal
    gevraagd: Decimal
    geweigerd: Decimal
    geteld: Decimal
    werkelijk: Decimal
    later: int


def correctie(nakomsten: Iterable[Nakomst], verval_procent: int) -> Decimal:
    """What a saldo must shift because inzetten of closed rounds changed; positive is a credit.

    As if it had been known when the round was closed: it faded since, as the saldo did.
    """
    som = NUL
    for een in nakomsten:
        was, is_nu = (
            aanspraak.saldo_na(
                NUL,
                aanspraak=een.aanspraak,
                gevraagd=een.gevraagd,
                geweigerd=een.geweigerd,
                gekregen=gekregen,
            )
            for gekregen in (een.geteld, een.werkelijk)
        )
        blijft = (Decimal(100 - verval_procent) / 100) ** een.later if een.later else Decimal(1)
        som += (is_nu - was) * blijft
    return som.quantize(CENT)


class Rondebeletsel(StrEnum):
    """Why a round cannot be closed. Public: add, never rename."""

    NIET_BEREKEND = "niet-berekend"
    GEEN_BESLUIT = "geen-besluit"
    REGELS_OPEN = "regels-open"
    LATERE_RONDE = "latere-ronde-afgerond"


def beletselen_afronden(
    *, berekend: bool, regels: int, open_regels: int, mag_vervallen: bool, later: bool
) -> list[Rondebeletsel]:
    """Everything that stops a round from being closed; a person may let open lines lapse."""
    geldt = {
        Rondebeletsel.NIET_BEREKEND: not berekend,
        Rondebeletsel.GEEN_BESLUIT: regels > 0 and open_regels == regels,
        Rondebeletsel.REGELS_OPEN: open_regels > 0 and not mag_vervallen,
        Rondebeletsel.LATERE_RONDE: later,
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]


class Gunbeletsel(StrEnum):
    """Why a turn cannot be given away, or taken back. Public: add, never rename."""

    AAN_ZICHZELF = "aan-zichzelf"
    INGETROKKEN = "al-ingetrokken"
    GEBRUIKT = "al-gebruikt"
    VERVALLEN = "al-vervallen"


def beletselen_gunning(gever: str, ontvanger: str | None) -> list[Gunbeletsel]:
    return [Gunbeletsel.AAN_ZICHZELF] if gever == ontvanger else []


def beletselen_intrekken(
    *, ingetrokken: bool, gebruikt_in: UUID | None, vervallen_in: UUID | None = None
) -> list[Gunbeletsel]:
    """Everything that stops hours from being taken back."""
    geldt = {
        Gunbeletsel.INGETROKKEN: ingetrokken,
        Gunbeletsel.GEBRUIKT: gebruikt_in is not None,
        Gunbeletsel.VERVALLEN: vervallen_in is not None,
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]


def spoed_op(geplaatst: int, per_jaar: int) -> bool:
    """Whether an organisation has used its emergency turns of this year."""
    return geplaatst >= per_jaar
