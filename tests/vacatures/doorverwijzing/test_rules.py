"""The rules of referrals: the state follows from the consent; answers; figures that hide enough."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.doorverwijzing import rules
from services.vacatures.doorverwijzing.rules import (
    Aanleiding,
    Antwoord,
    Balansregel,
    Besluit,
    Bestemming,
    Doorverwijzing,
    Doorverwijzingsstatus,
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


regels = st.lists(
    st.builds(
        Balansregel,
        st.sampled_from([AA, BEE, CEE, DEE]),
        *[st.integers(0, 12)] * 3,
    ),
    max_size=4,
    unique_by=lambda regel: regel.organisatie,
)


@given(regels=regels, k=st.integers(2, 8))
def test_no_small_figure_of_a_partner_can_be_read_or_computed(
    regels: list[Balansregel], k: int
) -> None:
    getoond = rules.onderdruk(regels, AA, k)
    assert [r.organisatie for r in getoond] == [r.organisatie for r in regels]
    for kolom in ("verzonden", "ontvangen", "aangenomen"):
        verborgen = 0
        for voor, na in zip(regels, getoond, strict=True):
            waarde, zichtbaar = getattr(voor, kolom), getattr(na, kolom)
            assert zichtbaar in (None, waarde)
            if voor.organisatie == AA:
                assert zichtbaar == waarde
            elif waarde < k:
                assert zichtbaar is None
            verborgen += zichtbaar is None
        partners = sum(r.organisatie != AA for r in regels)
        assert verborgen != 1 or partners == 1
