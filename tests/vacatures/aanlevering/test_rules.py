"""Reading items in every shape that sources have, and deciding what becomes of them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.rules import (
    Bekend,
    Elders,
    Geweigerd,
    Item,
    Soort,
    Uitkomst,
    Werkgeverfeiten,
    waarden,
)
from services.vacatures.vacature.rules import (
    Contractsoort,
    Gegevens,
    Niveau,
    Opleidingsniveau,
    Vacature,
    Vacaturestatus,
)
from tests.vacatures.conftest import AA, BEE, NU

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm9901"
WIJ = Werkgeverfeiten(AA, TOOI, "Gemeente Aa")
# The shape of a real file, with an invented employer and vacancy.
POSTING: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Adviseur waterberging",
    "url": "https://www.werkenbijaa.example/vacature/adviseur-waterberging",
    "hiringOrganization": {
        "@type": "GovernmentOrganization",
        "name": "Gemeente Aa",
        "identifier": TOOI,
    },
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Aadorp",
            "addressCountry": "NL",
        },
    },
    "workHours": "32-36 uur per week",
    "educationRequirements": "HBO",
    "validThrough": "2026-08-31",
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 3568,
            "maxValue": 5096,
            "unitText": "MONTH",
        },
    },
}
FEITEN: dict[str, Any] = {
    "kenmerk": "AA-1",
    "titel": "Adviseur waterberging",
    "uren": "32-36",
    "schaal": "10-10A",
    "salarisMin": 356800,
    "salarisMax": 509600,
    "opleidingsniveau": "hbo/wo",
    "contractsoort": "bepaalde tijd met uitzicht op onbepaalde tijd",
    "sluitingsDatum": "2026-08-31",
    "bronUrl": "https://werkenbijaa.example/vacature/adviseur-waterberging/",
}


def lees(ruw: Any) -> Item:
    item = rules.lees_item(ruw, WIJ)
    assert isinstance(item, Item), item
    return item


def fouten(ruw: Any) -> list[tuple[str, str]]:
    item = rules.lees_item(ruw, WIJ)
    assert isinstance(item, Geweigerd), item
    return [(f.veld, f.code) for f in item.redenen]


def test_a_jobposting_is_read() -> None:
    item = lees(POSTING)
    assert (item.soort, item.bron) == (Soort.JOBPOSTING, POSTING["url"])
    assert item.gegevens == Gegevens(
        titel="Adviseur waterberging",
        uren_min=Decimal(32),
        uren_max=Decimal(36),
        salaris_min=356800,
        salaris_max=509600,
        plaats="Aadorp",
        opleidingsniveau=Opleidingsniveau.HBO,
        sluitings_datum=date(2026, 8, 31),
        bron_url=POSTING["url"],
    )


def test_everything_schema_org_allows_as_one_or_many() -> None:
    item = lees(
        POSTING
        | {
            "jobLocation": [POSTING["jobLocation"]],
            "hiringOrganization": {"identifier": {"@type": "PropertyValue", "value": AA}},
            "identifier": {"@type": "PropertyValue", "name": "ats", "value": "17"},
            "description": "<p>U rekent &amp; tekent.</p><script>x</script>",
            "employmentType": ["FULL_TIME", "TEMPORARY"],
            "validThrough": "2026-08-31T23:59:00+02:00",
            "totalJobOpenings": "2",
            "jobStartDate": "zsm",
            "educationRequirements": {"credentialCategory": "wo (of hbo met ervaring)"},
        }
    )
    assert item.bron == "17"
    assert item.gegevens.omschrijving == "U rekent & tekent. x"
    assert item.gegevens.contractsoort is Contractsoort.TIJDELIJK
    assert item.gegevens.sluitings_datum == date(2026, 8, 31)
    assert (item.gegevens.aantal_plaatsen, item.gegevens.start_datum) == (2, None)
    assert item.gegevens.opleidingsniveau is Opleidingsniveau.WO


def test_facts_are_read() -> None:
    gegevens = lees(FEITEN | {"niveau": "senior", "functie": "planeconoom"}).gegevens
    assert (gegevens.schaal_min, gegevens.schaal_max) == ("10", "10A")
    assert gegevens.contractsoort is Contractsoort.TIJDELIJK_MET_UITZICHT
    assert gegevens.niveau is Niveau.SENIOR
    explicit = lees(FEITEN | {"uren": "8-36", "urenMin": 24, "urenMax": "32"}).gegevens
    assert (explicit.uren_min, explicit.uren_max) == (Decimal(24), Decimal(32))


@pytest.mark.parametrize(
    ("tekst", "uren"),
    [
        ("32-36 uur per week", (32, 36)),
        ("24 tot 32 uur", (24, 32)),
        ("<24 uur per week", (None, 24)),
        ("<24", (None, 24)),
        ("> 24", (24, None)),
        ("36", (36, 36)),
        (36, (36, 36)),
        ("0-8", (0, 8)),
        ("13,5 – 20 uur p/w", (13.5, 20)),
    ],
    ids=repr,
)
def test_hours(tekst: object, uren: tuple[float | None, float | None]) -> None:
    assert waarden.uren(tekst) == uren


@pytest.mark.parametrize(
    "tekst",
    ["", "veel", "32-36-40", "99", "32--36", "1e3", "٣٢", None, [], True, -3, float("nan")],
    ids=repr,
)
def test_hours_that_are_none(tekst: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        waarden.uren(tekst)


@pytest.mark.parametrize(
    ("bedrag", "centen"),
    [
        (3568, 356800),
        (3568.5, 356850),
        ("3568", 356800),
        ("3.568", 356800),
        ("€ 3.568,50", 356850),
        ("3568.50", 356850),
        ("3.568,-", 356800),
    ],
    ids=repr,
)
def test_money(bedrag: object, centen: int) -> None:
    assert waarden.centen_van_euro(bedrag) == centen


@pytest.mark.parametrize(
    "bedrag",
    [0, -1, "veel", True, None, [], 1e300, float("nan"), float("inf"), "1.2.3", 10**9],
    ids=repr,
)
def test_money_that_is_none(bedrag: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        waarden.centen_van_euro(bedrag)


@pytest.mark.parametrize(
    ("tekst", "soort"),
    [
        ("onbepaalde tijd", Contractsoort.VAST),
        ("vast", Contractsoort.VAST),
        ("bepaalde tijd", Contractsoort.TIJDELIJK),
        (
            "bepaalde tijd met uitzicht op onbepaalde tijd (1 jaar)",
            Contractsoort.TIJDELIJK_MET_UITZICHT,
        ),
        ("tijdelijk_met_uitzicht", Contractsoort.TIJDELIJK_MET_UITZICHT),
        ("tijdelijk", Contractsoort.TIJDELIJK),
        ("PART_TIME", None),
    ],
)
def test_contracts(tekst: str, soort: Contractsoort | None) -> None:
    assert waarden.contract(tekst) is soort


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"title": None}, [("title", "verplicht")]),
        ({"title": 5}, [("title", "onleesbaar")]),
        ({"title": "x" * 201}, [("title", "onleesbaar")]),
        ({"url": None}, [("identifier", "verplicht")]),
        ({"url": "javascript:alert(1)"}, [("url", "onleesbaar")]),
        ({"url": "https://x.nl/\u0000"}, [("url", "onleesbaar")]),
        ({"validThrough": "gisteren"}, [("validThrough", "onleesbaar")]),
        ({"validThrough": 0}, [("validThrough", "onleesbaar")]),
        ({"workHours": "veel"}, [("workHours", "onleesbaar")]),
        ({"workHours": "36-32"}, [("urenMin", "groter-dan-maximum")]),
        ({"@type": "Event"}, [("@type", "geen-jobposting")]),
        (
            {"hiringOrganization": {"identifier": BEE}},
            [("hiringOrganization.identifier", "andere-werkgever")],
        ),
        (
            {"hiringOrganization": {"name": "Gemeente Bee"}},
            [("hiringOrganization.name", "andere-werkgever")],
        ),
        (
            {"baseSalary": {"currency": "USD", "value": {"minValue": 1, "unitText": "YEAR"}}},
            [
                ("baseSalary.currency", "andere-munt"),
                ("baseSalary.value.unitText", "andere-eenheid"),
            ],
        ),
        (
            {"title": 1, "url": 2, "validThrough": 3},
            [("title", "onleesbaar"), ("url", "onleesbaar"), ("validThrough", "onleesbaar")],
        ),
    ],
)
def test_every_fault_of_a_jobposting(anders: dict[str, Any], verwacht: list[Any]) -> None:
    assert fouten(POSTING | anders) == verwacht


@pytest.mark.parametrize(
    ("ruw", "verwacht"),
    [
        (5, [("item", "geen-object")]),
        ({}, [("titel", "verplicht"), ("kenmerk", "verplicht")]),
        (FEITEN | {"werkgever": BEE}, [("werkgever", "andere-werkgever")]),
        (
            FEITEN | {"leeftijd": 30, "start_datum": 1},
            [("leeftijd", "onbekend-veld"), ("start_datum", "onbekend-veld")],
        ),
        (FEITEN | {"a\u0000b": 1}, [("ab", "onbekend-veld")]),
        (FEITEN | {"salarisMin": 3568.5}, [("salarisMin", "onleesbaar")]),
        (FEITEN | {"niveau": "expert"}, [("niveau", "onleesbaar")]),
        (FEITEN | {"pc4": "0123"}, [("pc4", "onleesbaar")]),
        (FEITEN | {"gemeenteCode": "0772"}, [("gemeenteCode", "onleesbaar")]),
    ],
)
def test_every_fault_of_facts(ruw: Any, verwacht: list[Any]) -> None:
    assert fouten(ruw) == verwacht


def test_own_employer_by_oin_tooi_or_not_at_all() -> None:
    for werkgever in (AA, TOOI, None, ""):
        lees(FEITEN | {"werkgever": werkgever})


# ---- anything at all
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda kinderen: (
        st.lists(kinderen, max_size=3) | st.dictionaries(st.text(max_size=10), kinderen, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(POSTING)), JSON))
def test_no_jobposting_breaks_the_reader(ruw: dict[str, Any]) -> None:
    item = rules.lees_item(POSTING | ruw, WIJ)
    assert isinstance(item, Item) or item.redenen
    if isinstance(item, Item):
        json.dumps(item.gegevens.titel, ensure_ascii=False).encode()


@given(st.dictionaries(st.sampled_from([*sorted(FEITEN), "urenMin", "schaalMax", "x"]), JSON))
def test_no_facts_break_the_reader(ruw: dict[str, Any]) -> None:
    item = rules.lees_item(FEITEN | ruw, WIJ)
    assert isinstance(item, Item) or item.redenen


# ---- what becomes of it
def ids() -> Iterator[UUID]:
    return iter(uuid4, None)


def beslis(
    *items: Item | Geweigerd, bekend: Any = None, elders: tuple[Elders, ...] = ()
) -> list[rules.Afhandeling]:
    return rules.beslis_alle(AA, items, bekend or {}, elders, ids(), NU)


def vacature(gegevens: Gegevens, status: Vacaturestatus = Vacaturestatus.CONCEPT) -> Vacature:
    return Vacature(UUID(int=5), AA, status, gegevens, sluit_op=NU + timedelta(days=9))


def als_bekend(item: Item, **meer: Any) -> dict[Any, Bekend]:
    een = vacature(replace(item.gegevens, **meer))
    return {(item.soort, item.bron): Bekend(een, item.gegevens, item.hash)}


def test_new_then_unchanged() -> None:
    item = lees(POSTING)
    [afhandeling] = beslis(item)
    assert afhandeling.uitkomst is Uitkomst.TOEGEVOEGD
    [afhandeling] = beslis(item, bekend=als_bekend(item, omschrijving="Door de recruiter"))
    assert (afhandeling.uitkomst, afhandeling.gegevens) == (Uitkomst.ONGEWIJZIGD, None)


def test_a_change_keeps_what_the_recruiter_added() -> None:
    oud, nieuw = lees(POSTING), lees(POSTING | {"validThrough": "2026-09-15", "title": "Beter"})
    bekend = als_bekend(oud, omschrijving="Aangevuld", titel="Nog beter", schaal_min="10")
    [afhandeling] = beslis(nieuw, bekend=bekend)
    assert afhandeling.uitkomst is Uitkomst.GEWIJZIGD
    assert afhandeling.gegevens is not None
    assert afhandeling.gegevens.omschrijving == "Aangevuld"
    assert afhandeling.gegevens.schaal_min == "10"
    assert afhandeling.gegevens.titel == "Beter"
    assert afhandeling.gegevens.sluitings_datum == date(2026, 9, 15)


def test_what_is_frozen_is_refused_with_the_reason() -> None:
    oud, nieuw = lees(POSTING), lees(POSTING | {"validThrough": "2026-09-15"})
    [(sleutel, bekend)] = als_bekend(oud).items()
    open_ = replace(bekend, vacature=replace(bekend.vacature, status=Vacaturestatus.OPENGESTELD))
    [afhandeling] = beslis(nieuw, bekend={sleutel: open_})
    assert afhandeling.uitkomst is Uitkomst.GEWEIGERD
    assert [(f.veld, f.code) for f in afhandeling.redenen] == [("sluitingsDatum", "bevroren")]


def test_another_road_to_the_same_vacancy_says_so() -> None:
    een = vacature(lees(POSTING).gegevens)
    eigen_weg = Elders(een, frozenset({Soort.JOBPOSTING}))
    [afhandeling] = beslis(lees(FEITEN), elders=(eigen_weg,))
    assert (afhandeling.uitkomst, afhandeling.vacature) == (Uitkomst.DUBBEL, een.id)
    # The same client with another reference in the same form: another vacancy.
    ander = lees(POSTING | {"identifier": "99"})
    assert beslis(ander, elders=(eigen_weg,))[0].uitkomst is Uitkomst.TOEGEVOEGD
    # Another client, or one that was typed in by hand: the same vacancy.
    [afhandeling] = beslis(ander, elders=(Elders(een, frozenset()),))
    assert afhandeling.uitkomst is Uitkomst.DUBBEL


def test_inside_one_delivery_the_items_know_of_each_other() -> None:
    posting, feiten = lees(POSTING), lees(FEITEN)
    anders = lees(POSTING | {"title": "Heel iets anders"})
    weg = Geweigerd(())
    afhandelingen = beslis(posting, posting, weg, feiten, anders)
    assert [b.uitkomst for b in afhandelingen] == [
        Uitkomst.TOEGEVOEGD,
        Uitkomst.ONGEWIJZIGD,
        Uitkomst.GEWEIGERD,
        Uitkomst.DUBBEL,
        Uitkomst.GEWEIGERD,  # the same reference with other contents
    ]
    assert afhandelingen[1].vacature == afhandelingen[3].vacature == afhandelingen[0].vacature


ITEMS = st.lists(
    st.builds(
        lambda nr, titel, soort: lees(
            POSTING | {"identifier": str(nr), "title": titel}
            if soort
            else FEITEN | {"kenmerk": str(nr), "titel": titel}
        ),
        st.integers(1, 6),
        st.sampled_from(["Jurist", "Planeconoom", "Inkoper"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(ITEMS)
def test_delivering_again_changes_nothing(items: list[Item]) -> None:
    afhandelingen = beslis(*items)
    bekend: dict[Any, Bekend] = {}
    wegen: dict[UUID, tuple[Gegevens, set[Soort]]] = {}
    for item, a in zip(items, afhandelingen, strict=True):
        if a.uitkomst is Uitkomst.TOEGEVOEGD and a.vacature and a.gegevens:
            een = replace(vacature(a.gegevens), id=a.vacature)
            bekend[(item.soort, item.bron)] = Bekend(een, item.gegevens, item.hash)
            wegen[een.id] = (a.gegevens, {item.soort})
    elders = tuple(
        Elders(replace(vacature(gegevens), id=id), frozenset(soorten))
        for id, (gegevens, soorten) in wegen.items()
    )
    again = beslis(*items, bekend=bekend, elders=elders)
    assert not {Uitkomst.TOEGEVOEGD, Uitkomst.GEWIJZIGD} & {b.uitkomst for b in again}
