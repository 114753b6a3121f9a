"""Amounts, shares, balances and payments: to the cent, whatever the hours."""

from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.pool.flexpool.rules import Leegloopsleutel
from services.pool.uren.rules import Urenregel, Urensoort
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Btwroute, Stroom, Wachtreden
from tests.pool.conftest import AA, BEE, CEE, VERBAND

OP = datetime(2026, 10, 1, 9, tzinfo=UTC)
LEDEN = (AA, BEE, CEE)
TARIEF = rules.Uurtarief(7333, "bruto_loon", "convenant versie 1")
INSTELLING = rules.Maandinstelling(1, 2100, 30, "Vrijgesteld.", "Buiten de heffing.")
INZETTEN = {
    UUID(int=nr): rules.Inzetprijs(tarief, route, ())
    for nr, (tarief, route) in enumerate(
        [
            (TARIEF, Btwroute.BELAST_21),
            (rules.Uurtarief(9999, None, "eigen"), Btwroute.VRIJ_ARBEIDSMOBILITEIT),
            (rules.Uurtarief(1, None, "eigen"), Btwroute.KOSTEN_GEMENE_REKENING),
        ],
        1,
    )
}


def regel(nummer: int, soort: Urensoort = Urensoort.INZET, **anders: object) -> Urenregel:
    feiten: dict[str, object] = {
        "id": UUID(int=0x1000 + nummer),
        "verband": VERBAND,
        "soort": soort,
        "inzet": UUID(int=1) if soort is Urensoort.INZET else None,
        "uitlener": AA,
        "inlener": BEE if soort is Urensoort.INZET else None,
        "week": "2026-W37",
        "maand": "2026-09",
        "kwartieren": 64,
        "correctie_van": None,
        "goedgekeurd_op": OP,
    } | anders
    return Urenregel(**feiten)  # type: ignore[arg-type]


def sleutel(soort: Leegloopsleutel, **gebruik: int) -> rules.Sleutelfeiten:
    namen = {"a": AA, "b": BEE, "c": CEE}
    per = {namen[een]: aantal for een, aantal in gebruik.items()}
    return rules.Sleutelfeiten(soort, LEDEN, per, per)


def prijzen(**anders: object) -> rules.Prijzen:
    feiten: dict[str, object] = {
        "inzetten": INZETTEN,
        "pooltarief": TARIEF,
        "eerder": {},
        "sleutels": {"2026-09": sleutel(Leegloopsleutel.GELIJK)},
        "samenwerking": False,
    } | anders
    return rules.Prijzen(**feiten)  # type: ignore[arg-type]


@st.composite
def maanden(draw: Any) -> list[Urenregel]:
    """Hours of a month between three organisations, corrections among them."""
    regels: list[Urenregel] = []
    for nummer in range(draw(st.integers(0, 12))):
        soort = draw(st.sampled_from(Urensoort))
        van, naar = draw(st.permutations(LEDEN))[:2]
        eerste = [een for een in regels if een.correctie_van is None]
        feiten: dict[str, object] = {"uitlener": van, "kwartieren": draw(st.integers(1, 700))}
        if soort is Urensoort.INZET:
            feiten |= {"inlener": naar, "inzet": UUID(int=draw(st.integers(1, 3)))}
        if eerste and draw(st.integers(0, 1)):
            oud = eerste[draw(st.integers(0, len(eerste) - 1))]
            soort = oud.soort
            feiten = {"uitlener": oud.uitlener, "inlener": oud.inlener, "inzet": oud.inzet}
            feiten |= {"kwartieren": draw(st.integers(-700, 700)), "correctie_van": oud.id}
        regels.append(regel(nummer, soort, **feiten))
    return regels


