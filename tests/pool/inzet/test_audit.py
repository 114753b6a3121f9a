"""The audit trail of an inzet: of a no only the own side reads who and why."""

from typing import Any

import pytest

from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, VERBAND, Regio, Vraag
from tests.pool.inzet.conftest import Drie


def spoor(drie: Drie, headers: Headers, vraag: str = "") -> Any:
    answer = drie.client.get(f"{drie.pad}/audittrail{vraag}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_drie_keer_ja_staat_erin_voor_alle_drie(drie: Drie, ik: Vraag, makelaar: Vraag) -> None:
    drie.allen_akkoord()
    lijsten = [spoor(drie, wie())["results"] for wie in drie.allen]
    assert lijsten[0] == lijsten[1] == lijsten[2]
    ja = [r for r in lijsten[0] if r["wat"] == "akkoord"]
    assert {(r["partij"], r["organisatie"], r["naar"]) for r in ja} == {
        ("thuisorganisatie", AA, "ja"),
        ("inlener", BEE, "ja"),
        ("medewerker", None, "ja"),
    }
    status = [(r["van"], r["naar"]) for r in lijsten[0] if r["wat"] == "status"]
    assert status == [("voorgesteld", "bevestigd")]
    assert {r["versie"] for r in lijsten[0] if r["wat"] == "voorwaarden"} == {1, 2}
    eerste = spoor(drie, drie.zelf(), "?pageSize=1&telling=true")
    assert eerste["results"] == lijsten[0][:1]
    assert eerste["count"] == len(lijsten[0])
    for ander in (makelaar(CEE), ik(CEE, "hr_adviseur")):
        assert drie.client.get(f"{drie.pad}/audittrail", headers=ander).status_code == 404
    weg = drie.client.get(f"{BASE}/inzetten/{VERBAND}/audittrail", headers=drie.thuis())
    assert weg.status_code == 404


def test_een_ja_van_eerder_blijft_te_lezen_als_andere_voorwaarden_gelden(drie: Drie) -> None:
    """A trail that loses lines is none; a version that was refused shows the own side only."""
    drie.allen_akkoord()
    eerst = [r for r in spoor(drie, drie.inlener())["results"] if r["wat"] == "akkoord"]
    drie.zonder_opzegtermijn()
    pad = f"/inzetten/{drie.inzet['id']}/voorwaarden"
    anders = drie.regio.post(pad, drie.inlener(), {"opzegtermijnWeken": 9, "reden": "Langer"})
    versie = int(anders["gevraagd"]["versie"])
    drie.zeg(drie.thuis(), versie)
    drie.zeg(drie.zelf(), versie, akkoord=False)
    later = [r for r in spoor(drie, drie.inlener())["results"] if r["wat"] == "akkoord"]
    # Moments of one test differ by half a second either way, so the two versions may mingle.
    assert [r for r in later if r["versie"] == 2] == eerst
    assert sorted(r["versie"] for r in later) == [2, 2, 2, 3, 3, 3]
    redenen = {r["reden"] for r in spoor(drie, drie.inlener())["results"]}
    assert "Afspraken over terugkeer" in redenen


@pytest.mark.parametrize("nr", [0, 1, 2])
def test_een_nee_is_voor_een_ander_hetzelfde_als_intrekken(drie: Drie, nr: int) -> None:
    wie = drie.allen[nr]
    drie.zeg(wie(), 1, akkoord=False, reden="Te ver reizen.")
    eigen = spoor(drie, wie())["results"]
    assert [r["naar"] for r in eigen if r["wat"] == "akkoord"] == ["nee"]
    assert [r["naar"] for r in eigen if r["wat"] == "status"] == ["geweigerd"]
    assert "Te ver" in str(eigen)
    for ander in drie.allen:
        if ander != wie:
            gezien = spoor(drie, ander())["results"]
            assert "Te ver" not in str(gezien)
            assert [r["wat"] for r in gezien if r["wat"] == "akkoord"] == []
            (status,) = [r for r in gezien if r["wat"] == "status"]
            assert (status["naar"], status["gebruiker"], status["reden"]) == (
                "ingetrokken",
                None,
                None,
            )


def test_zolang_er_gewacht_wordt_ziet_ieder_alleen_het_eigen_ja(drie: Drie) -> None:
    versie = int(drie.terugkeer()["gevraagdeVersie"])
    for wie in drie.allen[:2]:
        drie.zeg(wie(), versie)
    gezien = [
        [r["partij"] for r in spoor(drie, wie())["results"] if r["wat"] == "akkoord"]
        for wie in drie.allen
    ]
    assert gezien == [["thuisorganisatie"], ["inlener"], []]


def test_intrekken_ziet_er_net_zo_uit(drie: Drie, regio: Regio, makelaar: Vraag) -> None:
    stap = {"naar": "ingetrokken", "reden": "Toch niet nodig."}
    regio.post(f"/inzetten/{drie.inzet['id']}/statuswijzigingen", makelaar(), stap, 201)
    for wie in drie.allen:
        (status,) = [r for r in spoor(drie, wie())["results"] if r["wat"] == "status"]
        gezien = (status["naar"], status["gebruiker"], status["reden"])
        assert gezien == ("ingetrokken", None, None)
