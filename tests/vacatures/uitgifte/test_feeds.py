"""Feeds over HTTP: what is public, complete or not at all, and only when it changed."""

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.uitgifte import storage
from services.vacatures.uitgifte.routes import Voorraad, leveren
from services.vacatures.uitgifte.routes.leveren import MAX_AANTAL, MAX_BYTES, Gemaakt
from services.vacatures.uitgifte.rules import Uitgavevorm
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    INTERN,
    NA_SLUITING,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.uitgifte.conftest import FEEDS, Halen
from tests.vacatures.uitgifte.lezers import ALLE_LEZERS

UUID_TEKST = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENTEN = [
    later(INTERN, minutes=5),
    later(PARTNERS, minutes=-5),
    later(PARTNERS, minutes=5),
    later(OPENBAAR, minutes=-5),
    later(OPENBAAR, minutes=5),
    later(OPENBAAR, days=1),
    later(NA_SLUITING, minutes=-5),
    later(NA_SLUITING, minutes=5),
]


def ids(antwoord: Any) -> list[str]:
    assert antwoord.status_code == 200, antwoord.text
    if antwoord.request.url.path.endswith("sitemap"):
        return [deel.split("<")[0] for deel in antwoord.text.split("/vacature/")[1:]]
    vorm = Uitgavevorm(antwoord.request.url.path.rpartition("/")[2])
    return list(ALLE_LEZERS[vorm](antwoord.content))


# ---- what is public
def test_only_when_everybody_may_apply_and_until_it_closes(haal: Halen, vacature: str) -> None:
    for vorm in FEEDS:
        gezien = [ids(haal(vorm, nu)) for nu in MOMENTEN]
        assert gezien == [[], [], [], [], [vacature], [vacature], [vacature], []]


@pytest.mark.parametrize("naar", ["gesloten", "ingetrokken", "vervuld"])
def test_what_ended_is_in_no_feed(
    naar: str, haal: Halen, vacature: str, client: TestClient, recruiter: Vraag
) -> None:
    nu = later(OPENBAAR, days=1)
    assert all(ids(haal(vorm, nu)) == [vacature] for vorm in FEEDS)
    answer = client.post(
        f"{BASE}/vacatures/{vacature}/statuswijzigingen",
        json={"naar": naar, "reden": "klaar"},
        headers=recruiter(nu=nu),
    )
    assert answer.status_code == 201, answer.text
    assert all(ids(haal(vorm, later(nu, minutes=1))) == [] for vorm in FEEDS)


def test_seen_by_all_is_not_yet_public(
    haal: Halen, vacature: str, client: TestClient, engine: Engine
) -> None:
    """A phase in which outsiders may look but not apply is still a window of priority."""
    assert client
    with engine.begin() as tx:
        for tabel in ("zichtperiode", "open_zicht"):
            sleutel = "sleutel" if tabel == "open_zicht" else "categorie"
            tx.execute(text(f"UPDATE {tabel} SET solliciteren = 'nee' WHERE {sleutel} = 'extern'"))
    assert all(ids(haal(vorm)) == [] for vorm in FEEDS)


@pytest.fixture
def engine(client: TestClient) -> Engine:
    found: Engine = client.app.state.engine  # type: ignore[attr-defined]
    return found


def test_filters(haal: Halen, client: TestClient, recruiter: Vraag) -> None:
    van_aa = nieuw(client, recruiter(), titel="Van Aa")
    open_(client, recruiter(), van_aa)
    bee = {"organisatie": BEE, "verbanden": [(VERBAND, 1), (ANDER_VERBAND, 1)]}
    van_bee = nieuw(client, recruiter(**bee), titel="Van Bee")
    open_(client, recruiter(**bee), van_bee, verbanden=[str(ANDER_VERBAND)])
    for vorm in FEEDS:
        assert set(ids(haal(vorm))) == {van_aa, van_bee}
        assert ids(haal(vorm, werkgever=AA)) == [van_aa]
        assert ids(haal(vorm, werkgever=BEE)) == [van_bee]
        assert ids(haal(vorm, werkgever=CEE)) == []
        assert ids(haal(vorm, verband=str(ANDER_VERBAND))) == [van_bee]
        assert ids(haal(vorm, verband=str(VERBAND))) == [van_aa]
        assert ids(haal(vorm, verband=str(VERBAND), werkgever=BEE)) == []
        assert haal(vorm, werkgever="fout").status_code == 400
        assert haal(vorm, onzin="1").status_code == 400


def test_robots_names_the_sitemap(haal: Halen) -> None:
    antwoord = haal("robots")
    assert antwoord.headers["content-type"].startswith("text/plain")
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in antwoord.text.splitlines()


