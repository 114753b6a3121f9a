"""Sharing a function over HTTP: who sees which figures, answers, and what stops the opening."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)

VOORSTEL: dict[str, Any] = {
    "vorm": "aparte_contracten",
    "kostensleutel": "percentages",
    "delen": [
        {"werkgever": AA, "uren": 16, "kostenPercentage": 50, "voorwaarden": "Standplaats Aadorp"},
        {"werkgever": BEE, "uren": 20, "kostenPercentage": 50, "voorwaarden": "Eigen laptop"},
    ],
}


@pytest.fixture
def bee(ik: Vraag) -> Vraag:
    """The recruiter of the partner that is asked."""
    return lambda **meer: ik(BEE, "recruiter", **meer)


@pytest.fixture
def id(client: TestClient, recruiter: Vraag) -> str:
    """A draft of 36 hours."""
    return nieuw(client, recruiter(), urenMin=36, urenMax=36)


def stel_voor(client: TestClient, id: str, headers: Headers, **anders: Any) -> dict[str, Any]:
    path = f"{BASE}/vacatures/{id}/functiedeling"
    answer = client.post(path, headers=headers, json=VOORSTEL | anders)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def deel_van(body: dict[str, Any], werkgever: str) -> str:
    return next(str(d["id"]) for d in body["delen"] if d["werkgever"] == werkgever)


def antwoord(
    client: TestClient, id: str, headers: Headers, werkgever: str, naar: str, **meer: Any
) -> Any:
    path = f"{BASE}/vacatures/{id}/functiedeling"
    body = client.get(path, headers=headers).json()
    deel = f"{path}/delen/{deel_van(body, werkgever)}/statuswijzigingen"
    return client.post(deel, headers=headers, json={"naar": naar} | meer)


def test_a_proposal_is_seen_by_who_is_asked_and_only_the_own_part(
    client: TestClient, ik: Vraag, recruiter: Vraag, bee: Vraag, id: str
) -> None:
    path = f"{BASE}/vacatures/{id}/functiedeling"
    body = stel_voor(client, id, recruiter())
    assert [(d["werkgever"], d["uren"], d["status"]) for d in body["delen"]] == [
        (AA, 16, "uitgenodigd"),
        (BEE, 20, "uitgenodigd"),
    ]
    assert (body["urenSamen"], body["isVoltijd"], body["stand"]) == (36, True, "wacht_op_antwoord")
    assert (body["formeleWerkgever"], body["verwerkingsverantwoordelijke"]) == (None, AA)
    partner = client.get(path, headers=bee()).json()
    assert [(d["werkgever"], d["voorwaarden"]) for d in partner["delen"]] == [(BEE, "Eigen laptop")]
    assert [d["werkgever"] for d in partner["werkgevers"]] == [AA, BEE]
    assert "Aadorp" not in str(partner)
    # The draft itself is still hidden from the partner, and from everybody else all of it.
    assert client.get(f"{BASE}/vacatures/{id}", headers=bee()).status_code == 404
    buiten = [ik(BEE, "medewerker"), ik(CEE, "recruiter"), ik(BEE), ik(None), ik(AA, "medewerker")]
    for headers in buiten:
        assert client.get(path, headers=headers).status_code == 404
        gelijst = client.get(f"{BASE}/functiedelingen", headers=headers)
        assert gelijst.json()["results"] == []
    lijst = client.get(f"{BASE}/functiedelingen", headers=bee())
    assert [(r["vacatureId"], r["uren"], r["status"]) for r in lijst.json()["results"]] == [
        (id, 20, "uitgenodigd")
    ]


def test_it_opens_when_everybody_says_yes_and_is_then_of_all(
    client: TestClient, ik: Vraag, recruiter: Vraag, bee: Vraag, id: str
) -> None:
    stel_voor(client, id, recruiter())
    path = f"{BASE}/vacatures/{id}"
    te_vroeg = client.post(f"{path}/openstelling", headers=recruiter(), json={})
    assert te_vroeg.status_code == 409
    assert [b["code"] for b in te_vroeg.json()["beletselen"]] == ["werkgever-niet-geantwoord"] * 2
    assert antwoord(client, id, recruiter(), AA, "aanvaard").status_code == 201
    ja = antwoord(client, id, bee(), BEE, "aanvaard")
    assert ja.status_code == 201
    assert (ja.json()["stand"], ja.json()["beletselen"]) == ("akkoord", [])
    open_(client, recruiter(), id)
    gezien = client.get(path, headers=ik(BEE, "medewerker")).json()
    assert (gezien["werkgevers"], gezien["magSolliciteren"]) == ([AA, BEE], "ja")  # intern
    log = client.get(f"{path}/functiedeling/statuswijzigingen", headers=recruiter()).json()
    assert [r["organisatie"] for r in log["results"]] == [AA, AA, AA, BEE]
    assert [(r["werkgever"], r["naar"]) for r in log["results"]] == [
        (AA, "uitgenodigd"),
        (BEE, "uitgenodigd"),
        (AA, "aanvaard"),
        (BEE, "aanvaard"),
    ]
    eigen = client.get(f"{path}/functiedeling/statuswijzigingen", headers=bee()).json()
    assert {r["werkgever"] for r in eigen["results"]} == {BEE}


def test_saying_no_needs_a_reason_and_is_repaired_by_a_new_proposal(
    client: TestClient, ik: Vraag, recruiter: Vraag, bee: Vraag, id: str
) -> None:
    stel_voor(client, id, recruiter())
    zonder = antwoord(client, id, bee(), BEE, "afgewezen")
    assert (zonder.status_code, zonder.json()["mogelijk"]) == (409, ["aanvaard", "afgewezen"])
    nee = antwoord(client, id, bee(), BEE, "afgewezen", reden="Geen geld")
    assert nee.json()["stand"] == "deel_weggevallen"
    path = f"{BASE}/vacatures/{id}/functiedeling"
    vorig = client.get(path, headers=recruiter())
    delen = [{"werkgever": AA, "uren": 18}, {"werkgever": CEE, "uren": 18}]
    nieuwe = VOORSTEL | {"kostensleutel": "uren", "delen": delen}
    oud = recruiter() | {"If-Match": '"0"'}
    assert client.put(path, headers=oud, json=nieuwe).status_code == 412
    vers = recruiter() | {"If-Match": vorig.headers["ETag"]}
    body = client.put(path, headers=vers, json=nieuwe).json()
    assert {d["werkgever"]: (d["status"], d["kostenPercentage"]) for d in body["delen"]} == {
        AA: ("uitgenodigd", 50),
        BEE: ("vervallen", 50),
        CEE: ("uitgenodigd", 50),
    }
    # Whose part fell away sees that, and can answer no more.
    weg = client.get(path, headers=bee()).json()
    assert [d["status"] for d in weg["delen"]] == ["vervallen"]
    # Who came instead, and how it goes on without it, is no business of it any more.
    assert (weg["werkgevers"], weg["urenSamen"], weg["stand"]) == ([], 0, "deel_weggevallen")
    assert CEE not in str(weg)
    assert antwoord(client, id, bee(), BEE, "aanvaard").status_code == 409
    assert antwoord(client, id, ik(CEE, "recruiter"), CEE, "aanvaard").status_code == 201


@pytest.mark.parametrize(
    ("anders", "naam", "code"),
    [
        ({"delen": VOORSTEL["delen"][:1]}, "delen", "minstens-twee"),
        ({"kostensleutel": "uren"}, "delen", "kosten-volgen-uren"),
        ({"verwerkingsverantwoordelijke": DEE}, "verwerkingsverantwoordelijke", "geen-werkgever"),
        ({"formeleWerkgever": AA}, "formeleWerkgever", "niet-bij-deze-vorm"),
        (
            {"delen": [VOORSTEL["delen"][0], VOORSTEL["delen"][1] | {"uren": 21}]},
            "delen",
            "uren-som",
        ),
        (
            {"delen": [VOORSTEL["delen"][0], VOORSTEL["delen"][1] | {"kostenPercentage": 49}]},
            "delen",
            "kosten-som",
        ),
    ],
)
def test_a_proposal_that_does_not_add_up(
    client: TestClient, recruiter: Vraag, id: str, anders: dict[str, Any], naam: str, code: str
) -> None:
    path = f"{BASE}/vacatures/{id}/functiedeling"
    answer = client.post(path, headers=recruiter(), json=VOORSTEL | anders)
    assert answer.status_code == 400
    assert (naam, code) in [(f["name"], f["code"]) for f in answer.json()["invalidParams"]]
    assert client.get(path, headers=recruiter()).status_code == 404


def test_an_employer_that_nobody_knows_is_not_asked(
    client: TestClient, recruiter: Vraag, id: str, buur: Buur
) -> None:
    """A mistake in a number would wait for ever for an answer."""
    path = f"{BASE}/vacatures/{id}/functiedeling"
    nergens = VOORSTEL["delen"][1] | {"werkgever": "00000099000000099000", "uren": 19}
    fout = {"delen": [VOORSTEL["delen"][0], nergens]}
    answer = client.post(path, headers=recruiter(), json=VOORSTEL | fout)
    assert answer.status_code == 400
    assert [(f["name"], f["code"]) for f in answer.json()["invalidParams"]] == [
        ("delen", "uren-som"),
        ("delen.1.werkgever", "onbekend"),
    ]
    stel_voor(client, id, recruiter())
    assert client.put(path, headers=recruiter(), json=VOORSTEL | fout).status_code == 400
    buur.server.server_close()
    nieuw_erbij = VOORSTEL["delen"][1] | {"werkgever": CEE}
    ander = VOORSTEL | {"delen": [VOORSTEL["delen"][0], nieuw_erbij]}
    assert client.put(path, headers=recruiter(), json=ander).status_code == 503
    assert client.put(path, headers=recruiter(), json=VOORSTEL).status_code == 200


def test_full_time_is_a_setting_of_the_convenant(
    client: TestClient, recruiter: Vraag, buur: Buur
) -> None:
    id = nieuw(client, recruiter(), urenMin=36, urenMax=40)
    delen = [VOORSTEL["delen"][0], VOORSTEL["delen"][1] | {"uren": 24}]
    path = f"{BASE}/vacatures/{id}/functiedeling"
    te_veel = client.post(path, headers=recruiter(), json=VOORSTEL | {"delen": delen})
    assert te_veel.json()["invalidParams"][0]["code"] == "meer-dan-voltijd"
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/2"] = convenant(versie=2, voltijdUrenPerWeek=40)
    ruim = recruiter(verbanden=[(VERBAND, 2)])
    body = stel_voor(client, id, ruim, delen=delen)
    assert (body["voltijdUrenPerWeek"], body["isVoltijd"]) == (40, True)


def test_who_may_propose_and_answer(
    client: TestClient, ik: Vraag, recruiter: Vraag, bee: Vraag, id: str
) -> None:
    path = f"{BASE}/vacatures/{id}/functiedeling"
    for headers, status in (
        (bee(), 404),
        (ik(AA, "medewerker"), 404),
        (recruiter(gebruiker=None), 400),
        (recruiter(scopes={"vacatures:lezen"}), 403),
    ):
        assert client.post(path, headers=headers, json=VOORSTEL).status_code == status
    body = stel_voor(client, id, recruiter())
    assert client.post(path, headers=recruiter(), json=VOORSTEL).status_code == 409
    # Nobody answers for another employer, and nobody without saying who.
    van_aa = f"{path}/delen/{deel_van(body, AA)}/statuswijzigingen"
    assert client.post(van_aa, headers=bee(), json={"naar": "aanvaard"}).status_code == 404
    naamloos = antwoord(client, id, bee(gebruiker=None), BEE, "aanvaard")
    assert (naamloos.status_code, naamloos.json()["code"]) == (400, "gebruiker-ontbreekt")


def test_withdrawing_from_an_open_vacancy(
    client: TestClient, ik: Vraag, recruiter: Vraag, bee: Vraag, id: str
) -> None:
    stel_voor(client, id, recruiter())
    antwoord(client, id, recruiter(), AA, "aanvaard")
    antwoord(client, id, bee(), BEE, "aanvaard")
    open_(client, recruiter(), id)
    weg = antwoord(client, id, bee(), BEE, "teruggetrokken", reden="Bezuiniging")
    assert weg.json()["stand"] == "deel_weggevallen"
    # Nobody who could see and apply loses that; the gap is filled by another employer.
    assert client.get(f"{BASE}/vacatures/{id}", headers=ik(BEE, "medewerker")).status_code == 200
    path = f"{BASE}/vacatures/{id}/functiedeling"
    delen = [VOORSTEL["delen"][0], VOORSTEL["delen"][1] | {"werkgever": CEE}]
    assert (
        client.put(path, headers=recruiter(), json=VOORSTEL | {"delen": delen}).status_code == 200
    )
    antwoord(client, id, recruiter(), AA, "aanvaard")
    cee = ik(CEE, "recruiter", nu=later(NU, minutes=1))
    assert antwoord(client, id, cee, CEE, "aanvaard").json()["stand"] == "akkoord"
    nu = client.get(f"{BASE}/vacatures/{id}", headers=ik(CEE, "medewerker")).json()
    assert nu["werkgevers"] == [AA, BEE, CEE]
    einde = f"{BASE}/vacatures/{id}/statuswijzigingen"
    client.post(einde, headers=recruiter(), json={"naar": "ingetrokken", "reden": "Klaar"})
    laat = antwoord(client, id, cee, CEE, "teruggetrokken", reden="Te laat")
    assert laat.json()["beletselen"][0]["code"] == "vacature-afgerond"
    assert client.put(path, headers=recruiter(), json=VOORSTEL).status_code == 409


def test_two_answers_at_once_both_count(
    client: TestClient, recruiter: Vraag, bee: Vraag, id: str
) -> None:
    stel_voor(client, id, recruiter())
    wie = [(recruiter(), AA), (bee(), BEE), (bee(), BEE)]

    def ja(een: tuple[Headers, str]) -> int:
        return int(antwoord(client, id, een[0], een[1], "aanvaard").status_code)

    with ThreadPoolExecutor(3) as threads:
        codes = sorted(threads.map(ja, wie))
    assert codes == [201, 201, 409]
    body = client.get(f"{BASE}/vacatures/{id}/functiedeling", headers=recruiter()).json()
    assert body["stand"] == "akkoord"


def test_events_and_messages_go_to_the_employers_involved(
    client: TestClient,
    recruiter: Vraag,
    bee: Vraag,
    id: str,
    migrated: Callable[[str], Engine],
) -> None:
    stel_voor(client, id, recruiter())
    antwoord(client, id, recruiter(), AA, "aanvaard")
    antwoord(client, id, bee(), BEE, "aanvaard")
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(
            text(
                "SELECT type, publiek FROM gebeurtenis_uit WHERE type LIKE 'functied%' ORDER BY nr"
            )
        ).all()
        berichten = tx.execute(text("SELECT organisatie, onderwerp FROM bericht_uit")).all()
    assert [(row.type, row.publiek["organisaties"]) for row in rows] == [
        ("functiedeling-voorgesteld", [AA, BEE]),
        ("functiedeel-aanvaard", [AA]),
        ("functiedeel-aanvaard", [AA, BEE]),
    ]
    assert all(row.publiek["rollen"] for row in rows)
    assert {tuple(row) for row in berichten} == {
        (BEE, "Voorstel om een functie te delen"),
        (AA, "Alle werkgevers doen mee"),
    }


def test_who_fell_out_hears_that_and_nothing_of_later_proposals(
    client: TestClient, recruiter: Vraag, id: str, migrated: Callable[[str], Engine]
) -> None:
    stel_voor(client, id, recruiter())
    path = f"{BASE}/vacatures/{id}/functiedeling"
    for ander in (CEE, DEE):
        delen = [{"werkgever": AA, "uren": 18}, {"werkgever": ander, "uren": 18}]
        nieuwe = VOORSTEL | {"kostensleutel": "uren", "delen": delen}
        assert client.put(path, headers=recruiter(), json=nieuwe).status_code == 200
    with migrated("vacatures").connect() as tx:
        select_ = "SELECT publiek FROM gebeurtenis_uit WHERE type LIKE 'functied%' ORDER BY nr"
        gehoord = [row.publiek["organisaties"] for row in tx.execute(text(select_))]
        aan_bee = "SELECT count(*) FROM bericht_uit WHERE organisatie = :oin"
        assert tx.scalar(text(aan_bee), {"oin": BEE}) == 2
    assert gehoord == [[AA, BEE], [AA, BEE, CEE], [AA, CEE, DEE]]
