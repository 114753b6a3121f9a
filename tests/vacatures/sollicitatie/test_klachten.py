"""Complaints: by the candidate, answered by somebody who had not judged, and a second look."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, Vraag
from tests.vacatures.sollicitatie.stappen import beoordeel, doe, solliciteer, wijzig


@pytest.fixture
def eigen(ik: Vraag) -> Headers:
    return ik(AA, "medewerker", medewerker=uuid4())


@pytest.fixture
def afgewezen(client: TestClient, recruiter: Vraag, vacature: str, eigen: Headers) -> str:
    """Id of an application that 'proefpersoon' judged and rejected."""
    id = solliciteer(client, vacature, eigen)
    beoordeel(client, id, recruiter())
    wijzig(client, id, recruiter(), "afgewezen", reden="Te weinig ervaring.")
    return id


def klaag(client: TestClient, id: str, headers: Headers, over: str = "afwijzing") -> Any:
    return doe(client, id, "klachten", headers, over=over, tekst="Dit klopt niet. 123456782")


def behandel(client: TestClient, url: str, headers: Headers, naar: str, **meer: Any) -> Any:
    return client.post(f"{url}/statuswijzigingen", headers=headers, json={"naar": naar} | meer)


def test_somebody_else_looks_again_and_the_rejection_can_be_undone(
    client: TestClient, recruiter: Vraag, afgewezen: str, eigen: Headers
) -> None:
    answer = klaag(client, afgewezen, eigen)
    assert answer.status_code == 201, answer.text
    body, url = answer.json(), answer.headers["Location"]
    assert (body["uiterlijkOp"], body["mogelijk"]) == ("2026-09-23", ["ingetrokken"])
    assert "123456782" not in body["tekst"]
    zelfde = behandel(client, url, recruiter(), "in_behandeling")
    assert (zelfde.status_code, zelfde.json()["code"]) == (409, "zelfde-mens")
    ander = recruiter(gebruiker="Iemand Anders")
    opnieuw = {"reden": "Na de klacht bekeken."}
    te_vroeg = wijzig(client, afgewezen, ander, "in_behandeling", **opnieuw)
    assert [b["code"] for b in te_vroeg.json()["beletselen"]] == ["geen-gegronde-klacht"]
    assert behandel(client, url, ander, "afgehandeld").status_code == 409
    assert behandel(client, url, ander, "in_behandeling").json()["behandelaar"] == "Iemand Anders"
    zonder = behandel(client, url, ander, "afgehandeld")
    assert [f["name"] for f in zonder.json()["invalidParams"]] == ["uitkomst", "reden"]
    gegrond = {"uitkomst": "gegrond", "reden": "De ervaring telt wel."}
    klaar = behandel(client, url, ander, "afgehandeld", **gegrond)
    assert klaar.status_code == 201, klaar.text
    gezien = client.get(url, headers=eigen).json()
    assert (gezien["uitkomst"], gezien["behandelaar"]) == ("gegrond", "Iemand Anders")
    assert wijzig(client, afgewezen, ander, "in_behandeling", **opnieuw).status_code == 201
    beoordeel(client, afgewezen, ander)
    log = client.get(f"{BASE}/sollicitaties/{afgewezen}/statuswijzigingen", headers=eigen).json()
    assert [w["naar"] for w in log["results"]][-2:] == ["afgewezen", "in_behandeling"]


def test_an_unfounded_complaint_changes_nothing(
    client: TestClient, recruiter: Vraag, afgewezen: str, eigen: Headers
) -> None:
    url = klaag(client, afgewezen, eigen).headers["Location"]
    ander = recruiter(gebruiker="Iemand Anders")
    behandel(client, url, ander, "in_behandeling")
    nee = {"uitkomst": "ongegrond", "reden": "Goed bekeken."}
    assert behandel(client, url, ander, "afgehandeld", **nee).status_code == 201
    weer = wijzig(client, afgewezen, ander, "in_behandeling", reden="Toch.")
    assert weer.status_code == 409
    assert behandel(client, url, eigen, "ingetrokken").status_code == 409


def test_an_old_complaint_does_not_open_a_later_rejection(
    client: TestClient, recruiter: Vraag, afgewezen: str, eigen: Headers
) -> None:
    url = klaag(client, afgewezen, eigen).headers["Location"]
    ander = recruiter(gebruiker="Iemand Anders")
    behandel(client, url, ander, "in_behandeling")
    behandel(client, url, ander, "afgehandeld", uitkomst="gegrond", reden="Ja.")
    assert wijzig(client, afgewezen, ander, "in_behandeling", reden="Weer.").status_code == 201
    assert wijzig(client, afgewezen, ander, "afgewezen", reden="Toch niet.").status_code == 201
    assert wijzig(client, afgewezen, ander, "in_behandeling", reden="Weer.").status_code == 409


def test_one_open_complaint_of_a_kind(client: TestClient, afgewezen: str, eigen: Headers) -> None:
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(lambda _: klaag(client, afgewezen, eigen).status_code, range(4)))
    assert codes == [201, 409, 409, 409]
    assert klaag(client, afgewezen, eigen, "behandeling").status_code == 201
    path = f"{BASE}/sollicitaties/{afgewezen}/klachten?telling=true"
    lijst = client.get(path, headers=eigen).json()
    assert [k["over"] for k in lijst["results"]] == ["afwijzing", "behandeling"]
    first = lijst["results"][0]["url"]
    assert behandel(client, first, eigen, "ingetrokken").status_code == 201
    assert klaag(client, afgewezen, eigen).status_code == 201


def test_two_who_answer_at_once_give_one_answer(
    client: TestClient, recruiter: Vraag, afgewezen: str, eigen: Headers
) -> None:
    url = klaag(client, afgewezen, eigen).headers["Location"]
    behandel(client, url, recruiter(gebruiker="Een"), "in_behandeling")
    antwoord = {"uitkomst": "ongegrond", "reden": "Bekeken."}
    wie = [recruiter(gebruiker=naam) for naam in ("Een", "Twee", "Drie")]
    with ThreadPoolExecutor(3) as threads:
        codes = sorted(
            threads.map(
                lambda w: behandel(client, url, w, "afgehandeld", **antwoord).status_code, wie
            )
        )
    assert codes == [201, 409, 409]


def test_who_has_no_part_finds_no_complaint(
    client: TestClient, recruiter: Vraag, afgewezen: str, eigen: Headers, ik: Vraag
) -> None:
    url = klaag(client, afgewezen, eigen).headers["Location"]
    assert klaag(client, afgewezen, recruiter()).json()["code"] == "geen-kandidaat"
    for vreemd in (ik(BEE, "recruiter"), ik(AA, "medewerker", medewerker=uuid4())):
        onbekend = f"{BASE}/klachten/{uuid4()}"
        pairs = [
            [client.get(een, headers=vreemd) for een in (url, onbekend)],
            [behandel(client, een, vreemd, "in_behandeling") for een in (url, onbekend)],
        ]
        for hier, nergens in pairs:
            assert (hier.status_code, hier.content) == (404, nergens.content)
        assert klaag(client, afgewezen, vreemd).status_code == 404
        path = f"{BASE}/sollicitaties/{afgewezen}/klachten"
        assert client.get(path, headers=vreemd).status_code == 404
    machine = behandel(client, url, recruiter(gebruiker=None), "in_behandeling")
    assert machine.json()["code"] == "gebruiker-ontbreekt"
    tag = client.get(url, headers=eigen).headers["ETag"]
    ander = recruiter(gebruiker="Iemand Anders")
    assert behandel(client, url, ander | {"If-Match": tag}, "in_behandeling").status_code == 201
    laat = behandel(client, url, eigen | {"If-Match": tag}, "ingetrokken")
    assert laat.status_code == 412