# ---- nothing of what is hidden
def test_a_hidden_vacancy_changes_no_byte(
    haal: Halen, client: TestClient, recruiter: Vraag, vacature: str, engine: Engine
) -> None:
    """Every feed, filter and header, with and without hidden vacancies, at every moment."""
    vragen: list[dict[str, str]] = [
        {}, {"werkgever": AA}, {"werkgever": CEE}, {"verband": str(VERBAND)},
        {"verband": str(ANDER_VERBAND)},
    ]  # fmt: skip

    def alles() -> list[Any]:
        gezien = []
        client.app.state.uitgiften = Voorraad()  # type: ignore[attr-defined]
        for nu in (MOMENTEN[nr] for nr in (0, 2, 4, 7)):  # one in each phase, and after it
            for vorm in FEEDS:
                for vraag in vragen if vorm is Uitgavevorm.XML else vragen[:1]:
                    antwoord = haal(vorm, nu, **vraag)
                    koppen = {k: antwoord.headers.get(k) for k in ("etag", "last-modified")}
                    gezien.append((nu, vorm, vraag, antwoord.content, koppen))
        return gezien

    zonder = alles()
    # Concepts, one in its window until after the last moment, one withdrawn before it was public.
    nu = later(INTERN, minutes=1)
    nieuw(client, recruiter(nu=nu), titel="Concept")
    lang = nieuw(client, recruiter(nu=nu), titel="Verborgen", sluitingsDatum="2027-06-30")
    open_(client, recruiter(nu=nu), lang)
    with engine.begin() as tx:
        for tabel in ("zichtperiode", "open_zicht"):
            sleutel = "sleutel" if tabel == "open_zicht" else "categorie"
            tx.execute(
                text(
                    f"UPDATE {tabel} SET van = van + interval '60 days', tot = tot + interval '90"
                    f" days' WHERE vacature_id = :id AND {sleutel} = 'extern'"
                ),
                {"id": lang},
            )
    kort = nieuw(client, recruiter(nu=nu), titel="Ingetrokken")
    open_(client, recruiter(nu=nu), kort)
    client.post(
        f"{BASE}/vacatures/{kort}/statuswijzigingen",
        json={"naar": "ingetrokken", "reden": "toch niet"},
        headers=recruiter(nu=later(INTERN, minutes=2)),
    ).raise_for_status()
    assert alles() == zonder


# ---- only when it changed
@pytest.mark.parametrize("vorm", [Uitgavevorm.XML, Uitgavevorm.JSONFEED])
def test_an_unchanged_feed_is_not_sent_again(
    vorm: Uitgavevorm, haal: Halen, vacature: str, client: TestClient, recruiter: Vraag
) -> None:
    nu = later(OPENBAAR, days=1)
    eerst = haal(vorm, nu)
    label = eerst.headers["etag"]
    assert vacature in ids(eerst)
    assert parsedate_to_datetime(eerst.headers["last-modified"]) == OPENBAAR
    for koppen in (
        {"If-None-Match": label},
        {"If-None-Match": f'"anders", W/{label}'},
        {"If-Modified-Since": eerst.headers["last-modified"]},
    ):
        weer = haal(vorm, later(nu, hours=1), koppen=koppen)
        assert (weer.status_code, weer.content) == (304, b"")
        assert weer.headers["etag"] == label
    gezet = client.patch(
        f"{BASE}/vacatures/{vacature}",
        json={"plaats": "Beedorp"},
        headers=recruiter(nu=later(nu, hours=2)),
    )
    assert gezet.status_code == 200, gezet.text
    for koppen in (
        {"If-None-Match": label},
        {"If-Modified-Since": eerst.headers["last-modified"]},
        {"If-None-Match": '"anders"', "If-Modified-Since": "Fri, 01 Jan 2027 00:00:00 GMT"},
        {"If-Modified-Since": "onzin"},
    ):
        nieuwe = haal(vorm, later(nu, hours=3), koppen=koppen)
        assert nieuwe.status_code == 200
        assert nieuwe.headers["etag"] != label
        assert parsedate_to_datetime(nieuwe.headers["last-modified"]) > OPENBAAR


def test_what_closes_by_the_clock_is_a_change(haal: Halen, vacature: str) -> None:
    eerst = haal("xml", later(NA_SLUITING, minutes=-5))
    assert ids(eerst) == [vacature]
    for koppen in (
        {"If-None-Match": eerst.headers["etag"]},
        {"If-Modified-Since": eerst.headers["last-modified"]},
    ):
        na = haal("xml", later(NA_SLUITING, minutes=5), koppen=koppen)
        assert ids(na) == []
        assert parsedate_to_datetime(na.headers["last-modified"]) == NA_SLUITING


