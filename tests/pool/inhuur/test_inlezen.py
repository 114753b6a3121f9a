"""Files of hires: a mapping that is kept, a try, and twenty thousand rows by the worker."""

import random
import time
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.pool.inhuur import inlees, storage
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, NU, VERBAND, Buur, Vraag
from tests.pool.inhuur.test_api import REGEL, faults, hr, stuur

INDELING = {
    "kolommen": {
        "kenmerk": "Factuur", "functie": "Rol", "vorm": "Soort", "uren": "Uren",
        "kosten": "Bedrag", "van": "Start", "tot": "Eind",
    },
    "woorden": {"vorm": {"Uitzendkracht": "uitzenden", "Zelfstandige": "zzp"}},
    "vast": {"leverancierSoort": "privaat_met_winst", "reden": "piek"},
    "decimaalteken": "komma",
}  # fmt: skip
KOP = "Factuur;Rol;Soort;Uren;Bedrag;Start;Eind;Opmerking"
GOED = "F{nr};planeconoom;Uitzendkracht;36,50;3.650,75;01-02-2026;28-02-2026;"
# Each has one fault: (our column, its code).
FOUT = {
    ("Rol", "functie-onbekend"): "F{nr};tuinman;Uitzendkracht;36;3650;01-02-2026;28-02-2026;",
    ("Soort", "waarde-onbekend"): "F{nr};planeconoom;Iemand;36;3650;01-02-2026;28-02-2026;",
    ("Uren", "geen-getal"): "F{nr};planeconoom;Zelfstandige;veel;3650;01-02-2026;28-02-2026;",
    ("Bedrag", "ontbreekt"): "F{nr};planeconoom;Zelfstandige;36;;01-02-2026;28-02-2026;",
    ("Start", "geen-dag"): "F{nr};planeconoom;Zelfstandige;36;3650;31-02-2026;28-02-2026;",
}


@pytest.fixture
def wie(ik: Vraag, buur: Buur) -> Headers:
    catalogus = {"functies": [{"code": "planeconoom", "naam": "Planeconoom"}]}
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = catalogus
    return hr(ik)


def lever(client: TestClient, wie: Headers, inhoud: str, status: int = 201) -> dict[str, Any]:
    soort = {"Content-Type": "text/csv"}
    answer = client.post(
        f"{BASE}/inhuurinlezingen/_csv", headers=wie | soort, content=inhoud.encode("cp1252")
    )
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def lees_in(client: TestClient, wie: Headers, inhoud: str) -> dict[str, Any]:
    """Deliver a file, and read it as the worker does."""
    een = lever(client, wie, inhoud)
    assert (een["status"], een["voortgang"]) == ("wacht", 0)
    inlees.lees_in(client.app.state.sessions, UUID(een["id"]), lambda: NU)  # type: ignore[attr-defined]
    return stuur(client, "GET", f"/inhuurinlezingen/{een['id']}", wie)


def aantallen(een: dict[str, Any]) -> tuple[int, ...]:
    return tuple(een[n] for n in ("toegevoegd", "gewijzigd", "ongewijzigd", "geweigerd"))


