"""The form guide over HTTP: open to try, kept by an organisation, watched over with an inzet."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.pool.vormwijzer import storage
from shared.db import Bericht
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, NU, Buur, Regio, Vraag
from tests.pool.inzet.conftest import Drie
from tests.pool.vormwijzer.test_rules import GEWOON

VRAAG = {"sector": "gemeenten", "antwoorden": GEWOON}


def post(client: TestClient, pad: str, wie: Any, inhoud: Any, status: int = 201) -> dict[str, Any]:
    answer = client.post(f"{BASE}{pad}", headers=wie, json=inhoud)
    assert answer.status_code == status, answer.text
    return dict(answer.json()) if answer.content else {}


@pytest.fixture
def niemand(ik: Vraag) -> Headers:
    """Who shows no token: the gateway signs an empty caller."""
    return ik(None, client=None, scopes=frozenset(), gebruiker=None)


def test_everybody_may_read_and_try_it(client: TestClient, niemand: Headers) -> None:
    wijzer = client.get(f"{BASE}/vormwijzer", headers=niemand).json()
    assert len(wijzer["vragen"]) == 12
    assert "geen juridisch advies" in wijzer["verantwoording"]
    assert "geeft de VNG-handreiking" in wijzer["verantwoording"]
    for vraag in wijzer["vragen"]:
        gekozen = GEWOON[vraag["code"]]
        assert gekozen in {een["code"] for een in vraag["antwoorden"]}
    gewezen = post(client, "/vormwijzingen", niemand, VRAAG, 200)
    beste = gewezen["vormen"][0]
    assert (beste["oordeel"], bool(beste["voor"])) == ("passend", True)
    for regel in gewezen["regels"]:
        assert regel["bron"]
        assert regel["werkgever"] != regel["medewerker"]
        assert {punt["recht"] for punt in regel["aandachtspunten"]} <= {
            "arbeidsrecht", "btw", "mededinging", "privacy",
        }  # fmt: skip
    assert gewezen.get("opmerking") is None
    rijk = post(client, "/vormwijzingen", niemand, VRAAG | {"sector": "rijk"}, 200)
    assert "niet over uw sector" in rijk["opmerking"]


def test_every_fault_at_once(client: TestClient, niemand: Headers) -> None:
    fout = {"sector": "gemeenten", "antwoorden": {**GEWOON, "duur": "soms", "kleur": "rood"}}
    del fout["antwoorden"]["wens"]  # type: ignore[attr-defined]
    answer = post(client, "/vormwijzingen", niemand, fout, 400)
    assert [een["name"] for een in answer["invalidParams"]] == [
        "antwoorden.duur", "antwoorden.wens", "antwoorden.kleur",
    ]  # fmt: skip


def test_an_organisation_keeps_its_advice_and_others_find_none(
    client: TestClient, ik: Vraag
) -> None:
    advies = post(client, "/vormadviezen", ik(AA, "hr_adviseur"), VRAAG)
    pad = f"{BASE}/vormadviezen/{advies['id']}"
    assert client.get(pad, headers=ik(AA, "hr_adviseur")).json() == advies
    assert client.get(pad, headers=ik(BEE, "hr_adviseur")).status_code == 404
    assert client.get(pad, headers=ik(AA, "medewerker")).status_code == 404
    lijst = f"{BASE}/vormadviezen?telling=true"
    assert client.get(lijst, headers=ik(AA, "hr_adviseur")).json()["count"] == 1
    assert client.get(lijst, headers=ik(BEE, "hr_adviseur")).json()["results"] == []
    post(client, "/vormadviezen", ik(AA, "medewerker"), VRAAG, 403)


@pytest.fixture
def berichten(engine: Engine) -> Callable[[], list[tuple[Any, ...]]]:
    def lees() -> list[tuple[Any, ...]]:
        with Session(engine) as tx:
            vraag = select(Bericht.persoon, Bericht.organisatie, Bericht.onderwerp)
            return [tuple(rij) for rij in tx.execute(vraag.order_by(Bericht.nr))]

    return lees


def test_a_named_adviser_is_asked_once(
    client: TestClient, ik: Vraag, buur: Buur, berichten: Callable[[], list[tuple[Any, ...]]]
) -> None:
    advies = post(client, "/vormadviezen", ik(AA, "hr_adviseur"), VRAAG)
    pad = f"/vormadviezen/{advies['id']}/voorleggingen"
    vraag = {"adviseur": "00000000-0000-4000-8000-000000000001", "vraag": "Klopt de btw?"}
    # Nobody known, and somebody of another employer, are refused alike.
    for feiten in (None, {"naam": "X", "organisatie": BEE}):
        buur.antwoorden[f"/intern/medewerkers/{vraag['adviseur']}"] = feiten
        nee = post(client, pad, ik(AA, "hr_adviseur"), vraag, 400)
        assert [een["code"] for een in nee["invalidParams"]] == ["geen-collega"]
    assert berichten() == []
    buur.antwoorden[f"/intern/medewerkers/{vraag['adviseur']}"] = {"organisatie": AA}
    for _ in range(2):
        post(client, pad, ik(AA, "hr_adviseur"), vraag, 204)
    post(client, pad, ik(BEE, "hr_adviseur"), vraag, 404)
    assert [str(persoon) for persoon, _, _ in berichten()] == [vraag["adviseur"]]


def test_an_extension_past_twelve_months_warns_both(
    client: TestClient,
    engine: Engine,
    drie: Drie,
    regio: Regio,
    ik: Vraag,
    berichten: Callable[[], list[tuple[Any, ...]]],
) -> None:
    drie.allen_akkoord()
    bij = VRAAG | {"inzet": drie.inzet["id"]}
    advies = post(client, "/vormadviezen", drie.thuis(), bij)
    assert advies.get("waarschuwing") is None
    pad = f"{BASE}/vormadviezen/{advies['id']}"
    post(client, "/vormadviezen", ik(CEE, "hr_adviseur"), bij, 404)
    assert client.get(pad, headers=ik(CEE, "makelaar")).status_code == 404
    # Unconfirmed it is a wish; only what three parties agreed on makes the inzet longer.
    langer = {
        "tot": "2027-10-31",
        "terugkeerDatum": "2027-11-01",
        "reden": "Verlengen",
        "langerOmdat": "Het project loopt uit.",
    }
    na = regio.post(f"/inzetten/{drie.inzet['id']}/voorwaarden", drie.thuis(), langer)
    assert client.get(pad, headers=drie.thuis()).json().get("waarschuwing") is None
    voor = len(berichten())
    with Session(engine) as tx, tx.begin():
        assert storage.waarschuw(tx, date(2026, 9, 1)) == 0
    drie.allen_akkoord(na["gevraagd"]["versie"])
    for wie in (drie.thuis(), drie.inlener(), drie.zelf()):
        let_op = client.get(pad, headers=wie).json()["waarschuwing"]
        assert (let_op["gegeven"], let_op["nu"]) == ("hoogstens_12", "langer")
        assert let_op["vervallen"] == ["detachering_goedgekeurd"]
        lijst = client.get(f"{BASE}/vormadviezen?inzet={drie.inzet['id']}", headers=wie).json()
        assert [een["id"] for een in lijst["results"]] == [advies["id"]]
    for _ in range(2):
        with Session(engine) as tx, tx.begin():
            assert storage.waarschuw(tx, date(2026, 9, 1)) == 1
    nieuw = [een for een in berichten()[voor:] if "advies" in een[2]]
    assert [organisatie for _, organisatie, _ in nieuw] == [AA]
    # A new advice with the right answer is the one that counts.
    lang = bij | {"antwoorden": GEWOON | {"termijn": "langer"}}
    post(client, "/vormadviezen", drie.thuis(nu=NU + timedelta(hours=1)), lang)
    with Session(engine) as tx, tx.begin():
        assert storage.waarschuw(tx, date(2026, 9, 1)) == 0
