"""Writing, reading, changing and ending vacancies, and who sees what in lists and details."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    INTERN,
    NA_SLUITING,
    NU,
    OPENBAAR,
    PARTNERS,
    VOLLEDIG,
    Vraag,
    later,
    nieuw,
    open_,
)


def test_a_concept_tells_what_is_missing(client: TestClient, recruiter: Vraag) -> None:
    answer = client.post(
        f"{BASE}/vacatures", headers=recruiter(), json={"titel": "Planeconoom", "urenMax": 36}
    )
    assert answer.status_code == 201
    body = answer.json()
    assert (body["status"], body["werkgever"]) == ("concept", AA)
    assert body["ontbreekt"] == [
        "omschrijving",
        "urenMin",
        "schaalMin",
        "schaalMax",
        "salarisMin",
        "salarisMax",
        "contractsoort",
        "plaats",
        "sluitingsDatum",
    ]
    assert answer.headers["Location"].endswith(f"{BASE}/vacatures/{body['id']}")
    read = client.get(f"{BASE}/vacatures/{body['id']}", headers=recruiter())
    assert read.json() == body


def test_an_incomplete_concept_cannot_be_opened(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), omschrijving=None, sluitingsDatum=None)
    answer = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter(), json={})
    assert answer.status_code == 409
    assert answer.json()["ontbreekt"] == ["omschrijving", "sluitingsDatum"]


def test_contradictions_are_refused_together(client: TestClient, recruiter: Vraag) -> None:
    body = VOLLEDIG | {"urenMin": 36, "urenMax": 24, "salarisMin": 2, "salarisMax": 1}
    answer = client.post(f"{BASE}/vacatures", headers=recruiter(), json=body)
    assert answer.status_code == 400
    assert {p["name"] for p in answer.json()["invalidParams"]} == {"urenMin", "salarisMin"}


def test_a_change_is_a_merge_patch_with_a_version(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), domein="fysiek domein")
    path = f"{BASE}/vacatures/{id}"
    tag = client.get(path, headers=recruiter()).headers["ETag"]
    changed = client.patch(
        path, headers=recruiter() | {"If-Match": tag}, json={"domein": None, "titel": "Anders"}
    )
    assert changed.status_code == 200
    assert (changed.json()["domein"], changed.json()["titel"]) == (None, "Anders")
    assert changed.json()["omschrijving"] == VOLLEDIG["omschrijving"]
    stale = client.patch(path, headers=recruiter() | {"If-Match": tag}, json={"titel": "Weer"})
    assert stale.status_code == 412
    empty = client.patch(path, headers=recruiter(), json={"titel": None})
    assert empty.status_code == 400


def test_what_people_applied_on_does_not_change(
    client: TestClient, recruiter: Vraag, vacature: str
) -> None:
    path = f"{BASE}/vacatures/{vacature}"
    frozen = client.patch(path, headers=recruiter(), json={"salarisMax": 1, "schaalMin": "1"})
    assert frozen.status_code == 400  # the minimum is now above the maximum
    frozen = client.patch(path, headers=recruiter(), json={"salarisMax": 700000, "plaats": None})
    assert frozen.status_code == 409
    assert [(b["veld"], b["code"]) for b in frozen.json()["beletselen"]] == [
        ("salarisMax", "bevroren"),
        ("plaats", "verplicht"),
    ]
    assert client.patch(path, headers=recruiter(), json={"titel": "Beter"}).status_code == 200


MATRIX: list[tuple[Any, dict[str, tuple[int, str | None]]]] = [
    (
        INTERN,
        {
            "eigen recruiter": (200, "ja"),
            "eigen medewerker": (200, "ja"),
            "eigen intranet": (200, "ja"),
            "partner": (404, None),
            "partner recruiter": (404, None),
            "partner herplaatsing": (200, "aangehouden"),
            "elders": (404, None),
            "elders recruiter": (404, None),
            "vacaturebank": (404, None),
            "anoniem": (404, None),
        },
    ),
    (
        PARTNERS,
        {
            "eigen recruiter": (200, "ja"),
            "eigen medewerker": (200, "ja"),
            "eigen intranet": (200, "ja"),
            "partner": (200, "ja"),
            "partner recruiter": (200, "ja"),
            "partner herplaatsing": (200, "ja"),
            "elders": (404, None),
            "elders recruiter": (404, None),
            "vacaturebank": (404, None),
            "anoniem": (404, None),
        },
    ),
    (OPENBAAR, dict.fromkeys(["eigen recruiter", "partner", "elders", "anoniem"], (200, "ja"))),
]
IEDEREEN = sorted(MATRIX[0][1])
# Over HTTP the clock runs on during a test; the rules are tested to the microsecond.
MOMENTEN = [
    (moment, rij)
    for start, rij in MATRIX
    for moment in (later(start, seconds=1), later(start, days=2))
] + [
    (later(eind, minutes=-1), rij)
    for eind, (_, rij) in zip((PARTNERS, OPENBAAR), MATRIX, strict=False)
]


def test_each_sees_exactly_what_the_phase_allows(
    client: TestClient, kijkers: dict[str, Vraag], vacature: str
) -> None:
    for moment, wie, (status, mag) in [(m, w, v) for m, rij in MOMENTEN for w, v in rij.items()]:
        headers = kijkers[wie](moment)
        answer = client.get(f"{BASE}/vacatures/{vacature}", headers=headers)
        assert answer.status_code == status, (moment, wie)
        assert answer.json().get("magSolliciteren") == mag, (moment, wie)
        lijst = client.get(f"{BASE}/vacatures?telling=true", headers=headers).json()
        assert lijst["count"] == len(lijst["results"]) == (1 if status == 200 else 0), (moment, wie)
        if status == 200:
            assert lijst["results"][0]["magSolliciteren"] == mag
            assert lijst["results"][0]["fase"] == answer.json()["fase"]


EIGEN_TAGS = {"vacatures", "openstelling"}
HANDELINGEN = [
    ("GET", "", None),
    ("HEAD", "", None),
    ("PATCH", "", {"titel": "x"}),
    ("GET", "/openstelling", None),
    ("POST", "/openstelling", {}),
    ("POST", "/statuswijzigingen", {"naar": "gesloten"}),
    ("GET", "/statuswijzigingen", None),
    ("GET", "/audittrail", None),
    ("GET", "/wijzigingen", None),
    ("POST", "/sollicitaties", {}),
    ("GET", "/sollicitaties", None),
]


@pytest.mark.parametrize("hoe", ["concept", "intern", "gesloten"])
def test_hidden_is_404_on_every_method(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag], hoe: str
) -> None:
    id = nieuw(client, recruiter())
    if hoe != "concept":
        open_(client, recruiter(), id)
    if hoe == "gesloten":
        eind = {"naar": "gesloten"}
        client.post(f"{BASE}/vacatures/{id}/statuswijzigingen", headers=recruiter(), json=eind)
    zien = {"eigen recruiter", "anoniem"}
    if hoe == "intern":
        zien |= {"eigen medewerker", "eigen intranet", "partner herplaatsing"}
    for wie in set(IEDEREEN) - zien:
        headers = kijkers[wie](NU) | {"If-Match": '"99-x"'}
        for method, path, body in HANDELINGEN:
            _same_as_nothing(client, method, f"{id}{path}", f"{uuid4()}{path}", headers, body)


def _same_as_nothing(
    client: TestClient, method: str, one: str, none: str, headers: Headers, body: Any
) -> None:
    answers = [
        client.request(method, f"{BASE}/vacatures/{path}", headers=headers, json=body)
        for path in (one, none)
    ]
    assert answers[0].status_code == answers[1].status_code
    # Whoever is no employee cannot apply anywhere: 403 whether it is there or not.
    assert answers[0].status_code in ({404, 403} if "sollicitaties" in one else {404})
    assert answers[0].content == answers[1].content
    assert dict(answers[0].headers) == dict(answers[1].headers)


def test_with_and_without_a_hidden_vacancy_every_answer_is_the_same(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    zichtbaar = nieuw(client, recruiter(), titel="Zichtbaar")
    open_(client, recruiter(), zichtbaar)
    paths = [
        "/vacatures?telling=true",
        "/vacatures?telling=true&q=planeconoom",
        "/vacatures?telling=true&status=opengesteld&pageSize=1",
        "/vacatures?telling=true&status=concept",
        f"/vacatures?telling=true&werkgever={AA}&functie=planeconoom&niveau=senior",
        f"/vacatures/{zichtbaar}",
        f"/vacatures/{zichtbaar}/openstelling?op=2026-09-01T00:00:00Z",
        "/openapi.json",
    ]

    def look() -> list[Any]:
        return [
            (wie, answer.status_code, answer.content, answer.headers.get("Link"))
            for wie in ("partner", "elders", "vacaturebank", "anoniem")
            for path in paths
            for answer in [client.get(BASE + path, headers=kijkers[wie](later(OPENBAAR, days=1)))]
        ]

    before = look()
    nieuw(client, recruiter(nu=later(OPENBAAR, hours=1)), titel="Planeconoom geheim")
    verborgen = nieuw(client, recruiter(nu=later(OPENBAAR, hours=1)), titel="Planeconoom geheim")
    open_(client, recruiter(nu=later(OPENBAAR, hours=1)), verborgen)
    assert look() == before
    assert b'"count":1' in before[0][2]


def test_filters(client: TestClient, recruiter: Vraag) -> None:
    nieuw(client, recruiter(), titel="Jurist 100%", functie="jurist", urenMin=8, urenMax=16)
    nieuw(client, recruiter(), niveau="junior", sluitingsDatum="2026-10-01", domein="sociaal")

    def titels(vraag: str) -> list[str]:
        answer = client.get(f"{BASE}/vacatures?{vraag}", headers=recruiter())
        assert answer.status_code == 200, answer.text
        return sorted(v["titel"] for v in answer.json()["results"])

    assert titels("functie=jurist") == ["Jurist 100%"]
    assert titels("niveau=junior") == titels("domein=sociaal") == ["Planeconoom"]
    assert titels("urenMin=20") == ["Planeconoom"]
    assert titels("urenMax=20") == ["Jurist 100%"]
    assert titels("q=100%25") == ["Jurist 100%"]
    assert titels("q=%25%25") == []
    assert titels("q=gebiedsONTWIKKELING") == ["Jurist 100%", "Planeconoom"]
    assert titels("sluitingsDatumVanaf=2026-10-01") == ["Planeconoom"]
    assert titels("sluitingsDatumTot=2026-09-30") == ["Jurist 100%"]
    assert titels(f"werkgever={BEE}") == titels("status=opengesteld") == []
    assert len(titels("status=concept")) == 2


def test_pages_do_not_repeat_or_lose(client: TestClient, recruiter: Vraag) -> None:
    ids = {nieuw(client, recruiter(), titel=f"Vacature {n}") for n in range(7)}
    for id in sorted(ids)[:4]:
        open_(client, recruiter(), id)
    seen: list[str] = []
    url: str | None = f"{BASE}/vacatures?pageSize=2"
    while url:
        answer = client.get(url, headers=recruiter()).json()
        seen += [v["id"] for v in answer["results"]]
        url = answer["next"]
    assert len(seen) == 7
    assert set(seen) == ids


def test_only_a_recruiter_writes(client: TestClient, ik: Vraag, vacature: str) -> None:
    wie = ik(AA, "medewerker", medewerker=uuid4())
    assert client.post(f"{BASE}/vacatures", headers=wie, json=VOLLEDIG).status_code == 403
    path = f"{BASE}/vacatures/{vacature}"
    assert client.patch(path, headers=wie, json={"titel": "x"}).status_code == 403
    partner = ik(BEE, "recruiter", nu=later(PARTNERS, hours=1))
    assert client.patch(path, headers=partner, json={"titel": "x"}).status_code == 403
    assert client.get(f"{path}/sollicitaties", headers=partner).status_code == 403


def test_the_end_of_a_vacancy(client: TestClient, recruiter: Vraag, vacature: str) -> None:
    path = f"{BASE}/vacatures/{vacature}"

    def naar(status: str, **meer: Any) -> Any:
        return client.post(
            f"{path}/statuswijzigingen", headers=recruiter(**meer), json={"naar": status}
        )

    assert naar("opengesteld").status_code == 409
    assert naar("concept").status_code == 409
    closed = naar("gesloten")
    assert (closed.status_code, closed.json()["van"]) == (201, "opengesteld")
    again = naar("gesloten")
    assert again.status_code == 409
    assert again.json()["mogelijk"] == ["ingetrokken", "vervuld"]
    assert naar("vervuld").status_code == 201
    assert naar("ingetrokken").json()["mogelijk"] == []
    log = client.get(closed.headers["Location"], headers=recruiter()).json()["results"]
    assert [w["naar"] for w in log] == ["concept", "opengesteld", "gesloten", "vervuld"]
    assert log[2]["gebruiker"] == "proefpersoon"


def test_the_clock_closes_without_a_job(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag], vacature: str
) -> None:
    path = f"{BASE}/vacatures/{vacature}"
    net_open = later(NA_SLUITING, minutes=-1)
    assert client.get(path, headers=kijkers["anoniem"](net_open)).status_code == 200
    assert (
        client.get(path, headers=kijkers["anoniem"](later(NA_SLUITING, seconds=1))).status_code
        == 404
    )
    own = client.get(path, headers=recruiter(nu=later(NA_SLUITING, seconds=1))).json()
    assert (own["status"], own["magSolliciteren"]) == ("gesloten", "nee")
    lijst = client.get(
        f"{BASE}/vacatures?status=gesloten", headers=recruiter(nu=later(NA_SLUITING, seconds=1))
    )
    assert [v["id"] for v in lijst.json()["results"]] == [vacature]
    vervuld = client.post(
        f"{path}/statuswijzigingen",
        headers=recruiter(nu=later(NA_SLUITING, seconds=1)),
        json={"naar": "vervuld"},
    )
    assert vervuld.json()["van"] == "gesloten"


def test_every_operation_on_a_vacancy_is_tried_on_a_hidden_one(client: TestClient) -> None:
    """A new operation must join the list that the tests of hiding walk through.

    Those of the rooms above are tried by the test that is made from the document.
    """
    paths = client.get(f"{BASE}/openapi.json").json()["paths"]
    known = {(method, path) for method, path, _ in HANDELINGEN}
    for path, operations in paths.items():
        if path.startswith("/vacatures/{id}"):
            tail = path.removeprefix("/vacatures/{id}")
            own = {m.upper() for m, o in operations.items() if {*o["tags"]} & EIGEN_TAGS}
            assert {(method, tail) for method in own} <= known


def test_reading_takes_the_same_few_queries_whatever_there_is(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    counts: list[int] = [0]

    def count(*_: object) -> None:
        counts[-1] += 1

    def apply() -> None:
        path = f"{BASE}/vacatures/{vacature}/sollicitaties"
        wie = ik(AA, "medewerker", medewerker=uuid4())
        assert client.post(path, headers=wie, json={}).status_code == 201

    paths = ["?telling=true", f"/{vacature}", f"/{vacature}/sollicitaties"]
    apply()
    for _ in range(2):
        event.listen(engine, "before_cursor_execute", count)
        for path in paths:
            counts.append(0)
            answer = client.get(f"{BASE}/vacatures{path}", headers=recruiter())
            assert answer.status_code == 200
        event.remove(engine, "before_cursor_execute", count)
        for _ in range(8):
            nieuw(client, recruiter())
            apply()
    few, many = counts[1:4], counts[4:7]
    # Each person's data that is read has its own line in the log, written in one statement.
    assert few[:2] == many[:2]
    assert max(many) <= 12
    assert many[2] - few[2] <= 1