def test_a_mapping_is_tried_kept_and_used(client: TestClient, ik: Vraag, wie: Headers) -> None:
    regels = "\n".join([KOP, GOED.format(nr=1), next(iter(FOUT.values())).format(nr=2)])
    proef = stuur(
        client, "POST", "/inhuurvoorbeelden", wie, {"tekst": regels, "indeling": INDELING}
    )
    assert proef["nietGebruikt"] == ["Opmerking"]
    assert proef["fouten"] == []
    goed, fout = proef["rijen"]
    gelezen = goed["gelezen"]
    assert (gelezen["vorm"], gelezen["uren"]) == ("uitzenden", "36,50")
    assert gelezen["kosten"] == "3650,75"  # euros, under the name that a file has
    assert "kostenCent" not in gelezen
    assert [(f["kolom"], f["code"]) for f in fout["fouten"]] == [("Rol", "functie-onbekend")]
    # Without it our own names are looked for.
    zonder = stuur(client, "POST", "/inhuurvoorbeelden", wie, {"tekst": regels})
    assert {f["code"] for f in zonder["fouten"]} == {"veld-ontbreekt"}
    assert faults(lever(client, wie, regels, 400)) >= {("kosten", "veld-ontbreekt")}
    assert stuur(client, "GET", "/inhuurindeling", wie)["kolommen"] == {}
    assert stuur(client, "PUT", "/inhuurindeling", wie, INDELING) == INDELING
    etag = client.get(f"{BASE}/inhuurindeling", headers=wie).headers["ETag"]
    fout_ = INDELING | {"vast": {"vorm": "los"}}
    assert faults(stuur(client, "PUT", "/inhuurindeling", wie, fout_, 400)) == {
        ("vast.vorm", "waarde-onbekend")
    }
    stuur(client, "PUT", "/inhuurindeling", wie | {"If-Match": '"9-x"'}, INDELING, 412)
    assert stuur(client, "GET", "/inhuurindeling", hr(ik, BEE))["kolommen"] == {}
    een = lees_in(client, wie, regels)
    assert (een["status"], een["voortgang"], aantallen(een)) == ("klaar", 100, (1, 0, 0, 1))
    pad = f"/inhuurinlezingen/{een['id']}"
    for ander in (hr(ik, BEE), ik(AA, "medewerker")):
        for deel in ("", "/weigeringen"):
            stuur(client, "GET", pad + deel, ander, None, 404)
    als_bestand = client.get(
        f"{BASE}{pad}/weigeringen", headers=wie | {"Accept": "text/csv"}
    ).text.splitlines()
    assert als_bestand[0] == "rij;kolom;code;uitleg"
    assert als_bestand[1].startswith("3;Rol;functie-onbekend;")
    stuur(client, "DELETE", "/inhuurindeling", wie | {"If-Match": etag}, None, 204)


def test_twenty_thousand_rows_with_five_hundred_faults(
    client: TestClient, wie: Headers, engine: Engine
) -> None:
    """19,500 are taken and 500 have their reason; the same again changes nothing."""
    stuur(client, "PUT", "/inhuurindeling", wie, INDELING)
    dobbel = random.Random(20)
    slecht = dict.fromkeys(dobbel.sample(range(20_000), 500))
    soorten = list(FOUT)
    regels = [KOP]
    verwacht = []
    for nr in range(20_000):
        if nr in slecht:
            soort = soorten[nr % len(soorten)]
            regels.append(FOUT[soort].format(nr=nr))
            verwacht.append((nr + 2, *soort))
        else:
            regels.append(GOED.format(nr=nr))
    bestand = "\r\n".join(regels)
    begin = time.monotonic()
    een = lees_in(client, wie, bestand)
    duur = time.monotonic() - begin
    assert aantallen(een) == (19_500, 0, 0, 500)
    assert duur < 90, duur  # a few seconds on a quiet machine
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions() as tx:
        redenen = storage.list_weigeringen(tx, UUID(een["id"]), 0, 1000)
        assert [(r.rij, r.kolom, r.code) for r in redenen] == verwacht
        assert all(r.uitleg for r in redenen)
    with engine.begin() as tx_:
        som = tx_.execute(text("SELECT count(*), sum(kosten_cent), max(versie) FROM inhuurregel"))
        assert som.one() == (19_500, 19_500 * 365_075, 1)
        assert tx_.execute(text("SELECT count(bestand) FROM inhuurinlezing")).scalar() == 0
    nog = lees_in(client, wie, bestand)
    assert aantallen(nog) == (0, 0, 19_500, 500)
    cijfers = stuur(client, "GET", "/inhuurcijfers/2026", wie)
    assert cijfers["totaal"]["kostenCent"] == 19_500 * 365_075