@settings(max_examples=150, deadline=None)
@given(maanden(), st.sampled_from(Leegloopsleutel), st.booleans(), st.integers(0, 500))
def test_een_verrekening_is_samen_nul_en_klopt_op_de_cent(
    regels: list[Urenregel], soort: Leegloopsleutel, samen: bool, gebruik: int
) -> None:
    sleutels = {"2026-09": sleutel(soort, a=gebruik, b=3)}
    posten, wachtend = rules.prijs(regels, prijzen(sleutels=sleutels, samenwerking=samen))
    assert not wachtend
    assert sorted(str(een.regel.id) for een in posten) == sorted(str(een.id) for een in regels)
    maand = rules.verreken(VERBAND, "2026-09", INSTELLING, posten)
    assert sum(maand.saldi.values()) == 0
    for post in posten:
        eigen = [een for een in maand.regels if een.urenregel == post.regel.id]
        if post.gewichten:
            delen = rules.deel(
                post.bedrag, dict(post.gewichten), (post.regel.correctie_van or post.regel.id).int
            )
            assert sum(delen.values()) == post.bedrag
            assert sum(een.bedrag for een in eigen) == post.bedrag - delen[post.regel.uitlener]
        elif post.tarief:
            assert [een.bedrag for een in eigen] == [post.bedrag]
            assert post.bedrag == rules.bedrag(post.regel.kwartieren, post.tarief.cent)
        else:
            assert eigen == []
    na = dict(maand.saldi)
    for een in maand.betalingen:
        assert een.cent > 0
        na[een.van] += een.cent
        na[een.naar] -= een.cent
    assert not any(na.values())
    netto = sum(een.bedrag for een in maand.regels)
    assert netto == sum(een.netto for een in maand.facturen)
    assert sum(een.cent for een in rules.stromen(maand.regels)) == netto
    # The same hours in another order are the same settlement.
    anders = rules.prijs(list(reversed(regels)), prijzen(sleutels=sleutels, samenwerking=samen))[0]
    weer = rules.verreken(VERBAND, "2026-09", INSTELLING, anders)
    assert rules.controlegetal(weer) == rules.controlegetal(maand)
    assert (weer.saldi, weer.betalingen) == (maand.saldi, maand.betalingen)


@settings(max_examples=60, deadline=None)
@given(maanden(), st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_hoe_laat_en_in_hoeveel_maanden_ook_elke_regel_komt_eenmaal_voor_hetzelfde(
    regels: list[Urenregel], wanneer: list[int]
) -> None:
    """What is closed is never touched: later lines come on top, and nothing is lost or double."""
    alles, _ = rules.prijs(regels, prijzen(samenwerking=True))
    eerder: dict[UUID, rules.Urenpost] = {}
    wachten: list[Urenregel] = []
    for maand in range(5):
        open_ = [een for een, op in zip(regels, wanneer, strict=False) if op == maand] + wachten
        posten, wacht = rules.prijs(open_, prijzen(samenwerking=True, eerder=eerder))
        wachten = [een.regel for een in wacht]
        assert not set(eerder) & {een.regel.id for een in posten}
        eerder |= {een.regel.id: een for een in posten}
    assert wachten == []
    assert eerder == {een.regel.id: een for een in alles}


@given(st.integers(-(10**9), 10**9), st.dictionaries(st.sampled_from("abcdefg"),
       st.integers(0, 5000), min_size=1), st.integers(0, 100))  # fmt: skip
def test_delen_zijn_samen_het_geheel_en_hoogstens_een_cent_ernaast(
    cent: int, gewichten: dict[str, int], begin: int
) -> None:
    delen = rules.deel(cent, gewichten, begin)
    assert sum(delen.values()) == cent
    som = sum(gewichten.values()) or len(gewichten)
    for wie, stuk in delen.items():
        deel = gewichten[wie] if sum(gewichten.values()) else 1
        assert abs(stuk * som - cent * deel) < som
    assert rules.deel(-cent, gewichten, begin) == {wie: -stuk for wie, stuk in delen.items()}


def test_van_gelijke_resten_is_niet_altijd_dezelfde_de_cent_kwijt() -> None:
    gelijk = dict.fromkeys("abc", 1)
    assert {max(rules.deel(100, gelijk, n), key=rules.deel(100, gelijk, n).__getitem__)
            for n in range(3)} == set("abc")  # fmt: skip


def test_afronden_gaat_van_nul_af() -> None:
    assert [rules.bedrag(k, 1) for k in (1, 2, 3, -1, -2, -3)] == [0, 1, 1, 0, -1, -1]
    assert (rules.percentage(1, 3), rules.percentage(2, 3), rules.percentage(1, 0)) == (
        3333, 6667, None,
    )  # fmt: skip
    assert [rules.in_euro(c) for c in (0, -5, 123456789)] == ["€ 0,00", "-€ 0,05", "€ 1.234.567,89"]
    assert rules.decimaal(-1205) == "-12.05"


def _minst(saldi: list[int]) -> int:
    """Brute force: the fewest payments is the number of organisations minus the most groups."""
    wie = tuple(range(len(saldi)))

    def groepen(rest: tuple[int, ...]) -> int:
        if not rest:
            return 0
        beste = 0
        for n in range(1, len(rest) + 1):
            for anderen in combinations(rest[1:], n - 1):
                groep = (rest[0], *anderen)
                if sum(saldi[i] for i in groep) == 0:
                    over = tuple(i for i in rest if i not in groep)
                    beste = max(beste, 1 + groepen(over))
        return beste

    return len(wie) - groepen(wie)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(-6, 6).filter(bool), min_size=1, max_size=6))
