"""What a drafter may look at again in the facts, and beside other vacancies."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.schrijfhulp import rules
from services.vacatures.schrijfhulp.rules import Bestaand
from services.vacatures.vacature.rules import Gegevens, Niveau, Taalniveau

BASIS = Gegevens("Planeconoom", functie="planeconoom", niveau=Niveau.SENIOR)
ANDER = replace(BASIS, titel="Iets heel anders")
EEN, TWEE = UUID(int=1), UUID(int=2)


def regels(gegevens: Gegevens, *bestaande: Bestaand) -> list[str]:
    return [een.regel for een in rules.beoordeel(gegevens, bestaande, 0.6, 0.5)]


def test_a_level_of_language_wants_a_reason() -> None:
    met = replace(BASIS, taalniveau=Taalniveau.C1)
    assert regels(met) == ["taalniveau-zonder-reden"]
    assert regels(replace(met, taalniveau_reden="  ")) == ["taalniveau-zonder-reden"]
    assert regels(replace(met, taalniveau_reden="Schrijft moties voor de raad")) == []
    tekst = replace(BASIS, omschrijving="Vlekkeloos Nederlands")
    assert regels(tekst) == ["afkomst-taal"]
    assert regels(replace(tekst, taalniveau_reden="Redigeert teksten")) == []


def test_experience_in_government_wants_a_reason() -> None:
    zonder = replace(BASIS, omschrijving="U heeft ervaring bij de overheid.")
    assert regels(zonder) == ["overheidservaring"]
    assert regels(replace(zonder, overheidservaring_reden="Leidt de griffie")) == []


@pytest.mark.parametrize(
    ("slot", "volledig"),
    [
        ("", False),
        ("U werkt met veel partijen.", False),
        ("De gesprekken zijn op 3 september.", True),
        ("Een assessment hoort bij de selectieprocedure.", True),
        ("Solliciteer vóór 1 september.", True),
    ],
)
def test_a_written_out_text_tells_how_the_procedure_goes(slot: str, volledig: bool) -> None:
    lang = replace(BASIS, omschrijving="U rekent aan gebiedsontwikkeling. " * 12 + slot)
    assert regels(lang) == ([] if volledig else ["procedure-ontbreekt"])
    assert regels(replace(BASIS, omschrijving=f"U rekent. {slot}")) == []  # a sketch


def test_one_fixed_number_of_hours() -> None:
    vast = replace(BASIS, uren_min=Decimal("36"), uren_max=Decimal("36"))
    [een] = rules.beoordeel(vast, [], 0.6, 0.5)
    assert (een.regel, een.fragment, een.van) == ("uren-vast", "36 uur", None)
    assert regels(replace(vast, uren_min=Decimal("32"))) == []
    assert regels(replace(BASIS, uren_min=None, uren_max=None)) == []


@pytest.mark.parametrize(
    ("een", "ander", "waarom"),
    [
        (BASIS, ANDER, "dezelfde functie en hetzelfde niveau"),
        (BASIS, replace(ANDER, niveau=Niveau.JUNIOR), None),
        (BASIS, replace(BASIS, functie="jurist"), None),
        (BASIS, replace(BASIS, functie=None), "bijna dezelfde titel"),
        (
            Gegevens("Senior jurist omgevingsrecht (m/v)"),
            Gegevens("Jurist Omgevingsrecht"),
            "bijna dezelfde titel",
        ),
        (Gegevens("Adviseur"), Gegevens("Senior adviseur"), None),
        (Gegevens("Jurist ruimte en wonen"), Gegevens("Jurist arbeidsrecht"), None),
        (Gegevens("Coördinator groen"), Gegevens("COORDINATOR GROEN"), "bijna dezelfde titel"),
    ],
)
def test_alike(een: Gegevens, ander: Gegevens, waarom: str | None) -> None:
    assert rules.overeenkomst(een, ander, 0.6) == waarom
    assert rules.overeenkomst(ander, een, 0.6) == waarom


@given(st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_stricter_installation_finds_fewer_alike(een: float, ander: float) -> None:
    ruim, streng = sorted((een, ander))
    links, rechts = Gegevens("Coördinator groen en wegen"), Gegevens("Coördinator groen")
    if rules.overeenkomst(links, rechts, streng):
        assert rules.overeenkomst(links, rechts, ruim)
    assert rules.overeenkomst(links, rechts, 0.6)  # two of three words
    assert rules.overeenkomst(links, rechts, 0.7) is None


def test_beside_others() -> None:
    partner, eigen = Bestaand(EEN, ANDER, eigen=False), Bestaand(TWEE, ANDER, eigen=True)
    [een] = rules.beoordeel(BASIS, [partner, eigen], 0.6, 0.5)
    assert (een.regel, een.vacature, een.fragment) == (
        "vergelijkbare-vacature",
        EEN,
        "Iets heel anders",
    )
    dubbel = Bestaand(TWEE, BASIS, eigen=True)
    assert regels(BASIS, dubbel, partner) == ["mogelijk-dubbel", "vergelijkbare-vacature"]
    assert rules.kenmerk(een) == f"vergelijkbare-vacature:{EEN}"


TITELS = st.sampled_from(["Jurist", "Senior jurist", "Planeconoom wonen", "É", "", "(m/v)"])
GEGEVENS = st.builds(
    Gegevens,
    TITELS.map(lambda t: t or "x"),
    omschrijving=st.one_of(st.none(), st.text(max_size=80)),
    functie=st.sampled_from([None, "jurist", "planeconoom"]),
    niveau=st.sampled_from([None, *Niveau]),
    uren_min=st.sampled_from([None, Decimal("24.5"), Decimal("36")]),
    uren_max=st.sampled_from([None, Decimal("36")]),
    competenties=st.lists(st.text(max_size=30), max_size=3).map(tuple),
    taalniveau=st.sampled_from([None, Taalniveau.B2]),
)
BESTAANDE = st.lists(st.builds(Bestaand, st.uuids(), GEGEVENS, st.booleans()), max_size=30)


@given(GEGEVENS, BESTAANDE, st.randoms())
def test_the_order_of_others_makes_no_difference(
    gegevens: Gegevens, bestaande: list[Bestaand], willekeur: object
) -> None:
    uniek = list({b.id: b for b in bestaande}.values())
    lijst = rules.beoordeel(gegevens, uniek, 0.6, 0.5)
    willekeur.shuffle(uniek)  # type: ignore[attr-defined]
    assert rules.beoordeel(gegevens, uniek, 0.6, 0.5) == lijst
    naast = [een for een in lijst if een.vacature]
    assert len(naast) <= 2 * rules.MAXIMUM_OVERLAP
    assert {een.vacature for een in naast} <= {b.id for b in uniek}
    assert all(een.reden and een.bron and een.suggestie for een in lijst)
