"""Mandates over HTTP: who gives them, what they open, and that they end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    VOLLEDIG,
    Buur,
    Vraag,
    nieuw,
    open_,
)

CENTRUM = DEE  # a service centre outside the verband
MANDAAT = {"gemachtigde": CENTRUM, "totDatum": "2026-12-31"}
PAD = f"{BASE}/mandaten"


@pytest.fixture(autouse=True)
def bekend(buur: Buur) -> None:
    for oin in (AA, BEE, CENTRUM):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": "x"}


@pytest.fixture
def centrum(ik: Vraag) -> Vraag:
    return lambda **meer: ik(CENTRUM, "recruiter", **meer)


def geef(client: TestClient, headers: Headers, **anders: Any) -> str:
    answer = client.post(PAD, headers=headers, json=MANDAAT | anders)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"].endswith(answer.json()["id"])
    assert answer.headers["ETag"]
    return str(answer.json()["id"])


def trek_in(client: TestClient, id: str, headers: Headers, **meer: str) -> Any:
    body = {"naar": "ingetrokken", "reden": "Anders besloten."}
    return client.post(f"{PAD}/{id}/statuswijzigingen", headers=headers | meer, json=body)


def test_given_seen_by_both_and_by_nobody_else(
    client: TestClient, recruiter: Vraag, centrum: Vraag, ik: Vraag
) -> None:
    id = geef(client, recruiter())
    for wie, kant in ((recruiter(), "gegeven"), (centrum(), "gekregen")):
        een = client.get(f"{PAD}/{id}", headers=wie)
        assert (een.status_code, een.json()["status"]) == (200, "van_kracht")
        lijst = client.get(PAD, headers=wie, params={"kant": kant, "telling": True}).json()
        assert (lijst["count"], [m["id"] for m in lijst["results"]]) == (1, [id])
        ander = {"gegeven": "gekregen", "gekregen": "gegeven"}[kant]
        assert client.get(PAD, headers=wie, params={"kant": ander}).json()["results"] == []
    for headers in (ik(BEE, "recruiter"), ik(CEE, "beheerder")):
        assert client.get(f"{PAD}/{id}", headers=headers).status_code == 404
        assert client.get(f"{PAD}/{id}/statuswijzigingen", headers=headers).status_code == 404
        assert trek_in(client, id, headers).status_code == 404
        assert client.get(PAD, headers=headers).json()["results"] == []


def test_who_may_give_one(client: TestClient, ik: Vraag, centrum: Vraag) -> None:
    assert client.post(PAD, headers=ik(AA, "medewerker"), json=MANDAAT).status_code == 403
    assert client.post(PAD, headers=ik(AA), json=MANDAAT).status_code == 403
    machine = client.post(PAD, headers=ik(AA, "recruiter", gebruiker=None), json=MANDAAT)
    assert machine.json()["code"] == "gebruiker-ontbreekt"
    # The service centre gives for itself only, so never itself somebody's mandate.
    answer = client.post(PAD, headers=centrum(), json=MANDAAT)
    assert [p["code"] for p in answer.json()["invalidParams"]] == ["eigen-organisatie"]
    assert geef(client, ik(AA, "beheerder"))


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({"vanDatum": "2026-08-11"}, [("vanDatum", "voorbij")]),
        ({"totDatum": "2026-08-11"}, [("totDatum", "voor-begin")]),
        ({"gemachtigde": CEE}, [("gemachtigde", "onbekend")]),
        (
            {"gemachtigde": AA, "vanDatum": "2026-08-01", "totDatum": "2026-07-01"},
            [
                ("gemachtigde", "eigen-organisatie"),
                ("vanDatum", "voorbij"),
                ("totDatum", "voor-begin"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_at_once(
    client: TestClient, recruiter: Vraag, anders: dict[str, str], codes: list[tuple[str, str]]
) -> None:
    answer = client.post(PAD, headers=recruiter(), json=MANDAAT | anders)
    assert answer.status_code == 400
    assert [(p["name"], p["code"]) for p in answer.json()["invalidParams"]] == codes


def test_an_end_is_mandatory(client: TestClient, recruiter: Vraag) -> None:
    answer = client.post(PAD, headers=recruiter(), json={"gemachtigde": CENTRUM})
    assert [p["name"] for p in answer.json()["invalidParams"]] == ["totDatum"]


def test_the_centre_acts_until_the_end_of_the_last_day(
    client: TestClient, recruiter: Vraag, centrum: Vraag
) -> None:
    assert (
        client.post(
            f"{BASE}/vacatures", headers=centrum(), json={"titel": "Jurist", "werkgever": AA}
        ).json()["code"]
        == "geen-mandaat"
    )
    geef(client, recruiter(), totDatum="2026-08-14")
    id = nieuw(client, centrum(), werkgever=AA)
    een = client.get(f"{BASE}/vacatures/{id}", headers=recruiter()).json()
    assert een["werkgever"] == AA
    eind = NU + timedelta(days=2, hours=15)  # midnight after the 14th in Amsterdam
    vlak_voor = centrum(nu=eind - timedelta(minutes=1))
    pad = f"{BASE}/vacatures/{id}"
    assert client.patch(pad, headers=vlak_voor, json={"titel": "Jurist A"}).status_code == 200
    log = client.get(f"{pad}/statuswijzigingen", headers=vlak_voor).json()["results"]
    assert [regel["organisatie"] for regel in log] == [CENTRUM]
    daarna = centrum(nu=eind)
    assert client.get(pad, headers=daarna).status_code == 404
    assert client.patch(pad, headers=daarna, json={"titel": "Jurist B"}).status_code == 404
    lijst = client.get(f"{BASE}/vacatures", headers=daarna).json()["results"]
    assert id not in [v["id"] for v in lijst]
    body = {"titel": "Jurist", "werkgever": AA}
    assert client.post(f"{BASE}/vacatures", headers=daarna, json=body).status_code == 403


def test_withdrawn_the_access_is_gone_at_once(
    client: TestClient, recruiter: Vraag, centrum: Vraag, ik: Vraag
) -> None:
    mandaat = geef(client, recruiter())
    id = nieuw(client, centrum(), werkgever=AA)
    open_(client, recruiter(), id)
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    pad = f"{BASE}/vacatures/{id}/sollicitaties"
    assert client.post(pad, headers=kandidaat, json={}).status_code == 201
    later = NU + timedelta(minutes=5)
    [regel] = client.get(pad, headers=centrum(nu=later)).json()["results"]
    assert trek_in(client, mandaat, recruiter(nu=later)).status_code == 201
    daarna = later + timedelta(seconds=2)
    weg = [pad, f"{BASE}/vacatures/{id}", f"{BASE}/sollicitaties/{regel['id']}"]
    assert [client.get(p, headers=centrum(nu=daarna)).status_code for p in weg] == [404] * 3
    log = client.get(f"{PAD}/{mandaat}/statuswijzigingen", headers=centrum()).json()["results"]
    assert [(r["van"], r["naar"], r["organisatie"]) for r in log] == [
        (None, "van_kracht", AA),
        ("van_kracht", "ingetrokken", AA),
    ]
    weer = trek_in(client, mandaat, recruiter(nu=daarna))
    assert (weer.status_code, weer.json()["mogelijk"]) == (409, [])


def test_the_one_that_got_it_can_give_it_back(
    client: TestClient, recruiter: Vraag, centrum: Vraag
) -> None:
    id = geef(client, recruiter(), vanDatum="2026-09-01")
    assert client.get(f"{PAD}/{id}", headers=centrum()).json()["status"] == "toekomstig"
    assert trek_in(client, id, centrum()).json()["organisatie"] == CENTRUM


def test_a_changed_mandate_is_read_again_first(client: TestClient, recruiter: Vraag) -> None:
    id = geef(client, recruiter())
    assert trek_in(client, id, recruiter(), **{"If-Match": '"9-x"'}).status_code == 412
    tag = client.get(f"{PAD}/{id}", headers=recruiter()).headers["ETag"]
    assert trek_in(client, id, recruiter(), **{"If-Match": tag}).status_code == 201


def test_two_at_once_give_one(client: TestClient, recruiter: Vraag) -> None:
    headers = recruiter()
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(
            threads.map(
                lambda _: client.post(PAD, headers=headers, json=MANDAAT).status_code, range(4)
            )
        )
    assert codes == [201, 400, 400, 400]


def test_withdrawn_by_two_at_once(client: TestClient, recruiter: Vraag, centrum: Vraag) -> None:
    id = geef(client, recruiter())
    wie = [recruiter(), centrum()] * 2
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(lambda h: trek_in(client, id, h).status_code, wie))
    assert codes == [201, 409, 409, 409]


def test_without_the_register_nothing_is_given(
    client: TestClient, recruiter: Vraag, buur: Buur
) -> None:
    buur.server.shutdown()
    buur.server.server_close()
    assert client.post(PAD, headers=recruiter(), json=MANDAAT).status_code == 503
    assert client.get(PAD, headers=recruiter()).json()["results"] == []


def test_who_acts_with_a_mandate_appoints_nobody_that_outlives_it(
    client: TestClient, recruiter: Vraag, centrum: Vraag
) -> None:
    geef(client, recruiter())
    body = VOLLEDIG | {"werkgever": AA, "werver": CENTRUM}
    meteen = client.post(f"{BASE}/vacatures", headers=centrum(), json=body)
    assert [p["code"] for p in meteen.json()["invalidParams"]] == ["alleen-werkgever"]
    id = nieuw(client, centrum(), werkgever=AA)
    pad = f"{BASE}/vacatures/{id}"
    daarna = client.patch(pad, headers=centrum(), json={"werver": CENTRUM})
    assert [b["code"] for b in daarna.json()["beletselen"]] == ["alleen-werkgever"]
    assert client.patch(pad, headers=recruiter(), json={"werver": CENTRUM}).status_code == 200
