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
    FEITENVELDEN,
    Aangeleverd,
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
    Vacaturesoort,
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
    item = rules.lees_item(ruw, [WIJ])
    assert isinstance(item, Item), item
    return item


def fouten(ruw: Any) -> list[tuple[str, str]]:
    item = rules.lees_item(ruw, [WIJ])
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


@pytest.mark.parametrize(
    "kenmerk", ["17", 17, {"value": 17}, [{"@type": "PropertyValue", "value": "17"}]], ids=repr
)
def test_a_reference_may_be_a_number(kenmerk: object) -> None:
    assert lees(POSTING | {"identifier": kenmerk}).bron == "17"
    assert isinstance(kenmerk, dict | list) or lees(FEITEN | {"kenmerk": kenmerk}).bron == "17"


@pytest.mark.parametrize(
    "kenmerk", [True, 1.5, {"value": {}}, {"name": "ats"}, "x" * 201], ids=repr
)
def test_an_item_whose_reference_cannot_be_read_has_none(kenmerk: object) -> None:
    """Not even its address: what it is about may be known under the reference."""
    item = rules.lees_item(POSTING | {"identifier": kenmerk}, [WIJ])
    assert isinstance(item, Geweigerd)
    assert item.bron is None
    assert [(f.veld, f.code) for f in item.redenen] == [("identifier", "onleesbaar")]


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "2026-02-30",
    ],
)
def test_a_day_at_the_end_of_the_calendar_is_a_fault_and_nothing_worse(moment: str) -> None:
    for lezer in (waarden.datum, waarden.datum_of_rfc822):
        with pytest.raises(ValueError, match="Dit is geen datum"):
            lezer(moment)


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
    with pytest.raises(ValueError, match=r"bedrag"):
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


@pytest.mark.parametrize("adres", ["https://[abc", "https://a/b c", "ftp://a.nl", "https:///x"])
def test_what_is_no_address_is_said_in_dutch(adres: str) -> None:
    item = rules.lees_item(POSTING | {"url": adres}, [WIJ])
    assert isinstance(item, Geweigerd)
    assert item.redenen[0].reden.startswith("Dit is geen webadres")


def test_an_employer_may_be_named_as_text() -> None:
    """As schema.org has it; another's vacancy is not taken for an own one."""
    assert isinstance(
        rules.lees_item(POSTING | {"hiringOrganization": "gemeente  aa"}, [WIJ]), Item
    )
    item = rules.lees_item(POSTING | {"hiringOrganization": "Gemeente Bee"}, [WIJ])
    assert isinstance(item, Geweigerd)
    assert [f.code for f in item.redenen] == ["andere-werkgever"]


def test_own_employer_by_oin_tooi_or_not_at_all() -> None:
    for werkgever in (AA, TOOI, None, ""):
        lees(FEITEN | {"werkgever": werkgever})


def test_with_a_mandate_for_another_employer_by_name_too() -> None:
    zij = Werkgeverfeiten(BEE, "tooi-bee", "Gemeente Bee")
    ruw = POSTING | {"hiringOrganization": {"name": " gemeente  BEE "}}
    item = rules.lees_item(ruw, [WIJ, zij])
    assert isinstance(item, Item)
    assert item.werkgever == BEE
    assert fouten(ruw) == [("hiringOrganization.name", "andere-werkgever")]


# ---- the dialect of job boards
INDEED = {
    "title": "Adviseur waterberging",
    "referencenumber": "17",
    "url": "https://www.werkenbijaa.example/vacature/17",
    "company": "Gemeente Aa",
    "city": "Aadorp",
    "postalcode": "1234 AB",
    "country": "NL",
    "description": "<p>U rekent &amp; tekent.</p>",
    "salary": "€ 3.568 - € 5.096,50 per maand (schaal 10 of 10A)",
    "education": "bachelor, hbo",
    "jobtype": "parttime",
    "category": "fysiek domein",
    "expirationdate": "Mon, 31 Aug 2026 21:59:00 GMT",
    "remotetype": "iets wat wij niet lezen",
}


