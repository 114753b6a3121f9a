"""Three yeses: one version, by three parties; a no leaves no mark; two at once end in one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from services.pool.inzet import storage
from services.pool.planning.storage import list_dekking
from shared import db
from tests.pool.conftest import AA, BASE, BEE, CEE, NU, VERBAND, Regio, Vraag
from tests.pool.inzet.conftest import Drie

LOPEND = datetime(2026, 10, 1, 7, tzinfo=UTC)


def afspraken(drie: Drie, wie: Any, **meer: Any) -> dict[str, Any]:
    answer = drie.client.get(f"{drie.pad}/voorwaarden", headers=wie(**meer))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def codes(nee: dict[str, Any]) -> list[str]:
    return [een["code"] for een in nee["beletselen"]]


def test_zonder_terugkeer_zegt_niemand_ja(drie: Drie) -> None:
    for wie in drie.allen:
        assert codes(drie.zeg(wie(), 1, 409)) == ["terugkeer-ontbreekt"]


def test_drie_keer_ja_met_naam_moment_en_versie(
    drie: Drie, gebeurtenissen: Callable[[], list[db.Gebeurtenis]]
) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    assert codes(drie.zeg(drie.thuis(), 1, 409)) == ["voorwaarden-gewijzigd"]
    assert drie.zeg(drie.thuis(), versie)["status"] == "voorgesteld"
    assert codes(drie.zeg(drie.thuis(), versie, 409)) == ["al-geantwoord"]
    # While answers are awaited, nobody sees those of another side.
    assert afspraken(drie, drie.inlener)["akkoorden"] == []
    assert [a["partij"] for a in afspraken(drie, drie.thuis)["akkoorden"]] == ["thuisorganisatie"]
    drie.zeg(drie.inlener(), versie)
    na = drie.zeg(drie.zelf(), versie)
    assert (na["status"], na["actief"], na["gevraagdeVersie"]) == ("bevestigd", True, None)
    gezien = afspraken(drie, drie.inlener)
    assert gezien["inKracht"]["versie"] == versie
    assert [(a["partij"], a["versie"], a["door"]) for a in gezien["akkoorden"]] == [
        ("thuisorganisatie", versie, "proefpersoon"),
        ("inlener", versie, "proefpersoon"),
        ("medewerker", versie, "de medewerker"),
    ]
    assert all(a["op"] for a in gezien["akkoorden"])
    assert [een.type for een in gebeurtenissen()].count("inzet-bevestigd") == 1
    assert codes(drie.zeg(drie.thuis(), versie, 409)) == ["niets-gevraagd"]


def test_wie_antwoordt_voor_wie(drie: Drie, ik: Vraag, makelaar: Vraag) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    assert drie.zeg(drie.intranet(), versie, 403)["code"] == "eigen-inlog-nodig"
    assert drie.zeg(makelaar(AA), versie, 403)["code"] == "geen-partij"
    assert drie.zeg(ik(BEE, "secretaris"), versie, 403)["code"] == "geen-partij"
    assert drie.zeg(makelaar(CEE), versie, 404)["code"] == "niet-gevonden"
    assert drie.zeg(drie.thuis(), versie, 403, partij="medewerker")["code"] == "geen-partij"
    assert drie.zeg(drie.thuis(gebruiker=None), versie, 400)["code"] == "gebruiker-ontbreekt"
    for staart in ("voorwaarden", "startlijst", "waadi", "signalen", "overeenkomsten"):
        partner = drie.client.get(f"{drie.pad}/{staart}", headers=makelaar(CEE))
        assert partner.status_code == 404, staart


@pytest.mark.parametrize("nr", [0, 1, 2])
def test_een_nee_laat_geen_spoor_dat_een_ander_ziet(
    drie: Drie,
    nr: int,
    makelaar: Vraag,
    engine: Engine,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    wie = drie.allen[nr]
    for ander in drie.allen:
        if ander != wie:
            drie.zeg(ander(), versie)
    nee = drie.zeg(wie(), versie, akkoord=False, reden="Te ver reizen.")
    assert nee["status"] == "geweigerd"
    eigen = afspraken(drie, wie)["akkoorden"]
    assert [(a["akkoord"], a["reden"]) for a in eigen if not a["akkoord"]] == [
        (False, "Te ver reizen.")
    ]
    for ander in (*drie.allen, lambda: makelaar(CEE)):
        if ander == wie:
            continue
        gezien = drie.client.get(drie.pad, headers=ander())
        assert gezien.json()["status"] == "ingetrokken"
        assert b"Te ver" not in gezien.content
        zoek = f"{BASE}/inzetten?telling=true&status="
        aantallen = [
            drie.client.get(zoek + status, headers=ander()).json()["count"]
            for status in ("ingetrokken", "geweigerd")
        ]
        assert aantallen == [1, 0]
        papieren = drie.client.get(f"{drie.pad}/voorwaarden", headers=ander())
        assert b"Te ver" not in papieren.content
        assert b'"akkoord":false' not in papieren.content
    assert "inzet-geweigerd" not in [een.type for een in gebeurtenissen()]
    with engine.begin() as verbinding:
        vraag = text("SELECT tekst FROM bericht_uit WHERE onderwerp LIKE '%niet door%'")
        brieven = verbinding.execute(vraag).all()
    assert len(brieven) == 3
    assert len(set(brieven)) == 1


def test_intrekken_en_weigeren_zien_er_voor_een_ander_hetzelfde_uit(
    drie: Drie, makelaar: Vraag, regio: Regio
) -> None:
    stap = {"naar": "ingetrokken", "reden": "Toch niet"}
    drie.zeg(drie.zelf(), 1, akkoord=False)
    pad = f"/inzetten/{drie.inzet['id']}/statuswijzigingen"
    nee = regio.post(pad, makelaar(), stap, 409)
    assert "ingetrokken is" in nee["beletselen"][0]["reden"]
    assert "geweigerd" not in str(nee)


def test_een_ja_kan_terug_voor_het_begin_en_niet_daarna(drie: Drie, regio: Regio) -> None:
    versie = int(drie.terugkeer()["gevraagdeVersie"])
    drie.allen_akkoord(versie)
    assert codes(drie.zeg(drie.zelf(nu=LOPEND), versie, 409, akkoord=False)) == ["niets-gevraagd"]
    nee = drie.zeg(drie.zelf(), versie, akkoord=False)
    assert (nee["status"], nee["actief"]) == ("geweigerd", False)
    behoefte = drie.client.get(
        f"{BASE}/behoeften/{drie.inzet['behoefte']}", headers=drie.thuis()
    ).json()
    assert behoefte["status"] == "open"


def test_andere_voorwaarden_vragen_opnieuw_drie_keer_ja(drie: Drie, regio: Regio) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    drie.zeg(drie.thuis(), versie)
    drie.zeg(drie.inlener(), versie)
    pad = f"/inzetten/{drie.inzet['id']}/voorwaarden"
    anders = {"urenPerWeek": 24, "reden": "Meer werk", "plaats": "Veldhoven"}
    na = regio.post(pad, drie.inlener(), anders)
    assert na["gevraagd"]["versie"] == versie + 1
    assert codes(drie.zeg(drie.zelf(), versie, 409)) == ["voorwaarden-gewijzigd"]
    assert drie.zeg(drie.zelf(), versie + 1)["status"] == "voorgesteld"
    drie.zeg(drie.thuis(), versie + 1)
    assert drie.zeg(drie.inlener(), versie + 1)["status"] == "bevestigd"
    assert regio.post(pad, drie.inlener(), {"reden": "x"}, 409)["code"] == "niets-gewijzigd"
    leeg = regio.post(pad, drie.inlener(), {"reden": "x", "van": None}, 400)
    assert leeg["invalidParams"][0]["name"] == "van"


def test_meer_uren_dan_er_zijn_kan_niet(drie: Drie, regio: Regio) -> None:
    drie.terugkeer()
    pad = f"/inzetten/{drie.inzet['id']}/voorwaarden"
    nee = regio.post(pad, drie.inlener(), {"urenPerWeek": 33, "reden": "Meer"}, 409)
    assert nee["code"] == "te-veel-uren"
    assert "33 uur gevraagd, 32 uur beschikbaar" in nee["beletselen"][0]["reden"]


def test_verlengen_met_waarschuwing_en_reden(drie: Drie, regio: Regio) -> None:
    drie.allen_akkoord()
    pad = f"/inzetten/{drie.inzet['id']}/voorwaarden"
    lang = {"tot": "2027-08-15", "terugkeerDatum": "2027-08-16", "reden": "Verlengen"}
    na = regio.post(pad, drie.thuis(nu=LOPEND), lang)
    assert [een["code"] for een in na["opmerkingen"]] == ["bijna-twaalf-maanden"]
    assert (na["inKracht"]["tot"], na["gevraagd"]["tot"]) == ("2027-02-28", "2027-08-15")
    te_lang = lang | {"tot": "2027-10-31", "terugkeerDatum": "2027-11-01"}
    nee = regio.post(pad, drie.thuis(nu=LOPEND), te_lang, 409)
    assert nee["code"] == "langer-dan-afgesproken"
    assert "twaalf maanden" in nee["detail"]
    # A no to the extension leaves what was agreed on.
    versie = na["gevraagd"]["versie"]
    gebleven = drie.zeg(drie.zelf(nu=LOPEND), versie, akkoord=False)
    assert (gebleven["status"], gebleven["tot"]) == ("bevestigd", "2027-02-28")
    na = regio.post(pad, drie.thuis(nu=LOPEND), te_lang | {"langerOmdat": "Het project loopt uit."})
    assert "langer-dan-twaalf-maanden" in {een["code"] for een in na["opmerkingen"]}
    klaar = drie.allen_akkoord(na["gevraagd"]["versie"], nu=LOPEND)
    assert (klaar["tot"], klaar["status"]) == ("2027-10-31", "bevestigd")
    vast = {"urenPerWeek": 8, "reden": "Minder"}
    assert codes(regio.post(pad, drie.thuis(nu=LOPEND), vast, 409)) == ["loopt-al"]


def test_tegelijk_antwoorden_bevestigt_een_keer(
    drie: Drie, gebeurtenissen: Callable[[], list[db.Gebeurtenis]]
) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    wie = [drie.thuis(), drie.inlener(), drie.zelf()] * 2

    def post(headers: dict[str, str]) -> int:
        inhoud = {"versie": versie, "akkoord": True}
        return drie.client.post(f"{drie.pad}/akkoorden", headers=headers, json=inhoud).status_code

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(post, wie)) == [201, 201, 201, 409, 409, 409]
    assert [een.type for een in gebeurtenissen()].count("inzet-bevestigd") == 1


def test_dezelfde_sleutel_is_hetzelfde_antwoord(drie: Drie) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    wie = drie.thuis() | {"Idempotency-Key": "twee-keer-geklikt"}

    def post(_: int) -> tuple[int, bytes]:
        inhoud = {"versie": versie, "akkoord": True}
        answer = drie.client.post(f"{drie.pad}/akkoorden", headers=wie, json=inhoud)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(2) as threads:
        antwoorden = set(threads.map(post, range(2)))
    assert {status for status, _ in antwoorden} == {201}
    assert len(antwoorden) == 1


def test_ja_en_nee_tegelijk_is_een_van_beide(drie: Drie) -> None:
    versie = drie.terugkeer()["gevraagdeVersie"]
    drie.zeg(drie.thuis(), versie)
    drie.zeg(drie.inlener(), versie)

    def post(akkoord: bool) -> int:
        inhoud = {"versie": versie, "akkoord": akkoord}
        wie = drie.zelf()
        return drie.client.post(f"{drie.pad}/akkoorden", headers=wie, json=inhoud).status_code

    with ThreadPoolExecutor(2) as threads:
        uit = list(threads.map(post, (True, False)))
    status = drie.client.get(drie.pad, headers=drie.zelf()).json()["status"]
    # The no may come after the yes: then the yes was taken back before the start.
    assert (uit, status) in [([201, 201], "geweigerd"), ([409, 201], "geweigerd")]


def test_een_voorstel_dat_niemand_beantwoordt_vervalt(drie: Drie, engine: Engine) -> None:
    sessions = sessionmaker(engine, expire_on_commit=False)
    storage.volg_de_klok(sessions, NU + timedelta(days=27))
    assert drie.client.get(drie.pad, headers=drie.thuis()).json()["status"] == "voorgesteld"
    storage.volg_de_klok(sessions, NU + timedelta(days=28, seconds=1))
    storage.volg_de_klok(sessions, NU + timedelta(days=28, seconds=2))
    assert drie.client.get(drie.pad, headers=drie.thuis()).json()["status"] == "ingetrokken"
    with Session(engine) as tx:
        lopend = storage.list_lopend(tx, [], [], NU.date())
    assert lopend == []


def test_twee_inzetten_tegelijk_binnen_de_uren(drie: Drie, regio: Regio, makelaar: Vraag) -> None:
    """16 and 16 hours of 32 fit; 24 and 16 do not, whoever asks first."""
    pool = drie.inzet["pool"]
    regio.behoefte(CEE, titel="Ook planeconoom")
    voorstel = regio.voorstel(pool)
    regel = regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    tweede = regel["besluit"]["inzet"]
    drie.allen_akkoord()
    paden = [
        (f"{BASE}/inzetten/{drie.inzet['id']}/voorwaarden", makelaar(BEE)),
        (f"{BASE}/inzetten/{tweede}/voorwaarden", makelaar(CEE)),
    ]
    # Half of a day less at the one makes room at the other, on exactly those days.
    korter = {"tot": "2026-12-31", "reden": "Korter"}
    assert drie.client.post(paden[1][0], headers=paden[1][1], json=korter).status_code == 201
    meer = {"urenPerWeek": 24, "van": "2027-01-01", "reden": "Meer uren, later"}
    assert drie.client.post(paden[0][0], headers=paden[0][1], json=meer).status_code == 201
    nee = drie.client.post(paden[0][0], headers=paden[0][1], json=meer | {"van": "2026-12-31"})
    assert nee.json()["beletselen"][0]["reden"] == (
        "Vanaf 31-12-2026 tot en met 31-12-2026: 40 uur gevraagd, 32 uur beschikbaar."
    )


def test_tegelijk_meer_uren_vragen_lukt_er_een(drie: Drie, regio: Regio, makelaar: Vraag) -> None:
    regio.behoefte(CEE, titel="Ook planeconoom")
    voorstel = regio.voorstel(drie.inzet["pool"])
    regel = regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    paden = [
        (f"{BASE}/inzetten/{id}/voorwaarden", makelaar(oin), uren)
        for id, oin, uren in (
            (drie.inzet["id"], BEE, 8),
            (regel["besluit"]["inzet"], CEE, 8),
        )
    ]
    for pad, wie, uren in paden:
        minder = {"urenPerWeek": uren, "reden": "Minder"}
        assert drie.client.post(pad, headers=wie, json=minder).status_code == 201

    def vraag(een: tuple[str, dict[str, str], int]) -> int:
        meer = {"urenPerWeek": 20, "reden": "Meer"}
        return drie.client.post(een[0], headers=een[1], json=meer).status_code

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(vraag, paden)) == [201, 409]


def test_wat_minder_uren_schelen_ziet_de_medewerker_zelf_voor_het_ja(
    drie: Drie, regio: Regio, engine: Engine
) -> None:
    drie.terugkeer()
    pad = f"/inzetten/{drie.inzet['id']}/voorwaarden"
    effect = f"{BASE}/inzetten/{drie.inzet['id']}/inkomenseffect"
    zelf = {"contracturen": 36, "uurloonCent": 2_345}
    nee = drie.client.put(effect, headers=drie.zelf(), json=zelf)
    assert (nee.status_code, nee.json()["code"]) == (409, "geen-klus")  # the pay goes on
    minder = {"variant": "uren_verminderd", "reden": "Eigen keuze"}
    versie = regio.post(pad, drie.thuis(), minder)["gevraagd"]["versie"]
    assert codes(drie.zeg(drie.zelf(), versie, 409)) == ["effect-niet-getoond"]
    # What an employer names shows the person nothing: alone it changes nothing, beside something
    # else it is left out.
    bedrag = {"inkomensverschilCent": -45_679, "reden": "Bedrag"}
    assert regio.post(pad, drie.thuis(), bedrag, 409)["code"] == "niets-gewijzigd"
    gevraagd = regio.post(pad, drie.thuis(), bedrag | {"plaats": "Hier"})["gevraagd"]
    assert gevraagd["inkomensverschilCent"] is None
    versie = gevraagd["versie"]
    assert codes(drie.zeg(drie.zelf(), versie, 409)) == ["effect-niet-getoond"]
    # Whether the person looked already is nobody else's: it does not stop the employers.
    assert drie.zeg(drie.thuis(), versie)["status"] == "voorgesteld"
    assert drie.client.put(effect, headers=drie.thuis(), json=zelf).status_code == 403
    assert drie.client.put(effect, headers=drie.zelf(), json=zelf).status_code == 200
    assert drie.zeg(drie.zelf(), versie)["status"] == "voorgesteld"
    # With the hours the amount would tell a wage: it lies nowhere.
    with engine.connect() as tx:
        namen = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for naam in tx.scalars(namen).all():
            rijen = tx.scalars(text(f'SELECT t::text FROM "{naam}" t'))
            assert not [rij for rij in rijen if "45679" in rij or "2345" in rij], naam
    # Who works as many hours somewhere else has seen it; for other hours the person looks anew.
    meer = {"urenPerWeek": 12, "reden": "Minder uren"}
    versie = regio.post(pad, drie.thuis(), {"plaats": "Elders", "reden": "Plaats"})["gevraagd"]
    assert drie.zeg(drie.zelf(), versie["versie"])["status"] == "voorgesteld"
    versie = regio.post(pad, drie.thuis(), meer)["gevraagd"]
    assert codes(drie.zeg(drie.zelf(), versie["versie"], 409)) == ["effect-niet-getoond"]
    assert drie.client.put(effect, headers=drie.zelf(), json=zelf).status_code == 200
    assert drie.zeg(drie.zelf(), versie["versie"])["status"] == "voorgesteld"


def test_planning_telt_wat_doorgaat(drie: Drie, engine: Engine, regio: Regio) -> None:
    behoefte, periode = UUID(drie.inzet["behoefte"]), (date(2026, 10, 1), date(2026, 10, 31))

    def gezien() -> tuple[int, int]:
        with Session(engine) as tx:
            dekking = list_dekking(tx, [behoefte]).get(behoefte, [])
            return len(dekking), len(storage.list_in_periode(tx, VERBAND, *periode))

    assert gezien() == (0, 0)
    drie.allen_akkoord()
    assert gezien() == (1, 1)
    drie.zeg(drie.inlener(), 2, akkoord=False)
    assert gezien() == (0, 0)
