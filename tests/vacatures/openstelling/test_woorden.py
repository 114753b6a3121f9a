"""The opening in sentences that people read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Zekerheid
from services.vacatures.openstelling import rules
from services.vacatures.vacature.rules import Hoedanigheid
from tests.vacatures.conftest import NU, OPENBAAR, PARTNERS, VERBAND
from tests.vacatures.openstelling.voorbeelden import AFSPRAKEN

SLUIT = rules.einde_dag(date(2026, 9, 30))
OPEN = rules.stel_open([AFSPRAKEN], NU, SLUIT, frozenset())
C = Categorie


@pytest.mark.parametrize(
    ("soort", "op", "zin"),
    [
        (C.INTERN, NU, "Eigen medewerkers zien de vacature en mogen solliciteren."),
        (
            C.HERPLAATSING_PARTNER,
            NU,
            "Herplaatsingskandidaten van partnerorganisaties zien de vacature; een sollicitatie"
            " telt vanaf 20 augustus 2026.",
        ),
        (
            C.PARTNER,
            NU,
            "Medewerkers van partnerorganisaties zien de vacature op dat moment niet;"
            " vanaf 20 augustus 2026 wel.",
        ),
        (
            C.EXTERN,
            PARTNERS,
            "Anderen zien de vacature op dat moment niet; vanaf 27 augustus",
        ),
        (C.EXTERN, OPENBAAR, "Iedereen ziet de vacature en mag solliciteren."),
        (C.EXTERN, SLUIT, "Anderen zien de vacature niet."),
    ],
)
def test_a_sentence_per_category(soort: Categorie, op: datetime, zin: str) -> None:
    wie = Hoedanigheid(soort, VERBAND if soort in convenant.VIA_VERBAND else None)
    assert rules.wie_in_woorden(OPEN, wie, op).startswith(zin)


def test_the_mode_in_words() -> None:
    assert [rules.voorrang_in_woorden(fase, AFSPRAKEN) for fase in OPEN.delen[0].fasen] == [
        "Alleen eigen herplaatsingskandidaten, eigen medewerkers en inleenkrachten bij de"
        " werkgever kunnen in deze fase een aanbod krijgen.",
        "Eigen herplaatsingskandidaten, eigen medewerkers, inleenkrachten bij de werkgever,"
        " herplaatsingskandidaten van partnerorganisaties en medewerkers van partnerorganisaties"
        " gaan voor bij passende geschiktheid.",
        "Bij gelijke geschiktheid gaan voor, in deze volgorde: eigen herplaatsingskandidaten; dan"
        " eigen medewerkers en inleenkrachten bij de werkgever; dan herplaatsingskandidaten van"
        " partnerorganisaties; dan medewerkers van partnerorganisaties; dan doorverwezen"
        " kandidaten; dan anderen.",
    ]
    zonder = rules.stel_open([], NU, SLUIT, frozenset()).delen[0].fasen[0]
    assert rules.voorrang_in_woorden(zonder, None) == "Er is geen voorrang."


def test_a_day_as_people_write_it() -> None:
    assert rules.dag_in_woorden(datetime(2026, 12, 31, 23, tzinfo=UTC)) == "1 januari 2027"


def test_only_the_settings_of_an_opening_are_named() -> None:
    herkomst = tuple(
        convenant.Herkomst(naam, Zekerheid.C, "eigen voorstel")
        for naam in ("fasen", "kleinsteCel", "faseOverslaanToegestaan")
    )
    gelezen = rules.zekerheden(replace(AFSPRAKEN, zekerheden=herkomst))
    assert [h.instelling for h in gelezen] == ["fasen", "faseOverslaanToegestaan"]


def test_what_cbs_counts() -> None:
    assert rules.telt_voor_cbs(OPEN.delen[0].fasen)
    alleen = rules.stel_open([AFSPRAKEN], NU, SLUIT, frozenset(), alleen_herplaatsing=True)
    assert not rules.telt_voor_cbs(alleen.delen[0].fasen)
