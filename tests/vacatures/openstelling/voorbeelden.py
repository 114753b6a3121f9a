"""Convenanten as the gateway would adopt them, for the tests of this room."""

from itertools import pairwise
from uuid import UUID

from hypothesis import strategies as st

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import (
    Categorie,
    Convenant,
    Faseafspraak,
    Solliciteren,
    Toegang,
    Voorrangsmodus,
)
from services.vacatures.openstelling import rules
from tests.vacatures.conftest import ANDER_VERBAND, VERBAND
from tests.vacatures.conftest import convenant as als_json

AFSPRAKEN = convenant.lees(als_json())
JA, WACHT, NEE = Solliciteren.JA, Solliciteren.AANGEHOUDEN, Solliciteren.NEE
STAPPEN = (Toegang(False, NEE), Toegang(True, NEE), Toegang(True, WACHT), Toegang(True, JA))
MODI = st.sampled_from(Voorrangsmodus)
NAMEN = ("intern", "partners", "openbaar")


def _reeks(stappen: list[int]) -> list[Toegang]:
    """Nobody loses access, and who is held gets a turn: what the gateway's rules ask."""
    stappen = sorted(stappen)
    if 2 in stappen and 3 not in stappen:
        stappen[-1] = 3
    return [STAPPEN[stap] for stap in stappen]


REEKS = st.lists(st.integers(0, 3), min_size=3, max_size=3).map(_reeks)


def _gelijk(per_soort: dict[Categorie, list[Toegang]]) -> dict[Categorie, list[Toegang]]:
    return per_soort | {Categorie.INLEENKRACHT: per_soort[Categorie.INTERN]}


def _convenant(
    verband: UUID,
    per_soort: dict[Categorie, list[Toegang]],
    dagen: tuple[int, int],
    modi: list[Voorrangsmodus],
    schakels: tuple[bool, bool, bool],
) -> Convenant:
    lengten = (*dagen, None)
    fasen = tuple(
        Faseafspraak(
            naam,
            lengten[nr],
            modi[nr],
            {soort: reeks[nr] for soort, reeks in per_soort.items()},
            andere_modi=tuple(modi),
        )
        for nr, naam in enumerate(NAMEN)
    )
    return Convenant(
        verband,
        1,
        fasen,
        AFSPRAKEN.kandidaatvolgorde,
        partner_telt_als_intern=schakels[0],
        fase_overslaan_toegestaan=schakels[1],
        ruimere_toegang_toegestaan=schakels[2],
    )


def convenanten_van(verband: UUID) -> st.SearchStrategy[Convenant]:
    return st.builds(
        _convenant,
        st.just(verband),
        st.fixed_dictionaries(dict.fromkeys(Categorie, REEKS)).map(_gelijk),
        st.tuples(st.integers(0, 8), st.integers(0, 8)),
        st.lists(MODI, min_size=3, max_size=3),
        st.tuples(st.booleans(), st.booleans(), st.booleans()),
    )


# None, one or two verbanden.
CONVENANTEN: st.SearchStrategy[list[Convenant]] = st.one_of(
    st.just([]),
    convenanten_van(VERBAND).map(lambda een: [een]),
    st.tuples(convenanten_van(VERBAND), convenanten_van(ANDER_VERBAND)).map(list),
)
TOEGANGEN = st.builds(Toegang, st.booleans(), st.sampled_from(Solliciteren))
WIJZIGINGEN = st.lists(
    st.builds(
        rules.Fasewijziging,
        st.sampled_from(NAMEN),
        st.none() | st.integers(0, 25),
        st.just("Een reden"),
        st.sampled_from([None, VERBAND, ANDER_VERBAND]),
        st.none() | MODI,
        st.dictionaries(st.sampled_from(Categorie), TOEGANGEN, max_size=2),
    ),
    max_size=2,
)


def minstens(een: Toegang, ander: Toegang) -> bool:
    ruimte = convenant.RUIMTE
    return (
        een.zichtbaar >= ander.zichtbaar and ruimte[een.solliciteren] >= ruimte[ander.solliciteren]
    )


def loopt_op(reeks: list[Toegang]) -> bool:
    return all(minstens(later, eerder) for eerder, later in pairwise(reeks))
