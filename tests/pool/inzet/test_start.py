"""The checklist before, the note and the story after, the path, the register and what is told."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from services.pool import worker
from services.pool.inzet import storage
from services.pool.inzet.rules.start import Startpunt
from shared.worker import Work
from tests.conftest import settings_of
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, Regio, Vraag
from tests.pool.inzet.conftest import Drie

LOPEND = datetime(2026, 10, 1, 7, tzinfo=UTC)
EINDE = datetime(2027, 3, 1, 7, tzinfo=UTC)
GEDAAN = {"geregeld": True, "datum": "2026-08-12"}


@pytest.fixture
def berichten(engine: Engine) -> Callable[[str], int]:
    """How many messages have this in their subject."""

    def tel(onderwerp: str) -> int:
        with engine.begin() as verbinding:
            vraag = text("SELECT count(*) FROM bericht_uit WHERE onderwerp LIKE :o")
            return int(verbinding.execute(vraag, {"o": f"%{onderwerp}%"}).scalar() or 0)

    return tel


def test_de_startlijst(drie: Drie) -> None:
    pad = f"{drie.pad}/startlijst"
    leg = drie.client.put
    te_vroeg = leg(f"{pad}/punten/vog", headers=drie.thuis(), json=GEDAAN)
    assert te_vroeg.json()["beletselen"][0]["code"] == "niet-bevestigd"
    drie.allen_akkoord()
    lijst = drie.client.get(pad, headers=drie.zelf()).json()
    assert [een["punt"] for een in lijst["punten"]] == [een.value for een in Startpunt]
    assert {(een["eigenaar"], een["uiterlijk"]) for een in lijst["punten"]} == {
        (wie, "2026-09-01") for wie in ("thuisorganisatie", "inlener", "medewerker")
    }
    assert lijst["startklaar"] is False
    # The person answers for the own points only, and with an own login.
    assert leg(f"{pad}/punten/vog", headers=drie.zelf(), json=GEDAAN).status_code == 403
    eigen = f"{pad}/punten/nevenwerkzaamheden"
    assert leg(eigen, headers=drie.intranet(), json=GEDAAN).status_code == 403
    assert leg(eigen, headers=drie.zelf(), json=GEDAAN).status_code == 200
    zonder = GEDAAN | {"datum": None}
    fout = leg(f"{pad}/punten/contactpersoon", headers=drie.inlener(), json=zonder)
    assert {een["veld"] for een in fout.json()["beletselen"]} == {"datum", "rol"}
    for punt in Startpunt:
        rol = {"rol": "teamleider"} if punt is Startpunt.CONTACTPERSOON else {}
        na = leg(f"{pad}/punten/{punt}", headers=drie.inlener(), json=GEDAAN | rol)
        assert na.status_code == 200, na.text
    assert na.json()["startklaar"] is True
    assert leg(f"{pad}/punten/koffie", headers=drie.inlener(), json=GEDAAN).status_code == 400


def test_overdracht_en_verhaal(drie: Drie, regio: Regio, makelaar: Vraag) -> None:
    drie.allen_akkoord()
    notitie, verhaal = f"{drie.pad}/overdracht", f"{drie.pad}/verhaal"
    inhoud: dict[str, Any] = {"tekst": "Alles staat in de map. Mijn nummer is 111222333."}
    assert drie.client.put(notitie, headers=drie.zelf(), json=inhoud).status_code == 409
    assert drie.client.get(notitie, headers=drie.zelf(nu=LOPEND)).status_code == 404
    gezet = drie.client.put(notitie, headers=drie.zelf(nu=LOPEND), json=inhoud)
    assert gezet.status_code == 200
    assert "111222333" not in gezet.json()["tekst"]
    assert drie.client.get(notitie, headers=drie.inlener(nu=LOPEND)).status_code == 200
    assert drie.client.get(notitie, headers=makelaar(CEE)).status_code == 404
    mee = {"tekst": "Leerzaam.", "zichtbaar": True}
    assert drie.client.put(verhaal, headers=drie.zelf(nu=LOPEND), json=mee).status_code == 409
    drie.zonder_opzegtermijn(nu=LOPEND)
    stap = {"naar": "beeindigd", "reden": "Klaar"}
    regio.post(f"/inzetten/{drie.inzet['id']}/statuswijzigingen", drie.thuis(nu=LOPEND), stap)
    assert drie.client.put(verhaal, headers=drie.thuis(nu=LOPEND), json=mee).status_code == 403
    assert drie.client.put(verhaal, headers=drie.zelf(nu=LOPEND), json=mee).status_code == 200

    def gelezen(organisatie: str) -> list[str]:
        lijst = drie.client.get(f"{BASE}/inzetverhalen", headers=makelaar(organisatie)).json()
        return [een["tekst"] for een in lijst["results"]]

    assert (gelezen(CEE), gelezen(DEE)) == (["Leerzaam."], [])
    assert drie.client.delete(verhaal, headers=drie.zelf(nu=LOPEND)).status_code == 204
    assert gelezen(CEE) == []
    assert drie.client.delete(verhaal, headers=drie.zelf(nu=LOPEND)).status_code == 404


def test_het_pad(drie: Drie, makelaar: Vraag, ik: Vraag) -> None:
    pad = f"{BASE}/medewerkers/{drie.inzet['medewerker']}/inzetpad?telling=true"
    assert drie.client.get(pad, headers=drie.zelf()).json()["count"] == 0
    drie.allen_akkoord()
    for wie in (drie.zelf(), drie.thuis()):
        gezien = drie.client.get(pad, headers=wie).json()
        assert [(s["inlener"], s["werkzaamheden"]) for s in gezien["results"]] == [
            (BEE, "Planeconoom")
        ]
    for wie in (makelaar(BEE), makelaar(DEE), ik(AA, "medewerker", medewerker=uuid4())):
        assert drie.client.get(pad, headers=wie).status_code == 404


def test_het_waadi_register(drie: Drie, regio: Regio, makelaar: Vraag, engine: Engine) -> None:
    def register(organisatie: str) -> list[dict[str, Any]]:
        headers = makelaar(organisatie)
        return list(drie.client.get(f"{BASE}/waadi-register", headers=headers).json()["results"])

    assert register(AA) == []
    oordeel = drie.client.get(f"{drie.pad}/waadi", headers=drie.zelf()).json()
    assert (oordeel["status"], oordeel["voorbehoud"]) == (
        "let_op",
        "Dit is een hulpmiddel en geen juridisch advies.",
    )
    assert {een["zekerheid"] for een in oordeel["regels"]} == {"A", "C"}
    drie.allen_akkoord()
    [regel] = register(BEE)
    assert (regel["uitlener"], regel["inlener"], regel["bewarenTot"]) == (AA, BEE, None)
    assert register(AA) == [regel]
    assert (register(CEE), register(DEE)) == ([], [])
    drie.zonder_opzegtermijn(nu=LOPEND)
    einde = {"naar": "beeindigd", "reden": "Klaar", "zonderOverdracht": "Geen opvolger."}
    regio.post(f"/inzetten/{drie.inzet['id']}/statuswijzigingen", drie.thuis(nu=LOPEND), einde)
    [regel] = register(AA)
    assert (regel["tot"], regel["bewarenTot"]) == ("2026-10-01", "2033-12-31")
    antwoord = drie.client.get(
        f"{BASE}/waadi-register", headers=makelaar(AA) | {"Accept": "text/csv"}
    )
    [rij] = csv.DictReader(io.StringIO(antwoord.text))
    assert (rij["medewerker"], rij["tot"]) == (drie.inzet["medewerker"], "2026-10-01")
    assert rij["geregistreerd_op"].endswith("+02:00")  # the Netherlands, in summer
    with Session(engine) as tx:
        assert storage.wis_register(tx, date(2033, 12, 31)) == 0
        assert storage.wis_register(tx, date(2034, 1, 1)) == 1


def test_wat_niet_begon_staat_niet_in_het_register(drie: Drie, engine: Engine) -> None:
    drie.allen_akkoord()
    drie.zeg(drie.inlener(), 2, akkoord=False)
    with Session(engine) as tx:
        assert storage.get_registratie(tx, UUID(drie.inzet["id"])) is None


def test_wat_op_tijd_wordt_gezegd_en_maar_een_keer(
    drie: Drie, engine: Engine, berichten: Callable[[str], int]
) -> None:
    assert berichten("Een voorstel voor een inzet") == 3
    drie.allen_akkoord()
    assert berichten("De inzet gaat door") == 3
    sessions = sessionmaker(engine, expire_on_commit=False)

    def om(dag: date) -> None:
        for _ in range(2):
            storage.volg_de_klok(sessions, datetime(dag.year, dag.month, dag.day, 7, tzinfo=UTC))

    om(date(2026, 8, 24))
    assert berichten("Nog niet alles is klaar") == 0
    om(date(2026, 8, 25))
    assert berichten("Nog niet alles is klaar") == 3
    om(date(2027, 1, 3))  # eight weeks before 28 February 2027 is 3 January
    assert berichten("Een inzet loopt af") == 3
    # The old function is the return aim: a follow-up is there.
    assert berichten("Nog geen vervolg") == 0
    assert berichten("De overdracht van een inzet ontbreekt") == 0
    om(date(2027, 2, 14))
    assert berichten("De overdracht van een inzet ontbreekt") == 2


def test_geen_vervolg_wordt_gezegd(
    drie: Drie, regio: Regio, engine: Engine, berichten: Callable[[str], int]
) -> None:
    drie.terugkeer()
    anders = {"terugkeerDoel": "nader_te_bepalen", "reden": "Nog niet bekend"}
    na = regio.post(f"/inzetten/{drie.inzet['id']}/voorwaarden", drie.thuis(), anders)
    drie.allen_akkoord(na["gevraagd"]["versie"])
    nu = datetime(2027, 1, 4, 7, tzinfo=UTC)
    gezien = drie.client.get(f"{drie.pad}/signalen", headers=drie.thuis(nu=nu)).json()
    assert gezien["signalen"] == ["terugkeer_nadert", "geen_vervolg"]
    storage.volg_de_klok(sessionmaker(engine, expire_on_commit=False), nu)
    assert berichten("Nog geen vervolg") == 2


def test_de_werker_doet_het_een_keer_per_uur(
    drie: Drie, engine: Engine, database: dict[str, str], berichten: Callable[[str], int]
) -> None:
    class Klok(Work):
        def now(self) -> datetime:
            return datetime(2026, 8, 25, 7, 30, tzinfo=UTC)

    drie.allen_akkoord()
    work = Klok(settings_of("pool", database), sessionmaker(engine, expire_on_commit=False))
    gedaan: set[str] = set()
    worker.follow_inzetten(work, gedaan)
    worker.follow_inzetten(work, gedaan)
    assert gedaan == {"2026-08-25T07"}
    assert berichten("Nog niet alles is klaar") == 3


def test_het_dossier_en_wissen(drie: Drie, engine: Engine) -> None:
    persoon = UUID(drie.inzet["medewerker"])
    drie.zeg(drie.thuis(), 1, akkoord=False, reden="Geheim van Aa.")
    with Session(engine) as tx:
        alles = storage.dossier(tx, persoon)
        assert [een["status"] for een in alles["inzetten"]] == ["ingetrokken"]
        assert "Geheim" not in str(alles)
        assert "geweigerd" not in str(alles)
        weg = storage.wis_personen(tx, [persoon])
        assert (weg["inzet"], weg["inzet_akkoord"], weg["inzet_voorwaarden"]) == (1, 1, 1)
        assert storage.dossier(tx, persoon)["inzetten"] == []


def test_wat_loopt_wordt_niet_gewist(drie: Drie, engine: Engine) -> None:
    drie.allen_akkoord()
    with Session(engine) as tx:
        assert storage.wis_personen(tx, [UUID(drie.inzet["medewerker"])])["inzet"] == 0
        id = UUID(drie.inzet["id"])
        assert storage.wis_inzetten(tx, [id])["inzet"] == 1
        assert storage.get_registratie(tx, id) is not None
