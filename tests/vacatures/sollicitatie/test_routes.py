"""Applying, order, judgement, rejection and withdrawal over HTTP."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    NA_SLUITING,
    OPENBAAR,
    PARTNERS,
    Buur,
    Vraag,
    later,
)

IN_PARTNERS, IN_OPENBAAR = later(PARTNERS, hours=10), later(OPENBAAR, hours=10)


def solliciteer(client: TestClient, vacature: str, headers: Headers, **body: Any) -> Any:
    return client.post(f"{BASE}/vacatures/{vacature}/sollicitaties", headers=headers, json=body)


def id_van(answer: Any) -> str:
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def beoordeel(client: TestClient, id: str, headers: Headers, oordeel: str = "passend") -> Any:
    body = {"oordeel": oordeel, "reden": "Gesprek gevoerd."}
    return client.post(f"{BASE}/sollicitaties/{id}/beoordelingen", headers=headers, json=body)


def wijzig(client: TestClient, id: str, headers: Headers, naar: str, **meer: Any) -> Any:
    body = {"naar": naar} | meer
    return client.post(f"{BASE}/sollicitaties/{id}/statuswijzigingen", headers=headers, json=body)


def test_a_partner_applies_in_the_partner_phase(
    client: TestClient, ik: Vraag, vacature: str
) -> None:
    wie = uuid4()
    te_vroeg = solliciteer(client, vacature, ik(BEE, "medewerker", medewerker=wie))
    assert te_vroeg.status_code == 404
    partner = ik(BEE, "medewerker", medewerker=wie, nu=IN_PARTNERS)
    answer = solliciteer(client, vacature, partner, motivatie="Graag.")
    assert answer.status_code == 201
    body = answer.json()
    assert (body["categorie"], body["status"], body["aangehouden"]) == (
        "partner",
        "ingediend",
        False,
    )
    assert body["grond"] == "In dienst bij een partnerorganisatie (convenant versie 1)"
    assert answer.headers["Location"] == body["url"]
    nog_eens = solliciteer(client, vacature, partner)
    assert nog_eens.status_code == 409
    assert [b["code"] for b in nog_eens.json()["beletselen"]] == ["al-gesolliciteerd"]
    own = client.get(f"{BASE}/sollicitaties?telling=true", headers=partner).json()
    assert (own["count"], own["results"]) == (1, [body])


def test_a_held_application_is_kept_and_counts_from_its_phase(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    wie = ik(BEE, "medewerker", medewerker=uuid4(), herplaatsing=True)
    answer = solliciteer(client, vacature, wie)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["categorie"], body["aangehouden"]) == ("herplaatsing_partner", True)
    assert body["teltVanafOp"] == "2026-08-19T22:00:00Z"
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    [nu] = client.get(path, headers=recruiter()).json()["results"]
    assert nu["aangehouden"]
    [straks] = client.get(path, headers=recruiter(nu=IN_PARTNERS)).json()["results"]
    assert not straks["aangehouden"]


def test_the_recruiter_sees_the_order_with_its_grounds(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    wie = [
        ("extern", ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)),
        ("partner", ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS)),
        ("intern", ik(AA, "medewerker", medewerker=uuid4())),
        ("herplaatsing", ik(AA, "medewerker", medewerker=uuid4(), herplaatsing=True)),
    ]
    ids = {soort: id_van(solliciteer(client, vacature, headers)) for soort, headers in wie}
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.get(f"{path}?telling=true", headers=recruiter(nu=IN_OPENBAAR))
    regels = answer.json()["results"]
    volgorde = ["herplaatsing", "intern", "partner", "extern"]
    assert [r["id"] for r in regels] == [ids[soort] for soort in volgorde]
    assert [r["plaats"] for r in regels] == [1, 2, 3, 4]
    assert [r["grond"] for r in regels] == [
        "Herplaatsingskandidaat van de werkgever, vastgelegd door de eigen HR",
        "In dienst bij de werkgever van de vacature",
        "In dienst bij een partnerorganisatie (convenant versie 1)",
        "Niet in dienst bij de werkgever of een partnerorganisatie",
    ]
    assert answer.json()["count"] == 4
    first = client.get(f"{path}?pageSize=3", headers=recruiter(nu=IN_OPENBAAR)).json()
    rest = client.get(first["next"], headers=recruiter(nu=IN_OPENBAAR)).json()
    assert [r["id"] for r in first["results"] + rest["results"]] == [r["id"] for r in regels]


def test_the_category_stays_as_it_was_at_applying(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    """Whoever leaves for another employer afterwards keeps the place of then."""
    wie = uuid4()
    id = id_van(solliciteer(client, vacature, ik(AA, "medewerker", medewerker=wie)))
    elders = ik(CEE, "medewerker", medewerker=wie, nu=IN_OPENBAAR)
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=elders).json()["categorie"] == "intern"
    [regel] = client.get(
        f"{BASE}/vacatures/{vacature}/sollicitaties", headers=recruiter(nu=IN_OPENBAAR)
    ).json()["results"]
    assert regel["categorie"] == "intern"


def test_only_the_candidate_and_the_employer_find_an_application(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    id = id_van(solliciteer(client, vacature, kandidaat))
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=kandidaat).status_code == 200
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=recruiter()).status_code == 200
    vreemden = [
        ik(AA, "medewerker", medewerker=uuid4()),
        ik(AA),
        ik(BEE, "recruiter"),
        ik(BEE, "medewerker", medewerker=uuid4()),
        ik(None),
    ]
    handelingen = [
        ("GET", "", None),
        ("GET", "/kandidaat", None),
        ("POST", "/beoordelingen", {"oordeel": "passend", "reden": "x"}),
        ("POST", "/statuswijzigingen", {"naar": "afgewezen", "reden": "x"}),
        ("POST", "/aanbiedingen", {"contractsoort": "vast", "uren": 36, "schaal": "11"}),
    ]
    for headers in vreemden:
        for method, path, body in handelingen:
            answers = [
                client.request(
                    method, f"{BASE}/sollicitaties/{nr}{path}", headers=headers, json=body
                )
                for nr in (id, uuid4())
            ]
            assert [a.status_code for a in answers] == [404, 404]
            assert answers[0].content == answers[1].content
    # The candidate itself does not judge.
    for method, path, body in handelingen[1:3]:
        answer = client.request(
            method, f"{BASE}/sollicitaties/{id}{path}", headers=kandidaat, json=body
        )
        assert answer.status_code == 403


def test_a_decision_about_a_person_is_a_persons(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    id = id_van(solliciteer(client, vacature, kandidaat))
    machine = recruiter(gebruiker=None)
    assert beoordeel(client, id, machine).json()["code"] == "gebruiker-ontbreekt"
    afwijzing = wijzig(client, id, machine, "afgewezen", reden="Te weinig ervaring.")
    assert (afwijzing.status_code, afwijzing.json()["code"]) == (400, "gebruiker-ontbreekt")
    zonder = wijzig(client, id, recruiter(), "afgewezen")
    assert zonder.status_code == 400
    assert beoordeel(client, id, recruiter()).status_code == 201
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=recruiter()).json()["oordeel"] == (
        "passend"
    )
    assert beoordeel(client, id, recruiter(), "niet_passend").status_code == 201
    gezien = client.get(f"{BASE}/sollicitaties/{id}", headers=recruiter()).json()
    assert (gezien["oordeel"], gezien["status"]) == ("niet_passend", "in_behandeling")
    eigen = client.get(f"{BASE}/sollicitaties/{id}", headers=kandidaat).json()
    assert eigen["oordeel"] is None
    afgewezen = wijzig(client, id, recruiter(), "afgewezen", reden="Te weinig ervaring.")
    assert afgewezen.status_code == 201
    eigen = client.get(f"{BASE}/sollicitaties/{id}", headers=kandidaat).json()
    assert (eigen["status"], eigen["reden"]) == ("afgewezen", "Te weinig ervaring.")
    assert beoordeel(client, id, recruiter()).status_code == 409
    assert wijzig(client, id, kandidaat, "ingetrokken").status_code == 409


def test_who_withdraws_may_apply_again(client: TestClient, ik: Vraag, vacature: str) -> None:
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    eerste = id_van(solliciteer(client, vacature, kandidaat))
    tag = client.get(f"{BASE}/sollicitaties/{eerste}", headers=kandidaat).headers["ETag"]
    verkeerd = wijzig(client, eerste, kandidaat | {"If-Match": '"7-x"'}, "ingetrokken")
    assert verkeerd.status_code == 412
    assert wijzig(client, eerste, kandidaat | {"If-Match": tag}, "ingetrokken").status_code == 201
    assert id_van(solliciteer(client, vacature, kandidaat)) != eerste


def test_not_after_closing(client: TestClient, ik: Vraag, vacature: str) -> None:
    laat = ik(AA, "medewerker", medewerker=uuid4(), nu=later(NA_SLUITING, seconds=1))
    assert solliciteer(client, vacature, laat).status_code == 404


def test_a_machine_does_not_apply(client: TestClient, ik: Vraag, vacature: str) -> None:
    assert solliciteer(client, vacature, ik(AA)).json()["code"] == "geen-medewerker"
    assert client.get(f"{BASE}/sollicitaties", headers=ik(AA)).status_code == 403


def test_many_at_once_end_in_one_application(client: TestClient, ik: Vraag, vacature: str) -> None:
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    with ThreadPoolExecutor(6) as threads:
        codes = sorted(
            threads.map(lambda _: solliciteer(client, vacature, kandidaat).status_code, range(6))
        )
    assert codes == [201, *[409] * 5]


def test_withdrawing_and_rejecting_at_once_end_in_one_outcome(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    id = id_van(solliciteer(client, vacature, kandidaat))
    acties: list[Callable[[], Any]] = [
        lambda: wijzig(client, id, kandidaat, "ingetrokken"),
        lambda: wijzig(client, id, recruiter(), "afgewezen", reden="x"),
    ] * 3
    with ThreadPoolExecutor(6) as threads:
        codes = sorted(answer.status_code for answer in threads.map(lambda a: a(), acties))
    assert codes == [201, *[409] * 5]


def test_name_and_contact_come_from_the_gateway(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str, buur: Buur
) -> None:
    wie = uuid4()
    id = id_van(solliciteer(client, vacature, ik(AA, "medewerker", medewerker=wie)))
    path = f"{BASE}/sollicitaties/{id}/kandidaat"
    assert client.get(path, headers=recruiter()).status_code == 404
    buur.antwoorden[f"/intern/medewerkers/{wie}"] = {
        "naam": "Testpersoon",
        "email": "testpersoon@example.org",
    }
    assert client.get(path, headers=recruiter()).json() == {
        "naam": "Testpersoon",
        "email": "testpersoon@example.org",
        "telefoon": None,
        "organisatie": AA,
    }


def test_a_dead_gateway_stops_only_what_needs_it(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str, buur: Buur
) -> None:
    wie = ik(AA, "medewerker", medewerker=uuid4())
    buur.server.server_close()
    id = id_van(solliciteer(client, vacature, wie))
    answer = client.get(f"{BASE}/sollicitaties/{id}/kandidaat", headers=recruiter())
    assert (answer.status_code, answer.json()["code"]) == (503, "niet-beschikbaar")


def test_the_order_takes_two_statements_for_its_own_recruiter(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    """One reads, one leaves the record; however many applied."""
    reader = client.app.state.reader  # type: ignore[attr-defined]
    for aantal in (1, 3):
        for _ in range(aantal):
            solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
        before = reader.count
        path = f"{BASE}/vacatures/{vacature}/sollicitaties?telling=true"
        answer = client.get(path, headers=recruiter())
        assert answer.status_code == 200
        assert reader.count - before == 2
    assert (answer.json()["count"], len(answer.json()["results"])) == (4, 4)


def test_what_is_recorded(
    client: TestClient,
    ik: Vraag,
    recruiter: Vraag,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    wie = uuid4()
    kandidaat = ik(AA, "medewerker", medewerker=wie)
    id = id_van(solliciteer(client, vacature, kandidaat, motivatie="Geheim genoeg."))
    client.get(f"{BASE}/vacatures/{vacature}/sollicitaties", headers=recruiter())
    wijzig(client, id, recruiter(), "afgewezen", reden="Een reden.")
    with migrated("vacatures").connect() as tx:
        verwerkt = tx.execute(
            text("SELECT activiteit, organisatie FROM verwerking_uit WHERE betrokkene = :wie"),
            {"wie": wie},
        ).all()
        events = tx.execute(
            text("SELECT type, publiek, onderwerp, dataref FROM gebeurtenis_uit ORDER BY nr")
        ).all()
        log = tx.execute(
            text("SELECT van, naar, partij, gebruiker FROM sollicitatielog ORDER BY op, naar DESC")
        ).all()
        alles = tx.scalar(text("SELECT jsonb_agg(to_jsonb(g))::text FROM gebeurtenis_uit g"))
    assert [tuple(row) for row in verwerkt] == [
        ("solliciteren", AA),
        ("sollicitaties bekijken", AA),
        ("sollicitatie wijzigen", AA),
    ]
    assert [row.type for row in events] == [
        "vacature-opengesteld",
        "sollicitatie-ontvangen",
        "sollicitatie-afgewezen",
    ]
    assert events[0].publiek["organisaties"] == [AA]
    assert (events[0].publiek["openbaar"], events[0].publiek["verbanden"]) == (False, [])
    assert events[1].publiek["rollen"] == ["hr_adviseur", "recruiter"]
    assert events[1].onderwerp == UUID(id)
    assert str(wie) not in (alles or "")
    assert [tuple(row) for row in log] == [
        (None, "ingediend", "kandidaat", "proefpersoon"),
        ("ingediend", "afgewezen", "werkgever", "proefpersoon"),
    ]


@pytest.mark.parametrize("scope", ["sollicitaties:indienen", "sollicitaties:lezen"])
def test_scopes(client: TestClient, ik: Vraag, vacature: str, scope: str) -> None:
    wie = ik(AA, "medewerker", medewerker=uuid4(), scopes={scope})
    applied = solliciteer(client, vacature, wie)
    assert applied.status_code == (201 if scope == "sollicitaties:indienen" else 403)
    assert client.get(f"{BASE}/sollicitaties", headers=wie).status_code == (
        200 if scope == "sollicitaties:lezen" else 403
    )


def test_the_log_and_the_judgements_can_be_read(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    id = id_van(solliciteer(client, vacature, kandidaat))
    oordeel = beoordeel(client, id, recruiter())
    beoordeel(client, id, recruiter(gebruiker="een ander"), "niet_passend")
    wijzig(client, id, recruiter(), "afgewezen", reden="Te weinig ervaring.")
    path = f"{BASE}/sollicitaties/{id}"
    log = client.get(f"{path}/statuswijzigingen?telling=true", headers=recruiter()).json()
    assert [(w["van"], w["naar"], w["partij"]) for w in log["results"]] == [
        (None, "ingediend", "kandidaat"),
        ("ingediend", "in_behandeling", "werkgever"),
        ("in_behandeling", "afgewezen", "werkgever"),
    ]
    assert (log["count"], log["results"][2]["reden"]) == (3, "Te weinig ervaring.")
    eigen = client.get(f"{path}/statuswijzigingen", headers=kandidaat).json()["results"]
    assert {w["gebruiker"] for w in eigen} == {None}
    assert eigen[2]["reden"] == "Te weinig ervaring."
    lijst = client.get(oordeel.headers["Location"], headers=recruiter()).json()["results"]
    assert [(b["oordeel"], b["gebruiker"]) for b in lijst] == [
        ("passend", "proefpersoon"),
        ("niet_passend", "een ander"),
    ]
    assert client.get(f"{path}/beoordelingen", headers=kandidaat).status_code == 403
    vreemd = ik(BEE, "recruiter")
    for lijst in ("statuswijzigingen", "beoordelingen", "aanbiedingen"):
        assert client.get(f"{path}/{lijst}", headers=vreemd).status_code == 404