def test_het_aantal_betalingen_is_het_kleinste(bedragen: list[int]) -> None:
    alle = [*bedragen, -sum(bedragen)] if sum(bedragen) else bedragen
    gevonden = rules.betalingen({f"{nr:02}": cent for nr, cent in enumerate(alle)})
    assert len(gevonden) == _minst(alle)


def test_ook_met_veel_organisaties_komt_alles_op_nul() -> None:
    saldi = {f"{nr:02}": nr - 20 for nr in range(41)}
    gevonden = rules.betalingen(saldi)
    assert len(gevonden) == 20, "every debtor has a creditor of the same amount"
    assert gevonden == rules.betalingen(dict(reversed(saldi.items())))
    with pytest.raises(ValueError, match="niet nul"):
        rules.betalingen({"a": 1})
    assert rules.saldi([Stroom("a", "b", 5), Stroom("b", "a", 2)], ["c"]) == {
        "a": 3, "b": -3, "c": 0,
    }  # fmt: skip


def test_uren_zonder_prijs_wachten_en_een_correctie_volgt_haar_eerste_regel() -> None:
    leeg = rules.Inzetprijs(None, Btwroute.BELAST_21, ())
    regels = [
        regel(1, inzet=UUID(int=9)),
        regel(2, inzet=UUID(int=8)),
        regel(3, kwartieren=-4, correctie_van=UUID(int=0x1001)),
        regel(4, Urensoort.LEEGLOOP),
    ]
    feiten = prijzen(inzetten={UUID(int=9): leeg}, pooltarief=None)
    posten, wachtend = rules.prijs(regels, feiten)
    assert posten == []
    assert {een.regel.id.int - 0x1000: een.reden for een in wachtend} == {
        1: Wachtreden.TARIEF_ONTBREEKT,
        2: Wachtreden.INZET_ONBEKEND,
        3: Wachtreden.EERSTE_WACHT,
        4: Wachtreden.TARIEF_ONTBREEKT,
    }
    # The price of then, although the inzet now says another.
    toen = rules.Urenpost(regel(1), rules.Uurtarief(5000, None, "toen"), 80_000, Btwroute.BELAST_21)
    [later], _ = rules.prijs([regels[2]], prijzen(eerder={toen.regel.id: toen}))
    assert (later.bedrag, later.tarief) == (-5000, toen.tarief)


