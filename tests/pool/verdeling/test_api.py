"""The ledger over HTTP: the same for every partner, nothing for anybody else."""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from services.pool.verdeling import storage
from tests.conftest import Headers
from tests.pool.conftest import AA, ANDER_VERBAND, BASE, BEE, CEE, DEE, NU, VERBAND, Buur, Vraag
from tests.pool.toewijzing.regio import PEIL, lid
from tests.pool.toewijzing.regio import behoefte as vraag_van
from tests.pool.toewijzing.regio import feiten as feiten_van
from tests.pool.verdeling.conftest import Zet, behoefte, inzet, pool, ronde, spoedbeurt

PAD = f"{BASE}/verbanden/{VERBAND}/verdeling"
LEZERS = (
    "makelaar",
    "hr_adviseur",
    "secretaris",
    "medezeggenschap",
    "hr_hoofd",
    "aanjager",
    "leidinggevende",
)


@pytest.fixture
def boek(zet: Zet) -> UUID:
    """One pool: Bee got hours of Aa, Cee asked and got nothing; gives the pool's id."""
    rijen = pool()
    nodig = behoefte(BEE)
    inzetten = [
        # 16 hours a week for 4 weeks, of which the last in another status that does not count
        inzet(AA, BEE, behoefte_id=nodig.id, pool_id=rijen[0].id),
        inzet(AA, BEE, status="voorgesteld"),
        inzet(AA, CEE, status="geweigerd"),
        inzet(AA, CEE, status="ingetrokken"),
        # What somebody chose or swapped is no turn of the pool.
        *(inzet(AA, CEE, soort=een) for een in ("klus", "functieruil", "trainee")),
    ]
    delen = {
        BEE: {"gevraagd": 100, "aanspraak": 50, "rechtvaardig": 60, "toegewezen": 64},
        CEE: {"gevraagd": 80, "aanspraak": 50, "rechtvaardig": 40, "saldo_na": 40},
    }
    zet(*rijen, nodig, *inzetten, *ronde(rijen[0].id, delen))
    zet(spoedbeurt(rijen[0].id, BEE, inzetten[0].id))
    # A turn that did not go on is none.
    zet(spoedbeurt(rijen[0].id, CEE, inzetten[2].id, 1))
    return UUID(str(rijen[0].id))


