"""By night: what is past the term of its verband goes, in batches, and no figure changes."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.pool.bewaren import taken
from services.pool.bewaren.storage import uittreding
from services.pool.flexpool.tables import Lid
from services.pool.inzet.storage import wissen as inzetten
from shared.worker import Work
from tests.conftest import Headers
from tests.pool.bewaren.conftest import Nacht, Poort, Tel
from tests.pool.conftest import AA, BASE, BEE, CEE, VERBAND, Vraag
from tests.pool.toewijzing.regio import feiten as feiten_van
from tests.pool.toewijzing.regio import lid
from tests.pool.verdeling.conftest import Zet, behoefte, inzet, pool, ronde, spoedbeurt
from tests.pool.verdeling.conftest import zet as zet

EINDE = date(2026, 3, 28)  # last day of every inzet here
GRENS = datetime(2028, 3, 28, 20, tzinfo=UTC)  # the last day that it stays: 24 months
INZETTEN = "SELECT count(*) FROM inzet"


def test_an_inzet_goes_the_night_after_its_last_day_and_the_ledger_stays(
    client: TestClient, zet: Zet, makelaar: Vraag, nacht: Nacht, tel: Tel, poort: Poort, ik: Vraag
) -> None:
    rijen = pool()
    nodig = behoefte(BEE)
    een = inzet(AA, BEE, behoefte_id=nodig.id, pool_id=rijen[0].id)
    twee = inzet(AA, BEE, behoefte_id=nodig.id)  # of no pool
    zet(*rijen, nodig, een, twee)
    lezer = makelaar(nu=GRENS)

    def boek() -> list[bytes]:
        pad = f"{BASE}/verbanden/{VERBAND}/verdeling?van=2026-01&tot=2026-12"
        vragen = ("", "&uitsplitsing=maand", "&uitsplitsing=functie", f"&pool={rijen[0].id}")
        return [client.get(f"{pad}{vraag}", headers=lezer).content for vraag in vragen]

    voor = boek()
    assert b"128.0" in voor[0]
    assert b"64.0" in voor[3]
    nacht(GRENS)
    assert tel(INZETTEN) == 2
    nacht(GRENS + timedelta(days=1))
    assert tel(INZETTEN) == 0
    assert boek() == voor
    assert {str(een.id), str(twee.id)} <= poort.onderwerpen
    assert all(wissing["personen"] == [] for wissing in poort.wissingen)
    lijst = client.get(f"{BASE}/vernietigingen?telling=true", headers=ik(AA, "hr_adviseur")).json()
    [regel] = [een for een in lijst["results"] if een["soort"] == "inzet"]
    assert (regel["aantal"], regel["grond"], regel["vanMaand"]) == (2, "termijn", "2026-03-01")
    bij_bee = client.get(f"{BASE}/vernietigingen", headers=ik(BEE, "hr_adviseur")).json()
    assert bij_bee["results"] == []
    assert client.get(f"{BASE}/vernietigingen", headers=ik(AA, "leidinggevende")).status_code == 403


def test_the_term_is_the_verbands(
    client: TestClient, zet: Zet, nacht: Nacht, tel: Tel, engine: Engine
) -> None:
    zet(inzet(AA, BEE))
    inhoud = json.dumps({"pool": {"inzetBewaartermijnMaanden": 3}})
    with engine.begin() as tx:
        tx.execute(
            text("INSERT INTO convenant (verband, versie, inhoud) VALUES (:v, 1, :i)"),
            {"v": VERBAND, "i": inhoud},
        )
    nacht(datetime(2026, 6, 28, 20, tzinfo=UTC))
    assert tel(INZETTEN) == 1
    nacht(datetime(2026, 6, 29, 20, tzinfo=UTC))
    assert tel(INZETTEN) == 0


def test_what_runs_or_was_called_off_lately_stays(
    client: TestClient, zet: Zet, nacht: Nacht, tel: Tel
) -> None:
    zet(
        inzet(AA, BEE, status="bevestigd", tot=None),
        inzet(AA, BEE, status="voorgesteld"),
        inzet(AA, BEE, status="ingetrokken", besloten_op=GRENS),
        inzet(AA, BEE, status="geweigerd"),
    )
    nacht(GRENS + timedelta(days=90))
    over = "SELECT string_agg(status, ' ' ORDER BY status) FROM inzet"
    assert tel(over) == "bevestigd ingetrokken voorgesteld"
    # What never took place is no hour in the ledger.
    assert tel("SELECT count(*) FROM inzettelling") == 0


def poollid(pool: UUID, **anders: Any) -> Lid:
    basis = {
        "id": uuid4(),
        "pool_id": pool,
        "medewerker": uuid4(),
        "thuisorganisatie": AA,
        "functies": [],
        "uren_per_week": 32,
        "beschikbaar_van": date(2025, 1, 1),
        "in_dienst_voor": "eigen_werk",
        "ontwikkelwensen": [],
        "maximum_inzetten": 2,
        "status": "actief",
        "aangemaakt_op": datetime(2025, 1, 1, tzinfo=UTC),
    }
    return Lid(**basis | anders)


def test_who_left_is_free_of_an_inzet_from_midnight_in_the_netherlands(
    client: TestClient, zet: Zet, engine: Engine
) -> None:
    rijen = pool()
    bezet = uuid4()
    zet(
        *rijen,
        poollid(rijen[0].id, medewerker=bezet),
        inzet(AA, BEE, medewerker=bezet, status="bevestigd", tot=EINDE),
    )
    midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
    for nu, blijft in ((midnight - timedelta(seconds=1), 1), (midnight, 0)):
        with Session(engine) as tx, tx.begin():
            assert uittreding.wis(tx, VERBAND, AA, nu) == blijft


def test_a_membership_goes_after_its_end_unless_an_inzet_is_there(
    client: TestClient, zet: Zet, nacht: Nacht, tel: Tel
) -> None:
    rijen = pool()
    id = rijen[0].id
    bezet = uuid4()
    zet(
        *rijen,
        poollid(id),
        poollid(id, beschikbaar_tot=EINDE),
        poollid(id, beschikbaar_tot=GRENS.date()),
        poollid(id, beschikbaar_tot=EINDE, medewerker=bezet),
        poollid(id, status="afgewezen"),
        inzet(AA, BEE, medewerker=bezet, status="bevestigd", tot=None),
    )
    nacht(GRENS + timedelta(days=2))
    assert tel("SELECT count(*) FROM lid") == 3
    assert tel("SELECT count(*) FROM lid WHERE medewerker = :m", m=bezet) == 1


def test_of_an_old_proposal_the_shares_stay_and_the_people_go(
    client: TestClient, zet: Zet, nacht: Nacht, tel: Tel, makelaar: Vraag
) -> None:
    rijen = pool()
    feit = feiten_van([lid(1), lid(2)], [])
    delen = {BEE: {"gevraagd": 10, "rechtvaardig": 5}, CEE: {"gevraagd": 4}}
    gesloten = ronde(rijen[0].id, delen, feit)
    beurt = spoedbeurt(rijen[0].id, BEE, uuid4())
    beurt.geteld_in = gesloten[0].id
    zet(*rijen, *gesloten, beurt)
    nacht(datetime(2028, 6, 3, tzinfo=UTC))
    assert tel("SELECT invoer->'leden' FROM toewijzingsvoorstel") == []
    assert tel("SELECT invoer->>'gewist' FROM toewijzingsvoorstel") == "geheel"
    assert tel("SELECT count(*) FROM aandeel") == 2
    assert tel("SELECT count(*) FROM spoedbeurt WHERE reden = ''") == 1
    assert tel("SELECT invoer_hash FROM toewijzingsvoorstel") == "0" * 64
    # Such a round cannot be played again, and the answer says so.
    wie = makelaar(nu=datetime(2028, 6, 3, tzinfo=UTC))
    pad = f"{BASE}/pools/{rijen[0].id}/verdeling/_simuleer"
    invoer = {"verdeelsleutel": "gelijk", "van": "2026-01"}
    body = client.post(pad, headers=wie, json=invoer).json()
    assert (body["rondes"], body["overgeslagen"]) == (0, 1)


def test_the_waadi_register_stays_seven_years_after_the_year(
    client: TestClient, nacht: Nacht, tel: Tel, engine: Engine
) -> None:
    with engine.begin() as tx:
        for tot in ("2033-12-31", None):
            tx.execute(
                text(
                    "INSERT INTO waadi_registratie (inzet, medewerker, uitlener, inlener, van,"
                    " waadi_status, reden, regelversie, geregistreerd_op, bewaren_tot) VALUES"
                    " (gen_random_uuid(), gen_random_uuid(), :a, :b, '2026-03-01', 'x', 'x', 'x',"
                    " :op, :tot)"
                ),
                {"a": AA, "b": BEE, "op": GRENS, "tot": tot},
            )
    nacht(datetime(2033, 12, 31, 12, tzinfo=UTC))
    assert tel("SELECT count(*) FROM waadi_registratie") == 2
    nacht(datetime(2034, 1, 1, 12, tzinfo=UTC))
    assert tel("SELECT count(*) FROM waadi_registratie") == 1


def test_names_of_officials_go_after_two_years(
    client: TestClient, zet: Zet, nacht: Nacht, tel: Tel
) -> None:
    rijen = pool()
    zet(*rijen, *ronde(rijen[0].id, {}, gemaakt_door="Kim", afgerond_door="Sam"))
    namen = "SELECT gemaakt_door || afgerond_door FROM toewijzingsvoorstel"
    nacht(datetime(2028, 5, 30, tzinfo=UTC))
    assert tel(namen) == "KimSam"
    nacht(datetime(2028, 6, 3, tzinfo=UTC))
    assert tel(namen) == ""


def test_amounts_of_income_that_an_older_version_wrote_go(
    client: TestClient,
    zet: Zet,
    nacht: Nacht,
    engine: Engine,
    tel: Tel,
    als_dienst: Callable[[str, str], Headers],
) -> None:
    """It still ran after the migration; until the night nobody is given them either."""
    zet(een := inzet(AA, BEE))
    with engine.begin() as tx:
        tx.execute(
            text(
                "INSERT INTO inzet_voorwaarden (inzet_id, versie, uren_per_week, van,"
                " werkzaamheden, leiding, variant, opzegtermijn_weken, reden, door, op,"
                " inkomensverschil_cent) VALUES (:i, 1, 8, '2026-03-01', 'x', 'x',"
                " 'loondoorbetaling', 4, 'x', 'x', :op, -45679)"
            ),
            {"i": een.id, "op": GRENS},
        )
        tx.execute(
            text(
                "INSERT INTO inzet_overeenkomst (inzet_id, nummer, voorwaarden_versie, sjabloon,"
                " feiten, sha256_docx, sha256_pdf, door, op) VALUES (:i, 1, 1, 'x',"
                " CAST(:f AS jsonb), 'x', 'x', 'x', :op)"
            ),
            {"i": een.id, "op": GRENS, "f": '{"voorwaarden": {"inkomensverschil_cent": -45679}}'},
        )
    with Session(engine) as sessie:
        gegeven = inzetten.dossier(sessie, een.medewerker)["inzetVoorwaarden"]
    pad = f"/intern/uitvoer/{AA}?op=2026-08-13T07:00:00Z&deel=inzet_voorwaarden"
    answer = client.get(pad, headers=als_dienst("gateway", "pool")).json()
    assert (len(gegeven), len(answer["rijen"])) == (1, 1)
    assert "45679" not in f"{gegeven} {answer}"
    nacht(datetime(2026, 8, 14, 2, tzinfo=UTC))
    assert tel("SELECT effect_getoond AND inkomensverschil_cent IS NULL FROM inzet_voorwaarden")
    assert tel("SELECT feiten FROM inzet_overeenkomst") == {"voorwaarden": {}}


# ---- many at once -------------------------------------------------------------------------------
def test_killed_in_the_middle_nothing_is_half_and_the_next_night_goes_on(
    client: TestClient, zet: Zet, engine: Engine, work: Work, poort: Poort, tel: Tel
) -> None:
    zet(*(inzet(AA, BEE) for _ in range(120)))
    poort.nu = GRENS + timedelta(days=1)
    geteld = "SELECT coalesce(sum(eenheden), 0) FROM inzettelling"
    per_stuk = 16 * 10 * 28
    with engine.begin() as tx:
        tx.execute(
            text(
                "CREATE FUNCTION val_om() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " IF (SELECT count(*) FROM vernietiging) > 0 THEN RAISE 'omgevallen'; END IF;"
                " RETURN NEW; END $$"
            )
        )
        trigger = "CREATE TRIGGER val_om BEFORE INSERT ON wismelding FOR EACH ROW EXECUTE"
        tx.execute(text(f"{trigger} FUNCTION val_om()"))
    try:
        with pytest.raises(DBAPIError, match="omgevallen"):
            taken.erase_past(work)
        assert tel(INZETTEN) == 70
        assert tel(geteld) == 50 * per_stuk
    finally:
        with engine.begin() as tx:
            tx.execute(text("DROP TRIGGER val_om ON wismelding; DROP FUNCTION val_om()"))
    taken.erase_past(work)
    assert tel(INZETTEN) == 0
    assert tel(geteld) == 120 * per_stuk


def test_two_nights_at_once_erase_everything_once(
    client: TestClient, zet: Zet, work: Work, poort: Poort, tel: Tel
) -> None:
    zet(*(inzet(AA, BEE) for _ in range(130)))
    poort.nu = GRENS + timedelta(days=1)
    with ThreadPoolExecutor(3) as threads:
        for klaar in [threads.submit(taken.erase_past, work) for _ in range(3)]:
            klaar.result(60)
    taken.erase_past(work)
    assert tel(INZETTEN) == 0
    assert tel("SELECT sum(eenheden) FROM inzettelling") == 130 * 16 * 10 * 28
    assert tel("SELECT sum(aantal) FROM vernietiging WHERE soort = 'inzet'") == 130


def test_a_gateway_that_is_away_delays_and_loses_nothing(
    client: TestClient, zet: Zet, nacht: Nacht, poort: Poort, tel: Tel
) -> None:
    een = inzet(AA, BEE)
    zet(een)
    poort.weg = True
    nacht(GRENS + timedelta(days=1))
    assert (tel(INZETTEN), tel("SELECT count(*) FROM wismelding")) == (0, 1)
    poort.weg = False
    nacht(GRENS + timedelta(days=2))
    assert tel("SELECT count(*) FROM wismelding") == 0
    assert str(een.id) in poort.onderwerpen
