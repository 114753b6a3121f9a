"""Past rounds played again: the same key gives the same shares, another key gives others."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from services.pool.flexpool.rules import Verdeelsleutel
from services.pool.toewijzing import feiten as facts
from services.pool.toewijzing import rechtvaardig_deel
from services.pool.verdeling import simulatie
from services.pool.verdeling.rules import AndereVerdeling
from tests.pool.toewijzing.regio import PEIL, behoefte, feiten, lid, oin, regio

GELIJK = AndereVerdeling(Verdeelsleutel.GELIJK, {}, 24)
TWEE, DRIE = oin(2), oin(3)


def speel(
    rondes: list[simulatie.Gespeeld], anders: AndereVerdeling = GELIJK
) -> dict[UUID, tuple[simulatie.Uren, simulatie.Uren]]:
    """One way of sharing; together with others it comes to the same."""
    [uit] = simulatie.speel_na(rondes, anders)
    inwoners = AndereVerdeling(Verdeelsleutel.INWONERS, {DRIE: 7}, 24)
    assert simulatie.speel_na(rondes, inwoners, anders, anders)[1:] == (uit, uit)
    return uit


def ronde(feit: facts.Feiten, nr: int = 0, **geweigerd: int) -> simulatie.Gespeeld:
    op = PEIL + timedelta(days=120 * nr)
    weg = {org: Decimal(uren) for org, uren in geweigerd.items()}
    return simulatie.Gespeeld(UUID(int=nr + 1), op, facts.gesorteerd(feit), weg)


def krap() -> facts.Feiten:
    """One member of 36 hours; two organisations that each ask 36."""
    vraag = {"uren_min": Decimal(8), "uren_max": Decimal(36)}
    return feiten(
        [lid(1)], [behoefte(1, inlener=TWEE, **vraag), behoefte(2, inlener=DRIE, **vraag)]
    )


@pytest.mark.parametrize("zaad", range(3))
def test_the_agreed_sharing_gives_what_was_given(zaad: int) -> None:
    feit = facts.gesorteerd(regio(zaad))
    [(_, uren)] = speel([ronde(feit)]).values()
    toen = rechtvaardig_deel.bereken(feit).uren
    assert uren == {org: deel.quantize(simulatie.CENT) for org, deel in toen.items()}


def test_another_key_shares_by_its_weights() -> None:
    anders = AndereVerdeling(Verdeelsleutel.INWONERS, {TWEE: 3}, 24)
    [(recht, uren)] = speel([ronde(krap())], anders).values()
    assert recht == uren
    assert uren[TWEE] == 3 * uren[DRIE]
    [(_, gelijk)] = speel([ronde(krap())]).values()
    assert gelijk[TWEE] == gelijk[DRIE]
    assert sum(gelijk.values()) == sum(uren.values())


def test_the_saldo_goes_on_from_round_to_round_within_its_horizon() -> None:
    """Three got nothing in the first round, because nobody fitted; it is due in the second."""
    eerst = krap()
    niemand = behoefte(2, inlener=DRIE, functie="geoloog", uren_max=Decimal(36))
    eerst = facts.Feiten(eerst.instellingen, eerst.leden, (eerst.behoeften[0], niemand))
    rondes = [ronde(eerst), ronde(krap(), 1)]
    lang = speel(rondes)[UUID(int=2)][1]
    kort = speel(rondes, AndereVerdeling(Verdeelsleutel.GELIJK, {}, 1))[UUID(int=2)][1]
    assert lang[DRIE] > kort[DRIE] == kort[TWEE]


def test_what_was_refused_is_no_credit() -> None:
    rondes = [ronde(krap(), 0, **{DRIE: 10_000}), ronde(krap(), 1)]
    uren = speel(rondes)[UUID(int=2)][1]
    assert uren[DRIE] <= uren[TWEE]


def test_facts_are_not_changed_and_empty_ones_are_fine() -> None:
    feit = krap()
    voor = facts.vingerafdruk(feit)
    speel([ronde(feit)], AndereVerdeling(Verdeelsleutel.FTE, {TWEE: 9}, 24))
    assert facts.vingerafdruk(feit) == voor
    assert speel([]) == {}
    leeg = speel([ronde(feiten([], []))])
    assert leeg == {UUID(int=1): ({}, {})}
