"""Delivering over HTTP, with small synthetic items in the shapes of the real files."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, VOLLEDIG, Buur, Vraag, nieuw, open_

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
        start = time.monotonic()
        verslag = lever(client, recruiter(), *items)
        assert time.monotonic() - start < 20
        assert verslag["aantallen"]["geweigerd"] == size // 20
        assert verslag["aantallen"]["toegevoegd"] == size - size // 20
    event.remove(engine, "before_cursor_execute", count)
    assert counts[1] < counts[0] + 20
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM vacature")) == 95 + 950
