"""Terms over HTTP and by night: on the day itself still there, the next day gone; counts stay."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from services.vacatures import worker
from services.vacatures.bewaren.storage import procedures
from shared import db
from shared.worker import Work
from tests.vacatures.bewaren.conftest import (
    GEHEIM,
    Poort,
    over_weken,
    post,
    solliciteer,
    wijs_af,
)
from tests.vacatures.conftest import AA, BASE, BEE, CEE, VERBAND, Buur, Vraag, later
from tests.vacatures.doorverwijzing.conftest import DAG, EIGEN, LEDEN

Nacht = Callable[[datetime], None]
Tel = Callable[..., Any]
HEEL = "SELECT count(*) FROM sollicitatie WHERE NOT geanonimiseerd"
MET_BRIEF = "SELECT count(*) FROM sollicitatie WHERE motivatie IS NOT NULL"


def termijn(client: TestClient, headers: Any, id: str) -> dict[str, Any]:
    answer = client.get(f"{BASE}/sollicitaties/{id}/bewaartermijn", headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_the_day_and_its_ground_are_told(
    client: TestClient, vacature: str, zelf: Vraag, hr: Vraag, ik: Vraag
) -> None:
    id = solliciteer(client, zelf(), vacature)
    lopend = termijn(client, zelf(), id)
    assert (lopend["grond"], lopend["laatsteDag"]) == ("procedure", None)
    wijs_af(client, hr(), id)
    for wie in (zelf(), hr()):
        na = termijn(client, wie, id)
        assert (na["grond"], na["laatsteDag"]) == ("termijn", "2026-09-24")
        assert (na["bewaartermijnWeken"], na["zekerheid"]) == (4, "B")
        getoond = client.get(f"{BASE}/sollicitaties/{id}", headers=wie).json()
        assert (getoond["bewaardTotDatum"], getoond["bewaargrond"]) == ("2026-09-24", "termijn")
    [eigen] = client.get(f"{BASE}/sollicitaties", headers=zelf()).json()["results"]
    assert eigen["bewaardTotDatum"] == "2026-09-24"
    path = f"{BASE}/sollicitaties/{id}/bewaartermijn"
    assert client.get(path, headers=hr(CEE)).status_code == 404
    ander = ik(BEE, "medewerker", medewerker=uuid4(), nu=DAG)
    assert client.get(path, headers=ander).status_code == 404


def test_gone_the_night_after_the_last_day(
    client: TestClient, afgewezen: str, nacht: Nacht, tel: Tel, hr: Vraag, poort: Poort
) -> None:
    nacht(over_weken(4))
    assert (tel(HEEL), tel(MET_BRIEF)) == (1, 1)
    nacht(over_weken(4, minutes=11))
    assert (tel(HEEL), tel(MET_BRIEF)) == (0, 0)
    # Counts and months stay, under a new number.
    assert tel("SELECT status FROM sollicitatie") == "afgewezen"
    assert tel("SELECT id::text FROM sollicitatie") != afgewezen
    assert tel("SELECT extract(day FROM ontvangen_op) FROM sollicitatie") == 1
    assert tel("SELECT count(*) FROM sollicitatielog") == 2
    assert tel("SELECT count(*) FROM sollicitatietoelichting") == 0
    assert client.get(f"{BASE}/sollicitaties/{afgewezen}", headers=hr()).status_code == 404
    assert afgewezen in poort.onderwerpen
    lijst = client.get(f"{BASE}/vernietigingen?telling=true", headers=hr()).json()
    regel = {een["soort"]: een for een in lijst["results"]}["sollicitatie"]
    assert (regel["aantal"], regel["grond"], regel["vanMaand"]) == (1, "termijn", "2026-08-01")
    assert client.get(f"{BASE}/vernietigingen", headers=hr(BEE)).json()["results"] == []


def test_consent_keeps_it_longer_until_it_is_withdrawn(
    client: TestClient,
    afgewezen: str,
    nacht: Nacht,
    tel: Tel,
    zelf: Vraag,
    work: Work,
    poort: Poort,
) -> None:
    toestemming = post(
        client,
        zelf(),
        "/toestemmingen",
        doel="langer_bewaren",
        ontvangers=[AA],
        gegevens=["contact", "motivatie"],
        eindDatum="2027-06-30",
    )
    na = termijn(client, zelf(), afgewezen)
    assert (na["grond"], na["laatsteDag"]) == ("toestemming", "2027-06-30")
    nacht(over_weken(30))
    assert tel(HEEL) == 1
    path = f"/toestemmingen/{toestemming['id']}/statuswijzigingen"
    post(client, zelf(over_weken(30)), path, naar="ingetrokken")
    # Not after the night: what stayed by this consent alone goes within seconds.
    assert tel("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wis_voorbij'") == 1
    poort.nu = over_weken(30)
    worker.erase_applications(work)
    assert tel(HEEL) == 0
    nacht(over_weken(30, hours=1))


def test_consent_to_another_employer_keeps_nothing_here(
    client: TestClient, afgewezen: str, zelf: Vraag
) -> None:
    body = {"doel": "langer_bewaren", "gegevens": ["contact"], "eindDatum": "2027-06-30"}
    post(client, zelf(), "/toestemmingen", ontvangers=[CEE], **body)
    ander = {"ontvangers": [AA], "onderwerp": str(uuid4())}
    post(client, zelf(), "/toestemmingen", **body, **ander)
    assert termijn(client, zelf(), afgewezen)["grond"] == "termijn"


def test_a_running_referral_and_an_open_complaint_keep_it(
    client: TestClient, afgewezen: str, zelf: Vraag, hr: Vraag, buur: Buur
) -> None:
    buur.antwoorden[f"{LEDEN}?op=2026-08-27"] = {"organisaties": [AA, BEE, CEE]}
    id = post(client, hr(), "/doorverwijzingen", sollicitatieId=afgewezen, ontvangers=[CEE])["id"]
    body = {"ontvangers": [CEE], "gegevens": ["contact"], "eindDatum": "2026-12-31"}
    post(client, zelf(), f"/doorverwijzingen/{id}/toestemmingen", **body)
    na = termijn(client, zelf(), afgewezen)
    assert (na["grond"], na["laatsteDag"]) == ("doorverwijzing", "2026-12-31")
    klacht = {"over": "afwijzing", "tekst": "Niet eerlijk."}
    post(client, zelf(), f"/sollicitaties/{afgewezen}/klachten", **klacht)
    na = termijn(client, zelf(), afgewezen)
    assert (na["grond"], na["laatsteDag"]) == ("klacht", None)


def test_a_vacancy_that_was_filled_ends_every_procedure(
    client: TestClient, vacature: str, zelf: Vraag, hr: Vraag
) -> None:
    id = solliciteer(client, zelf(), vacature)
    post(client, hr(), f"/vacatures/{vacature}/statuswijzigingen", naar="ingetrokken")
    assert termijn(client, zelf(), id)["laatsteDag"] == "2026-09-24"


def test_the_term_is_the_convenants(
    client: TestClient, buur: Buur, afgewezen: str, zelf: Vraag
) -> None:
    """The version under which the vacancy was opened; another in force changes nothing."""
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/2"] = {"versie": 2}
    assert termijn(client, zelf(), afgewezen)["bewaartermijnWeken"] == 4


def test_an_outsider_of_whom_nothing_is_left_is_forgotten_at_the_gateway(
    client: TestClient, vacature: str, ik: Vraag, hr: Vraag, nacht: Nacht, poort: Poort
) -> None:
    blijver, weg = uuid4(), uuid4()
    for id in (blijver, weg):
        buiten = ik(None, medewerker=id, scopes=EIGEN, nu=DAG)
        wijs_af(client, hr(), solliciteer(client, buiten, vacature))
    buiten = ik(None, medewerker=blijver, scopes=EIGEN, nu=DAG)
    body = {"doel": "langer_bewaren", "ontvangers": [CEE], "gegevens": ["contact"]}
    post(client, buiten, "/toestemmingen", eindDatum="2027-06-30", **body)
    nacht(over_weken(4, minutes=11))
    assert poort.personen == {str(weg)}


def test_who_left_an_address_and_never_applied_is_forgotten(
    client: TestClient, vacature: str, ik: Vraag, nacht: Nacht, poort: Poort
) -> None:
    sollicitant, nooit = uuid4(), uuid4()
    solliciteer(client, ik(None, medewerker=sollicitant, scopes=EIGEN, nu=DAG), vacature)
    poort.kandidaten = sorted(str(id) for id in (sollicitant, nooit))
    nacht(over_weken(5))
    assert poort.personen == {str(nooit)}


def test_a_gateway_that_is_away_delays_and_loses_nothing(
    client: TestClient, afgewezen: str, nacht: Nacht, tel: Tel, poort: Poort
) -> None:
    poort.weg = True
    nacht(over_weken(5))
    assert (tel(HEEL), tel("SELECT count(*) FROM wismelding")) == (0, 1)
    assert poort.wissingen == []
    poort.weg = False
    nacht(over_weken(6))
    assert tel("SELECT count(*) FROM wismelding") == 0
    assert afgewezen in poort.onderwerpen


# ---- many at once -------------------------------------------------------------------------------
def vul(migrated: Callable[[str], Engine], vacature: str, aantal: int) -> None:
    """Applications turned down on the day of the story."""
    with migrated("vacatures").begin() as tx:
        tx.execute(
            text(
                "INSERT INTO sollicitatie (id, vacature_id, medewerker, organisatie, categorie,"
                " grond, verbanden, telt_vanaf, ontvangen_op, motivatie, status, versie)"
                " SELECT gen_random_uuid(), :vacature, gen_random_uuid(), :oin, 'partner', 'x',"
                f" '{{}}', :op, :op, '{GEHEIM}', 'afgewezen', 1 FROM generate_series(1, :aantal)"
            ),
            {"vacature": vacature, "oin": BEE, "op": DAG, "aantal": aantal},
        )
        tx.execute(
            text(
                "INSERT INTO sollicitatielog (sollicitatie_id, naar, op, partij)"
                " SELECT id, 'afgewezen', :op, 'werkgever' FROM sollicitatie"
            ),
            {"op": DAG},
        )


def test_killed_in_the_middle_nothing_is_half_and_the_next_night_goes_on(
    client: TestClient,
    vacature: str,
    migrated: Callable[[str], Engine],
    work: Work,
    poort: Poort,
    tel: Tel,
) -> None:
    vul(migrated, vacature, 120)
    poort.nu = over_weken(5)
    # The second batch dies at its last step: everything of it must be undone.
    with migrated("vacatures").begin() as tx:
        tx.execute(
            text(
                "CREATE FUNCTION val_om() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " IF (SELECT count(*) FROM vernietiging) > 0 THEN RAISE 'omgevallen'; END IF;"
                " RETURN NEW; END $$"
            )
        )
        trigger = "CREATE TRIGGER val_om BEFORE INSERT ON wismelding FOR EACH ROW EXECUTE"
        tx.execute(text(f"{trigger} FUNCTION val_om()"))
    # The list is written after the gateway's line, so the first batch passes and the second not.
    try:
        with pytest.raises(DBAPIError, match="omgevallen"):
            worker.erase_past(work)
        half = tel(HEEL)
        assert half == tel(MET_BRIEF) == 70
        gewist = "SELECT sum(aantal) FROM vernietiging WHERE soort = 'sollicitatie'"
        assert tel(gewist) == 50
        assert tel("SELECT count(*) FROM sollicitatielog WHERE extract(day FROM op) = 1") == 50
    finally:
        with migrated("vacatures").begin() as tx:
            tx.execute(text("DROP TRIGGER val_om ON wismelding; DROP FUNCTION val_om()"))
    worker.erase_past(work)
    assert tel(HEEL) == tel(MET_BRIEF) == 0
    assert tel(gewist) == tel("SELECT count(*) FROM sollicitatie") == 120
    assert tel(f"SELECT count(*) FROM sollicitatie WHERE grond LIKE '%{GEHEIM}%'") == 0


def test_the_number_of_queries_does_not_grow_with_a_batch(
    client: TestClient, vacature: str, migrated: Callable[[str], Engine], tel: Tel, zelf: Vraag
) -> None:
    engine = migrated("vacatures")

    def count(aantal: int) -> int:
        seen: list[str] = []
        with db.sessions(engine).begin() as tx:
            ids = procedures.list_afgelopen(tx, None, aantal)
            assert len(ids) == aantal

            def see(*args: Any) -> None:
                seen.append(args[2])

            event.listen(engine, "before_cursor_execute", see)
            try:
                assert len(procedures.list_bewaard(tx, ids, DAG)) == aantal
            finally:
                event.remove(engine, "before_cursor_execute", see)
        return len(seen)

    vul(migrated, vacature, 40)
    assert count(2) == count(40)


def test_an_inleenkracht_whose_inzet_ended_is_forgotten(
    client: TestClient, migrated: Callable[[str], Engine], nacht: Nacht, tel: Tel
) -> None:
    with migrated("vacatures").begin() as tx:
        insert = text(
            "INSERT INTO inleenkracht (inzet, medewerker, inlener, van, tot, actief)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), :oin, '2026-01-01', :tot, :actief)"
        )
        for tot, actief in (("2026-08-26", True), ("2026-08-27", True), (None, True)):
            tx.execute(insert, {"oin": AA, "tot": tot, "actief": actief})
        tx.execute(insert, {"oin": AA, "tot": None, "actief": False})
    nacht(DAG)
    assert tel("SELECT count(*) FROM inleenkracht") == 2


def test_the_name_of_an_official_goes_after_two_years(
    client: TestClient, vacature: str, nacht: Nacht, tel: Tel
) -> None:
    named = "SELECT count(*) FROM vacaturelog WHERE gebruiker IS NOT NULL"
    before = tel(named)
    assert before > 0
    nacht(later(DAG, days=700))
    assert tel(named) == before
    nacht(later(DAG, days=760))
    assert tel(named) == 0
    assert tel("SELECT count(*) FROM vacaturelog") >= before


def test_delivered_copies_do_not_stay(
    client: TestClient, afgewezen: str, nacht: Nacht, tel: Tel, persoon: UUID
) -> None:
    assert tel("SELECT count(*) FROM verwerking_uit") > 0
    nacht(DAG)
    assert tel("SELECT count(*) FROM verwerking_uit") == 0
    assert tel("SELECT count(*) FROM gebeurtenis_uit") == 0


def test_ended_referrals_and_consents_go_and_the_balance_stays(
    client: TestClient, afgewezen: str, zelf: Vraag, hr: Vraag, buur: Buur, nacht: Nacht, tel: Tel
) -> None:
    buur.antwoorden[f"{LEDEN}?op=2026-08-27"] = {"organisaties": [AA, BEE, CEE]}
    id = post(client, hr(), "/doorverwijzingen", sollicitatieId=afgewezen, ontvangers=[CEE])["id"]
    body = {"ontvangers": [CEE], "gegevens": ["contact"], "eindDatum": "2026-09-10"}
    post(client, zelf(), f"/doorverwijzingen/{id}/toestemmingen", motivatie=GEHEIM, **body)
    antwoord = {"antwoord": "aangenomen", "reden": GEHEIM}
    post(client, hr(CEE), f"/doorverwijzingen/{id}/antwoorden", **antwoord)
    path = f"{BASE}/verbanden/{VERBAND}/doorverwijzingsbalans?jaar=2026"
    wie = (hr(), hr(CEE), hr(BEE))
    voor = [client.get(path, headers=een).json() for een in wie]
    nacht(over_weken(5))
    assert tel("SELECT count(*) FROM doorverwijzing WHERE NOT gewist") == 1
    nacht(over_weken(9))
    assert tel("SELECT count(*) FROM doorverwijzing WHERE NOT gewist") == 0
    assert tel("SELECT count(*) FROM doorverwijzing WHERE motivatie IS NOT NULL") == 0
    assert tel("SELECT count(*) FROM doorverwijzing_bestemming WHERE reden IS NOT NULL") == 0
    assert [client.get(path, headers=een).json() for een in wie] == voor


def test_two_nights_at_once_erase_everything_once(
    client: TestClient,
    vacature: str,
    migrated: Callable[[str], Engine],
    work: Work,
    poort: Poort,
    tel: Tel,
) -> None:
    vul(migrated, vacature, 170)
    poort.nu = over_weken(5)
    with ThreadPoolExecutor(3) as threads:
        for done in [threads.submit(worker.erase_past, work) for _ in range(3)]:
            done.result(60)
    worker.erase_past(work)
    assert tel(HEEL) == tel(MET_BRIEF) == 0
    gewist = "SELECT sum(aantal) FROM vernietiging WHERE soort = 'sollicitatie'"
    assert tel(gewist) == tel("SELECT count(*) FROM sollicitatie") == 170


def test_erased_while_the_recruiter_looks_is_there_or_gone_and_never_half(
    client: TestClient, afgewezen: str, work: Work, poort: Poort, hr: Vraag, tel: Tel
) -> None:
    poort.nu = over_weken(5)
    path = f"{BASE}/sollicitaties/{afgewezen}"
    with ThreadPoolExecutor(2) as threads:
        nacht = threads.submit(worker.erase_past, work)
        gezien = [client.get(path, headers=hr()) for _ in range(12)]
        nacht.result(60)
    for answer in gezien:
        assert answer.status_code in (200, 404), answer.text
        assert answer.status_code == 404 or GEHEIM in answer.json()["motivatie"]
    assert client.get(path, headers=hr()).status_code == 404
    assert tel(MET_BRIEF) == 0
