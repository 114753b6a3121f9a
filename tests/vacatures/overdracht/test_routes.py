"""An employer's own system takes applications over, confirms, and tells what came of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from deploy.ports import free_port
from services.vacatures.overdracht import storage
from shared import db
from shared.http import Peer
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import AA, BASE, BEE, NU, OPENBAAR, Buur, Vraag, later
from tests.vacatures.document import bestanden

NA = later(OPENBAAR, hours=1)
OVER = f"{BASE}/overdrachten"
UITKOMST = f"{BASE}/overdracht-uitkomsten"
CONTACT = {"naam": "Noor Verzonnen", "email": "noor@example.org", "telefoon": "06-12345678"}


@pytest.fixture
def ats(recruiter: Vraag) -> Headers:
    return recruiter(nu=NA)


@pytest.fixture
def solliciteer(
    client: TestClient, ik: Vraag, buur: Buur, vacature: str
) -> Callable[[], tuple[str, UUID]]:
    """Somebody from outside applies: the application and the person."""

    def one() -> tuple[str, UUID]:
        person = uuid4()
        buur.antwoorden[f"/intern/medewerkers/{person}"] = CONTACT
        who = ik(None, medewerker=person, nu=NA, gebruiker=None)
        url = f"{BASE}/vacatures/{vacature}/sollicitaties"
        answer = client.post(url, headers=who, json={"motivatie": "Graag."})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"]), person

    return one


def bevestig(client: TestClient, id: str, headers: Headers, kenmerk: str = "ATS-1") -> Any:
    return client.put(f"{OVER}/{id}", headers=headers, json={"kenmerk": kenmerk})


def ids(client: TestClient, headers: Headers, **vraag: str) -> list[str]:
    wanted = "&".join(f"{name}={quote(value)}" for name, value in vraag.items())
    answer = client.get(f"{OVER}?{wanted}", headers=headers)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["results"]]


def test_a_package_has_all_and_is_the_same_again(
    client: TestClient, ik: Vraag, ats: Headers, solliciteer: Any
) -> None:
    id, person = solliciteer()
    own = ik(None, medewerker=person, nu=NA, gebruiker=None)
    data = bestanden.pdf("Ik ben planeconoom")
    body = {"bestandsnaam": "cv.pdf", "mediaType": "application/pdf", "grootte": len(data)}
    url = f"{BASE}/sollicitaties/{id}/documenten"
    document = client.post(url, headers=own, json=body).json()
    path = document["inhoudUrl"][document["inhoudUrl"].index(BASE) :]
    headers = own | {"Content-Type": "application/octet-stream"}
    assert client.put(path, headers=headers, content=data).status_code == 200
    client.post(url, headers=own, json=body)  # announced, never sent
    first = client.get(f"{OVER}/{id}", headers=ats)
    assert first.status_code == 200, first.text
    package = first.json()
    assert package["sollicitatie"]["categorie"] == "extern"
    assert package["sollicitatie"]["grond"]
    assert package["sollicitatie"]["motivatie"] == "Graag."
    assert package["kandidaat"] == CONTACT | {"organisatie": None}
    assert package["vacatureTitel"] == "Planeconoom"
    assert [d["id"] for d in package["documenten"]] == [document["id"]]
    assert client.get(path, headers=ats).content == data
    again = client.get(f"{OVER}/{id}", headers=ats)
    assert again.json() == package
    assert again.headers["ETag"] == first.headers["ETag"]


def test_confirmed_once_is_confirmed(client: TestClient, ats: Headers, solliciteer: Any) -> None:
    (id, _), (other, _) = solliciteer(), solliciteer()
    early = bevestig(client, id, ats)
    assert (early.status_code, early.json()["code"]) == (409, "niet-opgehaald")
    assert sorted(ids(client, ats, bevestigd="false")) == sorted([id, other])
    for one in (id, other):
        client.get(f"{OVER}/{one}", headers=ats)
    done = bevestig(client, id, ats)
    assert done.status_code == 200
    assert bevestig(client, id, ats).json() == done.json()
    assert bevestig(client, id, ats, "ATS-2").json()["code"] == "ander-kenmerk"
    assert bevestig(client, other, ats).json()["code"] == "kenmerk-in-gebruik"
    assert ids(client, ats, bevestigd="false") == [other]
    assert ids(client, ats, bevestigd="true") == [id]
    stale = ats | {"If-Match": '"99-x"'}
    assert bevestig(client, id, stale).status_code == 412


def test_one_reference_for_one_application_also_at_once(
    client: TestClient, ats: Headers, solliciteer: Any
) -> None:
    both = [solliciteer()[0] for _ in range(2)]
    for id in both:
        client.get(f"{OVER}/{id}", headers=ats)
    with ThreadPoolExecutor(2) as threads:
        codes = list(threads.map(lambda one: bevestig(client, one, ats).status_code, both))
    assert sorted(codes) == [200, 409]


def test_changed_since(
    client: TestClient, recruiter: Vraag, ats: Headers, solliciteer: Any
) -> None:
    id, _ = solliciteer()
    solliciteer()
    moment = later(NA, hours=2)
    vraag = moment.isoformat().replace("+00:00", "Z")
    hr = recruiter(nu=later(NA, hours=3))
    assert ids(client, hr, gewijzigdSinds=vraag) == []
    url = f"{BASE}/sollicitaties/{id}/statuswijzigingen"
    assert client.post(url, headers=hr, json={"naar": "in_behandeling"}).status_code == 201
    assert ids(client, hr, gewijzigdSinds=vraag) == [id]
    assert ids(client, hr)[-1] == id


def test_the_outcome_comes_back_by_own_reference(
    client: TestClient, ik: Vraag, recruiter: Vraag, ats: Headers, solliciteer: Any
) -> None:
    id, person = solliciteer()
    body = {"kenmerk": "ATS-1", "naar": "afgewezen", "reden": "Er was een betere kandidaat."}
    unknown = client.post(UITKOMST, headers=ats, json=body)
    assert unknown.json()["invalidParams"][0]["code"] == "kenmerk-onbekend"
    client.get(f"{OVER}/{id}", headers=ats)
    bevestig(client, id, ats)
    machine = recruiter(nu=NA, gebruiker=None)
    nobody = client.post(UITKOMST, headers=machine, json=body)
    assert (nobody.status_code, nobody.json()["code"]) == (400, "gebruiker-ontbreekt")
    bare = client.post(UITKOMST, headers=ats, json=body | {"reden": None})
    assert bare.status_code == 400
    done = client.post(UITKOMST, headers=ats, json=body)
    assert done.status_code == 201, done.text
    assert (done.json()["sollicitatieId"], done.json()["naar"]) == (id, "afgewezen")
    own = ik(None, medewerker=person, nu=NA, gebruiker=None)
    seen = client.get(f"{BASE}/sollicitaties/{id}", headers=own).json()
    assert (seen["status"], seen["reden"]) == ("afgewezen", body["reden"])
    again = client.post(UITKOMST, headers=ats, json=body)
    assert (again.status_code, again.json()["code"]) == (409, "overgang-kan-niet")


def test_others_find_nothing(client: TestClient, ik: Vraag, ats: Headers, solliciteer: Any) -> None:
    id, person = solliciteer()
    client.get(f"{OVER}/{id}", headers=ats)
    bevestig(client, id, ats)
    partner = ik(BEE, "recruiter", nu=NA)
    assert ids(client, partner) == []
    assert client.get(f"{OVER}/{id}", headers=partner).status_code == 404
    assert bevestig(client, id, partner).status_code == 404
    body = {"kenmerk": "ATS-1", "naar": "in_behandeling"}
    refused = client.post(UITKOMST, headers=partner, json=body)
    assert (
        refused.content
        == client.post(UITKOMST, headers=partner, json=body | {"kenmerk": "X"}).content
    )
    assert refused.json()["invalidParams"][0]["code"] == "kenmerk-onbekend"
    for who in (ik(None, medewerker=person, nu=NA), ik(AA, "leidinggevende", nu=NA)):
        assert client.get(OVER, headers=who).status_code == 403
        assert client.get(f"{OVER}/{id}", headers=who).status_code == 403


def test_a_dead_gateway_hands_nothing_over(
    client: TestClient,
    ats: Headers,
    solliciteer: Any,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
) -> None:
    id, _ = solliciteer()
    dead = settings_of("vacatures", database, gateway_url=f"http://127.0.0.1:{free_port()}")
    client.app.state.gateway = Peer(dead, "gateway")  # type: ignore[attr-defined]
    assert client.get(f"{OVER}/{id}", headers=ats).status_code == 503
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM overdracht")) == 0


def test_each_hand_over_is_on_record(
    client: TestClient, ats: Headers, solliciteer: Any, migrated: Callable[[str], Engine]
) -> None:
    id, person = solliciteer()
    for _ in range(2):
        client.get(f"{OVER}/{id}", headers=ats)
    with migrated("vacatures").connect() as tx:
        query = text(
            "SELECT count(*) FROM verwerking_uit WHERE betrokkene = :p AND organisatie = :o"
            " AND activiteit = 'sollicitatie overdragen'"
        )
        assert tx.scalar(query, {"p": person, "o": AA}) == 2


def test_a_longer_list_asks_no_more(client: TestClient, ats: Headers, solliciteer: Any) -> None:
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(str(a[2])))
    counts = []
    for _ in range(3):
        solliciteer()
        asked.clear()
        client.get(f"{OVER}?pageSize=50", headers=ats)
        counts.append(len([q for q in asked if q.startswith(("SELECT", "WITH"))]))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("by_person", [True, False])
def test_erasing(
    client: TestClient,
    ats: Headers,
    solliciteer: Any,
    migrated: Callable[[str], Engine],
    by_person: bool,
) -> None:
    id, person = solliciteer()
    client.get(f"{OVER}/{id}", headers=ats)
    bevestig(client, id, ats)
    with db.sessions(migrated("vacatures")).begin() as tx:
        [told] = storage.dossier(tx, person)["overdracht"]
        assert told["kenmerk"] == "ATS-1"
        if by_person:
            gone = storage.wis_personen(tx, [person])
        else:
            gone = storage.wis_sollicitaties(tx, [UUID(id)], NU)
        assert gone == {"overdracht": 1}
        assert storage.dossier(tx, person) == {}
