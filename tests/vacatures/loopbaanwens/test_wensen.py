"""A person's own wishes over HTTP: nobody sees them until that person says so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures import worker
from services.vacatures.loopbaanwens import rules, storage
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    NU,
    PARTNERS,
    SCOPES,
    VERBAND,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.loopbaanwens.conftest import PERSOON, WENS, publiceer, wens

EIGEN = SCOPES | {"eigen:beheren"}


def test_a_wish_begins_as_a_concept_that_nobody_sees(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:
    answer = client.post(f"{BASE}/loopbaanwensen", headers=zelf(), json=WENS)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert body["status"] == "concept"
    assert body["wieZietDit"] == "Niemand ziet deze wens: zij is nog een concept."
    assert client.get(answer.headers["Location"], headers=zelf()).json() == body
    assert kaarten(client, recruiter(), vacature) == []
    lijst = client.get(f"{BASE}/loopbaanwensen?telling=true", headers=zelf()).json()
    assert (lijst["count"], lijst["results"]) == (1, [body])


def kaarten(client: TestClient, headers: Headers, vacature: str) -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/vacatures/{vacature}/loopbaanwensen", headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


def test_published_is_for_recruiters_of_the_named_verbanden_and_not_of_the_own_employer(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:
    id = wens(client, zelf())
    publiceer(client, zelf(), id)
    (kaart,) = kaarten(client, recruiter(), vacature)
    assert kaart["categorie"] == "partner"
    assert kaart["kaart"] != id
    past = {c["soort"]: c["uitkomst"] for c in kaart["criteria"]}
    assert past["functie"] == "past"
    assert past["afstand"] == "onbekend"
    assert kaart["passendeCriteria"] == 5
    tekst = str(kaart)
    assert str(PERSOON) not in tekst
    assert WENS["naam"] not in tekst
    assert BEE not in tekst


def test_the_own_employer_sees_it_only_when_released(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    mij = ik(AA, "medewerker", medewerker=PERSOON, scopes=EIGEN)
    id = wens(client, mij)
    publiceer(client, mij, id)
    assert kaarten(client, recruiter(), vacature) == []
    path = f"{BASE}/loopbaanwensen/{id}"
    answer = client.patch(path, headers=mij, json={"eigenOrganisatie": True})
    assert answer.status_code == 200, answer.text
    assert [k["categorie"] for k in kaarten(client, recruiter(), vacature)] == ["intern"]
    client.patch(path, headers=mij, json={"eigenOrganisatie": None})
    assert kaarten(client, recruiter(), vacature) == []


def test_hidden_goes_before_shared(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:
    id = wens(client, zelf(), verborgenVoor=[AA])
    publiceer(client, zelf(), id)
    assert kaarten(client, recruiter(), vacature) == []


@pytest.mark.parametrize("hoe", ["pauze", "verwijderd", "verlopen"])
def test_pause_delete_and_end_take_effect_at_once(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str, hoe: str
) -> None:
    id = wens(client, zelf(), eindDatum="2026-08-20")
    publiceer(client, zelf(), id)
    path = f"{BASE}/loopbaanwensen/{id}"
    nu = NU
    if hoe == "pauze":
        body = {"naar": "gepauzeerd"}
        answer = client.post(f"{path}/statuswijzigingen", headers=zelf(), json=body)
        assert answer.status_code == 201
    elif hoe == "verwijderd":
        assert client.delete(path, headers=zelf()).status_code == 204
        assert client.get(path, headers=zelf()).status_code == 404
        assert client.delete(path, headers=zelf()).status_code == 404
    else:
        nu = later(NU, days=8)
        assert len(kaarten(client, recruiter(), vacature)) == 1
        assert client.get(path, headers=zelf(nu=nu + timedelta(days=1))).json()["verlopen"]
        nu += timedelta(days=1)
    assert kaarten(client, recruiter(nu=nu), vacature) == []


@pytest.mark.parametrize("hoe", ["pauze", "toestemming"])
def test_shown_and_taken_back_at_once(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str, hoe: str
) -> None:
    """Who read, read before it was taken back; nobody reads after that has been answered."""
    id = wens(client, zelf(), verbanden=[str(VERBAND)] if hoe == "pauze" else [])
    path, body = f"{BASE}/loopbaanwensen/{id}", {"naar": "gepauzeerd"}
    if hoe == "toestemming":
        gegeven = client.post(
            f"{BASE}/toestemmingen",
            headers=zelf(),
            json={
                "doel": "loopbaanwens_tonen",
                "ontvangers": [AA],
                "gegevens": ["loopbaanwens"],
                "eindDatum": "2026-12-01",
            },
        )
        path, body = gegeven.headers["Location"], {"naar": "ingetrokken"}
    publiceer(client, zelf(), id)
    weg: list[float] = []

    def lees() -> list[tuple[float, int]]:
        gelezen = []
        for _ in range(12):
            begin = monotonic()
            gelezen.append((begin, len(kaarten(client, recruiter(), vacature))))
        return gelezen

    def stop() -> list[tuple[float, int]]:
        answer = client.post(f"{path}/statuswijzigingen", headers=zelf(), json=body)
        assert answer.status_code == 201, answer.text
        weg.append(monotonic())
        return []

    with ThreadPoolExecutor(3) as threads:
        gelezen = [een for lijst in threads.map(lambda f: f(), (lees, stop, lees)) for een in lijst]
    assert {aantal for _, aantal in gelezen} <= {0, 1}
    assert [begin for begin, aantal in gelezen if aantal and begin > weg[0]] == []


def test_a_reading_under_way_holds_the_pause_until_it_has_answered(
    client: TestClient,
    zelf: Vraag,
    recruiter: Vraag,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    id = wens(client, zelf())
    publiceer(client, zelf(), id)
    ziener = rules.Ziener(True, frozenset({AA}), frozenset({VERBAND}))
    klaar = Event()

    def stop() -> int:
        path = f"{BASE}/loopbaanwensen/{id}/statuswijzigingen"
        answer = client.post(path, headers=zelf(), json={"naar": "gepauzeerd"})
        klaar.set()
        return answer.status_code

    with Session(migrated("vacatures")) as tx, ThreadPoolExecutor(1) as threads:
        held = storage.houd_zichtbaar(tx, [UUID(id)], ziener, NU.date(), NU)
        assert held == {UUID(id)}
        weg = threads.submit(stop)
        assert not klaar.wait(0.3)
        tx.rollback()
        assert weg.result(10) == 201
    assert kaarten(client, recruiter(), vacature) == []


def test_nobody_else_finds_it(client: TestClient, zelf: Vraag, ik: Vraag, recruiter: Vraag) -> None:
    id = wens(client, zelf())
    ander = ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN)
    path = f"{BASE}/loopbaanwensen/{id}"
    for method, extra in (
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("GET", "/vacatures"),
        ("GET", "/statuswijzigingen"),
        ("POST", "/statuswijzigingen"),
    ):
        body = {"PATCH": {"naam": "x"}, "POST": {"naar": "gepubliceerd"}}.get(method)
        headers = ander | {"If-Match": '"99"'}
        answer = client.request(method, path + extra, headers=headers, json=body)
        assert answer.status_code == 404, (method, extra)
        # An employer's machine for this very person has no right to it, and learns nothing.
        machine = ik(BEE, "medewerker", medewerker=PERSOON)
        assert client.request(method, path + extra, headers=machine, json=body).status_code == 403
        assert client.request(method, path + extra, headers=recruiter()).status_code == 403


def test_every_reading_by_another_is_recorded_with_its_person(
    client: TestClient,
    zelf: Vraag,
    recruiter: Vraag,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    publiceer(client, zelf(), wens(client, zelf()))
    kaarten(client, recruiter(), vacature)
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(
            text("SELECT betrokkene, organisatie, activiteit FROM verwerking_uit ORDER BY nr")
        ).all()
    assert tuple(rows[-1]) == (PERSOON, AA, "loopbaanwens bekijken")


def test_what_was_published_makes_no_event(
    client: TestClient, zelf: Vraag, migrated: Callable[[str], Engine]
) -> None:
    publiceer(client, zelf(), wens(client, zelf()))
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM gebeurtenis_uit")) == 0


def test_confidential_wishes_show_only_in_a_crowd(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    """Four confidential wishes are as none, in list and count; with five each shows outcomes."""
    path = f"{BASE}/vacatures/{vacature}/loopbaanwensen?telling=true"
    leeg = client.get(path, headers=recruiter()).json()
    for nr in range(5):
        assert client.get(path, headers=recruiter()).json() == leeg, nr
        mij = ik(BEE, "medewerker", medewerker=UUID(int=0xE0 + nr), scopes=EIGEN)
        publiceer(client, mij, wens(client, mij, vertrouwelijk=True, toelichting="Ik ben X"))
        # More wishes of one person make no crowd.
        publiceer(client, mij, wens(client, mij, vertrouwelijk=True))
    vol = client.get(path, headers=recruiter()).json()
    assert vol["count"] == 10
    for kaart in vol["results"]:
        assert kaart["toelichting"] is kaart["soorten"] is kaart["eindDatum"] is None
        assert {(c["gewenst"], c["aangeboden"]) for c in kaart["criteria"]} == {(None, None)}
        assert kaart["criteria"][0]["zin"] == "De functie past."


def test_a_card_cannot_be_followed_from_one_vacancy_to_another(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:

    publiceer(client, zelf(), wens(client, zelf()))
    ander = nieuw(client, recruiter())
    een, twee = (kaarten(client, recruiter(), v)[0]["kaart"] for v in (vacature, ander))
    assert een != twee
    assert kaarten(client, recruiter(), vacature)[0]["kaart"] == een


def test_only_who_leads_the_vacancy_sees_wishes(
    client: TestClient, ik: Vraag, vacature: str
) -> None:
    path = f"{BASE}/vacatures/{vacature}/loopbaanwensen"
    assert client.get(path, headers=ik(BEE, "recruiter")).status_code == 404
    na = later(NU, days=10)
    assert client.get(path, headers=ik(BEE, "recruiter", nu=na)).status_code == 403
    assert client.get(path, headers=ik(AA, "medewerker", medewerker=uuid4())).status_code == 403


def test_publishing_needs_somebody_to_share_with(client: TestClient, zelf: Vraag) -> None:
    id = wens(client, zelf(), verbanden=[])
    path = f"{BASE}/loopbaanwensen/{id}/statuswijzigingen"
    answer = client.post(path, headers=zelf(), json={"naar": "gepubliceerd"})
    assert answer.status_code == 409
    assert answer.json()["beletselen"][0]["code"] == "met-niemand-gedeeld"
    answer = client.post(path, headers=zelf(), json={"naar": "gepauzeerd"})
    assert (answer.status_code, answer.json()["mogelijk"]) == (409, ["gepubliceerd"])


@pytest.mark.parametrize(
    ("veld", "waarde", "code"),
    [
        ("verbanden", [str(uuid4())], "onbekend"),
        ("eindDatum", "2026-08-11", "voorbij"),
        ("eindDatum", "2027-08-13", "te-ver"),
        ("urenMin", 40, "groter-dan-maximum"),
    ],
)
def test_what_cannot_be_so_is_refused(
    client: TestClient, zelf: Vraag, veld: str, waarde: object, code: str
) -> None:
    answer = client.post(f"{BASE}/loopbaanwensen", headers=zelf(), json=WENS | {veld: waarde})
    assert answer.status_code == 400
    assert [(p["name"], p["code"]) for p in answer.json()["invalidParams"]] == [(veld, code)]
    id = wens(client, zelf())
    path = f"{BASE}/loopbaanwensen/{id}"
    assert client.patch(path, headers=zelf(), json={veld: waarde}).status_code == 400


def test_what_may_not_be_empty(client: TestClient, zelf: Vraag) -> None:
    id = wens(client, zelf())
    leeg: dict[str, Any] = {"naam": None, "eindDatum": None, "soorten": []}
    answer = client.patch(f"{BASE}/loopbaanwensen/{id}", headers=zelf(), json=leeg)
    assert {p["name"] for p in answer.json()["invalidParams"]} == leeg.keys()
    meer: dict[str, Any] = {"naam": None, "soorten": [], "urenMin": 40, "urenMax": 8}
    meer |= {"eindDatum": "2020-01-01"}
    answer = client.patch(f"{BASE}/loopbaanwensen/{id}", headers=zelf(), json=meer)
    namen = {p["name"] for p in answer.json()["invalidParams"]}  # all at once
    assert namen == {"naam", "soorten", "eindDatum", "urenMin"}
    gewist = {"functies": None, "urenMin": None, "toelichting": None, "vertrouwelijk": None}
    answer = client.patch(f"{BASE}/loopbaanwensen/{id}", headers=zelf(), json=gewist)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["functies"], body["urenMin"], body["vertrouwelijk"]) == ([], None, False)


def test_a_change_asks_for_the_version_that_was_read(client: TestClient, zelf: Vraag) -> None:
    id = wens(client, zelf())
    path = f"{BASE}/loopbaanwensen/{id}"
    tag = client.get(path, headers=zelf()).headers["ETag"]
    mij = zelf() | {"If-Match": tag}
    assert client.patch(path, headers=mij, json={"naam": "Anders"}).status_code == 200
    assert client.patch(path, headers=mij, json={"naam": "Weer"}).status_code == 412
    assert client.delete(path, headers=mij).status_code == 412


def test_a_bsn_is_not_kept(client: TestClient, zelf: Vraag) -> None:
    id = wens(client, zelf(), toelichting="Mijn nummer is 123456782.")
    tekst = client.get(f"{BASE}/loopbaanwensen/{id}", headers=zelf()).json()["toelichting"]
    assert "123456782" not in tekst


def test_many_at_once_make_no_more_than_five(client: TestClient, zelf: Vraag) -> None:
    mij = zelf()

    def maak(nr: int) -> int:
        body = WENS | {"naam": f"Wens {nr}"}
        return client.post(f"{BASE}/loopbaanwensen", headers=mij, json=body).status_code

    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(maak, range(7)))
    assert codes == [201] * 5 + [409] * 2


def test_only_an_employee_has_a_wish(client: TestClient, ik: Vraag) -> None:
    buiten = ik(None, medewerker=uuid4(), scopes=EIGEN)
    answer = client.post(f"{BASE}/loopbaanwensen", headers=buiten, json=WENS | {"verbanden": []})
    assert (answer.status_code, answer.json()["code"]) == (403, "geen-medewerker")


def test_vacancies_with_a_wish_are_those_this_person_may_see_now(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:

    anders = nieuw(client, recruiter(), functie="jurist", domein="recht", titel="Jurist")
    open_(client, recruiter(), anders)
    onbekend = nieuw(client, recruiter(), functie=None, titel="Iets")
    open_(client, recruiter(), onbekend)
    path = f"{BASE}/loopbaanwensen/{wens(client, zelf())}/vacatures?telling=true"
    assert client.get(path, headers=zelf()).json()["count"] == 0  # the internal phase
    answer = client.get(path, headers=zelf(nu=later(PARTNERS, hours=1))).json()
    assert [een["vacatureId"] for een in answer["results"]] == [vacature, onbekend]
    eerste = answer["results"][0]
    assert (eerste["magSolliciteren"], eerste["passendeCriteria"]) == ("ja", 5)
    assert eerste["criteria"][0] == {
        "soort": "functie",
        "uitkomst": "past",
        "hard": True,
        "gewenst": "planeconoom",
        "aangeboden": "planeconoom",
        "zin": "De functie past (wens: planeconoom; vacature: planeconoom).",
    }


def test_who_goes_to_another_employer_is_hidden_from_it(
    client: TestClient,
    zelf: Vraag,
    recruiter: Vraag,
    vacature: str,
    buur: Buur,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
) -> None:

    publiceer(client, zelf(), wens(client, zelf()))
    settings = settings_of("vacatures", database, gateway_url=buur.url)
    _, work = worker.create(settings)
    buur.antwoorden["/intern/klok"] = {"nu": NU.isoformat()}
    feiten = {"organisatie": BEE, "verbanden": [], "herplaatsing": False}
    buur.antwoorden[f"/intern/bellers/{PERSOON}"] = feiten
    worker.tidy_wishes(work)
    assert len(kaarten(client, recruiter(), vacature)) == 1
    buur.antwoorden[f"/intern/bellers/{PERSOON}"] = feiten | {"organisatie": AA}
    worker.tidy_wishes(work)
    assert kaarten(client, recruiter(), vacature) == []
    (een,) = client.get(f"{BASE}/loopbaanwensen", headers=zelf()).json()["results"]
    log = client.get(f"{een['url']}/statuswijzigingen", headers=zelf()).json()["results"]
    assert [r["naar"] for r in log] == ["concept", "gepubliceerd", "gepauzeerd"]
    assert log[-1]["reden"].startswith("Uw werkgever is veranderd")
    del buur.antwoorden[f"/intern/bellers/{PERSOON}"]
    publiceer(client, zelf(), een["id"])
    worker.tidy_wishes(work)
    assert client.get(f"{BASE}/loopbaanwensen", headers=zelf()).json()["results"] == []
    work.sessions.kw["bind"].dispose()


def test_a_consent_by_name_shows_a_wish_until_it_is_withdrawn(
    client: TestClient, zelf: Vraag, recruiter: Vraag, vacature: str
) -> None:
    id = wens(client, zelf(), verbanden=[])
    pad = f"{BASE}/loopbaanwensen/{id}"
    naar = {"naar": "gepubliceerd"}
    niemand = client.post(f"{pad}/statuswijzigingen", headers=zelf(), json=naar)
    assert niemand.json()["beletselen"][0]["code"] == "met-niemand-gedeeld"
    body = {
        "doel": "loopbaanwens_tonen",
        "ontvangers": [AA],
        "gegevens": ["contact"],
        "eindDatum": "2026-12-01",
        "onderwerp": id,
    }
    fout = client.post(f"{BASE}/toestemmingen", headers=zelf(), json=body)
    assert [f["code"] for f in fout.json()["invalidParams"]] == ["wens-ontbreekt"]
    body["gegevens"] = ["loopbaanwens"]
    for reden in ("intrekken", "verwijderen"):
        gegeven = client.post(f"{BASE}/toestemmingen", headers=zelf(), json=body)
        assert gegeven.status_code == 201, gegeven.text
        if reden == "intrekken":
            publiceer(client, zelf(), id)
        assert len(kaarten(client, recruiter(), vacature)) == 1
        zien = client.get(pad, headers=zelf()).json()["wieZietDit"]
        assert "recruiters van 1 organisatie met uw toestemming" in zien
        laat = datetime(2026, 12, 2, tzinfo=UTC)
        assert "Niemand" in client.get(pad, headers=zelf(nu=laat)).json()["wieZietDit"]
        if reden == "intrekken":
            weg = f"{gegeven.headers['Location']}/statuswijzigingen"
            client.post(weg, headers=zelf(), json={"naar": "ingetrokken"})
            assert kaarten(client, recruiter(), vacature) == []
    assert client.delete(pad, headers=zelf()).status_code == 204
    na = client.get(gegeven.headers["Location"], headers=zelf()).json()
    assert (na["status"], na["ontvangers"][0]["wissen"]) == ("ingetrokken", "gevraagd")
    # Who must erase is not told which wish: its cards cannot be tied together afterwards.
    verzoeken = client.get(f"{BASE}/wisverzoeken", headers=recruiter()).json()["results"]
    assert [een["onderwerp"] for een in verzoeken] == [None, None]
    assert id not in str(verzoeken)


def test_a_consent_for_one_employer_of_a_joint_vacancy_is_not_for_the_other(
    client: TestClient,
    zelf: Vraag,
    recruiter: Vraag,
    vacature: str,
    migrated: Callable[[str], Engine],
) -> None:
    with migrated("vacatures").begin() as tx:
        together = "UPDATE vacature SET werkgevers = CAST(:oins AS text[]) WHERE id = :id"
        tx.execute(text(together), {"oins": [AA, CEE], "id": UUID(vacature)})
    id = wens(client, zelf(), verbanden=[])
    body: dict[str, Any] = {
        "doel": "loopbaanwens_tonen",
        "gegevens": ["loopbaanwens"],
        "eindDatum": "2026-12-01",
    }
    for oin, aantal in ((CEE, 0), (AA, 1)):
        path = f"{BASE}/toestemmingen"
        answer = client.post(path, headers=zelf(), json=body | {"ontvangers": [oin]})
        assert answer.status_code == 201, answer.text
        if oin == CEE:
            publiceer(client, zelf(), id)
        assert len(kaarten(client, recruiter(), vacature)) == aantal
    client.patch(f"{BASE}/loopbaanwensen/{id}", headers=zelf(), json={"verborgenVoor": [CEE]})
    assert kaarten(client, recruiter(), vacature) == []


def test_the_file_of_a_person_and_its_erasing(
    client: TestClient, zelf: Vraag, ik: Vraag, migrated: Callable[[str], Engine]
) -> None:
    ander = ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN)
    wens(client, zelf())
    wens(client, ander)
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        dossier = storage.dossier(tx, PERSOON)
        assert [een["functies"] for een in dossier["loopbaanwensen"]] == [["planeconoom"]]
        assert [een["naar"] for een in dossier["loopbaanwensStatuswijzigingen"]] == ["concept"]
        assert storage.wis_sollicitaties(tx, [], NU) == {}
        assert storage.wis_personen(tx, [PERSOON]) == {"interesse": 0, "loopbaanwens": 1}
        assert not any(storage.dossier(tx, PERSOON).values())
    assert len(client.get(f"{BASE}/loopbaanwensen", headers=ander).json()["results"]) == 1


def test_a_wish_goes_some_weeks_after_its_end(client: TestClient, zelf: Vraag) -> None:
    wens(client, zelf(), eindDatum="2026-08-20")
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        assert storage.ruim_op(tx, later(NU, days=36))["loopbaanwens"] == 0
        assert storage.ruim_op(tx, later(NU, days=37))["loopbaanwens"] == 1


def test_cee_outside_every_verband_cannot_name_one(client: TestClient, ik: Vraag) -> None:
    mij = ik(CEE, "medewerker", medewerker=uuid4(), scopes=EIGEN)
    body = WENS | {"verbanden": [str(VERBAND)]}
    assert client.post(f"{BASE}/loopbaanwensen", headers=mij, json=body).status_code == 400
