"""A closed vacancy that nobody ends lets its applications go: told in time, stopped by any sign."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from services.vacatures import worker
from services.vacatures.bewaren import rules
from services.vacatures.bewaren import storage as bewaren
from services.vacatures.bewaren.rules import Stilte
from services.vacatures.convenant.rules import STANDAARD
from services.vacatures.functiedeling import storage as functiedeling
from services.vacatures.sollicitatie import storage as sollicitaties
from shared.kalender import dag
from shared.worker import Work
from tests.vacatures.bewaren.conftest import GEHEIM, Poort, post, solliciteer, wijs_af
from tests.vacatures.conftest import AA, BASE, BEE, DEE, NU, VERBAND, Buur, Vraag, convenant
from tests.vacatures.doorverwijzing.conftest import DAG, EIGEN
from tests.vacatures.functiedeling import test_fg as fg
from tests.vacatures.sollicitatie import stappen

Nacht = Callable[[datetime], None]
Tel = Callable[..., Any]
HEEL = "SELECT count(*) FROM sollicitatie WHERE NOT geanonimiseerd"
# The first moment of 1 October. 180 days later is 30 March 2027, over both changes of the clock;
# 28 days before that is 2 March, and four weeks after it 27 April.
SLUIT = datetime(2026, 9, 30, 22, tzinfo=UTC)
momenten = st.timedeltas(timedelta(), timedelta(days=900)).map(lambda na: NU + na)


def op(maand: int, dag: int, uur: int = 8, jaar: int = 2027) -> datetime:
    return datetime(jaar, maand, dag, uur, tzinfo=UTC)


# ---- the rules ----------------------------------------------------------------------------------
@given(momenten, momenten, st.integers(28, 730), st.integers(7, 90))
def test_nothing_ends_sooner_than_agreed_after_the_sign_and_after_the_telling(
    teken: datetime, herinnerd: datetime, stil: int, vooraf: int
) -> None:
    """Also where convenanten count at once and the reminder is longer than the silence."""
    afspraken = replace(STANDAARD, stilte_dagen=stil, stilte_herinnering_dagen=vooraf)
    einde = rules.einde_door_stilte(Stilte(teken, herinnerd), afspraken)
    assert (einde is None) == (herinnerd < teken)
    verteld = rules.moet_herinnerd(Stilte(teken), afspraken, dag(herinnerd))
    if einde is not None and verteld:
        dagen = (dag(einde) - dag(teken)).days, (dag(einde) - dag(herinnerd)).days
        assert dagen[0] >= stil
        assert dagen[1] == vooraf
        assert dag(herinnerd) > dag(teken)
        assert dag(einde - timedelta(microseconds=1)) < dag(einde)  # a day begins


@given(momenten, st.integers(0, 400))
def test_told_from_28_days_before_and_once(teken: datetime, na: int) -> None:
    vandaag = dag(teken) + timedelta(days=na)
    assert rules.moet_herinnerd(Stilte(teken), STANDAARD, vandaag) == (na >= 152)
    eerder = Stilte(teken, teken - timedelta(microseconds=1))
    assert rules.moet_herinnerd(eerder, STANDAARD, vandaag) == (na >= 152)
    assert not rules.moet_herinnerd(Stilte(teken, teken), STANDAARD, vandaag)


def test_who_was_not_told_loses_nothing() -> None:
    assert rules.einde_door_stilte(Stilte(NU), STANDAARD) is None


def test_the_end_is_told_in_words() -> None:
    einde = rules.einde_door_stilte(Stilte(SLUIT, op(3, 2)), STANDAARD)
    assert einde == op(3, 29, 22)
    onderwerp, tekst = rules.berichten.stilte("Planeconoom", einde)
    assert "30 maart 2027" in tekst
    assert onderwerp == "Herinnering: Planeconoom"


# ---- over HTTP and by night ---------------------------------------------------------------------
@pytest.fixture
def herinnering(
    work: Work, poort: Poort, migrated: Callable[[str], Engine]
) -> Callable[[datetime], list[str]]:
    """Let the job run at a moment; gives the messages about silence to Aa that wait by then."""

    def run(nu: datetime) -> list[str]:
        poort.nu = nu
        worker.remind(work)
        worker.remind(work)  # a second time tells nothing
        with migrated("vacatures").connect() as tx:
            query = "SELECT tekst FROM bericht_uit WHERE organisatie = :oin ORDER BY nr"
            teksten = tx.scalars(text(query), {"oin": AA}).all()
        return [tekst for tekst in teksten if "telt de procedure" in tekst]

    return run


def termijn(client: TestClient, headers: Any, id: str) -> tuple[str, str | None, str]:
    answer = client.get(f"{BASE}/sollicitaties/{id}/bewaartermijn", headers=headers)
    assert answer.status_code == 200, answer.text
    een = answer.json()
    return een["grond"], een["laatsteDag"], een["uitleg"]


def test_told_then_ended_then_gone_and_no_status_changed(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    hr: Vraag,
    nacht: Nacht,
    tel: Tel,
    herinnering: Callable[[datetime], list[str]],
) -> None:
    id = solliciteer(client, zelf(), vacature)
    assert herinnering(op(2, 28)) == []
    [tekst] = herinnering(op(3, 2))
    assert "30 maart 2027" in tekst
    assert GEHEIM not in tekst
    assert len(herinnering(op(3, 20))) == 1
    for wie in (zelf, hr):
        assert termijn(client, wie(nu=op(3, 29, 21)), id)[:2] == ("procedure", None)
        grond, laatste, uitleg = termijn(client, wie(nu=op(3, 29, 23)), id)
        assert (grond, laatste) == ("termijn", "2027-04-27")
        assert rules.DOOR_STILTE in uitleg
    nacht(op(4, 27, 20))
    assert tel(HEEL) == 1
    assert (
        client.get(f"{BASE}/sollicitaties/{id}", headers=hr(nu=op(4, 27))).json()["status"]
        == "ingediend"
    )
    nacht(op(4, 27, 23))
    assert tel(HEEL) == 0
    assert tel("SELECT status FROM sollicitatie") == "ingediend"
    assert tel("SELECT count(*) FROM sollicitatielog WHERE van IS NOT NULL") == 0
    assert herinnering(op(4, 28)) == []


@pytest.mark.parametrize("wat", ["stap", "oordeel", "andere", "status"])
def test_a_sign_begins_the_silence_again(
    wat: str,
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    ik: Vraag,
    hr: Vraag,
    nacht: Nacht,
    tel: Tel,
    herinnering: Callable[[datetime], list[str]],
) -> None:
    id = solliciteer(client, zelf(), vacature)
    ander = solliciteer(
        client, ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG), vacature
    )
    assert len(herinnering(op(3, 2))) == 1
    wanneer = hr(nu=op(4, 10))  # the procedure counts as ended, the applications are still here
    assert termijn(client, zelf(nu=op(4, 10)), id)[0] == "termijn"
    path, body = {
        "stap": (
            f"/sollicitaties/{id}/selectiestappen",
            {"soort": "gesprek", "datum": "2027-04-12"},
        ),
        "oordeel": (
            f"/sollicitaties/{id}/beoordelingen",
            {"oordeel": "passend", "reden": "Kan het."},
        ),
        "andere": (f"/sollicitaties/{ander}/statuswijzigingen", {"naar": "in_behandeling"}),
        "status": (f"/sollicitaties/{id}/statuswijzigingen", {"naar": "in_behandeling"}),
    }[wat]
    post(client, wanneer, path, **body)
    assert termijn(client, zelf(nu=op(4, 11)), id)[:2] == ("procedure", None)
    nacht(op(6, 1))
    assert tel(HEEL) == 2
    # 180 days after the sign, and told anew before.
    assert herinnering(op(9, 8)) == []
    assert len(herinnering(op(9, 9))) == 1
    assert termijn(client, zelf(nu=op(10, 6)), id)[0] == "procedure"
    assert termijn(client, zelf(nu=op(10, 7)), id)[0] == "termijn"


def test_who_was_told_late_has_all_the_days_and_an_end_made_by_people_counts_as_ever(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    ik: Vraag,
    hr: Vraag,
    nacht: Nacht,
    tel: Tel,
    herinnering: Callable[[datetime], list[str]],
) -> None:
    """A worker that was away, or a vacancy of before there was this rule."""
    id = solliciteer(client, zelf(), vacature)
    ander = solliciteer(
        client, ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG), vacature
    )
    nacht(op(1, 10, jaar=2028))
    assert tel(HEEL) == 2
    assert len(herinnering(op(1, 10, jaar=2028))) == 1
    laat = op(2, 7, jaar=2028)
    assert termijn(client, zelf(nu=op(2, 6, jaar=2028)), id)[0] == "procedure"
    assert termijn(client, zelf(nu=laat), id)[:2] == ("termijn", "2028-03-06")
    wijs_af(client, hr(nu=laat), ander)
    assert termijn(client, hr(nu=laat), ander)[1] == "2028-03-06"
    assert termijn(client, zelf(nu=laat), id)[0] == "procedure"  # something happened
    post(client, hr(nu=laat), f"/vacatures/{vacature}/statuswijzigingen", naar="vervuld")
    assert termijn(client, zelf(nu=laat), id)[:2] == ("termijn", "2028-03-06")


def test_closed_by_hand_counts_from_then_and_an_open_or_empty_vacancy_is_not_told(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    hr: Vraag,
    herinnering: Callable[[datetime], list[str]],
) -> None:
    assert herinnering(op(6, 1)) == []  # nobody applied
    id = solliciteer(client, zelf(), vacature)
    sluit = {"naar": "gesloten"}
    post(client, hr(nu=op(9, 1, jaar=2026)), f"/vacatures/{vacature}/statuswijzigingen", **sluit)
    assert herinnering(op(1, 30)) == []
    [tekst] = herinnering(op(1, 31))
    assert "28 februari 2027" in tekst
    assert termijn(client, zelf(nu=op(2, 28)), id)[1] == date(2027, 3, 28).isoformat()


def test_what_was_erased_makes_nothing_end_sooner(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    ik: Vraag,
    hr: Vraag,
    nacht: Nacht,
    tel: Tel,
    herinnering: Callable[[datetime], list[str]],
) -> None:
    """Of an erased application the month is left: the others do not lose days by that."""
    id = solliciteer(client, zelf(), vacature)
    ander = solliciteer(
        client, ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG), vacature
    )
    wijs_af(client, hr(nu=op(11, 30, jaar=2026)), ander)
    nacht(op(1, 5))
    assert tel(HEEL) == 1
    assert herinnering(op(4, 30)) == []  # 180 days after 30 November is 29 May
    assert len(herinnering(op(5, 3))) == 1
    assert termijn(client, zelf(nu=op(5, 29)), id)[0] == "procedure"
    assert termijn(client, zelf(nu=op(5, 31)), id)[0] == "termijn"


def test_what_is_erased_moves_no_end_that_was_told(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    ik: Vraag,
    hr: Vraag,
    migrated: Callable[[str], Engine],
    herinnering: Callable[[datetime], list[str]],
) -> None:
    """Not before that end and not after it: the others go when the recruiters read they would."""
    id = solliciteer(client, zelf(), vacature)
    ander = solliciteer(
        client, ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG), vacature
    )
    wijs_af(client, hr(nu=op(11, 2, jaar=2026)), ander)
    [tekst] = herinnering(op(4, 3))
    assert "1 mei 2027" in tekst  # 180 days after 2 November
    with Session(migrated("vacatures")) as tx:
        sollicitaties.wis_sollicitaties(tx, [UUID(ander)], op(4, 10))
        tx.commit()
    assert termijn(client, zelf(nu=op(4, 30, 21)), id)[0] == "procedure"
    assert termijn(client, zelf(nu=op(4, 30, 23)), id)[:2] == ("termijn", "2027-05-29")
    assert len(herinnering(op(5, 2))) == 1


def test_a_sign_that_lies_ahead_stops_no_reminder_of_others(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    ik: Vraag,
    hr: Vraag,
    migrated: Callable[[str], Engine],
    herinnering: Callable[[datetime], list[str]],
) -> None:
    """Who is erased counts to the end of the month: a day that can be still to come."""
    solliciteer(client, zelf(), vacature)
    ander = solliciteer(
        client, ik(BEE, "medewerker", medewerker=uuid4(), scopes=EIGEN, nu=DAG), vacature
    )
    wijs_af(client, hr(nu=op(10, 2, jaar=2026)), ander)
    with Session(migrated("vacatures")) as tx:
        sollicitaties.wis_sollicitaties(tx, [UUID(ander)], op(10, 3, jaar=2026))
        kort = convenant(stilteDagen=28, stilteHerinneringDagen=90)
        sql = "UPDATE convenant SET inhoud = CAST(:inhoud AS jsonb)"
        tx.execute(text(sql), {"inhoud": json.dumps(kort)})
        tx.commit()
    assert herinnering(op(10, 20, jaar=2026)) == []
    [tekst] = herinnering(op(11, 15, jaar=2026))  # halfway the 28 days after 1 November
    assert "13 februari 2027" in tekst  # and the end waits the 90 days that were agreed


def test_a_vacancy_that_is_filled_meanwhile_is_passed_over(
    client: TestClient, vacature: str, zelf: Vraag, migrated: Callable[[str], Engine]
) -> None:
    solliciteer(client, zelf(), vacature)
    engine = migrated("vacatures")
    with Session(engine) as tx:

        def fill(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
            if "FOR UPDATE" in statement:
                with engine.begin() as ander:
                    ander.execute(text("UPDATE vacature SET status = 'vervuld'"))

        event.listen(tx.connection(), "after_cursor_execute", fill)
        assert bewaren.herinner_stilte(tx, op(3, 2)) is None
        assert (
            tx.scalar(text("SELECT count(*) FROM bericht_uit WHERE sleutel LIKE 'stilte:%'")) == 0
        )


def test_the_own_yes_to_an_offer_is_a_sign(
    client: TestClient,
    vacature: str,
    zelf: Vraag,
    hr: Vraag,
    herinnering: Callable[[datetime], list[str]],
) -> None:
    vast = {"vast_contract": True}
    id = solliciteer(client, zelf(stappen.IN_PARTNERS, **vast), vacature)
    stappen.beoordeel(client, id, hr(nu=stappen.IN_OPENBAAR))
    tijdelijk = {"contractsoort": "tijdelijk", "redenContractsoort": "Het is een project."}
    aanbod = stappen.bied(client, id, hr(nu=stappen.IN_OPENBAAR), **tijdelijk)
    assert len(herinnering(op(3, 2))) == 1
    ja = client.post(f"{aanbod.headers['Location']}/akkoord", headers=zelf(op(3, 10), **vast))
    assert ja.status_code == 201, ja.text
    assert termijn(client, zelf(nu=op(4, 1)), id)[0] == "procedure"
    assert len(herinnering(op(8, 9))) == 2  # 28 days before 6 September


def test_what_joint_employers_decide_about_an_offer_is_a_sign(
    client: TestClient,
    ik: Vraag,
    hr: Vraag,
    buur: Buur,
    migrated: Callable[[str], Engine],
    herinnering: Callable[[datetime], list[str]],
) -> None:
    for oin in fg.VIER:
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": "x"}
    id = fg.deel_open(client, lambda oin: fg._recruiter(ik, oin, hours=1), "FG", fg.FG)
    sollicitatie = str(fg.solliciteer(client, ik, id, DEE).json()["id"])
    eerder = len(herinnering(op(3, 2)))
    assert eerder == 1
    dee = ik(DEE, "recruiter", verbanden=[(VERBAND, 1)], nu=op(3, 10))
    pad = f"/vacatures/{id}/functiedeling"
    delen = client.get(f"{BASE}{pad}", headers=dee).json()["delen"]
    [deel] = [d["id"] for d in delen if d["werkgever"] == DEE]
    besluit = {"sollicitatieId": sollicitatie, "deel": deel, "akkoord": True}
    post(client, dee, f"{pad}/besluiten", **besluit)
    assert termijn(client, hr(nu=op(4, 1)), sollicitatie)[0] == "procedure"
    with Session(migrated("vacatures")) as tx:  # of who was erased it counts to the month's end
        functiedeling.wis_sollicitaties(tx, [UUID(sollicitatie)], op(4, 1))
        stil = bewaren.stilte.list_stil(tx, [UUID(id)], op(4, 1))
    assert stil[UUID(id)].laatste_teken == op(4, 1, 0)
