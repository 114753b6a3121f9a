"""A person planted in every store: told in the own file, and after erasing nowhere to be found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.pool.bewaren.rules import BEWAARTABEL
from services.pool.bewaren.rules.opslag import AMBTELIJK
from tests.conftest import Headers
from tests.pool.bewaren import trainees
from tests.pool.bewaren.conftest import GEHEIM, PERSOON, Nacht, Poort, Tel, post, vindplaatsen
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, VERBAND, Regio, Vraag

LATER = NU + timedelta(days=10)
# What holds nothing of a member: officials, texts of organisations, and what only waits.
NIET_GEPLANT = {
    naam
    for naam, hoe in BEWAARTABEL.items()
    if hoe == AMBTELIJK or "organisatie" in hoe or "aanlevering" in hoe
} | {"wismelding", "verwijderverzoek"}
BLIJFT = {"waadi_registratie"}  # seven years, by law

PLANT = (
    "UPDATE inzet SET status = 'beeindigd', van = '2026-03-01', tot = '2026-03-28',"
    " uitleg = :g, reden = :g WHERE id = :i",
    "INSERT INTO inzet_voorwaarden (inzet_id, versie, uren_per_week, van, werkzaamheden, leiding,"
    " variant, opzegtermijn_weken, reden, door, op) VALUES (:i, 99, 8, '2026-03-01', :g, 'x',"
    " 'loondoorbetaling', 4, :g, 'x', :op)",
    "INSERT INTO inzet_akkoord (inzet_id, versie, partij, akkoord, reden, door, op)"
    " VALUES (:i, 1, 'medewerker', true, :g, :p, :op)",
    "INSERT INTO inzet_overeenkomst (inzet_id, nummer, voorwaarden_versie, sjabloon, feiten,"
    " sha256_docx, sha256_pdf, door, op) VALUES (:i, 1, 1, 'x', '{\"x\": 1}', 'x', 'x', 'x', :op)",
    "INSERT INTO inzet_overgang (inzet_id, van, naar, reden, door, op)"
    " VALUES (:i, 'bevestigd', 'beeindigd', :g, 'x', :op)",
    "INSERT INTO inzet_startpunt (inzet_id, punt, geregeld, eigenaar, door, op)"
    " VALUES (:i, 'laptop', true, :g, 'x', :op)",
    "INSERT INTO inzet_signaal (inzet_id, signaal, einde, op) VALUES (:i, 'x', 'x', :op)",
    "INSERT INTO inzet_tekst (inzet_id, soort, tekst, zichtbaar, door, op, versie)"
    " VALUES (:i, 'verhaal', :g, true, 'x', :op, 1)",
    "INSERT INTO dekking (bron_id, soort, behoefte_id, uren, van) SELECT :i, 'inzet', behoefte_id,"
    " 8, '2026-03-01' FROM inzet WHERE id = :i AND NOT EXISTS (SELECT FROM dekking)",
    "INSERT INTO waadi_registratie (inzet, medewerker, uitlener, inlener, van, tot, waadi_status,"
    " reden, regelversie, geregistreerd_op, bewaren_tot) VALUES (:i, :p, :aa, :bee, '2026-03-01',"
    " '2026-03-28', 'x', 'x', 'x', :op, '2033-12-31') ON CONFLICT DO NOTHING",
    "INSERT INTO urenstaat (id, verband, soort, medewerker, inzet_id, uitlener, inlener, week,"
    " maand, kwartieren, status, toelichting, reden, ingediend_door, ingediend_op, goedgekeurd_op,"
    " gewijzigd_op) VALUES (gen_random_uuid(), :v, 'inzet', :p, :i, :aa, :bee, '2026-W10',"
    " '2026-03', 8, 'goedgekeurd', :g, :g, 'x', :op, :op, :op)",
    "INSERT INTO uren_overgang (urenstaat_id, naar, reden, door, op)"
    " SELECT id, 'goedgekeurd', :g, 'x', :op FROM urenstaat",
    "INSERT INTO tariefwoord (urenregel, organisatie, versie, tarief_cent, reden, door, op)"
    " SELECT id, :aa, 1, 8000, :g, 'x', :op FROM urenstaat",
    "INSERT INTO verrekening (id, verband, maand, regelversie, instelling, controlegetal, saldi,"
    " betalingen, gesloten_op) VALUES (:k, :v, '2026-03', 'x', '{}', 'x', '{}', '[]', :op)",
    "INSERT INTO verrekende_uren (urenregel, verrekening_id, soort, inzet_id, uitlener, week,"
    " maand, kwartieren, goedgekeurd_op, bedrag, route, voorwaarden, gewichten) VALUES"
    " (gen_random_uuid(), :k, 'inzet', :i, :aa, '2026-W10', '2026-03', 8, :op, 100, 'geen', '[]',"
    " '[]')",
    "INSERT INTO btwkeuze (inzet_id, versie, route, reden, organisatie, op)"
    " VALUES (:i, 1, 'geen', :g, :aa, :op)",
    "INSERT INTO lid_overgang (lid_id, naar, reden, door, op) VALUES (:l, 'actief', :g, 'x', :op)",
    "INSERT INTO lidverificatie (lid_id, door, op) VALUES (:l, 'x', :op)",
    "INSERT INTO spoedbeurt (id, pool_id, verband, jaar, nummer, lid_id, medewerker,"
    " thuisorganisatie, behoefte_id, inlener, uren_per_week, van, reden, door, op, inzet_id)"
    " VALUES (gen_random_uuid(), gen_random_uuid(), :v, 2026, 9, :l, :p, :aa, gen_random_uuid(),"
    " :bee, 8, '2026-03-04', :g, 'x', :op, :i)",
    "INSERT INTO getelde_inzet (voorstel_id, inzet_id, pool_id, organisatie, begin, einde, uren)"
    " SELECT id, :i, pool_id, :bee, '2026-03-01', '2026-03-28', 32 FROM toewijzingsvoorstel",
    "INSERT INTO ruilwens (id, verband, medewerker, organisatie, functie, niveau, uren, van, tot,"
    " kan, zoekt, organisaties, zichtbaarheid, geldig_tot, toelichting, mag_leeg, status,"
    " gewijzigd_op, versie) VALUES (:w, :v, :p, :aa, 'jurist', 'medior', 8, '2026-10-01',"
    " '2027-03-31', '{}', '{jurist}', '{}', 'alleen_ik', '2026-12-31', :g, false, 'actief', :op,"
    " 1)",
    "INSERT INTO ruilafval (wens_id, plek_id) VALUES (:w, gen_random_uuid())",
    "INSERT INTO ruilronde (id, verband, peildatum, langste_kring, invoer, invoer_hash, status,"
    " berekening_percentage, poging, gemaakt_op, versie) VALUES (:k, :v, '2026-08-12', 3,"
    " jsonb_build_object('medewerker', (:p)::text), 'x', 'in_berekening', 0, 0, :op, 1)",
    "INSERT INTO ruilkring (id, verband, ronde_id, soort, status, van, tot, reactie_voor,"
    " allen_akkoord, op, versie) VALUES (:k, :v, :k, 'paar', 'vervallen', '2026-10-01',"
    " '2027-03-31', '2026-09-01', false, :op, 1)",
    "INSERT INTO ruilschakel (kring_id, nr, wens_id, medewerker, thuisorganisatie, naar_id,"
    " inlener, functie, uren, antwoord, inzet_id, open) VALUES (:k, 1, :w, :p, :aa,"
    " gen_random_uuid(), :bee, 'jurist', 8, true, :i, false)",
    "INSERT INTO werkbezoek (id, verband, medewerker, thuisorganisatie, gastheer, onderwerp, datum,"
    " status, gewijzigd_op, versie) VALUES (gen_random_uuid(), :v, :p, :aa, :bee, :g,"
    " '2026-09-01', 'gevraagd', :op, 1)",
    "INSERT INTO klankbordexpert (id, verband, persoon, onderwerpen, soorten, ervaring, banden,"
    " onafhankelijk_op, beschikbaar, status, gewijzigd_op, versie) VALUES (gen_random_uuid(), :v,"
    " :p, '{wonen}', '{technisch}', :g, '{}', '2026-08-01', true, 'opgenomen', :op, 1)",
    "INSERT INTO klankbordvraag (id, verband, soort, onderwerpen, tekst, organisatie, vrager,"
    " ook_eigen_makelaar, status, gesteld_op, versie) VALUES (:k, :v, 'persoonlijk', '{wonen}',"
    " :g, :aa, :p, false, 'gevraagd', :op, 1)",
    "INSERT INTO klankbordkoppeling (id, vraag_id, expert_id, persoon, plaats, status, door, op,"
    " versie) VALUES (:k, :k, gen_random_uuid(), :p, 1, 'gevraagd', 'x', :op, 1)",
    "INSERT INTO klankbordonkosten (id, verband, koppeling_id, persoon, soort, dag, bedrag_cent,"
    " status, ingediend_op, versie) VALUES (gen_random_uuid(), :v, :k, :p, 'reizen',"
    " '2026-08-12', 450, 'ingediend', :op, 1)",
    "INSERT INTO klus (id, verband, organisatie, titel, omschrijving, uren_min, uren_max, van, tot,"
    " sluitings_datum, status, gewijzigd_op, versie) VALUES (:k, :v, :bee, 'x', '', 1, 8,"
    " '2026-10-01', '2027-03-31', '2026-09-15', 'open', :op, 1)",
    "INSERT INTO klusreactie (id, klus_id, medewerker, thuisorganisatie, motivatie, uren_per_week,"
    " status, inzet_id, ingediend_op, gewijzigd_op, versie) VALUES (gen_random_uuid(), :k, :p, :aa,"
    " :g, 8, 'ingediend', :i, :op, :op, 1)",
    "INSERT INTO klussenplan (id, medewerker, organisatie, doel_uren, sectoren, toelichting,"
    " geldig_tot, gedeeld, gewijzigd_op, versie) VALUES (:w, :p, :aa, 8, '{}', :g, '2027-06-30',"
    " true, :op, 1)",
    "INSERT INTO klusevaluatie (plan_id, dag) VALUES (:w, '2026-11-01')",
    "INSERT INTO nevenwerkmelding (medewerker, organisatie, gemeld, gewijzigd_op, versie)"
    " VALUES (:p, :aa, false, :op, 1)",
    *trainees.PLANT,
    "INSERT INTO gebeurtenis_in VALUES (gen_random_uuid(), 'aanstelling', :p, :op, :op)",
    "INSERT INTO bericht_uit (id, sleutel, persoon, onderwerp, tekst, verzonden)"
    " VALUES (gen_random_uuid(), 'x', :p, :g, :g, false)",
)


@pytest.fixture
def geplant(
    client: TestClient, regio: Regio, zelf: Vraag, makelaar: Vraag, ik: Vraag, engine: Engine
) -> dict[str, str]:
    """Everything this service can hold of one person; what must be found nowhere later."""
    pool = regio.pool()
    sleutel = {"Idempotency-Key": f"sleutel-{uuid4()}"}
    lid = regio.lid(pool, 1, ontwikkelwensen=[GEHEIM])
    ander = regio.lid(pool, 2, CEE)
    regio.behoefte()
    regio.behoefte(BEE, titel="Tweede")
    voorstel = regio.voorstel(pool)
    eigen = [een for een in voorstel["regels"] if een["medewerker"] == str(PERSOON)]
    assert eigen
    besluit = regio.besluit(
        voorstel["id"], eigen[0]["id"], headers=makelaar() | sleutel, reden=GEHEIM
    )
    inzet = besluit["besluit"]["inzet"]
    vraag = {"organisatie": AA, "soort": "bezwaar", "tekst": f"Ik wil dit niet. {GEHEIM}"}
    verzoek = post(client, zelf(), "/verzoeken", **vraag)["id"]
    antwoord = {"besluit": "afgewezen", "motivering": f"Het mag. {GEHEIM}"}
    post(client, ik(AA, "hr_adviseur"), f"/verzoeken/{verzoek}/antwoorden", **antwoord)
    waarden = {
        "g": GEHEIM,
        "p": PERSOON,
        "i": UUID(inzet),
        "l": UUID(lid["id"]),
        "w": uuid4(),
        "k": uuid4(),
        "v": VERBAND,
        "aa": AA,
        "bee": BEE,
        "op": NU,
    }
    with engine.begin() as tx:
        for zin in PLANT:
            tx.execute(text(zin), {n: w for n, w in waarden.items() if f":{n}" in zin})
    return {
        "geheim": GEHEIM,
        "persoon": str(PERSOON),
        "lid": lid["id"],
        "inzet": inzet,
        "regel": eigen[0]["id"],
        "verzoek": verzoek,
        "wens": str(waarden["w"]),
        "ander": ander["id"],
    }


def naalden(geplant: dict[str, str]) -> list[str]:
    return [waarde for naam, waarde in geplant.items() if naam != "ander"]


def wis(client: TestClient, headers: Headers) -> dict[str, Any]:
    return post(client, headers, "/verwijderverzoeken", bevestigd=True)


def test_the_person_is_planted_in_every_store(geplant: dict[str, str], engine: Engine) -> None:
    """Or the test below would prove nothing for a store."""
    gevonden = set(vindplaatsen(engine, naalden(geplant)))
    assert set(BEWAARTABEL) - NIET_GEPLANT - gevonden == set()


def test_after_erasing_nothing_of_the_person_is_found(
    client: TestClient,
    geplant: dict[str, str],
    zelf: Vraag,
    ik: Vraag,
    engine: Engine,
    nacht: Nacht,
    poort: Poort,
) -> None:
    gedaan = wis(client, zelf())
    blijft = {een["naam"]: een["reden"] for een in gedaan["onderdelen"] if een["blijft"]}
    assert set(blijft) == BLIJFT
    assert "zeven jaar" in blijft["waadi_registratie"]
    assert gedaan["bezwaarclausule"]["zekerheid"] == "B"
    assert client.get(gedaan["url"], headers=zelf()).json() == gedaan
    ander = zelf(medewerker=uuid4())
    assert client.get(gedaan["url"], headers=ander).status_code == 404
    # What was on its way is delivered, and what the gateway has is told to be erased.
    nacht(LATER)
    nacht(LATER)
    gevonden = vindplaatsen(engine, naalden(geplant))
    assert set(gevonden) == BLIJFT
    assert {geplant["inzet"], geplant["lid"]} <= poort.onderwerpen
    # The other member is still in everything that was computed.
    assert "toewijzingsvoorstel" in vindplaatsen(engine, [geplant["ander"]])
    nacht(LATER.replace(year=2034))
    assert vindplaatsen(engine, naalden(geplant)) == {}


def test_the_ledger_and_the_counts_are_the_same_as_before(
    client: TestClient, geplant: dict[str, str], zelf: Vraag, makelaar: Vraag, tel: Tel
) -> None:
    def boek() -> list[Any]:
        pad = f"{BASE}/verbanden/{VERBAND}/verdeling?uitsplitsing="
        soorten = ("organisatie", "maand", "functie")
        return [client.get(f"{pad}{een}", headers=makelaar()).content for een in soorten]

    tellingen = ("besluit", "spoedbeurt", "toewijzingsvoorstel", "dekking")
    voor = boek(), [tel(f"SELECT count(*) FROM {een}") for een in tellingen]
    assert b"64" in voor[0][0]
    wis(client, zelf())
    assert (boek(), [tel(f"SELECT count(*) FROM {een}") for een in tellingen]) == voor
    assert tel("SELECT count(*) FROM inzet") == 0
    assert tel("SELECT sum(eenheden) FROM inzettelling") == 16 * 28 * 10
    assert tel("SELECT count(*) FROM besluit WHERE reden <> '' OR door <> ''") == 0
    assert tel("SELECT extract(day FROM van) FROM spoedbeurt") == 1


def test_what_runs_stays_and_the_reason_is_told(
    client: TestClient, geplant: dict[str, str], zelf: Vraag, tel: Tel, engine: Engine
) -> None:
    with engine.begin() as tx:
        tx.execute(text("UPDATE inzet SET status = 'bevestigd', tot = NULL"))
    gedaan = {een["naam"]: een for een in wis(client, zelf())["onderdelen"]}
    assert (gedaan["inzet"]["blijft"], gedaan["lid"]["blijft"]) == (1, 1)
    assert "loopt nog" in gedaan["inzet"]["reden"]
    assert tel("SELECT count(*) FROM inzet") == 1
    assert tel("SELECT count(*) FROM verzoek") == 0


def test_the_own_file_tells_everything(
    client: TestClient, geplant: dict[str, str], zelf: Vraag, ik: Vraag
) -> None:
    answer = client.get(f"{BASE}/mijn-gegevens", headers=zelf())
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    body = answer.json()
    assert {naam for naam, rijen in body["pool"].items() if not rijen} == set()
    assert body["pool"]["inzetten"][0]["id"] == geplant["inzet"]
    assert "besloten_door" not in str(body)
    [termijn] = body["bewaartermijnen"]
    assert (termijn["grond"], termijn["laatsteDag"]) == ("termijn", "2028-03-28")
    # Nobody else's file, and not through an employer's machine.
    leeg = client.get(f"{BASE}/mijn-gegevens", headers=zelf(medewerker=uuid4())).json()["pool"]
    assert {naam for naam, rijen in leeg.items() if rijen} <= {"bewaardeAntwoorden"}
    machine = zelf(scopes=frozenset({"pool:lezen"}))
    assert client.get(f"{BASE}/mijn-gegevens", headers=machine).status_code == 403
    niemand = ik(AA, "makelaar", scopes=frozenset({"eigen:beheren"}))
    assert client.get(f"{BASE}/mijn-gegevens", headers=niemand).status_code == 403


def test_a_proposal_that_lost_somebody_still_shows(
    client: TestClient, geplant: dict[str, str], zelf: Vraag, makelaar: Vraag, tel: Tel
) -> None:
    wis(client, zelf())
    id = tel("SELECT id::text FROM toewijzingsvoorstel")
    answer = client.get(f"{BASE}/toewijzingsvoorstellen/{id}", headers=makelaar())
    assert answer.status_code == 200, answer.text
    assert tel("SELECT invoer->>'gewist' FROM toewijzingsvoorstel") == "deels"
    # On facts that miss somebody nothing can be tried: then nothing is said.
    for uitleg in answer.json()["behoeften"]:
        pad = f"{BASE}/toewijzingsvoorstellen/{id}/behoeften/{uitleg['behoefte']}/tegenfeit"
        gevraagd = client.get(pad, headers=makelaar())
        assert (gevraagd.status_code, gevraagd.json()["tegenfeit"]) == (200, None)


def test_lines_of_others_can_still_be_decided_on(
    client: TestClient, regio: Regio, zelf: Vraag, makelaar: Vraag
) -> None:
    pool = regio.pool()
    for nummer in (1, 2):
        regio.lid(pool, nummer)
        regio.behoefte(BEE, titel=f"Nummer {nummer}", urenMin=32, urenMax=32)
    voorstel = regio.voorstel(pool)
    regels = {een["medewerker"]: een["id"] for een in voorstel["regels"]}
    assert len(regels) == 2
    wis(client, zelf())
    eigen = regels.pop(str(PERSOON))
    regio.besluit(voorstel["id"], eigen, status=404)
    [ander] = regels.values()
    assert regio.besluit(voorstel["id"], ander)["besluit"]["inzet"]


def test_erasing_and_deciding_at_once_leaves_one_of_the_two(
    client: TestClient, regio: Regio, zelf: Vraag, makelaar: Vraag, tel: Tel
) -> None:
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel['id']}/besluiten"
    besluit = {"besluit": "bevestigd", "reden": "Past."}
    with ThreadPoolExecutor(2) as threads:
        besloten = threads.submit(client.post, pad, headers=makelaar(), json=besluit)
        gewist = threads.submit(wis, client, zelf())
        status, onderdelen = besloten.result(60).status_code, gewist.result(60)["onderdelen"]
    blijft = {een["naam"] for een in onderdelen if een["blijft"]}
    assert (status, "inzet" in blijft) in {(201, True), (404, False), (409, False)}
    assert tel("SELECT count(*) FROM inzet") == (status == 201)
    assert tel("SELECT count(*) FROM lid") == (status == 201)


def test_a_neighbour_can_ask_and_erase(
    client: TestClient, geplant: dict[str, str], als_dienst: Any, makelaar: Vraag, tel: Tel
) -> None:
    gateway = als_dienst("gateway", "pool")
    dossier = client.get(f"/intern/dossiers/{PERSOON}", headers=gateway)
    assert dossier.json()["inzetten"]
    answer = client.post("/intern/wissingen", headers=gateway, json={"personen": [str(PERSOON)]})
    assert answer.json() == {"gebleven": {str(PERSOON): ["waadi_registratie"]}}
    assert tel("SELECT count(*) FROM lid WHERE medewerker = :p", p=PERSOON) == 0
    for pad in (f"/intern/dossiers/{PERSOON}",):
        assert client.get(pad, headers=makelaar()).status_code == 404


# ---- requests -----------------------------------------------------------------------------------
def test_a_correction_is_answered_by_a_named_person_within_a_month(
    client: TestClient, zelf: Vraag, ik: Vraag, nacht: Nacht, tel: Tel
) -> None:
    vraag = {"organisatie": AA, "soort": "correctie", "tekst": "Mijn uren kloppen niet."}
    verzoek = post(client, zelf(), "/verzoeken", **vraag)
    assert (verzoek["status"], verzoek["uiterlijkDatum"]) == ("ontvangen", "2026-09-12")
    pad = f"{BASE}/verzoeken/{verzoek['id']}"
    hr = ik(AA, "hr_adviseur")
    assert client.get(pad, headers=hr).json() == client.get(pad, headers=zelf()).json()
    for wie in (ik(BEE, "hr_adviseur"), ik(DEE, "makelaar"), ik(AA, "leidinggevende")):
        assert client.get(pad, headers=wie).status_code == 404
    lijst = client.get(f"{BASE}/verzoeken?telling=true", headers=hr).json()
    assert lijst["count"] == 1
    antwoord = {"besluit": "toegewezen", "motivering": "U hebt gelijk."}
    anoniem = ik(AA, "hr_adviseur", gebruiker=None)
    mens = client.post(f"{pad}/antwoorden", headers=anoniem, json=antwoord)
    assert mens.json()["code"] == "gebruiker-ontbreekt"
    oud = hr | {"If-Match": '"7-x"'}
    assert client.post(f"{pad}/antwoorden", headers=oud, json=antwoord).status_code == 412
    gegeven = post(client, hr, f"/verzoeken/{verzoek['id']}/antwoorden", **antwoord)
    assert (gegeven["status"], gegeven["gebruiker"]) == ("beantwoord", "proefpersoon")
    assert gegeven["bezwaarclausule"]["tekst"]
    nog_eens = client.post(f"{pad}/antwoorden", headers=hr, json=antwoord)
    assert (nog_eens.status_code, nog_eens.json()["code"]) == (409, "overgang-kan-niet")
    eigen = client.get(f"{BASE}/eigen-verzoeken", headers=zelf()).json()["results"]
    assert [een["id"] for een in eigen] == [verzoek["id"]]
    nacht(NU + timedelta(days=380))
    assert tel("SELECT count(*) FROM verzoek") == 0


def test_who_asked_may_withdraw(client: TestClient, zelf: Vraag, ik: Vraag) -> None:
    vraag = {"organisatie": AA, "soort": "bezwaar", "tekst": "Nee."}
    id = post(client, zelf(), "/verzoeken", **vraag)["id"]
    pad = f"/verzoeken/{id}/statuswijzigingen"
    ander = zelf(medewerker=uuid4())
    assert (
        client.post(f"{BASE}{pad}", headers=ander, json={"naar": "ingetrokken"}).status_code == 404
    )
    assert post(client, zelf(), pad, naar="ingetrokken")["status"] == "ingetrokken"