def indeed(**anders: Any) -> Item | Geweigerd:
    return rules.lees_item(INDEED | anders, [WIJ], Soort.INDEED)


def test_a_job_of_a_feed_is_read() -> None:
    item = indeed()
    assert isinstance(item, Item), item
    g = item.gegevens
    assert (item.soort, item.bron, g.omschrijving) == (Soort.INDEED, "17", "U rekent & tekent.")
    assert (g.salaris_min, g.salaris_max, g.schaal_min, g.schaal_max) == (
        356800,
        509650,
        "10",
        "10A",
    )
    assert (g.pc4, g.opleidingsniveau, g.contractsoort) == ("1234", Opleidingsniveau.HBO, None)
    assert g.sluitings_datum == date(2026, 8, 31)
    stage = indeed(jobtype="internship", salary="conform stagevergoeding")
    assert isinstance(stage, Item)
    assert (stage.gegevens.soort, stage.gegevens.salaris_min) == (Vacaturesoort.STAGE, None)


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"referencenumber": ""}, [("referencenumber", "verplicht")]),
        ({"company": "Gemeente Bee"}, [("company", "andere-werkgever")]),
        ({"salary": "€ 25 per uur"}, [("salary", "onleesbaar")]),
        ({"expirationdate": "32 Foo 2026"}, [("expirationdate", "onleesbaar")]),
        ({"title": "", "postalcode": "AB"}, [("postalcode", "onleesbaar"), ("title", "verplicht")]),
    ],
)
def test_every_fault_of_a_job(anders: dict[str, Any], verwacht: list[Any]) -> None:
    item = indeed(**anders)
    assert isinstance(item, Geweigerd), item
    assert [(f.veld, f.code) for f in item.redenen] == verwacht


@given(st.dictionaries(st.sampled_from(sorted(INDEED)), st.text(max_size=60)))
def test_no_job_breaks_the_reader(anders: dict[str, str]) -> None:
    item = indeed(**anders)
    assert isinstance(item, Item) or item.redenen


# ---- what is not yet known, open ends, several places
def test_soon_open_ends_and_several_places() -> None:
    soon = FEITEN | {"startDatum": "zsm", "aantalPlaatsen": "3", "eindeDatum": "onbekend"}
    g = lees(soon | {"banenafspraak": "ja", "competenties": "rekenen; tekenen;rekenen"}).gegevens
    assert (g.zsm, g.start_datum, g.einde_datum, g.aantal_plaatsen) == (True, None, None, 3)
    assert (g.banenafspraak, g.competenties) == (True, ("rekenen", "tekenen"))
    assert lees(FEITEN | {"startDatum": "in overleg"}).gegevens.zsm is False
    assert lees(POSTING | {"jobImmediateStart": True}).gegevens.zsm is True
    skills = [{"@type": "DefinedTerm", "name": "rekenen"}, "tekenen"]
    assert lees(POSTING | {"skills": skills}).gegevens.competenties == ("rekenen", "tekenen")
    euro = {"salarisMin": None, "salarisMax": None, "salarisMinEuro": "3.568", "uren": "<24"}
    g = lees(FEITEN | euro).gegevens
    assert (g.salaris_min, g.uren_min, g.uren_max) == (356800, None, Decimal(24))


# ---- files with rows
KOP = b"kenmerk;titel;Uren;salaris_min_euro;omschrijving\r\n"


