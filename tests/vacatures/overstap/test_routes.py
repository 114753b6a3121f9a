"""A move over HTTP: how it comes to be, who sees it, what is arranged, how it ends."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, CEE, Buur, Vraag, later, open_
from tests.vacatures.conftest import nieuw as leg_vast
from tests.vacatures.functiedeling.test_routes import VOORSTEL, antwoord, deel_van
from tests.vacatures.sollicitatie.stappen import (
    EIGEN_INLOG,
    IN_OPENBAAR,
    IN_PARTNERS,
    beoordeel,
    bied,
    solliciteer,
    wijzig,
)

WIE = UUID(int=77)


@pytest.fixture
def partner(ik: Vraag) -> Headers:
    return ik(BEE, "medewerker", medewerker=WIE, nu=IN_PARTNERS, vast_contract=True)


@pytest.fixture
def nieuw(recruiter: Vraag) -> Headers:
    """The new employer's recruiter."""
    return recruiter(nu=IN_OPENBAAR)


@pytest.fixture
def thuis(ik: Vraag) -> Headers:
    """HR of the employer that is left, with the scopes that its role gives."""
    scopes = frozenset({"sollicitaties:lezen", "vacatures:lezen"})
    return ik(BEE, "hr_adviseur", nu=IN_OPENBAAR, scopes=scopes)


def neem_aan(client: TestClient, vacature: str, wie: Headers, hr: Headers) -> str:
    id = solliciteer(client, vacature, wie)
    beoordeel(client, id, hr)
    assert bied(client, id, hr).status_code == 201
    assert wijzig(client, id, wie, "aangenomen").status_code == 201
    return id


def lijst(client: TestClient, headers: Headers) -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/overstappen?telling=true", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["count"] == len(answer.json()["results"])
    return list(answer.json()["results"])


@pytest.fixture
def overstap(client: TestClient, vacature: str, partner: Headers, nieuw: Headers) -> str:
    """Address of the move of a partner's employee who accepted."""
    neem_aan(client, vacature, partner, nieuw)
    return str(lijst(client, partner)[0]["url"])


def test_accepting_elsewhere_in_the_verband_makes_a_move(
    client: TestClient,
    vacature: str,
    partner: Headers,
    nieuw: Headers,
    thuis: Headers,
    migrated: Callable[[str], Engine],
) -> None:
    id = neem_aan(client, vacature, partner, nieuw)
    for wie, deel in (
        (partner, "medewerker"),
        (nieuw, "nieuwe_werkgever"),
        (thuis, "thuisorganisatie"),
    ):
        [regel] = lijst(client, wie)
        assert (regel["van"], regel["naar"], regel["uwDeel"]) == (BEE, AA, deel)
        assert (regel["sollicitatieId"], regel["status"]) == (id, "afgesproken")
        # Accepted in August: two months after the end of that month.
        assert (regel["vroegsteStartDatum"], regel["startDatum"]) == ("2026-11-01", None)
        assert regel["nogTeRegelen"] == 10
        body = client.get(regel["url"], headers=wie).json()
        assert (body["contractsoort"], body["uren"]) == ("vast", 36)
    with migrated("vacatures").connect() as tx:
        rijen = tx.execute(text("SELECT persoon, organisatie, tekst FROM bericht_uit")).all()
        event = tx.execute(
            text("SELECT publiek FROM gebeurtenis_uit WHERE type = 'overstap-afgesproken'")
        ).one()
    ontvangers = {str(r.persoon or r.organisatie) for r in rijen if "overstap" in r.tekst}
    assert ontvangers == {str(WIE), AA, BEE}
    [zelf] = [r.tekst for r in rijen if r.persoon == WIE and "overstap" in r.tekst]
    assert "vanaf 1 november 2026" in zelf
    assert event.publiek["organisaties"] == sorted([AA, BEE])
    assert event.publiek["rollen"] == ["hr_adviseur"]


