"""The candidate's own yes, reasoned deviations, and one outcome when many act at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, CEE, Vraag
from tests.vacatures.sollicitatie.stappen import (
    EIGEN_INLOG,
    IN_OPENBAAR,
    IN_PARTNERS,
    beoordeel,
    bied,
    doe,
    solliciteer,
    wijzig,
)

MINDER = {"contractsoort": "tijdelijk", "redenContractsoort": "Het is een project."}


@pytest.fixture
def partner(ik: Vraag) -> Headers:
    """A partner's employee with a permanent contract and an own login."""
    wie = {"medewerker": uuid4(), "vast_contract": True, "scopes": EIGEN_INLOG}
    return ik(BEE, "medewerker", nu=IN_PARTNERS, **wie)


@pytest.fixture
def hr(recruiter: Vraag) -> Headers:
    return recruiter(nu=IN_OPENBAAR)


def stem_in(client: TestClient, url: str, headers: Headers) -> Any:
    return client.post(f"{url}/akkoord", headers=headers)


def test_less_than_permanent_stands_only_after_the_own_yes(
    client: TestClient, vacature: str, partner: Headers, hr: Headers, ik: Vraag
) -> None:
    id = solliciteer(client, vacature, partner)
    beoordeel(client, id, hr)
    url = bied(client, id, hr, **MINDER).headers["Location"]
    te_vroeg = wijzig(client, id, partner, "aangenomen")
    assert te_vroeg.status_code == 409
    assert [b["code"] for b in te_vroeg.json()["beletselen"]] == ["akkoord-nodig"]
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=partner).json()["status"] == (
        "aangeboden"
    )
    assert stem_in(client, url, hr).status_code == 403  # an employer has no such scope
    werkgever = ik(AA, "recruiter", nu=IN_OPENBAAR, scopes=EIGEN_INLOG)
    assert stem_in(client, url, werkgever).json()["code"] == "geen-kandidaat"
    vreemd = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR, scopes=EIGEN_INLOG)
    assert stem_in(client, url, vreemd).status_code == 404
    answer = stem_in(client, url, partner)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["status"], answer.json()["kandidaatAkkoord"]) == ("open", True)
    assert answer.headers["Location"] == url
    nog_eens = stem_in(client, url, partner)
    assert [b["code"] for b in nog_eens.json()["beletselen"]] == ["geen-akkoord-gevraagd"]
    assert wijzig(client, id, partner, "aangenomen").status_code == 201
    assert client.get(url, headers=partner).json()["status"] == "aanvaard"


def test_who_does_not_agree_withdraws_or_waits(
    client: TestClient, vacature: str, partner: Headers, hr: Headers
) -> None:
    id = solliciteer(client, vacature, partner)
    beoordeel(client, id, hr)
    eerste = bied(client, id, hr, **MINDER).headers["Location"]
    assert wijzig(client, id, hr, "in_behandeling", reden="Toch vast.").status_code == 201
    assert stem_in(client, eerste, partner).status_code == 409
    assert bied(client, id, hr).json()["akkoordNodig"] is False
    assert wijzig(client, id, partner, "aangenomen").status_code == 201


def test_a_permanent_offer_needs_no_extra_yes(
    client: TestClient, vacature: str, partner: Headers, hr: Headers
) -> None:
    id = solliciteer(client, vacature, partner)
    beoordeel(client, id, hr)
    url = bied(client, id, hr).headers["Location"]
    assert stem_in(client, url, partner).json()["code"] == "akkoord-kan-niet"
    onbekend = url.rsplit("/", 1)[0] + f"/{uuid4()}"
    assert stem_in(client, onbekend, partner).status_code == 404
    assert client.get(onbekend, headers=partner).status_code == 404
    assert wijzig(client, id, partner, "aangenomen").status_code == 201


# ---- deviations ----------
def test_whoever_is_passed_over_reads_why_and_nobody_else_does(
    client: TestClient,
    vacature: str,
    hr: Headers,
    ik: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    wie = uuid4()
    partner = ik(BEE, "medewerker", medewerker=wie, nu=IN_OPENBAAR)
    buiten = ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)
    voor, na = (solliciteer(client, vacature, h) for h in (partner, buiten))
    for id in (voor, na):
        beoordeel(client, id, hr)
    assert bied(client, na, hr).status_code == 409
    gedaan = bied(client, na, hr, afwijking="Kent deze wijk al jaren.")
    assert gedaan.status_code == 201, gedaan.text
    path = f"{BASE}/sollicitaties/{voor}/afwijkingen"
    [afwijking] = client.get(path, headers=partner).json()["results"]
    assert (afwijking["reden"], afwijking["gebruiker"]) == ("Kent deze wijk al jaren.", None)
    assert set(afwijking) == {"id", "sollicitatieId", "reden", "gebruiker", "vastgelegdOp"}
    [van_hr] = client.get(path, headers=hr).json()["results"]
    assert van_hr["gebruiker"] == "proefpersoon"
    assert client.get(path, headers=buiten).status_code == 404
    # Who got the offer does not read about the other, nowhere.
    eigen = client.get(f"{BASE}/sollicitaties/{na}/afwijkingen", headers=buiten).json()
    assert eigen["results"] == []
    for deel in ("", "/aanbiedingen", "/statuswijzigingen"):
        gelezen = client.get(f"{BASE}/sollicitaties/{na}{deel}", headers=buiten).text
        assert "Kent deze wijk" not in gelezen
    with migrated("vacatures").connect() as tx:
        query = text("SELECT tekst FROM bericht_uit WHERE persoon = :wie ORDER BY nr")
        assert "ging u voor" in tx.scalars(query, {"wie": wie}).all()[-1]
    klacht = doe(client, voor, "klachten", partner, over="afwijking", tekst="Klopt niet.")
    body = {"naar": "in_behandeling"}
    url = f"{klacht.headers['Location']}/statuswijzigingen"
    # Who made the offer past this candidate does not handle the complaint about it.
    assert client.post(url, headers=hr, json=body).json()["code"] == "zelfde-mens"


