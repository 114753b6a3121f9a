"""Who stands before, in each mode; contracts that stay permanent; the earliest start."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.aanbod import rules
from services.vacatures.aanbod.rules import Aanbod, Situatie
from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, EigenEnPartner, Voorrangsmodus
from services.vacatures.openstelling.rules import Openstelling, stel_open
from services.vacatures.sollicitatie.rules import (
    Afwijsgrond,
    Kandidaat,
    Oordeel,
    Sollicitatiestatus,
)
from services.vacatures.vacature.rules import Contractsoort, Vacaturestatus
from tests.vacatures.conftest import ANDER_VERBAND, NA_SLUITING, NU, OPENBAAR, PARTNERS, VERBAND
from tests.vacatures.conftest import convenant as als_json

C, S = Categorie, Sollicitatiestatus
SAMEN, ANDERS = frozenset({VERBAND}), frozenset({ANDER_VERBAND})
VAST = Aanbod(Contractsoort.VAST, Decimal(36), "11")


def open_(*lijst: dict[str, Any]) -> Openstelling:
    afspraken = [convenant.lees(een) for een in lijst or (als_json(),)]
    return stel_open(afspraken, NU, NA_SLUITING, frozenset())


SITUATIE = Situatie(Vacaturestatus.OPENGESTELD, open_(), 1, False, OPENBAAR)


def kandidaat(
    nr: int,
    categorie: Categorie,
    oordeel: Oordeel | None = Oordeel.PASSEND,
    telt_vanaf: datetime | None = None,
    verbanden: frozenset[UUID] = SAMEN,
    status: Sollicitatiestatus = S.IN_BEHANDELING,
) -> Kandidaat:
    begin = {C.PARTNER: PARTNERS, C.HERPLAATSING_PARTNER: PARTNERS, C.EXTERN: OPENBAAR}
    via = verbanden if categorie in convenant.VIA_VERBAND else frozenset()
    vanaf = telt_vanaf or begin.get(categorie, NU)
    return Kandidaat(UUID(int=nr), categorie, via, vanaf, status, oordeel)


EXTERN, PARTNER, INTERN = kandidaat(1, C.EXTERN), kandidaat(2, C.PARTNER), kandidaat(3, C.INTERN)
INLEEN = kandidaat(4, C.INLEENKRACHT)


def codes(
    wie: Kandidaat, *anderen: Kandidaat, aanbod: Aanbod = VAST, situatie: Situatie = SITUATIE
) -> list[str]:
    return [b.code for b in rules.beletselen(wie, anderen, aanbod, situatie)]


# ---- who stands before ----------
@pytest.mark.parametrize(
    ("ander", "verwacht"),
    [
        (PARTNER, ["voorgaande-passend"]),
        (replace(PARTNER, oordeel=None), ["voorgaande-niet-beoordeeld"]),
        (replace(PARTNER, oordeel=Oordeel.NIET_PASSEND), []),
        (replace(PARTNER, oordeel=Oordeel.NIET_PASSEND, status=S.AFGEWEZEN), []),
        (replace(PARTNER, oordeel=None, status=S.AFGEWEZEN), []),
        # Suitable and rejected all the same: passed over, unless it lay with the candidate.
        (replace(PARTNER, status=S.AFGEWEZEN), ["voorgaande-afgewezen"]),
        (
            replace(PARTNER, status=S.AFGEWEZEN, afwijsgrond=Afwijsgrond.ANDER_PAST_BETER),
            ["voorgaande-afgewezen"],
        ),
        (replace(PARTNER, status=S.AFGEWEZEN, afwijsgrond=Afwijsgrond.GEEN_REACTIE), []),
        (replace(PARTNER, status=S.AFGEWEZEN, afwijsgrond=Afwijsgrond.VOORWAARDEN), []),
        (replace(PARTNER, status=S.INGETROKKEN), []),
        (replace(PARTNER, telt_vanaf=NA_SLUITING), []),  # held: its phase has not begun
        # Applied in the public phase: there equal suitability counts, and a reason may deviate.
        (replace(PARTNER, telt_vanaf=OPENBAAR), ["voorgaande-gelijk-geschikt"]),
        (replace(PARTNER, telt_vanaf=OPENBAAR, oordeel=None), ["voorgaande-niet-beoordeeld"]),
        (kandidaat(9, C.EXTERN), []),
        (INTERN, ["voorgaande-passend"]),
    ],
)
def test_an_outsider_waits_for_who_stands_before(ander: Kandidaat, verwacht: list[str]) -> None:
    assert codes(EXTERN, ander) == verwacht


def test_priority_survives_the_end_of_its_phase() -> None:
    """The mode of the phase in which the partner applied keeps counting."""
    modus = rules.modus_van(convenant.lees(als_json()), PARTNER, SITUATIE.openstelling)
    assert modus is Voorrangsmodus.VOORRANG_BIJ_PASSEND
    gesloten = replace(SITUATIE, status=Vacaturestatus.GESLOTEN, nu=NA_SLUITING)
    assert codes(EXTERN, PARTNER, situatie=gesloten) == ["voorgaande-passend"]


def test_a_reason_deviates_only_at_equal_suitability() -> None:
    reden = replace(VAST, afwijking="Ruime ervaring met deze wijk")
    laat = replace(PARTNER, telt_vanaf=OPENBAAR)
    assert codes(EXTERN, laat, aanbod=reden) == []
    assert codes(EXTERN, replace(laat, oordeel=None), aanbod=reden) == [
        "voorgaande-niet-beoordeeld"
    ]
    assert codes(EXTERN, PARTNER, aanbod=reden) == ["voorgaande-passend"]
    assert codes(EXTERN, laat, aanbod=replace(VAST, afwijking=" ")) == [
        "voorgaande-gelijk-geschikt"
    ]


def test_own_and_partner_both_suitable_is_a_setting() -> None:
    assert codes(PARTNER, INTERN) == ["voorgaande-passend"]
    gelijk = als_json(bijEigenEnPartnerPassend=EigenEnPartner.GELIJK)
    situatie = replace(SITUATIE, openstelling=open_(gelijk))
    assert codes(PARTNER, INTERN, situatie=situatie) == []
    niet_beoordeeld = replace(INTERN, oordeel=None)
    assert codes(PARTNER, niet_beoordeeld, situatie=situatie) == ["voorgaande-niet-beoordeeld"]
    assert codes(EXTERN, INTERN, situatie=situatie) == ["voorgaande-passend"]


def test_partner_telt_als_intern_has_no_ranking_between_them() -> None:
    samen = replace(SITUATIE, openstelling=open_(als_json(partnerTeltAlsIntern=True)))
    assert codes(PARTNER, INTERN, situatie=samen) == codes(INTERN, PARTNER, situatie=samen) == []


def test_partners_of_different_verbanden_are_not_ranked() -> None:
    beide = replace(SITUATIE, openstelling=open_(als_json(), als_json(ANDER_VERBAND)))
    ander = kandidaat(4, C.PARTNER, verbanden=ANDERS)
    assert codes(PARTNER, ander, situatie=beide) == codes(ander, PARTNER, situatie=beide) == []
    assert codes(EXTERN, PARTNER, ander, situatie=beide) == ["voorgaande-passend"] * 2


def test_two_convenanten_that_contradict_block_nobody() -> None:
    omgekeerd = als_json(ANDER_VERBAND, kandidaatvolgorde=[["partner"], ["intern"], ["extern"]])
    beide = replace(SITUATIE, openstelling=open_(als_json(), omgekeerd))
    overal = replace(PARTNER, verbanden=SAMEN | ANDERS)
    assert codes(overal, INTERN, situatie=beide) == codes(INTERN, overal, situatie=beide) == []


# ---- the candidate and the vacancy ----------
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"oordeel": None}, ["niet-passend-beoordeeld"]),
        ({"oordeel": Oordeel.NIET_PASSEND}, ["niet-passend-beoordeeld"]),
        ({"status": S.AFGEWEZEN}, ["sollicitatie-afgerond"]),
        ({"status": S.INGETROKKEN, "oordeel": None}, ["sollicitatie-afgerond"]),
        ({"status": S.AANGEBODEN}, ["sollicitatie-afgerond"]),
        ({"telt_vanaf": NA_SLUITING}, ["aangehouden"]),
    ],
)
def test_the_candidate_itself(anders: dict[str, Any], verwacht: list[str]) -> None:
    assert codes(replace(EXTERN, **anders)) == verwacht


@pytest.mark.parametrize("status", list(Vacaturestatus))
def test_only_an_open_or_closed_vacancy(status: Vacaturestatus) -> None:
    mag = status in (Vacaturestatus.OPENGESTELD, Vacaturestatus.GESLOTEN)
    assert (codes(EXTERN, situatie=replace(SITUATIE, status=status)) == []) is mag


def test_no_more_offers_than_places() -> None:
    bezet = replace(kandidaat(8, C.EXTERN), status=S.AANGEBODEN)
    assert codes(EXTERN, bezet) == ["geen-plaats-vrij"]
    assert codes(EXTERN, bezet, situatie=replace(SITUATIE, aantal_plaatsen=2)) == []


# ---- contracts ----------
@pytest.mark.parametrize(
    ("wie", "vast", "aanbod", "verwacht"),
    [
        (PARTNER, True, {}, []),
        (PARTNER, True, {"contractsoort": Contractsoort.TIJDELIJK}, ["contractbehoud"]),
        (PARTNER, False, {"contractsoort": Contractsoort.TIJDELIJK}, []),
        (PARTNER, None, {"contractsoort": Contractsoort.TIJDELIJK}, []),
        (EXTERN, True, {"contractsoort": Contractsoort.TIJDELIJK}, []),
        # Works here by an inzet, or at another employer of a joint vacancy.
        (INLEEN, True, {"contractsoort": Contractsoort.TIJDELIJK}, ["contractbehoud"]),
        (INTERN, True, {"contractsoort": Contractsoort.TIJDELIJK}, ["contractbehoud"]),
        (INTERN, False, {"contractsoort": Contractsoort.TIJDELIJK}, []),
        (
            PARTNER,
            True,
            {"contractsoort": Contractsoort.TIJDELIJK, "reden_contractsoort": "  "},
            ["contractbehoud"],
        ),
        (
            PARTNER,
            True,
            {
                "contractsoort": Contractsoort.TIJDELIJK_MET_UITZICHT,
                "reden_contractsoort": "Project",
            },
            [],
        ),
    ],
)
def test_contractbehoud(
    wie: Kandidaat, vast: bool | None, aanbod: dict[str, Any], verwacht: list[str]
) -> None:
    situatie = replace(SITUATIE, vast_contract=vast)
    assert codes(wie, aanbod=replace(VAST, **aanbod), situatie=situatie) == verwacht
    zonder = replace(situatie, openstelling=open_(als_json(contractbehoud=False)))
    assert codes(wie, aanbod=replace(VAST, **aanbod), situatie=zonder) == []


@pytest.mark.parametrize(
    ("op", "maanden", "start"),
    [
        (date(2026, 8, 12), 2, date(2026, 11, 1)),
        (date(2026, 8, 1), 2, date(2026, 10, 1)),
        (date(2026, 10, 31), 2, date(2027, 1, 1)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 8, 12), 0, date(2026, 9, 1)),
    ],
)
def test_vroegste_start(op: date, maanden: int, start: date) -> None:
    assert rules.vroegste_start(op, maanden) == start


# ---- always ----------
WIE = st.tuples(
    st.sampled_from(Categorie),
    st.sampled_from([None, *Oordeel]),
    st.sampled_from([NU, PARTNERS, OPENBAAR]),
    st.sampled_from([SAMEN, ANDERS, SAMEN | ANDERS]),
)


@given(WIE, WIE)
def test_never_do_two_candidates_both_stand_before_the_other(een: Any, ander: Any) -> None:
    a, b = (
        kandidaat(nr, categorie, oordeel, vanaf, verbanden)
        for nr, (categorie, oordeel, vanaf, verbanden) in enumerate((een, ander), 1)
    )
    omgekeerd = als_json(ANDER_VERBAND, kandidaatvolgorde=[["partner"], ["intern"], ["extern"]])
    situatie = replace(SITUATIE, openstelling=open_(als_json(), omgekeerd))
    assert not (rules.staat_voor(a, b, situatie) and rules.staat_voor(b, a, situatie))
    assert rules.staat_voor(a, a, situatie) is None


@given(WIE, st.sampled_from(Contractsoort), st.sampled_from([None, True, False]), st.booleans())
def test_less_than_permanent_is_put_forward_or_refused_never_simply_made(
    wie: Any, soort: Contractsoort, vast: bool | None, met_reden: bool
) -> None:
    categorie, _, vanaf, verbanden = wie
    een = kandidaat(1, categorie, Oordeel.PASSEND, vanaf, verbanden)
    situatie = replace(SITUATIE, vast_contract=vast)
    reden = "Het is een project" if met_reden else None
    aanbod = replace(VAST, contractsoort=soort, reden_contractsoort=reden)
    wacht = rules.akkoord_nodig(een, aanbod, situatie)
    geweigerd = bool(rules.contractbehoud(een, aanbod, situatie))
    assert geweigerd is (wacht and not met_reden)
    assert not wacht or (vast is True and soort is not Contractsoort.VAST)


@pytest.mark.parametrize("status", list(Sollicitatiestatus))
@pytest.mark.parametrize("is_laatste", [True, False])
@pytest.mark.parametrize("wacht", [True, False])
def test_where_an_offer_is(status: Sollicitatiestatus, is_laatste: bool, wacht: bool) -> None:
    stand = rules.aanbodstatus(status, is_laatste, wacht)
    AS = rules.Aanbodstatus
    verwacht = AS.VERVALLEN
    if is_laatste and status is S.AANGEBODEN:
        verwacht = AS.VOORGELEGD if wacht else AS.OPEN
    if is_laatste and status is S.AANGENOMEN:
        verwacht = AS.AANVAARD
    assert stand is verwacht
    assert bool(rules.aanname_beletselen(stand)) is (stand is AS.VOORGELEGD)
    assert bool(rules.akkoord_beletselen(stand)) is (stand is not AS.VOORGELEGD)


@given(WIE, st.lists(WIE, max_size=6))
def test_who_is_passed_over_stood_before_and_can_be_deviated_from(
    wie: Any, rest: list[Any]
) -> None:
    een, *anderen = (
        kandidaat(nr, categorie, oordeel, vanaf, verbanden)
        for nr, (categorie, oordeel, vanaf, verbanden) in enumerate([wie, *rest], 1)
    )
    gepasseerd = set(rules.gepasseerd(een, anderen, SITUATIE))
    zonder = rules.beletselen(een, anderen, VAST, SITUATIE)
    met = rules.beletselen(een, anderen, replace(VAST, afwijking="Een reden"), SITUATIE)
    weg = {b.sollicitatie for b in zonder} - {b.sollicitatie for b in met}
    assert gepasseerd == weg  # a reason takes away these, and only these