def test_the_worker_changes_nothing(haal: Halen, vacature: str, client: TestClient) -> None:
    """It writes down what the clock did; a reader hears of that once."""
    nu = later(NA_SLUITING, minutes=5)
    voor = haal("xml", nu)
    with client.app.state.sessions.begin() as tx:  # type: ignore[attr-defined]
        openstellingen.leg_openbaar_vast(tx, nu)
        openstellingen.sluit_verlopen(tx, nu)
    na = haal("xml", nu)
    assert (na.content, na.headers["etag"]) == (voor.content, voor.headers["etag"])


@pytest.mark.parametrize("vorm", [Uitgavevorm.XML, Uitgavevorm.SITEMAP])
def test_packed(vorm: Uitgavevorm, haal: Halen, vacature: str, client: TestClient) -> None:
    plat = haal(vorm)
    with client.stream("GET", plat.request.url.path, headers=dict(plat.request.headers) | {
        "accept-encoding": "gzip"}) as gepakt:  # fmt: skip
        ruw = b"".join(gepakt.iter_raw())
    assert gepakt.headers["content-encoding"] == "gzip"
    assert gepakt.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(ruw) == plat.content
    assert gepakt.headers["etag"] != plat.headers["etag"]
    weer = haal(vorm, koppen={"If-None-Match": gepakt.headers["etag"]})
    assert weer.status_code == 304
    assert vacature.encode() in plat.content
    assert "content-encoding" not in haal(vorm, koppen={"Accept-Encoding": "gzip;q=0"}).headers


def test_another_name_of_the_employer_is_a_change(
    haal: Halen, vacature: str, engine: Engine
) -> None:
    voor = haal("xml")
    with engine.begin() as tx:
        tx.execute(
            text(
                "INSERT INTO organisatiefeit (oin, naam, opgehaald_op) VALUES (:o, 'Aadorp', now())"
                " ON CONFLICT (oin) DO UPDATE SET naam = 'Aadorp'"
            ),
            {"o": AA},
        )
    na = haal("xml", koppen={"If-None-Match": voor.headers["etag"]})
    assert na.status_code == 200
    assert "<company><![CDATA[Aadorp]]></company>" in na.text
    assert ids(na) == [vacature]


def test_who_asks_again_costs_one_look(haal: Halen, vacature: str, client: TestClient) -> None:
    """Also of a choice; and the clock is looked at each time."""
    lezer = client.app.state.reader  # type: ignore[attr-defined]
    for vraag in ({}, {"werkgever": AA}):
        eerst = haal("xml", **vraag)
        voor = lezer.count
        weer = haal("xml", later(OPENBAAR, days=2), koppen={"If-None-Match": eerst.headers["etag"]},
                    **vraag)  # fmt: skip
        assert (weer.status_code, lezer.count - voor) == (304, 1)
    assert ids(haal("xml", later(OPENBAAR, minutes=-1))) == []  # a clock that is set back
    assert ids(haal("xml")) == [vacature]


def test_whoever_commits_last_is_noticed(haal: Halen, vacature: str, engine: Engine) -> None:
    """Transactions end in another order than they began: each of them is a change."""
    noem = "INSERT INTO organisatiefeit (oin, naam, opgehaald_op) VALUES (:o, :naam, now())"
    label = haal("xml").headers["etag"]
    eerste, tweede = engine.connect(), engine.connect()
    with eerste, tweede:
        eerste.execute(text(noem), {"o": AA, "naam": "Aadorp"})
        tweede.execute(text(noem), {"o": BEE, "naam": "Beedorp"})
        tweede.commit()
        assert haal("xml", koppen={"If-None-Match": label}).status_code == 304
        eerste.commit()
    na = haal("xml", koppen={"If-None-Match": label})
    assert "Aadorp" in na.text
    assert ids(na) == [vacature]


def test_changes_are_forgotten_after_a_day(haal: Halen, vacature: str, engine: Engine) -> None:
    hoeveel = text("SELECT count(*) FROM uitgiftewijziging WHERE op < now() - interval '1 hour'")
    assert ids(haal("xml")) == [vacature]
    with Session(engine) as tx:
        tx.execute(text("UPDATE uitgiftewijziging SET op = op - interval '2 days'"))
        assert tx.scalar(hoeveel)
        storage.ruim_op(tx)
        assert not tx.scalar(hoeveel)


# ---- complete or not at all
@contextmanager
def kapot(engine: Engine, tabel: str) -> Iterator[None]:
    """As long as this lasts, the table is not there."""
    with engine.begin() as tx:
        tx.execute(text(f"ALTER TABLE {tabel} RENAME TO {tabel}_weg"))
    try:
        yield
    finally:
        with engine.begin() as tx:
            tx.execute(text(f"ALTER TABLE {tabel}_weg RENAME TO {tabel}"))