def test_rows_of_a_spreadsheet() -> None:
    tekst = (
        'AA-1;Jurist \u00e9\u00e9n;32-36;3.568\r\n;;;\r\nAA-2;"De; titel";;;"Regel; met\nenter"\r\n'
    )
    for codering in ("utf-8", "utf-8-sig", "cp1252"):
        items, mis = rules.lees_rijen((KOP.decode() + tekst).encode(codering), FEITENVELDEN)
        assert mis == []
        assert items == [
            {"kenmerk": "AA-1", "titel": "Jurist één", "uren": "32-36", "salarisMinEuro": "3.568"},
            {"kenmerk": "AA-2", "titel": "De; titel", "omschrijving": "Regel; met\nenter"},
        ]


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        (b"", [("bestand", "leeg")]),
        (b"\r\n;;\r\n", [("bestand", "leeg")]),
        (b"kenmerk,leeftijd,x\n", [("leeftijd", "onbekend-veld"), ("x", "onbekend-veld")]),
        (b"kenmerk\ttitel\tTitel\n", [("titel", "dubbele-kolom")]),
    ],
)
def test_a_file_that_cannot_be_taken(inhoud: bytes, verwacht: list[Any]) -> None:
    items, mis = rules.lees_rijen(inhoud, FEITENVELDEN)
    assert items == []
    assert [(f.veld, f.code) for f in mis] == verwacht


def test_a_text_that_never_ends_stops_all() -> None:
    """Or the rows after it would be missing, and end; so too when another lost mark ends it."""
    kop = b"kenmerk;omschrijving\r\n"
    for half in (b'1;"Een\r\n2;Twee\r\n3;Drie\r\n', b'1;"Een\r\n2;"Twee"\r\n3;Drie\r\n'):
        items, fouten_ = rules.lees_rijen(kop + half, FEITENVELDEN)
        assert (items, [f.code for f in fouten_]) == ([], ["afgebroken"])
        assert fouten_[0].reden.startswith("Regel 2 tot en met ")
    for goed in (b'1;"Een ""ja"" en\r\nverder"\r\n2;Twee', b'1;Een 5" scherm\r\n2;Twee\r\n'):
        items, fouten_ = rules.lees_rijen(kop + goed, FEITENVELDEN)
        assert ([i["kenmerk"] for i in items if isinstance(i, dict)], fouten_) == (["1", "2"], [])


def test_rows_that_read_as_one_stop_all() -> None:
    """Two lost marks can read as one good row; a line break in a title gives them away."""
    kop = "kenmerk;titel;omschrijving\r\n"
    rijen = '1;"Een;Tekst\n2;Twee;Tekst\n3;Drie";Tekst\n4;Vier;Tekst'
    items, fouten_ = rules.lees_rijen((kop + rijen).encode(), FEITENVELDEN)
    assert (items, [f.code for f in fouten_]) == ([], ["afgebroken"])
    assert fouten_[0].reden.startswith("Regel 2 tot en met 4: ")
    voorbij = '1;Een;Tekst;"of\n2;Twee;Tekst;"\n3;Drie;Tekst'  # beyond the last column
    assert [f.code for f in rules.lees_rijen((kop + voorbij).encode(), FEITENVELDEN)[1]] == [
        "afgebroken"
    ]
    goed = '1;"Een\n";"Tekst\nmeer"\n2;Twee;Tekst'
    items, fouten_ = rules.lees_rijen((kop + goed).encode(), FEITENVELDEN)
    assert (len(items), fouten_) == (2, [])


@pytest.mark.parametrize(
    "cel", [b'"Een" of twee', b'"Een', b"a" * 140_000], ids=["na", "half", "lang"]
)
def test_a_row_that_cannot_be_read_is_refused_alone(cel: bytes) -> None:
    rijen = b"kenmerk;titel\r\n1;Een\r\n2;Twee\r\n3;" + cel
    items, mis = rules.lees_rijen(rijen, FEITENVELDEN)
    assert (items[:2], mis) == (
        [{"kenmerk": "1", "titel": "Een"}, {"kenmerk": "2", "titel": "Twee"}],
        [],
    )
    kapot = rules.lees_item(items[2], [WIJ])
    assert isinstance(kapot, Geweigerd)
    assert [(f.veld, f.code) for f in kapot.redenen] == [("rij", "onleesbaar")]
    assert kapot.redenen[0].reden.startswith("Regel 4: ")


