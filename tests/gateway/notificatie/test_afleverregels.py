"""When again and how long, what an answer means, which events fit, and where we may go."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.notificatie import rules
from services.gateway.notificatie.rules import Abonnement, Abonnementstatus, Bezwaar, Uitkomst
from services.gateway.notificatie.rules import abonnement as abonnementen
from services.gateway.notificatie.rules import adres as adressen
from services.gateway.notificatie.rules import aflevering as afleveringen

NU = datetime(2026, 8, 12, 9, tzinfo=UTC)
EVENT = {
    "type": "nl.doorstroom.vacatures.vacature-opengesteld",
    "source": "urn:nld:oin:00000099000000001000:systeem:doorstroom-vacatures",
    "subject": "4f1c",
    "dataref": "https://poort.example.org/vacatures/v1/vacatures/4f1c",
}


# ---- when again ----------------------------------------------------------------------------------
def test_seven_more_tries_in_a_day() -> None:
    waits = [rules.wachttijd(n) for n in range(1, 9)]
    assert waits == [25, 100, 400, 1600, 6400, 25_600, 52_000, None]
    assert 23.5 * 3600 < sum(een for een in waits if een) < 24.5 * 3600


@given(st.integers(1, 1000), st.none() | st.integers(0, 10**12))
def test_the_wait_is_bounded_and_honours_the_receiver(mislukt: int, gevraagd: int | None) -> None:
    wacht = rules.wachttijd(mislukt, gevraagd)
    assert (wacht is None) == (mislukt > rules.HERKANSINGEN)
    if wacht is not None:
        assert 25 <= wacht <= afleveringen.DAG
        assert wacht >= min(gevraagd or 0, afleveringen.DAG)
        assert mislukt == 1 or wacht >= (rules.wachttijd(mislukt - 1) or 0)


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NU + timedelta(minutes=2), usegmt=True), 120),
        (format_datetime(NU - timedelta(minutes=2), usegmt=True), 0),
        (None, None),
        ("", None),
        ("straks", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 40, None),
        ("²", None),
    ],
)
def test_retry_after(waarde: str | None, verwacht: int | None) -> None:
    assert afleveringen.retry_after(waarde, NU) == verwacht


@given(st.text())
def test_whatever_it_says_is_a_number_or_nothing(waarde: str) -> None:
    found = afleveringen.retry_after(waarde, NU)
    assert found is None or found >= 0
    assert (afleveringen.tempo(waarde) or 1) > 0


@given(st.none() | st.integers(100, 599))
def test_what_an_answer_means(status: int | None) -> None:
    gelukt = status is not None and 200 <= status < 300
    verwacht = {True: "klaar", False: "stop" if status == 410 else "opnieuw"}[gelukt]
    assert rules.vervolg(Uitkomst(status)) == verwacht


@pytest.mark.parametrize(
    ("geparkeerd", "gelukt", "verwacht"),
    [
        (1, None, False),
        (5, None, True),
        (5, -60, True),
        (5, 60, False),
        (99, 60, False),
        (100, 60, True),
    ],
)
def test_when_to_pause(geparkeerd: int, gelukt: int | None, verwacht: bool) -> None:
    last = None if gelukt is None else NU + timedelta(seconds=gelukt)
    assert rules.te_pauzeren(geparkeerd, NU, last) is verwacht


@pytest.mark.parametrize(
    ("status", "oorsprong", "verwacht"),
    [
        (200, "poort.example.org", True),
        (204, "*", True),
        (200, "elders.example.org, POORT.example.org", True),
        (200, "elders.example.org", False),
        (200, "", False),
        (403, "*", False),
        (500, None, False),
        (200, None, None),
        (404, None, None),
        (405, None, None),
    ],
)
def test_the_handshake(status: int, oorsprong: str | None, verwacht: bool | None) -> None:
    assert rules.toestemming(status, oorsprong, "poort.example.org") is verwacht


@given(st.sampled_from(Abonnementstatus), st.sampled_from(Abonnementstatus))
def test_what_ended_stays_so(van: Abonnementstatus, naar: Abonnementstatus) -> None:
    if van is Abonnementstatus.BEEINDIGD and naar is not van:
        assert not rules.mag_worden(van, naar)
    if rules.mag_worden(van, naar) and van is not naar:
        assert naar in (Abonnementstatus.ACTIEF, Abonnementstatus.GEPAUZEERD)


# ---- filters -------------------------------------------------------------------------------------
namen = st.sampled_from(sorted(abonnementen.ATTRIBUTEN))
waarden = st.sampled_from(
    [*EVENT.values(), *(v[:20] for v in EVENT.values()), *(v[-5:] for v in EVENT.values()), "x"]
)
bladen = st.builds(
    lambda dialect, inhoud: {dialect: inhoud},
    st.sampled_from(["exact", "prefix", "suffix"]),
    st.dictionaries(namen, waarden, min_size=1, max_size=3),
)
filters = st.recursive(
    bladen,
    lambda kind: (
        st.builds(lambda f: {"not": f}, kind)
        | st.builds(
            lambda dialect, een: {dialect: een},
            st.sampled_from(["all", "any"]),
            st.lists(kind, min_size=1, max_size=3),
        )
    ),
    max_leaves=8,
)


@given(filters)
def test_not_is_the_opposite_and_twice_is_the_same(filter: dict[str, Any]) -> None:
    fits = abonnementen.past(filter, EVENT)
    assert abonnementen.past({"not": filter}, EVENT) is not fits
    assert abonnementen.past({"all": [filter, filter]}, EVENT) is fits
    assert abonnementen.past({"any": [filter]}, EVENT) is fits


@given(filters, filters)
def test_de_morgan(a: dict[str, Any], b: dict[str, Any]) -> None:
    neither = {"all": [{"not": a}, {"not": b}]}
    assert abonnementen.past({"not": {"any": [a, b]}}, EVENT) == abonnementen.past(neither, EVENT)


@given(st.lists(filters, max_size=3))
def test_all_filters_must_fit(alle: list[dict[str, Any]]) -> None:
    fits = rules.wil(Abonnement(filters=alle), EVENT)
    assert fits == all(abonnementen.past(een, EVENT) for een in alle)


@given(filters)
def test_exact_is_both_prefix_and_suffix(filter: dict[str, Any]) -> None:
    if "exact" in filter and abonnementen.past(filter, EVENT):
        for dialect in ("prefix", "suffix"):
            assert abonnementen.past({dialect: filter["exact"]}, EVENT)


@pytest.mark.parametrize(
    ("typen", "verwacht"),
    [
        ([], True),
        ([EVENT["type"]], True),
        (["nl.doorstroom.vacatures."], True),
        (["nl.doorstroom.pool.", "nl.doorstroom.vacatures."], True),
        (["nl.doorstroom.vacatures"], False),
        (["nl.doorstroom.vacatures.vacature"], False),
        (["nl.doorstroom.pool."], False),
    ],
)
def test_types(typen: list[str], verwacht: bool) -> None:
    assert rules.wil(Abonnement(typen=frozenset(typen)), EVENT) is verwacht


@pytest.mark.parametrize(
    ("fout", "verwacht"),
    [
        ({}, Bezwaar.FILTER_ONLEESBAAR),
        ([], Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {"type": "x"}, "not": {}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"lijkt": {"type": "x"}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"sql": "type LIKE 'x'"}, Bezwaar.FILTER_ONLEESBAAR),
        ({"all": []}, Bezwaar.FILTER_ONLEESBAAR),
        ({"all": {"exact": {"type": "x"}}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"not": [{"exact": {"type": "x"}}]}, Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {"type": 1}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {"type": ""}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {"type": "\0"}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {"type": "\ud800"}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"prefix": {"type": "x" * 501}}, Bezwaar.FILTER_ONLEESBAAR),
        ({"exact": {"naam": "Jan"}}, Bezwaar.ATTRIBUUT_ONBEKEND),
        ({"not": {"not": {"not": {"not": {"not": {"exact": {"type": "x"}}}}}}}, "filter-te-diep"),
        ({"any": [{"exact": {"type": "x"}}] * 60}, Bezwaar.FILTERS_TE_VEEL),
    ],
)
def test_a_filter_that_is_none(fout: Any, verwacht: str) -> None:
    assert [code for _, code in abonnementen.bezwaren([fout])] == [verwacht]


@given(st.lists(filters, max_size=3))
def test_what_is_refused_is_never_because_of_its_form(alle: list[dict[str, Any]]) -> None:
    allowed = {Bezwaar.FILTER_TE_DIEP, Bezwaar.FILTERS_TE_VEEL}
    assert {code for _, code in abonnementen.bezwaren(alle)} <= allowed


# ---- where to ------------------------------------------------------------------------------------
_NIET = """127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
192.0.2.1 198.18.0.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 100::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1:: ::127.0.0.1"""
NIET = _NIET.split()
_WEL = "8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::"
WEL = _WEL.split()


@pytest.mark.parametrize("adres", NIET)
def test_not_there(adres: str) -> None:
    assert not adressen.is_toegestaan(ip_address(adres), ())
    assert adressen.is_toegestaan(ip_address(adres), ("0.0.0.0/0", "::/0"))


@pytest.mark.parametrize("adres", WEL)
def test_there(adres: str) -> None:
    assert adressen.is_toegestaan(ip_address(adres), ())


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_packed_in_ipv6_it_is_what_it_is(adres: IPv4Address) -> None:
    plain = adressen.is_toegestaan(adres, ())
    assert plain <= adres.is_global
    for packed in (f"::ffff:{adres}", f"64:ff9b::{adres}"):
        assert adressen.is_toegestaan(IPv6Address(packed), ()) is plain
    if not plain:
        assert not adressen.is_toegestaan(IPv6Address((0x2002 << 112) | (int(adres) << 80)), ())


@pytest.mark.parametrize(
    ("url", "verwacht"),
    [
        ("https://ontvanger.example.org/hook?x=1", None),
        ("https://ontvanger.example.org:8443/hook", None),
        ("https://8.8.8.8/", None),
        ("http://lokaal.example.org/", None),
        ("http://ontvanger.example.org/", Bezwaar.ADRES_ZONDER_TLS),
        ("https://127.0.0.1/", Bezwaar.ADRES_NIET_OPENBAAR),
        ("https://[::1]/", Bezwaar.ADRES_NIET_OPENBAAR),
        ("https://[::ffff:10.0.0.1]/", Bezwaar.ADRES_NIET_OPENBAAR),
        ("https://user:pass@ontvanger.example.org/", Bezwaar.ADRES_ONLEESBAAR),
        ("https://ontvanger.example.org/#x", Bezwaar.ADRES_ONLEESBAAR),
        ("https://ontvanger.example.org:0/", Bezwaar.ADRES_ONLEESBAAR),
        ("https://ontvanger.example.org:99999/", Bezwaar.ADRES_ONLEESBAAR),
        ("https://ontvanger.example.org/\r\nX: y", Bezwaar.ADRES_ONLEESBAAR),
        ("https:///pad", Bezwaar.ADRES_ONLEESBAAR),
        ("ftp://ontvanger.example.org/", Bezwaar.ADRES_ONLEESBAAR),
        ("file:///etc/passwd", Bezwaar.ADRES_ONLEESBAAR),
        ("https://[::1", Bezwaar.ADRES_ONLEESBAAR),
        ("https://ontvanger.example.org\\@10.0.0.1/", Bezwaar.ADRES_ONLEESBAAR),
    ],
)
def test_addresses(url: str, verwacht: Bezwaar | None) -> None:
    assert adressen.bezwaar(url, frozenset({"lokaal.example.org"}), ()) == verwacht


@given(st.text(max_size=50).map(lambda t: "https://" + t))
def test_any_text_gets_an_answer(url: str) -> None:
    adressen.bezwaar(url, frozenset(), ())
