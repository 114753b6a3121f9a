"""How a verband decides, when it works, and what is written down of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.gateway.convenant import storage as convenanten
from services.gateway.verband import rules
from services.gateway.verband.rules import (
    Belemmering,
    Besluitregel,
    Deelnamevoorwaarden,
    Lidmaatschap,
    Module,
    Toetreding,
    Toetredingstatus,
    Uitslag,
    Verband,
    Verbandstatus,
)
from shared.caller import Caller, Verbandlid, to_claims
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, CEE, NU, Als

URL = "/deelname/v1/verbanden"
POOL = dict.fromkeys(("doelgroep", "afzender", "roulatiesysteem"), "Zo is het afgesproken")
POOL |= {"doelen": "Minder inhuur", "kostenEnUren": "Gelijk"}
LEDEN = st.frozensets(st.sampled_from("ABCDEFG"), max_size=7)
STEMMEN = st.dictionaries(st.sampled_from("ABCDEFGXY"), st.booleans())
DAG = date(2026, 8, 12)
VERBAND = Verband(UUID(int=1), "Streek", Verbandstatus.CONVENANT, date(2026, 1, 1))
LID = Lidmaatschap(UUID(int=2), VERBAND.id, AA, date(2026, 1, 1), None, DAG)


@given(st.sampled_from(Besluitregel), LEDEN, STEMMEN)
def test_only_members_count_and_each_once(
    regel: Besluitregel, leden: frozenset[str], stemmen: dict[str, bool]
) -> None:
    van_leden = {wie: akkoord for wie, akkoord in stemmen.items() if wie in leden}
    assert rules.uitslag(regel, leden, stemmen) == rules.uitslag(regel, leden, van_leden)


@given(st.sampled_from(Besluitregel), LEDEN, STEMMEN, st.sampled_from("ABCDEFG"))
def test_one_more_yes_never_makes_it_worse(
    regel: Besluitregel, leden: frozenset[str], stemmen: dict[str, bool], wie: str
) -> None:
    orde = [Uitslag.VERWORPEN, Uitslag.OPEN, Uitslag.AANGENOMEN]
    voor, na = (rules.uitslag(regel, leden, s) for s in (stemmen, stemmen | {wie: True}))
    assert orde.index(na) >= orde.index(voor)


@given(LEDEN, STEMMEN)
def test_what_is_decided_stays_so_whoever_votes_later(
    leden: frozenset[str], stemmen: dict[str, bool]
) -> None:
    for regel in Besluitregel:
        nu = rules.uitslag(regel, leden, stemmen)
        rest = leden - stemmen.keys()
        straks = {
            rules.uitslag(regel, leden, stemmen | dict.fromkeys(rest, keus))
            for keus in (True, False)
        }
        assert nu == Uitslag.OPEN or straks == {nu}


@pytest.mark.parametrize(
    ("regel", "ja", "nee", "verwacht"),
    [
        (Besluitregel.MEERDERHEID, 1, 0, Uitslag.OPEN),
        (Besluitregel.MEERDERHEID, 2, 0, Uitslag.OPEN),
        (Besluitregel.MEERDERHEID, 3, 1, Uitslag.AANGENOMEN),
        (Besluitregel.MEERDERHEID, 1, 2, Uitslag.VERWORPEN),
        (Besluitregel.EENPARIG, 3, 0, Uitslag.OPEN),
        (Besluitregel.EENPARIG, 4, 0, Uitslag.AANGENOMEN),
        (Besluitregel.EENPARIG, 3, 1, Uitslag.VERWORPEN),
        (Besluitregel.ZONDER_STEMMING, 0, 0, Uitslag.AANGENOMEN),
    ],
)
def test_four_members(regel: Besluitregel, ja: int, nee: int, verwacht: Uitslag) -> None:
    leden = "ABCD"
    stemmen = dict.fromkeys(leden[:ja], True) | dict.fromkeys(leden[ja : ja + nee], False)
    assert rules.uitslag(regel, leden, stemmen) == verwacht


@given(st.sampled_from(Verbandstatus), st.sampled_from(Verbandstatus))
def test_a_status_only_becomes_firmer(van: Verbandstatus, naar: Verbandstatus) -> None:
    volgorde = list(Verbandstatus)
    assert rules.mag_overgaan(van, naar) == (volgorde.index(naar) > volgorde.index(van))


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_every_reason_is_told_and_only_those(
    convenant: bool, afspraak: bool, vereist: bool, heeft_or: bool, aan: bool
) -> None:
    verband = Verband(
        VERBAND.id,
        "Streek",
        Verbandstatus.CONVENANT,
        date(2026, 1, 1),
        or_instemming_vereist=vereist,
        modules=frozenset({Module.POOL} if aan else ()),
    )
    lid = Lidmaatschap(LID.id, LID.verband, AA, LID.van, None, DAG if heeft_or else None)
    feiten = Deelnamevoorwaarden(verband, {1: DAG} if afspraak else {}, 1 if convenant else None)
    gevonden = rules.belemmeringen(lid, Module.POOL, feiten, DAG)
    verwacht = {
        Belemmering.GEEN_CONVENANT: not convenant,
        Belemmering.GEEN_GEGEVENSAFSPRAAK: not afspraak,
        Belemmering.OR_INSTEMMING_ONTBREEKT: vereist and not heeft_or,
        Belemmering.MODULE_UIT: not aan,
    }
    assert gevonden == [code for code, waar in verwacht.items() if waar]
    assert rules.UITLEG.keys() == set(Belemmering)


def test_an_arrangement_holds_from_its_first_day() -> None:
    afspraken = {1: DAG, 2: DAG + timedelta(1)}
    dagen = [DAG - timedelta(1), DAG, DAG + timedelta(1)]
    assert [rules.geldende_afspraak(afspraken, dag) for dag in dagen] == [None, 1, 2]


@given(st.sampled_from(Besluitregel), LEDEN, STEMMEN)
def test_nobody_joins_without_its_own_yes(
    regel: Besluitregel, leden: frozenset[str], stemmen: dict[str, bool]
) -> None:
    vraag = Toetreding(UUID(int=3), VERBAND.id, "X", DAG)
    uit = rules.besluit(vraag, regel, leden, stemmen)
    if uit == Toetredingstatus.TOEGELATEN:
        assert stemmen["X"] is True
        assert rules.uitslag(regel, leden, stemmen) == Uitslag.AANGENOMEN
    if stemmen.get("X") is False:
        assert uit == Toetredingstatus.INGETROKKEN


# ---- over HTTP ----------------------------------------------------------------------------------
def convenant(client: TestClient, platform: Headers, verband: UUID) -> str:
    path = f"{URL}/{verband}/convenanten"
    answer = client.post(path, headers=platform, json={"pool": POOL})
    return f"{path}/{answer.json()['versie']}"


def deelnames(migrated: Callable[[str], Engine], oin: str) -> list[Any]:
    with Session(migrated("gateway")) as tx:
        return convenanten.verbanden_of(tx, oin, NU.date())


def stand(client: TestClient, headers: Headers, verband: UUID | str) -> dict[str, list[str]]:
    body = client.get(f"{URL}/{verband}/deelnamestand", headers=headers).json()
    return {
        f"{een['organisatie'][16]} {een['module']}": [b["code"] for b in een["belemmeringen"]]
        for een in body["results"]
    }


def test_each_organisation_has_one_vote_and_all_must_agree(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    register.patch(f"{URL}/{verband}", headers=platform, json={"besluitregel": "eenparig"})
    versie = convenant(register, platform, verband)
    inwerking = f"{versie}/inwerkingtredingen"
    answer = register.post(inwerking, headers=platform, json={})
    assert answer.json()["beletselen"] == ["niet-aangenomen"]
    tag = register.get(versie, headers=ik(AA)).headers["ETag"]
    for oin in (AA, AA, BEE):
        body = {"akkoord": True, "toelichting": "Besluit van het college"}
        headers = ik(oin, "beheerder") | {"If-Match": tag}
        answer = register.put(f"{versie}/stemmen/{oin}", headers=headers, json=body)
        assert answer.status_code == 200, answer.text
    assert answer.json()["door"] == "testclient proefpersoon"
    lijst = register.get(f"{versie}/stemmen?telling=true", headers=ik(BEE)).json()
    assert (lijst["count"], lijst["uitslag"]) == (2, "aangenomen")
    assert register.post(inwerking, headers=platform, json={}).status_code == 201
    body = register.get(f"{versie}/stemmen/{AA}", headers=ik(BEE)).json()
    assert (body["organisatie"], body["akkoord"], body["telt"]) == (AA, True, True)
    late = register.put(
        f"{versie}/stemmen/{AA}", headers=ik(AA, "beheerder"), json={"akkoord": False}
    )
    assert (late.status_code, late.json()["code"]) == (409, "al-vastgesteld")


def test_a_vote_is_on_the_text_that_was_read(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    register.patch(f"{URL}/{verband}", headers=platform, json={"besluitregel": "eenparig"})
    versie = convenant(register, platform, verband)
    tag = register.get(versie, headers=ik(AA)).headers["ETag"]
    for oin in (AA, BEE):
        stem = f"{versie}/stemmen/{oin}"
        register.put(stem, headers=ik(oin, "beheerder"), json={"akkoord": True})
    register.patch(versie, headers=platform, json={"opzegtermijnMaanden": 3})
    lijst = register.get(f"{versie}/stemmen", headers=ik(AA)).json()
    assert [een["telt"] for een in lijst["results"]] == [False, False]
    assert lijst["uitslag"] == "open"
    old = ik(AA, "beheerder") | {"If-Match": tag}
    answer = register.put(f"{versie}/stemmen/{AA}", headers=old, json={"akkoord": True})
    assert answer.status_code == 412


def test_nobody_votes_for_another(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    versie = convenant(register, platform, verband)
    body = {"akkoord": True}
    for headers, status in (
        (ik(AA, "beheerder"), 403),
        (ik(BEE, "recruiter"), 403),
        (ik(BEE, "beheerder", gebruiker=None), 400),
        (platform, 403),
        (ik(CEE, "beheerder"), 404),
    ):
        answer = register.put(f"{versie}/stemmen/{BEE}", headers=headers, json=body)
        assert answer.status_code == status, answer.text


def test_two_votes_of_one_organisation_at_once_are_one(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    versie = convenant(register, platform, verband)
    headers = ik(AA, "beheerder")

    def vote(akkoord: bool) -> int:
        path = f"{versie}/stemmen/{AA}"
        return register.put(path, headers=headers, json={"akkoord": akkoord}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(vote, [True, False] * 4)) == {200}
    lijst = register.get(f"{versie}/stemmen?telling=true", headers=ik(BEE)).json()
    assert lijst["count"] == 1


def test_without_an_arrangement_no_service_hears_of_the_verband(
    register: TestClient, platform: Headers, ik: Als, migrated: Callable[[str], Engine]
) -> None:
    """Informal: everything but persons; then the arrangement, the works council, the modules."""
    body = {"naam": "Nieuw", "beginDatum": "2026-01-01"}
    id = register.post(URL, headers=platform, json=body).json()["id"]
    for oin in (AA, BEE):
        lid = {"organisatie": oin, "van": "2026-01-01"}
        assert register.post(f"{URL}/{id}/leden", headers=platform, json=lid).status_code == 201
    assert deelnames(migrated, AA) == []
    alles = ["geen-convenant", "geen-gegevensafspraak", "or-instemming-ontbreekt"]
    assert stand(register, ik(AA), id)["1 pool"] == alles
    versie = convenant(register, platform, UUID(id))
    assert register.post(f"{versie}/inwerkingtredingen", headers=platform, json={}).is_success
    assert deelnames(migrated, AA) == []
    afspraak = {"titel": "Gegevensafspraak", "vindplaats": "Z-1", "geslotenOp": "2026-08-01"}
    pad = f"{URL}/{id}/gegevensafspraken"
    answer = register.post(pad, headers=ik(AA, "beheerder"), json=afspraak)
    assert (answer.status_code, answer.json()["namens"]) == (201, AA)
    assert register.get(answer.headers["Location"], headers=ik(BEE)).json() == answer.json()
    assert deelnames(migrated, AA) == []
    leden = register.get(f"{URL}/{id}/leden", headers=ik(AA)).json()["results"]
    eigen = next(een["id"] for een in leden if een["organisatie"] == AA)
    van_ander = next(een["id"] for een in leden if een["organisatie"] == BEE)
    datum = {"orInstemmingOp": "2026-07-01"}
    beheer = ik(AA, "beheerder")
    refused = register.patch(f"{URL}/{id}/leden/{van_ander}", headers=beheer, json=datum)
    assert refused.status_code == 403
    both = register.patch(f"{URL}/{id}/leden/{eigen}", headers=beheer, json=datum | {"tot": None})
    assert both.status_code == 403
    assert register.patch(f"{URL}/{id}/leden/{eigen}", headers=beheer, json=datum).is_success
    assert [een.modules for een in deelnames(migrated, AA)] == [frozenset({"pool", "vacatures"})]
    assert deelnames(migrated, BEE) == []
    assert stand(register, ik(AA), id) == {
        "1 pool": [],
        "1 vacatures": [],
        "2 pool": ["or-instemming-ontbreekt"],
        "2 vacatures": ["or-instemming-ontbreekt"],
    }
    uit = {"modules": ["vacatures"], "reden": "De pool komt later"}
    assert register.patch(f"{URL}/{id}", headers=platform, json=uit).is_success
    assert [een.modules for een in deelnames(migrated, AA)] == [frozenset({"vacatures"})]
    assert stand(register, ik(AA), id)["1 pool"] == ["module-uit"]
    log = register.get(f"{URL}/{id}/logboek?telling=true", headers=ik(BEE)).json()
    assert log["count"] == 3
    assert [(een["onderdeel"], een["van"], een["naar"]) for een in log["results"]] == [
        ("status", "informeel", "convenant"),
        (f"or-instemming {AA}", "geen", "2026-07-01"),
        ("modules", "pool, vacatures", "vacatures"),
    ]
    assert log["results"][2]["reden"] == "De pool komt later"


def test_a_peer_hears_only_of_its_own_module(
    register: TestClient,
    verband: UUID,
    platform: Headers,
    als_dienst: Callable[[str, str], Headers],
) -> None:
    versie = convenant(register, platform, verband)
    register.post(f"{versie}/inwerkingtredingen", headers=platform, json={})
    register.patch(f"{URL}/{verband}", headers=platform, json={"modules": ["pool"]})
    gevonden = {
        naam: register.get(f"/intern/deelnames/{AA}", headers=als_dienst(naam, "gateway")).json()
        for naam in ("pool", "vacatures")
    }
    verwacht = [{"verband": str(verband), "convenant": 1}]
    assert gevonden == {"pool": {"verbanden": verwacht}, "vacatures": {"verbanden": []}}


def test_the_token_of_a_service_names_only_what_it_does() -> None:
    een, ander = UUID(int=1), UUID(int=2)
    leden = (Verbandlid(een, 1, frozenset({"pool"})), Verbandlid(ander, 2))
    wie = Caller(client="x", verbanden=leden)
    namen = {
        naam: [id for id, _ in to_claims(wie, naam)["verbanden"]]
        for naam in ("pool", "vacatures", "gateway")
    }
    beide = [str(een), str(ander)]
    assert namen == {"pool": beide, "vacatures": [str(ander)], "gateway": beide}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"geslotenOp": "2026-08-13"}, "nog-niet-gesloten"),
        ({"geslotenOp": "2026-08-01", "geldigVanaf": "2026-07-31"}, "voor-het-sluiten"),
    ],
)
def test_an_arrangement_that_cannot_be(
    register: TestClient, verband: UUID, platform: Headers, body: dict[str, str], code: str
) -> None:
    path = f"{URL}/{verband}/gegevensafspraken"
    answer = register.post(path, headers=platform, json={"titel": "x"} | body)
    assert answer.json()["invalidParams"][0]["code"] == code


def test_joining_takes_the_candidate_and_the_members(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    register.patch(f"{URL}/{verband}", headers=platform, json={"besluitregel": "eenparig"})
    versie = convenant(register, platform, verband)
    assert register.get(versie, headers=ik(CEE)).status_code == 404
    vraag = {"verband": str(verband), "organisatie": CEE, "van": "2026-09-01"}
    answer = register.post("/deelname/v1/toetredingen", headers=ik(AA, "beheerder"), json=vraag)
    assert answer.status_code == 201, answer.text
    url = answer.headers["Location"]
    again = register.post("/deelname/v1/toetredingen", headers=platform, json=vraag)
    assert (again.status_code, again.json()["code"]) == (409, "bestaat-al")
    # Who is asked may read what it is about, and only until it is decided.
    assert register.get(versie, headers=ik(CEE)).status_code == 200
    assert register.get(f"{URL}/{verband}", headers=ik(CEE)).status_code == 200
    assert register.get(f"{URL}/{verband}/wervingscontacten", headers=ik(CEE)).status_code == 404
    [eigen] = register.get("/deelname/v1/toetredingen", headers=ik(CEE)).json()["results"]
    assert eigen == register.get(url, headers=ik(BEE)).json()
    body = {"akkoord": True, "convenant": 1, "orInstemmingOp": "2026-08-01"}
    nu = register.put(f"{url}/stem", headers=ik(CEE, "beheerder"), json=body).json()
    assert (nu["status"], len(nu["stemmen"])) == ("open", 2)
    nu = register.put(f"{url}/stem", headers=ik(BEE, "beheerder"), json={"akkoord": True}).json()
    assert nu["status"] == "toegelaten"
    leden = register.get(f"{URL}/{verband}/leden", headers=platform).json()["results"]
    nieuw = next(lid for lid in leden if lid["organisatie"] == CEE)
    assert (nieuw["van"], nieuw["orInstemmingOp"]) == ("2026-09-01", "2026-08-01")
    late = register.put(f"{url}/stem", headers=ik(BEE, "beheerder"), json={"akkoord": False})
    assert (late.status_code, late.json()["code"]) == (409, "al-besloten")


def test_whoever_was_not_asked_finds_nothing(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    vraag = {"verband": str(verband), "organisatie": CEE, "van": "2026-09-01"}
    answer = register.post("/deelname/v1/toetredingen", headers=platform, json=vraag)
    url = answer.headers["Location"]
    geen = f"/deelname/v1/toetredingen/{uuid4()}"
    ander = ik("00000099000000009000", "beheerder") | {"If-Match": '"99-x"'}
    for path in ("", "/stem"):
        method = "PUT" if path else "GET"
        body = {"akkoord": True} if path else None
        hidden = register.request(method, url + path, headers=ander, json=body)
        absent = register.request(method, geen + path, headers=ander, json=body)
        assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert register.get("/deelname/v1/toetredingen", headers=ander).json()["results"] == []
    buiten = register.post("/deelname/v1/toetredingen", headers=ik(CEE, "beheerder"), json=vraag)
    lid = ik(CEE, "beheerder")
    assert buiten.status_code == 404
    assert register.put(f"{url}/stem", headers=ik(CEE), json={"akkoord": True}).status_code == 403
    nee = register.put(f"{url}/stem", headers=lid, json={"akkoord": False}).json()
    assert nee["status"] == "ingetrokken"
    assert register.get(f"{URL}/{verband}", headers=ik(CEE)).status_code == 404


def test_two_last_votes_at_once_make_one_member(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    register.patch(f"{URL}/{verband}", headers=platform, json={"besluitregel": "meerderheid"})
    vraag = {"verband": str(verband), "organisatie": CEE, "van": "2026-09-01"}
    answer = register.post("/deelname/v1/toetredingen", headers=platform, json=vraag)
    url = answer.headers["Location"]
    register.put(f"{url}/stem", headers=ik(CEE, "beheerder"), json={"akkoord": True})

    def vote(oin: str) -> int:
        body = {"akkoord": True}
        return register.put(f"{url}/stem", headers=ik(oin, "beheerder"), json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(vote, [AA, BEE])) == {200}
    leden = register.get(f"{URL}/{verband}/leden", headers=platform).json()["results"]
    assert [lid["organisatie"] for lid in leden] == [AA, BEE, CEE]
