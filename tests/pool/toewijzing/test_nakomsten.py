"""What becomes of inzetten after their round was closed is in the next saldo: nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.pool.inzet.tables import Inzet
from services.pool.toewijzing import aanspraak, rondes, storage
from services.pool.toewijzing.rondes import Nakomst
from tests.pool.conftest import AA, BASE, BEE, CEE, Regio, Vraag
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


DAGEN = st.integers(0, 400).map(lambda nr: date(2026, 1, 1) + timedelta(nr))


@given(DAGEN, DAGEN, DAGEN, DAGEN, st.one_of(st.none(), DAGEN))
def test_verlenging_voorbij_de_horizon_telt_een_keer(
    van: date, einde: date, toen: date, tot: date, nergens: date | None
) -> None:
    """Inside the horizon as always; beyond it the days that were added since, and no other."""
    per_week, begin = Decimal(14), date(2026, 1, 1)
    nu = rondes.uren_nu(per_week, van, tot, begin, einde, toen)
    erbij = max(0, (tot - max(toen, einde)).days) if van <= max(toen, einde) else None
    binnen = rondes.uren(per_week, van, tot, begin, einde)
    if erbij is not None:
        assert nu == binnen + 2 * erbij
    assert nu >= binnen
    assert rondes.uren_nu(per_week, van, toen, begin, einde, toen) == rondes.uren(
        per_week, van, toen, begin, einde
    )
    assert rondes.uren_nu(per_week, van, nergens, begin, einde, None) == rondes.uren(
        per_week, van, nergens, begin, einde
    )


@given(
    st.sets(st.sampled_from([AA, BEE, CEE])),
    st.sampled_from([AA, BEE, CEE]),
    st.sampled_from([None, AA, BEE, CEE]),
)
def test_wat_niet_te_geven_is_verschuift_niets(
    vragers: set[str], gever: str, ontvanger: str | None
) -> None:
    """What a round cannot use moves no saldo, and what it can use takes as much as it gives."""
    een = rondes.Gegund(gever, ontvanger, Decimal(12))
    saldi = rondes.verschuiving([een], vragers)
    if rondes.te_geven(een, vragers) and gever != ontvanger:
        assert saldi[gever] == -12
        assert sum(saldi.values()) == 0
    else:
        assert saldi == {}


def test_een_verlenging_voorbij_de_ronde_telt_in_de_volgende(makelaar: Vraag, regio: Regio) -> None:
    """Four weeks more after the horizon of its round: so much less saldo, once."""
    pool = regio.pool()
    regio.lid(pool, 1, urenPerWeek=16, maximumInzetten=1)
    for organisatie in (BEE, CEE):
        regio.behoefte(organisatie, van="2026-08-12", tot="2026-09-08")
    voorstel = regio.voorstel(pool, 4)
    [regel] = voorstel["regels"]
    inzet = regio.besluit(voorstel["id"], regel["id"])["besluit"]["inzet"]
    eerst = rond_af(regio, makelaar, voorstel["id"])["aandelen"]
    assert all(een["correctie"] == 0 for een in eerst)
    with regio.sessions.begin() as tx:
        tx.get_one(Inzet, UUID(inzet)).tot = date(2026, 10, 6)
        pools = storage.get_correcties(tx, UUID(pool), date(2026, 1, 1), 0)
        assert pools == {regel["inlener"]: Decimal(-64)}
        storage.werk_bij(tx, UUID(pool), date(2026, 1, 1))
    with regio.sessions.begin() as tx:
        assert storage.get_correcties(tx, UUID(pool), date(2026, 1, 1), 0) == {}


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
