"""Only the person it is about sees a verwerking."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.verwerking import rules
from tests.gateway.conftest import AA, NU

JAN = UUID(int=1)
personen = st.none() | st.sampled_from([JAN, UUID(int=2)])


@given(personen, st.sampled_from([AA, None]))
def test_only_the_person(persoon: UUID | None, organisatie: str | None) -> None:
    verwerking = rules.Verwerking(
        id=UUID(int=9),
        dienst="vacatures",
        activiteit="sollicitaties beoordelen",
        betrokkene=JAN,
        organisatie=organisatie,
        client="ats",
        trace="0" * 32,
        op=NU,
    )
    assert rules.mag_inzien(verwerking, persoon) == (persoon == JAN)
