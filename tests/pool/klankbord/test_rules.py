"""Who fits and who reads: every rule of klankbord, with hypothesis where it has edges."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.klankbord import rules
from services.pool.klankbord.rules import (
    Drukte,
    Expertstatus,
    Klankbordlezer,
    Klankbordsoort,
    Klankbordstatus,
    Koppelbelemmering,
    Koppelstatus,
)
from tests.pool.conftest import AA, ANDER_VERBAND, BEE, CEE, VERBAND

DAG = date(2026, 8, 12)
VRAGER = UUID(int=1)
VRAAG = rules.Klankbordvraag(
    UUID(int=9),
    VERBAND,
    Klankbordsoort.BESTUURLIJK,
    ("aanbesteden", "wonen"),
    "Denk mee.",
    AA,
    None,
)
PERSOONLIJK = replace(VRAAG, soort=Klankbordsoort.PERSOONLIJK, vrager=VRAGER)
EXPERT = rules.Klankbordexpert(
    UUID(int=100), VERBAND, UUID(int=200), ("wonen", "aanbesteden"), tuple(Klankbordsoort),
    "Ervaring.", (), DAG, status=Expertstatus.OPGENOMEN,
)  # fmt: skip


def expert(nr: int, *onderwerpen: str, **anders: object) -> rules.Klankbordexpert:
    over = {"id": UUID(int=100 + nr), "persoon": UUID(int=200 + nr), "onderwerpen": onderwerpen}
    return replace(EXPERT, **over | anders)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"status": Expertstatus.AANGEMELD}, Koppelbelemmering.NIET_OPGENOMEN),
        ({"beschikbaar": False}, Koppelbelemmering.NIET_BESCHIKBAAR),
        ({"soorten": (Klankbordsoort.TECHNISCH,)}, Koppelbelemmering.SOORT),
        ({"onderwerpen": ("water",)}, Koppelbelemmering.ONDERWERP),
        ({"banden": (BEE, AA)}, Koppelbelemmering.BAND),
        ({"onafhankelijk_op": date(2025, 8, 11)}, Koppelbelemmering.VERKLARING_VERLOPEN),
    ],
)
def test_each_thing_alone_stands_in_the_way(anders: dict[str, object], verwacht: object) -> None:
    wie = replace(EXPERT, **anders)  # type: ignore[arg-type]
    assert rules.belemmeringen(VRAAG, EXPERT, (), 12, DAG) == []
    assert rules.belemmeringen(VRAAG, wie, (), 12, DAG) == [verwacht]
    assert verwacht in rules.BELEMMERD


def test_who_was_asked_before_or_asks_is_not_asked() -> None:
    al = rules.belemmeringen(VRAAG, EXPERT, {EXPERT.id}, 12, DAG)
    assert al == [Koppelbelemmering.AL_GEVRAAGD]
    zelf = replace(VRAAG, vrager=EXPERT.persoon)
    assert rules.belemmeringen(zelf, EXPERT, (), 12, DAG) == [Koppelbelemmering.ZELF]
    assert rules.BELEMMERD.keys() == set(Koppelbelemmering)


def test_topics_first_then_who_has_least_to_do() -> None:
    alle = [
        expert(1, "wonen"),
        expert(2, "wonen", "aanbesteden"),
        expert(3, "aanbesteden", "wonen"),
        expert(4, "wonen", "aanbesteden"),
        expert(5, "water"),
    ]
    drukte = {UUID(int=102): Drukte(2, 2), UUID(int=103): Drukte(0, 5), UUID(int=104): Drukte(0, 1)}
    goed, weg = rules.stel_voor(VRAAG, alle, drukte, (), 12, DAG)
    assert [een.expert.int - 100 for een in goed] == [4, 3, 2, 1]
    assert [een.plaats for een in goed] == [1, 2, 3, 4]
    assert goed[0].onderwerpen == ("aanbesteden", "wonen")
    assert goed[0].redenen == (
        "Weet van 2 van de 2 onderwerpen: aanbesteden, wonen.",
        "Heeft nu 0 lopende vragen en dacht eerder 1 keer mee.",
        "Heeft geen opgegeven band met de organisatie en verklaarde dat op 12-08-2026.",
    )
    assert [(een.expert.int, een.belemmeringen) for een in weg] == [
        (105, (Koppelbelemmering.ONDERWERP,))
    ]


onderwerpen = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True).map(tuple)


@given(
    st.lists(
        st.tuples(onderwerpen, st.sampled_from([(), (AA,), (BEE,)]), st.booleans()), max_size=8
    ),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=8, max_size=8),
    onderwerpen,
    st.randoms(use_true_random=False),
)
def test_a_proposal_is_the_same_every_time_and_never_against_a_tie(
    wie: list[tuple[tuple[str, ...], tuple[str, ...], bool]],
    druk: list[tuple[int, int]],
    waarover: tuple[str, ...],
    r: object,
) -> None:
    alle = [
        expert(nr, *over, banden=banden, beschikbaar=vrij)
        for nr, (over, banden, vrij) in enumerate(wie)
    ]
    drukte = {een.id: Drukte(*druk[nr]) for nr, een in enumerate(alle)}
    vraag = replace(VRAAG, onderwerpen=waarover)
    goed, weg = rules.stel_voor(vraag, alle, drukte, (), 12, DAG)
    anders = list(alle)
    r.shuffle(anders)  # type: ignore[attr-defined]
    assert rules.stel_voor(vraag, anders, drukte, (), 12, DAG) == (goed, weg)
    assert {een.expert for een in goed} | {een.expert for een in weg} == {een.id for een in alle}
    per_id = {een.id: een for een in alle}
    for een in goed:
        assert AA not in per_id[een.expert].banden
        assert een.onderwerpen
    for eerst, later in pairwise(goed):
        a, b = len(eerst.onderwerpen), len(later.onderwerpen)
        assert a > b or (a == b and eerst.lopend <= later.lopend)


# ------------------------------------------------------------------ who reads what
ROLLEN = ("medewerker", "leidinggevende", "hr_adviseur", "secretaris", "hr_hoofd", "makelaar")


def lezers() -> list[Klankbordlezer]:
    """Everybody there can be, with and without an own login."""
    uit = []
    for oin, rol, zelf in product((None, AA, BEE, CEE), ROLLEN, (None, VRAGER, UUID(int=2))):
        thuis = {VERBAND} if oin in (AA, BEE) else {ANDER_VERBAND}
        uit.append(Klankbordlezer(oin, frozenset({rol}), thuis if oin else frozenset(), zelf))
    return uit


@pytest.mark.parametrize("ook", [False, True])
def test_a_personal_question_is_for_the_person_and_a_makelaar_of_elsewhere(ook: bool) -> None:
    vraag = replace(PERSOONLIJK, ook_eigen_makelaar=ook)
    for wie in lezers():
        makelaar = "makelaar" in wie.rollen and VERBAND in wie.verbanden
        mag = wie.zelf == VRAGER or (makelaar and (ook or wie.organisatie != AA))
        assert rules.ziet_vraag(vraag, wie) is mag, wie


def test_another_question_is_also_for_the_organisation() -> None:
    for wie in lezers():
        makelaar = "makelaar" in wie.rollen and VERBAND in wie.verbanden
        eigen = wie.organisatie == AA and bool(wie.rollen & rules.VRAGERS)
        assert rules.ziet_vraag(VRAAG, wie) is (makelaar or eigen), wie


def test_the_register_is_for_the_makelaars_of_the_verband_and_the_person() -> None:
    for wie in lezers():
        makelaar = "makelaar" in wie.rollen and VERBAND in wie.verbanden
        assert rules.ziet_expert(EXPERT, wie) is makelaar
    assert rules.ziet_expert(EXPERT, Klankbordlezer(zelf=EXPERT.persoon))


def test_faults_all_at_once() -> None:
    assert rules.fouten_in_vraag(VRAAG) == []
    fout = replace(
        VRAAG, soort=Klankbordsoort.PERSOONLIJK, tekst="x" * 301, onderwerpen=("wonen", "wonen")
    )
    assert [een.code for een in rules.fouten_in_vraag(fout)] == ["zelf-vragen", "te-lang", "dubbel"]
    ook = replace(VRAAG, ook_eigen_makelaar=True)
    assert [een.code for een in rules.fouten_in_vraag(ook)] == ["niet-persoonlijk"]
    dubbel = replace(EXPERT, onderwerpen=("a", "a"), banden=(AA, AA))
    assert [een.veld for een in rules.fouten_in_expert(dubbel)] == ["onderwerpen", "banden"]


def test_a_question_ends_once_and_is_finished_only_with_an_expert() -> None:
    for status, naar in product(
        Klankbordstatus, (Klankbordstatus.AFGEROND, Klankbordstatus.INGETROKKEN)
    ):
        codes = [een.code for een in rules.beletselen_sluiten(replace(VRAAG, status=status), naar)]
        if status not in rules.LOPEND:
            assert codes == ["al-voorbij"]
        elif naar is Klankbordstatus.AFGEROND and status is not Klankbordstatus.GEKOPPELD:
            assert codes == ["niet-gekoppeld"]
        else:
            assert codes == []


# ------------------------------------------------------------------ days, money, counts
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60), st.integers(-40, 2000))
def test_a_statement_holds_for_whole_months(verklaard: date, maanden: int, dagen: int) -> None:
    vandaag = date.fromordinal(verklaard.toordinal() + dagen)
    geldt = rules.verklaring_geldt(verklaard, maanden, vandaag)
    assert not (geldt and dagen < 0)
    if 0 <= dagen <= 28 * maanden:
        assert geldt
    if dagen > 31 * maanden:
        assert not geldt


def test_the_last_day_of_a_statement_counts() -> None:
    assert rules.verklaring_geldt(date(2028, 2, 29), 12, date(2029, 2, 28))
    assert not rules.verklaring_geldt(date(2028, 2, 29), 12, date(2029, 3, 1))
    assert rules.verklaring_geldt(date(2026, 1, 31), 1, date(2026, 2, 28))


@given(st.integers(0, 10**7), st.one_of(st.none(), st.integers(0, 10**6)))
def test_the_ceiling_only_warns(totaal: int, grens: int | None) -> None:
    let_op = rules.waarschuwing(2026, totaal, grens)
    assert (let_op is not None) == (grens is not None and totaal > grens)
    if let_op:
        assert (let_op.totaal_cent, let_op.grens_cent) == (totaal, grens)


def test_claims_are_for_who_thinks_along_and_of_days_since() -> None:
    mag = {een for een in Koppelstatus if not rules.beletselen_onkosten(een)}
    assert mag == {Koppelstatus.AANVAARD, Koppelstatus.AFGEROND}
    gisteren, morgen = date(2026, 8, 11), date(2026, 8, 13)
    codes = [
        [een.code for een in rules.fouten_in_onkosten(dag, DAG, DAG)]
        for dag in (gisteren, DAG, morgen)
    ]
    assert codes == [["voor-de-koppeling"], [], ["in-de-toekomst"]]


aantal = st.integers(0, 12)


@given(
    st.dictionaries(st.sampled_from(Klankbordsoort), st.tuples(aantal, aantal, aantal)),
    st.integers(2, 8),
)
def test_a_hidden_count_can_still_be_something_else_and_large(
    geteld: dict[Klankbordsoort, tuple[int, int, int]], k: int
) -> None:
    """For whoever knows all that is shown, and that nought is shown."""
    *regels, totaal = rules.onderdruk(geteld, k)
    assert [een.soort for een in (*regels, totaal)] == [*Klankbordsoort, None]
    for nr, kolom in enumerate(rules.KOLOMMEN):
        echt = [geteld.get(soort, (0, 0, 0))[nr] for soort in Klankbordsoort]
        cellen = [getattr(een, kolom) for een in regels]
        assert all(c in (None, e) for c, e in zip(cellen, echt, strict=True))
        assert not [c for c in cellen if c is not None and 0 < c < k]
        verborgen, som = cellen.count(None), getattr(totaal, kolom)
        if som is not None:
            assert som == sum(echt)
            over = som - sum(c for c in cellen if c is not None)
            assert verborgen == 0 or over - (verborgen - 1) >= k > 1 < verborgen
        else:
            assert verborgen


def test_nothing_here_knows_an_age_or_a_fee() -> None:
    """By name of every field on the line and in the tables of this room."""
    from services.pool.klankbord import tables
    from services.pool.klankbord.routes import models

    namen = set()
    for model in vars(models).values():
        namen |= set(getattr(model, "model_fields", {}))
    for tabel in vars(tables).values():
        if hasattr(tabel, "__table__"):
            namen |= set(tabel.__table__.c.keys())
    verboden = ("leeftijd", "geboorte", "tarief", "honorarium", "vergoeding", "loon", "uren")
    assert "bedrag_cent" in namen
    assert [naam for naam in sorted(namen) if any(een in naam for een in verboden)] == []
