"""A member over the API: the own yes, own changes, checks by the employer, the calendar."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.pool.flexpool import storage
from shared import db
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Buur, Regio, Vraag

ESCO = "http://data.europa.eu/esco/occupation/93e4e70b-aae4-4fdc-8037-e48e7077564e"
WEEK = {"ma": 8, "di": 8, "wo": 0, "do": 8, "vr": 8, "za": 0, "zo": 0}


def codes(answer: dict[str, Any]) -> set[tuple[str, str]]:
    return {(een["name"], een["code"]) for een in answer["invalidParams"]}


# ------------------------------------------------------------------ the own yes
def test_ja_en_nee_gelden_meteen_en_blijven_leesbaar(
    client: TestClient, regio: Regio, engine: Engine
) -> None:
    lid = regio.lid(regio.pool(), 1, toestemming=None)
    url = f"{BASE}/leden/{lid['id']}/toestemming"
    zelf = regio.zelf(lid)
    eerst = client.get(url, headers=zelf)
    assert eerst.json() == {"ja": None, "geschiedenis": []}
    ja = client.put(url, headers=zelf | {"If-Match": eerst.headers["ETag"]}, json={"ja": True})
    assert (ja.status_code, ja.json()["ja"]) == (200, True)
    oud = client.put(url, headers=zelf | {"If-Match": eerst.headers["ETag"]}, json={"ja": False})
    assert oud.status_code == 412
    nee = client.put(url, headers=zelf, json={"ja": False}).json()
    assert [een["ja"] for een in nee["geschiedenis"]] == [False, True]
    # Saying the same again is no new word.
    assert client.put(url, headers=zelf, json={"ja": False}).json() == nee
    with Session(engine) as tx:
        [bekend] = storage.list_voorstelbaar(tx, UUID(lid["pool"]), date(2026, 9, 1))
        assert bekend.toestemming is False


def test_alleen_de_medewerker_zelf_met_eigen_inlog(
    client: TestClient, regio: Regio, makelaar: Vraag, ik: Vraag
) -> None:
    lid = regio.lid(regio.pool(), 1)
    paden: list[tuple[str, str, dict[str, Any] | None]] = [
        ("GET", "toestemming", None),
        ("PUT", "toestemming", {"ja": True}),
        ("PATCH", "eigen", {"ontwikkelwensen": []}),
    ]
    eigen = {"pool:lezen", "pool:schrijven", "eigen:beheren"}
    for methode, einde, inhoud in paden:
        url = f"{BASE}/leden/{lid['id']}/{einde}"
        # The employer's machine, also on behalf of the person: not with an own login.
        namens = ik(AA, "medewerker", medewerker=UUID(lid["medewerker"]))
        assert client.request(methode, url, headers=namens, json=inhoud).status_code == 403
        for wie in (
            makelaar(scopes=eigen),
            ik(AA, "medewerker", scopes=eigen, medewerker=UUID(int=0x999)),
            ik(DEE, "makelaar", scopes=eigen, medewerker=UUID(int=0x998)),
        ):
            antwoord = client.request(methode, url, headers=wie, json=inhoud)
            assert antwoord.status_code == 404, (methode, einde)


def test_een_partner_ziet_geen_nee(
    client: TestClient,
    regio: Regio,
    makelaar: Vraag,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1, toestemming=False)
    url = f"{BASE}/leden/{lid['id']}"
    gelezen = client.get(url, headers=makelaar(BEE))
    partner = gelezen.json()
    assert (partner["toestemming"], partner["nietVoorstelbaar"]) == (None, [])
    assert partner["verificatieTot"] is None  # unchecked or unwilling: that is not to be told
    eigen_tag = client.get(url, headers=makelaar(AA)).headers["ETag"]
    for ja in (True, False):  # another word is no other version for a partner
        regio.zeg(lid, ja)
        weer = client.get(url, headers=makelaar(BEE))
        assert (weer.headers["ETag"], weer.content) == (gelezen.headers["ETag"], gelezen.content)
    assert client.get(url, headers=makelaar(AA)).headers["ETag"] != eigen_tag
    thuis = client.get(url, headers=makelaar(AA)).json()
    assert thuis["toestemming"] is False
    assert [een["code"] for een in thuis["nietVoorstelbaar"]] == ["geen-toestemming"]
    for verteld in [een for een in gebeurtenissen() if "toestemming" in een.type]:
        assert verteld.publiek["organisaties"] == [AA]
        assert not verteld.publiek.get("verbanden")
    # Nor by being named in the calendar.
    agenda = f"{BASE}/pools/{pool}/agenda"
    assert client.get(agenda, headers=makelaar(BEE)).json()["results"] == []
    assert len(client.get(agenda, headers=makelaar(AA)).json()["results"]) == 1
    assert client.get(f"{url}/verificaties", headers=makelaar(BEE)).status_code == 404


def test_de_medewerker_hoort_dat_hij_in_de_pool_staat(regio: Regio, engine: Engine) -> None:
    lid = regio.lid(regio.pool(), 1, toestemming=None)
    with engine.connect() as tx:
        [row] = tx.execute(text("SELECT persoon, tekst FROM bericht_uit")).all()
    assert str(row.persoon) == lid["medewerker"]
    assert "ja of nee" in row.tekst


def test_twee_keer_tegelijk_is_een_woord(client: TestClient, regio: Regio) -> None:
    lid = regio.lid(regio.pool(), 1, toestemming=None)
    url = f"{BASE}/leden/{lid['id']}/toestemming"
    with ThreadPoolExecutor(4) as threads:
        beide = list(
            threads.map(
                lambda _: client.put(url, headers=regio.zelf(lid), json={"ja": True}), range(4)
            )
        )
    assert {een.status_code for een in beide} == {200}
    assert len(client.get(url, headers=regio.zelf(lid)).json()["geschiedenis"]) == 1


# ------------------------------------------------------------------ own and employer's changes
def test_een_lid_wijzigt_zijn_eigen_wensen_en_dagen(
    client: TestClient, regio: Regio, makelaar: Vraag
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1)
    zelf = regio.zelf(lid)
    [mijn] = client.get(f"{BASE}/leden", headers=zelf).json()["results"]
    assert (mijn["id"], mijn["toestemming"]) == (lid["id"], True)
    url = f"{BASE}/leden/{lid['id']}/eigen"
    wens = {"ontwikkelwensen": ["jurist"], "pc4": "5611", "straalKm": 20, "weekdagen": WEEK}
    wens |= {"competenties": ["onderhandelen"]}
    nieuw = client.patch(url, headers=zelf, json=wens)
    assert nieuw.status_code == 200, nieuw.text
    assert wens.items() <= nieuw.json().items()
    van_de_werkgever: list[dict[str, Any]] = [{"urenPerWeek": 8}, {"beschikbaarTot": None}]
    for contract in van_de_werkgever:
        assert client.patch(url, headers=zelf, json=contract).status_code == 400
    weinig = client.patch(url, headers=zelf, json={"weekdagen": {"ma": 8}})
    assert codes(weinig.json()) == {("weekdagen", "weekdagen-te-weinig")}
    leeg = client.patch(url, headers=zelf, json={"weekdagen": None, "straalKm": None, "pc4": None})
    assert (leeg.json()["weekdagen"], leeg.json()["pc4"]) == (None, None)
    assert client.patch(url, headers=zelf, json={"ontwikkelwensen": None}).status_code == 400
    # What one writes from an old page does not overwrite the other.
    tag = client.get(f"{BASE}/leden/{lid['id']}", headers=makelaar()).headers["ETag"]
    client.patch(url, headers=zelf, json={"competenties": []})
    werkgever = makelaar() | {"If-Match": tag}
    laat = client.patch(f"{BASE}/leden/{lid['id']}", headers=werkgever, json={"urenPerWeek": 8})
    assert laat.status_code == 412


def test_perioden_week_en_esco_alle_fouten_tegelijk(
    client: TestClient, regio: Regio, makelaar: Vraag, buur: Buur
) -> None:
    functie = {"code": "planeconoom", "naam": "P", "domein": "d", "escoUri": ESCO}
    tekst = {"versie": 1, "pool": {}, "functies": [functie]}
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = tekst
    pool = regio.pool()
    anders = {"functie": "planeconoom", "niveau": "senior", "escoUri": ESCO.replace("93", "11")}
    inhoud: dict[str, Any] = {
        "medewerker": str(UUID(int=0x555)),
        "functies": [anders],
        "urenPerWeek": 32,
        "beschikbaarVan": "2026-09-01",
        "perioden": [
            {"van": "2026-10-01", "tot": "2026-12-31", "urenPerWeek": 16},
            {"van": "2026-12-31", "tot": None, "urenPerWeek": 0},
            {"van": "2026-08-01", "tot": "2026-08-02", "urenPerWeek": 0},
        ],
        "weekdagen": {"ma": 8},
    }
    answer = client.post(f"{BASE}/pools/{pool}/leden", headers=makelaar(), json=inhoud)
    assert codes(answer.json()) == {
        ("perioden.1", "periode-overlapt"),
        ("perioden.2", "buiten-lidmaatschap"),
        ("weekdagen", "weekdagen-te-weinig"),
        ("functies", "esco-anders"),
    }
    goed = inhoud | {"functies": [{"functie": "planeconoom", "niveau": "senior"}]}
    weg = {"van": "2027-01-01", "tot": None, "urenPerWeek": 0}  # not there at all
    goed |= {"perioden": [inhoud["perioden"][0], weg], "weekdagen": WEEK}
    lid = regio.post(f"/pools/{pool}/leden", makelaar(), goed)
    assert lid["functies"][0]["escoUri"] == ESCO  # as the catalogue says
    assert lid["perioden"] == goed["perioden"]
    assert (lid["weekdagen"], lid["verificatieTot"]) == (WEEK, "2027-08-12")
    assert "Waadi" in lid["waadi"]


# ------------------------------------------------------------------ checked by the employer
def test_een_controle_verloopt_en_de_werkgever_controleert_opnieuw(
    client: TestClient, regio: Regio, makelaar: Vraag, engine: Engine
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1)
    url = f"{BASE}/leden/{lid['id']}/verificaties"
    with Session(engine) as tx:
        assert len(storage.list_voorstelbaar(tx, UUID(pool), date(2027, 8, 12))) == 1
        assert storage.list_voorstelbaar(tx, UUID(pool), date(2027, 8, 13)) == []
    # Four weeks before, the employer is asked; once, however often the worker comes.
    for op, aantal in ((date(2027, 7, 14), 0), (date(2027, 7, 15), 1), (date(2027, 7, 16), 1)):
        with Session(engine) as tx, tx.begin():
            assert storage.herinner_verificaties(tx, op) == aantal
    with engine.connect() as tx_:
        vraag = text("SELECT tekst FROM bericht_uit WHERE organisatie = :wie")
        [row] = tx_.execute(vraag, {"wie": AA}).all()
    assert "2027-08-12" in row.tekst
    later = datetime(2027, 8, 20, 8, tzinfo=UTC)
    thuis = client.get(f"{BASE}/leden/{lid['id']}", headers=makelaar(nu=later)).json()
    assert [een["code"] for een in thuis["nietVoorstelbaar"]] == ["verificatie-verlopen"]
    assert client.post(url, headers=makelaar(BEE, nu=later)).status_code == 404
    machine = client.post(url, headers=makelaar(nu=later, gebruiker=None))
    assert (machine.status_code, machine.json()["code"]) == (400, "gebruiker-ontbreekt")
    nieuw = client.post(url, headers=makelaar(nu=later))
    assert (nieuw.status_code, nieuw.json()["verificatieTot"]) == (201, "2028-08-20")
    assert nieuw.headers["Location"].endswith(url.removeprefix(BASE))
    assert len(client.get(url, headers=makelaar(nu=later)).json()["results"]) == 2
    with Session(engine) as tx:
        assert len(storage.list_voorstelbaar(tx, UUID(pool), date(2027, 9, 1))) == 1


def test_de_termijn_is_die_van_het_verband(
    client: TestClient, regio: Regio, makelaar: Vraag, buur: Buur
) -> None:
    tekst = {"versie": 1, "pool": {"verificatieMaanden": 3}, "functies": []}
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = tekst
    lid = regio.lid(regio.pool(), 1)
    gezien = client.get(f"{BASE}/leden/{lid['id']}", headers=makelaar()).json()
    assert gezien["verificatieTot"] == "2026-11-12"


# ------------------------------------------------------------------ calendar
def test_de_agenda_telt_inzetten_mee(client: TestClient, regio: Regio, makelaar: Vraag) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1)
    regio.lid(pool, 2, BEE)
    regio.behoefte(BEE, van="2026-09-02", urenMin=16, urenMax=16)
    url = f"{BASE}/pools/{pool}/agenda?van=2026-09-03&weken=2&telling=true"
    with_url = client.get(url, headers=makelaar(CEE))
    assert with_url.status_code == 200, with_url.text
    body = with_url.json()
    assert body["count"] == 2
    voor = next(een for een in body["results"] if een["lid"] == lid["id"])
    assert voor["weken"][0] == {"van": "2026-08-31", "beschikbaar": 32, "bezet": 0, "vrij": 32}
    assert "naam" not in voor
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    regio.besluit(voorstel["id"], regel["id"])
    na = client.get(url, headers=makelaar(CEE)).json()["results"]
    bezig = next(een for een in na if een["lid"] == regel["lid"])
    # From Wednesday 2 September: three of five days in the first week.
    assert [(week["bezet"], week["vrij"]) for week in bezig["weken"]] == [(9.6, 22.4), (16, 16)]
    assert client.get(url + "&functie=jurist", headers=makelaar()).json()["results"] == []


@pytest.mark.parametrize(("rol", "status"), [("medewerker", 403), ("makelaar", 200)])
def test_de_agenda_is_voor_wie_plant(
    client: TestClient, regio: Regio, ik: Vraag, rol: str, status: int
) -> None:
    url = f"{BASE}/pools/{regio.pool()}/agenda"
    assert client.get(url, headers=ik(BEE, rol)).status_code == status
    assert client.get(url, headers=ik(DEE, rol)).status_code == 404


# ------------------------------------------------------------------ erasing
def test_dossier_en_wissen(regio: Regio, engine: Engine) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1)
    ander = regio.lid(pool, 2)
    wie = UUID(lid["medewerker"])
    with Session(engine) as tx, tx.begin():
        stukken = storage.dossier(tx, wie)
        assert [een["id"] for een in stukken["lidmaatschappen"]] == [lid["id"]]
        assert [een["ja"] for een in stukken["lidmaatschapToestemmingen"]] == [True]
        assert len(stukken["lidmaatschapVerificaties"]) == 1
        assert "proefpersoon" not in str(stukken)
        assert storage.wis_personen(tx, [wie]) == {"lid": 1}
        assert not any(storage.dossier(tx, wie).values())
        assert len(storage.dossier(tx, UUID(ander["medewerker"]))["lidmaatschappen"]) == 1
        gewist = storage.wis_namen(tx, datetime(2027, 1, 1, tzinfo=UTC))
        assert gewist["lidverificatie"] == 1
        assert storage.wis_namen(tx, datetime(2027, 1, 1, tzinfo=UTC)) == dict.fromkeys(gewist, 0)


def test_inzage_wordt_vastgelegd(
    client: TestClient, regio: Regio, verwerkingen: Callable[[], list[tuple[str, UUID]]]
) -> None:
    lid = regio.lid(regio.pool(), 1, toestemming=None)
    voor = len(verwerkingen())
    zelf: Headers = regio.zelf(lid)
    client.get(f"{BASE}/leden", headers=zelf)
    client.get(f"{BASE}/leden/{lid['id']}/toestemming", headers=zelf)
    client.patch(f"{BASE}/leden/{lid['id']}/eigen", headers=zelf, json={"competenties": ["x"]})
    client.get(f"{BASE}/leden/{lid['id']}/verificaties", headers=zelf)
    assert {persoon for _, persoon in verwerkingen()} == {UUID(lid["medewerker"])}
    assert len(verwerkingen()) == voor + 4