def test_own_people_and_outsiders_make_no_move(
    client: TestClient, vacature: str, recruiter: Vraag, ik: Vraag
) -> None:
    eigen = ik(AA, "medewerker", medewerker=uuid4())
    neem_aan(client, vacature, eigen, recruiter())
    assert lijst(client, eigen) == []


def test_an_outsider_makes_no_move(
    client: TestClient, vacature: str, nieuw: Headers, ik: Vraag
) -> None:
    buiten = ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)
    neem_aan(client, vacature, buiten, nieuw)
    assert lijst(client, buiten) == []


@pytest.mark.parametrize(("bij", "contract", "naar"), [(AA, 409, [BEE]), (BEE, 201, [])])
def test_on_a_shared_function_one_moves_to_the_formal_employer(
    client: TestClient,
    recruiter: Vraag,
    ik: Vraag,
    buur: Buur,
    bij: str,
    contract: int,
    naar: list[str],
) -> None:
    """Aa leads, Bee makes the contract: who works at Aa leaves it, and who works at Bee stays."""
    buur.antwoorden[f"/intern/organisaties/{BEE}"] = {"oin": BEE, "tooi": None, "naam": "x"}
    id = leg_vast(client, recruiter(), urenMin=36, urenMax=36)
    path = f"{BASE}/vacatures/{id}/functiedeling"
    vorm = VOORSTEL | {"vorm": "een_werkgever", "formeleWerkgever": BEE}
    assert client.post(path, headers=recruiter(), json=vorm).status_code == 201
    for oin in (AA, BEE):
        assert antwoord(client, id, ik(oin, "recruiter"), oin, "aanvaard").status_code == 201
    open_(client, recruiter(), id)
    wie = ik(bij, "medewerker", medewerker=WIE, vast_contract=True)
    gemaakt = solliciteer(client, id, wie)
    beoordeel(client, gemaakt, recruiter())
    deling = client.get(path, headers=recruiter()).json()
    for oin in (AA, BEE):
        ja = {"sollicitatieId": gemaakt, "deel": deel_van(deling, oin), "akkoord": True}
        besluit = client.post(f"{path}/besluiten", headers=ik(oin, "recruiter"), json=ja)
        assert besluit.status_code == 201
    # A permanent contract that would be given up is kept, whoever of the employers had it.
    bod = bied(client, gemaakt, recruiter(), contractsoort="tijdelijk")
    assert bod.status_code == contract
    if contract == 409:
        assert [b["code"] for b in bod.json()["beletselen"]] == ["contractbehoud"]
        assert bied(client, gemaakt, recruiter()).status_code == 201
    assert wijzig(client, gemaakt, wie, "aangenomen").status_code == 201
    assert [een["naar"] for een in lijst(client, wie)] == naar


def test_nobody_else_finds_it(client: TestClient, overstap: str, ik: Vraag) -> None:
    vreemden = [
        ik(BEE, "recruiter", nu=IN_OPENBAAR),  # of the old employer only HR
        ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR),
        ik(CEE, "hr_adviseur", nu=IN_OPENBAAR),
        ik(AA, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR),
        ik(None, nu=IN_OPENBAAR),
    ]
    onbekend = f"{BASE}/overstappen/{uuid4()}"
    calls: list[tuple[str, str, Any]] = [
        ("GET", "", None),
        ("PATCH", "", {"startDatum": "2026-11-01"}),
        ("PUT", "/punten/vog", {"gedaanOp": "2026-08-27", "antwoord": True}),
        ("POST", "/statuswijzigingen", {"naar": "begonnen"}),
        ("GET", "/statuswijzigingen", None),
    ]
    for headers in vreemden:
        assert lijst(client, headers) == []
        for method, path, body in calls:
            answers = [
                client.request(method, f"{url}{path}", headers=headers, json=body)
                for url in (overstap, onbekend)
            ]
            assert [a.status_code for a in answers] == [404, 404]
            assert answers[0].content == answers[1].content


