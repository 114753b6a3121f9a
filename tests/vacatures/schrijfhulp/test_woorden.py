"""The word list: what is found, what is not, and where it stands. All sentences are made up."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.schrijfhulp import rules
from services.vacatures.schrijfhulp.rules import WOORDENLIJST, Grond


def regels(tekst: str) -> list[str]:
    return [een.regel for een in rules.lees({"omschrijving": tekst})]


GEVONDEN = [
    ("Je komt in een jong team.", "leeftijd-jong-team"),
    ("Het jonge team staat klaar.", "leeftijd-jong-team"),
    ("Een jonge, enthousiaste en hechte ploeg", "leeftijd-jong-team"),
    ("Wij zijn jong en dynamisch.", "leeftijd-jong-team"),
    ("Een team van jonge, gedreven collega’s.", "leeftijd-jong-team"),
    ("JONG TEAM", "leeftijd-jong-team"),
    ("Wij zoeken een jonge hond.", "leeftijd-jonge-kandidaat"),
    ("Voor jong talent", "leeftijd-jonge-kandidaat"),
    ("U bent niet ouder dan 35 jaar.", "leeftijd-grens"),
    ("Leeftijd tussen de 25 en 35 jaar", "leeftijd-grens"),
    ("U bent minimaal 21 jaar.", "leeftijd-grens"),
    ("De gemiddelde leeftijd is 29.", "leeftijd-grens"),
    ("Voor mensen tussen de 20 en 40", "leeftijd-grens"),
    ("Het team is 20-40 jaar oud.", "leeftijd-grens"),
    ("Voorkeur voor een 55-plusser", "leeftijd-plus"),
    ("Ook 50+'ers solliciteren.", "leeftijd-plus"),
    ("Een vitale 60 plusser", "leeftijd-plus"),
    ("Je hebt max. 5 jaar ervaring.", "leeftijd-maximum-ervaring"),
    ("Maximaal drie jaar relevante werkervaring", "leeftijd-maximum-ervaring"),
    ("U heeft 2-4 jaar ervaring.", "leeftijd-ervaring-van-tot"),
    ("met 1 tot 3 jaar aantoonbare werkervaring", "leeftijd-ervaring-van-tot"),
    ("Ideaal voor een starter.", "leeftijd-starter"),
    ("Net afgestudeerd? Bel ons.", "leeftijd-starter"),
    ("Een leuke bijbaan", "leeftijd-starter"),
    ("Young professional gezocht", "leeftijd-starter"),
    ("Jij bent een digital native.", "leeftijd-generatie"),
    ("Hij is stressbestendig.", "geslacht-hij"),
    ("Wij zoeken een nauwkeurige collega. Hij rekent graag.", "geslacht-hij"),
    ("U overlegt met de wethouder. Minstens 3 jaar ervaring. Hij rekent graag.", "geslacht-hij"),
    ("De kandidaat overlegt met de wethouder. De kandidaat weet wat hij wil.", "geslacht-hij"),
    ("Wij zoeken een stevige kerel.", "geslacht-man-of-vrouw"),
    ("een vrouwelijke kandidaat", "geslacht-man-of-vrouw"),
    ("De voorkeur gaat uit naar een vrouw.", "geslacht-voorkeur"),
    ("Secretaresse gezocht", "geslacht-functienaam"),
    ("Nederlands is je moedertaal.", "afkomst-moedertaal"),
    ("Een native speaker", "afkomst-moedertaal"),
    ("U spreekt accentloos Nederlands.", "afkomst-moedertaal"),
    ("U heeft de Nederlandse nationaliteit.", "afkomst-nationaliteit"),
    ("Vlekkeloze beheersing van de Nederlandse taal", "afkomst-taal"),
    ("U heeft ervaring bij een gemeente.", "overheidservaring"),
    ("Minstens 3 jaar werkervaring binnen de overheid", "overheidservaring"),
    (
        "Drie jaar ervaring in de laatste 5 jaar als jurist binnen een overheidsorganisatie",
        "overheidservaring",
    ),
    ("Aantoonbare gemeentelijke ervaring", "overheidservaring"),
]

NIETS = [
    "Schrijf gerust, hij of zij krijgt antwoord.",
    "De kandidaat weet wat hij/zij wil.",
    "Zij/hij neemt deel aan overleg.",
    "U werkt als jongerenwerker.",
    "Ervaring in de Jeugdzorg is nodig.",
    "U ondersteunt de wethouder. Als hij een vraag heeft, zoekt u het uit.",
    "U overlegt met een collega. Hij vertelt wat er speelt.",
    "De inwoner weet dan waar hij aan toe is.",
    "Een team van 5 jaar oud dat blijft groeien.",
    "Onze jonge gemeente bestaat sinds 2019.",
    "U begeleidt jonge kinderen en gezinnen.",
    "Woningen voor starters en senioren.",
    "U helpt startende ondernemers.",
    "Beleid voor inwoners van 65 jaar en ouder.",
    "Activiteiten voor 55-plussers in de wijk, voor alle inwoners.",
    "U werkt met kinderen van 4 tot 12 jaar.",
    "Wij hebben 45+ collega's en 60+ projecten.",
    "Minimaal 3 jaar ervaring",
    "Minstens 10 jaar ervaring in de bouw",
    "U heeft minimaal 3-5 jaar ervaring.",
    "Een contract van maximaal 12 maanden.",
    "Een aanstelling van maximaal 10 jaar verlof.",
    "Met vakmanschap en zorg.",
    "Een team van jong en oud.",
    "Ook starters zijn welkom.",
    "Wij kijken niet naar afkomst. Iedereen is welkom.",
    "U behandelt verzoeken om de Nederlandse nationaliteit.",
    "U spreekt goed Nederlands.",
    "Ervaring bij een gemeente is een pre.",
    "Ervaring met de Omgevingswet.",
    "U begeleidt mensen met een andere moedertaal bij het inburgeren.",
    "Wij zijn een gastvrije gemeente.",
    "Het team telt 20 tot 40 collega's.",
    "U werkt tussen de 24 en 36 uur.",
    "Een salaris van 45 euro per uur.",
    "Junior of senior, dat maakt niet uit.",
    "Hijskraanmachinist, chijl, phij",
]


@pytest.mark.parametrize(("tekst", "regel"), GEVONDEN)
def test_what_is_found(tekst: str, regel: str) -> None:
    assert regels(tekst) == [regel]


@pytest.mark.parametrize("tekst", NIETS)
def test_what_is_no_finding(tekst: str) -> None:
    assert regels(tekst) == []


def test_the_example_of_the_policy_paper() -> None:
    tekst = "Wij zoeken een collega voor ons jong team, met max. 5 jaar ervaring. Hij rekent graag."
    assert regels(tekst) == ["leeftijd-jong-team", "leeftijd-maximum-ervaring", "geslacht-hij"]


def test_every_row_of_the_list_has_an_example() -> None:
    codes = [regel.code for regel in WOORDENLIJST]
    assert len(codes) == len(set(codes))
    assert {code for _, code in GEVONDEN} == set(codes)


@pytest.mark.parametrize("regel", WOORDENLIJST, ids=lambda regel: regel.code)
def test_every_row_explains_itself(regel: rules.Woordregel) -> None:
    assert regel.reden.endswith(".")
    assert regel.suggestie.endswith(".")
    wet = regel.grond in (Grond.LEEFTIJD, Grond.GESLACHT, Grond.AFKOMST)
    assert ("artikel" in regel.bron) is wet
    assert wet or regel.zekerheid is Zekerheid.C
    for zin in re.split(r"[.:;]", regel.reden + regel.suggestie):
        assert len(zin.split()) <= 20, zin  # B1


@pytest.mark.parametrize(
    ("tekst", "fragment"),
    [
        ("Een jóng téam!", "jóng téam"),
        (unicodedata.normalize("NFD", "Een jóng téam!"), "jóng téam"),
        ("Wij: JONG\u00a0TEAM.", "JONG\u00a0TEAM"),
        ("ﬁjn ﬁjn straße jong te\u00adam", "jong te\u00adam"),
        ("😀😀 max. 5 jaar ervaring", "max. 5 jaar ervaring"),
    ],
)
def test_the_place_is_that_in_the_text_as_written(tekst: str, fragment: str) -> None:
    [een] = rules.lees({"titel": tekst})
    assert een.van is not None
    assert tekst[een.van : een.tot] == een.fragment
    assert unicodedata.normalize("NFC", een.fragment) == fragment


STUKJES = st.sampled_from(
    [
        *("jong", "team", "hij", "zij", "/", "hij/zij", "max.", "5", "jaar", "ervaring", "de", "."),
        *("starter", "55+", "-plussers", "moedertaal", "wethouder", "kandidaat", "é", "e\u0301"),
        *("\u200b", "\u00ad", "ß", "ﬁ", "İ", "\n", " ", "  ", "overheid", "binnen", "vrouw", "’"),
    ]
)
TEKST = st.one_of(
    st.text(max_size=300),
    st.lists(STUKJES, max_size=60).map(" ".join),
    st.lists(STUKJES, max_size=60).map("".join),
)


@given(TEKST)
def test_every_finding_stands_where_it_says(tekst: str) -> None:
    lijst = rules.lees({"omschrijving": tekst})
    assert lijst == rules.lees({"omschrijving": tekst})
    assert lijst == sorted(lijst, key=lambda een: (een.van or 0, een.regel))
    for een in lijst:
        assert een.van is not None
        assert een.tot is not None
        assert 0 <= een.van < een.tot <= len(tekst)
        assert tekst[een.van : een.tot][: len(een.fragment)] == een.fragment
        assert rules.kenmerk(een)
    per_grond: dict[Grond, int] = {}
    for een in lijst:
        assert (een.van or 0) >= per_grond.get(een.grond, 0)
        per_grond[een.grond] = een.tot or 0


@given(TEKST)
def test_case_and_accents_make_no_difference(tekst: str) -> None:
    """For letters that have another case and come back from it."""
    gewoon = "".join(c for c in tekst if c.lower().upper() == c.upper() and len(c.upper()) == 1)
    assert regels(gewoon.upper()) == regels(gewoon.lower())
    nfd = unicodedata.normalize("NFD", gewoon)
    assert regels(nfd) == regels(gewoon)


@given(TEKST)
def test_plain_text_keeps_its_places(tekst: str) -> None:
    vlak, plaatsen = rules.plat(tekst)
    assert len(vlak) == len(plaatsen)
    assert plaatsen == sorted(plaatsen)
    assert all(0 <= plaats < len(tekst) for plaats in plaatsen)


@pytest.mark.parametrize(
    "stuk", ["hij ", "jong team ", "starter ", "jonge en ", "max. ", " ", "a", "ervaring bij de "]
)
def test_a_long_text_has_a_bounded_answer(stuk: str) -> None:
    tekst = (stuk * 20_000)[:20_000]
    assert len(rules.lees({"omschrijving": tekst})) <= rules.MAXIMUM
