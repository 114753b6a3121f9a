"""Every form, read back by readers that are not ours: the same vacancy, whatever its texts are."""

import csv
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from services.vacatures.uitgifte.rules import Uitgave, Uitgavevorm, velden, woorden
from services.vacatures.uitgifte.rules import tekst as tekstregels
from services.vacatures.vacature.rules import Contractsoort, Vacaturesoort
from tests.vacatures.uitgifte import lezers
from tests.vacatures.uitgifte.lezers import ALLE_LEZERS, LEZERS, schrijf, verwacht
from tests.vacatures.uitgifte.voorbeelden import BASIS, VALLEN, uitgave, werkgever

# The hardest that somebody can paste, without what the API itself refuses.
TEKST = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
VAL = st.sampled_from(
    ["]]>", "</script>", "<![CDATA[", "\x0b", "&nbsp;", "👩‍💻", "\ufffe", "<p>", "&#11;"]
)
TEKSTEN = st.lists(TEKST | VAL, max_size=5).map("".join)
UREN = st.decimals(1, 40, places=1)
UITGAVEN = st.builds(
    lambda nr, titel, omschrijving, uren, cent, schaal: uitgave(
        nr,
        titel=titel,
        omschrijving=omschrijving,
        uren_min=min(uren),
        uren_max=max(uren),
        salaris_min=min(cent),
        salaris_max=max(cent),
        schaal_min=schaal,
        schaal_max=schaal,
    ),
    st.integers(1, 10**6),
    TEKSTEN,
    TEKSTEN,
    st.tuples(UREN, UREN),
    st.tuples(st.integers(1, 2_000_000), st.integers(1, 2_000_000)),
    st.sampled_from(["5", "10A", "11"]),
)


def zonder_html(vorm: Uitgavevorm, een: Uitgave) -> lezers.Gelezen:
    gelezen = verwacht(een)
    if vorm not in (Uitgavevorm.CSV, Uitgavevorm.SETU):
        return gelezen
    return lezers.Gelezen(gelezen.titel, gelezen.sluit, gelezen.uren, gelezen.salaris)


# ---- the same in every form
@pytest.mark.parametrize("vorm", LEZERS)
@settings(max_examples=60, deadline=None)
@given(een=UITGAVEN)
def test_what_is_read_back_is_what_was_written(vorm: Uitgavevorm, een: Uitgave) -> None:
    gelezen = LEZERS[vorm](schrijf(vorm, een))
    if vorm is Uitgavevorm.ATOM:  # this reader trims and unescapes a plain title by itself
        assert set(gelezen) == {str(een.id)}
        (entry,) = etree.fromstring(schrijf(vorm, een)).iterfind("{*}entry")
        assert entry.findtext("{*}title") == een.titel
        assert entry.findtext("{*}content") == een.omschrijving_html
        assert gelezen[str(een.id)].salaris == verwacht(een).salaris
    else:
        assert gelezen == {str(een.id): zonder_html(vorm, een)}


def test_all_forms_tell_the_same() -> None:
    lijst = [
        uitgave(1, omschrijving=VALLEN, titel="Adviseur ]]> 'ruimte' & water 👩‍💻"),
        uitgave(2, uren_min=Decimal("24"), uren_max=Decimal("35.5"), salaris_max=446_500),
        uitgave(3, titel="Beheerder", omschrijving="<p>Een <em>echte</em> baan</p>"),
    ]
    alles = {str(een.id): verwacht(een) for een in lijst}
    for vorm, lees in ALLE_LEZERS.items():
        gelezen = lees(schrijf(vorm, *lijst))
        assert list(gelezen) == list(alles), vorm
        for id, een in gelezen.items():
            ander = alles[id]
            assert (een.titel, een.sluit, een.uren, een.salaris) == (
                ander.titel, ander.sluit, ander.uren, ander.salaris,
            ), vorm  # fmt: skip
            assert een.html in (ander.html, None), vorm


def test_readers_of_another_language_find_the_same() -> None:
    lijst = [uitgave(1, omschrijving=VALLEN, titel="Adviseur ]]> & 👩‍💻"), uitgave(2)]
    gelezen = lezers.node_leest(
        {
            "xml": ("xml", schrijf(Uitgavevorm.XML, *lijst)),
            "atom": ("atom", schrijf(Uitgavevorm.ATOM, *lijst)),
            "json": ("json", schrijf(Uitgavevorm.JSONFEED, *lijst)),
            "sitemap": ("sitemap", schrijf(Uitgavevorm.SITEMAP, *lijst)),
        }
    )
    assert [lezers.van_fast_xml(job) for job in gelezen["xml"]["read"]["job"]] == [
        verwacht(een) for een in lijst
    ]
    for vorm in ("atom", "json"):
        feed = gelezen[vorm]["read"]
        items = feed["entries" if vorm == "atom" else "items"]
        for item, een in zip(items, lijst, strict=True):
            title, summary = item["title"], item["summary"]
            title = title if isinstance(title, str) else title["value"]
            summary = summary if isinstance(summary, str) else summary["value"]
            inhoud = item["content_html"] if vorm == "json" else item["content"]
            inhoud = inhoud if isinstance(inhoud, str) else inhoud["value"]
            assert (title, inhoud) == (een.titel, een.omschrijving_html)
            assert lezers.in_woorden(summary, summary) == (
                verwacht(een).uren,
                verwacht(een).salaris,
            )
            assert f"{een.sluitings_datum:%d-%m-%Y}" in summary
    urls = [url["loc"] for url in gelezen["sitemap"]["read"]["url"]]
    assert urls == [f"{BASIS}/vacature/{een.id}" for een in lijst]