def test_the_new_employer_names_the_first_day(
    client: TestClient, overstap: str, nieuw: Headers, thuis: Headers, partner: Headers
) -> None:
    body = {"startDatum": "2026-11-01"}
    for ander in (thuis, partner):
        answer = client.patch(overstap, headers=ander, json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "andere-partij")
    tag = client.get(overstap, headers=nieuw).headers["ETag"]
    hr = nieuw | {"If-Match": tag}
    assert client.patch(overstap, headers=hr, json=body).json()["startDatum"] == "2026-11-01"
    assert client.patch(overstap, headers=hr, json=body).status_code == 412
    voorbij = client.patch(overstap, headers=nieuw, json={"startDatum": "2026-01-01"})
    assert [f["code"] for f in voorbij.json()["invalidParams"]] == ["voorbij", "verplicht"]
    leeg = client.patch(overstap, headers=nieuw, json={"startDatum": None})
    assert leeg.json()["invalidParams"][0]["code"] == "niet-leeg"


def test_earlier_needs_both_employers_and_a_reason(
    client: TestClient, overstap: str, nieuw: Headers, thuis: Headers
) -> None:
    vroeg = {"startDatum": "2026-10-01"}
    zonder = client.patch(overstap, headers=nieuw, json=vroeg)
    assert [f["code"] for f in zonder.json()["invalidParams"]] == ["verplicht"]
    vroeg["reden"] = "De functie staat al lang open."
    voorstel = client.patch(overstap, headers=nieuw, json=vroeg).json()
    assert (voorstel["startDatum"], voorstel["voorstelDatum"], voorstel["voorstelDoor"]) == (
        None,
        "2026-10-01",
        "nieuwe_werkgever",
    )
    vroeg["reden"] = "Het werk is overgedragen."
    samen = client.patch(overstap, headers=thuis, json=vroeg).json()
    assert (samen["startDatum"], samen["voorstelDatum"]) == ("2026-10-01", None)


def test_everybody_arranges_the_own_part(
    client: TestClient, overstap: str, nieuw: Headers, thuis: Headers, partner: Headers
) -> None:
    def regel(code: str, headers: Headers, **body: Any) -> Any:
        gedaan = {"gedaanOp": "2026-08-27"} | body
        return client.put(f"{overstap}/punten/{code}", headers=headers, json=gedaan)

    assert regel("vog", nieuw, antwoord=True).status_code == 200
    assert regel("verlofsaldo", thuis).status_code == 200
    answer = regel("opzegging", nieuw | {"If-Match": "*"})  # on behalf of the person
    punten = {p["code"]: p for p in answer.json()["checklist"]}
    assert (punten["vog"]["antwoord"], punten["vog"]["vastgelegdDoor"]) == (
        True,
        "nieuwe_werkgever",
    )
    assert answer.json()["nogTeRegelen"] == 7
    assert regel("verlofsaldo", nieuw).json()["code"] == "andere-partij"
    assert regel("vog", thuis, antwoord=True).status_code == 409
    assert regel("vog", nieuw).json()["invalidParams"][0]["code"] == "verplicht"
    assert regel("vog", nieuw, gedaanOp="2027-01-01", antwoord=True).status_code == 400
    assert regel("bestaatniet", nieuw).status_code == 404
    terug = regel("vog", nieuw, gedaanOp=None)
    assert terug.json()["nogTeRegelen"] == 8
    nee = regel("nevenwerkzaamheden", partner, gedaanOp="2026-08-20", antwoord=False)
    assert nee.json()["nogTeRegelen"] == 7


def test_the_scale_is_spoken_of_by_the_person_and_the_new_employer_only(
    client: TestClient, overstap: str, nieuw: Headers, thuis: Headers, ik: Vraag
) -> None:
    """The intranet of the employer that is left speaks for the person, but not about this."""
    intranet = ik(BEE, "medewerker", medewerker=WIE, nu=IN_OPENBAAR)
    zelf = ik(BEE, "medewerker", medewerker=WIE, nu=IN_OPENBAAR, scopes=EIGEN_INLOG)
    body = {"schaalafspraak": "Schaal 11, periodiek 6"}
    for wie in (thuis, intranet):
        assert client.patch(overstap, headers=wie, json=body).status_code == 403
    answer = client.patch(overstap, headers=zelf, json=body)
    assert answer.json()["schaalafspraak"] == "Schaal 11, periodiek 6"
    gezien = {
        naam: client.get(overstap, headers=wie).json()["schaalafspraak"]
        for naam, wie in {"zelf": zelf, "nieuw": nieuw, "thuis": thuis, "net": intranet}.items()
    }
    assert gezien == dict.fromkeys(("zelf", "nieuw"), "Schaal 11, periodiek 6") | dict.fromkeys(
        ("thuis", "net")
    )


