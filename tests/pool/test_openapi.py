"""The document says what every operation needs, in Dutch; without a token nothing answers."""

from uuid import uuid4

from fastapi.testclient import TestClient

from tests.pool.conftest import BASE, routes

# Besides reading with pool:lezen and writing with pool:schrijven.
AANLEVEREN = {"/aanleveringen/{id}", "/behoeftebestand"}  # for the system that delivers
ANDERS: dict[str, set[tuple[str, str]]] = {
    "eigen:beheren": {
        ("get", "/leden"),
        ("patch", "/leden/{id}/eigen"),
        ("get", "/leden/{id}/toestemming"),
        ("put", "/leden/{id}/toestemming"),
        ("put", "/inzetten/{id}/verhaal"),
        ("delete", "/inzetten/{id}/verhaal"),
        ("get", "/mijn-gegevens"),
        ("get", "/eigen-verzoeken"),
        ("post", "/verwijderverzoeken"),
        ("post", "/ruilwensen"),
        ("patch", "/ruilwensen/{id}"),
        ("post", "/ruilwensen/{id}/intrekking"),
        ("post", "/traineeprogrammas/{id}/aanmeldingen"),
        ("put", "/trainees/{id}/wensen"),
        ("post", "/traineementoren"),
        ("patch", "/traineementoren/{id}"),
        ("post", "/traineementoren/{id}/intrekking"),
        ("put", "/trainees/{id}/blokken/{nr}/evaluatie"),
        ("delete", "/trainees/{id}/blokken/{nr}/evaluatie"),
        ("post", "/werkbezoeken"),
        ("post", "/werkbezoeken/{id}/intrekking"),
        ("get", "/verwijderverzoeken/{id}"),
        ("post", "/verzoeken"),
        ("post", "/verzoeken/{id}/statuswijzigingen"),
        ("post", "/klussen/{id}/reacties"),
        ("post", "/klusreacties/{id}/intrekking"),
        ("post", "/klussenplannen"),
        ("patch", "/klussenplannen/{id}"),
        ("delete", "/klussenplannen/{id}"),
        ("put", "/nevenwerkmelding"),
        ("delete", "/nevenwerkmelding"),
        ("put", "/inzetten/{id}/inkomenseffect"),
        ("get", "/urenweken/{week}"),
        ("put", "/urenweken/{week}"),
        ("post", "/klankbordexperts"),
        ("patch", "/klankbordexperts/{id}"),
        ("delete", "/klankbordexperts/{id}"),
        ("post", "/klankbordkoppelingen/{id}/antwoord"),
        ("post", "/klankbordkoppelingen/{id}/onkosten"),
    },
    "elk token": {("get", "/verzoeken/{id}")},
    "toewijzing:beslissen": {
        ("post", "/toewijzingsvoorstellen/{id}/regels/{regelId}/besluiten"),
        ("post", "/toewijzingsvoorstellen/{id}/besluiten"),
        ("post", "/ruilkringen/{id}/vastlegging"),
        ("post", "/klusreacties/{id}/match"),
        ("post", "/klankbordvragen/{id}/koppelingen"),
        ("post", "/klankbordkoppelingen/{id}/intrekking"),
        ("post", "/traineeroosters/{id}/vaststelling"),
        ("put", "/traineeroosters/{id}/trainees/{traineeId}/blokken/{nr}"),
        ("post", "/ruilkringen/{id}/intrekking"),
        ("post", "/toewijzingsvoorstellen/{id}/afronding"),
        ("post", "/pools/{id}/spoedbeurten"),
    },
    # The person answers too, with an own login; the route asks what it needs besides.
    "pool:lezen": {
        ("post", "/inzetten/{id}/akkoorden"),
        ("post", "/ruilkringen/{id}/antwoorden"),
        ("post", "/trainees/{id}/beeindiging"),
        ("put", "/inzetten/{id}/startlijst/punten/{punt}"),
        ("put", "/inzetten/{id}/overdracht"),
        ("post", "/pools/{id}/verdeling/_simuleer"),
        ("post", "/vormwijzingen"),
        ("post", "/klusberekeningen"),
        ("post", "/urenstaten/{id}/intrekking"),
        ("post", "/urenstaten/{id}/correcties"),
        ("post", "/klankbordvragen"),
        ("post", "/klankbordvragen/{id}/intrekking"),
        ("post", "/klankbordvragen/{id}/afronding"),
    },
}


def test_elke_operatie_heeft_een_scope_en_een_uitleg(client: TestClient) -> None:
    paden = client.get(f"{BASE}/openapi.json").json()["paths"]
    gezien = set()
    for pad, item in paden.items():
        for methode, operatie in item.items():
            [veilig] = [een for een in operatie["security"] if een]  # empty: also for nobody
            scope = (veilig["oauth2"] or ["elk token"])[0]
            lezen = methode == "get" and pad not in AANLEVEREN
            verwacht = "pool:lezen" if lezen else "pool:schrijven"
            anders = [naam for naam, waar in ANDERS.items() if (methode, pad) in waar]
            verwacht = (anders or [verwacht])[0]
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