# ---- negative controls: a reader that passes everything proves nothing
@pytest.mark.parametrize(
    ("vorm", "van", "naar"),
    [
        (Uitgavevorm.XML, b"]]></title>", b"]]>]]></title><x>"),
        (Uitgavevorm.XML, b"Planeconoom", b"Plan\x0beconoom"),
        (Uitgavevorm.ATOM, b"Planeconoom", b"Plan&nbsp;econoom"),
        (Uitgavevorm.JSONFEED, b'"title":"Planeconoom', b'"title":"Plan"econoom'),
        (Uitgavevorm.CSV, b"Planeconoom 1,", b'"Planeconoom" 1,'),
    ],
)
def test_a_reader_notices_what_is_broken(vorm: Uitgavevorm, van: bytes, naar: bytes) -> None:
    goed = schrijf(vorm, uitgave())
    assert van in goed
    with pytest.raises((ValueError, etree.XMLSyntaxError, csv.Error)):
        LEZERS[vorm](goed.replace(van, naar, 1))


@pytest.mark.parametrize("vorm", ALLE_LEZERS)
def test_a_reader_notices_another_amount(vorm: Uitgavevorm) -> None:
    anders = ALLE_LEZERS[vorm](schrijf(vorm, uitgave(salaris_max=634_351)))
    assert anders[str(uitgave().id)].salaris != verwacht(uitgave()).salaris


def test_the_readers_of_another_language_notice_what_is_broken() -> None:
    xml, atom = schrijf(Uitgavevorm.XML, uitgave()), schrijf(Uitgavevorm.ATOM, uitgave())
    gelezen = lezers.node_leest(
        {
            "open": ("xml", xml.replace(b"</job>", b"", 1)),
            "atom": ("atom", atom.replace(b"<feed", b"<food").replace(b"</feed", b"</food")),
            "json": ("json", b'{"title": "geen feed"'),
        }
    )
    assert all("error" in een for een in gelezen.values()), gelezen


# ---- what stands where
def test_the_xml_feed_has_what_boards_ask() -> None:
    (job,) = etree.fromstring(schrijf(Uitgavevorm.XML, uitgave())).iterfind("job")
    assert {e.tag: e.text for e in job} == {
        "title": "Planeconoom 1",
        "date": "2026-08-27T00:00:00+02:00",
        "referencenumber": str(uitgave().id),
        "requisitionid": "VB-2026-001",
        "url": f"{BASIS}/vacature/{uitgave().id}",
        "company": "Gemeente Aadorp 1",
        "sourcename": "Gemeente Aadorp 1",
        "city": "Aadorp",
        "country": "NL",
        "postalcode": "1234",
        "description": uitgave().omschrijving_html,
        "salary": "€ 4.465 - € 6.343,50 per maand (schaal 11)",
        "workinghours": "32 - 36 uur per week",
        "education": "WO",
        "jobtype": "fulltime, parttime",
        "category": "Ruimte",
        "experience": "senior",
        "expirationdate": "2026-09-30T23:59:59+02:00",
        "lastactivitydate": "2026-08-27T11:30:00+02:00",
    }
    assert schrijf(Uitgavevorm.XML, uitgave()).count(b"<![CDATA[") == len(job) + 3


@pytest.mark.parametrize(
    ("anders", "soorten"),
    [
        ({"uren_min": Decimal(36), "uren_max": Decimal(36)}, "fulltime"),
        ({"uren_min": Decimal(24), "uren_max": Decimal("35.5")}, "parttime"),
        ({"contractsoort": Contractsoort.TIJDELIJK}, "fulltime, parttime, temporary"),
        ({"soort": Vacaturesoort.STAGE, "uren_max": Decimal(32)}, "parttime, internship"),
        ({"uren_min": None, "uren_max": None}, None),
    ],
)
def test_job_types(anders: dict[str, Any], soorten: str | None) -> None:
    assert velden.jobtype(uitgave(**anders)) == soorten