@pytest.mark.parametrize("code", ["ander_past_beter", "beschikbaarheid"])
def test_rejecting_is_no_way_round_priority(
    client: TestClient, vacature: str, hr: Headers, ik: Vraag, code: str
) -> None:
    """A partner who applied in the own phase, found suitable, rejected, and then an outsider."""
    partner = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS)
    voor = solliciteer(client, vacature, partner)
    na = solliciteer(client, vacature, ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR))
    for id in (voor, na):
        beoordeel(client, id, hr)
    assert wijzig(client, voor, hr, "afgewezen", reden="x", redencode=code).status_code == 201
    kaal = bied(client, na, hr)
    if code == "beschikbaarheid":  # it lay with the candidate
        assert kaal.status_code == 201
        return
    [beletsel] = kaal.json()["beletselen"]
    assert (beletsel["code"], beletsel["sollicitatie"]) == ("voorgaande-afgewezen", voor)
    assert bied(client, na, hr, afwijking="Kent deze wijk al jaren.").status_code == 201
    path = f"{BASE}/sollicitaties/{voor}/afwijkingen"
    [afwijking] = client.get(path, headers=partner).json()["results"]
    assert afwijking["reden"] == "Kent deze wijk al jaren."


# ---- many at once ----------
def test_offer_withdrawal_and_rejection_at_once_end_in_one_outcome(
    client: TestClient, vacature: str, ik: Vraag, recruiter: Vraag
) -> None:
    zelf = ik(AA, "medewerker", medewerker=uuid4())
    id = solliciteer(client, vacature, zelf)
    beoordeel(client, id, recruiter())
    handelingen: dict[str, Callable[[], Any]] = {
        "aangeboden": lambda: bied(client, id, recruiter()),
        "ingetrokken": lambda: wijzig(client, id, zelf, "ingetrokken"),
        "afgewezen": lambda: wijzig(client, id, recruiter(), "afgewezen", reden="x"),
    }
    with ThreadPoolExecutor(6) as threads:
        lijst = list(handelingen.items()) * 2
        codes = list(threads.map(lambda h: (h[0], h[1]().status_code), lijst))
    assert {code for _, code in codes} <= {201, 409}
    stand = client.get(f"{BASE}/sollicitaties/{id}", headers=zelf).json()["status"]
    path = f"{BASE}/sollicitaties/{id}/statuswijzigingen"
    log = [w["naar"] for w in client.get(path, headers=zelf).json()["results"]]
    gelukt = [naam for naam, code in codes if code == 201]
    # Withdrawing after an offer is allowed; anything after the end is not.
    assert log[2:] in (["aangeboden", "ingetrokken"], ["ingetrokken"], ["afgewezen"])
    assert sorted(gelukt) == sorted(log[2:])
    assert stand == log[-1]


def test_two_offers_past_each_other_at_once_keep_the_order(
    client: TestClient, vacature: str, ik: Vraag, hr: Headers
) -> None:
    """The higher candidate gets the place, whoever of the recruiters is faster."""
    hoog = solliciteer(client, vacature, ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS))
    laag = solliciteer(client, vacature, ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR))
    for id in (hoog, laag):
        beoordeel(client, id, hr)
    with ThreadPoolExecutor(4) as threads:
        lijst = [laag, hoog, laag, hoog]
        codes = list(threads.map(lambda nr: (nr, bied(client, nr, hr).status_code), lijst))
    assert sorted(code for id, code in codes if id == hoog) == [201, 409]
    assert [code for id, code in codes if id == laag] == [409, 409]


def test_acceptance_and_taking_back_at_once_end_in_one_outcome(
    client: TestClient, vacature: str, ik: Vraag, recruiter: Vraag
) -> None:
    zelf = ik(AA, "medewerker", medewerker=uuid4())
    id = solliciteer(client, vacature, zelf)
    beoordeel(client, id, recruiter())
    bied(client, id, recruiter())
    handelingen: list[Callable[[], Any]] = [
        lambda: wijzig(client, id, zelf, "aangenomen"),
        lambda: wijzig(client, id, recruiter(), "in_behandeling", reden="Fout bedrag."),
    ] * 2
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(answer.status_code for answer in threads.map(lambda h: h(), handelingen))
    assert codes == [201, 409, 409, 409]