def test_leegloop_gaat_naar_gebruik_en_anders_gelijk() -> None:
    naar = sleutel(Leegloopsleutel.GEBRUIK, b=30, c=10)
    leegloop = regel(1, Urensoort.LEEGLOOP, kwartieren=44)
    [post], _ = rules.prijs([leegloop], prijzen(sleutels={"2026-09": naar}))
    assert {een.debiteur: een.bedrag for een in rules.geldregels(post)} == {
        BEE: 60_497,
        CEE: 20_166,
    }
    assert post.bedrag == 80_663
    niets = sleutel(Leegloopsleutel.GEBRUIK)
    assert niets.gewichten() == dict.fromkeys(LEDEN, 1)
    fte = rules.Sleutelfeiten(Leegloopsleutel.FTE, LEDEN, {AA: 5}, {BEE: 1})
    assert fte.gewichten() == {AA: 5, BEE: 0, CEE: 0}


def test_of_de_sleutel_vooraf_vaststond_weet_men_bij_fte_niet() -> None:
    """The weights of fte have no date."""
    for nu in Leegloopsleutel:
        for toen in Leegloopsleutel:
            vast = None if nu is Leegloopsleutel.FTE else True
            assert rules.sleutel_vooraf(nu, toen) is (vast if nu is toen else False)
        assert rules.sleutel_vooraf(nu, None) is None


def test_samenwerking_staat_erbij_en_wordt_pas_verrekend_als_dat_is_afgesproken() -> None:
    samen = regel(1, Urensoort.SAMENWERKING, kwartieren=10)
    for ja in (False, True):
        [post], _ = rules.prijs([samen], prijzen(samenwerking=ja))
        maand = rules.verreken(VERBAND, "2026-09", INSTELLING, [post])
        assert rules.samenwerkingsuren(maand.posten) == {AA: 10}
        assert bool(maand.facturen) is ja


def test_sluiten_kan_na_de_maand_in_volgorde_en_wat_men_zag() -> None:
    def codes(maand: str, laatste: str | None, gezien: str = "x") -> list[str]:
        redenen = rules.beletselen_sluiten(maand, laatste, date(2026, 10, 1), gezien, "x")
        return [een.code for een in redenen]

    assert codes("2026-09", None) == codes("2026-09", "2026-07") == []
    assert codes("2026-10", None) == ["maand-loopt"]
    assert codes("2026-09", "2026-09") == codes("2026-08", "2026-09", "y") == ["al-gesloten"]
    assert codes("2026-09", None, "y") == ["concept-gewijzigd"]


def test_buiten_de_btw_heeft_een_eigen_stuk_en_onder_nul_is_het_een_creditnota() -> None:
    terug = regel(4, uitlener=BEE, inlener=AA, kwartieren=-8, correctie_van=UUID(int=0x1000))
    regels = [regel(1), regel(2, inzet=UUID(int=2)), regel(3, inzet=UUID(int=3)), terug]
    eerder = rules.Urenpost(regel(0), TARIEF, 0, Btwroute.BELAST_21)
    posten, _ = rules.prijs(regels, prijzen(eerder={regel(0).id: eerder}))
    maand = rules.verreken(VERBAND, "2026-09", INSTELLING, posten)
    stukken = [(een.crediteur, een.soort.value, [b.categorie.value for b in een.btw])
               for een in maand.facturen]  # fmt: skip
    assert stukken == [
        (AA, "factuur", ["E", "S"]), (AA, "factuur", ["O"]), (BEE, "creditnota", ["S"]),
    ]  # fmt: skip
    gemengd = maand.facturen[0]
    assert [een.btw for een in gemengd.btw] == [0, rules.afgerond(117_328 * 21, 100)]
    assert gemengd.totaal == gemengd.netto + gemengd.btw[1].btw
    assert rules.verwijzingen(maand.facturen[2], {regel(0).id: "DS-7"}) == ["DS-7"]
    ontbreekt = rules.beletselen_ubl(None, None, maand.facturen[2].soort, [])
    assert [een.code for een in ontbreekt] == [
        "factuurgegevens-ontbreken", "factuurgegevens-ontbreken", "factuur-onbekend",
    ]  # fmt: skip