def test_what_is_not_known_is_left_out() -> None:
    leeg = uitgave(
        kenmerk=None, plaats=None, pc4=None, uren_min=None, uren_max=None, salaris_min=None,
        salaris_max=None, schaal_min=None, schaal_max=None, domein=None, functie=None,
        niveau=None, opleidingsniveau=None, contractsoort=None,
    )  # fmt: skip
    (job,) = etree.fromstring(schrijf(Uitgavevorm.XML, leeg)).iterfind("job")
    assert {e.tag for e in job}.isdisjoint({"city", "postalcode", "salary", "jobtype", "category"})
    assert job.findtext("requisitionid") == str(leeg.id)
    for vorm, lees in ALLE_LEZERS.items():
        (een,) = lees(schrijf(vorm, leeg)).values()
        assert (een.uren, een.salaris) == ((), ()), vorm


def test_an_empty_feed_is_a_feed() -> None:
    for vorm, lees in ALLE_LEZERS.items():
        assert lees(schrijf(vorm)) == {}


def test_the_feeds_of_readers_are_of_the_standard() -> None:
    samen = uitgave(werkgevers=(werkgever(1), werkgever(2, website=None)))
    feed = feedparser.parse(schrijf(Uitgavevorm.ATOM, samen))
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.link == BASIS
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [
        f"{BASIS}/vacatures.atom"
    ]
    (entry,) = feed.entries
    assert [a.name for a in entry.authors] == ["Gemeente Aadorp 1", "Gemeente Aadorp 2"]
    assert entry.published_parsed[:5] == (2026, 8, 26, 22, 0)
    json_ = json.loads(schrijf(Uitgavevorm.JSONFEED, samen))
    assert json_["version"] == "https://jsonfeed.org/version/1.1"
    assert json_["feed_url"] == f"{BASIS}/vacatures.json"
    assert [a.get("url") for a in json_["items"][0]["authors"]] == [werkgever().website, None]


def test_the_facts_in_atom_are_those_of_the_json_feed() -> None:
    (atom,) = lezers.eigen_feiten(schrijf(Uitgavevorm.ATOM, uitgave()))
    (item,) = json.loads(schrijf(Uitgavevorm.JSONFEED, uitgave()))["items"]
    eigen = item["_doorstroom"]
    assert set(atom) == set(eigen) - {"sollicitatieUrl"}
    assert Decimal(atom["salarisMax"]) == Decimal(str(eigen["salarisMax"])) == Decimal("6343.50")


@pytest.mark.parametrize("titel", ["=1+2", "+31", "-x", "@SOM(A1)"])
def test_a_spreadsheet_runs_nothing(titel: str) -> None:
    (regel,) = csv.DictReader(StringIO(schrijf(Uitgavevorm.CSV, uitgave(titel=titel)).decode()))
    assert regel["titel"] == f"'{titel}"


def test_the_same_vacancies_are_the_same_bytes() -> None:
    for vorm in lezers.SCHRIJVERS:
        assert schrijf(vorm, uitgave(1), uitgave(2)) == schrijf(vorm, uitgave(1), uitgave(2))


# ---- texts
@settings(max_examples=200, deadline=None)
@given(gegeven=TEKSTEN)
def test_a_clean_text_survives_xml(gegeven: str) -> None:
    een = uitgave(omschrijving=gegeven)
    for deel in (een.omschrijving, een.omschrijving_html, tekstregels.schoon(gegeven)):
        assert tekstregels.schoon(deel) == deel
        element = etree.Element("x")
        element.text = deel
        assert etree.fromstring(etree.tostring(element)).text in (deel, deel or None)


@settings(max_examples=200, deadline=None)
@given(gegeven=TEKSTEN)
def test_html_has_only_harmless_elements(gegeven: str) -> None:
    een = uitgave(omschrijving=gegeven)
    html = etree.HTML(f"<div>{een.omschrijving_html}</div>")
    elementen = {e.tag for e in html.iter(etree.Element)} - {"html", "body", "div"}
    assert elementen <= tekstregels.ELEMENTEN
    assert not [e.attrib for e in html.iter(etree.Element) if e.attrib]


@pytest.mark.parametrize(
    ("gegeven", "plat", "html"),
    [
        ("een\r\ntwee", "een\ntwee", "<p>een<br>twee</p>"),
        ("een\n\n\ntwee", "een\n\n\ntwee", "<p>een</p><p>twee</p>"),
        ("U doet:\n- dit\n• dat", None, "<p>U doet:</p><ul><li>dit</li><li>dat</li></ul>"),
        ("a < b & c > d", "a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<p>een</p><script>x()</script><p>t&nbsp;wee</p>", "een\nt wee", "<p>een</p><p>t wee</p>"),
        ("<ul><li onclick='x()'>een</li></ul>", "een", "<ul><li>een</li></ul>"),
        ("\x0b", "", ""),
    ],
)
def test_texts(gegeven: str, plat: str | None, html: str) -> None:
    een = uitgave(omschrijving=gegeven)
    assert een.omschrijving_html == html
    assert plat is None or een.omschrijving == plat


def test_the_last_second_is_on_the_closing_day() -> None:
    for dag in (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)):
        sluit = uitgave(sluit_op=dag, sluitings_datum=(dag - timedelta(hours=1)).date())
        assert woorden.einde(sluit)[:19] == f"{sluit.sluitings_datum}T23:59:59"
