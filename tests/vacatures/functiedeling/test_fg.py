"""One data protection officer for four municipalities; and one function with four contracts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage
from services.vacatures.sollicitatie import storage as sollicitaties
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    VERBAND,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.functiedeling.test_routes import antwoord

VIER = (AA, BEE, CEE, DEE)
Wie = Callable[[str], Any]
FG: dict[str, Any] = {
    "vorm": "een_werkgever",
    "formeleWerkgever": BEE,
    "verwerkingsverantwoordelijke": AA,
    "kostensleutel": "uren",
    "delen": [{"werkgever": oin, "uren": 9} for oin in VIER],
}
AANBOD = {"contractsoort": "vast", "uren": 36, "schaal": "11"}


@pytest.fixture
def hr(ik: Vraag) -> Wie:
    """The recruiter of one of the four, named after the organisation."""
    return lambda oin: _recruiter(ik, oin, hours=1)


def _recruiter(ik: Vraag, oin: str, hours: int) -> Any:
    nu = later(NU, hours=hours)
    return ik(oin, "recruiter", verbanden=[(VERBAND, 1)], gebruiker=f"hr-{oin[-4]}", nu=nu)


def deel_open(client: TestClient, hr: Wie, titel: str, voorstel: dict[str, Any]) -> str:
    """A joint vacancy to which all four said yes, and that is open."""
    id = nieuw(client, hr(AA), titel=titel, urenMin=36, urenMax=36)
    path = f"{BASE}/vacatures/{id}/functiedeling"
    answer = client.post(path, headers=hr(AA), json=voorstel)
    assert answer.status_code == 201, answer.text
    for oin in VIER:
        assert antwoord(client, id, hr(oin), oin, "aanvaard").status_code == 201
    open_(client, hr(AA), id)
    return id


def solliciteer(client: TestClient, ik: Vraag, id: str, oin: str, **body: Any) -> Any:
    headers = ik(
        oin,
        "medewerker",
        medewerker=uuid4(),
        verbanden=[(VERBAND, 1)],
        nu=later(NU, hours=1),
    )
    path = f"{BASE}/vacatures/{id}/sollicitaties"
    return client.post(path, headers=headers, json={"motivatie": "Graag."} | body)


def stel_geschikt(client: TestClient, headers: Any, sollicitatie: str) -> None:
    path = f"{BASE}/sollicitaties/{sollicitatie}"
    stap = {"naar": "in_behandeling"}
    client.post(f"{path}/statuswijzigingen", headers=headers, json=stap)
    oordeel = {"oordeel": "passend", "reden": "Ruime ervaring"}
    answer = client.post(f"{path}/beoordelingen", headers=headers, json=oordeel)
    assert answer.status_code == 201, answer.text


def test_one_fg_for_four_gemeenten(client: TestClient, ik: Vraag, hr: Wie) -> None:
    titel = "Functionaris gegevensbescherming"
    id = deel_open(client, hr, titel, FG)
    path = f"{BASE}/vacatures/{id}/functiedeling"
    # What to think of, with how certain it is, and no advice.
    deling = client.get(path, headers=hr(CEE)).json()
    b = {p["code"] for p in deling["aandachtspunten"] if p["zekerheid"] == "B"}
    assert b == {"fg-bereikbaar", "fg-onafhankelijk", "fg-aanwijzen", "fg-aanmelden"}
    assert "geen juridisch advies" in deling["toelichting"]
    assert (deling["formeleWerkgever"], deling["isVoltijd"]) == (BEE, True)
    assert [(d["werkgever"], d["uren"], d["kostenPercentage"]) for d in deling["delen"]] == [
        (CEE, 9, 25)
    ]
    # People of all four are internal, and their recruiters all see who applied.
    assert client.get(f"{BASE}/vacatures/{id}/delen", headers=hr(AA)).json()["results"] == []
    kandidaat = solliciteer(client, ik, id, DEE)
    assert (kandidaat.status_code, kandidaat.json()["categorie"]) == (201, "intern")
    sollicitatie = kandidaat.json()["id"]
    for oin in VIER:
        lijst = client.get(f"{BASE}/vacatures/{id}/sollicitaties", headers=hr(oin))
        assert [s["id"] for s in lijst.json()["results"]] == [sollicitatie], oin
    # No offer before all four agree; one no is enough to stop it.
    stel_geschikt(client, hr(AA), sollicitatie)
    bied = f"{BASE}/sollicitaties/{sollicitatie}/aanbiedingen"
    wacht = client.post(bied, headers=hr(AA), json=AANBOD)
    assert wacht.status_code == 409
    assert [b["code"] for b in wacht.json()["beletselen"]] == ["besluit-ontbreekt"] * 4

    def besluit(oin: str, akkoord: bool, headers: Any = None, **meer: Any) -> Any:
        [deel] = [d for d in client.get(path, headers=hr(oin)).json()["delen"]
                  if d["werkgever"] == oin]  # fmt: skip
        body = {"sollicitatieId": sollicitatie, "deel": deel["id"], "akkoord": akkoord} | meer
        return client.post(f"{path}/besluiten", headers=headers or hr(oin), json=body)

    assert besluit(BEE, False).json()["invalidParams"][0]["name"] == "reden"
    for oin in (AA, CEE, DEE):
        assert besluit(oin, True).status_code == 201
    assert besluit(BEE, False, reden="Te weinig tijd voor ons").status_code == 201
    nee = client.post(bied, headers=hr(AA), json=AANBOD)
    assert [b["code"] for b in nee.json()["beletselen"]] == ["werkgever-niet-akkoord"]
    assert besluit(BEE, True, reden="Na een gesprek").status_code == 201
    besluiten = client.get(
        f"{path}/besluiten?sollicitatieId={sollicitatie}", headers=hr(DEE)
    ).json()["results"]
    assert [(b["akkoord"], b["gebruiker"]) for b in besluiten] == [
        (True, "hr-1"),
        (True, "hr-3"),
        (True, "hr-4"),
        (False, "hr-2"),
        (True, "hr-2"),
    ]
    # Who withdraws from the sharing stops it too, until there is a new proposal.
    assert antwoord(client, id, hr(DEE), DEE, "teruggetrokken", reden="x").status_code == 201
    weg = client.post(bied, headers=hr(AA), json=AANBOD)
    assert [b["code"] for b in weg.json()["beletselen"]] == ["deel-weggevallen"]
    straks = {oin: _recruiter(ik, oin, hours=2) for oin in VIER}
    opnieuw = client.put(path, headers=straks[AA], json=FG)
    assert opnieuw.status_code == 200
    for oin in VIER:
        assert antwoord(client, id, straks[oin], oin, "aanvaard").status_code == 201
    # It is another proposal: everybody decides about the candidate again.
    weer = client.post(bied, headers=straks[AA], json=AANBOD)
    assert [b["code"] for b in weer.json()["beletselen"]] == ["besluit-ontbreekt"] * 4
    for oin in VIER:
        assert besluit(oin, True, headers=straks[oin]).status_code == 201
    assert client.post(bied, headers=straks[AA], json=AANBOD).status_code == 201


def test_an_offer_waits_while_an_employer_has_withdrawn(
    client: TestClient, ik: Vraag, hr: Wie
) -> None:
    id = deel_open(client, hr, "Functionaris gegevensbescherming", FG)
    wie = ik(DEE, "medewerker", medewerker=uuid4(), verbanden=[(VERBAND, 1)], nu=later(NU, hours=1))
    made = client.post(f"{BASE}/vacatures/{id}/sollicitaties", headers=wie, json={})
    sollicitatie = f"{BASE}/sollicitaties/{made.json()['id']}"
    path = f"{BASE}/vacatures/{id}/functiedeling"

    def besluit(headers: Any, **meer: Any) -> None:
        [deel] = client.get(path, headers=headers).json()["delen"][-1:]
        body = {"sollicitatieId": made.json()["id"], "deel": deel["id"], "akkoord": True} | meer
        assert client.post(f"{path}/besluiten", headers=headers, json=body).status_code == 201

    def neem_aan() -> Any:
        body = {"naar": "aangenomen"}
        return client.post(f"{sollicitatie}/statuswijzigingen", headers=wie, json=body)

    stel_geschikt(client, hr(AA), made.json()["id"])
    [leidt] = [d for d in client.get(path, headers=hr(AA)).json()["delen"] if d["werkgever"] == AA]
    besluit(hr(AA), deel=leidt["id"])
    for oin in (BEE, CEE, DEE):
        besluit(hr(oin))
    assert (
        client.post(f"{sollicitatie}/aanbiedingen", headers=hr(AA), json=AANBOD).status_code == 201
    )
    # One of them does not stand behind it any more: the candidate hears that, and nobody's name.
    besluit(hr(CEE), akkoord=False, reden="Bezuiniging")
    wacht = neem_aan()
    assert [b["code"] for b in wacht.json()["beletselen"]] == ["deel-weggevallen"]
    assert CEE not in wacht.text
    besluit(hr(CEE))
    assert antwoord(client, id, hr(DEE), DEE, "teruggetrokken", reden="x").status_code == 201
    assert neem_aan().status_code == 409
    straks = {oin: _recruiter(ik, oin, hours=2) for oin in VIER}
    assert client.put(path, headers=straks[AA], json=FG).status_code == 200
    for oin in VIER:
        assert antwoord(client, id, straks[oin], oin, "aanvaard").status_code == 201
    assert neem_aan().status_code == 409  # they agreed to share, and not yet to this candidate
    [leidt] = [d for d in client.get(path, headers=straks[AA]).json()["delen"]
               if d["werkgever"] == AA and d["status"] == "aanvaard"]  # fmt: skip
    besluit(straks[AA], deel=leidt["id"])
    for oin in (BEE, CEE, DEE):
        besluit(straks[oin])
    assert neem_aan().status_code == 201


def test_with_separate_contracts_each_sees_what_is_for_its_own_part(
    client: TestClient, ik: Vraag, hr: Wie, migrated: Callable[[str], Engine]
) -> None:
    voorstel = FG | {"vorm": "aparte_contracten", "formeleWerkgever": None}
    id = deel_open(client, hr, "Applicatiebeheerder", voorstel)
    delen = client.get(f"{BASE}/vacatures/{id}/delen", headers=hr(AA)).json()["results"]
    van = {d["werkgever"]: d["id"] for d in delen}
    assert [d["uren"] for d in delen] == [9, 9, 9, 9]
    alles = solliciteer(client, ik, id, AA).json()["id"]
    deels = solliciteer(client, ik, id, BEE, delen=[van[CEE], van[DEE]]).json()["id"]
    vreemd = solliciteer(client, ik, id, CEE, delen=[str(uuid4())])
    assert vreemd.status_code == 400

    def ziet(oin: str) -> set[str]:
        lijst = client.get(f"{BASE}/vacatures/{id}/sollicitaties", headers=hr(oin))
        return {s["id"] for s in lijst.json()["results"]}

    assert {oin: ziet(oin) for oin in VIER} == {
        AA: {alles},
        BEE: {alles},
        CEE: {alles, deels},
        DEE: {alles, deels},
    }
    for oin, status in ((AA, 404), (BEE, 404), (CEE, 200)):
        answer = client.get(f"{BASE}/sollicitaties/{deels}", headers=hr(oin))
        assert answer.status_code == status, oin
    # An employer decides about what is for its own part only.
    path = f"{BASE}/vacatures/{id}/functiedeling/besluiten"
    body = {"sollicitatieId": deels, "deel": van[BEE], "akkoord": True}
    assert client.post(path, headers=hr(BEE), json=body).status_code == 404
    ander = body | {"deel": van[DEE]}
    assert client.post(path, headers=hr(CEE), json=ander).status_code == 400
    assert client.post(path, headers=hr(DEE), json=ander).status_code == 201
    with Session(migrated("vacatures")) as tx:
        stopt = storage.beletselen_aanbod(tx, UUID(id), UUID(deels))
        assert [(f.code, CEE in f.reden) for f in stopt] == [("besluit-ontbreekt", True)]


def test_what_hangs_on_an_application_is_erased(
    client: TestClient, ik: Vraag, hr: Wie, migrated: Callable[[str], Engine]
) -> None:
    id = deel_open(client, hr, "FG", FG)
    sollicitatie = solliciteer(client, ik, id, AA).json()["id"]
    path = f"{BASE}/vacatures/{id}/functiedeling"
    [deel] = client.get(path, headers=hr(BEE)).json()["delen"]
    body = {"sollicitatieId": sollicitatie, "deel": deel["id"], "akkoord": False, "reden": "Nee"}
    assert client.post(f"{path}/besluiten", headers=hr(BEE), json=body).status_code == 201
    with Session(migrated("vacatures")) as tx:
        assert storage.wis_sollicitaties(tx, [UUID(sollicitatie)], NU) == {
            "aanbodbesluit": 1,
            "deelsollicitatie": 1,
            "aanstelling": 0,
        }
        sollicitaties.wis_sollicitaties(tx, [UUID(sollicitatie)], NU)
        tx.commit()
        assert storage.list_besluiten(tx, UUID(sollicitatie)) == []
        assert storage.get_deelsollicitatie(tx, UUID(id), UUID(sollicitatie)) is None
