"""Hours whose inzet was erased before they were settled, or that never had a tariff: a way out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.pool.bewaren.storage import nacht
from services.pool.bewaren.storage.personen import wis_persoon
from services.pool.uren.rules import Urenregel, Urensoort
from services.pool.verrekening import rules, storage
from services.pool.verrekening.storage import feiten, gegevens, rijen, wachten, wissen
from services.pool.verrekening.storage.maanden import SLOT
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Regio
from tests.pool.uren.conftest import WEEK
from tests.pool.verrekening.conftest import LATER, MAAND, NA, Verrekenboek

OVER = date(2026, 9, 20)


def wis(engine: Engine, boek: Verrekenboek, nr: int = 1) -> None:
    """As the person asks for it, once the inzet is over."""
    with Session(engine) as tx:
        wis_persoon(tx, boek.mens(nr), NA)
        tx.commit()


def test_wie_gewist_is_wordt_verrekend_zoals_was_afgesproken(
    boek: Verrekenboek, engine: Engine
) -> None:
    """The price of open hours is kept when the inzet goes, with its VAT route; nobody else."""
    inzet, staat = boek.gewerkt(16, tot=OVER)
    keus = {"route": "vrij_arbeidsmobiliteit", "reden": "Zo besproken."}
    boek.roep("PUT", f"/inzetten/{inzet}/btw-route", boek.kijkt(AA, "hr_adviseur"), keus)
    fout = boek.corrigeer(staat, 10)
    boek.besluit(fout["id"])
    voor = boek.maand()
    wis(engine, boek)
    na = boek.maand()
    assert na["stromen"] == voor["stromen"]
    assert (na["saldi"], na["wachtend"]) == (voor["saldi"], [])
    assert boek.lees("/wachturen", boek.kijkt(AA, "hr_adviseur"))["results"] == []
    dicht = boek.sluit()
    regels = boek.lees(f"/verrekeningen/{dicht['id']}/regels", boek.kijkt(AA, "hr_adviseur"))
    for regel in regels["results"]:
        assert (regel["inzet"], regel["medewerker"], regel["tariefCent"]) == (None, None, 8000)
        assert regel["herkomst"] == "voorwaarden van de inzet, versie 1"
        assert "duur_twaalf_maanden" in {een["code"] for een in regel["voorwaarden"]}
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM urenprijs")) == 0
        weg = f"SELECT count(*) FROM verrekende_uren t WHERE t::text LIKE '%{inzet}%'"
        assert tx.scalar(text(weg)) == 0


def test_wie_sluit_terwijl_iemand_wist_houdt_geen_band(boek: Verrekenboek, engine: Engine) -> None:
    """Closing waits for the erasing, and then it is another concept."""
    inzet, _ = boek.gewerkt(16, tot=OVER)
    getal = boek.maand()["controlegetal"]
    with Session(engine) as tx, ThreadPoolExecutor(1) as threads:
        wis_persoon(tx, boek.mens(1), NA)
        sluiten = threads.submit(boek.sluit, getal=getal, status=409)
        with pytest.raises(TimeoutError):
            sluiten.result(timeout=1)
        tx.commit()
        codes = [een["code"] for een in sluiten.result(timeout=30)["beletselen"]]
    assert codes == ["concept-gewijzigd"]
    boek.sluit()
    with engine.connect() as tx2:
        band = tx2.scalars(text("SELECT inzet_id FROM verrekende_uren")).all()
    assert band == [None], inzet


def test_de_nacht_bewaart_de_prijs_als_uren_eerder_gaan_dan_hun_inzet(
    boek: Verrekenboek, engine: Engine
) -> None:
    boek.gewerkt(16)
    voor = boek.maand()
    boek.convenant(urenBewaartermijnMaanden=1)
    toen = datetime(2026, 12, 1, 2, tzinfo=UTC)
    with Session(engine) as tx:
        assert nacht.wis_uren(tx, toen) > 0
        assert nacht.wis_uren(tx, toen) == 0
        tx.commit()
    na = boek.maand()
    assert (na["stromen"], na["wachtend"]) == (voor["stromen"], [])


@pytest.fixture
def oud(boek: Verrekenboek, engine: Engine) -> str:
    """Of before prices were kept: approved hours of an inzet that nobody knows any more."""
    _, staat = boek.gewerkt(16, tot=OVER)
    wis(engine, boek)
    with engine.begin() as tx:
        tx.execute(text("DELETE FROM urenprijs"))
    return staat


def noem(
    boek: Verrekenboek, staat: str, oin: str, cent: int, status: int = 200, **meer: Any
) -> Any:
    wie = boek.kijkt(oin, "hr_adviseur", gebruiker="Hanna")
    woord = {"tariefCent": cent, "grondslag": "bruto_loon", "reden": "Zo was het."} | meer
    return boek.roep("PUT", f"/wachturen/{staat}/tarief", wie, woord, status)


def test_beide_werkgevers_noemen_hetzelfde_tarief(boek: Verrekenboek, oud: str) -> None:
    maand = boek.maand()
    assert maand["wachtend"] == [
        {"reden": "inzet_onbekend", "uitlener": AA, "inlener": BEE, "uren": 16}
    ]
    [wacht] = boek.lees("/wachturen?telling=true", boek.kijkt(BEE, "leidinggevende"))["results"]
    assert (wacht["id"], wacht["week"], wacht["uren"]) == (oud, WEEK, 16)
    assert (wacht["tariefCent"], wacht["woorden"], wacht["reden"]) == (None, [], "inzet_onbekend")
    assert noem(boek, oud, AA, 9000)["tariefCent"] is None
    assert (BEE, "Een tarief voor uren die wachten") in boek.berichten()
    assert noem(boek, oud, BEE, 8000)["tariefCent"] is None
    assert boek.maand()["stromen"] == []
    assert noem(boek, oud, BEE, 9000, grondslag="integraal")["tariefCent"] is None
    eens = noem(boek, oud, BEE, 9000)
    assert (eens["tariefCent"], eens["grondslag"]) == (9000, "bruto_loon")
    assert {een["organisatie"] for een in eens["woorden"]} == {AA, BEE}
    [stroom] = boek.maand()["stromen"]
    assert (stroom["cent"], stroom["route"]) == (144_000, "belast_21")
    # Until the month is closed somebody may say otherwise; then it is settled for good.
    assert noem(boek, oud, AA, 100)["tariefCent"] is None
    assert boek.maand()["stromen"] == []
    noem(boek, oud, AA, 9000)
    dicht = boek.sluit()
    [regel] = boek.lees(f"/verrekeningen/{dicht['id']}/regels", boek.kijkt(AA, "hr_adviseur"))[
        "results"
    ]
    assert regel["herkomst"] == "uitlener en inlener samen, bij deze uren"
    assert [een["code"] for een in regel["voorwaarden"]] == ["inzet_gewist"]
    noem(boek, oud, BEE, 1, 404)
    assert boek.lees("/wachturen?telling=true", boek.kijkt(AA, "hr_adviseur"))["count"] == 0


def test_de_uitlener_kan_de_uren_laten_gaan_en_de_inlener_niet(
    boek: Verrekenboek, oud: str
) -> None:
    noem(boek, oud, BEE, 0)
    assert boek.maand()["stromen"] == []
    noem(boek, oud, AA, 0)
    maand = boek.maand()
    assert [(een["uren"], een["cent"], een["route"]) for een in maand["stromen"]] == [
        (16, 0, "geen")
    ]
    assert boek.stukken(boek.sluit()["id"]) == []


def test_uren_zonder_tarief_van_een_inzet_die_voorbij_is(
    boek: Verrekenboek, engine: Engine
) -> None:
    """Its terms lie fast and the convenant says nothing: only a word of both helps."""
    inzet, staat = boek.gewerkt(16, tot=OVER)
    with engine.begin() as tx:
        tx.execute(text("UPDATE inzet_voorwaarden SET tarief_cent_per_uur = NULL"))
    [wacht] = boek.lees("/wachturen", boek.kijkt(AA, "hr_adviseur"))["results"]
    assert wacht["reden"] == "tarief_ontbreekt"
    for oin in (AA, BEE):
        noem(boek, staat, oin, 5000)
    assert [een["cent"] for een in boek.maand()["stromen"]] == [80_000]
    # Erased after that: the agreement stays, for it is about the hours.
    wis(engine, boek)
    assert [een["cent"] for een in boek.maand()["stromen"]] == [80_000]
    assert inzet not in str(boek.lees(f"/wachturen/{staat}", boek.kijkt(BEE, "hr_adviseur")))


def test_wie_erbuiten_staat_vindt_geen_wachturen(boek: Verrekenboek, oud: str) -> None:
    pad = f"/wachturen/{oud}"
    for wie in (
        boek.kijkt(CEE, "hr_adviseur"), boek.kijkt(DEE, "hr_adviseur"), boek.kijkt(AA, "makelaar"),
    ):  # fmt: skip
        boek.lees(pad, wie, 404)
        assert boek.lees("/wachturen?telling=true", wie)["count"] == 0
        boek.roep("PUT", f"{pad}/tarief", wie, {"tariefCent": 1, "reden": "x"}, 404)
    woord = {"tariefCent": 1, "reden": "x"}
    boek.roep("PUT", f"{pad}/tarief", boek.kijkt(AA, "leidinggevende"), woord, 403)
    machine = boek.kijkt(AA, "hr_adviseur", gebruiker=None)
    boek.roep("PUT", f"{pad}/tarief", machine, woord, 400)
    wie = boek.kijkt(AA, "hr_adviseur", gebruiker="H") | {"If-Match": '"7"'}
    boek.roep("PUT", f"{pad}/tarief", wie, woord, 412)


def test_twee_tegelijk_noemen_elk_hun_eigen_tarief(boek: Verrekenboek, oud: str) -> None:
    def zeg(wie: Headers) -> int:
        woord = {"tariefCent": 9000, "reden": "Zo was het."}
        pad = f"{BASE}/wachturen/{oud}/tarief"
        return int(boek.client.put(pad, headers=wie, json=woord).status_code)

    wie = [boek.kijkt(oin, "hr_hoofd", gebruiker="H") for oin in (AA, BEE, AA, BEE)]
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(zeg, wie)) == {200}
    eens = boek.lees(f"/wachturen/{oud}", boek.kijkt(AA, "hr_hoofd"))
    assert eens["tariefCent"] == 9000
    assert len(eens["woorden"]) == 2


def test_geen_ander_wacht_op_wie_niets_te_zoeken_heeft(
    boek: Verrekenboek, oud: str, engine: Engine
) -> None:
    """Only who changes something waits for who closes a month: not outsiders, not the erased."""
    wie, woord = boek.kijkt(CEE, "hr_adviseur"), {"tariefCent": 1, "reden": "x"}
    pad = f"/wachturen/{oud}/tarief"
    with ThreadPoolExecutor(2) as threads, Session(engine) as vast:
        storage.lock(vast)
        klaar = [
            threads.submit(boek.roep, "PUT", pad, wie, woord, 404),
            threads.submit(wis, engine, boek, 9),
        ]
        for een in klaar:
            een.result(timeout=20)


def test_wie_sluit_houdt_niemand_op_om_de_leden(
    boek: Verrekenboek, regio: Regio, engine: Engine
) -> None:
    """The gateway is asked before the lock is taken: it can be slow."""
    regio.lid(regio.pool(), 0x403)
    boek.convenant(tariefCentPerUur=7000)
    boek.leegloop(8)
    getal = boek.maand()["controlegetal"]
    vrij: list[tuple[str, Any]] = []

    class Langzaam(dict[str, Any]):
        def get(self, pad: str, anders: Any = None) -> Any:
            with engine.begin() as tx:
                slot = SLOT.text.replace("pg_", "pg_try_", 1)
                vrij.append((pad, tx.scalar(text(slot))))
            return super().get(pad, anders)

    boek.buur.antwoorden = Langzaam(boek.buur.antwoorden)
    boek.sluit(getal=getal)
    assert [een for een in vrij if "/leden?" in een[0]]
    assert [een for een in vrij if not een[1]] == []


def test_de_nacht_en_wie_sluit_wachten_op_elkaar(boek: Verrekenboek, engine: Engine) -> None:
    """Or a price would be kept of hours that were just settled."""
    boek.gewerkt(16)
    boek.convenant(urenBewaartermijnMaanden=1)
    with ThreadPoolExecutor(1) as threads, Session(engine) as tx:
        assert nacht.wis_uren(tx, datetime(2026, 12, 1, 2, tzinfo=UTC)) > 0
        sluiten = threads.submit(boek.sluit, getal=boek.maand()["controlegetal"], status=409)
        with pytest.raises(TimeoutError):
            sluiten.result(timeout=1)
        tx.commit()
        sluiten.result(timeout=30)
    boek.sluit()
    with engine.connect() as tx2:
        assert tx2.scalar(text("SELECT count(*) FROM urenprijs")) == 0


def test_meer_regels_dan_een_vraag_waarden_kan_hebben(boek: Verrekenboek, engine: Engine) -> None:
    ids = [UUID(int=nr) for nr in range(70_000)]
    with Session(engine) as tx:
        for zoek in (
            wachten.list_bewaarde_prijzen, wachten.list_woorden, rijen.list_posten_van,
            gegevens.list_keuzes,
        ):  # fmt: skip
            assert zoek(tx, ids) == {}, zoek
        assert feiten.inzetprijzen(tx, ids, feiten.Convenanten(tx, VERBAND), OVER) == {}


def test_wie_wist_neemt_mee_wat_werkgevers_over_de_uren_schreven(
    boek: Verrekenboek, engine: Engine
) -> None:
    """The tariff is about the hours and stays; the words can be about the person."""
    _, staat = boek.gewerkt(16, tot=OVER)
    with engine.begin() as tx:
        tx.execute(text("UPDATE inzet_voorwaarden SET tarief_cent_per_uur = NULL"))
    for oin in (AA, BEE):
        noem(boek, staat, oin, 5000, reden="Zij was die week ziek.")
    with Session(engine) as sessie:
        eigen = wissen.dossier(sessie, boek.mens(1))["tariefwoorden"]
    assert {(een["organisatie"], een["reden"]) for een in eigen} == {
        (AA, "Zij was die week ziek."), (BEE, "Zij was die week ziek."),
    }  # fmt: skip
    wis(engine, boek)
    wacht = boek.lees(f"/wachturen/{staat}", boek.kijkt(AA, "hr_adviseur"))
    assert (wacht["tariefCent"], [een["reden"] for een in wacht["woorden"]]) == (5000, ["", ""])


# ------------------------------------------------------------------ the rules
REGEL = Urenregel(
    UUID(int=1), VERBAND, Urensoort.INZET, None, AA, BEE, WEEK, MAAND, 64, None, LATER
)
WOORD = st.builds(
    lambda cent, grondslag: (cent, grondslag),
    st.sampled_from([0, 1, 8000]),
    st.sampled_from([None, "bruto_loon", "integraal"]),
)


@given(st.none() | WOORD, st.none() | WOORD)
def test_alleen_samen_of_wie_uitleent_voor_niets(
    van: tuple[int, str | None] | None, naar: tuple[int, str | None] | None
) -> None:
    woorden = {
        oin: rules.Tariefwoord(oin, 1, *wat, "x", LATER)
        for oin, wat in ((AA, van), (BEE, naar))
        if wat is not None
    }
    eens = rules.afgesproken(REGEL, woorden)
    if van is not None and van[0] == 0:
        assert eens is not None
        assert eens.cent == 0
    elif van is not None and van == naar:
        assert eens is not None
        assert (eens.cent, eens.grondslag) == van
    else:
        assert eens is None


@pytest.mark.parametrize(
    ("grondslag", "brutoloon", "winst"),
    [("bruto_loon", "ja", "ja"), ("integraal", "nee", "ja"), (None, "onbekend", "onbekend")],
)
def test_het_genoemde_tarief_zegt_welke_voorwaarden_houden(
    grondslag: str | None, brutoloon: str, winst: str
) -> None:
    """Of an inzet without a tariff, kept or not, what follows from the tariff was not known."""
    dag = date(2026, 9, 1)
    btw = rules.Btwfeiten(None, dag, OVER, OVER, True, True, True)
    lijst = *rules.voorwaarden(btw, 11), *rules.gemene_rekening(rules.van_een_inzet(None))
    wat = rules.Inzetprijs(None, rules.Btwroute.BELAST_21, lijst)
    gezegd = {REGEL.id: rules.Uurtarief(5000, grondslag, "samen")}
    prijzen = rules.Prijzen(
        {}, None, {}, {}, samenwerking=False, bewaard={REGEL.id: wat}, gezegd=gezegd
    )
    [post], _ = rules.prijs([REGEL], prijzen)
    houdt = {een.code: een.houdt.value for een in post.voorwaarden}
    assert (houdt["tarief_brutoloon"], houdt["geen_winst"]) == (brutoloon, winst)
    assert list(houdt) == [een.code for een in lijst]
    rest = {een for een in lijst if een.code not in ("tarief_brutoloon", "geen_winst")}
    assert rest <= set(post.voorwaarden)
