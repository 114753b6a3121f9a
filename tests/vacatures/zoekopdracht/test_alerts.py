"""Alerts: to who may see it, when it can be seen, once, and to nobody who is gone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures import worker
from services.vacatures.zoekopdracht import rules, storage
from shared.http import Peer
from shared.worker import Work
from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    NA_SLUITING,
    NU,
    OPENBAAR,
    PARTNERS,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.zoekopdracht.conftest import (
    EIGEN,
    ELDERS,
    PARTNER,
    WERKGEVERS,
    Tel,
    bewaar,
    feiten,
)

DIRECT = timedelta(minutes=6)  # when a direct search looks again


def wie(mails: list[Any]) -> list[UUID]:
    return sorted(mail[0] for mail in mails)


def test_each_hears_of_it_in_the_own_phase_and_once(
    client: TestClient, inlog: Vraag, recruiter: Vraag, tel: Tel
) -> None:
    for persoon in WERKGEVERS:
        bewaar(client, inlog(persoon))
    id = nieuw(client, recruiter(), titel="Planeconoom gebied")
    assert tel(NU + DIRECT) == []  # a concept
    open_(client, recruiter(), id)
    ((persoon, onderwerp, tekst),) = tel(NU + 2 * DIRECT)
    assert (persoon, onderwerp) == (EIGEN, "1 nieuwe vacature bij Mijn zoekopdracht")
    assert "- Planeconoom gebied" in tekst
    assert f"- Planeconoom gebied\n  {rules.NIET_OPENBAAR}\n" in tekst
    assert BASE not in tekst  # what the API tells is refused in a browser
    assert tel(later(NU, hours=1)) == []
    assert tel(PARTNERS - timedelta(seconds=1)) == []
    assert wie(tel(PARTNERS + DIRECT)) == [PARTNER]
    assert tel(OPENBAAR - timedelta(seconds=1)) == []
    ((persoon, _, tekst),) = tel(OPENBAAR + DIRECT)
    assert persoon == ELDERS
    assert f"/vacature/{id}\n" in tekst  # everybody may apply now: the page for people
    assert BASE not in tekst
    assert tel(NA_SLUITING - timedelta(days=1)) == []


def test_what_was_seen_when_it_was_saved_is_no_news(
    client: TestClient, inlog: Vraag, vacature: str, tel: Tel
) -> None:
    bewaar(client, inlog(EIGEN))
    assert tel(NU + DIRECT) == []
    assert tel(later(NU, days=2)) == []


def test_only_what_the_filter_finds(
    client: TestClient, inlog: Vraag, recruiter: Vraag, tel: Tel
) -> None:
    bewaar(client, inlog(EIGEN), q="juristen", urenMin=30)
    for titel, uren in (("Jurist omgevingsrecht", 36), ("Jurist parttime", 24), ("Ecoloog", 36)):
        body = {"titel": titel, "urenMin": 20, "urenMax": uren, "omschrijving": "Werk."}
        open_(client, recruiter(), nieuw(client, recruiter(), **body))
    ((_, _, tekst),) = tel(NU + DIRECT)
    assert "omgevingsrecht" in tekst
    assert "parttime" not in tekst
    assert "Ecoloog" not in tekst


def test_every_morning_and_every_week(
    client: TestClient, inlog: Vraag, recruiter: Vraag, tel: Tel
) -> None:
    bewaar(client, inlog(EIGEN), "dagelijks")
    bewaar(client, inlog(EIGEN), "wekelijks")
    for nr in range(2):
        open_(client, recruiter(), nieuw(client, recruiter(), titel=f"Werk {nr}"))
    assert tel(later(NU, hours=20)) == []
    (dag,) = tel(datetime.fromisoformat("2026-08-13T05:00:00+00:00"))
    assert dag[1].startswith("2 nieuwe")
    assert tel(datetime.fromisoformat("2026-08-14T05:00:00+00:00")) == []  # nothing: no mail
    (week,) = tel(datetime.fromisoformat("2026-08-17T05:00:00+00:00"))
    assert week[1].startswith("2 nieuwe")


def test_the_facts_of_the_moment_decide(
    client: TestClient, inlog: Vraag, buur: Buur, recruiter: Vraag, tel: Tel
) -> None:
    """Who became a colleague hears what colleagues see; who left the verband hears nothing."""
    for persoon in (PARTNER, ELDERS):
        bewaar(client, inlog(persoon), "dagelijks")
    open_(client, recruiter(), nieuw(client, recruiter()))
    buur.antwoorden[f"/intern/bellers/{ELDERS}"] = feiten(ELDERS, organisatie=AA)
    buur.antwoorden[f"/intern/bellers/{PARTNER}"] = feiten(PARTNER, verbanden=[])
    assert wie(tel(later(NU, days=1))) == [ELDERS]
    assert tel(later(PARTNERS, days=1)) == []
    assert wie(tel(later(OPENBAAR, days=1))) == [PARTNER]


def test_who_is_gone_gets_nothing(
    client: TestClient, inlog: Vraag, buur: Buur, recruiter: Vraag, tel: Tel
) -> None:
    for persoon in (EIGEN, PARTNER):
        bewaar(client, inlog(persoon))
    open_(client, recruiter(), nieuw(client, recruiter()))
    del buur.antwoorden[f"/intern/bellers/{EIGEN}"]
    assert tel(NU + DIRECT) == []
    assert wie(tel(PARTNERS + DIRECT)) == [PARTNER]  # the other still hears
    assert eigen(client, inlog(EIGEN)) == []  # and the search is over


def test_searches_of_who_left_end_at_night_also_when_switched_off(
    client: TestClient, inlog: Vraag, buur: Buur, work: Work
) -> None:
    for persoon in (EIGEN, PARTNER):
        path = f"{BASE}/zoekopdrachten/{bewaar(client, inlog(persoon))['id']}"
        uit = client.patch(path, headers=inlog(persoon), json={"actief": False})
        assert uit.status_code == 200
    del buur.antwoorden[f"/intern/bellers/{EIGEN}"]
    buur.antwoorden["/intern/klok"] = {"nu": NU.isoformat()}
    worker.tidy_wishes(work)
    assert eigen(client, inlog(EIGEN)) == []
    assert len(eigen(client, inlog(PARTNER))) == 1


def eigen(client: TestClient, headers: Headers) -> list[Any]:
    answer = client.get(f"{BASE}/zoekopdrachten", headers=headers)
    assert answer.status_code == 200
    return list(answer.json()["results"])


def test_switched_off_is_silent_and_on_again_brings_no_old_news(
    client: TestClient, inlog: Vraag, recruiter: Vraag, tel: Tel
) -> None:
    mij = inlog(EIGEN)
    path = f"{BASE}/zoekopdrachten/{bewaar(client, mij)['id']}"
    assert client.patch(path, headers=mij, json={"actief": False}).status_code == 200
    open_(client, recruiter(), nieuw(client, recruiter()))
    assert tel(NU + DIRECT) == []
    assert client.patch(path, headers=mij, json={"actief": True}).status_code == 200
    assert tel(NU + 2 * DIRECT) == []
    hr = recruiter(nu=NU + 2 * DIRECT)
    open_(client, hr, nieuw(client, hr, titel="Nieuw werk"))
    assert wie(tel(NU + 3 * DIRECT)) == [EIGEN]


def test_the_gateway_away_loses_nothing(
    client: TestClient,
    inlog: Vraag,
    recruiter: Vraag,
    work: Work,
    buur: Buur,
    tel: Tel,
) -> None:
    bewaar(client, inlog(EIGEN))
    open_(client, recruiter(), nieuw(client, recruiter()))
    buur.antwoorden["/intern/klok"] = {"nu": (NU + DIRECT).isoformat()}
    weg = work.settings.model_copy(update={"gateway_url": "http://127.0.0.1:9"})
    peer = work.peers["gateway"] = Peer(weg, "gateway")
    work_now = NU + DIRECT
    with pytest.raises(httpx2.HTTPError), work.sessions.begin() as tx:
        storage.meld_nieuw(tx, peer, "http://x.example", work_now, 0.42)
    del work.peers["gateway"]
    assert wie(tel(NU + DIRECT)) == [EIGEN]


def test_two_workers_at_once_tell_once(
    client: TestClient,
    inlog: Vraag,
    recruiter: Vraag,
    work: Work,
    buur: Buur,
    migrated: Callable[[str], Engine],
) -> None:
    for persoon in WERKGEVERS:
        for _ in range(3):
            bewaar(client, inlog(persoon))
    for nr in range(4):
        open_(client, recruiter(), nieuw(client, recruiter(), titel=f"Werk {nr}"))
    op = OPENBAAR + DIRECT
    buur.antwoorden["/intern/klok"] = {"nu": op.isoformat()}
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: worker.tell_searchers(work), range(4)))
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM bericht_uit WHERE persoon IS NOT NULL")) == 9
        assert tx.scalar(text("SELECT count(*) FROM zoektreffer")) == 9 * 4


def test_a_mail_that_was_told_is_recorded(
    client: TestClient, inlog: Vraag, recruiter: Vraag, tel: Tel, migrated: Callable[[str], Engine]
) -> None:
    bewaar(client, inlog(EIGEN))
    open_(client, recruiter(), nieuw(client, recruiter()))
    tel(NU + DIRECT)
    with migrated("vacatures").connect() as tx:
        row = tx.execute(
            text("SELECT betrokkene, client FROM verwerking_uit ORDER BY nr DESC")
        ).first()
    assert row is not None
    assert tuple(row) == (EIGEN, "vacatures")


def test_a_search_that_finds_too_much_is_refused(
    client: TestClient, inlog: Vraag, vacature: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "HOOGSTENS_BEKEND", 0)
    body = {"naam": "Alles", "frequentie": "direct", "filter": {}}
    answer = client.post(f"{BASE}/zoekopdrachten", headers=inlog(EIGEN), json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "te-ruim")
    assert client.get(f"{BASE}/zoekopdrachten", headers=inlog(EIGEN)).json()["results"] == []


def test_what_is_over_is_forgotten(
    client: TestClient, inlog: Vraag, vacature: str, tel: Tel
) -> None:
    bewaar(client, inlog(EIGEN))
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        assert storage.ruim_op(tx, NU) == 0
        assert storage.ruim_op(tx, NA_SLUITING) == 1


@pytest.mark.parametrize("zaad", range(4))
def test_nothing_hidden_ever_appears(
    client: TestClient,
    inlog: Vraag,
    kijkers: dict[str, Vraag],
    recruiter: Vraag,
    tel: Tel,
    zaad: int,
) -> None:
    """Any mix of openings, changes of phase and endings: a mail names what its reader may see."""
    toeval = Random(zaad)
    for persoon in WERKGEVERS:
        bewaar(client, inlog(persoon))
    verteld: list[tuple[UUID, str]] = []
    ids: list[str] = []
    titels: dict[str, str] = {}  # as a mail names it
    for stap in range(8):
        nu = NU + stap * timedelta(days=2, hours=3)
        hr: Headers = recruiter(nu=nu)
        keuze = toeval.random()
        if keuze < 0.6 or not ids:
            ids.append(nieuw(client, hr, titel=f"Werk {stap}", sluitingsDatum="2026-09-05"))
            titels[ids[-1]] = f"- Werk {stap}\n"
            if keuze < 0.5:
                lengte = {"fase": "intern", "werkdagen": toeval.randint(0, 6), "reden": "Proef"}
                open_(client, hr, ids[-1], fasewijzigingen=[lengte])
        elif keuze < 0.8:
            path = f"{BASE}/vacatures/{toeval.choice(ids)}/statuswijzigingen"
            client.post(path, headers=hr, json={"naar": "ingetrokken"})
        op = nu + DIRECT
        for persoon, _, tekst in tel(op):
            genoemd = [id for id, titel in titels.items() if titel in tekst]
            assert genoemd
            for id in genoemd:
                gezien = client.get(f"{BASE}/vacatures/{id}", headers=inlog(persoon, nu=op))
                assert gezien.status_code == 200, (persoon, id, stap)
                verteld.append((persoon, id))
    assert len(verteld) == len(set(verteld))  # once per vacancy per search
    # And everything that was visible when the worker looked has been told.
    op = NU + 7 * timedelta(days=2, hours=3) + DIRECT
    for persoon in WERKGEVERS:
        lijst = client.get(f"{BASE}/vacatures", headers=inlog(persoon, nu=op)).json()["results"]
        assert {een["id"] for een in lijst} <= {id for wie_, id in verteld if wie_ == persoon}


def test_no_recruiter_side(client: TestClient, recruiter: Vraag) -> None:
    assert client.get(f"{BASE}/zoekopdrachten", headers=recruiter()).status_code == 403
    path = f"{BASE}/zoekopdrachten/{uuid4()}"
    assert client.get(path, headers=recruiter()).status_code == 403
