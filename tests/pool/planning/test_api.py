"""Needs over the API: concept, open, filled; hidden is absent."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from shared import db
from tests.pool.conftest import AA, ANDER_VERBAND, BASE, BEE, CEE, DEE, VERBAND, Buur, Regio, Vraag


def test_onvolledig_is_concept_tot_alles_er_is(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    concept = regio.behoefte(urenMin=None, urenMax=None, van=None, tot=None)
    assert (concept["status"], concept["ontbreekt"]) == ("concept", ["urenMax", "van", "tot"])
    pad = f"/behoeften/{concept['id']}"
    stap = {"naar": "open", "reden": "Nu nodig"}
    nee = regio.post(f"{pad}/statuswijzigingen", makelaar(BEE), stap, 409)
    assert [een["veld"] for een in nee["beletselen"]] == ["urenMax", "van", "tot"]
    aanvulling = {"urenMax": 24, "zoSnelMogelijk": True, "duurMaanden": 6}
    answer = client.patch(f"{BASE}{pad}", headers=makelaar(BEE), json=aanvulling)
    assert (answer.json()["ontbreekt"], answer.json()["status"]) == ([], "concept")
    assert regio.post(f"{pad}/statuswijzigingen", makelaar(BEE), stap)["status"] == "open"
    log = client.get(f"{BASE}{pad}/statuswijzigingen", headers=makelaar(BEE)).json()["results"]
    assert [(een["van"], een["naar"], een["reden"]) for een in log] == [
        ("concept", "open", "Nu nodig")
    ]
    leeg = client.patch(f"{BASE}{pad}", headers=makelaar(BEE), json={"urenMax": None})
    assert (leeg.status_code, leeg.json()["code"]) == (409, "wijziging-kan-niet")


def test_vervallen_is_het_einde(client: TestClient, makelaar: Vraag, regio: Regio) -> None:
    pad = f"/behoeften/{regio.behoefte()['id']}"
    weg = {"naar": "vervallen", "reden": "Niet meer nodig"}
    assert regio.post(f"{pad}/statuswijzigingen", makelaar(BEE), weg)["status"] == "vervallen"
    weer = {"naar": "open", "reden": "Toch wel"}
    nee = regio.post(f"{pad}/statuswijzigingen", makelaar(BEE), weer, 409)
    assert nee["beletselen"][0]["code"] == "overgang-onbekend"
    answer = client.patch(f"{BASE}{pad}", headers=makelaar(BEE), json={"plaats": "Tiel"})
    assert (answer.status_code, answer.json()["code"]) == (409, "behoefte-gesloten")


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({"urenMin": 30, "tot": "2026-08-01"}, {"uren-omgekeerd", "periode-omgekeerd"}),
        ({"titel": None, "functie": None}, {"ontbreekt"}),
        ({"verband": str(ANDER_VERBAND)}, {"onbekend"}),
        ({"inlener": AA}, {"andere-organisatie"}),
        ({"functie": "tovenaar"}, {"functie-onbekend"}),
    ],
)
def test_fouten(
    makelaar: Vraag, regio: Regio, buur: Buur, anders: dict[str, Any], codes: set[str]
) -> None:
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = {
        "functies": [{"code": "planeconoom", "naam": "Planeconoom"}]
    }
    inhoud = {
        "titel": "Planeconoom",
        "functie": "planeconoom",
        "urenMin": 16,
        "urenMax": 16,
        "van": "2026-09-01",
    } | anders
    fout = regio.post("/behoeften", makelaar(BEE), inhoud, 400)
    assert {een["code"] for een in fout["invalidParams"]} == codes


def test_het_verband_deelt_en_een_buitenstaander_vindt_niets(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    behoefte = regio.behoefte()
    eigen = regio.post(
        "/behoeften",
        ik(DEE, "makelaar", verbanden=[]),
        {"titel": "Zonder verband", "urenMax": 8, "van": "2026-09-01", "openEinde": True},
    )
    assert (eigen["status"], eigen["ontbreekt"]) == ("concept", ["verband"])

    def lijst(headers: dict[str, str], filter: str = "") -> tuple[list[str], int]:
        answer = client.get(f"{BASE}/behoeften?telling=true{filter}", headers=headers).json()
        return [een["id"] for een in answer["results"]], answer["count"]

    assert lijst(makelaar(CEE)) == ([behoefte["id"]], 1)
    assert lijst(ik(CEE, "aanjager")) == ([behoefte["id"]], 1)
    assert lijst(ik(CEE, "medewerker", medewerker=uuid4())) == ([], 0)
    assert lijst(makelaar(DEE), f"&verband={VERBAND}") == ([], 0)
    assert lijst(makelaar(DEE)) == ([eigen["id"]], 1)
    assert lijst(makelaar(CEE), "&status=vervallen") == ([], 0)
    assert lijst(makelaar(CEE), f"&inlener={BEE}&functie=planeconoom")[1] == 1
    stap = {"naar": "vervallen", "reden": "x"}
    for methode, staart, inhoud in (
        ("GET", "", None),
        ("PATCH", "", {"plaats": "Tiel"}),
        ("GET", "/statuswijzigingen", None),
        ("POST", "/statuswijzigingen", stap),
    ):
        verborgen, afwezig = (
            client.request(
                methode,
                f"{BASE}/behoeften/{id}{staart}",
                headers=makelaar(DEE) | {"If-Match": '"9-x"'},
                json=inhoud,
            )
            for id in (behoefte["id"], uuid4())
        )
        assert verborgen.status_code == 404, (methode, staart)
        assert verborgen.content == afwezig.content
    partner = client.patch(
        f"{BASE}/behoeften/{behoefte['id']}", headers=makelaar(CEE), json={"plaats": "Tiel"}
    )
    assert (partner.status_code, partner.json()["code"]) == (403, "andere-organisatie")


def test_wie_het_ziet_hoort_wat_er_gebeurt(
    client: TestClient,
    makelaar: Vraag,
    regio: Regio,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    pad = f"{BASE}/behoeften/{regio.behoefte()['id']}"
    client.patch(pad, headers=makelaar(BEE), json={"plaats": "Tiel"})
    client.patch(pad, headers=makelaar(BEE), json={"plaats": "Tiel"})  # changes nothing
    regio.behoefte(urenMax=None, urenMin=None)
    stap = {"naar": "vervuld", "reden": "Zelf gevonden"}
    client.post(f"{pad}/statuswijzigingen", headers=makelaar(BEE), json=stap)
    soorten = [een.type for een in gebeurtenissen()]
    assert soorten == ["behoefte-opengesteld", "behoefte-gewijzigd", "behoefte-vervuld"]
    assert gebeurtenissen()[0].publiek["verbanden"] == [str(VERBAND)]


def test_412_bij_een_oude_versie(client: TestClient, makelaar: Vraag, regio: Regio) -> None:
    pad = f"{BASE}/behoeften/{regio.behoefte()['id']}"
    tag = client.get(pad, headers=makelaar(BEE)).headers["ETag"]
    raak = makelaar(BEE) | {"If-Match": tag}
    assert client.patch(pad, headers=raak, json={"plaats": "Tiel"}).status_code == 200
    assert client.patch(pad, headers=raak, json={"plaats": "Ede"}).status_code == 412
    assert client.get(pad, headers=makelaar(BEE)).json()["plaats"] == "Tiel"