def test_a_row_with_too_many_cells_is_refused_alone() -> None:
    items, mis = rules.lees_rijen(KOP + b"1;a;;;;te veel\r\n2;b\r\n", FEITENVELDEN)
    assert mis == []
    kapot = rules.lees_item(items[0], [WIJ])
    assert isinstance(kapot, Geweigerd)
    assert kapot.redenen[0].code == "te-veel-cellen"
    assert items[1] == {"kenmerk": "2", "titel": "b"}


@given(st.binary(max_size=200))
def test_no_bytes_break_the_rows(inhoud: bytes) -> None:
    items, mis = rules.lees_rijen(KOP + inhoud, FEITENVELDEN)
    assert not (items and mis)


# ---- a full snapshot
def levend(*bronnen: str, lopend: str = "") -> list[Aangeleverd]:
    return [Aangeleverd(bron, UUID(int=nr), bron == lopend) for nr, bron in enumerate(bronnen, 1)]


def test_what_is_missing_ends_unless_people_have_applied() -> None:
    krimp = rules.ontbrekend(levend("a", "b", "c", lopend="c"), {"a"})
    assert [a.bron for a in krimp.weg] == ["b"]
    assert [a.bron for a in krimp.blijft] == ["c"]
    assert rules.redenen_blijft(krimp).keys() == {UUID(int=3)}


@pytest.mark.parametrize(
    ("weg", "van", "items", "zonder", "toegestaan", "code"),
    [
        (0, 10, 10, 3, False, None),  # nothing is missing: broken items do no harm
        (1, 10, 9, 1, False, "kenmerk-onleesbaar"),
        (1, 10, 9, 1, True, "kenmerk-onleesbaar"),  # nobody can say what is missing
        (5, 5, 0, 0, False, "momentopname-leeg"),
        (5, 5, 0, 0, True, None),
        (5, 6, 1, 0, False, None),
        (6, 10, 4, 0, False, "momentopname-gekrompen"),
        (6, 10, 4, 0, True, None),
        (20, 100, 80, 0, False, None),
        (21, 100, 79, 0, False, "momentopname-gekrompen"),
        (0, 0, 0, 0, False, None),
    ],
)
def test_a_shrunken_snapshot_is_an_accident_until_a_person_says_otherwise(
    weg: int, van: int, items: int, zonder: int, toegestaan: bool, code: str | None
) -> None:
    krimp = rules.ontbrekend(levend(*[str(nr) for nr in range(weg)]), set())
    mis = rules.beletselen({"": van}, krimp, items, zonder, toegestaan=toegestaan)
    assert [f.code for f in mis] == ([code] if code else [])


def test_how_much_may_shrink_is_a_setting() -> None:
    krimp = rules.ontbrekend(levend("1", "2"), set())
    geen = rules.Krimpgrens(0, 0)
    assert [f.code for f in rules.beletselen({"": 99}, krimp, 97, 0, geen)] == [
        "momentopname-gekrompen"
    ]
    assert rules.beletselen({"": 4}, krimp, 2, 0, rules.Krimpgrens(0.5, 0)) == []


def test_one_of_several_employers_shrinks() -> None:
    """Eight of a hundred is little; eight of the eight of one employer is its source that broke."""
    weg = tuple(Aangeleverd(str(nr), UUID(int=nr), werkgever=BEE) for nr in range(8))
    krimp = rules.Krimp(weg, ())
    [fout] = rules.beletselen({AA: 92, BEE: 8}, krimp, 92, 0)
    assert (fout.code, BEE in fout.reden) == ("momentopname-gekrompen", True)
    assert rules.beletselen({AA: 92, BEE: 8}, krimp, 92, 0, toegestaan=True) == []
    assert rules.beletselen({AA: 92, BEE: 40}, krimp, 124, 0) == []
    assert rules.beletselen({BEE: 100}, krimp, 92, 0) == []


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_a_snapshot_ends_exactly_what_it_lacks(was: set[int], nu: set[int]) -> None:
    krimp = rules.ontbrekend(levend(*map(str, sorted(was))), set(map(str, nu)))
    assert {a.bron for a in krimp.weg} == set(map(str, was - nu))


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
    item = rules.lees_item(POSTING | ruw, [WIJ])
    assert isinstance(item, Item) or item.redenen
    if isinstance(item, Item):
        json.dumps(item.gegevens.titel, ensure_ascii=False).encode()


