"""The tables themselves: right counts, and nothing to be computed from them."""

from collections import Counter, defaultdict
from datetime import date
from statistics import median
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Categorie
from services.vacatures.indicatoren import rules
from services.vacatures.indicatoren.rules import (
    TOTAAL,
    Geteld,
    Openstaand,
    Tabel,
    Tabelcel,
    Uitstroom,
    Vervulling,
)
from services.vacatures.profiel.rules import Grootteklasse
from tests.vacatures.indicatoren import aanvaller
from tests.vacatures.indicatoren.aanvaller import Som

VERBAND, ANDER = UUID(int=1), UUID(int=2)
MAAND = date(2026, 8, 1)
WERKGEVERS = ["klein", "midden", "groot", "g4", "onbekend"]
KLASSEN = dict(
    zip(
        WERKGEVERS,
        [
            Grootteklasse.TOT_20000,
            Grootteklasse.VAN_20000_TOT_50000,
            Grootteklasse.VANAF_100000,
            Grootteklasse.G4,
            Grootteklasse.ONBEKEND,
        ],
        strict=True,
    )
)
klasse = KLASSEN.__getitem__
DAGEN = st.one_of(st.none(), st.integers(0, 300))
VERVULLING = st.builds(
    Vervulling,
    st.just(MAAND),
    st.just(MAAND),
    st.sampled_from(WERKGEVERS),
    st.sampled_from([None, "jurist", "planeconoom"]),
    st.booleans(),
    st.sampled_from([None, *WERKGEVERS]),
    st.sampled_from(Categorie),
    st.just(frozenset({VERBAND})),
    st.sampled_from([frozenset(), frozenset({VERBAND}), frozenset({ANDER})]),
    DAGEN,
    DAGEN,
)
VEEL = st.lists(VERVULLING, max_size=60)
K = st.integers(2, 6)
OPEN = st.builds(Openstaand, st.sampled_from(WERKGEVERS), st.integers(1, 12), st.integers(0, 300))


def naam(cel: Tabelcel) -> str:
    return f"{cel.onderdeel}/{cel.rij}/{cel.kolom}"


def veilig(cellen: list[Tabelcel], sommen: list[Som], k: int) -> None:
    """What a reader of the table as printed can compute."""
    waarden = {naam(cel): cel.aantal for cel in cellen}
    assert len(waarden) == len(cellen)
    assert not [cel for cel in cellen if cel.aantal is not None and 0 < cel.aantal < k]
    assert not [cel for cel in cellen if cel.verborgen and cel.mediaan is not None]
    gebruikt = {n for som in sommen for kant in som for n in kant}
    kern = {n: w for n, w in waarden.items() if n in gebruikt}
    assert aanvaller.bepaald(sommen, kern) == {}
    for laagst, hoogst in aanvaller.ruimte(sommen, kern).values():
        assert hoogst >= k
        assert hoogst > laagst


def lijstsommen(cellen: list[Tabelcel], onderdeel: str) -> list[Som]:
    namen = [naam(c) for c in cellen if c.onderdeel == onderdeel and c.rij != TOTAAL]
    return [(namen, [f"{onderdeel}/{TOTAAL}/None"])]


def matrixsommen(cellen: list[Tabelcel]) -> list[Som]:
    per_rij: dict[str, list[tuple[str, str]]] = defaultdict(list)
    per_kolom: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for cel in cellen:
        per_rij[cel.rij].append((cel.kolom or "", naam(cel)))
        per_kolom[cel.kolom or ""].append((cel.rij, naam(cel)))
    sommen: list[Som] = []
    groepen = [*per_rij.values()]
    groepen += [*per_kolom.values()]
    for groep in groepen:
        delen = [n for kant, n in groep if kant != TOTAAL]
        sommen.append((delen, [n for kant, n in groep if kant == TOTAAL]))
    return sommen


@settings(max_examples=8)
@given(VEEL, K)
def test_times(vervullingen: list[Vervulling], k: int) -> None:
    for tel, veld in ((rules.vervultijd, "vervultijd"), (rules.wervingstijd, "wervingstijd")):
        cellen = tel(vervullingen, klasse, k)
        totaal = [f"{TOTAAL}/{TOTAAL}/None"]
        delen: list[Som] = [
            ([naam(c) for c in cellen if c.onderdeel == deel], totaal)
            for deel in ("grootteklasse", "functie")
        ]
        veilig(cellen, delen, k)
        geteld = [v for v in vervullingen if v.telt_als_vacature]
        alles = cellen[-1]
        if alles.aantal is not None:
            assert alles.aantal == len(geteld)
            bekend = [d for v in geteld if (d := getattr(v, veld)) is not None]
            assert alles.mediaan == (median(bekend) if len(bekend) >= k else None)


