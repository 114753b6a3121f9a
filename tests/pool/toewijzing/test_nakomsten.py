"""What becomes of inzetten after their round was closed is in the next saldo: nothing is lost."""

from dataclasses import replace
from decimal import Decimal

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.pool.toewijzing import aanspraak, rondes
from services.pool.toewijzing.rondes import Nakomst
from tests.pool.conftest import BASE, BEE, CEE, Regio, Vraag
from tests.pool.toewijzing.test_api_ronden import KORT, rond_af

UREN = st.integers(0, 2000).map(Decimal)


@given(UREN, UREN, UREN, UREN, UREN, st.integers(0, 100))
def test_alsof_het_bij_het_afronden_bekend_was(
    recht: Decimal,
    gevraagd: Decimal,
    geweigerd: Decimal,
    toen: Decimal,
    later: Decimal,
    verval: int,
) -> None:
    """Closing with what was thought, and corrected, is closing with what was so; two rounds on."""

    def saldo(oud: Decimal, gekregen: Decimal) -> Decimal:
        return aanspraak.saldo_na(
            oud, aanspraak=recht, gevraagd=gevraagd, geweigerd=geweigerd, gekregen=gekregen,
            verval_procent=verval,
        )  # fmt: skip

    een = Nakomst(recht, gevraagd, geweigerd, toen, later, 0)
    erbij = rondes.correctie([een], verval)
    assert saldo(Decimal(0), toen) + erbij == saldo(Decimal(0), later)
    twee = rondes.correctie([replace(een, later=1)], verval)
    samen = saldo(saldo(Decimal(0), toen), Decimal(100)) + twee
    assert abs(samen - saldo(saldo(Decimal(0), later), Decimal(100))) <= Decimal("0.01")


def test_een_ingetrokken_inzet_van_een_dichte_ronde(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    regio.lid(pool, 1, urenPerWeek=16, maximumInzetten=1)
    for organisatie in (BEE, CEE):
        regio.behoefte(organisatie, **KORT)
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    inzet = regio.besluit(voorstel["id"], regel["id"])["besluit"]["inzet"]
    kreeg = regel["inlener"]
    eerst = {
        een["organisatie"]: een for een in rond_af(regio, makelaar, voorstel["id"])["aandelen"]
    }
    assert eerst[kreeg]["saldoNa"] < 0
    nee = {"naar": "ingetrokken", "reden": "Gaat niet door."}
    regio.post(f"/inzetten/{inzet}/statuswijzigingen", makelaar(kreeg), nee)

    tweede = regio.voorstel(pool)
    [nieuw] = tweede["regels"]
    regio.besluit(tweede["id"], nieuw["id"], besluit="afgewezen")
    ronde = rond_af(regio, makelaar, tweede["id"])
    dan = {een["organisatie"]: een for een in ronde["aandelen"]}
    # It received nothing after all: what it owed is gone, what it had a right to is a credit.
    tegoed = min(eerst[kreeg]["aanspraak"], eerst[kreeg]["gevraagd"])
    assert dan[kreeg]["saldoVoor"] == eerst[kreeg]["saldoNa"]
    assert dan[kreeg]["saldoVoor"] + dan[kreeg]["correctie"] == tegoed > 0
    ander = CEE if kreeg == BEE else BEE
    assert dan[ander]["correctie"] == 0

    # It was taken into the saldo once: a third round does not correct it again.
    derde = regio.voorstel(pool)
    [regel] = derde["regels"]
    regio.besluit(derde["id"], regel["id"])
    laatste = rond_af(regio, makelaar, derde["id"])["aandelen"]
    assert {een["correctie"] for een in laatste} == {0}
    assert client.get(f"{BASE}/inzetten/{inzet}", headers=makelaar()).status_code == 200
