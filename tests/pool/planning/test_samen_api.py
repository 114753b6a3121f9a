"""Groups of small needs, suggestions for the pool, and needs shown to a partner pool."""

from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from shared import db
from tests.conftest import Headers
from tests.pool.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    DEE,
    KEUZES,
    VERBAND,
    Regio,
    Vraag,
)

KLEIN = {"urenMin": 8, "urenMax": 8}


def voorstellen(client: TestClient, wie: Headers) -> list[dict[str, Any]]:
    pad = f"{BASE}/behoeftegroepvoorstellen?verband={VERBAND}"
    answer = client.get(pad, headers=wie)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


def test_kleine_behoeften_worden_een_groep(
    client: TestClient,
    makelaar: Vraag,
    ik: Vraag,
    regio: Regio,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    delen = [regio.behoefte(wie, **KLEIN) for wie in (BEE, CEE)]
    regio.behoefte(BEE)  # 16 hours: small too, but the group would be of more than one week
    groot = regio.behoefte(CEE, urenMin=24, urenMax=24)
    [voorstel] = voorstellen(client, makelaar())
    assert {een["id"] for een in delen} <= set(voorstel["behoeften"])
    assert groot["id"] not in voorstel["behoeften"]
    inhoud = {"verband": str(VERBAND), "behoeften": [een["id"] for een in delen], "reden": "Samen"}
    mens = client.post(f"{BASE}/behoeftegroepen", headers=makelaar(gebruiker=None), json=inhoud)
    assert (mens.status_code, mens.json()["code"]) == (400, "gebruiker-ontbreekt")
    groep = regio.post("/behoeftegroepen", makelaar(), inhoud)
    pad = f"{BASE}/behoeftegroepen/{groep['id']}"
    mijn = client.get(pad, headers=makelaar(BEE)).json()
    assert (mijn["urenPerWeek"], mijn["eigenUrenPerWeek"]) == (16, 8)
    assert {een["inlener"] for een in mijn["delen"]} == {BEE, CEE}
    assert client.get(pad, headers=makelaar(DEE)).status_code == 404
    assert client.get(pad, headers=ik(BEE, "medewerker", medewerker=uuid4())).status_code == 404
    behoefte = client.get(f"{BASE}/behoeften/{delen[0]['id']}", headers=makelaar(BEE)).json()
    assert (behoefte["groep"], behoefte["inlener"], behoefte["urenMax"]) == (groep["id"], BEE, 8)
    weer = regio.post("/behoeftegroepen", makelaar(), inhoud, 409)
    assert [een["code"] for een in weer["beletselen"]] == ["al-in-groep"]
    assert gebeurtenissen()[-1].type == "behoeftegroep-gemaakt"
    assert client.delete(pad, headers=makelaar()).status_code == 204
    assert client.get(pad, headers=makelaar()).json()["isOpgeheven"]
    lijst = client.get(f"{BASE}/behoeftegroepen?telling=true", headers=makelaar()).json()
    assert (lijst["results"], lijst["count"]) == ([], 0)
    assert len(voorstellen(client, makelaar())) == 1
    mix = inhoud | {"behoeften": [delen[0]["id"], groot["id"]]}
    nee = regio.post("/behoeftegroepen", makelaar(), mix, 409)
    assert {een["code"] for een in nee["beletselen"]} == {"behoefte-te-groot"}


def test_twee_tegelijk_maken_een_groep(client: TestClient, makelaar: Vraag, regio: Regio) -> None:
    ids = [regio.behoefte(wie, **KLEIN)["id"] for wie in (BEE, CEE, AA)]
    codes: list[int] = []

    def maak(keuze: list[str]) -> None:
        inhoud = {"verband": str(VERBAND), "behoeften": keuze, "reden": "Samen"}
        answer = client.post(f"{BASE}/behoeftegroepen", headers=makelaar(), json=inhoud)
        codes.append(answer.status_code)

    draden = [Thread(target=maak, args=(keuze,)) for keuze in (ids[:2], ids[:0:-1])]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(codes) == [201, 409]


def suggesties(client: TestClient, wie: Headers) -> dict[str, Any]:
    answer = client.get(f"{BASE}/poolsuggesties?verband={VERBAND}", headers=wie)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_terugkerende_vraag_wordt_een_suggestie(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    for wie, van in ((AA, "2026-09-01"), (BEE, "2026-10-01"), (CEE, "2027-01-01")):
        regio.behoefte(wie, van=van, tot=van[:4] + "-12-31" if van < "2027" else "2027-03-31")
    regio.behoefte(BEE, functie="jurist", titel="Jurist")
    gevonden = suggesties(client, makelaar(CEE))
    [een] = gevonden["results"]
    assert (een["functie"], een["patronen"]) == ("planeconoom", ["terugkerend", "wisselend"])
    assert een["kwartalen"] == ["2026-K3", "2026-K4", "2027-K1"]
    assert (een["keren"], een["kerenInhuur"], een["organisaties"]) == (3, 0, 3)
    elders = client.get(f"{BASE}/poolsuggesties?verband={VERBAND}", headers=makelaar(DEE))
    assert elders.status_code == 404


# ------------------------------------------------------------------ partner pools
@pytest.fixture
def partners(client: TestClient, regio: Regio, ik: Vraag) -> tuple[str, str]:
    """A pool of the verband and one of another verband, that are partners."""
    ander = ik(DEE, "makelaar")
    eigen = regio.pool()
    inhoud = {"verband": str(ANDER_VERBAND), "naam": "Buren", "keuzes": KEUZES}
    buren = str(regio.post("/pools", ander, inhoud)["id"])
    overal = ik(AA, "makelaar", verbanden=[(VERBAND, 1), (ANDER_VERBAND, 1)])
    for een, twee in ((eigen, buren), (buren, eigen)):
        pad = f"{BASE}/pools/{een}/partners/{twee}"
        woord = {"akkoord": True, "reden": "Samen sterker"}
        answer = client.put(pad, headers=overal, json=woord)
        assert answer.status_code == 200, answer.text
    return eigen, buren


def test_een_behoefte_gaat_naar_een_partnerpool(
    client: TestClient,
    makelaar: Vraag,
    regio: Regio,
    partners: tuple[str, str],
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    eigen, buren = partners
    behoefte = regio.behoefte(BEE)
    pad = f"/behoeften/{behoefte['id']}/doorzendingen"
    inhoud = {"vanPool": eigen, "naarPool": buren, "toelichting": "Wij hebben niemand."}
    assert regio.post(pad, makelaar(DEE), inhoud, 404)
    fout = regio.post(pad, makelaar(BEE), inhoud | {"naarPool": str(uuid4())}, 400)
    assert fout["invalidParams"][0]["code"] == "geen-partner"
    een = regio.post(pad, makelaar(BEE), inhoud)
    assert regio.post(pad, makelaar(BEE), inhoud, 409)["code"] == "bestaat-al"
    hier = f"/doorzendingen/{een['id']}"
    beide = [client.get(f"{BASE}{hier}", headers=makelaar(wie)) for wie in (BEE, CEE, DEE)]
    assert len({antwoord.content for antwoord in beide}) == 1
    assert "kenmerk" not in beide[0].json()["behoefte"]
    assert (
        client.get(f"{BASE}/behoeften/{behoefte['id']}", headers=makelaar(DEE)).status_code == 404
    )
    stap = {"naar": "aangenomen", "antwoord": "Wij leveren", "urenPerWeek": 16}
    nee = regio.post(f"{hier}/statuswijzigingen", makelaar(BEE), stap, 409)
    assert (nee["beletselen"][0]["code"], nee["toegestaan"]) == ("andere-kant", ["ingetrokken"])
    raak = makelaar(DEE) | {"If-Match": beide[0].headers["ETag"]}
    ja = regio.post(f"{hier}/statuswijzigingen", raak, stap)
    assert (ja["status"], ja["urenPerWeek"], ja["van"]) == ("aangenomen", 16, "2026-09-01")
    assert client.post(
        f"{BASE}{hier}/statuswijzigingen", headers=raak, json=stap | {"naar": "beeindigd"}
    ).status_code in (409, 412)
    vraag = f"{BASE}/tekorten?verband={VERBAND}&van=2026-09-01&tot=2026-09-30&raster=maand"
    [regel] = client.get(vraag, headers=makelaar()).json()["regels"]
    assert (regel["ongedekt"], regel["behoefte"] > 0) == (0.0, True)
    laatste = gebeurtenissen()[-1]
    assert laatste.type == "doorzending-aangenomen"
    assert set(laatste.publiek["verbanden"]) == {str(VERBAND), str(ANDER_VERBAND)}


def test_een_gesloten_behoefte_neemt_niemand_meer_aan(
    makelaar: Vraag, regio: Regio, partners: tuple[str, str]
) -> None:
    behoefte = regio.behoefte(BEE)["id"]
    inhoud = {"vanPool": partners[0], "naarPool": partners[1]}
    een = regio.post(f"/behoeften/{behoefte}/doorzendingen", makelaar(BEE), inhoud)["id"]
    weg = {"naar": "vervallen", "reden": "Niet meer nodig"}
    regio.post(f"/behoeften/{behoefte}/statuswijzigingen", makelaar(BEE), weg)
    stap = {"naar": "aangenomen", "antwoord": "Ja", "urenPerWeek": 8}
    nee = regio.post(f"/doorzendingen/{een}/statuswijzigingen", makelaar(DEE), stap, 409)
    assert nee["beletselen"][0]["code"] == "behoefte-niet-open"
    af = {"naar": "afgewezen", "antwoord": "Te laat"}
    antwoord = regio.post(f"/doorzendingen/{een}/statuswijzigingen", makelaar(DEE), af)
    assert antwoord["status"] == "afgewezen"
    assert UUID(antwoord["id"]) == UUID(een)
