"""One search: vacancies and what pool told of, each only for who may see it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from services.vacatures import worker
from services.vacatures.ondernemend import storage
from shared.http import Peer
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import AA, BASE, BEE, NU, VERBAND, Buur, Vraag, later, nieuw, open_
from tests.vacatures.ondernemend.test_rules import feiten

PAD = f"{BASE}/mogelijkheden"
Meld = Callable[..., str]


@pytest.fixture
def pool(buur: Buur, database: dict[str, str]) -> Iterator[Peer]:
    peer = Peer(settings_of("vacatures", database, pool_url=buur.url), "pool")
    yield peer
    peer.close()


@pytest.fixture
def verwerk(migrated: Callable[[str], Engine], pool: Peer) -> Callable[[], int]:
    def run() -> int:
        with sessionmaker(migrated("vacatures")).begin() as tx:
            return storage.verwerk_meldingen(tx, pool)

    return run


@pytest.fixture
def meld(
    client: TestClient,
    buur: Buur,
    als_dienst: Callable[[str, str], Headers],
    verwerk: Callable[[], int],
) -> Meld:
    """Pool offers (or changes, or closes) something: the event as it really comes, then the job."""

    def one(soort: str = "klus", wat: str = "gepubliceerd", id: str = "", **anders: Any) -> str:
        id = id or str(uuid4())
        url = f"/pool/v1/{soort}/{id}"
        buur.antwoorden[f"/intern/aanbod/{soort}/{id}"] = feiten(
            id=id, soort=soort, url=url, **anders
        )
        _stuur(client, als_dienst("pool", "vacatures"), f"{soort}-{wat}", id)
        assert verwerk() == 1
        return id

    return one


def _stuur(client: TestClient, headers: Headers, type: str, *ids: str) -> None:
    body = [
        {
            "id": str(uuid4()),
            "type": type,
            "onderwerp": id,
            "publiek": {},
            "dataref": f"/pool/v1/x/{id}",
            "op": NU.isoformat(),
        }
        for id in ids
    ]
    answer = client.post("/intern/gebeurtenissen", headers=headers, json=body)
    assert answer.status_code == 204, answer.text


def zoek(client: TestClient, headers: Headers, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(PAD, headers=headers, params={"telling": True} | params)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    if "page" not in params and "pageSize" not in params:
        assert body["count"] == len(body["results"])
    return list(body["results"])


def test_all_kinds_in_one_search(
    client: TestClient, kijkers: dict[str, Vraag], vacature: str, meld: Meld
) -> None:
    ids = {soort: meld(soort) for soort in ("klus", "trainee", "functieruil")} | {
        "vacature": vacature
    }
    eigen = kijkers["eigen medewerker"]()
    gevonden = zoek(client, eigen)
    assert {een["soort"]: een["id"] for een in gevonden} == ids
    for een in gevonden:
        detail = client.get(een["url"], headers=eigen)
        assert detail.status_code == 200, detail.text
        body = detail.json()
        assert body.items() >= een.items()
        assert body["omschrijving"]
        assert body["bronUrl"].startswith("http")
        again = client.get(een["url"], headers=eigen | {"If-None-Match": detail.headers["ETag"]})
        assert again.status_code == 304
    [klus] = zoek(client, eigen, soort="klus")
    assert (klus["urenMin"], klus["urenMax"]) == (4, 8.5)
    assert (klus["vanDatum"], klus["sluitingsDatum"]) == ("2026-09-01", "2026-08-30")
    assert klus["magSolliciteren"] is None
    twee = zoek(client, eigen, soort=["klus", "vacature"])
    assert {een["soort"] for een in twee} == {"klus", "vacature"}


def test_hidden_is_absent_for_every_kind(
    client: TestClient, kijkers: dict[str, Vraag], vacature: str, meld: Meld
) -> None:
    """At every moment: the same rule as the list of vacancies, nothing betrays what is to come."""
    klus = meld()
    momenten = [later(NU, days=-0.01), NU, later(NU, days=1, hours=1), later(NU, days=12)]
    for naam, wie in kijkers.items():
        if naam == "anoniem":
            continue
        for nu in momenten[1:]:
            gezien = {een["id"] for een in zoek(client, wie(nu))}
            lijst = client.get(f"{BASE}/vacatures", headers=wie(nu)).json()["results"]
            open_nu = {een["id"] for een in lijst if een["status"] == "opengesteld"}
            eigen, partner = naam.startswith("eigen"), naam.startswith("partner")
            wil = open_nu if not eigen else {vacature}
            ziet_klus = eigen or (partner and nu == momenten[2])
            assert gezien - {klus} == wil & gezien | (gezien & {vacature}), naam
            assert (klus in gezien) is ziet_klus, (naam, nu)
            status = client.get(f"{PAD}/{klus}", headers=wie(nu)).status_code
            assert status == (200 if ziet_klus else 404), (naam, nu)
            los = client.get(f"{PAD}/{vacature}", headers=wie(nu)).status_code
            assert los == (200 if vacature in gezien else 404)
            vreemd = client.get(f"{PAD}/{uuid4()}", headers=wie(nu))
            assert vreemd.status_code == 404
    assert client.get(PAD, headers=kijkers["anoniem"]()).status_code == 401


def test_the_same_vacancies_as_the_list(
    client: TestClient, kijkers: dict[str, Vraag], recruiter: Vraag
) -> None:
    for titel in ("Planeconoom", "Jurist", "Inkoper"):
        open_(client, recruiter(), nieuw(client, recruiter(), titel=titel, functie=None))
    for naam in ("eigen medewerker", "partner", "elders", "partner herplaatsing", "vacaturebank"):
        for dagen in (0, 8, 15, 40):
            headers = kijkers[naam](later(NU, days=dagen))
            lijst = client.get(f"{BASE}/vacatures", headers=headers).json()["results"]
            ene = [een["id"] for een in zoek(client, headers)]
            assert ene == [een["id"] for een in lijst], (naam, dagen)


def test_words_and_filters_work_on_all(
    client: TestClient, kijkers: dict[str, Vraag], vacature: str, meld: Meld
) -> None:
    klus = meld(titel="Planeconomie uitleggen", functie="planeconoom", niveau="senior")
    meld(titel="Foto's maken", omschrijving="Van het stadhuis.", functie=None, niveau=None)
    eigen = kijkers["eigen medewerker"]()
    assert {een["id"] for een in zoek(client, eigen, functie="planeconoom")} == {klus, vacature}
    assert {een["id"] for een in zoek(client, eigen, q="planeconomie")} >= {klus}
    assert [een["titel"] for een in zoek(client, eigen, q="stadhuis")] == ["Foto's maken"]
    assert [een["titel"] for een in zoek(client, eigen, q="stathuis foto")] == []
    assert [een["titel"] for een in zoek(client, eigen, q="fotos")] in (["Foto's maken"], [])
    assert {een["id"] for een in zoek(client, eigen, niveau="senior")} == {klus, vacature}
    assert zoek(client, eigen, werkgever=BEE) == []
    assert len(zoek(client, eigen, werkgever=AA)) == 3
    assert {een["soort"] for een in zoek(client, eigen, urenMax=10)} == {"klus"}
    assert {een["soort"] for een in zoek(client, eigen, urenMin=30)} == {"vacature"}
    assert zoek(client, eigen, q="!!!") == []
    fout = client.get(PAD, headers=eigen, params={"soort": "baan"})
    assert (fout.status_code, fout.json()["code"]) == (400, "ongeldige-invoer")


def test_a_misspelling_of_a_word_that_stands_in_a_klus_only(
    client: TestClient, kijkers: dict[str, Vraag], meld: Meld
) -> None:
    klus = meld(titel="Gespreksleider gezocht", functie=None)
    eigen = kijkers["eigen medewerker"]()
    assert [een["id"] for een in zoek(client, eigen, q="gespreksleidr")] == [klus]


def test_pages_are_of_all_kinds_together(
    client: TestClient, kijkers: dict[str, Vraag], vacature: str, meld: Meld
) -> None:
    alle = {vacature} | {meld(s) for s in ("klus", "trainee", "functieruil", "klus")}
    eigen = kijkers["eigen medewerker"]()
    gezien: list[str] = []
    for nummer in (1, 2, 3):
        pagina = client.get(PAD, headers=eigen, params={"pageSize": 2, "page": nummer}).json()
        gezien += [een["id"] for een in pagina["results"]]
        assert (pagina["next"] is not None) == (nummer < 3)
    assert len(gezien) == 5
    assert set(gezien) == alle


@pytest.mark.parametrize("zoek", [{}, {"q": "fotograferen"}], ids=["nieuwste", "woorden"])
def test_a_page_goes_on_where_the_last_one_ended(
    client: TestClient, kijkers: dict[str, Vraag], vacature: str, meld: Meld, zoek: dict[str, str]
) -> None:
    alle = {meld(titel="Fotograferen") for _ in range(5)} | ({vacature} if not zoek else set())
    eigen = kijkers["eigen medewerker"]()
    gezien: list[str] = []
    pagina = client.get(PAD, headers=eigen, params={"pageSize": 2, **zoek}).json()
    while True:
        gezien += [een["id"] for een in pagina["results"]]
        if pagina["next"] is None:
            break
        meld(titel="Fotograferen")  # one more, in front of what was read or behind it
        pagina = client.get(pagina["next"], headers=eigen).json()
    assert len(gezien) == len(set(gezien))
    assert set(gezien) >= alle
    fout = client.get(PAD, headers=eigen, params={"na": "x"})
    assert fout.status_code == 400


def test_it_changes_and_closes_with_pool(
    client: TestClient, kijkers: dict[str, Vraag], meld: Meld, buur: Buur
) -> None:
    eigen = kijkers["eigen medewerker"]()
    id = meld()
    meld(wat="gewijzigd", id=id, titel="Anders")
    assert [een["titel"] for een in zoek(client, eigen)] == ["Anders"]
    # To other people only: the own do not see it any more.
    ander = [{"categorie": "intern", "organisatie": BEE, "van": "2026-08-12T07:00:00Z"}]
    meld(wat="gewijzigd", id=id, zicht=ander)
    assert zoek(client, eigen) == []
    meld(wat="gewijzigd", id=id)
    assert len(zoek(client, eigen)) == 1
    meld(wat="gesloten", id=id, actief=False)
    assert zoek(client, eigen) == []


def test_the_last_day_to_answer_is_by_the_calendar(
    client: TestClient, kijkers: dict[str, Vraag], meld: Meld
) -> None:
    meld(sluitingsDatum="2026-08-12")
    eigen = kijkers["eigen medewerker"]
    assert len(zoek(client, eigen(later(NU, hours=14.9)))) == 1
    assert zoek(client, eigen(later(NU, hours=15.1))) == []


def test_gone_at_pool_and_nonsense_of_pool(
    client: TestClient,
    kijkers: dict[str, Vraag],
    meld: Meld,
    buur: Buur,
    als_dienst: Callable[[str, str], Headers],
    verwerk: Callable[[], int],
) -> None:
    eigen, als_pool = kijkers["eigen medewerker"](), als_dienst("pool", "vacatures")
    een, ander = meld(), meld("trainee")
    del buur.antwoorden[f"/intern/aanbod/klus/{een}"]
    buur.antwoorden[f"/intern/aanbod/trainee/{ander}"] = {"id": "een ander"}
    _stuur(client, als_pool, "klus-gewijzigd", een)
    _stuur(client, als_pool, "trainee-gewijzigd", ander)
    assert verwerk() == 2
    assert zoek(client, eigen) == []
    assert verwerk() == 0


def test_told_twice_is_fetched_once_and_other_events_are_no_business_of_ours(
    client: TestClient,
    buur: Buur,
    als_dienst: Callable[[str, str], Headers],
    verwerk: Callable[[], int],
    migrated: Callable[[str], Engine],
) -> None:
    als_pool, id = als_dienst("pool", "vacatures"), str(uuid4())
    buur.antwoorden[f"/intern/aanbod/klus/{id}"] = feiten(id=id)
    _stuur(client, als_pool, "klus-gepubliceerd", id, id)
    _stuur(client, als_pool, "klus-gewijzigd", id)
    _stuur(client, als_pool, "klus-reactie", str(uuid4()))
    with migrated("vacatures").connect() as tx:
        jobs = tx.scalars(text("SELECT task_name FROM procrastinate_jobs")).all()
        assert tx.scalar(text("SELECT count(*) FROM gebeurtenis_in")) == 0
    assert jobs.count("verwerk_aanbod") == 2
    assert verwerk() == 1
    assert buur.gevraagd.count(f"/intern/aanbod/klus/{id}") == 1


def test_a_dead_pool_changes_nothing_and_is_asked_again(
    client: TestClient,
    buur: Buur,
    database: dict[str, str],
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
    kijkers: dict[str, Vraag],
    meld: Meld,
) -> None:
    id = meld()
    _stuur(client, als_dienst("pool", "vacatures"), "klus-gesloten", id)
    buur.server.server_close()
    settings = settings_of("vacatures", database, pool_url=buur.url, gateway_url=buur.url)
    _, work = worker.create(settings)
    worker.attempt(worker.process_aanbod, work)
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM aanbod_melding")) == 1
    assert len(zoek(client, kijkers["eigen medewerker"]())) == 1
    work.sessions.kw["bind"].dispose()


def test_an_inleenkracht_sees_what_the_hosts_own_people_see(
    client: TestClient, ik: Vraag, meld: Meld, migrated: Callable[[str], Engine]
) -> None:
    wie: UUID = uuid4()
    klus = meld()
    headers = ik(BEE, "medewerker", medewerker=wie)
    assert zoek(client, headers) == []
    with migrated("vacatures").begin() as tx:
        inzet = "INSERT INTO inleenkracht VALUES (gen_random_uuid(), :p, :aa, :van, NULL, true)"
        tx.execute(text(inzet), {"p": wie, "aa": AA, "van": datetime(2026, 8, 1)})  # noqa: DTZ001
    assert [een["id"] for een in zoek(client, headers)] == [klus]


def test_the_employers_name_comes_along(
    client: TestClient, kijkers: dict[str, Vraag], recruiter: Vraag, meld: Meld, vacature: str
) -> None:
    merk = {"naam": "Gemeente Aa", "tekst": "Verzonnen."}
    put = client.put(f"{BASE}/werkgevers/{AA}/profiel", headers=recruiter(), json=merk)
    assert put.is_success, put.text
    meld()
    namen = {een["werkgeverNaam"] for een in zoek(client, kijkers["eigen medewerker"]())}
    assert namen == {"Gemeente Aa"}


def test_the_number_of_questions_does_not_grow(
    client: TestClient, kijkers: dict[str, Vraag], meld: Meld
) -> None:
    reader = client.app.state.reader  # type: ignore[attr-defined]
    eigen = kijkers["eigen medewerker"]()

    def asked() -> int:
        before = reader.count
        assert client.get(PAD, headers=eigen).status_code == 200
        return int(reader.count - before)

    meld()
    one = asked()
    for _ in range(5):
        meld()
    assert asked() == one <= 3
    assert VERBAND
