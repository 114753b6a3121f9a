"""Interest without applying: no place in the order, and no name before its person gives it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures.loopbaanwens import storage
from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    NA_SLUITING,
    PARTNERS,
    SCOPES,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.loopbaanwens.conftest import PERSOON, publiceer, wens
from tests.vacatures.onderweg import Onderweg

IN_PARTNERS = later(PARTNERS, hours=10)


def toon(client: TestClient, headers: Headers, vacature: str, **body: Any) -> Any:
    return client.post(f"{BASE}/vacatures/{vacature}/interesses", headers=headers, json=body)


def wijzig(client: TestClient, headers: Headers, id: str, naar: str) -> Any:
    path = f"{BASE}/interesses/{id}/statuswijzigingen"
    return client.post(path, headers=headers, json={"naar": naar})


def kaarten(client: TestClient, headers: Headers, vacature: str) -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/vacatures/{vacature}/interesses?telling=true", headers=headers)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["count"] == len(body["results"])
    return list(body["results"])


@pytest.fixture
def mij(zelf: Vraag) -> Headers:
    return zelf(nu=IN_PARTNERS)


@pytest.fixture
def hr(recruiter: Vraag) -> Headers:
    return recruiter(nu=IN_PARTNERS)


def test_interest_is_a_card_without_a_name(
    client: TestClient, mij: Headers, hr: Headers, vacature: str
) -> None:
    id_wens = wens(client, mij)
    answer = toon(client, mij, vacature, tekst="Ik reken graag.", wens=id_wens)
    assert answer.status_code == 201, answer.text
    eigen = answer.json()
    assert "geen plaats in de volgorde" in eigen["uitleg"]
    assert client.get(answer.headers["Location"], headers=mij).json() == eigen
    nog_eens = toon(client, mij, vacature)
    assert (nog_eens.status_code, nog_eens.json()["url"]) == (409, eigen["url"])
    assert nog_eens.json()["detail"] == "U toonde al interesse in deze vacature."
    (kaart,) = kaarten(client, hr, vacature)
    assert (kaart["categorie"], kaart["tekst"]) == ("partner", "Ik reken graag.")
    assert (kaart["organisatie"], kaart["wens"]) == (None, None)
    assert kaart["criteria"][0]["gewenst"] == "planeconoom"
    for verraad in (str(PERSOON), BEE, id_wens):
        assert verraad not in str(kaart)
    naam = f"{BASE}/interesses/{eigen['id']}/kandidaat"
    assert client.get(naam, headers=hr).status_code == 404
    assert (
        client.get(f"{BASE}/vacatures/{vacature}/sollicitaties", headers=hr).json()["results"] == []
    )


def test_the_name_comes_with_the_release_and_goes_with_taking_it_back(
    client: TestClient, mij: Headers, hr: Headers, vacature: str, buur: Buur
) -> None:
    buur.antwoorden[f"/intern/medewerkers/{PERSOON}"] = {"naam": "Testpersoon", "email": "a@b.nl"}
    id = toon(client, mij, vacature).json()["id"]
    naam = f"{BASE}/interesses/{id}/kandidaat"
    assert client.get(naam, headers=hr).status_code == 404
    assert wijzig(client, mij, id, "vrijgegeven").status_code == 201
    assert client.get(naam, headers=hr).json()["naam"] == "Testpersoon"
    assert kaarten(client, hr, vacature)[0]["organisatie"] == BEE
    assert wijzig(client, mij, id, "getoond").status_code == 201
    assert client.get(naam, headers=hr).status_code == 404
    assert kaarten(client, hr, vacature)[0]["organisatie"] is None


@pytest.mark.parametrize("naar", ["getoond", "ingetrokken"])
def test_a_slow_gateway_never_outlives_taking_back(
    client: TestClient, mij: Headers, hr: Headers, vacature: str, buur: Buur, naar: str
) -> None:
    id = toon(client, mij, vacature).json()["id"]
    wijzig(client, mij, id, "vrijgegeven")
    pad = f"/intern/medewerkers/{PERSOON}"
    codes: list[int] = []
    buur.antwoorden = Onderweg(
        buur.antwoorden | {pad: {"naam": "Testpersoon"}},
        pad,
        lambda: codes.append(wijzig(client, mij, id, naar).status_code),
    )
    answer = client.get(f"{BASE}/interesses/{id}/kandidaat", headers=hr)
    assert (answer.status_code, codes) == (404, [201])
    assert "Testpersoon" not in answer.text


def test_hiding_from_the_employer_hides_a_name_that_was_released(
    client: TestClient, mij: Headers, hr: Headers, vacature: str, buur: Buur
) -> None:
    buur.antwoorden[f"/intern/medewerkers/{PERSOON}"] = {"naam": "Testpersoon", "email": None}
    id = toon(client, mij, vacature, wens=wens(client, mij)).json()["id"]
    wijzig(client, mij, id, "vrijgegeven")
    naam = f"{BASE}/interesses/{id}/kandidaat"
    assert client.get(naam, headers=hr).status_code == 200
    body = {"organisaties": [AA]}
    assert client.put(f"{BASE}/afscherming", headers=mij, json=body).status_code == 200
    assert client.get(naam, headers=hr).status_code == 404
    (kaart,) = kaarten(client, hr, vacature)
    assert (kaart["organisatie"], kaart["criteria"]) == (None, [])


@pytest.mark.parametrize("hoe", ["gepauzeerd", "voorbij", "verborgen", "vertrouwelijk"])
def test_a_wish_goes_along_as_far_as_its_person_lets_it(
    client: TestClient, mij: Headers, hr: Headers, recruiter: Vraag, vacature: str, hoe: str
) -> None:
    id = wens(client, mij, eindDatum=str(IN_PARTNERS.date()))
    publiceer(client, mij, id)
    interesse = toon(client, mij, vacature, wens=id).json()["id"]
    assert kaarten(client, hr, vacature)[0]["criteria"][0]["gewenst"] == "planeconoom"
    path = f"{BASE}/loopbaanwensen/{id}"
    anders = {"verborgen": {"verborgenVoor": [AA]}, "vertrouwelijk": {"vertrouwelijk": True}}
    if hoe in anders:
        answer = client.patch(path, headers=mij, json=anders[hoe])
        assert answer.status_code == 200, answer.text
    if hoe == "gepauzeerd":
        client.post(f"{path}/statuswijzigingen", headers=mij, json={"naar": hoe})
    dan = recruiter(nu=later(IN_PARTNERS, days=hoe == "voorbij"))
    (kaart,) = kaarten(client, dan, vacature)
    if hoe == "vertrouwelijk":
        assert {c["gewenst"] for c in kaart["criteria"]} == {None}
        wijzig(client, mij, interesse, "vrijgegeven")
        assert kaarten(client, dan, vacature)[0]["criteria"][0]["gewenst"] == "planeconoom"
    else:
        assert kaart["criteria"] == []
    assert client.get(f"{BASE}/interesses/{interesse}", headers=mij).json()["criteria"] != []


def test_the_own_employer_that_handles_it_for_another_sees_no_wish(
    client: TestClient, mij: Headers, hr: Headers, vacature: str, ik: Vraag, buur: Buur
) -> None:
    buur.antwoorden[f"/intern/organisaties/{BEE}"] = {"oin": BEE, "tooi": None, "naam": "Bee"}
    mandaat = {"gemachtigde": BEE, "totDatum": "2026-09-30"}
    gegeven = client.post(f"{BASE}/mandaten", headers=hr, json=mandaat)
    assert gegeven.status_code == 201, gegeven.text
    toon(client, mij, vacature, wens=wens(client, mij))
    assert kaarten(client, hr, vacature)[0]["criteria"] != []
    eigen = ik(BEE, "recruiter", nu=IN_PARTNERS)
    assert [kaart["criteria"] for kaart in kaarten(client, eigen, vacature)] == [[]]


def test_a_wish_that_is_hidden_from_the_employer_is_not_shown_to_it(
    client: TestClient, mij: Headers, vacature: str
) -> None:
    answer = toon(client, mij, vacature, wens=wens(client, mij, verborgenVoor=[AA]))
    assert answer.status_code == 400
    assert [(f["name"], f["code"]) for f in answer.json()["invalidParams"]] == [
        ("wens", "verborgen")
    ]
    assert client.get(f"{BASE}/interesses", headers=mij).json()["results"] == []


@pytest.mark.parametrize("hoe", ["vacature", "keuze"])
def test_confidential_shows_outcomes_and_category_only(
    client: TestClient, mij: Headers, hr: Headers, recruiter: Vraag, hoe: str
) -> None:
    id = nieuw(client, recruiter(), vertrouwelijk=hoe == "vacature")
    open_(client, recruiter(), id)
    keuze = {"vertrouwelijk": True} if hoe == "keuze" else {}
    body = {"tekst": "Ik ben de secretaris van Bee.", "wens": wens(client, mij), **keuze}
    interesse = toon(client, mij, id, **body).json()
    for kaart in (
        kaarten(client, hr, id)[0],
        client.get(f"{BASE}/interesses/{interesse['id']}", headers=hr).json(),
    ):
        assert kaart["vertrouwelijk"]
        assert {n for n, w in kaart.items() if w is None} == {
            "getoondOp",
            "tekst",
            "organisatie",
            "wens",
        }
        assert {(c["gewenst"], c["aangeboden"]) for c in kaart["criteria"]} == {(None, None)}
        assert kaart["criteria"][0]["zin"] == "De functie past."
    wijzig(client, mij, interesse["id"], "vrijgegeven")
    assert kaarten(client, hr, id)[0]["tekst"] == body["tekst"]
    # Per vacancy: released here is not released there.
    ander = nieuw(client, recruiter(), vertrouwelijk=True, titel="Directeur")
    open_(client, recruiter(), ander)
    toon(client, mij, ander, tekst="Ook hier.")
    assert kaarten(client, recruiter(), ander)[0]["tekst"] is None


def test_events_are_for_who_leads_and_point_at_nobody(
    client: TestClient,
    mij: Headers,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    id = toon(client, mij, vacature).json()["id"]
    wijzig(client, mij, id, "vrijgegeven")
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(
            text("SELECT * FROM gebeurtenis_uit WHERE type LIKE 'interesse-%' ORDER BY nr")
        ).all()
        brieven = tx.execute(text("SELECT * FROM bericht_uit")).all()
    assert [row.type for row in rows] == ["interesse-getoond", "interesse-vrijgegeven"]
    for row in rows:
        assert row.publiek == {
            "openbaar": False,
            "organisaties": [AA],
            "verbanden": [],
            "rollen": ["hr_adviseur", "recruiter"],
        }
        assert row.onderwerp == UUID(vacature)
        assert id not in row.dataref
    assert [(row.organisatie, row.persoon) for row in brieven] == [(AA, None)]
    assert str(PERSOON) not in brieven[0].tekst


def test_the_vacancy_tells_nobody_that_there_is_interest(
    client: TestClient, mij: Headers, kijkers: dict[str, Vraag], vacature: str
) -> None:
    """No number anywhere else: every other answer is the same with and without interest."""

    def alles() -> list[Any]:
        paden = [f"/vacatures/{vacature}", "/vacatures?telling=true"]
        paden += [f"/vacatures/{vacature}/openstelling?op=2026-09-01T10:00:00Z"]
        return [
            (naam, pad, client.get(BASE + pad, headers=kijker(IN_PARTNERS)).json())
            for naam, kijker in kijkers.items()
            for pad in paden
        ]

    def zonder_tijd(lijst: list[Any]) -> list[Any]:
        return [(n, p, {k: v for k, v in b.items() if k != "gevraagdOp"}) for n, p, b in lijst]

    eerst = zonder_tijd(alles())
    assert toon(client, mij, vacature).status_code == 201
    assert zonder_tijd(alles()) == eerst


def test_who_cannot_see_the_vacancy_cannot_show_interest(
    client: TestClient, zelf: Vraag, vacature: str
) -> None:
    assert toon(client, zelf(), vacature).status_code == 404  # the internal phase
    dicht = zelf(nu=later(NA_SLUITING, days=1))
    assert toon(client, dicht, vacature).status_code == 404


def test_another_finds_nothing_and_an_employers_machine_neither(
    client: TestClient, ik: Vraag, mij: Headers, vacature: str, hr: Headers
) -> None:
    id = toon(client, mij, vacature).json()["id"]
    ander = ik(
        BEE,
        "medewerker",
        medewerker=uuid4(),
        scopes=SCOPES | {"eigen:beheren"},
        nu=IN_PARTNERS,
    )
    machine = ik(BEE, "medewerker", medewerker=PERSOON, nu=IN_PARTNERS)
    partner_hr = ik(BEE, "recruiter", nu=IN_PARTNERS)
    for wie in (ander, machine, partner_hr):
        for pad in ("", "/berichten"):
            assert client.get(f"{BASE}/interesses/{id}{pad}", headers=wie).status_code == 404
        body = {"tekst": "Wie bent u?"}
        path = f"{BASE}/interesses/{id}/berichten"
        assert client.post(path, headers=wie, json=body).status_code == 404
    assert wijzig(client, ander, id, "ingetrokken").status_code == 404
    assert client.get(f"{BASE}/interesses/{id}/statuswijzigingen", headers=ander).status_code == 404
    assert wijzig(client, hr, id, "vrijgegeven").status_code == 403
    lijst = f"{BASE}/vacatures/{vacature}/interesses"
    assert client.get(lijst, headers=partner_hr).status_code == 403
    assert client.get(f"{BASE}/interesses", headers=ander).json()["results"] == []


def test_the_recruiter_answers_and_the_person_writes_back(
    client: TestClient,
    mij: Headers,
    hr: Headers,
    recruiter: Vraag,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    id = toon(client, mij, vacature).json()["id"]
    path = f"{BASE}/interesses/{id}/berichten"
    answer = client.post(path, headers=hr, json={"tekst": "Bel mij eens op."})
    assert answer.status_code == 201, answer.text
    answer = client.post(path, headers=mij, json={"tekst": "Dat doe ik; 123456782."})
    assert answer.status_code == 201
    machine = recruiter(nu=IN_PARTNERS, gebruiker=None)
    assert client.post(path, headers=machine, json={"tekst": "x"}).status_code == 400
    bij_mij = client.get(path, headers=mij).json()["results"]
    assert [(b["partij"], b["gebruiker"]) for b in bij_mij] == [
        ("werkgever", None),
        ("kandidaat", None),
    ]
    assert "123456782" not in bij_mij[1]["tekst"]
    assert client.get(path, headers=hr).json()["results"][0]["gebruiker"] == "proefpersoon"
    with migrated("vacatures").connect() as tx:
        query = text("SELECT persoon, organisatie, tekst FROM bericht_uit ORDER BY nr")
        brieven = tx.execute(query).all()
    assert [tuple(b)[:2] for b in brieven] == [(None, AA), (PERSOON, None), (None, AA)]
    assert not any(BASE in b.tekst for b in brieven)  # what the API tells is refused in a browser


def test_withdrawn_is_gone_for_the_employer_with_all_that_was_said(
    client: TestClient,
    mij: Headers,
    hr: Headers,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    id = toon(client, mij, vacature, tekst="Graag.").json()["id"]
    path = f"{BASE}/interesses/{id}"
    client.post(f"{path}/berichten", headers=hr, json={"tekst": "Dag."})
    assert wijzig(client, mij, id, "ingetrokken").status_code == 201
    assert kaarten(client, hr, vacature) == []
    assert client.get(path, headers=hr).status_code == 404
    assert client.get(path, headers=mij).json()["tekst"] is None
    answer = client.post(f"{path}/berichten", headers=mij, json={"tekst": "Toch."})
    assert (answer.status_code, answer.json()["code"]) == (409, "ingetrokken")
    answer = wijzig(client, mij, id, "vrijgegeven")
    assert (answer.status_code, answer.json()["mogelijk"]) == (409, [])
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM interessebericht")) == 0
    log = client.get(f"{path}/statuswijzigingen", headers=mij).json()["results"]
    assert [regel["naar"] for regel in log] == ["getoond", "ingetrokken"]
    # And it can be shown anew.
    assert toon(client, mij, vacature).status_code == 201
    eigen = client.get(f"{BASE}/interesses", headers=mij).json()["results"]
    assert [een["status"] for een in eigen] == ["getoond", "ingetrokken"]


def test_twice_at_once_is_once(client: TestClient, mij: Headers, vacature: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(lambda _: toon(client, mij, vacature).status_code, range(4)))
    assert codes == [201, 409, 409, 409]


def test_release_and_withdrawal_at_once_end_in_one_outcome(
    client: TestClient, mij: Headers, hr: Headers, vacature: str
) -> None:
    id = toon(client, mij, vacature).json()["id"]
    namen = ["vrijgegeven", "ingetrokken"]
    with ThreadPoolExecutor(2) as threads:
        codes = dict(
            zip(
                namen,
                threads.map(lambda n: wijzig(client, mij, id, n).status_code, namen),
                strict=True,
            )
        )
    assert codes["ingetrokken"] == 201
    assert codes["vrijgegeven"] in (201, 409)
    assert kaarten(client, hr, vacature) == []


def test_a_wish_of_another_cannot_be_shown(
    client: TestClient, ik: Vraag, mij: Headers, vacature: str
) -> None:
    ander = ik(BEE, "medewerker", medewerker=uuid4(), scopes=SCOPES | {"eigen:beheren"})
    assert toon(client, mij, vacature, wens=wens(client, ander)).status_code == 404


def test_deleting_the_wish_leaves_the_interest(
    client: TestClient, mij: Headers, hr: Headers, vacature: str
) -> None:
    id = wens(client, mij)
    toon(client, mij, vacature, wens=id)
    assert client.delete(f"{BASE}/loopbaanwensen/{id}", headers=mij).status_code == 204
    assert [k["criteria"] for k in kaarten(client, hr, vacature)] == [[]]


def test_every_card_that_was_read_is_recorded(
    client: TestClient,
    mij: Headers,
    hr: Headers,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    toon(client, mij, vacature)
    kaarten(client, hr, vacature)
    with migrated("vacatures").connect() as tx:
        row = tx.execute(
            text("SELECT betrokkene, organisatie, activiteit FROM verwerking_uit ORDER BY nr DESC")
        ).first()
    assert row is not None
    assert tuple(row) == (PERSOON, AA, "interesse bekijken")


def test_the_file_the_erasing_and_the_end(
    client: TestClient, mij: Headers, hr: Headers, recruiter: Vraag, vacature: str
) -> None:
    id = toon(client, mij, vacature, tekst="Graag.").json()["id"]
    body = {"tekst": "Dag."}
    client.post(f"{BASE}/interesses/{id}/berichten", headers=hr, json=body)
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        dossier = storage.dossier(tx, PERSOON)
        assert dossier["interesses"][0]["tekst"] == "Graag."
        assert "gebruiker" not in dossier["interesseberichten"][0]
        assert storage.ruim_op(tx, later(NA_SLUITING, days=27))["interesse"] == 0
    with sessions.begin() as tx:
        assert storage.ruim_op(tx, later(NA_SLUITING, days=29))["interesse"] == 1
    ander = toon(client, mij, vacature).json()["id"]
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    einde = {"naar": "ingetrokken"}
    assert client.post(path, headers=recruiter(nu=IN_PARTNERS), json=einde).status_code == 201
    with sessions.begin() as tx:
        assert storage.ruim_op(tx, later(IN_PARTNERS, days=27))["interesse"] == 0
        assert storage.wis_personen(tx, [PERSOON])["interesse"] == 1
    assert client.get(f"{BASE}/interesses/{ander}", headers=mij).status_code == 404