def test_what_was_changed_here_stays_until_the_source_changes(
    client: TestClient, wie: Headers
) -> None:
    stuur(client, "PUT", "/inhuurindeling", wie, INDELING)
    bestand = f"{KOP}\n{GOED.format(nr=1)}"
    lees_in(client, wie, bestand)
    [regel] = stuur(client, "GET", "/inhuurregels", wie)["results"]
    pad = f"/inhuurregels/{regel['id']}"
    met_reden = {"zonderToets": "Spoed na ziekte.", "uren": 40}
    stuur(client, "PATCH", pad, wie, met_reden)
    assert aantallen(lees_in(client, wie, bestand)) == (0, 0, 1, 0)
    assert stuur(client, "GET", pad, wie)["uren"] == 40
    anders = bestand.replace("36,50", "37,50")
    assert aantallen(lees_in(client, wie, anders)) == (0, 1, 0, 0)
    nieuw = stuur(client, "GET", pad, wie)
    # The file says nothing of checks, so what was said here of them stays.
    assert (nieuw["uren"], nieuw["zonderToets"]) == (37.5, "Spoed na ziekte.")


def test_our_own_file_reads_back_and_a_number_twice_is_told(
    client: TestClient, wie: Headers
) -> None:
    stuur(client, "POST", "/inhuurregels", wie, REGEL | {"kenmerk": "=1+1"}, 201)
    soort = {"Accept": "text/csv"}
    bestand = client.get(f"{BASE}/inhuurbestand", headers=wie | soort).text
    assert "'=1+1" in bestand  # no formula to a spreadsheet
    een = lees_in(client, wie, bestand + bestand.splitlines()[1])
    assert aantallen(een) == (0, 1, 0, 1)  # entered by hand: now it has a source
    assert aantallen(lees_in(client, wie, bestand)) == (0, 0, 1, 0)
    pad = f"/inhuurinlezingen/{een['id']}/weigeringen?telling=true"
    geweigerd = stuur(client, "GET", pad, wie)
    assert geweigerd["count"] == 1
    assert geweigerd["results"][0]["code"] == "kenmerk-dubbel"
    als_json = stuur(client, "GET", "/inhuurbestand", wie)
    assert als_json["rijen"][0][0] == "'=1+1"


def test_a_withdrawn_or_broken_file_changes_nothing(client: TestClient, wie: Headers) -> None:
    assert faults(lever(client, wie, "alleen;een;kop", 400)) == {("bestand", "leeg")}
    stuur(client, "PUT", "/inhuurindeling", wie, INDELING)
    een = lever(client, wie, f"{KOP}\n{GOED.format(nr=1)}")
    stuur(client, "DELETE", f"/inhuurinlezingen/{een['id']}", wie, None, 204)
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    inlees.lees_in(sessions, UUID(een["id"]), lambda: NU)
    assert stuur(client, "GET", "/inhuurregels", wie)["results"] == []
    # Three workers fell over it: the fourth leaves it alone.
    kwaad = lever(client, wie, f"{KOP}\n{GOED.format(nr=1)}")
    for _ in range(inlees.POGINGEN):
        with sessions.begin() as tx:
            assert storage.begin(tx, UUID(kwaad["id"])) is not None
    inlees.lees_in(sessions, UUID(kwaad["id"]), lambda: NU)
    status = stuur(client, "GET", f"/inhuurinlezingen/{kwaad['id']}", wie)["status"]
    assert status == "mislukt"
    assert stuur(client, "GET", "/inhuurregels", wie)["results"] == []


def test_no_number_of_a_citizen_is_kept(client: TestClient, wie: Headers) -> None:
    bsn = "111222333"
    kop = "functie;vorm;leverancierSoort;uren;kosten;van;tot;reden;toelichting"
    rij = f"planeconoom;payroll;privaat_met_winst;1;1;2026-01-01;2026-01-31;piek;bsn {bsn}"
    lees_in(client, wie, f"{kop}\n{rij}")
    [regel] = stuur(client, "GET", "/inhuurregels", wie)["results"]
    assert bsn not in regel["toelichting"]
    assert regel["zonderToets"] == "Ingelezen uit de eigen administratie."
