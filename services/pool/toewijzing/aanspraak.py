"""What an organisation may expect before anybody asks: the key of the convenant and its saldo.

Entitlement is never divided by what was asked, so asking for more than one needs brings nothing.
What an organisation came short in earlier rounds counts, up to a part of a round that is agreed
(a quarter), and fades by a part that is agreed (half a round's).
Standard library only; hours over the horizon.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import gcd

from services.pool.flexpool.rules import Pool, Reden, Verdeelsleutel
from services.pool.toewijzing.feiten import Feiten

VERVAL_PROCENT = 50  # of a saldo that is gone after a round, when nothing else was agreed
FIJNHEID = 1_000_000  # parts in which a corrected weight is counted


def afgesproken(pool: Pool) -> dict[str, int]:
    """The weights by which a pool shares: of its key, so none when everybody gets as much."""
    if pool.verdeelsleutel is Verdeelsleutel.GELIJK:
        return {}
    return {een.organisatie: een.deel for een in pool.gewichten}


def fouten_in_sleutel(
    sleutel: Verdeelsleutel, gewichten: Iterable[tuple[str, int]], afgesproken: Verdeelsleutel
) -> list[Reden]:
    """Weights belong to a key: none to `gelijk`, and to another key than the pool's its own."""
    gegeven = list(gewichten)
    fouten = []
    if sleutel is Verdeelsleutel.GELIJK and gegeven:
        zin = "Bij een gelijk deel horen geen gewichten."
        fouten.append(Reden("gewichten", "ongewenst", zin))
    if sleutel not in (Verdeelsleutel.GELIJK, afgesproken) and not gegeven:
        zin = "Noem per organisatie haar gewicht bij deze sleutel."
        fouten.append(Reden("gewichten", "ontbreekt", zin))
    if len({organisatie for organisatie, _ in gegeven}) < len(gegeven):
        zin = "Een organisatie staat er meer dan een keer in."
        fouten.append(Reden("gewichten", "organisatie-dubbel", zin))
    return fouten


def gewichten(feiten: Feiten, ronde: Fraction) -> dict[str, int]:
    """Weight per asking organisation; `ronde` is what the pool can give in this round, in hours."""
    stand = feiten.instellingen
    sleutel, saldi = dict(stand.gewichten), dict(stand.saldi)
    ruw = {een: max(1, sleutel.get(een, 1)) for een in feiten.organisaties}
    if any(saldi.get(een) for een in ruw) and ronde > 0:
        totaal, meest = sum(ruw.values()), Fraction(stand.saldo_maximum_procent, 100)
        ruw = {
            een: round(deel * FIJNHEID * (1 + _bij(saldi.get(een), ronde * deel / totaal, meest)))
            for een, deel in ruw.items()
        }
    deler = gcd(*ruw.values()) if ruw else 1
    return {een: deel // deler for een, deel in ruw.items()}


def _bij(saldo: Decimal | None, part: Fraction, meest: Fraction) -> Fraction:
    """The saldo as a fraction of the own part of a round, at most `meest` either way."""
    return max(-meest, min(meest, Fraction(saldo or 0) / part))


def saldo_na(
    oud: Decimal,
    *,
    aanspraak: Decimal,
    gevraagd: Decimal,
    geweigerd: Decimal,
    gekregen: Decimal,
    verval_procent: int = VERVAL_PROCENT,
) -> Decimal:
    """The saldo after a round, in hours: positive is a credit.

    Only hours that were wanted, that the key gave a right to, and that were not given for lack of
    people count as credit: not what was never asked, nor what the organisation refused.
    """
    tekort = min(aanspraak, gevraagd) - geweigerd - gekregen
    over = max(Decimal(0), gekregen - aanspraak)
    return oud * (100 - verval_procent) / 100 + max(Decimal(0), tekort) - over


def aanspraken(gewicht: Mapping[str, int], ronde: Decimal) -> dict[str, Decimal]:
    """Hours per organisation if everybody wanted enough and everybody could be reached."""
    totaal = sum(gewicht.values())
    return {een: ronde * deel / totaal for een, deel in gewicht.items()}
