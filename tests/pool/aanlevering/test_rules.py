"""What senders write, and what it says."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.aanlevering import rules
from services.pool.aanlevering.rules import Inhuuropdracht, waarden
from services.pool.flexpool.rules import Niveau
from services.pool.planning import rules as planning

AFZENDER, ANDER = "00000099000000001000", "00000099000000002000"
VERBAND = UUID(int=1)
VANDAAG = date(2026, 8, 12)


def lees(**velden: str) -> rules.Gelezen:
    opdracht, redenen = rules.herken({"kenmerk": "K1", "titel": "Planeconoom"} | velden)
    assert redenen == ()
    return rules.lees(opdracht, AFZENDER, frozenset({VERBAND}))


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("24-36", (24, 36)),
        ("0-8", (0, 8)),
        ("32", (32, 32)),
        ("28,8", ("28.8", "28.8")),
        ("32 - 36 uur", (32, 36)),
        ("16 tot 24", (16, 24)),
        ("veel", None),
        ("32-", None),
        ("-8", None),
    ],
)
def test_uren(tekst: str, verwacht: tuple[object, object] | None) -> None:
    uren = waarden.lees_uren(tekst)
    assert uren == (verwacht and tuple(Decimal(str(een)) for een in verwacht))


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("2026-07-01", date(2026, 7, 1)),
        ("1-7-2026", date(2026, 7, 1)),
        ("1 juli 2026", date(2026, 7, 1)),
        ("2026-02-30", None),
        ("1 juli", None),
        ("ooit", None),
    ],
)
def test_datum(tekst: str, verwacht: date | None) -> None:
    assert waarden.lees_datum(tekst) == verwacht


@pytest.mark.parametrize(
    ("tekst", "maanden"),
    [
        ("6 maanden", 6),
        ("12 maanden, optie 2x6", 12),
        ("1 jaar", 12),
        ("tijdelijk", None),
        ("optie 6 maanden", None),
        ("zzp of detachering", None),
    ],
)
def test_duur(tekst: str, maanden: int | None) -> None:
    assert waarden.lees_duur(tekst) == maanden


def test_zsm_met_een_duur_is_compleet() -> None:
    gelezen = lees(begin="zsm", contractvorm="6 maanden", uren="20-24")
    assert gelezen.redenen == ()
    behoefte = gelezen.behoefte
    assert (behoefte.zo_snel_mogelijk, behoefte.duur_maanden) == (True, 6)
    assert planning.periode(behoefte, VANDAAG) == (VANDAAG, date(2027, 2, 11))
    assert planning.beginstatus(behoefte, VANDAAG) is planning.BehoefteStatus.OPEN


def test_een_dag_zonder_jaar_mist_iets_maar_is_niet_fout() -> None:
    gelezen = lees(uren="24", begin="zsm", eind="1 juli (jaar niet vermeld)")
    assert gelezen.redenen == ()
    assert "jaar-ontbreekt" in [een.code for een in gelezen.opmerkingen]
    assert planning.ontbreekt(gelezen.behoefte) == ["tot"]


def test_nader_te_bepalen_is_niet_fout_maar_mist() -> None:
    gelezen = lees(uren="n.t.b.", begin="in overleg", eind="nader te bepalen")
    assert gelezen.redenen == ()
    assert planning.ontbreekt(gelezen.behoefte) == ["urenMax", "van", "tot"]


def test_elke_fout_wordt_genoemd() -> None:
    opdracht, _ = rules.herken(
        {
            "inlener": ANDER,
            "verband": str(UUID(int=9)),
            "functie": "tovenaar",
            "niveau": "meester",
            "pc4": "0123",
            "uren": "36-24",
            "kleinsteUrenblok": "half",
            "begin": "2026-13-45",
            "eind": "later",
        }
    )
    gelezen = rules.lees(opdracht, AFZENDER, frozenset({VERBAND}))
    assert {(een.veld, een.code) for een in gelezen.redenen} == {
        ("kenmerk", "ontbreekt"),
        ("inlener", "niet-eigen-organisatie"),
        ("verband", "geen-lid"),
        ("functie", "functie-onbekend"),
        ("niveau", "niveau-onbekend"),
        ("pc4", "pc4-onjuist"),
        ("urenMin", "uren-omgekeerd"),
        ("kleinsteUrenblok", "uren-onleesbaar"),
        ("begin", "datum-onleesbaar"),
        ("eind", "datum-onleesbaar"),
        ("titel", "ontbreekt"),
    }


def test_vorm_van_een_item() -> None:
    opdracht, redenen = rules.herken(
        {"id": "V1", "uren": 32, "titel": "x" * 201, "kleur": "rood", "plaats": ["a"], "eind": None}
    )
    assert (opdracht.kenmerk, opdracht.uren) == ("V1", "32")
    assert {(een.veld, een.code) for een in redenen} == {
        ("titel", "tekst-onjuist"),
        ("kleur", "veld-onbekend"),
        ("plaats", "geen-tekst"),
    }
    _, [reden] = rules.herken({"soort": "vacature"})
    assert reden.code == "geen-inhuuropdracht"


@pytest.mark.parametrize(
    ("titel", "functie", "niveau"),
    [
        ("Junior Vergunningverlener", "vergunningverlener", Niveau.JUNIOR),
        ("Medior/senior projectleider wegen", "projectleider", Niveau.MEDIOR),
        ("Jurist ruimtelijke ordening", "jurist", None),
        ("Projectleiderschap", None, None),
    ],
)
def test_functie_en_niveau_uit_de_titel(
    titel: str, functie: str | None, niveau: Niveau | None
) -> None:
    gelezen = lees(titel=titel)
    assert (gelezen.behoefte.functie, gelezen.behoefte.niveau) == (functie, niveau)
    assert bool(functie) == any(een.code == "uit-titel" for een in gelezen.opmerkingen)


def test_dezelfde_feiten_hebben_dezelfde_vingerafdruk() -> None:
    een, _ = rules.herken({"kenmerk": "K1", "titel": "Jurist", "plaats": "Arnhem"})
    ander, _ = rules.herken({"plaats": "Arnhem", "titel": "Jurist", "id": "K1", "url": "x"})
    assert rules.vingerafdruk(een) == rules.vingerafdruk(ander)
    assert rules.vingerafdruk(een) != rules.vingerafdruk(Inhuuropdracht(kenmerk="K1"))


@given(st.dictionaries(st.sampled_from(sorted(rules.NAMEN)), st.text() | st.floats() | st.none()))
def test_geen_item_laat_het_lezen_vallen(item: dict[str, object]) -> None:
    opdracht, redenen = rules.herken(item)
    gelezen = rules.lees(opdracht, AFZENDER, frozenset({VERBAND}))
    for reden in (*redenen, *gelezen.redenen):
        assert reden.veld
        assert reden.uitleg
    if not gelezen.redenen:
        planning.beginstatus(gelezen.behoefte, VANDAAG)
