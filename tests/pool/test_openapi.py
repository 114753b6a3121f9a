"""The document says what every operation needs, in Dutch; without a token nothing answers."""

from uuid import uuid4

from fastapi.testclient import TestClient

from tests.pool.conftest import BASE, routes


def test_elke_operatie_heeft_een_scope_en_een_uitleg(client: TestClient) -> None:
    paden = client.get(f"{BASE}/openapi.json").json()["paths"]
    gezien = set()
    for pad, item in paden.items():
        for methode, operatie in item.items():
            [veilig] = operatie["security"]
            [scope] = veilig["oauth2"]
            lezen = methode == "get" and "aanleveringen" not in pad
            verwacht = "pool:lezen" if lezen else "pool:schrijven"
            if pad == "/leden" or pad.endswith(("/leden/{id}/eigen", "/leden/{id}/toestemming")):
                verwacht = "eigen:beheren"
            beslist = methode == "post" and pad.endswith(("/afronding", "/spoedbeurten"))
            if beslist or pad.endswith("/besluiten"):
                verwacht = "toewijzing:beslissen"
            # The person answers too, with an own login; the route asks what it needs.
            if pad.endswith(("/akkoorden", "/startlijst/{punt}", "/overdracht")):
                verwacht = "pool:lezen"
            if pad.endswith("/verhaal"):
                verwacht = "eigen:beheren"
            assert scope == verwacht, (methode, pad)
            assert operatie["summary"]
            assert operatie["description"].endswith(".")
            gezien.add(operatie["operationId"])
    assert len(gezien) == sum(len(item) for item in paden.values())


def test_zonder_token_antwoordt_niets(client: TestClient) -> None:
    for methode, pad in routes(client):
        adres = BASE + pad.replace("{id}", str(uuid4())).replace("{regelId}", str(uuid4()))
        adres = adres.replace("{behoefteId}", str(uuid4()))
        inhoud: dict[str, str] | None = None if methode == "GET" else {}
        if methode == "POST" and pad.endswith("/_csv"):
            vorm = {"Content-Type": "text/csv"}
            antwoord = client.post(adres, headers=vorm, content="kenmerk")
        else:
            antwoord = client.request(methode, adres, json=inhoud)
        assert antwoord.status_code == 401, (methode, pad)
