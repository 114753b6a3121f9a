"""Delivering over HTTP, with small synthetic items in the shapes of the real files."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    DEE,
    NU,
    VOLLEDIG,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.sollicitatie.test_tegelijk import wacht_tot_iemand_wacht

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm9901"


@pytest.fixture(autouse=True)
def bekend(buur: Buur) -> None:
    """The gateway knows the employer."""
    buur.antwoorden[f"/intern/organisaties/{AA}"] = {"oin": AA, "tooi": TOOI, "naam": "Gemeente Aa"}


def posting(nr: int, **anders: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": f"Adviseur nummer {nr}",
        "url": f"https://www.werkenbijaa.example/vacature/adviseur-{nr}",
        "hiringOrganization": {"@type": "GovernmentOrganization", "identifier": TOOI},
        "jobLocation": {"address": {"addressLocality": "Aadorp", "addressCountry": "NL"}},
        "workHours": "32-36 uur per week",
        "educationRequirements": "HBO",
        "validThrough": "2026-08-31",
        "baseSalary": {
            "currency": "EUR",
            "value": {"minValue": 3568, "maxValue": 5096, "unitText": "MONTH"},
        },
    } | anders


def feiten(nr: int, **anders: Any) -> dict[str, Any]:
    return {
        "kenmerk": f"V{nr:03}",
        "titel": f"Adviseur nummer {nr}",
        "werkgever": TOOI,
        "plaats": "Aadorp",
        "uren": "32-36",
        "salarisMin": 356800,
        "salarisMax": 509600,
        "opleidingsniveau": "hbo",
        "sluitingsDatum": "2026-08-31",
        "bronUrl": f"https://www.werkenbijaa.example/vacature/adviseur-{nr}",
    } | anders


def lever(client: TestClient, headers: Headers, *items: Any) -> dict[str, Any]:
    path = f"{BASE}/aanleveringen"
    answer = client.post(path, headers=headers, json={"items": list(items)})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def uitkomsten(verslag: dict[str, Any]) -> list[str]:
    return [resultaat["uitkomst"] for resultaat in verslag["resultaten"]]


def aantal(client: TestClient, headers: Headers) -> int:
    lijst = client.get(f"{BASE}/vacatures?telling=true", headers=headers).json()
    return int(lijst["count"])


def test_a_batch_then_again_then_by_another_road(client: TestClient, recruiter: Vraag) -> None:
    hr = recruiter()
    postings = [posting(nr) for nr in range(1, 22)]
    eerst = lever(client, hr, *postings)
    assert uitkomsten(eerst) == ["toegevoegd"] * 21
    assert eerst["aantallen"]["toegevoegd"] == 21
    een = eerst["resultaten"][0]
    assert een["ontbreekt"] == ["omschrijving", "schaalMin", "schaalMax", "contractsoort"]
    gezien = client.get(een["url"], headers=hr).json()
    assert (gezien["status"], gezien["urenMin"], gezien["salarisMax"]) == ("concept", 32, 509600)
    opnieuw = lever(client, hr, *postings)
    assert uitkomsten(opnieuw) == ["ongewijzigd"] * 21
    assert [r["url"] for r in opnieuw["resultaten"]] == [r["url"] for r in eerst["resultaten"]]
    rest = [
        feiten(22, bronUrl="http://artikel.example/x"),
        feiten(23, bronUrl="http://artikel.example/x", titel="Heel ander werk"),
    ]
    anders = lever(client, hr, *[feiten(nr) for nr in range(1, 22)], *rest)
    assert uitkomsten(anders) == [*["dubbel"] * 21, *["toegevoegd"] * 2]
    assert [r["url"] for r in anders["resultaten"]][:21] == [r["url"] for r in eerst["resultaten"]]
    assert aantal(client, hr) == 23
    assert client.get(f"{BASE}/aanleveringen/{anders['id']}", headers=hr).json() == anders


def test_a_faulty_item_never_stops_the_rest(client: TestClient, recruiter: Vraag) -> None:
    vreemd = {"identifier": "https://identifier.overheid.nl/tooi/id/gemeente/gm9902"}
    verslag = lever(
        client,
        recruiter(),
        posting(1, title="", validThrough="ooit", workHours="veel"),
        posting(2),
        posting(3, hiringOrganization=vreemd),
        feiten(4, leeftijd="30-40"),
        {},
        feiten(5),
    )
    assert uitkomsten(verslag) == [
        "geweigerd",
        "toegevoegd",
        "geweigerd",
        "geweigerd",
        "geweigerd",
        "toegevoegd",
    ]
    redenen = [[r["veld"] for r in item["redenen"]] for item in verslag["resultaten"]]
    assert redenen == [
        ["workHours", "validThrough", "title"],
        [],
        ["hiringOrganization.identifier"],
        ["leeftijd"],
        ["titel", "kenmerk"],
        [],
    ]
    assert aantal(client, recruiter()) == 2


def test_a_change_at_the_source_keeps_what_was_added(client: TestClient, recruiter: Vraag) -> None:
    hr = recruiter()
    [een] = lever(client, hr, posting(1))["resultaten"]
    aangevuld = {k: VOLLEDIG[k] for k in een["ontbreekt"]}
    assert client.patch(een["url"], headers=hr, json=aangevuld).status_code == 200
    verslag = lever(client, hr, posting(1, title="Senior adviseur nummer 1"))
    assert uitkomsten(verslag) == ["gewijzigd"]
    assert verslag["resultaten"][0]["ontbreekt"] == []
    gezien = client.get(een["url"], headers=hr).json()
    assert gezien["titel"] == "Senior adviseur nummer 1"
    assert gezien["omschrijving"] == VOLLEDIG["omschrijving"]
    open_(client, hr, een["vacatureId"])
    assert uitkomsten(lever(client, hr, posting(1, title="Senior adviseur nummer 1"))) == [
        "ongewijzigd"
    ]
    bevroren = lever(client, hr, posting(1, validThrough="2026-12-31"))
    assert uitkomsten(bevroren) == ["geweigerd"]
    assert {r["veld"] for r in bevroren["resultaten"][0]["redenen"]} == {"sluitingsDatum"}


def test_delivered_again_is_seen_again(client: TestClient, recruiter: Vraag) -> None:
    lever(client, recruiter(), feiten(1), feiten(2))
    morgen = recruiter(nu=later(NU, days=1))
    assert uitkomsten(lever(client, morgen, feiten(1))) == ["ongewijzigd"]
    levend = client.get(f"{BASE}/aangeleverde-vacatures", headers=morgen).json()["results"]
    assert [een["laatstAangeleverdOp"][:10] for een in levend] == ["2026-08-13", "2026-08-12"]


def test_a_delivery_names_its_employer_as_the_register_does_today(
    client: TestClient, recruiter: Vraag, migrated: Callable[[str], Engine]
) -> None:
    hr = recruiter()
    lever(client, hr, posting(1))
    with migrated("vacatures").begin() as tx:  # as the worker copies it every day
        row = {"oin": AA, "naam": "Gemeente Aa en Bee", "nu": NU}
        tx.execute(
            text("INSERT INTO organisatiefeit (oin, naam, opgehaald_op) VALUES (:oin, :naam, :nu)"),
            row,
        )
    feed = FEED.format(job(3, company="Gemeente Aa en Bee") + job(4))
    answer = stuur(client, hr, feed, "application/xml")
    assert uitkomsten(answer.json()) == ["toegevoegd", "geweigerd"]


def test_what_was_typed_in_by_hand_is_known(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), titel="Adviseur nummer 1", sluitingsDatum="2026-08-31")
    [resultaat] = lever(client, recruiter(), posting(1))["resultaten"]
    assert (resultaat["uitkomst"], resultaat["vacatureId"]) == ("dubbel", id)


def test_each_client_has_its_own_references(client: TestClient, recruiter: Vraag) -> None:
    [een] = lever(client, recruiter(), posting(1))["resultaten"]
    [twee] = lever(client, recruiter(client="ander systeem"), posting(1))["resultaten"]
    assert (twee["uitkomst"], twee["url"]) == ("dubbel", een["url"])


def test_nothing_of_another_organisation_shines_through(
    client: TestClient, ik: Vraag, recruiter: Vraag, buur: Buur
) -> None:
    """The same vacancy delivered by another employer is simply new there."""
    verslag = lever(client, recruiter(), posting(1))
    buur.antwoorden[f"/intern/organisaties/{BEE}"] = {"oin": BEE, "tooi": TOOI + "x", "naam": "Bee"}
    eigen = posting(1, hiringOrganization={"identifier": BEE})
    assert uitkomsten(lever(client, ik(BEE, "recruiter"), eigen)) == ["toegevoegd"]
    path = f"{BASE}/aanleveringen/{verslag['id']}"
    assert client.get(path, headers=ik(BEE, "recruiter")).status_code == 404
    assert client.get(path, headers=ik(AA)).status_code == 403


def test_a_dead_gateway_is_asked_once_only(
    client: TestClient, recruiter: Vraag, buur: Buur
) -> None:
    lever(client, recruiter(), posting(1))
    buur.server.server_close()
    assert uitkomsten(lever(client, recruiter(), posting(2))) == ["toegevoegd"]


def test_without_the_gateway_a_first_delivery_waits(
    client: TestClient, recruiter: Vraag, buur: Buur
) -> None:
    buur.server.server_close()
    answer = client.post(f"{BASE}/aanleveringen", headers=recruiter(), json={"items": [posting(1)]})
    assert answer.status_code == 503


def test_the_same_delivery_many_times_at_once(client: TestClient, recruiter: Vraag) -> None:
    items = [posting(nr) for nr in range(5)]
    with ThreadPoolExecutor(4) as threads:
        verslagen = list(threads.map(lambda _: lever(client, recruiter(), *items), range(4)))
    soorten = sorted(soort for verslag in verslagen for soort in uitkomsten(verslag))
    assert soorten == [*["ongewijzigd"] * 15, *["toegevoegd"] * 5]


def test_an_item_can_be_anything(client: TestClient, recruiter: Vraag) -> None:
    diep: Any = {}
    for _ in range(50):
        diep = {"x": diep}
    raar = [
        {"@type": "JobPosting", "title": "a\u0000b\ud800", "url": "https://x.nl/\ud800"},
        {"titel": "ok\u0000", "kenmerk": "\u0007k", "omschrijving": "<" * 5000},
        {"x\u0000\ud800": 1},
        diep,
        posting(1, jobLocation=[], baseSalary=[], hiringOrganization=[]),
        posting(2, baseSalary={"value": 3000}),
    ]
    body = __import__("json").dumps({"items": raar})
    headers = recruiter() | {"Content-Type": "application/json"}
    answer = client.post(f"{BASE}/aanleveringen", headers=headers, content=body)
    assert answer.status_code in (201, 400), answer.text
    if answer.status_code == 201:
        assert set(uitkomsten(answer.json())) <= {"toegevoegd", "geweigerd"}


def test_a_large_batch_takes_few_queries(
    client: TestClient, recruiter: Vraag, migrated: Callable[[str], Engine]
) -> None:
    """Ten times as many items, hardly more statements; the faulty ones are all named."""
    counts: list[int] = []

    def count(*_: object) -> None:
        counts[-1] += 1

    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    event.listen(engine, "before_cursor_execute", count)
    for size, first in ((100, 0), (1000, 10_000)):
        counts.append(0)
        items = [
            posting(first + nr, validThrough="ooit") if nr % 20 == 0 else posting(first + nr)
            for nr in range(size)
        ]
        verslag = lever(client, recruiter(), *items)
        assert verslag["aantallen"]["geweigerd"] == size // 20
        assert verslag["aantallen"]["toegevoegd"] == size - size // 20
    event.remove(engine, "before_cursor_execute", count)
    assert counts[1] < counts[0] + 20
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM vacature")) == 95 + 950


def test_changing_and_ending_many_takes_few_queries_too(
    client: TestClient, recruiter: Vraag, migrated: Callable[[str], Engine]
) -> None:
    hr, counts = recruiter(), list[int]()

    def count(*_: object) -> None:
        counts[-1] += 1

    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    event.listen(engine, "before_cursor_execute", count)
    for size in (20, 200):
        for titel in ("Werk", "Ander werk"):
            items = [feiten(nr, titel=f"{titel} {nr}") for nr in range(size)]
            counts.append(0)
            verslag = momentopname(client, hr, *items, krimp=True).json()
        assert verslag["aantallen"]["gewijzigd"] == size
        counts.append(0)
        assert momentopname(client, hr, krimp=True).json()["aantallen"]["vervallen"] == size
    event.remove(engine, "before_cursor_execute", count)
    assert counts[4] < counts[1] + 5
    assert counts[5] < counts[2] + 5
    with migrated("vacatures").connect() as tx:
        told = text(
            "SELECT type, count(*) AS aantal FROM gebeurtenis_uit"
            " WHERE type IN ('vacature-gewijzigd', 'vacature-ingetrokken') GROUP BY type"
        )
        assert {row.type: row.aantal for row in tx.execute(told)} == {
            "vacature-gewijzigd": 220,
            "vacature-ingetrokken": 220,
        }
        assert tx.scalar(text("SELECT count(*) FROM vacaturewijziging")) == 220
        ended = "SELECT count(*) FROM vacaturelog WHERE naar = 'ingetrokken' AND reden ~ 'Ontbrak'"
        assert tx.scalar(text(ended)) == 220


# ---- files
FEED = """<?xml version="1.0" encoding="utf-8"?>
<source><publisher>Aa</publisher>{}</source>"""


def job(nr: int, **anders: str) -> str:
    velden = {
        "title": f"<![CDATA[Adviseur nummer {nr}]]>",
        "referencenumber": f"R{nr}",
        "company": "Gemeente Aa",
        "city": "Aadorp",
        "salary": "€ 3.568 - € 5.096 per maand (schaal 10)",
        "expirationdate": "2026-08-31",
    } | anders
    return "<job>" + "".join(f"<{n}>{w}</{n}>" for n, w in velden.items()) + "</job>"


def stuur(
    client: TestClient, headers: Headers, inhoud: str | bytes, soort: str, **query: Any
) -> Any:
    return client.post(
        f"{BASE}/aanleveringsbestanden",
        headers=headers | {"Content-Type": soort},
        content=inhoud,
        params=query,
    )


def test_a_feed_and_a_spreadsheet_say_the_same(client: TestClient, recruiter: Vraag) -> None:
    hr = recruiter()
    kapot = job(4, salary="€ 20 per uur")
    feed = stuur(client, hr, FEED.format(job(1) + job(2) + kapot), "application/xml")
    assert feed.status_code == 201, feed.text
    assert uitkomsten(feed.json()) == ["toegevoegd", "toegevoegd", "geweigerd"]
    een = client.get(feed.json()["resultaten"][0]["url"], headers=hr).json()
    assert (een["titel"], een["salarisMin"], een["schaalMax"]) == (
        "Adviseur nummer 1",
        356800,
        "10",
    )
    # The same reference in another form is the same vacancy.
    csv = "kenmerk;titel;plaats;salarisMinEuro;salarisMaxEuro;schaal;sluitingsDatum;urenMin\r\n"
    rij = "R1;Adviseur nummer 1;Aadorp;3.568;5.096;10;2026-08-31;24\r\n"
    rijen = stuur(client, hr, (csv + rij).encode("cp1252"), "text/csv; charset=windows-1252")
    assert uitkomsten(rijen.json()) == ["gewijzigd"]
    assert client.get(een["url"], headers=hr).json()["urenMin"] == 24
    geweigerd = client.get(f"{feed.json()['url']}/geweigerd?telling=true", headers=hr).json()
    assert geweigerd["count"] == 1
    assert geweigerd["results"] == [feed.json()["resultaten"][2]]
    assert geweigerd["results"][0]["kenmerk"] == "R4"
    lijst = client.get(f"{BASE}/aanleveringen", headers=hr).json()["results"]
    assert [een["aantallen"]["geweigerd"] for een in lijst] == [0, 1]
    assert client.get(lijst[1]["url"], headers=hr).json() == feed.json()


def test_a_job_with_marks_in_its_text_and_more_than_we_read(
    client: TestClient, recruiter: Vraag
) -> None:
    hr = recruiter()
    tekst = "<p>U rekent <b>graag</b>.</p>\n<p>En tekent.</p>"
    meer = "<image>1.png</image><image>2.png</image>" + "<x>y</x>" * 70
    een = job(1, description=tekst).replace("<job>", f"<job>{meer}")
    twee = job(2).replace("</job>", "<city>Beedorp</city><salary>veel</salary></job>")
    feed = stuur(client, hr, FEED.format(een + twee), "application/xml").json()
    assert uitkomsten(feed) == ["toegevoegd", "geweigerd"]
    vacature = client.get(feed["resultaten"][0]["url"], headers=hr).json()
    assert " ".join(vacature["omschrijving"].split()) == "U rekent graag . En tekent."
    mis = feed["resultaten"][1]
    assert (mis["kenmerk"], [r["veld"] for r in mis["redenen"]]) == ("R2", ["city", "salary"])
    # What is refused is not missing.
    assert stuur(client, hr, FEED.format(een + twee), "application/xml", volledig=True).is_success


@pytest.mark.parametrize(
    ("inhoud", "soort", "code"),
    [
        ("<source><job>", "application/xml", "geen-xml"),
        ("<html/>", "application/xml", "geen-source"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><source>&a;</source>', "application/xml", "xml-geweigerd"),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><source>&a;</source>',
            "application/xml",
            "xml-geweigerd",
        ),
        ("kenmerk;leeftijd\r\n1;30", "text/csv", "onbekend-veld"),
        ("", "text/csv", "leeg"),
    ],
)
def test_a_file_that_is_none(
    client: TestClient, recruiter: Vraag, inhoud: str, soort: str, code: str
) -> None:
    answer = stuur(client, recruiter(), inhoud, soort)
    assert answer.status_code == 400, answer.text
    assert [een["code"] for een in answer.json()["invalidParams"]] == [code]


def test_a_file_in_another_form_is_refused(client: TestClient, recruiter: Vraag) -> None:
    assert stuur(client, recruiter(), "{}", "application/json").status_code == 415


def test_no_entity_grows(client: TestClient, recruiter: Vraag) -> None:
    """A billion laughs, and a quadratic blow-up without any entity of its own."""
    lol = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    bom = f"<!DOCTYPE source [{lol}]><source><job><title>&b;</title></job></source>"
    assert stuur(client, recruiter(), bom, "application/xml").status_code == 400
    diep = "<source>" + "<job>" * 5000 + "</job>" * 5000 + "</source>"
    assert uitkomsten(stuur(client, recruiter(), diep, "application/xml").json()) == ["geweigerd"]


# ---- a full snapshot
def momentopname(client: TestClient, headers: Headers, *items: Any, krimp: bool = False) -> Any:
    query = {"volledig": "true"} | ({"krimpToegestaan": "true"} if krimp else {})
    path = f"{BASE}/aanleveringen"
    return client.post(path, headers=headers, json={"items": list(items)}, params=query)


def test_a_snapshot_ends_what_it_lacks(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    hr = recruiter()
    met_kenmerk = {nr: posting(nr, identifier=f"K{nr}") for nr in (1, 2, 3)}
    eerst = momentopname(client, hr, *met_kenmerk.values()).json()
    urls = {een["kenmerk"]: een["url"] for een in eerst["resultaten"]}
    # Typed in by hand, and from another system: no part of this snapshot.
    hand = nieuw(client, hr)
    lever(client, recruiter(client="ander systeem"), posting(9))
    # On K2 somebody applies.
    ontbreekt = eerst["resultaten"][1]["ontbreekt"]
    client.patch(urls["K2"], headers=hr, json={k: VOLLEDIG[k] for k in ontbreekt})
    open_(client, hr, eerst["resultaten"][1]["vacatureId"])
    gesolliciteerd = client.post(
        f"{urls['K2']}/sollicitaties", headers=kijkers["eigen medewerker"](), json={}
    )
    assert gesolliciteerd.status_code == 201, gesolliciteerd.text

    verslag = momentopname(client, hr, met_kenmerk[1]).json()
    assert [(r["kenmerk"], r["uitkomst"]) for r in verslag["resultaten"]] == [
        ("K1", "ongewijzigd"),
        ("K3", "vervallen"),
        ("K2", "behouden"),
    ]
    assert verslag["resultaten"][2]["redenen"][0]["code"] == "lopende-sollicitaties"
    statussen = [client.get(urls[k], headers=hr).json()["status"] for k in ("K1", "K2", "K3")]
    assert statussen == ["concept", "opengesteld", "ingetrokken"]
    assert client.get(f"{BASE}/vacatures/{hand}", headers=hr).json()["status"] == "concept"
    assert [e["kenmerk"] for e in _levend(client, hr)] == ["K1", "K2"]
    # Back in the source: a new vacancy under the same reference.
    terug = momentopname(client, hr, *met_kenmerk.values()).json()
    assert uitkomsten(terug) == ["ongewijzigd", "ongewijzigd", "toegevoegd"]
    assert terug["resultaten"][2]["url"] != urls["K3"]


def _levend(client: TestClient, headers: Headers) -> Any:
    return client.get(f"{BASE}/aangeleverde-vacatures", headers=headers).json()["results"]


def test_an_empty_or_shrunken_snapshot_ends_nothing(client: TestClient, recruiter: Vraag) -> None:
    hr = recruiter()
    items = [posting(nr, identifier=f"K{nr}") for nr in range(10)]
    momentopname(client, hr, *items)
    for weg, code in (
        ([], "momentopname-leeg"),
        (items[:3], "momentopname-gekrompen"),
        ([*items[:8], posting(1, url=None)], "kenmerk-onleesbaar"),
        ([*items[:9], posting(9, identifier={"value": True})], "kenmerk-onleesbaar"),
    ):
        answer = momentopname(client, hr, *weg)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["ontbrekend"]
        how = "krimpToegestaan" in answer.json()["detail"]  # how to go on, when that is possible
        assert how == code.startswith("momentopname")
        assert len(_levend(client, hr)) == 10
    machine = momentopname(client, recruiter(gebruiker=None), items[0], krimp=True)
    assert (machine.status_code, machine.json()["code"]) == (400, "gebruiker-ontbreekt")
    assert len(_levend(client, hr)) == 10
    # As long as nothing shrank nobody has to say so.
    niets = momentopname(client, recruiter(gebruiker=None), *items, krimp=True)
    assert niets.status_code == 201, niets.text
    # A faulty item is not a missing one.
    fout = posting(9, identifier="K9", validThrough="ooit")
    verslag = momentopname(client, hr, *items[:9], fout).json()
    assert verslag["aantallen"]["vervallen"] == 0
    assert momentopname(client, hr, items[0], krimp=True).json()["aantallen"]["vervallen"] == 9
    assert momentopname(client, hr, krimp=True).json()["aantallen"]["vervallen"] == 1
    leeg = client.post(f"{BASE}/aanleveringen", headers=hr, json={"items": []})
    assert leeg.status_code == 400


# ---- one by one
def test_one_vacancy_under_its_own_reference(client: TestClient, recruiter: Vraag) -> None:
    hr, path = recruiter(), f"{BASE}/aangeleverde-vacatures/V-17"
    assert client.get(path, headers=hr).status_code == 404
    nieuw_ = client.put(path, headers=hr, json=feiten(1, kenmerk="V-17"))
    assert (nieuw_.status_code, nieuw_.json()["kenmerk"]) == (201, "V-17")
    again = client.put(path, headers=hr, json=feiten(1, kenmerk=None))
    assert (again.status_code, again.json()["url"]) == (200, nieuw_.json()["url"])
    verouderd = {"If-Match": '"oud"'}
    gewijzigd = feiten(1, kenmerk="V-17", titel="Beter")
    assert client.put(path, headers=hr | verouderd, json=gewijzigd).status_code == 412
    vers = {"If-Match": client.get(path, headers=hr).headers["ETag"]}
    assert client.put(path, headers=hr | vers, json=gewijzigd).status_code == 200
    ander = client.put(path, headers=hr, json=feiten(1, kenmerk="V-18"))
    assert ander.json()["invalidParams"][0]["code"] == "ander-kenmerk"
    kapot = client.put(path, headers=hr, json={"titel": "", "uren": "veel", "leeftijd": 1})
    assert {f["name"] for f in kapot.json()["invalidParams"]} == {"uren", "leeftijd", "titel"}
    assert client.get(path, headers=recruiter(client="ander systeem")).status_code == 404
    assert client.delete(path, headers=hr).status_code == 204
    assert client.get(path, headers=hr).json()["status"] == "ingetrokken"
    assert client.delete(path, headers=hr).status_code == 409
    assert _levend(client, hr) == []


@pytest.mark.parametrize(
    "kenmerk",
    [
        "2026/117",
        "https://ats.example/v/1/",
        "A?x=2",
        "A 1%",
        "a//b",
        " A  1 ",
        "https://x.nl/?a&reg=1",
    ],
)
def test_a_reference_can_be_anything_in_an_address(
    client: TestClient, recruiter: Vraag, kenmerk: str
) -> None:
    hr, path = recruiter(), f"{BASE}/aangeleverde-vacatures/{quote(kenmerk, safe='')}"
    nieuw_ = client.put(path, headers=hr, json=feiten(1, kenmerk=kenmerk))
    gelezen = " ".join(kenmerk.split()).replace("&reg", "®")  # as in every other text
    assert (nieuw_.status_code, nieuw_.json()["kenmerk"]) == (201, gelezen), nieuw_.text
    assert client.get(path, headers=hr).json()["url"] == nieuw_.json()["url"]
    assert client.delete(path, headers=hr).status_code == 204
    paden = client.get(f"{BASE}/openapi.json").json()["paths"]
    assert "/aangeleverde-vacatures/{kenmerk}" in paden
    assert client.get(f"{BASE}/aangeleverde-vacatures/", headers=hr).status_code == 404


def test_a_double_gets_a_link(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), titel="Adviseur nummer 1", sluitingsDatum="2026-08-31")
    path = f"{BASE}/aangeleverde-vacatures/V001"
    answer = client.put(path, headers=recruiter(), json=feiten(1))
    assert (answer.status_code, answer.json()["code"]) == (409, "dubbel")
    assert answer.json()["url"].endswith(f"/vacatures/{id}")
    assert id in answer.headers["Link"]


def test_one_put_many_times_at_once(client: TestClient, recruiter: Vraag) -> None:
    path = f"{BASE}/aangeleverde-vacatures/V001"
    with ThreadPoolExecutor(4) as threads:
        codes = list(
            threads.map(
                lambda _: client.put(path, headers=recruiter(), json=feiten(1)).status_code,
                range(4),
            )
        )
    assert sorted(codes) == [200, 200, 200, 201]


def test_ten_thousand_items_with_five_hundred_faulty_ones(
    client: TestClient, recruiter: Vraag
) -> None:
    items = [
        posting(nr, identifier=f"K{nr}", **({"workHours": "veel"} if nr % 20 == 0 else {}))
        for nr in range(10_000)
    ]
    verslag = lever(client, recruiter(), *items)
    assert verslag["aantallen"]["toegevoegd"] == 9_500
    assert verslag["aantallen"]["geweigerd"] == 500
    path = f"{verslag['url']}/geweigerd?pageSize=100&telling=true"
    gezien: list[Any] = []
    while path:
        pagina = client.get(path, headers=recruiter()).json()
        assert pagina["count"] == 500
        gezien += [een["kenmerk"] for een in pagina["results"]]
        path = pagina["next"]
    assert gezien == [f"K{nr}" for nr in range(0, 10_000, 20)]


# ---- what a client may not do
def test_a_snapshot_leaves_alone_whose_mandate_has_ended(
    client: TestClient, recruiter: Vraag, ik: Vraag, buur: Buur
) -> None:
    for oin in (BEE, DEE):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": oin}

    def centrum(**meer: Any) -> Headers:
        return ik(DEE, "recruiter", **meer)

    mandaat = {"gemachtigde": DEE, "totDatum": "2026-08-20"}
    gegeven = client.post(f"{BASE}/mandaten", headers=ik(BEE, "recruiter"), json=mandaat)
    assert gegeven.status_code == 201
    van_bee, eigen = feiten(1, werkgever=BEE), feiten(2, werkgever=DEE)
    eerst = momentopname(client, centrum(), van_bee, eigen).json()
    assert uitkomsten(eerst) == ["toegevoegd", "toegevoegd"]
    assert [e["kenmerk"] for e in _levend(client, centrum())] == ["V001", "V002"]

    na = later(NU, days=20)
    assert [e["kenmerk"] for e in _levend(client, centrum(nu=na))] == ["V002"]
    een = f"{BASE}/aangeleverde-vacatures/V001"
    assert client.get(een, headers=centrum(nu=na)).status_code == 404
    assert client.delete(een, headers=centrum(nu=na)).status_code == 404
    assert uitkomsten(momentopname(client, centrum(nu=na), eigen).json()) == ["ongewijzigd"]
    url = eerst["resultaten"][0]["url"]
    assert client.get(url, headers=ik(BEE, "recruiter", nu=na)).json()["status"] == "concept"


def test_two_who_deliver_for_one_employer_go_one_by_one(
    client: TestClient, ik: Vraag, buur: Buur, migrated: Callable[[str], Engine]
) -> None:
    """Or each would add what the other adds, and the employer had it twice."""
    for oin in (BEE, DEE):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": oin}
    mandaat = {"gemachtigde": DEE, "totDatum": "2026-08-20"}
    gegeven = client.post(f"{BASE}/mandaten", headers=ik(BEE, "recruiter"), json=mandaat)
    assert gegeven.status_code == 201
    engine = migrated("vacatures")
    with ThreadPoolExecutor(1) as threads, engine.begin() as tx:
        tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:oin, 0))"), {"oin": BEE})
        centrum = ik(DEE, "recruiter")
        verslag = threads.submit(lever, client, centrum, feiten(1, werkgever=BEE))
        wacht_tot_iemand_wacht(engine)
        tx.commit()
        assert uitkomsten(verslag.result(30)) == ["toegevoegd"]


def test_who_waits_too_long_hears_when_to_come_again(
    client: TestClient, recruiter: Vraag, migrated: Callable[[str], Engine]
) -> None:
    with migrated("vacatures").begin() as tx:
        tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:oin, 0))"), {"oin": AA})
        answer = client.put(
            f"{BASE}/aangeleverde-vacatures/V001", headers=recruiter(), json=feiten(1)
        )
    assert (answer.status_code, answer.json()["code"]) == (409, "bezet")
    assert answer.headers["Retry-After"] == "30"


def test_two_with_each_others_mandate_do_not_wait_for_each_other(
    client: TestClient, ik: Vraag, buur: Buur, migrated: Callable[[str], Engine]
) -> None:
    """Who is new is kept in one order, whoever delivers: the first in it is waited for first."""
    for oin in (AA, BEE):
        tooi = f"tooi-{oin[-4]}"
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": tooi, "naam": oin}
    mandaat = {"gemachtigde": BEE, "totDatum": "2026-08-20"}
    gegeven = client.post(f"{BASE}/mandaten", headers=ik(AA, "recruiter"), json=mandaat)
    assert gegeven.status_code == 201
    nieuw_ = "INSERT INTO organisatie (oin, tooi) VALUES (:oin, :oin) ON CONFLICT DO NOTHING"
    engine = migrated("vacatures")
    with ThreadPoolExecutor(1) as threads, engine.begin() as tx:
        tx.execute(text(nieuw_), {"oin": AA})
        verslag = threads.submit(lever, client, ik(BEE, "recruiter"), feiten(1, werkgever=BEE))
        wacht_tot_iemand_wacht(engine)
        tx.execute(text("SET LOCAL lock_timeout = '500ms'"))
        tx.execute(text(nieuw_), {"oin": BEE})
        tx.commit()
        assert uitkomsten(verslag.result(30)) == ["toegevoegd"]


def test_an_address_to_apply_must_be_on_the_list_of_the_employer(
    client: TestClient, recruiter: Vraag
) -> None:
    item = feiten(1, sollicitatieUrl="https://Werken.Aa.example/1")
    geweigerd = lever(client, recruiter(), item)["resultaten"][0]
    assert [(r["veld"], r["code"]) for r in geweigerd["redenen"]] == [
        ("sollicitatieUrl", "host-niet-toegestaan")
    ]
    pad = f"{BASE}/werkgevers/{AA}/sollicitatiehosts"
    hosts = {"hosts": ["werken.aa.example"]}
    assert client.put(pad, headers=recruiter(), json=hosts).status_code == 200
    genomen = lever(client, recruiter(), item)["resultaten"][0]
    gelezen = client.get(genomen["url"], headers=recruiter()).json()
    assert gelezen["sollicitatieUrl"] == "https://werken.aa.example/1"
    assert uitkomsten(lever(client, recruiter(), item)) == ["ongewijzigd"]


def test_an_application_that_comes_in_meanwhile_keeps_the_vacancy(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    hr, velden = recruiter(), {k: VOLLEDIG[k] for k in ("schaalMin", "schaalMax", "contractsoort")}
    items = [posting(nr, identifier=f"K{nr}") for nr in (1, 2)]
    urls = [een["url"] for een in momentopname(client, hr, *items).json()["resultaten"]]
    for url in urls:
        vult = client.patch(url, headers=hr, json=velden | {"omschrijving": "U rekent."})
        assert vult.status_code == 200, vult.text
        open_(client, hr, url.rsplit("/", 1)[1])
    eerder = client.post(f"{urls[1]}/sollicitaties", headers=kijkers["eigen medewerker"](), json={})
    assert eerder.status_code == 201, eerder.text
    een = urls[0].rsplit("/", 1)[1]
    # Another application, on K1, has begun and is not committed yet.
    komt = """
        INSERT INTO sollicitatie SELECT (jsonb_populate_record(s, jsonb_build_object(
            'id', gen_random_uuid(), 'vacature_id', CAST(:id AS uuid),
            'medewerker', gen_random_uuid()))).* FROM sollicitatie s
    """
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as threads, engine.connect() as tx:
        tx.execute(text("SELECT FROM vacature WHERE id = :id FOR SHARE"), {"id": een})
        tx.execute(text(komt), {"id": een})
        bezig = threads.submit(momentopname, client, hr, items[1])
        with pytest.raises(TimeoutError):
            bezig.result(timeout=2)
        tx.commit()
        verslag = bezig.result(timeout=30).json()
    assert uitkomsten(verslag) == ["ongewijzigd", "behouden"]
    assert client.get(urls[0], headers=hr).json()["status"] == "opengesteld"
