"""Who is hired on a pool place becomes a member once, and is placed after a person's yes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from services.pool import worker
from services.pool.flexpool import rules, storage
from services.pool.flexpool.rules import Aanstelling, InDienstVoor, LidStatus, Niveau
from shared.http import Peer
from shared.settings import Settings
from tests.conftest import Headers, settings_of
from tests.pool.conftest import AA, BASE, BEE, DEE, NU, VERBAND, Buur, Regio, Vraag

HIRE, WIE = UUID(int=77), UUID(int=0x900)


@pytest.fixture
def vacatures(buur: Buur, database: dict[str, str]) -> Iterator[Peer]:
    """The neighbour that answers for vacatures, and for the gateway: Aa and Bee take part."""
    path = f"/intern/verbanden/{VERBAND}/leden?op={NU:%Y-%m-%d}"
    buur.antwoorden[path] = {"organisaties": [AA, BEE]}
    settings: Settings = settings_of("pool", database, vacatures_url=buur.url)
    peer = Peer(settings, "vacatures")
    yield peer
    peer.close()


@pytest.fixture
def als_vacatures(als_dienst: Callable[[str, str], Headers]) -> Headers:
    return als_dienst("vacatures", "pool")


def feiten(pool: str, **anders: Any) -> dict[str, Any]:
    return {
        "id": str(HIRE),
        "vacatureId": str(uuid4()),
        "pool": pool,
        "medewerker": str(WIE),
        "thuisorganisatie": AA,
        "inDienstVoor": "gezamenlijk",
        "functie": "planeconoom",
        "niveau": "senior",
        "uren": 36,
        "van": "2026-09-01",
        "tot": None,
    } | anders


def meld(client: TestClient, headers: Headers, *ids: UUID, type: str = "aanstelling-gedaan") -> int:
    body = [{"id": str(id), "type": type, "onderwerp": str(HIRE), "publiek": {}} for id in ids]
    return client.post("/intern/gebeurtenissen", headers=headers, json=body).status_code


def verwerk(engine: Engine, vacatures: Peer) -> int:
    with sessionmaker(engine).begin() as tx:
        return storage.verwerk_aanstellingen(tx, vacatures, vacatures, NU)


def neem_over(
    client: TestClient, engine: Engine, buur: Buur, vacatures: Peer, headers: Headers, **hire: Any
) -> None:
    buur.antwoorden[f"/intern/aanstellingen/{HIRE}"] = hire
    assert meld(client, headers, uuid4()) == 204
    assert verwerk(engine, vacatures) == 1


def test_a_hire_becomes_one_member_that_waits_for_a_yes(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    makelaar: Vraag,
    regio: Regio,
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
) -> None:
    pool = regio.pool()
    buur.antwoorden[f"/intern/aanstellingen/{HIRE}"] = feiten(pool)
    een = uuid4()
    # Told twice, in two ways, and by a repeat of one event: still one member.
    assert meld(client, als_vacatures, een, uuid4()) == meld(client, als_vacatures, een) == 204
    assert verwerk(engine, vacatures) == 2
    assert verwerk(engine, vacatures) == 0
    assert meld(client, als_vacatures, uuid4()) == 204
    assert verwerk(engine, vacatures) == 1
    [lid] = client.get(f"{BASE}/pools/{pool}/leden", headers=makelaar()).json()["results"]
    assert {naam: lid[naam] for naam in ("medewerker", "thuisorganisatie", "status")} == {
        "medewerker": str(WIE),
        "thuisorganisatie": AA,
        "status": "te_bevestigen",
    }
    assert (lid["inDienstVoor"], lid["urenPerWeek"], lid["beschikbaarVan"]) == (
        "gezamenlijk",
        36,
        "2026-09-01",
    )
    functie = {"functie": "planeconoom", "niveau": "senior", "escoUri": None}
    assert lid["functies"] == [functie]
    assert ("Poollid overnemen na een aanstelling", WIE) in verwerkingen()
    with engine.connect() as tx:
        berichten = tx.execute(text("SELECT organisatie, onderwerp FROM bericht_uit")).all()
        types = tx.execute(text("SELECT type FROM gebeurtenis_uit")).scalars().all()
    assert [tuple(row) for row in berichten] == [(AA, "Iemand is aangenomen op een poolplaats")]
    assert types.count("poollid-te-bevestigen") == 1


@pytest.mark.parametrize("stand", ["te_bevestigen", "actief", "nog niet verteld"])
def test_who_does_not_come_after_all_is_no_member(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    makelaar: Vraag,
    regio: Regio,
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
    stand: str,
) -> None:
    """Nobody waits for a yes any more; what a person confirmed, a person ends."""
    pool = regio.pool()
    leden = f"{BASE}/pools/{pool}/leden"
    if stand == "nog niet verteld":
        assert meld(client, als_vacatures, uuid4()) == 204
    else:
        neem_over(client, engine, buur, vacatures, als_vacatures, **feiten(pool))
        [lid] = client.get(leden, headers=makelaar()).json()["results"]
    if stand == "actief":
        ja = {"naar": "actief", "reden": "Akkoord"}
        path = f"{BASE}/leden/{lid['id']}/statuswijzigingen"
        assert client.post(path, headers=makelaar(), json=ja).status_code == 201
    buur.antwoorden.pop(f"/intern/aanstellingen/{HIRE}", None)  # vacatures knows it no more
    for _ in range(2):
        assert meld(client, als_vacatures, uuid4(), type="aanstelling-vervallen") == 204
        assert verwerk(engine, vacatures) > 0
    nog = client.get(leden, headers=makelaar()).json()["results"]
    assert [een["status"] for een in nog] == (["actief"] if stand == "actief" else [])
    with engine.connect() as tx:
        onderwerpen = tx.execute(text("SELECT onderwerp FROM bericht_uit WHERE organisatie = :aa"),
                                 {"aa": AA}).scalars().all()  # fmt: skip
    verteld = onderwerpen.count("Iemand komt toch niet op een poolplaats")
    assert verteld == (0 if stand == "nog niet verteld" else 1)
    weg = ("Poollid verwijderen na een vervallen aanstelling", WIE)
    assert (weg in verwerkingen()) is (stand == "te_bevestigen")
    # Whoever is hired for the place next waits for a yes as the first did, also the same person.
    if stand == "te_bevestigen":
        neem_over(client, engine, buur, vacatures, als_vacatures, **feiten(pool))
        [lid] = client.get(leden, headers=makelaar()).json()["results"]
        assert lid["status"] == "te_bevestigen"


def test_only_a_member_of_the_verband_brings_people_into_its_pool(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    makelaar: Vraag,
    regio: Regio,
) -> None:
    pool = regio.pool()
    hire = feiten(pool, thuisorganisatie=DEE)
    neem_over(client, engine, buur, vacatures, als_vacatures, **hire)
    assert client.get(f"{BASE}/pools/{pool}/leden", headers=makelaar()).json()["results"] == []


def test_nobody_is_placed_before_a_person_has_confirmed(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    makelaar: Vraag,
    ik: Vraag,
    regio: Regio,
) -> None:
    pool = regio.pool()
    neem_over(client, engine, buur, vacatures, als_vacatures, **feiten(pool))
    regio.behoefte()

    def voorgesteld() -> set[str]:
        regels = regio.voorstel(pool)["regels"]
        return {r["medewerker"] for r in regels}

    assert voorgesteld() == set()
    [lid] = client.get(f"{BASE}/pools/{pool}/leden", headers=makelaar()).json()["results"]
    path = f"{BASE}/leden/{lid['id']}/statuswijzigingen"
    ja = {"naar": "actief", "reden": "Gesproken, gegevens kloppen"}
    for headers, status in (
        (makelaar(BEE), 403),
        (makelaar(DEE, verbanden=[]), 404),
        (ik(AA, "beheerder"), 404),
        (makelaar(gebruiker=None), 400),
        (makelaar() | {"If-Match": '"99"'}, 412),
    ):
        assert client.post(path, headers=headers, json=ja).status_code == status
    answer = client.post(path, headers=makelaar(), json=ja)
    assert (answer.status_code, answer.json()["status"]) == (201, "actief")
    assert answer.headers["Location"].endswith(f"/leden/{lid['id']}")
    assert voorgesteld() == set()  # nor before that person says so
    regio.zeg(lid, True)
    assert voorgesteld() == {str(WIE)}
    nog = client.post(path, headers=makelaar(), json=ja)
    assert (nog.status_code, nog.json()["beletselen"][0]["code"]) == (409, "overgang-onbekend")
    with engine.connect() as tx:
        log = tx.execute(text("SELECT van, naar, door FROM lid_overgang ORDER BY nr")).all()
    assert [tuple(row) for row in log] == [
        (None, "te_bevestigen", None),
        ("te_bevestigen", "actief", "proefpersoon"),
    ]


def test_without_a_level_somebody_writes_it_down_first(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    makelaar: Vraag,
    regio: Regio,
) -> None:
    pool = regio.pool()
    hire = feiten(pool, niveau=None, uren=0, tot="2026-08-01")
    neem_over(client, engine, buur, vacatures, als_vacatures, **hire)
    [lid] = client.get(f"{BASE}/pools/{pool}/leden", headers=makelaar()).json()["results"]
    assert (lid["functies"], lid["urenPerWeek"], lid["beschikbaarTot"]) == ([], 1, None)
    een = f"{BASE}/leden/{lid['id']}"
    ja = {"naar": "actief", "reden": "Akkoord"}
    stop = client.post(f"{een}/statuswijzigingen", headers=makelaar(), json=ja)
    assert stop.json()["beletselen"][0]["code"] == "ontbreekt"
    functies = {"functies": [{"functie": "planeconoom", "niveau": "medior"}], "urenPerWeek": 32}
    assert client.patch(een, headers=makelaar(), json=functies).status_code == 200
    assert client.post(f"{een}/statuswijzigingen", headers=makelaar(), json=ja).status_code == 201


@pytest.mark.parametrize("beeindigd", [True, False])
def test_a_pool_that_is_not_there(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    makelaar: Vraag,
    regio: Regio,
    beeindigd: bool,
) -> None:
    pool = regio.pool()
    einde = {"naar": "beeindigd", "reden": "Klaar"}
    regio.post(f"/pools/{pool}/statuswijzigingen", makelaar(), einde)
    hire = feiten(pool if beeindigd else str(uuid4()))
    neem_over(client, engine, buur, vacatures, als_vacatures, **hire)
    assert client.get(f"{BASE}/pools/{pool}/leden", headers=makelaar()).json()["results"] == []
    with engine.connect() as tx:
        onderwerpen = tx.execute(text("SELECT onderwerp FROM bericht_uit")).scalars().all()
    assert onderwerpen == ["De pool van een poolplaats is er niet"]


def test_who_is_a_member_already_stays_as_it_is(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    vacatures: Peer,
    als_vacatures: Headers,
    regio: Regio,
) -> None:
    pool = regio.pool()
    eerst = regio.lid(pool, 1, medewerker=str(WIE))
    neem_over(client, engine, buur, vacatures, als_vacatures, **feiten(pool, uren=20))
    with Session(engine) as tx:
        [lid] = storage.list_alle_leden(tx, UUID(pool))
    assert (str(lid.id), int(lid.uren_per_week)) == (eerst["id"], 32)
    assert lid.status is LidStatus.ACTIEF


def test_the_worker_waits_for_a_neighbour_and_ignores_what_is_not_for_it(
    client: TestClient,
    engine: Engine,
    buur: Buur,
    database: dict[str, str],
    als_vacatures: Headers,
    makelaar: Vraag,
    regio: Regio,
) -> None:
    pool = regio.pool()
    assert meld(client, als_vacatures, uuid4(), type="vacature-opengesteld") == 204
    assert meld(client, makelaar(), uuid4()) == 404  # only for services
    weg = settings_of("pool", database, vacatures_url="http://127.0.0.1:9", gateway_url=buur.url)
    assert meld(client, als_vacatures, uuid4()) == 204
    buur.antwoorden["/intern/klok"] = {"nu": NU.isoformat()}
    leden_van = f"/intern/verbanden/{VERBAND}/leden?op={NU:%Y-%m-%d}"
    buur.antwoorden[leden_van] = {"organisaties": [AA]}
    for settings in (
        weg,
        settings_of("pool", database, vacatures_url=buur.url, gateway_url=buur.url),
    ):
        _, work = worker.create(settings)
        buur.antwoorden[f"/intern/aanstellingen/{HIRE}"] = feiten(pool)
        worker.process_aanstellingen(work)
        with engine.connect() as tx:
            leden = tx.scalar(text("SELECT count(*) FROM lid"))
        assert leden == (0 if settings is weg else 1)
        work.sessions.kw["bind"].dispose()


# ---- rules ----------
HIRES = st.builds(
    Aanstelling,
    st.uuids(),
    st.uuids(),
    st.uuids(),
    st.just(AA),
    st.sampled_from(InDienstVoor),
    st.sampled_from([None, "planeconoom"]),
    st.sampled_from([None, *Niveau]),
    st.integers(0, 600).map(lambda n: Decimal(n) / 10),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)


@given(HIRES)
def test_whatever_is_hired_can_be_stored_and_waits(een: Aanstelling) -> None:
    lid = rules.van_aanstelling(uuid4(), een, VERBAND, 2)
    assert rules.fouten_in_lid(lid) == []
    assert lid.status is LidStatus.TE_BEVESTIGEN
    assert 0 < lid.uren_per_week <= 40
    stopt = rules.beletselen_lid(lid, LidStatus.ACTIEF)
    assert (stopt == []) is (een.functie is not None and een.niveau is not None)


@pytest.mark.parametrize(("van", "naar"), [(v, n) for v in LidStatus for n in LidStatus])
def test_only_the_decisions_in_the_table(van: LidStatus, naar: LidStatus) -> None:
    een = Aanstelling(
        HIRE,
        HIRE,
        WIE,
        AA,
        InDienstVoor.POOL,
        "x",
        Niveau.SENIOR,
        Decimal(36),
        date(2026, 9, 1),
        None,
    )
    lid = replace(rules.van_aanstelling(uuid4(), een, VERBAND, 2), status=van)
    assert (rules.beletselen_lid(lid, naar) == []) is ((van, naar) in rules.LID_OVERGANGEN)
