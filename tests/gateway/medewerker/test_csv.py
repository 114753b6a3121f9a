"""A file of employees: what is right is taken, what is wrong is listed."""

from uuid import UUID

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.medewerker.rules import Medewerker, levering
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, Als

URL = f"/deelname/v1/organisaties/{AA}/medewerkers/_csv"
TYPE = {"Content-Type": "text/csv"}
KOP = "externId;naam;email;leidinggevende;afdeling\n"


def test_ten_thousand_rows_of_which_five_hundred_are_wrong(register: TestClient, ik: Als) -> None:
    fout = ["111222333;BSN;;;", ";zonder;;;", "P1;dubbel;;;", "X{};naam;geen adres;;", "Y{};;;Z;"]
    rijen = [f"P{nr};Testpersoon {nr};p{nr}@example.org;P1;Werving" for nr in range(2, 9501)]
    rijen = ["P1;Baas;;;", *rijen, *(fout[nr % 5].format(nr) for nr in range(500))]
    bestand = (KOP + "\n".join(rijen)).encode()
    hr = ik(AA, "hr_adviseur") | TYPE
    answer = register.post(URL, headers=hr, content=bestand)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["toegevoegd"], body["gewijzigd"], body["ongewijzigd"]) == (9500, 0, 0)
    assert [een["rij"] for een in body["fouten"]] == list(range(9501, 10_001))
    assert {een["code"] for een in body["fouten"]} == {
        "lijkt-bsn",
        "ontbreekt",
        "dubbel",
        "geen-email",
        "leidinggevende-onbekend",
    }
    again = register.post(URL, headers=hr, content=bestand).json()
    assert (again["toegevoegd"], again["gewijzigd"], again["ongewijzigd"]) == (0, 0, 9500)


def test_only_own_hr_and_only_csv(register: TestClient, ik: Als, platform: Headers) -> None:
    bestand = (KOP + "P1;x;;;").encode()
    for wie in (ik(AA, "recruiter"), ik(BEE, "hr_adviseur"), platform):
        assert register.post(URL, headers=wie | TYPE, content=bestand).status_code == 404
    hr = ik(AA, "hr_adviseur")
    assert register.post(URL, headers=hr | TYPE, content=b"\xff\xfe").status_code == 400
    assert register.post(URL, headers=hr | TYPE, content=b"").status_code == 400
    assert register.post(URL, headers=hr, json={}).status_code == 415


SLEUTEL = st.sampled_from(["A", "B", "C", "D", ""])


@given(st.lists(st.fixed_dictionaries({"externId": SLEUTEL, "leidinggevende": SLEUTEL})))
def test_nobody_ever_leads_oneself(rijen: list[dict[str, str]]) -> None:
    nummers = iter(range(1, 1000))
    uit = levering.beoordeel(rijen, {}, AA, lambda: UUID(int=next(nummers)))
    boven = {een.id: een.leidinggevende for een in uit.toegevoegd}
    for een in boven:
        wie, stappen = boven[een], 0
        while wie is not None and stappen < 10:
            assert wie in boven
            assert wie != een
            wie, stappen = boven[wie], stappen + 1
    assert len(uit.toegevoegd) + len({fout.rij for fout in uit.fouten}) == len(rijen)
    assert all(isinstance(een, Medewerker) for een in uit.toegevoegd)