@settings(max_examples=8)
@given(VEEL, K)
def test_flows(vervullingen: list[Vervulling], k: int) -> None:
    cellen = rules.stromen(vervullingen, klasse, k)
    veilig(cellen, matrixsommen(cellen), k)
    moves = [v for v in vervullingen if v.van_organisatie not in (None, v.werkgever)]
    echt = Counter((str(klasse(v.van_organisatie or "")), str(klasse(v.werkgever))) for v in moves)
    for cel in cellen:
        if cel.aantal is not None and TOTAAL not in (cel.rij, cel.kolom):
            assert cel.aantal == echt[cel.rij, cel.kolom or ""]
    if cellen[-1].aantal is not None:
        assert cellen[-1].aantal == len(moves)


@settings(max_examples=8)
@given(VEEL, st.lists(OPEN, max_size=20), K)
def test_hard_to_fill(vervullingen: list[Vervulling], openstaand: list[Openstaand], k: int) -> None:
    cellen = rules.moeilijk_vervulbaar(vervullingen, openstaand, klasse, 90, k)
    veilig(cellen, matrixsommen(cellen), k)
    plaatsen = sum(o.plaatsen for o in openstaand)
    alles = sum(v.telt_als_vacature for v in vervullingen) + plaatsen
    assert cellen[-1].aantal in (None, alles)


def test_what_is_hard_to_fill() -> None:
    def vervuld(dagen: int | None) -> Vervulling:
        return Vervulling(
            MAAND,
            MAAND,
            "klein",
            None,
            True,
            None,
            Categorie.EXTERN,
            frozenset(),
            frozenset(),
            dagen,
            dagen,
        )

    vervullingen = [vervuld(90), vervuld(91), vervuld(None)]
    openstaand = [Openstaand("klein", 2, 90), Openstaand("klein", 3, 91)]
    cellen = rules.moeilijk_vervulbaar(vervullingen, openstaand, klasse, 90, 1)
    klein = {c.kolom: c.aantal for c in cellen if c.rij == Grootteklasse.TOT_20000}
    assert klein == {
        "vervuld_binnen_termijn": 1,
        "vervuld_na_termijn": 1,
        "niet_vervuld": 3,
        "nog_te_kort_open": 2,
        "duur_onbekend": 1,
        TOTAAL: 8,
    }


@given(VEEL, K, st.sampled_from([None, VERBAND, ANDER]))
def test_where_they_came_from(vervullingen: list[Vervulling], k: int, verband: UUID | None) -> None:
    cellen = rules.verbandmoves(vervullingen, verband, k)
    veilig(cellen, lijstsommen(cellen, "herkomst"), k)
    if all(cel.aantal is not None for cel in cellen):
        *delen, totaal = [cel.aantal or 0 for cel in cellen]
        assert sum(delen) == totaal == len(vervullingen)


@pytest.mark.parametrize(
    ("categorie", "van", "via", "verwacht"),
    [
        (Categorie.INTERN, "klein", (), "eigen_organisatie"),
        (Categorie.HERPLAATSING, "klein", (), "eigen_organisatie"),
        (Categorie.INLEENKRACHT, "groot", (), "inleenkracht"),
        (Categorie.PARTNER, "groot", (VERBAND,), "binnen_verband"),
        (Categorie.PARTNER, "groot", (ANDER,), "buiten_verband"),
        (Categorie.HERPLAATSING_PARTNER, "groot", (VERBAND, ANDER), "binnen_verband"),
        (Categorie.DOORVERWEZEN, None, (VERBAND,), "binnen_verband"),
        (Categorie.EXTERN, "groot", (), "buiten_verband"),
        (Categorie.EXTERN, None, (), "elders"),
    ],
)
def test_one_origin(
    categorie: Categorie, van: str | None, via: tuple[UUID, ...], verwacht: str
) -> None:
    een = Vervulling(
        MAAND, MAAND, "klein", None, True, van, categorie, frozenset(), frozenset(via), 1, 1
    )
    cellen = rules.verbandmoves([een], VERBAND, 1)
    assert {cel.rij for cel in cellen if cel.aantal == 1} == {verwacht, TOTAAL}


# So many, of at most as many people: somebody can be turned down more than once.
GETELD = st.integers(0, 30).flatmap(
    lambda n: st.builds(Geteld, st.just(n), st.integers(min(1, n), n))
)


def samen(geteld: dict[str, Geteld]) -> dict[str, Geteld]:
    """With the total; the same people come back in every cell."""
    personen = max((een.personen for een in geteld.values()), default=0)
    return geteld | {TOTAAL: Geteld(sum(een.aantal for een in geteld.values()), personen)}


