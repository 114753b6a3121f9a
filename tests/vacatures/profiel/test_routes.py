"""Profiles, blocks and labels over HTTP: whose they are, who sees them, and which text counts."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    NU,
    OPENBAAR,
    VERBAND,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm9901"
PROFIEL = {"naam": "Gemeente Aa", "tekst": "Klein en dichtbij.", "website": "https://aa.example"}
BLOK = {"titel": "Kleine gemeente", "tekst": "U werkt dicht bij het bestuur.", "inProfiel": True}
EIGEN = f"{BASE}/werkgevers/{AA}/profiel"
BLOKKEN = f"{BASE}/profielblokken"
LABEL = f"{BASE}/verbanden/{VERBAND}/label"


@pytest.fixture
def register(buur: Buur) -> Buur:
    """The gateway knows Aa and how many people live there."""
    feiten = {"oin": AA, "tooi": TOOI, "naam": "Gemeente Aa", "inwoners": 18_000}
    buur.antwoorden[f"/intern/organisaties/{AA}"] = feiten
    return buur


def maak(client: TestClient, headers: Headers, **anders: Any) -> dict[str, Any]:
    answer = client.post(BLOKKEN, headers=headers, json=BLOK | anders)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"].endswith(f"/profielblokken/{answer.json()['id']}")
    return dict(answer.json())


def test_a_profile_is_for_everybody(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag], register: Buur
) -> None:
    assert client.get(EIGEN, headers=recruiter()).status_code == 404
    answer = client.put(EIGEN, headers=recruiter(), json=PROFIEL)
    assert answer.status_code == 200, answer.text
    maak(client, recruiter())
    maak(client, recruiter(), titel="Nog niet", inProfiel=False)
    bodies = [client.get(EIGEN, headers=wie()).json() for wie in kijkers.values()]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["grootteklasse"] == "tot_20000"
    assert bodies[0]["grootte"] == "minder dan 20.000 inwoners"
    assert [blok["titel"] for blok in bodies[0]["blokken"]] == ["Kleine gemeente"]


def test_without_the_gateway_a_profile_is_stored(client: TestClient, recruiter: Vraag) -> None:
    client.app.state.gateway._client.base_url = "http://127.0.0.1:1"  # type: ignore[attr-defined]
    answer = client.put(EIGEN, headers=recruiter(), json=PROFIEL)
    assert answer.status_code == 200, answer.text
    assert answer.json()["grootteklasse"] == "onbekend"


def test_only_the_own_recruiter_changes_a_profile(
    client: TestClient, kijkers: dict[str, Vraag], register: Buur
) -> None:
    for naam, wie in kijkers.items():
        answer = client.put(EIGEN, headers=wie(), json=PROFIEL)
        verwacht = {"eigen recruiter": 200, "anoniem": 401}.get(naam, 403)
        assert answer.status_code == verwacht, naam


def test_a_stale_change_is_refused(client: TestClient, recruiter: Vraag, register: Buur) -> None:
    eerste = client.put(EIGEN, headers=recruiter(), json=PROFIEL).headers["etag"]
    assert client.get(EIGEN, headers=recruiter()).headers["etag"] == eerste
    mee = recruiter() | {"If-Match": eerste}
    assert client.put(EIGEN, headers=mee, json=PROFIEL | {"naam": "Aa"}).status_code == 200
    assert client.put(EIGEN, headers=mee, json=PROFIEL).status_code == 412


@pytest.mark.parametrize(
    "fout",
    [
        {"naam": ""},
        {"naam": "x" * 201},
        {"naam": "a\u0000"},
        {"website": "javascript:alert(1)"},
        {"tekst": "\u0001"},
        {"tekst": "x" * 4001},
        {"inwoners": 5},
    ],
)
def test_bad_profiles(client: TestClient, recruiter: Vraag, fout: dict[str, Any]) -> None:
    answer = client.put(EIGEN, headers=recruiter(), json=PROFIEL | fout)
    assert answer.status_code == 400, answer.text


def test_a_block_is_the_own_organisations(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    id = maak(client, recruiter())["id"]
    for naam, wie in kijkers.items():
        verwacht = {"eigen recruiter": 200, "anoniem": 401}.get(naam)
        if verwacht is None:
            verwacht = 404 if "recruiter" in naam else 403
        for method in ("get", "patch"):
            body: Any = {"json": {}} if method == "patch" else {}
            answer = getattr(client, method)(f"{BLOKKEN}/{id}", headers=wie(), **body)
            assert answer.status_code == verwacht, (naam, method)
        stale = wie() | {"If-Match": '"99-x"'}
        answer = client.patch(f"{BLOKKEN}/{id}", headers=stale, json={"titel": "x"})
        assert answer.status_code == (412 if verwacht == 200 else verwacht), naam


def test_another_text_is_another_version(client: TestClient, recruiter: Vraag) -> None:
    blok = maak(client, recruiter())
    path = f"{BLOKKEN}/{blok['id']}"
    uit = client.patch(path, headers=recruiter(), json={"inProfiel": False}).json()
    assert (uit["versie"], uit["inProfiel"]) == (1, False)
    anders = client.patch(path, headers=recruiter(), json={"tekst": "Anders."}).json()
    assert (anders["versie"], anders["tekst"], anders["titel"]) == (2, "Anders.", BLOK["titel"])
    versies = client.get(f"{path}/versies?telling=true", headers=recruiter()).json()
    assert [(v["versie"], v["tekst"]) for v in versies["results"]] == [
        (1, BLOK["tekst"]),
        (2, "Anders."),
    ]
    assert versies["count"] == 2
    leeg = client.patch(path, headers=recruiter(), json={"titel": None})
    assert leeg.json()["invalidParams"][0]["code"] == "niet-leeg"


def test_two_changes_at_once_are_two_versions(client: TestClient, recruiter: Vraag) -> None:
    path = f"{BLOKKEN}/{maak(client, recruiter())['id']}"
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(
            lambda nr: client.patch(path, headers=recruiter(), json={"tekst": f"Tekst {nr}"}),
            range(4),
        )
        assert [answer.status_code for answer in answers] == [200] * 4
    assert client.get(path, headers=recruiter()).json()["versie"] == 5


def test_lists_are_paged_and_own(client: TestClient, recruiter: Vraag, ik: Vraag) -> None:
    ids = [maak(client, recruiter(), titel=f"Blok {nr}")["id"] for nr in range(3)]
    client.patch(f"{BLOKKEN}/{ids[1]}", headers=recruiter(), json={"actief": False})
    maak(client, ik(BEE, "recruiter"))
    body = client.get(f"{BLOKKEN}?actief=true&telling=true", headers=recruiter()).json()
    assert ([b["id"] for b in body["results"]], body["count"]) == ([ids[0], ids[2]], 2)
    assert client.get(f"{BLOKKEN}?pageSize=1", headers=recruiter()).json()["next"]


# ---- label ---------------------------------------------------------------------------------------
def test_a_label_is_of_the_members(client: TestClient, ik: Vraag, recruiter: Vraag) -> None:
    assert client.get(LABEL, headers=recruiter()).status_code == 404
    body = {"naam": "Werken in de Regio"}
    for organisatie, rol, verwacht in (
        (CEE, "recruiter", 404),
        (BEE, "medewerker", 403),
        (BEE, "recruiter", 200),
        (AA, "recruiter", 200),
    ):
        answer = client.put(LABEL, headers=ik(organisatie, rol), json=body)
        assert answer.status_code == verwacht, (organisatie, rol)
    shown = client.get(LABEL, headers=ik(BEE, "medewerker")).json()
    assert (shown["naam"], shown["organisatie"]) == ("Werken in de Regio", AA)
    assert client.get(LABEL, headers=ik(CEE, "recruiter")).status_code == 404
    stale = recruiter() | {"If-Match": '"1-x"'}
    assert client.put(LABEL, headers=stale, json=body).status_code == 412


# ---- on a vacancy --------------------------------------------------------------------------------
def detail(client: TestClient, id: str, headers: Headers) -> dict[str, Any]:
    answer = client.get(f"{BASE}/vacatures/{id}", headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["profiel"])


def test_a_vacancy_keeps_the_text_of_its_opening(
    client: TestClient, recruiter: Vraag, ik: Vraag, register: Buur
) -> None:
    client.put(EIGEN, headers=recruiter(), json=PROFIEL)
    client.put(LABEL, headers=recruiter(), json={"naam": "Werken in de Regio"})
    blokken = [maak(client, recruiter(), titel=f"Blok {nr}")["id"] for nr in range(2)]
    keuze = {"profielen": blokken[::-1], "afzender": "beide"}
    id = nieuw(client, recruiter(), **keuze)
    open_(client, recruiter(), id)
    wijziging = {"tekst": "Na de opening."}
    na = recruiter(nu=later(NU, hours=1))
    client.patch(f"{BLOKKEN}/{blokken[0]}", headers=na, json=wijziging)
    buiten = ik(CEE, "medewerker", medewerker=uuid4(), nu=later(OPENBAAR, hours=1))
    shown = detail(client, id, buiten)
    assert [m["naam"] for m in shown["afzenders"]] == ["Gemeente Aa", "Werken in de Regio"]
    assert shown["grootteklasse"] == "tot_20000"
    assert [(b["titel"], b["tekst"]) for b in shown["blokken"]] == [
        ("Blok 1", BLOK["tekst"]),
        ("Blok 0", BLOK["tekst"]),
    ]
    concept = nieuw(client, na, **keuze)
    assert detail(client, concept, na)["blokken"][1]["tekst"] == "Na de opening."


@pytest.mark.parametrize(
    ("afzender", "namen"),
    [
        ({}, ["Gemeente Aa"]),
        ({"afzender": "verband"}, ["Werken in de Regio"]),
        ({"afzender": "eigen", "afzenderNaam": "Team Ruimte van Aa"}, ["Team Ruimte van Aa"]),
    ],
)
def test_the_sender_is_a_choice(
    client: TestClient,
    recruiter: Vraag,
    register: Buur,
    afzender: dict[str, str],
    namen: list[str],
) -> None:
    client.put(EIGEN, headers=recruiter(), json=PROFIEL)
    client.put(LABEL, headers=recruiter(), json={"naam": "Werken in de Regio"})
    id = nieuw(client, recruiter(), **afzender)
    shown = detail(client, id, recruiter())
    assert [merk["naam"] for merk in shown["afzenders"]] == namen


def test_only_own_and_living_blocks_can_be_chosen(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    vreemd = maak(client, ik(BEE, "recruiter"))["id"]
    eigen = maak(client, recruiter())["id"]
    id = nieuw(client, recruiter(), profielen=[eigen])
    antwoorden = [
        client.patch(f"{BASE}/vacatures/{id}", headers=recruiter(), json={"profielen": [other]})
        for other in (vreemd, str(uuid4()))
    ]
    assert [a.status_code for a in antwoorden] == [400, 400]
    assert antwoorden[0].content == antwoorden[1].content
    assert antwoorden[0].json()["invalidParams"][0]["code"] == "onbekend"
    client.patch(f"{BLOKKEN}/{eigen}", headers=recruiter(), json={"actief": False})
    wijziging = {"titel": "Anders", "profielen": [eigen]}
    houdt = client.patch(f"{BASE}/vacatures/{id}", headers=recruiter(), json=wijziging)
    assert houdt.status_code == 200, houdt.text
    body = {"titel": "Nieuw", "profielen": [eigen]}
    assert client.post(f"{BASE}/vacatures", headers=recruiter(), json=body).status_code == 400


def test_the_number_of_queries_does_not_grow(client: TestClient, recruiter: Vraag) -> None:
    blokken = [maak(client, recruiter(), titel=f"Blok {nr}")["id"] for nr in range(8)]
    een = nieuw(client, recruiter(), profielen=blokken[:1])
    acht = nieuw(client, recruiter(), profielen=blokken)
    tellingen = []
    for id in (een, acht):
        with geteld(client) as vragen:
            detail(client, id, recruiter())
        tellingen.append(len(vragen))
    assert tellingen[0] == tellingen[1]


class geteld:  # noqa: N801 (reads as a word)
    """Collects the queries of what is done inside."""

    def __init__(self, client: TestClient) -> None:
        self.engine = client.app.state.engine  # type: ignore[attr-defined]
        self.vragen: list[str] = []

    def __enter__(self) -> list[str]:
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.vragen

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.vragen.append(statement)