def test_an_error_is_503_and_never_an_empty_feed(
    haal: Halen, vacature: str, engine: Engine
) -> None:
    for tabel in ("open_zicht", "openstelling_verband"):  # at the first query, and while reading
        with kapot(engine, tabel):
            gegeven = [haal(vorm) for vorm in FEEDS]
        for antwoord in gegeven:
            assert antwoord.status_code == 503, tabel
            assert antwoord.headers["content-type"] == "application/problem+json"
            assert "retry-after" in antwoord.headers
    assert all(ids(haal(vorm)) == [vacature] for vorm in FEEDS)


def test_more_than_readers_take_fails_loudly(
    haal: Halen, client: TestClient, recruiter: Vraag
) -> None:
    state = client.app.state  # type: ignore[attr-defined]
    state.settings = state.settings.model_copy(update={"uitgifte_maximum": 1})
    for nr in range(2):
        open_(client, recruiter(), nieuw(client, recruiter(), titel=f"Nummer {nr}"))
    antwoord = haal("xml")
    assert (antwoord.status_code, antwoord.json()["code"]) == (503, "te-veel-vacatures")
    assert len(ids(haal("sitemap"))) == 2
    assert ids(haal("xml", werkgever=CEE)) == []


def test_as_many_queries_for_many_as_for_one(
    haal: Halen, client: TestClient, recruiter: Vraag, vacature: str, engine: Engine
) -> None:
    def queries(vorm: str) -> int:
        gevraagd: list[str] = []

        def tel(_c: Any, _u: Any, statement: str, *_: Any) -> None:
            gevraagd.append(statement)

        client.app.state.uitgiften = Voorraad()  # type: ignore[attr-defined]
        event.listen(engine, "before_cursor_execute", tel)
        haal(vorm).raise_for_status()
        event.remove(engine, "before_cursor_execute", tel)
        return len(gevraagd)

    een = [queries(vorm) for vorm in FEEDS]
    for nr in range(5):
        open_(client, recruiter(), nieuw(client, recruiter(), titel=f"Nummer {nr}"))
    assert [queries(vorm) for vorm in FEEDS] == een
    assert max(een) <= 4
    assert vacature


def test_the_order_is_stable_and_newest_first(
    haal: Halen, client: TestClient, recruiter: Vraag, vacature: str
) -> None:
    nu = later(INTERN, days=1)
    later_ = nieuw(client, recruiter(nu=nu), titel="Een dag later")
    open_(client, recruiter(nu=nu), later_)
    zelfde = nieuw(client, recruiter(), titel="Tegelijk met de eerste")
    open_(client, recruiter(), zelfde)
    nu = later(OPENBAAR, days=5)
    verwacht = [later_, *sorted([vacature, zelfde], key=UUID)]
    assert all(ids(haal(vorm, nu)) == verwacht for vorm in FEEDS)


def test_publication_is_the_first_public_moment(
    haal: Halen, vacature: str, client: TestClient, recruiter: Vraag
) -> None:
    def datum(nu: datetime) -> str:
        (item,) = json.loads(haal("jsonfeed", nu).content)["items"]
        assert item["id"] == f"urn:uuid:{vacature}"
        return str(item["date_published"])

    voor = datum(later(OPENBAAR, days=1))
    assert datetime.fromisoformat(voor) == OPENBAAR
    client.patch(
        f"{BASE}/vacatures/{vacature}",
        json={"titel": "Planeconoom (opnieuw)"},
        headers=recruiter(nu=later(OPENBAAR, days=2)),
    ).raise_for_status()
    assert datum(later(OPENBAAR, days=3)) == voor
    assert timedelta(0) == datetime.fromisoformat(voor) - OPENBAAR


def test_what_is_kept_stays_within_bounds() -> None:
    """Anybody may ask for any employer: what was asked longest ago goes."""
    voorraad = Voorraad()
    for nr in range(MAX_AANTAL + 10):
        voorraad.bewaar((nr,), Gemaakt("x", b"1", None))
    assert voorraad.vind((9,), "x") is None
    assert voorraad.vind((10,), "x") is not None
    voorraad.bewaar(("groot",), Gemaakt("x", bytes(MAX_BYTES), None))
    assert voorraad.vind(("groot",), "x") is not None
    assert voorraad.vind((MAX_AANTAL,), "x") is None
    voorraad.bewaar(("groot",), Gemaakt("y", b"1", None))
    assert voorraad.vind(("groot",), "x") is None


@given(st.text(max_size=30))
def test_which_readers_take_it_packed(kop: str) -> None:
    assert leveren.neemt_gzip(f"{kop.replace(',', '').replace(';', '')}x, gzip")
    assert leveren.neemt_gzip("br, x-gzip;q=0.5")
    assert not leveren.neemt_gzip("br;q=1, gzip; q=0.0")
    assert not leveren.neemt_gzip("identity")