@given(st.dictionaries(st.sampled_from([*sorted(FEITEN), "urenMin", "schaalMax", "x"]), JSON))
def test_no_facts_break_the_reader(ruw: dict[str, Any]) -> None:
    item = rules.lees_item(FEITEN | ruw, [WIJ])
    assert isinstance(item, Item) or item.redenen


# ---- what becomes of it
def ids() -> Iterator[UUID]:
    return iter(uuid4, None)


def beslis(
    *items: Item | Geweigerd, bekend: Any = None, elders: tuple[Elders, ...] = ()
) -> list[rules.Afhandeling]:
    return rules.beslis_alle(items, bekend or {}, elders, ids(), NU, 0.5)


def vacature(gegevens: Gegevens, status: Vacaturestatus = Vacaturestatus.CONCEPT) -> Vacature:
    return Vacature(UUID(int=5), AA, status, gegevens, sluit_op=NU + timedelta(days=9))


def als_bekend(item: Item, **meer: Any) -> dict[Any, Bekend]:
    een = vacature(replace(item.gegevens, **meer))
    return {item.bron: Bekend(een, item.gegevens)}


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


@pytest.mark.parametrize(
    ("einddag", "vervallen", "uitkomst"),
    [
        ("2026-08-31", False, Uitkomst.ONGEWIJZIGD),  # a source repeats what has ended here
        ("2026-08-31", True, Uitkomst.TOEGEVOEGD),  # it was gone, and is there again
        ("2026-09-30", False, Uitkomst.TOEGEVOEGD),  # published anew
        ("2026-08-01", False, Uitkomst.GEWEIGERD),  # a day that has passed opens nothing
    ],
)
@pytest.mark.parametrize("status", [Vacaturestatus.VERVULD, Vacaturestatus.INGETROKKEN])
def test_a_reference_is_free_again_when_its_vacancy_has_ended(
    einddag: str, vervallen: bool, uitkomst: Uitkomst, status: Vacaturestatus
) -> None:
    oud, nieuw = lees(POSTING), lees(POSTING | {"validThrough": einddag})
    bekend = Bekend(vacature(oud.gegevens, status), oud.gegevens, vervallen)
    [afhandeling] = beslis(nieuw, bekend={oud.bron: bekend})
    assert afhandeling.uitkomst is uitkomst
    if uitkomst is Uitkomst.TOEGEVOEGD:
        assert afhandeling.vacature != bekend.vacature.id


def test_a_reference_stays_with_its_employer() -> None:
    zij = Werkgeverfeiten(BEE, "tooi-bee", "Gemeente Bee")
    item = rules.lees_item(FEITEN | {"werkgever": BEE}, [WIJ, zij])
    assert isinstance(item, Item)
    assert item.werkgever == BEE
    [afhandeling] = beslis(item, bekend={item.bron: Bekend(vacature(item.gegevens), item.gegevens)})
    assert [f.code for f in afhandeling.redenen] == ["andere-werkgever"]


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
    bekend: dict[str, Bekend] = {}
    wegen: dict[UUID, tuple[Gegevens, set[Soort]]] = {}
    for item, a in zip(items, afhandelingen, strict=True):
        if a.uitkomst is Uitkomst.TOEGEVOEGD and a.vacature and a.gegevens:
            een = replace(vacature(a.gegevens), id=a.vacature)
            bekend[item.bron] = Bekend(een, item.gegevens)
            wegen[een.id] = (a.gegevens, {item.soort})
    elders = tuple(
        Elders(replace(vacature(gegevens), id=id), frozenset(soorten))
        for id, (gegevens, soorten) in wegen.items()
    )
    again = beslis(*items, bekend=bekend, elders=elders)
    assert not {Uitkomst.TOEGEVOEGD, Uitkomst.GEWIJZIGD} & {b.uitkomst for b in again}