@given(
    st.dictionaries(st.sampled_from(["gevolgd", "afgeweken"]), GETELD),
    st.dictionaries(st.sampled_from(["past-niet", "anders", "uren"]), GETELD),
    K,
)
def test_priority(aanbiedingen: dict[str, Geteld], afwijzingen: dict[str, Geteld], k: int) -> None:
    alle = {"aanbiedingen": samen(aanbiedingen), "afwijzingen": samen(afwijzingen)}
    cellen = rules.voorrang(alle["aanbiedingen"], alle["afwijzingen"], k)
    for cel in cellen:
        een = alle[cel.onderdeel].get(cel.rij, Geteld())
        assert cel.aantal in (None, een.aantal)
        assert cel.verborgen or een.aantal == 0 or een.personen >= k
    sommen = lijstsommen(cellen, "aanbiedingen") + lijstsommen(cellen, "afwijzingen")
    veilig(cellen, sommen, k)


def test_who_is_turned_down_five_times_is_one_person() -> None:
    een = {"anders": Geteld(5, 1), TOTAAL: Geteld(5, 1)}
    cellen = {naam(cel): cel.aantal for cel in rules.voorrang({}, een, 5)}
    assert cellen["afwijzingen/anders/None"] is cellen[f"afwijzingen/{TOTAAL}/None"] is None
    assert cellen[f"aanbiedingen/{TOTAAL}/None"] == 0


UITSTROOM = st.builds(Uitstroom, *[st.integers(0, 15)] * 6)


@given(st.lists(UITSTROOM, max_size=5), K)
def test_who_left(opgaven: list[Uitstroom], k: int) -> None:
    cellen = rules.uitstroombestemming(opgaven, k)
    getoond = {naam(cel): cel.aantal for cel in cellen}
    kern = [cel for cel in cellen if cel.onderdeel == "bestemming"]
    veilig(kern, lijstsommen(kern, "bestemming"), k)
    totaal = getoond["bestemming/totaal/None"]
    assert getoond["behoud/uitstroom/None"] == totaal
    verband = getoond["behoud/uitstroom_uit_het_verband/None"]
    if verband is not None:
        assert verband == sum(
            o.overheid + o.bedrijfsleven + o.zzp + o.pensioen + o.onbekend for o in opgaven
        )
    else:
        assert None in (totaal, getoond["bestemming/binnen_verband/None"])


# ---- what is printed with it ---------------------------------------------------------------------
def test_every_table_explains_itself() -> None:
    assert set(rules.BESCHRIJVINGEN) == set(Tabel)
    for wat in rules.BESCHRIJVINGEN.values():
        assert wat.titel
        assert wat.definitie.endswith(".")
        assert wat.bron
        assert wat.zekerheid in ("A", "B", "C")
    assert "1 tot en met 4" in rules.verbergingstekst(5)
    assert "geen aantal" in rules.verbergingstekst(1)


@pytest.mark.parametrize(
    ("van", "tot", "begin", "eind", "jaren"),
    [
        (None, None, date(2025, 9, 1), date(2026, 9, 1), []),
        ("2025-01", "2025-12", date(2025, 1, 1), date(2026, 1, 1), [2025]),
        ("2024-02", None, date(2024, 2, 1), date(2026, 9, 1), [2025]),
        (None, "2025-12", date(2025, 1, 1), date(2026, 1, 1), [2025]),
        ("2025-12", "2026-01", date(2025, 12, 1), date(2026, 2, 1), []),
    ],
)
def test_periods(
    van: str | None, tot: str | None, begin: date, eind: date, jaren: list[int]
) -> None:
    gevraagd = rules.periode(van, tot, date(2026, 8, 12))
    assert (gevraagd.begin, gevraagd.eind) == (begin, eind)
    assert list(gevraagd.jaren) == jaren
    assert rules.gebrek(gevraagd) is None


def test_no_period() -> None:
    vandaag = date(2026, 8, 12)
    assert "voor" in str(rules.gebrek(rules.periode("2026-09", None, vandaag)))
    assert "120" in str(rules.gebrek(rules.periode("2016-08", "2026-08", vandaag)))
    assert rules.gebrek(rules.periode("2016-09", "2026-08", vandaag)) is None


@given(st.dates(date(1905, 1, 1), date(2200, 1, 1)), st.integers(-1000, 1000))
def test_months_forth_and_back(dag: date, maanden: int) -> None:
    eerste = dag.replace(day=1)
    assert rules.verschuif(rules.verschuif(eerste, maanden), -maanden) == eerste
