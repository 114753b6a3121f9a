"""Own values of one opening over HTTP: fixed with their reason, whatever the convenant becomes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from services.vacatures.openstelling import rules, storage
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.tables import Vacature
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)
from tests.vacatures.openstelling.test_routes import BEIDE, toegang, van

RUIM = {
    "fase": "intern",
    "toegang": {"partner": {"zichtbaar": True, "solliciteren": "ja"}},
    "reden": "Wij zoeken al een half jaar",
}


def lees(client: TestClient, id: str, headers: Any) -> dict[str, Any]:
    answer = client.get(f"{BASE}/vacatures/{id}/openstelling", headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_more_generous_to_partners(
    client: TestClient, ik: Vraag, recruiter: Vraag, buur: Buur
) -> None:
    tekst = convenant(zekerheden=[{"instelling": "fasen", "zekerheid": "C", "bron": "voorstel"}])
    tekst["fasen"][0]["andereModi"] = ["voorrang_bij_passend"]
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = tekst
    id = nieuw(client, recruiter())
    eigen = RUIM | {"modus": "voorrang_bij_passend"}
    body = open_(client, recruiter(), id, fasewijzigingen=[eigen])
    partner = ik(BEE, "medewerker", nu=later(NU, hours=1))
    assert client.get(f"{BASE}/vacatures/{id}", headers=partner).status_code == 200
    # Stored, and read back the same by everybody it concerns.
    for gezien in (body, lees(client, id, recruiter()), lees(client, id, partner)):
        assert gezien["fasen"][0]["modus"] == "voorrang_bij_passend"
        assert "gaan voor bij passende geschiktheid" in gezien["fasen"][0]["voorrang"]
        assert toegang(gezien)["partner"] == "ja"
        assert gezien["fasewijzigingen"] == [eigen | {"werkdagen": None, "verband": None}]
        assert gezien["zekerheden"] == [
            {"verband": str(VERBAND), "instelling": "fasen", "zekerheid": "C", "bron": "voorstel"}
        ]
        assert "geen juridisch advies" in gezien["toelichting"]
    # Outside the verband nobody reads how the employer deviates from it.
    buiten = lees(client, id, ik(None, nu=later(OPENBAAR, hours=1)))
    assert (buiten["fasen"], buiten["fasewijzigingen"], buiten["zekerheden"]) == ([], [], [])


@pytest.mark.parametrize(
    ("wijziging", "naam", "code"),
    [
        ({"fase": "intern", "reden": "x"}, "fase", "leeg"),
        ({"fase": "intern", "reden": "  ", "werkdagen": 1}, "reden", "verplicht"),
        ({"fase": "intern", "reden": "x", "werkdagen": 21}, "werkdagen", "te-lang"),
        (
            {"fase": "intern", "reden": "x", "modus": "gelijke_geschiktheid"},
            "modus",
            "modus-niet-toegestaan",
        ),
        (
            RUIM | {"toegang": {"extern": {"zichtbaar": True, "solliciteren": "ja"}}},
            "toegang.extern",
            "extern-volgt-convenant",
        ),
    ],
)
def test_outside_the_limits_nothing_opens(
    client: TestClient, recruiter: Vraag, wijziging: dict[str, Any], naam: str, code: str
) -> None:
    id = nieuw(client, recruiter())
    answer = client.post(
        f"{BASE}/vacatures/{id}/openstelling",
        headers=recruiter(),
        json={"fasewijzigingen": [wijziging]},
    )
    assert answer.status_code == 400
    fouten = [(f["name"], f["code"]) for f in answer.json()["invalidParams"]]
    assert fouten == [(f"fasewijzigingen.0.{naam}", code)]
    assert client.get(f"{BASE}/vacatures/{id}", headers=recruiter()).json()["status"] == "concept"


def test_a_convenant_may_forbid(client: TestClient, recruiter: Vraag, buur: Buur) -> None:
    strak = convenant(faseOverslaanToegestaan=False, ruimereToegangToegestaan=False)
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = strak
    over = {"fase": "partners", "werkdagen": 0, "reden": "Spoed"}
    answer = client.post(
        f"{BASE}/vacatures/{nieuw(client, recruiter())}/openstelling",
        headers=recruiter(),
        json={"fasewijzigingen": [RUIM, over]},
    )
    assert [(f["name"], f["code"]) for f in answer.json()["invalidParams"]] == [
        ("fasewijzigingen.0.toegang", "ruimere-toegang-niet-toegestaan"),
        ("fasewijzigingen.1.werkdagen", "overslaan-niet-toegestaan"),
    ]


def test_partners_that_count_as_internal_have_no_phase_of_their_own(
    client: TestClient, ik: Vraag, recruiter: Vraag, buur: Buur
) -> None:
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = convenant(partnerTeltAlsIntern=True)
    id = nieuw(client, recruiter())
    assert [naam for naam, _ in van(open_(client, recruiter(), id))] == ["intern", "openbaar"]
    partner = ik(BEE, "medewerker", nu=later(NU, hours=1))
    gezien = client.get(f"{BASE}/vacatures/{id}", headers=partner).json()
    assert (gezien["fase"], gezien["magSolliciteren"]) == ("intern", "ja")
    na = client.get(f"{BASE}/vacatures/{id}", headers=ik(None, nu=later(PARTNERS, hours=1)))
    assert na.json()["fase"] == "openbaar"


def test_what_was_opened_stays_when_the_convenant_changes(
    client: TestClient, recruiter: Vraag, buur: Buur, migrated: Callable[[str], Engine]
) -> None:
    keuze = {"fasewijzigingen": [RUIM, {"fase": "partners", "werkdagen": 2, "reden": "Spoed"}]}
    id = nieuw(client, recruiter())
    eerst = open_(client, recruiter(verbanden=BEIDE), id, **keuze)
    anders = convenant(versie=2, partnerTeltAlsIntern=True, ruimereToegangToegestaan=False)
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/2"] = anders
    nieuwe = [(VERBAND, 2), (ANDER_VERBAND, 1)]
    velden = ("fasen", "fasewijzigingen", "openbaarVanafOp", "sluitOp")
    for moment in (NU, PARTNERS, OPENBAAR):
        straks = lees(client, id, recruiter(nu=later(moment, minutes=1), verbanden=nieuwe))
        assert {veld: straks[veld] for veld in velden} == {veld: eerst[veld] for veld in velden}
    with Session(migrated("vacatures")) as tx:
        bewaard = storage.get_openstelling(tx, UUID(id))
        assert bewaard
        assert {d.convenant.versie for d in bewaard.delen if d.convenant} == {1}
        assert sorted(map(str, rules.zichtperioden(bewaard))) == sorted(
            map(str, vacatures.list_zichtperioden(tx, UUID(id)))
        )


def test_reserved_for_redeployment(client: TestClient, ik: Vraag, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), alleenHerplaatsing=True)
    body = open_(client, recruiter(), id)
    assert (body["teltVoorCbs"], body["openbaarVanafOp"]) == (False, None)
    nu = later(OPENBAAR, hours=1)
    path = f"{BASE}/vacatures/{id}"
    wie = {
        "eigen": ik(AA, "medewerker", nu=nu),
        "herplaatsing": ik(AA, "medewerker", herplaatsing=True, nu=nu),
        "partner": ik(BEE, nu=nu),
        "partner herplaatsing": ik(BEE, herplaatsing=True, nu=nu),
        "buiten": ik(None, nu=nu),
    }
    gezien = {naam: client.get(path, headers=headers).status_code for naam, headers in wie.items()}
    assert [naam for naam, status in gezien.items() if status == 200] == [
        "herplaatsing",
        "partner herplaatsing",
    ]
    # Shared with nobody it is the same.
    zonder = nieuw(client, recruiter(), alleenHerplaatsing=True)
    assert open_(client, recruiter(verbanden=[]), zonder)["teltVoorCbs"] is False
    assert lees(client, zonder, recruiter())["teltVoorCbs"] is False
    assert client.get(f"{BASE}/vacatures/{zonder}", headers=ik(None)).status_code == 404
    assert open_(client, recruiter(), nieuw(client, recruiter()))["teltVoorCbs"] is True


def test_who_recruits_for_another_shares_with_the_verbanden_of_that_employer(
    client: TestClient, ik: Vraag, recruiter: Vraag, buur: Buur, migrated: Callable[[str], Engine]
) -> None:
    id = nieuw(client, recruiter())
    with Session(migrated("vacatures")) as tx:
        tx.execute(update(Vacature).values(werver=DEE))
        tx.commit()
    werver = ik(DEE, "recruiter", verbanden=[(ANDER_VERBAND, 1)])
    path = f"{BASE}/vacatures/{id}/openstelling"
    assert client.get(path, headers=werver).status_code == 503  # the gateway does not say
    deelname = {"verbanden": [{"verband": str(VERBAND), "convenant": 1}]}
    buur.antwoorden[f"/intern/deelnames/{AA}"] = deelname
    vreemd = client.post(path, headers=werver, json={"verbanden": [str(ANDER_VERBAND)]})
    assert vreemd.status_code == 400
    assert {f["verband"] for f in open_(client, werver, id)["fasen"]} == {str(VERBAND)}
    elders = ik(CEE, verbanden=[(ANDER_VERBAND, 1)], nu=later(PARTNERS, hours=1))
    assert client.get(path, headers=elders).status_code == 404
