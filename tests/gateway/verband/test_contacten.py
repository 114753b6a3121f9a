"""Portals of a verband, and the recruiters that partners can reach."""

from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from services.gateway.verband import rules
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, CEE, Als

URL = "/deelname/v1"
CONTACT = {"naam": "Team werving (verzonnen)", "email": "werving@example.org"}
PORTAAL = {"soort": "vacaturesite", "naam": "Streekbaan", "webadres": "https://example.org/x"}


def test_partners_find_the_recruiters_of_each_other(
    register: TestClient, verband: UUID, ik: Als
) -> None:
    eigen = f"{URL}/organisaties/{AA}/wervingscontacten"
    hr = ik(AA, "hr_adviseur")
    answer = register.post(eigen, headers=hr, json=CONTACT | {"telefoon": "040 123 45 67"})
    assert answer.status_code == 201, answer.text
    one = answer.headers["Location"]
    tag = register.get(one, headers=hr).headers["ETag"]
    changed = register.patch(one, headers=hr | {"If-Match": tag}, json={"werkgebied": "Fysiek"})
    assert changed.json()["werkgebied"] == "Fysiek"
    stale = register.patch(one, headers=hr | {"If-Match": tag}, json={"werkgebied": None})
    assert stale.status_code == 412
    gids = f"{URL}/verbanden/{verband}/wervingscontacten?telling=true"
    body = register.get(gids, headers=ik(BEE, "recruiter")).json()
    assert (body["count"], body["results"]) == (1, [changed.json()])
    for wie in (ik(CEE, "recruiter"), ik(BEE, "aanjager"), ik(BEE, "medezeggenschap")):
        assert register.get(gids, headers=wie).status_code == 404
    assert register.delete(one, headers=hr).status_code == 204
    assert register.get(one, headers=hr).status_code == 404
    assert register.get(gids, headers=ik(BEE)).json()["count"] == 0


@pytest.mark.parametrize("rol", ["recruiter", "leidinggevende", "makelaar"])
def test_only_hr_and_the_beheerder_choose_them(register: TestClient, ik: Als, rol: str) -> None:
    eigen = f"{URL}/organisaties/{AA}/wervingscontacten"
    for headers in (ik(AA, rol), ik(BEE, "hr_adviseur")):
        assert register.get(eigen, headers=headers).status_code == 404
        assert register.post(eigen, headers=headers, json=CONTACT).status_code == 404
        for method in ("GET", "PATCH", "DELETE"):
            body: dict[str, str] | None = {} if method == "PATCH" else None
            path = f"{eigen}/{uuid4()}"
            assert register.request(method, path, headers=headers, json=body).status_code == 404


@pytest.mark.parametrize(
    ("rollen", "ziet"),
    [
        (set(), True),
        ({"recruiter"}, True),
        ({"aanjager"}, False),
        ({"aanjager", "medezeggenschap"}, False),
        ({"aanjager", "recruiter"}, True),
    ],
)
def test_roles_without_personal_data(rollen: set[str], ziet: bool) -> None:
    assert rules.mag_contacten_zien(frozenset(rollen)) is ziet


def test_a_verband_lists_what_it_uses(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    lijst = f"{URL}/verbanden/{verband}/portalen"
    beheer = ik(AA, "beheerder")
    answer = register.post(lijst, headers=beheer, json=PORTAAL)
    assert answer.status_code == 201, answer.text
    one = answer.headers["Location"]
    assert register.get(one, headers=ik(BEE)).json() == answer.json()
    tag = register.get(one, headers=beheer).headers["ETag"]
    body = {"naam": "Streekbanen", "toelichting": "Van de provincie"}
    assert register.patch(one, headers=beheer | {"If-Match": tag}, json=body).is_success
    assert register.patch(one, headers=beheer | {"If-Match": tag}, json=body).status_code == 412
    gevonden = register.get(f"{lijst}?telling=true", headers=ik(BEE)).json()
    assert (gevonden["count"], gevonden["results"][0]["naam"]) == (1, "Streekbanen")
    assert register.post(lijst, headers=ik(AA, "recruiter"), json=PORTAAL).status_code == 403
    for adres in (
        "javascript:x",
        "https://[",
        "https://\u0085",
        "https://a b",
        "https://é.example.org",
    ):
        fout = PORTAAL | {"webadres": adres}
        assert register.post(lijst, headers=beheer, json=fout).status_code == 400
    for method, path in (("GET", lijst), ("POST", lijst), ("GET", one), ("DELETE", one)):
        body_ = PORTAAL if method == "POST" else None
        answer = register.request(method, path, headers=ik(CEE, "beheerder"), json=body_)
        assert answer.status_code == 404
    assert register.delete(one, headers=platform).status_code == 204
    assert register.get(one, headers=ik(BEE)).status_code == 404
