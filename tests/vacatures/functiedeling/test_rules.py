"""Parts of a function: they add up, everybody agrees, and each sees what is for the own part."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.functiedeling import rules
from services.vacatures.functiedeling.rules import (
    Aanbodbesluit,
    Deel,
    Deelsollicitatie,
    Deelstatus,
    Delingsstand,
    Delingsvorm,
    Functiedeling,
    Kostensleutel,
)
from services.vacatures.vacature.rules import Gegevens, Vacature, Vacaturestatus
from tests.vacatures.conftest import AA, BEE, CEE, DEE

S = Deelstatus
EEN, APART = Delingsvorm.EEN_WERKGEVER, Delingsvorm.APARTE_CONTRACTEN
GEGEVENS = Gegevens("FG", uren_min=Decimal(36), uren_max=Decimal(36))
VACATURE = Vacature(UUID(int=1), AA, Vacaturestatus.CONCEPT, GEGEVENS)


def deel(nr: int, werkgever: str, uren: str, kosten: str, status: Deelstatus = S.AANVAARD) -> Deel:
    return Deel(UUID(int=nr), werkgever, Decimal(uren), Decimal(kosten), None, status)


DELEN = (deel(1, AA, "12", "40"), deel(2, BEE, "12", "30"), deel(3, CEE, "12", "30"))
DELING = Functiedeling(VACATURE.id, EEN, AA, AA, Kostensleutel.PERCENTAGES, Decimal(36), DELEN)
LOS = replace(DELING, vorm=APART, formele_werkgever=None)


def met(nr: int, status: Deelstatus) -> Functiedeling:
    delen = tuple(replace(d, status=status) if d.id == UUID(int=nr) else d for d in DELEN)
    return replace(DELING, delen=delen)


# ---- the proposal ----------
def laatste(**anders: Any) -> Functiedeling:
    return replace(DELING, delen=(*DELEN[:2], replace(DELEN[2], **anders)))


ANDEREN = tuple(replace(d, werkgever=o) for d, o in zip(DELEN, (DEE, BEE, CEE), strict=True))


@pytest.mark.parametrize(
    ("deling", "codes"),
    [
        (DELING, []),
        (LOS, []),
        (replace(DELING, delen=DELEN[:1]), ["minstens-twee", "kosten-som", "uren-som"]),
        (laatste(werkgever=BEE), ["dubbel"]),
        (
            replace(DELING, delen=ANDEREN),
            ["leiding-ontbreekt", "geen-werkgever", "geen-werkgever"],
        ),
        (replace(DELING, verantwoordelijke=DEE), ["geen-werkgever"]),
        (replace(DELING, formele_werkgever=None), ["geen-werkgever"]),
        (replace(LOS, formele_werkgever=AA), ["niet-bij-deze-vorm"]),
        (laatste(kosten=Decimal("29.99")), ["kosten-som"]),
        (laatste(uren=Decimal(11)), ["uren-som"]),
        (replace(DELING, voltijd_uren=Decimal(35)), ["meer-dan-voltijd"]),
    ],
)
def test_a_proposal_adds_up(deling: Functiedeling, codes: list[str]) -> None:
    assert [f.code for f in rules.voorstel_fouten(deling, VACATURE)] == codes


@pytest.mark.parametrize(
    ("laag", "hoog", "goed"),
    [
        ("36", "36", True),
        ("32", "36", True),
        ("36", "40", True),
        ("37", "40", False),
        ("24", "32", False),
        (None, None, True),
        ("36", None, True),
    ],
)
def test_the_hours_are_those_of_the_vacancy(laag: str | None, hoog: str | None, goed: bool) -> None:
    uren = [Decimal(een) if een else None for een in (laag, hoog)]
    ruim = replace(DELING, voltijd_uren=Decimal(40))
    assert (rules.uren_fouten(ruim, *uren) == []) is goed


UREN = st.lists(st.integers(1, 400).map(lambda n: Decimal(n) / 10), min_size=1, max_size=20)


@given(UREN)
def test_cost_by_hours_is_exactly_the_whole(uren: list[Decimal]) -> None:
    kosten = rules.kosten_naar_uren(uren)
    assert sum(kosten) == 100
    for een, procent in zip(uren, kosten, strict=True):
        assert abs(procent - 100 * een / sum(uren)) < Decimal("0.01")
    for a, b in pairwise(sorted(zip(uren, kosten, strict=True))):
        assert a[1] <= b[1] or a[0] == b[0]
    assert rules.kosten_naar_uren(uren) == kosten


def test_three_equal_parts() -> None:
    kosten = rules.kosten_naar_uren([Decimal(12)] * 3)
    assert [str(een) for een in kosten] == ["33.34", "33.33", "33.33"]


# ---- answering ----------
@pytest.mark.parametrize(("van", "naar"), [(v, n) for v in S for n in S])
def test_only_the_answers_in_the_table(van: Deelstatus, naar: Deelstatus) -> None:
    bekend = (van, naar) in rules.OVERGANGEN
    fouten = rules.overgang_fouten(van, naar, "reden")
    assert (fouten == []) is bekend
    assert (naar in rules.mogelijk(van)) is bekend
    zonder = rules.overgang_fouten(van, naar, " ")
    assert (zonder == []) is (bekend and naar is S.AANVAARD)


@pytest.mark.parametrize(
    ("status", "stand", "codes"),
    [
        (S.AANVAARD, Delingsstand.AKKOORD, []),
        (S.UITGENODIGD, Delingsstand.WACHT_OP_ANTWOORD, ["werkgever-niet-geantwoord"]),
        (S.AFGEWEZEN, Delingsstand.DEEL_WEGGEVALLEN, ["werkgever-niet-akkoord"]),
        (S.TERUGGETROKKEN, Delingsstand.DEEL_WEGGEVALLEN, ["deel-weggevallen"]),
        # Taken out by who leads: the others agree, but their hours are not enough any more.
        (S.VERVALLEN, Delingsstand.AKKOORD, ["uren-som"]),
    ],
)
def test_one_that_has_not_agreed_stops_the_opening(
    status: Deelstatus, stand: Delingsstand, codes: list[str]
) -> None:
    deling = met(2, status)
    assert rules.stand(deling) is stand
    assert [f.code for f in rules.beletselen_openstelling(deling, VACATURE)] == codes


STATUSSEN = st.lists(st.sampled_from(S), min_size=3, max_size=3)


@given(STATUSSEN)
def test_it_opens_only_when_all_of_the_hours_are_agreed(statussen: list[Deelstatus]) -> None:
    delen = tuple(replace(d, status=s) for d, s in zip(DELEN, statussen, strict=True))
    stopt = rules.beletselen_openstelling(replace(DELING, delen=delen), VACATURE)
    assert (stopt == []) is (statussen == [S.AANVAARD] * 3)


# ---- applications ----------
ALLES, TWEEDE = (
    Deelsollicitatie(UUID(int=9)),
    Deelsollicitatie(UUID(int=9), frozenset({UUID(int=2)})),
)


@pytest.mark.parametrize(
    ("deling", "sollicitatie", "zien"),
    [
        (DELING, ALLES, [AA, BEE, CEE]),
        (LOS, ALLES, [AA, BEE, CEE]),
        (LOS, TWEEDE, [BEE]),
        # With one contract a part cannot be had apart: all decide together.
        (DELING, TWEEDE, [AA, BEE, CEE]),
        (met(2, S.TERUGGETROKKEN), ALLES, [AA, CEE]),
        (met(2, S.UITGENODIGD), ALLES, [AA, CEE]),
    ],
)
def test_each_sees_what_is_for_the_own_part(
    deling: Functiedeling, sollicitatie: Deelsollicitatie, zien: list[str]
) -> None:
    assert [o for o in (AA, BEE, CEE, DEE) if rules.ziet(deling, sollicitatie, {o})] == zien


@given(st.sampled_from(Delingsvorm), st.sets(st.integers(0, 2)), st.sets(st.integers(0, 2)))
def test_who_competes_is_for_a_same_part(vorm: Delingsvorm, een: set[int], ander: set[int]) -> None:
    """No parts named means all of them, and with one contract there is only the whole."""
    deling = replace(DELING, vorm=vorm)
    ids = [deel.id for deel in deling.delen]
    a, b = (
        Deelsollicitatie(UUID(int=nr), frozenset(ids[n] for n in gekozen))
        for nr, gekozen in enumerate((een, ander))
    )
    verwacht = vorm is EEN or not a.delen or not b.delen or bool(a.delen & b.delen)
    assert rules.dingt_mee(deling, a, b) is rules.dingt_mee(deling, b, a) is verwacht


def test_an_application_names_parts_that_exist() -> None:
    assert rules.delen_fouten(LOS, []) == rules.delen_fouten(LOS, [UUID(int=2)]) == []
    assert [f.code for f in rules.delen_fouten(LOS, [uuid4()])] == ["onbekend"]
    assert [f.code for f in rules.delen_fouten(DELING, [UUID(int=2)])] == ["alleen-geheel"]


def test_one_controller_per_application() -> None:
    assert rules.verantwoordelijke(LOS, ALLES) == AA
    assert rules.verantwoordelijke(LOS, TWEEDE) == BEE
    assert rules.verantwoordelijke(DELING, TWEEDE) == AA


BESLUITEN = st.lists(
    st.builds(
        Aanbodbesluit,
        st.sampled_from([UUID(int=nr) for nr in (1, 2, 3)]),
        st.booleans(),
        st.just("iemand"),
    ),
    max_size=8,
)


@given(BESLUITEN, st.sampled_from([ALLES, TWEEDE]), st.sampled_from([DELING, LOS]), STATUSSEN)
def test_an_offer_stands_when_the_last_word_of_each_is_yes(
    besluiten: list[Aanbodbesluit],
    sollicitatie: Deelsollicitatie,
    deling: Functiedeling,
    statussen: list[Deelstatus],
) -> None:
    delen = tuple(replace(d, status=s) for d, s in zip(DELEN, statussen, strict=True))
    deling = replace(deling, delen=delen)
    laatste = {b.deel: b.akkoord for b in besluiten}
    nodig = rules.voor_delen(deling, sollicitatie)
    ja = all(laatste.get(d.id) is True and d.status is S.AANVAARD for d in nodig)
    assert (rules.beletselen_aanbod(deling, sollicitatie, besluiten) == []) is ja


# ---- attention, and the pool ----------
@pytest.mark.parametrize(
    ("titel", "functie", "fg"),
    [
        ("Functionaris gegevensbescherming", None, True),
        ("Functionaris voor de Gegevensbescherming", None, True),
        ("FG voor vier gemeenten", None, True),
        ("Privacy", "functionaris-gegevensbescherming", True),
        ("Applicatiebeheerder", "applicatiebeheerder", False),
        ("Afgevaardigde", None, False),
    ],
)
def test_points_of_attention(titel: str, functie: str | None, fg: bool) -> None:
    gegevens = Gegevens(titel, functie=functie)
    punten = rules.aandachtspunten(LOS, gegevens)
    codes = {punt.code for punt in punten if punt.zekerheid is Zekerheid.B}
    assert ("fg-onafhankelijk" in codes) is ("fg-een-werkgever" in codes) is fg
    assert not {p.code for p in rules.aandachtspunten(DELING, gegevens)} & {"fg-een-werkgever"}
    assert all(punt.bron and punt.tekst for punt in punten)


def test_who_is_hired_on_a_pool_place() -> None:
    pool, wie = uuid4(), uuid4()
    plaats = replace(VACATURE, gegevens=replace(GEGEVENS, poolplaats=pool, functie="planeconoom"))

    def aan(
        vacature: Vacature, deling: Functiedeling | None, *delen: Deel
    ) -> rules.Aanstelling | None:
        voor = Deelsollicitatie(UUID(int=6), frozenset(deel.id for deel in delen))
        van = date(2026, 9, 1)
        return rules.stel_aan(UUID(int=5), vacature, deling, voor, wie, Decimal(36), van)

    assert aan(VACATURE, DELING) is None
    alleen = aan(plaats, None)
    assert alleen is not None
    assert (alleen.pool, alleen.medewerker, alleen.thuisorganisatie) == (pool, wie, AA)
    assert alleen.in_dienst_voor is rules.InDienstVoor.POOL
    samen = aan(plaats, replace(DELING, formele_werkgever=BEE))
    assert samen is not None
    assert (samen.thuisorganisatie, samen.in_dienst_voor) == (BEE, rules.InDienstVoor.GEZAMENLIJK)
    # With separate contracts who leads, unless it is for the part of others alone.
    for delen, thuis in (((), AA), (DELEN[1:], BEE), (DELEN[::-1], AA)):
        los = aan(plaats, LOS, *delen)
        assert los is not None
        assert los.thuisorganisatie == thuis


def test_a_message_names_no_person_and_says_what_to_do() -> None:
    onderwerp, tekst = rules.uitnodiging(replace(DELEN[1], status=S.UITGENODIGD), "FG")
    assert "12 uur" in tekst
    assert onderwerp == "Voorstel om een functie te delen"
    assert "vervallen" in rules.uitnodiging(replace(DELEN[1], status=S.VERVALLEN), "FG")[1]
    assert rules.bericht_over(Delingsstand.WACHT_OP_ANTWOORD, S.AANVAARD, "FG") is None
    assert rules.bericht_over(Delingsstand.AKKOORD, S.AANVAARD, "FG") is not None