def test_it_begins_on_its_first_day_and_the_log_says_so(
    client: TestClient, overstap: str, nieuw: Headers, recruiter: Vraag, ik: Vraag
) -> None:
    def naar(status: str, headers: Headers, **meer: Any) -> Any:
        body = {"naar": status} | meer
        return client.post(f"{overstap}/statuswijzigingen", headers=headers, json=body)

    client.patch(overstap, headers=nieuw, json={"startDatum": "2026-11-01"})
    te_vroeg = naar("begonnen", nieuw)
    assert [b["code"] for b in te_vroeg.json()["beletselen"]] == ["nog-niet-begonnen"]
    assert naar("begonnen", recruiter(gebruiker=None, nu=IN_OPENBAAR)).status_code == 400
    zelf = ik(BEE, "medewerker", medewerker=WIE, nu=IN_OPENBAAR)
    anders = naar("begonnen", zelf)
    assert (anders.status_code, anders.json()["mogelijk"]) == (409, ["afgebroken"])
    assert naar("afgebroken", zelf).status_code == 400
    november = recruiter(nu=later(IN_OPENBAAR, days=80))
    assert naar("begonnen", november).status_code == 201
    weer = naar("afgebroken", november, reden="Toch niet.")
    assert (weer.status_code, weer.json()["mogelijk"]) == (409, [])
    log = client.get(f"{overstap}/statuswijzigingen", headers=zelf).json()["results"]
    assert [(w["van"], w["naar"], w["partij"]) for w in log] == [
        (None, "afgesproken", "medewerker"),
        ("afgesproken", "begonnen", "nieuwe_werkgever"),
    ]
    dicht = client.patch(overstap, headers=november, json={"startDatum": "2026-12-01"})
    assert (dicht.status_code, dicht.json()["code"]) == (409, "overstap-afgerond")


def test_begin_and_break_off_at_once_end_in_one_outcome(
    client: TestClient, overstap: str, nieuw: Headers, recruiter: Vraag, ik: Vraag
) -> None:
    client.patch(overstap, headers=nieuw, json={"startDatum": "2026-11-01"})
    november = recruiter(nu=later(IN_OPENBAAR, days=80))
    zelf = ik(BEE, "medewerker", medewerker=WIE, nu=later(IN_OPENBAAR, days=80))
    bodies = [
        (november, {"naar": "begonnen"}),
        (zelf, {"naar": "afgebroken", "reden": "Toch niet."}),
    ] * 2
    url = f"{overstap}/statuswijzigingen"
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(
            threads.map(lambda b: client.post(url, headers=b[0], json=b[1]).status_code, bodies)
        )
    assert codes == [201, 409, 409, 409]


def test_two_employers_agree_at_the_same_moment(
    client: TestClient, overstap: str, nieuw: Headers, thuis: Headers
) -> None:
    body = {"startDatum": "2026-10-01", "reden": "In overleg."}
    with ThreadPoolExecutor(2) as threads:
        codes = list(
            threads.map(
                lambda wie: client.patch(overstap, headers=wie, json=body).status_code,
                (nieuw, thuis),
            )
        )
    assert codes == [200, 200]
    assert client.get(overstap, headers=nieuw).json()["startDatum"] == "2026-10-01"


