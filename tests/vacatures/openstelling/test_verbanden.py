"""An employer in two verbanden: each by its own rules, and outsiders when both are public."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Convenant
from services.vacatures.openstelling import rules
from services.vacatures.vacature import rules as vacature
from services.vacatures.vacature.rules import Hoedanigheid
from tests.vacatures.conftest import ANDER_VERBAND, NU, VERBAND
from tests.vacatures.openstelling.voorbeelden import convenanten_van

SLUIT = rules.einde_dag(date(2026, 9, 30))
MOMENTEN = st.integers(0, 60 * 24 * 3600).map(
    lambda n: datetime.fromtimestamp(NU.timestamp() + n, NU.tzinfo)
)


def toegang(lijst: list[Convenant], wie: Hoedanigheid, op: datetime) -> convenant.Toegang:
    return rules.toegang_op(rules.stel_open(lijst, NU, SLUIT, frozenset()), wie, op)[0]


@given(convenanten_van(VERBAND), convenanten_van(ANDER_VERBAND), MOMENTEN)
def test_the_combination_per_category(een: Convenant, ander: Convenant, op: datetime) -> None:
    for soort in Categorie:
        if soort in convenant.VIA_VERBAND:
            # A partner follows the own verband, whatever the other says.
            for eigen in (een, ander):
                wie = Hoedanigheid(soort, eigen.verband)
                assert toegang([een, ander], wie, op) == toegang([eigen], wie, op)
        else:
            apart = [toegang([c], Hoedanigheid(soort), op) for c in (een, ander)]
            streng = soort is Categorie.EXTERN
            verwacht = (convenant.strengste if streng else convenant.ruimste)(apart)
            assert toegang([een, ander], Hoedanigheid(soort), op) == verwacht


@given(convenanten_van(VERBAND), convenanten_van(ANDER_VERBAND))
def test_public_is_when_the_last_of_both_is(een: Convenant, ander: Convenant) -> None:
    def openbaar(*lijst: Convenant) -> datetime | None:
        return rules.eerste_openbaar_op(rules.stel_open(lijst, NU, SLUIT, frozenset()))

    apart = [openbaar(een), openbaar(ander)]
    bekend = [moment for moment in apart if moment is not None]
    assert openbaar(een, ander) == (max(bekend) if len(bekend) == 2 else None)


@given(convenanten_van(VERBAND), convenanten_van(ANDER_VERBAND))
def test_who_is_in_both_has_the_best_of_both(een: Convenant, ander: Convenant) -> None:
    open_ = rules.stel_open([een, ander], NU, SLUIT, frozenset())
    zichtperioden = rules.zichtperioden(open_)
    vac = vacature.Vacature(
        een.verband,
        "00000099000000001000",
        vacature.Vacaturestatus.OPENGESTELD,
        vacature.Gegevens("x"),
        sluit_op=SLUIT,
    )
    kijker = vacature.Kijker("00000099000000002000", verbanden=frozenset({VERBAND, ANDER_VERBAND}))
    for op in rules.grenzen(open_):
        gezien = vacature.zicht(vac, zichtperioden, kijker, op)
        beste = convenant.ruimste(
            [
                rules.toegang_op(open_, wie, op)[0]
                for wie in (
                    Hoedanigheid(Categorie.PARTNER, VERBAND),
                    Hoedanigheid(Categorie.PARTNER, ANDER_VERBAND),
                    Hoedanigheid(Categorie.EXTERN),
                )
            ]
        )
        assert (gezien.zichtbaar, gezien.solliciteren) == (beste.zichtbaar, beste.solliciteren)
