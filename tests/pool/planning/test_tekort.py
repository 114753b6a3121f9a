"""Behoefte − eigen − pool: exact, whatever the calendar."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.pool.planning.rules import csvcel, tekort
from services.pool.planning.rules.tekort import Raster, Strook, Tijdvak, Vraag

DAGEN = st.dates(date(2025, 1, 1), date(2029, 12, 31))


@st.composite
def stroken(draw: st.DrawFn, functie: str | None = None) -> Strook:
    van = draw(DAGEN)
    tot = draw(st.none() | st.dates(van, date(2030, 6, 30)))
    keuze = functie or draw(st.sampled_from(["planeconoom", "jurist"]))
    werkgever = draw(st.sampled_from(["A", "B"]))
    return Strook(keuze, werkgever, van, tot, draw(st.integers(0, 400)))


@st.composite
def vragen(draw: st.DrawFn) -> Vraag:
    dekking = tuple(draw(st.lists(stroken("planeconoom"), max_size=3)))
    return Vraag(draw(stroken("planeconoom")), dekking, draw(st.booleans()))


def vak(van: date, tot: date) -> list[Tijdvak]:
    return tekort.tijdvakken(van, tot, Raster.MAAND)


def test_maanden_en_kwartalen_op_de_kalender() -> None:
    maanden = tekort.tijdvakken(date(2027, 12, 31), date(2028, 2, 1), Raster.MAAND)
    assert [(een.van, een.tot) for een in maanden] == [
        (date(2027, 12, 1), date(2027, 12, 31)),
        (date(2028, 1, 1), date(2028, 1, 31)),
        (date(2028, 2, 1), date(2028, 2, 29)),
    ]
    [kwartaal] = tekort.tijdvakken(date(2026, 11, 22), date(2026, 12, 31), Raster.KWARTAAL)
    assert kwartaal == Tijdvak(date(2026, 10, 1), date(2026, 12, 31))
    assert tekort.tijdvakken(date(2026, 2, 2), date(2026, 1, 1), Raster.MAAND) == []
    assert tekort.tijdvakken(date(9999, 11, 5), date.max, Raster.KWARTAAL)[-1].tot == date.max


@given(DAGEN, DAGEN, st.sampled_from(Raster))
def test_tijdvakken_sluiten_aan(een: date, ander: date, raster: Raster) -> None:
    van, tot = min(een, ander), max(een, ander)
    vakken = tekort.tijdvakken(van, tot, raster)
    assert vakken[0].van <= van
    assert vakken[-1].tot >= tot
    for vorig, volgend in pairwise(vakken):
        assert volgend.van - vorig.tot == timedelta(days=1)


@given(stroken(), DAGEN, DAGEN)
def test_een_strook_over_perioden_is_de_som(strook: Strook, een: date, ander: date) -> None:
    van, tot = min(een, ander), max(een, ander)
    vakken = vak(van, tot)
    heel = tekort.omvang(strook, vakken[0].van, vakken[-1].tot)
    assert heel == sum(tekort.omvang(strook, v.van, v.tot) for v in vakken)
    if strook.tot is None and strook.van <= van:
        assert tekort.omvang(strook, van, tot) == strook.tienden * ((tot - van).days + 1)


@given(
    st.lists(vragen(), max_size=4),
    st.lists(stroken(), max_size=4),
    st.lists(stroken(), max_size=3),
    st.lists(stroken(), max_size=4),
    DAGEN,
)
def test_de_tabel_is_de_som_van_haar_delen(
    gevraagd: list[Vraag],
    eigen: list[Strook],
    weg: list[Strook],
    pool: list[Strook],
    van: date,
) -> None:
    vakken = vak(van, van + timedelta(days=400))
    regels = tekort.tekorten(gevraagd, eigen, weg, pool, vakken)
    eerste, laatste = vakken[0].van, vakken[-1].tot

    def som(naam: str) -> int:
        return sum(getattr(regel, naam) for regel in regels)

    assert som("behoefte") == sum(tekort.omvang(v.strook, eerste, laatste) for v in gevraagd)
    assert som("pool") == sum(tekort.omvang(een, eerste, laatste) for een in pool)
    assert som("ongedekt") == sum(tekort.ongedekt(v, eerste, laatste) for v in gevraagd)
    assert 0 <= som("eigen") <= sum(tekort.omvang(een, eerste, laatste) for een in eigen)
    for regel in regels:
        assert 0 <= regel.ongedekt <= regel.behoefte
        assert regel.tekort == max(0, regel.behoefte - regel.eigen - regel.pool)
    andersom = tekort.tekorten(gevraagd[::-1], eigen[::-1], weg[::-1], pool[::-1], vakken)
    assert andersom == regels


@given(vragen(), DAGEN)
def test_ongedekt_per_dag(vraag: Vraag, van: date) -> None:
    """The sweep over breakpoints is what counting day by day gives."""
    tot = van + timedelta(days=90)
    per_dag = 0
    for dag in (van + timedelta(days=n) for n in range(91)):
        mist = tekort.omvang(vraag.strook, dag, dag)
        mist -= sum(tekort.omvang(een, dag, dag) for een in vraag.dekking)
        per_dag += 0 if vraag.is_vervuld else max(0, mist)
    assert tekort.ongedekt(vraag, van, tot) == per_dag
    eerste = tekort.eerste_ongedekte_dag(vraag, van)
    if per_dag:
        assert eerste is not None
        assert eerste <= tot
    if eerste is not None:
        assert tekort.ongedekt(vraag, eerste, eerste) > 0
        if eerste > van:
            assert tekort.ongedekt(vraag, van, eerste - timedelta(days=1)) == 0


def test_uitstroom_verlaagt_alleen_wat_die_werkgever_heeft() -> None:
    begin, eind = date(2027, 7, 1), date(2027, 7, 31)
    eigen = [Strook("jurist", "A", date(2026, 1, 1), None, 360)]
    weg = [
        Strook("jurist", "A", date(2027, 7, 1), None, 500),
        Strook("jurist", "B", date(2026, 1, 1), None, 360),
    ]
    [juni, juli] = tekort.tijdvakken(date(2027, 6, 1), eind, Raster.MAAND)
    regels = tekort.tekorten([], eigen, weg, [], [juni, juli])
    assert [(een.tijdvak, een.eigen) for een in regels] == [(juni, 360 * 30)]
    assert tekort.als_uren(360 * 7) == Decimal("36.0")
    assert juli == Tijdvak(begin, eind)


@given(
    st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 400)), max_size=4),
    st.booleans(),
)
def test_perioden_over_een_lidmaatschap(
    van: int, duur: int | None, stukken: list[tuple[int, int, int]], open_eind: bool
) -> None:
    nul = date(2026, 9, 1)
    basis = (nul + timedelta(van), None if duur is None else nul + timedelta(van + duur), 320)
    perioden: list[tuple[date, date | None, int]] = []
    begin = nul
    for gat, lengte, uren in stukken:
        eerste = begin + timedelta(gat)
        perioden.append((eerste, eerste + timedelta(lengte), uren))
        begin = eerste + timedelta(lengte + 1)
    if perioden and open_eind:
        perioden[-1] = (perioden[-1][0], None, perioden[-1][2])
    delen = tekort.leg_erover(basis, perioden[::-1])

    def op(rij: list[tuple[date, date | None, int]], dag: date) -> list[int]:
        return [uren for v, t, uren in rij if v <= dag and (t is None or dag <= t)]

    for dag in (nul + timedelta(nr) for nr in range(400)):
        lid = op([basis], dag)
        verwacht = (op(perioden, dag) or lid) if lid else []
        assert op(delen, dag) == verwacht


@given(st.integers(0, 600), st.lists(st.text("abc", min_size=1), unique=True, max_size=5))
def test_uren_over_functies_gaan_niet_verloren(uren: int, functies: list[str]) -> None:
    delen = tekort.verdeel_over_functies(uren, functies)
    assert sum(delen.values()) == (uren if functies else 0)
    assert max(delen.values(), default=0) - min(delen.values(), default=0) <= 1


@given(st.text())
def test_een_cel_is_nooit_een_formule_en_komt_heel_terug(tekst: str) -> None:
    cel = csvcel.veilig(tekst)
    assert csvcel.gelezen(cel) == tekst
    if cel.startswith(("=", "+", "-", "@", "\t", "\r")):
        assert float(cel) <= 0  # a plain negative number