def lees(client: TestClient, headers: Headers, vraag: str = "") -> Any:
    answer = client.get(f"{PAD}{vraag}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def per_organisatie(verdeling: Any) -> dict[str, Any]:
    return {een["organisatie"]: een for een in verdeling["regels"]}


def test_what_everybody_asked_got_and_gave(client: TestClient, boek: UUID, makelaar: Vraag) -> None:
    verdeling = lees(client, makelaar())
    regels = per_organisatie(verdeling)
    assert list(regels) == [AA, BEE, CEE]
    assert (regels[BEE]["ontvangen"], regels[BEE]["gegeven"]) == (64, 0)
    assert (regels[AA]["ontvangen"], regels[AA]["gegeven"]) == (0, 64)
    assert (regels[BEE]["rechtvaardig"], regels[BEE]["spoedbeurten"]) == (60, 1)
    assert (regels[CEE]["saldo"], verdeling["totaal"]["saldo"]) == (40, 40)
    assert regels[CEE]["spoedbeurten"] == 0
    [niet] = verdeling["nietBediend"]
    assert (niet["organisatie"], niet["code"]) == (CEE, "deskundigen-elders")
    assert (verdeling["van"], verdeling["tot"]) == ("2024-09", "2026-08")
    assert verdeling["tarief"]["grondslag"] is None
    assert verdeling["pools"][0]["id"] == str(boek)


def test_the_same_bytes_for_every_partner_in_every_role(
    client: TestClient, boek: UUID, ik: Vraag
) -> None:
    for vraag in ("", "?uitsplitsing=maand", "?uitsplitsing=functie", f"?pool={boek}", "/grafiek"):
        antwoorden = {
            client.get(f"{PAD}{vraag}", headers=ik(organisatie, rol)).content
            for organisatie in (AA, BEE, CEE)
            for rol in LEZERS
        }
        assert len(antwoorden) == 1, vraag


def test_nobody_else(client: TestClient, boek: UUID, ik: Vraag) -> None:
    for pad in ("", "/grafiek"):
        buiten = client.get(f"{PAD}{pad}", headers=ik(DEE, "makelaar"))
        nergens = client.get(
            f"{BASE}/verbanden/{uuid4()}/verdeling{pad}", headers=ik(AA, "makelaar")
        )
        assert buiten.status_code == nergens.status_code == 404
        medewerker = client.get(f"{PAD}{pad}", headers=ik(AA, "medewerker", medewerker=uuid4()))
        assert medewerker.status_code == 403
    elders = f"{PAD}?pool={uuid4()}"
    assert client.get(elders, headers=ik(AA, "makelaar")).status_code == 404
    simuleer = f"{BASE}/pools/{boek}/verdeling/_simuleer"
    sleutel = {"verdeelsleutel": "gelijk"}
    for wie, status in ((ik(DEE, "makelaar"), 404), (ik(AA, "medewerker"), 403)):
        assert client.post(simuleer, headers=wie, json=sleutel).status_code == status


def test_no_person_anywhere(
    client: TestClient, boek: UUID, makelaar: Vraag, engine: Engine
) -> None:
    with engine.connect() as tx:
        namen = "SELECT medewerker FROM inzet UNION SELECT medewerker FROM spoedbeurt"
        mensen = [str(een) for een in tx.exec_driver_sql(namen).scalars()]
    kop = makelaar()
    for vraag in ("", "?uitsplitsing=maand", "?uitsplitsing=functie", "/grafiek"):
        tekst = json.dumps(lees(client, kop, vraag))
        assert not [een for een in mensen if een in tekst]


def test_per_month_and_per_functie(client: TestClient, boek: UUID, makelaar: Vraag) -> None:
    regels = lees(client, makelaar(), "?uitsplitsing=maand")["regels"]
    bee = [(een["maand"], een["ontvangen"], een["gevraagd"]) for een in regels]
    assert ("2026-03", 64, 0) in bee
    assert ("2026-06", 0, 100) in bee
    regels = lees(client, makelaar(), "?uitsplitsing=functie")["regels"]
    functies = {(een["organisatie"], een["functie"]): een for een in regels}
    assert functies[BEE, "jurist"]["ontvangen"] == 64
    assert functies[BEE, "jurist"]["rechtvaardig"] is None


def test_by_functie_what_was_asked_is_of_the_rounds(
    client: TestClient, zet: Zet, makelaar: Vraag
) -> None:
    rijen = pool()
    week = {"van": PEIL, "tot": PEIL + timedelta(days=6)}
    feit = feiten_van(
        [lid(1)],
        [
            vraag_van(1, inlener=BEE, **week),
            vraag_van(2, inlener=BEE, functie="jurist", uren_max=Decimal("7.5"), **week),
            vraag_van(3, inlener=CEE, functie=None, van=PEIL - timedelta(days=7), tot=week["tot"]),
            vraag_van(4, inlener=CEE, van=PEIL + timedelta(days=9000), tot=None),
        ],
    )
    zet(*rijen, *ronde(rijen[0].id, {BEE: {}}, feit, peildatum=PEIL))
    regels = lees(client, makelaar(), "?uitsplitsing=functie")["regels"]
    gevraagd = {(een["organisatie"], een["functie"]): een["gevraagd"] for een in regels}
    assert gevraagd == {
        (BEE, "jurist"): 7.5,
        (BEE, "planeconoom"): 16,
        (CEE, None): 16,
        (CEE, "planeconoom"): 0,
    }


def test_a_pool_and_a_period_of_ones_own(
    client: TestClient, boek: UUID, zet: Zet, makelaar: Vraag
) -> None:
    ander = pool(naam="Andere")
    zet(*ander, inzet(CEE, AA, pool_id=ander[0].id, tot=None, status="bevestigd"))
    samen = per_organisatie(lees(client, makelaar()))
    een = per_organisatie(lees(client, makelaar(), f"?pool={boek}"))
    twee = per_organisatie(lees(client, makelaar(), f"?pool={ander[0].id}"))
    assert set(samen) == {AA, BEE, CEE}
    assert "ontvangen" in samen[AA]
    assert (een[BEE]["ontvangen"], twee[AA]["ontvangen"]) == (64, samen[AA]["ontvangen"])
    maart = per_organisatie(lees(client, makelaar(), "?van=2026-03&tot=2026-03"))
    assert maart[AA]["ontvangen"] == pytest.approx(16 * 31 / 7, abs=0.01)
    komt = per_organisatie(lees(client, makelaar(), "?van=2026-08&tot=2026-08"))
    # Today is 12 August: twelve days were, nineteen are still to come.
    assert komt[AA]["ontvangen"] == pytest.approx(16 * 12 / 7, abs=0.01)
    assert komt[AA]["ingepland"] == pytest.approx(16 * 19 / 7, abs=0.01)
    # The horizon is long; before the first month that can be named it stops.
    assert lees(client, makelaar(), "?tot=2000-06")["van"] == "2000-01"
    for vraag in ("?van=2026-03&tot=2026-02", "?van=2001-01"):
        fout = client.get(f"{PAD}{vraag}", headers=makelaar())
        assert fout.status_code == 400
        assert fout.json()["invalidParams"][0]["code"] == "periode-ongeldig"


def test_csv_says_the_same(client: TestClient, boek: UUID, makelaar: Vraag) -> None:
    answer = client.get(PAD, headers=makelaar() | {"Accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rijen = list(csv.DictReader(StringIO(answer.text)))
    verdeling = lees(client, makelaar())
    assert [een["organisatie"] for een in rijen] == [AA, BEE, CEE]
    for rij, regel in zip(rijen, verdeling["regels"], strict=True):
        assert float(rij["ontvangen"]) == regel["ontvangen"]
        assert float(rij["saldo"]) == regel["saldo"]


def test_an_etag_that_tells_whether_anything_changed(
    client: TestClient, boek: UUID, zet: Zet, makelaar: Vraag
) -> None:
    tag = client.get(PAD, headers=makelaar()).headers["ETag"]
    kop = makelaar() | {"If-None-Match": tag}
    assert client.get(PAD, headers=kop).status_code == 304
    zet(inzet(AA, CEE))
    assert client.get(PAD, headers=kop).status_code == 200


def test_the_convenants_horizon_and_its_one_tariff(
    client: TestClient, boek: UUID, zet: Zet, makelaar: Vraag, engine: Engine
) -> None:
    inhoud = {
        "pool": {
            "saldoHorizonMaanden": 3,
            "tariefGrondslag": "integraal",
            "tariefCentPerUur": 7_150,
            "tariefPerNiveau": {"senior": 8_200},
        }
    }
    with engine.begin() as tx:
        tx.exec_driver_sql(
            "INSERT INTO convenant (verband, versie, inhoud) VALUES (%s, 1, %s)",
            (VERBAND, json.dumps(inhoud)),
        )
    verdeling = lees(client, makelaar())
    assert (verdeling["van"], verdeling["horizonMaanden"]) == ("2026-06", 3)
    tarief = verdeling["tarief"]
    assert (tarief["grondslag"], tarief["centPerUur"]) == ("integraal", 7_150)
    assert tarief["perNiveau"] == [{"niveau": "senior", "centPerUur": 8_200}]


# ---- the picture --------------------------------------------------------------------------------
SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_says_what_the_table_says(
    client: TestClient, boek: UUID, makelaar: Vraag
) -> None:
    grafiek = lees(client, makelaar(), "/grafiek")
    answer = client.get(f"{PAD}/grafiek", headers=makelaar() | {"Accept": "image/svg+xml"})
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    beeld = ET.fromstring(answer.content)
    assert beeld.get("role") == "img"
    ids = (beeld.get("aria-labelledby") or "").split()
    teksten = {een.get("id"): een.text for een in beeld if een.get("id")}
    assert [teksten[id] for id in ids] == [grafiek["titel"], grafiek["omschrijving"]]
    # Cee has the lowest part of its fair share and stands first.
    assert [een["organisatie"] for een in grafiek["rijen"]] == [CEE, BEE]
    titels = [een.text or "" for een in beeld.findall(f"{SVG}g/{SVG}title")]
    assert "eerlijk deel 40,0 uur, ontvangen 0,0 uur" in titels[0]
    assert answer.content.find(b"<script") == answer.content.find(b"href=") == -1


def test_a_picture_of_nothing_and_of_the_first_few(
    client: TestClient, zet: Zet, makelaar: Vraag
) -> None:
    kop = makelaar() | {"Accept": "image/svg+xml"}
    leeg = client.get(f"{PAD}/grafiek", headers=kop)
    assert "niets gevraagd" in leeg.text
    rijen = pool()
    delen = {f"{99_000_000_000 + nr:017d}000": {"rechtvaardig": nr + 1} for nr in range(50)}
    zet(*rijen, *ronde(rijen[0].id, delen))
    grafiek = lees(client, makelaar(), "/grafiek?balken=12")
    assert len(grafiek["rijen"]) == 12
    assert "Hier staan de 12 minst bediende" in grafiek["omschrijving"]


# ---- played again -------------------------------------------------------------------------------
def simuleer(client: TestClient, headers: Headers, pool: UUID, **invoer: Any) -> Any:
    pad = f"{BASE}/pools/{pool}/verdeling/_simuleer"
    return client.post(pad, headers=headers, json={"verdeelsleutel": "gelijk"} | invoer)


@pytest.fixture
def gespeeld(zet: Zet) -> UUID:
    """Two closed rounds of one member of 36 hours, for Bee and Cee who both ask 36."""
    rijen = pool()
    vraag: dict[str, Any] = {"uren_min": Decimal(8), "uren_max": Decimal(36)}
    feit = feiten_van(
        [lid(1, thuisorganisatie=AA)],
        [vraag_van(1, inlener=BEE, **vraag), vraag_van(2, inlener=CEE, **vraag)],
    )
    delen = {org: {"gevraagd": 936, "rechtvaardig": 468} for org in (BEE, CEE)}
    zet(*rijen)
    for dag in (date(2026, 2, 1), date(2026, 5, 1)):
        zet(*ronde(rijen[0].id, delen, feit, peildatum=dag))
    return UUID(str(rijen[0].id))


def test_another_key_beside_what_happened(
    client: TestClient, gespeeld: UUID, makelaar: Vraag, verwerkingen: Any
) -> None:
    gewichten = [{"organisatie": BEE, "deel": 3}, {"organisatie": CEE, "deel": 1}]
    answer = simuleer(client, makelaar(), gespeeld, verdeelsleutel="inwoners", gewichten=gewichten)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["rondes"], body["overgeslagen"]) == (2, 0)
    bee, cee = body["regels"]
    assert (bee["rechtvaardig"], bee["rechtvaardigDan"]) == (936, 2 * 702)
    assert bee["verschil"] == -cee["verschil"] == 468
    # Members' facts were used, so that is on record; nothing else was stored.
    assert {een for een, _ in verwerkingen()} == {"Verdeling van uren narekenen"}


def test_the_agreed_key_changes_nothing(
    client: TestClient, gespeeld: UUID, makelaar: Vraag
) -> None:
    regels = simuleer(client, makelaar(), gespeeld).json()["regels"]
    assert [een["verschil"] for een in regels] == [0, 0]


def test_what_cannot_be_simulated_is_told(
    client: TestClient, gespeeld: UUID, makelaar: Vraag, monkeypatch: pytest.MonkeyPatch
) -> None:
    zonder = simuleer(client, makelaar(), gespeeld, verdeelsleutel="fte")
    assert zonder.status_code == 400
    assert zonder.json()["invalidParams"][0]["code"] == "ontbreekt"
    monkeypatch.setattr("services.pool.verdeling.simulatie.MEESTE_WERK", 3)
    groot = simuleer(client, makelaar(), gespeeld)
    assert (groot.status_code, groot.json()["code"]) == (409, "simulatie-te-groot")
    assert "van poolleden en behoeften, hoogstens 3; 2 rondes, hoogstens 24)" in groot.text


# ---- a country ----------------------------------------------------------------------------------
@pytest.mark.parametrize("aantal", [2, 340])
def test_a_fixed_number_of_queries_for_2_as_for_340(
    client: TestClient, zet: Zet, makelaar: Vraag, engine: Engine, aantal: int
) -> None:
    oins = [f"{99_000_000_000 + nr:017d}000" for nr in range(aantal)]
    rijen = pool()
    delen = {org: {"gevraagd": 10, "rechtvaardig": 5} for org in oins}
    inzetten = [
        inzet(oins[nr % aantal], oins[(nr * 7 + 1) % aantal], uren_per_week=Decimal(8 + nr % 25))
        for nr in range(aantal * 6)
    ]
    zet(*rijen, *ronde(rijen[0].id, delen), *inzetten)
    gezien: list[str] = []

    def see(*args: Any) -> None:
        gezien.append(args[2])

    app_engine = client.app.state.sessions.kw["bind"]  # type: ignore[attr-defined]
    event.listen(app_engine, "before_cursor_execute", see)
    try:
        verdeling = lees(client, makelaar())
    finally:
        event.remove(app_engine, "before_cursor_execute", see)
    assert len(gezien) <= 9
    som = sum(Decimal(een.uren_per_week) * 4 for een in inzetten)
    assert verdeling["totaal"]["ontvangen"] == pytest.approx(float(som))
    assert len(verdeling["regels"]) == aantal


def test_names_come_from_the_register(
    client: TestClient, boek: UUID, makelaar: Vraag, buur: Buur, engine: Engine
) -> None:
    buur.antwoorden[f"/intern/organisaties/{BEE}"] = {"oin": BEE, "naam": "Gemeente <Bee>"}
    with Session(engine) as tx, tx.begin():
        assert storage.haal_namen(tx, client.app.state.gateway, NU) == 3  # type: ignore[attr-defined]
        assert storage.haal_namen(tx, client.app.state.gateway, NU) == 0  # type: ignore[attr-defined]
    regels = per_organisatie(lees(client, makelaar()))
    assert (regels[BEE]["naam"], regels[AA]["naam"]) == ("Gemeente <Bee>", None)
    beeld = client.get(f"{PAD}/grafiek", headers=makelaar() | {"Accept": "image/svg+xml"})
    assert "Gemeente &lt;Bee&gt;" in beeld.text


def test_another_verband_is_another_ledger(client: TestClient, boek: UUID, ik: Vraag) -> None:
    elders = ik(DEE, "makelaar")
    answer = client.get(f"{BASE}/verbanden/{ANDER_VERBAND}/verdeling", headers=elders)
    assert answer.json()["regels"] == answer.json()["nietBediend"] == []
