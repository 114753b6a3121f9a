"""VAT routes with their conditions, account numbers, and the value statement."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.pool.uren.rules import Urensoort
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Btwroute, Houdt


def test_de_btw_route_toont_welke_voorwaarden_houden() -> None:
    def houdt(**anders: object) -> dict[str, Houdt]:
        feiten: dict[str, object] = {
            "grondslag": "bruto_loon", "begin": date(2026, 1, 1), "einde": date(2026, 6, 30),
            "schriftelijk": True, "publiek": True, "mobiliteit": True,
            "peildag": date(2026, 3, 31),
        } | anders  # fmt: skip
        lijst = rules.voorwaarden(rules.Btwfeiten(**feiten), 11)  # type: ignore[arg-type]
        return {een.code: een.houdt for een in lijst}

    assert set(houdt().values()) == {Houdt.JA}
    assert "nadert_twaalf_maanden" not in houdt()
    assert "nadert_twaalf_maanden" not in houdt(einde=date(2026, 11, 30))
    assert "nadert_twaalf_maanden" in houdt(einde=date(2026, 12, 1))
    assert houdt(einde=date(2026, 12, 31))["duur_twaalf_maanden"] is Houdt.JA
    te_lang = houdt(einde=date(2027, 1, 1))
    assert te_lang["duur_twaalf_maanden"] is Houdt.NEE
    # Without a last day it runs at least until the day on which is looked.
    open_ = houdt(einde=None)
    assert open_["duur_twaalf_maanden"] is Houdt.ONBEKEND
    assert "nadert_twaalf_maanden" not in open_
    assert "nadert_twaalf_maanden" in houdt(einde=None, peildag=date(2026, 12, 10))
    assert houdt(einde=None, peildag=date(2027, 1, 1))["duur_twaalf_maanden"] is Houdt.NEE
    assert houdt(grondslag="integraal")["tarief_brutoloon"] is Houdt.NEE
    assert houdt(grondslag=None)["tarief_brutoloon"] is Houdt.ONBEKEND
    assert houdt(publiek=None)["partijen_publiek"] is Houdt.ONBEKEND
    assert houdt(schriftelijk=False)["schriftelijk"] is Houdt.NEE
    lijst = rules.voorwaarden(
        rules.Btwfeiten(
            "integraal", date(2026, 1, 1), date(2026, 12, 5), date(2026, 3, 31), True, True, None
        ),
        11,
    )
    vrij = rules.waarschuwingen(Btwroute.VRIJ_ARBEIDSMOBILITEIT, lijst)
    assert [een.split()[0] for een in vrij] == ["Het", "Niet", "De"]
    assert rules.waarschuwingen(Btwroute.BELAST_21, lijst) == []


@given(
    st.integers(1, 6), st.integers(0, 5), st.none() | st.booleans(),
    st.sampled_from([None, "bruto_loon", "integraal"]),
)  # fmt: skip
def test_kosten_voor_gemene_rekening_tonen_vijf_voorwaarden(
    delers: int, meer: int, vooraf: bool | None, grondslag: str | None
) -> None:
    """R15: together, a key beforehand, actual costs, risk for all, no profit."""
    leden = delers + meer
    lijst = rules.gemene_rekening(rules.Deelfeiten(delers, leden, vooraf, grondslag))
    houdt = {een.code: een.houdt for een in lijst}
    ja_nee = {True: Houdt.JA, False: Houdt.NEE, None: Houdt.ONBEKEND}
    assert houdt == {
        "kosten_samen": ja_nee[delers > 1],
        "sleutel_vooraf": ja_nee[vooraf],
        "werkelijke_kosten": Houdt.NEE,  # a tariff per hour does not fit
        "risico_voor_allen": ja_nee[delers > 1 and not meer],
        "geen_winst": ja_nee[True if grondslag else None],
    }
    assert {een.regel for een in lijst} == {"R15"}
    gezegd = rules.waarschuwingen(Btwroute.KOSTEN_GEMENE_REKENING, lijst)
    assert len(gezegd) == sum(een is not Houdt.JA for een in houdt.values())
    assert rules.waarschuwingen(Btwroute.VRIJ_ARBEIDSMOBILITEIT, lijst) == []
    inzet = rules.gemene_rekening(rules.van_een_inzet("integraal"))
    assert [een.houdt for een in inzet] == [Houdt.NEE] * 4 + [Houdt.JA]


def test_een_rekeningnummer_moet_kloppen() -> None:
    goed = "NL00TEST0123456789"
    cijfers = next(n for n in range(2, 99) if rules.iban_klopt(f"NL{n:02}{goed[4:]}"))
    assert rules.iban_klopt(f"NL{cijfers:02}TEST0123456789")
    assert not rules.iban_klopt(f"NL{cijfers:02}TEST0123456780")
    assert not rules.iban_klopt("onzin")


posten = st.lists(
    st.builds(
        rules.Waardepost,
        maand=st.sampled_from(["2026-08", "2026-09", "2027-01"]),
        soort=st.sampled_from(Urensoort),
        gegeven=st.booleans(),
        kwartieren=st.integers(-100, 700),
        cent=st.integers(-10_000, 1_000_000),
        functie=st.sampled_from([None, "planeconoom", "jurist"]),
    ),
    max_size=20,
)


@given(posten, st.integers(0, 20_000), st.integers(0, 10**10), st.integers(0, 10**9))
def test_percentages_zijn_na_te_rekenen_uit_hun_rijen(
    rijen: list[rules.Waardepost], cent: int, loonsom: int, inhuur: int
) -> None:
    prijzen = [rules.Uurprijs("planeconoom", jaar, cent, "Raamcontract") for jaar in (2026, 2027)]
    jaren = [rules.Jaarbasis(2026, loonsom, inhuur), rules.Jaarbasis(2027, None, inhuur)]
    wat = rules.waarde(rijen, prijzen, jaren)
    ontvangen = [een for een in wat.posten if een.soort is Urensoort.INZET and not een.gegeven]
    geteld = [een for een in ontvangen if een.functie == "planeconoom"]
    assert wat.zonder_tarief.cent + sum(een.cent for een in geteld) == wat.ontvangen.cent
    teller = 0
    for rij in wat.vermeden:
        eigen = [een for een in geteld if een.jaar == rij.jaar]
        assert rij.kwartieren == sum(een.kwartieren for een in eigen)
        assert rij.betaald_cent == sum(een.cent for een in eigen)
        assert rij.cent == rules.bedrag(rij.kwartieren, cent) - rij.betaald_cent
        assert rij.bron == "Raamcontract"
        teller += rij.cent if rij.jaar == 2026 else 0
    a, b, c, d = wat.aandelen
    assert (a.teller_cent, a.noemer_cent, b.noemer_cent) == (teller, loonsom, loonsom + inhuur)
    for een in (a, b):
        assert een.noemer_cent is not None
        verwacht = rules.afgerond(teller * 10_000, een.noemer_cent) if een.noemer_cent else None
        assert een.percentage == verwacht
        assert een.definitie == rules.DEFINITIES[een.soort]
    assert (c.percentage, d.noemer_cent) == (None, None)
    assert rules.waarde(rijen, [], jaren).vermeden_cent == 0
