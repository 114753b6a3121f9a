"""A person planted in every store: told in the own file, and after erasing nowhere to be found."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures.bewaren.rules import BEWAARTABEL
from tests.conftest import Headers
from tests.vacatures.bewaren.conftest import GEHEIM, Poort, over_weken, post, solliciteer, wijs_af
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.document.bestanden import docx
from tests.vacatures.doorverwijzing.conftest import DAG, EIGEN, LEDEN

Nacht = Callable[[datetime], None]
# What holds nothing of a candidate: officials, texts of employers, and what only waits.
NIET_GEPLANT = {
    name
    for name, how in BEWAARTABEL.items()
    if "wie het vastlegde" in how or "de werkgever" in how or "organisatie" in how
} | {"bron", "wismelding", "verwijderverzoek"}


@pytest.fixture
def geplant(
    client: TestClient,
    zelf: Vraag,
    hr: Vraag,
    ik: Vraag,
    buur: Buur,
    persoon: UUID,
    migrated: Callable[[str], Engine],
) -> list[str]:
    """Everything this service can hold of one person; gives what must be found nowhere later."""
    buur.antwoorden[f"{LEDEN}?op=2026-08-27"] = {"organisaties": [AA, BEE, CEE]}
    vacatures = []
    for titel in ("Planeconoom", "Jurist", "Planoloog"):
        # Opened on the first day of the story, so that everybody may apply on the day.
        eerste = hr(nu=later(DAG, days=-15))
        id = nieuw(client, eerste, titel=titel, functie=None)
        open_(client, eerste, id)
        vacatures.append(id)
    afgewezen = _afgewezen(client, zelf, hr, ik, vacatures[0])
    aangenomen = _aangenomen(client, zelf, hr, vacatures[1])
    losse = _losse(client, zelf, hr, vacatures[2])
    verwezen = _verwezen(client, zelf, hr, afgewezen)
    _feiten(migrated("vacatures"), persoon, afgewezen, vacatures[2])
    return [GEHEIM, str(persoon), afgewezen, *aangenomen, *losse, *verwezen]


def _afgewezen(client: TestClient, zelf: Vraag, hr: Vraag, ik: Vraag, vacature: str) -> str:
    key = {"Idempotency-Key": f"sleutel-{uuid4()}"}
    id = solliciteer(client, zelf() | key, vacature)
    bytes_ = docx(f"Mijn leven. {GEHEIM}")
    soort = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    bestand = {"bestandsnaam": f"{GEHEIM}.docx", "mediaType": soort, "grootte": len(bytes_)}
    document = post(client, zelf(), f"/sollicitaties/{id}/documenten", **bestand)
    kop = zelf() | {"Content-Type": "application/octet-stream"}
    inhoud = client.put(document["inhoudUrl"], headers=kop, content=bytes_)
    assert (inhoud.status_code, inhoud.json()["status"]) == (200, "beschikbaar"), inhoud.text
    oordeel = {"oordeel": "niet_passend", "reden": GEHEIM}
    post(client, hr(), f"/sollicitaties/{id}/beoordelingen", **oordeel)
    stap = {"soort": "gesprek", "datum": "2026-08-28", "toelichting": GEHEIM}
    post(client, hr(), f"/sollicitaties/{id}/selectiestappen", **stap)
    wijs_af(client, hr(), id)
    klacht = {"over": "afwijzing", "tekst": f"Niet eerlijk. {GEHEIM}"}
    nr = post(client, zelf(), f"/sollicitaties/{id}/klachten", **klacht)["id"]
    ander = hr(gebruiker="iemand anders")
    path = f"/klachten/{nr}/statuswijzigingen"
    post(client, ander, path, naar="in_behandeling")
    post(client, ander, path, naar="afgehandeld", uitkomst="ongegrond", reden=GEHEIM)
    return id


def _aangenomen(client: TestClient, zelf: Vraag, hr: Vraag, vacature: str) -> list[str]:
    id = solliciteer(client, zelf(), vacature)
    oordeel = {"oordeel": "passend", "reden": GEHEIM}
    post(client, hr(), f"/sollicitaties/{id}/beoordelingen", **oordeel)
    aanbod = {"contractsoort": "vast", "uren": 36, "schaal": "11"}
    post(client, hr(), f"/sollicitaties/{id}/aanbiedingen", **aanbod)
    post(client, zelf(), f"/sollicitaties/{id}/statuswijzigingen", naar="aangenomen")
    [overstap] = client.get(f"{BASE}/overstappen", headers=hr()).json()["results"]
    path = f"{BASE}/overstappen/{overstap['id']}"
    begin = client.patch(path, headers=hr(), json={"startDatum": "2026-11-01"})
    assert begin.status_code == 200, begin.text
    return [id, str(overstap["id"])]


def _losse(client: TestClient, zelf: Vraag, hr: Vraag, vacature: str) -> list[str]:
    """What hangs on the person and on no application."""
    wens = {"naam": "Iets anders", "eindDatum": "2027-02-01", "toelichting": GEHEIM}
    wens_id = post(client, zelf(), "/loopbaanwensen", functies=["planeconoom"], **wens)["id"]
    interesse = {"tekst": f"Vertel eens. {GEHEIM}", "wens": wens_id}
    interesse_id = post(client, zelf(), f"/vacatures/{vacature}/interesses", **interesse)["id"]
    post(client, zelf(), f"/interesses/{interesse_id}/berichten", tekst=GEHEIM)
    zoek = {"naam": GEHEIM, "filter": {"functie": "planeconoom"}, "frequentie": "direct"}
    zoek_id = post(client, zelf(), "/zoekopdrachten", **zoek)["id"]
    bewaar = {"doel": "langer_bewaren", "ontvangers": [CEE], "gegevens": ["contact"]}
    verhaal = {
        "soort": "profiel",
        "naam": GEHEIM,
        "titel": "Ik",
        "tekst": GEHEIM,
        "contact": GEHEIM,
    }
    verhaal_id = post(client, zelf(), "/verhalen", **verhaal)["id"]
    post(client, zelf(), f"/verhalen/{verhaal_id}/statuswijzigingen", naar="gepubliceerd")
    consent = post(client, zelf(), "/toestemmingen", eindDatum="2027-02-01", **bewaar)["id"]
    client.put(f"{BASE}/afscherming", headers=zelf(), json={"organisaties": [DEE]})
    pauze = {"gepauzeerd": True}
    client.put(f"{BASE}/eigen-doorverwijzingspauze", headers=zelf(), json=pauze)
    bezwaar = {"organisatie": AA, "tekst": f"Ik wil dit niet. {GEHEIM}"}
    bezwaar_id = post(client, zelf(), "/bezwaren", **bezwaar)["id"]
    besluit = {"besluit": "afgewezen", "motivering": f"Het mag. {GEHEIM}"}
    post(client, hr(), f"/bezwaren/{bezwaar_id}/antwoorden", **besluit)
    return [wens_id, interesse_id, zoek_id, consent, bezwaar_id, verhaal_id]


def _verwezen(client: TestClient, zelf: Vraag, hr: Vraag, sollicitatie: str) -> list[str]:
    body = {"ontvangers": [CEE], "gegevens": ["contact", "motivatie"], "eindDatum": "2026-12-31"}
    eigen = {"sollicitatieId": sollicitatie, "motivatie": GEHEIM}
    made = post(client, zelf(), "/eigen-doorverwijzingen", **body, **eigen)
    antwoord = {"antwoord": "uitgenodigd", "reden": GEHEIM}
    post(client, hr(CEE), f"/doorverwijzingen/{made['id']}/antwoorden", **antwoord)
    return [made["id"], made["toestemmingId"]]


def _feiten(engine: Engine, persoon: UUID, sollicitatie: str, vacature: str) -> None:
    """What other systems tell: an inzet that ended, a hand-over, a joint vacancy, an event."""
    statements = (
        "INSERT INTO inleenkracht VALUES (gen_random_uuid(), :p, :aa, '2026-01-01', '2026-02-01',"
        " true)",
        "INSERT INTO gebeurtenis_in VALUES (gen_random_uuid(), 'inzet-bevestigd', :p, :op, :op)",
        "INSERT INTO overdracht (sollicitatie_id, organisatie, client, persoon, opgehaald_op,"
        " versie) VALUES (:s, :aa, 'ats', :p, :op, 1)",
        "INSERT INTO functiedeling (vacature_id, vorm, verantwoordelijke, kostensleutel,"
        " voltijd_uren, versie, voorgesteld_op) VALUES (:v, 'een_werkgever', :aa, 'x', 36, 1, :op)",
        "INSERT INTO functiedeel (id, vacature_id, nr, werkgever, uren, kosten, status)"
        " VALUES (:d, :v, 0, :aa, 9, 25, 'aanvaard')",
        "INSERT INTO deelsollicitatie (sollicitatie_id, vacature_id, medewerker, delen)"
        " VALUES (:s, :v, :p, '{}')",
        f"INSERT INTO aanbodbesluit (id, sollicitatie_id, deel_id, akkoord, reden, op, gebruiker)"
        f" VALUES (gen_random_uuid(), :s, :d, false, '{GEHEIM}', :op, 'x')",
        "INSERT INTO aanstelling (id, sollicitatie_id, vacature_id, pool, medewerker,"
        " thuisorganisatie, in_dienst_voor, uren, van, op) VALUES (gen_random_uuid(), :s, :v,"
        " gen_random_uuid(), :p, :aa, 'pool', 36, '2026-09-01', :op)",
        f"INSERT INTO afwijking (id, sollicitatie_id, aanbod_id, reden, gebruiker, op)"
        f" SELECT gen_random_uuid(), :s, id, '{GEHEIM}', 'x', :op FROM aanbod LIMIT 1",
        "UPDATE vacature SET houder = :p WHERE id = :v",
        "INSERT INTO zoektreffer SELECT id, :v, :op FROM zoekopdracht LIMIT 1",
    )
    values = {"p": persoon, "aa": AA, "op": DAG, "s": sollicitatie, "v": vacature, "d": uuid4()}
    with engine.begin() as tx:
        for statement in statements:
            names = {n: v for n, v in values.items() if f":{n}" in statement}
            tx.execute(text(statement), names)


def vindplaatsen(engine: Engine, naalden: list[str]) -> dict[str, set[str]]:
    """Table → which of these strings stand in it, also as bytes."""
    found: dict[str, set[str]] = {}
    with engine.connect() as tx:
        names = tx.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        ).all()
        for name in names:
            for row in tx.scalars(text(f'SELECT t::text FROM "{name}" t')):
                for naald in naalden:
                    if naald in row or naald.encode().hex() in row:
                        found.setdefault(name, set()).add(naald)
    return found


def wis(client: TestClient, headers: Headers) -> dict[str, Any]:
    return post(client, headers, "/verwijderverzoeken", bevestigd=True)


def test_the_person_is_planted_in_every_store(
    geplant: list[str], migrated: Callable[[str], Engine]
) -> None:
    """Or the test below would prove nothing for a store."""
    found = set(vindplaatsen(migrated("vacatures"), geplant))
    by_key = {
        "documentinhoud",  # encrypted
        "overstappunt",
        "overstaptoelichting",
        "vervulling",  # tied by the number of a line of the log
    }
    assert set(BEWAARTABEL) - NIET_GEPLANT - by_key - found == set()


def test_after_erasing_nothing_of_the_person_is_found(
    client: TestClient,
    geplant: list[str],
    zelf: Vraag,
    hr: Vraag,
    migrated: Callable[[str], Engine],
    nacht: Nacht,
    poort: Poort,
) -> None:
    # A move that is still to begin is a running procedure.
    eerste = wis(client, zelf())
    blijft = {o["naam"]: o["blijft"] for o in eerste["onderdelen"] if o["blijft"]}
    assert blijft == {"sollicitatie": 1}
    [reden] = {o["reden"] for o in eerste["onderdelen"] if o["reden"]}
    assert "overstap" in reden
    assert poort.personen == set()
    _begin(client, hr)
    tweede = wis(client, zelf(later(DAG, days=70)))
    assert [o for o in tweede["onderdelen"] if o["blijft"]] == []
    assert tweede["bezwaarclausule"]["zekerheid"] == "B"
    gelezen = client.get(tweede["url"], headers=zelf(later(DAG, days=70)))
    assert gelezen.json() == tweede
    # What was on its way is delivered, and what the gateway has is told to be erased.
    nacht(later(DAG, days=80))
    nacht(later(DAG, days=80))
    assert vindplaatsen(migrated("vacatures"), geplant) == {}
    afgewezen, aangenomen = geplant[2], geplant[3]
    assert {afgewezen, aangenomen} <= poort.onderwerpen
    assert geplant[1] in poort.personen


def _begin(client: TestClient, hr: Vraag) -> None:
    """The new employer says that the move began."""
    nu = later(DAG, days=69)
    [overstap] = client.get(f"{BASE}/overstappen", headers=hr(nu=nu)).json()["results"]
    post(client, hr(nu=nu), f"/overstappen/{overstap['id']}/statuswijzigingen", naar="begonnen")


def test_retention_alone_leaves_nothing_of_an_application(
    client: TestClient,
    afgewezen: str,
    persoon: UUID,
    nacht: Nacht,
    migrated: Callable[[str], Engine],
) -> None:
    nacht(over_weken(5))
    nacht(over_weken(5))
    assert vindplaatsen(migrated("vacatures"), [GEHEIM, afgewezen, str(persoon)]) == {}


def test_no_number_that_somebody_knew_leads_to_what_stays(
    geplant: list[str], nacht: Nacht, migrated: Callable[[str], Engine]
) -> None:
    """A recruiter who kept the address of a complaint or offer must not find the application."""
    kamers = ("klacht", "selectiestap", "beoordeling", "aanbod", "afwijking")
    engine = migrated("vacatures")

    def nummers() -> dict[str, set[UUID]]:
        with engine.connect() as tx:
            return {k: set(tx.scalars(text(f"SELECT id FROM {k}"))) for k in kamers}

    eerder = nummers()
    with engine.begin() as tx:
        begonnen = "UPDATE overstap SET status = 'begonnen'"
        tx.execute(text(begonnen))
    nacht(over_weken(60))
    assert {k: len(ids) for k, ids in nummers().items()} == {k: len(i) for k, i in eerder.items()}
    assert {k: ids & eerder[k] for k, ids in nummers().items()} == {k: set() for k in kamers}


def test_the_own_file_tells_everything_and_where_to_correct_it(
    client: TestClient, geplant: list[str], zelf: Vraag
) -> None:
    answer = client.get(f"{BASE}/mijn-gegevens", headers=zelf())
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    body = answer.json()
    leeg = {naam for naam, rows in body["vacatures"].items() if not rows}
    # Counted by the worker, without a person, only when somebody asks for figures.
    assert leeg <= {"berichtenOnderweg", "vervullingen"}
    for onderdeel in (
        "sollicitaties",
        "beoordelingen",
        "klachten",
        "aanbiedingen",
        "overstappen",
        "doorverwijzingen",
        "toestemmingen",
        "loopbaanwensen",
        "interesses",
        "verhalen",
        "document",
        "inleenkracht",
        "bezwaren",
    ):
        assert body["vacatures"][onderdeel], onderdeel
    assert body["gateway"] == {"medewerker": [{"naam": "Sam"}]}
    assert {t["grond"] for t in body["bewaartermijnen"]} == {"doorverwijzing", "overstap"}
    assert body["correctie"][0]["onderdeel"] == "naam en bereikbaarheid"


def test_only_the_own_login(
    client: TestClient, zelf: Vraag, ik: Vraag, hr: Vraag, persoon: UUID
) -> None:
    via_werkgever = ik(BEE, "medewerker", medewerker=persoon, nu=DAG)
    machine = hr(BEE, scopes=EIGEN)
    for wie in (via_werkgever, machine):
        assert client.get(f"{BASE}/mijn-gegevens", headers=wie).status_code == 403
        path = f"{BASE}/verwijderverzoeken"
        assert client.post(path, headers=wie, json={"bevestigd": True}).status_code == 403
    for body in ({}, {"bevestigd": False}):
        path = f"{BASE}/verwijderverzoeken"
        assert client.post(path, headers=zelf(), json=body).status_code == 400
    verzoek = wis(client, zelf())
    ander = ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG)
    assert client.get(verzoek["url"], headers=ander).status_code == 404


def test_what_runs_stays_and_says_why(
    client: TestClient, vacature: str, zelf: Vraag, hr: Vraag, poort: Poort, nacht: Nacht
) -> None:
    id = solliciteer(client, zelf(), vacature)
    verzoek = wis(client, zelf())
    [blijft] = [o for o in verzoek["onderdelen"] if o["blijft"]]
    assert (blijft["naam"], blijft["blijft"]) == ("sollicitatie", 1)
    assert blijft["reden"].startswith("De procedure loopt nog.")
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=zelf()).status_code == 200
    nacht(DAG)
    assert poort.personen == set()


def test_erasing_stops_referrals_and_asks_receivers_to_erase(
    client: TestClient, afgewezen: str, zelf: Vraag, hr: Vraag, buur: Buur
) -> None:
    buur.antwoorden[f"{LEDEN}?op=2026-08-27"] = {"organisaties": [AA, BEE, CEE]}
    id, _ = _verwezen(client, zelf, hr, afgewezen)
    wis(client, zelf())
    assert client.get(f"{BASE}/doorverwijzingen/{id}", headers=hr(CEE)).status_code == 404
    [verzoek] = client.get(f"{BASE}/wisverzoeken", headers=hr(CEE)).json()["results"]
    assert verzoek["status"] == "gevraagd"


def test_an_objection_is_answered_by_a_named_person_within_a_month(
    client: TestClient, zelf: Vraag, hr: Vraag, ik: Vraag, persoon: UUID, buur: Buur
) -> None:
    buur.antwoorden[f"/intern/medewerkers/{persoon}"] = {"naam": "Sam", "email": "sam@x.nl"}
    vreemd = {"organisatie": "00000009000000000000", "tekst": "Dit wil ik niet."}
    onbekend = client.post(f"{BASE}/bezwaren", headers=zelf(), json=vreemd)
    assert (onbekend.status_code, onbekend.json()["invalidParams"][0]["code"]) == (400, "onbekend")
    bezwaar = post(client, zelf(), "/bezwaren", organisatie=AA, tekst="Dit wil ik niet.")
    assert (bezwaar["status"], bezwaar["uiterlijkDatum"]) == ("ontvangen", "2026-09-27")
    path = f"{BASE}/bezwaren/{bezwaar['id']}"
    for wie in (hr(BEE), ik(AA, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG)):
        assert client.get(path, headers=wie).status_code == 404
    for wie in (zelf(), hr()):
        assert client.get(path, headers=wie).json() == bezwaar
    assert client.get(f"{path}/persoon", headers=hr()).json()["naam"] == "Sam"
    besluit = {"besluit": "toegewezen", "motivering": "U heeft gelijk."}
    machine = client.post(f"{path}/antwoorden", headers=hr(gebruiker=None), json=besluit)
    assert (machine.status_code, machine.json()["code"]) == (400, "gebruiker-ontbreekt")
    gedaan = post(client, hr(), f"/bezwaren/{bezwaar['id']}/antwoorden", **besluit)
    assert (gedaan["status"], gedaan["gebruiker"]) == ("beantwoord", "proefpersoon")
    assert "bezwaar" in gedaan["bezwaarclausule"]["tekst"]
    nogmaals = client.post(f"{path}/antwoorden", headers=hr(), json=besluit)
    assert (nogmaals.status_code, nogmaals.json()["mogelijk"]) == (409, [])
    intrekken = client.post(
        f"{path}/statuswijzigingen", headers=zelf(), json={"naar": "ingetrokken"}
    )
    assert intrekken.status_code == 409
    for wie, lijst in ((zelf(), "eigen-bezwaren"), (hr(), "bezwaren")):
        rows = client.get(f"{BASE}/{lijst}", headers=wie).json()["results"]
        assert [row["id"] for row in rows] == [bezwaar["id"]]


def test_an_objection_that_waits_keeps_the_person_known(
    client: TestClient, zelf: Vraag, migrated: Callable[[str], Engine]
) -> None:
    bezwaar = post(client, zelf(), "/bezwaren", organisatie=AA, tekst="Dit wil ik niet.")
    verzoek = wis(client, zelf())
    assert [(o["naam"], o["blijft"]) for o in verzoek["onderdelen"] if o["blijft"]] == [
        ("verzoek", 1)
    ]
    path = f"/bezwaren/{bezwaar['id']}/statuswijzigingen"
    assert post(client, zelf(), path, naar="ingetrokken")["status"] == "ingetrokken"
    wis(client, zelf())
    assert client.get(f"{BASE}/eigen-bezwaren", headers=zelf()).json()["results"] == []
