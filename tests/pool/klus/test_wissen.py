"""What was over long ago goes by night, and nothing that still counts."""

from datetime import timedelta

from sqlalchemy import Engine, text

from services.pool.bewaren.storage.nacht import wis_klusreacties, wis_klussenplannen
from tests.pool.conftest import BASE, NU
from tests.pool.klus.conftest import Klussen


def test_na_de_termijn_gaan_reacties_plannen_en_meldingen(klussen: Klussen, engine: Engine) -> None:
    klus = klussen.open()
    weg = klussen.reageer(klus, 1)["id"]
    klussen.regio.post(f"/klusreacties/{weg}/intrekking", klussen.zelf(), {}, 200)
    klussen.reageer(klus, 2)
    klussen.regio.post(
        "/klussenplannen", klussen.zelf(), {"doelUren": 8, "geldigTot": "2027-08-01"}
    )
    url = f"{BASE}/nevenwerkmelding"
    klussen.client.put(url, headers=klussen.zelf(), json={"gemeld": False})

    def over() -> tuple[int, int, int]:
        tabellen = ("klusreactie", "klussenplan", "nevenwerkmelding")
        with engine.connect() as tx:
            een, twee, drie = (tx.scalar(text(f"SELECT count(*) FROM {t}")) for t in tabellen)
        return een, twee, drie

    def nacht(jaren: int) -> tuple[int, int, int]:
        nu = NU + timedelta(days=366 * jaren)
        with klussen.regio.sessions.begin() as tx:
            while wis_klusreacties(tx, nu):
                pass
            wis_klussenplannen(tx, nu)
        return over()

    assert nacht(1) == (2, 1, 1)
    # One stands as long as the klus is open; the plan still counts in its own two years.
    assert nacht(2) == (1, 1, 0)
    klussen.zet(klus, "ingetrokken")
    assert nacht(3) == (0, 0, 0)


def test_een_klus_van_een_poollid_is_geen_beurt_van_de_pool(klussen: Klussen) -> None:
    regio = klussen.regio
    regio.lid(regio.pool(), 0x201)  # UUID 0x301, who answers
    gemaakt = klussen.match(klussen.reageer(klussen.open())["id"])
    redenen = {een["code"]: een for een in gemaakt["redenen"]}
    assert redenen["functie"]["past"] is None  # a planeconoom, and a jurist is asked
    assert klussen.lees(f"/inzetten/{gemaakt['inzet']}", klussen.baas())["pool"] is None