@pytest.mark.parametrize("via", ["medewerker", "nieuwe werkgever", "sollicitatie"])
def test_when_it_is_off_the_place_is_free_again(
    client: TestClient,
    vacature: str,
    partner: Headers,
    nieuw: Headers,
    ik: Vraag,
    migrated: Callable[[str], Engine],
    via: str,
) -> None:
    tweede = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS)
    ander = solliciteer(client, vacature, tweede)
    beoordeel(client, ander, nieuw)
    id = neem_aan(client, vacature, partner, nieuw)
    url = lijst(client, partner)[0]["url"]
    assert [b["code"] for b in bied(client, ander, nieuw).json()["beletselen"]] == [
        "geen-plaats-vrij"
    ]
    if via == "sollicitatie":
        assert wijzig(client, id, partner, "ingetrokken").status_code == 400  # say why
        weg = wijzig(client, id, partner, "ingetrokken", reden="Toch niet.")
    else:
        wie = partner if via == "medewerker" else nieuw
        body = {"naar": "afgebroken", "reden": "Toch niet."}
        weg = client.post(f"{url}/statuswijzigingen", headers=wie, json=body)
    assert weg.status_code == 201, weg.text
    assert client.get(url, headers=nieuw).json()["status"] == "afgebroken"
    with migrated("vacatures").connect() as tx:
        query = (
            "SELECT organisatie FROM bericht_uit WHERE onderwerp = 'Een overstap gaat niet door'"
        )
        assert sorted(tx.scalars(text(query))) == [AA, BEE]
    stand = client.get(f"{BASE}/sollicitaties/{id}", headers=partner).json()
    assert (stand["status"], stand["reden"]) == ("ingetrokken", "Toch niet.")
    with migrated("vacatures").connect() as tx:
        query = "SELECT partij FROM sollicitatielog ORDER BY nr DESC LIMIT 1"
        door = "werkgever" if via == "nieuwe werkgever" else "kandidaat"
        assert tx.scalar(text(query)) == door
    assert bied(client, ander, nieuw).status_code == 201


def test_off_by_two_ways_at_once_ends_in_one_outcome(
    client: TestClient, overstap: str, partner: Headers, nieuw: Headers
) -> None:
    id = lijst(client, partner)[0]["sollicitatieId"]
    body = {"naar": "afgebroken", "reden": "Toch niet."}
    handelingen: list[Callable[[], Any]] = [
        lambda: wijzig(client, id, partner, "ingetrokken", reden="Toch niet."),
        lambda: client.post(f"{overstap}/statuswijzigingen", headers=nieuw, json=body),
    ] * 2
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(answer.status_code for answer in threads.map(lambda h: h(), handelingen))
    assert codes == [201, 409, 409, 409]


def test_who_has_begun_does_not_withdraw(
    client: TestClient, overstap: str, partner: Headers, nieuw: Headers, recruiter: Vraag
) -> None:
    assert client.patch(overstap, headers=nieuw, json={"startDatum": "2026-11-02"}).is_success
    begin = recruiter(nu=later(IN_OPENBAAR, days=75))
    body = {"naar": "begonnen"}
    gedaan = client.post(f"{overstap}/statuswijzigingen", headers=begin, json=body)
    assert gedaan.status_code == 201, gedaan.text
    id = lijst(client, partner)[0]["sollicitatieId"]
    weg = wijzig(client, id, partner, "ingetrokken", reden="Toch niet.")
    assert (weg.status_code, weg.json()["code"]) == (409, "overstap-afgerond")


def test_arranging_asks_more_than_reading(
    client: TestClient, overstap: str, recruiter: Vraag, ik: Vraag
) -> None:
    lezen = {"scopes": frozenset({"sollicitaties:lezen"}), "nu": IN_OPENBAAR}
    body = {"gedaanOp": "2026-08-20", "antwoord": True}
    for wie, punt in (
        (recruiter(**lezen), "vog"),
        (ik(BEE, "medewerker", medewerker=WIE, **lezen), "nevenwerkzaamheden"),
    ):
        assert client.get(overstap, headers=wie).status_code == 200
        answer = client.put(f"{overstap}/punten/{punt}", headers=wie, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope-ontbreekt")
