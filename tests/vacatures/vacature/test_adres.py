"""Where people may be sent to apply: exactly the hosts of the employer, whatever is typed."""

from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st

from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Fout
from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, Vraag, nieuw, open_

HOST = "werkenbij.example.nl"
HOSTS = [HOST, "xn--knigsgsschen-djb.example.nl"]


def code(url: str) -> str:
    gevonden = rules.sollicitatieadres(url, HOSTS)
    return gevonden.code if isinstance(gevonden, Fout) else gevonden


@pytest.mark.parametrize(
    ("url", "verwacht"),
    [
        (f"https://{HOST}", f"https://{HOST}/"),
        (
            f"https://{HOST.upper()}/Vacature?id=1&x=%20a#top",
            f"https://{HOST}/Vacature?id=1&x=%20a#top",
        ),
        (f"https://{HOST}/één", f"https://{HOST}/%C3%A9%C3%A9n"),
        ("https://werkenbij。example．nl/a", f"https://{HOST}/a"),  # other kinds of dots
        ("https://ｗｅｒｋｅｎｂｉｊ.example.nl/", f"https://{HOST}/"),  # wide letters
        (f"http://{HOST}/", "geen-https"),
        (f"javascript://{HOST}/%0aalert(1)", "geen-https"),
        (f"//{HOST}/", "geen-https"),
        (f"https:{HOST}", "host-ongeldig"),
        (f"https:///{HOST}", "host-ongeldig"),
        (f"https://{HOST}@evil.example/", "gebruikersinfo"),
        (f"https://a:b@{HOST}/", "gebruikersinfo"),
        (f"https://{HOST}:443/", "poort"),
        (f"https://{HOST}:/", "poort"),
        (f"https://{HOST}:8443/", "poort"),
        ("https://[::1]/", "poort"),
        ("https://127.0.0.1/", "host-ongeldig"),
        ("https://2130706433/", "host-ongeldig"),
        ("https://0x7f.1/", "host-ongeldig"),
        ("https://localhost/", "host-ongeldig"),
        (f"https://{HOST}./", "host-ongeldig"),
        (f"https://.{HOST}/", "host-ongeldig"),
        ("https://werken_bij.example.nl/", "host-ongeldig"),
        ("https://werkenbij%2eexample.nl/", "host-ongeldig"),
        ("https://weſtraße.example.nl/", "host-ongeldig"),
        (f"https://{HOST}\\@evil.example/", "adres-ongeldig"),
        (f"https://evil.example\\.{HOST}/", "adres-ongeldig"),
        (f"https://{HOST}/a b", "adres-ongeldig"),
        (f"https://{HOST}/\ta", "adres-ongeldig"),
        ("https://evil.example℀.nl/", "adres-ongeldig"),
        (f"https://sub.{HOST}/", "host-niet-toegestaan"),
        (f"https://x{HOST}/", "host-niet-toegestaan"),
        (f"https://{HOST}.evil.example/", "host-niet-toegestaan"),
        ("https://example.nl/", "host-niet-toegestaan"),
        (f"https://evil.example/{HOST}", "host-niet-toegestaan"),
        (f"https://evil.example?{HOST}", "host-niet-toegestaan"),
        (f"https://evil.example#@{HOST}", "host-niet-toegestaan"),
        ("https://werkеnbij.example.nl/", "host-niet-toegestaan"),  # a Cyrillic e
    ],
)
def test_addresses(url: str, verwacht: str) -> None:
    assert code(url) == verwacht


_DELEN = (
    f"https:// http:// {HOST} evil.example @ : 443 / \\ ? # . 。 %2e [ ] ::1 127.0.0.1 xn-- ß é"
)
_stukjes = st.sampled_from([*_DELEN.split(), "\t", "\u200d", "//"])


@given(st.lists(_stukjes, max_size=8).map("".join) | st.text(max_size=60))
@example(f"https://{HOST}#@evil.example")
def test_what_is_accepted_goes_where_it_was_checked(url: str) -> None:
    adres = rules.sollicitatieadres(url, HOSTS)
    if isinstance(adres, Fout):
        return
    assert adres.isascii()
    # Another parser than the one of the rules sees the same host.
    for host in (urlsplit(adres).netloc, httpx2.URL(adres).netloc.decode(), httpx2.URL(adres).host):
        assert host in HOSTS
    assert httpx2.URL(adres).scheme == "https"
    assert rules.sollicitatieadres(adres, HOSTS) == adres
    assert rules.sollicitatieadres(adres, []) != adres


