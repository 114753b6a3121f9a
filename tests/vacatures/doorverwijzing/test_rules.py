"""The rules of referrals: the state follows from the consent; answers; figures that hide enough."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.doorverwijzing import rules
from services.vacatures.doorverwijzing.rules import (
    Aanleiding,
    Antwoord,
    Balanstelling,
    Besluit,
    Bestemming,
    Doorverwijzing,
    Doorverwijzingsstatus,
    Geteld,
    Rol,
    Voorstel,
)
from services.vacatures.sollicitatie.rules import Sollicitatiestatus
from services.vacatures.toestemming import rules as toestemming
from services.vacatures.toestemming.rules import (
    Gegevensdeel,
    Ontvanger,
    Toestemming,
    Toestemmingsdoel,
)
from tests.vacatures.indicatoren import aanvaller

AA, BEE, CEE, DEE = (f"0000009900000000{n}000" for n in (1, 2, 3, 4))
NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
VERBAND = uuid4()
PERSOON = uuid4()
moments = st.timedeltas(timedelta(days=-400), timedelta(days=400)).map(lambda na: NU + na)


def consent(**anders: Any) -> Toestemming:
    eind = date(2026, 12, 31)
    facts: dict[str, Any] = {
        "id": uuid4(),
        "persoon": PERSOON,
        "doel": Toestemmingsdoel.DOORVERWIJZING,
        "gegevens": frozenset({Gegevensdeel.MOTIVATIE}),
        "gegeven_op": NU,
        "eind_datum": eind,
        "tot": toestemming.einde_dag(eind),
        "ontvangers": (Ontvanger(uuid4(), BEE),),
    }
    return Toestemming(**(facts | anders))


def doorverwijzing(**anders: Any) -> Doorverwijzing:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "persoon": PERSOON,
        "aanleiding": Aanleiding.AFWIJZING,
        "verwijzer": AA,
        "besluit": Besluit.TOEGESTAAN,
        "voorgesteld_op": NU,
        "bestemmingen": (
            Bestemming(BEE, VERBAND, True, Antwoord.UITGENODIGD, NU, "Kom langs."),
            Bestemming(CEE, VERBAND, True, Antwoord.GEEN_PASSENDE_PLEK, NU, "Niets vrij."),
        ),
        "maximum_maanden": 6,
        "sollicitatie": uuid4(),
        "toelichting": "Rekent goed.",
        "motivatie": "Graag.",
        "werkgever": DEE,
        "vast_contract": True,
    }
    return Doorverwijzing(**(facts | anders))


@given(nu=moments, ingetrokken=st.none() | moments)
def test_what_runs_is_what_the_consent_says(nu: datetime, ingetrokken: datetime | None) -> None:
    gegeven = consent(ingetrokken_op=ingetrokken)
    status = rules.status_op(doorverwijzing(), gegeven, nu)
    geldig = toestemming.status_op(gegeven, nu).value
    assert status.value == {"geldig": "lopend"}.get(geldig, geldig)


def test_no_consent_is_no_referral() -> None:
    assert rules.status_op(doorverwijzing(), None, NU) is Doorverwijzingsstatus.INGETROKKEN


@given(nu=moments, dagen=st.integers(1, 182))
def test_a_proposal_lapses_after_the_days_of_the_convenant(nu: datetime, dagen: int) -> None:
    open_ = doorverwijzing(besluit=Besluit.VOORGESTELD, voorstel_dagen=dagen)
    laat = nu >= NU + timedelta(days=dagen)
    status = rules.status_op(open_, None, nu)
    assert (status is Doorverwijzingsstatus.VERVALLEN) == laat


def test_who_is_what() -> None:
    een = doorverwijzing()
    assert rules.rol_van(een, PERSOON, BEE) is Rol.PERSOON
    assert rules.rol_van(een, uuid4(), AA) is Rol.VERWIJZER
    assert rules.rol_van(een, None, BEE) is Rol.ONTVANGER
    assert rules.rol_van(een, uuid4(), DEE) is None
    assert rules.rol_van(een, None, None) is None


@given(delen=st.frozensets(st.sampled_from(sorted(rules.REISGOED)), min_size=1))
def test_a_receiver_sees_the_set_and_nothing_else(delen: frozenset[Gegevensdeel]) -> None:
    gezien = rules.zicht(doorverwijzing(), consent(gegevens=delen), Rol.ONTVANGER, BEE)
    assert [een.organisatie for een in gezien.bestemmingen] == [BEE]
    assert gezien.sollicitatie is None
    assert (gezien.motivatie is not None) == (Gegevensdeel.MOTIVATIE in delen)
    assert (gezien.toelichting is not None) == (Gegevensdeel.MOTIVATIE in delen)
    assert (gezien.werkgever is not None) == (Gegevensdeel.CATEGORIE in delen)
    assert (gezien.vast_contract is not None) == (Gegevensdeel.CATEGORIE in delen)


def test_who_refers_reads_answers_and_no_reasons() -> None:
    gezien = rules.zicht(doorverwijzing(), consent(), Rol.VERWIJZER, AA)
    assert [(een.antwoord, een.reden) for een in gezien.bestemmingen] == [
        (Antwoord.UITGENODIGD, None),
        (Antwoord.GEEN_PASSENDE_PLEK, None),
    ]
    assert (gezien.motivatie, gezien.werkgever, gezien.vast_contract) == (None, None, None)


antwoorden = st.sampled_from(Antwoord)


@given(van=st.none() | antwoorden, naar=antwoorden, reden=st.none() | st.text(max_size=5))
def test_an_answer_only_goes_forward_and_says_why(
    van: Antwoord | None, naar: Antwoord, reden: str | None
) -> None:
    fouten = rules.antwoord_fouten(van, naar, reden)
    kan = naar in rules.ANTWOORDEN[van]
    genoeg = naar is Antwoord.BEKEKEN or bool((reden or "").strip())
    assert (fouten == []) == (kan and genoeg)


def test_every_answer_ends() -> None:
    gezien: list[Antwoord | None] = [None]
    for van in gezien:
        gezien += [naar for naar in rules.ANTWOORDEN[van] if naar not in gezien]
    assert set(gezien) == {None, *Antwoord}
    assert not any(van in naar for van, naar in rules.ANTWOORDEN.items() if van is not None)


def voorstel(**anders: Any) -> Voorstel:
    facts: dict[str, Any] = {
        "ontvangers": (BEE,),
        "partners": {BEE: VERBAND, CEE: VERBAND},
        "eigen": {AA},
        "persoon_pauzeert": False,
        "ontvangers_pauzeren": frozenset(),
        "sollicitatie": Sollicitatiestatus.AFGEWEZEN,
    }
    return Voorstel(**(facts | anders))


@given(status=st.none() | st.sampled_from(Sollicitatiestatus))
def test_after_an_end_only(status: Sollicitatiestatus | None) -> None:
    codes = [b.code for b in rules.voorstel_beletselen(voorstel(sollicitatie=status))]
    klaar = {None, Sollicitatiestatus.AFGEWEZEN, Sollicitatiestatus.INGETROKKEN}
    assert codes == ([] if status in klaar else ["sollicitatie-loopt"])


def test_every_obstacle_at_once() -> None:
    pauze = voorstel(
        persoon_pauzeert=True,
        ontvangers_pauzeren={BEE},
        sollicitatie=Sollicitatiestatus.IN_BEHANDELING,
    )
    assert [b.code for b in rules.voorstel_beletselen(pauze)] == [
        "sollicitatie-loopt",
        "persoon-pauzeert",
        "ontvanger-pauzeert",
    ]


# Who sent (None: nobody) to whom, of which person, and whether that one was hired.
verwijzingen = st.lists(
    st.tuples(
        st.sampled_from([None, AA, BEE, CEE, DEE]),
        st.sampled_from([AA, BEE, CEE, DEE]),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=60,
)
KOLOMMEN = ("verzonden", "ontvangen", "aangenomen")


def geteld(wie: list[tuple[Any, int]]) -> dict[Any, Geteld]:
    """Per organisation how many, and of how many people."""
    return {
        oin: Geteld(sum(een == oin for een, _ in wie), len({p for een, p in wie if een == oin}))
        for oin in {een for een, _ in wie}
    }


def tel(lijst: Sequence[tuple[str | None, str, int, bool]]) -> Balanstelling:
    verzonden = geteld([(van, wie) for van, _, wie, _ in lijst])
    zelf = verzonden.pop(None, Geteld())
    ontvangen = geteld([(naar, wie) for _, naar, wie, _ in lijst])
    return Balanstelling(
        verzonden, ontvangen, geteld([(naar, wie) for _, naar, wie, ja in lijst if ja]), zelf
    )


@given(lijst=verwijzingen)
def test_what_is_sent_is_received(lijst: Sequence[tuple[str | None, str, int, bool]]) -> None:
    regels, zelf = rules.balans(tel(lijst), AA, 1)  # nothing is hidden
    som = {kolom: sum(getattr(regel, kolom) for regel in regels) for kolom in KOLOMMEN}
    assert som["verzonden"] + (zelf or 0) == som["ontvangen"] == len(lijst)
    assert som["aangenomen"] == sum(ja for *_, ja in lijst)
    assert [regel.organisatie for regel in regels] == sorted({r.organisatie for r in regels})


@given(lijst=verwijzingen, k=st.integers(2, 8))
def test_no_figure_of_few_people_of_a_partner_can_be_read_or_computed(
    lijst: Sequence[tuple[str | None, str, int, bool]], k: int
) -> None:
    telling = tel(lijst)
    regels, zelf = rules.balans(telling, AA, k)
    getoond: dict[str, int | None] = {"zelf": zelf}
    werkelijk = {"zelf": telling.zelf}
    for regel in regels:
        for kolom in KOLOMMEN:
            een = getattr(telling, kolom).get(regel.organisatie, Geteld())
            naam = f"{kolom} {regel.organisatie}"
            getoond[naam], werkelijk[naam] = getattr(regel, kolom), een
    vreemd = {naam for naam in getoond if AA not in naam}
    for naam, waarde in getoond.items():
        assert waarde in (None, werkelijk[naam].aantal)
        if naam not in vreemd or werkelijk[naam].aantal == 0:
            assert waarde is not None
        else:
            assert waarde is None or werkelijk[naam].personen >= k
    som = (
        [naam for naam in getoond if naam.startswith(("verzonden", "zelf"))],
        [naam for naam in getoond if naam.startswith("ontvangen")],
    )
    keten = {naam: getoond[naam] for kant in som for naam in kant}
    if any(keten[naam] for naam in vreemd & keten.keys()):  # else there is nothing left to hide
        assert aanvaller.bepaald([som], keten) == {}
        for laagst, hoogst in aanvaller.ruimte([som], keten).values():
            assert hoogst >= k
            assert hoogst > laagst


def test_one_person_sent_to_five_is_one_person() -> None:
    lijst = [(BEE, naar, 1, False) for naar in (AA, CEE, DEE)] * 2
    regels, zelf = rules.balans(tel(lijst), AA, 5)
    assert {r.organisatie: (r.verzonden, r.ontvangen) for r in regels} == {
        AA: (0, 2),
        BEE: (None, 0),
        CEE: (0, None),
        DEE: (0, None),
    }
    assert zelf == 0
