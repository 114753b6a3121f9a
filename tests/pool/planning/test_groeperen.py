"""Grouping keeps hours, each need in one group; patterns follow the agreed numbers."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.pool.flexpool.rules import Niveau
from services.pool.planning.rules import groeperen, patronen
from services.pool.planning.rules.groeperen import KleineBehoefte
from services.pool.planning.rules.patronen import Inzetvraag, Patroon

GRENS, KORTST = Decimal(16), 28
VAN = date(2026, 9, 1)


@st.composite
def behoeften(draw: st.DrawFn) -> list[KleineBehoefte]:
    aantal = draw(st.integers(0, 12))
    lijst = []
    for nr in range(aantal):
        van = VAN + timedelta(days=draw(st.integers(0, 200)))
        duur = draw(st.none() | st.integers(0, 300))
        lijst.append(
            KleineBehoefte(
                UUID(int=nr + 1),
                draw(st.sampled_from("ABCD")),
                draw(st.sampled_from(["mer", "jurist"])),
                draw(st.sampled_from([None, Niveau.SENIOR])),
                Decimal(draw(st.integers(1, 240))) / 10,
                van,
                None if duur is None else van + timedelta(days=duur),
            )
        )
    return lijst


@given(behoeften(), st.randoms())
def test_groepen_houden_de_uren(lijst: list[KleineBehoefte], kans: object) -> None:
    groepen = groeperen.stel_groepen_voor(lijst, GRENS, KORTST)
    per_id = {een.id: een for een in lijst}
    alle = [id for groep in groepen for id in groep.behoeften]
    assert len(alle) == len(set(alle))
    for groep in groepen:
        delen = [per_id[id] for id in groep.behoeften]
        assert groep.uren == sum(een.uren for een in delen) <= groeperen.MEESTE_UREN
        assert len(groep.organisaties) >= 2
        assert {een.inlener for een in delen} == set(groep.organisaties)
        assert {(een.functie, een.niveau) for een in delen} == {(groep.functie, groep.niveau)}
        assert all(een.uren <= GRENS for een in delen)
        assert all(een.van <= groep.van for een in delen)
        if groep.tot is not None:
            assert (groep.tot - groep.van).days + 1 >= KORTST
            assert all(een.tot is None or een.tot >= groep.tot for een in delen)
        assert groeperen.fouten_in_groep(delen, GRENS, KORTST) == []
    geschud = list(lijst)
    kans.shuffle(geschud)  # type: ignore[attr-defined]
    assert groeperen.stel_groepen_voor(geschud, GRENS, KORTST) == groepen


def klein(nr: int, inlener: str, uren: str = "8", **anders: object) -> KleineBehoefte:
    basis = {"functie": "mer", "niveau": None, "van": VAN, "tot": date(2026, 12, 31)} | anders
    return KleineBehoefte(UUID(int=nr), inlener, uren=Decimal(uren), **basis)  # type: ignore[arg-type]


def test_wat_geen_groep_wordt() -> None:
    def codes(*delen: KleineBehoefte) -> list[str]:
        return [een.code for een in groeperen.fouten_in_groep(delen, GRENS, KORTST)]

    assert codes(klein(1, "A"), klein(2, "B")) == []
    assert codes(klein(1, "A"), klein(2, "A")) == ["een-organisatie"]
    assert codes(klein(1, "A"), klein(2, "B", "24")) == ["behoefte-te-groot"]
    assert codes(klein(1, "A"), klein(2, "B", functie="jurist")) == ["functie-verschilt"]
    later = klein(2, "B", van=date(2026, 12, 20), tot=None)
    assert codes(klein(1, "A"), later) == ["periode-verschilt"]
    vol = [klein(nr, "AB"[nr % 2], "16") for nr in range(1, 4)]
    assert codes(*vol) == ["uren-te-veel"]


def vraag(organisatie: str, van: date | None, tot: date | None = None) -> Inzetvraag:
    return Inzetvraag("mer", organisatie, van, tot, is_inhuur=True)


BEGIN, EIND = date(2025, 1, 1), date(2026, 12, 31)


def test_terugkerend_is_een_begin_in_zoveel_kwartalen() -> None:
    kwartalen = [date(2025, 2, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 10, 1)]
    rij = [vraag("A", dag) for dag in kwartalen]
    [gevonden] = patronen.zoek_patronen(rij, BEGIN, EIND, 3, 3)
    assert gevonden.patronen == (Patroon.TERUGKEREND,)
    assert gevonden.kwartalen == ("2025-K1", "2025-K2", "2026-K4")
    assert (gevonden.keren, gevonden.keren_inhuur, gevonden.organisaties) == (4, 4, 1)
    assert patronen.zoek_patronen(rij, BEGIN, EIND, 4, 3) == []


def test_wisselend_is_bij_zoveel_organisaties_en_bij_geen_altijd() -> None:
    rij = [vraag("A", date(2025, 2, 1)), vraag("B", date(2025, 2, 1)), vraag("C", None)]
    [gevonden] = patronen.zoek_patronen(rij, BEGIN, EIND, 3, 3)
    assert gevonden.patronen == (Patroon.WISSELEND,)
    altijd = [vraag("C", BEGIN, EIND)]
    assert patronen.zoek_patronen(rij[:2] + altijd, BEGIN, EIND, 3, 3) == []
    assert patronen.zoek_patronen([vraag("A", date(2024, 12, 31))], BEGIN, EIND, 1, 1) == []