@given(st.text(max_size=80))
def test_a_normal_host_stays_as_it_is(tekst: str) -> None:
    host = rules.normale_host(tekst)
    if host is not None:
        assert rules.normale_host(host) == host
        assert "." in host
        assert not host.rsplit(".", 1)[1].isdigit()


def test_faults_of_a_list_at_once() -> None:
    fouten = rules.host_fouten([HOST, "127.0.0.1", HOST.upper(), f"https://{HOST}"])
    assert [(f.veld, f.code) for f in fouten] == [
        ("hosts.1", "host-ongeldig"),
        ("hosts.3", "host-ongeldig"),
        ("hosts.2", "dubbel"),
    ]


# ---- over HTTP

PAD = f"{BASE}/werkgevers/{AA}/sollicitatiehosts"


def zet(client: TestClient, headers: Headers, *hosts: str, **meer: str) -> Any:
    return client.put(PAD, headers=headers | meer, json={"hosts": list(hosts)})


def test_the_list_of_an_employer(client: TestClient, recruiter: Vraag, ik: Vraag) -> None:
    leeg = client.get(PAD, headers=recruiter())
    assert (leeg.status_code, leeg.json()["hosts"]) == (200, [])
    een = zet(client, recruiter(), "WerkenBij.Example.nl", "banen.example.nl")
    assert een.json() == {"werkgever": AA, "hosts": ["banen.example.nl", HOST]}
    oud = {"If-Match": leeg.headers["ETag"]}
    assert zet(client, recruiter(), HOST, **oud).status_code == 412
    assert zet(client, recruiter(), HOST, **{"If-Match": een.headers["ETag"]}).status_code == 200
    fout = zet(client, recruiter(), "10.0.0.1", HOST, HOST)
    assert [p["code"] for p in fout.json()["invalidParams"]] == ["host-ongeldig", "dubbel"]
    for headers in (ik(BEE, "recruiter"), ik(None)):
        assert client.get(PAD, headers=headers).status_code == 404
        assert zet(client, headers, HOST).status_code == 404
    assert zet(client, ik(AA, "medewerker"), HOST).status_code == 403
    machine = zet(client, recruiter(gebruiker=None), HOST)
    assert machine.json()["code"] == "gebruiker-ontbreekt"


def test_an_address_on_a_vacancy(client: TestClient, recruiter: Vraag, ik: Vraag) -> None:
    elders = {"sollicitatieUrl": f"https://{HOST.upper()}/vacature/1", "urenMin": 40}
    mis = client.post(
        f"{BASE}/vacatures", headers=recruiter(), json={"titel": "x"} | elders | {"urenMax": 36}
    )
    assert [(p["name"], p["code"]) for p in mis.json()["invalidParams"]] == [
        ("urenMin", "groter-dan-maximum"),
        ("sollicitatieUrl", "host-niet-toegestaan"),
    ]
    zet(client, recruiter(), HOST, "banen.example.nl")
    id = nieuw(client, recruiter(), sollicitatieUrl=elders["sollicitatieUrl"])
    ander = nieuw(client, recruiter(), titel="Jurist", sollicitatieUrl="https://banen.example.nl/2")
    for een in (id, ander):
        open_(client, recruiter(), een)
    pad = f"{BASE}/vacatures/{id}"
    kandidaat = ik(AA, "medewerker")
    assert (
        client.get(pad, headers=kandidaat).json()["sollicitatieUrl"] == f"https://{HOST}/vacature/1"
    )
    slecht = {"sollicitatieUrl": "https://evil.example/"}
    assert client.patch(pad, headers=recruiter(), json=slecht).status_code == 400
    # A host that leaves the list takes the addresses along; then people apply here.
    zet(client, recruiter(), "banen.example.nl")
    assert client.get(pad, headers=kandidaat).json()["sollicitatieUrl"] is None
    blijft = client.get(f"{BASE}/vacatures/{ander}", headers=kandidaat).json()
    assert blijft["sollicitatieUrl"] == "https://banen.example.nl/2"
    log = client.get(f"{pad}/wijzigingen", headers=recruiter()).json()["results"]
    assert [regel["velden"] for regel in log] == [["sollicitatieUrl"]]
    zet(client, recruiter())
    assert (
        client.get(f"{BASE}/vacatures/{ander}", headers=kandidaat).json()["sollicitatieUrl"] is None
    )
