"""Searching, facets, pages that stay in place, and what disappeared: for whoever may see it."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from services.vacatures.vacature.routes import models
from services.vacatures.zoeken import postcodes, synoniemen
from tests.conftest import settings_of
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    NU,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)

PUBLIEK = later(OPENBAAR, hours=1)


def geopend(client: TestClient, recruiter: Vraag, **anders: Any) -> str:
    id = nieuw(client, recruiter(), **anders)
    open_(client, recruiter(), id)
    return id


@pytest.fixture
def vind(client: TestClient, kijkers: dict[str, Vraag]) -> Callable[..., list[str]]:
    """Titles that anybody finds once all is public, in order."""

    def titels(vraag: str, wie: str = "anoniem", nu: Any = PUBLIEK) -> list[str]:
        answer = client.get(f"{BASE}/vacatures?{vraag}", headers=kijkers[wie](nu))
        assert answer.status_code == 200, answer.text
        return [v["titel"] for v in answer.json()["results"]]

    return titels


def test_words_in_every_form(
    client: TestClient, recruiter: Vraag, vind: Callable[..., list[str]]
) -> None:
    geopend(client, recruiter, titel="Coördinator vergunningen", omschrijving="U leidt een team.")
    geopend(client, recruiter, titel="Teamleider", omschrijving="Over de vergunningverlening.")
    both = ["Coördinator vergunningen", "Teamleider"]
    assert vind("q=vergunning") == both  # the title weighs more
    assert vind("q=coordinatoren") == ["Coördinator vergunningen"]
    assert sorted(vind("q=VERGUNNINGEN+team")) == both
    assert vind("q=vergunning+bestaatniet") == vind("q=%25%25") == []


def test_a_misspelling_and_another_name(
    client: TestClient,
    recruiter: Vraag,
    buur: Any,
    vind: Callable[..., list[str]],
    database: dict[str, str],
    tmp_path: Path,
) -> None:
    functie = {"code": "planeconoom", "naam": "Rekenaar grondzaken", "domein": "grond"}
    functie["escoUri"] = "http://esco.example/planeconoom"
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = convenant(functies=[functie])
    geopend(client, recruiter)
    assert vind("q=planekonoom") == ["Planeconoom"]
    assert vind("q=rekenaar+grondzaken") == ["Planeconoom"]
    assert vind("q=grondprijsadviseur") == []
    bestand = tmp_path / "esco.csv"
    bestand.write_text(
        "uri,voorkeurslabel,alternatieve_labels\n"
        "http://esco.example/planeconoom,grondprijsadviseur,gebiedseconoom|\n"
        ",zonder adres,\n"
    )
    assert synoniemen.laad(settings_of("vacatures", database), bestand) == 2
    assert vind("q=grondprijsadviseur") == ["Planeconoom"]
    # How much a word must look like another is a setting of the installation.
    state = client.app.state  # type: ignore[attr-defined]
    state.settings = state.settings.model_copy(update={"zoek_gelijkenis": 1.0})
    assert vind("q=planekonoom") == []


def test_filters_and_order(
    client: TestClient, recruiter: Vraag, vind: Callable[..., list[str]]
) -> None:
    geopend(client, recruiter, titel="Een", schaalMin="9", schaalMax="10", contractsoort="vast")
    geopend(
        client, recruiter, titel="Twee", contractsoort="tijdelijk", soort="stage",
        banenafspraak=True, sluitingsDatum="2026-09-15",
    )  # fmt: skip
    assert vind("") == ["Twee", "Een"]
    assert vind("sorteer=sluitingsdatum") == ["Twee", "Een"]
    assert vind("schaal=9") == vind("contractsoort=vast") == vind("soort=vacature") == ["Een"]
    assert vind("soort=stage") == vind("banenafspraak=true") == ["Twee"]
    assert vind(f"werkgever={AA}&niveau=senior&status=opengesteld") == ["Twee", "Een"]
    assert vind("status=gesloten") == vind("niveau=junior") == []


def test_distance_only_when_places_are_known(
    client: TestClient,
    recruiter: Vraag,
    kijkers: dict[str, Vraag],
    vind: Callable[..., list[str]],
    database: dict[str, str],
    tmp_path: Path,
) -> None:
    geopend(client, recruiter, titel="Dichtbij", pc4="5612")
    geopend(client, recruiter, titel="Ver", pc4="9711")
    geopend(client, recruiter, titel="Onbekend")
    path = f"{BASE}/vacatures?vanPc4=5611&afstand=10"
    unknown = client.get(path, headers=kijkers["anoniem"](PUBLIEK))
    assert (unknown.status_code, unknown.json()["code"]) == (409, "afstand-niet-beschikbaar")
    bestand = tmp_path / "pc4.csv"
    bestand.write_text(
        "pc4,lat,lon,verdacht\n5611,51.44,5.48,\n5612,51.45,5.49,\n9711,53.2,6.56,\n"
        "1234,0,0,ja\n12,1,1,\n2345,x,1,\n"
    )
    assert postcodes.laad(settings_of("vacatures", database), bestand) == 3
    ander = tmp_path / "ander.csv"
    ander.write_text("postcode,breedte\n5611,51.44\n")
    with pytest.raises(ValueError, match="pc4, lat en lon"):
        postcodes.laad(settings_of("vacatures", database), ander)
    with pytest.raises(ValueError, match="voorkeurslabel"):
        synoniemen.laad(settings_of("vacatures", database), ander)
    assert vind("vanPc4=5611&afstand=10") == ["Dichtbij"]
    assert vind("vanPc4=5611&sorteer=afstand") == ["Dichtbij", "Ver", "Onbekend"]
    url: str | None = f"{BASE}/vacatures?vanPc4=5611&sorteer=afstand&pageSize=1"
    seen = []
    while url:
        body = client.get(url, headers=kijkers["anoniem"](PUBLIEK)).json()
        seen += [v["titel"] for v in body["results"]]
        url = body["next"]
    assert seen == ["Dichtbij", "Ver", "Onbekend"]
    assert client.get(f"{BASE}/vacatures?afstand=10", headers=recruiter()).status_code == 400
    facetten = tel(client, kijkers["anoniem"](PUBLIEK), "vanPc4=5611&afstand=10")
    assert facetten["afstand"] == {"0-10": 1, "51-400": 1}
    assert facetten["werkgever"] == {AA: 1}


def tel(client: TestClient, headers: dict[str, str], vraag: str = "") -> dict[str, dict[str, int]]:
    answer = client.get(f"{BASE}/vacaturefacetten?{vraag}", headers=headers)
    assert answer.status_code == 200, answer.text
    return {
        f["naam"]: {w["waarde"]: w["aantal"] for w in f["waarden"]}
        for f in answer.json()["facetten"]
    }


def test_a_facet_does_not_count_its_own_filter(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    geopend(client, recruiter, titel="Een", niveau="junior", domein="sociaal")
    geopend(client, recruiter, titel="Twee", niveau="senior", domein="sociaal", urenMax=36)
    geopend(
        client, recruiter, titel="Drie", niveau="senior", domein="fysiek", urenMin=8, urenMax=16
    )
    wie = kijkers["anoniem"](PUBLIEK)
    alles = tel(client, wie)
    assert alles["niveau"] == {"senior": 2, "junior": 1}
    assert alles["uren"] == {"25-32": 2, "33-60": 2, "0-16": 1}
    assert alles["banenafspraak"] == {"false": 3}
    gekozen = tel(client, wie, "niveau=junior")
    assert gekozen["niveau"] == {"senior": 2, "junior": 1}
    assert gekozen["domein"] == {"sociaal": 1}
    beide = tel(client, wie, "niveau=senior&domein=sociaal")
    assert beide["niveau"] == {"junior": 1, "senior": 1}
    assert beide["domein"] == {"sociaal": 1, "fysiek": 1}
    assert tel(client, wie, "q=planeconoom")["schaal"] == {"11": 3}


def test_hours_count_in_the_classes_that_a_filter_finds_them_by(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    """Also half hours, which lie between two classes."""
    for van, tot in ((16.5, 16.5), (16.5, 17), (16, 16.5), (24, 24.5), (8, 32.5), (32.1, 36)):
        geopend(client, recruiter, titel=f"{van} tot {tot}", urenMin=van, urenMax=tot)
    wie = kijkers["anoniem"](PUBLIEK)
    geteld = tel(client, wie)["uren"]
    for klasse in ("0-16", "17-24", "25-32", "33-60"):
        van_, tot_ = klasse.split("-")
        path = f"{BASE}/vacatures?telling=true&urenMin={van_}&urenMax={tot_}"
        assert client.get(path, headers=wie).json()["count"] == geteld.get(klasse, 0), klasse


VRAGEN = ("", "niveau=senior", "q=planekonoom", "q=geheime", "domein=sociaal&schaal=11")


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titel=st.sampled_from(["Geheime planeconoom", "Planekonoom", "Jurist"]),
    niveau=st.sampled_from(["junior", "senior"]),
    schaal=st.integers(9, 12),
)
def test_what_is_hidden_changes_no_byte(
    client: TestClient,
    recruiter: Vraag,
    kijkers: dict[str, Vraag],
    titel: str,
    niveau: str,
    schaal: int,
) -> None:
    _leeg(client)
    geopend(client, recruiter, titel="Planeconoom", domein="sociaal")
    wie = [kijkers[naam](PUBLIEK) for naam in ("partner", "elders", "vacaturebank", "anoniem")]
    paths = [
        f"{BASE}/{soort}{vraag}"
        for vraag in VRAGEN
        for soort in (
            "vacatures?telling=true&pageSize=1&",
            "vacatures?sorteer=relevantie&",
            "vacaturefacetten?",
        )
    ] + [f"{BASE}/verdwenen-vacatures?sinds=2026-01-01T00:00:00Z"]

    def look() -> list[bytes]:
        return [client.get(path, headers=headers).content for path in paths for headers in wie]

    before = look()
    hidden = {"titel": titel, "niveau": niveau, "schaalMin": str(schaal), "schaalMax": str(schaal)}
    nieuw(client, recruiter(nu=later(OPENBAAR, minutes=5)), **hidden)
    verborgen = nieuw(client, recruiter(nu=later(OPENBAAR, minutes=5)), **hidden)
    open_(client, recruiter(nu=later(OPENBAAR, minutes=5)), verborgen)
    assert look() == before


def _leeg(client: TestClient) -> None:
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    with engine.begin() as tx:
        tx.execute(text("TRUNCATE vacature, zoekwoord, verdwenen_zicht CASCADE"))


@pytest.mark.parametrize("volgorde", ["nieuwste", "sluitingsdatum", "relevantie"])
def test_a_page_goes_on_where_the_last_one_ended(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag], volgorde: str
) -> None:
    titels = {f"Planeconoom {nr}" for nr in range(7)}
    for titel in sorted(titels):
        geopend(client, recruiter, titel=titel)
    zoek = "&q=planeconoom" if volgorde == "relevantie" else ""
    url: str | None = f"{BASE}/vacatures?pageSize=3&sorteer={volgorde}{zoek}"
    seen: list[str] = []
    while url:
        body = client.get(url, headers=kijkers["anoniem"](PUBLIEK)).json()
        seen += [v["titel"] for v in body["results"]]
        url = body["next"]
        if len(seen) == 3:  # one more opens, in front of what was read
            geopend(client, recruiter, titel="Nieuw", sluitingsDatum="2026-09-01", niveau=None)
    assert len([titel for titel in seen if titel != "Nieuw"]) == 7
    assert set(seen) - {"Nieuw"} == titels
    bad = client.get(f"{BASE}/vacatures?na=x", headers=recruiter())
    assert bad.status_code == 400


def test_a_recruiter_finds_an_own_concept_with_and_without_accents(
    client: TestClient, recruiter: Vraag
) -> None:
    id = nieuw(client, recruiter(), titel="Coördinator vergunningen")
    for woord in ("coördinator", "coordinator", "vergunningen"):
        got = client.get(f"{BASE}/vacatures", params={"q": woord}, headers=recruiter())
        assert [een["id"] for een in got.json()["results"]] == [id], woord


def test_a_recruiter_pages_through_concepts_and_openings(
    client: TestClient, recruiter: Vraag
) -> None:
    for nr in range(5):
        nieuw(client, recruiter(), titel=f"Concept {nr}")
        geopend(client, recruiter, titel=f"Open {nr}")
    url: str | None = f"{BASE}/vacatures?pageSize=2&telling=true"
    seen: list[str] = []
    while url:
        body = client.get(url, headers=recruiter()).json()
        assert body["count"] == 10
        seen += [v["titel"] for v in body["results"]]
        url = body["next"]
    assert sorted(seen) == sorted(
        [f"{soort} {nr}" for soort in ("Concept", "Open") for nr in range(5)]
    )
    assert all(titel.startswith("Concept") for titel in seen[:5])


def verdwenen(
    client: TestClient, headers: dict[str, str], sinds: str = "2026-08-12T00:00:00Z"
) -> list[str]:
    path = f"{BASE}/verdwenen-vacatures?sinds={sinds}"
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["results"]]


def test_what_disappeared_is_told_to_who_could_see_it(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    dicht, voorbij, intern = (
        geopend(client, recruiter, titel=t) for t in ("Dicht", "Voorbij", "In")
    )
    na = later(PUBLIEK, days=1)

    def eindig(id: str, op: Any) -> None:
        body = {"naar": "ingetrokken"}
        path = f"{BASE}/vacatures/{id}/statuswijzigingen"
        assert client.post(path, headers=recruiter(nu=op), json=body).status_code == 201

    eindig(intern, later(NU, days=1))  # only own people saw it by then
    assert verdwenen(client, kijkers["partner"](later(PARTNERS, hours=1))) == []
    assert verdwenen(client, kijkers["eigen medewerker"](later(NU, days=2))) == [intern]
    eindig(dicht, later(PUBLIEK, hours=2))
    for wie in ("partner", "elders", "anoniem"):
        assert verdwenen(client, kijkers[wie](na)) == [dicht]
    assert verdwenen(client, kijkers["eigen medewerker"](na)) == [intern, dicht]
    assert verdwenen(client, kijkers["eigen recruiter"](na)) == []
    assert verdwenen(client, kijkers["anoniem"](na), "2026-08-28T00:00:00Z") == []
    sluiting = later(NU, days=60)
    assert set(verdwenen(client, kijkers["anoniem"](sluiting))) == {dicht, voorbij}


def test_what_disappeared_is_leafed_through_while_it_changes(
    client: TestClient,
    recruiter: Vraag,
    kijkers: dict[str, Vraag],
    migrated: Callable[[str], Engine],
) -> None:
    ids = [geopend(client, recruiter, titel=f"Titel {nr}") for nr in range(5)]  # close together
    wie = kijkers["anoniem"](later(NU, days=60))
    url: str | None = f"{BASE}/verdwenen-vacatures?sinds=2026-08-12T00:00:00Z&pageSize=2"
    gezien: list[str] = []
    while url:
        body = client.get(url, headers=wie).json()
        gezien += [row["id"] for row in body["results"]]
        url = body["next"]
        if len(gezien) == 2:  # what was read is no longer gone: by number the next was skipped
            with migrated("vacatures").begin() as tx:
                weg = {"ids": gezien}
                for tabel in ("open_zicht", "verdwenen_zicht"):
                    uit = f"DELETE FROM {tabel} WHERE vacature_id = ANY (CAST(:ids AS uuid[]))"
                    tx.execute(text(uit), weg)
    assert sorted(gezien) == sorted(ids)
    bad = client.get(f"{BASE}/verdwenen-vacatures?sinds=2026-01-01T00:00:00Z&na=x", headers=wie)
    assert bad.status_code == 400


def test_a_mark_tells_that_the_own_rights_changed(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    """Whose verband, employer or role changed, misses what went with it: the list is read anew."""

    def zicht(headers: dict[str, str]) -> str:
        path = f"{BASE}/verdwenen-vacatures?sinds=2026-08-12T00:00:00Z"
        return str(client.get(path, headers=headers).json()["zicht"])

    partner = zicht(ik(BEE, "medewerker", nu=PUBLIEK))
    geopend(client, recruiter)
    assert zicht(ik(BEE, "medewerker", nu=later(PUBLIEK, days=9))) == partner
    anders = [
        ik(BEE, "medewerker", verbanden=[], nu=PUBLIEK),
        ik(CEE, "medewerker", nu=PUBLIEK),
        ik(BEE, "recruiter", nu=PUBLIEK),
        ik(BEE, "medewerker", herplaatsing=True, nu=PUBLIEK),
        ik(None, nu=PUBLIEK),
    ]
    assert len({partner, *map(zicht, anders)}) == 6


def test_what_was_written_while_somebody_read_comes_again(
    client: TestClient,
    recruiter: Vraag,
    vind: Callable[..., list[str]],
    kijkers: dict[str, Vraag],
) -> None:
    """A change is committed a little after its moment: who read in between does not miss it."""
    id = geopend(client, recruiter, titel="Een")
    # The clock of a test runs on, so what is written now has a moment a little after OPENBAAR.
    net, lang = (later(OPENBAAR, seconds=n).isoformat().replace("+00:00", "Z") for n in (58, 150))
    assert vind(f"gewijzigdSinds={net}") == ["Een"]
    assert vind(f"gewijzigdSinds={lang}") == []
    assert vind("gewijzigdSinds=0001-01-01T00:00:00Z") == ["Een"]
    path = f"{BASE}/vacatures/{id}/statuswijzigingen"
    hr = recruiter(nu=OPENBAAR)
    assert client.post(path, headers=hr, json={"naar": "ingetrokken"}).status_code == 201
    wie = kijkers["partner"](PUBLIEK)
    assert verdwenen(client, wie, net) == [id]
    assert verdwenen(client, wie, lang) == []


def test_changed_since_includes_what_became_visible(
    client: TestClient, recruiter: Vraag, vind: Callable[..., list[str]]
) -> None:
    geopend(client, recruiter, titel="Een")
    assert vind("gewijzigdSinds=2026-08-26T00:00:00Z") == ["Een"]  # public since then
    assert vind("gewijzigdSinds=2026-08-26T22:30:00Z") == []
    id = nieuw(client, recruiter(), titel="Twee")
    open_(client, recruiter(), id)
    path = f"{BASE}/vacatures/{id}"
    client.patch(path, headers=recruiter(nu=later(PUBLIEK, minutes=1)), json={"titel": "Anders"})
    later_on = later(PUBLIEK, hours=1)
    assert vind("gewijzigdSinds=2026-08-26T22:30:00Z", nu=later_on) == ["Anders"]


def test_the_bytes_are_what_the_document_says(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    """The answers are not made by the models, so the models must accept each of them."""
    vol = {
        "kenmerk": "K-1",
        "competenties": ["analyseren"],
        "zsm": True,
        "bronUrl": "https://x.nl/a",
    }
    id = geopend(client, recruiter, domein='"fysiek" & \\ meer', **vol)
    doc = client.get(f"{BASE}/openapi.json").json()
    shown = []
    for path, where in (
        ("/vacatures", "/vacatures"),
        (f"/vacatures/{id}", "/vacatures/{id}"),
        ("/vacaturefacetten", "/vacaturefacetten"),
        ("/verdwenen-vacatures?sinds=2026-01-01T00:00:00Z", "/verdwenen-vacatures"),
    ):
        answers = doc["paths"][where]["get"]["responses"]["200"]["content"]["application/json"]
        schema = answers["schema"] | {"components": doc["components"]}
        for wie in ("anoniem", "partner", "eigen recruiter"):
            got = client.get(f"{BASE}{path}", headers=kijkers[wie](PUBLIEK))
            assert got.status_code == 200, got.text
            Draft202012Validator(schema).validate(got.json())
            shown.append(got.json())
    velden = {models.camel(naam) for naam in models.VacatureRegel.model_fields}
    assert all(set(regel) == velden for pagina in shown[:3] for regel in pagina["results"])
    velden = {models.camel(naam) for naam in models.Vacature.model_fields}
    assert all(set(detail) == velden for detail in shown[3:6])
    eigen, ander = shown[5], shown[4]
    assert {k: v for k, v in eigen.items() if k != "ontbreekt"} == {
        k: v for k, v in ander.items() if k != "ontbreekt"
    }


def test_the_quick_detail_is_the_whole_detail(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    """Whoever recruits gets the detail from the models, everybody else from the database."""
    id = geopend(client, recruiter, omschrijving='Regel een\n"Regel" twee \\ €')
    a, b = (
        client.get(f"{BASE}/vacatures/{id}", headers=kijkers[wie](later(PARTNERS, days=1))).json()
        for wie in ("partner", "partner recruiter")
    )
    assert a == b


def test_every_read_takes_the_same_few_statements(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag], ik: Vraag
) -> None:
    reader = client.app.state.reader  # type: ignore[attr-defined]
    id = geopend(client, recruiter)
    paths = {
        "vacatures": 1, "vacatures?telling=true": 3, "vacatures?q=planeconoom": 2,
        "vacatures?niveau=senior": 1, f"vacatures/{id}": 1,
        "vacaturefacetten": 2, "vacaturefacetten?q=planekonoom": 3,
        "verdwenen-vacatures?sinds=2026-01-01T00:00:00Z": 2,
    }  # fmt: skip
    wie = kijkers["partner"](PUBLIEK)
    for _ in range(2):
        client.get(f"{BASE}/vacatures", headers=wie)  # the lines are sent for the first time
        for path, expected in paths.items():
            before = reader.count
            assert client.get(f"{BASE}/{path}", headers=wie).status_code == 200
            assert reader.count - before == expected, path
        for nr in range(6):
            geopend(client, recruiter, titel=f"Planeconoom {nr}")


def test_a_line_is_read_once_and_again_when_it_changed(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    """What was sent before is kept by its mark; a change gives another mark."""
    reader = client.app.state.reader  # type: ignore[attr-defined]
    id = geopend(client, recruiter, titel="Planeconoom")

    def lijst(wie: str, op: datetime) -> tuple[list[dict[str, Any]], int]:
        voor = reader.count
        got = client.get(f"{BASE}/vacatures", headers=kijkers[wie](op))
        return got.json()["results"], reader.count - voor

    eerste, gevraagd = lijst("partner", PUBLIEK)
    assert ([een["titel"] for een in eerste], gevraagd) == (["Planeconoom"], 2)
    assert lijst("partner", PUBLIEK) == (eerste, 1)
    assert lijst("anoniem", PUBLIEK) == (eerste, 1), "somebody else, the same line"
    [eerder], gevraagd = lijst("partner", later(PARTNERS, hours=1))
    assert (eerder["fase"], gevraagd) != (eerste[0]["fase"], 1), "another phase is another line"
    etag = client.get(f"{BASE}/vacatures/{id}", headers=recruiter()).headers["ETag"]
    headers = recruiter() | {"If-Match": etag, "Content-Type": "application/merge-patch+json"}
    anders = client.patch(f"{BASE}/vacatures/{id}", json={"titel": "Econoom"}, headers=headers)
    assert anders.status_code == 200, anders.text
    nieuw, gevraagd = lijst("anoniem", PUBLIEK)
    assert (nieuw, gevraagd) == ([eerste[0] | {"titel": "Econoom"}], 2)
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    with engine.begin() as connection, pytest.raises(DBAPIError, match="by its mark"):
        connection.execute(text("UPDATE open_vacature SET regel = 'anders'"))


def test_an_etag_and_a_head_of_a_detail(client: TestClient, recruiter: Vraag, ik: Vraag) -> None:
    id = geopend(client, recruiter)
    headers = ik(AA, "medewerker", medewerker=uuid4())
    first = client.get(f"{BASE}/vacatures/{id}", headers=headers)
    known = headers | {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"{BASE}/vacatures/{id}", headers=known).status_code == 304
    assert client.head(f"{BASE}/vacatures/{id}", headers=headers).status_code == 200
    for wrong in ("geen-id", f"{uuid4()}".upper()):
        answer = client.get(f"{BASE}/vacatures/{wrong}", headers=headers)
        assert answer.status_code in (400, 404)
    assert json.loads(first.content)["id"] == id
