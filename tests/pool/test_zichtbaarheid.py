"""Whoever asks: what a list shows is exactly what a detail answers, and the count agrees."""

from itertools import product
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.pool.conftest import AA, ANDER_VERBAND, BASE, BEE, CEE, DEE, VERBAND, Regio, Vraag

ELDERS = ANDER_VERBAND

ROLLEN = ("makelaar", "hr_adviseur", "aanjager", "platformbeheerder", "medewerker")


def ids(client: TestClient, pad: str, headers: Headers) -> set[str]:
    answer = client.get(f"{BASE}{pad}?pageSize=100&telling=true", headers=headers)
    if answer.status_code == 404:
        return set()
    gevonden = [een["id"] for een in answer.json()["results"]]
    assert answer.json()["count"] == len(gevonden) == len(set(gevonden))
    return set(gevonden)


@pytest.fixture
def wereld(client: TestClient, regio: Regio, ik: Vraag, makelaar: Vraag) -> dict[str, set[str]]:
    """A pool with members, needs and inzetten, and a pool of another verband."""
    pool = regio.pool()
    leden = {regio.lid(pool, 1, AA)["id"], regio.lid(pool, 2, BEE)["id"]}
    behoeften = {regio.behoefte(organisatie)["id"] for organisatie in (BEE, CEE)}
    behoeften.add(regio.behoefte(CEE, urenMin=None, urenMax=None)["id"])
    voorstel = regio.voorstel(pool)
    inzetten = {
        regio.besluit(voorstel["id"], regel["id"])["besluit"]["inzet"]
        for regel in voorstel["regels"]
    }
    assert len(inzetten) == 2
    elders = regio.post(
        "/pools",
        ik(DEE, "makelaar"),
        {"verband": str(ELDERS), "naam": "Elders", "keuzes": {"doelgroep": "x"}},
    )["id"]
    return {
        "/pools": {pool, elders},
        f"/pools/{pool}/leden": leden,
        "/behoeften": behoeften,
        "/inzetten": inzetten,
    }


def test_lijst_en_detail_zijn_het_eens(
    client: TestClient, ik: Vraag, wereld: dict[str, set[str]]
) -> None:
    for organisatie, rol, verband in product((AA, DEE, None), ROLLEN, (None, VERBAND, ELDERS)):
        verbanden = [(verband, 1)] if verband else []
        wie = ik(organisatie, rol, verbanden=verbanden, medewerker=UUID(int=0x101))
        for pad, alle in wereld.items():
            detail = "/leden" if pad.endswith("/leden") else pad
            los = {
                id
                for id in alle
                if client.get(f"{BASE}{detail}/{id}", headers=wie).status_code == 200
            }
            if pad.endswith("/leden") and verband != VERBAND:
                los = set()  # the pool itself is hidden, so its list is not there
            assert ids(client, pad, wie) == los, (organisatie, rol, verband, pad)


def test_voor_een_buitenstaander_is_het_alsof_er_niets_is(
    client: TestClient, ik: Vraag, regio: Regio
) -> None:
    """With and without what is hidden, every list of an outsider is the same to the byte."""
    wie = ik(DEE, "makelaar")
    paden = ("/pools", "/behoeften", "/inzetten")

    def alles() -> list[bytes]:
        return [client.get(f"{BASE}{pad}?telling=true", headers=wie).content for pad in paden]

    voor = alles()
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte()
    voorstel = regio.voorstel(pool)
    regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    assert alles() == voor
    # Nor does a name that is taken elsewhere betray itself.
    inhoud = {"verband": str(ELDERS), "naam": "Proefpool", "keuzes": {"doelgroep": "x"}}
    regio.post("/pools", wie, inhoud)
