"""Documents over HTTP: announced, sent, read on record, and never more than three."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures.document import storage
from services.vacatures.document.rules import Documentsoort
from shared import db, fernet
from tests.conftest import DOCUMENT_KEY, Headers, settings_of
from tests.vacatures.conftest import AA, BASE, BEE, NU, OPENBAAR, Vraag, later
from tests.vacatures.document import bestanden

NA = later(OPENBAAR, hours=1)
BSN = "111222333"
CV = bestanden.pdf("Ik ben planeconoom")
BYTES = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def persoon() -> UUID:
    return uuid4()


@pytest.fixture
def buiten(ik: Vraag, persoon: UUID) -> Headers:
    """An outsider who just gave name and address: only this, for half an hour."""
    scopes = {"vacatures:lezen", "sollicitaties:indienen"}
    return ik(None, medewerker=persoon, nu=NA, scopes=scopes, gebruiker=None)


@pytest.fixture
def zelf(ik: Vraag, persoon: UUID) -> Headers:
    """The same person with the link from the mail."""
    scopes = {"sollicitaties:indienen", "sollicitaties:lezen", "eigen:beheren"}
    return ik(None, medewerker=persoon, nu=NA, scopes=scopes, gebruiker=None)


@pytest.fixture
def hr(recruiter: Vraag) -> Headers:
    return recruiter(nu=NA)


@pytest.fixture
def sollicitatie(client: TestClient, vacature: str, buiten: Headers) -> str:
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=buiten, json={"motivatie": "Graag."})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def kondig_aan(
    client: TestClient, id: str, headers: Headers, data: bytes = CV, **anders: Any
) -> Any:
    body = {"bestandsnaam": "cv.pdf", "mediaType": "application/pdf", "grootte": len(data)}
    url = f"{BASE}/sollicitaties/{id}/documenten"
    return client.post(url, headers=headers, json=body | anders)


def pad(adres: str) -> str:
    return adres[adres.index(BASE) :]


def stuur(client: TestClient, document: Any, headers: Headers, data: bytes = CV) -> Any:
    return client.put(pad(document["inhoudUrl"]), headers=headers | BYTES, content=data)


def lever(client: TestClient, id: str, headers: Headers, data: bytes = CV, **anders: Any) -> Any:
    document = kondig_aan(client, id, headers, data, **anders)
    assert document.status_code == 201, document.text
    answer = stuur(client, document.json(), headers, data)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_in_two_steps_and_back_as_it_was(
    client: TestClient, sollicitatie: str, buiten: Headers, zelf: Headers, hr: Headers
) -> None:
    announced = kondig_aan(client, sollicitatie, buiten, bestandsnaam="../Mijn cv.exe")
    assert announced.status_code == 201
    document = announced.json()
    assert announced.headers["Location"] == document["url"]
    assert (document["bestandsnaam"], document["status"]) == ("Mijn cv.exe.pdf", "aangekondigd")
    url = f"{BASE}/sollicitaties/{sollicitatie}/documenten"
    assert client.get(url, headers=hr).json()["results"] == []
    assert client.get(pad(document["url"]), headers=hr).status_code == 404
    sent = stuur(client, document, buiten)
    assert sent.status_code == 200
    assert sent.json()["status"] == "beschikbaar"
    assert "ETag" in sent.headers
    for who in (hr, zelf):
        assert [d["id"] for d in client.get(url, headers=who).json()["results"]] == [document["id"]]
        got = client.get(pad(document["inhoudUrl"]), headers=who)
        assert got.content == CV
        assert got.headers["Content-Type"] == "application/octet-stream"
        assert got.headers["Content-Disposition"].startswith("attachment;")
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in got.headers["Content-Security-Policy"]


def test_the_same_again_changes_nothing_and_other_content_is_refused(
    client: TestClient, sollicitatie: str, buiten: Headers
) -> None:
    document = lever(client, sollicitatie, buiten)
    assert stuur(client, document, buiten).json() == document
    other = stuur(client, document, buiten, bestanden.pdf("Iets anders"))
    assert (other.status_code, other.json()["code"]) == (409, "inhoud-ligt-vast")
    old = stuur(client, document, buiten | {"If-Match": '"99-x"'})
    assert old.status_code == 412


@pytest.mark.parametrize(
    ("data", "anders", "code"),
    [
        (b"%PDF-1.7 rommel", {}, "onleesbaar"),
        (bestanden.docx("x"), {}, "andere-soort"),
        (CV, {"grootte": len(CV) + 1}, "grootte-klopt-niet"),
        (bestanden.pdf("x", "geheim"), {}, "met-wachtwoord"),
    ],
)
def test_what_is_not_what_it_says(
    client: TestClient,
    sollicitatie: str,
    buiten: Headers,
    hr: Headers,
    data: bytes,
    anders: dict[str, Any],
    code: str,
) -> None:
    document = kondig_aan(client, sollicitatie, buiten, data, **anders).json()
    answer = stuur(client, document, buiten, data)
    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["invalidParams"]] == [code]
    assert client.get(pad(document["inhoudUrl"]), headers=hr).status_code == 404


@pytest.mark.parametrize("anders", [{"grootte": 10_000_001}, {"mediaType": "text/html"}])
def test_what_cannot_be_announced(
    client: TestClient, sollicitatie: str, buiten: Headers, anders: dict[str, Any]
) -> None:
    assert kondig_aan(client, sollicitatie, buiten, **anders).status_code == 400


def test_json_is_no_file(client: TestClient, sollicitatie: str, buiten: Headers) -> None:
    document = kondig_aan(client, sollicitatie, buiten).json()
    answer = client.put(pad(document["inhoudUrl"]), headers=buiten, json={})
    assert answer.status_code == 415


def test_three_also_when_sent_at_once(
    client: TestClient, sollicitatie: str, buiten: Headers
) -> None:
    def one(_: int) -> int:
        return int(kondig_aan(client, sollicitatie, buiten).status_code)

    with ThreadPoolExecutor(6) as threads:
        codes = sorted(threads.map(one, range(6)))
    assert codes == [201] * 3 + [409] * 3


def test_one_content_also_when_sent_at_once(
    client: TestClient, sollicitatie: str, buiten: Headers, hr: Headers
) -> None:
    files = [bestanden.docx(text) for text in ("een", "twee")]
    files = [data.ljust(max(map(len, files)), b"\0") for data in files]
    soort = Documentsoort.DOCX.value
    document = kondig_aan(client, sollicitatie, buiten, files[0], mediaType=soort).json()

    def one(data: bytes) -> int:
        return int(stuur(client, document, buiten, data).status_code)

    with ThreadPoolExecutor(2) as threads:
        codes = list(threads.map(one, files))
    assert sorted(codes) == [200, 409]
    kept = client.get(pad(document["inhoudUrl"]), headers=hr).content
    assert kept == files[codes.index(200)]


def test_a_bsn_puts_it_apart_and_nobody_can_read_it(
    client: TestClient,
    sollicitatie: str,
    buiten: Headers,
    zelf: Headers,
    hr: Headers,
    persoon: UUID,
    migrated: Callable[[str], Engine],
) -> None:
    document = lever(client, sollicitatie, buiten, bestanden.pdf(f"Mijn BSN is {BSN}"))
    assert document["status"] == "in_quarantaine"
    assert "1 op de 11" in document["melding"]
    for who in (hr, zelf):
        assert client.get(pad(document["inhoudUrl"]), headers=who).status_code == 404
    assert client.get(pad(document["url"]), headers=hr).status_code == 404
    assert client.get(pad(document["url"]), headers=zelf).json()["melding"]
    again = stuur(client, document, buiten)
    assert (again.status_code, again.json()["code"]) == (409, "in-quarantaine")
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM documentinhoud")) == 0
        onderwerpen = tx.execute(
            text("SELECT onderwerp, tekst FROM bericht_uit WHERE persoon = :p"), {"p": persoon}
        ).all()
    told = [tekst for onderwerp, tekst in onderwerpen if "document" in onderwerp]
    assert len(told) == 1
    assert BSN not in told[0]
    assert kondig_aan(client, sollicitatie, buiten).status_code == 201  # it does not count


def test_a_bsn_in_the_name_goes(client: TestClient, sollicitatie: str, buiten: Headers) -> None:
    document = kondig_aan(client, sollicitatie, buiten, bestandsnaam=f"cv {BSN}.pdf").json()
    assert document["bestandsnaam"] == "cv [nummer].pdf"


def test_what_is_kept_is_encrypted(
    client: TestClient, sollicitatie: str, buiten: Headers, migrated: Callable[[str], Engine]
) -> None:
    lever(client, sollicitatie, buiten)
    with migrated("vacatures").connect() as tx:
        kept = tx.scalar(text("SELECT versleuteld FROM documentinhoud"))
    assert isinstance(kept, bytes)
    assert CV[:20] not in kept


def test_others_find_nothing(
    client: TestClient, ik: Vraag, sollicitatie: str, buiten: Headers, hr: Headers
) -> None:
    document = lever(client, sollicitatie, buiten)
    others = [
        ik(BEE, "recruiter", nu=NA),
        ik(AA, "leidinggevende", nu=NA),
        ik(AA, "medewerker", medewerker=uuid4(), nu=NA),
        ik(None, medewerker=uuid4(), nu=NA),
    ]
    for who in others:
        for path in ("url", "inhoudUrl"):
            assert client.get(pad(document[path]), headers=who).status_code == 404
        assert stuur(client, document, who).status_code == 404
        assert client.delete(pad(document["url"]), headers=who).status_code == 404
        assert kondig_aan(client, sollicitatie, who).status_code == 404
    # A recruiter reads but does not send or remove for the candidate.
    assert stuur(client, document, hr).status_code == 403
    assert client.delete(pad(document["url"]), headers=hr).status_code == 403
    short = ik(AA, "recruiter", nu=NA, scopes={"sollicitaties:lezen"})
    assert client.get(pad(document["url"]), headers=short).status_code == 403


def test_the_person_removes_it(
    client: TestClient, sollicitatie: str, buiten: Headers, migrated: Callable[[str], Engine]
) -> None:
    document = lever(client, sollicitatie, buiten)
    assert client.delete(pad(document["url"]), headers=buiten).status_code == 204
    assert client.delete(pad(document["url"]), headers=buiten).status_code == 404
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM documentinhoud")) == 0


def test_after_withdrawal_nothing_comes_with_it(
    client: TestClient, sollicitatie: str, buiten: Headers, zelf: Headers
) -> None:
    er_al = kondig_aan(client, sollicitatie, buiten).json()
    assert stuur(client, er_al, buiten).status_code == 200
    aangekondigd = kondig_aan(client, sollicitatie, buiten).json()
    path = f"{BASE}/sollicitaties/{sollicitatie}/statuswijzigingen"
    assert client.post(path, headers=zelf, json={"naar": "ingetrokken"}).status_code == 201
    for answer in (
        kondig_aan(client, sollicitatie, buiten),
        stuur(client, aangekondigd, buiten),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "afgerond")
    # What is there stays with it, for who sent it, with the link of before.
    assert stuur(client, er_al, buiten).status_code == 200
    [een, twee] = client.get(
        f"{BASE}/sollicitaties/{sollicitatie}/documenten", headers=zelf
    ).json()["results"]
    assert (een["status"], twee["status"]) == ("beschikbaar", "aangekondigd")


def test_each_reading_is_on_record(
    client: TestClient,
    sollicitatie: str,
    buiten: Headers,
    hr: Headers,
    persoon: UUID,
    migrated: Callable[[str], Engine],
) -> None:
    document = lever(client, sollicitatie, buiten)
    for _ in range(2):
        client.get(pad(document["inhoudUrl"]), headers=hr)
    with migrated("vacatures").connect() as tx:
        query = text(
            "SELECT count(*) FROM verwerking_uit WHERE activiteit = 'document ophalen'"
            " AND betrokkene = :p AND organisatie = :o"
        )
        assert tx.scalar(query, {"p": persoon, "o": AA}) == 2


def test_what_never_came_is_cleaned(
    client: TestClient, sollicitatie: str, buiten: Headers, migrated: Callable[[str], Engine]
) -> None:
    kondig_aan(client, sollicitatie, buiten)
    kept = lever(client, sollicitatie, buiten)
    with db.sessions(migrated("vacatures")).begin() as tx:
        assert storage.clean(tx, NA) == 0
        assert storage.clean(tx, NA + timedelta(days=2)) == 1
        assert [str(d.id) for d in storage.list_bij(tx, [UUID(sollicitatie)])] == [kept["id"]]


def test_a_new_key_takes_over(
    client: TestClient,
    sollicitatie: str,
    buiten: Headers,
    hr: Headers,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
) -> None:
    document = lever(client, sollicitatie, buiten)
    sessions = db.sessions(migrated("vacatures"))

    def kluis(*keys: str) -> fernet.Kluis:
        settings = settings_of("vacatures", database)
        found = fernet.open_(settings.model_copy(update={"document_keys": _secret(keys)}))
        assert found is not None
        return found

    new = fernet.generate_key()
    assert storage.encrypt_anew(sessions, kluis(new)) == 0  # the old key was taken too early
    assert storage.encrypt_anew(sessions, kluis(new, DOCUMENT_KEY)) == 1
    assert storage.encrypt_anew(sessions, kluis(new, DOCUMENT_KEY)) == 0
    answer = client.get(pad(document["inhoudUrl"]), headers=hr)
    assert (answer.status_code, answer.json()["code"]) == (503, "sleutel-ontbreekt")
    client.app.state.kluis = kluis(new)  # type: ignore[attr-defined]
    assert client.get(pad(document["inhoudUrl"]), headers=hr).content == CV


def _secret(keys: tuple[str, ...]) -> Any:
    from pydantic import SecretStr

    return SecretStr("\n".join(keys))


@pytest.mark.parametrize("by_person", [True, False])
def test_erasing(
    client: TestClient,
    sollicitatie: str,
    buiten: Headers,
    persoon: UUID,
    migrated: Callable[[str], Engine],
    by_person: bool,
) -> None:
    document = lever(client, sollicitatie, buiten)
    with db.sessions(migrated("vacatures")).begin() as tx:
        [told] = storage.dossier(tx, persoon)["document"]
        assert (told["id"], told["bestandsnaam"]) == (document["id"], "cv.pdf")
        if by_person:
            gone = storage.wis_personen(tx, [persoon])
        else:
            gone = storage.wis_sollicitaties(tx, [UUID(sollicitatie)], NU)
        assert gone == {"document": 1}
        assert storage.dossier(tx, persoon) == {}
        assert tx.scalar(text("SELECT count(*) FROM documentinhoud")) == 0


def test_another_method_is_no_wrong_format(
    client: TestClient, sollicitatie: str, buiten: Headers
) -> None:
    document = kondig_aan(client, sollicitatie, buiten).json()
    answer = client.post(pad(document["inhoudUrl"]), headers=buiten | BYTES, content=CV)
    assert answer.status_code == 405
